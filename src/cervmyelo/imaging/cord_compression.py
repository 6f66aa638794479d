"""
Compression of the cord and the canal, and the shape and area of the cord.
"""

from __future__ import annotations

import math
from typing import Final

from cervmyelo.findings import Gap
from cervmyelo.forms import Band, Bands, Exclusive, Part, People, Quotient
from cervmyelo.models.imaging import (
    CANAL_AP,
    CANAL_AP_ABOVE,
    CANAL_AP_BELOW,
    COMPRESSION_RATIO,
    CORD_AP,
    CORD_AP_ABOVE,
    CORD_AP_BELOW,
    CORD_AREA,
    CORD_AREA_SMALL,
    CORD_AREAS_SMALL,
    CORD_COMPRESSION_RATIO,
    CORD_TRANSVERSE,
    LOW_COMPRESSION_RATIO_GRADE,
    LOW_COMPRESSION_RATIOS,
    MCC,
    MSCC,
)
from cervmyelo.populations import (
    PREGNANCY,
    adults,
    compressed,
    degenerative,
    not_operated,
    not_stated,
    without_myelopathy,
)
from cervmyelo.sources import (
    BEDNARIK_66,
    BIO_PROTOCOL_COMPRESSION,
    KADANKA_2017,
    MIYANJI_2007,
    Figure,
    Statement,
)

__all__ = [
    "CORD_AREAS_SMALL",
    "KADANKA_COHORT",
    "KADANKA_PEOPLE",
    "LOW_COMPRESSION_RATIO",
    "LOW_COMPRESSION_RATIOS",
    "SMALL_CORD_AREA",
    "cord_area_small",
    "cord_compression_ratio",
    "low_compression_ratio",
    "mcc",
    "mscc",
]

LOW_COMPRESSION_RATIO: Final = 0.4
"""A compression ratio up to and including this value is low (Kadaňka 2017)."""

SMALL_CORD_AREA: Final = 70.1
"""A cord area up to and including this value, in mm², is small (Kadaňka 2017)."""

_NO_CUTOFF: Final = "There is no agreed cut-off, so no grade is given."
_PERCENT: Final = (0, 100)
_WIDER: Final = Gap(
    "contradiction",
    "The level is wider than the mean of its neighbours, so it is not compressed, or "
    "the lengths were exchanged. Check which level is which.",
)

mscc: Final = Quotient(
    name="mscc",
    recorded=MSCC,
    label="maximum cord compression (MSCC)",
    summary="Maximum spinal cord compression (MSCC), in percent; higher is worse.",
    example={"cord_ap_mm": 6.85, "cord_ap_above_mm": 7.65, "cord_ap_below_mm": 7.02},
    above=(Part(CORD_AP_ABOVE), Part(CORD_AP_BELOW), Part(CORD_AP, -2)),
    below=(Part(CORD_AP_ABOVE), Part(CORD_AP_BELOW)),
    factor=100,
    unit="%",
    within=_PERCENT,
    beyond=_WIDER,
    falls_with=(CORD_AP,),
    people=not_stated("the definition that was read"),
    cite=MIYANJI_2007.at("compression of the cord, as in the Spinal Cord Toolbox"),
    limits=(
        _NO_CUTOFF,
        "There is no answer if the level is wider than the mean of its neighbours.",
        "Use the nearest levels above and below that are not compressed.",
        PREGNANCY,
    ),
)

mcc: Final = Quotient(
    name="mcc",
    recorded=MCC,
    label="maximum canal compromise (MCC)",
    summary="Maximum canal compromise (MCC), in percent; higher is worse.",
    example={"canal_ap_mm": 10.0, "canal_ap_above_mm": 13.0, "canal_ap_below_mm": 13.0},
    above=(Part(CANAL_AP_ABOVE), Part(CANAL_AP_BELOW), Part(CANAL_AP, -2)),
    below=(Part(CANAL_AP_ABOVE), Part(CANAL_AP_BELOW)),
    factor=100,
    unit="%",
    within=_PERCENT,
    beyond=_WIDER,
    falls_with=(CANAL_AP,),
    people=not_stated("the definition that was read"),
    cite=MIYANJI_2007.at("compromise of the canal"),
    limits=(
        _NO_CUTOFF,
        "There is no answer if the level is wider than the mean of its neighbours.",
        "Use the nearest levels above and below that are not narrowed.",
        PREGNANCY,
    ),
)

