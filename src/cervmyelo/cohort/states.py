"""
The distinct states of some columns, numbered.

A state is made one number, cell by cell, so that as many rows as there are need one
look-up each and no comparison of whole rows.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any, Final

import attrs

from cervmyelo.cells import Cells
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

__all__ = ["States", "place_of", "states_of"]

_LARGEST: Final = 2**62
"""No number of a state may be larger."""

_DENSE: Final = 2**16
"""Up to so many possible states, a table has a place for each."""


@attrs.frozen
class States:
    """
    The distinct states of rows.

    Attributes:
        rows: One row for each state.

        place: For each of the rows that were given, the place of its state.
    """

    rows: Any
    place: Any


def states_of(
    frame: Any, columns: Iterable[tuple[str, Quantity | None, Cells | None]]
) -> States:
    """
    The distinct states of the rows of a Polars frame.

    Args:
        frame: The frame.

        columns: The columns of the state, each with its quantity, as
            `columns.column` reads it; None for a mask. With cells, values in the same
            cell are alike.
    """
    pl: Any = importlib.import_module("polars")
    number = pl.repeat(0, frame.height, dtype=pl.Int64, eager=True)
    size = 1
    for name, quantity, cells in columns:
        place, many = place_of(frame[name], quantity, cells)
        place = place.fill_null(many)
        if size * (many + 1) >= _LARGEST:
            number, size = _dense(number, size)
        number = number * (many + 1) + place
        size *= many + 1
    place, _ = _dense(number, size)
    first = place.arg_unique()
    order = place.gather(first).arg_sort()
    return States(frame[first.gather(order)], place)


def place_of(
    column: Any, quantity: Quantity | None, cells: Cells | None = None
) -> tuple[Any, int]:
    """
    The place of each cell of a column among the values of its quantity.

    Args:
        column: The column, as `columns.column` reads it.

        quantity: The quantity; None for a mask.

        cells: Of a measure, the cells of which the place is meant.

    Returns:
        The places, null where nothing was recorded, and how many there are.
    """
    pl: Any = importlib.import_module("polars")
    match quantity:
        case None | Fact():
            return column.cast(pl.Int64), 2
        case Choice(levels=levels):
            return column.cast(pl.Int64), len(levels)
        case Measure() if cells is not None:
            place = pl.select(pl.when(column.is_not_null()).then(0)).to_series()
            for bound, above in cells.cuts:
                inside = column > bound if above else column >= bound
                place = place + inside.cast(pl.Int64)
            return place.cast(pl.Int64), len(cells.cuts) + 1
        case Measure(low=low, high=high, step=step) if step is not None:
            place = ((column.cast(pl.Float64) - low) / step).cast(pl.Int64)
            return place, int((high - low) / step) + 1
        case _:
            every = column.drop_nulls().unique().sort()
            found = every.search_sorted(column).cast(pl.Int64)
            place = pl.select(pl.when(column.is_not_null()).then(found)).to_series()
            return place, max(1, len(every))


def _dense(number: Any, size: int) -> tuple[Any, int]:
    """The same numbers without holes, from 0 on."""
    pl: Any = importlib.import_module("polars")
    every = number.unique().sort()
    if size > _DENSE:
        return every.search_sorted(number).cast(pl.Int64), max(1, len(every))
    table = pl.repeat(0, size, dtype=pl.Int64, eager=True)
    places = pl.int_range(0, len(every), eager=True)
    return table.scatter(every, places).gather(number), max(1, len(every))
