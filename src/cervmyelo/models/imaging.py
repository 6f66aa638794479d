"""
Measurements and findings of imaging.
"""

from typing import Final, Literal, TypeAlias, get_args

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Choice, Fact, Measure

from .sheet import Sheet, recorded

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


def _length(name: str, label: str, question: str, low: float, high: float) -> Measure:
    return Measure(
        name=name,
        label=label,
        question=question,
        low=low,
        high=high,
        unit="mm",
        step=None,
    )


def _depth(of: str, suffix: str, at: str) -> Measure:
    return _length(
        f"{of}_ap{suffix}_mm",
        f"{of} from front to back at {at}",
        f"How deep is the {of} from front to back at {at}, in mm?",
        low=0.5,
        high=40,
    )


CANAL_DIAMETER: Final = _length(
    name="canal_diameter_mm",
    label="diameter of the canal, C3 to C6",
    question="How wide is the canal from front to back at the narrowest level "
    "from C3 to C6, in mm?",
    low=1,
    high=40,
)

XRAY_CANAL: Final = _length(
    name="xray_canal_mm",
    label="canal on the lateral film",
    question="How wide is the canal on the lateral film, in mm?",
    low=1,
    high=40,
)

XRAY_BODY: Final = _length(
    name="xray_body_mm",
    label="vertebral body on the lateral film",
    question="How deep is the vertebral body on the lateral film, in mm?",
    low=1,
    high=50,
)

CORD_AP: Final = _depth("cord", "", "the level")
CORD_AP_ABOVE: Final = _depth("cord", "_above", "the normal level above")
CORD_AP_BELOW: Final = _depth("cord", "_below", "the normal level below")
CANAL_AP: Final = _depth("canal", "", "the level")
CANAL_AP_ABOVE: Final = _depth("canal", "_above", "the normal level above")
CANAL_AP_BELOW: Final = _depth("canal", "_below", "the normal level below")

CORD_TRANSVERSE: Final = _length(
    name="cord_transverse_mm",
    label="cord from side to side",
    question="How wide is the cord from side to side at the level, in mm?",
    low=1,
    high=40,
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

OPLL_THICKNESS: Final = _length(
    name="opll_thickness_mm",
    label="thickness of the hardened ligament",
    question="How thick is the hardened ligament at the worst level, in mm?",
    low=0,
    high=40,
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


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class Imaging(Sheet):
    """
    What imaging measured and showed, at the level that is judged.

    Lengths are in millimetres, areas in square millimetres. A ratio is not a
    percentage.

    >>> Imaging(cord_ap_mm=6.85).flat()["cord_ap_mm"]
    6.85
    """

    canal_diameter_mm: float | None = recorded(CANAL_DIAMETER)
    xray_canal_mm: float | None = recorded(XRAY_CANAL)
    xray_body_mm: float | None = recorded(XRAY_BODY)
    cord_ap_mm: float | None = recorded(CORD_AP)
    cord_ap_above_mm: float | None = recorded(CORD_AP_ABOVE)
    cord_ap_below_mm: float | None = recorded(CORD_AP_BELOW)
    canal_ap_mm: float | None = recorded(CANAL_AP)
    canal_ap_above_mm: float | None = recorded(CANAL_AP_ABOVE)
    canal_ap_below_mm: float | None = recorded(CANAL_AP_BELOW)
    cord_transverse_mm: float | None = recorded(CORD_TRANSVERSE)
    cord_area_mm2: float | None = recorded(CORD_AREA)
    compression_ratio: float | None = recorded(COMPRESSION_RATIO)
    cord_solidity_percent: float | None = recorded(CORD_SOLIDITY)
    cord_torsion_degrees: float | None = recorded(CORD_TORSION)
    opll_thickness_mm: float | None = recorded(OPLL_THICKNESS)
    disc_level: DiscLevel | None = recorded(DISC_LEVEL)
    subarachnoid_half_lost: bool | None = recorded(SUBARACHNOID_HALF_LOST)
    cord_deformed: bool | None = recorded(CORD_DEFORMED)
    cord_t2_hyperintensity: bool | None = recorded(T2_HYPERINTENSITY)
    opll_crosses_k_line: bool | None = recorded(OPLL_CROSSES_K_LINE)
