"""
A regression: a weighted sum of inputs, read through a link.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from typing import Literal, TypeAlias, assert_never

import attrs

from cervmyelo.criteria import OneOf
from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Reason
from cervmyelo.quantity import Fact, Measure, Quantity, Value, Values

from .rule import Rule, discrete, ends

__all__ = ["Link", "Regression", "Term"]

Link: TypeAlias = Literal["logit", "log"]
"""How the weighted sum is read: as log odds of a probability, or as the log of a
rate or ratio."""


@attrs.frozen(cache_hash=True)
class Term:
    """
    A line of a regression table.

    Attributes:
        of: The measure; or the fact, or the last words of a choice, that count 1
            when they hold and 0 when they do not.

        coefficient: What it adds to the sum for every *per*.

        per: The step that the coefficient belongs to, in the unit of the measure:
            10 if the paper gives a coefficient per decade of age.

    Raises:
        RuleError: If the coefficient is not finite, *per* is not positive, or the
            words are not the last of their choice.
    """

    of: Measure | Fact | OneOf
    coefficient: float
    per: float = 1

    def __attrs_post_init__(self) -> None:
        if not math.isfinite(self.coefficient) or not 0 < self.per < math.inf:
            raise RuleError(f"{self.name}: the coefficient must be a plain number.")
        if isinstance(self.of, OneOf):
            words = self.of.words
            # Only then does the result move one way along the levels.
            if set(words) != set(self.of.choice.levels[-len(words) :]):
                raise RuleError(f"{self.name}: name the last words of the choice.")

    @property
    def quantity(self) -> Quantity:
        """What has to be recorded."""
        return self.of.choice if isinstance(self.of, OneOf) else self.of

    @property
    def name(self) -> str:
        """The name of what has to be recorded."""
        return self.quantity.name

    @property
    def label(self) -> str:
        """What a reader calls it."""
        return str(self.of) if isinstance(self.of, OneOf) else self.of.label

    def share(self, value: Value) -> float:
        """What a value adds to the sum."""
        counts = value in self.of.words if isinstance(self.of, OneOf) else value
        return self.coefficient * float(counts) / self.per

    @property
    def extremes(self) -> tuple[Value, Value]:
        """The value that adds least and the one that adds most."""
        found = ends(self.quantity, {}, all_steps=False)
        least, most = found[0], found[-1]
        return (least, most) if self.coefficient >= 0 else (most, least)


@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class Regression(Rule[float]):
    """
    A published regression *with* its intercept.

    A model without a published intercept gives no probability and is no
    `Regression`.

    Attributes:
        link: "logit" gives a probability from 0 to 1, "log" a positive number.

        intercept: The constant of the model.

        terms: Its other lines, each input once.

        unit: What the result is.

    Raises:
        RuleError: If an input is used twice or a declared direction is not the
            sign of its coefficient.
    """

    link: Link
    intercept: float
    terms: tuple[Term, ...]
    unit: str = "probability"

    def __attrs_post_init__(self) -> None:
        if not math.isfinite(self.intercept):
            raise RuleError(f"{self.name}: the intercept must be a plain number.")
        if not self.terms or len(set(self.inputs)) != len(self.terms):
            raise RuleError(f"{self.name}: a regression needs each input once.")
        self._directions_name_inputs()
        for term in self.terms:
            sign = "falls" if term.coefficient < 0 else "rises"
            if self.direction(term.quantity) not in {sign, "either"}:
                raise RuleError(
                    f"{self.name}: {term.name} {sign}, as its coefficient says, "
                    f"but another direction is declared."
                )
        try:
            self._bounds({})
        except OverflowError:
            raise RuleError(f"{self.name}: its results overflow.") from None

    def _looks_at(self) -> Iterable[Quantity]:
        return tuple(term.quantity for term in self.terms)

    @property
    def outcomes(self) -> tuple[float, float]:
        """The least and the greatest result that any person can have."""
        return self._bounds({})

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart."""
        if isinstance(quantity, Measure) and quantity.step is None:
            return (quantity.low, quantity.high)
        return quantity.values

    def find(self, values: Values) -> Finding[float]:
        """The result or its bounds, with what each term contributes."""
        low, high = self._bounds(values)
        missing = tuple(
            term.name
            for term in self.terms
            if values.get(term.name) is None and term.coefficient
        )
        return Finding(
            rule=self.identity,
            status="undecided" if missing else "ok",
            value=None if missing else low,
            possible=None if missing else (low,),
            low=low,
            high=high,
            because=tuple(self._reason(term, values) for term in self.terms),
            missing=missing,
            cite=self.cite,
            label=self.label,
            unit=self.unit,
        )

    def spans(self, values: Values) -> tuple[tuple[float, float], ...]:
        """The least and the greatest result for every value of the discrete inputs."""
        asked = [
            term.quantity
            for term in self.terms
            if discrete(term.quantity) and term.coefficient
        ]
        axes = [ends(each, values, all_steps=True) for each in asked]
        names = [each.name for each in asked]
        return tuple(
            self._bounds({**values, **dict(zip(names, known, strict=True))})
            for known in itertools.product(*axes)
        )

    def _bounds(self, values: Values) -> tuple[float, float]:
        # The same order of additions as for a known case, so that a bound is
        # the very number that the completed case will have.
        sums = [self.intercept, self.intercept]
        for term in self.terms:
            value = values.get(term.name)
            both = term.extremes if value is None else (value, value)
            sums = [
                total + term.share(end) for total, end in zip(sums, both, strict=True)
            ]
        return _linked(self.link, sums[0]), _linked(self.link, sums[1])

    def _reason(self, term: Term, values: Values) -> Reason:
        value = values.get(term.name)
        effect = "" if value is None else f"adds {term.share(value):+.4g}"
        return Reason(term.quantity, value, effect)


def _linked(link: Link, total: float) -> float:
    match link:
        case "logit":
            # exp() of a large positive number would overflow.
            if total < 0:
                odds = math.exp(total)
                return odds / (1 + odds)
            return 1 / (1 + math.exp(-total))
        case "log":
            return math.exp(total)
        case _:
            assert_never(link)
