"""
Probabilities after a test, from likelihood ratios.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterable
from typing import TypeAlias

import attrs

from cervmyelo.consistency import cuts_in
from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Gap, Reason, possibly_none
from cervmyelo.frozen import Frozen
from cervmyelo.quantity import Measure, Quantity, Value, Values
from cervmyelo.scale import Grade
from cervmyelo.sources import Citation

from .bands import Bands
from .diagrams import Diagram
from .first_match import FirstMatch
from .pieces import Piece
from .rule import Rule, ends
from .tallies import Tally

__all__ = ["LikelihoodRatio", "PostTest"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LikelihoodRatio(Frozen):
    """
    A published likelihood ratio of one result of a test.

    Attributes:
        grade: The result.

        value: The ratio.

        low: Lower end of its published confidence interval; None if none is.

        high: Upper end of its published confidence interval; None if none is.

        cite: Where it is written.

    Raises:
        RuleError: If a number is not finite and positive, or outside its interval.
    """

    grade: Grade
    value: float
    low: float | None = None
    high: float | None = None
    cite: Citation

    def __attrs_post_init__(self) -> None:
        numbers = [self.low or self.value, self.value, self.high or self.value]
        if not all(0 < each < math.inf for each in numbers) or numbers != sorted(
            numbers
        ):
            raise RuleError(
                f"{self.grade}: the likelihood ratio must be positive and within its "
                f"interval."
            )

    def __str__(self) -> str:
        ratio = f"likelihood ratio {self.value:.4g}"
        if self.low is None or self.high is None:
            return ratio
        return f"{ratio} ({self.low:g} to {self.high:g})"


_Ratio: TypeAlias = LikelihoodRatio | Gap


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PostTest(Rule[float]):
    """
    The probability after a test, from the probability before it that the caller gives.

    Odds after = odds before times the likelihood ratio of the result.

    Attributes:
        of: The test: a rule that grades its result by criteria or by a count.

        before: The probability before the test, from 0 to 1.

        ratios: The likelihood ratios of results.

        unpublished: The gap for a result without a published ratio.

    Raises:
        RuleError: If the probability is not from 0 to 1, a ratio is given twice or for
            a result that the test does not have, or the test is another kind of rule.
    """

    of: Bands | FirstMatch
    before: Measure
    ratios: tuple[LikelihoodRatio, ...]
    unpublished: Gap
    unit: str = "probability"

    def __attrs_post_init__(self) -> None:
        if (self.before.low, self.before.high, self.before.step) != (0, 1, None):
            raise RuleError(
                f"{self.name}: the probability before the test must run from 0 to 1."
            )
        graded = [ratio.grade for ratio in self.ratios]
        if not graded or len(set(graded)) != len(graded):
            raise RuleError(
                f"{self.name}: give at least one ratio, and one for each result."
            )
        # Which of its grades a person can get shows only once it is unfolded.
        if not set(graded) <= set(self.of.scale):
            raise RuleError(f"{self.name}: each ratio must be of a result of the test.")
        if isinstance(self.of, Bands) and not isinstance(self.of.of, Tally):
            raise RuleError(
                f"{self.name}: the test must be a first match or bands on a tally."
            )
        if self.before in self.of.inputs:
            raise RuleError(
                f"{self.name}: the test must not read the probability before it."
            )
        self._directions_name_inputs()

    @property
    def answer_unit(self) -> str:
        """The unit of its answers."""
        return self.unit

    @property
    def form(self) -> str:
        """The kind of rule in words."""
        return "probability after a test"

    @property
    def parts(self) -> tuple[Bands | FirstMatch]:
        """The test."""
        return (self.of,)

    def _own_gaps(self) -> Iterable[Gap]:
        ratios = map(self.ratio, self.of.outcomes)
        return (each for each in ratios if isinstance(each, Gap))

    def _own_citations(self) -> Iterable[Citation]:
        return (each.cite for each in self.ratios)

    def _looks_at(self) -> Iterable[Quantity]:
        return (self.before, *self.of.inputs)

    @property
    def outcomes(self) -> tuple[float, float]:
        """The lowest and the highest result: every probability is possible."""
        return (0.0, 1.0)

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart."""
        if quantity == self.before:
            return (0, 0.25, 0.5, 0.75, 1)
        return self.of.answers(quantity)

    def ratio(self, grade: Grade | Gap) -> _Ratio:
        """The likelihood ratio of a result, or the gap if it has none."""
        for each in self.ratios:
            if each.grade == grade:
                return each
        return grade if isinstance(grade, Gap) else self.unpublished

    @property
    def has_intervals(self) -> bool:
        """Whether any ratio has a published interval."""
        return any(e.low is not None and e.high is not None for e in self.ratios)

    @functools.cached_property
    def diagram(self) -> Diagram[_Ratio]:
        """The decision diagram of the test, with ratios in place of its grades."""
        if isinstance(self.of, FirstMatch):
            return self.of.unfolded(self.ratio)
        bands = self.of
        if not isinstance(bands.of, Tally):  # pragma: no cover -- refused when built
            raise RuleError(self.name)
        return bands.of.unfolded(lambda count: self.ratio(bands.band(count).grade))

    def _still(self, values: Values) -> tuple[tuple[_Ratio, ...], tuple[str, ...]]:
        """The ratios that are still possible, and the missing inputs of the test."""
        recorded = self.of.recorded
        if recorded is not None and values.get(recorded.name) is not None:
            graded = self.of.regardless(values)
            ratios = dict.fromkeys(map(self.ratio, graded.possible or ()))
            return tuple(ratios), graded.missing if len(ratios) > 1 else ()
        if isinstance(self.of, FirstMatch):
            return self.of.remaining(self.diagram, values)
        return self.diagram.remaining(values)

    def find(self, values: Values) -> Finding[float]:
        """The probability after the test or its bounds, with the ratios used."""
        possible, missing = self._still(values)
        ratios = _published(possible)
        before = [float(each) for each in ends(self.before, values, all_steps=False)]
        after = [updated(p, e.value) for p, e in itertools.product(before, ratios)]
        if len(before) > 1:
            missing = (self.before.name, *missing)
        return self.spanned(
            (min(after), max(after)) if after else None,
            missing=missing,
            because=(*self._before(values), *self._result(values, ratios)),
            unit=self.unit,
            gaps=(each for each in possible if isinstance(each, Gap)),
            interval=_interval(before, ratios),
        )

    def _before(self, values: Values) -> tuple[Reason, ...]:
        return (Reason(self.before, values.get(self.before.name)),)

    def _result(
        self, values: Values, ratios: Iterable[LikelihoodRatio]
    ) -> tuple[Reason, ...]:
        """The result of the test, and the ratios that are used."""
        result = f"{self.of.label}: {self.of.regardless(values).answer}"
        return (
            Reason(result, value=True),
            *(Reason(f"{each.grade.label}: {each}", value=True) for each in ratios),
        )

    @functools.cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The probability before the test, and what the test says."""
        of = self.of.of if isinstance(self.of, Bands) else self.of
        if not isinstance(of, Tally | FirstMatch):  # pragma: no cover -- as above
            return ()
        criteria = (*of.criteria, *cuts_in(of.joint))
        return (
            Piece((self.before,), self._before),
            Piece(self.of.inputs, self._of_test, criteria),
        )

    def _of_test(self, values: Values) -> tuple[Reason, ...]:
        """Every reason that does not look at the probability before the test."""
        possible, _ = self._still(values)
        gaps = (each for each in possible if isinstance(each, Gap))
        return (*self._result(values, _published(possible)), *possibly_none(gaps))


def _published(ratios: Iterable[_Ratio]) -> list[LikelihoodRatio]:
    return [each for each in ratios if isinstance(each, LikelihoodRatio)]


def updated(before: float, ratio: float) -> float:
    """
    The probability after a result with a likelihood ratio.

    >>> round(updated(0.40, 4.0), 4)
    0.7273
    """
    return before * ratio / (before * ratio + (1 - before))


def _interval(
    before: list[float], ratios: list[LikelihoodRatio]
) -> tuple[float, float] | None:
    lows = [each.low for each in ratios if each.low is not None]
    highs = [each.high for each in ratios if each.high is not None]
    if not ratios or len(lows) < len(ratios) or len(highs) < len(ratios):
        return None
    return updated(min(before), min(lows)), updated(max(before), max(highs))
