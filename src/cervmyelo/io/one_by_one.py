"""
Rows whose columns cannot hold all that is known, graded as single people.

Columns hold the least and the greatest value of what is known in part. Of "none or
severe" that says less, so that these rows get the answers of the rules for one person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cervmyelo.findings import Outcome
from cervmyelo.forms import Form
from cervmyelo.forms.people import OUTSIDE_POPULATION

from .patients import Reading

if TYPE_CHECKING:
    import polars as pl

__all__ = ["listed", "row_of", "with_rows"]


def row_of(
    reading: Reading,
    rules: Sequence[Form],
    *,
    bounds: bool,
    messages: tuple[str, str, str],
) -> Mapping[str, object]:
    """
    The cells of a person: the answers of rules, and three columns of messages.

    Args:
        reading: The person.

        rules: The rules.

        bounds: Whether to add what is still possible, and the status.

        messages: The names of the columns of what a source does not answer, of
            contradictions, and of what is unlikely together.
    """
    from cervmyelo.cohort.file_rows import answer_cells

    row: dict[str, object] = {}
    gaps: list[str] = []
    for rule in rules:
        found = rule(reading.patient or reading.values)
        row |= answer_cells(found, rule, bounds=bounds)
        row[f"{rule.name}_possible"] = listed(found.possible or ())
        own = {OUTSIDE_POPULATION, *(gap.code for gap in rule.gaps)}
        silent = [str(each) for each in found.problems if each.code in own]
        gaps += [f"{rule.name}: {' '.join(silent)}"] if silent else []
    refusing = [str(each) for each in reading.conflicts if each.refuses]
    doubts = [str(each) for each in reading.conflicts if not each.refuses]
    texts = (" ".join(each) or None for each in (gaps, refusing, doubts))
    return row | dict(zip(messages, texts, strict=True))


def listed(grades: Sequence[Outcome]) -> str | None:
    """What is still possible, as words; None if nothing is."""
    return " or ".join(map(str, grades)) or None


def with_rows(
    found: pl.DataFrame, rows: Mapping[int, Mapping[str, object]]
) -> pl.DataFrame:
    """
    A frame with other rows in some places.

    Args:
        found: The frame.

        rows: The cells of the new rows by the names of the columns, by their places.
    """
    import polars as pl

    if not rows:
        return found
    cells = [{name: row[name] for name in found.columns} for row in rows.values()]
    places = [*range(found.height)]
    for number, at in enumerate(rows, found.height):
        places[at] = number
    return pl.concat([found, pl.DataFrame(cells, schema=found.schema)])[places]
