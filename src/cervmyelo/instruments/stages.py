"""
The six stages of the article, 0 to 5.

They resemble the 1972 Nurick grades but are a different scale: the first five are
shifted by one and the last two are merged.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import AllOf, AnyOf, Is
from cervmyelo.forms import FirstMatch, People, Row
from cervmyelo.models.patient import (
    CORD_SIGNS,
    MOBILITY_LIMITS_WORK,
    NERVE_ROOT_INVOLVEMENT,
    WHEELCHAIR_OR_IMMOBILE,
)
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.models.walking import ARTICLE_STAGE_GRADE, STAGES
from cervmyelo.sources import ARTICLE, NURICK_1972, Disagreement, Statement

__all__ = ["STAGES", "article_stage"]

GAIT_AFFECTED: Final = AnyOf(
    (Is(SYMPTOMS["gait_change"].present), Is(SYMPTOMS["wide_based_gait"].present)),
    label="affected walking",
)

MERGED_STAGE: Final = Disagreement(
    name="merged_stage",
    about="How the highest stages are divided, and what stage 0 means",
    followed=Statement(
        "Six stages, from no symptoms to wheelchair use; walking only with help has no "
        "separate stage.",
        ARTICLE.at("Stages, table"),
    ),
    others=(
        Statement(
            "Grade 0 already includes nerve root symptoms, so the article's stages 1, "
            "2 and 3 correspond to grades 0, 1 and 2. Walking only with help or a "
            "frame is a separate grade below confinement to a chair or to bed.",
            NURICK_1972.at("definition of the grades"),
        ),
    ),
)

article_stage: Final = FirstMatch(
    name="article_stage",
    recorded=ARTICLE_STAGE_GRADE,
    label="stage (article)",
    summary="The article's stage of cervical myelopathy, 0 to 5; higher is worse.",
    example={"gait_change": True, "wheelchair_or_immobile": False},
    rows=(
        Row(Is(WHEELCHAIR_OR_IMMOBILE), STAGES.grade(5)),
        Row(
            AllOf(
                (GAIT_AFFECTED, Is(MOBILITY_LIMITS_WORK)),
                label="affected walking with limits on work or daily tasks",
            ),
            STAGES.grade(4),
        ),
        Row(GAIT_AFFECTED, STAGES.grade(3)),
        Row(Is(CORD_SIGNS), STAGES.grade(2)),
        Row(Is(NERVE_ROOT_INVOLVEMENT), STAGES.grade(1)),
    ),
    otherwise=STAGES.grade(0),
    people=People(
        says="People whose cervical myelopathy is monitored. The first stages describe "
        "people without cord signs; the article states no age and no other condition.",
    ),
    cite=ARTICLE.at("Stages, table"),
    limits=(
        "Not the 1972 Nurick grades: the same number means a different state there.",
        "Record a gait change as absent if it has another cause.",
        "Work that is limited only by the hands does not raise the stage; the article "
        "refers to mobility.",
    ),
    disagreements=(MERGED_STAGE,),
)
