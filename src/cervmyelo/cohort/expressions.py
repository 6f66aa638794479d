"""
Forms of rules as expressions over columns.

A rule that moves one way along each of its inputs, as it declares, reaches its least
and its greatest answer where every gap is filled from one side or from the other. So
two plain evaluations without a single null give both bounds exactly, on any engine. A
rule with an input that has no direction is unfolded instead, along the nodes of its
decision diagram.

The value alone is cheaper. Where a rule uses each input in one sense only, Kleene's
logic is exact, and every engine's own nullable booleans follow it; elsewhere the value
is where both bounds meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias, assert_never

import attrs

from cervmyelo.cells import Cells
from cervmyelo.criteria import Above, AllOf, AnyOf, AtLeast, Criterion, Is, Not, OneOf
from cervmyelo.forms import Bands, FirstMatch, Form, Regression, Sum, Tally
from cervmyelo.forms.diagrams import Diagram
from cervmyelo.quantities import Choice, Fact, Measure, Quantity
from cervmyelo.scales import Grade

from .columns import Namespace, all_of, any_of, filled

__all__ = ["Plan", "Stage", "plan"]

Stage: TypeAlias = dict[str, Any]
"""Columns that are made at once, by their names."""

_Read: TypeAlias = Callable[[Quantity], Any]


@attrs.frozen
class Plan:
    """
    How a rule is worked out over columns.

    Attributes:
        stages: Columns that have to be made first, in this order.

        low: The least answer; grades by their rank. Never null.

        high: The greatest answer; grades by their rank. Never null.

        value: The answer; null where more than one is left.
    """

    stages: tuple[Stage, ...]
    low: Any
    high: Any
    value: Any


def plan(m: Namespace, rule: Form, names: Callable[[Quantity], str]) -> Plan:
    """
    How a rule is worked out over the columns that hold its inputs.

    Args:
        m: ``polars`` or ``narwhals``.

        rule: The rule.

        names: The column that holds a quantity, as `columns.column` reads it.
    """
    if isinstance(rule, Bands):
        scored = _scored(m, rule.of, names)
        ends = [_band(m, rule, scored.low), _band(m, rule, scored.high)]
        low, high = ends if rule.score_rises else reversed(ends)
        return Plan(scored.stages, low, high, _where_they_meet(m, low, high))
    if rule.either_way and isinstance(rule, FirstMatch | Tally):
        return _unfolded(m, rule, names)

    def read(side: str) -> _Read:
        def one(quantity: Quantity) -> Any:
            greatest = (rule.direction(quantity) == "falls") == (side == "low")
            return filled(m, quantity, names(quantity), greatest=greatest)

        return one

    low, high = (_evaluated(m, rule, read(side)) for side in ("low", "high"))
    if isinstance(rule, Sum | Regression) or _one_sense(rule):
        value = _evaluated(m, rule, lambda quantity: m.col(names(quantity)))
    else:
        value = _where_they_meet(m, low, high)
    return Plan((), low, high, value)


def _where_they_meet(m: Namespace, low: Any, high: Any) -> Any:
    return m.when(low == high).then(low).otherwise(m.lit(None, m.Int64))


def _one_sense(rule: FirstMatch | Tally) -> bool:
    """Whether each input is used in one sense only: as it grows, or as it falls."""
    senses: dict[str, set[bool | None]] = {}
    for criterion in rule.criteria:
        for name, sense in _senses(criterion, upright=True):
            senses.setdefault(name, set()).add(sense)
    return all(len(each) == 1 and None not in each for each in senses.values())


def _senses(
    criterion: Criterion, *, upright: bool
) -> Iterator[tuple[str, bool | None]]:
    match criterion:
        case Not(part):
            yield from _senses(part, upright=not upright)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _senses(part, upright=upright)
        case OneOf(choice, words):
            # Words at the end of the levels, at the start, or neither.
            places = [level in words for level in choice.levels]
            ends = (sorted(places), sorted(places, reverse=True))
            yield choice.name, places[-1] == upright if places in ends else None
        case AtLeast(measure, bound):
            # A bound that everything or nothing passes is told without a value.
            yield measure.name, upright if bound > measure.low else None
        case Above(measure, bound):
            yield measure.name, upright if bound < measure.high else None
        case Is(fact):
            yield fact.name, upright
        case _:
            assert_never(criterion)


def _scored(
    m: Namespace, of: Measure | Sum | Tally, names: Callable[[Quantity], str]
) -> Plan:
    if not isinstance(of, Measure):
        return plan(m, of, names)
    low, high = (filled(m, of, names(of), greatest=side) for side in (False, True))
    return Plan((), low, high, _where_they_meet(m, low, high))


def _evaluated(
    m: Namespace, rule: Sum | FirstMatch | Tally | Regression, read: _Read
) -> Any:
    """What a rule says where every input is known, and null where it is not told."""
    match rule:
        case Sum(items=items):
            return _total(map(read, items))
        case Tally(counted=counted):
            return _total(_holds(m, c.when, read).cast(m.Int64) for c in counted)
        case FirstMatch(rows=rows, otherwise=otherwise):
            rank = m.lit(otherwise.rank)
            for row in reversed(rows):
                holds = _holds(m, row.when, read)
                # A condition that is null falls to the last branch.
                rest = m.when(~holds).then(rank).otherwise(m.lit(None, m.Int64))
                rank = m.when(holds).then(m.lit(row.then.rank)).otherwise(rest)
            return rank
        case Regression(terms=terms, intercept=intercept):
            total = m.lit(float(intercept))
            for term in terms:
                if not term.coefficient:
                    continue
                value = read(term.of).cast(m.Float64)
                total = total + value * float(term.coefficient) / float(term.per)
            if rule.link == "log":
                return total.exp()
            # As for one person: exp() of a large positive number would overflow.
            odds = m.when(total < 0).then(total).otherwise(-total).exp()
            return m.when(total < 0).then(odds / (1 + odds)).otherwise(1 / (1 + odds))
        case _:
            assert_never(rule)


def _total(parts: Iterable[Any]) -> Any:
    first, *others = parts
    for each in others:
        first = first + each
    return first


def _band(m: Namespace, rule: Bands, score: Any) -> Any:
    first, *others = sorted(rule.bands, key=lambda band: band.low)
    rank = m.lit(first.grade.rank)
    for band in others:
        above = score >= band.low
        rank = m.when(above).then(m.lit(band.grade.rank)).otherwise(rank)
    return rank


def _holds(m: Namespace, criterion: Criterion, read: _Read) -> Any:
    match criterion:
        case Is(fact):
            return read(fact)
        case AtLeast(measure, bound):
            return read(measure) >= float(bound)
        case Above(measure, bound):
            return read(measure) > float(bound)
        case OneOf(choice, words):
            places = [choice.levels.index(word) for word in words]
            return any_of(read(choice) == place for place in places)
        case Not(part):
            return ~_holds(m, part, read)
        case AllOf(parts):
            return all_of(_holds(m, part, read) for part in parts)
        case AnyOf(parts):
            return any_of(_holds(m, part, read) for part in parts)
        case _:
            assert_never(criterion)


def _unfolded(
    m: Namespace, rule: FirstMatch | Tally, names: Callable[[Quantity], str]
) -> Plan:
    """Both bounds at every node of the diagram, from the leaves to the root."""
    diagram: Diagram[Any] = rule.diagram

    def bound(node: int, side: str) -> Any:
        if node >= 0:
            return m.col(f"{rule.name}__{side}_{node}")
        answer = diagram.answer(node)
        return m.lit(answer.rank if isinstance(answer, Grade) else answer)

    stages: list[Stage] = []
    for cells, nodes in diagram.layers:
        stage: Stage = {}
        cell = m.col(names(cells.quantity))
        for node, branches in nodes:
            for side in ("low", "high"):
                ends = [bound(branch, side) for branch in branches]
                known = ends[-1]
                for place in reversed(range(len(ends) - 1)):
                    known = (
                        m.when(_in_cell(cells, cell, place))
                        .then(ends[place])
                        .otherwise(known)
                    )
                pick = m.min_horizontal if side == "low" else m.max_horizontal
                stage[f"{rule.name}__{side}_{node}"] = (
                    m.when(cell.is_null()).then(pick(*ends)).otherwise(known)
                )
        stages.append(stage)
    low, high = bound(diagram.root, "low"), bound(diagram.root, "high")
    return Plan(tuple(stages), low, high, _where_they_meet(m, low, high))


def _in_cell(cells: Cells, value: Any, place: int) -> Any:
    """Whether a known value lies in a cell, or in one before it."""
    match cells.quantity:
        case Fact():
            return ~value
        case Choice():
            return value <= place
        case Measure():
            bound, above = cells.cuts[place]
            return value <= bound if above else value < bound
        case _:
            assert_never(cells.quantity)
