"""
Grip strength as a screening test for myelopathy, by age and sex.

Two sets of cut-offs by the same authors: Kobayashi 2021, whose sensitivity was fixed in
advance, and Kobayashi 2022.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.age_cut_offs import AgeCutOff, cut_off_figures, passes, without_cut_off
from cervmyelo.criteria import Above, AtLeast
from cervmyelo.forms import FirstMatch, People, Row
from cervmyelo.models.examination import (
    GRIP_STRENGTH,
    GRIP_STRENGTH_KOBAYASHI_2022,
    GRIP_STRENGTH_SCREEN,
    GRIP_STRENGTHS,
)
from cervmyelo.models.patient import AGE_YEARS, SEX_AT_BIRTH
from cervmyelo.sources import (
    KOBAYASHI_2021,
    KOBAYASHI_2022,
    Disagreement,
    Figure,
    Statement,
)

from .grip_release import KOBAYASHI_2022_PEOPLE

__all__ = [
    "GRIP_STRENGTHS",
    "GRIP_STRENGTH_CUTOFF",
    "GRIP_STRENGTH_CUTOFFS_2022",
    "GRIP_STRENGTH_CUTOFF_2022",
    "grip_strength_kobayashi_2022",
    "grip_strength_screen",
]

_CUT_OFFS: Final = KOBAYASHI_2021.at("cut-offs by age and sex")
_CUT_OFFS_2022: Final = KOBAYASHI_2022.at("abstract, cut-offs by age and sex")

_CUT_OFFS_2021: Final = (
    AgeCutOff(40, 59, 41.0, 24.5),
    AgeCutOff(60, 69, 27.0, 16.0),
    AgeCutOff(70, 79, 27.0, 15.0),
    AgeCutOff(80, 89, 20.0, 10.0),
)

GRIP_STRENGTH_CUTOFFS_2022: Final = (
    AgeCutOff(40, 59, 32.0, 20.0),
    AgeCutOff(60, 69, 29.0, 13.0),
    AgeCutOff(70, 79, 21.0, 15.0),
    AgeCutOff(80, 89, 19.0, 10.0),
)
"""The cut-offs of Kobayashi 2022, in kilograms."""


def _figures(
    who: str, sensitivity: float, specificity: float, area: float
) -> tuple[Figure, ...]:
    return (
        Figure(f"sensitivity, {who}", sensitivity, "%"),
        Figure(f"specificity, {who}", specificity, "%"),
        Figure(f"area under the ROC curve, {who}", area, "of 1"),
    )


_SET_2021: Final = Statement(
    "Cut-offs by age and sex, set so that the sensitivity is at least 90 percent.",
    _CUT_OFFS,
    (
        *cut_off_figures("cut-off", _CUT_OFFS_2021, "kg"),
        Figure("sensitivity that was aimed at", 90, "%"),
    ),
)

_SET_2022: Final = Statement(
    "Cut-offs by age and sex, set where sensitivity and specificity together are "
    "highest.",
    _CUT_OFFS_2022,
    cut_off_figures("cut-off", GRIP_STRENGTH_CUTOFFS_2022, "kg"),
)

_ABOUT: Final = "How strong a grip is too weak for age and sex"

GRIP_STRENGTH_CUTOFF: Final = Disagreement(
    name="grip_strength_cutoff",
    about=_ABOUT,
    followed=_SET_2021,
    others=(_SET_2022,),
)

GRIP_STRENGTH_CUTOFF_2022: Final = Disagreement(
    name="grip_strength_cutoff_2022",
    about=f"{_ABOUT}, by the later study",
    followed=_SET_2022,
    others=(_SET_2021,),
)

_ABOVE: Final = "grip strength above the cut-off for age and sex"
_AT_LEAST: Final = "grip strength at or above the cut-off for age and sex"

_WEAKER: Final = "Use the weaker hand."
_SCREENING: Final = (
    "A screening test, not a diagnosis: many other conditions weaken the grip."
)
_NUMBER_ITSELF: Final = (
    "The source does not say whether a grip exactly at the cut-off counts as weak, "
    "so it has a grade of its own."
)

_EVIDENCE: Final = (
    Statement(
        "The cut-offs were derived in people who were operated on for degenerative "
        "myelopathy, and in people at a health check.",
        KOBAYASHI_2021.at("abstract, participants"),
        (
            Figure("with degenerative myelopathy", 249, "people"),
            Figure("men with degenerative myelopathy", 165, "people"),
            Figure("women with degenerative myelopathy", 84, "people"),
            Figure("without", 735, "people"),
            Figure("men without", 280, "people"),
            Figure("women without", 455, "people"),
        ),
    ),
    Statement(
        "Accuracy at the cut-offs, by age and sex.",
        _CUT_OFFS,
        (
            *_figures("men of 40 to 59", 94, 62, 0.92),
            *_figures("women of 40 to 59", 91, 59, 0.87),
            *_figures("men of 60 to 69", 92, 84, 0.94),
            *_figures("women of 60 to 69", 90, 83, 0.89),
            *_figures("men of 70 to 79", 95, 61, 0.89),
            *_figures("women of 70 to 79", 96, 71, 0.91),
            *_figures("men of 80 to 89", 92, 83, 0.97),
            *_figures("women of 80 to 89", 93, 88, 0.97),
        ),
    ),
)

grip_strength_screen: Final = FirstMatch(
    name="grip_strength_screen",
    recorded=GRIP_STRENGTH_SCREEN,
    label="grip strength for age and sex",
    summary="Whether grip strength is below the cut-off of Kobayashi 2021 for age and "
    "sex.",
    example={"age_years": 65, "grip_strength_kg": 20.0},
    rows=(
        without_cut_off(*_CUT_OFFS_2021),
        Row(
            passes(GRIP_STRENGTH, Above, _CUT_OFFS_2021, _ABOVE),
            GRIP_STRENGTHS.grade("above_cut_off"),
        ),
        Row(
            passes(GRIP_STRENGTH, AtLeast, _CUT_OFFS_2021, _AT_LEAST),
            GRIP_STRENGTHS.grade("at_cut_off"),
        ),
    ),
    otherwise=GRIP_STRENGTHS.grade("below_cut_off"),
    people=People(
        says="249 people who were operated on for degenerative myelopathy and 735 "
        "people at a health check."
    ),
    cite=_CUT_OFFS,
    limits=(
        _WEAKER,
        _SCREENING,
        _NUMBER_ITSELF,
        "Everyone with myelopathy was operated on, so the disease was severe; milder "
        "disease was not studied.",
        "The sensitivity was fixed in advance and the cut-offs chosen to reach it; a "
        "later study by the same authors has other cut-offs.",
        "The cut-offs come from one study; for men they are the same from 60 to 79 "
        "years.",
    ),
    disagreements=(GRIP_STRENGTH_CUTOFF,),
    evidence=_EVIDENCE,
    falls_with=(GRIP_STRENGTH, AGE_YEARS, SEX_AT_BIRTH),
)

grip_strength_kobayashi_2022: Final = FirstMatch(
    name="grip_strength_kobayashi_2022",
    recorded=GRIP_STRENGTH_KOBAYASHI_2022,
    label="grip strength for age and sex (Kobayashi 2022)",
    summary="Whether grip strength is below the cut-off of Kobayashi 2022 for age and "
    "sex.",
    example={"age_years": 65, "grip_strength_kg": 12.0},
    rows=(
        without_cut_off(*GRIP_STRENGTH_CUTOFFS_2022),
        Row(
            passes(GRIP_STRENGTH, Above, GRIP_STRENGTH_CUTOFFS_2022, _ABOVE),
            GRIP_STRENGTHS.grade("above_cut_off"),
        ),
        Row(
            passes(GRIP_STRENGTH, AtLeast, GRIP_STRENGTH_CUTOFFS_2022, _AT_LEAST),
            GRIP_STRENGTHS.grade("at_cut_off"),
        ),
    ),
    otherwise=GRIP_STRENGTHS.grade("below_cut_off"),
    people=KOBAYASHI_2022_PEOPLE,
    cite=_CUT_OFFS_2022,
    limits=(
        _WEAKER,
        _SCREENING,
        _NUMBER_ITSELF,
        "A pilot study; for women the cut-off is lower from 60 to 69 than from 70 to "
        "79 years.",
    ),
    disagreements=(GRIP_STRENGTH_CUTOFF_2022,),
    falls_with=(GRIP_STRENGTH, SEX_AT_BIRTH),
    either_way=(AGE_YEARS,),
)
