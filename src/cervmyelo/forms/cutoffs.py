"""
Cut-offs on a continuous score: measured, or worked out from measures.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from typing import Final

import attrs

from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Reason
from cervmyelo.quantity import Measure, Quantity, Value, Values
from cervmyelo.scale import Grade, Scale

from .quotients import Quotient
from .regressions import Regression
from .rule import Rule, discrete, number

__all__ = ["TOLERANCE", "Cut", "Cutoffs"]

TOLERANCE: Final = 1e-9
"""
How near a worked-out score counts as *at* a cut-off, of the cut-off or of 1.

11.2 divided by 14 is 0.8 on paper and a little less in binary. No measurement is this
fine, so the paper's answer is given, and every engine gives the same one.
"""


@attrs.frozen(cache_hash=True)
class Cut:
    """
    A point at which a score passes from one grade to the next.

    Attributes:
        at: The cut-off, in the unit of the score.

        upper: Whether a score at the cut-off belongs to the grade above it.
    """

    at: float
    upper: bool


@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class Cutoffs(Rule[Grade]):
    """
    Grades between cut-offs on a continuous score.

    Attributes:
        of: The score: a measure, a quotient or a regression.

        cuts: The cut-offs, ascending.

        grades: The grades from the lowest score to the highest, one more than there
            are cut-offs.

    Raises:
        RuleError: If cut-offs do not ascend within the score, or a grade is given
            twice or left out.
    """

    of: Measure | Quotient | Regression
    cuts: tuple[Cut, ...]
    grades: tuple[Grade, ...]

    def __attrs_post_init__(self) -> None:
        low, high = self.range
        at = [low, *(cut.at for cut in self.cuts), high]
        if not self.cuts or at != sorted(set(at)):
            raise RuleError(
                f"{self.name}: cut-offs must ascend between {low:g} and {high:g}."
            )
        scale = self.grades[0].scale
        if len(self.grades) != len(scale) or set(self.grades) != set(scale):
            raise RuleError(f"{self.name}: each grade of the scale needs one range.")
        if len(self.grades) != len(self.cuts) + 1:
            raise RuleError(f"{self.name}: each range needs one grade.")
        self._directions_name_inputs()
        if isinstance(self.of, Quotient) and self.of.undefined is not None:
            raise RuleError(f"{self.name}: a score that can be undefined has no cuts.")

    @property
    def range(self) -> tuple[float, float]:
        """The least and the greatest score."""
        if isinstance(self.of, Measure):
            return self.of.low, self.of.high
        return self.of.outcomes

    @property
    def unit(self) -> str:
        """The unit of the score."""
        return self.of.unit

    def _looks_at(self) -> Iterable[Quantity]:
        return (self.of,) if isinstance(self.of, Measure) else self.of.inputs

    @property
    def outcomes(self) -> tuple[Grade, ...]:
        """Every grade, from the best to the gravest."""
        return tuple(self.scale)

    @property
    def scale(self) -> Scale:
        """The scale of its grades."""
        return self.grades[0].scale

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart."""
        if not isinstance(self.of, Measure):
            return self.of.answers(quantity)
        if discrete(self.of):
            return self.of.values
        at = [self.of.low, *(cut.at for cut in self.cuts), self.of.high]
        between = [(a + b) / 2 for a, b in itertools.pairwise(at)]
        return tuple(sorted({*at, *between}))

    @property
    def floors(self) -> tuple[tuple[float, bool], ...]:
        """
        For each cut-off the number that a score must pass, and whether it may equal it.
        """
        exact = isinstance(self.of, Measure)
        return tuple(
            (cut.at, cut.upper)
            if exact
            else (
                cut.at + (-1 if cut.upper else 1) * TOLERANCE * max(1, abs(cut.at)),
                cut.upper,
            )
            for cut in self.cuts
        )

    def place(self, score: float) -> int:
        """The position of the range in which a score lies, from the lowest."""
        return sum(
            score >= floor if equal else score > floor for floor, equal in self.floors
        )

    def find(self, values: Values) -> Finding[Grade]:
        """The grade or the grades still possible, with the score."""
        if isinstance(self.of, Measure):
            score = number(values, self.of)
            missing: tuple[str, ...] = (self.of.name,) if score is None else ()
            known = self.of.values if score is None else (score,)
            spans = tuple((each, each) for each in known)
            spans = spans or ((self.of.low, self.of.high),)
        else:
            missing = self.of.find(values).missing
            spans = self.of.spans(values)
        reached = {
            place
            for low, high in spans
            for place in range(self.place(low), self.place(high) + 1)
        }
        grades = sorted((self.grades[e] for e in reached), key=lambda grade: grade.rank)
        return self.found(
            tuple(grades),
            missing=missing,
            because=(self._about(spans), *map(self._range, sorted(reached))),
            ordered=self.scale.ordered,
        )

    def told(self, place: int) -> str:
        """The range at a position in words: "10 to 13", "below 10"."""
        below = self.cuts[place - 1] if place else None
        above = self.cuts[place] if place < len(self.cuts) else None
        words: list[str] = []
        if below is not None:
            words.append(f"{'at least' if below.upper else 'over'} {below.at:g}")
        if above is not None:
            words.append(f"{'below' if above.upper else 'at most'} {above.at:g}")
        return f"{' and '.join(words)} {self.unit}".strip()

    def _about(self, spans: tuple[tuple[float, float], ...]) -> Reason:
        low, high = min(e[0] for e in spans), max(e[1] for e in spans)
        told = f"{low:.4g}" if math.isclose(low, high) else f"{low:.4g} to {high:.4g}"
        return Reason(f"{self.of.label}: {told} {self.unit}".strip(), value=True)

    def _range(self, place: int) -> Reason:
        grade = self.grades[place]
        return Reason(f"{self.told(place)}: {grade.label}", value=True)
