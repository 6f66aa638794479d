"""
The Cooper myelopathy scale: arms 0 to 4 and legs 0 to 5, graded apart.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.forms import Band, Bands
from cervmyelo.models.cooper import COOPER_LOWER_GRADE, COOPER_UPPER_GRADE
from cervmyelo.populations import not_stated
from cervmyelo.quantity import Measure
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import (
    COOPER_SCALE_PAGE,
    JCM_2021,
    Disagreement,
    Figure,
    Statement,
)

__all__ = [
    "COOPER_LOWER",
    "COOPER_RANGES",
    "COOPER_UPPER",
    "cooper_lower",
    "cooper_upper",
]

_PLACE = COOPER_SCALE_PAGE.at("table of grades")

COOPER_RANGES: Final = Disagreement(
    name="cooper_ranges",
    about="How many grades the Cooper scale has for the arms",
    followed=Statement(
        "The legs have one grade more than the arms.",
        _PLACE,
        (
            Figure("highest grade of the arms", 4, "grade"),
            Figure("highest grade of the legs", 5, "grade"),
        ),
    ),
    others=(
        Statement(
            "A review gives both the same range, and grades them separately.",
            JCM_2021.at("table 4"),
            (Figure("highest grade of arms and legs", 5, "grade"),),
        ),
    ),
)

_LIMITS = (
    "Arms and legs are graded apart; the two grades are never added up.",
    "It shows a recorded grade with its meaning; no other finding is read.",
    "The original publication was not read.",
)


def _scale(measure: Measure, name: str, label: str) -> Scale:
    return Scale(
        name=name,
        label=label,
        levels=tuple(Level(int(value), text) for value, text in measure.meanings),
    )


def _bands(scale: Scale) -> tuple[Band, ...]:
    return tuple(Band(grade, int(grade.code), int(grade.code)) for grade in scale)


COOPER_UPPER: Final = _scale(
    COOPER_UPPER_GRADE, "cooper_upper", "Cooper grade of the arms"
)
COOPER_LOWER: Final = _scale(
    COOPER_LOWER_GRADE, "cooper_lower", "Cooper grade of the legs"
)

cooper_upper: Final = Bands(
    name="cooper_upper",
    label="Cooper grade of the arms",
    summary="The Cooper grade of the arms, 0 to 4, with its meaning; higher is worse.",
    example={"cooper_upper": 2},
    of=COOPER_UPPER_GRADE,
    score_rises=True,
    bands=_bands(COOPER_UPPER),
    people=not_stated("the page that was read"),
    cite=_PLACE,
    limits=_LIMITS,
    disagreements=(COOPER_RANGES,),
)

cooper_lower: Final = Bands(
    name="cooper_lower",
    label="Cooper grade of the legs",
    summary="The Cooper grade of the legs, 0 to 5, with its meaning; higher is worse.",
    example={"cooper_lower": 2},
    of=COOPER_LOWER_GRADE,
    score_rises=True,
    bands=_bands(COOPER_LOWER),
    people=not_stated("the page that was read"),
    cite=_PLACE,
    limits=(
        *_LIMITS,
        "Not the Nurick grades, although both grade walking from 0 to 5.",
    ),
    disagreements=(COOPER_RANGES,),
)
