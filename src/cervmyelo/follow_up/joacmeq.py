"""
Change of the five domains of the JOACMEQ: points, and the substantial benefit.
"""

from __future__ import annotations

import math
from typing import Final

from cervmyelo.forms import Band, Bands, Exclusive, People, Quotient
from cervmyelo.models.outcome_measures import (
    JOACMEQ_BLADDER_AFTER,
    JOACMEQ_BLADDER_BEFORE,
    JOACMEQ_LOWER_LIMB_AFTER,
    JOACMEQ_LOWER_LIMB_BEFORE,
    JOACMEQ_NECK_AFTER,
    JOACMEQ_NECK_BEFORE,
    JOACMEQ_QUALITY_OF_LIFE_AFTER,
    JOACMEQ_QUALITY_OF_LIFE_BEFORE,
    JOACMEQ_UPPER_LIMB_AFTER,
    JOACMEQ_UPPER_LIMB_BEFORE,
)
from cervmyelo.quantity import Measure
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import JOACMEQ_PART_5, Figure, Statement

from .difference import difference

__all__ = [
    "JOACMEQ_BENEFITS",
    "joacmeq_bladder_benefit",
    "joacmeq_bladder_change",
    "joacmeq_lower_limb_benefit",
    "joacmeq_lower_limb_change",
    "joacmeq_neck_benefit",
    "joacmeq_neck_change",
    "joacmeq_quality_of_life_benefit",
    "joacmeq_quality_of_life_change",
    "joacmeq_upper_limb_benefit",
    "joacmeq_upper_limb_change",
]

_PLACE = JOACMEQ_PART_5.at("abstract, results and conclusion")

_PEOPLE: Final = People(
    says="People before and after an operation; the abstract that was read states no "
    "further condition.",
)

_CALCULATED: Final = People(
    says="Calculated in a study of people before and after an operation; the "
    "difference itself needs no condition.",
)

_BENEFIT = Figure("substantial clinical benefit, gain of at least", 20, "points")

JOACMEQ_BENEFITS: Final = Scale(
    name="joacmeq_benefit",
    label="JOACMEQ benefit",
    levels=(
        Level("reached", "the gain is at least the substantial clinical benefit"),
        Level(
            "not_reached",
            "the gain is smaller than the substantial clinical benefit, or there is "
            "none",
        ),
    ),
)

_EVIDENCE: Final = (
    Statement(
        "A gain of this many points in a domain is a substantial clinical benefit, the "
        "same for all five domains.",
        _PLACE,
        (_BENEFIT, Figure("people", 137, "people")),
    ),
    Statement(
        "The median gain that went with the benefit differs by domain. Two medians are "
        "given where two grades of the person's own five-step rating were significant, "
        "as we read the abstract.",
        _PLACE,
        (
            Figure("median gain, neck function", 17.5, "points"),
            Figure("median gain, upper limb function, one grade", 16.0, "points"),
            Figure("median gain, upper limb function, other grade", 21.0, "points"),
            Figure("median gain, lower limb function, one grade", 27.0, "points"),
            Figure("median gain, lower limb function, other grade", 20.5, "points"),
            Figure("median gain, bladder function", 13.0, "points"),
            Figure("median gain, quality of life", 29.0, "points"),
        ),
    ),
)


def _change(name: str, what: str, before: Measure, after: Measure) -> Quotient:
    return difference(
        f"joacmeq_{name}_change",
        f"JOACMEQ change, {what}",
        before,
        after,
        _PLACE,
        summary=f"The change of {what} by the JOACMEQ in points; positive is better.",
        example={before.name: 50.0, after.name: 72.5},
        people=_CALCULATED,
        limits=(
            "Both scores must be of the same domain.",
            "It reads both recorded scores; an unanswered question makes a score "
            "unknown, not lower.",
        ),
    )


def _benefit(name: str, what: str, change: Quotient) -> Bands:
    after, before = change.inputs
    return Bands(
        name=f"joacmeq_{name}_benefit",
        label=f"JOACMEQ benefit, {what}",
        summary=f"Whether {what} by the JOACMEQ rose by {_BENEFIT.value:g} points or "
        f"more, a substantial clinical benefit.",
        example={before.name: 50.0, after.name: 72.5},
        of=change,
        score_rises=False,
        bands=(
            Band(JOACMEQ_BENEFITS.grade("reached"), _BENEFIT.value, math.inf),
            Band(
                JOACMEQ_BENEFITS.grade("not_reached"),
                -math.inf,
                Exclusive(_BENEFIT.value),
            ),
        ),
        falls_with=(after,),
        people=_PEOPLE,
        cite=_PLACE,
        limits=(
            "Derived from groups; it does not show that the gain mattered to one "
            "person.",
            "A score before that is near 100 leaves no room for this gain.",
            "Only for a gain: no published threshold for a loss was found.",
        ),
        evidence=_EVIDENCE,
    )


joacmeq_neck_change: Final = _change(
    "neck", "neck function", JOACMEQ_NECK_BEFORE, JOACMEQ_NECK_AFTER
)
joacmeq_upper_limb_change: Final = _change(
    "upper_limb",
    "upper limb function",
    JOACMEQ_UPPER_LIMB_BEFORE,
    JOACMEQ_UPPER_LIMB_AFTER,
)
joacmeq_lower_limb_change: Final = _change(
    "lower_limb",
    "lower limb function",
    JOACMEQ_LOWER_LIMB_BEFORE,
    JOACMEQ_LOWER_LIMB_AFTER,
)
joacmeq_bladder_change: Final = _change(
    "bladder", "bladder function", JOACMEQ_BLADDER_BEFORE, JOACMEQ_BLADDER_AFTER
)
joacmeq_quality_of_life_change: Final = _change(
    "quality_of_life",
    "quality of life",
    JOACMEQ_QUALITY_OF_LIFE_BEFORE,
    JOACMEQ_QUALITY_OF_LIFE_AFTER,
)

joacmeq_neck_benefit: Final = _benefit("neck", "neck function", joacmeq_neck_change)
joacmeq_upper_limb_benefit: Final = _benefit(
    "upper_limb", "upper limb function", joacmeq_upper_limb_change
)
joacmeq_lower_limb_benefit: Final = _benefit(
    "lower_limb", "lower limb function", joacmeq_lower_limb_change
)
joacmeq_bladder_benefit: Final = _benefit(
    "bladder", "bladder function", joacmeq_bladder_change
)
joacmeq_quality_of_life_benefit: Final = _benefit(
    "quality_of_life", "quality of life", joacmeq_quality_of_life_change
)
