"""
Numbers computed from measures: quotients and regressions.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Final

from cervmyelo.cohort.dialects import Dialect, Expression, Stage, total
from cervmyelo.criteria import OneOf
from cervmyelo.findings import Gap
from cervmyelo.forms import Effect, Part, Quotient, Regression, Term
from cervmyelo.quantity import Choice, Measure

from .criteria import met, reader
from .parts import Inputs, Plan, meeting, prefix

__all__ = ["quotient", "regression"]

_SIDES: Final = (False, True)

_LEAST_LOGIT: Final = -700
"""The exponential of the negative of a smaller number would overflow."""


def quotient(inputs: Inputs, rule: Quotient) -> Plan:
    """A formula at the extremes of what is missing."""
    m = inputs.m
    pole = rule.pole

    def result(greatest: dict[Measure, bool]) -> Expression:
        def weighted(constant: float, parts: Iterable[Part]) -> Expression:
            terms = [m.lit(float(constant), "float")]
            for part in parts:
                value = _end(inputs, rule, part.of, greatest=greatest[part.of])
                terms.append(value * float(part.weight))
            return total(terms)

        above, below = weighted(rule.over, rule.above), weighted(rule.under, rule.below)
        if pole is not None:
            # Some engines raise an error when they divide by zero.
            below = m.case((below == 0, m.lit(1.0, "float")), otherwise=below)
        return above * float(rule.factor) / below

    def bound(*, greatest: bool) -> Expression:
        fixed = {
            each: (rule.direction(each) == "rises") == greatest
            for each in rule.inputs
            if rule.direction(each) != "either"
        }
        free = [each for each in rule.inputs if each not in fixed]
        results = [
            result(fixed | dict(zip(free, sides, strict=True)))
            for sides in itertools.product((False, True), repeat=len(free))
        ]
        pick = m.greatest if greatest else m.least
        return pick(*results) if len(results) > 1 else results[0]

    low, high = bound(greatest=False), bound(greatest=True)
    if rule.within is not None and rule.beyond is not None:
        return _clipped(m, rule, (low, high), rule.within, rule.beyond)
    if pole is None or rule.undefined is None:
        return meeting(m, rule, low, high)
    (least, most), at = _ends(inputs, pole[0]), float(pole[1])
    return meeting(
        m,
        rule,
        low,
        high,
        gaps=(rule.undefined,),
        answered=(least != at) | (most != at),
        maybe_gap=(least <= at) & (most >= at),
    )


def _end(
    inputs: Inputs, rule: Quotient, measure: Measure, *, greatest: bool
) -> Expression:
    """The least or the greatest value of a measure that the formula is defined for."""
    low, high = _ends(inputs, measure)
    end, pole = high if greatest else low, rule.pole
    if pole is None or measure != pole[0]:
        return end
    inward = float(measure.step or 0) * (-1 if greatest else 1)
    at_pole = (low < high) & (end == float(pole[1]))
    return inputs.m.case((at_pole, end + inward), otherwise=end)


def _ends(inputs: Inputs, measure: Measure) -> tuple[Expression, Expression]:
    m = inputs.m
    low, high = (m.cast(inputs.filled(measure, greatest=g), "float") for g in _SIDES)
    return low, high


def _clipped(
    m: Dialect,
    rule: Quotient,
    ends: tuple[Expression, Expression],
    within: tuple[float, float],
    beyond: Gap,
) -> Plan:
    """A formula whose measures contradict each other outside of some limits."""
    own = prefix(rule)
    raw: Stage = dict(zip((f"{own}__raw_low", f"{own}__raw_high"), ends, strict=True))
    least, most = map(m.col, raw)
    first, last = (m.lit(float(each), "float") for each in within)
    return meeting(
        m,
        rule,
        m.greatest(least, first),
        m.least(most, last),
        after=(raw,),
        gaps=(beyond,),
        answered=(least <= last) & (most >= first),
    )


def regression(inputs: Inputs, rule: Regression) -> Plan:
    """A regression, and both of its bounds."""
    m = inputs.m
    terms = [term for term in rule.terms if term.coefficient]
    read = reader(inputs)
    shares = [
        _share(
            inputs,
            term,
            # Whether a word counts can be decided although it is known in part.
            read(term.quantity)
            if isinstance(term.quantity, Choice)
            else inputs.cell(term.quantity),
        )
        for term in terms
    ]

    def extreme(term: Term | Effect, share: Expression, side: int) -> Expression:
        """What a term adds at least or at most."""
        if term.quantity in inputs.spans and isinstance(term.quantity, Measure):
            greatest = (term.coefficient > 0) == bool(side)
            known = inputs.filled(term.quantity, greatest=greatest)
            return _share(inputs, term, known)
        return share.fill_null(term.share(term.extremes[side]))

    def summed(parts: Iterable[Expression]) -> Expression:
        return total([m.lit(float(rule.constant), "float"), *parts])

    low, high = (
        summed(
            extreme(term, share, side)
            for term, share in zip(terms, shares, strict=True)
        )
        for side in (0, 1)
    )
    own = f"{prefix(rule)}__linked"
    totals: Stage = {own: summed(shares), f"{own}_low": low, f"{own}_high": high}
    if rule.exponential:
        value, low, high = (m.col(name).exp() for name in totals)
        return Plan((totals,), low, high, value)
    least = sum((t.share(t.extremes[0]) for t in terms), float(rule.constant))
    # As for one person: exp() of a large positive number would overflow.
    risky = least <= _LEAST_LOGIT

    def odds(name: str) -> Expression:
        return (-(m.col(name).abs() if risky else m.col(name))).exp()

    def linked(name: str) -> Expression:
        below = m.col(f"{name}_below")
        if not risky:
            return 1 / below
        above = m.case((m.col(name) < 0, odds(name)), otherwise=m.lit(1.0, "float"))
        return above / below

    # Materialise the divisor: some databases evaluate it repeatedly.
    below = {f"{name}_below": 1 + odds(name) for name in totals}
    value, low, high = map(linked, totals)
    return Plan((totals, below), low, high, value)


def _share(inputs: Inputs, term: Term | Effect, cell: Expression) -> Expression:
    """What a term adds for a column of its input; null where that is not known."""
    m = inputs.m
    if isinstance(term.of, Measure):
        share = m.cast(cell, "float") * float(term.coefficient)
        return share if term.per == 1 else share / float(term.per)
    counts = met(m, term.of, lambda _: cell) if isinstance(term.of, OneOf) else cell
    share = m.lit(float(term.coefficient) / float(term.per), "float")
    return m.case(
        (counts.is_null(), m.lit(None, "float")),
        (counts, share),
        otherwise=m.lit(0.0, "float"),
    )
