"""
Decision diagrams: the exact answer of a rule while inputs are missing.

A rule made of criteria is unfolded, once, into a reduced ordered decision
diagram over the cells of its inputs. The recorded values of a person restrict
the diagram; the leaves that remain are exactly the answers that are still
possible, and the inputs that remain are exactly those that can still change
the answer, also where one input is used in several places. Kleene's logic
alone would be sound but not exact.

Values of inputs that cannot be together by definition lead to no answer at all: such
a branch is left out of what is possible.

One pass over a restricted diagram also gives the answers that would remain if
an open input were known to lie in a cell, for every open input and cell.

R. E. Bryant, Graph-based algorithms for Boolean function manipulation, IEEE
Transactions on Computers C-35(8), 1986, describes the structure.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Generic, TypeAlias, TypeVar

from cervmyelo.cells import Cells
from cervmyelo.consistency import Link
from cervmyelo.quantity import Partly, Value, Values

__all__ = ["IMPOSSIBLE", "Branches", "Diagram", "Remaining"]

Answer = TypeVar("Answer")
State = TypeVar("State")

# A leaf is stored as the complement of its position, so it is negative.
_Node: TypeAlias = int

IMPOSSIBLE: Final = -(2**31)
"""The leaf of values that cannot be together."""

Branches: TypeAlias = tuple[_Node, ...]
"""Where each cell of an input leads."""

Remaining: TypeAlias = tuple[tuple[Answer, ...], tuple[str, ...]]
"""The answers still possible, and the missing inputs that can still change them."""

_Known: TypeAlias = "int | frozenset[int] | None"
# The cell of an input, the cells it can still lie in, or nothing.

_Places: TypeAlias = frozenset[tuple[int, int]]
# Cells of inputs, each by the position of the input and its own.

_NONE: _Places = frozenset()
_NOTHING: Mapping[str, frozenset[int]] = MappingProxyType({})
_REMEMBERED = 1024


def _excluded(
    inputs: Sequence[Cells], joint: Sequence[Link]
) -> dict[tuple[int, int], _Places]:
    """For each cell of an input, the cells of later inputs that it rules out."""
    places = {each.quantity.name: place for place, each in enumerate(inputs)}
    excluded: dict[tuple[int, int], _Places] = {}
    for link in joint:
        one, other = (places[each.quantity.name] for each in (link.source, link.target))
        if one > other:
            # The link the other way says the same.
            continue
        for cell, example in enumerate(inputs[one].examples):
            allowed = link.allowed[link.source.index(example)]
            out = frozenset(
                (other, place)
                for place, each in enumerate(inputs[other].examples)
                if link.target.index(each) not in allowed
            )
            if out:
                excluded[one, cell] = excluded.get((one, cell), _NONE) | out
    return excluded


def _cells_of(here: Cells, value: Partly) -> frozenset[int]:
    """The cells in which a value that is known in part can lie."""
    if value.range:
        return frozenset(range(here.index(value.low), here.index(value.high) + 1))
    return frozenset(map(here.index, value.options))


class _Restricted(Generic[Answer]):
    """
    A diagram without what the recorded values rule out.

    Attributes:
        answers: The answers still possible.

        open_inputs: The names of the inputs that can still change the answer.
    """

    def __init__(
        self,
        inputs: Sequence[Cells],
        nodes: Sequence[tuple[int, Branches]],
        kept: Mapping[int, Sequence[int]],
        root: _Node,
        every_answer: Sequence[Answer],
    ) -> None:
        self._inputs = inputs
        self._nodes = nodes
        self._kept = kept
        reached: set[_Node] = set()
        frontier = [root]
        while frontier:
            node = frontier.pop()
            if node not in reached:
                reached.add(node)
                if node >= 0:
                    frontier.extend(nodes[node][1])
        # A branch leads to an older node, so ascending order is from the leaves up.
        self._upwards = sorted(node for node in reached if node >= 0)
        self._open = sorted({nodes[node][0] for node in self._upwards})
        self.answers = tuple(
            every_answer[~node]
            for node in sorted(reached)
            if node < 0 and node != IMPOSSIBLE
        )
        at = self._open if IMPOSSIBLE not in reached else self._deciding(root)
        self.open_inputs = tuple(inputs[each].quantity.name for each in at)

    def _deciding(self, root: _Node) -> list[int]:
        """The inputs that still matter once what is impossible does not count."""
        instead: dict[_Node, _Node] = {}
        unique: dict[tuple[int, Branches], _Node] = {}
        for node in self._upwards:
            position, branches = self._nodes[node]
            rest = tuple(each if each < 0 else instead[each] for each in branches)
            possible = set(rest) - {IMPOSSIBLE}
            instead[node] = (
                IMPOSSIBLE
                if not possible
                else possible.pop()
                if len(possible) == 1
                else unique.setdefault((position, rest), len(unique))
            )
        nodes = tuple(unique)
        reached: set[_Node] = set()
        frontier = [root if root < 0 else instead[root]]
        while frontier:
            node = frontier.pop()
            if node >= 0 and node not in reached:
                reached.add(node)
                frontier.extend(nodes[node][1])
        return sorted({nodes[node][0] for node in reached})

    @functools.cached_property
    def by_cell(self) -> Mapping[str, tuple[int, ...]]:
        """For each open input and each of its cells, the answers as a bit mask."""
        last = len(self._inputs)
        nodes = self._nodes
        below: dict[_Node, int] = {}
        through = {each: [0] * len(self._inputs[each].examples) for each in self._open}
        # An answer whose path does not ask an input remains whatever its cell. The
        # key is the mask of such a path's answers, the value the inputs it skips.
        skipped: dict[int, int] = {}
        for node in self._upwards:
            position, branches = nodes[node]
            reach = through[position]
            answers = 0
            for cell, child in zip(self._kept[position], branches, strict=True):
                if child == IMPOSSIBLE:
                    continue
                mask, at = (
                    (1 << ~child, last)
                    if child < 0
                    else (below[child], nodes[child][0])
                )
                reach[cell] |= mask
                answers |= mask
                between = (1 << at) - (1 << position + 1)
                if between:
                    skipped[mask] = skipped.get(mask, 0) | between
            below[node] = answers
        for position, reach in through.items():
            always = 0
            for mask, inputs in skipped.items():
                if inputs >> position & 1:
                    always |= mask
            if always:
                for cell in self._kept[position]:
                    reach[cell] |= always
        return {
            self._inputs[position].quantity.name: tuple(reach)
            for position, reach in through.items()
        }


class Diagram(Generic[Answer]):
    """
    A rule, unfolded over the cells of its inputs.

    Args:
        inputs: The cells of every input, in the order in which to look at them.

        start: The state of the rule while nothing is known.

        learn: The state after the input at a position is known to have a value.

        settled: The answer in a state, wrapped in a tuple, or None while it is
            still open.

        joint: What the inputs say about each other by definition.
    """

    def __init__(
        self,
        inputs: Sequence[Cells],
        start: State,
        learn: Callable[[State, Cells, Value], State],
        settled: Callable[[State], tuple[Answer] | None],
        joint: Sequence[Link] = (),
    ) -> None:
        self._inputs = tuple(inputs)
        excluded = _excluded(self._inputs, joint)
        self._answers: list[Answer] = []
        self._nodes: list[tuple[int, tuple[_Node, ...]]] = []
        unique: dict[tuple[int, tuple[_Node, ...]], _Node] = {}
        seen: dict[tuple[int, State, _Places], _Node] = {}

        def unfold(position: int, state: State, barred: _Places) -> _Node:
            answer = settled(state)
            if answer is not None:
                return self._leaf(answer[0])
            key = (position, state, barred)
            node = seen.get(key)
            if node is None:
                here = self._inputs[position]
                later = frozenset(each for each in barred if each[0] > position)
                branches = tuple(
                    IMPOSSIBLE
                    if (position, cell) in barred
                    else unfold(
                        position + 1,
                        learn(state, here, example),
                        later | excluded.get((position, cell), _NONE),
                    )
                    for cell, example in enumerate(here.examples)
                )
                if len(set(branches)) == 1:
                    node = branches[0]
                else:
                    node = unique.setdefault((position, branches), len(self._nodes))
                    if node == len(self._nodes):
                        self._nodes.append((position, branches))
                seen[key] = node
            return node

        self._root = unfold(0, start, _NONE)
        self._leaves = range(len(self._answers))
        self._cells = MappingProxyType(
            {each.quantity.name: each for each in self._inputs}
        )
        self._restricted = functools.lru_cache(_REMEMBERED)(self._restrict)

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

    @property
    def inputs(self) -> Mapping[str, Cells]:
        """The cells of each input by its name, in the order of asking."""
        return self._cells

    def remaining(
        self, values: Values, partly: Mapping[str, frozenset[int]] = _NOTHING
    ) -> Remaining[Answer]:
        """
        The answers still possible once the values are known.

        Args:
            values: What was recorded.

            partly: The cells in which an input can still lie, for inputs that
                are known in part.

        Returns:
            The possible answers in no particular order, and the names of the
            missing inputs that can still change the answer.
        """
        known = self._known(values, partly)
        node = self._root
        while node >= 0:
            position, branches = self._nodes[node]
            cell = known[position]
            if not isinstance(cell, int):
                restricted = self._restricted(known)
                return restricted.answers, restricted.open_inputs
            node = branches[cell]
        if node == IMPOSSIBLE:
            return (), ()
        return (self._answers[~node],), ()

    def by_cell(
        self, values: Values, partly: Mapping[str, frozenset[int]] = _NOTHING
    ) -> Mapping[str, tuple[int, ...]]:
        """
        The answers that would remain if one open input were known as well.

        This is the same as asking `remaining` again with a value from each cell of
        each open input, in one pass over the restricted diagram.

        Args:
            values: What was recorded.

            partly: The cells in which an input can still lie, for inputs that
                are known in part.

        Returns:
            For each open input, by its name, and for each of its cells in their
            order, the answers as a bit mask for `answers_in`; 0 for a cell in which
            the input cannot lie.
        """
        return self._restricted(self._known(values, partly)).by_cell

    def answers_in(self, mask: int) -> tuple[Answer, ...]:
        """The answers in a bit mask, in the order of `answers`."""
        return tuple(
            answer for at, answer in enumerate(self._answers) if mask >> at & 1
        )

    def _known(
        self, values: Values, partly: Mapping[str, frozenset[int]]
    ) -> tuple[_Known, ...]:
        known: list[_Known] = []
        for name, here in self._cells.items():
            value = values.get(name)
            if name in partly:
                some = partly[name]
                known.append(next(iter(some)) if len(some) == 1 else some)
            elif isinstance(value, Partly):
                some = _cells_of(here, value)
                known.append(next(iter(some)) if len(some) == 1 else some)
            else:
                known.append(None if value is None else here.index(value))
        return tuple(known)

    def _leaf(self, answer: Answer) -> _Node:
        if answer not in self._answers:
            self._answers.append(answer)
        return ~self._answers.index(answer)

    def _restrict(self, known: tuple[_Known, ...]) -> _Restricted[Answer]:
        """Restrict the diagram, reducing it again so that it stays canonical."""
        kept = {
            position: range(len(self._inputs[position].examples))
            if cell is None
            else sorted(cell)
            for position, cell in enumerate(known)
            if not isinstance(cell, int)
        }
        reached: set[_Node] = set()
        frontier = [self._root]
        while frontier:
            node = frontier.pop()
            if node < 0 or node in reached:
                continue
            reached.add(node)
            position, branches = self._nodes[node]
            cell = known[position]
            if cell is None:
                frontier.extend(branches)
            elif isinstance(cell, int):
                frontier.append(branches[cell])
            else:
                frontier.extend(branches[each] for each in cell)
        # A leaf stays what it is.
        instead: dict[_Node, _Node] = {~each: ~each for each in self._leaves}
        instead[IMPOSSIBLE] = IMPOSSIBLE
        unique: dict[tuple[int, Branches], _Node] = {}
        # A branch leads to an older node, so ascending order is from the leaves up.
        for node in sorted(reached):
            position, branches = self._nodes[node]
            cell = known[position]
            if isinstance(cell, int):
                instead[node] = instead[branches[cell]]
                continue
            if cell is not None:
                branches = tuple(branches[each] for each in kept[position])
            rest = tuple(map(instead.__getitem__, branches))
            instead[node] = (
                rest[0]
                if rest.count(rest[0]) == len(rest)
                else unique.setdefault((position, rest), len(unique))
            )
        root = self._root if self._root < 0 else instead[self._root]
        return _Restricted(self._inputs, tuple(unique), kept, root, self._answers)
