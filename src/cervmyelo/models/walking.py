"""
Walking and work, as needed for the grades of Nurick 1972 and its variants.
"""

from typing import Final

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Fact, Partly, number_of
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import ARTICLE, PHYSIOPEDIA
from cervmyelo.sources import NURICK_1972 as NURICK

from .sheet import Sheet, recorded

__all__ = [
    "ARTICLE_STAGE_GRADE",
    "CHAIR_OR_BED_BOUND",
    "GAIT_DIFFICULTY",
    "GAIT_PREVENTS_WORK",
    "NURICK_0_NORMAL",
    "NURICK_0_NORMAL_GRADE",
    "NURICK_1972",
    "NURICK_1972_GRADE",
    "STAGES",
    "WALKS_ONLY_WITH_HELP",
    "Walking",
]


_NURICK: Final = NURICK.at("grades, as printed in J Med Case Rep 6:146, table 1")

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


STAGES: Final = Scale(
    name="article_stage",
    label="stage (article)",
    levels=(
        Level(0, "no symptoms of a nerve root or the spinal cord"),
        Level(
            1,
            "no spinal cord symptoms; a nerve root may cause partial paralysis or "
            "changes in reflexes and sensation",
        ),
        Level(2, "signs of spinal cord involvement, but walking is unaffected"),
        Level(
            3,
            "walking begins to be affected, but work and daily tasks are still "
            "possible",
        ),
        Level(4, "reduced mobility limits work or daily tasks"),
        Level(
            5, "a wheelchair may be needed, or the person cannot stand or move alone"
        ),
    ),
)

_FROM_1_UP = (
    Level(1, "cord signs, but walks without difficulty"),
    Level(2, "walking is slightly impaired, but full-time work is still possible"),
    Level(
        3,
        "impaired walking prevents full-time work or all housework, but the person "
        "walks without help",
    ),
    Level(4, "needs a person or a frame in order to walk"),
    Level(5, "confined to a chair or to bed"),
)

NURICK_1972: Final = Scale(
    name="nurick_1972",
    label="Nurick grade (1972)",
    levels=(
        Level(0, "nerve root symptoms or signs, but no cord signs"),
        *_FROM_1_UP,
    ),
)

NURICK_0_NORMAL: Final = Scale(
    name="nurick_0_normal",
    label="Nurick grade (0 may be normal)",
    levels=(
        Level(0, "nerve root symptoms or signs only, or normal"),
        *_FROM_1_UP,
    ),
)

_AMBIGUOUS: Final = (
    "A grade whose variant is not known is left out: it is ambiguous by one."
)

NURICK_1972_GRADE: Final = number_of(
    NURICK_1972,
    definition="The grade of that year, from root signs or symptoms alone to bound to "
    "a chair or to bed. A person without either has no grade.",
    defined_in=_NURICK,
    note=_AMBIGUOUS,
)

NURICK_0_NORMAL_GRADE: Final = number_of(
    NURICK_0_NORMAL,
    definition="The grade of a variant whose lowest grade also covers people without "
    "any symptom.",
    defined_in=PHYSIOPEDIA.at("Nurick Classification, table of grades"),
    note=_AMBIGUOUS,
)

ARTICLE_STAGE_GRADE: Final = number_of(
    STAGES,
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
    nurick_1972: int | Partly | None = recorded(NURICK_1972_GRADE)
    nurick_0_normal: int | Partly | None = recorded(NURICK_0_NORMAL_GRADE)
    article_stage: int | Partly | None = recorded(ARTICLE_STAGE_GRADE)
