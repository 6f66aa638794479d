"""
The post-test probability of myelopathy after two tests of the grip (Kobayashi 2022).
"""

from __future__ import annotations

from typing import Final

from cervmyelo.findings import Gap
from cervmyelo.forms import LikelihoodRatio, PostTest
from cervmyelo.instruments.grip_tests import (
    GRIP_TESTS,
    GRIP_TESTS_RATIOS,
    grip_tests_kobayashi_2022,
)
from cervmyelo.models.patient import PRETEST_PROBABILITY

__all__ = ["grip_tests_kobayashi_2022_probability"]

_POSITIVE, _NEGATIVE = GRIP_TESTS_RATIOS.figures[:2]

grip_tests_kobayashi_2022_probability: Final = PostTest(
    name="grip_tests_kobayashi_2022_probability",
    label="post-test probability, grip tests (Kobayashi 2022)",
    summary="The post-test probability of myelopathy by the grip-and-release test and "
    "the grip strength: positive if either is below its cut-off for age and sex.",
    example={
        "pretest_probability": 0.25,
        "age_years": 65,
        "sex_at_birth": "male",
        "grip_release_cycles": 14,
        "grip_strength_kg": 35.0,
    },
    of=grip_tests_kobayashi_2022,
    before=PRETEST_PROBABILITY,
    ratios=(
        LikelihoodRatio(
            grade=GRIP_TESTS.grade("positive"),
            value=_POSITIVE.value,
            cite=GRIP_TESTS_RATIOS.cite,
        ),
        LikelihoodRatio(
            grade=GRIP_TESTS.grade("negative"),
            value=_NEGATIVE.value,
            cite=GRIP_TESTS_RATIOS.cite,
        ),
    ),
    unpublished=Gap(
        "no_published_ratio", "The source has no likelihood ratio for this result."
    ),
    people=grip_tests_kobayashi_2022.people,
    cite=GRIP_TESTS_RATIOS.cite,
    limits=(
        "You provide the pre-test probability; the rule has no default.",
        "Do not multiply by the ratio of a sign or of another test of the grip: "
        "findings in one person are not independent.",
        "The ratios were found in the people in whom the cut-offs were chosen, so they "
        "are probably too good; they have no confidence interval.",
        "The source has one pair of ratios for all ages and both sexes.",
    ),
    evidence=grip_tests_kobayashi_2022.evidence,
    falls_with=grip_tests_kobayashi_2022.falls_with,
    either_way=grip_tests_kobayashi_2022.either_way,
)
