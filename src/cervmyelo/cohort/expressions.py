"""
Forms of rules as expressions over columns.

A rule that moves one way along each of its inputs, as it declares, reaches its least
and its greatest answer where every gap is filled from one side or from the other. So
two plain evaluations without a single null give both bounds exactly, on any engine. A
rule with an input that has no direction is unfolded instead, along the nodes of its
decision diagram.

Where a source gives no answer, a bound is an impossible number that no other bound
can be mistaken for, so that the least is above the greatest just where nothing is left.

Where a rule uses each input in one sense only, Kleene's logic is exact, and every
engine's own nullable booleans follow it. The criteria are then worked out once: what is
unknown counts as false at one end and as true at the other. Elsewhere the value is
where both bounds meet.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator
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
    GradingForm,
    LikelihoodRatio,
    Point,
    PostTest,
    Quotient,
    Regression,
    Sum,
    Tally,
    Term,
)
from cervmyelo.forms.diagrams import Diagram
from cervmyelo.quantity import Choice, Fact, Measure, Quantity
from cervmyelo.scale import Grade

from .columns import OURS, Namespace, all_of, any_of, counted, filled, plain, whole

__all__ = ["Plan", "Stage", "plan"]

Stage: TypeAlias = dict[str, Any]
"""Columns that are made at once, by their names."""

_Read: TypeAlias = Callable[[Quantity], Any]
_Names: TypeAlias = Callable[[Quantity], str]
_Lead: TypeAlias = tuple[int, Any]
# A node of a diagram, and an end of what is possible from there.


@attrs.frozen
class Plan:
    """
    How a rule is worked out over columns.

    Attributes:
        stages: Columns that have to be made first, in this order.

        low: The least answer; grades by their rank. Never null.

        high: The greatest answer; grades by their rank. Never null.

        value: The answer; null where more than one is left.

        gaps: What is said where the source gives no answer.

        unanswered: Where it gives none, which is where the least is above the
            greatest; None if it always gives one. There the value means nothing.

        alone: How the value is worked out without its bounds; None if it needs them.

        interval: The widest limits of the published intervals over all that is still
            possible, null where there are none, with the stages that they need beside
            the others; None if the source gives none.
    """

    stages: tuple[Stage, ...]
    low: Any
    high: Any
    value: Any
    gaps: tuple[Gap, ...] = ()
    unanswered: Any = None
    alone: Plan | None = None
    interval: Plan | None = None


_BEYOND: Final = 1e300
"""More than any answer; the negative of it is less."""

_LACKING: Final = 1e299
"""More than any limit: for what has none, and still less than what is beyond."""

_BELOW: Final = -1
"""Less than any rank, count or ratio."""

_LEAST_LOGIT: Final = -700
"""The exponential of the negative of a lesser number would overflow."""


def plan(  # noqa: C901, PLR0912 -- one case for each form
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
            return _banded(m, rule, names)
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
            decided = _decided(
                m, rule.diagram, _rank_of, names, name=_own(rule), via=rule.via
            )
            return attrs.evolve(decided, alone=_alone(m, rule, names))
        case Tally() if rule.either_way:
            return _decided(m, rule.diagram, _count, names, name=_own(rule))
        case FirstMatch() | Tally():
            return _by_criteria(m, rule, names)
        case Sum():
            return _summed(m, rule, names)
        case Regression():
            return _weighed(m, rule, names)
        case _:
            assert_never(rule)


def _summed(m: Namespace, rule: Sum, names: _Names) -> Plan:
    """A total, and both of its bounds."""
    if all(item.whole for item in rule.items):
        kind = whole(m, sum(max(abs(i.low), abs(i.high)) for i in rule.items))
    else:
        kind = m.Float64

    def bound(*, greatest: bool) -> Any:
        ends = (filled(m, i, names(i), greatest=greatest) for i in rule.items)
        return _total(each.cast(kind) for each in ends)

    return Plan(
        (),
        bound(greatest=False),
        bound(greatest=True),
        _total(m.col(names(item)).cast(kind) for item in rule.items),
    )


def _by_criteria(m: Namespace, rule: FirstMatch | Tally, names: _Names) -> Plan:
    """A rule of criteria that moves one way along each of its inputs."""

    def answer(holds: list[Any]) -> Any:
        if isinstance(rule, Tally):
            return _count_of(m, holds)
        return _first_of(m, rule, holds)

    def filling(*, least: bool) -> _Read:
        def one(quantity: Quantity) -> Any:
            greatest = (rule.direction(quantity) == "falls") == least
            return filled(m, quantity, names(quantity), greatest=greatest)

        return one

    ends = _ends_of_unknown(rule)
    if ends is None:
        low, high = (
            answer([_holds(m, when, filling(least=least)) for when in rule.criteria])
            for least in (True, False)
        )
        return _meeting(m, rule, low, high)
    stage = {
        f"{_own(rule)}__holds_{place}": _holds(m, when, lambda q: m.col(names(q)))
        for place, when in enumerate(rule.criteria)
    }
    holds: list[Any] = [m.col(name) for name in stage]
    low, high = (answer([each.fill_null(end) for each in holds]) for end in ends)
    return Plan((stage,), low, high, answer(holds))


def _alone(m: Namespace, rule: FirstMatch, names: _Names) -> Plan | None:
    """The first that holds, where Kleene's logic is exact."""
    if _ambiguous(_all_senses(rule)):
        return None
    stages: tuple[Stage, ...] = ()
    reads: dict[Quantity, Any] = {}
    if rule.via is not None:
        stages, ends = _ends(m, rule.via, names)
        reads[rule.via.result] = _Within(m, *ends)

    def read(quantity: Quantity) -> Any:
        return reads[quantity] if quantity in reads else m.col(names(quantity))

    stage = {
        f"{_own(rule)}__holds_{place}": _holds(m, when, read)
        for place, when in enumerate(rule.criteria)
    }
    value = _first_of(m, rule, list(map(m.col, stage)))
    return Plan((*stages, stage), None, None, value)


