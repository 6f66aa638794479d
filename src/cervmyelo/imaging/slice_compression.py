"""
The probability that one MRI slice of the segmented cord shows compression.
"""

from __future__ import annotations

import math
from typing import Final

from cervmyelo.criteria import OneOf
from cervmyelo.forms import Band, Bands, Exclusive, Regression, Term
from cervmyelo.models.imaging import (
    COMPRESSION_RATIO,
    CORD_AREA,
    CORD_SOLIDITY,
    CORD_TORSION,
    DISC_LEVEL,
    SLICE_COMPRESSION,
    SLICE_COMPRESSIONS,
)
from cervmyelo.populations import PREGNANCY, not_stated
from cervmyelo.sources import HORAKOVA_2022

__all__ = ["SLICE_COMPRESSIONS", "slice_compression", "slice_compression_probability"]

_LOWER: Final = (COMPRESSION_RATIO, CORD_AREA, CORD_SOLIDITY, DISC_LEVEL)

_LIMITS: Final = (
    "It detects cord compression on a segmented image, not myelopathy.",
    "Only for slices at the discs from C3/4 to C6/7.",
    "A missing input leaves the answer open. The reference program replaces a missing "
    "torsion by zero; this rule does not.",
    "The compression ratio is recorded as a ratio; the published coefficient is per "
    "percentage point.",
    "Torsion is the mean change in the orientation of the cord over the six adjacent "
    "pairs of slices, from three slices above to three below.",
    "One published case was reproduced. For four more slices of the same image only "
    "the results are published, so they could not be tested.",
    PREGNANCY,
)

_PEOPLE: Final = not_stated("the published program that was read")

slice_compression_probability: Final = Regression(
    name="slice_compression_probability",
    label="slice compression probability",
    summary="The probability that one MRI slice of the segmented cord shows "
    "compression.",
    example={
        "compression_ratio": 0.6253018731452272,
        "cord_area_mm2": 78.5321685211387,
        "cord_solidity_percent": 96.875,
        "cord_torsion_degrees": 1.2029329356733938,
        "disc_level": "C4/5",
    },
    link="logit",
    intercept=57.501,
    terms=(
        Term(COMPRESSION_RATIO, -0.273, per=0.01),
        Term(CORD_AREA, -0.102),
        Term(CORD_SOLIDITY, -0.408),
        Term(CORD_TORSION, 2.168),
        Term(OneOf(DISC_LEVEL, ("C6/7",)), -2.729),
    ),
    falls_with=_LOWER,
    people=_PEOPLE,
    cite=HORAKOVA_2022.at("equation 4 and table 3"),
    limits=_LIMITS,
)

slice_compression: Final = Bands(
    name="slice_compression",
    recorded=SLICE_COMPRESSION,
    label="slice compression",
    summary="Whether one MRI slice of the segmented cord shows compression: none, "
    "possible or compression.",
    example={
        "compression_ratio": 0.6253018731452272,
        "cord_area_mm2": 78.5321685211387,
        "cord_solidity_percent": 96.875,
        "disc_level": "C4/5",
    },
    of=slice_compression_probability,
    bands=(
        Band(SLICE_COMPRESSIONS.grade("none"), -math.inf, Exclusive(0.345)),
        Band(SLICE_COMPRESSIONS.grade("possible"), 0.345, 0.451),
        Band(SLICE_COMPRESSIONS.grade("compression"), Exclusive(0.451), math.inf),
    ),
    score_rises=True,
    falls_with=_LOWER,
    people=_PEOPLE,
    cite=HORAKOVA_2022.at("cut-offs of the probability"),
    limits=_LIMITS,
)
