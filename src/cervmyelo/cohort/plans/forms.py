"""
The plan of every form: the one place that matches over their closed union.

A rule that reads the answer of another rule gets the bounds of that rule from here, so
no family of forms needs to know the others.
"""

from __future__ import annotations

from typing import assert_never

import attrs

from cervmyelo.cohort.columns import OURS
from cervmyelo.cohort.dialects import Stage
from cervmyelo.forms import (
    Bands,
    Crosswalk,
    Curve,
    FirstMatch,
    Form,
    PostTest,
    Quotient,
    Regression,
    Sum,
    Tally,
)
from cervmyelo.quantity import Measure

from . import criteria, lookups, numbers, recorded, totals
from .parts import Ends, Inputs, Plan, prefix

__all__ = ["plan"]


def plan(inputs: Inputs, rule: Form) -> Plan:
    """
    How a rule is evaluated over the columns that hold its inputs.

    Args:
        inputs: The columns.

        rule: The rule.
    """
    via = rule.via if isinstance(rule, FirstMatch) else None
    between = None if via is None else _ends(inputs, via)
    made = recorded.settled(inputs, rule, _found(inputs, rule, between), between)
    deeper = [plan(inputs, part) for part in rule.parts]
    conflicts = [each for part in deeper for each in part.conflicts]
    if not conflicts:
        return made
    # What contradicts a recorded answer of a part is made with the part.
    before = tuple(stage for part in deeper for stage in part.stages)
    return attrs.evolve(
        made,
        stages=(*before, *made.stages),
        conflicts=(*conflicts, *made.conflicts),
        shortcut=None,
    )


def _found(inputs: Inputs, rule: Form, between: Ends | None) -> Plan:
    match rule:
        case FirstMatch():
            return criteria.raised(
                inputs, rule, criteria.first_match(inputs, rule, between)
            )
        case Tally():
            return criteria.tally(inputs, rule)
        case Sum():
            return totals.total_of(inputs, rule)
        case Bands():
            return totals.bands(inputs, rule, _ends(inputs, rule.of))
        case Quotient():
            return numbers.quotient(inputs, rule)
        case Regression():
            return numbers.regression(inputs, rule)
        case Crosswalk():
            return lookups.crosswalk(inputs, rule)
        case PostTest(of=of):
            via = of.via if isinstance(of, FirstMatch) else None
            inner = None if via is None else _ends(inputs, via)
            result = of.recorded
            graded = None
            if result is not None and result in inputs.spanned:
                graded = plan(inputs, of)
            return lookups.post_test(inputs, rule, inner, graded)
        case Curve():
            return lookups.curve(inputs, rule, _ends(inputs, rule.of))
        case _:
            assert_never(rule)


def _ends(inputs: Inputs, of: Measure | Form) -> Ends:
    """Both bounds of a score, made once for all rules that read it."""
    score = of if isinstance(of, Measure) else None
    if isinstance(of, Measure):
        before: tuple[Stage, ...] = ()
        own = f"{OURS}{of.name}"
        low = inputs.filled(of, greatest=False)
        high = inputs.filled(of, greatest=True)
    else:
        # A caller's rule can have the name of another.
        score = of.result if isinstance(of, Sum | Tally) else None
        own = f"{prefix(of)}__{of.identity.fingerprint}"
        scored = plan(inputs, of)
        before, low, high = scored.stages, scored.low, scored.high
    stage = {f"{own}__least": low, f"{own}__most": high}
    least, most = map(inputs.m.col, stage)
    return Ends((*before, stage), least, most, score)
