"""
A formula of measures: a weighted sum divided by another.

Ratios of diameters, percentages of compression, a change in points and a recovery
rate are all of this form. Such a function moves one way along each of its inputs
while the others stand still, so its extremes lie at the ends of what is missing.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable

import attrs

from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Gap, Reason
from cervmyelo.quantity import Measure, Quantity, Value, Values

from .rule import Rule, discrete, ends, number

__all__ = ["Part", "Quotient"]


@attrs.frozen(cache_hash=True)
class Part:
    """
    A measure in a weighted sum.

    Attributes:
        of: The measure.

        weight: What it is multiplied by.
    """

    of: Measure
    weight: float = 1


@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class Quotient(Rule[float]):
    """
    ``factor * (over + sum of above) / (under + sum of below)``.

    Attributes:
        above: The measures above the line.

        below: The measures below the line; none of them gives a difference.

        over: What is added above the line.

        under: What is added below the line.

        factor: What the quotient is multiplied by: 100 for a percentage.

        unit: The unit of the result; a ratio has the unit "ratio", never "%".

        undefined: What is said where the divisor is zero; None if it never is.

    Raises:
        RuleError: If there is nothing above the line; the divisor can be negative;
            it can be zero and *undefined* does not say so, or not at the end of one
            stepped measure; a measure stands twice on one side, or two of them share
            a name; or the result does not move as declared.
    """

    above: tuple[Part, ...]
    below: tuple[Part, ...] = ()
    over: float = 0
    under: float = 0
    factor: float = 1
    unit: str
    undefined: Gap | None = None

    def __attrs_post_init__(self) -> None:
        for parts in (self.above, self.below):
            if len({part.of for part in parts}) != len(parts):
                raise RuleError(f"{self.name}: a measure stands twice in a sum.")
        if len({each.name for each in self.inputs}) != len(self.inputs):
            raise RuleError(f"{self.name}: two different measures share a name.")
        if not self.above:
            raise RuleError(f"{self.name}: there is nothing above the line.")
        self._directions_name_inputs()
        least = self.under + sum(
            min(part.weight * part.of.low, part.weight * part.of.high)
            for part in self.below
        )
        if least < 0:
            raise RuleError(f"{self.name}: the divisor can be negative.")
        if (least == 0) != (self.undefined is not None):
            raise RuleError(
                f"{self.name}: say what is undefined where it divides by 0."
            )
        if least == 0 and (len(self.below) > 1 or not all(map(discrete, self.inputs))):
            raise RuleError(f"{self.name}: one stepped measure alone can be undefined.")
        for quantity in self.inputs:
            moves = self._moves(quantity)
            if self.direction(quantity) != "either" and moves - {
                self.direction(quantity)
            }:
                raise RuleError(
                    f"{self.name}: {quantity.name} does not move it as declared."
                )

    @functools.cached_property
    def pole(self) -> tuple[Measure, float] | None:
        """The measure and its value, the one at which the divisor is zero."""
        if self.undefined is None:
            return None
        (part,) = self.below
        return part.of, part.of.low if part.weight > 0 else part.of.high

    def _moves(self, quantity: Measure) -> set[str]:
        """How the result moves along an input; the ends of the others tell it all."""
        moves: set[str] = set()
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
        """What a measure can still be: its value, or its ends without the pole."""
        value = number(values, measure)
        if value is not None:
            return (value,)
        low, high = measure.low, measure.high
        if self.pole is not None and measure == self.pole[0]:
            step = measure.step or 0
            # With the pole itself, of which the caller tells apart what it wants.
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
        """The result, as something that can be described."""
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
        """The least and the greatest result that any person can have."""
        found = [each for each in self._completed({}) if isinstance(each, int | float)]
        return min(found), max(found)

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart."""
        return ends(quantity, {}, all_steps=True)

    def result_of(self, values: Values) -> float | Gap:
        """The result for a complete case, or why there is none."""
        above, below = self.over, self.under
        for part in self.above:
            above += part.weight * float(values[part.of.name] or 0)
        for part in self.below:
            below += part.weight * float(values[part.of.name] or 0)
        if below == 0 and self.undefined is not None:
            return self.undefined
        return self.factor * above / below

    def find(self, values: Values) -> Finding[float]:
        """The result or its bounds, with what went into it."""
        completed = self._completed(values)
        numbers = [each for each in completed if not isinstance(each, Gap)]
        return self.spanned(
            (min(numbers), max(numbers)) if numbers else None,
            missing=tuple(e.name for e in self.inputs if values.get(e.name) is None),
            because=tuple(Reason(e, values.get(e.name)) for e in self.inputs),
            unit=self.unit,
            gaps=(each for each in completed if isinstance(each, Gap)),
        )

    def spans(self, values: Values) -> tuple[tuple[float, float], ...]:
        """The least and the greatest result for every value of the discrete inputs."""
        stepped = [each for each in self.inputs if discrete(each)]
        axes = [ends(each, values, all_steps=True) for each in stepped]
        names = [each.name for each in stepped]
        spans: list[tuple[float, float]] = []
        for known in itertools.product(*axes):
            filled = {**values, **dict(zip(names, known, strict=True))}
            found = [e for e in self._completed(filled) if not isinstance(e, Gap)]
            if found:
                spans.append((min(found), max(found)))
        return tuple(spans)

    def _completed(self, values: Values) -> list[float | Gap]:
        names = [each.name for each in self.inputs]
        return [
            self.result_of(dict(zip(names, known, strict=True)))
            for known in itertools.product(
                *(self._axis(e, values) for e in self.inputs)
            )
        ]
