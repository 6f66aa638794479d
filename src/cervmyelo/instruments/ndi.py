"""
The Neck Disability Index (NDI), 0 to 50.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.forms import Band, Bands, Part, Quotient, Sum
from cervmyelo.models.ndi import (
    NDI_BANDS,
    NDI_DISABILITIES,
    NDI_DISABILITY,
    NDI_ITEMS,
    NDI_NINE_SECTIONS,
    NDI_PERCENT_OF_NINE,
    NDI_TOTAL,
)
from cervmyelo.populations import not_stated
from cervmyelo.sources import (
    NDI_NEUROSPINE_2021,
    NDI_NOTERRO,
    NDI_PAGE,
    Disagreement,
    Figure,
    Statement,
)

__all__ = [
    "NDI_DISABILITIES",
    "WHERE_BANDS_BEGIN",
    "ndi_disability",
    "ndi_percent_of_nine",
    "ndi_total",
]

_WORDING = (
    "The wording of the form is licensed and is not part of this library. Use the "
    "published form and enter the scores of its sections by their numbers."
)
_SCORING = NDI_PAGE.at("copy at chiro.org, scoring")

_ONE_UNANSWERED = Statement(
    "If one section was not answered, the mean of the other nine takes its place.",
    _SCORING,
)

ndi_total: Final = Sum(
    name="ndi_total",
    recorded=NDI_TOTAL,
    label="NDI total",
    summary="The total of the Neck Disability Index (NDI), 0 to 50 points; higher is "
    "worse.",
    example={f"ndi_section_{number}": 2 for number in range(1, 10)},
    items=NDI_ITEMS,
    people=not_stated("the page that was read"),
    cite=_SCORING,
    limits=(
        "Ten sections of 0 to 5 points; the sections have numbers only.",
        "An unanswered section leaves the total open; the published way to score a "
        "form with nine answers is a separate rule.",
        "It measures disability from the neck, not the function of the spinal cord.",
    ),
    evidence=(_ONE_UNANSWERED,),
    wording=_WORDING,
)

WHERE_BANDS_BEGIN: Final = Disagreement(
    name="ndi_bands",
    about="Where the bands of the NDI begin",
    followed=Statement(
        "Five bands on the sum, from none to complete.",
        _SCORING,
        (
            Figure("mild from", 5, "points"),
            Figure("moderate from", 15, "points"),
            Figure("severe from", 25, "points"),
            Figure("complete from", 35, "points"),
        ),
    ),
    others=(
        Statement(
            "A study uses four bands in percent of the full score. Its cut-offs are "
            "the upper three used here; it does not separate none from mild. In which "
            "band the middle cut-off itself lies was not read.",
            NDI_NEUROSPINE_2021.at("bands used in the study"),
            (
                Figure("lowest band below", 30, "%"),
                Figure("third band from about", 50, "%"),
                Figure("highest band from", 70, "%"),
            ),
        ),
    ),
)

ndi_disability: Final = Bands(
    name="ndi_disability",
    recorded=NDI_DISABILITY,
    label="disability by NDI",
    summary="The disability by the NDI: none, mild, moderate, severe or complete.",
    example={f"ndi_section_{number}": 2 for number in range(1, 11)},
    of=ndi_total,
    score_rises=True,
    bands=(
        Band(NDI_DISABILITIES.grade("none"), *NDI_BANDS["none"]),
        Band(NDI_DISABILITIES.grade("mild"), *NDI_BANDS["mild"]),
        Band(NDI_DISABILITIES.grade("moderate"), *NDI_BANDS["moderate"]),
        Band(NDI_DISABILITIES.grade("severe"), *NDI_BANDS["severe"]),
        Band(NDI_DISABILITIES.grade("complete"), *NDI_BANDS["complete"]),
    ),
    people=not_stated("the page that was read"),
    cite=NDI_PAGE.at("copy at chiro.org, bands of the sum"),
    limits=(
        "The bands are on the sum of all ten sections, not on a percentage.",
        "Disability from the neck; not the severity of myelopathy.",
    ),
    disagreements=(WHERE_BANDS_BEGIN,),
    wording=_WORDING,
)

ndi_percent_of_nine: Final = Quotient(
    name="ndi_percent_of_nine",
    recorded=NDI_PERCENT_OF_NINE,
    label="NDI of nine answered sections",
    summary="The NDI in percent if exactly one section was not answered: the points of "
    "the other nine, of 45.",
    example={"ndi_nine_sections": 16},
    above=(Part(NDI_NINE_SECTIONS),),
    under=NDI_NINE_SECTIONS.high,
    factor=100,
    unit="%",
    people=not_stated("the pages that were read"),
    cite=NDI_NOTERRO.at("a form with nine answers, of 45"),
    limits=(
        "Only for a form with exactly one unanswered section; no source that was read "
        "scores a form with two.",
        "It reads the points of the nine sections as one recorded number; it does not "
        "read the ten sections.",
        "It replaces the unanswered section by the mean of the others, which is an "
        "assumption; the bounds of the total make none.",
    ),
    evidence=(_ONE_UNANSWERED,),
    wording=_WORDING,
)
