"""
How far a score has changed: points, recovery rate, and whether it is noticeable.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cervmyelo.criteria import Above, AllOf, AnyOf, AtLeast, Criterion, Not
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, Part, Quotient, Row
from cervmyelo.instruments.mjoa import mjoa_severity
from cervmyelo.models.follow_up import (
    JOA1994_AFTER,
    JOA1994_BEFORE,
    JOA_AFTER,
    JOA_BEFORE,
    MJOA_AFTER,
    MJOA_BEFORE,
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

__all__ = [
    "GROUP_RESULTS",
    "joa1994_change",
    "joa1994_recovery_rate",
    "joa_change",
    "joa_mcid",
    "JOA_MCIDS",
    "joa_recovery_rate",
    "MCID_FIGURES",
    "mjoa_change",
    "mjoa_mcid",
    "MJOA_MCIDS",
    "mjoa_recovery_rate",
]


def _group(cite: Citation, before: float, after: float, *rate: Figure) -> Statement:
    return Statement(
        "The mean of the recovery rates is not the rate of the means.",
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
"""Mean scores of groups with their mean recovery rate, as published."""

_NO_ROOM: Final = Gap(
    "full_score_before",
    "The score before is the full mark: there was nothing to recover.",
)

_RATE_LIMITS: Final = (
    "Undefined when the score before is the full mark.",
    "Negative when the score fell, and then without a fixed lower bound.",
    "The full mark is that of the scale: 18 for the mJOA, 17 for the JOA.",
    "The mean rate of a group cannot be worked out from its mean scores, and no "
    "person's rate from the means of a group.",
    "No categories of the rate are given.",
    "Two other items on the cited calculator page divide by the score after; that is "
    "not this rate.",
)

_POINTS_LIMITS: Final = (
    "Points of one scale; the two must be scored by the same edition.",
    "Both totals as recorded: a missing item makes a total unknown, not low.",
)


def _recovery(
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
        cite=cite,
        limits=_RATE_LIMITS,
        evidence=(*GROUP_RESULTS, *_RATE_MCIDS),
    )


def _change(
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
        under=1,
        unit="points",
        falls_with=(before,),
        cite=cite,
        limits=_POINTS_LIMITS,
    )


_RATE_MCIDS = (
    Statement(
        "The least recovery rate that people notice, by the JOA and by a form that "
        "people fill in themselves (PRO-JOA).",
        _JOA_MCID_PLACE,
        (
            Figure("least noticeable rate, JOA", 42, "%"),
            Figure("least noticeable rate, PRO-JOA", 33, "%"),
        ),
    ),
    Statement(
        "The least recovery rate that people notice depends on the method.",
        ZHOU_2015.at("abstract, results"),
        (
            Figure("least noticeable rate, lowest", 31.37, "%"),
            Figure("least noticeable rate, highest", 44.02, "%"),
        ),
    ),
)

_HIRABAYASHI_MJOA = PANDITA_2019.at("recovery rate, used by the name of Hirabayashi")
_HIRABAYASHI_JOA = MDICU_CALCULATOR.at("item 3, recovery rate by Hirabayashi")

mjoa_recovery_rate: Final = _recovery(
    "mjoa_recovery_rate",
    "recovery rate by the mJOA",
    MJOA_BEFORE,
    MJOA_AFTER,
    _HIRABAYASHI_MJOA,
    summary="The share of the points missing at baseline that was regained, in percent (mJOA).",
    example={"mjoa_before": 12, "mjoa_after": 15},
)

joa_recovery_rate: Final = _recovery(
    "joa_recovery_rate",
    "recovery rate by the JOA of 1976",
    JOA_BEFORE,
    JOA_AFTER,
    _HIRABAYASHI_JOA,
    summary="The share of the points missing at baseline that was regained, in percent (JOA of 1976).",
    example={"joa_before": 8, "joa_after": 14},
)

joa1994_recovery_rate: Final = _recovery(
    "joa1994_recovery_rate",
    "recovery rate by the JOA of 1994",
    JOA1994_BEFORE,
    JOA1994_AFTER,
    _HIRABAYASHI_JOA,
    summary="The share of the points missing at baseline that was regained, in percent (JOA of 1994).",
    example={"joa1994_before": -2, "joa1994_after": 7.5},
)

mjoa_change: Final = _change(
    "mjoa_change",
    "change of the mJOA",
    MJOA_BEFORE,
    MJOA_AFTER,
    _HIRABAYASHI_MJOA,
    summary="The change of the mJOA in points; positive is better.",
    example={"mjoa_before": 12, "mjoa_after": 15},
)

joa_change: Final = _change(
    "joa_change",
    "change of the JOA of 1976",
    JOA_BEFORE,
    JOA_AFTER,
    _HIRABAYASHI_JOA,
    summary="The change of the JOA (1976) in points; positive is better.",
    example={"joa_before": 11, "joa_after": 8},
)

joa1994_change: Final = _change(
    "joa1994_change",
    "change of the JOA of 1994",
    JOA1994_BEFORE,
    JOA1994_AFTER,
    _HIRABAYASHI_JOA,
    summary="The change of the JOA (1994) in points; positive is better.",
    example={"joa1994_before": 10.5, "joa1994_after": 13},
)

_REACHED = "the gain is one that people notice"
_NOT_REACHED = "the gain is less than people notice, or there is none"

MJOA_MCIDS: Final = Scale(
    name="mjoa_mcid",
    label="noticeable gain by the mJOA",
    levels=(Level("reached", _REACHED), Level("not_reached", _NOT_REACHED)),
)

_BY_SEVERITY = Statement(
    "The least gain that people notice grows with the severity before.",
    TETREAULT_MCID_2015.at(
        "gain by severity, as quoted by the Spine Summit poster 721660 of 2025"
    ),
    (
        Figure("least noticeable gain, severe before", 3, "points"),
        Figure("least noticeable gain, moderate before", 2, "points"),
        Figure("least noticeable gain, mild before", 1, "points"),
    ),
)

_NEEDED: Final[Mapping[str, int]] = MappingProxyType(
    dict(
        zip(
            ("severe", "moderate", "mild"),
            (int(figure.value) for figure in _BY_SEVERITY.figures),
            strict=True,
        )
    )
)

MCID_FIGURES: Final = Disagreement(
    name="mjoa_mcid_figures",
    about="What gain of the mJOA people notice",
    said=_BY_SEVERITY,
    beside=(
        Statement(
            "Whatever the severity before, by four methods: half a standard deviation, "
            "the standard error of measurement, people who felt slightly better, and "
            "the best cut-off.",
            TETREAULT_MCID_2015.at("abstract, results"),
            (
                Figure("half a standard deviation", 1.36, "points"),
                Figure("standard error of measurement", 1.21, "points"),
                Figure("felt slightly better", 1.11, "points"),
                Figure("best cut-off", 2, "points"),
            ),
        ),
        Statement(
            "In another cohort it depends on the method as well.",
            ZHOU_2015.at("abstract, results"),
            (
                Figure("least noticeable gain, lowest", 1.25, "points"),
                Figure("least noticeable gain, highest", 3.07, "points"),
                Figure("followed", 113, "people"),
            ),
        ),
    ),
)

_BAND = {band.grade.code: band for band in mjoa_severity.bands}


def _reaches(before: Measure, after: Measure, goals: Mapping[int, int]) -> Criterion:
    """
    The goal is reached, where goals never fall as the score before grows.

    Args:
        before: The score before.

        after: The score after.

        goals: The least score after that will do, with the greatest score before for
            which it will do.
    """
    return AnyOf(
        tuple(
            AllOf(
                (Not(Above(before, most)), AtLeast(after, goal)),
                label=f"from {most} points or less to {goal} or more",
            )
            for goal, most in goals.items()
        ),
        label="a noticeable gain",
    )


# Later scores before take the place of lesser ones with the same goal.
_MJOA_GOALS = {
    before + points: before
    for severity, points in _NEEDED.items()
    for before in range(int(_BAND[severity].least), int(_BAND[severity].most) + 1)
}

mjoa_mcid: Final = FirstMatch(
    name="mjoa_mcid",
    label="noticeable gain by the mJOA",
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
    cite=_BY_SEVERITY.cite,
    limits=(
        "Of people operated on for degenerative myelopathy.",
        "A gain that most people notice; it does not say that one person did.",
        "Only for a gain: no noticeable loss was seen to be published.",
        "The severity is that of the score before; the full mark before leaves no room "
        "for a gain.",
    ),
    disagreements=(MCID_FIGURES,),
    evidence=(
        Statement(
            "Derived in people operated on; the score before was spread like this.",
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
            "How well the gain by severity tells who is satisfied, in a registry.",
            QUALITY_OUTCOMES_MCID.at("abstract, results"),
            (
                Figure("discrimination at 5 years (AUC)", 0.74, "AUC"),
                Figure("discrimination at 2 years (AUC)", 0.65, "AUC"),
                Figure("enrolled", 1085, "people"),
            ),
        ),
    ),
    summary="Whether the mJOA rose by the minimum clinically important difference for the baseline severity.",
    example={"mjoa_before": 14, "mjoa_after": 15},
)

JOA_MCIDS: Final = Scale(
    name="joa_mcid",
    label="noticeable gain by the JOA of 1976",
    levels=(Level("reached", _REACHED), Level("not_reached", _NOT_REACHED)),
)

_JOA_GAIN = Figure("least noticeable gain, JOA", 2.5, "points")

# The scale of 1976 has whole points.
_JOA_WHOLE = math.ceil(_JOA_GAIN.value)
_JOA_MOST = int(JOA_BEFORE.high) - _JOA_WHOLE
_JOA_GOALS = {
    before + _JOA_WHOLE: before for before in range(int(JOA_BEFORE.low), _JOA_MOST + 1)
}

joa_mcid: Final = FirstMatch(
    name="joa_mcid",
    label="noticeable gain by the JOA of 1976",
    rows=(
        Row(_reaches(JOA_BEFORE, JOA_AFTER, _JOA_GOALS), JOA_MCIDS.grade("reached")),
        Row(Not(Above(JOA_BEFORE, _JOA_MOST)), JOA_MCIDS.grade("not_reached")),
    ),
    otherwise=Gap(
        "no_room_for_the_gain",
        "The score before is so near the full mark that the gain cannot be reached; "
        "see what is said of mild myelopathy.",
    ),
    falls_with=(JOA_AFTER,),
    cite=_JOA_MCID_PLACE,
    limits=(
        "The published gain is 2.5 points; on this scale of whole points it takes 3.",
        "Which edition of the JOA was scored was not seen; the rule is for the scale "
        "of 1976 and has no twin for that of 1994.",
        "Of people after posterior decompression, by one study.",
        "Only for a gain: no noticeable loss was seen to be published.",
    ),
    evidence=(
        Statement(
            "Derived after posterior decompression; the form that people fill in "
            "themselves (PRO-JOA) needs more points.",
            _JOA_MCID_PLACE,
            (
                _JOA_GAIN,
                Figure("least noticeable gain, PRO-JOA", 3.0, "points"),
                Figure("people", 75, "people"),
            ),
        ),
        Statement(
            "In mild myelopathy, by the JOA, one point is noticeable, or reaching the "
            "full mark.",
            JOA_MILD_2024.at("abstract, results"),
            (
                Figure("mild from", 14.5, "points"),
                Figure("least noticeable gain, mild before", 1, "points"),
                Figure("full mark", 17, "points"),
            ),
        ),
    ),
    summary="Whether the JOA (1976) rose by the minimum clinically important difference.",
    example={"joa_before": 10, "joa_after": 13},
)
