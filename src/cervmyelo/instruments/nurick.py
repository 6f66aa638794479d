"""
The Nurick grades of 1972, and the variant in which grade 0 may be normal.

They are two separate scales here, because a bare number does not show which is meant.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import AllOf, AnyOf, Is, Not
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, People, Row
from cervmyelo.models.patient import CORD_SIGNS, NERVE_ROOT_INVOLVEMENT
from cervmyelo.models.walking import (
    CHAIR_OR_BED_BOUND,
    GAIT_DIFFICULTY,
    GAIT_PREVENTS_WORK,
    NURICK_0_NORMAL,
    NURICK_0_NORMAL_GRADE,
    NURICK_1972,
    NURICK_1972_GRADE,
    WALKS_ONLY_WITH_HELP,
)
from cervmyelo.populations import not_stated
from cervmyelo.scale import Scale
from cervmyelo.sources import (
    E1V1M1,
    ORTHOPAEDICSONE,
    PHYSIOPEDIA,
    REVANAPPA_2011,
    Disagreement,
    Figure,
    Statement,
)
from cervmyelo.sources import NURICK_1972 as NURICK

__all__ = [
    "NURICK_0_NORMAL",
    "NURICK_0_NORMAL_ZERO",
    "NURICK_1972",
    "NURICK_IN_CIRCULATION",
    "NURICK_ZERO",
    "WITH_MJOA",
    "nurick_0_normal",
    "nurick_1972",
]

_PLACE = NURICK.at("grades, as printed in J Med Case Rep 6:146, table 1")
_VARIANT = PHYSIOPEDIA.at("Nurick Classification, table of grades")

WALKING_AFFECTED: Final = AnyOf(
    (
        Is(GAIT_DIFFICULTY),
        Is(GAIT_PREVENTS_WORK),
        Is(WALKS_ONLY_WITH_HELP),
        Is(CHAIR_OR_BED_BOUND),
    ),
    label="affected walking",
)

_NOT_THE_CORD = Row(
    AllOf(
        (WALKING_AFFECTED, Not(Is(CORD_SIGNS))),
        label="affected walking without cord signs",
    ),
    Gap(
        "gait_without_cord_signs",
        "Every grade with affected walking also has cord signs; without them the cause "
        "lies elsewhere, and the scale has no grade for it.",
    ),
)

_LIMITS = (
    "Not the article's stages: the same number means a different state there.",
    "No grade is given if walking is affected but the examination found no cord signs: "
    "the table has no such grade.",
    "The worst recorded walking state decides: a person confined to a chair also "
    "counts as having difficulty in walking.",
    "It grades walking only; weak or clumsy hands do not raise the grade.",
)

_ROOT_SIGNS = Statement(
    "Grade 0 means nerve root symptoms or signs; a person with neither root nor cord "
    "findings has no grade.",
    _PLACE,
)
_OR_NORMAL = Statement(
    "Grade 0 means root symptoms only, or normal.",
    _VARIANT,
)

NURICK_ZERO: Final = Disagreement(
    name="nurick_zero",
    about="Whether Nurick grade 0 includes normal",
    followed=_ROOT_SIGNS,
    others=(_OR_NORMAL,),
)

NURICK_0_NORMAL_ZERO: Final = Disagreement(
    name="nurick_or_normal_zero",
    about="Whether grade 0 included normal in the 1972 scale",
    followed=_OR_NORMAL,
    others=(_ROOT_SIGNS,),
)

NURICK_IN_CIRCULATION: Final = Disagreement(
    name="nurick_in_circulation",
    about="Which grades exist, and what grade 0 means, in copies in circulation",
    followed=Statement(
        "Six grades: 0 has root but no cord findings, 2 and 3 differ by the ability to "
        "work, and 5 means confined to a chair or to bed.",
        _PLACE,
    ),
    others=(
        Statement(
            "Only five grades, without the last one, and root signs in each.",
            E1V1M1.at("page 231, table"),
        ),
        Statement(
            "Grade 0 means no evidence of cord disease and does not mention roots; "
            "work is not mentioned in any grade.",
            ORTHOPAEDICSONE.at("table of Nurick grades"),
        ),
    ),
)

WITH_MJOA: Final = Statement(
    "Before surgery and at follow-up, Nurick grades correlate with the mJOA, more "
    "closely with its leg item than with its total. The two scales do not classify the "
    "same share of people as improved, and the paper has no table that converts grades "
    "to points.",
    REVANAPPA_2011.at("abstract, results"),
    (
        Figure("people", 93, "people"),
        Figure("rank correlation with the leg item, before", 0.901, "rho"),
        Figure("rank correlation with the leg item, at follow-up", 0.886, "rho"),
        Figure("rank correlation with the total, before", 0.846, "rho"),
        Figure("rank correlation with the total, at follow-up", 0.862, "rho"),
        Figure("rank correlation of recovery rates, leg item", 0.84, "rho"),
        Figure("rank correlation of recovery rates, total", 0.793, "rho"),
        Figure("disagreement at follow-up", 11.8, "%"),
        Figure("improved by Nurick grade", 83.9, "%"),
        Figure("improved by mJOA total", 94.6, "%"),
        Figure("improved by the leg item", 78.5, "%"),
    ),
)


def _from_5_to_1(scale: Scale) -> tuple[Row, ...]:
    return (
        _NOT_THE_CORD,
        Row(Is(CHAIR_OR_BED_BOUND), scale.grade(5)),
        Row(Is(WALKS_ONLY_WITH_HELP), scale.grade(4)),
        Row(Is(GAIT_PREVENTS_WORK), scale.grade(3)),
        Row(Is(GAIT_DIFFICULTY), scale.grade(2)),
        Row(Is(CORD_SIGNS), scale.grade(1)),
    )


nurick_1972: Final = FirstMatch(
    name="nurick_1972",
    recorded=NURICK_1972_GRADE,
    label="Nurick grade (1972)",
    summary="The 1972 Nurick grade, 0 to 5; higher is worse.",
    example={"cord_signs": True, "gait_difficulty": True},
    rows=(
        *_from_5_to_1(NURICK_1972),
        Row(Is(NERVE_ROOT_INVOLVEMENT), NURICK_1972.grade(0)),
    ),
    otherwise=Gap(
        "no_grade",
        "The 1972 scale has no grade for a person without root or cord findings; the "
        "variant in which grade 0 may be normal has one.",
    ),
    people=People(
        says="The title of the source names the spinal cord disorder of cervical "
        "spondylosis; the table of grades that was read states no condition.",
    ),
    cite=_PLACE,
    limits=_LIMITS,
    disagreements=(NURICK_ZERO, NURICK_IN_CIRCULATION),
    evidence=(WITH_MJOA,),
)

nurick_0_normal: Final = FirstMatch(
    name="nurick_0_normal",
    recorded=NURICK_0_NORMAL_GRADE,
    label="Nurick grade (0 may be normal)",
    summary="The Nurick grade in the variant where 0 includes normal, 0 to 5; higher "
    "is worse.",
    example={"cord_signs": True, "gait_difficulty": False},
    rows=_from_5_to_1(NURICK_0_NORMAL),
    otherwise=NURICK_0_NORMAL.grade(0),
    people=not_stated("the table that was read"),
    cite=_VARIANT,
    limits=(
        *_LIMITS,
        "Grade 0 does not show whether a root is affected.",
        "Grade 0 is wider than in 1972; grades 1 to 5 are the same.",
    ),
    disagreements=(NURICK_0_NORMAL_ZERO,),
)
