"""
Total scores before and after, such as before and after surgery.
"""

from typing import Final

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Measure
from cervmyelo.sources import MDICU_CALCULATOR, PANDITA_2019

from .sheet import Sheet, recorded

__all__ = [
    "JOA1994_AFTER",
    "JOA1994_BEFORE",
    "JOA_AFTER",
    "JOA_BEFORE",
    "MJOA_AFTER",
    "MJOA_BEFORE",
    "FollowUp",
]


_MJOA_RATE: Final = PANDITA_2019.at("recovery rate, named after Hirabayashi")
_JOA_RATE: Final = MDICU_CALCULATOR.at("item 3, recovery rate by Hirabayashi")
_BEFORE: Final = (
    "The total before the operation. A total from a visit after the operation does not "
    "count."
)
_AFTER: Final = (
    "The total at a visit after the operation. How long after it is not stated."
)
_OTHER: Final = "For another treatment, the total {when} that treatment."

MJOA_BEFORE: Final = Measure(
    name="mjoa_before",
    label="mJOA total before",
    question="What was the mJOA total before?",
    low=0,
    high=18,
    unit="points",
    definition=_BEFORE,
    defined_in=_MJOA_RATE,
    note=_OTHER.format(when="before"),
)

JOA_BEFORE: Final = Measure(
    name="joa_before",
    label="JOA total of 1976 before",
    question="What was the JOA total of 1976 before?",
    low=0,
    high=17,
    unit="points",
    definition=_BEFORE,
    defined_in=_JOA_RATE,
    note=_OTHER.format(when="before"),
)

JOA1994_BEFORE: Final = Measure(
    name="joa1994_before",
    label="JOA total of 1994 before",
    question="What was the JOA total of 1994 before?",
    low=-2,
    high=17,
    unit="points",
    step=0.5,
    definition=_BEFORE,
    defined_in=_JOA_RATE,
    note=_OTHER.format(when="before"),
)


def _after(before: Measure) -> Measure:
    name, label, question = (
        text.replace("before", "after")
        for text in (before.name, before.label, before.question)
    )
    return attrs.evolve(
        before,
        name=name,
        label=label,
        question=question,
        definition=_AFTER if before.definition else "",
        note=_OTHER.format(when="after"),
    )


MJOA_AFTER: Final = _after(MJOA_BEFORE)
JOA_AFTER: Final = _after(JOA_BEFORE)
JOA1994_AFTER: Final = _after(JOA1994_BEFORE)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class FollowUp(Sheet):
    """
    Totals at two points in time, before and after.

    >>> FollowUp(mjoa_before=12, mjoa_after=15).flat()["mjoa_after"]
    15
    """

    mjoa_before: int | None = recorded(MJOA_BEFORE)
    mjoa_after: int | None = recorded(MJOA_AFTER)
    joa_before: int | None = recorded(JOA_BEFORE)
    joa_after: int | None = recorded(JOA_AFTER)
    joa1994_before: float | None = recorded(JOA1994_BEFORE)
    joa1994_after: float | None = recorded(JOA1994_AFTER)
