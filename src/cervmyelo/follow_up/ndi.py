"""
Change of the Neck Disability Index (NDI): points, and percent of the score before.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.findings import Gap
from cervmyelo.forms import Part, People, Quotient
from cervmyelo.models.outcome_measures import NDI_AFTER, NDI_BEFORE
from cervmyelo.sources import (
    NDI_30_PERCENT,
    NDI_ACDF_MCID,
    NDI_NOTERRO,
    NDI_PAGE,
    Disagreement,
    Figure,
    Statement,
)

from .difference import difference

__all__ = ["NDI_MCIDS", "ndi_change", "ndi_reduction"]

_BY_METHOD = Statement(
    "In cervical myelopathy the minimum clinically important difference (MCID) depends "
    "on the method.",
    NDI_ACDF_MCID.at("abstract, results"),
    (
        Figure("MCID, lowest", 4.83, "points"),
        Figure("MCID, highest", 13.39, "points"),
        Figure("people", 30, "people"),
    ),
)

NDI_MCIDS: Final = Disagreement(
    name="ndi_mcid",
    about="Which change of the NDI matters, and which is more than chance",
    followed=_BY_METHOD,
    others=(
        Statement(
            "One number for both, not specific to myelopathy.",
            NDI_PAGE.at("copy at chiro.org, interpretation"),
            (
                Figure("MCID", 5, "points"),
                Figure("minimal detectable change", 5, "points"),
            ),
        ),
        Statement(
            "The same for the minimal detectable change.",
            NDI_NOTERRO.at("minimal detectable change"),
            (Figure("minimal detectable change, 90 % confidence", 5, "points"),),
        ),
        Statement(
            "A reduction in percent of the score before as the rule of success, over "
            "several conditions of the spine.",
            NDI_30_PERCENT.at("abstract"),
            (
                Figure("reduction that counts as success", 30, "%"),
                Figure("people", 13179, "people"),
            ),
        ),
    ),
)

_CALCULATED: Final = People(
    says="Calculated in studies of people with disease of the spine; the formula "
    "itself needs no condition.",
)

_NO_GRADE = "It has no grade: the published thresholds differ too much to choose one."

ndi_change: Final = difference(
    "ndi_change",
    "NDI change",
    NDI_BEFORE,
    NDI_AFTER,
    NDI_ACDF_MCID.at("change in points"),
    summary="The change of the NDI in points; negative is better.",
    example={"ndi_before": 24, "ndi_after": 15},
    people=_CALCULATED,
    limits=(
        "Both totals need all ten sections.",
        "On this index a fall is an improvement.",
        _NO_GRADE,
    ),
    disagreements=(NDI_MCIDS,),
)

ndi_reduction: Final = Quotient(
    name="ndi_reduction",
    label="NDI reduction",
    summary="The share of the NDI before that has gone, in percent; positive is "
    "better.",
    example={"ndi_before": 24, "ndi_after": 15},
    above=(Part(NDI_BEFORE), Part(NDI_AFTER, -1)),
    below=(Part(NDI_BEFORE),),
    factor=100,
    unit="%",
    undefined=Gap(
        "no_disability_before", "The score before is 0: there is nothing to reduce."
    ),
    falls_with=(NDI_AFTER,),
    people=_CALCULATED,
    cite=NDI_30_PERCENT.at("abstract, reduction in percent"),
    limits=(
        "Undefined if the score before is 0; negative if the score rose.",
        "A low score before makes a large percentage out of one point.",
        _NO_GRADE,
    ),
    disagreements=(NDI_MCIDS,),
)
