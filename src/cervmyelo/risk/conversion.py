"""
Predictors of myelopathy in people with cord compression but without myelopathy.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import Above, Is, Not
from cervmyelo.forms import Counted, People, Tally
from cervmyelo.imaging.cord_compression import (
    KADANKA_COHORT,
    KADANKA_PEOPLE,
    LOW_COMPRESSION_RATIO,
    SMALL_CORD_AREA,
)
from cervmyelo.models.imaging import COMPRESSION_RATIO, CORD_AREA
from cervmyelo.models.patient import ABNORMAL_EVOKED_POTENTIALS, RADICULOPATHY
from cervmyelo.populations import (
    PREGNANCY,
    compressed,
    degenerative,
    not_operated,
    without_myelopathy,
)
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
    "bednarik_early_predictors",
    "conversion_factors",
]

_KADANKA: Final = KADANKA_2017.at("independent predictors")
_EARLY: Final = BEDNARIK_2008.at("early predictors")

_ALSO_66: Final = Statement(
    "In an earlier cohort, radiculopathy and electrophysiology predicted myelopathy.",
    BEDNARIK_66.at("predictors of myelopathy"),
    (
        Figure("people", 66, "people"),
        Figure("developed myelopathy", 13, "people"),
        Figure("share that developed myelopathy", 19.7, "%"),
        Figure("radiculopathy, in those who did", 92, "%"),
        Figure("abnormal evoked potentials, in those who did", 84.6, "%"),
        Figure("EMG signs of anterior horn involvement, in those who did", 61.5, "%"),
    ),
)

CONVERSION_BY_IMAGING: Final = Disagreement(
    name="conversion_by_imaging",
    about="Whether cord area and compression ratio predict myelopathy",
    followed=Statement(
        "A small area and a low ratio are independent predictors.",
        _KADANKA,
    ),
    others=(
        Statement(
            "In an earlier cohort neither area nor ratio was associated with "
            "myelopathy.",
            BEDNARIK_66.at("predictors of myelopathy"),
        ),
    ),
)

BEDNARIK_TIME: Final = Disagreement(
    name="bednarik_time",
    about="What the time reported with the share that developed myelopathy means",
    followed=Statement(
        "It is the 25th percentile of the time to myelopathy; the share is that over "
        "the whole follow-up.",
        BEDNARIK_2008.at("abstract, results"),
        (Figure("25th percentile of the time to myelopathy", 48.4, "months"),),
    ),
    others=(
        Statement(
            "Texts that quote the study report the share with a median, which is the "
            "median follow-up.",
            BEDNARIK_QUOTED.at("share and time"),
            (Figure("median follow-up", 44, "months"),),
        ),
    ),
)

_LIMITS: Final = (
    "Only for people with cord compression on imaging and without myelopathy.",
    "A count, not a probability: no coefficients were available.",
    "No external validation was found.",
    PREGNANCY,
)

conversion_factors: Final = Tally(
    name="conversion_factors",
    label="conversion factors, Kadaňka 2017",
    summary="How many of the three predictors of conversion to myelopathy (Kadaňka "
    "2017) are present, 0 to 3.",
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
            label="small cord area",
            when=Not(Above(CORD_AREA, SMALL_CORD_AREA)),
            cite=_KADANKA,
        ),
        Counted(
            name="low_compression_ratio",
            label="low compression ratio",
            when=Not(Above(COMPRESSION_RATIO, LOW_COMPRESSION_RATIO)),
            cite=_KADANKA,
        ),
    ),
    people=KADANKA_PEOPLE,
    cite=_KADANKA,
    limits=(
        *_LIMITS,
        "Measure the area and the ratio at the compressed level.",
    ),
    disagreements=(CONVERSION_BY_IMAGING,),
    evidence=(KADANKA_COHORT,),
    falls_with=(CORD_AREA, COMPRESSION_RATIO),
)

_PARTICIPANTS: Final = BEDNARIK_2008.at("abstract, people followed")

_CONVERTED: Final = Figure("developed myelopathy", 45, "people")
_FOLLOWED: Final = Figure("people", 199, "people")
_WITHIN_A_YEAR: Final = Figure("developed myelopathy within 12 months", 16, "people")

bednarik_early_predictors: Final = Tally(
    name="bednarik_early_predictors",
    label="early predictors, Bednařík 2008",
    summary="How many of the two predictors of early myelopathy (Bednařík 2008) are "
    "present, 0 to 2.",
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
    people=People(
        says="People with spondylotic compression of the cervical cord on MRI but "
        "without clear signs of myelopathy. What was followed is the first appearance "
        "of myelopathy. The abstract gives only the median age.",
        conditions=(
            compressed(_PARTICIPANTS),
            without_myelopathy(_PARTICIPANTS),
            not_operated(
                BEDNARIK_2008.at("abstract, results: first signs of myelopathy")
            ),
            degenerative(_PARTICIPANTS),
        ),
    ),
    cite=_EARLY,
    limits=(
        *_LIMITS,
        "Early means within 12 months; T2 hyperintensity of the cord predicts later "
        "myelopathy and is not counted here.",
        "The source requires symptomatic radiculopathy.",
    ),
    disagreements=(BEDNARIK_TIME,),
    evidence=(
        Statement(
            "People with compression were followed for at least two years; fewer than "
            "a quarter developed myelopathy, about a third of them within a year.",
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
                Figure("share of these within 12 months", 35.5, "%"),
                Figure(
                    "share of all within 12 months, calculated here",
                    round(100 * _WITHIN_A_YEAR.value / _FOLLOWED.value, 1),
                    "%",
                ),
            ),
        ),
        Statement(
            "The model for early myelopathy classified most people correctly.",
            BEDNARIK_2008.at("abstract, results"),
            (Figure("correctly classified", 81.4, "%"),),
        ),
        _ALSO_66,
    ),
)
