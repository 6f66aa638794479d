"""
Numbers as text, for whole columns, as Python writes them for one person.

A number is made whole digits and a place of the point; the text of the digits is looked
up, three or four at a time.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any, Final

__all__ = ["digits_of", "in_digits", "is_below_zero"]

_LEAST: Final = 1e-4
"""Python writes smaller numbers with an exponent."""

_DOUBT: Final = 1e-6
"""How close to the middle of two numbers it is not certain how Python rounds."""

_THOUSAND: Final = 1000

_FEW: Final = 4
"""So many digits are looked up at once."""


def in_digits(numbers: Any, digits: int) -> Any:
    """
    Numbers to so many significant digits, as ``format(number, ".6g")`` writes them.

    Args:
        numbers: A series of Polars of numbers, or null.

        digits: How many digits, from 4 to 6.

    Returns:
        A series of Polars of strings; null where there is no number.
    """
    pl: Any = importlib.import_module("polars")
    numbers = numbers.cast(pl.Float64)
    less = is_below_zero(numbers)
    parts = digits_of(numbers.abs(), digits)
    if less is not None:
        parts = [pl.Series(["", "-"]).gather(less.cast(pl.UInt32)), *parts]
    return parts[0] if len(parts) == 1 else pl.select(pl.concat_str(parts)).to_series()


def is_below_zero(numbers: Any) -> Any:
    """
    Whether Python writes a minus sign before a number, which it also does before -0.0.

    Args:
        numbers: A series of Polars of numbers, or null.

    Returns:
        A mask, null where there is no number; None if there is a sign nowhere.
    """
    if (numbers.min() or 0) > 0:
        return None
    less = (numbers < 0) | (1 / numbers < 0)
    return less if less.any() else None


def digits_of(numbers: Any, digits: int) -> list[Any]:
    """
    Numbers to so many significant digits, as parts that are to be joined.

    Args:
        numbers: A series of Polars of numbers that are not negative, or null.

        digits: How many digits, from 4 to 6.

    Returns:
        Series of Polars of strings; null where there is no number.
    """
    pl: Any = importlib.import_module("polars")
    number, power, scaled, whole = map(pl.col, (_NUMBER, _POWER, _SCALED, _WHOLE))
    numbers = numbers.cast(pl.Float64)
    least, most = numbers.min() or 0, numbers.max() or 0
    # As many places as digits after the first one.
    limits = [10.0**each for each in range(-3, digits)]
    places = pl.lit(digits + 3 - sum(each <= least for each in limits), pl.UInt32)
    for each in limits:
        if least < each <= most:
            places = places - (number >= each).cast(pl.UInt32)
    powers = pl.lit(pl.Series([float(10**each) for each in range(digits + 4)]))
    shown = (scaled - whole).abs() < 0.5 - _DOUBT
    shown &= (whole >= 10 ** (digits - 1)) & (whole < 10**digits)
    easy = shown & (number >= _LEAST) if least < _LEAST else shown
    place, figure, odd = (
        pl.LazyFrame({_NUMBER: numbers})
        .with_columns(pl.when(number.is_not_null()).then(places).alias(_POWER))
        .with_columns((number * powers.gather(power)).alias(_SCALED))
        .with_columns((scaled + 0.5).cast(pl.UInt32, wrap_numerical=True).alias(_WHOLE))
        .select(
            power,
            pl.when(easy).then(whole).otherwise(pl.lit(0, pl.UInt32)).alias(_WHOLE),
            (~easy).fill_null(value=False).alias(_ODD),
        )
        .collect()
    )
    if digits <= _FEW:
        parts = [_figures(digits).gather(place * 10**digits + figure)]
    else:
        first, last = figure // _THOUSAND, figure % _THOUSAND
        most = 10 ** (digits - 3)
        one = (place * most + first) * 2 + (last == 0).cast(pl.UInt32)
        parts = [
            _first(digits).gather(one),
            _last(digits).gather(place * _THOUSAND + last),
        ]
    at = odd.arg_true()
    if not len(at):
        return parts
    written = [f"{each:.{digits}g}" for each in numbers.gather(at).to_list()]
    whole_text, *others = parts
    return [whole_text.scatter(at, written), *(each.scatter(at, "") for each in others)]


_NUMBER: Final = "number"
_POWER: Final = "power"
_SCALED: Final = "scaled"
_WHOLE: Final = "whole"
_ODD: Final = "odd"


@functools.cache
def _figures(digits: int) -> Any:
    """The text of every number of so many digits, by the place of its point."""
    pl: Any = importlib.import_module("polars")
    return pl.Series(
        [
            f"{figure / 10**places:.{digits}g}"
            for places in range(digits + 4)
            for figure in range(10**digits)
        ]
    )


@functools.cache
def _first(digits: int) -> Any:
    """
    The text of all digits but the last three, by the place of the point.

    Twice each: where others follow, and where the rest is zeros.
    """
    pl: Any = importlib.import_module("polars")
    words: list[str] = []
    for places in range(digits + 4):
        after = places - 3
        for first in range(10 ** (digits - 3)):
            shown = str(first) if after < 0 else f"{first / 10**after:.{after}f}"
            words.append(f"{shown}." if after == 0 else shown)
            words.append(f"{first * _THOUSAND / 10**places:.{digits}g}")
    return pl.Series(words)


@functools.cache
def _last(digits: int) -> Any:
    """The text of the last three digits, by the place of the point; empty for zeros."""
    pl: Any = importlib.import_module("polars")
    words: list[str] = []
    for places in range(digits + 4):
        for last in range(_THOUSAND):
            shown = f"{last:03d}"
            if 0 < places < len(shown):
                shown = f"{shown[:-places]}.{shown[-places:]}".rstrip("0").rstrip(".")
            elif places:
                shown = shown.rstrip("0")
            words.append(shown if last else "")
    return pl.Series(words)
