"""
Numbers as text, for whole columns, as Python writes them for one person.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, Final

__all__ = ["in_digits"]

_LEAST: Final = 1e-4
"""Python writes smaller numbers with an exponent."""

_DOUBT: Final = 1e-6
"""How close to the middle of two numbers it is not certain how Python rounds."""


def in_digits(numbers: Any, digits: int) -> Any:
    """
    Numbers to so many significant digits, as ``format(number, ".6g")`` writes them.

    Args:
        numbers: A series of Polars of numbers, or null.

        digits: How many digits.

    Returns:
        A series of Polars of strings; null where there is no number.
    """
    pl: Any = importlib.import_module("polars")
    if numbers.dtype.is_integer() and len(numbers):
        most = max(abs(numbers.min() or 0), abs(numbers.max() or 0))
        if most < 10**digits:
            return numbers.cast(pl.String)
    numbers = numbers.cast(pl.Float64)
    number, power, scaled, whole = map(pl.col, (_NUMBER, _POWER, _SCALED, _WHOLE))
    size = number.abs()
    # As many places as digits after the first one. The clip keeps odd ones finite.
    places = (digits - 1 - size.log10().floor()).clip(0, digits + 3)
    powers = pl.lit(pl.Series([float(10**each) for each in range(digits + 4)]))
    frame = pl.DataFrame({_NUMBER: numbers}).with_columns(
        powers.gather(places.cast(pl.UInt32, wrap_numerical=True)).alias(_POWER)
    )
    frame = frame.with_columns((size * power).alias(_SCALED))
    frame = frame.with_columns((scaled + 0.5).floor().alias(_WHOLE))
    easy = (
        ((scaled - whole).abs() < 0.5 - _DOUBT)
        & (whole >= 10 ** (digits - 1))
        & (whole < 10**digits)
        & (size >= _LEAST)
    )
    # A decimal of few digits is the shortest that gives its nearest number.
    shown = whole / power * number.sign()
    found = frame.select(
        shown.cast(pl.String).alias(_TEXT),
        (~easy).fill_null(value=False).alias(_ODD),
        (easy & (shown == shown.floor())).fill_null(value=False).alias(_WHOLE),
    )
    text = found[_TEXT]
    at = found[_WHOLE].arg_true()
    if len(at):
        text = text.scatter(at, text.gather(at).str.strip_suffix(".0"))
    odd = found[_ODD].arg_true()
    if not len(odd):
        return text
    write = _written(digits)
    return text.scatter(odd, [write(each) for each in numbers[odd].to_list()])


_NUMBER: Final = "number"
_POWER: Final = "power"
_SCALED: Final = "scaled"
_WHOLE: Final = "whole"
_TEXT: Final = "text"
_ODD: Final = "odd"


def _written(digits: int) -> Callable[[float], str]:
    return f"{{:.{digits}g}}".format