@attrs.frozen(eq=False, order=False)
class _Within:
    """A total that lies between two bounds, compared as far as they tell."""

    m: Namespace
    low: Any
    high: Any

    def __ge__(self, bound: float) -> Any:
        return self._told(self.low >= bound, self.high >= bound)

    def __gt__(self, bound: float) -> Any:
        return self._told(self.low > bound, self.high > bound)

    def _told(self, surely: Any, perhaps: Any) -> Any:
        return self.m.when(surely == perhaps).then(surely)


def _count_of(m: Namespace, holds: list[Any]) -> Any:
    """How many hold; null if one is unknown."""
    kind = whole(m, len(holds))
    return _total(counted(m, each).cast(kind) for each in holds)


def _first_of(m: Namespace, rule: FirstMatch, holds: list[Any]) -> Any:
    """The rank of the first that holds; null if one before it is unknown."""
    kind = _ranks(m, rule)
    chain = m
    for row, each in zip(rule.rows, holds, strict=True):
        chain = chain.when(each).then(_placed(m, row.then, kind))
        # A condition that is null would fall to the last branch.
        chain = chain.when(each.is_null()).then(m.lit(None, kind))
    return chain.otherwise(_placed(m, rule.otherwise, kind))


def _ends_of_unknown(rule: FirstMatch | Tally) -> tuple[bool, bool] | None:
    """
    As what an unknown criterion counts for the least and for the greatest answer.

    None if that cannot be said, because an input is used in two senses, or because
    the answer rises with some criteria and falls with others.
    """
    senses = _all_senses(rule)
    if _ambiguous(senses):
        return None
    rises = {each.name: rule.direction(each) == "rises" for each in rule.inputs}
    along = {sense == rises[name] for name, sense in senses}
    if along == {True}:
        return False, True
    return (True, False) if along == {False} else None


def _all_senses(rule: FirstMatch | Tally) -> set[tuple[str, bool | None]]:
    return {each for when in rule.criteria for each in _senses(when, upright=True)}


def _ambiguous(senses: Collection[tuple[str, bool | None]]) -> bool:
    """Whether an input is used in two senses, or in one that cannot be told."""
    names = {name for name, _ in senses}
    return len(names) < len(senses) or any(sense is None for _, sense in senses)


def _own(rule: Form) -> str:
    """With what the names of the columns begin that a rule needs for itself."""
    return f"{OURS}{rule.name}"


