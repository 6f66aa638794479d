"""
The grip-and-release test: grip-and-release cycles in 10 seconds.

Three rules: the usual cut-off whatever the age, cut-offs by decade (Machino), and
cut-offs by age and sex (Kobayashi 2022).
"""

from __future__ import annotations

from typing import Final

from cervmyelo.age_cut_offs import (
    AT_CUT_OFF,
    AgeCutOff,
    cut_off_figures,
    passes,
    without_cut_off,
)
from cervmyelo.criteria import Above, AtLeast
from cervmyelo.forms import FirstMatch, People, Row
from cervmyelo.models.examination import GRIP_RELEASE as CYCLES
from cervmyelo.models.examination import (
    GRIP_RELEASE_BY_AGE,
    GRIP_RELEASE_KOBAYASHI_2022,
    GRIP_RELEASE_MACHINO,
    GRIP_RELEASE_RESULT,
    GRIP_RELEASE_RESULTS,
)
from cervmyelo.models.patient import AGE_YEARS, SEX_AT_BIRTH
from cervmyelo.sources import (
    GRIP_RELEASE_ACCURACY,
    KOBAYASHI_2022,
    MACHINO_CUT_OFFS,
    TEN_SECOND_TESTS_2013,
    Disagreement,
    Figure,
    Statement,
)

__all__ = [
    "FALSE_POSITIVES_WITH_AGE",
    "GRIP_RELEASE_BY_AGE",
    "GRIP_RELEASE_CUTOFF",
    "GRIP_RELEASE_CUTOFFS_2022",
    "GRIP_RELEASE_CUTOFF_2022",
    "GRIP_RELEASE_CUTOFF_MACHINO",
    "GRIP_RELEASE_RESULTS",
    "KOBAYASHI_2022_PEOPLE",
    "MACHINO_LIMITS",
    "MACHINO_PEOPLE",
    "grip_release",
    "grip_release_kobayashi_2022",
    "grip_release_machino",
]

_NORMS: Final = TEN_SECOND_TESTS_2013.at("norms of the weaker side")
_DECADES: Final = MACHINO_CUT_OFFS.at("abstract, results, cut-offs by decade")
_AGE_AND_SEX: Final = KOBAYASHI_2022.at("abstract, cut-offs by age and sex")

_USUAL: Final = 20

_MACHINO: Final = (
    AgeCutOff(40, 49, 20),
    AgeCutOff(50, 59, 19),
    AgeCutOff(60, 69, 17),
    AgeCutOff(70, 79, 16),
)

GRIP_RELEASE_CUTOFFS_2022: Final = (
    AgeCutOff(40, 59, 21, 18),
    AgeCutOff(60, 69, 17, 17),
    AgeCutOff(70, 79, 15, 15),
    AgeCutOff(80, 89, 11, 12),
)
"""The cut-offs of Kobayashi 2022, in cycles."""

FALSE_POSITIVES_WITH_AGE: Final = (
    "The usual cut-off gives false positives in healthy older people: their mean is "
    "below it from the sixties on."
)

_BY_DECADE: Final = Statement(
    "Cut-offs by decade fall with age; those of women are lower than those of men.",
    _DECADES,
    cut_off_figures("cut-off", _MACHINO, "cycles"),
)

_BY_AGE_AND_SEX: Final = Statement(
    "Cut-offs by age and sex, set where sensitivity and specificity together are "
    "highest.",
    _AGE_AND_SEX,
    cut_off_figures("cut-off", GRIP_RELEASE_CUTOFFS_2022, "cycles"),
)

_ONE_FOR_ALL: Final = Statement(
    "One cut-off, whatever the age and sex.",
    GRIP_RELEASE_ACCURACY.at("usual cut-off"),
    (Figure("usual cut-off", _USUAL, "cycles"),),
)

_ABOUT: Final = "How many grip-and-release cycles in 10 seconds are too few"

GRIP_RELEASE_CUTOFF: Final = Disagreement(
    name="grip_release_cutoff",
    about=_ABOUT,
    followed=_ONE_FOR_ALL,
    others=(_BY_DECADE, _BY_AGE_AND_SEX),
)

GRIP_RELEASE_CUTOFF_MACHINO: Final = Disagreement(
    name="grip_release_cutoff_machino",
    about=f"{_ABOUT}, by the decade of age",
    followed=_BY_DECADE,
    others=(_ONE_FOR_ALL, _BY_AGE_AND_SEX),
)

GRIP_RELEASE_CUTOFF_2022: Final = Disagreement(
    name="grip_release_cutoff_2022",
    about=f"{_ABOUT}, by age and sex",
    followed=_BY_AGE_AND_SEX,
    others=(_ONE_FOR_ALL, _BY_DECADE),
)

