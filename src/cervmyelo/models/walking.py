"""
Walking and work, as needed for the grades of Nurick 1972 and its variants.
"""

from typing import Final

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Fact, Measure
from cervmyelo.sources import ARTICLE, NURICK_1972, PHYSIOPEDIA

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


_NURICK: Final = NURICK_1972.at("grades, as printed in J Med Case Rep 6:146, table 1")

GAIT_DIFFICULTY: Final = Fact(
    name="gait_difficulty",
    label="difficulty in walking",
    question="Is walking difficult, even slightly?",
    definition="Difficulty in walking, even if slight.",
    defined_in=_NURICK,
    note="Whether a change of gait without difficulty counts is not stated; "
    'such a change is "changed gait", or "abnormal gait on '
    'examination" if an examiner finds it.',
)

GAIT_PREVENTS_WORK: Final = Fact(
    name="gait_prevents_work",
    label="walking that prevents full-time work or all housework",
    question="Does difficulty in walking prevent full-time work, or all housework?",
    definition="Difficulty in walking that prevents full-time employment or all "
    "housework.",
    defined_in=_NURICK,
)

WALKS_ONLY_WITH_HELP: Final = Fact(
    name="walks_only_with_help",
    label="walks only with help or a frame",
    question="Is walking possible only with another person's help or with a frame?",
    definition="Able to walk only with another person's help or with a frame. A stick "
    "is not named.",
    defined_in=_NURICK,
)

CHAIR_OR_BED_BOUND: Final = Fact(
    name="chair_or_bed_bound",
    label="bound to a chair or to bed",
    question="Is the person bound to a chair or to bed?",
    definition="Bound to a chair or to bed.",
    defined_in=_NURICK,
    note='The article asks for less: "needs a wheelchair, or cannot stand or '
    'move about alone".',
)

NURICK_1972_GRADE: Final = Measure(
    name="nurick_1972_grade",
    label="recorded Nurick grade of 1972",
    question="Which grade by the scale of 1972 was recorded?",
    low=0,
    high=5,
    unit="grade",
    definition="The grade of that year, from root signs or symptoms alone to bound to "
    "a chair or to bed. A person without either has no grade.",
    defined_in=_NURICK,
    note="A grade whose variant is not known is left out: it is ambiguous by one.",
)

NURICK_0_NORMAL_GRADE: Final = Measure(
    name="nurick_0_normal_grade",
    label="recorded Nurick grade, variant whose 0 may be normal",
    question="Which grade by the variant whose grade 0 may be normal was recorded?",
    low=0,
    high=5,
    unit="grade",
    definition="The grade of a variant whose lowest grade also covers people without "
    "any symptom.",
    defined_in=PHYSIOPEDIA.at("Nurick Classification, table of grades"),
    note="A grade whose variant is not known is left out: it is ambiguous by one.",
)

ARTICLE_STAGE_GRADE: Final = Measure(
    name="article_stage_grade",
    label="recorded stage by the article",
    question="Which of the six stages of the article was recorded?",
    low=0,
    high=5,
    unit="grade",
    definition="The stage of the article, from no symptoms of root or cord to a "
    "wheelchair or loss of independent movement.",
    defined_in=ARTICLE.at("Stages, table"),
    note="Not a Nurick grade: the stages are shifted by one against it.",
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
