"""
The score after minus the score before: the form of each rule for a change.
"""

from __future__ import annotations

from collections.abc import Mapping

from cervmyelo.forms import Part, People, Quotient
from cervmyelo.quantity import Measure, Value
from cervmyelo.sources import Citation, Disagreement, Statement

__all__ = ["difference"]


def difference(  # noqa: PLR0913 -- what a rule is made of
    name: str,
    label: str,
    before: Measure,
    after: Measure,
    cite: Citation,
    *,
    summary: str,
    example: Mapping[str, Value],
    people: People,
    limits: tuple[str, ...],
    unit: str = "points",
    evidence: tuple[Statement, ...] = (),
    disagreements: tuple[Disagreement, ...] = (),
    wording: str = "",
) -> Quotient:
    """A rule for the score after minus the score before, in the unit of the scale."""
    return Quotient(
        name=name,
        label=label,
        summary=summary,
        example=example,
        above=(Part(after), Part(before, -1)),
        under=1,
        unit=unit,
        falls_with=(before,),
        cite=cite,
        people=people,
        limits=limits,
        evidence=evidence,
        disagreements=disagreements,
        wording=wording,
    )