def _meeting(  # noqa: PLR0913 -- what a plan is made of
    m: Namespace,
    rule: Form,
    low: Any,
    high: Any,
    *,
    after: tuple[Stage, ...] = (),
    gaps: tuple[Gap, ...] = (),
    open_: Any = None,
) -> Plan:
    """Two bounds, and the value where they meet; null where there may be a gap."""
    stage = {f"{_own(rule)}__low": low, f"{_own(rule)}__high": high}
    least, most = map(m.col, stage)
    meet = least == most
    if open_ is not None:
        meet = meet & ~open_
    value = m.when(meet).then(least)
    unanswered = least > most if gaps else None
    return Plan((*after, stage), least, most, value, gaps, unanswered)


def _has_gaps(rule: FirstMatch) -> bool:
    given = (*(row.then for row in rule.rows), rule.otherwise)
    return any(isinstance(each, Gap) for each in given)


def _rank_of(answer: Grade | Gap) -> float | Gap:
    return answer if isinstance(answer, Gap) else answer.rank


def _count(answer: int) -> float | Gap:
    return answer


def _ratio_of(answer: LikelihoodRatio | Gap) -> float | Gap:
    return answer if isinstance(answer, Gap) else float(answer.value)


def _least_of(answer: LikelihoodRatio | Gap) -> float | Gap:
    if isinstance(answer, Gap):
        return answer
    return float(_BELOW if answer.low is None else answer.low)


def _most_of(answer: LikelihoodRatio | Gap) -> float | Gap:
    if isinstance(answer, Gap):
        return answer
    return _LACKING if answer.high is None else float(answer.high)


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


def _ends(
    m: Namespace, of: Measure | Form, names: _Names
) -> tuple[tuple[Stage, ...], tuple[Any, Any]]:
    """Both ends of a score, made once for all rules that look at it."""
    if isinstance(of, Measure):
        before: tuple[Stage, ...] = ()
        own = f"{OURS}{of.name}"
        low, high = (filled(m, of, names(of), greatest=side) for side in (False, True))
    else:
        # A rule of the caller can have the name of another.
        own = f"{_own(of)}__{of.identity.fingerprint}"
        scored = plan(m, of, names)
        before, low, high = scored.stages, scored.low, scored.high
    stage = {f"{own}__least": low, f"{own}__most": high}
    least, most = map(m.col, stage)
    return (*before, stage), (least, most)


def _banded(m: Namespace, rule: Bands, names: _Names) -> Plan:
    """The grades at both ends of a score."""
    stages, scores = _ends(m, rule.of, names)
    ends = [_band(m, rule, score) for score in scores]
    low, high = ends if rule.score_rises else reversed(ends)
    return _meeting(m, rule, low, high, after=stages)


def _weighed(m: Namespace, rule: Regression, names: _Names) -> Plan:
    """A regression, and both of its bounds."""
    terms = [term for term in rule.terms if term.coefficient]
    shares = [_share(m, term, names) for term in terms]

    def summed(parts: Iterable[Any]) -> Any:
        return _total([m.lit(float(rule.intercept)), *parts])

    low, high = (
        summed(
            share.fill_null(term.share(term.extremes[side]))
            for term, share in zip(terms, shares, strict=True)
        )
        for side in (0, 1)
    )
    own = f"{_own(rule)}__linked"
    totals = {own: summed(shares), f"{own}_low": low, f"{own}_high": high}
    if rule.link == "log":
        value, low, high = (m.col(name).exp() for name in totals)
        return Plan((totals,), low, high, value)
    least = sum((t.share(t.extremes[0]) for t in terms), float(rule.intercept))
    # As for one person: exp() of a large positive number would overflow.
    risky = least <= _LEAST_LOGIT

    def odds(name: str) -> Any:
        return (-(m.col(name).abs() if risky else m.col(name))).exp()

    def linked(name: str) -> Any:
        cell = m.col(name)
        share = m.when(cell < 0).then(odds(name)).otherwise(m.lit(1.0)) if risky else 1
        return share / m.col(f"{name}_under")

    # Some databases look at what they divide by several times.
    under = {f"{name}_under": 1 + odds(name) for name in totals}
    value, low, high = map(linked, totals)
    return Plan((totals, under), low, high, value)


