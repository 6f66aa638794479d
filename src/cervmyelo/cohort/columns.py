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
from collections.abc import Callable, Iterable, Iterator
from typing import Final, assert_never

import attrs

from cervmyelo.errors import R_MISSING, R_NA
from cervmyelo.models.ends import END_OF
from cervmyelo.models.patient import SUFFIX
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value, checked

from .dialects import (
    Dialect,
    Expression,
    Kind,
    Shape,
    Stage,
    all_of,
    integer_kind,
    level_by_level,
)
from .mixed import NUMBER, PART, TEXT, TRUTH

__all__ = [
    "OURS",
    "R_PROBLEM",
    "Column",
    "Steps",
    "column",
    "column_kind",
    "column_of",
    "invalid_name",
    "made_before",
    "measured",
    "message",
    "number_of",
    "of_each_kind",
    "outer",
    "plain",
    "settled",
]

OURS: Final = "cervmyelo__"
"""Prefix of temporary columns."""


def invalid_name(name: str) -> str:
    """The name of the mask of rows with an invalid cell of a quantity."""
    return f"{OURS}invalid_{name}"


@attrs.frozen(eq=False)
class Column:
    """
    A quantity in a frame.

    Attributes:
        quantity: The quantity.

        value: What was recorded; null where nothing was, or the cell is invalid.

        recorded: Mask of the cells with something in them, valid or not, never null,
            apart from those that are known in part; None if no cell of this type can
            be invalid.

        name: The column of the frame that holds the value as it is; empty if the
            value has to be computed.

        of_r: Mask of the cells with the number by which R stores a missing value; None
            if no cell of this type can hold it.

        part: The least and the greatest value where it is known in part, null
            elsewhere; None if no cell is.

        before: Temporary columns that have to be made first, stage by stage. An
            expression that others contain many times makes plans long.
    """

    quantity: Quantity
    value: Expression
    recorded: Expression | None
    name: str = ""
    of_r: Expression | None = None
    part: tuple[Expression, Expression] | None = None
    before: tuple[Stage, ...] = ()

    @property
    def in_part(self) -> Expression | None:
        """Mask of the cells that are known in part, never null; None if none can be."""
        return None if self.part is None else ~self.part[0].is_null()

    @property
    def invalid(self) -> Expression | None:
        """Mask of invalid cells, never null; None if the type admits none."""
        return None if self.recorded is None else self.recorded & self.value.is_null()

    @property
    def empty(self) -> Expression:
        """Mask of the cells with nothing in them, valid or not, never null."""
        empty = self.value.is_null() if self.recorded is None else ~self.recorded
        return empty if self.in_part is None else empty & ~self.in_part


@attrs.frozen(eq=False)
class Steps:
    """
    Temporary columns that are made one stage after another.

    Attributes:
        m: The dialect.

        own: What their names begin with.

        stages: The stages up to now.
    """

    m: Dialect
    own: str
    stages: list[Stage] = attrs.field(factory=list[Stage])

    def made(self, **columns: Expression) -> tuple[Expression, ...]:
        """The columns of the next stage, as what comes later reads them."""
        stage = {f"{self.own}__{name}": each for name, each in columns.items()}
        self.stages.append(stage)
        return tuple(map(self.m.col, stage))


def settled(m: Dialect, read: Column, what: str) -> Column:
    """
    The same column, in temporary columns that are made before it is read.

    Args:
        m: The dialect.

        read: The column.

        what: What the names of the temporary columns contain.
    """
    steps = Steps(m, f"{OURS}{read.quantity.name}__{what}", [*read.before])
    recorded = {} if read.recorded is None else {"recorded": read.recorded}
    ends = (
        {} if read.part is None else dict(zip(("start", "end"), read.part, strict=True))
    )
    value, *others = steps.made(value=read.value, **recorded, **ends)
    return attrs.evolve(
        read,
        value=value,
        recorded=others.pop(0) if recorded else None,
        part=(others[0], others[1]) if ends else None,
        before=tuple(steps.stages),
        name="",
    )


def made_before(read: Iterable[Column]) -> tuple[Stage, ...]:
    """The temporary columns that have to be made before some columns are read."""
    return tuple(level_by_level(each.before for each in read))


@functools.lru_cache(1024)
def column(m: Dialect, quantity: Quantity, name: str, shape: Shape) -> Column:
    """A column of a frame, read as a quantity."""
    read = column_of(m, quantity, m.col(name), shape)
    as_it_is = isinstance(quantity, Fact) and shape.kind == "boolean"
    return attrs.evolve(read, name=name) if as_it_is else read


def column_of(m: Dialect, quantity: Quantity, cell: Expression, shape: Shape) -> Column:
    """
    A column of cells that need not be a column of the frame.

    Args:
        m: The dialect.

        quantity: The quantity.

        cell: The cells.

        shape: What they can hold.
    """
    if shape.kind == "mixed":
        read = functools.partial(column_of, m, quantity)
        return of_each_kind(m, quantity, cell, shape, read)
    if shape.kind == "part":
        from .in_part import read_in_part

        one = functools.partial(checked, quantity)
        return read_in_part(m, quantity, cell, shape.parts, one)
    kind = column_kind(quantity)
    recorded = ~cell.is_null()
    of_r = cell == R_NA if shape.wide else None
    match quantity:
        case Fact():
            if shape.kind == "boolean":
                return Column(quantity, cell, None)
            if shape.kind == "string":
                from .coded import words_read

                return words_read(m, quantity, cell)
            if shape.number:
                yes, no = m.lit(value=True, kind=kind), m.lit(value=False, kind=kind)
                value = m.case((cell == 1, yes), (cell == 0, no))
                return Column(quantity, value, recorded, of_r=of_r)
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
                number = measured(m, quantity, cell, shape)
                return Column(quantity, number, recorded, of_r=of_r)
        case _:
            assert_never(quantity)
    known = None if shape.kind == "nothing" else recorded
    return Column(quantity, m.lit(None, kind), known, of_r=of_r)


