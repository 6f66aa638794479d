"""
Signs and timed tests at the bedside.
"""

from typing import ClassVar, Final, Literal

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Fact, Measure, Partly, word_of
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import (
    BOHM_POSTER,
    KOBAYASHI_2021,
    RANAWAT_1979,
    SIGNS_REVIEW_2023,
    TEN_SECOND_TESTS_2013,
    YUKAWA_2009,
    Citation,
)

from .sheet import Category, Sheet, recorded

__all__ = [
    "ABNORMAL_GAIT",
    "AMBULATORY",
    "BABINSKI",
    "CLONUS",
    "COOK_RESULT",
    "COOK_RESULTS",
    "DYSAESTHESIA",
    "FINGER_ESCAPE",
    "GRIP_RELEASE",
    "GRIP_RELEASE_BY_AGE",
    "GRIP_RELEASE_KOBAYASHI_2022",
    "GRIP_RELEASE_MACHINO",
    "GRIP_RELEASE_RESULT",
    "GRIP_RELEASE_RESULTS",
    "GRIP_STRENGTH",
    "GRIP_STRENGTHS",
    "GRIP_STRENGTH_KOBAYASHI_2022",
    "GRIP_STRENGTH_SCREEN",
    "GRIP_TESTS",
    "GRIP_TESTS_KOBAYASHI_2022",
    "HOFFMANN",
    "HYPERREFLEXIA",
    "INVERTED_SUPINATOR",
    "LONG_TRACT_SIGNS",
    "OBJECTIVE_WEAKNESS",
    "RANAWAT",
    "RANAWAT_CLASSES",
    "ROMBERG",
    "STEP_TEST",
    "STEP_TEST_BY_AGE",
    "STEP_TEST_MACHINO",
    "SUBJECTIVE_WEAKNESS",
    "TROMNER",
    "WALK_STEPS",
    "WALK_TIME",
    "Examination",
]


_RANAWAT: Final = RANAWAT_1979.at("the classes, as tabulated at e1v1m1.co.uk page 231")
_SIGNS: Final = SIGNS_REVIEW_2023.at("table 2, how the signs are tested")
_WALK: Final = BOHM_POSTER.at("how the walk was done")


def _sign(
    name: str,
    label: str,
    *,
    definition: str = "",
    defined_in: Citation | None = None,
    note: str = "",
) -> Fact:
    the = "the " if label.endswith(" sign") else ""
    return Fact(
        name=name,
        label=label,
        question=f"Is there {the}{label}?",
        definition=definition,
        defined_in=defined_in,
        note=note,
    )


HOFFMANN: Final = _sign(
    "hoffmann_sign",
    "Hoffmann sign",
    definition="The nail of the middle finger is flicked downwards while the finger is "
    "held loosely. The sign is present if the thumb or the index finger of the same "
    "hand quickly flexes and adducts. Whether one hand is enough is not stated.",
    defined_in=_SIGNS,
)
TROMNER: Final = _sign(
    "tromner_sign",
    "Trömner sign",
    definition="The end of a relaxed finger, usually the middle one, is tapped from "
    "the side of the palm. The sign is present if the end of that finger flexes "
    "markedly.",
    defined_in=_SIGNS,
)
INVERTED_SUPINATOR: Final = _sign(
    "inverted_supinator_sign",
    "inverted supinator sign",
    definition="The brachioradialis is tapped. The sign is present if the fingers flex "
    "and the wrist extends. Whether one side is enough is not stated.",
    defined_in=_SIGNS,
    note="The table calls it the inverted radial reflex.",
)
BABINSKI: Final = _sign(
    "babinski_sign",
    "Babinski sign",
    definition="The sole of the foot is stroked with a blunt object from the heel "
    "towards the toes. The sign is present if the great toe goes up. Whether one foot "
    "is enough is not stated.",
    defined_in=_SIGNS,
)
CLONUS: Final = _sign(
    "sustained_clonus",
    "sustained clonus",
    note="Sustained: the source gives no number of beats.",
)
HYPERREFLEXIA: Final = _sign(
    "hyperreflexia",
    "hyperreflexia",
    note="The sources name it without the reflexes that count. A change that is "
    'reported as an early symptom is "changed reflexes".',
)
ROMBERG: Final = _sign("romberg_sign", "Romberg sign")
FINGER_ESCAPE: Final = _sign(
    "finger_escape_sign",
    "finger escape sign",
    definition="The person holds the fingers straight and together for a minute. The "
    "sign is present if the little and the ring finger drift into flexion and apart.",
    defined_in=_SIGNS,
    note="Sources differ on how long the fingers are held.",
)
ABNORMAL_GAIT: Final = _sign(
    "abnormal_gait",
    "abnormal gait on examination",
    definition="The person walks while the examiner watches from several sides. A wide "
    "base, spasticity or ataxia counts.",
    defined_in=_SIGNS,
    note="The Cook cluster names a deviation of the gait and the study of the outcome "
    "after surgery an impaired gait; the parts that were read describe neither. "
    'What the person notices is "changed gait"; the Nurick grades ask for '
    '"difficulty in walking".',
)

