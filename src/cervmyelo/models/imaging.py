"""
Measurements and findings of imaging.
"""

from typing import ClassVar, Final, Literal, TypeAlias, get_args

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import (
    Choice,
    Fact,
    Measure,
    Partly,
    figure_of,
    number_of,
    word_of,
)
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import (
    BIO_PROTOCOL_COMPRESSION,
    HORAKOVA_2022,
    KADANKA_2017,
    MIYANJI_2007,
    PAVLOV_1987,
    RADIOPAEDIA_CANAL,
    RADIOPAEDIA_KANG,
    XUE_2022,
    Citation,
)

from .sheet import Category, Sheet, recorded

__all__ = [
    "CANAL_AP",
    "CANAL_AP_ABOVE",
    "CANAL_AP_BELOW",
    "CANAL_DIAMETER",
    "CANAL_STENOSES",
    "CANAL_STENOSIS",
    "COMPRESSION_RATIO",
    "CORD_AP",
    "CORD_AP_ABOVE",
    "CORD_AP_BELOW",
    "CORD_AREA",
    "CORD_AREAS_SMALL",
    "CORD_AREA_SMALL",
    "CORD_COMPRESSION_RATIO",
    "CORD_DEFORMED",
    "CORD_SOLIDITY",
    "CORD_TORSION",
    "CORD_TRANSVERSE",
    "DISC_LEVEL",
    "KANG_GRADE",
    "KANG_GRADES",
    "K_LINE",
    "K_LINES",
    "LOW_COMPRESSION_RATIOS",
    "LOW_COMPRESSION_RATIO_GRADE",
    "MCC",
    "MSCC",
    "OPLL_CROSSES_K_LINE",
    "OPLL_OCCUPYING_RATIO",
    "OPLL_THICKNESS",
    "SLICE_COMPRESSION",
    "SLICE_COMPRESSIONS",
    "SUBARACHNOID_HALF_LOST",
    "T2_HYPERINTENSITY",
    "TORG_PAVLOV",
    "TORG_PAVLOV_RATIO",
    "TORG_PAVLOV_STENOSES",
    "XRAY_BODY",
    "XRAY_CANAL",
    "DiscLevel",
    "Imaging",
]

DiscLevel: TypeAlias = Literal["C3/4", "C4/5", "C5/6", "C6/7"]
"""A disc of the lower neck."""


_TORG: Final = PAVLOV_1987.at("definition of the ratio")
_RATIO: Final = BIO_PROTOCOL_COMPRESSION.at("how the compression ratio is measured")
_KANG: Final = RADIOPAEDIA_KANG.at("grades")


def _length(  # noqa: PLR0913 -- what a length is made of
    name: str,
    label: str,
    question: str,
    low: float,
    high: float,
    *,
    definition: str = "",
    defined_in: Citation | None = None,
    note: str = "",
) -> Measure:
    return Measure(
        name=name,
        label=label,
        question=question,
        low=low,
        high=high,
        unit="mm",
        step=None,
        definition=definition,
        defined_in=defined_in,
        note=note,
    )


_DEPTHS: Final = {
    "cord": MIYANJI_2007.at("compression of the cord, as in the Spinal Cord Toolbox"),
    "canal": MIYANJI_2007.at("compromise of the canal"),
}
_NEAREST: Final = (
    "The nearest level that is not narrowed. The diameter at the level that is judged "
    'is "{of} from front to back at the level".'
)
_JUDGED: Final = "The level that is judged is the same for every diameter of a record."


def _depth(of: str, suffix: str, at: str) -> Measure:
    judged = "the level that is judged"
    where = f"a level {suffix[1:]} {judged}" if suffix else judged
    return _length(
        f"{of}_ap{suffix}_mm",
        f"{of} from front to back at {at}",
        f"How deep is the {of} from front to back at {at}, in mm?",
        low=0.5,
        high=40,
        definition=f"The diameter of the {of} from front to back at {where}.",
        defined_in=_DEPTHS[of],
        note=_NEAREST.format(of=of) if suffix else _JUDGED,
    )


