"""
Recorded answers in columns: a total, a grade or a ratio in place of what gives it.

What the reader for one person does with values, this does with columns: the recorded
answer is the answer, and a mask marks the rows in which the rest cannot give it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import attrs

from cervmyelo.cohort.columns import plain
from cervmyelo.cohort.dialects import Dialect, Expression, Stage, all_of, any_of
from cervmyelo.errors import ContradictionError
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, Form, GradingForm
from cervmyelo.forms.recorded import NEAR, PLACES
from cervmyelo.quantity import Choice, Measure, Quantity
from cervmyelo.scale import Grade

from .diagrams import reaches
from .parts import Ends, Inputs, Plan, Shortcut, prefix

__all__ = ["settled", "settled_result"]

_Position: TypeAlias = Callable[[Grade], int | Gap]


def settled(inputs: Inputs, rule: Form, found: Plan, between: Ends | None) -> Plan:
    """
    A plan that takes the recorded answer of its rule into account.

    Args:
        inputs: The columns.

        rule: The rule.

        found: The plan without its recorded answer.

        between: Both bounds of the total that its criteria read, if they read one.
    """
    answer = rule.recorded
    if answer is None or answer not in inputs.names:
        return found
    m = inputs.m
    own = f"{prefix(rule)}__recorded"
    position = _position(inputs, rule, answer, lambda grade: grade.rank)
    readings = [
        m.col(inputs.twice[each])
        for each in rule.inputs
        if each in inputs.twice and isinstance(each, Measure)
    ]
    if readings:
        # It was scored like the items, and has two readings as they do.
        position = m.case((~any_of(readings), position))
    first: Stage = {
        own: position,
        f"{own}_low": found.low,
        f"{own}_high": found.high,
        f"{own}_value": found.value,
    }
    if found.answered is not None:
        first[f"{own}_answered"] = found.answered
    recorded, low, high, value = map(m.col, [*first][:4])
    there = ~recorded.is_null()
    known = _known_besides(inputs, rule, answer)
    stages = [*found.stages, first]
    masks: Stage = {}
    if known or not _is_continuous(answer):
        fits = _fits(m, answer, recorded, (low, high))
        if isinstance(rule, FirstMatch):
            more, fits = reaches(
                inputs,
                rule.diagram,
                recorded,
                lambda each: each if isinstance(each, Gap) else each.rank,
                name=own,
                between=between,
            )
            stages = [*stages, *more]
        if found.answered is not None:
            fits = fits & m.col(f"{own}_answered")
        against = there & ~fits
        if _is_continuous(answer):
            against = against & any_of(~each.is_null() for each in known)
        masks[f"{own}_against"] = against.fill_null(value=False)
    # A calculated number is more precise than the one that was rounded.
    exact = ~value.is_null() if _is_continuous(answer) else None
    use = there if exact is None else there & ~exact
    last: Stage = {
        f"{own}_least": m.case((use, recorded), otherwise=low),
        f"{own}_most": m.case((use, recorded), otherwise=high),
        f"{own}_alone": m.case((use, recorded), otherwise=value),
        **masks,
    }
    answered = found.answered
    if answered is not None:
        last[f"{own}_given"] = there | m.col(f"{own}_answered")
        answered = m.col(f"{own}_given")
    least, most, alone = (m.col(f"{own}_{each}") for each in ("least", "most", "alone"))
    shortcut = found.shortcut
    if shortcut is not None:
        shortcut = (
            None
            if masks
            else Shortcut(
                (*shortcut.stages, {own: first[own]}),
                m.case((there, recorded), otherwise=shortcut.value),
            )
        )
    beside = dict.fromkeys((*rule.inputs, *rule.recordable))
    others = (each for each in beside if each is not answer and each in inputs.names)
    names = (answer.name, *(each.name for each in others))
    why = f"the recorded {answer.label} is not one that the others give"
    conflicts = ((mask, str(ContradictionError(names, why))) for mask in masks)
    return attrs.evolve(
        found,
        stages=(*stages, last),
        low=least,
        high=most,
        value=alone,
        answered=answered,
        shortcut=shortcut,
        conflicts=tuple(conflicts),
    )


def settled_result(
    inputs: Inputs, test: GradingForm, found: Plan, position: _Position, name: str
) -> Plan:
    """
    A plan of what follows from the result of a test, if the result was recorded.

    Args:
        inputs: The columns.

        test: The test.

        found: The plan without its recorded result; its answers are positions.

        position: The position of what follows from a result, or the gap that it is.

        name: Prefix of the columns that are made.
    """
    answer = test.recorded
    if answer is None or answer not in inputs.names:
        return found
    m = inputs.m
    own = f"{name}__result"
    stage: Stage = {
        own: _position(inputs, test, answer, position),
        f"{own}_there": ~inputs.cell(answer).is_null(),
        f"{own}_low": found.low,
        f"{own}_high": found.high,
        f"{own}_value": found.value,
    }
    if found.answered is not None:
        stage[f"{own}_answered"] = found.answered
    there, place = m.col(f"{own}_there"), m.col(own)
    low, high, value = (m.col(f"{own}_{each}") for each in ("low", "high", "value"))
    answered = found.answered
    if answered is not None:
        given = m.col(f"{own}_answered")
        answered = m.case((there, ~place.is_null()), otherwise=given)
    return attrs.evolve(
        found,
        stages=(*found.stages, stage),
        low=m.case((there, place), otherwise=low),
        high=m.case((there, place), otherwise=high),
        value=m.case((there, place), otherwise=value),
        answered=answered,
    )


def _position(
    inputs: Inputs, rule: Form, answer: Quantity, position: _Position
) -> Expression:
    """A recorded answer as a number or a position; null where there is none."""
    m = inputs.m
    cell = inputs.cell(answer)
    if not isinstance(rule, GradingForm):
        return cell
    places = [position(grade) for grade in rule.scale]
    codes = rule.scale.codes
    branches: list[tuple[Expression, Expression]] = []
    for rank, place in enumerate(places):
        if not isinstance(place, Gap):
            held = rank if isinstance(answer, Choice) else plain(float(codes[rank]))
            branches.append((cell == held, m.lit(place, "int64")))
    return m.case(*branches) if branches else m.lit(None, "int64")


def _known_besides(inputs: Inputs, rule: Form, answer: Quantity) -> list[Expression]:
    """The columns of what a rule reads besides its recorded answer."""
    others = dict.fromkeys((*rule.inputs, *rule.recordable))
    found: list[Expression] = []
    for each in others:
        if each is not answer and each in inputs.names:
            found.append(inputs.cell(each))
            if each in inputs.spans and isinstance(each, Measure):
                low, high = map(inputs.m.col, inputs.spans[each])
                open_ = (low == plain(each.low)) & (high == plain(each.high))
                found.append(inputs.m.case((~open_, inputs.m.lit(1, "int64"))))
    return found


def _is_continuous(answer: Quantity) -> bool:
    return isinstance(answer, Measure) and answer.step is None


def _fits(
    m: Dialect, answer: Quantity, recorded: Expression, ends: tuple[Expression, ...]
) -> Expression:
    """Whether a recorded number lies between two bounds, allowing for rounding."""
    low, high = ends
    if not _is_continuous(answer):
        return (recorded >= low) & (recorded <= high)
    near = _slack(m, recorded)
    return all_of([recorded - near <= high, low <= recorded + near])


def _slack(m: Dialect, number: Expression) -> Expression:
    """How far a number can be from the one that was rounded to it."""
    branches: list[tuple[Expression, Expression]] = []
    for place in PLACES:
        scaled = number.abs() * float(10**place) + NEAR / 2
        half = m.lit(0.5 / float(10**place), "float")
        branches.append(((scaled % 1.0) < NEAR, half))
    last = m.lit(0.5 / float(10 ** PLACES[-1]), "float")
    return m.case(*branches, otherwise=last)
