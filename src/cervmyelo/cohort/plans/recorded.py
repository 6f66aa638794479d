"""
Recorded answers in columns: a total, a grade or a ratio in place of what gives it.

What the reader for one person does with values, this does with columns: the recorded
answer is the answer, and a mask marks the rows in which the rest cannot give it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
from .parts import Ends, Inputs, Plan, Shortcut, prefix, rank_kind

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
    if answer in inputs.spanned:
        return _settled_in_part(inputs, rule, answer, found, between)
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
    conflicts = _conflicts(inputs, rule, answer, masks)
    return attrs.evolve(
        found,
        stages=(*stages, last),
        low=least,
        high=most,
        value=alone,
        answered=answered,
        shortcut=shortcut,
        conflicts=conflicts,
    )


def _conflicts(
    inputs: Inputs, rule: Form, answer: Quantity, masks: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    """The masks of rows that contradict a recorded answer, with their message."""
    beside = dict.fromkeys((*rule.inputs, *rule.recordable))
    others = (each for each in beside if each is not answer and each in inputs.names)
    names = (answer.name, *(each.name for each in others))
    why = f"the recorded {answer.label} is not one that the others give"
    return tuple((mask, str(ContradictionError(names, why))) for mask in masks)


def _settled_in_part(
    inputs: Inputs, rule: Form, answer: Quantity, found: Plan, between: Ends | None
) -> Plan:
    """The same for a recorded answer that can be known in part."""
    m = inputs.m
    own = f"{prefix(rule)}__recorded"
    first: Stage = {
        **_positions(inputs, rule, answer, own),
        f"{own}_low": found.low,
        f"{own}_high": found.high,
        f"{own}_value": found.value,
    }
    if found.answered is not None:
        first[f"{own}_answered"] = found.answered
    low, high, value = (m.col(f"{own}_{each}") for each in ("low", "high", "value"))
    ends = (m.col(f"{own}_first"), m.col(f"{own}_last"))
    there = ~ends[0].is_null()
    known = _known_besides(inputs, rule, answer)
    stages = [*found.stages, first]
    if _is_continuous(answer):
        least, most = _common(m, ends, (low, high), besides=known)
        fits = _overlaps(m, ends, (low, high))
        if known:
            against = there & ~fits & any_of(~each.is_null() for each in known)
        else:
            against = m.lit(value=False, kind="boolean")
    elif isinstance(rule, FirstMatch):
        more, hits = _hits(inputs, rule, ends, between, own)
        stages += more
        least, most = _outermost(m, rule, hits)
        fits = any_of(hits.values())
        against = there & ~fits
    else:
        least = m.case((low < ends[0], ends[0]), otherwise=low)
        most = m.case((high > ends[1], ends[1]), otherwise=high)
        fits = least <= most
        against = there & ~fits
    if found.answered is not None and not (_is_continuous(answer) and not known):
        against = against | (there & ~m.col(f"{own}_answered"))
    middle: Stage = {
        f"{own}_least": m.case((there, least), otherwise=low),
        f"{own}_most": m.case((there, most), otherwise=high),
        f"{own}_against": against.fill_null(value=False),
    }
    least, most = m.col(f"{own}_least"), m.col(f"{own}_most")
    last: Stage = {
        f"{own}_alone": m.case((there & (least == most), least), (~there, value)),
    }
    answered = found.answered
    if answered is not None:
        last[f"{own}_given"] = there | m.col(f"{own}_answered")
        answered = m.col(f"{own}_given")
    return attrs.evolve(
        found,
        stages=(*stages, middle, last),
        low=least,
        high=most,
        value=m.col(f"{own}_alone"),
        answered=answered,
        shortcut=None,
        conflicts=_conflicts(inputs, rule, answer, (f"{own}_against",)),
    )


def _positions(inputs: Inputs, rule: Form, answer: Quantity, own: str) -> Stage:
    """The ends of a recorded answer as numbers or ranks; null where there is none."""
    m = inputs.m
    readings = [
        m.col(inputs.twice[each])
        for each in rule.inputs
        if each in inputs.twice and isinstance(each, Measure)
    ]
    ends = [
        _position(inputs, rule, answer, lambda grade: grade.rank, cell=m.col(name))
        for name in inputs.spanned[answer]
    ]
    if readings:
        ends = [m.case((~any_of(readings), end)) for end in ends]
    one, other = ends
    # The ranks of a scale can fall as its codes rise.
    return {
        f"{own}_first": m.case((one <= other, one), otherwise=other),
        f"{own}_last": m.case((one <= other, other), otherwise=one),
    }


def _hits(
    inputs: Inputs,
    rule: FirstMatch,
    ends: tuple[Expression, Expression],
    between: Ends | None,
    own: str,
) -> tuple[list[Stage], dict[int, Expression]]:
    """For each rank, whether it was recorded as possible and the rest can give it."""
    m = inputs.m
    stages: list[Stage] = []
    hits: dict[int, Expression] = {}
    for grade in rule.outcomes:
        more, reached = reaches(
            inputs,
            rule.diagram,
            m.lit(grade.rank, "int64"),
            lambda each: each if isinstance(each, Gap) else each.rank,
            name=f"{own}_{grade.rank}",
            between=between,
        )
        stages += more
        inside = (ends[0] <= grade.rank) & (ends[1] >= grade.rank)
        hits[grade.rank] = inside.fill_null(value=False) & reached
    return stages, hits


def _outermost(
    m: Dialect, rule: FirstMatch, hits: Mapping[int, Expression]
) -> tuple[Expression, Expression]:
    """The least and the greatest rank that is possible."""
    up = sorted(hits)
    least, most = (
        m.case(*((hits[rank], m.lit(rank, rank_kind(rule))) for rank in ranks))
        for ranks in (up, up[::-1])
    )
    return least, most


def _common(
    m: Dialect,
    ends: tuple[Expression, Expression],
    found: tuple[Expression, Expression],
    *,
    besides: Sequence[Expression],
) -> tuple[Expression, Expression]:
    """What a recorded range and the rest leave; a calculated number is more precise."""
    (first, last), (low, high) = ends, found
    inner_low = m.case((low > first, low), otherwise=first)
    inner_high = m.case((high < last, high), otherwise=last)
    if not besides:
        # The measures of a source seldom reach both ends of what can be recorded.
        return first, last
    some = any_of(~each.is_null() for each in besides)
    exact, one = low == high, first == last
    least = m.case((~some, first), (exact, low), (one, first), otherwise=inner_low)
    most = m.case((~some, last), (exact, high), (one, last), otherwise=inner_high)
    return least, most


def _overlaps(
    m: Dialect,
    ends: tuple[Expression, Expression],
    found: tuple[Expression, Expression],
) -> Expression:
    """Whether a recorded range and the rest have a number in common, if rounded."""
    (first, last), (low, high) = ends, found
    near = m.greatest(*(_slack(m, each) for each in ends))
    return all_of([first - near <= high, low <= last + near])


def settled_result(  # noqa: PLR0913 -- what follows, from what, and in which columns
    inputs: Inputs,
    test: GradingForm,
    found: Plan,
    position: _Position,
    name: str,
    *,
    graded: Plan | None = None,
) -> Plan:
    """
    A plan of what follows from the result of a test, if the result was recorded.

    Args:
        inputs: The columns.

        test: The test.

        found: The plan without its recorded result; its answers are positions.

        position: The position of what follows from a result, or the gap that it is.

        name: Prefix of the columns that are made.

        graded: The plan of the test, with its recorded result; it is needed only if
            that can be known in part.
    """
    answer = test.recorded
    if answer is None or answer not in inputs.names:
        return found
    if answer in inputs.spanned and graded is not None:
        return _result_in_part(inputs, test, found, graded, position, name=name)
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


def _result_in_part(  # noqa: PLR0913 -- as for a result that is known
    inputs: Inputs,
    test: GradingForm,
    found: Plan,
    graded: Plan,
    position: _Position,
    *,
    name: str,
) -> Plan:
    """The same for a result that can be known in part."""
    m = inputs.m
    own = f"{name}__result"
    answer = test.recorded
    if answer is None:  # pragma: no cover -- spanned only if it can be recorded
        return found
    stage: Stage = {
        f"{own}_there": ~m.col(inputs.spanned[answer][0]).is_null(),
        f"{own}_from": graded.low,
        f"{own}_to": graded.high,
        f"{own}_low": found.low,
        f"{own}_high": found.high,
        f"{own}_value": found.value,
    }
    if found.answered is not None:
        stage[f"{own}_answered"] = found.answered
    there = m.col(f"{own}_there")
    first, last = m.col(f"{own}_from"), m.col(f"{own}_to")
    places = {
        grade.rank: place
        for grade in test.outcomes
        if not isinstance(place := position(grade), Gap)
    }

    def inside(rank: int) -> Expression:
        return (first <= rank) & (last >= rank)

    def bound(*, least: bool) -> Expression:
        ranks = sorted(places, key=lambda rank: places[rank], reverse=not least)
        return m.case(*((inside(r), m.lit(places[r], "int64")) for r in ranks))

    low, high, value = (m.col(f"{own}_{each}") for each in ("low", "high", "value"))
    gaps = [g.rank for g in test.outcomes if g.rank not in places]
    alone = bound(least=True) == bound(least=False)
    if gaps:
        alone = alone & ~any_of(map(inside, gaps))
    answered = found.answered
    if answered is not None:
        given = any_of(map(inside, places))
        answered = m.case((there, given), otherwise=m.col(f"{own}_answered"))
    return attrs.evolve(
        found,
        stages=(*found.stages, *graded.stages, stage),
        low=m.case((there, bound(least=True)), otherwise=low),
        high=m.case((there, bound(least=False)), otherwise=high),
        value=m.case((there & alone, bound(least=True)), (~there, value)),
        answered=answered,
    )


def _position(
    inputs: Inputs,
    rule: Form,
    answer: Quantity,
    position: _Position,
    *,
    cell: Expression | None = None,
) -> Expression:
    """A recorded answer as a number or a position; null where there is none."""
    m = inputs.m
    cell = inputs.cell(answer) if cell is None else cell
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
