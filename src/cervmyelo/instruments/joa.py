"""
The scales of the Japanese Orthopaedic Association (JOA), 1976 and 1994 editions.

Both have a maximum of 17 points, but the items differ, and neither is the 18-point
mJOA.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.forms import Band, Bands, People, Sum
from cervmyelo.models.joa import (
    JOA1994_BANDS,
    JOA1994_ITEMS,
    JOA1994_MILD,
    JOA1994_MILDNESS,
    JOA1994_TOTAL,
    JOA_ITEMS,
    JOA_TOTAL,
)
from cervmyelo.populations import degenerative, not_stated, with_myelopathy
from cervmyelo.sources import JOA_1976, JOA_1994, JOA_MILD_2024

from .mjoa import NOT_THE_JOA

__all__ = ["JOA1994_MILDNESS", "joa1994_mild", "joa1994_total", "joa_total"]

_NO_BANDS = (
    "It has no severity bands: no paper that defines bands for this total was found."
)

joa_total: Final = Sum(
    name="joa_total",
    recorded=JOA_TOTAL,
    label="JOA total (1976)",
    summary="The total of the 1976 JOA scale, 0 to 17 points; higher is better.",
    example={
        "joa_motor_upper": 4,
        "joa_motor_lower": 4,
        "joa_sensory_upper": 2,
        "joa_sensory_lower": 2,
        "joa_bladder": 3,
    },
    items=JOA_ITEMS,
    people=not_stated("the table that was read"),
    cite=JOA_1976.at("table 2, the 17-point scale"),
    limits=(
        "Whole points only; records with half points use the 1994 edition.",
        "Not the 18-point mJOA, whose items and total differ.",
        "Eating is scored with chopsticks or a spoon, which does not suit every "
        "setting.",
        _NO_BANDS,
    ),
    evidence=(NOT_THE_JOA,),
    wording="This library describes the items in its own words; no terms of use were "
    "found. The cited table prints them in English.",
)

joa1994_total: Final = Sum(
    name="joa1994_total",
    recorded=JOA1994_TOTAL,
    label="JOA total (1994)",
    summary="The total of the 1994 JOA scale, -2 to 17 points in steps of 0.5; higher "
    "is better.",
    example={
        "joa1994_fingers": 4,
        "joa1994_motor_lower": 4,
        "joa1994_sensory_upper": 2,
        "joa1994_sensory_lower": 2,
        "joa1994_sensory_trunk": 2,
        "joa1994_bladder": 3,
    },
    items=JOA1994_ITEMS,
    people=not_stated("the table that was read"),
    cite=JOA_1994.at("table 1, the revised 17-point scale"),
    limits=(
        "The item for shoulder and elbow is a deduction, so the lowest total is "
        "negative.",
        "The table has no score for sensation between 50 and 60 percent of normal; the "
        "examiner has to choose the score.",
        "Not the 1976 edition, and not the 18-point mJOA.",
        _NO_BANDS + " The one published cut-off found is a separate rule.",
    ),
    evidence=(NOT_THE_JOA,),
    wording="This library describes the items in its own words; no terms of use were "
    "found. The cited table prints them in English.",
)

_STUDIED = JOA_MILD_2024.at("abstract, background and patient sample")

joa1994_mild: Final = Bands(
    name="joa1994_mild",
    recorded=JOA1994_MILD,
    label="JOA severity (1994)",
    summary="Whether myelopathy is mild by the 1994 JOA scale: 14.5 points or more.",
    example={
        "joa1994_fingers": 3,
        "joa1994_shoulder_elbow": -0.5,
        "joa1994_motor_lower": 3,
        "joa1994_sensory_upper": 2,
        "joa1994_sensory_lower": 2,
        "joa1994_sensory_trunk": 2,
        "joa1994_bladder": 3,
    },
    of=joa1994_total,
    score_rises=False,
    falls_with=JOA1994_ITEMS,
    bands=(
        Band(
            JOA1994_MILDNESS.grade("mild"),
            *JOA1994_BANDS["mild"],
            note="the source has no separate band for the full score",
        ),
        Band(JOA1994_MILDNESS.grade("not_mild"), *JOA1994_BANDS["not_mild"]),
    ),
    people=People(
        says="People operated on for cervical myelopathy from spondylosis or from "
        "ossification of the posterior longitudinal ligament (OPLL). The abstract "
        "states no age.",
        conditions=(with_myelopathy(_STUDIED), degenerative(_STUDIED)),
    ),
    cite=JOA_MILD_2024.at("abstract, outcome measures, from earlier reports"),
    limits=(
        "The abstract does not name the edition; 1994 is inferred from the half point "
        "in the cut-off.",
        "The study took the cut-off from earlier reports, which were not read; it did "
        "not derive it.",
        "Only one cut-off is published; it does not separate moderate from severe.",
        "Not for the mJOA, whose mild band has other limits.",
    ),
)
