"""
The grades of the Cooper myelopathy scale, for arms and legs apart.

Higher is worse. The two grades are never added up. The meanings are in this library's
words.
"""

from typing import Final

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Measure, Partly
from cervmyelo.sources import COOPER_SCALE_PAGE

from .sheet import Sheet, recorded

__all__ = ["COOPER_LOWER_GRADE", "COOPER_UPPER_GRADE", "Cooper"]

_PLACE: Final = COOPER_SCALE_PAGE.at("table of grades")

COOPER_UPPER_GRADE: Final = Measure(
    name="cooper_upper",
    label="Cooper grade of the arms",
    question="Which Cooper grade of the arms was recorded?",
    low=0,
    high=4,
    unit="grade",
    answer=True,
    definition="The grade of the arms alone. Arms and legs are graded apart and not "
    "added up.",
    defined_in=_PLACE,
    meanings=(
        (0, "the arms are intact"),
        (1, "changed feeling only"),
        (2, "slight loss of movement; the arms can be used"),
        (3, "major loss of movement; at least one arm manages simple tasks"),
        (4, "no movement, or a flicker only"),
    ),
)

COOPER_LOWER_GRADE: Final = Measure(
    name="cooper_lower",
    label="Cooper grade of the legs",
    question="Which Cooper grade of the legs was recorded?",
    low=0,
    high=5,
    unit="grade",
    answer=True,
    definition="The grade of the legs alone. Arms and legs are graded apart and not "
    "added up.",
    defined_in=_PLACE,
    note="Not a Nurick grade, although both grade walking.",
    meanings=(
        (0, "the legs are intact"),
        (1, "walks without help, but not normally"),
        (2, "walks with a cane or a walker"),
        (3, "stands, but cannot walk"),
        (4, "slight movement; can neither stand nor walk"),
        (5, "the legs are paralysed"),
    ),
)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class Cooper(Sheet):
    """
    The Cooper grades of arms and legs, as recorded; higher is worse.

    >>> Cooper(upper=2).flat()["cooper_upper"]
    2
    """

    upper: int | Partly | None = recorded(COOPER_UPPER_GRADE)
    lower: int | Partly | None = recorded(COOPER_LOWER_GRADE)
