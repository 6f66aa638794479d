"""
What the command ``assess`` makes of the patients of a file.

A report or a line for each on the screen, the results as JSON, or the table with all
results.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cervmyelo.findings import Finding, Outcome
from cervmyelo.io.one_by_one import most_rows
from cervmyelo.io.patients import Reading
from cervmyelo.io.repeats import OnceEach
from cervmyelo.io.tables import Row, Sheet
from cervmyelo.registry import RULES
from cervmyelo.results.assessment import findings

from .intake import Intake
from .lines import MOST_LINES
from .overview import MOST_FLAGGED, Overview
from .progress import progress
from .terminal import output

if TYPE_CHECKING:
    import polars as pl

    from cervmyelo.io.counted_rows import Counted
    from cervmyelo.io.grading import Grading, TableFormat
    from cervmyelo.io.pieces import Pieces

__all__ = ["as_json", "as_table", "on_screen"]


def on_screen(intake: Intake, *, detail: bool | None, full: bool) -> Overview:
    """Print a report or a line for each patient, and counts."""
    console = output()
    overview = Overview()
    each = detail
    if not detail and _is_long(intake):
        # Only some lines and counts are shown, which columns give much faster.
        each = False
        with progress() as advance:
            _count_rows(intake, overview, advance)
    else:
        rows = iter(intake.rows)
        first = list(itertools.islice(rows, 2))
        each = len(first) == 1 if detail is None else detail
        _one_by_one(itertools.chain(first, rows), overview, detail=each, full=full)
    if not each:
        overview.lines(console)
        console.print()
        overview.summary(console)
        overview.flags(console)
    return overview


def _is_long(intake: Intake) -> bool:
    """Whether a file has so much in it that patients are not assessed one by one."""
    width = len(intake.header)
    if not isinstance(intake.rows, Sheet):
        first = itertools.islice(intake.rows, MOST_LINES)
        width = max((len(row.reading.values) for row in first), default=0)
    many = min(MOST_LINES, most_rows(width))
    rows = intake.rows.raw() if isinstance(intake.rows, Sheet) else intake.rows
    return next(itertools.islice(rows, many, None), None) is not None


def _one_by_one(
    rows: Iterable[Row], overview: Overview, *, detail: bool, full: bool
) -> None:
    from .report import report

    console = output()
    once_each = OnceEach(_found)
    with progress() as advance:
        for count, row in enumerate(rows, 1):
            found = once_each(row.reading)
            overview.add(row.reading, found)
            if detail:
                if count > 1:
                    console.rule(style="dim")
                report(console, row.reading, found, full=full)
            advance(count)


def as_json(intake: Intake, target: Path | None) -> Overview:
    """Write the results of every patient as JSON."""
    from .outputs import assessed, writing_json

    overview = Overview()
    once_each = OnceEach(assessed)
    with writing_json(target) as writer, progress() as advance:
        for count, row in enumerate(intake.rows, 1):
            found, text = once_each(row.reading)
            writer.add(row.reading, text)
            overview.add(row.reading, found)
            advance(count)
    return overview


def as_table(
    intake: Intake, target: Path | None, kind: TableFormat, *, spreadsheet: bool
) -> Overview:
    """Write the table with all results."""
    overview = Overview()
    grading = _grading(intake)
    out = sys.stdout  # the count of patients takes its place while it is shown
    with progress() as advance:
        each = _counting(overview, advance, grading)
        if target is not None:
            grading.write(target, kind, spreadsheet=spreadsheet, each=each)
        elif kind != "parquet":
            for text in grading.lines(kind, spreadsheet=spreadsheet, each=each):
                out.write(text)
            out.flush()
    return overview


def _count_rows(
    intake: Intake, overview: Overview, advance: Callable[[int], None]
) -> None:
    from cervmyelo.io.grading import count_rows

    pieces = _pieces(intake)

    def take(counted: Counted) -> None:
        overview.take(counted, pieces.more)
        advance(overview.total)

    rules = [*RULES.values()]
    count_rows(pieces, rules, take, lines=MOST_LINES, flagged=MOST_FLAGGED)


def _grading(intake: Intake) -> Grading:
    from cervmyelo.io.grading import Grading

    rules = [*RULES.values()]
    return Grading.of(_pieces(intake), rules, bounds=True, unordered=True)


def _pieces(intake: Intake) -> Pieces:
    from cervmyelo.io.pieces import pieces_of_people, pieces_of_table

    rows = intake.rows
    if isinstance(rows, Sheet):
        return pieces_of_table(rows)
    return pieces_of_people(rows.people, rows.header, rows.cells)


def _counting(
    overview: Overview, advance: Callable[[int], None], grading: Grading
) -> Callable[[pl.DataFrame], None]:
    def count(piece: pl.DataFrame) -> None:
        overview.count(piece, grading.more)
        advance(overview.total)

    return count


def _found(reading: Reading) -> tuple[Finding[Outcome], ...]:
    return findings(reading.patient or reading.values)
