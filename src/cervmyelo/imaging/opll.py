"""
Ossification of the posterior longitudinal ligament (OPLL): occupying ratio and K-line.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import Is
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, Part, People, Quotient, Row
from cervmyelo.models.imaging import (
    CANAL_AP,
    K_LINE,
    K_LINES,
    OPLL_CROSSES_K_LINE,
    OPLL_OCCUPYING_RATIO,
    OPLL_THICKNESS,
)
from cervmyelo.populations import PREGNANCY, with_opll
from cervmyelo.sources import (
    NORI_FLEXION,
    OPLL_C5_PALSY,
    XUE_2022,
    Figure,
    Statement,
)

__all__ = ["K_LINES", "k_line", "opll_occupying_ratio"]

opll_occupying_ratio: Final = Quotient(
    name="opll_occupying_ratio",
    recorded=OPLL_OCCUPYING_RATIO,
    label="OPLL occupying ratio",
    summary="The share of the canal diameter that the ossified ligament occupies, in "
    "percent.",
    example={"opll_thickness_mm": 6.0, "canal_ap_mm": 12.0},
    above=(Part(OPLL_THICKNESS),),
    below=(Part(CANAL_AP),),
    factor=100,
    unit="%",
    within=(0, 100),
    beyond=Gap(
        "contradiction",
        "The hardened ligament cannot be thicker than the canal. Check both lengths.",
    ),
    falls_with=(CANAL_AP,),
    people=People(
        says="People with ossification of the posterior longitudinal ligament (OPLL). "
        "The source measured the ratio before surgery for it; the ratio itself is a "
        "measurement of the image.",
        conditions=(with_opll(OPLL_C5_PALSY.at("title: surgery for cervical OPLL")),),
    ),
    cite=OPLL_C5_PALSY.at("table 5, occupation ratio"),
    limits=(
        "Measure both lengths at the worst level.",
        "No published cut-off was found, so no grade is given and no operation is "
        "suggested.",
        "The cited source uses the ratio; the paper that first defined it was not "
        "read.",
        "The ligament cannot be thicker than the canal: there is no answer if it is "
        "recorded so.",
        PREGNANCY,
    ),
    evidence=(
        Statement(
            "After surgery for OPLL, the ratio was similar in people whose C5 palsy "
            "improved and in people whose C5 palsy did not.",
            OPLL_C5_PALSY.at("table 5, occupation ratio"),
            (
                Figure("people who improved", 21, "people"),
                Figure("their mean ratio", 49.1, "%"),
                Figure("people who did not", 5, "people"),
                Figure("their mean ratio", 52.2, "%"),
            ),
        ),
    ),
)

k_line: Final = FirstMatch(
    name="k_line",
    recorded=K_LINE,
    label="K-line",
    summary="The K-line: negative if the OPLL crosses it, otherwise positive.",
    example={"opll_crosses_k_line": True},
    rows=(Row(Is(OPLL_CROSSES_K_LINE), K_LINES.grade("negative")),),
    otherwise=K_LINES.grade("positive"),
    people=People(
        says="People with ossification of the posterior longitudinal ligament (OPLL): "
        "the line is defined by the ossified mass.",
        conditions=(with_opll(XUE_2022.at("definition of the K-line")),),
    ),
    cite=XUE_2022.at("definition of the K-line"),
    limits=(
        "For people with OPLL only; without OPLL the K-line has no meaning.",
        "Draw it on the lateral radiograph in neutral position; a radiograph in "
        "flexion is a different test.",
        PREGNANCY,
    ),
    evidence=(
        Statement(
            "Grouped by the K-line in natural standing, the mean JOA score rose in "
            "both groups, but less if the line was negative.",
            XUE_2022.at("JOA scores before and after"),
            (
                Figure("JOA before, line positive", 10.1, "points"),
                Figure("JOA after, line positive", 13.1, "points"),
                Figure("JOA before, line negative", 9.7, "points"),
                Figure("JOA after, line negative", 11.1, "points"),
            ),
        ),
        Statement(
            "Even if the K-line is positive in neutral position, a negative K-line in "
            "flexion is associated with a lower recovery rate.",
            NORI_FLEXION.at("recovery rate by the K-line in flexion"),
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
