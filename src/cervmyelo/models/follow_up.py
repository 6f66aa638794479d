"""
Scores before and after, for what changes between them.
"""

from __future__ import annotations

from typing import Final

import attrs

from cervmyelo.quantity import Measure

from .sheet import Sheet

__all__ = [
    "JOA1994_AFTER",
    "JOA1994_BEFORE",
    "JOA_AFTER",
    "JOA_BEFORE",
    "MJOA_AFTER",
    "MJOA_BEFORE",
    "FollowUp",
]


MJOA_BEFORE: Final = Measure(
    name="mjoa_before",
    label="mJOA total before",
    question="What was the mJOA total before?",
    low=0,
    high=18,
    unit="points",
)

MJOA_AFTER: Final = Measure(
    name="mjoa_after",
    label="mJOA total after",
    question="What was the mJOA total after?",
    low=0,
    high=18,
    unit="points",
)

JOA_BEFORE: Final = Measure(
    name="joa_before",
    label="JOA total of 1976 before",
    question="What was the JOA total of 1976 before?",
    low=0,
    high=17,
    unit="points",
)

JOA_AFTER: Final = Measure(
    name="joa_after",
    label="JOA total of 1976 after",
    question="What was the JOA total of 1976 after?",
    low=0,
    high=17,
    unit="points",
)

JOA1994_BEFORE: Final = Measure(
    name="joa1994_before",
    label="JOA total of 1994 before",
    question="What was the JOA total of 1994 before?",
    low=-2,
    high=17,
    unit="points",
    step=0.5,
)

JOA1994_AFTER: Final = Measure(
    name="joa1994_after",
    label="JOA total of 1994 after",
    question="What was the JOA total of 1994 after?",
    low=-2,
    high=17,
    unit="points",
    step=0.5,
)


@attrs.frozen(kw_only=True, getstate_setstate=False)
class FollowUp(Sheet):
    """
    Totals at two points in time, before and after.

    >>> FollowUp(mjoa_before=12, mjoa_after=15).flat()["mjoa_after"]
    15

    Attributes:
        mjoa_before: mJOA total before, 0 to 18.

        mjoa_after: mJOA total after, 0 to 18.

        joa_before: JOA total of 1976 before, 0 to 17.

        joa_after: JOA total of 1976 after, 0 to 17.

        joa1994_before: JOA total of 1994 before, -2 to 17.

        joa1994_after: JOA total of 1994 after, -2 to 17.

    Raises:
        KindError: If a field holds the wrong kind of value.

        OutOfRangeError: If a number is out of range or between its steps.
    """

    mjoa_before: int | None = attrs.field(default=None, validator=MJOA_BEFORE)
    mjoa_after: int | None = attrs.field(default=None, validator=MJOA_AFTER)
    joa_before: int | None = attrs.field(default=None, validator=JOA_BEFORE)
    joa_after: int | None = attrs.field(default=None, validator=JOA_AFTER)
    joa1994_before: float | None = attrs.field(default=None, validator=JOA1994_BEFORE)
    joa1994_after: float | None = attrs.field(default=None, validator=JOA1994_AFTER)
