"""
Grip strength as a screening test for myelopathy, by age and sex (Kobayashi 2021).
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import Above, AllOf, AnyOf, AtLeast, Criterion, Not, OneOf
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, Row
from cervmyelo.models.examination import GRIP_STRENGTH
from cervmyelo.models.patient import AGE_YEARS, SEX_AT_BIRTH
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import KOBAYASHI_2021, Figure, Statement

__all__ = ["GRIP_STRENGTHS", "grip_strength_screen"]

_CUT_OFFS: Final = KOBAYASHI_2021.at("cut-offs by age and sex")

_FEMALE: Final = OneOf(SEX_AT_BIRTH, ("female",))

# Cut-offs fall with age and are lower for women than for men. A grip that passes a
# cut-off therefore passes those of older people too, and one that passes a man's
# cut-off passes the woman's.
_PASSED: Final[tuple[tuple[tuple[Criterion, ...], float], ...]] = (
    ((), 41.0),
    ((AtLeast(AGE_YEARS, 60),), 27.0),
    ((AtLeast(AGE_YEARS, 80),), 20.0),
    ((_FEMALE,), 24.5),
    ((_FEMALE, AtLeast(AGE_YEARS, 60)), 16.0),
    ((_FEMALE, AtLeast(AGE_YEARS, 70)), 15.0),
    ((_FEMALE, AtLeast(AGE_YEARS, 80)), 10.0),
)

GRIP_STRENGTHS: Final = Scale(
    name="grip_strength_screen",
    label="grip strength for age and sex",
    levels=(
        Level("above_cut_off", "stronger than the cut-off for age and sex"),
        Level(
            "at_cut_off",
            "exactly at the cut-off; the source does not say whether this counts as "
            "weak",
        ),
        Level("below_cut_off", "weaker than the cut-off for age and sex"),
    ),
)


def _passes(bound: type[Above | AtLeast], label: str) -> Criterion:
    cuts = ((who, bound(GRIP_STRENGTH, kilograms)) for who, kilograms in _PASSED)
    return AnyOf(
        tuple(AllOf((*who, cut)) if who else cut for who, cut in cuts), label=label
    )


def _figures(
    who: str, sensitivity: float, specificity: float, area: float
) -> tuple[Figure, ...]:
    return (
        Figure(f"sensitivity, {who}", sensitivity, "%"),
        Figure(f"specificity, {who}", specificity, "%"),
        Figure(f"area under the ROC curve, {who}", area, "of 1"),
    )


_EVIDENCE: Final = (
    Statement(
        "The cut-offs were derived in people with and without degenerative myelopathy.",
        KOBAYASHI_2021.at("participants"),
        (
            Figure("with degenerative myelopathy", 249, "people"),
            Figure("without", 735, "people"),
        ),
    ),
    Statement(
        "Accuracy at the cut-offs, by age and sex.",
        _CUT_OFFS,
        (
            *_figures("men of 40 to 59", 94, 62, 0.92),
            *_figures("women of 40 to 59", 91, 59, 0.87),
            *_figures("men of 60 to 69", 92, 84, 0.94),
            *_figures("women of 60 to 69", 90, 83, 0.89),
            *_figures("men of 70 to 79", 95, 61, 0.89),
            *_figures("women of 70 to 79", 96, 71, 0.91),
            *_figures("men of 80 to 89", 92, 83, 0.97),
            *_figures("women of 80 to 89", 93, 88, 0.97),
        ),
    ),
)

grip_strength_screen: Final = FirstMatch(
    name="grip_strength_screen",
    label="grip strength for age and sex",
    summary="Whether grip strength is below the cut-off of Kobayashi 2021 for age and "
    "sex.",
    example={"age_years": 65, "grip_strength_kg": 20.0},
    rows=(
        Row(
            AnyOf(
                (Not(AtLeast(AGE_YEARS, 40)), AtLeast(AGE_YEARS, 90)),
                label="age without a published cut-off",
            ),
            Gap(
                "age_without_cut_off",
                "The source has cut-offs for ages 40 to 89 only; use other signs.",
            ),
        ),
        Row(
            _passes(Above, "grip strength above the cut-off for age and sex"),
            GRIP_STRENGTHS.grade("above_cut_off"),
        ),
        Row(
            _passes(AtLeast, "grip strength at or above the cut-off for age and sex"),
            GRIP_STRENGTHS.grade("at_cut_off"),
        ),
    ),
    otherwise=GRIP_STRENGTHS.grade("below_cut_off"),
    cite=_CUT_OFFS,
    limits=(
        "Use the weaker hand.",
        "A screening test, not a diagnosis: many other conditions weaken the grip.",
        "The source does not say whether a grip exactly at the cut-off counts as weak, "
        "so it has a grade of its own.",
        "The cut-offs come from one study; for men they are the same from 60 to 79 "
        "years.",
    ),
    evidence=_EVIDENCE,
    falls_with=(GRIP_STRENGTH, AGE_YEARS, SEX_AT_BIRTH),
)
