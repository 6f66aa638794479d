"""
The grades of Nurick 1972, and the variant whose grade 0 may be normal.

They are two scales here and never mix: a bare number does not tell which is meant.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import AllOf, AnyOf, Is, Not
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, Row
from cervmyelo.models.patient import CORD_SIGNS, NERVE_ROOT_INVOLVEMENT
from cervmyelo.models.walking import (
    CHAIR_OR_BED_BOUND,
    GAIT_DIFFICULTY,
    GAIT_PREVENTS_WORK,
    WALKS_ONLY_WITH_HELP,
)
from cervmyelo.scale import Level, Scale
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
    "nurick_1972",
    "nurick_0_normal",
    "NURICK_1972",
    "NURICK_IN_CIRCULATION",
    "NURICK_0_NORMAL",
    "NURICK_0_NORMAL_ZERO",
    "NURICK_ZERO",
    "WITH_MJOA",
]

_PLACE = NURICK.at("grades, as printed in J Med Case Rep 6:146, table 1")
_VARIANT = PHYSIOPEDIA.at("Nurick Classification, table of grades")

_FROM_1_UP = (
    Level(1, "signs of the spinal cord, but walking is not difficult"),
    Level(2, "walking is slightly difficult, yet full-time work remains possible"),
    Level(
        3,
        "difficulty in walking prevents full-time work or all housework, but nobody's "
        "help is needed to walk",
    ),
    Level(4, "walking is possible only with someone's help or with a frame"),
    Level(5, "bound to a chair or to bed"),
)

NURICK_1972: Final = Scale(
    name="nurick_1972",
    label="Nurick grade of 1972",
    levels=(
        Level(0, "symptoms or signs of a nerve root, none of the spinal cord"),
        *_FROM_1_UP,
    ),
)

NURICK_0_NORMAL: Final = Scale(
    name="nurick_0_normal",
    label="Nurick grade, variant whose 0 may be normal",
    levels=(
        Level(0, "nothing but symptoms or signs of a nerve root, or nothing at all"),
        *_FROM_1_UP,
    ),
)

WALKING_AFFECTED: Final = AnyOf(
    (
        Is(GAIT_DIFFICULTY),
        Is(GAIT_PREVENTS_WORK),
        Is(WALKS_ONLY_WITH_HELP),
        Is(CHAIR_OR_BED_BOUND),
    ),
    label="walking is affected",
)

_NOT_THE_CORD = Row(
    AllOf(
        (WALKING_AFFECTED, Not(Is(CORD_SIGNS))),
        label="walking is affected without signs of the spinal cord",
    ),
    Gap(
        "gait_without_cord_signs",
        "every grade with affected walking has signs of the spinal cord; without them "
        "the cause lies elsewhere, and the scale has no grade for it",
    ),
)

_LIMITS = (
    "Not the article's stages: a bare number means another state there.",
    "Where walking is affected although an examination found no signs of the spinal "
    "cord, no grade is given, because the table has none.",
    "Of several answers about walking the gravest decides: whoever is bound to a "
    "chair is taken to have difficulty in walking too.",
    "It grades walking alone; weak or clumsy hands do not raise it.",
)

_ROOT_SIGNS = Statement(
    "Grade 0 has symptoms or signs of a nerve root; nobody is graded who has "
    "findings of neither root nor cord.",
    _PLACE,
)
_OR_NORMAL = Statement(
    "Grade 0 is for those who have symptoms of a root alone, and for the normal.",
    _VARIANT,
)

NURICK_ZERO: Final = Disagreement(
    name="nurick_zero",
    about="Whether Nurick grade 0 may be normal",
    said=_ROOT_SIGNS,
    beside=(_OR_NORMAL,),
)

NURICK_0_NORMAL_ZERO: Final = Disagreement(
    name="nurick_or_normal_zero",
    about="Whether grade 0 of this variant was normal in the scale of 1972",
    said=_OR_NORMAL,
    beside=(_ROOT_SIGNS,),
)

NURICK_IN_CIRCULATION: Final = Disagreement(
    name="nurick_in_circulation",
    about="Which grades there are, and what 0 is, in copies that circulate",
    said=Statement(
        "Six grades: 0 has findings of a root and none of the cord, 2 and 3 differ by "
        "work, and 5 is bound to a chair or to bed.",
        _PLACE,
    ),
    beside=(
        Statement(
            "Five grades only, without the last one, and signs of a root in each.",
            E1V1M1.at("page 231, table"),
        ),
        Statement(
            "Grade 0 shows no evidence of a disease of the cord, with no word of a "
            "root, and work is not mentioned.",
            ORTHOPAEDICSONE.at("table of Nurick grades"),
        ),
    ),
)

WITH_MJOA: Final = Statement(
    "Before surgery and at follow-up, Nurick grades go together with the mJOA, more "
    "closely with its item for the legs than with its total; yet they do not tell the "
    "same share of people to be better, and the paper has no table that leads from a "
    "grade to points.",
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
        Figure("better by Nurick grade", 83.9, "%"),
        Figure("better by mJOA total", 94.6, "%"),
        Figure("better by the leg item", 78.5, "%"),
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
    label="Nurick grade of 1972",
    summary="The Nurick grade of 1972, 0 to 5; higher is worse.",
    example={"cord_signs": True, "gait_difficulty": True},
    rows=(
        *_from_5_to_1(NURICK_1972),
        Row(Is(NERVE_ROOT_INVOLVEMENT), NURICK_1972.grade(0)),
    ),
    otherwise=Gap(
        "no_grade",
        "the scale of 1972 has no grade for findings of neither root nor cord; the "
        "variant whose grade 0 may be normal has one",
    ),
    cite=_PLACE,
    limits=_LIMITS,
    disagreements=(NURICK_ZERO, NURICK_IN_CIRCULATION),
    evidence=(WITH_MJOA,),
)

nurick_0_normal: Final = FirstMatch(
    name="nurick_0_normal",
    label="Nurick grade, variant whose 0 may be normal",
    summary="The Nurick grade by the variant in which 0 includes normal, 0 to 5; higher is worse.",
    example={"cord_signs": True, "gait_difficulty": False},
    rows=_from_5_to_1(NURICK_0_NORMAL),
    otherwise=NURICK_0_NORMAL.grade(0),
    cite=_VARIANT,
    limits=(
        *_LIMITS,
        "Grade 0 does not tell whether a root is affected.",
        "It stretches grade 0 of 1972; grades from 1 up are those of 1972.",
    ),
    disagreements=(NURICK_0_NORMAL_ZERO,),
)
