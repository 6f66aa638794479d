"""
The distinct states of some columns, numbered.

A state is made one number, column by column, so that each row needs one look-up in a
table and rows are never compared as a whole.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import attrs

from cervmyelo.cells import Cells
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

__all__ = ["Key", "States", "place_of", "states_of"]

Key: TypeAlias = tuple[str, Quantity | None, Cells | None]
"""
A column of a state, with its quantity as `columns.column` reads it; None for a mask.

With cells, values in the same cell are alike.
"""

_LARGEST: Final = 2**62
"""No number of a state may be larger."""

_NARROW: Final = 2**31 - 1
"""Up to it, numbers of states are narrow."""

_TABLE: Final = 2**18
"""Up to so many possible states, a table always has a place for each."""

_PER_ROW: Final = 4
"""Up to so many possible states for each row, it has so too."""


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


def states_of(frame: Any, key: Sequence[Key], apart: str) -> States:
    """
    The distinct states of the rows of a Polars frame.

    Args:
        frame: The frame.

        key: The columns of a state.

        apart: The mask of rows that are in one state, whatever else is in them.
    """
    pl: Any = importlib.import_module("polars")
    places = [place_of(frame[name], quantity, cells) for name, quantity, cells in key]
    possible = math.prod(many + 1 for _, many in places)
    kind = pl.Int32 if possible < _NARROW else pl.Int64
    number: Any = None
    size = 1
    for each, many in places:
        place = each.cast(kind).fill_null(many)
        if number is None:
            number = place
        elif size * (many + 1) < _LARGEST:
            number = number * (many + 1) + place
        else:
            frame = frame.with_columns(number.alias(_NUMBER))
            every = frame[_NUMBER].unique().sort()
            number = pl.lit(every).search_sorted(pl.col(_NUMBER)).cast(kind)
            number = number * (many + 1) + place
            size = max(1, len(every))
        size *= many + 1
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
        places = pl.int_range(0, len(every), eager=True, dtype=pl.Int64)
        return States(frame[row], last.scatter(every, places).gather(numbers))
    first = numbers.arg_unique()
    row = first.gather(numbers.gather(first).arg_sort())
    place = numbers.gather(row).search_sorted(numbers).cast(pl.Int64)
    return States(frame[row], place)


_NUMBER: Final = "cervmyelo__number"


def place_of(
    column: Any, quantity: Quantity | None, cells: Cells | None = None
) -> tuple[Any, int]:
    """
    The place of each cell of a column among the values of its quantity.

    Args:
        column: The column, as `columns.column` reads it.

        quantity: The quantity; None for a mask.

        cells: The cells of a measure; its values are placed by cell then.

    Returns:
        The places, as an expression that is null where nothing was recorded, and how
        many there are.
    """
    pl: Any = importlib.import_module("polars")
    cell = pl.col(column.name)
    match quantity:
        case None | Fact():
            return cell, 2
        case Choice(levels=levels):
            return cell, len(levels)
        case Measure() if cells is not None:
            place = pl.when(cell.is_not_null()).then(pl.lit(0, pl.Int32))
            for bound, above in cells.cuts:
                inside = cell > bound if above else cell >= bound
                place = place + inside.cast(pl.Int32)
            return place, len(cells.cuts) + 1
        case Measure(low=low, high=high, step=step) if step is not None:
            many = int((high - low) / step) + 1
            if step == 1:
                return cell.cast(pl.Int32) - int(low), many
            return ((cell.cast(pl.Float64) - low) / step).cast(pl.Int32), many
        case _:
            every = column.drop_nulls().unique().sort()
            place = pl.lit(every).search_sorted(cell).cast(pl.Int64)
            return pl.when(cell.is_not_null()).then(place), max(1, len(every))
