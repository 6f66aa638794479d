"""
Rules made of criteria: the first that is met, and how many are met.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeAlias, assert_never, cast

import attrs

from cervmyelo.cohort.columns import column_kind, plain
from cervmyelo.cohort.dialects import (
    Dialect,
    Expression,
    Stage,
    all_of,
    any_of,
    integer_kind,
    total,
)
from cervmyelo.criteria import (
    Above,
    AllOf,
    AnyOf,
    AtLeast,
    Criterion,
    Is,
    Not,
    OneOf,
    looks_at,
)
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, Tally
from cervmyelo.quantity import Choice, Quantity
from cervmyelo.scale import Grade

from .diagrams import along, runs
from .parts import Ends, Inputs, Plan, Shortcut, meeting, prefix, rank_kind

__all__ = ["between_ends", "first_match", "met", "reader", "tally"]

_Read: TypeAlias = Callable[[Quantity], Expression]
_Sense: TypeAlias = tuple[str, bool | None]
# An input, and whether a criterion tends to be met as it grows; None if unclear.


def first_match(inputs: Inputs, rule: FirstMatch, between: Ends | None) -> Plan:
    """
    The grade of the first criterion that is met.

    Args:
        inputs: The columns.

        rule: The rule.

        between: Both bounds of the total that its criteria read, if they read one.
    """
    given = (*(row.then for row in rule.rows), rule.otherwise)
    gaps = any(isinstance(each, Gap) for each in given)
    if between is None and not gaps and not rule.either_way and _apart(rule):
        return _one_way(inputs, rule)
    decided = along(
        inputs,
        rule.diagram,
        lambda answer: answer if isinstance(answer, Gap) else answer.rank,
        name=prefix(rule),
        between=between,
    )
    return attrs.evolve(decided, shortcut=_shortcut(inputs, rule, between))


def raised(inputs: Inputs, rule: FirstMatch, found: Plan) -> Plan:
    """A plan with no answer below the grades that known facts call for."""
    m = inputs.m
    kind = rank_kind(rule)
    where: list[tuple[Expression, Expression]] = []
    for rank, row in sorted(rule.floors, reverse=True, key=lambda pair: pair[0]):
        known = holding(inputs, row.when)
        if known is not None:
            where.append((known.fill_null(value=False), m.lit(rank, kind)))
    if not where:
        return found
    own = f"{prefix(rule)}__floor"
    stage: Stage = {
        own: m.case(*where, otherwise=m.lit(0, kind)),
        f"{own}_low": found.low,
        f"{own}_high": found.high,
    }
    floor, low, high = (m.cast(m.col(name), kind) for name in stage)
    return meeting(
        m,
        rule,
        m.greatest(low, floor),
        m.greatest(high, floor),
        after=(*found.stages, stage),
    )


def tally(inputs: Inputs, rule: Tally) -> Plan:
    """How many criteria are met."""
    if rule.either_way or not _apart(rule):
        return along(inputs, rule.diagram, lambda count: count, name=prefix(rule))
    return _one_way(inputs, rule)


def _apart(rule: FirstMatch | Tally) -> bool:
    """Whether both extremes of a rule that moves one way are free of contradiction."""
    # They are if each link says that one input is high where another is: then neither
    # all inputs at their low end nor all at their high end contradict each other.
    return all(
        rule.direction(link.source.quantity) == rule.direction(link.target.quantity)
        and 0 in link.allowed[0]
        and len(link.target.examples) - 1 in link.allowed[-1]
        for link in rule.joint
    )


def reader(inputs: Inputs, between: Ends | None = None) -> _Read:
    """How criteria read quantities, also those that can be known in part."""

    def read(quantity: Quantity) -> Expression:
        known = inputs.between(quantity)
        if between is not None and quantity == between.quantity:
            known = between
        return inputs.cell(quantity) if known is None else between_ends(inputs.m, known)

    return read


def holding(inputs: Inputs, criterion: Criterion) -> Expression | None:
    """
    Whether a criterion is met, as far as the frame has columns for it.

    Returns:
        Null where it is not known; None if it is not known in any row.
    """
    m = inputs.m
    unknown = [q for q in looks_at(criterion) if q not in inputs.names]
    if len(unknown) == len([*looks_at(criterion)]):
        return None
    read = reader(inputs)

    def known(quantity: Quantity) -> Expression:
        if quantity in unknown:
            return m.lit(None, column_kind(quantity))
        return read(quantity)

    return met(m, criterion, known)


def met(m: Dialect, criterion: Criterion, read: _Read) -> Expression:
    """Whether a criterion is met; null where that is not known."""
    match criterion:
        case Is(fact):
            return read(fact)
        case AtLeast(measure, bound):
            return read(measure) >= plain(bound)
        case Above(measure, bound):
            return read(measure) > plain(bound)
        case OneOf(choice, words):
            positions = [choice.levels.index(word) for word in words]
            cell = read(choice)
            if isinstance(cell, _Between):
                return cell.among(positions)
            return any_of(cell == position for position in positions)
        case Not(part):
            return ~met(m, part, read)
        case AllOf(parts):
            return all_of(met(m, part, read) for part in parts)
        case AnyOf(parts):
            return any_of(met(m, part, read) for part in parts)
        case _:
            assert_never(criterion)


def between_ends(m: Dialect, ends: Ends) -> Expression:
    """A value between two bounds, as criteria compare it."""
    return cast("Expression", _Between(m, ends))


@attrs.frozen(eq=False, order=False)
class _Between:
    """
    A value between two bounds: a comparison is null where it is not decided.

    It has the comparisons that criteria make of a measure or a choice, and no more.
    """

    m: Dialect
    ends: Ends

    def __ge__(self, bound: float) -> Expression:
        return self._agreed(self.ends.low >= bound, self.ends.high >= bound)

    def __gt__(self, bound: float) -> Expression:
        return self._agreed(self.ends.low > bound, self.ends.high > bound)

    def among(self, positions: Collection[int]) -> Expression:
        """Whether a word is one of some, by their places."""
        choice = self.ends.quantity
        if not isinstance(choice, Choice):
            raise TypeError(choice)  # pragma: no cover -- a criterion checks it
        others = {*range(len(choice.levels))} - {*positions}
        inside = any_of(map(self._within, runs(positions)))
        outside = any_of(map(self._within, runs(others))) if others else None
        yes, no = (self.m.lit(each, "boolean") for each in (True, False))
        if outside is None:
            return yes
        return self.m.case((inside, yes), (outside, no))

    def _within(self, run: tuple[int, int]) -> Expression:
        first, last = run
        return (self.ends.low >= first) & (self.ends.high <= last)

    def _agreed(self, at_low: Expression, at_high: Expression) -> Expression:
        # sqlframe writes a comparison of comparisons without brackets.
        yes, no = (self.m.lit(each, "boolean") for each in (True, False))
        return self.m.case((at_low, yes), (~at_high, no))


def _one_way(inputs: Inputs, rule: FirstMatch | Tally) -> Plan:
    """A rule of criteria that moves one way along each of its inputs."""
    m = inputs.m

    def answer(criteria: list[Expression]) -> Expression:
        if isinstance(rule, Tally):
            return _count(m, criteria)
        return _first(m, rule, criteria)

    assumed = _assumed_if_unknown(rule)
    if assumed is None:

        def bound(*, least: bool) -> Expression:
            def read(quantity: Quantity) -> Expression:
                greatest = (rule.direction(quantity) == "falls") == least
                return inputs.filled(quantity, greatest=greatest)

            return answer([met(m, each, read) for each in rule.criteria])

        return meeting(m, rule, bound(least=True), bound(least=False))
    stage = _all_met(inputs, rule, reader(inputs))
    criteria = [m.col(name) for name in stage]
    low, high = (
        answer([each.fill_null(value) for each in criteria]) for value in assumed
    )
    return Plan((stage,), low, high, answer(criteria))


def _shortcut(
    inputs: Inputs, rule: FirstMatch, between: Ends | None
) -> Shortcut | None:
    """The first that is met, where Kleene's logic is exact; elsewhere None."""
    # What inputs say about each other is not in Kleene's logic.
    if _ambiguous(_senses_of(rule)) or rule.joint:
        return None
    m = inputs.m
    stage = _all_met(inputs, rule, reader(inputs, between))
    before = () if between is None else between.stages
    return Shortcut((*before, stage), _first(m, rule, [*map(m.col, stage)]))