def _share(m: Namespace, term: Term, names: _Names) -> Any:
    """What a term adds; null where its input is not known."""
    cell = m.col(names(term.quantity))
    if isinstance(term.of, Measure):
        share = cell.cast(m.Float64) * float(term.coefficient)
        return share if term.per == 1 else share / float(term.per)
    counts = _holds(m, term.of, lambda _: cell) if isinstance(term.of, OneOf) else cell
    share = m.lit(float(term.coefficient) / float(term.per))
    unknown = m.when(counts.is_null()).then(m.lit(None, m.Float64))
    return unknown.when(counts).then(share).otherwise(m.lit(0.0))


def _ranks(m: Namespace, rule: GradingForm) -> Any:
    """The type of the ranks of a rule."""
    return whole(m, len(rule.scale))


def _placed(m: Namespace, answer: Grade | Gap, kind: Any) -> Any:
    """The rank of a grade; null for a gap."""
    return m.lit(None if isinstance(answer, Gap) else answer.rank, kind)


def _total(parts: Iterable[Any]) -> Any:
    first, *others = parts
    for each in others:
        first = first + each
    return first


def _band(m: Namespace, rule: Bands, score: Any) -> Any:
    kind = _ranks(m, rule)
    *others, last = sorted(rule.bands, key=lambda band: -band.low)
    chain = m
    for band in others:
        chain = chain.when(score >= plain(band.low)).then(m.lit(band.grade.rank, kind))
    return chain.otherwise(m.lit(last.grade.rank, kind))


def _holds(m: Namespace, criterion: Criterion, read: _Read) -> Any:
    match criterion:
        case Is(fact):
            return read(fact)
        case AtLeast(measure, bound):
            return read(measure) >= plain(bound)
        case Above(measure, bound):
            return read(measure) > plain(bound)
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


@attrs.frozen
class _Side:
    """
    An end of what is still possible along a diagram.

    Attributes:
        m: ``polars`` or ``narwhals``.

        kind: The type of the numbers.

        name: Its name.

        least: Whether it is the least of the answers, not the greatest.

        gap: As what a gap counts.

        never: As what an answer counts that cannot be reached.
    """

    m: Namespace
    kind: Any
    name: str
    least: bool
    gap: float
    never: float

    def of(self, ends: Collection[Any]) -> Any:
        """The end of numbers and of columns of them."""
        m = self.m
        numbers = [each for each in ends if isinstance(each, int | float)]
        rest = [each for each in ends if not isinstance(each, int | float)]
        if numbers:
            number = min(numbers) if self.least else max(numbers)
            rest.append(m.lit(number, self.kind))
        if len(rest) == 2:  # noqa: PLR2004 -- several times as fast as what is below
            one, other = rest
            first = one < other if self.least else one > other
            return m.when(first).then(one).otherwise(other)
        pick = m.min_horizontal if self.least else m.max_horizontal
        return pick(*rest) if len(rest) > 1 else rest[0]


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
    total = None
    if via is not None:
        before, total = _ends(m, via, names)
        stages += before
    told = [leaf(answer) for answer in diagram.answers]
    gaps = tuple(each for each in told if isinstance(each, Gap))
    numbers = [each for each in told if not isinstance(each, Gap)]
    if any(isinstance(each, float) for each in numbers):
        beyond, kind = _BEYOND, m.Float64
    else:
        beyond = max(numbers, default=0) + 1
        kind = whole(m, 2 * beyond)
    never = 2 * beyond
    low = _Side(m, kind, "low", least=True, gap=beyond, never=never)
    # A gap is above all answers, or below them all to find the greatest of the rest.
    top = _Side(m, kind, "top", least=False, gap=beyond, never=2 * _BELOW)
    high = _Side(m, kind, "high", least=False, gap=_BELOW, never=2 * _BELOW)

    def end(node: int, side: _Side) -> Any:
        """A column, or the number at a leaf."""
        if node >= 0:
            return m.col(f"{name}__{side.name}_{node}")
        found = leaf(diagram.answer(node))
        return side.gap if isinstance(found, Gap) else found

    for cells, nodes in diagram.layers:
        derived = total if via and cells.quantity == via.result else None
        made: Stage = {}
        for node, branches in nodes:
            for side in (low, top, high) if gaps else (low, high):
                ends = {branch: end(branch, side) for branch in branches}
                lead = [(branch, ends[branch]) for branch in branches]
                made[f"{name}__{side.name}_{node}"] = (
                    _of_a_total(m, derived, cells, lead, side)
                    if derived
                    else _of_a_cell(m, cells, m.col(names(cells.quantity)), lead, side)
                )
        stages.append(made)
    least, greatest, most = (
        side.of([end(diagram.root, side)])
        for side in (low, top if gaps else high, high)
    )
    value = m.when(least == greatest).then(least)
    unanswered = least == beyond if gaps else None
    return Plan(tuple(stages), least, most, value, gaps, unanswered)


