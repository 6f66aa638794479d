"""
Units of columns, and what their numbers are multiplied by.

Only what holds by definition is here. How many days a month has, for example, is a
convention, which a column map states as a factor.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["factor_between", "unit_named", "units_for"]

_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "%": "percent",
        "percentage": "percent",
        "fraction": "ratio",
        "proportion": "ratio",
        "millimetre": "mm",
        "millimeter": "mm",
        "centimetre": "cm",
        "centimeter": "cm",
        "metre": "m",
        "meter": "m",
        "mm²": "mm2",
        "mm^2": "mm2",
        "cm²": "cm2",
        "cm^2": "cm2",
        "yr": "years",
        "y": "years",
        "year": "years",
        "month": "months",
        "mo": "months",
        "s": "seconds",
        "sec": "seconds",
        "second": "seconds",
        "min": "minutes",
        "minute": "minutes",
        "kilogram": "kg",
        "kgf": "kg",
        "lb": "pounds",
        "lbs": "pounds",
        "pound": "pounds",
        "deg": "degrees",
        "degree": "degrees",
        "°": "degrees",
        "rad": "radians",
        "radian": "radians",
        "point": "points",
    }
)

_FACTORS: Final[Mapping[tuple[str, str], float]] = MappingProxyType(
    {
        ("ratio", "percent"): 100,
        ("probability", "percent"): 100,
        ("percent", "ratio"): 0.01,
        ("percent", "probability"): 0.01,
        ("ratio", "probability"): 1,
        ("cm", "mm"): 10,
        ("m", "mm"): 1000,
        ("cm2", "mm2"): 100,
        ("years", "months"): 12,
        ("months", "years"): 1 / 12,
        ("minutes", "seconds"): 60,
        ("pounds", "kg"): 0.45359237,
        ("radians", "degrees"): 180 / math.pi,
    }
)


def unit_named(name: str) -> str:
    """
    The unit with this name or abbreviation, as the data dictionary calls it.

    >>> unit_named("Years"), unit_named("%")
    ('years', 'percent')
    """
    plain = name.strip().lower()
    return _NAMES.get(plain) or _NAMES.get(plain.removesuffix("s")) or plain


def factor_between(unit: str, wanted: str) -> float | None:
    """
    What numbers in a unit are multiplied by to be in another; None if not known.

    >>> factor_between("cm", "mm"), factor_between("days", "months")
    (10, None)
    """
    known = unit_named(unit)
    return 1 if known == wanted else _FACTORS.get((known, wanted))


def units_for(wanted: str) -> tuple[str, ...]:
    """The units that can be converted to one, which comes first."""
    return (wanted, *(unit for unit, other in _FACTORS if other == wanted))
