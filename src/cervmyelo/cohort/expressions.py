"""
Forms of rules as expressions over columns.

A rule that moves one way along each of its inputs, as it declares, reaches its least
and its greatest answer where every gap is filled from one side or from the other. So
two plain evaluations without a single null give both bounds exactly, on any engine. A
rule with an input that has no direction is unfolded instead, along the nodes of its
decision diagram.

Where a source gives no answer, a bound is an impossible number that no other bound
can be mistaken for, so that the least is above the greatest just where nothing is left.

The value alone is cheaper. Where a rule uses each input in one sense only, Kleene's
logic is exact, and every engine's own nullable booleans follow it; elsewhere the value
is where both bounds meet.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias, assert_never

import attrs

from cervmyelo.cells import Cells
from cervmyelo.criteria import Above, AllOf, AnyOf, AtLeast, Criterion, Is, Not, OneOf
from cervmyelo.findings import Gap
from cervmyelo.forms import (
    Bands,
    Crosswalk,
    Curve,
    Cutoffs,
    Effects,
    FirstMatch,
    Form,
    LikelihoodRatio,
    Point,
    PostTest,
    Quotient,
    Regression,
    Sum,
    Tally,
)
from cervmyelo.forms.diagrams import Diagram
from cervmyelo.quantities import Choice, Fact, Measure, Quantity
from cervmyelo.scales import Grade

from .columns import Namespace, all_of, any_of, filled

__all__ = ["Plan", "Stage", "plan"]

Stage: TypeAlias = dict[str, Any]
"""Columns that are made at once, by their names."""

_Read: TypeAlias = Callable[[Quantity], Any]
_Names: TypeAlias = Callable[[Quantity], str]


@attrs.frozen
class Plan:
    """
    How a rule is worked out over columns.

    Attributes:
        stages: Columns that have to be made first, in this order.

        low: The least answer; grades by their rank. Never null.

        high: The greatest answer; grades by their rank. Never null.

        value: The answer; null where more than one is left.

        gaps: What is said where the source gives no answer, which is where the least
            is above the greatest.
    """

    stages: tuple[Stage, ...]
    low: Any
    high: Any
    value: Any
    gaps: tuple[Gap, ...] = ()


_BEYOND: Final = 1e300
"""More than any answer; the negative of it is less."""


def plan(  # noqa: C901 -- one case for each form
    m: Namespace, rule: Form, names: _Names
) -> Plan:
    """
    How a rule is worked out over the columns that hold its inputs.

    Args:
        m: ``polars`` or ``narwhals``.

        rule: The rule.

        names: The column that holds a quantity, as `columns.column` reads it.
    """
    if isinstance(rule, Effects):
        rule = rule.product
    match rule:
        case Bands():
            scored = _scored(m, rule.of, names)
            ends = [_band(m, rule, scored.low), _band(m, rule, scored.high)]
            low, high = ends if rule.score_rises else reversed(ends)
            return Plan(scored.stages, low, high, _where_they_meet(m, low, high))
        case Cutoffs():
            return _cut(m, rule, names)
        case Crosswalk():
            return _crossed(m, rule, names)
        case Quotient():
            return _divided(m, rule, names)
        case PostTest():
            return _updated(m, rule, names)
        case Curve():
            return _along(m, rule, names)
        case FirstMatch() if _has_gaps(rule) or rule.via or rule.either_way:
            return _decided(
                m, rule.diagram, _rank_of, names, name=rule.name, via=rule.via
            )
        case Tally() if rule.either_way:
            return _decided(m, rule.diagram, _count, names, name=rule.name)
        case Sum() | FirstMatch() | Tally() | Regression():
            return _from_both_sides(m, rule, names)
        case _:
            assert_never(rule)


def _from_both_sides(
    m: Namespace, rule: Sum | FirstMatch | Tally | Regression, names: _Names
) -> Plan:
    """Both bounds of a rule that moves one way along each of its inputs."""

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


def _number_where_they_meet(m: Namespace, low: Any, high: Any, maybe_gap: Any) -> Any:
    """The number; null where more than one is left, or perhaps none at all."""
    meets = low == high
    if maybe_gap is not None:
        meets = meets & ~maybe_gap
    return m.when(meets).then(low).otherwise(m.lit(None, m.Float64))


def _has_gaps(rule: FirstMatch) -> bool:
    given = (*(row.then for row in rule.rows), rule.otherwise)
    return any(isinstance(each, Gap) for each in given)


def _rank_of(answer: Grade | Gap) -> float | Gap:
    return answer if isinstance(answer, Gap) else answer.rank


def _count(answer: int) -> float | Gap:
    return answer


def _ratio_of(answer: LikelihoodRatio | Gap) -> float | Gap:
    return answer if isinstance(answer, Gap) else answer.value


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


def _scored(m: Namespace, of: Measure | Sum | Tally, names: _Names) -> Plan:
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
            rank = m.lit(_placed(otherwise))
            for row in reversed(rows):
                holds = _holds(m, row.when, read)
                # A condition that is null falls to the last branch.
                rest = m.when(~holds).then(rank).otherwise(m.lit(None, m.Int64))
                rank = m.when(holds).then(m.lit(_placed(row.then))).otherwise(rest)
            return rank
        case Regression(terms=terms, intercept=intercept):
            total = m.lit(float(intercept))
            for term in terms:
                if not term.coefficient:
                    continue
                counts = (
                    _holds(m, term.of, read)
                    if isinstance(term.of, OneOf)
                    else read(term.of)
                )
                value = counts.cast(m.Float64)
                total = total + value * float(term.coefficient) / float(term.per)
            if rule.link == "log":
                return total.exp()
            # As for one person: exp() of a large positive number would overflow.
            odds = m.when(total < 0).then(total).otherwise(-total).exp()
            return m.when(total < 0).then(odds / (1 + odds)).otherwise(1 / (1 + odds))
        case _:
            assert_never(rule)


def _placed(answer: Grade | Gap) -> int:
    """The rank of a grade; a rule with gaps is read along its diagram instead."""
    if isinstance(answer, Gap):  # pragma: no cover -- `plan` sees to that
        raise TypeError
    return answer.rank


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


def _decided(  # noqa: PLR0913 -- what is read, and how it is told
    m: Namespace,
    diagram: Diagram[Any],
    leaf: Callable[[Any], float | Gap],
    names: _Names,
    *,
    name: str,
    via: Sum | None = None,
) -> Plan:
    """Both bounds along a diagram, from the leaves to the root."""
    stages: list[Stage] = []
    if via is not None:
        total = plan(m, via, names)
        ends = {f"{name}__total_low": total.low, f"{name}__total_high": total.high}
        stages = [*total.stages, ends]
    gaps = tuple(
        found for answer in diagram.answers if isinstance(found := leaf(answer), Gap)
    )
    sides = ("low", "high", "gap") if gaps else ("low", "high")

    def bound(node: int, side: str) -> Any:
        if node >= 0:
            return m.col(f"{name}__{side}_{node}")
        told = leaf(diagram.answer(node))
        if side == "gap":
            return m.lit(float(isinstance(told, Gap)))
        if isinstance(told, Gap):
            return m.lit(_BEYOND if side == "low" else -_BEYOND)
        return m.lit(float(told))

    for cells, nodes in diagram.layers:
        derived = via is not None and cells.quantity == via.result
        stage: Stage = {}
        for node, branches in nodes:
            for side in sides:
                leads = [bound(branch, side) for branch in branches]
                stage[f"{name}__{side}_{node}"] = (
                    _of_a_total(m, name, cells, leads, side)
                    if derived
                    else _of_a_cell(m, cells, m.col(names(cells.quantity)), leads, side)
                )
        stages.append(stage)
    low, high = bound(diagram.root, "low"), bound(diagram.root, "high")
    gap = bound(diagram.root, "gap") > 0 if gaps else None
    value = _number_where_they_meet(m, low, high, gap)
    return Plan(tuple(stages), low, high, value, gaps)


def _of_a_cell(
    m: Namespace, cells: Cells, cell: Any, leads: list[Any], side: str
) -> Any:
    """Where the cell of a recorded input leads; where all lead, if it is unknown."""
    known = leads[-1]
    for place in reversed(range(len(leads) - 1)):
        known = m.when(_in_cell(cells, cell, place)).then(leads[place]).otherwise(known)
    pick = m.min_horizontal if side == "low" else m.max_horizontal
    return m.when(cell.is_null()).then(pick(*leads)).otherwise(known)


def _of_a_total(
    m: Namespace, name: str, cells: Cells, leads: list[Any], side: str
) -> Any:
    """Where the cells lead that a total can lie in, between its bounds."""
    low, high = m.col(f"{name}__total_low"), m.col(f"{name}__total_high")
    never = m.lit(_BEYOND if side == "low" else -_BEYOND)
    reached: list[Any] = []
    for place, lead in enumerate(leads):
        within: list[Any] = []
        if place:
            within.append(~_in_cell(cells, high, place - 1))
        if place < len(leads) - 1:
            within.append(_in_cell(cells, low, place))
        reached.append(
            m.when(all_of(within)).then(lead).otherwise(never) if within else lead
        )
    pick = m.min_horizontal if side == "low" else m.max_horizontal
    return pick(*reached)


def _divided(m: Namespace, rule: Quotient, names: _Names) -> Plan:
    """A formula at the ends of what is missing."""
    pole = rule.pole

    def end(measure: Measure, *, greatest: bool) -> float:
        found = float(measure.high if greatest else measure.low)
        if pole is not None and measure == pole[0] and found == pole[1]:
            step = float(measure.step or 0)
            return found - step if greatest else found + step
        return found

    def result(ends: dict[Measure, bool]) -> Any:
        def weighted(start: float, parts: Iterable[Any]) -> Any:
            total = m.lit(float(start))
            for part in parts:
                filled_ = m.col(names(part.of)).fill_null(
                    end(part.of, greatest=ends[part.of])
                )
                total = total + filled_ * float(part.weight)
            return total

        above, below = weighted(rule.over, rule.above), weighted(rule.under, rule.below)
        if pole is not None:
            # Some engines make an error of what they divide by zero.
            below = m.when(below == 0).then(m.lit(1.0)).otherwise(below)
        return above * float(rule.factor) / below

    def bound(*, greatest: bool) -> Any:
        fixed = {
            each: (rule.direction(each) == "rises") == greatest
            for each in rule.inputs
            if rule.direction(each) != "either"
        }
        free = [each for each in rule.inputs if each not in fixed]
        found = [
            result(fixed | dict(zip(free, sides, strict=True)))
            for sides in itertools.product((False, True), repeat=len(free))
        ]
        pick = m.max_horizontal if greatest else m.min_horizontal
        return pick(*found) if len(found) > 1 else found[0]

    low, high = bound(greatest=False), bound(greatest=True)
    if pole is None or rule.undefined is None:
        return Plan((), low, high, _number_where_they_meet(m, low, high, None))
    cell = m.col(names(pole[0]))
    undefined = cell.fill_null(end(pole[0], greatest=True)) == float(pole[1])
    low = m.when(undefined).then(m.lit(_BEYOND)).otherwise(low)
    high = m.when(undefined).then(m.lit(-_BEYOND)).otherwise(high)
    value = _number_where_they_meet(m, low, high, cell.is_null())
    return Plan((), low, high, value, (rule.undefined,))


def _cut(m: Namespace, rule: Cutoffs, names: _Names) -> Plan:
    """The grades at both ends of a score."""
    if isinstance(rule.of, Measure):
        score = _scored(m, rule.of, names)
    else:
        score = plan(m, rule.of, names)

    def rank(score: Any) -> Any:
        found = m.lit(rule.grades[0].rank)
        for (floor, equal), grade in zip(rule.floors, rule.grades[1:], strict=True):
            passes = score >= floor if equal else score > floor
            found = m.when(passes).then(m.lit(grade.rank)).otherwise(found)
        return found

    ends = rank(score.low), rank(score.high)
    rises = rule.grades[0].rank < rule.grades[-1].rank
    low, high = ends if rises else reversed(ends)
    return Plan(score.stages, low, high, _where_they_meet(m, low, high))


def _crossed(m: Namespace, rule: Crosswalk, names: _Names) -> Plan:
    """The ends of the set to which a recorded grade leads."""
    cell = m.col(names(rule.of))
    every = [grade.rank for row in rule.rows for grade in row.to]
    low, high = m.lit(float(min(every))), m.lit(float(max(every)))
    for row in rule.rows:
        ranks = [grade.rank for grade in row.to]
        here = (cell == float(row.value)).fill_null(value=False)
        least, most = float(min(ranks, default=_BEYOND)), float(max(ranks, default=0))
        low = m.when(here).then(m.lit(least)).otherwise(low)
        high = m.when(here).then(m.lit(most if ranks else -_BEYOND)).otherwise(high)
    gaps = () if all(row.to for row in rule.rows) else (rule.nowhere,)
    open_ = cell.is_null() if gaps else None
    return Plan((), low, high, _number_where_they_meet(m, low, high, open_), gaps)


def _updated(m: Namespace, rule: PostTest, names: _Names) -> Plan:
    """A probability before a test, with the ratios that its result can have."""
    via = rule.of.via if isinstance(rule.of, FirstMatch) else None
    ratio = _decided(m, rule.diagram, _ratio_of, names, name=rule.name, via=via)
    before = m.col(names(rule.before))
    ends = {
        f"{rule.name}__ratio_low": ratio.low,
        f"{rule.name}__ratio_high": ratio.high,
        f"{rule.name}__before_low": before.fill_null(0.0),
        f"{rule.name}__before_high": before.fill_null(1.0),
        f"{rule.name}__open": ratio.value.is_null(),
    }

    def after(side: str) -> Any:
        p, by = (
            m.col(f"{rule.name}__before_{side}"),
            m.col(f"{rule.name}__ratio_{side}"),
        )
        never = _BEYOND if side == "low" else -_BEYOND
        told = by != never
        by = m.when(told).then(by).otherwise(m.lit(1.0))
        found = p * by / (p * by + (1 - p))
        return m.when(told).then(found).otherwise(m.lit(never))

    low, high = after("low"), after("high")
    # One ratio is left and no gap; or the probability is certain and no gap is left.
    gap = (
        m.col(f"{rule.name}__gap_{rule.diagram.root}") > 0
        if (ratio.gaps and rule.diagram.root >= 0)
        else None
    )
    value = _number_where_they_meet(m, low, high, gap)
    return Plan((*ratio.stages, ends), low, high, value, ratio.gaps)


def _along(m: Namespace, rule: Curve, names: _Names) -> Plan:
    """The figures of every group in which a person can be, at a time."""
    graded = plan(m, rule.of, names)
    at = m.col(names(rule.along))
    stage = {
        f"{rule.name}__grade_low": graded.low,
        f"{rule.name}__grade_high": graded.high,
    }
    least, most = m.col(f"{rule.name}__grade_low"), m.col(f"{rule.name}__grade_high")
    outside = ((at < rule.times[0]) | (at > rule.times[-1])).fill_null(value=False)

    def figure(points: tuple[Point, ...], side: str) -> Any:
        values = [float(point.value) for point in points]
        known = m.lit(values[-1])
        for place in reversed(range(len(points) - 1)):
            time = float(points[place].at)
            # Figures fall: between two times the later one is the less.
            between = values[place + 1] if side == "low" else values[place]
            known = (
                m.when(at < float(points[place + 1].at))
                .then(m.lit(between))
                .otherwise(known)
            )
            known = m.when(at <= time).then(m.lit(values[place])).otherwise(known)
        edge = min(values) if side == "low" else max(values)
        return m.when(at.is_null()).then(m.lit(edge)).otherwise(known)

    def bound(side: str) -> Any:
        never = m.lit(_BEYOND if side == "low" else -_BEYOND)
        found: list[Any] = []
        for grade in rule.of.outcomes:
            group = rule.stratum(grade)
            if group is not None:
                here = (least <= grade.rank) & (most >= grade.rank) & ~outside
                told = figure(group.points, side)
                found.append(m.when(here).then(told).otherwise(never))
        pick = m.min_horizontal if side == "low" else m.max_horizontal
        return pick(*found, never)

    without = [g.rank for g in rule.of.outcomes if rule.stratum(g) is None]
    maybe_gap = any_of(
        [
            at.is_null(),
            outside,
            *((least <= rank) & (most >= rank) for rank in without),
        ]
    )
    low, high = bound("low"), bound("high")
    value = _number_where_they_meet(m, low, high, maybe_gap)
    gaps = (rule.beyond, *((rule.uncovered,) if without else ()))
    return Plan((*graded.stages, stage), low, high, value, gaps)


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
