"""
Walking and work, as needed for the grades of Nurick 1972 and its variants.
"""

from typing import Final

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Fact, Measure

from .sheet import Sheet, recorded

__all__ = [
    "ARTICLE_STAGE_GRADE",
    "CHAIR_OR_BED_BOUND",
    "GAIT_DIFFICULTY",
    "GAIT_PREVENTS_WORK",
    "NURICK_0_NORMAL_GRADE",
    "NURICK_1972_GRADE",
    "WALKS_ONLY_WITH_HELP",
    "Walking",
]


GAIT_DIFFICULTY: Final = Fact(
    name="gait_difficulty",
    label="difficulty in walking",
    question="Is walking difficult, even slightly?",
)

GAIT_PREVENTS_WORK: Final = Fact(
    name="gait_prevents_work",
    label="walking that prevents full-time work or all housework",
    question="Does difficulty in walking prevent full-time work, or all housework?",
)

WALKS_ONLY_WITH_HELP: Final = Fact(
    name="walks_only_with_help",
    label="walks only with help or a frame",
    question="Is walking possible only with another person's help or with a frame?",
)

CHAIR_OR_BED_BOUND: Final = Fact(
    name="chair_or_bed_bound",
    label="bound to a chair or to bed",
    question="Is the person bound to a chair or to bed?",
)

NURICK_1972_GRADE: Final = Measure(
    name="nurick_1972_grade",
    label="recorded Nurick grade of 1972",
    question="Which grade by the scale of 1972 was recorded?",
    low=0,
    high=5,
    unit="grade",
)

NURICK_0_NORMAL_GRADE: Final = Measure(
    name="nurick_0_normal_grade",
    label="recorded Nurick grade, variant whose 0 may be normal",
    question="Which grade by the variant whose grade 0 may be normal was recorded?",
    low=0,
    high=5,
    unit="grade",
)

ARTICLE_STAGE_GRADE: Final = Measure(
    name="article_stage_grade",
    label="recorded stage by the article",
    question="Which of the six stages of the article was recorded?",
    low=0,
    high=5,
    unit="grade",
)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class Walking(Sheet):
    """
    What the Nurick grades of 1972 ask about walking and work, and grades as recorded.

    A grade is recorded with its variant: a bare "Nurick 3" is ambiguous by one grade.

    >>> Walking(gait_difficulty=True).flat()["gait_difficulty"]
    True
    """

    gait_difficulty: bool | None = recorded(GAIT_DIFFICULTY)
    gait_prevents_work: bool | None = recorded(GAIT_PREVENTS_WORK)
    walks_only_with_help: bool | None = recorded(WALKS_ONLY_WITH_HELP)
    chair_or_bed_bound: bool | None = recorded(CHAIR_OR_BED_BOUND)
    nurick_1972_grade: int | None = recorded(NURICK_1972_GRADE)
    nurick_0_normal_grade: int | None = recorded(NURICK_0_NORMAL_GRADE)
    article_stage_grade: int | None = recorded(ARTICLE_STAGE_GRADE)
