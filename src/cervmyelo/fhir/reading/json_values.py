"""
Parts of data that may be of any shape.

Data of others need not be what the standard says. Each function gives the part if it is
of the kind that is wanted, and something empty if not.
"""

from __future__ import annotations

import decimal
import math
from collections.abc import Mapping, Sequence

__all__ = ["is_array", "is_object", "number", "objects", "parts", "sequence", "text"]


def is_object(value: object) -> bool:
    """Whether it is an object."""
    return isinstance(value, dict)


def is_array(value: object) -> bool:
    """Whether it is an array."""
    return isinstance(value, list)


def parts(value: object) -> Mapping[str, object]:
    """The object; empty if it is none."""
    return value if isinstance(value, dict) else {}  # pyright: ignore[reportUnknownVariableType]


def sequence(value: object) -> Sequence[object]:
    """The array; empty if it is none."""
    return value if isinstance(value, list) else ()  # pyright: ignore[reportUnknownVariableType]


def objects(value: object) -> list[Mapping[str, object]]:
    """The objects in an array, without anything else."""
    # Most are not there.
    if not isinstance(value, list):
        return []
    found: list[Mapping[str, object]] = [e for e in value if isinstance(e, dict)]  # pyright: ignore[reportUnknownVariableType]
    return found


def text(value: object) -> str:
    """The text; empty if it is none."""
    return value if isinstance(value, str) else ""


def number(value: object) -> float | None:
    """
    The number, as an integer if it is whole; None if it is no finite number.

    >>> number(3.0), number(True), number(10**400) == 10**400, number(float("nan"))
    (3, None, True, None)
    """
    if isinstance(value, decimal.Decimal):
        # A huge exponent would make an integer of as many digits.
        value = float(value) if value.is_finite() else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() else value
    return value