def _of_a_cell(
    m: Namespace, cells: Cells, cell: Any, leads: list[_Lead], side: _Side
) -> Any:
    """Where the cell of a recorded input leads; where all lead, if it is unknown."""
    chain = m
    for place, ((node, end), (after, _)) in enumerate(itertools.pairwise(leads)):
        if node != after:
            chain = chain.when(_in_cell(cells, cell, place)).then(side.of([end]))
    # A condition that is null falls to the last branch.
    chain = chain.when(~cell.is_null()).then(side.of([leads[-1][1]]))
    return chain.otherwise(side.of(dict(leads).values()))


def _of_a_total(
    m: Namespace, total: tuple[Any, Any], cells: Cells, leads: list[_Lead], side: _Side
) -> Any:
    """Where the cells lead that a total can lie in, between its bounds."""
    low, high = total
    never = m.lit(side.never, side.kind)
    reached: list[Any] = []
    for place, (_, end) in enumerate(leads):
        within: list[Any] = []
        if place:
            within.append(~_in_cell(cells, high, place - 1))
        if place < len(leads) - 1:
            within.append(_in_cell(cells, low, place))
        here = m.when(all_of(within)).then(side.of([end])).otherwise(never)
        reached.append(here)
    return side.of(reached)


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
                cell = m.col(names(part.of)).cast(m.Float64)
                filled_ = cell.fill_null(end(part.of, greatest=ends[part.of]))
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
        return _meeting(m, rule, low, high)
    cell = m.col(names(pole[0])).cast(m.Float64)
    undefined = cell.fill_null(end(pole[0], greatest=True)) == float(pole[1])
    low = m.when(undefined).then(m.lit(_BEYOND)).otherwise(low)
    high = m.when(undefined).then(m.lit(-_BEYOND)).otherwise(high)
    return _meeting(m, rule, low, high, gaps=(rule.undefined,), open_=cell.is_null())


def _cut(m: Namespace, rule: Cutoffs, names: _Names) -> Plan:
    """The grades at both ends of a score."""
    stages, scores = _ends(m, rule.of, names)

    def rank(score: Any) -> Any:
        kind = _ranks(m, rule)
        chain = m
        for (floor, equal), grade in reversed(
            list(zip(rule.floors, rule.grades[1:], strict=True))
        ):
            passes = score >= plain(floor) if equal else score > plain(floor)
            chain = chain.when(passes).then(m.lit(grade.rank, kind))
        return chain.otherwise(m.lit(rule.grades[0].rank, kind))

    ends = [rank(score) for score in scores]
    rises = rule.grades[0].rank < rule.grades[-1].rank
    low, high = ends if rises else reversed(ends)
    return _meeting(m, rule, low, high, after=stages)


def _crossed(m: Namespace, rule: Crosswalk, names: _Names) -> Plan:
    """The ends of the set to which a recorded grade leads."""
    cell = m.col(names(rule.of))
    every = [grade.rank for row in rule.rows for grade in row.to]
    low, high = m.lit(float(min(every))), m.lit(float(max(every)))
    for row in rule.rows:
        ranks = [grade.rank for grade in row.to]
        here = (cell == plain(row.value)).fill_null(value=False)
        least, most = float(min(ranks, default=_BEYOND)), float(max(ranks, default=0))
        low = m.when(here).then(m.lit(least)).otherwise(low)
        high = m.when(here).then(m.lit(most if ranks else -_BEYOND)).otherwise(high)
    gaps = () if all(row.leads_somewhere for row in rule.rows) else (rule.nowhere,)
    perhaps = (cell == float(row.value) for row in rule.rows if row.or_none)
    maybe = (each.fill_null(value=False) for each in perhaps)
    open_ = any_of([cell.is_null(), *maybe]) if gaps else None
    return _meeting(m, rule, low, high, gaps=gaps, open_=open_)


