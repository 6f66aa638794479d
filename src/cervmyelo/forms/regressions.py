"""
Regressions: a weighted sum of inputs, read through a link.

With its intercept a model gives a probability or a rate. Without one it gives no
probability: only how one person compares with another.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterable
from typing import Literal, TypeAlias, assert_never

import attrs

from cervmyelo.case import CaseLike
from cervmyelo.criteria import OneOf
from cervmyelo.errors import RefusedError, RuleError
from cervmyelo.findings import Finding, Reason
from cervmyelo.frozen import Frozen
from cervmyelo.quantity import Fact, Measure, Partly, Quantity, Value, Values, is_known

from .pieces import Piece
from .rule import Rule, discrete, ends

__all__ = ["Effect", "EffectKind", "Link", "Regression", "Term", "UnusedEffect"]

Link: TypeAlias = Literal["logit", "log"]
"""How the weighted sum is read: as log odds, or as the log of a rate or risk."""

EffectKind: TypeAlias = Literal["relative risk", "odds ratio"]
"""What the exponential of a coefficient is; the two are not interchangeable."""


@attrs.frozen(eq=False, repr=False)
class Term(Frozen):
    """
    A line of a regression table that prints a coefficient.

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
            raise RuleError(
                f"{self.name}: the coefficient must be finite and 'per' positive."
            )
        if isinstance(self.of, OneOf):
            words = self.of.words
            # Only then does the result move one way along the levels.
            if set(words) != set(self.of.choice.levels[-len(words) :]):
                raise RuleError(f"{self.name}: name the last words of the choice.")

    @property
    def quantity(self) -> Quantity:
        """The input that has to be recorded."""
        return self.of.choice if isinstance(self.of, OneOf) else self.of

    @property
    def name(self) -> str:
        """The name of the input."""
        return self.quantity.name

    @property
    def label(self) -> str:
        """The label of what counts."""
        return str(self.of) if isinstance(self.of, OneOf) else self.of.label

    @property
    def at_reference(self) -> float:
        """What the reference value adds to the sum: nothing."""
        return 0

    def share(self, value: Value) -> float:
        """What a value adds to the sum."""
        counts = value in self.of.words if isinstance(self.of, OneOf) else value
        return self.coefficient * float(counts) / self.per

    @property
    def extremes(self) -> tuple[Value, Value]:
        """The value that adds least and the one that adds most."""
        return _extremes(self, {})

    def effect(self, value: Value | None) -> str:
        """What a value adds to the sum, in words; empty while it is not known."""
        return "" if value is None else f"adds {self.share(value):+.4g}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Effect(Frozen):
    """
    A line of a regression table that prints a ratio: an odds ratio or a relative risk.

    Attributes:
        of: The measure; or the fact that counts 1 when it holds and 0 when it does
            not.

        ratio: The ratio for every *per*.

        low: Lower end of its confidence interval; None if none was seen.

        high: Upper end of its confidence interval; None if none was seen.

        per: The step that the ratio belongs to, in the unit of the measure.

        reference: The value at which the effect counts as 1. Without an intercept it
            is a convention of this library, and cancels when two people are compared.

    Raises:
        RuleError: If the ratio is not positive or lies outside its interval, or *per*
            is not positive.
    """

    of: Measure | Fact
    ratio: float
    low: float | None = None
    high: float | None = None
    per: float = 1
    reference: float = 0

    def __attrs_post_init__(self) -> None:
        low, high = self.low or self.ratio, self.high or self.ratio
        if not 0 < low <= self.ratio <= high < math.inf or not 0 < self.per < math.inf:
            raise RuleError(
                f"{self.name}: the ratio must be positive and within its interval, and "
                f"'per' positive."
            )

    @property
    def coefficient(self) -> float:
        """What it adds to the sum for every *per*: the logarithm of the ratio."""
        return math.log(self.ratio)

    @property
    def quantity(self) -> Quantity:
        """The input that has to be recorded."""
        return self.of

    @property
    def name(self) -> str:
        """The name of the input."""
        return self.of.name

    @property
    def label(self) -> str:
        """The label of what counts."""
        return self.of.label

    @property
    def at_reference(self) -> float:
        """What the reference value adds to the sum."""
        return self.share(self.reference)

    def share(self, value: Value) -> float:
        """What a value adds to the sum."""
        return self.coefficient * float(value) / self.per

    @property
    def extremes(self) -> tuple[Value, Value]:
        """The value that adds least and the one that adds most."""
        return _extremes(self, {})

    def effect(self, value: Value | None) -> str:  # noqa: ARG002 -- as of a term
        """The ratio with its interval and its step, whatever the value."""
        return str(self)

    def __str__(self) -> str:
        if not isinstance(self.of, Measure):
            return _with_interval(self)
        one = self.per == 1
        unit = self.of.unit.removesuffix("s") if one else self.of.unit
        step = unit if one else f"{self.per:g} {unit}"
        return f"{_with_interval(self)} per {step}"


