"""
How far the cord and the canal are compressed, and how flat and small the cord is.
"""

from __future__ import annotations

import math
from typing import Final

from cervmyelo.findings import Finding
from cervmyelo.forms import Band, Bands, Case, Exclusive, Part, Quotient
from cervmyelo.models.imaging import (
    CANAL_AP,
    CANAL_AP_ABOVE,
    CANAL_AP_BELOW,
    COMPRESSION_RATIO,
    CORD_AP,
    CORD_AP_ABOVE,
    CORD_AP_BELOW,
    CORD_AREA,
    CORD_TRANSVERSE,
)
from cervmyelo.scales import Grade, Level, Scale
from cervmyelo.sources import (
    BEDNARIK_66,
    BIO_PROTOCOL_COMPRESSION,
    KADANKA_2017,
    MIYANJI_2007,
    Figure,
    Statement,
)

__all__ = [
    "COMPRESSION_RATIOS_LOW",
    "COMPRESSION_RATIO_LOW",
    "CORD_AREAS_SMALL",
    "CORD_AREA_SMALL",
    "CORD_COMPRESSION_RATIO",
    "KADANKA_COHORT",
    "LOW_COMPRESSION_RATIO",
    "MCC",
    "MSCC",
    "SMALL_CORD_AREA",
    "compression_ratio_low",
    "cord_area_small",
    "cord_compression_ratio",
    "mcc",
    "mscc",
]

LOW_COMPRESSION_RATIO: Final = 0.4
"""At most this ratio is low (Kadaňka 2017)."""

SMALL_CORD_AREA: Final = 70.1
"""At most this area, in mm², is small (Kadaňka 2017)."""

_NO_CUTOFF: Final = "No cut-off is agreed upon, so that no grade is given."
_NEGATIVE: Final = (
    "Where the level is deeper than the mean of its neighbours the percentage is "
    "negative; it is given as it comes out and is not set to zero."
)

MSCC: Final = Quotient(
    name="mscc",
    label="maximum spinal cord compression",
    above=(Part(CORD_AP_ABOVE), Part(CORD_AP_BELOW), Part(CORD_AP, -2)),
    below=(Part(CORD_AP_ABOVE), Part(CORD_AP_BELOW)),
    factor=100,
    unit="%",
    falls_with=(CORD_AP,),
    cite=MIYANJI_2007.at("compression of the cord, as the Spinal Cord Toolbox has it"),
    limits=(
        _NO_CUTOFF,
        _NEGATIVE,
        "The neighbours are to be the nearest levels, above and below, that are not "
        "compressed.",
    ),
)

MCC: Final = Quotient(
    name="mcc",
    label="maximum canal compromise",
    above=(Part(CANAL_AP_ABOVE), Part(CANAL_AP_BELOW), Part(CANAL_AP, -2)),
    below=(Part(CANAL_AP_ABOVE), Part(CANAL_AP_BELOW)),
    factor=100,
    unit="%",
    falls_with=(CANAL_AP,),
    cite=MIYANJI_2007.at("compromise of the canal"),
    limits=(
        _NO_CUTOFF,
        _NEGATIVE,
        "The neighbours are to be the nearest levels, above and below, that are not "
        "narrowed.",
    ),
)

CORD_COMPRESSION_RATIO: Final = Quotient(
    name="cord_compression_ratio",
    label="compression ratio from the diameters of the cord",
    above=(Part(CORD_AP),),
    below=(Part(CORD_TRANSVERSE),),
    unit="ratio",
    falls_with=(CORD_TRANSVERSE,),
    cite=KADANKA_2017.at("compression ratio"),
    limits=(
        "A ratio, never a percentage; some software gives it times 100.",
        "A lower ratio is a flatter cord.",
        "To have it judged, record it as the compression ratio of the cord; nothing "
        "is carried over by itself.",
    ),
    evidence=(
        Statement(
            "A severe compression in a published example.",
            BIO_PROTOCOL_COMPRESSION.at("example at C5/6"),
            (Figure("compression ratio", 0.37, "ratio"),),
        ),
    ),
)

