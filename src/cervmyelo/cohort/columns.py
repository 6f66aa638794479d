"""
A column of a frame as a quantity: what was recorded, and what cannot be.

For every row there are two things: the value, null where none was recorded or where
it is impossible; and whether it is impossible, which is never null. Facts become
booleans, choices the place of their word among the levels, measures 64-bit floats, so
that no engine's integer widths, float32 comparisons or word types matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, assert_never

import attrs

from cervmyelo.quantities import Choice, Fact, Measure, Quantity

__all__ = [
    "Column",
    "Namespace",
    "all_of",
    "any_of",
    "column",
    "fault",
    "filled",
]

Namespace = Any
"""``polars`` or ``narwhals``: the same expressions are built with either."""


@attrs.frozen
class Column:
    """
    A quantity in a frame.

    Attributes:
        quantity: The quantity.

        value: What was recorded; null where nothing was, or nothing possible.

        impossible: Whether the cell holds what cannot be, never null; None if no
            cell of its type can.
    """

    quantity: Quantity
    value: Any
    impossible: Any


def column(m: Namespace, quantity: Quantity, name: str, dtype: Any) -> Column:
    """A column of a frame, read as a quantity."""
    cell = m.col(name)
    recorded = ~cell.is_null()
    match quantity:
        case Fact():
            fits = dtype == m.Boolean
            value = cell
            empty = m.lit(None, dtype=m.Boolean)
        case Choice(levels=levels):
            fits = _is_text(m, dtype)
            word = cell.cast(m.String)
            value = m.lit(None, dtype=m.Int64)
            for place, level in enumerate(levels):
                value = m.when(word == level).then(m.lit(place)).otherwise(value)
            empty = m.lit(None, dtype=m.Int64)
        case Measure():
            fits = dtype.is_numeric()
            number = cell.cast(m.Float64)
            integers = dtype.is_integer()
            # Every engine here puts NaN above all numbers, so this refuses it too.
            possible = (number >= quantity.low) & (number <= quantity.high)
            # Integers are on every whole step.
            if quantity.step is not None and not (quantity.whole and integers):
                possible = possible & ((number % quantity.step) == 0)
            for lacking in quantity.lacks:
                possible = possible & (number != float(lacking))
            empty = m.lit(None, dtype=m.Float64)
            value = m.when(possible).then(number).otherwise(empty)
        case _:
            assert_never(quantity)
    if dtype in (getattr(m, "Null", None), getattr(m, "Unknown", None)):
        return Column(quantity, empty, None)
    if not fits:
        return Column(quantity, empty, recorded)
    if isinstance(quantity, Fact):
        return Column(quantity, value, None)
    return Column(quantity, value, recorded & value.is_null())


def filled(m: Namespace, quantity: Quantity, name: str, *, greatest: bool) -> Any:
    """A read column with the gaps filled by the least or the greatest value."""
    match quantity:
        case Fact():
            return m.col(name).fill_null(value=greatest)
        case Choice(levels=levels):
            return m.col(name).fill_null(len(levels) - 1 if greatest else 0)
        case Measure():
            return m.col(name).fill_null(
                float(quantity.high if greatest else quantity.low)
            )
        case _:
            assert_never(quantity)


def all_of(conditions: Iterable[Any]) -> Any:
    """Where all conditions hold; there must be one."""
    first, *others = conditions
    for each in others:
        first = first & each
    return first


def any_of(conditions: Iterable[Any]) -> Any:
    """Where any condition holds; there must be one."""
    first, *others = conditions
    for each in others:
        first = first | each
    return first


def fault(quantity: Quantity) -> str:
    """What is said of a cell that cannot be."""
    return f"{quantity.name}: what was given cannot be; allowed: {quantity.allowed}."


def _is_text(m: Namespace, dtype: Any) -> bool:
    return dtype in (m.String, m.Categorical, m.Enum) or isinstance(
        dtype, m.Categorical | m.Enum
    )
