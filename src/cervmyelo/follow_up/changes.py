"""
Change of the scales without a published recovery rate: P-mJOA, EMS and Nurick grades.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.models.follow_up import (
    EMS_AFTER,
    EMS_BEFORE,
    NURICK_0_NORMAL_AFTER,
    NURICK_0_NORMAL_BEFORE,
    NURICK_1972_AFTER,
    NURICK_1972_BEFORE,
    PMJOA_AFTER,
    PMJOA_BEFORE,
)
from cervmyelo.populations import not_stated
from cervmyelo.sources import (
    HERDMANN_1994,
    MILD_SURGERY_SERIES,
    NURICK_1972,
    PHYSIOPEDIA,
    PMJOA_STUDY,
    Figure,
    Statement,
)

from .difference import difference

__all__ = ["ems_change", "nurick_0_normal_change", "nurick_1972_change", "pmjoa_change"]

_MISSING = "A missing score leaves the change unknown; it is never counted as zero."

_NO_FIGURE = (
    "No minimum clinically important difference and no recovery rate was found for "
    "this scale."
)

_POINTS = (
    "Both scores must be on the same scale and edition.",
    _MISSING,
    _NO_FIGURE,
)

_GRADES = (
    "Positive is worse, because a higher grade is worse.",
    "Both grades must be of the same variant.",
    "Grades are an order: a step between two grades is not as large as another.",
    "It grades walking only; hands and bladder can worsen while the grade improves.",
    _MISSING,
    _NO_FIGURE,
)

_NURICK_AFTER_SURGERY = Statement(
    "Two years after surgery for mild myelopathy the mean Nurick grade had fallen. The "
    "abstract does not say which variant was used.",
    MILD_SURGERY_SERIES.at("abstract, results"),
    (Figure("mean change of the Nurick grade", -1.13, "grades"),),
)


pmjoa_change: Final = difference(
    "pmjoa_change",
    "P-mJOA change",
    PMJOA_BEFORE,
    PMJOA_AFTER,
    PMJOA_STUDY.at("abstract, the total that the person reports"),
    summary="The change of the patient-derived mJOA in points; positive is better.",
    example={"pmjoa_before": 12, "pmjoa_after": 15},
    limits=_POINTS,
    people=not_stated("the abstract that was read"),
)

ems_change: Final = difference(
    "ems_change",
    "EMS change",
    EMS_BEFORE,
    EMS_AFTER,
    HERDMANN_1994.at("table 2 of the paper that prints it"),
    summary="The change of the European Myelopathy Score in points; positive is "
    "better.",
    example={"ems_before": 12, "ems_after": 14},
    limits=_POINTS,
    people=not_stated("the table that was read"),
)

nurick_1972_change: Final = difference(
    "nurick_1972_change",
    "Nurick change (1972)",
    NURICK_1972_BEFORE,
    NURICK_1972_AFTER,
    NURICK_1972.at("grades, as printed in J Med Case Rep 6:146, table 1"),
    summary="The change of the Nurick grade of 1972; positive is worse.",
    example={"nurick_1972_before": 3, "nurick_1972_after": 2},
    unit="grades",
    limits=_GRADES,
    people=not_stated("the table that was read"),
    evidence=(_NURICK_AFTER_SURGERY,),
)

nurick_0_normal_change: Final = difference(
    "nurick_0_normal_change",
    "Nurick change (0 may be normal)",
    NURICK_0_NORMAL_BEFORE,
    NURICK_0_NORMAL_AFTER,
    PHYSIOPEDIA.at("Nurick Classification, table of grades"),
    summary="The change of the Nurick grade in the variant where 0 includes normal; "
    "positive is worse.",
    example={"nurick_0_normal_before": 3, "nurick_0_normal_after": 2},
    unit="grades",
    limits=_GRADES,
    people=not_stated("the table that was read"),
    evidence=(_NURICK_AFTER_SURGERY,),
)
