"""
What is missing of a synthetic cohort, why, and what the gaps depend on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from random import Random
from typing import Final

import attrs

from cervmyelo.errors import KindError, OutOfRangeError, kind_of
from cervmyelo.models.patient import SUFFIX
from cervmyelo.quantity import Value

__all__ = ["TYPICAL", "Missing", "with_gaps"]


def _is_share(
    instance: object,  # noqa: ARG001 -- as attrs calls it
    attribute: attrs.Attribute[float],
    value: float,
) -> None:
    if not 0 <= value <= 1:
        raise OutOfRangeError(attribute.name, "a number out of range", "0 to 1")


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise KindError("missing", kind_of(value), "shares from 0 to 1")
    # A long integer is no float.
    return float(value) if abs(value) <= 1 else math.inf


def _share(default: float) -> float:
    share: float = attrs.field(default=default, converter=_number, validator=_is_share)
    return share


@attrs.frozen(kw_only=True)
class Missing:
    """
    How much is missing, and why. All of these shares are invented.

    >>> from cervmyelo.synthetic import Missing
    >>> Missing(not_asked=0.5).not_asked
    0.5

    Attributes:
        forgotten: The share of single values that nobody asked for. It depends on
            nothing.

        not_asked: The share of visits at which a whole part, such as all images or all
            symptoms, was left out. It depends on nothing but the visit.

        not_testable: The share of tests of hands, legs and walking that could not be
            done by a person with an mJOA of 0; it falls in proportion to the points of
            the mJOA that the person has, so it depends on what is missing.

        refused: The share of people who refuse the questionnaire at all their visits.

        other_cause: The share of people in whom something else, such as carpal tunnel
            syndrome, explains the score of the hands. The score is recorded.

        lost: The share of people who are lost between a visit and the next; twice as
            many of those who were not operated on. They have no later rows.

    Raises:
        KindError: If a share is no number.

        OutOfRangeError: If a share is not from 0 to 1.
    """

    forgotten: float = _share(0.02)
    not_asked: float = _share(0.05)
    not_testable: float = _share(0.2)
    refused: float = _share(0.05)
    other_cause: float = _share(0.03)
    lost: float = _share(0.05)


TYPICAL: Final = Missing()
"""Some of everything."""

_HANDS: Final = "mjoa_motor_upper"


def with_gaps(  # noqa: PLR0913 -- what gaps depend on
    row: dict[str, Value | None],
    missing: Missing,
    parts: Mapping[str, Iterable[str]],
    *,
    lost_share: float,
    of_person: Mapping[str, float],
    chances: Random,
) -> None:
    """
    Take values out of a row, and record the reasons.

    Args:
        row: What is known of a person at a visit; it is changed.

        missing: How much is missing.

        parts: The names of the quantities of each part of the record.

        lost_share: The share of the points of the mJOA that the person has lost.

        of_person: A number from 0 to 1 for each reason that holds at all visits.

        chances: Where the numbers of this visit come from.
    """
    why: dict[str, str] = {}
    for part, names in parts.items():
        left_out = chances.random() < missing.not_asked
        refuses = part == "questionnaire" and of_person["refused"] < missing.refused
        for name in names:
            one, other = chances.random(), chances.random()
            if refuses:
                why[name] = "refused"
            elif left_out or one < missing.forgotten:
                why[name] = "not_asked"
            elif part == "tests" and other < missing.not_testable * lost_share:
                why[name] = "not_testable"
    for name, reason in why.items():
        if row[name] is not None:
            row[name] = None
            row[f"{name}{SUFFIX}"] = reason
    if of_person["other_cause"] < missing.other_cause and row[_HANDS] is not None:
        row[f"{_HANDS}{SUFFIX}"] = "other_cause"
