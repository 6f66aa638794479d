"""
Signs and timed tests at the bedside.
"""

from __future__ import annotations

from typing import Final

import attrs

from cervmyelo.quantity import Fact, Measure

from .sheet import Sheet

__all__ = [
    "ABNORMAL_GAIT",
    "AMBULATORY",
    "BABINSKI",
    "CLONUS",
    "DYSAESTHESIA",
    "FINGER_ESCAPE",
    "GRIP_RELEASE",
    "GRIP_STRENGTH",
    "HOFFMANN",
    "HYPERREFLEXIA",
    "INVERTED_SUPINATOR",
    "LONG_TRACT_SIGNS",
    "OBJECTIVE_WEAKNESS",
    "ROMBERG",
    "STEP_TEST",
    "SUBJECTIVE_WEAKNESS",
    "TROMNER",
    "WALK_STEPS",
    "WALK_TIME",
    "Examination",
]


HOFFMANN: Final = Fact(
    name="hoffmann_sign",
    label="Hoffmann sign",
    question="Is there the Hoffmann sign?",
)

TROMNER: Final = Fact(
    name="tromner_sign",
    label="Trömner sign",
    question="Is there the Trömner sign?",
)

INVERTED_SUPINATOR: Final = Fact(
    name="inverted_supinator_sign",
    label="inverted supinator sign",
    question="Is there the inverted supinator sign?",
)

BABINSKI: Final = Fact(
    name="babinski_sign",
    label="Babinski sign",
    question="Is there the Babinski sign?",
)

CLONUS: Final = Fact(
    name="sustained_clonus",
    label="sustained clonus",
    question="Is there sustained clonus?",
)

HYPERREFLEXIA: Final = Fact(
    name="hyperreflexia",
    label="hyperreflexia",
    question="Is there hyperreflexia?",
)

ROMBERG: Final = Fact(
    name="romberg_sign",
    label="Romberg sign",
    question="Is there the Romberg sign?",
)

FINGER_ESCAPE: Final = Fact(
    name="finger_escape_sign",
    label="finger escape sign",
    question="Is there the finger escape sign?",
)

ABNORMAL_GAIT: Final = Fact(
    name="abnormal_gait",
    label="abnormal gait on examination",
    question="Is there abnormal gait on examination?",
)

GRIP_RELEASE: Final = Measure(
    name="grip_release_cycles",
    label="grip-and-release test, weaker side",
    question="How often could the weaker hand close and open in 10 seconds?",
    low=0,
    high=100,
    unit="cycles",
)

STEP_TEST: Final = Measure(
    name="step_test_steps",
    label="10-second step test",
    question="How many steps on the spot were taken in 10 seconds?",
    low=0,
    high=100,
    unit="steps",
)

GRIP_STRENGTH: Final = Measure(
    name="grip_strength_kg",
    label="grip strength, weaker hand",
    question="How strong is the grip of the weaker hand, in kg?",
    low=0,
    high=150,
    unit="kg",
    step=None,
)

WALK_TIME: Final = Measure(
    name="walk_30m_seconds",
    label="30-metre walk, time",
    question="How many seconds did the 30-metre walk take?",
    low=1,
    high=3600,
    unit="seconds",
    step=None,
)

WALK_STEPS: Final = Measure(
    name="walk_30m_steps",
    label="30-metre walk, steps",
    question="How many steps did the 30-metre walk take?",
    low=1,
    high=1000,
    unit="steps",
)

SUBJECTIVE_WEAKNESS: Final = Fact(
    name="subjective_weakness",
    label="a feeling of weakness",
    question="Does the person feel weak?",
)

DYSAESTHESIA: Final = Fact(
    name="dysaesthesia",
    label="dysaesthesia",
    question="Are there abnormal, unpleasant sensations?",
)

OBJECTIVE_WEAKNESS: Final = Fact(
    name="objective_weakness",
    label="weakness that an examination shows",
    question="Did an examination show weakness?",
)

