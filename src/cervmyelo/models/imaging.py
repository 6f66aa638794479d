"""
Measurements and findings of imaging.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

import attrs

from cervmyelo.quantity import Choice, Fact, Measure

from .sheet import Sheet

__all__ = [
    "CANAL_AP",
    "CANAL_AP_ABOVE",
    "CANAL_AP_BELOW",
    "CANAL_DIAMETER",
    "COMPRESSION_RATIO",
    "CORD_AP",
    "CORD_AP_ABOVE",
    "CORD_AP_BELOW",
    "CORD_AREA",
    "CORD_DEFORMED",
    "CORD_SOLIDITY",
    "CORD_TORSION",
    "CORD_TRANSVERSE",
    "DISC_LEVEL",
    "OPLL_CROSSES_K_LINE",
    "OPLL_THICKNESS",
    "SUBARACHNOID_HALF_LOST",
    "T2_HYPERINTENSITY",
    "XRAY_BODY",
    "XRAY_CANAL",
    "DiscLevel",
    "Imaging",
]

DiscLevel: TypeAlias = Literal["C3/4", "C4/5", "C5/6", "C6/7"]
"""A disc of the lower neck."""


CANAL_DIAMETER: Final = Measure(
    name="canal_diameter_mm",
    label="diameter of the canal, C3 to C6",
    question="How wide is the canal from front to back at the narrowest level "
    "from C3 to C6, in mm?",
    low=1,
    high=40,
    unit="mm",
    step=None,
)

XRAY_CANAL: Final = Measure(
    name="xray_canal_mm",
    label="canal on the lateral film",
    question="How wide is the canal on the lateral film, in mm?",
    low=1,
    high=40,
    unit="mm",
    step=None,
)

XRAY_BODY: Final = Measure(
    name="xray_body_mm",
    label="vertebral body on the lateral film",
    question="How deep is the vertebral body on the lateral film, in mm?",
    low=1,
    high=50,
    unit="mm",
    step=None,
)

CORD_AP: Final = Measure(
    name="cord_ap_mm",
    label="cord from front to back at the level",
    question="How deep is the cord from front to back at the level, in mm?",
    low=0.5,
    high=40,
    unit="mm",
    step=None,
)

CORD_AP_ABOVE: Final = Measure(
    name="cord_ap_above_mm",
    label="cord from front to back at the normal level above",
    question="How deep is the cord from front to back at the normal level "
    "above, in mm?",
    low=0.5,
    high=40,
    unit="mm",
    step=None,
)

CORD_AP_BELOW: Final = Measure(
    name="cord_ap_below_mm",
    label="cord from front to back at the normal level below",
    question="How deep is the cord from front to back at the normal level "
    "below, in mm?",
    low=0.5,
    high=40,
    unit="mm",
    step=None,
)

CANAL_AP: Final = Measure(
    name="canal_ap_mm",
    label="canal from front to back at the level",
    question="How deep is the canal from front to back at the level, in mm?",
    low=0.5,
    high=40,
    unit="mm",
    step=None,
)

CANAL_AP_ABOVE: Final = Measure(
    name="canal_ap_above_mm",
    label="canal from front to back at the normal level above",
    question="How deep is the canal from front to back at the normal level "
    "above, in mm?",
    low=0.5,
    high=40,
    unit="mm",
    step=None,
)

CANAL_AP_BELOW: Final = Measure(
    name="canal_ap_below_mm",
    label="canal from front to back at the normal level below",
    question="How deep is the canal from front to back at the normal level "
    "below, in mm?",
    low=0.5,
    high=40,
    unit="mm",
    step=None,
)

CORD_TRANSVERSE: Final = Measure(
    name="cord_transverse_mm",
    label="cord from side to side",
    question="How wide is the cord from side to side at the level, in mm?",
    low=1,
    high=40,
    unit="mm",
    step=None,
)

CORD_AREA: Final = Measure(
    name="cord_area_mm2",
    label="area of the cord",
    question="How large is the cross-section of the cord at the level, in mm²?",
    low=5,
    high=200,
    unit="mm2",
    step=None,
)

COMPRESSION_RATIO: Final = Measure(
    name="compression_ratio",
    label="compression ratio of the cord",
    question="What is the depth of the cord divided by its width?",
    low=0,
    high=2,
    unit="ratio",
    step=None,
)

CORD_SOLIDITY: Final = Measure(
    name="cord_solidity_percent",
    label="solidity of the cord",
    question="What is the solidity of the cross-section of the cord, in percent?",
    low=0,
    high=100,
    unit="percent",
    step=None,
)

CORD_TORSION: Final = Measure(
    name="cord_torsion_degrees",
    label="torsion of the cord",
    question="By how many degrees does the cord turn, on average over the six "
    "neighbouring pairs of slices?",
    low=0,
    high=90,
    unit="degrees",
    step=None,
)

OPLL_THICKNESS: Final = Measure(
    name="opll_thickness_mm",
    label="thickness of the hardened ligament",
    question="How thick is the hardened ligament at the worst level, in mm?",
    low=0,
    high=40,
    unit="mm",
    step=None,
)

DISC_LEVEL: Final = Choice(
    name="disc_level",
    label="disc at which the slice lies",
    question="At which disc does the slice lie?",
    levels=get_args(DiscLevel),
)

SUBARACHNOID_HALF_LOST: Final = Fact(
    name="subarachnoid_half_lost",
    label="more than half of the subarachnoid space lost",
    question="Is more than half of the subarachnoid space lost?",
)

CORD_DEFORMED: Final = Fact(
    name="cord_deformed",
    label="a deformed cord",
    question="Is the cord deformed?",
)

T2_HYPERINTENSITY: Final = Fact(
    name="cord_t2_hyperintensity",
    label="a bright cord on T2",
    question="Is the cord bright on T2-weighted images at the level?",
)

OPLL_CROSSES_K_LINE: Final = Fact(
    name="opll_crosses_k_line",
    label="a hardened ligament that crosses the K-line",
    question="Does the hardened ligament cross the line between the midpoints "
    "of the canal at C2 and C7?",
)


@attrs.frozen(kw_only=True, getstate_setstate=False)
class Imaging(Sheet):
    """
    What imaging measured and showed, at the level that is judged.

    Lengths are in millimetres, areas in square millimetres. A ratio runs from 0 and is
    no percentage.

    >>> Imaging(cord_ap_mm=6.85).flat()["cord_ap_mm"]
    6.85

    Attributes:
        canal_diameter_mm: Diameter of the canal, C3 to C6, 1 to 40 mm.

        xray_canal_mm: Canal on the lateral film, 1 to 40 mm.

        xray_body_mm: Vertebral body on the lateral film, 1 to 50 mm.

        cord_ap_mm: Cord from front to back at the level, 0.5 to 40 mm.

        cord_ap_above_mm: Cord from front to back at the normal level above, 0.5 to 40
            mm.

        cord_ap_below_mm: Cord from front to back at the normal level below, 0.5 to 40
            mm.

        canal_ap_mm: Canal from front to back at the level, 0.5 to 40 mm.

        canal_ap_above_mm: Canal from front to back at the normal level above, 0.5 to 40
            mm.

        canal_ap_below_mm: Canal from front to back at the normal level below, 0.5 to 40
            mm.

        cord_transverse_mm: Cord from side to side, 1 to 40 mm.

        cord_area_mm2: Area of the cord, 5 to 200 mm2.

        compression_ratio: Compression ratio of the cord, 0 to 2 ratio.

        cord_solidity_percent: Solidity of the cord, 0 to 100 percent.

        cord_torsion_degrees: Torsion of the cord, 0 to 90 degrees.

        opll_thickness_mm: Thickness of the hardened ligament, 0 to 40 mm.

        disc_level: The disc at which the slice lies: "C3/4", "C4/5", "C5/6" or "C6/7".

        subarachnoid_half_lost: Whether there is: more than half of the subarachnoid
            space lost.

        cord_deformed: Whether there is: a deformed cord.

        cord_t2_hyperintensity: Whether there is: a bright cord on T2.

        opll_crosses_k_line: Whether there is: a hardened ligament that crosses the
            K-line.

    Raises:
        KindError: If a field holds the wrong kind of value.

        OutOfRangeError: If a number is out of range or between its steps.

        LevelError: If a word is none of those allowed.
    """

    canal_diameter_mm: float | None = attrs.field(
        default=None, validator=CANAL_DIAMETER
    )
    xray_canal_mm: float | None = attrs.field(default=None, validator=XRAY_CANAL)
    xray_body_mm: float | None = attrs.field(default=None, validator=XRAY_BODY)
    cord_ap_mm: float | None = attrs.field(default=None, validator=CORD_AP)
    cord_ap_above_mm: float | None = attrs.field(default=None, validator=CORD_AP_ABOVE)
    cord_ap_below_mm: float | None = attrs.field(default=None, validator=CORD_AP_BELOW)
    canal_ap_mm: float | None = attrs.field(default=None, validator=CANAL_AP)
    canal_ap_above_mm: float | None = attrs.field(
        default=None, validator=CANAL_AP_ABOVE
    )
    canal_ap_below_mm: float | None = attrs.field(
        default=None, validator=CANAL_AP_BELOW
    )
    cord_transverse_mm: float | None = attrs.field(
        default=None, validator=CORD_TRANSVERSE
    )
    cord_area_mm2: float | None = attrs.field(default=None, validator=CORD_AREA)
    compression_ratio: float | None = attrs.field(
        default=None, validator=COMPRESSION_RATIO
    )
    cord_solidity_percent: float | None = attrs.field(
        default=None, validator=CORD_SOLIDITY
    )
    cord_torsion_degrees: float | None = attrs.field(
        default=None, validator=CORD_TORSION
    )
    opll_thickness_mm: float | None = attrs.field(
        default=None, validator=OPLL_THICKNESS
    )
    disc_level: DiscLevel | None = attrs.field(default=None, validator=DISC_LEVEL)
    subarachnoid_half_lost: bool | None = attrs.field(
        default=None, validator=SUBARACHNOID_HALF_LOST
    )
    cord_deformed: bool | None = attrs.field(default=None, validator=CORD_DEFORMED)
    cord_t2_hyperintensity: bool | None = attrs.field(
        default=None, validator=T2_HYPERINTENSITY
    )
    opll_crosses_k_line: bool | None = attrs.field(
        default=None, validator=OPLL_CROSSES_K_LINE
    )