def of_each_kind(
    m: Dialect,
    quantity: Quantity,
    cell: Expression,
    shape: Shape,
    read: Callable[[Expression, Shape], Column],
) -> Column:
    """
    A mixed column, whose cells are read as those of a column of their kind.

    Args:
        m: The dialect.

        quantity: The quantity.

        cell: The cells.

        shape: What they can hold.

        read: Reads cells of one kind.
    """
    shapes = {**_SHAPES}
    if shape.parts:
        shapes[PART] = Shape("part", parts=shape.parts)
    fields = [(cell.struct.field(name), each) for name, each in shapes.items()]
    some = [(~each.is_null(), read(each, shape)) for each, shape in fields]
    nothing = m.lit(None, column_kind(quantity))
    masks = ((here, each.recorded) for here, each in some)
    parts = [(here, each.part) for here, each in some if each.part is not None]
    part = None
    if parts:
        low, high = (m.case(*((here, p[end]) for here, p in parts)) for end in (0, 1))
        part = (low, high)
    return Column(
        quantity,
        m.case(*((here, each.value) for here, each in some), otherwise=nothing),
        m.case(
            *((here, mask) for here, mask in masks if mask is not None),
            otherwise=~cell.is_null(),
        ),
        part=part,
        before=made_before(each for _, each in some),
    )


_SHAPES: Final = {
    NUMBER: Shape("float"),
    TEXT: Shape("string"),
    TRUTH: Shape("boolean"),
}
"""What the fields of a mixed column can hold."""

R_PROBLEM: Final = f"{R_NA} is {R_MISSING}. Replace it by a null."
"""Message for a row with such a number."""


def measured(
    m: Dialect, measure: Measure, cell: Expression, shape: Shape
) -> Expression:
    """Numbers of a measure as its column holds them; null where they are invalid."""
    number = cell if shape.kind == "integer" else m.cast(cell, "float")
    if shape.kind == "decimal":
        number = _beside(m, cell, number)
    valid = all_of(_checks(m, measure, number, shape))
    return m.cast(m.case((valid, number)), column_kind(measure))


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


def number_of(quantity: Quantity, value: Value) -> float:
    """
    A value of a quantity as its column holds it.

    Args:
        quantity: The quantity.

        value: A valid value.
    """
    match quantity:
        case Fact():
            return bool(value)
        case Choice(levels=levels):
            return levels.index(str(value))
        case Measure():
            return int(value) if quantity.whole else float(value)
        case _:
            assert_never(quantity)


def plain(number: float) -> float:
    """A number as an integer if it is one: engines then compare integers as such."""
    return int(number) if float(number).is_integer() else float(number)


def outer(quantity: Choice | Measure) -> tuple[float, float]:
    """The least and the greatest value of a quantity, as its column holds them."""
    if isinstance(quantity, Choice):
        return 0, len(quantity.levels) - 1
    whole = quantity.whole
    ends = (quantity.low, quantity.high)
    return (int(ends[0]), int(ends[1])) if whole else (float(ends[0]), float(ends[1]))


def message(quantity: Quantity) -> str:
    """Message for a cell with an invalid value."""
    if quantity.name in END_OF:
        return (
            f"{quantity.name}: invalid value, or one that does not fit the other end "
            f"or {END_OF[quantity.name]}; allowed: {quantity.allowed}."
        )
    if quantity.name.endswith(SUFFIX):
        return f"{quantity.name}: invalid reason, or one that does not fit the value."
    return f"{quantity.name}: invalid value; allowed: {quantity.allowed}."


def _beside(m: Dialect, cell: Expression, number: Expression) -> Expression:
    """
    The float that is nearest to a decimal; next to a limit if the decimal is.

    Limits and steps are multiples of a half. A decimal with more digits than a float
    would be taken for one that it is only close to.
    """
    fraction = cell % 1
    # How far it is above a multiple of a half, twice.
    off = (fraction + fraction) % 1
    here = ((number + number) % 1 == 0) & ~(off == 0)
    farther, nearer = number * _FARTHER, number * _NEARER
    above = m.cast(off, "float").abs() < 0.5  # noqa: PLR2004 -- between two limits
    # sqlframe writes no parentheses around a comparison that is compared.
    return m.case(
        (here & above & (number > 0), farther),
        (here & above, nearer),
        (here & (number > 0), nearer),
        (here, farther),
        otherwise=number,
    )


_FARTHER: Final = 1 + 2.0**-52
"""What a float is multiplied by to get one that is just farther from zero."""

_NEARER: Final = 1 - 2.0**-53
"""The same for one that is just nearer to zero."""


def _checks(
    m: Dialect, measure: Measure, number: Expression, shape: Shape
) -> Iterator[Expression]:
    # Every engine here puts NaN above all numbers, so this refuses it too.
    if shape.unsigned and measure.low <= 0:
        yield number <= plain(measure.high)
    else:
        yield number.is_between(plain(measure.low), plain(measure.high))
    # Integers are on every step of one or less.
    if measure.step is not None and not (measure.step <= 1 and shape.kind == "integer"):
        yield m.on_steps(number, plain(measure.step))
    for hole in measure.excluded:
        yield number != plain(hole)