KADANKA_COHORT: Final = Statement(
    "People with compression and no myelopathy were followed. Radiculopathy, a small "
    "cord and a flat cord each went with developing it; odds ratios were not seen.",
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
"""Those in whom the area and the ratio of the cord were followed."""

_EARLIER: Final = Statement(
    "An earlier, smaller cohort found no association with the compression ratio or "
    "the area of the cord.",
    BEDNARIK_66.at("factors without association"),
    (Figure("people", 66, "people"),),
)
_FOR_WHOM: Final = (
    "For people with compression on imaging and no myelopathy: it tells who is "
    "likelier to develop it, not who has it.",
    "No odds ratio was seen, so that no risk follows from it.",
)

COMPRESSION_RATIOS_LOW: Final = Scale(
    name="compression_ratio_low",
    label="low compression ratio of the cord",
    levels=(
        Level("not_low", "above the published cut-off"),
        Level("low", "a flat cord: at most the published cut-off"),
    ),
)

COMPRESSION_RATIO_LOW: Final = Bands(
    name="compression_ratio_low",
    label="low compression ratio of the cord",
    of=COMPRESSION_RATIO,
    bands=(
        Band(COMPRESSION_RATIOS_LOW.grade("low"), -math.inf, LOW_COMPRESSION_RATIO),
        Band(
            COMPRESSION_RATIOS_LOW.grade("not_low"),
            Exclusive(LOW_COMPRESSION_RATIO),
            math.inf,
        ),
    ),
    score_rises=False,
    falls_with=(COMPRESSION_RATIO,),
    cite=KADANKA_2017.at("independent predictors, compression ratio"),
    limits=_FOR_WHOM,
    evidence=(KADANKA_COHORT, _EARLIER),
)

CORD_AREAS_SMALL: Final = Scale(
    name="cord_area_small",
    label="small area of the cord",
    levels=(
        Level("not_small", "above the published cut-off"),
        Level("small", "at most the published cut-off"),
    ),
)

CORD_AREA_SMALL: Final = Bands(
    name="cord_area_small",
    label="small area of the cord",
    of=CORD_AREA,
    bands=(
        Band(CORD_AREAS_SMALL.grade("small"), -math.inf, SMALL_CORD_AREA),
        Band(CORD_AREAS_SMALL.grade("not_small"), Exclusive(SMALL_CORD_AREA), math.inf),
    ),
    score_rises=False,
    falls_with=(CORD_AREA,),
    cite=KADANKA_2017.at("independent predictors, area of the cord"),
    limits=_FOR_WHOM,
    evidence=(KADANKA_COHORT, _EARLIER),
)


def mscc(case: Case) -> Finding[float]:
    """
    Maximum spinal cord compression: what the cord lacks of its neighbours, in percent.

    >>> import cervmyelo as cm
    >>> cord = cm.Imaging(cord_ap_mm=6.85, cord_ap_above_mm=7.65, cord_ap_below_mm=7.02)
    >>> print(cm.mscc(cord).answer)
    6.61213 %

    Args:
        case: Imaging, a patient, or values by the names of the quantities. A missing
            diameter leaves the percentage open.

    Source:
        Miyanji et al. 2007; the worked case is of the Spinal Cord Toolbox.
    """
    return MSCC.explain(case)


def mcc(case: Case) -> Finding[float]:
    """
    Maximum canal compromise: what the canal lacks of its neighbours, in percent.

    >>> import cervmyelo as cm
    >>> canal = cm.Imaging(
    ...     canal_ap_mm=10.0, canal_ap_above_mm=13.0, canal_ap_below_mm=13.0
    ... )
    >>> print(cm.mcc(canal).answer)
    23.0769 %

    Args:
        case: Imaging, a patient, or values by the names of the quantities. A missing
            diameter leaves the percentage open.

    Source:
        Miyanji et al. 2007.
    """
    return MCC.explain(case)


def cord_compression_ratio(case: Case) -> Finding[float]:
    """
    The compression ratio of the cord from its diameters; lower is flatter.

    >>> import cervmyelo as cm
    >>> cord = cm.Imaging(cord_ap_mm=3.7, cord_transverse_mm=10.0)
    >>> print(cm.cord_compression_ratio(cord).answer)
    0.37 ratio

    Args:
        case: Imaging, a patient, or values by the names of the quantities. A missing
            diameter leaves the ratio open.

    Source:
        Kadaňka et al. 2017.
    """
    return CORD_COMPRESSION_RATIO.explain(case)


def compression_ratio_low(case: Case) -> Finding[Grade]:
    """
    Whether the compression ratio is as low as in those who developed myelopathy.

    >>> import cervmyelo as cm
    >>> print(cm.compression_ratio_low(cm.Imaging(compression_ratio=0.37)))
    compression_ratio_low: low
      because compression ratio of the cord 0.37 ratio: at most 0.4 ratio is low
      by Kadaňka et al. 2017, independent predictors, compression ratio

    Args:
        case: Imaging, a patient, or values by the names of the quantities.

    Source:
        Kadaňka et al. 2017.
    """
    return COMPRESSION_RATIO_LOW.explain(case)


def cord_area_small(case: Case) -> Finding[Grade]:
    """
    Whether the area of the cord is as small as in those who developed myelopathy.

    >>> import cervmyelo as cm
    >>> str(cm.cord_area_small(cm.Imaging(cord_area_mm2=70.1)).value)
    'small'

    Args:
        case: Imaging, a patient, or values by the names of the quantities.

    Source:
        Kadaňka et al. 2017.
    """
    return CORD_AREA_SMALL.explain(case)
