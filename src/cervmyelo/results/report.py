"""
The report on one person: what to do, what was found, how sure, what to ask, and why.

The content is built here; the terminal, ``str(assessment)``, notebooks and pages only
render it. The first screen is a selection of it that fits on one screen.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, TypeAlias

import attrs

from cervmyelo.case import Case
from cervmyelo.consistency import Conflict
from cervmyelo.errors import CervmyeloError
from cervmyelo.findings import Finding, Outcome, label_of, problem_in_words
from cervmyelo.forms import FirstMatch, Form, GradingForm, Sum
from cervmyelo.forms.people import OUTSIDE_POPULATION
from cervmyelo.guidance.urgency import article_urgency
from cervmyelo.models.patient import (
    AGE_YEARS,
    NECK_INJURY,
    PREGNANT,
    RHEUMATOID_ARTHRITIS,
    SEX_AT_BIRTH,
    SPINAL_CANCER,
    SPINAL_INFECTION,
)
from cervmyelo.outlook.article import CAUTION, article_outlook_factors
from cervmyelo.registry import FIRST_LOOK, GROUPS, RULES
from cervmyelo.scale import Grade

from .assessment import has_input, is_informative
from .differences import Difference, differences, disagreements
from .questions import Question, questions
from .urgency import Urgency

__all__ = [
    "SCREEN",
    "Kind",
    "Line",
    "Printed",
    "Report",
    "Section",
    "answers_for",
    "report",
    "spoken",
]

Tone: TypeAlias = Literal["plain", "strong", "open", "alarm", "quiet"]
"""The role of a line: an answer, an undecided answer, an alarm or small print."""

Kind: TypeAlias = Literal[
    "errors", "contradictions", "do", "found", "sure", "ask", "why", "differ", "notes"
]
"""What a section is about, for those who render it."""

SCREEN: Final = 39
"""How many lines the first screen has at most: 40 with one for its origin."""

_ASKED: Final = 3
_CLOSE: Final = 3
_NAMED: Final = 3
_WIDTH: Final = 80
_LABELS: Final = 33
_GAP: Final = 2
_TALLEST: Final = 4
"""How many lines of text one line of the report has on the first screen at most."""

_LEAST: Final[Mapping[Kind, int]] = {
    "do": 4,
    "found": 8,
    "sure": 2,
    "ask": 4,
    "why": 4,
    "differ": 2,
}
"""How many lines of text a section gets on the first screen before others get more."""

_SILENT: Final = re.compile(r"(?<=\d) (?:probability|ratio)\b|(?<=\d) (?=%)")
"""Units that people do not say after a number, because the label says them."""


def spoken(text: str) -> str:
    """
    A text as people say it: without units that its label says, and without codes.

    >>> spoken("0.35 probability"), spoken("0.8 ratio (interval 0.7 to 0.9)")
    ('0.35', '0.8 (interval 0.7 to 0.9)')
    >>> spoken("71 %"), spoken("likelihood ratio 3.1")
    ('71%', 'likelihood ratio 3.1')
    >>> spoken("JOA severity (1994) is not_mild: met")
    'JOA severity (1994) is not mild: met'
    """
    return _SILENT.sub("", text).replace("_", " ")


@attrs.frozen(kw_only=True)
class Line:
    """
    One line of a report.

    Attributes:
        text: Its text.

        label: The left column of a two-column line; empty otherwise.

        tone: Its role.

        brief: Its text on the first screen; empty if that is the same.
    """

    text: str
    label: str = ""
    tone: Tone = "plain"
    brief: str = ""


@attrs.frozen(kw_only=True)
class Printed:
    """
    A line of text on a screen.

    Attributes:
        text: The text, without blanks at its end.

        tone: Its role; a heading is "title" or "heading".
    """

    text: str
    tone: Tone | Literal["title", "heading"] = "plain"


@attrs.frozen(kw_only=True)
class Section:
    """
    A section of a report.

    Attributes:
        kind: What it is about.

        title: Its heading.

        lines: Its lines, in order.

        brief: Its lines on the first screen; None if they are the same.
    """

    kind: Kind
    title: str
    lines: tuple[Line, ...]
    brief: tuple[Line, ...] | None = None

    @functools.cached_property
    def first(self) -> tuple[Line, ...]:
        """The lines for the first screen, the most important ones first."""
        chosen = self.lines if self.brief is None else self.brief
        return tuple(
            attrs.evolve(each, text=each.brief, brief="") if each.brief else each
            for each in chosen
        )


@attrs.frozen(kw_only=True)
class Report:
    """
    A report on one person.

    Attributes:
        title: Its heading.

        sections: Its sections, in the order in which they are read.

        answers: The findings that it shows, advice on treatment first.

        advice: How many of them are advice.

        urgency: The finding on the urgency, if it is an answer; else empty.

        questions: What to ask next, the most important question first.

        differences: The answers that another source would change.
    """

    title: str
    sections: tuple[Section, ...]
    answers: tuple[Finding[Outcome], ...] = attrs.field(default=(), repr=False)
    advice: int = 0
    urgency: tuple[Finding[Outcome], ...] = attrs.field(default=(), repr=False)
    questions: tuple[Question, ...] = attrs.field(default=(), repr=False)
    differences: tuple[Difference, ...] = attrs.field(default=(), repr=False)

    def __str__(self) -> str:
        return self.text()

    @property
    def found(self) -> tuple[Finding[Outcome], ...]:
        """The findings without the advice on treatment."""
        return self.answers[self.advice :]

    def text(self, width: int = _WIDTH) -> str:
        """
        The whole report as plain text.

        Args:
            width: The maximum length of a line, in characters.
        """
        return "\n".join(each.text for each in self.printed(width))

    def printed(self, width: int = _WIDTH) -> tuple[Printed, ...]:
        """
        The whole report as lines of text.

        Args:
            width: The maximum length of a line, in characters.
        """
        made = _folded(self.title, width, "title")
        for section in self.sections:
            made += _headed(section.title, width)
            for line in section.lines:
                made += _wrapped(line, width)
        return tuple(made)

    def first_screen(
        self, width: int = _WIDTH, most: int = SCREEN, more: str = ""
    ) -> tuple[Printed, ...]:
        """
        What a reader sees first: of each section what matters most.

        >>> import cervmyelo as cm
        >>> found = cm.assess({"age_years": 61, "mjoa_motor_upper": 3}).report
        >>> len(found.first_screen(most=30)) <= 30
        True

        Args:
            width: The maximum length of a line, in characters.

            most: The greatest number of lines.

            more: How to get the whole report, for the last line.
        """
        made = _folded(self.title, width, "title")[:most]
        last = [Printed(text=each) for each in textwrap.wrap(more, width)]
        last = [attrs.evolve(each, tone="quiet") for each in last]
        parts = [(each, _Folded(each.first, width)) for each in self.sections]
        taken = _fitting(parts, most - len(made) - len(last), width)
        whole = True
        for (section, lines), count in zip(parts, taken, strict=True):
            short = section.brief is not None or count < len(section.first)
            whole = whole and not short and not any(e.brief for e in section.lines)
            if count:
                made += _headed(_counted_title(section, count), width)
                made += itertools.chain.from_iterable(map(lines, range(count)))
        if not whole and len(made) + len(last) <= most:
            made += last
        return tuple(made)


def _folded(text: str, width: int, tone: Literal["title", "heading"]) -> list[Printed]:
    return [Printed(text=each, tone=tone) for each in textwrap.wrap(text, width)]


def _headed(title: str, width: int) -> list[Printed]:
    return [Printed(text=""), *_folded(title, width, "heading")]


def _counted_title(section: Section, count: int) -> str:
    """The heading of a section, with how many of its lines are shown."""
    every = len(section.first)
    return section.title if count == every else f"{section.title} ({count} of {every})"


class _Folded:
    """The lines of a section as they fit a screen, each folded when it is needed."""

    def __init__(self, lines: Sequence[Line], width: int) -> None:
        self._lines = lines
        self._width = width
        self._folded: dict[int, list[Printed]] = {}

    def __call__(self, place: int) -> list[Printed]:
        if place not in self._folded:
            line = self._lines[place]
            self._folded[place] = _wrapped(line, self._width, _TALLEST)
        return self._folded[place]


def _fitting(
    parts: Sequence[tuple[Section, _Folded]], room: int, width: int
) -> list[int]:
    """How many lines of each section fit on a screen, all sections a little first."""
    taken = [0] * len(parts)

    def take(place: int, most: float) -> None:
        nonlocal room
        section, lines = parts[place]
        height = sum(len(lines(each)) for each in range(taken[place]))
        for each in range(taken[place], len(section.first)):
            # The longest heading is the one that counts its lines.
            title = _counted_title(section, max(len(section.first) - 1, 1))
            heading = 0 if taken[place] else len(_headed(title, width))
            tall = len(lines(each))
            height += tall
            if heading + tall > room or (taken[place] and height > most):
                return
            room -= heading + tall
            taken[place] += 1

    for least in (dict[Kind, int](), _LEAST, None):
        for place, (section, _) in enumerate(parts):
            take(place, math.inf if least is None else least.get(section.kind, 1))
    return taken


def _wrapped(line: Line, width: int, most: int | None = None) -> list[Printed]:
    """A line as lines of text; dots show that something was cut."""

    def fold(text: str, columns: int, first: str = "", then: str = "") -> list[str]:
        one_line = text.isprintable() and text and text == text.strip()
        if one_line and len(first) + len(text) <= columns:
            # Most labels are short, and to fold a text takes much longer.
            return [first + text]
        return textwrap.wrap(
            text,
            columns,
            max_lines=most,
            placeholder=" ...",
            initial_indent=first,
            subsequent_indent=then,
        )

    if not line.label:
        return [
            Printed(text=each, tone=line.tone)
            for each in fold(line.text, width, "- ", "  ")
        ]
    labels = min(_LABELS, width * 2 // 5)
    names = fold(line.label, labels)
    words = fold(line.text, width - labels - _GAP)
    pairs = itertools.zip_longest(names, words, fillvalue="")
    return [
        Printed(text=f"{name:<{labels + _GAP}}{text}".rstrip(), tone=line.tone)
        for name, text in pairs
    ]


def report(
    case: Case,
    findings: Sequence[Finding[Outcome]],
    faults: Iterable[CervmyeloError] = (),
) -> Report:
    """
    The report on one person.

    >>> import cervmyelo as cm
    >>> case = cm.Case(cm.MJOA(motor_lower=5, sensory_upper=2, sphincter=2))
    >>> [section.title for section in report(case, cm.assess(case).findings).sections]
    ['What to do', 'What was found: 0 decided, 3 open', 'How sure', 'Ask next', 'Notes']

    Args:
        case: The person's recorded values.

        findings: The finding of each rule, in the order of `cervmyelo.rules`.

        faults: Errors in the record as a whole; empty if there are none.
    """
    informed = _informed(findings, case)
    meant = _meant(informed, case)
    shown = _shown(meant)
    advice = [each for each in shown if each.rule.name in _TREATMENT]
    answers = sorted(
        (each for each in shown if each not in advice),
        key=lambda each: _CERTAIN.index(each.status),
    )
    asked = tuple(_asked(findings, shown, case))
    urgent = [
        each
        for each in findings
        if each.rule.name == _URGENCY and has_input(article_urgency, case)
    ]
    differing = differences(case, (*urgent, *answers, *advice))
    sections = (
        Section(
            kind="errors",
            title="Errors in the record: rules that use these fields give no answer",
            lines=tuple(Line(text=str(each), tone="alarm") for each in faults),
        ),
        Section(
            kind="contradictions",
            title="Contradictions in the record",
            lines=tuple(
                Line(text=_in_words(each, findings), tone="alarm")
                for each in case.conflicts
                if each.refuses
            ),
        ),
        Section(kind="do", title="What to do", lines=tuple(_to_do(case, advice))),
        Section(
            kind="found",
            title=f"What was found: {_counted(answers)}",
            lines=tuple(map(_answer, answers)),
        ),
        _sure(case, findings, shown, meant),
        Section(kind="ask", title="Ask next", lines=tuple(map(_question, asked))),
        Section(kind="why", title="Why", lines=tuple(_why((*answers, *advice)))),
        Section(
            kind="differ",
            title="Where another source would answer differently",
            lines=tuple(map(_difference, differing)),
        ),
        _notes(
            _Grouped(
                findings=findings,
                informed=informed,
                meant=meant,
                shown=(*urgent, *shown),
                case=case,
                differing=differing,
            )
        ),
    )
    return Report(
        title="Cervical myelopathy: what the record supports",
        sections=tuple(each for each in sections if each.lines),
        answers=(*advice, *answers),
        advice=len(advice),
        urgency=tuple(
            each
            for each in findings
            if each.rule.name == _URGENCY and each.status != "refused"
        ),
        questions=asked,
        differences=differing,
    )


def answers_for(
    case: Case, findings: Sequence[Finding[Outcome]]
) -> list[Finding[Outcome]]:
    """
    The findings that a reader expects, apart from the urgency, in their order.

    They look at what was recorded, are made for this person, and are decided or close
    to it.

    Args:
        case: The person's recorded values.

        findings: The findings, in the order of `cervmyelo.rules`.
    """
    return _shown(_meant(_informed(findings, case), case))


def _informed(
    findings: Sequence[Finding[Outcome]], case: Case
) -> list[Finding[Outcome]]:
    return [
        each
        for each in findings
        if each.rule.name != _URGENCY and _is_informed(each, case)
    ]


def _meant(informed: list[Finding[Outcome]], case: Case) -> list[Finding[Outcome]]:
    """The findings that are for this person, and not refused by a contradiction."""
    meant = [each for each in informed if _is_for(RULES[each.rule.name], case)]
    return [each for each in meant if not _is_contradicted(each, case)]


def _shown(meant: list[Finding[Outcome]]) -> list[Finding[Outcome]]:
    return [
        each
        for each in meant
        if (each.status != "undecided" or _is_close(each)) and not _is_outside(each)
    ]


_URGENCY: Final = article_urgency.name
_TREATMENT: Final = frozenset(each.name for each in GROUPS["Treatment"])
_CERTAIN: Final = ("ok", "undecided", "refused")
_MOST_URGENT: Final = article_urgency.outcomes[-1]
_AT_FAULT: Final = "some fields are invalid or contradict each other (see above)."
_DEMOGRAPHY: Final = frozenset({AGE_YEARS.name, SEX_AT_BIRTH.name})


def _is_informed(finding: Finding[Outcome], case: Case) -> bool:
    """Whether the record says anything that a reader would expect to be answered."""
    rule = RULES[finding.rule.name]
    names = rule.record_names
    recorded = (case.values.keys() & names) | (case.problems.keys() & names)
    if finding.status == "refused" and recorded <= _DEMOGRAPHY:
        # An age outside of a table is no news of a test that was not made.
        return False
    if isinstance(rule, FirstMatch) and rule.via is None:
        return bool(recorded) or has_input(rule, case)
    # What follows from other records does not score a form that nobody filled in.
    return bool(recorded)


def _is_outside(finding: Finding[Outcome]) -> bool:
    """Whether a rule is not for a person because of what is recorded."""
    codes = {problem.code for problem in finding.problems}
    return finding.status == "refused" and codes == {OUTSIDE_POPULATION}


def _outside(meant: Sequence[Finding[Outcome]]) -> Iterator[Line]:
    """The conditions that the person is known not to meet, with the rules."""
    by_label: dict[str, list[str]] = {}
    for finding in filter(_is_outside, meant):
        people = RULES[finding.rule.name].people
        messages = {problem.message for problem in finding.problems}
        for each in () if people is None else people.conditions:
            if each.gap.why in messages:
                by_label.setdefault(each.label, []).append(finding.label)
    for label, rules in by_label.items():
        yield Line(label=f"only for: {label}", text="; ".join(rules), tone="quiet")


def _to_do(case: Case, advice: Sequence[Finding[Outcome]]) -> Iterator[Line]:
    """When to contact a doctor, other diseases, and what a guideline recommends."""
    yield _urgent(case)
    for fact, text in _OTHER_DISEASE:
        if case.values.get(fact.name) is True:
            yield Line(text=f"{fact.label}: yes; {text}", tone="strong")
    yield from map(_answer, advice)


_OTHER_DISEASE: Final = (
    (SPINAL_INFECTION, "rules for degenerative disease give no answer."),
    (SPINAL_CANCER, "rules for degenerative disease give no answer."),
    (NECK_INJURY, "rules for degenerative disease give no answer."),
    (
        RHEUMATOID_ARTHRITIS,
        "a disease of its own; the advice for degenerative disease is not made for it.",
    ),
    (
        PREGNANT,
        "no rule takes it into account, neither for imaging nor for treatment.",
    ),
)


def _is_for(rule: Form, case: Case) -> bool:
    """Whether nothing is missing that a rule is only made for, such as a disease."""
    people = rule.people
    return people is None or not any(
        each.defining for each in people.assumed(case.known)
    )


def _is_close(finding: Finding[Outcome]) -> bool:
    """Whether an undecided answer is informative and needs only a few more inputs."""
    rule = RULES[finding.rule.name]
    named = rule in FIRST_LOOK or len(finding.missing) == 1
    return named and len(finding.missing) <= _CLOSE and is_informative(rule, finding)


def _counted(answers: Sequence[Finding[Outcome]]) -> str:
    """How many answers there are of each kind."""
    statuses = [each.status for each in answers]
    counts = [
        f"{statuses.count('ok')} decided",
        f"{statuses.count('undecided')} open",
    ]
    if "refused" in statuses:
        counts.append(f"{statuses.count('refused')} without an answer")
    return ", ".join(counts)


def _sure(
    case: Case,
    findings: Sequence[Finding[Outcome]],
    shown: Sequence[Finding[Outcome]],
    meant: Sequence[Finding[Outcome]],
) -> Section:
    """What the answers assume, what is unlikely, and which rules are for others."""
    unlikely = tuple(
        Line(text=f"Unlikely together, check: {_in_words(each, findings)}", tone="open")
        for each in case.conflicts
        if not each.refuses
    )
    assumed = tuple(_assumed(shown))
    outside = tuple(_outside(meant))
    labels = [each.label.removeprefix(_ASSUMED) for each in assumed]
    more = len(labels) - _NAMED
    named = "; ".join(labels[:_NAMED]) + (f"; {more} more" if more > 0 else "")
    some = (Line(text=f"Assumed, as not recorded: {named}.", tone="quiet"),)
    return Section(
        kind="sure",
        title="How sure",
        lines=(*unlikely, *assumed, *outside),
        brief=(*unlikely, *(some if assumed else ()), *outside),
    )


_ASSUMED: Final = "assumed: "


def _assumed(shown: Sequence[Finding[Outcome]]) -> Iterator[Line]:
    """What answers assume about the person, with the rules that do."""
    by_label: dict[str, list[str]] = {}
    for finding in shown:
        for label in finding.holds_for:
            by_label.setdefault(label, []).append(finding.label)
    for label, rules in by_label.items():
        yield Line(label=f"{_ASSUMED}{label}", text="; ".join(rules), tone="quiet")


def _in_words(conflict: Conflict, findings: Sequence[Finding[Outcome]]) -> str:
    labels = " and ".join(f'"{label_of(name)}"' for name in conflict.fields)
    message = str(conflict)
    silent = [
        each.label
        for each in findings
        if message in {problem.message for problem in each.problems}
    ]
    some = "; ".join(silent[:_NAMED])
    more = len(silent) - _NAMED
    without = f" No answer: {some}{f'; {more} more' if more > 0 else ''}."
    return f"{labels}: {conflict.why}.{without if silent else ''}"


def _is_contradicted(finding: Finding[Outcome], case: Case) -> bool:
    """Whether contradictions in the record are all that is wrong."""
    if finding.status != "refused":
        return False
    messages = {str(each) for each in case.conflicts}
    return messages.issuperset(problem.message for problem in finding.problems)


def _urgent(case: Case) -> Line:
    urgency = Urgency.of(case)
    established = urgency.at_least
    alarm = established is not None and established.rank == _MOST_URGENT.rank
    text = str(urgency)
    if urgency.rest is not None and established is not None:
        so_far = established.meaning if established.rank else "Not enough recorded."
        text = so_far if alarm else f"{so_far} It may be an emergency: {_AT_FAULT}"
    return Line(text=text, tone="alarm" if alarm else "strong")


def _answer(finding: Finding[Outcome]) -> Line:
    label = finding.label
    if finding.status == "refused":
        return Line(label=label, text=_no_answer(finding), tone="quiet")
    answer = spoken(finding.answer)
    if finding.status == "ok":
        full = _in_full(finding)
        # A number says nothing of a grade without its meaning.
        brief = "" if answer == full or answer[:1].isdigit() else answer
        return Line(label=label, text=full, brief=brief, tone="strong")
    missing = [label_of(name) for name in finding.missing]
    if not missing:
        return Line(label=label, text=answer, tone="open")
    some = "; ".join(missing[:_NAMED])
    more = len(missing) - _NAMED
    inputs = "1 input" if len(missing) == 1 else f"{len(missing)} inputs"
    return Line(
        label=label,
        text=f"{answer} (not recorded: {some}{f'; {more} more' if more > 0 else ''})",
        brief=f"{answer} ({inputs} not recorded)",
        tone="open",
    )


def _in_full(finding: Finding[Outcome]) -> str:
    grade = finding.value
    answer = spoken(finding.answer)
    if (
        not isinstance(grade, Grade)
        or grade.label.casefold() in grade.meaning.casefold()
    ):
        return answer
    return f"{answer}: {grade.meaning}"


def _no_answer(finding: Finding[Outcome]) -> str:
    return f"no answer: {' '.join(map(problem_in_words, finding.problems))}"


def _asked(
    findings: Sequence[Finding[Outcome]],
    shown: Sequence[Finding[Outcome]],
    case: Case,
) -> Iterator[Question]:
    """The best questions, the first of them about the urgency if that is open."""
    open_rules = [
        RULES[each.rule.name]
        for each in (*(e for e in findings if e.rule.name == _URGENCY), *shown)
        if each.status == "undecided"
    ]
    graded = [each for each in open_rules if isinstance(each, GradingForm)]
    best = questions(graded or open_rules, case)
    first = [each for each in best if article_urgency in each.rules][:1]
    others = [each for each in best if each not in first]
    yield from (*first, *others)[:_ASKED]


def _question(question: Question) -> Line:
    if question.conflict is not None or any(e.differs for e in question.consequences):
        return Line(text=str(question))
    return Line(text=str(question), brief=question.quantity.question)


def _why(shown: Sequence[Finding[Outcome]]) -> Iterator[Line]:
    for finding in shown:
        if isinstance(RULES[finding.rule.name], Sum) or finding.status != "ok":
            continue
        known = [each for each in finding.because if each.value is not None]
        telling = [each for each in known if each.value is not False] or known
        if telling:
            reasons = spoken("; ".join(dict.fromkeys(map(str, telling))))
            yield Line(
                label=finding.label,
                text=f"{reasons} [{finding.cite.source}]",
                tone="quiet",
            )


def _difference(each: Difference) -> Line:
    return Line(
        label=each.label,
        text=spoken(f"{each}. {each.on.about}: {each.says}"),
        brief=spoken(str(each)),
        tone="open",
    )


@attrs.frozen(kw_only=True)
class _Grouped:
    """
    The findings by what a report does with them.

    Attributes:
        findings: All of them.

        informed: Those of rules about which something is recorded.

        meant: Those of them that are made for such a person.

        shown: Those that are shown.

        case: The person.

        differing: The answers that another source would change.
    """

    findings: Sequence[Finding[Outcome]]
    informed: Sequence[Finding[Outcome]]
    meant: Sequence[Finding[Outcome]]
    shown: Sequence[Finding[Outcome]]
    case: Case
    differing: Sequence[Difference]

    @functools.cached_property
    def vague(self) -> list[str]:
        """The labels of rules for which too little is recorded."""
        shown = {each.rule.name for each in self.shown}
        return [each.label for each in self.meant if each.rule.name not in shown]

    @property
    def caution(self) -> str:
        """The caution about an outlook, if one is shown."""
        shown = {each.rule.name for each in self.shown}
        return CAUTION.says if article_outlook_factors.name in shown else ""

    @property
    def elsewhere(self) -> str:
        """How many rules are made for other people."""
        count = sum(
            not _is_for(RULES[each.rule.name], self.case) for each in self.informed
        )
        made = "1 rule is" if count == 1 else f"{count} rules are"
        what = "made for people with a disease or finding that was not recorded."
        return f"{made} {what}" if count else ""

    @property
    def others(self) -> int:
        """How many rules have no data at all."""
        return max(len(self.findings) - len(self.informed) - 1, 0)

    @property
    def sources(self) -> str:
        """On how many points sources differ without changing an answer."""
        changing = {each.on.name for each in self.differing}
        every = [e for e in disagreements(self.shown) if e.name not in changing]
        if not every:
            return ""
        points = f"point{'s' * (len(every) != 1)}"
        more = "more " if changing else ""
        return (
            f"Sources differ on {len(every)} {more}{points} without changing an answer "
            f"for this person; see: cervmyelo explain RULE."
        )


def _notes(of: _Grouped) -> Section:
    none = f"{of.others} other rules have no data in this record."
    full = (
        of.caution,
        f"Not enough recorded: {'; '.join(of.vague)}." if of.vague else "",
        of.elsewhere,
        none if of.others else "",
        of.sources,
    )
    need = "1 rule needs" if len(of.vague) == 1 else f"{len(of.vague)} rules need"
    some = f"{need} more data. " if of.vague else ""
    brief = (of.sources, f"{some}{none}" if of.others else some, of.caution)
    return Section(
        kind="notes",
        title="Notes",
        lines=tuple(Line(text=each, tone="quiet") for each in full if each),
        brief=tuple(Line(text=each, tone="quiet") for each in brief if each),
    )
