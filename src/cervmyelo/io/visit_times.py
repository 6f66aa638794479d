"""
When visits and surgery were, as a column of a file says it.

A column holds dates, numbers such as months, or the names of events in an order.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import attrs

from cervmyelo.errors import DocumentError, KindError
from cervmyelo.names import first_names, shown
from cervmyelo.quantity import PLAIN_NUMBER

from .decimal_marks import with_point
from .visit_maps import VisitMap

if TYPE_CHECKING:
    import polars as pl

__all__ = ["VISIT", "Times", "days_of_surgery", "stated", "times_of_visits"]

VISIT: Final = "visit"
"""The column that says when a visit was."""

_MOST_WORDS: Final = 8

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]+.*)?", re.ASCII)
_EPOCH: Final = dt.date(1970, 1, 1)
_NO_DAY: Final = (dt.date.max - _EPOCH).days + 1
_Time: TypeAlias = "dt.date | float | str"
_Kind: TypeAlias = Literal["dates", "numbers", "words"]


@attrs.frozen
class Times:
    """
    A column that says when.

    Attributes:
        kind: What it holds.

        words: The names of the events in their order; empty if it holds none.

        cells: Its cells, None where nothing was recorded.

        read: Each cell as a time; None where it is none.

        problems: Why a cell is no time.
    """

    kind: _Kind
    words: tuple[str, ...]
    cells: Sequence[object]
    read: Sequence[_Time | None]
    problems: Sequence[str | None]

    @classmethod
    def of(
        cls, cells: Sequence[object], kind: _Kind, visits: VisitMap, name: str
    ) -> Times:
        """
        Read cells as times.

        Args:
            cells: The cells.

            kind: What they hold.

            visits: The map of visits.

            name: The column.
        """
        words = first_names([*map(shown, visits.words)], _MOST_WORDS)
        allowed = {
            "dates": f"dates as {visits.dates or '2024-03-01'}, as in other rows",
            "numbers": "numbers, as in other rows",
            "words": f"a name in the order of events ({words})",
        }[kind]
        error = str(KindError(shown(name), "something else", allowed))
        times = [None if cell is None else _time(cell, kind, visits) for cell in cells]
        wrong = [
            error if cell is not None and time is None else None
            for cell, time in zip(cells, times, strict=True)
        ]
        return cls(kind, visits.words, cells, times, wrong)

    def column(self) -> pl.Series:
        """The times as a column, null where there is none."""
        import polars as pl

        if self.kind == "words":
            return pl.Series(self.read, dtype=pl.Enum(self.words))
        return pl.Series(
            self.read, dtype=pl.Date if self.kind == "dates" else pl.Float64
        )

    def compared(self) -> pl.Series:
        """The same, where a cell that is no time is a value without a place in time."""
        import polars as pl

        if self.kind == "words":
            cells = [None if each is None else str(each) for each in self.cells]
            return pl.Series(cells, dtype=pl.String)
        wrong = [each is not None for each in self.problems]
        column = self.column()
        if self.kind == "dates":
            days = column.to_physical().set(pl.Series(wrong), _NO_DAY)
            return days.cast(pl.Date)
        return column.set(pl.Series(wrong), math.inf)


def stated(cell: object, missing: Iterable[str]) -> object:
    """A cell that says when; None if nothing was recorded."""
    if isinstance(cell, float) and math.isnan(cell):
        return None
    text = cell.strip() if isinstance(cell, str) else cell
    return None if isinstance(text, str) and text.lower() in missing else text


def times_of_visits(
    cells: Iterable[object], visits: VisitMap, *, commas: bool
) -> Times:
    """
    When visits were.

    Args:
        cells: What the file says, None where nothing was recorded.

        visits: The map of visits.

        commas: Whether numbers have a decimal comma.

    Raises:
        DocumentError: If no cell is a date or a number, and there are no events.
    """
    name, given = visits.on or VISIT, _pointed(cells, visits, commas=commas)
    kind: _Kind = "words" if visits.words else _kind(given, visits, name)
    return Times.of(given, kind, visits, name)


def days_of_surgery(
    cells: Iterable[object], times: Times, visits: VisitMap, name: str, *, commas: bool
) -> Times:
    """
    When surgery was, as a time among those of visits.

    Args:
        cells: What the file says, None where nothing was recorded.

        times: When visits were.

        visits: The map of visits.

        name: The column.

        commas: Whether numbers have a decimal comma.

    Raises:
        DocumentError: If it is no such time in any row, so that the whole column is of
            another kind.
    """
    kind = times.kind
    days = Times.of(_pointed(cells, visits, commas=commas), kind, visits, name)
    given = any(cell is not None for cell in days.cells)
    if kind == "words" and given:
        raise DocumentError(
            f"{shown(name)}: events have no dates, so surgery has no place among them. "
            f"Give the dates of visits, or leave it out: the baseline is then the "
            f"first visit."
        )
    if given and not any(day is not None for day in days.read):
        raise DocumentError(
            f"{shown(name)}: expected {kind}, as visits have, got something else in "
            f"every row. Dates are written as {visits.dates or '2024-03-01'}; for "
            f'another format write dates = "%d.%m.%Y" under [visits].'
        )
    return days


def _pointed(
    cells: Iterable[object], visits: VisitMap, *, commas: bool
) -> list[object]:
    """Cells whose numbers have a decimal point; names of events as they are."""
    return [*map(_as_number, cells)] if commas and not visits.words else [*cells]


def _as_number(cell: object) -> object:
    """A number with a decimal comma as one with a point; a date has points as well."""
    pointed = with_point(cell)
    numbers = (each for each in (cell, pointed) if isinstance(each, str))
    return pointed if any(map(PLAIN_NUMBER.fullmatch, numbers)) else cell


def _kind(cells: Iterable[object], visits: VisitMap, name: str) -> _Kind:
    """What a column that says when holds: what some of its cells can be read as."""
    given = [each for each in cells if each is not None]
    for kind in ("dates", "numbers"):
        if not given or any(_time(each, kind, visits) is not None for each in given):
            return kind
    raise DocumentError(
        f"{shown(name)}: expected dates such as 2024-03-01, or numbers "
        f'such as months. Write dates = "%d.%m.%Y" under [visits] for dates in another '
        f"format, or order = [...] with the names of events in their order (--order)."
    )


def _time(cell: object, kind: _Kind, visits: VisitMap) -> _Time | None:
    match kind, cell:
        case "words", _:
            return str(cell) if str(cell) in visits.words else None
        case "dates", dt.datetime():
            return cell.date()
        case "dates", dt.date():
            return cell
        case "dates", str():
            return _date(cell, visits.dates)
        case "numbers", str() if PLAIN_NUMBER.fullmatch(cell):
            return float(cell)
        case "numbers", int() | float() if not isinstance(cell, bool):
            return float(cell)
        case _:
            return None


def _date(text: str, written: str | None) -> dt.date | None:
    if written is not None:
        with contextlib.suppress(ValueError):
            return dt.datetime.strptime(text, written).date()  # noqa: DTZ007 -- a day
        # A spreadsheet has dates and text in one column; its dates come as 2024-03-01.
        if written.startswith("%Y-%d"):
            return None
    with contextlib.suppress(ValueError):
        return dt.date.fromisoformat(text[:10]) if _DATE.fullmatch(text) else None
    return None
