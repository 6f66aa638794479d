"""
The four items of the modified Japanese Orthopaedic Association scale (mJOA).

The 18-point scale of Benzel 1991, not to be mixed with the 17-point JOA. Higher
is better. The meanings are in this library's words.
"""

from typing import Final, Literal

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Measure, Partly, total_of, word_of
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import BENZEL_1991

from .bands import score_bands
from .sheet import Sheet, items_of, recorded

__all__ = [
    "MJOA",
    "MJOA_BANDS",
    "MJOA_ITEMS",
    "MJOA_SEVERITY",
    "MJOA_TOTAL",
    "MOTOR_LOWER",
    "MOTOR_UPPER",
    "SENSORY_UPPER",
    "SEVERITIES",
    "SPHINCTER",
]

_ITEMS: Final = BENZEL_1991.at("items and levels, as printed at cliniborg.com")

MOTOR_UPPER: Final = Measure(
    name="mjoa_motor_upper",
    label="mJOA hand motor function",
    question="How well can the hands be used?",
    low=0,
    high=5,
    unit="points",
    meanings=(
        (0, "the hands cannot be moved"),
        (1, "the hands move, but cannot manage a spoon"),
        (2, "can eat with a spoon, but not button a shirt"),
        (3, "buttons a shirt with great difficulty"),
        (4, "buttons a shirt with slight difficulty"),
        (5, "no trouble with the hands"),
    ),
    definition="What the hands can do: moving, eating with a spoon, buttoning a "
    "shirt. The levels are the definition. Which hand counts if they "
    "differ, how the item is examined, and whether trouble from a cause "
    "outside the neck counts, is not stated.",
    defined_in=_ITEMS,
)

MOTOR_LOWER: Final = Measure(
    name="mjoa_motor_lower",
    label="mJOA leg motor function",
    question="How well can the legs be used?",
    low=0,
    high=7,
    unit="points",
    meanings=(
        (0, "no movement and no feeling in the legs"),
        (1, "feeling is kept, but the legs cannot be moved"),
        (2, "the legs move, but walking is not possible"),
        (3, "walks on flat ground with a cane or crutch"),
        (4, "takes stairs holding the handrail"),
        (5, "clearly unsteady, but takes stairs without the handrail"),
        (6, "slightly unsteady, yet walks unaided and smoothly"),
        (7, "no trouble with the legs"),
    ),
    definition="What the legs can do: feeling, moving, walking, stairs, steadiness. "
    "The levels are the definition. They name a cane or crutch; a walking "
    "frame has no level of its own.",
    defined_in=_ITEMS,
)

SENSORY_UPPER: Final = Measure(
    name="mjoa_sensory_upper",
    label="mJOA hand sensation",
    question="How much feeling is there in the hands?",
    low=0,
    high=3,
    unit="points",
    meanings=(
        (0, "no feeling left in the hands"),
        (1, "severe loss of feeling, or pain"),
        (2, "mild loss of feeling"),
        (3, "no loss of feeling"),
    ),
    definition="Feeling in the hands. Pain counts as a severe loss. Feeling elsewhere "
    "does not count. How it is examined is not described.",
    defined_in=_ITEMS,
)

SPHINCTER: Final = Measure(
    name="mjoa_sphincter",
    label="mJOA bladder function",
    question="How well can urine be passed?",
    low=0,
    high=3,
    unit="points",
    meanings=(
        (0, "urine cannot be passed at will"),
        (1, "passing urine is markedly difficult"),
        (2, "passing urine is somewhat difficult"),
        (3, "passing urine is no trouble"),
    ),
    definition="Passing urine at will. The bowel does not count. How it is examined "
    "is not described.",
    defined_in=_ITEMS,
    note='A change of the bowel is recorded as "changed bowel or bladder function".',
)


SEVERITIES: Final = Scale(
    name="mjoa_severity",
    label="mJOA severity",
    levels=(
        Level("none", "full score: no impairment on this scale"),
        Level("mild", "mild impairment"),
        Level("moderate", "moderate impairment"),
        Level("severe", "severe impairment"),
    ),
)

MJOA_TOTAL: Final = total_of(
    "mjoa_total", "mJOA total", (MOTOR_UPPER, MOTOR_LOWER, SENSORY_UPPER, SPHINCTER)
)

MJOA_SEVERITY: Final = word_of(SEVERITIES)

MJOA_BANDS: Final = score_bands(
    MJOA_SEVERITY,
    MJOA_TOTAL,
    none=(18, 18),
    mild=(15, 17),
    moderate=(12, 14),
    severe=(0, 11),
)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class MJOA(Sheet):
    """
    The four items of the mJOA, as scored; whole points, higher is better.

    >>> MJOA(motor_upper=6)
    Traceback (most recent call last):
        ...
    cervmyelo.errors.OutOfRangeError: mjoa_motor_upper: expected a whole number from 0 \
to 5 points, got a number above the range.
    >>> MJOA(mjoa_motor_upper=3)
    Traceback (most recent call last):
        ...
    cervmyelo.errors.UnknownFieldError: mjoa_motor_upper: unknown field. Use \
motor_upper.
    """

    motor_upper: int | Partly | None = recorded(MOTOR_UPPER)
    motor_lower: int | Partly | None = recorded(MOTOR_LOWER)
    sensory_upper: int | Partly | None = recorded(SENSORY_UPPER)
    sphincter: int | Partly | None = recorded(SPHINCTER)
    total: int | Partly | None = recorded(MJOA_TOTAL)
    severity: Literal["none", "mild", "moderate", "severe"] | Partly | None = recorded(
        MJOA_SEVERITY
    )


MJOA_ITEMS: Final = items_of(MJOA)
"""The items in the order of the form."""
