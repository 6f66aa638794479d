"""
Tallies: how many of a list of findings are present.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, TypeVar

import attrs

from cervmyelo.cells import Cells, cells
from cervmyelo.consistency import Link, cuts_in
from cervmyelo.criteria import Criterion, given, holds, looks_at
from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Reason
from cervmyelo.frozen import Frozen
from cervmyelo.quantity import Measure, Quantity, Value, Values
from cervmyelo.sources import Citation, Statement

from .diagrams import Diagram
from .pieces import Piece
from .rule import Rule

__all__ = ["Counted", "Tally", "state_of"]

Answer = TypeVar("Answer")

_State: TypeAlias = tuple[int, tuple[Criterion, ...]]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Counted(Frozen):
    """
    One finding that is counted.

    Attributes:
        name: A short name, unique in its tally.

        label: Its name for people.

        when: The criterion for it to be present.

        cite: Where it is written.

        says: Statements of the sources about it, the article first.
    """

    name: str
    label: str
    when: Criterion
    cite: Citation
    says: tuple[Statement, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Tally(Rule[float]):
    """
    The number of findings that are present: k of n.

    A count has no weights. Where sources publish no effect sizes, no more than a count
    is justified.

    Attributes:
        counted: The findings.

    Raises:
        RuleError: If there is no finding, or two share a name.
    """

    counted: tuple[Counted, ...]

    def __attrs_post_init__(self) -> None:
        names = {each.name for each in self.counted}
        if not self.counted or len(names) != len(self.counted):
            raise RuleError(
                f"{self.name}: a tally needs findings, each with a name of its own."
            )
        self._directions_name_inputs()

    @property
    def form(self) -> str:
        """The kind of rule in words."""
        return "count of findings"

    @property
    def answer_type(self) -> type[int | float | str]:
        """A count is a whole number."""
        return int

    @property
    def answer_unit(self) -> str:
        """The unit of its answers."""
        return self.result.unit

    def _own_citations(self) -> Iterable[Citation]:
        return (each.cite for each in self.counted)

    def _looks_at(self) -> Iterable[Quantity]:
        return (each for when in self.criteria for each in looks_at(when))

    @functools.cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of the findings, as listed."""
        return tuple(each.when for each in self.counted)

    @functools.cached_property
    def result(self) -> Measure:
        """The count, as a quantity that other rules can read."""
        return Measure(
            name=self.name,
            label=self.label,
            question=f"What is the {self.label}?",
            low=0,
            high=len(self.counted),
            unit=f"of {len(self.counted)}",
        )

    @property
    def outcomes(self) -> tuple[float, ...]:
        """Every possible count."""
        return tuple(sorted(self.diagram.answers))

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart."""
        return self._cells[quantity.name].examples

    @functools.cached_property
    def joint(self) -> tuple[Link, ...]:
        """What its inputs say about each other by definition."""
        return self.links_among(self.inputs)

    @functools.cached_property
    def _cells(self) -> Mapping[str, Cells]:
        dividing = (*self.criteria, *cuts_in(self.joint))
        return {each.name: cells(each, dividing) for each in self.inputs}

    @functools.cached_property
    def diagram(self) -> Diagram[int]:
        """The decision diagram of the rule, made when first needed."""
        return self.unfolded(lambda count: count)

    def unfolded(self, answer: Callable[[int], Answer]) -> Diagram[Answer]:
        """The decision diagram, with each count replaced by another answer."""
        start: _State = (0, self.criteria)

        def settled(state: _State) -> tuple[Answer] | None:
            count, undecided = state
            return None if undecided else (answer(count),)

        return Diagram(
            list(self._cells.values()),
            start,
            _learn,
            settled,
            self.joint,
        )

    def states(self, values: Values) -> tuple[bool | None, ...]:
        """Whether each finding is present; None if that is not known."""
        return tuple(holds(when, values) for when in self.criteria)

    def find(self, values: Values) -> Finding[float]:
        """The count or its bounds, with the state of every finding."""
        possible, missing = self.diagram.remaining(values)
        return self.found(
            tuple(sorted(possible)),
            missing=missing,
            because=tuple(_state(each, values)[0] for each in self.counted),
            unit=f"of {len(self.counted)}",
        )

    @functools.cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The state of each finding."""
        return tuple(
            Piece(
                tuple(dict.fromkeys(looks_at(each.when))),
                functools.partial(_state, each),
                (each.when, *cuts_in(self.joint)),
            )
            for each in self.counted
        )


def _state(counted: Counted, values: Values) -> tuple[Reason, ...]:
    held = holds(counted.when, values)
    return (Reason(f"{counted.label}: {state_of(held)}", held),)


def state_of(held: bool | None) -> str:
    """
    The state of a finding in words: yes, no or not known.

    >>> state_of(True), state_of(False), state_of(None)
    ('yes', 'no', 'not known')
    """
    return "not known" if held is None else "yes" if held else "no"


def _learn(state: _State, here: Cells, value: Value) -> _State:
    count, criteria = state
    undecided: list[Criterion] = []
    for criterion in criteria:
        rest = given(criterion, here.quantity, value)
        if rest is True:
            count += 1
        elif rest is not False:
            undecided.append(rest)
    return count, tuple(undecided)
