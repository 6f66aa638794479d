"""
The recommendations of AO Spine and the Cervical Spine Research Society, 2017.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from cervmyelo.criteria import Above, AllOf, AtLeast, Is, Not
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, Row
from cervmyelo.instruments.mjoa import mjoa_severity, mjoa_total
from cervmyelo.models.patient import (
    CORD_COMPRESSION,
    FAILED_TO_IMPROVE,
    MYELOPATHY,
    NEUROLOGY_WORSENED,
    RADICULOPATHY,
    TREATED_WITHOUT_SURGERY,
)
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import AO_SPINE_2017, Citation

__all__ = ["ao_spine_2017", "ADVISED", "RECOMMENDATIONS", "Recommendation"]


@attrs.frozen(kw_only=True)
class Recommendation:
    """
    A recommendation of a guideline.

    Attributes:
        code: Its code on the scale of the rule.

        says: What is recommended, in this library's words.

        strength: How strongly, by the guideline's own rating.

        quality: How good the evidence is, by the guideline's own rating.

        cite: Where it is written, and where its rating was seen.
    """

    code: str
    says: str
    strength: str
    quality: str
    cite: Citation

    def __str__(self) -> str:
        return (
            f"{self.says} (recommendation: {self.strength}; evidence: {self.quality}) "
            f"[{self.cite}]"
        )


_REPRINTED = "ratings as reprinted in a primary-care review (jabfm.org 11897, Table 5)"
_MILD = AO_SPINE_2017.at(f"mild myelopathy; {_REPRINTED}")
_MODERATE_OR_SEVERE = AO_SPINE_2017.at(f"moderate and severe myelopathy; {_REPRINTED}")
_NO_MYELOPATHY = AO_SPINE_2017.at(
    "compression without myelopathy; ratings as listed by the James Lind Alliance"
)

_ALL = (
    Recommendation(
        code="surgery",
        says="Surgery is recommended.",
        strength="strong",
        quality="moderate",
        cite=_MODERATE_OR_SEVERE,
    ),
    Recommendation(
        code="surgery_after_worsening",
        says="It got worse without surgery: surgery is recommended.",
        strength="weak",
        quality="very low to low",
        cite=_MILD,
    ),
    Recommendation(
        code="surgery_after_no_improvement",
        says="It did not improve without surgery: surgery is suggested.",
        strength="weak",
        quality="very low to low",
        cite=_MILD,
    ),
    Recommendation(
        code="surgery_or_rehabilitation",
        says="Offer surgery, or a trial of structured rehabilitation under "
        "supervision.",
        strength="weak",
        quality="very low to low",
        cite=_MILD,
    ),
    Recommendation(
        code="counsel_surgery_or_follow_up",
        says="The risk of myelopathy is higher: counsel on it, and suggest surgery, or "
        "close follow-up or structured rehabilitation; should myelopathy develop, its "
        "own recommendations apply.",
        strength="weak",
        quality="low",
        cite=_NO_MYELOPATHY,
    ),
    Recommendation(
        code="no_prophylactic_surgery",
        says="Surgery as a precaution is not to be offered.",
        strength="weak",
        quality="low",
        cite=_NO_MYELOPATHY,
    ),
)

RECOMMENDATIONS: Final[Mapping[str, Recommendation]] = MappingProxyType(
    {each.code: each for each in _ALL}
)
"""The recommendations of 2017 with their strength and evidence, by their codes."""

ADVISED: Final = Scale(
    name="ao_spine_2017",
    label="recommendation of AO Spine 2017",
    levels=tuple(Level(each.code, each.says) for each in _ALL),
    ordered=False,
)

# The guideline draws its bands where the scale draws them.
_MILD_BAND = {band.grade.code: band for band in mjoa_severity.bands}["mild"]

BELOW_FULL: Final = AllOf(
    (Is(MYELOPATHY), Not(Above(mjoa_total.result, _MILD_BAND.most))),
    label="myelopathy, with less than the full mJOA score",
)

ao_spine_2017: Final = FirstMatch(
    name="ao_spine_2017",
    label="recommendation of AO Spine 2017",
    summary="The recommendation of the AO Spine guideline of 2017.",
    example={
        "mjoa_motor_upper": 4,
        "mjoa_motor_lower": 6,
        "mjoa_sensory_upper": 2,
        "mjoa_sphincter": 3,
        "myelopathy": True,
        "treated_without_surgery": False,
    },
    via=mjoa_total,
    rows=(
        Row(
            AllOf(
                (Is(MYELOPATHY), Not(AtLeast(mjoa_total.result, _MILD_BAND.least))),
                label="moderate or severe myelopathy",
            ),
            ADVISED.grade("surgery"),
        ),
        Row(
            AllOf(
                (BELOW_FULL, Is(TREATED_WITHOUT_SURGERY), Is(NEUROLOGY_WORSENED)),
                label="myelopathy below the full score, worse without surgery",
            ),
            ADVISED.grade("surgery_after_worsening"),
        ),
        Row(
            AllOf(
                (BELOW_FULL, Is(TREATED_WITHOUT_SURGERY), Is(FAILED_TO_IMPROVE)),
                label="myelopathy below the full score, no better without surgery",
            ),
            ADVISED.grade("surgery_after_no_improvement"),
        ),
        Row(BELOW_FULL, ADVISED.grade("surgery_or_rehabilitation")),
        Row(
            Is(MYELOPATHY),
            Gap(
                "not_covered",
                "The guideline has no recommendation for myelopathy with the full mJOA "
                "score; that for people without myelopathy is not taken in its place.",
            ),
        ),
        Row(
            AllOf(
                (Is(CORD_COMPRESSION), Is(RADICULOPATHY)),
                label="compression of the cord with radiculopathy",
            ),
            ADVISED.grade("counsel_surgery_or_follow_up"),
        ),
        Row(Is(CORD_COMPRESSION), ADVISED.grade("no_prophylactic_surgery")),
    ),
    otherwise=Gap(
        "not_covered",
        "The guideline is about people with myelopathy or with a compressed cord.",
    ),
    either_way=(
        MYELOPATHY,
        *mjoa_total.items,
        TREATED_WITHOUT_SURGERY,
        NEUROLOGY_WORSENED,
        FAILED_TO_IMPROVE,
        CORD_COMPRESSION,
        RADICULOPATHY,
    ),
    cite=AO_SPINE_2017.at("recommendations"),
    limits=(
        "Degenerative myelopathy only; a guideline for clinicians, not advice to one "
        "person.",
        "Whether there is myelopathy is a clinician's judgement; no score stands in "
        "for it.",
        "The guideline rates what it recommends for mild myelopathy as one; each part "
        "bears that rating here.",
        "What it adds on counselling and follow-up where it advises against surgery "
        "was not seen in full.",
        "Later guidance stands beside it; none that formally replaces it was seen.",
    ),
)
