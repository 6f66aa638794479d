"""
Curves: figures published for a few points in time, by group.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable
from typing import cast

import attrs

from cervmyelo.criteria import Above, AtLeast
from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Gap, Reason, possibly_none
from cervmyelo.frozen import Frozen
from cervmyelo.quantity import Measure, Quantity, Value, Values, is_known
from cervmyelo.scale import Grade

from .bands import Bands
from .pieces import Piece
from .rule import Rule, ends
from .sums import Sum

__all__ = ["Curve", "Point", "Stratum"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Point(Frozen):
    """
    A published figure at one time.

    Attributes:
        at: The time.

        value: The figure.

        low: Lower end of its published interval.

        high: Upper end of its published interval.

    Raises:
        RuleError: If the figure lies outside its interval.
    """

    at: float
    value: float
    low: float
    high: float

    def __attrs_post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise RuleError(f"{self.at:g}: the figure must lie within its interval.")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Stratum(Frozen):
    """
    The figures for one group of people.

    Attributes:
        label: The group.

        grades: The grades of the people in it.

        points: The figures, at ascending times, never rising.
    """

    label: str
    grades: tuple[Grade, ...]
    points: tuple[Point, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Curve(Rule[float]):
    """
    Figures at published times. Between two times the answer is a range, never a fit.

    Attributes:
        of: The bands that grade people, on a measure or a total.

        along: The time.

        strata: The figures of each group of grades.

        uncovered: The gap for a grade without figures.

        beyond: The gap for a time before the first figure or after the last.

        unit: The unit of the figures.

    Raises:
        RuleError: If figures rise, the groups have different times, a time is outside
            the measure, a grade belongs to two groups, or the bands are on another
            kind of score.
    """

    of: Bands
    along: Measure
    strata: tuple[Stratum, ...]
    uncovered: Gap
    beyond: Gap
    unit: str

    def __attrs_post_init__(self) -> None:
        times = {tuple(p.at for p in each.points) for each in self.strata}
        if len(times) != 1 or not all(
            list(each) == sorted(set(each)) and len(each) > 1 for each in times
        ):
            raise RuleError(f"{self.name}: all groups need the same ascending times.")
        if not all(map(self.along.holds, self.times)):
            raise RuleError(
                f"{self.name}: a time lies outside the range of {self.along.name}."
            )
        for each in self.strata:
            figures = [point.value for point in each.points]
            if figures != sorted(figures, reverse=True):
                raise RuleError(
                    f"{self.name}: the figures of {each.label} must not rise."
                )
        grades = [grade for each in self.strata for grade in each.grades]
        if len(set(grades)) != len(grades) or not set(grades) <= set(self.of.outcomes):
            raise RuleError(
                f"{self.name}: each grade must be of the scale and in one group."
            )
        if not isinstance(self.of.of, Measure | Sum) or not self.of.scale.ordered:
            raise RuleError(
                f"{self.name}: its groups need ordered bands on a measure or a total."
            )
        self._directions_name_inputs()

    @property
    def answer_unit(self) -> str:
        """The unit of its answers."""
        return self.unit

    @property
    def form(self) -> str:
        """The kind of rule in words."""
        return "figures over time"

    @property
    def parts(self) -> tuple[Bands]:
        """The bands that grade people."""
        return (self.of,)

    @property
    def horizon(self) -> Measure:
        """The time: each figure is for people so long after the record."""
        return self.along

    @property
    def has_intervals(self) -> bool:
        """Each figure has a published interval."""
        return True

    def _own_gaps(self) -> Iterable[Gap]:
        if None in map(self.stratum, self.of.outcomes):
            yield self.uncovered
        yield self.beyond

    @property
    def times(self) -> tuple[float, ...]:
        """The published times, ascending."""
        return tuple(point.at for point in self.strata[0].points)

    def _looks_at(self) -> Iterable[Quantity]:
        return (self.along, *self.of.inputs)

    @functools.cached_property
    def outcomes(self) -> tuple[float, float]:
        """The lowest and the highest figure."""
        figures = [point.value for each in self.strata for point in each.points]
        return min(figures), max(figures)

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart."""
        if quantity != self.along:
            return self.of.answers(quantity)
        between = [(a + b) / 2 for a, b in itertools.pairwise(self.times)]
        return tuple(sorted({self.along.low, *self.times, *between, self.along.high}))

    def stratum(self, grade: Grade) -> Stratum | None:
        """The group of a grade; None if the source has none."""
        return next((each for each in self.strata if grade in each.grades), None)

    def neighbours(self, stratum: Stratum, values: Values) -> tuple[Point, ...]:
        """The points that bound the figure at every time that is still possible."""
        return self._points(stratum, self._spans(values))

    def _spans(self, values: Values) -> list[tuple[float, float]]:
        """The times that are still possible, as ranges of one time or more."""
        options = cast("list[float]", [*ends(self.along, values, all_steps=True)])
        if self.along.step is None:
            return [(options[0], options[-1])]
        return [(each, each) for each in options]

    def _points(
        self, stratum: Stratum, spans: Iterable[tuple[float, float]]
    ) -> tuple[Point, ...]:
        points = stratum.points
        first, last = points[0].at, points[-1].at
        found: set[int] = set()
        for low, high in spans:
            if high < first or low > last:
                continue
            start = max(i for i, p in enumerate(points) if p.at <= max(low, first))
            stop = min(i for i, p in enumerate(points) if p.at >= min(high, last))
            found.update(range(start, stop + 1))
        return tuple(points[place] for place in sorted(found))

    def find(self, values: Values) -> Finding[float]:
        """The figure, or the two neighbours that it lies between."""
        graded = self.of.regardless(values)
        spans = self._spans(values)
        found = self._strata(graded)
        gaps = [self.uncovered] if None in found else []
        strata = [each for each in found if each]
        points = [p for each in strata for p in self._points(each, spans)]
        if strata and self._reaches_beyond(spans):
            gaps.append(self.beyond)
        missing = graded.missing if len(found) > 1 else ()
        if not is_known(values, self.along.name):
            missing = (self.along.name, *missing)
        return self.spanned(
            (min(p.value for p in points), max(p.value for p in points))
            if points
            else None,
            missing=missing,
            because=(*self._time(values), *self._group(graded)),
            unit=self.unit,
            gaps=gaps,
            interval=(min(p.low for p in points), max(p.high for p in points))
            if points
            else None,
        )

    def _strata(self, graded: Finding[Grade]) -> tuple[Stratum | None, ...]:
        """The groups of the grades that are still possible; None for no group."""
        return tuple(dict.fromkeys(map(self.stratum, graded.possible or ())))

    def _reaches_beyond(self, spans: Iterable[tuple[float, float]]) -> bool:
        first, last = self.times[0], self.times[-1]
        return any(low < first or high > last for low, high in spans)

    def _time(self, values: Values) -> tuple[Reason, ...]:
        return (Reason(self.along, values.get(self.along.name)),)

    def _group(self, graded: Finding[Grade]) -> tuple[Reason, ...]:
        strata = (each for each in self._strata(graded) if each)
        return (
            Reason(f"{self.of.label}: {graded.answer}", value=True),
            *(Reason(f"group: {each.label}", value=True) for each in strata),
        )

    @functools.cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The time, the group, and what the source does not cover of either."""
        between = (
            AtLeast(self.along, self.times[0]),
            Above(self.along, self.times[-1]),
        )
        return (
            Piece((self.along,), self._time),
            Piece(self.of.inputs, self._of_score),
            Piece((self.along,), self._of_time, between),
        )

    def _of_score(self, values: Values) -> tuple[Reason, ...]:
        graded = self.of.regardless(values)
        gaps = [self.uncovered] if None in self._strata(graded) else []
        return (*self._group(graded), *possibly_none(gaps))

    def _of_time(self, values: Values) -> tuple[Reason, ...]:
        gaps = [self.beyond] if self._reaches_beyond(self._spans(values)) else []
        return possibly_none(gaps)