def _reason(line: Term | Effect, value: Value | Partly | None) -> Reason:
    known = None if isinstance(value, Partly) else value
    return Reason(line.quantity, value, line.effect(known))


def _is_open(line: Term | Effect, values: Values) -> bool:
    """Whether it is not known what a line adds."""
    if is_known(values, line.name):
        return False
    if not isinstance(line.of, OneOf):
        return True
    # A choice known in part adds the same, whichever of its words it is, if all of
    # them count or none does.
    return len({end in line.of.words for end in _extremes(line, values)}) > 1


def _piece(line: Term | Effect, values: Values) -> tuple[Reason, ...]:
    return (_reason(line, values.get(line.name)),)


def _extremes(line: Term | Effect, values: Values) -> tuple[Value, Value]:
    found = ends(line.quantity, values, all_steps=False)
    least, most = found[0], found[-1]
    return (least, most) if line.coefficient >= 0 else (most, least)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class UnusedEffect(Frozen):
    """
    A published effect that cannot be applied, and why.

    Attributes:
        label: What it is the effect of.

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

    def __str__(self) -> str:
        return _with_interval(self)


def _with_interval(effect: Effect | UnusedEffect) -> str:
    if effect.low is None or effect.high is None:
        return f"{effect.ratio:g}"
    return f"{effect.ratio:g} ({effect.low:g} to {effect.high:g})"


def _unit_of(rule: Regression) -> str:
    if rule.intercept is None:
        return f"times the reference ({rule.kind})"
    return "probability"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Regression(Rule[float]):
    """
    A published regression, with or without its intercept.

    Without a published intercept the answer is relative: how many times the odds
    ("logit") or the risk ("log") of a reference person. It is not a probability, not
    bounded by 1, and never clipped.

    Attributes:
        link: "logit" gives a probability from 0 to 1, "log" a positive number.

        intercept: The constant of the model; None if none is published.

        terms: Its other lines, each input once.

        unused: The published effects of the same model that cannot be applied. Two
            people are compared as if they were alike in them.

        outcome: The event that the model is about; empty if the label says it.

        unit: The unit of the result. By default "probability", or what the result is
            a multiple of.

    Raises:
        RuleError: If an input is used twice, the intercept is not finite, the results
            overflow, or a declared direction is not the sign of its coefficient.
    """

    link: Link
    intercept: float | None
    terms: tuple[Term | Effect, ...]
    unused: tuple[UnusedEffect, ...] = ()
    outcome: str = ""
    unit: str = attrs.field(default=attrs.Factory(_unit_of, takes_self=True))

    def __attrs_post_init__(self) -> None:
        if self.intercept is not None and not math.isfinite(self.intercept):
            raise RuleError(
                f"{self.name}: the intercept must be a finite number, or None if none "
                f"is published."
            )
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

    @property
    def answer_unit(self) -> str:
        """The unit of its answers."""
        return self.unit

    @property
    def form(self) -> str:
        """The kind of rule in words."""
        return "relative effects" if self.intercept is None else "regression"

    @property
    def kind(self) -> EffectKind:
        """What the exponential of a coefficient is."""
        match self.link:
            case "logit":
                return "odds ratio"
            case "log":
                return "relative risk"
            case _:
                assert_never(self.link)

    @property
    def exponential(self) -> bool:
        """Whether the result is the exponential of the sum, not a probability."""
        return self.link == "log" or self.intercept is None

    @functools.cached_property
    def constant(self) -> float:
        """The constant of the sum: the intercept, less the shares of the reference."""
        return (self.intercept or 0) - sum(term.at_reference for term in self.terms)

    def _looks_at(self) -> Iterable[Quantity]:
        return tuple(term.quantity for term in self.terms)

    @property
    def outcomes(self) -> tuple[float, float]:
        """The lowest and the highest possible result."""
        return self._bounds({})

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

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart."""
        if isinstance(quantity, Measure) and quantity.step is None:
            return (quantity.low, quantity.high)
        return quantity.values

    def find(self, values: Values) -> Finding[float]:
        """The result or its bounds, with what each line contributes."""
        low, high = self._bounds(values)
        missing = tuple(
            term.name
            for term in self.terms
            if term.coefficient and _is_open(term, values)
        )
        return Finding(
            rule=self.identity,
            status="undecided" if missing else "ok",
            value=None if missing else low,
            possible=None if missing else (low,),
            low=low,
            high=high,
            because=tuple(_reason(each, values.get(each.name)) for each in self.terms),
            missing=missing,
            cite=self.cite,
            label=self.label,
            unit=self.unit,
        )

    @functools.cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What each line contributes, as a function of the value of its input."""
        return tuple(
            Piece(
                (each.quantity,),
                functools.partial(_piece, each),
                adds=(each.coefficient, each.per) if isinstance(each, Term) else None,
            )
            for each in self.terms
        )

    def compare(self, one: CaseLike, other: CaseLike) -> Finding[float]:
        """
        How one person compares with another: the ratio of their odds or risks.

        For a model without an intercept. The reference person cancels. If inputs of
        either person are missing, the ratio lies between its lowest and its highest
        possible value.

        Args:
            one: The person of interest.

            other: The person to compare with.

        Returns:
            The ratio, or the refusal of the first person whose data are invalid.

        Raises:
            RefusedError: If the model has an intercept: its results can be compared
                directly.
        """
        if self.intercept is not None:
            raise RefusedError(
                self.name,
                ["The model has an intercept. Compare the results of two people."],
            )
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

    def probability(self, case: CaseLike) -> Finding[float]:
        """
        The probability for a person, from a model with its intercept.

        Raises:
            RefusedError: If no intercept is published, or the model gives a rate.
        """
        if self.intercept is None:
            raise RefusedError(
                self.name,
                [
                    "The source publishes relative effects and no intercept, so that "
                    "no probability follows from them. Compare two people instead."
                ],
            )
        if self.link != "logit":
            raise RefusedError(self.name, [f"The model gives a {self.unit}."])
        return self(case)

    def spans(
        self, values: Values, along: Quantity | None = None
    ) -> tuple[tuple[float, float], ...]:
        """
        The lowest and the highest result for every value of the discrete inputs.

        Args:
            values: The recorded values.

            along: An unknown input that spans its whole range, discrete or not.
        """
        stepped = [
            term.quantity
            for term in self.terms
            if discrete(term.quantity) and term.coefficient and term.quantity != along
        ]
        axes = [ends(each, values, all_steps=True) for each in stepped]
        names = [each.name for each in stepped]
        return tuple(
            self._bounds({**values, **dict(zip(names, known, strict=True))})
            for known in itertools.product(*axes)
        )

    def moves_at(self, quantity: Quantity, result: float) -> bool:  # noqa: ARG002
        """Whether an input moves the result, wherever the result is."""
        return any(
            term.coefficient != 0 for term in self.terms if term.quantity == quantity
        )

    def _bounds(self, values: Values) -> tuple[float, float]:
        # The additions are made in the order of a complete case, so that a bound is
        # exactly the number that the completed case will have.
        sums = [self.constant, self.constant]
        for term in self.terms:
            both = _extremes(term, values)
            sums = [
                total + term.share(end) for total, end in zip(sums, both, strict=True)
            ]
        read = math.exp if self.exponential else _probability
        return read(sums[0]), read(sums[1])


def _probability(log_odds: float) -> float:
    # exp() of a large positive number would overflow.
    if log_odds < 0:
        odds = math.exp(log_odds)
        return odds / (1 + odds)
    return 1 / (1 + math.exp(-log_odds))
