"""
Change of a score: points, recovery rate, and minimum clinically important difference.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cervmyelo.criteria import Above, AllOf, AnyOf, AtLeast, Criterion, Not
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, Part, People, Quotient, Row
from cervmyelo.instruments.mjoa import mjoa_severity
from cervmyelo.models.follow_up import (
    JOA1994_AFTER,
    JOA1994_BEFORE,
    JOA_AFTER,
    JOA_BEFORE,
    MJOA_AFTER,
    MJOA_BEFORE,
)
from cervmyelo.populations import (
    AO_SPINE_FOLLOW_UP,
    PREGNANCY,
    degenerative,
    with_myelopathy,
)
from cervmyelo.quantity import Measure, Value
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import (
    JOA_MCID_STUDY,
    JOA_MILD_2024,
    JOA_SERIES_39,
    JOA_SERIES_50,
    JOA_SERIES_78,
    JOA_SERIES_PMC7712653,
    MDICU_CALCULATOR,
    PANDITA_2019,
    QUALITY_OUTCOMES_MCID,
    TETREAULT_MCID_2015,
    ZHOU_2015,
    Citation,
    Disagreement,
    Figure,
    Statement,
)

from .difference import difference

__all__ = [
    "GROUP_RESULTS",
    "JOA_MCIDS",
    "JOA_MCID_POINTS",
    "MCID_FIGURES",
    "MJOA_MCIDS",
    "MJOA_MCID_POINTS",
    "joa1994_change",
    "joa1994_recovery_rate",
    "joa_change",
    "joa_mcid",
    "joa_recovery_rate",
    "mjoa_change",
    "mjoa_mcid",
    "mjoa_recovery_rate",
]


def _group(cite: Citation, before: float, after: float, *rate: Figure) -> Statement:
    return Statement(
        "The mean recovery rate is not the recovery rate of the mean scores.",
        cite,
        (
            Figure("mean JOA before", before, "points"),
            Figure("mean JOA after", after, "points"),
            *rate,
        ),
    )


def _rate(percent: float) -> Figure:
    return Figure("mean recovery rate", percent, "%")


_JOA_MCID_PLACE = JOA_MCID_STUDY.at("abstract, results")

GROUP_RESULTS: Final = (
    _group(JOA_SERIES_78.at("abstract, results"), 11.2, 14.8, _rate(68.0)),
    _group(JOA_SERIES_50.at("abstract, results"), 10.9, 15.0, _rate(62.6)),
    _group(JOA_SERIES_39.at("abstract, results"), 8.3, 13.3, _rate(52.5)),
    _group(_JOA_MCID_PLACE, 10.8, 13.3, _rate(42)),
    _group(JOA_SERIES_PMC7712653.at("abstract, results"), 11.3, 13.6, _rate(47.5)),
)
"""Published mean scores of groups, with their mean recovery rate."""

_BEFORE_AND_AFTER: Final = People(
    says="Calculated in studies of people before and after surgery for cervical "
    "myelopathy; the formula itself states no condition.",
)

_NO_ROOM: Final = Gap(
    "full_score_before",
    "The score before is the maximum: there is nothing to recover.",
)

_RATE_LIMITS: Final = (
    "Undefined if the score before is the maximum.",
    "Negative if the score fell; it then has no fixed lower limit.",
    "The maximum is that of the scale: 18 for the mJOA, 17 for the JOA.",
    "A group's mean rate cannot be calculated from its mean scores, nor one person's "
    "rate from the means of a group.",
    "The rate is not divided into categories.",
    "Two other formulas on the cited calculator page divide by the score after; they "
    "are not this rate.",
)

_POINTS_LIMITS: Final = (
    "Both scores must be on the same scale and edition.",
    "It reads both recorded totals; a missing item makes a total unknown, not lower.",
)


def _recovery(  # noqa: PLR0913 -- what a rule is made of
    name: str,
    label: str,
    before: Measure,
    after: Measure,
    cite: Citation,
    *,
    summary: str,
    example: Mapping[str, Value],
) -> Quotient:
    return Quotient(
        name=name,
        label=label,
        summary=summary,
        example=example,
        above=(Part(after), Part(before, -1)),
        below=(Part(before, -1),),
        under=before.high,
        factor=100,
        unit="%",
        undefined=_NO_ROOM,
        falls_with=(before,),
        people=_BEFORE_AND_AFTER,
        cite=cite,
        limits=_RATE_LIMITS,
        evidence=(*GROUP_RESULTS, *_RATE_MCIDS),
    )


_RATE_MCIDS = (
    Statement(
        "The minimum clinically important recovery rate, by the JOA and by a "
        "patient-reported form (PRO-JOA).",
        _JOA_MCID_PLACE,
        (
            Figure("MCID of the rate, JOA", 42, "%"),
            Figure("MCID of the rate, PRO-JOA", 33, "%"),
        ),
    ),
    Statement(
        "The minimum clinically important recovery rate depends on the method.",
        ZHOU_2015.at("abstract, results"),
        (
            Figure("MCID of the rate, lowest", 31.37, "%"),
            Figure("MCID of the rate, highest", 44.02, "%"),
        ),
    ),
)

_HIRABAYASHI_MJOA = PANDITA_2019.at("recovery rate, named after Hirabayashi")
_HIRABAYASHI_JOA = MDICU_CALCULATOR.at("item 3, recovery rate by Hirabayashi")

mjoa_recovery_rate: Final = _recovery(
    "mjoa_recovery_rate",
    "mJOA recovery rate",
    MJOA_BEFORE,
    MJOA_AFTER,
    _HIRABAYASHI_MJOA,
    summary="The share of the points missing at baseline that was regained, in percent "
    "(mJOA).",
    example={"mjoa_before": 12, "mjoa_after": 15},
)

joa_recovery_rate: Final = _recovery(
    "joa_recovery_rate",
    "JOA recovery rate (1976)",
    JOA_BEFORE,
    JOA_AFTER,
    _HIRABAYASHI_JOA,
    summary="The share of the points missing at baseline that was regained, in percent "
    "(JOA 1976).",
    example={"joa_before": 8, "joa_after": 14},
)

joa1994_recovery_rate: Final = _recovery(
    "joa1994_recovery_rate",
    "JOA recovery rate (1994)",
    JOA1994_BEFORE,
    JOA1994_AFTER,
    _HIRABAYASHI_JOA,
    summary="The share of the points missing at baseline that was regained, in percent "
    "(JOA 1994).",
    example={"joa1994_before": -2, "joa1994_after": 7.5},
)

mjoa_change: Final = difference(
    "mjoa_change",
    "mJOA change",
    MJOA_BEFORE,
    MJOA_AFTER,
    _HIRABAYASHI_MJOA,
    summary="The change of the mJOA in points; positive is better.",
    example={"mjoa_before": 12, "mjoa_after": 15},
    people=_BEFORE_AND_AFTER,
    limits=_POINTS_LIMITS,
)

joa_change: Final = difference(
    "joa_change",
    "JOA change (1976)",
    JOA_BEFORE,
    JOA_AFTER,
    _HIRABAYASHI_JOA,
    summary="The change of the JOA (1976) in points; positive is better.",
    example={"joa_before": 11, "joa_after": 8},
    people=_BEFORE_AND_AFTER,
    limits=_POINTS_LIMITS,
)

joa1994_change: Final = difference(
    "joa1994_change",
    "JOA change (1994)",
    JOA1994_BEFORE,
    JOA1994_AFTER,
    _HIRABAYASHI_JOA,
    summary="The change of the JOA (1994) in points; positive is better.",
    example={"joa1994_before": 10.5, "joa1994_after": 13},
    people=_BEFORE_AND_AFTER,
    limits=_POINTS_LIMITS,
)

_REACHED = "the gain is at least the minimum clinically important difference"
_NOT_REACHED = (
    "the gain is smaller than the minimum clinically important difference, or there is"
    " none"
)

MJOA_MCIDS: Final = Scale(
    name="mjoa_mcid",
    label="mJOA MCID",
    levels=(Level("reached", _REACHED), Level("not_reached", _NOT_REACHED)),
)

_BY_SEVERITY = Statement(
    "The minimum clinically important difference (MCID) grows with the baseline "
    "severity.",
    TETREAULT_MCID_2015.at(
        "MCID by severity, as quoted in Spine Summit poster 721660 of 2025"
    ),
    (
        Figure("MCID, severe before", 3, "points"),
        Figure("MCID, moderate before", 2, "points"),
        Figure("MCID, mild before", 1, "points"),
    ),
)

MJOA_MCID_POINTS: Final[Mapping[str, int]] = MappingProxyType(
    dict(
        zip(
            ("severe", "moderate", "mild"),
            (int(figure.value) for figure in _BY_SEVERITY.figures),
            strict=True,
        )
    )
)
"""The points of the minimum clinically important gain, by the severity before."""

MCID_FIGURES: Final = Disagreement(
    name="mjoa_mcid_figures",
    about="What the minimum clinically important difference of the mJOA is",
    followed=_BY_SEVERITY,
    others=(
        Statement(
            "Regardless of baseline severity, by four methods: half a standard "
            "deviation, the standard error of measurement, people slightly improved "
            "on the Neck Disability Index (NDI), and the best cut-off.",
            TETREAULT_MCID_2015.at("abstract, results"),
            (
                Figure("half a standard deviation", 1.36, "points"),
                Figure("standard error of measurement", 1.21, "points"),
                Figure("slightly improved on the NDI", 1.11, "points"),
                Figure("best cut-off", 2, "points"),
            ),
        ),
        Statement(
            "In another cohort it also depends on the method.",
            ZHOU_2015.at("abstract, results"),
            (
                Figure("MCID, lowest", 1.25, "points"),
                Figure("MCID, highest", 3.07, "points"),
                Figure("followed", 113, "people"),
            ),
        ),
    ),
)

_BAND = {band.grade.code: band for band in mjoa_severity.bands}


def _reaches(before: Measure, after: Measure, goals: Mapping[int, int]) -> Criterion:
    """
    Whether a score reaches its goal; goals never fall as the score before rises.

    Args:
        before: The score before.

        after: The score after.

        goals: The lowest sufficient score after, with the highest score before for
            which it is sufficient.
    """
    return AnyOf(
        tuple(
            AllOf(
                (Not(Above(before, most)), AtLeast(after, goal)),
                label=f"at most {most} points before and at least {goal} after",
            )
            for goal, most in goals.items()
        ),
        label="gain of at least the MCID",
    )


# A higher score before replaces a lower one with the same goal.
_MJOA_GOALS = {
    before + points: before
    for severity, points in MJOA_MCID_POINTS.items()
    for before in range(int(_BAND[severity].least), int(_BAND[severity].most) + 1)
}

mjoa_mcid: Final = FirstMatch(
    name="mjoa_mcid",
    label="mJOA MCID",
    rows=(
        Row(
            _reaches(MJOA_BEFORE, MJOA_AFTER, _MJOA_GOALS),
            MJOA_MCIDS.grade("reached"),
        ),
        Row(
            Not(AtLeast(MJOA_BEFORE, _BAND["none"].least)),
            MJOA_MCIDS.grade("not_reached"),
        ),
    ),
    otherwise=_NO_ROOM,
    falls_with=(MJOA_AFTER,),
    people=AO_SPINE_FOLLOW_UP,
    cite=_BY_SEVERITY.cite,
    limits=(
        "Derived in people who had surgery for degenerative myelopathy.",
        "Derived from groups; it does not show that the gain mattered to one person.",
        "Only for a gain: no published threshold for a loss was found.",
        "The severity is that of the score before; a maximum score before leaves no "
        "room for a gain.",
        PREGNANCY,
    ),
    disagreements=(MCID_FIGURES,),
    evidence=(
        Statement(
            "Derived in people who had surgery; distribution of the score before.",
            TETREAULT_MCID_2015.at("abstract, methods and results"),
            (
                Figure("people", 517, "people"),
                Figure("men", 315, "people"),
                Figure("women", 202, "people"),
                Figure("mean age", 56.37, "years"),
                Figure("mean mJOA before", 12.48, "points"),
                Figure("standard deviation of the mJOA before", 2.71, "points"),
                Figure("mild before", 129, "people"),
                Figure("moderate before", 208, "people"),
                Figure("severe before", 180, "people"),
            ),
        ),
        Statement(
            "The MCID is anchored to another score, the Neck Disability Index (NDI, "
            "higher is worse), and not to what people noticed: slightly improved means "
            "that the NDI fell by 7.5 to 15 points, and unchanged that it moved by "
            "less than 7.5.",
            TETREAULT_MCID_2015.at("abstract, methods and results"),
            (
                Figure("change of the NDI that was slight, from", 7.5, "NDI points"),
                Figure("change of the NDI that was slight, to", 15, "NDI points"),
                Figure("worse by the NDI", 76, "people"),
                Figure("worse by the NDI", 14.70, "%"),
                Figure("unchanged by the NDI", 130, "people"),
                Figure("unchanged by the NDI", 25.15, "%"),
            ),
        ),
        Statement(
            "How well the MCID by severity predicts satisfaction, in a registry.",
            QUALITY_OUTCOMES_MCID.at("abstract, results"),
            (
                Figure("discrimination at 5 years (AUC)", 0.74, "AUC"),
                Figure("discrimination at 2 years (AUC)", 0.65, "AUC"),
                Figure("enrolled", 1085, "people"),
            ),
        ),
    ),
    summary="Whether the mJOA rose by the minimum clinically important difference "
    "(MCID) for the baseline severity.",
    example={"mjoa_before": 14, "mjoa_after": 15},
)

_JOA_PEOPLE = JOA_MCID_STUDY.at("abstract, methods: patients")

JOA_MCIDS: Final = Scale(
    name="joa_mcid",
    label="JOA MCID (1976)",
    levels=(Level("reached", _REACHED), Level("not_reached", _NOT_REACHED)),
)

_JOA_GAIN = Figure("MCID, JOA", 2.5, "points")

JOA_MCID_POINTS: Final = math.ceil(_JOA_GAIN.value)
"""The points of the minimum clinically important gain; the 1976 scale has no halves."""

_JOA_MOST = int(JOA_BEFORE.high) - JOA_MCID_POINTS
_JOA_GOALS = {
    before + JOA_MCID_POINTS: before
    for before in range(int(JOA_BEFORE.low), _JOA_MOST + 1)
}

joa_mcid: Final = FirstMatch(
    name="joa_mcid",
    label="JOA MCID (1976)",
    rows=(
        Row(_reaches(JOA_BEFORE, JOA_AFTER, _JOA_GOALS), JOA_MCIDS.grade("reached")),
        Row(Not(Above(JOA_BEFORE, _JOA_MOST)), JOA_MCIDS.grade("not_reached")),
    ),
    otherwise=Gap(
        "no_room_for_the_gain",
        "The score before is too close to the maximum for this gain; see the evidence "
        "on mild myelopathy.",
    ),
    falls_with=(JOA_AFTER,),
    people=People(
        says="People before and after posterior decompression for degenerative "
        "cervical myelopathy. The abstract states no age.",
        conditions=(with_myelopathy(_JOA_PEOPLE), degenerative(_JOA_PEOPLE)),
    ),
    cite=_JOA_MCID_PLACE,
    limits=(
        "The published MCID is 2.5 points; on this scale of whole points 3 are needed.",
        "The abstract does not say which edition of the JOA was scored; the rule is "
        "for the 1976 edition, and there is none for 1994.",
        "From one study of people after posterior decompression.",
        PREGNANCY,
        "Only for a gain: no published threshold for a loss was found.",
    ),
    evidence=(
        Statement(
            "Derived after posterior decompression; the patient-reported form "
            "(PRO-JOA) needs more points.",
            _JOA_MCID_PLACE,
            (
                _JOA_GAIN,
                Figure("MCID, PRO-JOA", 3.0, "points"),
                Figure("people", 75, "people"),
            ),
        ),
        Statement(
            "In mild myelopathy by the JOA, a study took from earlier reports an MCID "
            "of one point, or reaching the maximum; it did not derive it.",
            JOA_MILD_2024.at("abstract, outcome measures, from earlier reports"),
            (
                Figure("mild from", 14.5, "points"),
                Figure("MCID, mild before", 1, "points"),
                Figure("full mark", 17, "points"),
            ),
        ),
    ),
    summary="Whether the JOA (1976) rose by the minimum clinically important "
    "difference (MCID).",
    example={"joa_before": 10, "joa_after": 13},
)