CANAL_DIAMETER: Final = _length(
    name="canal_diameter_mm",
    label="diameter of the canal, C3 to C6",
    question="How wide is the canal from front to back at the narrowest level "
    "from C3 to C6, in mm?",
    low=1,
    high=40,
    definition="The diameter of the spinal canal from front to back. C3 to C6 have "
    "one normal diameter; above and below it differs. On which images it "
    "is measured is not stated.",
    defined_in=RADIOPAEDIA_CANAL.at("normal diameter by level"),
    note="Of the levels C3 to C6, the narrowest. The length for the Torg-Pavlov "
    'ratio is "canal on the lateral film".',
)

XRAY_CANAL: Final = _length(
    name="xray_canal_mm",
    label="canal on the lateral film",
    question="How wide is the canal on the lateral film, in mm?",
    low=1,
    high=40,
    definition="The diameter of the canal from front to back on a lateral radiograph.",
    defined_in=_TORG,
    note='At the same vertebra and on the same film as "vertebral body on the '
    'lateral film".',
)

XRAY_BODY: Final = _length(
    name="xray_body_mm",
    label="vertebral body on the lateral film",
    question="How deep is the vertebral body on the lateral film, in mm?",
    low=1,
    high=50,
    definition="The diameter of the vertebral body from front to back on a lateral "
    "radiograph.",
    defined_in=_TORG,
    note='At the same vertebra and on the same film as "canal on the lateral film".',
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
    definition="The diameter of the cord from side to side on an axial MR image at the "
    "level of the greatest compression.",
    defined_in=_RATIO,
    note='On the same image as "cord from front to back at the level".',
)

CORD_AREA: Final = Measure(
    name="cord_area_mm2",
    label="area of the cord",
    question="How large is the cross-section of the cord at the level, in mm²?",
    low=5,
    high=200,
    unit="mm2",
    step=None,
    definition="The area of the cross-section of the cord.",
    defined_in=KADANKA_2017.at("independent predictors, area of the cord"),
    note="At the level that is judged; for the probability of one slice, on "
    "that slice.",
)

COMPRESSION_RATIO: Final = Measure(
    name="compression_ratio",
    label="compression ratio of the cord",
    question="What is the depth of the cord divided by its width?",
    low=0,
    high=2,
    unit="ratio",
    step=None,
    definition="The diameter of the cord from front to back divided by its diameter "
    "from side to side, on an axial MR image at the level of the greatest "
    "compression; lower for a flatter cord.",
    defined_in=_RATIO,
    note="A ratio, not a percentage. Record it even if both diameters are "
    "recorded; it is not calculated from them. For the probability of one slice, on "
    "that slice.",
)

CORD_SOLIDITY: Final = Measure(
    name="cord_solidity_percent",
    label="solidity of the cord",
    question="What is the solidity of the cross-section of the cord, in percent?",
    # Whatever is 1 or less is a ratio: no cord fills so little of its outline.
    low=2,
    high=100,
    unit="percent",
    step=None,
    definition="The area of the segmented cross-section of the cord as a share of the "
    "smallest convex area around it; lower if the outline has a dent.",
    defined_in=HORAKOVA_2022.at("solidity, as described in the Spinal Cord Toolbox"),
    note="A percentage, not a ratio. The Spinal Cord Toolbox writes a ratio from 0 to "
    "1, which is refused: multiply it by 100.",
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
    definition="The mean absolute change of the orientation of the cord between "
    "neighbouring slices, over the six pairs from three slices above the "
    "slice to three below.",
    defined_in=HORAKOVA_2022.at("torsion, as in the Spinal Cord Toolbox"),
    note="Not recorded differs from zero: that software takes a missing value "
    "for zero, and this library does not.",
)

OPLL_THICKNESS: Final = _length(
    name="opll_thickness_mm",
    label="thickness of the hardened ligament",
    question="How thick is the hardened ligament at the worst level, in mm?",
    low=0,
    high=40,
    note="At the worst level, where the canal is measured as well. The paper "
    "that first defined the ratio was not read.",
)

