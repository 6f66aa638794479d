"""
Relative effects: how much likelier an outcome is, where no intercept is published.

Without an intercept there is no probability. What can be told is how one person
stands to another, and that is all that is told.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from typing import Literal, Never, TypeAlias

import attrs

from cervmyelo.errors import RefusedError, RuleError
from cervmyelo.findings import Finding, Reason
from cervmyelo.models.case import CaseLike
from cervmyelo.quantity import Fact, Measure, Quantity, Value, Values

from .regressions import Regression, Term
from .rule import Rule

__all__ = ["Effect", "EffectKind", "Effects", "UnusedEffect"]

EffectKind: TypeAlias = Literal["relative risk", "odds ratio"]
"""What the effects are ratios of; the two are not interchangeable."""


@attrs.frozen(kw_only=True, cache_hash=True)
class Effect:
    """
    A published relative effect.

    Attributes:
        of: The measure, or the fact when it holds.

        ratio: The ratio for every *per*.

        low: Lower end of its confidence interval; None if none was seen.

        high: Upper end of its confidence interval; None if none was seen.

        per: The step that the ratio belongs to, in the unit of the measure.

        reference: The value at which the effect counts as 1. It is a convention of
            this library and cancels when two people are compared.

    Raises:
        RuleError: If the ratio is not positive or lies outside its interval.
    """

    of: Measure | Fact
    ratio: float
    low: float | None = None
    high: float | None = None
    per: float = 1
    reference: float = 0

    def __attrs_post_init__(self) -> None:
        low, high = self.low or self.ratio, self.high or self.ratio
        if not 0 < low <= self.ratio <= high < math.inf or self.per <= 0:
            raise RuleError(f"{self.of.name}: the ratio cannot be.")

    @property
    def told(self) -> str:
        """The ratio with its interval and its step."""
        step = ""
        if isinstance(self.of, Measure):
            one = self.per == 1
            unit = self.of.unit.removesuffix("s") if one else self.of.unit
            step = f" per {unit}" if one else f" per {self.per:g} {unit}"
        if self.low is None or self.high is None:
            return f"{self.ratio:g}{step}"
        return f"{self.ratio:g} ({self.low:g} to {self.high:g}){step}"


@attrs.frozen(kw_only=True, cache_hash=True)
class UnusedEffect:
    """
    A published effect that cannot be applied, and why.

    Attributes:
        label: Of what.

        ratio: The ratio.

        low: Lower end of its confidence interval; None if none was seen.

        high: Upper end of its confidence interval; None if none was seen.

        why: Why it cannot be applied.
    """

    label: str
    ratio: float
    low: float | None = None
    high: float | None = None
    why: str

    @property
    def told(self) -> str:
        """The ratio with its interval."""
        if self.low is None or self.high is None:
            return f"{self.ratio:g}"
        return f"{self.ratio:g} ({self.low:g} to {self.high:g})"


@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class Effects(Rule[float]):
    """
    The product of relative effects, relative to a stated reference person.

    The product is no probability, is not bounded by 1, and is never clipped.

    Attributes:
        kind: What the effects are ratios of.

        effects: The effects that are applied.

        unused: The effects of the same model that cannot be applied; two people are
            compared as if they were alike in them.

        outcome: The outcome that the effects are about.

    Raises:
        RuleError: If an input is used twice or a declared direction contradicts a
            ratio.
    """

    kind: EffectKind
    effects: tuple[Effect, ...]
    unused: tuple[UnusedEffect, ...] = ()
    outcome: str

    def __attrs_post_init__(self) -> None:
        # The regression checks inputs, directions and overflow as it is built.
        self.product.find({})

    def _looks_at(self) -> Iterable[Quantity]:
        return (effect.of for effect in self.effects)

    @functools.cached_property
    def product(self) -> Regression:
        """The product as the exponential of a weighted sum."""
        terms = tuple(Term(e.of, math.log(e.ratio), e.per) for e in self.effects)
        return Regression(
            name=self.name,
            label=self.label,
            cite=self.cite,
            edition=self.edition,
            falls_with=self.falls_with,
            either_way=self.either_way,
            link="log",
            intercept=-sum(
                term.share(effect.reference)
                for term, effect in zip(terms, self.effects, strict=True)
            ),
            terms=terms,
            unit=self.unit,
        )

    @property
    def unit(self) -> str:
        """What the result is a multiple of."""
        return f"times the reference ({self.kind})"

    @property
    def outcomes(self) -> tuple[float, float]:
        """The least and the greatest result that any person can have."""
        return self.product.outcomes

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart."""
        return self.product.answers(quantity)

    def find(self, values: Values) -> Finding[float]:
        """How the person stands to the reference, with each effect."""
        found = self.product.find(values)
        return attrs.evolve(
            found,
            rule=self.identity,
            because=tuple(
                Reason(each.of, values.get(each.of.name), each.told)
                for each in self.effects
            ),
        )

    def compare(self, one: CaseLike, other: CaseLike) -> Finding[float]:
        """
        How one person stands to another: the ratio of the two.

        The convention of the reference cancels. Whatever is missing of either leaves
        the ratio open between its least and its greatest.
        """
        first, second = self(one), self(other)
        for each in (first, second):
            if each.status == "refused":
                return each
        both = (first.low, first.high, second.low, second.high)
        low1, high1, low2, high2 = (float(each or 0) for each in both)
        return self.spanned(
            (low1 / high2, high1 / low2),
            missing=tuple(dict.fromkeys((*first.missing, *second.missing))),
            because=first.because + second.because,
            unit=f"times the other person ({self.kind})",
        )

    def probability(self, case: CaseLike) -> Never:  # noqa: ARG002
        """
        A probability, which nobody can give: no intercept is published.

        Raises:
            RefusedError: Always.
        """
        raise RefusedError(
            self.name,
            [
                "The source publishes relative effects and no intercept, so that no "
                "probability follows from them. Compare two people instead."
            ],
        )
