"""
Cut-offs: every score falls into one band, and the band is the grade.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

import attrs

from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Reason
from cervmyelo.quantity import Measure, Quantity, Value, Values
from cervmyelo.scale import Grade, Scale

from .diagrams import Diagram
from .rule import Rule, number
from .sums import Sum
from .tallies import Tally

__all__ = ["Band", "Bands"]


@attrs.frozen(cache_hash=True)
class Band:
    """
    A grade and the scores that get it.

    Attributes:
        grade: The grade.

        low: The least score in the band.

        high: The greatest score in the band.

        note: What to know about the band; empty if nothing.
    """

    grade: Grade
    low: float
    high: float
    note: str = ""

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{self.low:g}"
        return f"{self.low:g} to {self.high:g}"


@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class Bands(Rule[Grade]):
    """
    Bands on a score that is recorded, or that another rule finds.

    The inputs are those of the score; an input that raises the score moves the
    grade as the score does.

    Attributes:
        of: The score: a stepped measure, a sum or a tally.

        bands: The bands, in any order.

        score_rises: Whether a greater score is a worse grade.

    Raises:
        RuleError: If bands leave a gap, overlap, reach beyond the score, repeat a
            grade or leave one out, or do not run as *score_rises* declares.
    """

    of: Measure | Sum | Tally
    bands: tuple[Band, ...]
    score_rises: bool

    def __attrs_post_init__(self) -> None:
        score = self.score
        if score.step is None:
            raise RuleError(
                f"{self.name}: bands need a stepped score; write cut-offs on a "
                f"continuous measure as a first match."
            )
        expected = score.low
        for band in self._ascending:
            if not (score.holds(band.low) and score.holds(band.high)):
                raise RuleError(
                    f"{self.name}: the band {band} reaches beyond "
                    f"{score.low:g} to {score.high:g} or between its steps."
                )
            if band.low != expected or band.high < band.low:
                raise RuleError(
                    f"{self.name}: the band {band} leaves a gap or an overlap; the "
                    f"next should start at {expected:g}."
                )
            expected = band.high + score.step
        if expected != score.high + score.step:
            raise RuleError(
                f"{self.name}: no band holds {expected:g} to {score.high:g}."
            )
        grades = [band.grade for band in self._ascending]
        scale = grades[0].scale
        if len(grades) != len(scale) or set(grades) != set(scale):
            raise RuleError(f"{self.name}: each grade of the scale needs one band.")
        if scale.ordered and grades != sorted(grades, reverse=not self.score_rises):
            raise RuleError(f"{self.name}: the grades do not run with the score.")
        self._directions_name_inputs()

    @property
    def score(self) -> Measure:
        """The score that is banded."""
        return self.of if isinstance(self.of, Measure) else self.of.result

    def _looks_at(self) -> Iterable[Quantity]:
        return (self.of,) if isinstance(self.of, Measure) else self.of.inputs

    @property
    def outcomes(self) -> tuple[Grade, ...]:
        """Every grade that can be reached, from the best to the gravest."""
        return tuple(self.scale)

    @property
    def scale(self) -> Scale:
        """The scale of its grades."""
        return self.bands[0].grade.scale

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart."""
        if isinstance(self.of, Measure):
            return self.of.values
        return self.of.answers(quantity)

    @functools.cached_property
    def _diagram(self) -> Diagram[Grade] | None:
        if not isinstance(self.of, Tally):
            return None
        return self.of.unfolded(lambda count: self.band(count).grade)

    def band(self, score: float) -> Band:
        """
        The band in which a score lies.

        Raises:
            CervmyeloError: If the score is impossible.
        """
        self.score.check(score)
        return next(band for band in self.bands if band.low <= score <= band.high)

    def find(self, values: Values) -> Finding[Grade]:
        """The grade or the grades still possible, with the score and its band."""
        missing: tuple[str, ...]
        if isinstance(self.of, Measure):
            score = number(values, self.of)
            missing = (self.of.name,) if score is None else ()
            scores = self.of.values if score is None else (score,)
        else:
            found = self.of.find(values)
            missing = found.missing
            scores = found.possible or ()
            if self._diagram is not None:
                # What can change a count need not be able to change its band.
                missing = self._diagram.remaining(values)[1]
        bands = [
            band
            for band in self.bands
            if any(band.low <= score <= band.high for score in scores)
        ]
        because = tuple(
            Reason(f"{self._about(scores)}; {band} is {band.grade.label}", value=True)
            for band in bands
        )
        because += tuple(
            Reason(f"{band.grade.label}: {band.note}", value=True)
            for band in bands
            if band.note
        )
        possible = sorted((band.grade for band in bands), key=lambda grade: grade.rank)
        return self.found(
            tuple(possible),
            missing=missing,
            because=because,
            ordered=self.scale.ordered,
        )

    def _about(self, scores: tuple[float, ...]) -> str:
        if len(scores) == 1:
            return f"{self.score.label}: {scores[0]:g}"
        return f"{self.score.label}: {scores[0]:g} to {scores[-1]:g}"

    @property
    def _ascending(self) -> list[Band]:
        return sorted(self.bands, key=lambda band: band.low)
