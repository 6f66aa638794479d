"""
The Torg-Pavlov ratio: the canal by the vertebral body on the lateral film.
"""

from __future__ import annotations

import math
from typing import Final

from cervmyelo.forms import Band, Bands, Exclusive, Part, Quotient
from cervmyelo.models.imaging import XRAY_BODY, XRAY_CANAL
from cervmyelo.scale import Level, Scale
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
    "torg_pavlov",
    "TORG_PAVLOV_CUTOFF",
    "torg_pavlov_ratio",
    "TORG_PAVLOV_STENOSES",
]

_EVIDENCE: Final = (
    Statement(
        "The original data are of athletes who had had neurapraxia of the cord.",
        PAVLOV_1987.at("population"),
        (Figure("athletes with neurapraxia", 23, "people"),),
    ),
    Statement(
        "Around operations, a low ratio before and a high one after go with palsy of "
        "the C5 root; the second figure is of those who had the low ratio before.",
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
        "Among people with compression and no myelopathy the ratio did not tell who "
        "would develop it.",
        BEDNARIK_66.at("factors without association"),
        (Figure("people", 66, "people"),),
    ),
)

torg_pavlov_ratio: Final = Quotient(
    name="torg_pavlov_ratio",
    label="Torg-Pavlov ratio",
    summary="The Torg-Pavlov ratio: canal to vertebral body on a lateral radiograph.",
    example={"xray_canal_mm": 14.2, "xray_body_mm": 20.0},
    above=(Part(XRAY_CANAL),),
    below=(Part(XRAY_BODY),),
    unit="ratio",
    falls_with=(XRAY_BODY,),
    cite=PAVLOV_1987.at("definition of the ratio"),
    limits=(
        "Both lengths are to be of one vertebra on one lateral film; magnification "
        "then cancels.",
        "A ratio, never a percentage.",
    ),
    evidence=_EVIDENCE,
)

TORG_PAVLOV_STENOSES: Final = Scale(
    name="torg_pavlov",
    label="stenosis by the Torg-Pavlov ratio",
    levels=(
        Level("not_stenotic", "no stenosis by the ratio"),
        Level("stenotic", "stenosis by the ratio"),
    ),
)

TORG_PAVLOV_CUTOFF: Final = Disagreement(
    name="torg_pavlov_cutoff",
    about="Below which Torg-Pavlov ratio the canal is stenotic, and on which side the "
    "cut-off itself lies",
    said=Statement(
        "Stenosis lies below the cut-off.",
        PAVLOV_1987.at("cut-off"),
        (Figure("stenosis below", 0.8, "ratio"),),
    ),
    beside=(
        Statement(
            "A calculator counts the cut-off itself as stenosis.",
            SOPHIEWELL.at("test of the Torg-Pavlov ratio"),
            (Figure("stenosis up to and with", 0.8, "ratio"),),
        ),
        Statement(
            "An old version of a reference page, since removed, sets it higher.",
            RADIOPAEDIA_OLD.at("cut-off"),
            (Figure("stenosis below", 0.85, "ratio"),),
        ),
        Statement(
            "A teaching page has four bands with three lines between them, and names "
            "no study.",
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
    label="stenosis by the Torg-Pavlov ratio",
    summary="Whether the canal is stenotic by the Torg-Pavlov ratio.",
    example={"xray_canal_mm": 14.2, "xray_body_mm": 20.0},
    of=torg_pavlov_ratio,
    bands=(
        Band(TORG_PAVLOV_STENOSES.grade("stenotic"), -math.inf, Exclusive(0.8)),
        Band(TORG_PAVLOV_STENOSES.grade("not_stenotic"), 0.8, math.inf),
    ),
    score_rises=False,
    falls_with=(XRAY_CANAL,),
    cite=PAVLOV_1987.at("cut-off"),
    limits=(
        "A narrow canal on a film is no myelopathy; the film shows no cord.",
        "Derived in athletes with neurapraxia, not in people with worn necks.",
        "A ratio that is 0.8 on paper counts as 0.8, whatever binary division makes "
        "of it, and is not stenotic.",
    ),
    disagreements=(TORG_PAVLOV_CUTOFF,),
    evidence=_EVIDENCE,
)
