"""
The distinct states of rows, numbered.

A state is made one number, column by column, so that each row needs one look-up in a
table and rows are never compared as a whole.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Sequence
from typing import Any, Final

import attrs

from cervmyelo.cells import Cells
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

__all__ = ["Place", "States", "number_of", "place_of", "size_of", "states_of", "sum_of"]

_LARGEST: Final = 2**62
"""No number of a state may be larger."""

_NARROW: Final = 2**31 - 1
"""Up to it, numbers of states are narrow."""

_TABLE: Final = 2**18
"""Up to so many possible states, a table always has a place for each."""

_PER_ROW: Final = 4
"""Up to so many possible states for each row, it has so too."""


@attrs.frozen
class Place:
    """
    The place of each row among the values of a part of its state.

    Attributes:
        at: The places, as an expression of Polars.

        many: How many places there are.

        gaps: Whether the expression can be null: nothing was recorded.

        ranked: Whether the expression holds values, whose places are those among all
            values of a frame. Any other value has the same place in every frame.
    """

    at: Any
    many: int
    gaps: bool = True
    ranked: bool = False

    @property
    def size(self) -> int:
        """How many places there are, with that of what was not recorded."""
        return self.many + self.gaps

    def among(self, frame: Any) -> Place:
        """The places of values among all of a frame."""
        if not self.ranked:
            return self
        pl: Any = importlib.import_module("polars")
        every = frame.select(self.at).to_series().drop_nulls().unique().sort()
        at = pl.lit(every).search_sorted(self.at).cast(pl.Int64)
        at = pl.when(self.at.is_not_null()).then(at)
        return Place(at, max(1, len(every)))

    def filled(self, kind: Any) -> Any:
        """The places as whole numbers; the last is that of what was not recorded."""
        at = self.at.cast(kind)
        return at.fill_null(self.many) if self.gaps else at


@attrs.frozen
class States:
    """
    The distinct states of rows.

    Attributes:
        rows: For each state, a row that has it.

        place: For each of the rows that were given, the place of its state.
    """

    rows: Any
    place: Any


def size_of(places: Sequence[Place]) -> int:
    """How many states are possible."""
    return math.prod(each.size for each in places)


def number_of(places: Sequence[Place], kind: Any) -> Any:
    """
    The number of the state of each row, from zero, as an expression of Polars.

    Args:
        places: The parts of a state, one or more.

        kind: A type that holds every number.
    """
    number, *others = (each.filled(kind) for each in places)
    for other, each in zip(others, places[1:], strict=True):
        number = number * each.size + other
    return number


def states_of(frame: Any, places: Sequence[Place], apart: str) -> States:
    """
    The distinct states of the rows of a Polars frame.

    Args:
        frame: The frame.

        places: The parts of a state.

        apart: The mask of rows that are in one state, whatever else is in them.
    """
    pl: Any = importlib.import_module("polars")
    places = [each.among(frame) for each in places]
    kind = pl.Int32 if size_of(places) < _NARROW else pl.Int64
    number: Any = None
    size = 1
    for each in places:
        place = each.filled(kind)
        if number is None:
            number = place
        elif size * each.size < _LARGEST:
            number = number * each.size + place
        else:
            frame = frame.with_columns(number.alias(_NUMBER))
            every = frame[_NUMBER].unique().sort()
            number = pl.lit(every).search_sorted(pl.col(_NUMBER)).cast(kind)
            number = number * each.size + place
            size = max(1, len(every))
        size *= each.size
    if number is None:
        number = pl.col(apart).cast(kind)
    number = pl.when(pl.col(apart)).then(pl.lit(size, kind)).otherwise(number)
    numbers = frame.lazy().select(number.alias(_NUMBER)).collect().to_series()
    if size < max(_TABLE, _PER_ROW * len(numbers)):
        # The last row of each state is left in its place.
        index = pl.int_range(0, len(numbers), eager=True, dtype=pl.Int64)
        last = pl.repeat(-1, size + 1, dtype=pl.Int64, eager=True)
        last = last.scatter(numbers, index)
        every = (last >= 0).arg_true()
        row = last.gather(every)
        order = pl.int_range(0, len(every), eager=True, dtype=pl.Int64)
        return States(frame[row], last.scatter(every, order).gather(numbers))
    first = numbers.arg_unique()
    row = first.gather(numbers.gather(first).arg_sort())
    place = numbers.gather(row).search_sorted(numbers).cast(pl.Int64)
    return States(frame[row], place)


_NUMBER: Final = "cervmyelo__number"


def place_of(name: str, quantity: Quantity | None, cells: Cells | None = None) -> Place:
    """
    The place of each cell of a column among the values of its quantity.

    Args:
        name: The name of the column, as `columns.column` reads it.

        quantity: The quantity; None for a mask, which is never null.

        cells: The cells of a measure; its values are placed by cell then.
    """
    pl: Any = importlib.import_module("polars")
    cell = pl.col(name)
    match quantity:
        case None:
            return Place(cell, 2, gaps=False)
        case Fact():
            return Place(cell, 2)
        case Choice(levels=levels):
            return Place(cell, len(levels))
        case Measure() if cells is not None:
            at = pl.when(cell.is_not_null()).then(_cell(cell, cells.cuts))
            return Place(at, len(cells.cuts) + 1)
        case Measure(low=low, high=high, step=step) if step is not None:
            return Place(_steps(cell, low, step), round((high - low) / step) + 1)
        case _:
            return Place(cell, 1, ranked=True)


def sum_of(
    items: Sequence[Measure], total: Measure, divided: Cells | None = None
) -> tuple[Place, ...]:
    """
    The place of the sum of the recorded items, and which of them were recorded.

    Args:
        items: The items, in columns with their names.

        total: Their total; each item has steps of it.

        divided: The cells of the total. If given, the cells of the least and of the
            greatest total take the place of the sum.
    """
    pl: Any = importlib.import_module("polars")
    step = total.step or 1
    columns = [pl.col(each.name) for each in items]
    gaps = [
        cell.is_null().cast(pl.Int32) * (1 << place)
        for place, cell in enumerate(columns)
    ]
    recorded = Place(_added(gaps), 1 << len(items), gaps=False)
    least, most = (
        _added(
            [
                _steps(cell, each.low, step).fill_null(int((end - each.low) / step))
                for cell, each, end in zip(columns, items, ends, strict=True)
            ]
        )
        for ends in ([each.low for each in items], [each.high for each in items])
    )
    if divided is None:
        steps = round((total.high - total.low) / step)
        return Place(least, steps + 1, gaps=False), recorded
    many = len(divided.cuts) + 1
    cells = (_cell(steps * step + total.low, divided.cuts) for steps in (least, most))
    return (*(Place(each, many, gaps=False) for each in cells), recorded)


def _steps(cell: Any, low: float, step: float) -> Any:
    pl: Any = importlib.import_module("polars")
    if step == 1:
        return cell.cast(pl.Int32) - int(low)
    return ((cell.cast(pl.Float64) - low) / step).cast(pl.Int32)


def _cell(value: Any, cuts: Sequence[tuple[float, int]]) -> Any:
    """The cell of a value between some cuts."""
    pl: Any = importlib.import_module("polars")
    at = pl.lit(0, pl.Int32)
    for bound, above in cuts:
        at = at + (value > bound if above else value >= bound).cast(pl.Int32)
    return at


def _added(parts: Sequence[Any]) -> Any:
    whole, *others = parts
    for each in others:
        whole = whole + each
    return whole
