"""
The course of myelopathy without surgery.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.findings import Gap
from cervmyelo.forms import Curve, People, Point, Stratum
from cervmyelo.instruments.mjoa import SEVERITIES, mjoa_severity
from cervmyelo.models.patient import HORIZON_YEARS
from cervmyelo.named import listed
from cervmyelo.populations import (
    PREGNANCY,
    adults,
    degenerative,
    not_operated,
    with_myelopathy,
)
from cervmyelo.sources import (
    BOHM_POSTER,
    KARADIMAS_2013,
    KONG_2013,
    MATZ_2009,
    SARRAJ_2024,
    SARRAJ_LAY_PAGE,
    SCOTTISH_PATHWAY,
    Disagreement,
    Figure,
    Statement,
)

__all__ = ["NATURAL_HISTORY", "STABILITY_ON_LAY_PAGE", "stability_without_surgery"]

_TABLE = SARRAJ_2024.at("abstract, neurological stability over time")

_MILD: Final = "mild"
_GRAVER: Final = "moderate or severe"

_MILD_AT_3 = Point(at=3, value=84, low=70, high=94)
_MILD_AT_15 = Point(at=15, value=66, low=40, high=86)
_GRAVER_AT_3 = Point(at=3, value=71, low=60, high=80)


def _stable(who: str, point: Point) -> Figure:
    what = f"stable at {point.at:g} years, {who}"
    return Figure(what, point.value, "%", point.low, point.high)


STABILITY_ON_LAY_PAGE: Final = Disagreement(
    name="sarraj_lay_page",
    about="How many people stay neurologically stable without surgery",
    followed=Statement(
        "The abstract gives these figures at 3 and 15 years.",
        _TABLE,
        (
            _stable(_MILD, _MILD_AT_3),
            _stable(_MILD, _MILD_AT_15),
            _stable(_GRAVER, _GRAVER_AT_3),
        ),
    ),
    others=(
        Statement(
            "A page for lay readers by the same group gives lower figures.",
            SARRAJ_LAY_PAGE.at("figures on stability"),
            (
                Figure("stable at 3 years, mild", 79, "%"),
                Figure("stable at 15 years, mild", 63, "%"),
                Figure("stable at 3 years, moderate or severe", 64, "%"),
            ),
        ),
    ),
)

stability_without_surgery: Final = Curve(
    name="stability_without_surgery",
    label="stability without surgery",
    summary="The share of people who stay neurologically stable without surgery for "
    "the given number of years, in percent.",
    example={
        "mjoa_motor_upper": 4,
        "mjoa_motor_lower": 6,
        "mjoa_sensory_upper": 2,
        "mjoa_sphincter": 3,
        "horizon_years": 5,
    },
    of=mjoa_severity,
    along=HORIZON_YEARS,
    strata=(
        Stratum(
            label=_MILD,
            grades=(SEVERITIES.grade("mild"),),
            points=(
                Point(at=1, value=91, low=83, high=97),
                Point(at=2, value=85, low=72, high=94),
                _MILD_AT_3,
                Point(at=5, value=75, low=54, high=90),
                _MILD_AT_15,
                Point(at=20, value=65, low=39, high=86),
            ),
        ),
        Stratum(
            label=_GRAVER,
            grades=(SEVERITIES.grade("moderate"), SEVERITIES.grade("severe")),
            points=(
                Point(at=1, value=83, low=76, high=89),
                Point(at=2, value=72, low=62, high=81),
                _GRAVER_AT_3,
                Point(at=5, value=55, low=41, high=68),
                Point(at=15, value=44, low=27, high=59),
                Point(at=20, value=43, low=25, high=58),
            ),
        ),
    ),
    uncovered=Gap(
        "no_impairment",
        "The source has no figures for people with a full mJOA score.",
    ),
    beyond=Gap(
        "outside_published_times",
        "The source has figures only between its first and its last time point; ask "
        "for a time in that range.",
    ),
    unit="%",
    people=People(
        says="People with degenerative cervical myelopathy who are treated without "
        "surgery. The abstract states no age; the severity by which it groups them was "
        "derived in adults.",
        conditions=(
            adults(
                BOHM_POSTER.at(
                    "inclusion criteria of the cohorts behind the severity bands"
                )
            ),
            with_myelopathy(_TABLE),
            degenerative(_TABLE),
            not_operated(_TABLE),
        ),
    ),
    falls_with=(HORIZON_YEARS,),
    cite=_TABLE,
    limits=(
        "A share of a group, not a prediction for one person.",
        "Only for people who do not have surgery.",
        PREGNANCY,
        "Between two published times the answer is the range between their figures; "
        "the formulae of the source were not available, and no curve is fitted "
        "instead.",
        "The intervals are 95 % credible intervals; between two times, or if an input "
        "is missing, the widest limits are shown.",
        "The source has the same figures for moderate and severe myelopathy.",
        "The age of the people was not read; the figures are not for children.",
    ),
    disagreements=(STABILITY_ON_LAY_PAGE,),
    evidence=(
        Statement(
            "A meta-analysis of people treated without surgery; the outcome is "
            "neurological stability. No external validation was found.",
            _TABLE,
            (Figure("pooled", 6, "studies"), Figure("pooled", 529, "people")),
        ),
    ),
)

NATURAL_HISTORY: Final = listed(
    Statement(
        "Without surgery, this share of people loses at least one JOA point within 3 "
        "to 6 years; a review with moderate evidence.",
        KARADIMAS_2013.at("conclusion, as listed by the James Lind Alliance"),
        (
            Figure("worse by a point, lowest reported", 20, "%"),
            Figure("worse by a point, highest reported", 62, "%"),
            Figure("lost at least", 1, "point"),
            Figure("time, from", 3, "years"),
            Figure("time, to", 6, "years"),
        ),
    ),
    Statement(
        "Without surgery, a growing share has more difficulty with daily activities.",
        SCOTTISH_PATHWAY.at("course without surgery"),
        (
            Figure("worse after 1 year", 6, "%"),
            Figure("worse after 2 years", 21, "%"),
            Figure("worse after 3 years", 28, "%"),
            Figure("worse after 10 years", 56, "%"),
        ),
    ),
    Statement(
        "About a quarter of people with mild myelopathy treated conservatively got "
        "worse over more than 3 years; segmental instability and a narrow canal were "
        "adverse factors.",
        KONG_2013.at("abstract, results"),
        (
            Figure("got worse", 26.9, "%"),
            Figure("got worse", 21, "people"),
            Figure("followed", 78, "people"),
            Figure("time, more than", 3, "years"),
        ),
    ),
    Statement(
        "Below this age and above this mJOA total, mild myelopathy rarely worsens "
        "suddenly (class I evidence).",
        MATZ_2009.at("conclusion on mild myelopathy"),
        (Figure("age, under", 75, "years"), Figure("mJOA, above", 12, "points")),
    ),
)
"""Other publications on the course without surgery; no rule uses them."""
