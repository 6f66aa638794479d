"""
Signs and timed tests at the bedside.
"""

from typing import Final

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Fact, Measure

from .sheet import Sheet, recorded

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


def _sign(name: str, label: str) -> Fact:
    the = "the " if label.endswith(" sign") else ""
    return Fact(name=name, label=label, question=f"Is there {the}{label}?")


HOFFMANN: Final = _sign("hoffmann_sign", "Hoffmann sign")
TROMNER: Final = _sign("tromner_sign", "Trömner sign")
INVERTED_SUPINATOR: Final = _sign("inverted_supinator_sign", "inverted supinator sign")
BABINSKI: Final = _sign("babinski_sign", "Babinski sign")
CLONUS: Final = _sign("sustained_clonus", "sustained clonus")
HYPERREFLEXIA: Final = _sign("hyperreflexia", "hyperreflexia")
ROMBERG: Final = _sign("romberg_sign", "Romberg sign")
FINGER_ESCAPE: Final = _sign("finger_escape_sign", "finger escape sign")
ABNORMAL_GAIT: Final = _sign("abnormal_gait", "abnormal gait on examination")

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


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class Examination(Sheet):
    """
    What an examination and timed tests at the bedside found.

    The Lhermitte sign is recorded among the symptoms, where the article lists it.

    >>> Examination(hoffmann_sign=True, grip_release_cycles=17).flat()["hoffmann_sign"]
    True
    """

    hoffmann_sign: bool | None = recorded(HOFFMANN)
    tromner_sign: bool | None = recorded(TROMNER)
    inverted_supinator_sign: bool | None = recorded(INVERTED_SUPINATOR)
    babinski_sign: bool | None = recorded(BABINSKI)
    sustained_clonus: bool | None = recorded(CLONUS)
    hyperreflexia: bool | None = recorded(HYPERREFLEXIA)
    romberg_sign: bool | None = recorded(ROMBERG)
    finger_escape_sign: bool | None = recorded(FINGER_ESCAPE)
    abnormal_gait: bool | None = recorded(ABNORMAL_GAIT)
    grip_release_cycles: int | None = recorded(GRIP_RELEASE)
    step_test_steps: int | None = recorded(STEP_TEST)
    grip_strength_kg: float | None = recorded(GRIP_STRENGTH)
    walk_30m_seconds: float | None = recorded(WALK_TIME)
    walk_30m_steps: int | None = recorded(WALK_STEPS)
    subjective_weakness: bool | None = recorded(SUBJECTIVE_WEAKNESS)
    dysaesthesia: bool | None = recorded(DYSAESTHESIA)
    objective_weakness: bool | None = recorded(OBJECTIVE_WEAKNESS)
    long_tract_signs: bool | None = recorded(LONG_TRACT_SIGNS)
    ambulatory: bool | None = recorded(AMBULATORY)
