"""
The grip-and-release test: grip-and-release cycles in 10 seconds.
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

__all__ = ["FALSE_POSITIVES_WITH_AGE", "GRIP_RELEASE_RESULTS", "grip_release"]

_NORMS: Final = TEN_SECOND_TESTS_2013.at("norms of the weaker side")

GRIP_RELEASE_RESULTS: Final = Scale(
    name="grip_release",
    label="grip-and-release test",
    levels=(
        Level("negative", "at or above the usual cut-off"),
        Level("positive", "below the usual cut-off"),
    ),
)

FALSE_POSITIVES_WITH_AGE: Final = (
    "The usual cut-off gives false positives in healthy older people: their mean is "
    "below it from the sixties on."
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
        "controls.",
        GRIP_RELEASE_ACCURACY.at("accuracy at the usual cut-off"),
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
    summary="The result of the grip-and-release test: positive below the usual number "
    "of cycles.",
    example={"grip_release_cycles": 19},
    rows=(Row(AtLeast(CYCLES, 20), GRIP_RELEASE_RESULTS.grade("negative")),),
    otherwise=GRIP_RELEASE_RESULTS.grade("positive"),
    cite=GRIP_RELEASE_ACCURACY.at("usual cut-off"),
    limits=(
        "Use the weaker side.",
        FALSE_POSITIVES_WITH_AGE,
        "The cut-off is conventional and does not depend on age or sex.",
    ),
    evidence=_EVIDENCE,
    falls_with=(CYCLES,),
)
