"""
The report on one person: answers, next questions and reasons.

The content is built here; the terminal, ``str(assessment)`` and pages only render it.
"""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, TypeAlias

import attrs

from cervmyelo.case import Case
from cervmyelo.consistency import Conflict
from cervmyelo.errors import CervmyeloError
from cervmyelo.findings import Finding, Outcome, label_of
from cervmyelo.forms import FirstMatch, Form, GradingForm, Sum
from cervmyelo.forms.people import OUTSIDE_POPULATION
from cervmyelo.guidance.urgency import article_urgency
from cervmyelo.models.patient import (
    AGE_YEARS,
    NECK_INJURY,
    NECK_MOBILITY,
    PREGNANT,
    RHEUMATOID_ARTHRITIS,
    SEX_AT_BIRTH,
    SPINAL_CANCER,
    SPINAL_INFECTION,
)
from cervmyelo.outlook.article import (
    CAUTION,
    NECK_MOVEMENT,
    article_outlook_factors,
)
from cervmyelo.registry import FIRST_LOOK, RULES
from cervmyelo.scale import Grade

from .assessment import has_input, is_informative
from .questions import questions
from .urgency import Urgency

__all__ = ["Line", "Report", "Section", "answers", "report"]

Tone: TypeAlias = Literal["plain", "strong", "open", "alarm", "quiet"]
"""The role of a line: an answer, an undecided answer, an alarm or small print."""

_ASKED: Final = 3
_CLOSE: Final = 3
_NAMED: Final = 3
_WIDTH: Final = 80
_LABELS: Final = 34


@attrs.frozen(kw_only=True)
class Line:
    """
    One line of a report.

    Attributes:
        text: Its text.

        label: The left column of a two-column line; empty otherwise.

        tone: Its role.
    """

    text: str
    label: str = ""
    tone: Tone = "plain"


@attrs.frozen(kw_only=True)
class Section:
    """
    A section of a report.

    Attributes:
        title: Its heading.

        lines: Its lines, in order.
    """

    title: str
    lines: tuple[Line, ...]


