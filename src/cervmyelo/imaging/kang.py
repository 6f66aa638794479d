"""
The Kang grades of stenosis on MRI, 0 to 3.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import Is
from cervmyelo.forms import FirstMatch, Row
from cervmyelo.models.imaging import (
    CORD_DEFORMED,
    SUBARACHNOID_HALF_LOST,
    T2_HYPERINTENSITY,
)
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import (
    BEDNARIK_2008,
    KANG_RELIABILITY,
    RADIOPAEDIA_KANG,
    Figure,
    Statement,
)

__all__ = ["kang_grade", "KANG_GRADES"]

KANG_GRADES: Final = Scale(
    name="kang_grade",
    label="Kang grade",
    levels=(
        Level(0, "no stenosis"),
        Level(1, "more than half of the subarachnoid space lost, cord in shape"),
        Level(2, "the cord is deformed, without a changed signal"),
        Level(3, "the cord is bright on T2 at the level"),
    ),
)

kang_grade: Final = FirstMatch(
    name="kang_grade",
    label="Kang grade",
    summary="The Kang grade of stenosis on MRI, 0 to 3; higher is worse.",
    example={"cord_deformed": True},
    rows=(
        Row(Is(T2_HYPERINTENSITY), KANG_GRADES.grade(3)),
        Row(Is(CORD_DEFORMED), KANG_GRADES.grade(2)),
        Row(Is(SUBARACHNOID_HALF_LOST), KANG_GRADES.grade(1)),
    ),
    otherwise=KANG_GRADES.grade(0),
    cite=RADIOPAEDIA_KANG.at("grades"),
    limits=(
        "A grade of the image at one level, not of the person: it does not say that "
        "there is myelopathy.",
        "A narrowing that takes half of the subarachnoid space or less is grade 0.",
        "Bright signal on T2 makes grade 3 by itself, so it must be of the level that "
        "is graded. No agreed odds ratio of it was seen, so none is given.",
    ),
    evidence=(
        Statement(
            "Readers agree substantially on the grade; the least and the greatest "
            "kappa of a study of its reliability.",
            KANG_RELIABILITY.at("agreement between readers"),
            (
                Figure("agreement, least", 0.665, "kappa"),
                Figure("agreement, greatest", 0.799, "kappa"),
            ),
        ),
        Statement(
            "Among people with compression and no myelopathy, bright signal on T2 "
            "predicted only the myelopathy that came late.",
            BEDNARIK_2008.at("predictors of late myelopathy"),
            (
                Figure("people", 199, "people"),
                Figure("late, more than", 12, "months"),
            ),
        ),
    ),
)
