"""
Views of what was read from clinical software: the people, and what became of the data.
"""

from __future__ import annotations

from collections.abc import Iterator

from cervmyelo.fhir import Export, Line, Person, ReadingReport, Received
from cervmyelo.named import FEW

from .blocks import Block, Details, Grid, Page, RowGroup, facts
from .views import page_of

__all__: list[str] = []

_HEAD = ("Where", "About", "When", "Why")


@page_of.register
def _line(shown: Line) -> Page:
    rows = (("About", shown.about), ("When", shown.when), ("Why", shown.why))
    return Page(
        shown.place or "data", shown.became, facts(row for row in rows if row[1])
    )


@page_of.register
def _report(shown: ReadingReport) -> Page:
    return Page("Report", _counts(shown), tuple(_tables(shown)))


def _counts(report: ReadingReport) -> str:
    return repr(report).removeprefix("<ReadingReport: ").removesuffix(">")


def _tables(report: ReadingReport) -> Iterator[Block]:
    """The lines of a report, by what became of the data."""
    groups: dict[str, list[Line]] = {}
    for line in report.lines:
        groups.setdefault(line.became, []).append(line)
    for became, lines in groups.items():
        rows = tuple(
            (each.place or "data", each.about, each.when, each.why)
            for each in lines[:FEW]
        )
        group = RowGroup(rows, more=max(len(lines) - FEW, 0))
        yield Details(f"{len(lines)} {became}", (Grid(_HEAD, (group,)),))


@page_of.register
def _person(shown: Person) -> Page:
    page = page_of(shown.patient)
    visits = facts(
        (str(each.on), f"{each.total.label}: {each.total.answer}")
        for each in shown.visits
    )
    return Page("Person", page.lead, (*page.blocks, *visits))


@page_of.register
def _received(shown: Received) -> Page:
    people = (
        Details(f"Person {place}", page_of(each).blocks)
        for place, each in enumerate(shown.people, start=1)
    )
    return Page(
        "Received",
        f"{len(shown.people)} people; {_counts(shown.report)}",
        (*people, *_tables(shown.report)),
    )


@page_of.register
def _export(shown: Export) -> Page:
    rows = tuple(
        (f"{count:,}", became, about, why)
        for (became, about, why), count in shown.others.items()
    )
    group = RowGroup(rows[:FEW], more=max(len(rows) - FEW, 0))
    counted = Grid(("Count", "Became", "About", "Why"), (group,))
    return Page("Export", f"{len(shown):,} people", (counted,) if rows else ())