cord_compression_ratio: Final = Quotient(
    name="cord_compression_ratio",
    recorded=CORD_COMPRESSION_RATIO,
    label="compression ratio from diameters",
    summary="The compression ratio of the cord from its two diameters; lower is "
    "flatter.",
    example={"cord_ap_mm": 3.7, "cord_transverse_mm": 10.0},
    above=(Part(CORD_AP),),
    below=(Part(CORD_TRANSVERSE),),
    unit="ratio",
    falls_with=(CORD_TRANSVERSE,),
    people=People(
        says="A measurement of an image, of whomever it is; the source used it in "
        "people with compression but without myelopathy.",
    ),
    cite=KADANKA_2017.at("compression ratio"),
    limits=(
        "A ratio, not a percentage; some software reports it multiplied by 100.",
        "A lower ratio means a flatter cord.",
        "To compare it with the published cut-off, record it as the compression ratio "
        "of the cord; it is not passed on automatically.",
        PREGNANCY,
    ),
    evidence=(
        Statement(
            "A published example of severe compression.",
            BIO_PROTOCOL_COMPRESSION.at("example at C5/6"),
            (Figure("compression ratio", 0.37, "ratio"),),
        ),
    ),
)

_PARTICIPANTS: Final = KADANKA_2017.at("abstract, methods: participants")

KADANKA_PEOPLE: Final = People(
    says="People with degenerative compression of the cervical cord but without "
    "myelopathy, with or without radiculopathy or neck pain; the youngest was an "
    "adult. What was followed is the first appearance of myelopathy.",
    conditions=(
        compressed(_PARTICIPANTS),
        without_myelopathy(_PARTICIPANTS),
        not_operated(KADANKA_2017.at("abstract, outcome: first signs of myelopathy")),
        degenerative(_PARTICIPANTS),
        adults(KADANKA_2017.at("abstract, methods: range of ages")),
    ),
)
"""The people in whom cord area and compression ratio predicted myelopathy."""

KADANKA_COHORT: Final = Statement(
    "A cohort with compression but without myelopathy was followed. Radiculopathy, a "
    "small cord area and a low compression ratio were each associated with developing "
    "myelopathy; odds ratios were not available.",
    KADANKA_2017.at("participants, follow-up and independent predictors"),
    (
        Figure("people", 112, "people"),
        Figure("women", 55, "people"),
        Figure("men", 57, "people"),
        Figure("without symptoms", 40, "people"),
        Figure("with symptoms", 72, "people"),
        Figure("follow-up, at least", 2, "years"),
        Figure("follow-up, median", 3, "years"),
        Figure("developed myelopathy", 15, "people"),
        Figure("share that developed myelopathy", 13.4, "%"),
    ),
)
"""The cohort in which cord area and compression ratio were studied."""

_EARLIER: Final = Statement(
    "An earlier, smaller cohort found no association with the compression ratio or "
    "area of the cord.",
    BEDNARIK_66.at("factors without association"),
    (Figure("people", 66, "people"),),
)
_FOR_WHOM: Final = (
    "For people with compression on imaging but without myelopathy: it indicates who "
    "is more likely to develop myelopathy, not who has it.",
    "No odds ratio was available, so no risk is calculated.",
    PREGNANCY,
)

low_compression_ratio: Final = Bands(
    name="low_compression_ratio",
    recorded=LOW_COMPRESSION_RATIO_GRADE,
    label="compression ratio, Kadaňka 2017",
    summary="Whether the compression ratio is at or below the cut-off that predicted "
    "myelopathy.",
    example={"compression_ratio": 0.37},
    of=COMPRESSION_RATIO,
    bands=(
        Band(LOW_COMPRESSION_RATIOS.grade("low"), -math.inf, LOW_COMPRESSION_RATIO),
        Band(
            LOW_COMPRESSION_RATIOS.grade("not_low"),
            Exclusive(LOW_COMPRESSION_RATIO),
            math.inf,
        ),
    ),
    score_rises=False,
    falls_with=(COMPRESSION_RATIO,),
    people=KADANKA_PEOPLE,
    cite=KADANKA_2017.at("independent predictors, compression ratio"),
    limits=_FOR_WHOM,
    evidence=(KADANKA_COHORT, _EARLIER),
)

cord_area_small: Final = Bands(
    name="cord_area_small",
    recorded=CORD_AREA_SMALL,
    label="cord area, Kadaňka 2017",
    summary="Whether the cord area is at or below the cut-off that predicted "
    "myelopathy.",
    example={"cord_area_mm2": 70.1},
    of=CORD_AREA,
    bands=(
        Band(CORD_AREAS_SMALL.grade("small"), -math.inf, SMALL_CORD_AREA),
        Band(CORD_AREAS_SMALL.grade("not_small"), Exclusive(SMALL_CORD_AREA), math.inf),
    ),
    score_rises=False,
    falls_with=(CORD_AREA,),
    people=KADANKA_PEOPLE,
    cite=KADANKA_2017.at("independent predictors, area of the cord"),
    limits=_FOR_WHOM,
    evidence=(KADANKA_COHORT, _EARLIER),
)
