"""
Units of quantities and answers, and their codes in UCUM.

The data dictionary and the rules write units as words. Programs exchange the codes of
UCUM, the Unified Code for Units of Measure. A score has no unit there; UCUM writes such
a number as an annotation in braces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["UCUM_CODES", "is_annotation", "ucum"]

UCUM_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "points": "{score}",
        "grade": "{grade}",
        "grades": "{grade}",
        "cycles": "{cycles}",
        "steps": "{steps}",
        "years": "a",
        "months": "mo",
        "seconds": "s",
        "mm": "mm",
        "mm2": "mm2",
        "kg": "kg",
        "degrees": "deg",
        "%": "%",
        "percent": "%",
        "ratio": "1",
        "probability": "1",
        "times the reference (relative risk)": "1",
        "times the reference (odds ratio)": "1",
    }
)
"""The UCUM code of each unit, by the word of this library."""

_COUNT: Final = "{count}"
_OF: Final = re.compile(r"of [0-9]+")


def ucum(unit: str) -> str:
    """
    The UCUM code of a unit.

    >>> ucum("months"), ucum("points"), ucum("of 4"), ucum("")
    ('mo', '{score}', '{count}', '')

    Args:
        unit: The unit as a quantity or a finding writes it; empty for a grade.

    Returns:
        The code; an annotation in braces for a number without a unit in UCUM, and
        empty for an empty unit.

    Raises:
        KeyError: If the table has no such unit. A test holds every unit to the table.
    """
    if not unit:
        return ""
    return _COUNT if _OF.fullmatch(unit) else UCUM_CODES[unit]


def is_annotation(code: str) -> bool:
    """
    Whether a UCUM code is an annotation alone: a score, a grade or a count.

    >>> is_annotation("{score}"), is_annotation("mm")
    (True, False)
    """
    return code.startswith("{")
