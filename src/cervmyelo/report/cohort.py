"""
The report on many people: answers with what is unknown, what is missing, and faults.

People are read one after the other and only counted, so that a file of any length can
be reported.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from cervmyelo.consistency import described
from cervmyelo.display.blocks import (
    Block,
    Bullets,
    Cell,
    Grid,
    Histogram,
    Interval,
    Paragraph,
    Part,
    RowGroup,
    Share,
    link,
)
from cervmyelo.display.reports import titled
from cervmyelo.findings import Finding, Outcome, figure, label_of
from cervmyelo.forms import Crosswalk, Form, GradingForm, Tally
from cervmyelo.guidance.urgency import article_urgency
from cervmyelo.io.repeats import Repeats
from cervmyelo.models.missing import MEANINGS
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.registry import GROUPS, RULES
from cervmyelo.results.assessment import findings
from cervmyelo.results.report import spoken
from cervmyelo.scale import Grade

from .members import Member
from .origins import CAUTION, cautions, origins, people_of, sources

__all__ = ["cohort"]

_MOST_FLAGGED = 500
_MOST_BARS = 60

_LEGEND = (
    "Solid: people who have the answer. Dashed: people who may have it, because "
    "something that could decide it was not recorded. They are neither left out nor "
    "counted as no."
)


@attrs.define
class _Answers:
    """
    What a rule answers over all people.

    Attributes:
        rule: The rule.

        sure: How many people have each answer.

        possible: How many undecided people may have each grade.

        undecided: How many are undecided.

        refused: How many get no answer.
    """

    rule: Form
    sure: Counter[Outcome] = attrs.field(factory=Counter[Outcome])
    possible: Counter[Outcome] = attrs.field(factory=Counter[Outcome])
    undecided: int = 0
    refused: int = 0

    def add(self, finding: Finding[Outcome], many: int) -> None:
        """Count so many people."""
        if finding.value is not None:
            self.sure[finding.value] += many
        elif finding.status == "refused":
            self.refused += many
        else:
            self.undecided += many
            if self.graded:
                self.possible.update(dict.fromkeys(finding.possible or (), many))

    @property
    def graded(self) -> bool:
        """Whether each answer gets a line: grades, and counts of findings."""
        return isinstance(self.rule, GradingForm | Tally)

    @property
    def decided(self) -> int:
        """How many people have an answer."""
        return self.sure.total()


@attrs.define
class _Counts:
    """
    What is counted over all people.

    Attributes:
        answers: The answers of each rule.

        people: How many people there are.

        recorded: For each quantity, for how many it is recorded.

        invalid: For each quantity, for how many it is invalid.

        pointless: For each detail of a symptom, for how many the symptom is not
            recorded as there, so that nothing of it is missing.

        reasons: For each quantity, why it is missing, as far as that is recorded.

        flagged: How many records are invalid.

        messages: The first of them by name, with what is wrong.
    """

    answers: dict[str, _Answers] = attrs.field(
        factory=lambda: {name: _Answers(rule) for name, rule in RULES.items()}
    )
    people: int = 0
    recorded: Counter[str] = attrs.field(factory=Counter[str])
    invalid: Counter[str] = attrs.field(factory=Counter[str])
    pointless: Counter[str] = attrs.field(factory=Counter[str])
    reasons: dict[str, Counter[str]] = attrs.field(factory=dict[str, Counter[str]])
    flagged: int = 0
    messages: list[tuple[str, tuple[str, ...]]] = attrs.field(
        factory=list[tuple[str, tuple[str, ...]]]
    )

    def add(self, member: Member) -> None:
        """Name a person if the record is among the first that are invalid."""
        self.people += 1
        if len(self.messages) < _MOST_FLAGGED and (messages := member.messages):
            row = f"row {self.people}"
            name = f"{row}, {member.name}" if member.name else row
            self.messages.append((name, messages))

    def count(self, member: Member, many: int) -> None:
        """Count so many people with the same record."""
        case = member.case
        recorded = (name for name in QUANTITIES if name in case.values)
        self.recorded.update(dict.fromkeys(recorded, many))
        if len(case.problems) < len(QUANTITIES):
            invalid = (name for name in case.problems if name in QUANTITIES)
            self.invalid.update(dict.fromkeys(invalid, many))
        pointless = (
            detail
            for detail, fact in described().items()
            if case.values.get(fact) is not True and detail not in case.values
        )
        self.pointless.update(dict.fromkeys(pointless, many))
        for name, reason in case.missing.items():
            self.reasons.setdefault(name, Counter())[reason] += many
        if member.messages:
            self.flagged += many
        for finding in findings(case):
            self.answers[finding.rule.name].add(finding, many)

    @property
    def shown(self) -> list[_Answers]:
        """The rules with an answer for at least one person, and the urgency."""
        return [
            each
            for each in self.answers.values()
            if each.decided or each.rule is article_urgency
        ]


def cohort(members: Iterable[Member]) -> tuple[str, tuple[Block, ...]]:
    """
    The title and the parts of a report on many people.

    Args:
        members: The people.
    """
    counts = _Counts()
    repeats = Repeats(counts.count)
    for member in members:
        counts.add(member)
        repeats.add(member)
    repeats.settle()
    people = "1 person" if counts.people == 1 else f"{counts.people:,} people"
    return f"Cervical myelopathy: {people}", tuple(_parts(counts))


def _parts(counts: _Counts) -> Iterator[Block]:
    yield Paragraph(CAUTION, "quiet")
    shown = counts.shown
    yield Part("At a glance", tuple(_glance(counts, shown)))
    yield from _flagged(counts)
    yield from _distributions(counts, shown)
    yield from _numbers(shown)
    yield from _missing(counts)
    rules = [each.rule for each in shown]
    yield people_of(rules)
    yield cautions(rules)
    yield sources(cite for rule in rules for cite in rule.citations)
    yield origins(rules)


def _glance(counts: _Counts, shown: list[_Answers]) -> Iterator[Block]:
    flagged = f"{counts.flagged:,} flagged" if counts.flagged else "none flagged"
    yield Paragraph(
        f"{counts.people:,} records, {flagged}; {len(counts.recorded)} quantities "
        f"recorded for at least one person.",
        "strong",
    )
    groups: list[RowGroup] = []
    for subject, rules in GROUPS.items():
        rows = tuple(
            (
                titled(each.rule.label),
                f"{each.decided:,}",
                f"{each.undecided:,}",
                f"{each.refused:,}",
                _share(
                    each.decided,
                    each.decided + each.undecided,
                    counts.people,
                    f"{each.rule.label}: answered",
                ),
            )
            for each in shown
            if each.rule in rules
        )
        if rows:
            groups.append(RowGroup(rows, subject))
    head = ("Rule", "Answered", "Open", "No answer", "Drawn")
    yield Grid(head, tuple(groups))
    silent = len(counts.answers) - len(shown)
    if silent:
        rules_ = "1 other rule has" if silent == 1 else f"{silent} other rules have"
        yield Paragraph(f"{rules_} no answer for any person in these data.", "quiet")
    yield Paragraph(_LEGEND, "quiet")


def _share(
    number: int, most: int, whole: int, label: str, *, unknown: bool = False
) -> Share:
    up_to = f" to {most:,}" if most > number else ""
    text = f"{label}: {number:,}{up_to} of {whole:,} people"
    return Share(number=number, most=most, whole=whole, text=text, open=unknown)


def _percent(number: int, whole: int) -> str:
    return f"{100 * number / whole:.0f}%" if whole else ""


def _distributions(counts: _Counts, shown: list[_Answers]) -> Iterator[Block]:
    """For each rule with grades, how many people have each of them."""
    parts = [
        Part(
            titled(each.rule.label),
            (_distribution(each, counts.people), _source(each.rule)),
        )
        for each in shown
        if each.graded and not isinstance(each.rule, Crosswalk)
    ]
    if parts:
        yield Part("Grades and counts", tuple(parts))


def _source(rule: Form) -> Block:
    return Paragraph(link(rule.cite), "quiet")


def _distribution(answers: _Answers, people: int) -> Block:
    rows: list[tuple[Cell, ...]] = []
    for outcome in answers.rule.outcomes:
        number = answers.sure[outcome]
        most = number + answers.possible[outcome]
        label = outcome.label if isinstance(outcome, Grade) else figure(outcome)
        rows.append(
            (
                _named(outcome, label),
                f"{number:,}{f' to {most:,}' if most > number else ''}",
                _percent(number, people),
                _share(number, most, people, label),
            )
        )
    for label, number in (
        ("open: not enough recorded", answers.undecided),
        ("no answer", answers.refused),
    ):
        if number:
            drawn = _share(number, number, people, label, unknown=True)
            rows.append((label, f"{number:,}", _percent(number, people), drawn))
    head = ("Answer", "People", "Share", "Drawn")
    return Grid(head, (RowGroup(tuple(rows)),))


def _named(outcome: Outcome, label: str) -> str:
    """A grade with its meaning where its label is a number."""
    if isinstance(outcome, Grade) and label[:1].isdigit():
        return f"{label}: {outcome.meaning}"
    return label


def _numbers(shown: list[_Answers]) -> Iterator[Block]:
    """For each rule with numbers, their range, median and picture."""
    rows: list[tuple[Cell, ...]] = []
    for each in shown:
        if each.graded:
            continue
        numbers = sorted(
            float(value)
            for value, count in each.sure.items()
            if isinstance(value, int | float)
            for _ in range(count)
        )
        median = statistics.median(numbers)
        unit = each.rule.unknown.unit
        rows.append(
            (
                titled(each.rule.label),
                f"{each.decided:,}",
                f"{each.undecided:,}",
                spoken(
                    f"{figure(numbers[0])} to {figure(numbers[-1])} {unit}".rstrip()
                ),
                spoken(f"{figure(median)} {unit}".rstrip()),
                _drawn(each, numbers),
            )
        )
    if rows:
        head = ("Score", "Answered", "Open", "From and to", "Median", "Drawn")
        yield Part(
            "Scores",
            (
                Grid(head, (RowGroup(tuple(rows)),)),
                Paragraph(
                    "Range, median and picture are of people with a certain answer.",
                    "quiet",
                ),
            ),
        )


def _drawn(answers: _Answers, numbers: list[float]) -> Cell:
    outcomes = [e for e in answers.rule.outcomes if isinstance(e, int | float)]
    label = answers.rule.label
    if 2 < len(outcomes) <= _MOST_BARS:  # noqa: PLR2004 -- only its two ends
        counted = tuple(answers.sure[each] for each in outcomes)
        some = ", ".join(
            f"{figure(each)}: {answers.sure[each]:,}"
            for each in outcomes
            if answers.sure[each]
        )
        return Histogram(
            counts=counted,
            least=outcomes[0],
            most=outcomes[-1],
            text=f"{label}, people for each number: {some}",
        )
    low, high = numbers[0], numbers[-1]
    return Interval(
        low=low,
        high=high,
        least=min(outcomes[0], low),
        most=max(outcomes[-1], high),
        text=f"{label}: {figure(low)} to {figure(high)}",
        small=True,
    )


def _missing(counts: _Counts) -> Iterator[Block]:
    """For each quantity that is recorded for a person, for how many it is missing."""
    seen = counts.recorded.keys() | counts.invalid.keys() | counts.reasons.keys()
    groups = [
        RowGroup(tuple(_missing_of(counts, e) for e in names if e in seen), subject)
        for subject, names in QUANTITIES.by_subject.items()
    ]
    head = (
        "What",
        "Recorded",
        "Missing",
        "Share missing",
        "Invalid",
        "Why missing",
        "Drawn: recorded",
    )
    table = _without_empty(Grid(head, tuple(each for each in groups if each.rows)))
    note = Paragraph(
        "Details of a symptom are missing where the symptom is there.", "quiet"
    )
    if table.groups:
        details = any(name in described() for name in seen)
        yield Part("What is missing", (table, *((note,) if details else ())))


def _missing_of(counts: _Counts, name: str) -> tuple[Cell, ...]:
    label = titled(label_of(name))
    recorded, invalid = counts.recorded[name], counts.invalid[name]
    whole = counts.people - counts.pointless[name]
    missing = whole - recorded - invalid
    return (
        label,
        f"{recorded:,}",
        f"{missing:,}",
        _percent(missing, whole),
        f"{invalid:,}" if invalid else "",
        _why_missing(counts.reasons.get(name)),
        _share(recorded, recorded, whole, f"{label}: recorded"),
    )


def _why_missing(reasons: Counter[str] | None) -> Cell:
    if not reasons:
        return ""
    return Bullets(
        tuple(f"{MEANINGS[name]}: {count:,}" for name, count in sorted(reasons.items()))
    )


def _without_empty(shown: Grid) -> Grid:
    """A table without empty columns."""
    kept = [
        place
        for place in range(len(shown.head))
        if any(row[place] != "" for group in shown.groups for row in group.rows)
    ]
    return Grid(
        tuple(shown.head[place] for place in kept),
        tuple(
            attrs.evolve(
                group,
                rows=tuple(tuple(row[place] for place in kept) for row in group.rows),
            )
            for group in shown.groups
        ),
        shown.caption,
    )


def _flagged(counts: _Counts) -> Iterator[Block]:
    """The records that are invalid, with the reasons."""
    if not counts.flagged:
        return
    rows = ((name, Bullets(messages)) for name, messages in counts.messages)
    blocks: list[Block] = [
        Paragraph(
            "Rules that need an invalid value give no answer; all others answer."
        ),
        Grid(("Record", "What is wrong"), (RowGroup(tuple(rows)),)),
    ]
    more = counts.flagged - len(counts.messages)
    if more:
        blocks.append(Paragraph(f"... and {more:,} more flagged records."))
    yield Part(f"Flagged records: {counts.flagged:,}", tuple(blocks))
