"""
The 2017 guideline of AO Spine and the Cervical Spine Research Society.
"""

from __future__ import annotations

from typing import Final

import attrs

from cervmyelo.criteria import Above, AllOf, AtLeast, Is, Not
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, People, Row
from cervmyelo.instruments.mjoa import mjoa_severity, mjoa_total
from cervmyelo.literature.deterioration import (
    COMPRESSION_TO_MYELOPATHY_2013,
    RADICULOPATHY_2013,
)
from cervmyelo.models.patient import (
    CORD_COMPRESSION,
    FAILED_TO_IMPROVE,
    MYELOPATHY,
    NEUROLOGY_WORSENED,
    RADICULOPATHY,
    TREATED_WITHOUT_SURGERY,
)
from cervmyelo.named import Named
from cervmyelo.notebook import Shown
from cervmyelo.populations import adults, degenerative, not_operated
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import AO_SPINE_2017, BOHM_POSTER, Citation

__all__ = ["ADVISED", "RECOMMENDATIONS", "Recommendation", "ao_spine_2017"]


@attrs.frozen(kw_only=True, repr=False)
class Recommendation(Shown):
    """
    A recommendation in a guideline.

    Attributes:
        code: Its code on the scale of the rule.

        label: A short label for people.

        says: The recommendation, in this library's words.

        strength: Its strength, as rated by the guideline.

        quality: The quality of the evidence, as rated by the guideline.

        cite: Where it is published, and where its rating was read.
    """

    code: str
    label: str
    says: str
    strength: str
    quality: str
    cite: Citation

    def __str__(self) -> str:
        return (
            f"{self.says} (recommendation: {self.strength}; evidence: {self.quality}) "
            f"[{self.cite}]"
        )


_AT_1_YEAR, _AT_4_YEARS = COMPRESSION_TO_MYELOPATHY_2013.figures[:2]
_REPRINTED = "ratings as reprinted in a primary-care review (jabfm.org 11897, Table 5)"
_MILD = AO_SPINE_2017.at(f"mild myelopathy; {_REPRINTED}")
_MODERATE_OR_SEVERE = AO_SPINE_2017.at(f"moderate and severe myelopathy; {_REPRINTED}")
# The guideline bands severity as the two AO Spine cohorts did.
_PEOPLE = BOHM_POSTER.at("inclusion criteria of the cohorts behind the severity bands")
_NO_MYELOPATHY = AO_SPINE_2017.at(
    "compression without myelopathy; ratings as listed by the James Lind Alliance"
)

_ALL = (
    Recommendation(
        code="surgery",
        label="surgery recommended",
        says="The guideline recommends surgery for moderate or severe myelopathy.",
        strength="strong",
        quality="moderate",
        cite=_MODERATE_OR_SEVERE,
    ),
    Recommendation(
        code="surgery_after_worsening",
        label="surgery recommended (worsening)",
        says="Neurology worsened without surgery: the guideline recommends surgery.",
        strength="weak",
        quality="very low to low",
        cite=_MILD,
    ),
    Recommendation(
        code="surgery_after_no_improvement",
        label="surgery suggested (no improvement)",
        says="No improvement without surgery: the guideline suggests surgery.",
        strength="weak",
        quality="very low to low",
        cite=_MILD,
    ),
    Recommendation(
        code="surgery_or_rehabilitation",
        label="surgery / rehabilitation trial",
        says="The guideline suggests offering surgery, or a supervised trial of "
        "structured rehabilitation.",
        strength="weak",
        quality="very low to low",
        cite=_MILD,
    ),
    Recommendation(
        code="counsel_surgery_or_follow_up",
        label="counselling, surgery / follow-up",
        says="The risk of myelopathy is higher: the guideline advises counselling, "
        "and suggests surgery, or close follow-up or structured rehabilitation. If "
        "myelopathy develops, its own recommendations apply. A consensus of 2013 holds "
        "that radiculopathy should prompt strong consideration of surgery.",
        strength="weak",
        quality="low",
        cite=_NO_MYELOPATHY,
    ),
    Recommendation(
        code="no_prophylactic_surgery",
        label="against prophylactic surgery (weak)",
        says="The guideline suggests not offering prophylactic surgery. Not without "
        f"risk: by a consensus of 2013 about {_AT_1_YEAR.value:g} % of people with "
        f"compression have myelopathy after 1 year and {_AT_4_YEARS.value:g} % after "
        "4 years, and radiculopathy should prompt strong consideration of surgery.",
        strength="weak",
        quality="low",
        cite=_NO_MYELOPATHY,
    ),
)

RECOMMENDATIONS: Final = Named(
    "recommendation",
    ((each.code, each) for each in _ALL),
    ("what is recommended", "strength", "evidence"),
    lambda each: (each.says, each.strength, each.quality),
)
"""The 2017 recommendations with their strength and evidence, by code."""

ADVISED: Final = Scale(
    name="ao_spine_2017",
    label="AO Spine 2017 recommendation",
    levels=tuple(Level(each.code, each.says, each.label) for each in _ALL),
    ordered=False,
)

# The guideline uses the same severity bands as the scale.
_MILD_BAND = {band.grade.code: band for band in mjoa_severity.bands}["mild"]

BELOW_FULL: Final = AllOf(
    (Is(MYELOPATHY), Not(Above(mjoa_total.result, _MILD_BAND.most))),
    label="myelopathy below the full mJOA score",
)

ao_spine_2017: Final = FirstMatch(
    name="ao_spine_2017",
    label="AO Spine 2017 recommendation",
    summary="The recommendation of the 2017 AO Spine guideline.",
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
                "The guideline has no recommendation for myelopathy with the full "
                "mJOA score; the one for people without myelopathy is not used "
                "instead.",
            ),
        ),
        Row(
            AllOf(
                (Is(CORD_COMPRESSION), Is(RADICULOPATHY)),
                label="cord compression with radiculopathy",
            ),
            ADVISED.grade("counsel_surgery_or_follow_up"),
        ),
        Row(Is(CORD_COMPRESSION), ADVISED.grade("no_prophylactic_surgery")),
    ),
    otherwise=Gap(
        "not_covered",
        "The guideline covers only people with myelopathy or cord compression.",
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
    people=People(
        says="Adults with degenerative myelopathy, or with compression of the cord by "
        "degenerative disease, who were not operated on for it before.",
        conditions=(
            adults(_PEOPLE),
            degenerative(_PEOPLE),
            not_operated(_PEOPLE),
        ),
    ),
    evidence=(COMPRESSION_TO_MYELOPATHY_2013, RADICULOPATHY_2013),
    limits=(
        "Degenerative myelopathy only; a guideline for clinicians, not advice for one "
        "person. Infection, cancer, injury and rheumatoid arthritis are other diseases "
        "with other treatment.",
        "For an injury of the cord in a narrow canal the severity bands of this "
        "guideline do not decide.",
        "Pregnancy is not taken into account, neither for surgery nor for imaging.",
        "Whether a person has myelopathy is a clinician's judgement; no score "
        "replaces it.",
        "The guideline gives one rating to all its recommendations for mild "
        "myelopathy; each of them has that rating here.",
        "Its advice on counselling and follow-up of people to whom prophylactic "
        "surgery is not offered was not read in full. Not offering surgery does not "
        "mean that nothing is to be done.",
        "Later guidance exists; none that formally replaces this guideline was found.",
    ),
)
