"""
Grip-and-release test and grip strength as one screen (Kobayashi 2022).
"""

from __future__ import annotations

from typing import Final

from cervmyelo.age_cut_offs import passes, without_cut_off
from cervmyelo.criteria import Above, AllOf, AtLeast, Criterion
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, Row
from cervmyelo.models.examination import (
    GRIP_RELEASE,
    GRIP_STRENGTH,
    GRIP_TESTS,
    GRIP_TESTS_KOBAYASHI_2022,
)
from cervmyelo.models.patient import AGE_YEARS, SEX_AT_BIRTH
from cervmyelo.sources import KOBAYASHI_2022, Figure, Statement

from .grip_release import GRIP_RELEASE_CUTOFFS_2022, KOBAYASHI_2022_PEOPLE
from .grip_strength import GRIP_STRENGTH_CUTOFFS_2022

__all__ = ["GRIP_TESTS", "GRIP_TESTS_RATIOS", "grip_tests_kobayashi_2022"]

_EITHER: Final = KOBAYASHI_2022.at("abstract, either test positive")

GRIP_TESTS_RATIOS: Final = Statement(
    "Accuracy if either test counts as positive.",
    _EITHER,
    (
        Figure("likelihood ratio, either test positive", 4.03, "ratio"),
        Figure("likelihood ratio, neither test positive", 0.15, "ratio"),
        Figure("sensitivity, either test positive", 88.2, "%"),
        Figure("specificity, either test positive", 78.1, "%"),
        Figure("with degenerative myelopathy", 247, "people"),
        Figure("without", 721, "people"),
    ),
)
"""Sensitivity, specificity and likelihood ratios of the screen."""


def _both(bound: type[Above | AtLeast], label: str) -> Criterion:
    return AllOf(
        (
            passes(
                GRIP_RELEASE,
                bound,
                GRIP_RELEASE_CUTOFFS_2022,
                "grip-and-release test passed for age and sex",
            ),
            passes(
                GRIP_STRENGTH,
                bound,
                GRIP_STRENGTH_CUTOFFS_2022,
                "grip strength passed for age and sex",
            ),
        ),
        label=label,
    )


grip_tests_kobayashi_2022: Final = FirstMatch(
    name="grip_tests_kobayashi_2022",
    recorded=GRIP_TESTS_KOBAYASHI_2022,
    label="grip-and-release test and grip strength (Kobayashi 2022)",
    summary="Whether the grip-and-release test or the grip strength is below its "
    "cut-off for age and sex.",
    example={
        "age_years": 65,
        "sex_at_birth": "male",
        "grip_release_cycles": 14,
        "grip_strength_kg": 35.0,
    },
    rows=(
        without_cut_off(*GRIP_RELEASE_CUTOFFS_2022),
        Row(
            _both(Above, "both results above the cut-off"),
            GRIP_TESTS.grade("negative"),
        ),
        Row(
            _both(AtLeast, "neither result below the cut-off"),
            Gap(
                "at_cut_off",
                "A result is exactly at its cut-off and the other not below its own; "
                "the abstract does not say whether that counts as abnormal.",
            ),
        ),
    ),
    otherwise=GRIP_TESTS.grade("positive"),
    people=KOBAYASHI_2022_PEOPLE,
    cite=_EITHER,
    limits=(
        "Use the lower result of the two hands for each test.",
        "A screening test, not a diagnosis: many other conditions weaken or slow the "
        "hand.",
        "A pilot study; the cut-offs were not validated in other people.",
        "With a result exactly at its cut-off there is no answer, unless the other "
        "result is below its own.",
    ),
    evidence=(GRIP_TESTS_RATIOS,),
    falls_with=(GRIP_RELEASE, GRIP_STRENGTH),
    either_way=(AGE_YEARS, SEX_AT_BIRTH),
)
