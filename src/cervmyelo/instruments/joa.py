"""
The scales of the Japanese Orthopaedic Association (JOA), editions of 1976 and 1994.

Seventeen points each, but not the same items; and neither is the 18-point mJOA.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.findings import Finding
from cervmyelo.forms import Band, Bands, Case, Sum
from cervmyelo.models.joa import JOA1994_ITEMS, JOA_ITEMS
from cervmyelo.scales import Grade, Level, Scale
from cervmyelo.sources import JOA_1976, JOA_1994, JOA_MILD_2024

from .mjoa import NOT_THE_JOA

__all__ = [
    "JOA1994_MILD",
    "JOA1994_MILDNESS",
    "JOA1994_TOTAL",
    "JOA_TOTAL",
    "joa1994_mild",
    "joa1994_total",
    "joa_total",
]

_NO_BANDS = (
    "No bands of severity come with it: no paper that sets any for this total was read."
)

JOA_TOTAL: Final = Sum(
    name="joa_total",
    label="JOA total of 1976",
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

JOA1994_TOTAL: Final = Sum(
    name="joa1994_total",
    label="JOA total of 1994",
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

JOA1994_MILD: Final = Bands(
    name="joa1994_mild",
    label="mild or not by the JOA of 1994",
    of=JOA1994_TOTAL,
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


def joa_total(case: Case) -> Finding[float]:
    """
    The total of the JOA scale of 1976, 0 to 17 points, higher is better.

    >>> import cervmyelo as cm
    >>> items = cm.JOA(
    ...     motor_upper=4, motor_lower=4, sensory_upper=2, sensory_lower=2, bladder=3
    ... )
    >>> found = cm.joa_total(items)
    >>> found.low, found.high, found.missing
    (15, 17, ('joa_sensory_trunk',))

    Args:
        case: The scored items, a patient, or values by the names of the
            quantities. A missing item leaves the total open.

    Source:
        Japanese Orthopaedic Association 1976.
    """
    return JOA_TOTAL.explain(case)


def joa1994_total(case: Case) -> Finding[float]:
    """
    The total of the JOA scale of 1994, -2 to 17 points in half points.

    >>> import cervmyelo as cm
    >>> items = cm.JOA1994(fingers=4, motor_lower=4, sensory_upper=2,
    ...     sensory_lower=2, sensory_trunk=2, bladder=3)
    >>> cm.joa1994_total(items).possible
    (15.0, 16.0, 16.5, 17.0)

    Args:
        case: The scored items, a patient, or values by the names of the
            quantities. A missing item leaves the total open.

    Source:
        Japanese Orthopaedic Association 1994.
    """
    return JOA1994_TOTAL.explain(case)


def joa1994_mild(case: Case) -> Finding[Grade]:
    """
    Whether myelopathy is mild by the JOA of 1994: from 14.5 points up.

    >>> import cervmyelo as cm
    >>> items = cm.JOA1994(fingers=3, shoulder_elbow=-0.5, motor_lower=3,
    ...     sensory_upper=2, sensory_lower=2, sensory_trunk=2, bladder=3)
    >>> cm.joa1994_total(items).value, cm.joa1994_mild(items).value.code
    (14.5, 'mild')

    Args:
        case: The scored items, a patient, or values by the names of the
            quantities. A missing item leaves what it can still lead to.

    Source:
        Spine Journal 2024; the edition is inferred.
    """
    return JOA1994_MILD.explain(case)
