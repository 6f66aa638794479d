"""
Rows of a file that are graded as single people.

Columns are made for many rows: to plan them takes longer than a few people take. And
they hold the least and the greatest value of what is known in part, which of "none or
severe" says less. Either way the answers are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from cervmyelo.case import Case, CaseLike
from cervmyelo.findings import Outcome
from cervmyelo.forms import Form
from cervmyelo.forms.people import OUTSIDE_POPULATION

if TYPE_CHECKING:
    import polars as pl

__all__ = ["frame_of", "listed", "most_rows", "row_of", "with_rows"]

_ALWAYS: Final = 20
_NEVER: Final = 200
_CELLS: Final = 10_000


def most_rows(width: int) -> int:
    """
    Up to how many rows are graded faster one by one than by columns, as measured.

    >>> most_rows(5), most_rows(100), most_rows(1000)
    (200, 100, 20)

    Args:
        width: How many columns say something.
    """
    return min(_NEVER, max(_ALWAYS, _CELLS // max(width, 1)))


def row_of(
    person: CaseLike,
    rules: Sequence[Form],
    *,
    bounds: bool,
    messages: tuple[str, str, str],
) -> Mapping[str, object]:
    """
    The cells of a person: the answers of rules, and three columns of messages.

    Args:
        person: The person.

        rules: The rules.

        bounds: Whether to add what is still possible, and the status.

        messages: The names of the columns of what a source does not answer, of
            contradictions, and of what is unlikely together.
    """
    from cervmyelo.cohort.file_rows import answer_cells

    case = Case(person, extra=True)
    row: dict[str, object] = {}
    gaps: list[str] = []
    for rule in rules:
        found = rule(case)
        row |= answer_cells(found, rule, bounds=bounds)
        row[f"{rule.name}_possible"] = listed(found.possible or ())
        own = {OUTSIDE_POPULATION, *(gap.code for gap in rule.gaps)}
        silent = [str(each) for each in found.problems if each.code in own]
        gaps += [f"{rule.name}: {' '.join(silent)}"] if silent else []
    refusing = [str(each) for each in case.conflicts if each.refuses]
    doubts = [str(each) for each in case.conflicts if not each.refuses]
    texts = (" ".join(gaps), "\n".join(refusing), " ".join(doubts))
    return row | {
        name: text or None for name, text in zip(messages, texts, strict=True)
    }


def listed(grades: Sequence[Outcome]) -> str | None:
    """What is still possible, as words; None if nothing is."""
    return " or ".join(map(str, grades)) or None


def frame_of(
    rows: Iterable[Mapping[str, object]], schema: Mapping[str, Any]
) -> pl.DataFrame:
    """
    Rows as a frame.

    Args:
        rows: The cells by the names of columns.

        schema: The columns of the frame, with their types.
    """
    import polars as pl

    cells = [{name: row[name] for name in schema} for row in rows]
    return pl.DataFrame(cells, schema=schema)


def with_rows(
    found: pl.DataFrame, rows: Mapping[int, Mapping[str, object]]
) -> pl.DataFrame:
    """
    A frame with other rows in some places.

    Args:
        found: The frame.

        rows: The cells of the new rows by the names of the columns, by their places;
            of rows that are alike perhaps the same ones.
    """
    import polars as pl

    if not rows:
        return found
    different = {id(row): row for row in rows.values()}
    numbers = {key: number for number, key in enumerate(different, found.height)}
    places = [*range(found.height)]
    for at, row in rows.items():
        places[at] = numbers[id(row)]
    return pl.concat([found, frame_of(different.values(), found.schema)])[places]
