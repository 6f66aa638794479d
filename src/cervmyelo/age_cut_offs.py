"""
Cut-offs of timed tests and of grip strength, by age and sex, as criteria and figures.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from cervmyelo.criteria import Above, AllOf, AnyOf, AtLeast, Criterion, Not, OneOf
from cervmyelo.findings import Gap
from cervmyelo.forms import Row
from cervmyelo.frozen import Frozen
from cervmyelo.models.patient import AGE_YEARS, SEX_AT_BIRTH
from cervmyelo.quantity import Measure
from cervmyelo.sources import Figure

__all__ = ["AT_CUT_OFF", "AgeCutOff", "cut_off_figures", "passes", "without_cut_off"]

AT_CUT_OFF: Final = Gap(
    "at_cut_off",
    "For a result exactly at the cut-off the abstract does not say whether it counts "
    "as abnormal.",
)
"""No answer for a result that is exactly the published number."""

_MALE: Final = OneOf(SEX_AT_BIRTH, ("male",))
_FEMALE: Final = OneOf(SEX_AT_BIRTH, ("female",))


@attrs.frozen(eq=False, repr=False)
class AgeCutOff(Frozen):
    """
    The published cut-offs for people of some ages.

    Attributes:
        first: The youngest age, in years.

        last: The oldest age, in years.

        male: The cut-off for men.

        female: The cut-off for women; None if the source has one for both sexes.
    """

    first: int
    last: int
    male: float
    female: float | None = None

    def of(self, sex: Criterion) -> float:
        """The cut-off for one sex."""
        return self.male if sex is _MALE or self.female is None else self.female


def without_cut_off(*cuts: AgeCutOff) -> Row:
    """The row for people whose age has no published cut-off."""
    first, last = cuts[0].first, cuts[-1].last
    return Row(
        AnyOf(
            (Not(AtLeast(AGE_YEARS, first)), AtLeast(AGE_YEARS, last + 1)),
            label="age without a published cut-off",
        ),
        Gap(
            "age_without_cut_off",
            f"The source has cut-offs for ages {first} to {last} only; use other "
            f"signs.",
        ),
    )


def passes(
    measure: Measure,
    bound: type[Above | AtLeast],
    cuts: Sequence[AgeCutOff],
    label: str,
) -> Criterion:
    """
    Whether a result is above, or at least at, the cut-off for age and sex.

    A result that passes a cut-off also passes every lower one. A criterion therefore
    names the sex or the oldest age only where a higher cut-off makes that necessary.
    """
    ways: dict[tuple[object, ...], Criterion] = {}
    for sex, other in ((_MALE, _FEMALE), (_FEMALE, _MALE)):
        passed = math.inf
        for place, cut in enumerate(cuts):
            at, later = cut.of(sex), cuts[place:]
            bounded = max(each.of(sex) for each in later) > at
            reached = later[:1] if bounded else later
            of_both = max(each.of(other) for each in reached) <= at
            if at == passed:
                continue
            passed = math.inf if bounded else at
            who: list[Criterion] = [] if of_both else [sex]
            if place:
                who.append(AtLeast(AGE_YEARS, cut.first))
            if bounded:
                who.append(Not(AtLeast(AGE_YEARS, cut.last + 1)))
            key = (of_both or sex is _MALE, of_both, place, bounded, at)
            passing = bound(measure, at)
            ways.setdefault(key, AllOf((*who, passing)) if who else passing)
    return AnyOf(tuple(ways.values()), label=label)


def cut_off_figures(
    what: str, cuts: Iterable[AgeCutOff], unit: str
) -> tuple[Figure, ...]:
    """The cut-offs as figures: "cycles, men of 40 to 59"."""
    figures: list[Figure] = []
    for cut in cuts:
        ages = f"{cut.first} to {cut.last}"
        if cut.female is None:
            figures.append(Figure(f"{what}, ages {ages}", cut.male, unit))
        else:
            figures.append(Figure(f"{what}, men of {ages}", cut.male, unit))
            figures.append(Figure(f"{what}, women of {ages}", cut.female, unit))
    return tuple(figures)
