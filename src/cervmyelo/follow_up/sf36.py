"""
Change of the component scores of the SF-36v2: points, and the MCID.
"""

from __future__ import annotations

import math
from typing import Final

from cervmyelo.forms import Band, Bands, Exclusive, People, Quotient
from cervmyelo.models.outcome_measures import (
    SF36_MCS_AFTER,
    SF36_MCS_BEFORE,
    SF36_PCS_AFTER,
    SF36_PCS_BEFORE,
)
from cervmyelo.populations import degenerative, with_myelopathy
from cervmyelo.quantity import Measure
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import (
    NDI_ACDF_MCID,
    SF36_MCID_STUDY,
    Disagreement,
    Figure,
    Statement,
)

from .difference import difference

__all__ = [
    "SF36_MCIDS",
    "SF36_MCID_FIGURES",
    "sf36_mcs_change",
    "sf36_mcs_mcid",
    "sf36_pcs_change",
    "sf36_pcs_mcid",
]

_PLACE = SF36_MCID_STUDY.at("abstract, results and conclusion")

_PEOPLE: Final = People(
    says="People with degenerative cervical myelopathy.",
    conditions=(with_myelopathy(_PLACE), degenerative(_PLACE)),
)

_CALCULATED: Final = People(
    says="Calculated in a study of people with degenerative cervical myelopathy; the "
    "difference itself needs no condition.",
)

_WORDING = (
    "The questions and their scoring are licensed and not part of this library. Score "
    "the licensed form and enter the component scores."
)

_MCID = Statement(
    "The minimum clinically important difference (MCID) is the same for both component "
    "scores.",
    _PLACE,
    (
        Figure("MCID, physical component", 4, "points"),
        Figure("MCID, mental component", 4, "points"),
        Figure("people", 606, "people"),
    ),
)

SF36_MCID_FIGURES: Final = Disagreement(
    name="sf36_mcid_figures",
    about="What the minimum clinically important difference of the SF-36 is",
    followed=_MCID,
    others=(
        Statement(
            "The same study by three methods: half a standard deviation, the standard "
            "error of measurement, and the best cut-off.",
            _PLACE,
            (
                Figure("half a standard deviation, physical", 4.6, "points"),
                Figure("half a standard deviation, mental", 6.8, "points"),
                Figure("standard error of measurement, physical", 2.9, "points"),
                Figure("standard error of measurement, mental", 4.3, "points"),
                Figure("best cut-off, physical", 3.9, "points"),
                Figure("best cut-off, mental", 3.2, "points"),
            ),
        ),
        Statement(
            "A smaller study after anterior fusion; the version of the form was not "
            "read.",
            NDI_ACDF_MCID.at("abstract, results"),
            (
                Figure("MCID, physical component", 5.56, "points"),
                Figure("MCID, mental component", 5.73, "points"),
            ),
        ),
    ),
)

SF36_MCIDS: Final = Scale(
    name="sf36_mcid",
    label="SF-36v2 MCID",
    levels=(
        Level(
            "reached",
            "the gain is at least the minimum clinically important difference",
        ),
        Level(
            "not_reached",
            "the gain is smaller than the minimum clinically important difference, or "
            "there is none",
        ),
    ),
)


def _change(name: str, label: str, before: Measure, after: Measure) -> Quotient:
    return difference(
        f"sf36_{name}_change",
        f"SF-36v2 {label} change",
        before,
        after,
        _PLACE,
        summary=f"The change of the SF-36v2 {label} in points; positive is better.",
        example={before.name: 35.0, after.name: 41.5},
        people=_CALCULATED,
        limits=(
            "Both scores must be of version 2 of the form.",
            "It reads the scored component; the questions are not part of this "
            "library.",
            "0 to 100 is what can be entered here; the abstract gives no range.",
        ),
        wording=_WORDING,
    )


def _reached(name: str, label: str, change: Quotient, points: float) -> Bands:
    after, before = change.inputs
    return Bands(
        name=f"sf36_{name}_mcid",
        label=f"SF-36v2 {label} MCID",
        summary=f"Whether the SF-36v2 {label} rose by the minimum clinically important "
        f"difference (MCID).",
        example={before.name: 35.0, after.name: 41.5},
        of=change,
        score_rises=False,
        bands=(
            Band(SF36_MCIDS.grade("reached"), points, math.inf),
            Band(SF36_MCIDS.grade("not_reached"), -math.inf, Exclusive(points)),
        ),
        falls_with=(after,),
        people=_PEOPLE,
        cite=_PLACE,
        limits=(
            "Derived from groups; it does not show that the gain mattered to one "
            "person.",
            "Only for a gain: no published threshold for a loss was found.",
        ),
        disagreements=(SF36_MCID_FIGURES,),
        wording=_WORDING,
    )


_PCS, _MCS = "physical component score", "mental component score"
_PHYSICAL, _MENTAL = _MCID.figures[:2]

sf36_pcs_change: Final = _change("pcs", _PCS, SF36_PCS_BEFORE, SF36_PCS_AFTER)
sf36_mcs_change: Final = _change("mcs", _MCS, SF36_MCS_BEFORE, SF36_MCS_AFTER)

sf36_pcs_mcid: Final = _reached("pcs", _PCS, sf36_pcs_change, _PHYSICAL.value)
sf36_mcs_mcid: Final = _reached("mcs", _MCS, sf36_mcs_change, _MENTAL.value)
