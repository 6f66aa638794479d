"""
A column of a frame as a quantity: what was recorded, and what cannot be.

For every row there are two things: the value, null where none was recorded or where
it is impossible; and whether it is impossible, which is never null. Facts become
booleans, choices the place of their word among the levels, measures numbers of one
type, so that no engine's integer widths, float32 comparisons or word types matter.

Whole numbers and places are as narrow as their range allows. They become so only
after all that is out of range is null, so nothing overflows.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, assert_never

import attrs

from cervmyelo.quantity import Choice, Fact, Measure, Quantity

__all__ = [
    "OURS",
    "Column",
    "Namespace",
    "all_of",
    "any_of",
    "column",
    "column_type",
    "counted",
    "fault",
    "filled",
    "is_polars",
    "is_text",
    "plain",
    "whole",
    "worded",
]

Namespace = Any
"""``polars`` or ``narwhals``: the same expressions are built with either."""

OURS: Final = "cervmyelo__"
"""With what the names of columns begin that are made and not kept."""

_WIDTHS: Final = (8, 16, 32)


@attrs.frozen(eq=False)
class Column:
    """
    A quantity in a frame.

    Attributes:
        quantity: The quantity.

        value: What was recorded; null where nothing was, or nothing possible.

        recorded: Where something was, possible or not, never null; None if no cell
            of its type can hold what cannot be.

        name: The column of the frame that holds the value as it is; empty if the
            value has to be made.
    """

    quantity: Quantity
    value: Any
    recorded: Any
    name: str = ""

    @property
    def impossible(self) -> Any:
        """Where the cell holds what cannot be, never null; None if none can."""
        return None if self.recorded is None else self.recorded & self.value.is_null()


@functools.lru_cache(1024)
def column(m: Namespace, quantity: Quantity, name: str, dtype: Any) -> Column:
    """A column of a frame, read as a quantity."""
    cell = m.col(name)
    kind = column_type(m, quantity)
    empty = m.lit(None, kind)
    recorded = ~cell.is_null()
    match quantity:
        case Fact():
            if dtype == m.Boolean:
                return Column(quantity, cell, None, name)
        case Choice(levels=levels):
            if is_text(m, dtype):
                chain = m
                for place, level in enumerate(levels):
                    here = _is_word(m, cell, dtype, level)
                    chain = chain.when(here).then(m.lit(place, kind))
                return Column(quantity, chain.otherwise(empty), recorded)
        case Measure():
            if dtype.is_numeric():
                number = cell if dtype.is_integer() else cell.cast(m.Float64)
                possible = all_of(_possible(quantity, number, dtype))
                value = m.when(possible).then(number).cast(kind)
                return Column(quantity, value, recorded)
        case _:
            assert_never(quantity)
    nothing = dtype in (getattr(m, "Null", None), getattr(m, "Unknown", None))
    return Column(quantity, empty, None if nothing else recorded)


def column_type(m: Namespace, quantity: Quantity) -> Any:
    """The type of a quantity once it is read."""
    match quantity:
        case Fact():
            return m.Boolean
        case Choice(levels=levels):
            return whole(m, len(levels))
        case Measure():
            if quantity.whole:
                return whole(m, max(abs(quantity.low), abs(quantity.high)))
            return m.Float64
        case _:
            assert_never(quantity)


def whole(m: Namespace, most: float) -> Any:
    """The narrowest type for whole numbers of either sign that go as far as this."""
    fits = (width for width in _WIDTHS if most < 1 << (width - 1))
    return getattr(m, f"Int{next(fits, 64)}")


def plain(number: float) -> float:
    """A number as an integer if it is one: engines then compare integers as such."""
    return int(number) if float(number).is_integer() else float(number)


def filled(m: Namespace, quantity: Quantity, name: str, *, greatest: bool) -> Any:
    """A read column with the gaps filled by the least or the greatest value."""
    match quantity:
        case Fact():
            end: float = greatest
        case Choice(levels=levels):
            end = len(levels) - 1 if greatest else 0
        case Measure():
            end = quantity.high if greatest else quantity.low
            end = int(end) if quantity.whole else float(end)
        case _:
            assert_never(quantity)
    if is_polars(m):
        return m.col(name).fill_null(end)
    # Databases widen a column to the type of a plain number, and have to go back.
    return m.coalesce(m.col(name), m.lit(end, column_type(m, quantity)))


def worded(
    m: Namespace, cases: Sequence[tuple[Any, str | None]], otherwise: str | None
) -> Any:
    """The word of the first case that holds."""
    chain = m
    if is_polars(m):
        # Polars finds words by their places five times as fast.
        words = [*dict.fromkeys(word for _, word in cases), otherwise]
        for holds, word in cases:
            chain = chain.when(holds).then(m.lit(words.index(word), m.Int8))
        place = chain.otherwise(m.lit(words.index(otherwise), m.Int8))
        return m.lit(m.Series(words, dtype=m.String)).gather(place)
    for holds, word in cases:
        chain = chain.when(holds).then(m.lit(word, m.String))
    return chain.otherwise(m.lit(otherwise, m.String))


def counted(m: Namespace, condition: Any) -> Any:
    """1 where a condition holds, 0 where it does not, null where it is unknown."""
    one, none = m.lit(1, m.Int8), m.lit(0, m.Int8)
    if is_polars(m):
        # Polars takes twice as long to cast booleans; others several times to choose.
        return m.when(condition).then(one).when(~condition).then(none)
    return condition.cast(m.Int8)


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


def is_polars(m: Namespace) -> bool:
    """Whether expressions are built with Polars itself."""
    return bool(m.__name__ == "polars")


def is_text(m: Namespace, dtype: Any) -> bool:
    """Whether the cells of a column are words."""
    return dtype in (m.String, m.Categorical, m.Enum) or isinstance(
        dtype, m.Categorical | m.Enum
    )


def _possible(measure: Measure, number: Any, dtype: Any) -> Iterator[Any]:
    # Every engine here puts NaN above all numbers, so this refuses it too.
    if dtype.is_unsigned_integer() and measure.low <= 0:
        yield number <= plain(measure.high)
    else:
        yield number.is_between(plain(measure.low), plain(measure.high))
    # Integers are on every step of one or less.
    if measure.step is not None and not (measure.step <= 1 and dtype.is_integer()):
        yield (number % plain(measure.step)) == 0
    for lacking in measure.lacks:
        yield number != plain(lacking)


def _is_word(m: Namespace, cell: Any, dtype: Any, word: str) -> Any:
    """Where a cell of text holds a word."""
    if not is_polars(m):
        return cell.cast(m.String) == word
    # Polars compares words of every type as such, but not with one that cannot be.
    if isinstance(dtype, m.Enum) and word not in dtype.categories:
        return m.lit(value=False)
    return cell == word
