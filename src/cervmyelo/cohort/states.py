"""
The distinct states of rows, numbered.

A state is made one number, column by column, so that each row needs one look-up in a
table and rows are never compared as a whole.
"""

from __future__ import annotations

import functools
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

        hundredths: Their places among all hundredths, if the expression holds values
            that can be any numbers, whose places are those among all values of a frame.
            Any other value has the same place in every frame.
    """

    at: Any
    many: int
    gaps: bool = True
    hundredths: Hundredths | None = None

    @property
    def ranked(self) -> bool:
        """Whether the expression holds values that can be any numbers."""
        return self.hundredths is not None

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
        pl: Any = importlib.import_module("polars")
        # The places are small, so no cast has to look for those that do not fit.
        at = self.at.cast(kind, wrap_numerical=True)
        return at.fill_null(pl.lit(self.many, kind)) if self.gaps else at


@attrs.frozen
class Hundredths:
    """
    The place of each row among all hundredths of a measure.

    Attributes:
        place: The place.

        exact: Where the value is a hundredth, or null.

        zero: Where it is zero, with or without a sign.

        signed: Where it is a zero with a sign, which no hundredth has.
    """

    place: Place
    exact: Any
    zero: Any
    signed: Any


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
    pl: Any = importlib.import_module("polars")
    first, *others = places
    size, narrow = first.size, _narrowest(first.size)
    number = first.filled(narrow)
    for each in others:
        size *= each.size
        if _narrowest(size) != narrow:
            narrow = _narrowest(size)
            number = number.cast(narrow)
        number = number * pl.lit(each.size, narrow) + each.filled(narrow)
    return number.cast(kind)


def _narrowest(size: int) -> Any:
    """The narrowest type that holds so many numbers, which is the fastest."""
    pl: Any = importlib.import_module("polars")
    kinds = ((8, pl.UInt8), (16, pl.UInt16), (32, pl.UInt32))
    return next((kind for bits, kind in kinds if size < 1 << bits), pl.Int64)


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
        case Measure(low=low, high=high, step=step) if (
            cells is not None and step is not None and len(cells.cuts) > _COMPARED
        ):
            many = round((high - low) / step) + 1
            every = pl.Series([cells.index(low + at * step) for at in range(many)])
            at = pl.lit(every).gather(_steps(cell, low, step).cast(pl.UInt32))
            return Place(at, len(cells.cuts) + 1)
        case Measure() if cells is not None:
            at = pl.when(cell.is_not_null()).then(_cell(cell, cells.cuts))
            return Place(at, len(cells.cuts) + 1)
        case Measure(low=low, high=high, step=step) if step is not None:
            many = round((high - low) / step) + 1
            # What is counted from zero is its own place.
            own = quantity.whole and step == 1 and not low
            return Place(cell if own else _steps(cell, low, step), many)
        case _:
            return Place(cell, 1, hundredths=_hundredths(cell, quantity))


def _hundredths(cell: Any, measure: Measure) -> Hundredths:
    """The place of each value of a measure among all hundredths."""
    pl: Any = importlib.import_module("polars")
    if (measure.high - measure.low) * _HUNDRED > _LONGEST:
        none = pl.lit(value=False)
        return Hundredths(Place(pl.lit(0), _LARGEST), none, none, none)
    least, most = (round(end * _HUNDRED) for end in (measure.low, measure.high))
    number = cell.cast(pl.Float64)
    nearest = number * _HUNDRED + (0.5 - least)
    # All values are between the ends, so no cast has to look for those that are not,
    # and it rounds positive numbers down.
    at = nearest.cast(pl.UInt32, wrap_numerical=True)
    zero = number == 0 if measure.low <= 0 else pl.lit(value=False)
    return Hundredths(
        Place(at, most - least + 1),
        number.round(_PLACES) == number,
        zero,
        zero & (1 / number < 0),
    )


_PLACES: Final = 2
"""Numbers are often recorded to two decimal places."""

_HUNDRED: Final = 10**_PLACES

_LONGEST: Final = 2**20
"""Hundredths are looked up if there are no more."""


def sum_of(
    items: Sequence[Measure],
    total: Measure,
    cuts: tuple[tuple[float, int], ...] | None = None,
) -> tuple[Place, ...]:
    """
    The place of the sum of the recorded items, and which of them were recorded.

    Args:
        items: The items, in columns with their names.

        total: Their total; each item has steps of it.

        cuts: The points between the cells of the total, as in `Cells`. If given, the
            cells of the least and of the greatest total take the place of the sum.
    """
    pl: Any = importlib.import_module("polars")
    each_item = [place_of(each.name, each) for each in items]
    if size_of(each_item) > _LOOKED_UP:
        return _added_up(items, total, cuts)
    # One look-up costs less than adding up each row.
    numbers, many = _sums(tuple(items), total, cuts)
    at = pl.lit(numbers).gather(number_of(each_item, pl.UInt32))
    return (Place(at, many, gaps=False),)


_COMPARED: Final = 3
"""With more cut-offs the cell of a step is looked up."""

_LOOKED_UP: Final = 2**16
"""Up to so many combinations of items, their sums are looked up."""


@functools.lru_cache(128)
def _sums(
    items: tuple[Measure, ...],
    total: Measure,
    cuts: tuple[tuple[float, int], ...] | None,
) -> tuple[Any, int]:
    """For each combination of items, the place of its sum; and how many there are."""
    pl: Any = importlib.import_module("polars")
    sizes = [place_of(each.name, each).size for each in items]
    number = pl.int_range(0, math.prod(sizes), dtype=pl.Int64)
    cells: dict[str, Any] = {}
    for each, size in reversed([*zip(items, sizes, strict=True)]):
        at, number = number % size, number // size
        known = at * (each.step or 1) + each.low
        cells[each.name] = pl.when(at < size - 1).then(known)
    every = _added_up(items, total, cuts)
    numbers = pl.select(**cells).select(number_of(every, pl.Int64)).to_series()
    differing = numbers.unique().sort()
    return differing.search_sorted(numbers).cast(pl.UInt32), len(differing)


def _added_up(
    items: Sequence[Measure],
    total: Measure,
    cuts: tuple[tuple[float, int], ...] | None,
) -> tuple[Place, ...]:
    """The places of `sum_of`, added up in each row."""
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
    if cuts is None:
        steps = round((total.high - total.low) / step)
        return Place(least, steps + 1, gaps=False), recorded
    sums = (_cell(steps * step + total.low, cuts) for steps in (least, most))
    return (*(Place(each, len(cuts) + 1, gaps=False) for each in sums), recorded)


def _steps(cell: Any, low: float, step: float) -> Any:
    pl: Any = importlib.import_module("polars")
    if step == 1:
        return cell.cast(pl.Int32) - int(low)
    # The steps are few, so the cast does not have to look for those that do not fit.
    return ((cell.cast(pl.Float64) - low) / step).cast(pl.Int32, wrap_numerical=True)


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