GRIP_RELEASE: Final = Measure(
    name="grip_release_cycles",
    label="grip-and-release test, weaker side",
    question="How often could the weaker hand close and open in 10 seconds?",
    low=0,
    high=100,
    unit="cycles",
    definition="How often the hand closes and opens in 10 seconds. The weaker side "
    "counts.",
    defined_in=TEN_SECOND_TESTS_2013.at("norms of the weaker side"),
)

STEP_TEST: Final = Measure(
    name="step_test_steps",
    label="10-second step test",
    question="How many steps on the spot were taken in 10 seconds?",
    low=0,
    high=100,
    unit="steps",
    definition="High steps on the spot in 10 seconds, without holding on. The knee is "
    "bent to a right angle and the thigh is lifted level with the floor.",
    defined_in=YUKAWA_2009.at("the test, as described for patients at eorthopod.com"),
)

GRIP_STRENGTH: Final = Measure(
    name="grip_strength_kg",
    label="grip strength, weaker hand",
    question="How strong is the grip of the weaker hand, in kg?",
    low=0,
    high=150,
    unit="kg",
    step=None,
    definition="The strength of the grip in kilograms. Both hands are measured and "
    "the lower value counts.",
    defined_in=KOBAYASHI_2021.at("cut-offs by age and sex"),
)

WALK_TIME: Final = Measure(
    name="walk_30m_seconds",
    label="30-metre walk, time",
    question="How many seconds did the 30-metre walk take?",
    low=1,
    high=3600,
    unit="seconds",
    step=None,
    definition="The time to walk 30 metres as fast as is comfortable, with walking "
    "aids if they are needed. Three walks at each visit; which of them "
    "counts is not stated.",
    defined_in=_WALK,
)

WALK_STEPS: Final = Measure(
    name="walk_30m_steps",
    label="30-metre walk, steps",
    question="How many steps did the 30-metre walk take?",
    low=1,
    high=1000,
    unit="steps",
    note="Counted in the same walk as the time.",
)

SUBJECTIVE_WEAKNESS: Final = Fact(
    name="subjective_weakness",
    label="a feeling of weakness",
    question="Does the person feel weak?",
    definition="Weakness that the person feels, in contrast to weakness that an "
    "examination shows.",
    defined_in=_RANAWAT,
    note="Class II of the Ranawat classes. Weakness in one place is recorded "
    'among the symptoms, such as "weak hands or arms".',
)

DYSAESTHESIA: Final = Fact(
    name="dysaesthesia",
    label="dysaesthesia",
    question="Are there abnormal, unpleasant sensations?",
    note="Part of class II of the Ranawat classes. Numbness is recorded among "
    'the symptoms, as "numb hands or arms" or "changed senses".',
)

