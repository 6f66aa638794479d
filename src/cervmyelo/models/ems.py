"""
The items of the European Myelopathy Score (EMS), 5 to 18 points.

Higher is better. Each item starts at 1, so that a total below 5 is impossible.
"""

from typing import Final, Literal

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Measure, Partly, total_of, word_of
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import HERDMANN_1994

from .bands import score_bands
from .sheet import Sheet, items_of, recorded

__all__ = [
    "EMS",
    "EMS_BANDS",
    "EMS_BLADDER_BOWEL",
    "EMS_GAIT",
    "EMS_GRADE",
    "EMS_GRADES",
    "EMS_HAND",
    "EMS_ITEMS",
    "EMS_PARAESTHESIA",
    "EMS_PROPRIOCEPTION",
    "EMS_TOTAL",
]

_ITEMS: Final = HERDMANN_1994.at("table 2 of the paper that prints it")

EMS_GAIT: Final = Measure(
    name="ems_gait",
    label="EMS gait",
    question="How well can the person walk?",
    low=1,
    high=5,
    unit="points",
    definition="Walking. The levels are those of the printed table, whose words are "
    "not reproduced here.",
    defined_in=_ITEMS,
)

EMS_BLADDER_BOWEL: Final = Measure(
    name="ems_bladder_bowel",
    label="EMS bladder and bowel",
    question="How well do bladder and bowel work?",
    low=1,
    high=3,
    unit="points",
    definition="Bladder and bowel together. The levels are those of the printed "
    "table, whose words are not reproduced here.",
    defined_in=_ITEMS,
)

EMS_HAND: Final = Measure(
    name="ems_hand",
    label="EMS hand function",
    question="How well can the hands be used?",
    low=1,
    high=4,
    unit="points",
    definition="Function of the hands. The levels are those of the printed table, "
    "whose words are not reproduced here.",
    defined_in=_ITEMS,
)

EMS_PROPRIOCEPTION: Final = Measure(
    name="ems_proprioception",
    label="EMS proprioception and coordination",
    question="How well can the person dress?",
    low=1,
    high=3,
    unit="points",
    definition="Proprioception and coordination, judged by dressing. The levels are "
    "those of the printed table, whose words are not reproduced here.",
    defined_in=_ITEMS,
)

EMS_PARAESTHESIA: Final = Measure(
    name="ems_paraesthesia",
    label="EMS paraesthesia and pain",
    question="How much numbness, tingling or pain is there?",
    low=1,
    high=3,
    unit="points",
    definition="Paraesthesia and pain together. The levels are those of the printed "
    "table, whose words are not reproduced here.",
    defined_in=_ITEMS,
)


EMS_GRADES: Final = Scale(
    name="ems_grade",
    label="EMS grade",
    levels=(
        Level("normal", "normal on this score"),
        Level("1", "the mildest of three grades of impairment"),
        Level("2", "the middle of three grades of impairment"),
        Level("3", "the most severe of three grades of impairment"),
    ),
)

EMS_TOTAL: Final = total_of(
    "ems_total",
    "EMS total",
    (EMS_GAIT, EMS_BLADDER_BOWEL, EMS_HAND, EMS_PROPRIOCEPTION, EMS_PARAESTHESIA),
)

EMS_GRADE: Final = word_of(EMS_GRADES)

EMS_BANDS: Final = score_bands(
    EMS_GRADE,
    EMS_TOTAL,
    **{"normal": (17, 18), "1": (13, 16), "2": (9, 12), "3": (5, 8)},
)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class EMS(Sheet):
    """
    The five items of the European Myelopathy Score, as scored; no item can be 0.

    >>> EMS(gait=5).flat()["ems_gait"]
    5
    """

    gait: int | Partly | None = recorded(EMS_GAIT)
    bladder_bowel: int | Partly | None = recorded(EMS_BLADDER_BOWEL)
    hand: int | Partly | None = recorded(EMS_HAND)
    proprioception: int | Partly | None = recorded(EMS_PROPRIOCEPTION)
    paraesthesia: int | Partly | None = recorded(EMS_PARAESTHESIA)
    total: int | Partly | None = recorded(EMS_TOTAL)
    grade: Literal["normal", "1", "2", "3"] | Partly | None = recorded(EMS_GRADE)


EMS_ITEMS: Final = items_of(EMS)
"""The items in the order of the form."""
