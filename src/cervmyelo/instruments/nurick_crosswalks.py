"""
Crosswalks between the Nurick scales and the article's stages, as sets of grades.

No published mapping was found. Each crosswalk is derived from the two tables of
definitions: a grade maps to every grade whose definition can describe the same person.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.findings import Gap
from cervmyelo.forms import Crosswalk, Mapped
from cervmyelo.models.walking import (
    ARTICLE_STAGE_GRADE,
    NURICK_0_NORMAL_GRADE,
    NURICK_1972_GRADE,
)
from cervmyelo.populations import not_stated
from cervmyelo.scale import Scale
from cervmyelo.sources import ARTICLE, PHYSIOPEDIA
from cervmyelo.sources import NURICK_1972 as NURICK

from .nurick import NURICK_0_NORMAL, NURICK_1972
from .stages import MERGED_STAGE, STAGES

__all__ = [
    "article_stage_to_nurick_0_normal",
    "article_stage_to_nurick_1972",
    "nurick_0_normal_to_article_stage",
    "nurick_0_normal_to_nurick_1972",
    "nurick_1972_to_article_stage",
    "nurick_1972_to_nurick_0_normal",
]

_TABLE_1972 = NURICK.at("grades, as printed in J Med Case Rep 6:146, table 1")
_TABLE_ARTICLE = ARTICLE.at("Stages, table")
_TABLE_VARIANT = PHYSIOPEDIA.at("Nurick Classification, table of grades")

_PEOPLE = not_stated("the two tables of definitions that were read")

_DERIVED = (
    "No published crosswalk was found; this one is derived from the definitions in the "
    "two tables ({one}; {other})."
)
_BETTER = (
    "If the findings themselves are recorded, grade those instead; the answer is more "
    "precise."
)

_NO_NORMAL = Gap(
    "no_grade",
    "The 1972 scale has no grade for a person without root or cord findings.",
)
_ALWAYS = Gap("no_grade", "Every grade has a counterpart.")


def _limits(one: object, other: object) -> tuple[str, str]:
    return (_DERIVED.format(one=one, other=other), _BETTER)


def _to(scale: Scale, value: int, *codes: int, or_none: bool = False) -> Mapped:
    return Mapped(value, tuple(map(scale.grade, codes)), or_none=or_none)


nurick_1972_to_article_stage: Final = Crosswalk(
    name="nurick_1972_to_article_stage",
    label="Nurick 1972 to article stage",
    summary="The article stages that a recorded 1972 Nurick grade can correspond to.",
    example={"nurick_1972": 4},
    of=NURICK_1972_GRADE,
    rows=(
        _to(STAGES, 0, 1),
        _to(STAGES, 1, 2),
        _to(STAGES, 2, 3),
        _to(STAGES, 3, 4),
        _to(STAGES, 4, 4, 5),
        _to(STAGES, 5, 5),
    ),
    nowhere=_ALWAYS,
    lost="Whether walking needs someone's help or a frame: the article has no stage "
    "for it, and who cannot move about alone is in its last stage already.",
    people=_PEOPLE,
    cite=_TABLE_1972,
    limits=_limits(_TABLE_1972, _TABLE_ARTICLE),
    disagreements=(MERGED_STAGE,),
)

article_stage_to_nurick_1972: Final = Crosswalk(
    name="article_stage_to_nurick_1972",
    label="article stage to Nurick 1972",
    summary="The 1972 Nurick grades that a recorded article stage can correspond to.",
    example={"article_stage": 4},
    of=ARTICLE_STAGE_GRADE,
    rows=(
        _to(NURICK_1972, 0),
        _to(NURICK_1972, 1, 0),
        _to(NURICK_1972, 2, 1),
        _to(NURICK_1972, 3, 2),
        _to(NURICK_1972, 4, 3, 4),
        _to(NURICK_1972, 5, 4, 5),
    ),
    nowhere=_NO_NORMAL,
    lost="That there are no symptoms at all: the scale of 1972 has no grade for it.",
    people=_PEOPLE,
    cite=_TABLE_ARTICLE,
    limits=_limits(_TABLE_ARTICLE, _TABLE_1972),
    disagreements=(MERGED_STAGE,),
)

nurick_1972_to_nurick_0_normal: Final = Crosswalk(
    name="nurick_1972_to_nurick_0_normal",
    label="Nurick 1972 to Nurick 0-normal",
    summary="The Nurick grade in the variant where 0 includes normal, from a recorded "
    "1972 grade.",
    example={"nurick_1972": 3},
    of=NURICK_1972_GRADE,
    rows=(
        _to(NURICK_0_NORMAL, 0, 0),
        _to(NURICK_0_NORMAL, 1, 1),
        _to(NURICK_0_NORMAL, 2, 2),
        _to(NURICK_0_NORMAL, 3, 3),
        _to(NURICK_0_NORMAL, 4, 4),
        _to(NURICK_0_NORMAL, 5, 5),
    ),
    nowhere=_ALWAYS,
    lost="That a root is affected: grade 0 may be normal there.",
    people=_PEOPLE,
    cite=_TABLE_1972,
    limits=_limits(_TABLE_1972, _TABLE_VARIANT),
)

nurick_0_normal_to_nurick_1972: Final = Crosswalk(
    name="nurick_0_normal_to_nurick_1972",
    label="Nurick 0-normal to Nurick 1972",
    summary="The 1972 Nurick grade, from a recorded grade in the variant where 0 "
    "includes normal.",
    example={"nurick_0_normal": 0},
    of=NURICK_0_NORMAL_GRADE,
    rows=(
        _to(NURICK_1972, 0, 0, or_none=True),
        _to(NURICK_1972, 1, 1),
        _to(NURICK_1972, 2, 2),
        _to(NURICK_1972, 3, 3),
        _to(NURICK_1972, 4, 4),
        _to(NURICK_1972, 5, 5),
    ),
    nowhere=_NO_NORMAL,
    lost="That a person may be normal: the scale of 1972 has no grade for it.",
    people=_PEOPLE,
    cite=_TABLE_VARIANT,
    limits=(
        *_limits(_TABLE_VARIANT, _TABLE_1972),
        "Grade 0 is grade 0 of 1972 if a root is affected; otherwise there is no "
        "grade.",
    ),
)

article_stage_to_nurick_0_normal: Final = Crosswalk(
    name="article_stage_to_nurick_0_normal",
    label="article stage to Nurick 0-normal",
    summary="The Nurick grades, in the variant where 0 includes normal, that a "
    "recorded article stage can correspond to.",
    example={"article_stage": 1},
    of=ARTICLE_STAGE_GRADE,
    rows=(
        _to(NURICK_0_NORMAL, 0, 0),
        _to(NURICK_0_NORMAL, 1, 0),
        _to(NURICK_0_NORMAL, 2, 1),
        _to(NURICK_0_NORMAL, 3, 2),
        _to(NURICK_0_NORMAL, 4, 3, 4),
        _to(NURICK_0_NORMAL, 5, 4, 5),
    ),
    nowhere=_ALWAYS,
    lost="Whether a root is affected: both of the article's first stages are 0 there.",
    people=_PEOPLE,
    cite=_TABLE_ARTICLE,
    limits=_limits(_TABLE_ARTICLE, _TABLE_VARIANT),
    disagreements=(MERGED_STAGE,),
)

nurick_0_normal_to_article_stage: Final = Crosswalk(
    name="nurick_0_normal_to_article_stage",
    label="Nurick 0-normal to article stage",
    summary="The article stages that a recorded Nurick grade, in the variant where 0 "
    "includes normal, can correspond to.",
    example={"nurick_0_normal": 0},
    of=NURICK_0_NORMAL_GRADE,
    rows=(
        _to(STAGES, 0, 0, 1),
        _to(STAGES, 1, 2),
        _to(STAGES, 2, 3),
        _to(STAGES, 3, 4),
        _to(STAGES, 4, 4, 5),
        _to(STAGES, 5, 5),
    ),
    nowhere=_ALWAYS,
    lost="Whether walking needs someone's help or a frame: the article has no stage "
    "for it, and who cannot move about alone is in its last stage already.",
    people=_PEOPLE,
    cite=_TABLE_VARIANT,
    limits=_limits(_TABLE_VARIANT, _TABLE_ARTICLE),
    disagreements=(MERGED_STAGE,),
)