OBJECTIVE_WEAKNESS: Final = Fact(
    name="objective_weakness",
    label="weakness that an examination shows",
    question="Did an examination show weakness?",
    definition="Weakness that an examination shows, in contrast to weakness that the "
    "person only feels. How it is tested is not described.",
    defined_in=_RANAWAT,
)

LONG_TRACT_SIGNS: Final = Fact(
    name="long_tract_signs",
    label="signs of the long tracts",
    question="Did an examination show signs of the long tracts?",
    note="Part of class III of the Ranawat classes, which do not list the signs. Here "
    '"Babinski sign", "sustained clonus" and "inverted supinator sign" are read as '
    'such signs. "Signs of the spinal cord" is the judgement that the stages and '
    "Nurick grades ask for.",
)

AMBULATORY: Final = Fact(
    name="ambulatory",
    label="able to walk",
    question="Can the person walk?",
    definition="Able to walk. Whether walking with an aid or another person's help "
    "counts is not stated.",
    defined_in=_RANAWAT,
    note="Here walking with an aid or with help counts. The Nurick grades separate "
    '"walks only with help or a frame" from "bound to a chair or to bed".',
)


GRIP_TESTS: Final = Scale(
    name="grip_tests_kobayashi_2022",
    label="grip-and-release test and grip strength",
    levels=(
        Level("negative", "both results are above the cut-off for age and sex"),
        Level("positive", "at least one result is below the cut-off for age and sex"),
    ),
)

GRIP_STRENGTHS: Final = Scale(
    name="grip_strength_screen",
    label="grip strength for age and sex",
    levels=(
        Level("above_cut_off", "stronger than the cut-off for age and sex"),
        Level(
            "at_cut_off",
            "exactly at the cut-off; the source does not say whether this counts as "
            "weak",
        ),
        Level("below_cut_off", "weaker than the cut-off for age and sex"),
    ),
)

RANAWAT_CLASSES: Final = Scale(
    name="ranawat",
    label="Ranawat class",
    levels=(
        Level("I", "pain without a deficit"),
        Level("II", "weakness that the person feels, hyperreflexia and dysaesthesia"),
        Level("IIIA", "weakness and long tract signs on examination; able to walk"),
        Level("IIIB", "weakness and long tract signs on examination; unable to walk"),
    ),
)

GRIP_RELEASE_RESULTS: Final = Scale(
    name="grip_release",
    label="grip-and-release test",
    levels=(
        Level("negative", "at or above the usual cut-off"),
        Level("positive", "below the usual cut-off"),
    ),
)

GRIP_RELEASE_BY_AGE: Final = Scale(
    name="grip_release_by_age",
    label="grip-and-release test for the age",
    levels=(
        Level("negative", "more cycles than the cut-off for the age"),
        Level("positive", "fewer cycles than the cut-off for the age"),
    ),
)

STEP_TEST_BY_AGE: Final = Scale(
    name="step_test_by_age",
    label="10-second step test for the age",
    levels=(
        Level("negative", "more steps than the cut-off for the age"),
        Level("positive", "fewer steps than the cut-off for the age"),
    ),
)

COOK_RESULTS: Final = Scale(
    name="cook_result",
    label="Cook 2010 cluster, result",
    levels=(
        Level("ruled_out", "no findings: the cluster is evidence against myelopathy"),
        Level(
            "indeterminate",
            "the cluster is evidence neither for nor against myelopathy",
        ),
        Level(
            "ruled_in", "three or more findings: the cluster is evidence for myelopathy"
        ),
    ),
)

RANAWAT: Final = word_of(RANAWAT_CLASSES)

GRIP_RELEASE_RESULT: Final = word_of(GRIP_RELEASE_RESULTS)

GRIP_RELEASE_MACHINO: Final = word_of(
    GRIP_RELEASE_BY_AGE,
    "grip_release_machino",
    "grip-and-release test for the decade (Machino)",
)

GRIP_RELEASE_KOBAYASHI_2022: Final = word_of(
    GRIP_RELEASE_BY_AGE,
    "grip_release_kobayashi_2022",
    "grip-and-release test for age and sex (Kobayashi 2022)",
)