def _all_met(inputs: Inputs, rule: FirstMatch | Tally, read: _Read) -> Stage:
    """Whether each criterion is met, as columns."""
    return {
        f"{prefix(rule)}__met_{place}": met(inputs.m, criterion, read)
        for place, criterion in enumerate(rule.criteria)
    }


def _count(m: Dialect, criteria: list[Expression]) -> Expression:
    """How many are met; null if one is unknown."""
    kind = integer_kind(len(criteria))
    return total(m.cast(m.count(each), kind) for each in criteria)


def _first(m: Dialect, rule: FirstMatch, criteria: list[Expression]) -> Expression:
    """The rank for the first that is met; null if one before it is unknown."""
    kind = rank_kind(rule)

    def rank(answer: Grade | Gap) -> Expression:
        return m.lit(None if isinstance(answer, Gap) else answer.rank, kind)

    branches: list[tuple[Expression, Expression]] = []
    for row, each in zip(rule.rows, criteria, strict=True):
        # A condition that is null would fall to the last branch.
        branches += [(each, rank(row.then)), (m.unknown(each), m.lit(None, kind))]
    return m.case(*branches, otherwise=rank(rule.otherwise))


def _assumed_if_unknown(rule: FirstMatch | Tally) -> tuple[bool, bool] | None:
    """
    The truth value to assume for an unknown criterion at each bound.

    None if there is none, because an input is used in two senses, or because the
    answer rises with some criteria and falls with others.
    """
    senses = _senses_of(rule)
    if _ambiguous(senses):
        return None
    rises = {each.name: rule.direction(each) == "rises" for each in rule.inputs}
    with_ = {sense == rises[name] for name, sense in senses}
    if with_ == {True}:
        return False, True
    return (True, False) if with_ == {False} else None


def _senses_of(rule: FirstMatch | Tally) -> set[_Sense]:
    return {each for when in rule.criteria for each in _senses(when, upright=True)}


def _ambiguous(senses: Collection[_Sense]) -> bool:
    """Whether an input is used in two senses, or in one that is unclear."""
    names = {name for name, _ in senses}
    return len(names) < len(senses) or any(sense is None for _, sense in senses)


def _senses(criterion: Criterion, *, upright: bool) -> Iterator[_Sense]:
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
            # A bound that every value or none passes is decided without a value.
            yield measure.name, upright if bound > measure.low else None
        case Above(measure, bound):
            yield measure.name, upright if bound < measure.high else None
        case Is(fact):
            yield fact.name, upright
        case _:
            assert_never(criterion)
