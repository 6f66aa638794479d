"""
Losses: as large as the minimum clinically important gain, or as one study counted them.

No source was found that derives a figure for a loss. Two are shown side by side: the
figures for a gain turned around, which is a mirror and is labelled so; and the fall
that a study of people treated without surgery counted as deterioration.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cervmyelo.criteria import Above, AllOf, AnyOf, AtLeast, Criterion, Not
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, People, Row
from cervmyelo.instruments.mjoa import mjoa_severity
from cervmyelo.literature.deterioration import (
    MARTIN_2021_DETERIORATION,
    RATER_DIFFERENCES,
)
from cervmyelo.models.follow_up import JOA_AFTER, JOA_BEFORE, MJOA_AFTER, MJOA_BEFORE
from cervmyelo.populations import degenerative, with_myelopathy
from cervmyelo.quantity import Measure
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import MARTIN_117_2021

from .recovery import JOA_MCID_POINTS, MJOA_MCID_POINTS, joa_mcid, mjoa_mcid

__all__ = [
    "JOA_MCID_MIRRORS",
    "MJOA_FALLS_MARTIN_2021",
    "MJOA_MCID_MIRRORS",
    "joa_mcid_mirror",
    "mjoa_fall_martin_2021",
    "mjoa_mcid_mirror",
]

_MIRROR: Final = (
    Level(
        "not_reached", "the loss is smaller than the MCID of a gain, or there is none"
    ),
    Level("reached", "the loss is at least as large as the MCID of a gain"),
)

_NO_SOURCE: Final = (
    "A mirror: the published figures are for a gain. No source was found for a loss.",
    "Derived from groups; it does not show that the loss mattered to one person.",
)

_ONE_POINT: Final = (
    "One point is within what two raters of the mJOA differ; see the evidence."
)


def _loses(
    before: Measure, after: Measure, points: Iterable[tuple[int, int]]
) -> Criterion:
    """
    Whether a score falls far enough; the limits never fall as the score before rises.

    Args:
        before: The score before.

        after: The score after.

        points: For each score before, the points that have to be lost.
    """
    limits: dict[int, int] = {}
    for score, lost in points:
        if score - lost >= after.low:
            # A lower score before with the same limit says more.
            limits.setdefault(score - lost, score)
    return AnyOf(
        tuple(
            AllOf(
                (AtLeast(before, score), Not(Above(after, limit))),
                label=f"at least {score} points before and at most {limit} after",
            )
            for limit, score in limits.items()
        ),
        label="loss at least as large",
    )


MJOA_MCID_MIRRORS: Final = Scale(
    name="mjoa_mcid_mirror",
    label="mJOA loss (mirror of the MCID)",
    levels=_MIRROR,
)

_BAND: Final = {band.grade.code: band for band in mjoa_severity.bands}
_FULL: Final = _BAND["none"].least

mjoa_mcid_mirror: Final = FirstMatch(
    name="mjoa_mcid_mirror",
    label="mJOA loss (mirror of the MCID)",
    summary="Whether the mJOA fell by as much as the minimum clinically important "
    "difference (MCID) of a gain: a mirror, without a source of its own.",
    example={"mjoa_before": 16, "mjoa_after": 15},
    rows=(
        Row(
            AtLeast(MJOA_BEFORE, _FULL),
            Gap(
                "no_figure_from_the_full_score",
                "The figures are for a mild, moderate or severe score before; there is "
                "none for the full score.",
            ),
        ),
        Row(
            _loses(
                MJOA_BEFORE,
                MJOA_AFTER,
                (
                    (score, points)
                    for severity, points in MJOA_MCID_POINTS.items()
                    for score in range(
                        int(_BAND[severity].least), int(_BAND[severity].most) + 1
                    )
                ),
            ),
            MJOA_MCID_MIRRORS.grade("reached"),
        ),
    ),
    otherwise=MJOA_MCID_MIRRORS.grade("not_reached"),
    falls_with=(MJOA_AFTER,),
    cite=mjoa_mcid.cite,
    people=mjoa_mcid.people,
    limits=(
        *_NO_SOURCE,
        "The severity is that of the score before; the full score has none.",
        _ONE_POINT,
    ),
    evidence=(RATER_DIFFERENCES,),
)

JOA_MCID_MIRRORS: Final = Scale(
    name="joa_mcid_mirror",
    label="JOA loss of 1976 (mirror of the MCID)",
    levels=_MIRROR,
)

joa_mcid_mirror: Final = FirstMatch(
    name="joa_mcid_mirror",
    label="JOA loss of 1976 (mirror of the MCID)",
    summary="Whether the JOA (1976) fell by as much as the minimum clinically "
    "important difference (MCID) of a gain: a mirror, without a source of its own.",
    example={"joa_before": 13, "joa_after": 10},
    rows=(
        Row(
            _loses(
                JOA_BEFORE,
                JOA_AFTER,
                (
                    (score, JOA_MCID_POINTS)
                    for score in range(int(JOA_BEFORE.low), int(JOA_BEFORE.high) + 1)
                ),
            ),
            JOA_MCID_MIRRORS.grade("reached"),
        ),
    ),
    otherwise=JOA_MCID_MIRRORS.grade("not_reached"),
    falls_with=(JOA_AFTER,),
    cite=joa_mcid.cite,
    people=joa_mcid.people,
    limits=(
        *_NO_SOURCE,
        "The published MCID is 2.5 points; on this scale of whole points 3 are needed.",
        "The abstract does not say which edition of the JOA was scored.",
    ),
)

MJOA_FALLS_MARTIN_2021: Final = Scale(
    name="mjoa_fall_martin_2021",
    label="mJOA deterioration (Martin 2021)",
    levels=(
        Level(
            "not_reached",
            "the fall is smaller than the study counted, or there is none",
        ),
        Level("reached", "the fall is as large as the study counted as deterioration"),
    ),
)

_FALL: Final = next(
    int(figure.value)
    for figure in MARTIN_2021_DETERIORATION.figures
    if figure.unit == "points"
)
_WITHOUT_SURGERY: Final = MARTIN_117_2021.at("abstract, methods")

mjoa_fall_martin_2021: Final = FirstMatch(
    name="mjoa_fall_martin_2021",
    label="mJOA deterioration (Martin 2021)",
    summary="Whether the mJOA fell by 2 points or more, which a study of people "
    "treated without surgery counted as deterioration.",
    example={"mjoa_before": 16, "mjoa_after": 14},
    rows=(
        Row(
            _loses(
                MJOA_BEFORE,
                MJOA_AFTER,
                (
                    (score, _FALL)
                    for score in range(int(MJOA_BEFORE.low), int(MJOA_BEFORE.high) + 1)
                ),
            ),
            MJOA_FALLS_MARTIN_2021.grade("reached"),
        ),
    ),
    otherwise=MJOA_FALLS_MARTIN_2021.grade("not_reached"),
    falls_with=(MJOA_AFTER,),
    cite=MARTIN_2021_DETERIORATION.cite,
    people=People(
        says="People with degenerative myelopathy, newly diagnosed or with symptoms "
        "again after an earlier operation, who were first managed without surgery.",
        conditions=(
            with_myelopathy(_WITHOUT_SURGERY),
            degenerative(_WITHOUT_SURGERY),
        ),
    ),
    limits=(
        "The study counted a deterioration of a tenth in any of several measurements; "
        "the mJOA alone found few of the people who worsened.",
        "How the figure relates to what a person notices is not reported.",
        "Followed without surgery: for a fall after an operation the figure is only a "
        "comparison.",
    ),
    evidence=(MARTIN_2021_DETERIORATION, RATER_DIFFERENCES),
)
