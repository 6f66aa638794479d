"""
Cells of other libraries as plain values: numbers of NumPy, decimals, fractions, gaps.

What has no plain value, such as a date or a span of time, is left as it is: it is not
a number of anything.
"""

from __future__ import annotations

import math
from typing import Any, Final

from .names import plain_text

__all__ = ["is_gap", "nearest_float", "plain_cell"]

_PLAIN: Final = frozenset((bool, float, int, str, type(None)))
_GAPS: Final = frozenset(("NAType", "NaTType"))
_TIMES: Final = "mM"
"""What NumPy calls spans and moments; a short one would count as an integer."""

_FINEST: Final = 1024
"""Multiples of one by this number are taken for limits or steps."""


def plain_cell(cell: object) -> object:
    """
    A cell as a plain value of Python, where it has one; None for a gap of pandas.

    >>> import decimal
    >>> plain_cell(decimal.Decimal("3.0")), plain_cell([3])
    (3.0, [3])

    Args:
        cell: The cell. A boolean of NumPy is a boolean, and a number of any kind is an
            integer or a float.
    """
    kind = type(cell)
    if kind in _PLAIN:
        return cell
    if kind.__name__ in _GAPS:
        return None
    if isinstance(cell, str):
        return plain_text(cell)
    held: Any = cell
    if kind.__module__ == "numpy" and getattr(cell, "shape", None) == ():
        if held.dtype.kind in _TIMES:
            return None if held != held else cell  # noqa: PLR0124 -- no moment at all
        held = held.item()
        if type(held) in _PLAIN:
            return held
    # Few cells come this far, and the core needs neither of them.
    import decimal
    import numbers

    if isinstance(held, numbers.Real | decimal.Decimal):
        return nearest_float(held)
    return held


def is_gap(cell: object) -> bool:
    """
    Whether a cell holds what pandas or Python writes for nothing, a NaN of any kind.

    >>> is_gap(None), is_gap(float("nan")), is_gap(0)
    (True, True, False)
    """
    plain = plain_cell(cell)
    # A NaN alone differs from itself.
    return plain is None or (isinstance(plain, float | complex) and plain != plain)  # noqa: PLR0124


def nearest_float(number: Any) -> float:
    """
    A number as the nearest float that is on the same side of every limit.

    The limits and the steps of quantities are short in binary. A number that is not
    exactly such a float lies next to it and not on it.

    >>> import fractions
    >>> nearest_float(fractions.Fraction(7, 2)), nearest_float(10**400)
    (3.5, inf)

    Args:
        number: A number of any kind.
    """
    try:
        near = float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf
    except ValueError:  # a NaN that signals
        return math.nan
    if not math.isfinite(near) or near * _FINEST % 1 or number == near:
        return near
    return math.nextafter(near, math.inf if number > near else -math.inf)
