"""
The items of the scales of the Japanese Orthopaedic Association (JOA), 17 points.

Two editions, not to be mixed with each other or with the 18-point mJOA: that of 1976
in whole points, and that of 1994 with half points and a deduction for the shoulder.
Higher is better. The meanings are in this library's words.
"""

from typing import Final, Literal

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Measure, Partly, total_of, word_of
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import JOA_1976, JOA_1994

from .bands import score_bands
from .sheet import Sheet, items_of, recorded

__all__ = [
    "JOA",
    "JOA1994",
    "JOA1994_BANDS",
    "JOA1994_BLADDER",
    "JOA1994_FINGERS",
    "JOA1994_ITEMS",
    "JOA1994_MILD",
    "JOA1994_MILDNESS",
    "JOA1994_MOTOR_LOWER",
    "JOA1994_SENSORY_LOWER",
    "JOA1994_SENSORY_TRUNK",
    "JOA1994_SENSORY_UPPER",
    "JOA1994_SHOULDER_ELBOW",
    "JOA1994_TOTAL",
    "JOA_BLADDER",
    "JOA_ITEMS",
    "JOA_MOTOR_LOWER",
    "JOA_MOTOR_UPPER",
    "JOA_SENSORY_LOWER",
    "JOA_SENSORY_TRUNK",
    "JOA_SENSORY_UPPER",
    "JOA_TOTAL",
]

_ITEMS_1976: Final = JOA_1976.at("table 2, the 17-point scale")
_ITEMS_1994: Final = JOA_1994.at("table 1, the revised 17-point scale")

# Both editions ask for these alike, and score them differently.
_WALKING = "How well can the person walk?"
_URINE = "How well can urine be passed and held?"


def _sensation_1976(part: str, region: str) -> Measure:
    return Measure(
        name=f"joa_sensory_{part}",
        label=f"JOA sensation of the {region}",
        question=f"How much feeling is there in the {region}?",
        low=0,
        high=2,
        unit="points",
        definition=f"Feeling in the {region}, by how much of it is lost; numbness "
        f"counts as a slight loss. How it is examined is not described.",
        defined_in=_ITEMS_1976,
        meanings=(
            (0, "clear loss of feeling"),
            (1, "slight loss of feeling, or numbness"),
            (2, "no loss of feeling"),
        ),
    )


def _sensation_1994(part: str, region: str) -> Measure:
    return attrs.evolve(
        _sensation_1976(part, region),
        name=f"joa1994_sensory_{part}",
        label=f"JOA 1994 sensation of the {region}",
        definition=f"Feeling in the {region}, as a share of normal feeling, and how "
        f"severe pain or numbness is there. How it is examined is not described.",
        defined_in=_ITEMS_1994,
        step=0.5,
        meanings=(
            (0.5, "half of normal or less, or severe pain or numbness"),
            (1, "more than 60 percent of normal, or moderate pain or numbness"),
            (1.5, "slight numbness; the examination shows no loss"),
        ),
    )


JOA_MOTOR_UPPER: Final = Measure(
    name="joa_motor_upper",
    label="JOA arm motor function",
    question="How well can the person eat with chopsticks or a spoon?",
    low=0,
    high=4,
    unit="points",
    meanings=(
        (0, "can eat with neither chopsticks nor a spoon"),
        (1, "manages a spoon, but not chopsticks"),
        (2, "manages chopsticks, but not well enough"),
        (3, "manages chopsticks, but awkwardly"),
        (4, "no trouble"),
    ),
    definition="How the person eats with chopsticks or a spoon. The levels are the "
    "definition.",
    defined_in=_ITEMS_1976,
)

JOA_MOTOR_LOWER: Final = Measure(
    name="joa_motor_lower",
    label="JOA leg motor function",
    question=_WALKING,
    low=0,
    high=4,
    unit="points",
    meanings=(
        (0, "cannot walk"),
        (1, "needs an aid on flat ground"),
        (2, "needs an aid on stairs only"),
        (3, "needs no aid, but is slow or clumsy"),
        (4, "no trouble"),
    ),
    definition="Walking on flat ground and on stairs, with or without an aid. The "
    "levels are the definition.",
    defined_in=_ITEMS_1976,
)

JOA_SENSORY_UPPER: Final = _sensation_1976("upper", "arms")
JOA_SENSORY_LOWER: Final = _sensation_1976("lower", "legs")
JOA_SENSORY_TRUNK: Final = _sensation_1976("trunk", "trunk")

JOA_BLADDER: Final = Measure(
    name="joa_bladder",
    label="JOA bladder function",
    question=_URINE,
    low=0,
    high=3,
    unit="points",
    meanings=(
        (0, "retention: urine cannot be passed"),
        (1, "severe trouble: a feeling of retention, dribbling or leaking"),
        (2, "mild trouble: often, or with a wait"),
        (3, "no trouble"),
    ),
    definition="Passing and holding urine: retention, dribbling, leaking, frequency, "
    "a wait. The bowel is not named.",
    defined_in=_ITEMS_1976,
)

JOA1994_FINGERS: Final = Measure(
    name="joa1994_fingers",
    label="JOA 1994 finger function",
    question="How well can the fingers be used?",
    low=0,
    high=4,
    unit="points",
    definition="What the fingers can do: eating with chopsticks, a spoon or a fork, "
    "writing, buttons. Which hand counts if they differ is not stated.",
    defined_in=_ITEMS_1994,
    meanings=(
        (0, "cannot eat with any tool, and cannot fasten any button"),
        (1, "eats with a spoon or fork, but not with chopsticks"),
        (
            2,
            "chopsticks or writing possible but of no practical use, or only large "
            "buttons",
        ),
        (3, "chopsticks or writing clumsy but of use, or cuff buttons"),
        (4, "no trouble"),
    ),
)

