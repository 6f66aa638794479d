"""
The Kang grades of stenosis on MRI, 0 to 3.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import AnyOf, Is, Not
from cervmyelo.forms import Condition, FirstMatch, People, Row
from cervmyelo.models.imaging import (
    CORD_DEFORMED,
    KANG_GRADE,
    KANG_GRADES,
    SUBARACHNOID_HALF_LOST,
    T2_HYPERINTENSITY,
)
from cervmyelo.populations import PREGNANCY
from cervmyelo.sources import (
    BEDNARIK_2008,
    KANG_RELIABILITY,
    RADIOPAEDIA_KANG,
    Figure,
    Statement,
)

__all__ = ["KANG_GRADES", "kang_grade"]

kang_grade: Final = FirstMatch(
    name="kang_grade",
    recorded=KANG_GRADE,
    label="Kang grade",
    summary="The Kang grade of stenosis on MRI, 0 to 3; higher is worse.",
    example={"cord_deformed": True},
    rows=(
        Row(Is(T2_HYPERINTENSITY), KANG_GRADES.grade(3)),
        Row(Is(CORD_DEFORMED), KANG_GRADES.grade(2)),
        Row(Is(SUBARACHNOID_HALF_LOST), KANG_GRADES.grade(1)),
    ),
    otherwise=KANG_GRADES.grade(0),
    people=People(
        says="Whoever has an MRI scan of the neck; the page that was read states no "
        "age. It grades stenosis: a bright cord counts only at a level with "
        "compression.",
        conditions=(
            Condition(
                label="stenosis at the level, if the cord is bright on T2 there",
                when=AnyOf(
                    (
                        Not(Is(T2_HYPERINTENSITY)),
                        Is(CORD_DEFORMED),
                        Is(SUBARACHNOID_HALF_LOST),
                    ),
                    label="stenosis, or no bright cord",
                ),
                cite=RADIOPAEDIA_KANG.at("grade 3, signal change with compression"),
            ),
        ),
    ),
    cite=RADIOPAEDIA_KANG.at("grades"),
    limits=(
        "It grades the image at one level, not the person, and does not diagnose "
        "myelopathy.",
        "Loss of half of the subarachnoid space or less is grade 0.",
        "T2 hyperintensity gives grade 3, so it must be at the level that is graded. "
        "Without compression there it has another cause, and no grade is given. No "
        "agreed odds ratio was found for it, so none is given.",
        PREGNANCY,
    ),
    evidence=(
        Statement(
            "Readers agree substantially on the grade: the lowest and highest kappa of "
            "a reliability study.",
            KANG_RELIABILITY.at("agreement between readers"),
            (
                Figure("agreement, lowest", 0.665, "kappa"),
                Figure("agreement, highest", 0.799, "kappa"),
            ),
        ),
        Statement(
            "In people with compression but without myelopathy, T2 hyperintensity "
            "predicted late myelopathy only.",
            BEDNARIK_2008.at("predictors of late myelopathy"),
            (
                Figure("people", 199, "people"),
                Figure("late, more than", 12, "months"),
            ),
        ),
    ),
)
