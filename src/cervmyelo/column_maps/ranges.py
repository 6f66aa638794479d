"""
Ranges in the cells of a table: ``3-4``, ``>=89``, ``89+``, ``mild or moderate``.

They are read only where a column map says so: elsewhere ``3-4`` may as well be a day in
April. Frames read them by the same patterns (`cervmyelo.cohort.coded`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal, TypeAlias, cast

from cervmyelo.errors import (
    CervmyeloError,
    KindError,
    LevelError,
    OutOfRangeError,
)
from cervmyelo.partly import Partly, Value, between
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, checked

__all__ = [
    "BETWEEN",
    "BOUNDS",
    "MARKS",
    "NUMBER",
    "NUMBERS",
    "OR",
    "TO",
    "WORDS",
    "Bound",
    "in_range",
    "next_to",
]

NUMBER: Final = r"[+-]?[0-9]+(?:\.[0-9]+)?"
"""The pattern of an end of a range of numbers."""

_DASH: Final = r"[ \t]*" + "[-\u2013\u2014]" + r"[ \t]*"

TO: Final = r"[ \t]+to[ \t]+"
OR: Final = r"[ \t]+or[ \t]+"
"""The patterns between two ends, and between two neighbours."""

BETWEEN: Final = f"(?:{_DASH}|{TO})"
"""The pattern between two ends that are numbers."""

NUMBERS: Final = (
    re.compile(f"({NUMBER}){BETWEEN}({NUMBER})"),
    re.compile(f"({NUMBER}){OR}({NUMBER})"),
)
"""The patterns of two numbers: the ends of a range, and two neighbours."""

_SEVERAL: Final = re.compile(f"{NUMBER}(?:{OR}{NUMBER}){{2,}}")
_JOINED: Final = re.compile(f"{OR}|{TO}")
_ONE_RANGE: Final = 'two neighbours with "or", or a range with "to"'

WORDS: Final = (
    re.compile(f"(.+?){TO}(.+)"),
    re.compile(f"(.+?){OR}(.+)"),
)
"""The patterns of two words: the ends of a range, and two neighbours."""

Bound: TypeAlias = Literal["at least", "above", "at most", "below"]
"""What a single number says as a range."""

BOUNDS: Final[tuple[tuple[Bound, re.Pattern[str]], ...]] = (
    ("at least", re.compile("(?:>=|\u2265)" + rf"[ \t]*({NUMBER})")),
    ("at least", re.compile(rf"({NUMBER})[ \t]*\+")),
    ("above", re.compile(rf">[ \t]*({NUMBER})")),
    ("at most", re.compile("(?:<=|\u2264)" + rf"[ \t]*({NUMBER})")),
    ("below", re.compile(rf"<[ \t]*({NUMBER})")),
)
"""
The patterns of a number with one open end.

A number with decimals is itself still possible "above" and "below" it: then the range
is a little too wide, and never too narrow.
"""

MARKS: Final = ("^[<>\u2264\u2265]=?" + r"[ \t]*", r"[ \t]*\+$")
"""The patterns of what stands before and after such a number."""


def in_range(
    quantity: Quantity, text: str, read: Callable[[str], Value | Partly | None]
) -> tuple[Value | Partly | None] | None:
    """
    What a cell says that holds a range; None if it holds none.

    >>> from cervmyelo.models.patient import QUANTITIES
    >>> age = QUANTITIES["age_years"]
    >>> in_range(age, "50-59", age.parse), in_range(age, ">88", age.parse)
    ((one_of(*range(50, 60)),), (one_of(*range(89, 121)),))

    Two neighbours can stand in either order:

    >>> in_range(age, "52 or 51", age.parse)
    (one_of(51, 52),)

    Args:
        quantity: The quantity; a yes or no has no range.

        text: The text of the cell, without outer blanks.

        read: Reads the text of an end as that of a whole cell.

    Returns:
        One element: what is known; None in it if that is nothing.

    Raises:
        CervmyeloError: If an end is invalid, the first is above the second, or two
            values that are joined by "or" are no neighbours.
    """

    def end(part: str) -> Value:
        try:
            value = read(part)
        except CervmyeloError:
            # A word of a column map may hold "or" itself.
            if _JOINED.search(part):
                raise _more_than_two(quantity) from None
            raise
        if value is None or isinstance(value, Partly):
            raise KindError(
                quantity.name, "a range with an end that is no value", quantity.allowed
            )
        return value

    match quantity:
        case Fact():
            return None
        case Choice():
            return _words(quantity, text, end)
        case Measure():
            return _numbers(quantity, text, end)


def _words(
    choice: Choice, text: str, end: Callable[[str], Value]
) -> tuple[Value | Partly | None] | None:
    for pattern, side_by_side in zip(WORDS, (False, True), strict=True):
        found = pattern.fullmatch(text)
        if found is None:
            continue
        if not (side_by_side or choice.ordered):
            raise LevelError(
                choice.name, "a range of words without an order", "two words with or"
            )
        first, last = (choice.levels.index(str(end(part))) for part in found.groups())
        if side_by_side:
            first, last = min(first, last), max(first, last)
        _check(choice, first, last, apart=last - first, side_by_side=side_by_side)
        levels = choice.levels[first : last + 1]
        known = Partly(levels) if last > first else choice.levels[first]
        return (checked(choice, known),)
    return None


def _numbers(
    measure: Measure, text: str, end: Callable[[str], Value]
) -> tuple[Value | Partly | None] | None:
    for pattern, side_by_side in zip(NUMBERS, (False, True), strict=True):
        found = pattern.fullmatch(text)
        if found is not None:
            first, last = (cast("float", end(part)) for part in found.groups())
            if side_by_side:
                first, last = min(first, last), max(first, last)
            steps = [each for each in measure.values if first < each <= last]
            apart = len(steps) if measure.step is not None else 2
            _check(measure, first, last, apart=apart, side_by_side=side_by_side)
            return (checked(measure, between(first, last)),)
    if _SEVERAL.fullmatch(text):
        raise _more_than_two(measure)
    for bound, pattern in BOUNDS:
        found = pattern.fullmatch(text)
        if found is not None:
            number = next_to(measure, cast("float", end(found[1])), bound)
            least = bound in {"at least", "above"}
            ends = (number, None) if least else (None, number)
            return (checked(measure, between(*ends)),)
    return None


def next_to(measure: Measure, number: float, bound: Bound) -> float:
    """
    The last value within a bound.

    Args:
        measure: The measure.

        number: A value of it.

        bound: What the number says.

    Raises:
        OutOfRangeError: If there is no value above or below it.
    """
    if measure.step is None or bound in {"at least", "at most"}:
        return number
    values = measure.values if bound == "above" else tuple(reversed(measure.values))
    place = values.index(number) + 1
    if place == len(values):
        raise OutOfRangeError(measure.name, "a range beyond it", measure.allowed)
    return values[place]


def _more_than_two(quantity: Quantity) -> KindError:
    return KindError(
        quantity.name, 'more than two values with "or" or "to"', _ONE_RANGE
    )


def _check(
    quantity: Quantity, first: float, last: float, *, apart: int, side_by_side: bool
) -> None:
    if first > last:
        raise OutOfRangeError(
            quantity.name, "a range that ends before it starts", "the least first"
        )
    if side_by_side and apart != 1:
        raise OutOfRangeError(
            quantity.name,
            'two values with "or" that are no neighbours',
            _ONE_RANGE,
        )
