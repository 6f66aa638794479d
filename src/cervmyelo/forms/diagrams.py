"""
Decision diagrams: the exact answer of a rule while inputs are missing.

A rule made of criteria is unfolded, once, into a reduced ordered decision
diagram over the cells of its inputs. What is known of a person then cuts the
diagram down; the leaves that remain are exactly the answers that are still
possible, and the inputs that remain are exactly those that can still change
the answer, also where one input is used in several places. Kleene's logic
alone would be sound but not exact.

R. E. Bryant, Graph-based algorithms for Boolean function manipulation, IEEE
Transactions on Computers C-35(8), 1986, describes the structure.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Generic, TypeAlias, TypeVar

from cervmyelo.cells import Cells
from cervmyelo.quantity import Value, Values

__all__ = ["Branches", "Diagram", "Remaining"]

Answer = TypeVar("Answer")
State = TypeVar("State")

# A leaf is stored as the complement of its position, so it is negative.
_Node: TypeAlias = int

Branches: TypeAlias = tuple[_Node, ...]
"""Where each cell of an input leads."""

Remaining: TypeAlias = tuple[tuple[Answer, ...], tuple[str, ...]]
"""The answers still possible, and the missing inputs that can still change them."""

_Known: TypeAlias = "int | frozenset[int] | None"
# The cell of an input, the cells it can still lie in, or nothing.

_NOTHING: Mapping[str, frozenset[int]] = MappingProxyType({})
_REMEMBERED = 4096


class Diagram(Generic[Answer]):
    """
    A rule, unfolded over the cells of its inputs.

    Args:
        inputs: The cells of every input, in the order in which to look at them.

        start: The state of the rule while nothing is known.

        learn: The state after the input at a position is known to have a value.

        settled: The answer in a state, wrapped in a tuple, or None while it is
            still open.
    """

    def __init__(
        self,
        inputs: Sequence[Cells],
        start: State,
        learn: Callable[[State, Cells, Value], State],
        settled: Callable[[State], tuple[Answer] | None],
    ) -> None:
        self._inputs = tuple(inputs)
        self._answers: list[Answer] = []
        self._nodes: list[tuple[int, tuple[_Node, ...]]] = []
        unique: dict[tuple[int, tuple[_Node, ...]], _Node] = {}
        seen: dict[tuple[int, State], _Node] = {}

        def unfold(position: int, state: State) -> _Node:
            answer = settled(state)
            if answer is not None:
                return self._leaf(answer[0])
            if (position, state) not in seen:
                here = self._inputs[position]
                branches = tuple(
                    unfold(position + 1, learn(state, here, example))
                    for example in here.examples
                )
                if len(set(branches)) == 1:
                    node = branches[0]
                else:
                    node = unique.setdefault((position, branches), len(self._nodes))
                    if node == len(self._nodes):
                        self._nodes.append((position, branches))
                seen[position, state] = node
            return seen[position, state]

        self._root = unfold(0, start)
        self._remaining = functools.lru_cache(_REMEMBERED)(self._cut)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Every answer that some person can get."""
        return tuple(self._answers)

    @property
    def root(self) -> _Node:
        """The node at which to begin."""
        return self._root

    def answer(self, leaf: _Node) -> Answer:
        """The answer at a leaf, which is a node with a negative number."""
        return self._answers[~leaf]

    @property
    def layers(self) -> tuple[tuple[Cells, tuple[tuple[_Node, Branches], ...]], ...]:
        """The nodes of each input with their branches, from the leaves upwards."""
        layers: list[tuple[Cells, tuple[tuple[_Node, Branches], ...]]] = []
        for position in reversed(range(len(self._inputs))):
            nodes = tuple(
                (node, branches)
                for node, (at, branches) in enumerate(self._nodes)
                if at == position
            )
            if nodes:
                layers.append((self._inputs[position], nodes))
        return tuple(layers)

    def remaining(
        self, values: Values, partly: Mapping[str, frozenset[int]] = _NOTHING
    ) -> Remaining[Answer]:
        """
        What is left once the values are known.

        Args:
            values: What was recorded.

            partly: The cells in which an input can still lie, of inputs of which
                something is known without their value.

        Returns:
            The possible answers in no particular order, and the names of the
            missing inputs that can still change the answer.
        """
        known = [self._cell(cells, values, partly) for cells in self._inputs]
        node = self._root
        while node >= 0:
            position, branches = self._nodes[node]
            cell = known[position]
            if not isinstance(cell, int):
                return self._remaining(tuple(known))
            node = branches[cell]
        return (self._answers[~node],), ()

    @staticmethod
    def _cell(
        cells: Cells, values: Values, partly: Mapping[str, frozenset[int]]
    ) -> _Known:
        name = cells.quantity.name
        if name in partly:
            some = partly[name]
            return next(iter(some)) if len(some) == 1 else some
        value = values.get(name)
        return None if value is None else cells.index(value)

    def _leaf(self, answer: Answer) -> _Node:
        if answer not in self._answers:
            self._answers.append(answer)
        return ~self._answers.index(answer)

    def _cut(self, known: tuple[_Known, ...]) -> Remaining[Answer]:
        """Restrict the diagram, reducing it again so that it stays canonical."""
        cut: dict[_Node, _Node] = {}
        unique: dict[tuple[int, tuple[_Node, ...]], _Node] = {}

        def restrict(node: _Node) -> _Node:
            if node < 0:
                return node
            if node not in cut:
                position, branches = self._nodes[node]
                cell = known[position]
                if isinstance(cell, int):
                    cut[node] = restrict(branches[cell])
                else:
                    left = range(len(branches)) if cell is None else sorted(cell)
                    rest = tuple(restrict(branches[each]) for each in left)
                    cut[node] = (
                        rest[0]
                        if len(set(rest)) == 1
                        else unique.setdefault((position, rest), len(unique))
                    )
            return cut[node]

        root = restrict(self._root)
        nodes = {node: key for key, node in unique.items()}
        reached: set[_Node] = set()
        frontier = [root]
        while frontier:
            node = frontier.pop()
            if node not in reached:
                reached.add(node)
                if node >= 0:
                    frontier.extend(nodes[node][1])
        open_inputs = sorted({nodes[node][0] for node in reached if node >= 0})
        return (
            tuple(self._answers[~node] for node in sorted(reached) if node < 0),
            tuple(self._inputs[position].quantity.name for position in open_inputs),
        )
