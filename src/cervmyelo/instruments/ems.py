"""
The European Myelopathy Score (EMS), 5 to 18.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.forms import Band, Bands, Sum
from cervmyelo.models.ems import EMS_BANDS, EMS_GRADE, EMS_GRADES, EMS_ITEMS, EMS_TOTAL
from cervmyelo.populations import not_stated
from cervmyelo.sources import HERDMANN_1994

from .patient_mjoa import WITH_EMS

__all__ = ["EMS_GRADES", "ems_grade", "ems_total"]

_WORDING = (
    "The items were published in a book chapter. This library describes them in its "
    "own words; the cited table prints the originals."
)

ems_total: Final = Sum(
    name="ems_total",
    recorded=EMS_TOTAL,
    label="EMS total",
    summary="The total of the European Myelopathy Score (EMS), 5 to 18 points; higher "
    "is better.",
    example={
        "ems_gait": 5,
        "ems_hand": 4,
        "ems_proprioception": 3,
        "ems_paraesthesia": 3,
    },
    items=EMS_ITEMS,
    people=not_stated("the table that was read"),
    cite=HERDMANN_1994.at("table 2 of the paper that prints it"),
    limits=(
        "Every item scores at least one point, so a total below 5 means that an item "
        "is missing.",
        "Not the mJOA, although both have a maximum of 18.",
        "The paper that prints the table dates the score to 2008.",
    ),
    evidence=(WITH_EMS,),
    wording=_WORDING,
)

ems_grade: Final = Bands(
    name="ems_grade",
    recorded=EMS_GRADE,
    label="EMS grade",
    summary="The EMS grade: normal, 1, 2 or 3; higher is worse.",
    example={
        "ems_gait": 5,
        "ems_hand": 4,
        "ems_proprioception": 3,
        "ems_paraesthesia": 3,
    },
    of=ems_total,
    score_rises=False,
    falls_with=EMS_ITEMS,
    bands=(
        Band(EMS_GRADES.grade("normal"), *EMS_BANDS["normal"]),
        Band(EMS_GRADES.grade("1"), *EMS_BANDS["1"]),
        Band(EMS_GRADES.grade("2"), *EMS_BANDS["2"]),
        Band(EMS_GRADES.grade("3"), *EMS_BANDS["3"]),
    ),
    people=not_stated("the table that was read"),
    cite=HERDMANN_1994.at("table 2 of the paper that prints it, grades"),
    limits=(
        "Not interchangeable with the bands of the mJOA or the P-mJOA: the bands agree "
        "poorly.",
        "How the grades were derived is not known here: the original chapter was not "
        "read.",
    ),
    evidence=(WITH_EMS,),
    wording=_WORDING,
)