_EVIDENCE: Final = (
    Statement(
        "In people without myelopathy the count falls with age; in the sixties and "
        "seventies the mean is already below the usual cut-off.",
        _NORMS,
        (
            Figure("people", 1230, "people"),
            Figure("mean of the weaker side", 21.5, "cycles"),
            Figure("standard deviation of the weaker side", 5.5, "cycles"),
            Figure("correlation with age", -0.58, "r"),
        ),
    ),
    Statement(
        "At the usual cut-off the test separates most people with myelopathy from "
        "controls; the controls were not matched for age and sex.",
        GRIP_RELEASE_ACCURACY.at("abstract, results before matching"),
        (
            Figure("with degenerative myelopathy", 508, "people"),
            Figure("controls", 1194, "people"),
            Figure("area under the ROC curve", 0.85, "of 1"),
        ),
    ),
)

_WEAKER: Final = "Use the weaker side."
_SCREENING: Final = (
    "A screening test, not a diagnosis: other conditions also slow the hand."
)
_NUMBER_ITSELF: Final = (
    "The source does not say whether the number itself counts as abnormal: exactly at "
    "the cut-off there is no answer."
)

MACHINO_PEOPLE: Final = People(
    says="454 people with cervical spondylotic myelopathy and 818 people without "
    "symptoms, in their forties to seventies, in Japan."
)
"""The people of Machino et al."""

MACHINO_LIMITS: Final = (
    _SCREENING,
    _NUMBER_ITSELF,
    "The cut-offs are for both sexes together; the source has separate ones for women "
    "and men that were not in the abstract.",
)
"""Limits of the cut-offs by decade."""

KOBAYASHI_2022_PEOPLE: Final = People(
    says="247 people with degenerative myelopathy and 721 without, in a pilot study."
)
"""The people of Kobayashi et al. 2022."""

grip_release: Final = FirstMatch(
    name="grip_release",
    recorded=GRIP_RELEASE_RESULT,
    label="grip-and-release test",
    summary="The result of the grip-and-release test: positive below the usual number "
    "of cycles.",
    example={"grip_release_cycles": 19},
    rows=(Row(AtLeast(CYCLES, _USUAL), GRIP_RELEASE_RESULTS.grade("negative")),),
    otherwise=GRIP_RELEASE_RESULTS.grade("positive"),
    people=People(
        says="508 people with degenerative myelopathy and 1194 controls, not matched "
        "for age and sex."
    ),
    cite=GRIP_RELEASE_ACCURACY.at("usual cut-off"),
    limits=(
        _WEAKER,
        FALSE_POSITIVES_WITH_AGE,
        "The cut-off is conventional and does not depend on age or sex.",
    ),
    disagreements=(GRIP_RELEASE_CUTOFF,),
    evidence=_EVIDENCE,
    falls_with=(CYCLES,),
)

grip_release_machino: Final = FirstMatch(
    name="grip_release_machino",
    recorded=GRIP_RELEASE_MACHINO,
    label="grip-and-release test for the decade (Machino)",
    summary="The result of the grip-and-release test by the cut-off for the decade of "
    "age.",
    example={"age_years": 75, "grip_release_cycles": 18},
    rows=(
        without_cut_off(*_MACHINO),
        Row(
            passes(CYCLES, Above, _MACHINO, "more cycles than the cut-off for age"),
            GRIP_RELEASE_BY_AGE.grade("negative"),
        ),
        Row(
            passes(CYCLES, AtLeast, _MACHINO, "as many cycles as the cut-off for age"),
            AT_CUT_OFF,
        ),
    ),
    otherwise=GRIP_RELEASE_BY_AGE.grade("positive"),
    people=MACHINO_PEOPLE,
    cite=_DECADES,
    limits=(
        *MACHINO_LIMITS,
        "The abstract does not say which hand; use the weaker side.",
    ),
    disagreements=(GRIP_RELEASE_CUTOFF_MACHINO,),
    falls_with=(CYCLES, AGE_YEARS),
)

grip_release_kobayashi_2022: Final = FirstMatch(
    name="grip_release_kobayashi_2022",
    recorded=GRIP_RELEASE_KOBAYASHI_2022,
    label="grip-and-release test for age and sex (Kobayashi 2022)",
    summary="The result of the grip-and-release test by the cut-off for age and sex.",
    example={
        "age_years": 82,
        "sex_at_birth": "female",
        "grip_release_cycles": 14,
    },
    rows=(
        without_cut_off(*GRIP_RELEASE_CUTOFFS_2022),
        Row(
            passes(
                CYCLES,
                Above,
                GRIP_RELEASE_CUTOFFS_2022,
                "more cycles than the cut-off for age and sex",
            ),
            GRIP_RELEASE_BY_AGE.grade("negative"),
        ),
        Row(
            passes(
                CYCLES,
                AtLeast,
                GRIP_RELEASE_CUTOFFS_2022,
                "as many cycles as the cut-off for age and sex",
            ),
            AT_CUT_OFF,
        ),
    ),
    otherwise=GRIP_RELEASE_BY_AGE.grade("positive"),
    people=KOBAYASHI_2022_PEOPLE,
    cite=_AGE_AND_SEX,
    limits=(
        _WEAKER,
        _SCREENING,
        _NUMBER_ITSELF,
        "A pilot study; its authors ask for more data by age and sex.",
    ),
    disagreements=(GRIP_RELEASE_CUTOFF_2022,),
    falls_with=(CYCLES, AGE_YEARS),
    either_way=(SEX_AT_BIRTH,),
)
