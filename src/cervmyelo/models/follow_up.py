"""
Total scores and grades before and after, such as before and after surgery.
"""

from typing import Final

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Measure, Partly
from cervmyelo.sources import MDICU_CALCULATOR, PANDITA_2019

from .sheet import Sheet, recorded
from .walking import NURICK_0_NORMAL_GRADE, NURICK_1972_GRADE

__all__ = [
    "EMS_AFTER",
    "EMS_BEFORE",
    "JOA1994_AFTER",
    "JOA1994_BEFORE",
    "JOA_AFTER",
    "JOA_BEFORE",
    "MJOA_AFTER",
    "MJOA_BEFORE",
    "NURICK_0_NORMAL_AFTER",
    "NURICK_0_NORMAL_BEFORE",
    "NURICK_1972_AFTER",
    "NURICK_1972_BEFORE",
    "PMJOA_AFTER",
    "PMJOA_BEFORE",
    "FollowUp",
    "Nurick0Normal",
    "Nurick1972",
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

PMJOA_BEFORE: Final = Measure(
    name="pmjoa_before",
    label="P-mJOA total before",
    question="What was the P-mJOA total before?",
    low=0,
    high=18,
    unit="points",
)

EMS_BEFORE: Final = Measure(
    name="ems_before",
    label="EMS total before",
    question="What was the EMS total before?",
    low=5,
    high=18,
    unit="points",
)

NURICK_1972_BEFORE: Final = Measure(
    name="nurick_1972_before",
    label="Nurick grade of 1972 before",
    question="What was the Nurick grade of 1972 before?",
    low=0,
    high=5,
    unit="grade",
)

NURICK_0_NORMAL_BEFORE: Final = Measure(
    name="nurick_0_normal_before",
    label="Nurick grade before, variant whose 0 may be normal",
    question="What was the grade before, by the variant whose grade 0 may be normal?",
    low=0,
    high=5,
    unit="grade",
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
        note=_OTHER.format(when="after") if before.note else "",
    )


MJOA_AFTER: Final = _after(MJOA_BEFORE)
JOA_AFTER: Final = _after(JOA_BEFORE)
JOA1994_AFTER: Final = _after(JOA1994_BEFORE)
PMJOA_AFTER: Final = _after(PMJOA_BEFORE)
EMS_AFTER: Final = _after(EMS_BEFORE)
NURICK_1972_AFTER: Final = _after(NURICK_1972_BEFORE)
NURICK_0_NORMAL_AFTER: Final = _after(NURICK_0_NORMAL_BEFORE)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class FollowUp(Sheet):
    """
    Totals and grades at two points in time, before and after.

    >>> FollowUp(mjoa_before=12, mjoa_after=15).flat()["mjoa_after"]
    15
    """

    mjoa_before: int | Partly | None = recorded(MJOA_BEFORE)
    mjoa_after: int | Partly | None = recorded(MJOA_AFTER)
    joa_before: int | Partly | None = recorded(JOA_BEFORE)
    joa_after: int | Partly | None = recorded(JOA_AFTER)
    joa1994_before: float | Partly | None = recorded(JOA1994_BEFORE)
    joa1994_after: float | Partly | None = recorded(JOA1994_AFTER)
    pmjoa_before: int | Partly | None = recorded(PMJOA_BEFORE)
    pmjoa_after: int | Partly | None = recorded(PMJOA_AFTER)
    ems_before: int | Partly | None = recorded(EMS_BEFORE)
    ems_after: int | Partly | None = recorded(EMS_AFTER)
    nurick_1972_before: int | Partly | None = recorded(NURICK_1972_BEFORE)
    nurick_1972_after: int | Partly | None = recorded(NURICK_1972_AFTER)
    nurick_0_normal_before: int | Partly | None = recorded(NURICK_0_NORMAL_BEFORE)
    nurick_0_normal_after: int | Partly | None = recorded(NURICK_0_NORMAL_AFTER)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class Nurick1972(Sheet):
    """
    The Nurick grade of 1972 recorded at one visit; higher is worse.

    >>> Nurick1972(grade=3).flat()
    {'nurick_1972': 3}
    """

    grade: int | Partly | None = recorded(NURICK_1972_GRADE)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class Nurick0Normal(Sheet):
    """
    The Nurick grade recorded at one visit, in the variant whose 0 may be normal.

    Higher is worse. It is not interchangeable with the grade of 1972.

    >>> Nurick0Normal(grade=0).flat()
    {'nurick_0_normal': 0}
    """

    grade: int | Partly | None = recorded(NURICK_0_NORMAL_GRADE)