GRIP_STRENGTH_SCREEN: Final = word_of(GRIP_STRENGTHS)

GRIP_STRENGTH_KOBAYASHI_2022: Final = word_of(
    GRIP_STRENGTHS,
    "grip_strength_kobayashi_2022",
    "grip strength for age and sex (Kobayashi 2022)",
)

GRIP_TESTS_KOBAYASHI_2022: Final = word_of(GRIP_TESTS)

STEP_TEST_MACHINO: Final = word_of(
    STEP_TEST_BY_AGE,
    "step_test_machino",
    "10-second step test for the decade (Machino)",
)

COOK_RESULT: Final = word_of(COOK_RESULTS)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class Examination(Sheet):
    """
    What an examination and timed tests at the bedside found.

    The Lhermitte sign is recorded among the symptoms, where the article lists it.

    >>> Examination(hoffmann_sign=True, grip_release_cycles=17).flat()["hoffmann_sign"]
    True
    """

    category: ClassVar[Category] = "exam"

    hoffmann_sign: bool | None = recorded(HOFFMANN)
    tromner_sign: bool | None = recorded(TROMNER)
    inverted_supinator_sign: bool | None = recorded(INVERTED_SUPINATOR)
    babinski_sign: bool | None = recorded(BABINSKI)
    sustained_clonus: bool | None = recorded(CLONUS)
    hyperreflexia: bool | None = recorded(HYPERREFLEXIA)
    romberg_sign: bool | None = recorded(ROMBERG)
    finger_escape_sign: bool | None = recorded(FINGER_ESCAPE)
    abnormal_gait: bool | None = recorded(ABNORMAL_GAIT)
    grip_release_cycles: int | Partly | None = recorded(GRIP_RELEASE)
    step_test_steps: int | Partly | None = recorded(STEP_TEST)
    grip_strength_kg: float | Partly | None = recorded(GRIP_STRENGTH)
    walk_30m_seconds: float | Partly | None = recorded(WALK_TIME)
    walk_30m_steps: int | Partly | None = recorded(WALK_STEPS)
    subjective_weakness: bool | None = recorded(SUBJECTIVE_WEAKNESS)
    dysaesthesia: bool | None = recorded(DYSAESTHESIA)
    objective_weakness: bool | None = recorded(OBJECTIVE_WEAKNESS)
    long_tract_signs: bool | None = recorded(LONG_TRACT_SIGNS)
    ambulatory: bool | None = recorded(AMBULATORY)
    ranawat: Literal["I", "II", "IIIA", "IIIB"] | Partly | None = recorded(RANAWAT)
    grip_release: Literal["negative", "positive"] | Partly | None = recorded(
        GRIP_RELEASE_RESULT
    )
    grip_release_machino: Literal["negative", "positive"] | Partly | None = recorded(
        GRIP_RELEASE_MACHINO
    )
    grip_release_kobayashi_2022: Literal["negative", "positive"] | Partly | None = (
        recorded(GRIP_RELEASE_KOBAYASHI_2022)
    )
    grip_strength_screen: (
        Literal["above_cut_off", "at_cut_off", "below_cut_off"] | Partly | None
    ) = recorded(GRIP_STRENGTH_SCREEN)
    grip_strength_kobayashi_2022: (
        Literal["above_cut_off", "at_cut_off", "below_cut_off"] | Partly | None
    ) = recorded(GRIP_STRENGTH_KOBAYASHI_2022)
    grip_tests_kobayashi_2022: Literal["negative", "positive"] | Partly | None = (
        recorded(GRIP_TESTS_KOBAYASHI_2022)
    )
    step_test_machino: Literal["negative", "positive"] | Partly | None = recorded(
        STEP_TEST_MACHINO
    )
    cook_result: Literal["ruled_out", "indeterminate", "ruled_in"] | Partly | None = (
        recorded(COOK_RESULT)
    )
