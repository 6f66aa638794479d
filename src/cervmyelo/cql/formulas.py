"""
Formulas of measures, and regressions.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from cervmyelo.forms import Effect, Quotient, Regression, Term
from cervmyelo.quantity import Fact, Measure

from .expressions import (
    FALSE,
    NULL,
    any_of,
    chosen,
    greatest,
    least_of,
    number,
    sum_of,
)
from .knowledge import Knowledge
from .possible import Numbers
from .rows import met

__all__ = ["quotient", "regression"]

_LEAST, _MOST = 0, 1


def quotient(knowledge: Knowledge, rule: Quotient) -> Numbers:
    """The results of a formula at the ends of what is not known."""
    below = [part.of for part in rule.below]
    axes = [_axis(knowledge, rule, each) for each in below]
    corners = [
        dict(zip((each.name for each in below), known, strict=True))
        for known in itertools.product(*axes)
    ]
    put = knowledge.definitions.put
    least = put(
        f"{rule.name} least found",
        least_of(_result(knowledge, rule, each, _LEAST) for each in corners),
    )
    most = put(
        f"{rule.name} most found",
        greatest(_result(knowledge, rule, each, _MOST) for each in corners),
    )
    if rule.within is not None:
        low, high = map(number, rule.within)
        # Measures that contradict each other give no result.
        outside = (f"({least} > {high} or {most} < {low})", NULL)
        raised = chosen(outside, (f"{least} < {low}", low), otherwise=least)
        lowered = chosen(outside, (f"{most} > {high}", high), otherwise=most)
        least = put(f"{rule.name} least within", raised)
        most = put(f"{rule.name} most within", lowered)
    return Numbers(least, most, _pole(knowledge, rule))


def _axis(knowledge: Knowledge, rule: Quotient, measure: Measure) -> tuple[str, ...]:
    """The values of a measure below the line that the extremes need."""
    least, most, _ = knowledge.ends(measure)
    if rule.pole is None:
        return least, most
    # The value next to the one at which the formula is not defined.
    step = number(measure.step or 0)
    if rule.pole[1] == measure.low:
        near, end = f"{least} + {step}", most
        beyond = f"{near} > {most}"
    else:
        near, end = f"{most} - {step}", least
        beyond = f"{near} < {least}"
    return least, chosen((beyond, end), otherwise=near), most


def _result(
    knowledge: Knowledge, rule: Quotient, fixed: Mapping[str, str], end: int
) -> str:
    """One end of the result where the measures below the line are fixed."""

    def value(measure: Measure, weight: float) -> str:
        if measure.name in fixed:
            return fixed[measure.name]
        ends = knowledge.ends(measure)
        return ends[end] if weight * rule.factor > 0 else ends[1 - end]

    above = [
        f"{number(part.weight)} * {value(part.of, part.weight)}" for part in rule.above
    ]
    below = [f"{number(part.weight)} * {fixed[part.of.name]}" for part in rule.below]
    if rule.over:
        above.insert(0, number(rule.over))
    if rule.under or not below:
        below.insert(0, number(rule.under))
    made = f"{number(rule.factor)} * {sum_of(above)} / {sum_of(below)}"
    if rule.undefined is not None:
        made = chosen((f"{sum_of(below)} = 0.0", NULL), otherwise=made)
    return made


def _pole(knowledge: Knowledge, rule: Quotient) -> str:
    """Whether the divisor can be zero."""
    if rule.pole is None:
        return FALSE
    measure, at = rule.pole
    least, most, _ = knowledge.ends(measure)
    zero = f"({least} <= {number(at)} and {most} >= {number(at)})"
    return knowledge.definitions.put(f"{rule.name} may have no answer", zero)


def regression(knowledge: Knowledge, rule: Regression) -> Numbers:
    """The results of a model at the ends of what is not known."""
    put = knowledge.definitions.put
    made: list[str] = []
    for end, name in ((_LEAST, "least"), (_MOST, "most")):
        shares = (_share(knowledge, line, end) for line in rule.terms)
        terms = sum_of((number(rule.intercept or 0), *shares))
        log = put(f"{rule.name} {name} sum", terms)
        made.append(put(f"{rule.name} {name} found", _read(rule, log)))
    missing = (
        f"{knowledge.value(line.quantity)} is null"
        for line in rule.terms
        if line.coefficient
    )
    least, most = made
    return Numbers(
        least, most, open=put(f"{rule.name} has an open input", any_of(missing))
    )


def _share(knowledge: Knowledge, line: Term | Effect, end: int) -> str:
    """The least or the most that a line can add to the sum."""
    rises = line.coefficient >= 0
    if isinstance(line, Effect):
        weight, reference = f"Ln({number(line.ratio)})", line.reference
    else:
        weight, reference = number(line.coefficient), 0
    match line.of:
        case Measure() as measure:
            value = knowledge.ends(measure)[end if rises else 1 - end]
            if reference:
                value = f"({value} - {number(reference)})"
            return f"{weight} * {value} / {number(line.per)}"
        case Fact() as fact:
            holds = knowledge.value(fact)
        case words:
            holds = met(knowledge, words)
    unknown = "1.0" if (end == _MOST) is rises else "0.0"
    counts = chosen((f"{holds} is null", unknown), (holds, "1.0"), otherwise="0.0")
    return f"{weight} * {counts}"


def _read(rule: Regression, log: str) -> str:
    """The weighted sum read through the link."""
    if rule.exponential:
        return f"Exp({log})"
    # Exp() of a large number would overflow.
    return chosen(
        (f"{log} < 0.0", f"Exp({log}) / (1.0 + Exp({log}))"),
        otherwise=f"1.0 / (1.0 + Exp(0.0 - {log}))",
    )
