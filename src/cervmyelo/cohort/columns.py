"""
A column of a frame read as a quantity: its valid values, and its invalid cells.

For every row there are two columns: the value, null where nothing was recorded or the
cell is invalid; and a mask of recorded cells, never null. Facts become booleans,
choices the position of their word among the levels, measures numbers of one type, so
that no engine's integer widths, float32 comparisons or string types matter.

Whole numbers and positions are as narrow as their range allows. They are cast only
after every value out of range is null, so nothing overflows.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, Final, TypeAlias, assert_never

import attrs

from cervmyelo.models.patient import SUFFIX
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

from .dialects import Dialect, Expression, Kind, Shape, all_of, integer_kind

__all__ = [
    "OURS",
    "Column",
    "Namespace",
    "absent",
    "column",
    "column_kind",
    "is_text",
    "message",
    "plain",
]

OURS: Final = "cervmyelo__"
"""Prefix of temporary columns."""

Namespace: TypeAlias = Any
"""The module ``polars``, for readers of files."""


@attrs.frozen(eq=False)
class Column:
    """
    A quantity in a frame.

    Attributes:
        quantity: The quantity.

        value: What was recorded; null where nothing was, or the cell is invalid.

        recorded: Mask of the cells with something in them, valid or not, never null;
            None if no cell of this type can be invalid.

        name: The column of the frame that holds the value as it is; empty if the
            value has to be computed.
    """

    quantity: Quantity
    value: Expression
    recorded: Expression | None
    name: str = ""

    @property
    def invalid(self) -> Expression | None:
        """Mask of invalid cells, never null; None if the type admits none."""
        return None if self.recorded is None else self.recorded & self.value.is_null()


@functools.lru_cache(1024)
def column(m: Dialect, quantity: Quantity, name: str, shape: Shape) -> Column:
    """A column of a frame, read as a quantity."""
    cell = m.col(name)
    kind = column_kind(quantity)
    recorded = ~cell.is_null()
    match quantity:
        case Fact():
            if shape.kind == "boolean":
                return Column(quantity, cell, None, name)
        case Choice(levels=levels):
            if shape.kind == "string":
                positions = (
                    (m.is_word(cell, shape, level), m.lit(position, kind))
                    for position, level in enumerate(levels)
                )
                value = m.case(*positions, otherwise=m.lit(None, kind))
                return Column(quantity, value, recorded)
        case Measure():
            if shape.number:
                number = cell if shape.kind == "integer" else m.cast(cell, "float")
                valid = all_of(_checks(quantity, number, shape))
                value = m.cast(m.case((valid, number)), kind)
                return Column(quantity, value, recorded)
        case _:
            assert_never(quantity)
    nothing = shape.kind == "nothing"
    return Column(quantity, m.lit(None, kind), None if nothing else recorded)


def absent(m: Dialect, quantity: Quantity) -> Column:
    """A quantity that the frame has no column for: not recorded in any row."""
    return Column(quantity, m.lit(None, column_kind(quantity)), None)


def column_kind(quantity: Quantity) -> Kind:
    """The type of a quantity once it is read."""
    match quantity:
        case Fact():
            return "boolean"
        case Choice(levels=levels):
            return integer_kind(len(levels))
        case Measure():
            if quantity.whole:
                return integer_kind(max(abs(quantity.low), abs(quantity.high)))
            return "float"
        case _:
            assert_never(quantity)


def plain(number: float) -> float:
    """A number as an integer if it is one: engines then compare integers as such."""
    return int(number) if float(number).is_integer() else float(number)


def message(quantity: Quantity) -> str:
    """Message for a cell with an invalid value."""
    if quantity.name.endswith(SUFFIX):
        return f"{quantity.name}: invalid reason, or one that does not fit the value."
    return f"{quantity.name}: invalid value; allowed: {quantity.allowed}."


def is_text(m: Namespace, dtype: Any) -> bool:
    """Whether a column of a Polars frame holds strings of any type."""
    return dtype in (m.String, m.Categorical, m.Enum)


def _checks(measure: Measure, number: Expression, shape: Shape) -> Iterator[Expression]:
    # Every engine here puts NaN above all numbers, so this refuses it too.
    if shape.unsigned and measure.low <= 0:
        yield number <= plain(measure.high)
    else:
        yield number.is_between(plain(measure.low), plain(measure.high))
    # Integers are on every step of one or less.
    if measure.step is not None and not (measure.step <= 1 and shape.kind == "integer"):
        yield (number % plain(measure.step)) == 0
    for hole in measure.excluded:
        yield number != plain(hole)
