"""
The inputs that can still change a first match, found for whole columns.

Where each criterion holds if any of its parts does, and the parts fall into groups that
share no input, a group needs to know little about the others: which criteria they may
meet. So what is open in a group is looked up by its own few cells and by that.
"""

from __future__ import annotations

import functools
import importlib
import itertools
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

import attrs

from cervmyelo.cells import Cells, cells
from cervmyelo.consistency import Link, cuts_in
from cervmyelo.criteria import AnyOf, Criterion, given, looks_at
from cervmyelo.forms import FirstMatch
from cervmyelo.forms.diagrams import Diagram
from cervmyelo.quantity import Value
from cervmyelo.scale import Grade

from .columns import OURS
from .dialects import Stage
from .states import number_of, place_of

__all__ = ["OpenInputs", "alternatives", "open_inputs_of"]

_LARGEST: Final = 2**14
"""A group of inputs has no more combinations of cells."""

_ROWS: Final = 2
"""With more criteria there would be too many sets of those that are met."""

_Parts: TypeAlias = "tuple[Criterion | bool, ...]"
# What a group of inputs still has to decide of each criterion.


def alternatives(criterion: Criterion) -> tuple[Criterion, ...]:
    """
    The parts of a criterion that holds if any of them does.

    Args:
        criterion: The criterion; a part by itself if it has no alternatives.
    """
    if not isinstance(criterion, AnyOf):
        return (criterion,)
    return tuple(itertools.chain(*map(alternatives, criterion.parts)))


