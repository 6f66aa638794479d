"""
The 10-second step test, by decade of age (Machino).
"""

from __future__ import annotations

from typing import Final

from cervmyelo.age_cut_offs import AT_CUT_OFF, AgeCutOff, passes, without_cut_off
from cervmyelo.criteria import Above, AtLeast
from cervmyelo.forms import FirstMatch, Row
from cervmyelo.models.examination import STEP_TEST as STEPS
from cervmyelo.models.examination import STEP_TEST_BY_AGE, STEP_TEST_MACHINO
from cervmyelo.models.patient import AGE_YEARS
from cervmyelo.sources import (
    MACHINO_CUT_OFFS,
    TEN_SECOND_TESTS_2013,
    YUKAWA_2009,
    Figure,
    Statement,
)

from .grip_release import MACHINO_LIMITS, MACHINO_PEOPLE

__all__ = ["STEP_TEST_BY_AGE", "step_test_machino"]

_CUT_OFFS: Final = (
    AgeCutOff(40, 49, 19),
    AgeCutOff(50, 59, 18),
    AgeCutOff(60, 69, 16),
    AgeCutOff(70, 79, 15),
)

_STUDY: Final = YUKAWA_2009.at("abstract, results")

step_test_machino: Final = FirstMatch(
    name="step_test_machino",
    recorded=STEP_TEST_MACHINO,
    label="10-second step test for the decade (Machino)",
    summary="The result of the 10-second step test by the cut-off for the decade of "
    "age.",
    example={"age_years": 63, "step_test_steps": 12},
    rows=(
        without_cut_off(*_CUT_OFFS),
        Row(
            passes(STEPS, Above, _CUT_OFFS, "more steps than the cut-off for age"),
            STEP_TEST_BY_AGE.grade("negative"),
        ),
        Row(
            passes(STEPS, AtLeast, _CUT_OFFS, "as many steps as the cut-off for age"),
            AT_CUT_OFF,
        ),
    ),
    otherwise=STEP_TEST_BY_AGE.grade("positive"),
    people=MACHINO_PEOPLE,
    cite=MACHINO_CUT_OFFS.at("abstract, results, cut-offs by decade"),
    limits=(
        *MACHINO_LIMITS,
        "The test is not possible for people who cannot stand alone; record no count "
        "for them.",
    ),
    evidence=(
        Statement(
            "The mean in people without myelopathy.",
            TEN_SECOND_TESTS_2013.at("norms of the step test"),
            (
                Figure("mean", 19.7, "steps"),
                Figure("standard deviation", 3.4, "steps"),
            ),
        ),
        Statement(
            "People with myelopathy take about half as many steps as controls.",
            _STUDY,
            (
                Figure("mean with myelopathy", 10.7, "steps"),
                Figure("standard deviation with myelopathy", 5.5, "steps"),
                Figure("with myelopathy", 163, "people"),
                Figure("men with myelopathy", 99, "people"),
                Figure("women with myelopathy", 64, "people"),
                Figure("mean age with myelopathy", 63.3, "years"),
                Figure("mean of controls", 19.6, "steps"),
                Figure("standard deviation of controls", 3.5, "steps"),
                Figure("controls", 1200, "people"),
            ),
        ),
        Statement(
            "The count rose in people tested again after a year.",
            _STUDY,
            (
                Figure("tested again", 123, "people"),
                Figure("mean before", 10.4, "steps"),
                Figure("standard deviation before", 5.9, "steps"),
                Figure("mean after a year", 14.0, "steps"),
                Figure("standard deviation after a year", 5.4, "steps"),
            ),
        ),
    ),
    falls_with=(STEPS, AGE_YEARS),
)
