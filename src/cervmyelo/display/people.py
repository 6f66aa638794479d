"""
Views of one person: what is recorded, an assessment, visits, a change, a course.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cervmyelo.case import Case
from cervmyelo.findings import Finding, figure, label_of
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.models.record import Record
from cervmyelo.named import FEW
from cervmyelo.partly import Partly
from cervmyelo.quantity import Measure
from cervmyelo.results.assessment import Assessment
from cervmyelo.results.change import Change, ItemChange
from cervmyelo.results.core_set import CoreMeasure, CoreMeasurementSet
from cervmyelo.results.course import Course
from cervmyelo.results.report import spoken
from cervmyelo.results.visits import Visit

from .answers import possible_in
from .blocks import (
    Block,
    Bullets,
    Cell,
    Chip,
    Chips,
    Details,
    Grid,
    Interval,
    Page,
    Paragraph,
    RowGroup,
    facts,
    grid,
    link,
)
from .reports import report_blocks, titled
from .views import page_of

__all__ = ["recorded", "value_in_words"]

_ALARM: Final = "alarm"


@page_of.register
def _assessment(shown: Assessment) -> Page:
    found = shown.report
    blocks = [*report_blocks(found)]
    table = recorded(shown.case)
    blocks.append(Details(f"What was recorded: {_count(shown.case)}", table))
    states = [each.status for each in shown.informed]
    return Page(
        found.title,
        f"{len(states)} of {len(shown)} rules have data",
        tuple(blocks),
        f"{states.count('ok')} answered, {states.count('undecided')} undecided, "
        f"{states.count('refused')} without an answer",
    )


def _count(case: Case) -> str:
    some = "1 value" if len(case.values) == 1 else f"{len(case.values)} values"
    return f"{some}; everything else is not recorded, which is not the same as no"


def recorded(
    case: Case, most: int | None = FEW, *, named: bool = True
) -> tuple[Block, ...]:
    """
    What is recorded, by subject.

    Args:
        case: The person.

        most: About how many values are listed; None for all.

        named: Whether the names of the quantities are shown next to their labels.
    """
    left = len(QUANTITIES) if most is None else most
    groups: list[RowGroup] = []
    for subject, names in QUANTITIES.by_subject.items():
        held = [name for name in names if name in case.values or name in case.missing]
        if held:
            some = held[: max(left, 1)]
            left -= len(some)
            rows = tuple(
                (titled(label_of(name)), value_in_words(name, case), name)
                for name in some
            )
            groups.append(RowGroup(rows, subject, len(held) - len(some)))
    own = [name for name in case.values if name not in QUANTITIES]
    if own:
        rows = tuple((name, value_in_words(name, case), name) for name in own)
        groups.append(RowGroup(rows))
    if not groups:
        return ()
    head: tuple[str, ...] = ("What", "Recorded", "Name")
    if not named:
        head = head[:2]
        groups = [
            RowGroup(tuple(row[:2] for row in each.rows), each.title, each.more)
            for each in groups
        ]
    return (Grid(head, tuple(groups)),)


def value_in_words(name: str, case: Case) -> str:
    """
    What is recorded of a quantity, for people, with the reason next to it.

    >>> value_in_words("mjoa_sphincter", Case({"mjoa_sphincter": 3}))
    '3 points'
    >>> value_in_words("smoker", Case({"smoker_missing": "refused"}))
    'not recorded (refused)'

    Args:
        name: The name of the quantity.

        case: The person.
    """
    from cervmyelo.models.missing import MEANINGS

    why = f" ({MEANINGS[case.missing[name]]})" if name in case.missing else ""
    return f"{_in_words(name, case.values.get(name))}{why}"


def _in_words(name: str, value: object) -> str:
    if value is None:
        return "not recorded"
    if isinstance(value, bool):
        return "yes" if value else "no"
    quantity = QUANTITIES.get(name)
    unit = (
        f" {quantity.unit}"
        if isinstance(quantity, Measure) and quantity.unit != "grade"
        else ""
    )
    shown = f"{value:g}" if isinstance(value, float) else str(value)
    return spoken(f"{shown}{unit}")


@page_of.register
def _case(shown: Case) -> Page:
    blocks = [*recorded(shown)]
    faults = tuple(map(str, shown.problems.values()))
    if faults:
        blocks.insert(0, Bullets(faults))
        blocks.insert(0, Paragraph("Invalid values", _ALARM))
    if shown.conflicts:
        blocks.append(Paragraph("Contradictions, or unlikely together", _ALARM))
        blocks.append(Bullets(tuple(map(str, shown.conflicts))))
    return Page("Case", _count(shown), tuple(blocks))


@page_of.register
def _record(shown: Record) -> Page:
    """A patient, a sheet or a symptom: its values are quantities."""
    case = Case.of(shown)
    page = _case(case)
    return Page(type(shown).__name__, page.lead, page.blocks)


@page_of.register
def _visit(shown: Visit) -> Page:
    total = shown.total
    parts: list[Block] = [*possible_in(total), *recorded(Case.of(shown))]
    if shown.band is not None:
        parts += facts(((shown.band.label, shown.band.answer),))
    return Page(f"Visit on {shown.on}", f"{total.label}: {total.answer}", tuple(parts))


_WAYS: Final = {
    (True, False): "worse",
    (False, True): "better",
    (False, False): "the same",
    (None, None): "possibly worse or better",
    (None, False): "possibly worse",
    (False, None): "possibly better",
}


def _way(item: ItemChange) -> str:
    return _WAYS.get((item.worsened, item.improved), "not known")


def _score(score: object) -> str:
    if score is None:
        return "not recorded"
    return figure(score) if isinstance(score, int | float) else str(score)


def _change_blocks(shown: Change) -> Iterator[Block]:
    yield grid(
        ("Item", str(shown.earlier.on), str(shown.later.on), "Change"),
        (
            (each.item.label, _score(each.before), _score(each.after), _way(each))
            for each in shown.items
        ),
    )
    findings: list[Finding[Any] | None] = [shown.points, shown.recovery, shown.mcid]
    findings += shown.losses
    yield grid(
        ("Rule", "Answer", "Drawn", "Source"),
        (
            (
                each.label,
                _answer(each),
                _drawn(each),
                link(each.cite),
            )
            for each in findings
            if each is not None
        ),
    )
    yield Bullets(shown.lines)
    yield from (Paragraph(str(each), "quiet") for each in shown.raters)


def _drawn(finding: Finding[Any]) -> Cell:
    """The numbers that are possible, for a line of a table."""
    drawn = next(possible_in(finding, small=True), "")
    return drawn if isinstance(drawn, Interval) else ""


def _answer(finding: Finding[Any]) -> str:
    if finding.status != "refused":
        return finding.answer
    return f"{finding.answer}: {' '.join(map(str, finding.problems))}"


@page_of.register
def _change(shown: Change) -> Page:
    return Page(
        f"Change from {shown.earlier.on} to {shown.later.on}",
        f"{shown.points.label}: {shown.points.answer}",
        tuple(_change_blocks(shown)),
        f"{shown.days} days",
    )


@page_of.register
def _course(shown: Course) -> Page:
    label = shown.visits[0].total.label
    head = ("Visit", label, "Drawn", "Severity", "Not recorded")
    rows = (
        (
            f"{visit.on}{' (baseline)' if visit == shown.baseline else ''}",
            visit.total.answer,
            _drawn(visit.total),
            "" if visit.band is None else visit.band.answer,
            Bullets(tuple(map(label_of, visit.total.missing))),
        )
        for visit in shown.visits
    )
    changes = (
        (str(each.later.on), Bullets(each.lines)) for each in shown.since_baseline
    )
    surgery = "not recorded" if shown.surgery_on is None else str(shown.surgery_on)
    events = ((label.capitalize(), answer) for label, answer in shown.events)
    raters = {str(e) for each in shown.since_baseline for e in each.raters}
    return Page(
        "Course",
        shown.title,
        (
            grid(head, rows),
            *facts((("Date of surgery", surgery), *events)),
            Details("Since the baseline", facts(changes), unfolded=True),
            *(Paragraph(each, "quiet") for each in sorted(raters)),
        ),
    )


@page_of.register
def _core_set(shown: CoreMeasurementSet) -> Page:
    rows = (
        (each.label, each.recorded.replace("_", " "), Bullets(each.missing))
        for each in shown.measures
    )
    return Page(
        "Core measurement set",
        f"{len(shown.complete)} of {len(shown)} measures recorded",
        (
            grid(("Measure", "Recorded", "Would complete it"), rows),
            *facts((("Source", link(shown.says.cite)),)),
        ),
    )


@page_of.register
def _core_measure(shown: CoreMeasure) -> Page:
    missing = Bullets(shown.missing)
    return Page(
        shown.label,
        shown.recorded.replace("_", " "),
        facts((("Would complete it", missing),)),
    )


@page_of.register
def _partly(shown: Partly) -> Page:
    lead = "a number in a range" if shown.range else "one of these"
    words = [
        "yes" if e is True else "no" if e is False else str(e) for e in shown.options
    ]
    found: tuple[Block, ...] = (
        ()
        if shown.range
        else (Chips(tuple(Chip(each, "possible") for each in words), lead),)
    )
    return Page("Known in part", str(shown), found, lead)
