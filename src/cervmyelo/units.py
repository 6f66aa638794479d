"""
Units of quantities and answers, their codes in UCUM, and factors between them.

The data dictionary and the rules write units as words. Programs exchange the codes of
UCUM, the Unified Code for Units of Measure. A score has no unit there; UCUM writes such
a number as an annotation in braces.

Only factors that hold by definition are here. How many days a month has, for example,
is a convention, which a column map states as a factor.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = [
    "DECIMALS",
    "MOST",
    "UCUM_CODES",
    "factor_between",
    "factor_of_ucum",
    "is_annotation",
    "other_unit",
    "scaled",
    "ucum",
    "unit_named",
    "units_for",
]

DECIMALS: Final = 9
"""A scaled number is rounded to these decimals, so that 0.29 times 100 is 29."""

MOST: Final = 1e12
"""No number from here on is scaled."""

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

_OTHER_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cm": "cm",
        "m": "m",
        "cm2": "cm2",
        "min": "minutes",
        "[lb_av]": "pounds",
        "rad": "radians",
    }
)
"""The word of this library for codes of UCUM in which no quantity is defined."""

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
        "week": "weeks",
        "wk": "weeks",
        "day": "days",
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


_TIMES: Final = frozenset({"days", "weeks", "months", "years"})
_STATED: Final = re.compile(
    # Ratios are also called so in names of percentages.
    r".*[(\[]([^()\[\]]*)[)\]]\s*|.*[\W_](?!ratio)([^\W_]{2,}|%)\s*|.*(%)",
    re.IGNORECASE,
)
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


def unit_named(name: str) -> str:
    """
    The unit with this name or abbreviation, as it is called here.

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
    known, other = unit_named(unit), unit_named(wanted)
    return 1 if known == other else _FACTORS.get((known, other))


def other_unit(name: str, wanted: str) -> str:
    """
    The unit at the end of a name, if numbers in it are wrong for a quantity.

    >>> other_unit("canal AP [cm]", "mm"), other_unit("duration in weeks", "months")
    ('cm', 'weeks')
    >>> other_unit("mJOA 12 months", "points"), other_unit("NDI (%)", "points")
    ('', 'percent')

    Args:
        name: The name or the label of a column.

        wanted: The unit of the quantity.

    Returns:
        The unit; empty if none is stated, or one of another kind, such as the time of a
        visit next to a score.
    """
    found = _STATED.fullmatch(name.strip())
    if found is None:
        return ""
    unit, known = unit_named(found[found.lastindex or 0]), unit_named(wanted)
    kin = {unit, known} <= _TIMES or factor_between(unit, known) or unit == "percent"
    return unit if kin and factor_between(unit, known) != 1 else ""


def units_for(wanted: str) -> tuple[str, ...]:
    """The units that can be converted to one, which comes first."""
    name = unit_named(wanted)
    return (wanted, *(unit for unit, other in _FACTORS if other == name))


def factor_of_ucum(code: str, wanted: str) -> float | None:
    """
    What numbers with a code of UCUM are multiplied by; None if that is not known.

    >>> factor_of_ucum("cm", "mm"), factor_of_ucum("1", "%"), factor_of_ucum("kg", "mm")
    (10, 100, None)

    Args:
        code: The code.

        wanted: The unit of a quantity, as it is written here.
    """
    if code == ucum(wanted):
        return 1
    units = [unit for unit, known in UCUM_CODES.items() if known == code]
    units += [_OTHER_CODES[code]] if code in _OTHER_CODES else []
    factors = (factor_between(unit, wanted) for unit in units)
    return next((each for each in factors if each is not None), None)


def scaled(number: float, factor: float) -> float:
    """
    A number in another unit, without the digits that floats add.

    >>> scaled(0.29, 100), scaled(11, 10)
    (29.0, 110.0)

    Args:
        number: The number, below `MOST`.

        factor: What it is multiplied by.
    """
    # As Polars rounds, which differs from Python in the last decimal alone.
    return round(number * factor * 10**DECIMALS) / 10**DECIMALS
