"""
The European Myelopathy Score (EMS), 5 to 18.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.findings import Finding
from cervmyelo.forms import Band, Bands, Case, Sum
from cervmyelo.models.ems import EMS_ITEMS
from cervmyelo.scales import Grade, Level, Scale
from cervmyelo.sources import HERDMANN_1994

from .patient_mjoa import WITH_EMS

__all__ = ["EMS_GRADE", "EMS_GRADES", "EMS_TOTAL", "ems_grade", "ems_total"]

_WORDING = (
    "The items come from a book chapter and are named in this library's words only; "
    "the table that was read prints them."
)

EMS_TOTAL: Final = Sum(
    name="ems_total",
    label="EMS total",
    items=EMS_ITEMS,
    cite=HERDMANN_1994.at("table 2 of the paper that prints it"),
    limits=(
        "Every item begins at one point, so a total below 5 has an item missing.",
        "Not the mJOA, though both end at 18.",
        "The paper in which the table was read gives the score another year, 2008.",
    ),
    evidence=(WITH_EMS,),
    wording=_WORDING,
)

EMS_GRADES: Final = Scale(
    name="ems_grade",
    label="grade by EMS",
    levels=(
        Level("normal", "normal on this score"),
        Level("1", "the mildest of three grades of impairment"),
        Level("2", "the middle one of three grades of impairment"),
        Level("3", "the gravest of three grades of impairment"),
    ),
)

EMS_GRADE: Final = Bands(
    name="ems_grade",
    label="grade by EMS",
    of=EMS_TOTAL,
    score_rises=False,
    falls_with=EMS_ITEMS,
    bands=(
        Band(EMS_GRADES.grade("normal"), 17, 18),
        Band(EMS_GRADES.grade("1"), 13, 16),
        Band(EMS_GRADES.grade("2"), 9, 12),
        Band(EMS_GRADES.grade("3"), 5, 8),
    ),
    cite=HERDMANN_1994.at("table 2 of the paper that prints it, grades"),
    limits=(
        "Never to be taken for a band of the mJOA or the P-mJOA: the bands agree "
        "poorly.",
        "How the grades were derived was not read.",
    ),
    evidence=(WITH_EMS,),
    wording=_WORDING,
)


def ems_total(case: Case) -> Finding[float]:
    """
    The EMS total, 5 to 18 points, higher is better.

    >>> import cervmyelo as cm
    >>> found = cm.ems_total(cm.EMS(gait=5, hand=4, proprioception=3, paraesthesia=3))
    >>> found.low, found.high, found.missing
    (16, 18, ('ems_bladder_bowel',))

    Args:
        case: The scored items, a patient, or values by the names of the
            quantities. A missing item leaves the total open.

    Source:
        Herdmann et al. 1994.
    """
    return EMS_TOTAL.explain(case)


def ems_grade(case: Case) -> Finding[Grade]:
    """
    The grade by the EMS: normal, 1, 2 or 3; higher is worse.

    >>> import cervmyelo as cm
    >>> found = cm.ems_grade(cm.EMS(gait=5, hand=4, proprioception=3, paraesthesia=3))
    >>> [grade.code for grade in found.possible]
    ['normal', '1']

    Args:
        case: The scored items, a patient, or values by the names of the
            quantities. A missing item leaves every grade that it can still lead to.

    Source:
        Herdmann et al. 1994.
    """
    return EMS_GRADE.explain(case)
