"""
Both bounds of a rule along its decision diagram, from the leaves to the root.

Answers are positions: the rank of a grade, a count, or a place in a sorted list of
numbers. Each bound follows the diagram with a gap as a position of its own, after the
last answer where the least is wanted and before the first where the greatest is.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection
from typing import TypeAlias, TypeVar, assert_never

import attrs

from cervmyelo.cells import Cells
from cervmyelo.cohort.columns import plain
from cervmyelo.cohort.dialects import (
    Dialect,
    Expression,
    Kind,
    Stage,
    all_of,
    integer_kind,
)
from cervmyelo.findings import Gap
from cervmyelo.forms.diagrams import IMPOSSIBLE, Diagram
from cervmyelo.quantity import Choice, Fact, Measure

from .parts import Ends, Inputs, Plan

__all__ = ["along", "reaches", "runs", "up_to"]

Answer = TypeVar("Answer")
_End: TypeAlias = Expression | int
_Branch: TypeAlias = tuple[int, _End]
# A node of the diagram, and the bound of the answers that are possible from there.


def along(
    inputs: Inputs,
    diagram: Diagram[Answer],
    position: Callable[[Answer], int | Gap],
    *,
    name: str,
    between: Ends | None = None,
) -> Plan:
    """
    A plan along a diagram; its bounds and its value are positions.

    Args:
        inputs: The columns.

        diagram: The diagram.

        position: The position of an answer, from 0, or the gap that it is.

        name: Prefix of the columns that are made, one for each node and bound.

        between: Both bounds of the total that the diagram reads, if it reads one.
    """
    m = inputs.m
    leaves = [position(answer) for answer in diagram.answers]
    gaps = tuple(each for each in leaves if isinstance(each, Gap))
    beyond = max((each for each in leaves if not isinstance(each, Gap)), default=0) + 1
    kind = integer_kind(2 * beyond)
    # Positions that no branch reaches are further out than a gap.
    low = _Bound(m, kind, "low", least=True, gap=beyond, unreached=2 * beyond)
    high = _Bound(m, kind, "high", least=False, gap=-1, unreached=-2)
    # The greatest position if a gap counts as one: it then meets the least only where
    # a single answer is possible and no gap.
    top = _Bound(m, kind, "top", least=False, gap=beyond, unreached=-2)
    bounds = (low, top, high) if gaps else (low, high)

    def end(node: int, bound: _Bound) -> _End:
        """The column of a node, or the position of a leaf."""
        if node >= 0:
            return m.col(f"{name}__{bound.name}_{node}")
        if node == IMPOSSIBLE:
            return bound.unreached
        leaf = position(diagram.answer(node))
        return bound.gap if isinstance(leaf, Gap) else leaf

    stages: list[Stage] = [] if between is None else [*between.stages]
    for cells, nodes in diagram.layers:
        made: Stage = {}
        for node, branches in nodes:
            for bound in bounds:
                ends = {branch: end(branch, bound) for branch in branches}
                leads = [(branch, ends[branch]) for branch in branches]
                known = inputs.between(cells.quantity)
                if between is not None and cells.quantity == between.quantity:
                    known = between
                made[f"{name}__{bound.name}_{node}"] = (
                    _by_cell(inputs.cell(cells.quantity), cells, leads, bound)
                    if known is None
                    else _by_total(known, cells, leads, bound)
                )
        stages.append(made)
    least, most = (bound.of([end(diagram.root, bound)]) for bound in (low, high))
    meets = top.of([end(diagram.root, top)]) if gaps else most
    value = m.case((least == meets, least))
    answered = least != beyond if gaps else None
    return Plan(tuple(stages), least, most, value, gaps, answered)


def reaches(  # noqa: PLR0913 -- as for both bounds
    inputs: Inputs,
    diagram: Diagram[Answer],
    target: Expression,
    position: Callable[[Answer], int | Gap],
    *,
    name: str,
    between: Ends | None = None,
) -> tuple[tuple[Stage, ...], Expression]:
    """
    Whether a diagram can still lead to an answer: the stages to make, and a condition.

    Args:
        inputs: The columns.

        diagram: The diagram.

        target: The position of the answer.

        position: The position of an answer, from 0, or the gap that it is.

        name: Prefix of the columns that are made, one for each leaf and node.

        between: Both bounds of the total that the diagram reads, if it reads one.
    """
    m = inputs.m
    bound = _Bound(m, "int8", "hit", least=False, gap=0, unreached=0)
    one, none = m.lit(1, "int8"), m.lit(0, "int8")
    leaves: Stage = {
        f"{name}__hit_leaf_{leaf}": m.case((target == leaf, one), otherwise=none)
        for answer in diagram.answers
        if not isinstance(leaf := position(answer), Gap)
    }

    def end(node: int) -> _End:
        if node >= 0:
            return m.col(f"{name}__hit_{node}")
        if node == IMPOSSIBLE:
            return 0
        leaf = position(diagram.answer(node))
        return 0 if isinstance(leaf, Gap) else m.col(f"{name}__hit_leaf_{leaf}")

    stages: list[Stage] = [leaves]
    for cells, nodes in diagram.layers:
        known = inputs.between(cells.quantity)
        if between is not None and cells.quantity == between.quantity:
            known = between
        made: Stage = {}
        for node, branches in nodes:
            ends = {branch: end(branch) for branch in branches}
            leads = [(branch, ends[branch]) for branch in branches]
            made[f"{name}__hit_{node}"] = (
                _by_cell(inputs.cell(cells.quantity), cells, leads, bound)
                if known is None
                else _by_total(known, cells, leads, bound)
            )
        stages.append(made)
    return tuple(stages), bound.of([end(diagram.root)]) == 1


@attrs.frozen
class _Bound:
    """
    One bound of what is still possible along a diagram.

    Attributes:
        m: The dialect.

        kind: The type of the positions.

        name: Its name.

        least: Whether it is the least position, not the greatest.

        gap: The position of a gap.

        unreached: The position of a branch that is not reached.
    """

    m: Dialect
    kind: Kind
    name: str
    least: bool
    gap: int
    unreached: int

    def of(self, ends: Collection[_End]) -> Expression:
        """The bound of positions and of columns of them."""
        m = self.m
        positions = [each for each in ends if isinstance(each, int)]
        columns = [each for each in ends if not isinstance(each, int)]
        if positions:
            position = min(positions) if self.least else max(positions)
            columns.append(m.lit(position, self.kind))
        if len(columns) == 2:  # noqa: PLR2004 -- several times as fast as what is below
            one, other = columns
            first = one < other if self.least else one > other
            return m.case((first, one), otherwise=other)
        pick = m.least if self.least else m.greatest
        return pick(*columns) if len(columns) > 1 else columns[0]


def _by_cell(
    cell: Expression, cells: Cells, leads: list[_Branch], bound: _Bound
) -> Expression:
    """The bound of the branch for a recorded input; of all branches if unknown."""
    branches: list[tuple[Expression, Expression]] = []
    for place, ((node, end), (after, _)) in enumerate(itertools.pairwise(leads)):
        if node != after:
            branches.append((up_to(cells, cell, place), bound.of([end])))
    # A condition that is null falls to the last branch.
    branches.append((~cell.is_null(), bound.of([leads[-1][1]])))
    return bound.m.case(*branches, otherwise=bound.of(dict(leads).values()))


def _by_total(
    between: Ends, cells: Cells, leads: list[_Branch], bound: _Bound
) -> Expression:
    """The bound of the branches that a total between its bounds can take."""
    m = bound.m
    unreached = m.lit(bound.unreached, bound.kind)
    reached: list[Expression] = []
    for place, (_, end) in enumerate(leads):
        within: list[Expression] = []
        if place:
            within.append(~up_to(cells, between.high, place - 1))
        if place < len(leads) - 1:
            within.append(up_to(cells, between.low, place))
        reached.append(m.case((all_of(within), bound.of([end])), otherwise=unreached))
    return bound.of(reached)


def runs(positions: Collection[int]) -> list[tuple[int, int]]:
    """The first and the last of each run of neighbours."""
    runs: list[tuple[int, int]] = []
    for each in sorted(positions):
        if runs and runs[-1][1] == each - 1:
            runs[-1] = (runs[-1][0], each)
        else:
            runs.append((each, each))
    return runs


def up_to(cells: Cells, value: Expression, place: int) -> Expression:
    """Whether a known value is in a cell, or in one before it."""
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