DISC_LEVEL: Final = Choice(
    name="disc_level",
    label="disc at which the slice lies",
    question="At which disc does the slice lie?",
    levels=get_args(DiscLevel),
    definition="The disc at whose level the slice lies. The equation covers these "
    "four levels alone.",
    defined_in=HORAKOVA_2022.at("equation 4 and table 3"),
)

SUBARACHNOID_HALF_LOST: Final = Fact(
    name="subarachnoid_half_lost",
    label="more than half of the subarachnoid space lost",
    question="Is more than half of the subarachnoid space lost?",
    definition="More than half of the subarachnoid space is lost at the level; half "
    "or less does not count.",
    defined_in=_KANG,
)

CORD_DEFORMED: Final = Fact(
    name="cord_deformed",
    label="a deformed cord",
    question="Is the cord deformed?",
    definition="The cord is deformed at the level. From which degree on is not stated.",
    defined_in=_KANG,
)

T2_HYPERINTENSITY: Final = Fact(
    name="cord_t2_hyperintensity",
    label="a bright cord on T2",
    question="Is the cord bright on T2-weighted images at the level?",
    definition="A high signal of the cord on T2-weighted MRI at the level of the "
    "narrowing. Elsewhere it does not count.",
    defined_in=_KANG,
)

OPLL_CROSSES_K_LINE: Final = Fact(
    name="opll_crosses_k_line",
    label="a hardened ligament that crosses the K-line",
    question="Does the hardened ligament cross the line between the midpoints "
    "of the canal at C2 and C7?",
    definition="The hardened ligament crosses the line that joins the midpoints of "
    "the canal at C2 and C7. The line is drawn on a lateral radiograph in "
    "neutral position.",
    defined_in=XUE_2022.at("definition of the K-line"),
    note="For people with a hardened ligament only. A film in flexion is another test.",
)


TORG_PAVLOV_STENOSES: Final = Scale(
    name="torg_pavlov",
    label="stenosis by Torg-Pavlov ratio",
    levels=(
        Level("not_stenotic", "no stenosis by the ratio"),
        Level("stenotic", "stenosis by the ratio"),
    ),
)

K_LINES: Final = Scale(
    name="k_line",
    label="K-line",
    levels=(
        Level("positive", "the OPLL stays in front of the line"),
        Level("negative", "the OPLL crosses the line"),
    ),
)

CANAL_STENOSES: Final = Scale(
    name="canal_stenosis",
    label="cervical canal stenosis",
    levels=(
        Level("none", "wider than the stenotic range"),
        Level("relative", "relative stenosis"),
        Level("absolute", "absolute stenosis"),
    ),
)

SLICE_COMPRESSIONS: Final = Scale(
    name="slice_compression",
    label="slice compression",
    levels=(
        Level("none", "no compression on the slice"),
        Level("possible", "possible compression on the slice"),
        Level("compression", "compression on the slice"),
    ),
)

LOW_COMPRESSION_RATIOS: Final = Scale(
    name="low_compression_ratio",
    label="compression ratio, Kadaňka 2017",
    levels=(
        Level("not_low", "above the published cut-off"),
        Level("low", "flat cord: at or below the published cut-off"),
    ),
)

CORD_AREAS_SMALL: Final = Scale(
    name="cord_area_small",
    label="cord area, Kadaňka 2017",
    levels=(
        Level("not_small", "above the published cut-off"),
        Level("small", "at or below the published cut-off"),
    ),
)

KANG_GRADES: Final = Scale(
    name="kang_grade",
    label="Kang grade",
    levels=(
        Level(0, "no stenosis"),
        Level(1, "more than half of the subarachnoid space lost, cord not deformed"),
        Level(2, "cord deformed, without signal change"),
        Level(3, "T2 hyperintensity of the cord at this level"),
    ),
)

CANAL_STENOSIS: Final = word_of(CANAL_STENOSES)

TORG_PAVLOV_RATIO: Final = figure_of(
    "torg_pavlov_ratio",
    "Torg-Pavlov ratio",
    "ratio",
    XRAY_CANAL.low / XRAY_BODY.high,
    XRAY_CANAL.high / XRAY_BODY.low,
)

TORG_PAVLOV: Final = word_of(TORG_PAVLOV_STENOSES)

