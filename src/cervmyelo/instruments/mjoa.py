"""
The modified Japanese Orthopaedic Association scale (mJOA), 0 to 18.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.forms import Band, Bands, People, Sum
from cervmyelo.literature.mjoa_forms import MJOA_BR17, QOD_DOMAINS
from cervmyelo.models.mjoa import (
    MJOA_BANDS,
    MJOA_ITEMS,
    MJOA_SEVERITY,
    MJOA_TOTAL,
    SEVERITIES,
)
from cervmyelo.populations import AO_SPINE_FOLLOW_UP
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
    "JOA and mJOA totals are correlated but not interchangeable. The abstract does not "
    "say which edition of the JOA was scored.",
    KATO_2015.at("abstract, results and conclusion"),
    (
        Figure("people scored both ways", 92, "people"),
        Figure("rank correlation of the totals", 0.87, "rho"),
    ),
)

MAXIMUM: Final = Disagreement(
    name="mjoa_maximum",
    about="What the maximum score of the mJOA is, and which items it has",
    followed=Statement(
        "Four items: hand function, leg function, sensation in the hands, and bladder "
        "function.",
        BENZEL_1991.at("the 18-point modification of the JOA scale"),
        (Figure("maximum score", 18, "points"),),
    ),
    others=(
        Statement(
            "Prints the same four items, but a lower maximum.",
            CLINIBORG.at("page on the scale, total"),
            (Figure("maximum as printed", 17, "points"),),
        ),
        Statement(
            "Prints mJOA items under the name of the JOA, with one level fewer for the "
            "hands and different rows for eating.",
            JABFM_REVIEW.at("Table 3, markup 11900"),
            (Figure("maximum as printed", 17, "points"),),
        ),
        Statement(
            "Describes a scale with a higher maximum.",
            PHYSIOPEDIA.at("on the scale of Benzel"),
            (Figure("maximum as printed", 20, "points"),),
        ),
        Statement(
            "Prints the weights of the 17-point JOA, and grades like those of the "
            "European Myelopathy Score, under the name of the mJOA.",
            JCM_2021.at("table 4"),
            (
                Figure("maximum as printed", 17, "points"),
                Figure("weight of the arms, and the same for the legs", 23.5, "%"),
                Figure("weight of sensation", 35.4, "%"),
                Figure("weight of the bladder", 17.6, "%"),
            ),
        ),
        Statement(
            "Prints a third set of items under the name of the mJOA, with three "
            "sensory items and eating with knife and fork: the JOA adapted to western "
            "cutlery.",
            ARS_NEUROCHIRURGICA.at("scale named mJOA"),
            (Figure("maximum of its items", 17, "points"),),
        ),
        MJOA_BR17,
        QOD_DOMAINS,
    ),
)

mjoa_total: Final = Sum(
    name="mjoa_total",
    recorded=MJOA_TOTAL,
    label="mJOA total",
    summary="The mJOA total, 0 to 18 points; higher is better.",
    example={"mjoa_motor_upper": 3, "mjoa_motor_lower": 5, "mjoa_sensory_upper": 2},
    items=MJOA_ITEMS,
    people=People(
        says="The title of the source names people who were operated on for cervical "
        "spondylotic myelopathy; the description of the items that was read states no "
        "condition. The total describes function, whatever its cause.",
    ),
    cite=BENZEL_1991.at("the 18-point modification of the JOA scale"),
    limits=(
        "Whole points only; records with half points use another scale.",
        "Not the 17-point JOA scale, whose items and total differ.",
        "Not the forms called mJOA that score sensation in the legs too, such as the "
        "mJOA-BR17 and the form of the QOD registry.",
    ),
    disagreements=(MAXIMUM,),
    evidence=(NOT_THE_JOA,),
)

MILD_TOP: Final = Disagreement(
    name="mjoa_mild_top",
    about="Whether a full mJOA score of 18 counts as mild",
    followed=Statement(
        "Mild ends at 17, one point below the full score, which has no band; the 2017 "
        "guideline uses the same bands.",
        TETREAULT_2017.at("abstract, conclusions"),
    ),
    others=(
        Statement(
            "A study of the patient-derived form counts the full score as mild.",
            DE_DIOS_2024.at("bands compared"),
        ),
    ),
)

GROUP_SIZES: Final = Disagreement(
    name="mjoa_group_sizes",
    about="How many people the mJOA bands are based on",
    followed=Statement(
        "People with degenerative myelopathy in two surgical studies.",
        TETREAULT_2017.at("abstract, methods"),
        (
            Figure("people", 757, "people"),
            Figure("people, North American study", 278, "people"),
            Figure("people, international study", 479, "people"),
        ),
    ),
    others=(
        Statement(
            "The three severity groups in the same abstract add up to 740; the "
            "abstract does not account for the other 17.",
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
    "The cut-offs are the points on the receiver operating characteristic (ROC) curve "
    "at which the total best separates people by Nurick grade.",
    TETREAULT_2017.at("abstract, methods and results"),
    (
        Figure("cut-off between mild and moderate", 14, "points"),
        Figure("cut-off between moderate and severe", 11, "points"),
    ),
)

mjoa_severity: Final = Bands(
    name="mjoa_severity",
    recorded=MJOA_SEVERITY,
    label="mJOA severity",
    summary="The severity of impairment by mJOA: none, mild, moderate or severe.",
    example={"mjoa_motor_lower": 5, "mjoa_sensory_upper": 2, "mjoa_sphincter": 2},
    of=mjoa_total,
    score_rises=False,
    falls_with=MJOA_ITEMS,
    bands=(
        Band(
            SEVERITIES.grade("none"),
            *MJOA_BANDS["none"],
            note="the source has no band for the full score",
        ),
        Band(SEVERITIES.grade("mild"), *MJOA_BANDS["mild"]),
        Band(SEVERITIES.grade("moderate"), *MJOA_BANDS["moderate"]),
        Band(SEVERITIES.grade("severe"), *MJOA_BANDS["severe"]),
    ),
    people=AO_SPINE_FOLLOW_UP,
    cite=TETREAULT_2017.at("abstract, conclusions"),
    limits=(
        "Derived in people who had surgery for degenerative myelopathy.",
        "Do not apply these bands to the JOA or to the European Myelopathy Score.",
    ),
    disagreements=(MILD_TOP, GROUP_SIZES),
    evidence=(_ANCHOR,),
)
