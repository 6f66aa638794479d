"""
Who with a compressed cord, but without myelopathy, develops it.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import Above, Is, Not
from cervmyelo.forms import Counted, Tally
from cervmyelo.imaging.cord_compression import (
    KADANKA_COHORT,
    LOW_COMPRESSION_RATIO,
    SMALL_CORD_AREA,
)
from cervmyelo.models.imaging import COMPRESSION_RATIO, CORD_AREA
from cervmyelo.models.patient import ABNORMAL_EVOKED_POTENTIALS, RADICULOPATHY
from cervmyelo.sources import (
    BEDNARIK_66,
    BEDNARIK_2008,
    BEDNARIK_QUOTED,
    KADANKA_2017,
    Disagreement,
    Figure,
    Statement,
)

__all__ = [
    "BEDNARIK_TIME",
    "CONVERSION_BY_IMAGING",
    "conversion_factors",
    "bednarik_early_predictors",
]

_KADANKA: Final = KADANKA_2017.at("independent predictors")
_EARLY: Final = BEDNARIK_2008.at("early predictors")

_ALSO_66: Final = Statement(
    "In an earlier cohort radiculopathy and electrophysiology told who would develop "
    "myelopathy.",
    BEDNARIK_66.at("predictors of myelopathy"),
    (
        Figure("people", 66, "people"),
        Figure("developed myelopathy", 13, "people"),
        Figure("share that developed myelopathy", 19.7, "%"),
        Figure("radiculopathy, of those who did", 92, "%"),
        Figure("abnormal evoked potentials, of those who did", 84.6, "%"),
        Figure("EMG signs of the anterior horn, of those who did", 61.5, "%"),
    ),
)

CONVERSION_BY_IMAGING: Final = Disagreement(
    name="conversion_by_imaging",
    about="Whether the area and the compression ratio of the cord tell who will "
    "develop myelopathy",
    said=Statement(
        "A small area and a low ratio predict it independently of each other.",
        _KADANKA,
    ),
    beside=(
        Statement(
            "In an earlier cohort neither area nor ratio was associated with it.",
            BEDNARIK_66.at("predictors of myelopathy"),
        ),
    ),
)

BEDNARIK_TIME: Final = Disagreement(
    name="bednarik_time",
    about="What the time beside the share that developed myelopathy is",
    said=Statement(
        "It is the time by which a quarter had developed it; the share is that of the "
        "whole follow-up.",
        BEDNARIK_2008.at("abstract, results"),
        (Figure("25th percentile of the time to myelopathy", 48.4, "months"),),
    ),
    beside=(
        Statement(
            "Texts that quote the study join the share to a median, which is that of "
            "the follow-up.",
            BEDNARIK_QUOTED.at("share and time"),
            (Figure("median follow-up", 44, "months"),),
        ),
    ),
)

_LIMITS: Final = (
    "For people whose cord is compressed on imaging and who have no myelopathy; it is "
    "not asked whether that is so.",
    "A count and not a probability: no coefficients were seen.",
    "Whether it holds in other people was not seen.",
)

conversion_factors: Final = Tally(
    name="conversion_factors",
    label="predictors of myelopathy with a compressed cord (Kadaňka 2017)",
    summary="How many of the three predictors of conversion by Kadaňka 2017 are present, 0 to 3.",
    example={"compression_ratio": 0.37},
    counted=(
        Counted(
            name="radiculopathy",
            label="radiculopathy",
            when=Is(RADICULOPATHY),
            cite=_KADANKA,
        ),
        Counted(
            name="small_cord_area",
            label="a small area of the cord",
            when=Not(Above(CORD_AREA, SMALL_CORD_AREA)),
            cite=_KADANKA,
        ),
        Counted(
            name="low_compression_ratio",
            label="a low compression ratio of the cord",
            when=Not(Above(COMPRESSION_RATIO, LOW_COMPRESSION_RATIO)),
            cite=_KADANKA,
        ),
    ),
    cite=_KADANKA,
    limits=(
        *_LIMITS,
        "Area and ratio are taken at the compressed level.",
    ),
    disagreements=(CONVERSION_BY_IMAGING,),
    evidence=(KADANKA_COHORT,),
    falls_with=(CORD_AREA, COMPRESSION_RATIO),
)

_CONVERTED: Final = Figure("developed myelopathy", 45, "people")
_FOLLOWED: Final = Figure("people", 199, "people")
_WITHIN_A_YEAR: Final = Figure("developed myelopathy within 12 months", 16, "people")

bednarik_early_predictors: Final = Tally(
    name="bednarik_early_predictors",
    label="predictors of early myelopathy with a compressed cord (Bednařík 2008)",
    summary="How many of the two early predictors of Bednařík 2008 are present, 0 to 2.",
    example={"radiculopathy": True},
    counted=(
        Counted(
            name="radiculopathy",
            label="symptomatic radiculopathy",
            when=Is(RADICULOPATHY),
            cite=_EARLY,
        ),
        Counted(
            name="abnormal_evoked_potentials",
            label="abnormal sensory or motor evoked potentials",
            when=Is(ABNORMAL_EVOKED_POTENTIALS),
            cite=_EARLY,
        ),
    ),
    cite=_EARLY,
    limits=(
        *_LIMITS,
        "Early is within 12 months; a bright cord on MRI predicts later myelopathy and "
        "is not counted here.",
        "The source means radiculopathy with symptoms.",
    ),
    disagreements=(BEDNARIK_TIME,),
    evidence=(
        Statement(
            "People with compression were followed for two years or more; under a "
            "quarter developed myelopathy, and about a third of these within a year.",
            BEDNARIK_2008.at("abstract, methods and results"),
            (
                _FOLLOWED,
                Figure("women", 94, "people"),
                Figure("men", 105, "people"),
                Figure("median age", 51, "years"),
                Figure("follow-up, shortest", 2, "years"),
                Figure("follow-up, longest", 12, "years"),
                _CONVERTED,
                Figure("share that developed myelopathy", 22.6, "%"),
                _WITHIN_A_YEAR,
                Figure("share of these that did within 12 months", 35.5, "%"),
                Figure(
                    "share of all that did within 12 months, divided here",
                    round(100 * _WITHIN_A_YEAR.value / _FOLLOWED.value, 1),
                    "%",
                ),
            ),
        ),
        Statement(
            "The model that predicts early myelopathy was mostly right.",
            BEDNARIK_2008.at("abstract, results"),
            (Figure("people classed rightly", 81.4, "%"),),
        ),
        _ALSO_66,
    ),
)
