"""
The modified Japanese Orthopaedic Association scale (mJOA), 0 to 18.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.forms import Band, Bands, Sum
from cervmyelo.models.mjoa import MJOA_ITEMS
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import (
    ARS_NEUROCHIRURGICA,
    BENZEL_1991,
    CLINIBORG,
    DE_DIOS_2024,
    JABFM_REVIEW,
    JCM_2021,
    KATO_2015,
    PHYSIOPEDIA,
    TETREAULT_2017,
    Disagreement,
    Figure,
    Statement,
)

__all__ = [
    "GROUP_SIZES",
    "MAXIMUM",
    "MILD_TOP",
    "NOT_THE_JOA",
    "SEVERITIES",
    "mjoa_severity",
    "mjoa_total",
]

NOT_THE_JOA: Final = Statement(
    "The totals of the JOA and of the mJOA go together without being interchangeable; "
    "which edition of the JOA was scored is not told in what was read.",
    KATO_2015.at("abstract, results and conclusion"),
    (
        Figure("people scored both ways", 92, "people"),
        Figure("rank correlation of the totals", 0.87, "rho"),
    ),
)

MAXIMUM: Final = Disagreement(
    name="mjoa_maximum",
    about="What the full score of the mJOA is, and which items are the mJOA",
    said=Statement(
        "Four items: the hands, the legs, feeling in the hands, and the bladder.",
        BENZEL_1991.at("the 18-point modification of the JOA scale"),
        (Figure("full score", 18, "points"),),
    ),
    beside=(
        Statement(
            "Prints those four items, and then a total out of fewer points.",
            CLINIBORG.at("page on the scale, total"),
            (Figure("full score as printed", 17, "points"),),
        ),
        Statement(
            "Lists items of the mJOA under the name of the JOA, with a level less for "
            "the hands and other rows for eating.",
            JABFM_REVIEW.at("Table 3, markup 11900"),
            (Figure("full score as printed", 17, "points"),),
        ),
        Statement(
            "Speaks of a scale of more points.",
            PHYSIOPEDIA.at("on the scale of Benzel"),
            (Figure("full score as printed", 20, "points"),),
        ),
        Statement(
            "Gives the weights of the 17-point JOA, and grades after the manner of "
            "the European Myelopathy Score, under the name of the mJOA.",
            JCM_2021.at("table 4"),
            (
                Figure("full score as printed", 17, "points"),
                Figure("weight of the arms, and of the legs", 23.5, "%"),
                Figure("weight of feeling", 35.4, "%"),
                Figure("weight of the bladder", 17.6, "%"),
            ),
        ),
        Statement(
            "Has a third set of items by that name, with three for feeling and with "
            "knife and fork: the JOA for a western table.",
            ARS_NEUROCHIRURGICA.at("scale named mJOA"),
            (Figure("full score of its items", 17, "points"),),
        ),
    ),
)

mjoa_total: Final = Sum(
    name="mjoa_total",
    label="mJOA total",
    summary="The mJOA total, 0 to 18 points; higher is better.",
    example={"mjoa_motor_upper": 3, "mjoa_motor_lower": 5, "mjoa_sensory_upper": 2},
    items=MJOA_ITEMS,
    cite=BENZEL_1991.at("the 18-point modification of the JOA scale"),
    limits=(
        "Whole points only; records with half points are of another scale.",
        "Not the 17-point JOA scale, whose items and total differ.",
    ),
    disagreements=(MAXIMUM,),
    evidence=(NOT_THE_JOA,),
)

SEVERITIES: Final = Scale(
    name="mjoa_severity",
    label="severity by mJOA",
    levels=(
        Level("none", "the full score: no impairment on this scale"),
        Level("mild", "mild impairment"),
        Level("moderate", "moderate impairment"),
        Level("severe", "severe impairment"),
    ),
)

MILD_TOP: Final = Disagreement(
    name="mjoa_mild_top",
    about="Whether the full mJOA score of 18 is mild",
    said=Statement(
        "Mild ends one point below the full score, which stands apart; the guideline "
        "of 2017 draws the bands likewise.",
        TETREAULT_2017.at("abstract, conclusions"),
    ),
    beside=(
        Statement(
            "Work on the patient-derived form counts the full score as mild.",
            DE_DIOS_2024.at("bands compared"),
        ),
    ),
)

GROUP_SIZES: Final = Disagreement(
    name="mjoa_group_sizes",
    about="How many people the bands of the mJOA rest on",
    said=Statement(
        "People with degenerative myelopathy in two studies of surgery.",
        TETREAULT_2017.at("abstract, methods"),
        (
            Figure("people", 757, "people"),
            Figure("people, North American study", 278, "people"),
            Figure("people, international study", 479, "people"),
        ),
    ),
    beside=(
        Statement(
            "The three groups of the same abstract add up to 740; of the other 17 "
            "it does not tell.",
            TETREAULT_2017.at("abstract, results"),
            (
                Figure("people, mild", 190, "people"),
                Figure("people, moderate", 296, "people"),
                Figure("people, severe", 254, "people"),
            ),
        ),
    ),
)

_ANCHOR = Statement(
    "The bands come from the points of a receiver operating characteristic at which "
    "the total best tells apart people by their Nurick grade.",
    TETREAULT_2017.at("abstract, methods and results"),
    (
        Figure("cut-off between mild and moderate", 14, "points"),
        Figure("cut-off between moderate and severe", 11, "points"),
    ),
)

mjoa_severity: Final = Bands(
    name="mjoa_severity",
    label="severity by mJOA",
    summary="The severity of impairment by the mJOA: none, mild, moderate or severe.",
    example={"mjoa_motor_lower": 5, "mjoa_sensory_upper": 2, "mjoa_sphincter": 2},
    of=mjoa_total,
    score_rises=False,
    falls_with=MJOA_ITEMS,
    bands=(
        Band(
            SEVERITIES.grade("none"),
            18,
            18,
            note="the source names no band for the full score",
        ),
        Band(SEVERITIES.grade("mild"), 15, 17),
        Band(SEVERITIES.grade("moderate"), 12, 14),
        Band(SEVERITIES.grade("severe"), 0, 11),
    ),
    cite=TETREAULT_2017.at("abstract, conclusions"),
    limits=(
        "Derived in people with degenerative myelopathy who were operated on.",
        "Not for the bands of the JOA or the European Myelopathy Score.",
    ),
    disagreements=(MILD_TOP, GROUP_SIZES),
    evidence=(_ANCHOR,),
)
