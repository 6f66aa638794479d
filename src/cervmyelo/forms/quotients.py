"""
Formulas of measures: a weighted sum divided by another.

Ratios of diameters, percentages of compression, changes in points and recovery rates
have this form. While the other inputs are fixed, the result rises or falls along an
input but never turns. So its extremes lie at the ends of the missing inputs.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable
from typing import cast

import attrs

from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Gap, Reason
from cervmyelo.frozen import Frozen
from cervmyelo.partly import options_of
from cervmyelo.quantity import Measure, Partly, Quantity, Value, Values

from .pieces import Piece
from .rule import Rule, discrete, ends, number, unknown_of

__all__ = ["Part", "Quotient"]


@attrs.frozen(eq=False, repr=False)
class Part(Frozen):
    """
    A measure in a weighted sum.

    Attributes:
        of: The measure.

        weight: What it is multiplied by.
    """

    of: Measure
    weight: float = 1


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Quotient(Rule[float]):
    """
    ``factor * (over + sum of above) / (under + sum of below)``.

    Attributes:
        above: The measures above the line.

        below: The measures below the line; empty for a difference.

        over: A constant added above the line.

        under: A constant added below the line.

        factor: A constant that multiplies the quotient: 100 for a percentage.

        unit: The unit of the result; a ratio has the unit "ratio", never "%".

        undefined: The gap where the divisor is zero; None if it never is.

        within: The least and the greatest result that measures without contradiction
            give; None if there is no limit.

        beyond: The gap for measures that contradict each other because the result is
            outside of these limits.

    Raises:
        RuleError: If there is nothing above the line; the divisor can be negative; the
            divisor can be zero without *undefined*, or other than at one end of one
            stepped measure; a measure is used twice on one side, or two measures share
            a name; or the result does not move as declared.
    """

    above: tuple[Part, ...]
    below: tuple[Part, ...] = ()
    over: float = 0
    under: float = 0
    factor: float = 1
    unit: str
    undefined: Gap | None = None
    within: tuple[float, float] | None = None
    beyond: Gap | None = None

    def __attrs_post_init__(self) -> None:
        for parts in (self.above, self.below):
            if len({part.of for part in parts}) != len(parts):
                raise RuleError(
                    f"{self.name}: use each measure once above and once below the line."
                )
        if len({each.name for each in self.inputs}) != len(self.inputs):
            raise RuleError(f"{self.name}: its measures need different names.")
        if not self.above:
            raise RuleError(f"{self.name}: it needs a measure above the line.")
        limits: tuple[float, ...] = self.within or (0, 1)
        if len(limits) != 2 or limits[0] >= limits[1]:  # noqa: PLR2004
            raise RuleError(
                f"{self.name}: 'within' takes the least and the greatest result."
            )
        if (self.within is None) != (self.beyond is None) or (
            self.within and self.undefined
        ):
            raise RuleError(
                f"{self.name}: give 'within' and 'beyond' together, and only where the "
                f"divisor is never 0."
            )
        self._directions_name_inputs()
        least = self.under + sum(
            min(part.weight * part.of.low, part.weight * part.of.high)
            for part in self.below
        )
        if least < 0:
            raise RuleError(
                f"{self.name}: the divisor must not be negative for any input."
            )
        if (least == 0) != (self.undefined is not None):
            raise RuleError(
                f"{self.name}: give 'undefined' if, and only if, the divisor can be 0."
            )
        if least == 0 and (len(self.below) != 1 or not all(map(discrete, self.inputs))):
            raise RuleError(
                f"{self.name}: a divisor that can be 0 must be one stepped measure, "
                f"and every other input stepped."
            )
        for quantity in self.inputs:
            moves = self._moves(quantity)
            if self.direction(quantity) != "either" and moves - {
                self.direction(quantity)
            }:
                raise RuleError(
                    f"{self.name}: {quantity.name} does not move the result in its "
                    f"declared direction."
                )

    @property
    def answer_unit(self) -> str:
        """The unit of its answers."""
        return self.unit

    @property
    def form(self) -> str:
        """The kind of rule in words."""
        return "formula of measures"

    def _own_gaps(self) -> Iterable[Gap]:
        return (each for each in (self.undefined, self.beyond) if each is not None)

    @functools.cached_property
    def pole(self) -> tuple[Measure, float] | None:
        """The measure, and its value, that make the divisor zero; None if none does."""
        if self.undefined is None:
            return None
        (part,) = self.below
        return part.of, part.of.low if part.weight > 0 else part.of.high

    def _moves(self, quantity: Measure) -> set[str]:
        """How the result moves along an input, at all ends of the others."""
        moves: set[str] = set()
        if not self.below:
            # Over a divisor that is a constant, the weight of the input decides.
            (weight,) = (part.weight for part in self.above if part.of == quantity)
            slope = weight * self.factor / self.under
            return {"rises"} if slope > 0 else {"falls"} if slope < 0 else moves
        others = [each for each in self.inputs if each != quantity]
        for known in itertools.product(*(self._axis(each, {}) for each in others)):
            case = dict(zip((each.name for each in others), known, strict=True))
            results = [
                self.result_of({**case, quantity.name: value})
                for value in self._axis(quantity, {})
            ]
            for one, two in itertools.pairwise(results):
                if isinstance(one, Gap) or isinstance(two, Gap):
                    continue
                if two > one:
                    moves.add("rises")
                elif two < one:
                    moves.add("falls")
        return moves

    def _axis(self, measure: Measure, values: Values) -> tuple[float, ...]:
        """The possible values of a measure that the extremes need."""
        value = values.get(measure.name)
        if value is not None and not isinstance(value, Partly):
            return (cast("float", value),)
        low, high = map(float, ends(measure, values, all_steps=False))
        if (
            self.pole is not None
            and measure == self.pole[0]
            and self.pole[1] in (low, high)
        ):
            step = measure.step or 0
            # The pole is included: callers separate the gap from the numbers.
            return (
                (low, low + step, high)
                if self.pole[1] == low
                else (low, high - step, high)
            )
        return (low, high)

    @functools.cached_property
    def inputs(self) -> tuple[Measure, ...]:
        """The measures, each once, in the order written."""
        return tuple(dict.fromkeys(p.of for p in (*self.above, *self.below)))

    def _looks_at(self) -> Iterable[Quantity]:
        return (part.of for part in (*self.above, *self.below))

    @functools.cached_property
    def result(self) -> Measure:
        """The result, as a quantity that other rules can read."""
        low, high = self.outcomes
        return Measure(
            name=self.name,
            label=self.label,
            question=f"What is the {self.label}?",
            low=low,
            high=high,
            unit=self.unit,
            step=None,
        )

    @functools.cached_property
    def outcomes(self) -> tuple[float, float]:
        """The lowest and the highest possible result."""
        found = [each for each in self._completed({}) if isinstance(each, int | float)]
        return self.clipped(min(found), max(found)) or (0, 0)

    def clipped(self, low: float, high: float) -> tuple[float, float] | None:
        """The part of a range that measures without contradiction can give, if any."""
        if self.within is None:
            return low, high
        low, high = max(low, self.within[0]), min(high, self.within[1])
        return (low, high) if low <= high else None

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart."""
        return ends(quantity, {}, all_steps=True)

    def result_of(self, values: Values) -> float | Gap:
        """The result for a complete case, or the gap if it is undefined."""
        above, below = self.over, self.under
        for part in self.above:
            above += part.weight * (number(values, part.of) or 0)
        for part in self.below:
            below += part.weight * (number(values, part.of) or 0)
        if below == 0 and self.undefined is not None:
            return self.undefined
        return self.factor * above / below

    def find(self, values: Values) -> Finding[float]:
        """The result or its bounds, with its inputs."""
        completed = self._completed(values)
        numbers = [each for each in completed if not isinstance(each, Gap)]
        span = self.clipped(min(numbers), max(numbers)) if numbers else None
        gaps = [each for each in completed if isinstance(each, Gap)]
        if numbers and span is None and self.beyond is not None:
            gaps.append(self.beyond)
        return self.spanned(
            span,
            missing=unknown_of(self.inputs, values),
            because=tuple(_shown(each, values)[0] for each in self.inputs),
            unit=self.unit,
            gaps=gaps,
        )

    @functools.cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Its measures; none where the source may give no answer."""
        if self.undefined is not None:
            return ()
        return tuple(
            Piece((each,), functools.partial(_shown, each)) for each in self.inputs
        )

    def spans(
        self, values: Values, along: Quantity | None = None
    ) -> tuple[tuple[float, float], ...]:
        """
        The lowest and the highest result for every value of the discrete inputs.

        Args:
            values: The recorded values.

            along: An unknown input that spans its whole range, discrete or not.
        """
        stepped = [each for each in self.inputs if discrete(each) and each != along]
        axes = [ends(each, values, all_steps=True) for each in stepped]
        names = [each.name for each in stepped]
        spans: list[tuple[float, float]] = []
        for known in itertools.product(*axes):
            filled = {**values, **dict(zip(names, known, strict=True))}
            found = [e for e in self._completed(filled) if not isinstance(e, Gap)]
            if found:
                spans.append((min(found), max(found)))
        return tuple(self._as_recorded(spans, values))

    def _as_recorded(
        self, spans: Iterable[tuple[float, float]], values: Values
    ) -> Iterable[tuple[float, float]]:
        """The spans within a recorded result; what measures give is more precise."""
        recorded = values.get(self.name) if self.recorded else None
        if recorded is None:
            return spans
        first, *_, last = (*options_of(recorded), *options_of(recorded))
        low, high = cast("float", first), cast("float", last)
        return [
            each if each[0] == each[1] else (max(each[0], low), min(each[1], high))
            for each in spans
        ]

    def moves_at(self, quantity: Quantity, result: float) -> bool:
        """
        Whether an input moves the formula where it has this result.

        An input of the divisor alone does not where the result is zero: a change in
        points divided by anything keeps its sign.
        """
        above = sum(part.weight for part in self.above if part.of == quantity)
        below = sum(part.weight for part in self.below if part.of == quantity)
        return self.factor * above != result * below

    def _completed(self, values: Values) -> list[float | Gap]:
        names = [each.name for each in self.inputs]
        return [
            self.result_of(dict(zip(names, known, strict=True)))
            for known in itertools.product(
                *(self._axis(e, values) for e in self.inputs)
            )
        ]


def _shown(measure: Measure, values: Values) -> tuple[Reason, ...]:
    return (Reason(measure, values.get(measure.name)),)
