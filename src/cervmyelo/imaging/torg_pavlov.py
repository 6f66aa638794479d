"""
The Torg-Pavlov ratio: canal to vertebral body on the lateral radiograph.
"""

from __future__ import annotations

import math
from typing import Final

from cervmyelo.forms import Band, Bands, Exclusive, Part, People, Quotient
from cervmyelo.models.imaging import (
    TORG_PAVLOV,
    TORG_PAVLOV_RATIO,
    TORG_PAVLOV_STENOSES,
    XRAY_BODY,
    XRAY_CANAL,
)
from cervmyelo.populations import PREGNANCY
from cervmyelo.sources import (
    BEDNARIK_66,
    PAVLOV_1987,
    RADIOPAEDIA_OLD,
    SOPHIEWELL,
    SPINEBASE,
    WANG_2019,
    Disagreement,
    Figure,
    Statement,
)

__all__ = [
    "TORG_PAVLOV_CUTOFF",
    "TORG_PAVLOV_STENOSES",
    "torg_pavlov",
    "torg_pavlov_ratio",
]

_EVIDENCE: Final = (
    Statement(
        "The original data are from athletes who had had cord neurapraxia.",
        PAVLOV_1987.at("population"),
        (Figure("athletes with neurapraxia", 23, "people"),),
    ),
    Statement(
        "A low ratio before surgery and a high ratio after surgery are associated with "
        "C5 palsy; the odds ratio for the high ratio applies to those with a low ratio "
        "before.",
        WANG_2019.at("odds ratios of C5 palsy"),
        (
            Figure("people", 276, "people"),
            Figure("low ratio before, below", 0.65, "ratio"),
            Figure("C5 palsy, low ratio before", 2.91, "odds ratio"),
            Figure("high ratio after, at least", 1.01, "ratio"),
            Figure("C5 palsy, high ratio after", 10.83, "odds ratio"),
        ),
    ),
    Statement(
        "In people with compression but without myelopathy, the ratio did not predict "
        "who would develop it.",
        BEDNARIK_66.at("factors without association"),
        (Figure("people", 66, "people"),),
    ),
)

_WHOM: Final = People(
    says="Studied in athletes with temporary loss of cord function after an injury "
    "(neurapraxia). The abstract states no other condition, and nothing recorded here "
    "shows who is such a person.",
)

torg_pavlov_ratio: Final = Quotient(
    name="torg_pavlov_ratio",
    recorded=TORG_PAVLOV_RATIO,
    label="Torg-Pavlov ratio",
    summary="The Torg-Pavlov ratio: canal to vertebral body on a lateral radiograph.",
    example={"xray_canal_mm": 14.2, "xray_body_mm": 20.0},
    above=(Part(XRAY_CANAL),),
    below=(Part(XRAY_BODY),),
    unit="ratio",
    falls_with=(XRAY_BODY,),
    people=_WHOM,
    cite=PAVLOV_1987.at("definition of the ratio"),
    limits=(
        "Measure both lengths at one vertebra on one lateral radiograph, so that "
        "magnification cancels out.",
        "A ratio, not a percentage.",
        PREGNANCY,
    ),
    evidence=_EVIDENCE,
)

TORG_PAVLOV_CUTOFF: Final = Disagreement(
    name="torg_pavlov_cutoff",
    about="Below which Torg-Pavlov ratio the canal is stenotic, and whether the "
    "cut-off itself counts as stenotic",
    followed=Statement(
        "Below the cut-off the canal is stenotic.",
        PAVLOV_1987.at("cut-off"),
        (Figure("stenosis below", 0.8, "ratio"),),
    ),
    others=(
        Statement(
            "A calculator counts a ratio equal to the cut-off as stenosis.",
            SOPHIEWELL.at("test of the Torg-Pavlov ratio"),
            (Figure("stenosis up to and including", 0.8, "ratio"),),
        ),
        Statement(
            "An old version of a reference page, since replaced, has a higher cut-off.",
            RADIOPAEDIA_OLD.at("cut-off"),
            (Figure("stenosis below", 0.85, "ratio"),),
        ),
        Statement(
            "A teaching page has four bands, separated by three cut-offs, and cites no "
            "study.",
            SPINEBASE.at("bands of the ratio"),
            (
                Figure("highest band, from", 0.8, "ratio"),
                Figure("third band, up to", 0.7, "ratio"),
                Figure("lowest band, up to", 0.6, "ratio"),
            ),
        ),
    ),
)

torg_pavlov: Final = Bands(
    name="torg_pavlov",
    recorded=TORG_PAVLOV,
    label="stenosis by Torg-Pavlov ratio",
    summary="Whether the canal is stenotic by the Torg-Pavlov ratio.",
    example={"xray_canal_mm": 14.2, "xray_body_mm": 20.0},
    of=torg_pavlov_ratio,
    bands=(
        Band(TORG_PAVLOV_STENOSES.grade("stenotic"), -math.inf, Exclusive(0.8)),
        Band(TORG_PAVLOV_STENOSES.grade("not_stenotic"), 0.8, math.inf),
    ),
    score_rises=False,
    falls_with=(XRAY_CANAL,),
    people=_WHOM,
    cite=PAVLOV_1987.at("cut-off"),
    limits=(
        "A narrow canal on a radiograph is not myelopathy; a radiograph does not show "
        "the cord.",
        "Derived in athletes with neurapraxia, not in people with degenerative "
        "disease.",
        "A ratio of exactly 0.8 counts as 0.8 despite floating-point rounding, and is "
        "not stenotic.",
        PREGNANCY,
    ),
    disagreements=(TORG_PAVLOV_CUTOFF,),
    evidence=_EVIDENCE,
)
