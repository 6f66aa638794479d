"""
Published figures that are looked up: crosswalks, post-test probabilities and curves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import attrs

from cervmyelo.cohort.columns import plain
from cervmyelo.cohort.dialects import Dialect, Expression, Stage, all_of, any_of
from cervmyelo.findings import Gap
from cervmyelo.forms import (
    Crosswalk,
    Curve,
    LikelihoodRatio,
    Mapped,
    Point,
    PostTest,
)

from .diagrams import along
from .parts import Ends, Inputs, Interval, Plan, meeting, prefix, rank_kind
from .recorded import settled_result

__all__ = ["crosswalk", "curve", "post_test"]

_SIDES: Final = (False, True)

_Position: TypeAlias = Callable[[LikelihoodRatio | Gap], int | Gap]
"""The position of a ratio or of its limit, or the gap that there is in its place."""


def crosswalk(inputs: Inputs, rule: Crosswalk) -> Plan:
    """The first and the last of the grades to which a recorded grade leads."""
    m = inputs.m
    kind = rank_kind(rule)
    low, high = (inputs.filled(rule.of, greatest=greatest) for greatest in _SIDES)
    every = [grade.rank for row in rule.rows for grade in row.to]

    def can_be(row: Mapped) -> Expression:
        return (low <= plain(row.value)) & (high >= plain(row.value))

    def bound(pick: Callable[[Sequence[int]], int]) -> Expression:
        # What no row leads to must not be the bound.
        none = max(every) if pick is min else min(every)
        ranks = [
            m.case(
                (can_be(row), m.lit(pick([each.rank for each in row.to]), kind)),
                otherwise=m.lit(none, kind),
            )
            for row in rule.rows
            if row.to
        ]
        across = m.least if pick is min else m.greatest
        return across(*ranks) if len(ranks) > 1 else ranks[0]

    least, most = bound(min), bound(max)
    if all(row.leads_somewhere for row in rule.rows):
        return meeting(m, rule, least, most)
    maybe = [can_be(row) for row in rule.rows if not row.leads_somewhere]
    return meeting(
        m,
        rule,
        least,
        most,
        gaps=(rule.nowhere,),
        answered=any_of(can_be(row) for row in rule.rows if row.to),
        maybe_gap=any_of(maybe),
    )


def post_test(
    inputs: Inputs, rule: PostTest, between: Ends | None, graded: Plan | None
) -> Plan:
    """
    A probability before a test, updated by the ratios that its result can have.

    Args:
        inputs: The columns.

        rule: The rule.

        between: Both bounds of the total that the test reads, if it reads one.

        graded: The plan of the test, if its recorded result can be known in part.
    """
    m = inputs.m
    own = prefix(rule)
    published = [each for each in rule.diagram.answers if not isinstance(each, Gap)]
    ratios = sorted({float(each.value) for each in published})

    def place(answer: LikelihoodRatio | Gap) -> int | Gap:
        return answer if isinstance(answer, Gap) else ratios.index(float(answer.value))

    def leads_to(position: _Position, name: str) -> Plan:
        """The positions of what the findings, or a recorded result, lead to."""
        return settled_result(
            inputs,
            rule.of,
            along(inputs, rule.diagram, position, name=name, between=between),
            lambda grade: position(rule.ratio(grade)),
            name,
            graded=graded,
        )

    found = leads_to(place, own)
    first, last = (inputs.filled(rule.before, greatest=g) for g in _SIDES)
    ends: Stage = {
        f"{own}__ratio_low": _at(m, ratios, found.low),
        f"{own}__ratio_high": _at(m, ratios, found.high),
        f"{own}__before_low": first,
        f"{own}__before_high": last,
    }

    def after(ratio: str, side: str) -> Expression:
        p = m.col(f"{own}__before_{side}")
        by = m.col(f"{own}__{ratio}_{side}")
        return p * by / (p * by + (1 - p))

    # One answer is possible only if no gap is, however certain the probability.
    root = rule.diagram.root
    maybe_gap = None
    if found.gaps and root >= 0:
        maybe_gap = m.col(f"{own}__top_{root}") == len(ratios)
        result = rule.of.recorded
        if result is not None and result in inputs.names:
            maybe_gap = maybe_gap & inputs.cell(result).is_null()
        if result is not None and result in inputs.spanned:
            there = ~m.col(inputs.spanned[result][0]).is_null()
            maybe_gap = m.case((there, found.value.is_null()), otherwise=maybe_gap)
    made = meeting(
        m,
        rule,
        after("ratio", "low"),
        after("ratio", "high"),
        after=(*found.stages, ends),
        gaps=found.gaps,
        answered=found.answered,
        maybe_gap=maybe_gap,
    )
    if not rule.has_intervals:
        return made
    stages: list[Stage] = []
    limits: Stage = {}
    for side in ("low", "high"):
        numbers = _limits(published, side)

        def limit(
            answer: LikelihoodRatio | Gap,
            side: str = side,
            numbers: list[float | None] = numbers,
        ) -> int | Gap:
            if isinstance(answer, Gap):
                return answer
            return numbers.index(getattr(answer, side))

        name = f"{own}__limit_{side}"
        least_or_most = leads_to(limit, name)
        stages += least_or_most.stages
        at = least_or_most.low if side == "low" else least_or_most.high
        limits[name] = _at(m, numbers, at)
    both = ~any_of(m.col(name).is_null() for name in limits)
    low, high = (m.case((both, after("limit", side))) for side in ("low", "high"))
    return attrs.evolve(made, interval=Interval((*stages, limits), low, high))


def curve(inputs: Inputs, rule: Curve, score: Ends) -> Plan:
    """
    The figures of every group in which a person can be, at a time.

    Args:
        inputs: The columns.

        rule: The rule.

        score: Both bounds of the grade, by their ranks.
    """
    m = inputs.m
    first, last = (inputs.filled(rule.along, greatest=g) for g in _SIDES)
    outside = (last < rule.times[0]) | (first > rule.times[-1])
    maybe_outside = (first < rule.times[0]) | (last > rule.times[-1])
    ends = (first, last)

    def can_be(rank: int) -> Expression:
        return (score.low <= rank) & (score.high >= rank)

    groups = [
        (grade.rank, group.points)
        for grade in rule.of.outcomes
        if (group := rule.stratum(grade)) is not None
    ]
    without = [g.rank for g in rule.of.outcomes if rule.stratum(g) is None]

    def bound(side: str, what: str) -> Expression:
        pick = min if side == "low" else max
        figures = [
            m.case((can_be(rank) & ~outside, _figure(m, ends, points, what, pick)))
            for rank, points in groups
        ]
        across = m.least if side == "low" else m.greatest
        return across(*figures) if len(figures) > 1 else figures[0]

    made = meeting(
        m,
        rule,
        bound("low", "value"),
        bound("high", "value"),
        after=score.stages,
        gaps=(rule.beyond, *((rule.uncovered,) if without else ())),
        answered=any_of(can_be(rank) for rank, _ in groups) & ~outside,
        maybe_gap=any_of([maybe_outside, *map(can_be, without)]),
    )
    interval = Interval((), bound("low", "low"), bound("high", "high"))
    return attrs.evolve(made, interval=interval)


def _figure(
    m: Dialect,
    ends: tuple[Expression, Expression],
    points: tuple[Point, ...],
    what: str,
    pick: Callable[[Sequence[float]], float],
) -> Expression:
    """The bound of the figures that a time between two ends lies between."""
    first, last = ends
    values = [float(getattr(point, what)) for point in points]
    # What is not reached must not be the bound.
    none = m.lit((max if pick is min else min)(values), "float")
    found: list[Expression] = []
    for place in range(len(points)):
        reached: list[Expression] = []
        if place:
            reached.append(last > float(points[place - 1].at))
        if place < len(points) - 1:
            reached.append(first < float(points[place + 1].at))
        value = m.lit(values[place], "float")
        found.append(m.case((all_of(reached), value), otherwise=none))
    across = m.least if pick is min else m.greatest
    return across(*found)


def _limits(ratios: Sequence[LikelihoodRatio], side: str) -> list[float | None]:
    """
    The published limits on a side, sorted, without repeats.

    A missing limit stands outermost, so that an interval with one has no limit.
    """
    every = {getattr(each, side) for each in ratios}
    known = sorted(each for each in every if each is not None)
    none = [None] if None in every else []
    return [*none, *known] if side == "low" else [*known, *none]


def _at(m: Dialect, numbers: Sequence[float | None], place: Expression) -> Expression:
    """The number at a place; null where it is None or there is no such place."""
    branches = [
        (place == position, m.lit(float(number), "float"))
        for position, number in enumerate(numbers)
        if number is not None
    ]
    return m.case(*branches) if branches else m.lit(None, "float")