MSCC: Final = figure_of("mscc", "maximum cord compression (MSCC)", "%", 0, 100)

MCC: Final = figure_of("mcc", "maximum canal compromise (MCC)", "%", 0, 100)

CORD_COMPRESSION_RATIO: Final = figure_of(
    "cord_compression_ratio",
    "compression ratio from diameters",
    "ratio",
    CORD_AP.low / CORD_TRANSVERSE.high,
    CORD_AP.high / CORD_TRANSVERSE.low,
)

LOW_COMPRESSION_RATIO_GRADE: Final = word_of(LOW_COMPRESSION_RATIOS)

CORD_AREA_SMALL: Final = word_of(CORD_AREAS_SMALL)

KANG_GRADE: Final = number_of(KANG_GRADES)

OPLL_OCCUPYING_RATIO: Final = figure_of(
    "opll_occupying_ratio", "OPLL occupying ratio", "%", 0, 100
)

K_LINE: Final = word_of(K_LINES)

SLICE_COMPRESSION: Final = word_of(SLICE_COMPRESSIONS)


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

    category: ClassVar[Category] = "imaging"

    canal_diameter_mm: float | Partly | None = recorded(CANAL_DIAMETER)
    xray_canal_mm: float | Partly | None = recorded(XRAY_CANAL)
    xray_body_mm: float | Partly | None = recorded(XRAY_BODY)
    cord_ap_mm: float | Partly | None = recorded(CORD_AP)
    cord_ap_above_mm: float | Partly | None = recorded(CORD_AP_ABOVE)
    cord_ap_below_mm: float | Partly | None = recorded(CORD_AP_BELOW)
    canal_ap_mm: float | Partly | None = recorded(CANAL_AP)
    canal_ap_above_mm: float | Partly | None = recorded(CANAL_AP_ABOVE)
    canal_ap_below_mm: float | Partly | None = recorded(CANAL_AP_BELOW)
    cord_transverse_mm: float | Partly | None = recorded(CORD_TRANSVERSE)
    cord_area_mm2: float | Partly | None = recorded(CORD_AREA)
    compression_ratio: float | Partly | None = recorded(COMPRESSION_RATIO)
    cord_solidity_percent: float | Partly | None = recorded(CORD_SOLIDITY)
    cord_torsion_degrees: float | Partly | None = recorded(CORD_TORSION)
    opll_thickness_mm: float | Partly | None = recorded(OPLL_THICKNESS)
    disc_level: DiscLevel | Partly | None = recorded(DISC_LEVEL)
    subarachnoid_half_lost: bool | None = recorded(SUBARACHNOID_HALF_LOST)
    cord_deformed: bool | None = recorded(CORD_DEFORMED)
    cord_t2_hyperintensity: bool | None = recorded(T2_HYPERINTENSITY)
    opll_crosses_k_line: bool | None = recorded(OPLL_CROSSES_K_LINE)
    canal_stenosis: Literal["none", "relative", "absolute"] | Partly | None = recorded(
        CANAL_STENOSIS
    )
    torg_pavlov_ratio: float | Partly | None = recorded(TORG_PAVLOV_RATIO)
    torg_pavlov: Literal["not_stenotic", "stenotic"] | Partly | None = recorded(
        TORG_PAVLOV
    )
    mscc: float | Partly | None = recorded(MSCC)
    mcc: float | Partly | None = recorded(MCC)
    cord_compression_ratio: float | Partly | None = recorded(CORD_COMPRESSION_RATIO)
    low_compression_ratio: Literal["not_low", "low"] | Partly | None = recorded(
        LOW_COMPRESSION_RATIO_GRADE
    )
    cord_area_small: Literal["not_small", "small"] | Partly | None = recorded(
        CORD_AREA_SMALL
    )
    kang_grade: int | Partly | None = recorded(KANG_GRADE)
    opll_occupying_ratio: float | Partly | None = recorded(OPLL_OCCUPYING_RATIO)
    k_line: Literal["positive", "negative"] | Partly | None = recorded(K_LINE)
    slice_compression: Literal["none", "possible", "compression"] | Partly | None = (
        recorded(SLICE_COMPRESSION)
    )
