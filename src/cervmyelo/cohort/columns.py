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

from cervmyelo.errors import R_MISSING, R_NA
from cervmyelo.models.patient import SUFFIX
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

from .dialects import Dialect, Expression, Kind, Shape, all_of, integer_kind
from .mixed import NUMBER, TEXT, TRUTH

__all__ = [
    "OURS",
    "R_PROBLEM",
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

        of_r: Mask of the cells with the number by which R stores a missing value; None
            if no cell of this type can hold it.
    """

    quantity: Quantity
    value: Expression
    recorded: Expression | None
    name: str = ""
    of_r: Expression | None = None

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
    of_r = cell == R_NA if shape.wide else None
    mixed = shape.kind == "mixed"
    if mixed:
        cell = cell.struct.field(_FIELD_OF[type(quantity)])
        shape = _SHAPE_OF[type(quantity)]
    match quantity:
        case Fact():
            if mixed:
                return Column(quantity, cell, recorded)
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
                checked = number
                if shape.kind == "decimal":
                    checked = _beside(m, cell, number)
                valid = all_of(_checks(quantity, checked, shape))
                value = m.cast(m.case((valid, number)), kind)
                return Column(quantity, value, recorded, of_r=of_r)
        case _:
            assert_never(quantity)
    known = None if shape.kind == "nothing" else recorded
    return Column(quantity, m.lit(None, kind), known, of_r=of_r)


R_PROBLEM: Final = f"{R_NA} is {R_MISSING}. Replace it by a null."
"""Message for a row with such a number."""

_FIELD_OF: Final = {Fact: TRUTH, Choice: TEXT, Measure: NUMBER}
_SHAPE_OF: Final = {
    Fact: Shape("boolean"),
    Choice: Shape("string"),
    Measure: Shape("float"),
}
"""The field of a mixed column that holds the cells of a quantity, and its shape."""


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


def _beside(m: Dialect, cell: Expression, number: Expression) -> Expression:
    """
    The float that is nearest to a decimal; next to a limit if the decimal is.

    Limits and steps are multiples of a half. A decimal with more digits than a float
    would be taken for one that it is only close to.
    """
    fraction = cell % 1
    limit = (number * 2 % 1) == 0
    off = limit & ~((fraction + fraction) % 1 == 0)
    above = m.cast(fraction, "float").abs() < 0.25  # noqa: PLR2004 -- between two limits
    return m.case(
        (off & above, number + _NEXT),
        (off, number - _NEXT),
        otherwise=number,
    )


_NEXT: Final = 2.0**-20
"""Less than any step, and more than what a float loses."""


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