JOA1994_SHOULDER_ELBOW: Final = Measure(
    name="joa1994_shoulder_elbow",
    label="JOA 1994 shoulder and elbow",
    question="How strong are the weaker of deltoid and biceps muscles?",
    low=-2,
    high=0,
    unit="points",
    step=0.5,
    meanings=(
        (0, "full strength"),
        (-0.5, "slightly weak: muscle strength 4"),
        (-1, "weak: muscle strength 3"),
        (-2, "very weak: muscle strength 2 or less"),
    ),
    excluded=(-1.5,),
    definition="The strength of the deltoid and the biceps by manual muscle testing; "
    "the weaker of the two muscles counts. Which side counts is not "
    "stated.",
    defined_in=_ITEMS_1994,
)

JOA1994_MOTOR_LOWER: Final = Measure(
    name="joa1994_motor_lower",
    label="JOA 1994 leg motor function",
    question=_WALKING,
    low=0,
    high=4,
    unit="points",
    step=0.5,
    meanings=(
        (0, "can neither stand nor walk"),
        (0.5, "can stand, but not walk"),
        (1, "needs a cane or support on flat ground"),
        (1.5, "walks without support, but clumsily"),
        (2, "walks alone on flat ground, but needs support on stairs"),
        (2.5, "climbs stairs alone, but needs support going down"),
        (3, "walks fast, but clumsily"),
        (4, "no trouble"),
    ),
    excluded=(3.5,),
    definition="Standing, walking on the level and taking stairs, with or without a "
    "cane or other support. The levels are the definition.",
    defined_in=_ITEMS_1994,
)

JOA1994_SENSORY_UPPER: Final = _sensation_1994("upper", "arms")
JOA1994_SENSORY_LOWER: Final = _sensation_1994("lower", "legs")
JOA1994_SENSORY_TRUNK: Final = _sensation_1994("trunk", "trunk")

JOA1994_BLADDER: Final = Measure(
    name="joa1994_bladder",
    label="JOA 1994 bladder function",
    question=_URINE,
    low=0,
    high=3,
    unit="points",
    note="The part of the table with this item was cut off in the copy that was read.",
)


JOA1994_MILDNESS: Final = Scale(
    name="joa1994_mild",
    label="JOA severity (1994)",
    levels=(
        Level("mild", "mild myelopathy, or no impairment"),
        Level("not_mild", "worse than mild"),
    ),
)

JOA_TOTAL: Final = total_of(
    "joa_total",
    "JOA total (1976)",
    (
        JOA_MOTOR_UPPER,
        JOA_MOTOR_LOWER,
        JOA_SENSORY_UPPER,
        JOA_SENSORY_LOWER,
        JOA_SENSORY_TRUNK,
        JOA_BLADDER,
    ),
)

JOA1994_TOTAL: Final = total_of(
    "joa1994_total",
    "JOA total (1994)",
    (
        JOA1994_FINGERS,
        JOA1994_SHOULDER_ELBOW,
        JOA1994_MOTOR_LOWER,
        JOA1994_SENSORY_UPPER,
        JOA1994_SENSORY_LOWER,
        JOA1994_SENSORY_TRUNK,
        JOA1994_BLADDER,
    ),
)

JOA1994_MILD: Final = word_of(JOA1994_MILDNESS)

JOA1994_BANDS: Final = score_bands(
    JOA1994_MILD, JOA1994_TOTAL, mild=(14.5, 17), not_mild=(-2, 14)
)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class JOA(Sheet):
    """
    The six items of the JOA scale of 1976, as scored; whole points, higher is better.

    >>> JOA(motor_upper=4).flat()["joa_motor_upper"]
    4
    """

    motor_upper: int | Partly | None = recorded(JOA_MOTOR_UPPER)
    motor_lower: int | Partly | None = recorded(JOA_MOTOR_LOWER)
    sensory_upper: int | Partly | None = recorded(JOA_SENSORY_UPPER)
    sensory_lower: int | Partly | None = recorded(JOA_SENSORY_LOWER)
    sensory_trunk: int | Partly | None = recorded(JOA_SENSORY_TRUNK)
    bladder: int | Partly | None = recorded(JOA_BLADDER)
    total: int | Partly | None = recorded(JOA_TOTAL)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class JOA1994(Sheet):
    """
    The seven items of the JOA scale of 1994, as scored; half points where it has them.

    >>> JOA1994(motor_lower=3.5)
    Traceback (most recent call last):
        ...
    cervmyelo.errors.OutOfRangeError: joa1994_motor_lower: expected a number in \
steps of 0.5 from 0 to 4 points, but not 3.5, got a number that the scale does not have.
    """

    fingers: int | Partly | None = recorded(JOA1994_FINGERS)
    shoulder_elbow: float | Partly | None = recorded(JOA1994_SHOULDER_ELBOW)
    motor_lower: float | Partly | None = recorded(JOA1994_MOTOR_LOWER)
    sensory_upper: float | Partly | None = recorded(JOA1994_SENSORY_UPPER)
    sensory_lower: float | Partly | None = recorded(JOA1994_SENSORY_LOWER)
    sensory_trunk: float | Partly | None = recorded(JOA1994_SENSORY_TRUNK)
    bladder: int | Partly | None = recorded(JOA1994_BLADDER)
    total: float | Partly | None = recorded(JOA1994_TOTAL)
    mild: Literal["mild", "not_mild"] | Partly | None = recorded(JOA1994_MILD)


JOA_ITEMS: Final = items_of(JOA)
"""The items of the scale of 1976, in the order of the form."""

JOA1994_ITEMS: Final = items_of(JOA1994)
"""The items of the scale of 1994, in the order of the form."""
