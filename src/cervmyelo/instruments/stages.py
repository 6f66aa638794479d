"""
The six stages of the article, 0 to 5.

They resemble the grades of Nurick 1972 but are not those: the first five are
shifted by one and the last two are merged. They never mix.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import AllOf, AnyOf, Is
from cervmyelo.forms import FirstMatch, Row
from cervmyelo.models.patient import (
    CORD_SIGNS,
    MOBILITY_LIMITS_WORK,
    NERVE_ROOT_INVOLVEMENT,
    WHEELCHAIR_OR_IMMOBILE,
)
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import ARTICLE, NURICK_1972, Disagreement, Statement

__all__ = ["article_stage", "STAGES"]

STAGES: Final = Scale(
    name="article_stage",
    label="stage by the article",
    levels=(
        Level(0, "no symptoms of a nerve root or of the spinal cord"),
        Level(
            1,
            "no symptoms of the spinal cord; a nerve root may cause partial paralysis "
            "or changed reflexes and senses",
        ),
        Level(2, "signs of the spinal cord can be found, but walking is unaffected"),
        Level(3, "walking begins to suffer, but work and daily tasks remain possible"),
        Level(4, "changed mobility reduces the ability to work or do daily tasks"),
        Level(
            5, "a wheelchair may be needed, or standing or moving alone is impossible"
        ),
    ),
)

GAIT_AFFECTED: Final = AnyOf(
    (Is(SYMPTOMS["gait_change"].present), Is(SYMPTOMS["wide_based_gait"].present)),
    label="walking is affected",
)

MERGED_STAGE: Final = Disagreement(
    name="merged_stage",
    about="How the top stages are divided, and what stage 0 is",
    said=Statement(
        "Six stages from no symptoms at all to the wheelchair; who walks only with "
        "help has no stage of their own.",
        ARTICLE.at("Stages, table"),
    ),
    beside=(
        Statement(
            "Grade 0 already has symptoms of a nerve root, so the article's stages 1, "
            "2 and 3 are the grades 0, 1 and 2; walking only with another's help or a "
            "frame is a grade of its own before being bound to chair or bed.",
            NURICK_1972.at("definition of the grades"),
        ),
    ),
)

article_stage: Final = FirstMatch(
    name="article_stage",
    label="stage by the article",
    summary="The article's stage of cervical myelopathy, 0 to 5; higher is worse.",
    example={"gait_change": True, "wheelchair_or_immobile": False},
    rows=(
        Row(Is(WHEELCHAIR_OR_IMMOBILE), STAGES.grade(5)),
        Row(
            AllOf(
                (GAIT_AFFECTED, Is(MOBILITY_LIMITS_WORK)),
                label="affected walking that limits work or daily tasks",
            ),
            STAGES.grade(4),
        ),
        Row(GAIT_AFFECTED, STAGES.grade(3)),
        Row(Is(CORD_SIGNS), STAGES.grade(2)),
        Row(Is(NERVE_ROOT_INVOLVEMENT), STAGES.grade(1)),
    ),
    otherwise=STAGES.grade(0),
    cite=ARTICLE.at("Stages, table"),
    limits=(
        "Not the grades of Nurick 1972: a bare number means another state there.",
        "A change of gait with another cause is to be recorded as absent here.",
        "Work limited by the hands alone does not raise the stage; the article speaks "
        "of changed mobility.",
    ),
    disagreements=(MERGED_STAGE,),
)