def _updated(m: Namespace, rule: PostTest, names: _Names) -> Plan:
    """A probability before a test, with the ratios that its result can have."""
    via = rule.of.via if isinstance(rule.of, FirstMatch) else None
    ratio = _decided(m, rule.diagram, _ratio_of, names, name=_own(rule), via=via)
    before = m.col(names(rule.before))
    ends = {
        f"{_own(rule)}__ratio_low": ratio.low,
        f"{_own(rule)}__ratio_high": ratio.high,
        f"{_own(rule)}__before_low": before.fill_null(0.0),
        f"{_own(rule)}__before_high": before.fill_null(1.0),
    }

    def after(what: str, side: str, never: Any) -> Any:
        p = m.col(f"{_own(rule)}__before_{side}")
        by = m.col(f"{_own(rule)}__{what}_{side}")
        # A gap is told by what no ratio can be, and so is what has no limit.
        told = (by > 0) & (by < _LACKING)
        by = m.when(told).then(by).otherwise(m.lit(1.0))
        found = p * by / (p * by + (1 - p))
        return m.when(told).then(found).otherwise(never)

    low = after("ratio", "low", m.lit(_BEYOND))
    high = after("ratio", "high", m.lit(-_BEYOND))
    # One ratio is left and no gap; or the probability is certain and no gap is left.
    gap = (
        m.col(f"{_own(rule)}__top_{rule.diagram.root}") == _BEYOND
        if (ratio.gaps and rule.diagram.root >= 0)
        else None
    )
    found = _meeting(
        m, rule, low, high, after=(*ratio.stages, ends), gaps=ratio.gaps, open_=gap
    )
    if not rule.has_intervals:
        return found
    least, most = (
        _decided(m, rule.diagram, limit, names, name=f"{_own(rule)}__{end}", via=via)
        for end, limit in (("least", _least_of), ("most", _most_of))
    )
    limits = {
        f"{_own(rule)}__limit_low": least.low,
        f"{_own(rule)}__limit_high": most.high,
    }
    low, high = map(m.col, limits)
    both = (low > 0) & (low < _LACKING) & (high > 0) & (high < _LACKING)
    none = m.lit(None, m.Float64)
    low, high = (
        m.when(both).then(after("limit", side, none)) for side in ("low", "high")
    )
    interval = Plan((*least.stages, *most.stages, limits), low, high, None)
    return attrs.evolve(found, interval=interval)


def _along(m: Namespace, rule: Curve, names: _Names) -> Plan:
    """The figures of every group in which a person can be, at a time."""
    stages, (least, most) = _ends(m, rule.of, names)
    at = m.col(names(rule.along))
    outside = ((at < rule.times[0]) | (at > rule.times[-1])).fill_null(value=False)

    def figure(points: tuple[Point, ...], what: str, pick: Callable[..., float]) -> Any:
        values = [float(getattr(point, what)) for point in points]
        known = m.lit(values[-1])
        for place in reversed(range(len(points) - 1)):
            between = pick(values[place], values[place + 1])
            known = (
                m.when(at < float(points[place + 1].at))
                .then(m.lit(between))
                .otherwise(known)
            )
            time = float(points[place].at)
            known = m.when(at <= time).then(m.lit(values[place])).otherwise(known)
        return m.when(at.is_null()).then(m.lit(pick(values))).otherwise(known)

    def bound(side: str, what: str = "value") -> Any:
        never = m.lit(_BEYOND if side == "low" else -_BEYOND)
        found: list[Any] = []
        for grade in rule.of.outcomes:
            group = rule.stratum(grade)
            if group is not None:
                here = (least <= grade.rank) & (most >= grade.rank) & ~outside
                told = figure(group.points, what, min if side == "low" else max)
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
    gaps = (rule.beyond, *((rule.uncovered,) if without else ()))
    found = _meeting(m, rule, low, high, after=stages, gaps=gaps, open_=maybe_gap)
    # Where no group is left there is no figure, and the rule refuses.
    interval = Plan((), bound("low", "low"), bound("high", "high"), None)
    return attrs.evolve(found, interval=interval)


def _in_cell(cells: Cells, value: Any, place: int) -> Any:
    """Whether a known value lies in a cell, or in one before it."""
    match cells.quantity:
        case Fact():
            return ~value
        case Choice():
            return value <= place
        case Measure():
            bound, above = cells.cuts[place]
            return value <= plain(bound) if above else value < plain(bound)
        case _:
            assert_never(cells.quantity)
