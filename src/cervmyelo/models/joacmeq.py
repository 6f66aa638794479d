"""
The questions of the JOA Cervical Myelopathy Evaluation Questionnaire (JOACMEQ).

Five blocks of questions; 1 is always the worst answer. The words are not reproduced,
because some questions come from a licensed form: the questions have numbers only.
"""

from typing import Final

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Measure, Partly, figure_of
from cervmyelo.sources import JOACMEQ_CODE

from .sheet import Sheet, items_of, recorded

__all__ = [
    "JOACMEQ",
    "JOACMEQ_BLADDER",
    "JOACMEQ_ITEMS",
    "JOACMEQ_LOWER_LIMB",
    "JOACMEQ_NECK",
    "JOACMEQ_Q1_1",
    "JOACMEQ_Q1_2",
    "JOACMEQ_Q1_3",
    "JOACMEQ_Q1_4",
    "JOACMEQ_Q2_1",
    "JOACMEQ_Q2_2",
    "JOACMEQ_Q2_3",
    "JOACMEQ_Q3_1",
    "JOACMEQ_Q3_2",
    "JOACMEQ_Q3_3",
    "JOACMEQ_Q3_4",
    "JOACMEQ_Q3_5",
    "JOACMEQ_Q4_1",
    "JOACMEQ_Q4_2",
    "JOACMEQ_Q4_3",
    "JOACMEQ_Q4_4",
    "JOACMEQ_Q5_1",
    "JOACMEQ_Q5_2",
    "JOACMEQ_Q5_3",
    "JOACMEQ_Q5_4",
    "JOACMEQ_Q5_5",
    "JOACMEQ_Q5_6",
    "JOACMEQ_Q5_7",
    "JOACMEQ_Q5_8",
    "JOACMEQ_QUALITY_OF_LIFE",
    "JOACMEQ_UPPER_LIMB",
]


def _question(number: str, most: int) -> Measure:
    label = f"JOACMEQ question {number}"
    return Measure(
        name=f"joacmeq_q{number.replace('-', '_')}",
        label=label,
        question=f"Which answer did the person give: {label}?",
        low=1,
        high=most,
        unit="points",
        definition="The answer to the question of this number, counted from the worst "
        "answer up.",
        defined_in=JOACMEQ_CODE.at("app.py at commit 76e7281 (a secondary copy)"),
        note="The words of the questions are those of the published form.",
    )


JOACMEQ_Q1_1: Final = _question("1-1", 3)
JOACMEQ_Q1_2: Final = _question("1-2", 3)
JOACMEQ_Q1_3: Final = _question("1-3", 3)
JOACMEQ_Q1_4: Final = _question("1-4", 3)
JOACMEQ_Q2_1: Final = _question("2-1", 3)
JOACMEQ_Q2_2: Final = _question("2-2", 3)
JOACMEQ_Q2_3: Final = _question("2-3", 4)
JOACMEQ_Q3_1: Final = _question("3-1", 5)
JOACMEQ_Q3_2: Final = _question("3-2", 3)
JOACMEQ_Q3_3: Final = _question("3-3", 3)
JOACMEQ_Q3_4: Final = _question("3-4", 3)
JOACMEQ_Q3_5: Final = _question("3-5", 3)
JOACMEQ_Q4_1: Final = _question("4-1", 5)
JOACMEQ_Q4_2: Final = _question("4-2", 3)
JOACMEQ_Q4_3: Final = _question("4-3", 3)
JOACMEQ_Q4_4: Final = _question("4-4", 3)
JOACMEQ_Q5_1: Final = _question("5-1", 5)
JOACMEQ_Q5_2: Final = _question("5-2", 5)
JOACMEQ_Q5_3: Final = _question("5-3", 5)
JOACMEQ_Q5_4: Final = _question("5-4", 5)
JOACMEQ_Q5_5: Final = _question("5-5", 5)
JOACMEQ_Q5_6: Final = _question("5-6", 5)
JOACMEQ_Q5_7: Final = _question("5-7", 5)
JOACMEQ_Q5_8: Final = _question("5-8", 5)


def _domain(name: str, label: str) -> Measure:
    return figure_of(f"joacmeq_{name}", f"JOACMEQ {label}", "points", 0, 100)


JOACMEQ_NECK: Final = _domain("neck", "neck function")
JOACMEQ_UPPER_LIMB: Final = _domain("upper_limb", "upper limb function")
JOACMEQ_LOWER_LIMB: Final = _domain("lower_limb", "lower limb function")
JOACMEQ_BLADDER: Final = _domain("bladder", "bladder function")
JOACMEQ_QUALITY_OF_LIFE: Final = _domain("quality_of_life", "quality of life")


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class JOACMEQ(Sheet):
    """
    The 24 answers of the JOACMEQ, each from 1 (the worst) up.

    >>> JOACMEQ(q2_3=4).flat()["joacmeq_q2_3"]
    4
    """

    q1_1: int | Partly | None = recorded(JOACMEQ_Q1_1)
    q1_2: int | Partly | None = recorded(JOACMEQ_Q1_2)
    q1_3: int | Partly | None = recorded(JOACMEQ_Q1_3)
    q1_4: int | Partly | None = recorded(JOACMEQ_Q1_4)
    q2_1: int | Partly | None = recorded(JOACMEQ_Q2_1)
    q2_2: int | Partly | None = recorded(JOACMEQ_Q2_2)
    q2_3: int | Partly | None = recorded(JOACMEQ_Q2_3)
    q3_1: int | Partly | None = recorded(JOACMEQ_Q3_1)
    q3_2: int | Partly | None = recorded(JOACMEQ_Q3_2)
    q3_3: int | Partly | None = recorded(JOACMEQ_Q3_3)
    q3_4: int | Partly | None = recorded(JOACMEQ_Q3_4)
    q3_5: int | Partly | None = recorded(JOACMEQ_Q3_5)
    q4_1: int | Partly | None = recorded(JOACMEQ_Q4_1)
    q4_2: int | Partly | None = recorded(JOACMEQ_Q4_2)
    q4_3: int | Partly | None = recorded(JOACMEQ_Q4_3)
    q4_4: int | Partly | None = recorded(JOACMEQ_Q4_4)
    q5_1: int | Partly | None = recorded(JOACMEQ_Q5_1)
    q5_2: int | Partly | None = recorded(JOACMEQ_Q5_2)
    q5_3: int | Partly | None = recorded(JOACMEQ_Q5_3)
    q5_4: int | Partly | None = recorded(JOACMEQ_Q5_4)
    q5_5: int | Partly | None = recorded(JOACMEQ_Q5_5)
    q5_6: int | Partly | None = recorded(JOACMEQ_Q5_6)
    q5_7: int | Partly | None = recorded(JOACMEQ_Q5_7)
    q5_8: int | Partly | None = recorded(JOACMEQ_Q5_8)
    neck: float | Partly | None = recorded(JOACMEQ_NECK)
    upper_limb: float | Partly | None = recorded(JOACMEQ_UPPER_LIMB)
    lower_limb: float | Partly | None = recorded(JOACMEQ_LOWER_LIMB)
    bladder: float | Partly | None = recorded(JOACMEQ_BLADDER)
    quality_of_life: float | Partly | None = recorded(JOACMEQ_QUALITY_OF_LIFE)


JOACMEQ_ITEMS: Final = items_of(JOACMEQ)
"""The questions in the order of the form."""