@attrs.frozen
class OpenInputs:
    """
    What finds the inputs that can still change a first match.

    Attributes:
        rule: The rule.

        groups: Its inputs in groups that share no criterion and no statement.
    """

    rule: FirstMatch
    groups: tuple[_Group, ...]

    def states(self, known: Mapping[str, str]) -> Stage:
        """
        The columns that `masks` needs.

        Args:
            known: The columns of what is known of each input.
        """
        return {_state(at): each.number(known) for at, each in enumerate(self.groups)}

    def masks(self, rows: Any, floor: str) -> dict[str, Any]:
        """
        Whether each input is open, as expressions of Polars by its name.

        Args:
            rows: A Polars frame with the columns of `states`.

            floor: The column of the rank below which no answer is possible.
        """
        pl: Any = importlib.import_module("polars")
        ranks, places = len(self.rule.scale), range(len(self.groups))
        numbered = rows.lazy().select(floor, *map(_state, places))
        for stage in self._stages:
            numbered = numbered.with_columns(**stage)
        numbers = numbered.select(
            ((pl.col(_state(at)) * _SETS + _joined(_before(at), _after(at))) * ranks)
            .add(pl.col(floor))
            .cast(pl.UInt32)
            .alias(_state(at))
            for at in places
        )
        found: dict[str, Any] = {}
        for each, at in zip(self.groups, numbers.collect(), strict=True):
            bits = pl.lit(each.open(at))
            for place, name in enumerate(each.names):
                found[name] = (bits // 2**place) % 2 == 1
        return {name: found[name] for name in self.rule.inputs_by_name}

    @functools.cached_property
    def _stages(self) -> tuple[Stage, ...]:
        """What each group can meet, and all before it and all after it together."""
        pl: Any = importlib.import_module("polars")
        last = len(self.groups) - 1
        reached = {
            _met(at): pl.lit(each.reached).gather(pl.col(_state(at)))
            for at, each in enumerate(self.groups)
        }
        nothing = pl.lit(1, pl.UInt32)
        ends = {_before(0): nothing, _after(last): nothing}
        joined = (
            {
                _before(at + 1): _joined(_before(at), _met(at)),
                _after(last - at - 1): _joined(_after(last - at), _met(last - at)),
            }
            for at in range(last)
        )
        return {**reached, **ends}, *joined


_SETS: Final = 2**2**_ROWS
"""How many sets there are of what a group can meet."""


def _joined(one: str, other: str) -> Any:
    """What can be met together, by what each of two columns can."""
    pl: Any = importlib.import_module("polars")
    return pl.lit(_together()).gather(pl.col(one) * _SETS + pl.col(other))


def _state(at: int) -> str:
    return f"{OURS}state_{at}"


def _met(at: int) -> str:
    return f"{OURS}group_{at}"


def _before(at: int) -> str:
    return f"{OURS}before_{at}"


def _after(at: int) -> str:
    return f"{OURS}after_{at}"


@functools.cache
def _together() -> Any:
    """What two groups can meet together, by what each of them can."""
    pl: Any = importlib.import_module("polars")
    every = range(2**_ROWS)
    made = [
        _mask(a | b for a in every for b in every if one >> a & 1 and other >> b & 1)
        for one in range(_SETS)
        for other in range(_SETS)
    ]
    return pl.Series(made, dtype=pl.UInt32)


def _mask(places: Iterable[int]) -> int:
    return functools.reduce(lambda mask, at: mask | 1 << at, places, 0)


@attrs.frozen
class _Group:
    """
    Inputs that share criteria or statements among each other, and none with others.

    Attributes:
        rule: The rule.

        inputs: The cells of the inputs, in the order of the rule.

        parts: What they decide of each criterion.

        joint: What they say about each other.
    """

    rule: FirstMatch
    inputs: tuple[Cells, ...]
    parts: _Parts
    joint: tuple[Link, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its inputs."""
        return tuple(each.quantity.name for each in self.inputs)

    def number(self, known: Mapping[str, str]) -> Any:
        """The number of the cells of its inputs, from the columns of those."""
        pl: Any = importlib.import_module("polars")
        return number_of(
            [
                place_of(known[name], each.quantity, each)
                for name, each in zip(self.names, self.inputs, strict=True)
            ],
            pl.UInt32,
        )

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return math.prod(len(each.examples) + 1 for each in self.inputs)

    @functools.cached_property
    def reached(self) -> Any:
        """The set of what can be met, by the number of the cells."""
        pl: Any = importlib.import_module("polars")
        diagram = self._diagram(lambda met: met)
        sets = (_mask(diagram.remaining(each)[0]) for each in self._cases)
        return pl.Series([*sets], dtype=pl.UInt32)

    def open(self, numbers: Any) -> Any:
        """
        The set of inputs that are open.

        Args:
            numbers: The number of the cells, what others can meet and the floor.
        """
        pl: Any = importlib.import_module("polars")
        size = self.size * _SETS * len(self.rule.scale)
        if not self._known:
            self._known.append(pl.repeat(None, size, dtype=pl.UInt32, eager=True))
        table = self._known[0]
        new = [each for each in numbers.unique().to_list() if table[each] is None]
        if new:
            made = pl.Series([self._open(each) for each in new], dtype=pl.UInt32)
            table = self._known[0] = table.scatter(new, made)
        return table.gather(numbers)

    @functools.cached_property
    def _known(self) -> list[Any]:
        """The sets that were found before, by their numbers, if there are any."""
        return []

    def _open(self, number: int) -> int:
        rest, lowest = divmod(number, len(self.rule.scale))
        at, others = divmod(rest, _SETS)
        if (others, lowest) not in self._diagrams:
            self._diagrams[others, lowest] = self._diagram(
                functools.partial(self._answers, others, lowest)
            )
        _, names = self._diagrams[others, lowest].remaining(self._cases[at])
        return _mask(map(self.names.index, names))

    @functools.cached_property
    def _diagrams(self) -> dict[tuple[int, int], Diagram[Any]]:
        return {}

    def _answers(self, others: int, lowest: int, met: int) -> tuple[int, ...]:
        """The rank of the answer for each set of criteria that others can meet."""
        return tuple(
            max(lowest, self._rank(met | each))
            for each in range(2**_ROWS)
            if others >> each & 1
        )

    def _rank(self, met: int) -> int:
        rows = enumerate(self.rule.rows)
        grades = (each.then for at, each in rows if met >> at & 1)
        grade = next(grades, self.rule.otherwise)
        return grade.rank if isinstance(grade, Grade) else 0

    def _diagram(self, answer: Callable[[int], Any]) -> Diagram[Any]:
        def settled(parts: _Parts) -> tuple[Any] | None:
            if not all(isinstance(each, bool) for each in parts):
                return None
            return (answer(_mask(at for at, each in enumerate(parts) if each)),)

        return Diagram(self.inputs, self.parts, _learn, settled, self.joint)

    @functools.cached_property
    def _cases(self) -> tuple[dict[str, Value], ...]:
        """What is known for each number of the cells."""
        every = itertools.product(*((*e.examples, None) for e in self.inputs))
        return tuple(
            {n: v for n, v in zip(self.names, each, strict=True) if v is not None}
            for each in every
        )


def _learn(parts: _Parts, here: Cells, value: Value) -> _Parts:
    return tuple(
        each if isinstance(each, bool) else given(each, here.quantity, value)
        for each in parts
    )


@functools.lru_cache(128)
def open_inputs_of(rule: FirstMatch) -> OpenInputs | None:
    """
    What finds the open inputs of a rule; None if its parts depend on each other.

    Args:
        rule: The rule.
    """
    if rule.via is not None or rule.gaps or len(rule.rows) > _ROWS:
        return None
    parts = [alternatives(each) for each in rule.criteria]
    group = {name: frozenset([name]) for name in rule.input_names}
    shared = [[each.name for each in looks_at(part)] for some in parts for part in some]
    shared += [[e.quantity.name for e in (k.source, k.target)] for k in rule.joint]
    for together in shared:
        merged = frozenset[str]().union(*(group[name] for name in together))
        group |= dict.fromkeys(merged, merged)
    dividing = (*rule.criteria, *cuts_in(rule.joint))
    found: list[_Group] = []
    for names in dict.fromkeys(group[each.name] for each in rule.inputs):
        own = (
            tuple(p for p in some if any(e.name in names for e in looks_at(p)))
            for some in parts
        )
        made = _Group(
            rule,
            tuple(cells(e, dividing) for e in rule.inputs if e.name in names),
            tuple(AnyOf(some) if some else False for some in own),
            tuple(k for k in rule.joint if k.source.quantity.name in names),
        )
        if made.size > _LARGEST:
            return None
        found.append(made)
    return OpenInputs(rule, tuple(found))
