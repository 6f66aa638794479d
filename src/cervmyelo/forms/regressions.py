"""
A regression: a weighted sum of inputs, read through a link.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal, TypeAlias, assert_never

import attrs

from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Reason
from cervmyelo.quantities import Fact, Measure, Quantity, Value, Values

from .rule import Rule

__all__ = ["Link", "Regression", "Term"]

Link: TypeAlias = Literal["logit", "log"]
"""How the weighted sum is read: as log odds of a probability, or as the log of a
rate or ratio."""


@attrs.frozen(cache_hash=True)
class Term:
    """
    A line of a regression table.

    Attributes:
        of: The measure, or the fact that counts 1 when it holds.

        coefficient: What it adds to the sum for every *per*.

        per: The step that the coefficient belongs to, in the unit of the measure:
            10 if the paper gives a coefficient per decade of age.

    Raises:
        RuleError: If the coefficient is not finite or *per* is not positive.
    """

    of: Measure | Fact
    coefficient: float
    per: float = 1

    def __attrs_post_init__(self) -> None:
        if not math.isfinite(self.coefficient) or not 0 < self.per < math.inf:
            raise RuleError(f"{self.of.name}: the coefficient must be a plain number.")

    def share(self, value: Value) -> float:
        """What a value adds to the sum."""
        return self.coefficient * float(value) / self.per

    @property
    def extremes(self) -> tuple[Value, Value]:
        """The value that adds least and the one that adds most."""
        ends: tuple[Value, Value] = (
            (False, True) if isinstance(self.of, Fact) else (self.of.low, self.of.high)
        )
        return ends if self.coefficient >= 0 else (ends[1], ends[0])


@attrs.frozen(kw_only=True, cache_hash=True)
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
            if self.direction(term.of) not in {sign, "either"}:
                raise RuleError(
                    f"{self.name}: {term.of.name} {sign}, as its coefficient says, "
                    f"but another direction is declared."
                )
        try:
            self._bounds({})
        except OverflowError:
            raise RuleError(f"{self.name}: its results overflow.") from None

    def _looks_at(self) -> Iterable[Quantity]:
        return tuple(term.of for term in self.terms)

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
            term.of.name
            for term in self.terms
            if values.get(term.of.name) is None and term.coefficient
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
            unit=self.unit,
        )

    def _bounds(self, values: Values) -> tuple[float, float]:
        # The same order of additions as for a known case, so that a bound is
        # the very number that the completed case will have.
        sums = [self.intercept, self.intercept]
        for term in self.terms:
            value = values.get(term.of.name)
            ends = term.extremes if value is None else (value, value)
            sums = [
                total + term.share(end) for total, end in zip(sums, ends, strict=True)
            ]
        return _linked(self.link, sums[0]), _linked(self.link, sums[1])

    def _reason(self, term: Term, values: Values) -> Reason:
        value = values.get(term.of.name)
        effect = "" if value is None else f"adds {term.share(value):+.4g}"
        return Reason(term.of, value, effect)


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