LONG_TRACT_SIGNS: Final = Fact(
    name="long_tract_signs",
    label="signs of the long tracts",
    question="Did an examination show signs of the long tracts?",
)

AMBULATORY: Final = Fact(
    name="ambulatory",
    label="able to walk",
    question="Can the person walk?",
)


@attrs.frozen(kw_only=True, getstate_setstate=False)
class Examination(Sheet):
    """
    What an examination and timed tests at the bedside found.

    The Lhermitte sign is recorded among the symptoms, where the article lists it.

    >>> Examination(hoffmann_sign=True, grip_release_cycles=17).flat()["hoffmann_sign"]
    True

    Attributes:
        hoffmann_sign: Whether there is: Hoffmann sign.

        tromner_sign: Whether there is: Trömner sign.

        inverted_supinator_sign: Whether there is: inverted supinator sign.

        babinski_sign: Whether there is: Babinski sign.

        sustained_clonus: Whether there is: sustained clonus.

        hyperreflexia: Whether there is: hyperreflexia.

        romberg_sign: Whether there is: Romberg sign.

        finger_escape_sign: Whether there is: finger escape sign.

        abnormal_gait: Whether there is: abnormal gait on examination.

        grip_release_cycles: Grip-and-release test, weaker side, 0 to 100 cycles.

        step_test_steps: 10-second step test, 0 to 100 steps.

        grip_strength_kg: Grip strength, weaker hand, 0 to 150 kg.

        walk_30m_seconds: 30-metre walk, time, 1 to 3600 seconds.

        walk_30m_steps: 30-metre walk, steps, 1 to 1000 steps.

        subjective_weakness: Whether there is: a feeling of weakness.

        dysaesthesia: Whether there is: dysaesthesia.

        objective_weakness: Whether there is: weakness that an examination shows.

        long_tract_signs: Whether there is: signs of the long tracts.

        ambulatory: Whether the person can walk.

    Raises:
        KindError: If a field holds the wrong kind of value.

        OutOfRangeError: If a number is out of range or between its steps.
    """

    hoffmann_sign: bool | None = attrs.field(default=None, validator=HOFFMANN)
    tromner_sign: bool | None = attrs.field(default=None, validator=TROMNER)
    inverted_supinator_sign: bool | None = attrs.field(
        default=None, validator=INVERTED_SUPINATOR
    )
    babinski_sign: bool | None = attrs.field(default=None, validator=BABINSKI)
    sustained_clonus: bool | None = attrs.field(default=None, validator=CLONUS)
    hyperreflexia: bool | None = attrs.field(default=None, validator=HYPERREFLEXIA)
    romberg_sign: bool | None = attrs.field(default=None, validator=ROMBERG)
    finger_escape_sign: bool | None = attrs.field(default=None, validator=FINGER_ESCAPE)
    abnormal_gait: bool | None = attrs.field(default=None, validator=ABNORMAL_GAIT)
    grip_release_cycles: int | None = attrs.field(default=None, validator=GRIP_RELEASE)
    step_test_steps: int | None = attrs.field(default=None, validator=STEP_TEST)
    grip_strength_kg: float | None = attrs.field(default=None, validator=GRIP_STRENGTH)
    walk_30m_seconds: float | None = attrs.field(default=None, validator=WALK_TIME)
    walk_30m_steps: int | None = attrs.field(default=None, validator=WALK_STEPS)
    subjective_weakness: bool | None = attrs.field(
        default=None, validator=SUBJECTIVE_WEAKNESS
    )
    dysaesthesia: bool | None = attrs.field(default=None, validator=DYSAESTHESIA)
    objective_weakness: bool | None = attrs.field(
        default=None, validator=OBJECTIVE_WEAKNESS
    )
    long_tract_signs: bool | None = attrs.field(
        default=None, validator=LONG_TRACT_SIGNS
    )
    ambulatory: bool | None = attrs.field(default=None, validator=AMBULATORY)
