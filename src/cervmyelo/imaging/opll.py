"""
The hardened ligament: how much of the canal it fills, and the K-line.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import Is
from cervmyelo.forms import FirstMatch, Part, Quotient, Row
from cervmyelo.models.imaging import CANAL_AP, OPLL_CROSSES_K_LINE, OPLL_THICKNESS
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import (
    NORI_FLEXION,
    OPLL_C5_PALSY,
    XUE_2022,
    Figure,
    Statement,
)

__all__ = ["k_line", "K_LINES", "opll_occupying_ratio"]

opll_occupying_ratio: Final = Quotient(
    name="opll_occupying_ratio",
    label="part of the canal that the hardened ligament fills",
    summary="The share of the canal that the ossified ligament occupies, in percent.",
    example={"opll_thickness_mm": 6.0, "canal_ap_mm": 12.0},
    above=(Part(OPLL_THICKNESS),),
    below=(Part(CANAL_AP),),
    factor=100,
    unit="%",
    falls_with=(CANAL_AP,),
    cite=OPLL_C5_PALSY.at("table 5, occupation ratio"),
    limits=(
        "Both lengths are to be of the worst level.",
        "No cut-off was seen in a source, so that no grade and no choice of operation "
        "follows from it.",
        "The source uses the ratio; the paper that first defined it was not seen.",
        "A ligament cannot be thicker than its canal: more than 100 % says that one "
        "of the lengths is wrong. It is given as it comes out and is not cut off.",
    ),
    evidence=(
        Statement(
            "After operations for the hardened ligament, people whose palsy of the C5 "
            "root got better and people whose palsy did not had much the same ratio.",
            OPLL_C5_PALSY.at("table 5, occupation ratio"),
            (
                Figure("people who got better", 21, "people"),
                Figure("their mean ratio", 49.1, "%"),
                Figure("people who did not", 5, "people"),
                Figure("their mean ratio", 52.2, "%"),
            ),
        ),
    ),
)

K_LINES: Final = Scale(
    name="k_line",
    label="K-line",
    levels=(
        Level("positive", "the hardened ligament stays in front of the line"),
        Level("negative", "the hardened ligament crosses the line"),
    ),
)

k_line: Final = FirstMatch(
    name="k_line",
    label="K-line",
    summary="The K-line: negative if the ossified ligament crosses it, otherwise positive.",
    example={"opll_crosses_k_line": True},
    rows=(Row(Is(OPLL_CROSSES_K_LINE), K_LINES.grade("negative")),),
    otherwise=K_LINES.grade("positive"),
    cite=XUE_2022.at("definition of the K-line"),
    limits=(
        "For people with a hardened ligament only; without one there is nothing to "
        "cross the line.",
        "To be drawn on the lateral film in neutral position; a film in flexion is "
        "another test.",
    ),
    evidence=(
        Statement(
            "Grouped by the line in natural standing, the mean JOA score rose in both "
            "groups, and less where the line was negative.",
            XUE_2022.at("JOA scores before and after"),
            (
                Figure("JOA before, line positive", 10.1, "points"),
                Figure("JOA after, line positive", 13.1, "points"),
                Figure("JOA before, line negative", 9.7, "points"),
                Figure("JOA after, line negative", 11.1, "points"),
            ),
        ),
        Statement(
            "Even where the line is positive in neutral position, a line that is "
            "negative on a film in flexion goes with a lower recovery rate.",
            NORI_FLEXION.at("recovery rate by the line in flexion"),
            (
                Figure("people", 113, "people"),
                Figure("mean recovery rate, negative in flexion", 17.6, "%"),
                Figure("its standard deviation", 32.2, "%"),
                Figure("mean recovery rate, positive in flexion", 35.3, "%"),
                Figure("its standard deviation", 29.5, "%"),
                Figure("effect of a negative line", -0.233, "standardised beta"),
                Figure("its p value", 0.013, "p"),
            ),
        ),
    ),
)
