"""
The items of the patient-derived mJOA (P-mJOA), which the person fills in.

The same four items as the mJOA in lay wording, which belongs to its publisher and is
not reproduced. Higher is better.
"""

from __future__ import annotations

from typing import Final

import attrs

from cervmyelo.quantity import Measure

from .sheet import Sheet

__all__ = [
    "PMJOA_ITEMS",
    "PMJOA_MOTOR_LOWER",
    "PMJOA_MOTOR_UPPER",
    "PMJOA_SENSORY_UPPER",
    "PMJOA_SPHINCTER",
    "PatientMJOA",
]


PMJOA_MOTOR_UPPER: Final = Measure(
    name="pmjoa_motor_upper",
    label="P-mJOA hand motor function",
    question="Which score did the person give: P-mJOA hand motor function?",
    low=0,
    high=5,
    unit="points",
)

PMJOA_MOTOR_LOWER: Final = Measure(
    name="pmjoa_motor_lower",
    label="P-mJOA leg motor function",
    question="Which score did the person give: P-mJOA leg motor function?",
    low=0,
    high=7,
    unit="points",
)

PMJOA_SENSORY_UPPER: Final = Measure(
    name="pmjoa_sensory_upper",
    label="P-mJOA hand sensation",
    question="Which score did the person give: P-mJOA hand sensation?",
    low=0,
    high=3,
    unit="points",
)

PMJOA_SPHINCTER: Final = Measure(
    name="pmjoa_sphincter",
    label="P-mJOA bladder function",
    question="Which score did the person give: P-mJOA bladder function?",
    low=0,
    high=3,
    unit="points",
)

PMJOA_ITEMS: Final = (
    PMJOA_MOTOR_UPPER,
    PMJOA_MOTOR_LOWER,
    PMJOA_SENSORY_UPPER,
    PMJOA_SPHINCTER,
)
"""The items in the order of the form."""


@attrs.frozen(kw_only=True, getstate_setstate=False)
class PatientMJOA(Sheet):
    """
    The four items of the patient-derived mJOA (P-mJOA), as the person scored them.

    >>> PatientMJOA(motor_upper=3).flat()["pmjoa_motor_upper"]
    3

    Attributes:
        motor_upper: Hands, 0 to 5; None if not scored.

        motor_lower: Legs, 0 to 7; None if not scored.

        sensory_upper: Feeling in the hands, 0 to 3; None if not scored.

        sphincter: Bladder, 0 to 3; None if not scored.

    Raises:
        KindError: If a field holds the wrong kind of value.

        OutOfRangeError: If a number is out of range or between its steps.
    """

    motor_upper: int | None = attrs.field(default=None, validator=PMJOA_MOTOR_UPPER)
    motor_lower: int | None = attrs.field(default=None, validator=PMJOA_MOTOR_LOWER)
    sensory_upper: int | None = attrs.field(default=None, validator=PMJOA_SENSORY_UPPER)
    sphincter: int | None = attrs.field(default=None, validator=PMJOA_SPHINCTER)
