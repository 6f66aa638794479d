"""
Values that are known in part: a number in a range, or one of several.

Between a value and None lies what is known in part: "3 or 4", "over 89", "mild or
moderate". It is recorded like a value, and bounds stay exact.
"""

import itertools
import math
from collections.abc import Iterable
from typing import Final, TypeAlias, cast

import attrs

from .errors import KindError, OutOfRangeError, kind_of
from .frozen import Frozen
from .public import public

__all__ = ["Partly", "Value", "any_in_part", "between", "one_of", "options_of"]

Value: TypeAlias = bool | int | float | str
"""A recorded value of a quantity."""

_OPEN: Final = (-math.inf, math.inf)
"""The ends of a range without a lower or an upper end."""


_VALUES: Final = "words, numbers or yes and no"
_TWO: Final = 2
_MANY: Final = 6
_LONGEST: Final = 2**53
"""Beyond it, two integers can be the same float."""


@public
@attrs.frozen(eq=False, repr=False)
class Partly(Frozen):
    """
    A value that is known in part: one of several, or a number in a range.

    `between` and `one_of` make one.

    >>> import cervmyelo as cm
    >>> cm.between(50, 59), cm.between(89), cm.one_of("mild", "moderate")
    (between(50, 59), between(89, None), one_of('mild', 'moderate'))

    Attributes:
        options: Every value that is possible, ascending for a measure; for a range its
            two ends.

        range: Whether every number between the two ends is possible.

        as_scored: The one that was recorded, where another cause explains it; None if
            it was recorded as known in part.
    """

    options: tuple[Value, ...]
    range: bool = False
    as_scored: Value | None = None

    def __attrs_post_init__(self) -> None:
        given = self.options
        if not isinstance(cast("object", given), tuple) or len(given) < _TWO:
            raise KindError("options", kind_of(given), "a tuple of two values or more")
        for each in cast("tuple[object, ...]", given):
            if not isinstance(each, bool | int | float | str):
                raise KindError("options", kind_of(each), _VALUES)
        if self.range and not _is_range(given):
            raise KindError("options", "no range", "two numbers, the least first")

    @property
    def low(self) -> Value:
        """The first of the options: for a measure the least."""
        return self.options[0]

    @property
    def high(self) -> Value:
        """The last of the options: for a measure the greatest."""
        return self.options[-1]

    def holds(self, value: Value) -> bool:
        """Whether it can be a value."""
        if not self.range:
            return value in self.options
        ends = (cast("float", self.low), cast("float", self.high))
        return isinstance(value, int | float) and ends[0] <= value <= ends[1]

    def __repr__(self) -> str:
        if not self.range:
            if len(self.options) > _MANY and self._steady and type(self.low) is int:
                step = cast("int", self.options[1]) - self.low
                by = f", {step}" if step != 1 else ""
                return f"one_of(*range({self.low}, {cast('int', self.high) + 1}{by}))"
            return f"one_of({', '.join(map(repr, self.options))})"
        ends = (None if each in _OPEN else each for each in (self.low, self.high))
        return f"between({', '.join(map(repr, ends))})"

    def __str__(self) -> str:
        if self.range or (len(self.options) > 2 and self._steady):  # noqa: PLR2004
            return f"{_shown(self.low)} to {_shown(self.high)}"
        return " or ".join(map(_shown, self.options))

    @property
    def _steady(self) -> bool:
        """Whether the options are numbers at equal distances."""
        numbers = [each for each in self.options if isinstance(each, int | float)]
        steps = {b - a for a, b in itertools.pairwise(numbers)}
        return len(numbers) == len(self.options) and len(steps) == 1


def any_in_part(values: Iterable[object]) -> bool:
    """
    Whether any of some values is known in part.

    Args:
        values: The values.
    """
    # Few records have one; to look at the types of all takes little time.
    return Partly in map(type, values)


def _is_range(ends: tuple[Value, ...]) -> bool:
    low, high, *more = ends
    for end in (low, high):
        if isinstance(end, bool) or not isinstance(end, int | float):
            return False
    return not more and cast("float", low) <= cast("float", high)


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, int | float) else value


@public
def between(low: float | None = None, high: float | None = None) -> Partly:
    """
    A number that is known to lie in a range, both ends included.

    >>> import cervmyelo as cm
    >>> cm.mjoa_severity({"mjoa_total": cm.between(12, 13)}).answer
    'moderate'
    >>> str(cm.Case({"age_years": cm.between(89)}).values["age_years"])
    '89 to 120'

    Args:
        low: The least it can be, in the unit of the quantity; None if it has no lower
            end.

        high: The most it can be; None if it has no upper end.

    Raises:
        KindError: If an end is no number, or both are None.

        OutOfRangeError: If the least is above the most.
    """
    for end in cast("tuple[object, object]", (low, high)):
        if end is None:
            continue
        if isinstance(end, bool) or not isinstance(end, int | float):
            raise KindError("between", kind_of(end), "numbers, or None for an open end")
        # isfinite() would have to convert a long integer to a float.
        if isinstance(end, float) and not math.isfinite(end):
            raise KindError("between", kind_of(end), "numbers, or None for an open end")
        if abs(end) > _LONGEST:
            raise OutOfRangeError("between", "a number with too many digits", "numbers")
    if low is None and high is None:
        raise KindError(
            "between", "two open ends", "at least one number", "Nothing is known: None."
        )
    ends = (-math.inf if low is None else low, math.inf if high is None else high)
    if ends[0] > ends[1]:
        raise OutOfRangeError("between", "a least above the most", "the least first")
    return Partly(ends, range=True)


@public
def one_of(*values: Value) -> Partly:
    """
    A value that is known to be one of several.

    >>> import cervmyelo as cm
    >>> person = {"neck_mobility": cm.one_of("decreased", "normal")}
    >>> str(cm.Case(person).values["neck_mobility"])
    'decreased or normal'

    Args:
        values: The values that are possible, two or more.

    Raises:
        KindError: If fewer than two are given, or one is no value.
    """
    for value in values:
        if not isinstance(cast("object", value), bool | int | float | str):
            raise KindError("one_of", kind_of(value), _VALUES)
    if len(values) < _TWO:
        raise KindError("one_of", "fewer than two values", "two values or more")
    return Partly(tuple(values))


def options_of(value: Value | Partly) -> tuple[Value, ...]:
    """Every value that is possible; for a range its two ends."""
    return value.options if isinstance(value, Partly) else (value,)
