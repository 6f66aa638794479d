"""
The sections of the Neck Disability Index (NDI), 0 to 5 points each.

Higher is worse. The wording of the form is licensed and not reproduced: the sections
have numbers only.
"""

from typing import Final, Literal

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Measure, Partly, figure_of, total_of, word_of
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import NDI_NOTERRO, NDI_PAGE

from .bands import score_bands
from .sheet import Sheet, items_of, recorded

__all__ = [
    "NDI",
    "NDI_BANDS",
    "NDI_DISABILITIES",
    "NDI_DISABILITY",
    "NDI_ITEMS",
    "NDI_NINE_SECTIONS",
    "NDI_PERCENT_OF_NINE",
    "NDI_SECTION_1",
    "NDI_SECTION_2",
    "NDI_SECTION_3",
    "NDI_SECTION_4",
    "NDI_SECTION_5",
    "NDI_SECTION_6",
    "NDI_SECTION_7",
    "NDI_SECTION_8",
    "NDI_SECTION_9",
    "NDI_SECTION_10",
    "NDI_TOTAL",
]


def _section(number: int) -> Measure:
    label = f"NDI section {number}"
    return Measure(
        name=f"ndi_section_{number}",
        label=label,
        question=f"Which score did the person give: {label}?",
        low=0,
        high=5,
        unit="points",
        definition="One of the ten sections of the form, as the person answered it.",
        defined_in=NDI_PAGE.at("copy at chiro.org, scoring"),
        note="The words of the answers are those of the licensed form.",
    )


NDI_SECTION_1: Final = _section(1)
NDI_SECTION_2: Final = _section(2)
NDI_SECTION_3: Final = _section(3)
NDI_SECTION_4: Final = _section(4)
NDI_SECTION_5: Final = _section(5)
NDI_SECTION_6: Final = _section(6)
NDI_SECTION_7: Final = _section(7)
NDI_SECTION_8: Final = _section(8)
NDI_SECTION_9: Final = _section(9)
NDI_SECTION_10: Final = _section(10)

NDI_NINE_SECTIONS: Final = Measure(
    name="ndi_nine_sections",
    label="NDI points of the nine answered sections",
    question="If exactly one section of the NDI was not answered: how many points do "
    "the other nine add up to?",
    low=0,
    high=45,
    unit="points",
    definition="The points of the answered sections of a form on which exactly one "
    "section was not answered.",
    defined_in=NDI_NOTERRO.at("a form with nine answers, of 45"),
    note="If all ten sections were answered, record the sections.",
)


NDI_DISABILITIES: Final = Scale(
    name="ndi_disability",
    label="disability by NDI",
    levels=(
        Level("none", "no disability by this index"),
        Level("mild", "mild disability"),
        Level("moderate", "moderate disability"),
        Level("severe", "severe disability"),
        Level("complete", "complete disability"),
    ),
)

NDI_TOTAL: Final = total_of(
    "ndi_total",
    "NDI total",
    (
        NDI_SECTION_1,
        NDI_SECTION_2,
        NDI_SECTION_3,
        NDI_SECTION_4,
        NDI_SECTION_5,
        NDI_SECTION_6,
        NDI_SECTION_7,
        NDI_SECTION_8,
        NDI_SECTION_9,
        NDI_SECTION_10,
    ),
)

NDI_DISABILITY: Final = word_of(NDI_DISABILITIES)

NDI_BANDS: Final = score_bands(
    NDI_DISABILITY,
    NDI_TOTAL,
    none=(0, 4),
    mild=(5, 14),
    moderate=(15, 24),
    severe=(25, 34),
    complete=(35, 50),
)

NDI_PERCENT_OF_NINE: Final = figure_of(
    "ndi_percent_of_nine", "NDI of nine answered sections", "%", 0, 100
)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class NDI(Sheet):
    """
    The ten sections of the Neck Disability Index, as scored; higher is worse.

    If exactly one section was left unanswered, the points of the other nine can be
    recorded as one number, for the published way to score such a form.

    >>> NDI(section_1=3).flat()["ndi_section_1"]
    3
    """

    section_1: int | Partly | None = recorded(NDI_SECTION_1)
    section_2: int | Partly | None = recorded(NDI_SECTION_2)
    section_3: int | Partly | None = recorded(NDI_SECTION_3)
    section_4: int | Partly | None = recorded(NDI_SECTION_4)
    section_5: int | Partly | None = recorded(NDI_SECTION_5)
    section_6: int | Partly | None = recorded(NDI_SECTION_6)
    section_7: int | Partly | None = recorded(NDI_SECTION_7)
    section_8: int | Partly | None = recorded(NDI_SECTION_8)
    section_9: int | Partly | None = recorded(NDI_SECTION_9)
    section_10: int | Partly | None = recorded(NDI_SECTION_10)
    nine_sections: int | Partly | None = recorded(NDI_NINE_SECTIONS)
    total: int | Partly | None = recorded(NDI_TOTAL)
    disability: (
        Literal["none", "mild", "moderate", "severe", "complete"] | Partly | None
    ) = recorded(NDI_DISABILITY)
    percent_of_nine: float | Partly | None = recorded(NDI_PERCENT_OF_NINE)


NDI_ITEMS: Final = tuple(
    item for item in items_of(NDI) if item is not NDI_NINE_SECTIONS
)
"""The ten sections in the order of the form."""
