"""
The grip-and-release test: how often a hand closes and opens in 10 seconds.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import AtLeast
from cervmyelo.forms import FirstMatch, Row
from cervmyelo.models.examination import GRIP_RELEASE as CYCLES
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import (
    GRIP_RELEASE_ACCURACY,
    TEN_SECOND_TESTS_2013,
    Figure,
    Statement,
)

__all__ = ["FLAGS_THE_OLD", "grip_release", "GRIP_RELEASE_RESULTS"]

_NORMS: Final = TEN_SECOND_TESTS_2013.at("norms of the weaker side")

GRIP_RELEASE_RESULTS: Final = Scale(
    name="grip_release",
    label="result of the grip-and-release test",
    levels=(
        Level("negative", "as many cycles as the customary cut-off, or more"),
        Level("positive", "fewer cycles than the customary cut-off"),
    ),
)

FLAGS_THE_OLD: Final = (
    "The customary cut-off flags healthy older people: their mean lies below it from "
    "the sixties on."
)
_EVIDENCE: Final = (
    Statement(
        "In people without myelopathy the count falls with age, and its mean already "
        "lies below the customary cut-off in the sixties and seventies.",
        _NORMS,
        (
            Figure("people", 1230, "people"),
            Figure("mean of the weaker side", 21.5, "cycles"),
            Figure("standard deviation of the weaker side", 5.5, "cycles"),
            Figure("correlation with age", -0.58, "r"),
        ),
    ),
    Statement(
        "At the customary cut-off the test tells most people with myelopathy from "
        "controls.",
        GRIP_RELEASE_ACCURACY.at("accuracy at the customary cut-off"),
        (
            Figure("with degenerative myelopathy", 508, "people"),
            Figure("controls", 1194, "people"),
            Figure("area under the ROC curve", 0.85, "of 1"),
        ),
    ),
)

grip_release: Final = FirstMatch(
    name="grip_release",
    label="grip-and-release test",
    summary="The result of the grip-and-release test: positive below the usual number of cycles.",
    example={"grip_release_cycles": 19},
    rows=(Row(AtLeast(CYCLES, 20), GRIP_RELEASE_RESULTS.grade("negative")),),
    otherwise=GRIP_RELEASE_RESULTS.grade("positive"),
    cite=GRIP_RELEASE_ACCURACY.at("customary cut-off"),
    limits=(
        "The weaker side counts.",
        FLAGS_THE_OLD,
        "The cut-off is a custom and does not depend on age or sex.",
    ),
    evidence=_EVIDENCE,
    falls_with=(CYCLES,),
)