@attrs.frozen(kw_only=True)
class Report:
    """
    A report on one person.

    Attributes:
        title: Its heading.

        sections: Its sections, the most important first.
    """

    title: str
    sections: tuple[Section, ...]

    def text(self, width: int = _WIDTH) -> str:
        """
        The report as plain text.

        Args:
            width: The maximum length of a line, in characters.
        """
        lines = [self.title]
        for section in self.sections:
            lines += ["", section.title]
            for line in section.lines:
                lines += _wrapped(line, width)
        return "\n".join(lines)


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
    ['When to contact a doctor', 'Answers', 'Assumed, as not recorded', 'Ask next', \
'Notes']

    Args:
        case: The person's recorded values.

        findings: The finding of each rule, in the order of `cervmyelo.rules`.

        faults: Errors in the record as a whole; empty if there are none.
    """
    informed = _informed(findings, case)
    meant = _meant(informed, case)
    shown = _shown(meant)
    sections = (
        Section(
            title="Errors in the record: rules that use these fields give no answer",
            lines=tuple(Line(text=str(each), tone="alarm") for each in faults),
        ),
        Section(
            title="Contradictions in the record",
            lines=tuple(
                Line(text=_in_words(each, findings), tone="alarm")
                for each in case.conflicts
                if each.refuses
            ),
        ),
        Section(title=article_urgency.label.capitalize(), lines=tuple(_urgent(case))),
        Section(title="Also on record", lines=tuple(_also_on_record(case))),
        Section(title="Answers", lines=tuple(map(_answer, shown))),
        Section(
            title="Not for this person, as the record says otherwise",
            lines=tuple(_outside(meant)),
        ),
        Section(
            title="Unlikely together; check them",
            lines=tuple(
                Line(text=_in_words(each, findings), tone="open")
                for each in case.conflicts
                if not each.refuses
            ),
        ),
        Section(title="Assumed, as not recorded", lines=tuple(_assumed(shown))),
        Section(title="Ask next", lines=tuple(_asked(case, findings, shown))),
        Section(title="Why", lines=tuple(_why(shown))),
        Section(
            title="Notes", lines=tuple(_notes(case, findings, informed, meant, shown))
        ),
    )
    return Report(
        title="Cervical myelopathy: what the record supports",
        sections=tuple(each for each in sections if each.lines),
    )


def answers(case: Case, findings: Sequence[Finding[Outcome]]) -> list[Finding[Outcome]]:
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
_MOST_URGENT: Final = article_urgency.outcomes[-1]
_AT_FAULT: Final = "some fields are invalid or contradict each other (see above)."


_DEMOGRAPHY: Final = frozenset({AGE_YEARS.name, SEX_AT_BIRTH.name})


def _is_informed(finding: Finding[Outcome], case: Case) -> bool:
    """Whether the record says anything that a reader would expect to be answered."""
    rule = RULES[finding.rule.name]
    # An answer can be recorded in place of the inputs, such as a total.
    asked = rule.input_names | {each.name for each in rule.recordable}
    recorded = asked & (case.values.keys() | case.problems.keys())
    if finding.status == "refused" and recorded <= _DEMOGRAPHY:
        # An age outside of a table is no news of a test that was not made.
        return False
    if isinstance(rule, FirstMatch) and rule.via is None and has_input(rule, case):
        return True
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


def _also_on_record(case: Case) -> Iterator[Line]:
    """Other diseases and states that change what is right to do."""
    for fact, text in _OTHER_DISEASE:
        if case.values.get(fact.name) is True:
            yield Line(text=f"{fact.label}: yes; {text}", tone="strong")


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


def _assumed(shown: Sequence[Finding[Outcome]]) -> Iterator[Line]:
    """What answers assume about the person, with the rules that do."""
    by_label: dict[str, list[str]] = {}
    for finding in shown:
        for label in finding.holds_for:
            by_label.setdefault(label, []).append(finding.label)
    for label, rules in by_label.items():
        yield Line(label=label, text="; ".join(rules), tone="quiet")


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
    messages = {str(each) for each in case.conflicts}
    problems = {each.message for each in finding.problems}
    return finding.status == "refused" and problems <= messages


def _urgent(case: Case) -> Iterator[Line]:
    urgency = Urgency.of(case)
    established = urgency.at_least
    alarm = established is not None and established.rank == _MOST_URGENT.rank
    text = str(urgency)
    if urgency.rest is not None and established is not None:
        so_far = established.meaning if established.rank else "Not enough recorded."
        text = so_far if alarm else f"{so_far} It may be more urgent: {_AT_FAULT}"
    yield Line(text=text, tone="alarm" if alarm else "strong")


def _answer(finding: Finding[Outcome]) -> Line:
    label = finding.label
    if finding.status == "refused":
        return Line(label=label, text=_no_answer(finding), tone="quiet")
    if finding.status == "ok":
        return Line(label=label, text=_in_full(finding), tone="strong")
    missing = [label_of(name) for name in finding.missing]
    more = len(missing) - _NAMED
    wanted = "; ".join(missing[:_NAMED]) + (f"; {more} more" if more > 0 else "")
    text = f"{finding.answer} (not recorded: {wanted})" if wanted else finding.answer
    return Line(label=label, text=text, tone="open")


def _in_full(finding: Finding[Outcome]) -> str:
    grade = finding.value
    if (
        not isinstance(grade, Grade)
        or grade.label.casefold() in grade.meaning.casefold()
    ):
        return finding.answer
    return f"{finding.answer}: {grade.meaning}"


def _no_answer(finding: Finding[Outcome]) -> str:
    return f"no answer: {' '.join(map(str, finding.problems))}"


def _asked(
    case: Case, findings: Sequence[Finding[Outcome]], shown: Sequence[Finding[Outcome]]
) -> Iterator[Line]:
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
    for question in (*first, *others)[:_ASKED]:
        yield Line(text=str(question))


def _why(shown: Sequence[Finding[Outcome]]) -> Iterator[Line]:
    for finding in shown:
        if isinstance(RULES[finding.rule.name], Sum) or finding.status != "ok":
            continue
        known = [each for each in finding.because if each.value is not None]
        telling = [each for each in known if each.value is not False] or known
        if telling:
            reasons = "; ".join(dict.fromkeys(map(str, telling)))
            yield Line(
                label=finding.label,
                text=f"{reasons} [{finding.cite.source}]",
                tone="quiet",
            )


def _notes(
    case: Case,
    findings: Sequence[Finding[Outcome]],
    informed: Sequence[Finding[Outcome]],
    meant: Sequence[Finding[Outcome]],
    shown: Sequence[Finding[Outcome]],
) -> Iterator[Line]:
    if any(each.rule.name == article_outlook_factors.name for each in shown):
        yield Line(text=CAUTION.says, tone="quiet")
        if NECK_MOBILITY.name in case.values:
            other = NECK_MOVEMENT.others[0]
            about = f"{NECK_MOVEMENT.about}: {other.text} [{other.cite.source}]"
            yield Line(text=about, tone="quiet")
    vague = [each.label for each in meant if each not in shown]
    if vague:
        yield Line(text=f"Not enough recorded: {'; '.join(vague)}.", tone="quiet")
    elsewhere = sum(not _is_for(RULES[each.rule.name], case) for each in informed)
    if elsewhere:
        made = "1 rule is" if elsewhere == 1 else f"{elsewhere} rules are"
        yield Line(
            text=f"{made} made for people with a disease or finding that was not "
            f"recorded.",
            tone="quiet",
        )
    others = len(findings) - len(informed) - 1
    if others > 0:
        yield Line(
            text=f"{others} other rules need data that were not recorded.", tone="quiet"
        )
    differing = {each.name for f in shown for each in RULES[f.rule.name].disagreements}
    if differing:
        points = f"{len(differing)} point{'s' * (len(differing) != 1)}"
        yield Line(
            text=f"Sources differ on {points} about these rules; the page of a rule "
            f"shows them.",
            tone="quiet",
        )


def _wrapped(line: Line, width: int) -> list[str]:
    if not line.label:
        return textwrap.wrap(
            line.text, width, initial_indent="- ", subsequent_indent="  "
        )
    names = textwrap.wrap(line.label, _LABELS - 2)
    words = textwrap.wrap(line.text, width - _LABELS)
    pairs = itertools.zip_longest(names, words, fillvalue="")
    return [f"{name:<{_LABELS}}{text}".rstrip() for name, text in pairs]
