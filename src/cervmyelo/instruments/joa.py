"""
The scales of the Japanese Orthopaedic Association (JOA), editions of 1976 and 1994.

Seventeen points each, but not the same items; and neither is the 18-point mJOA.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.forms import Band, Bands, Sum
from cervmyelo.models.joa import JOA1994_ITEMS, JOA_ITEMS
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import JOA_1976, JOA_1994, JOA_MILD_2024

from .mjoa import NOT_THE_JOA

__all__ = ["joa1994_mild", "JOA1994_MILDNESS", "joa1994_total", "joa_total"]

_NO_BANDS = (
    "No bands of severity come with it: no paper that sets any for this total was read."
)

joa_total: Final = Sum(
    name="joa_total",
    label="JOA total of 1976",
    summary="The total of the JOA scale of 1976, 0 to 17 points; higher is better.",
    example={
        "joa_motor_upper": 4,
        "joa_motor_lower": 4,
        "joa_sensory_upper": 2,
        "joa_sensory_lower": 2,
        "joa_bladder": 3,
    },
    items=JOA_ITEMS,
    cite=JOA_1976.at("table 2, the 17-point scale"),
    limits=(
        "Whole points only; records with half points are of the edition of 1994.",
        "Not the 18-point mJOA, whose items and total differ.",
        "Eating is judged with chopsticks or a spoon, which does not fit every table.",
        _NO_BANDS,
    ),
    evidence=(NOT_THE_JOA,),
    wording="The items are told in this library's words; no terms of use were seen. "
    "The table that was read gives them in English.",
)

joa1994_total: Final = Sum(
    name="joa1994_total",
    label="JOA total of 1994",
    summary="The total of the JOA scale of 1994, -2 to 17 points in half points; higher is better.",
    example={
        "joa1994_fingers": 4,
        "joa1994_motor_lower": 4,
        "joa1994_sensory_upper": 2,
        "joa1994_sensory_lower": 2,
        "joa1994_sensory_trunk": 2,
        "joa1994_bladder": 3,
    },
    items=JOA1994_ITEMS,
    cite=JOA_1994.at("table 1, the revised 17-point scale"),
    limits=(
        "The item for shoulder and elbow is a deduction, so the least total is "
        "negative.",
        "Feeling between 50 and 60 percent of normal has no score in the table; it "
        "is for the examiner to decide, and is not decided here.",
        "Not the edition of 1976, and not the 18-point mJOA.",
        _NO_BANDS + " The one cut-off that was read is a rule of its own.",
    ),
    evidence=(NOT_THE_JOA,),
    wording="The items are told in this library's words; no terms of use were seen. "
    "The table that was read gives them in English.",
)

JOA1994_MILDNESS: Final = Scale(
    name="joa1994_mild",
    label="mild or not by the JOA of 1994",
    levels=(
        Level("mild", "mild myelopathy, or none at all"),
        Level("not_mild", "worse than mild"),
    ),
)

joa1994_mild: Final = Bands(
    name="joa1994_mild",
    label="mild or not by the JOA of 1994",
    summary="Whether myelopathy is mild by the JOA scale of 1994: 14.5 points or more.",
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
            14.5,
            17,
            note="the source names no band for the full score",
        ),
        Band(JOA1994_MILDNESS.grade("not_mild"), -2, 14),
    ),
    cite=JOA_MILD_2024.at("abstract, definition of mild"),
    limits=(
        "That it is the edition of 1994 is inferred from the half point in the "
        "cut-off; the abstract does not name the edition.",
        "One cut-off and no more: nothing is said of moderate and severe.",
        "Not for the mJOA, whose mild begins elsewhere.",
    ),
)
