"""
How many of n findings are there.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import TypeAlias, TypeVar

import attrs

from cervmyelo.cells import Cells, cells
from cervmyelo.criteria import Criterion, given, holds, looks_at
from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Reason
from cervmyelo.quantity import Measure, Quantity, Value, Values
from cervmyelo.sources import Citation, Statement

from .diagrams import Diagram
from .rule import Rule

__all__ = ["Counted", "Tally", "state_of"]

Answer = TypeVar("Answer")

_State: TypeAlias = tuple[int, tuple[Criterion, ...]]


@attrs.frozen(cache_hash=True, kw_only=True)
class Counted:
    """
    One of the findings that are counted.

    Attributes:
        name: A short name, unique in its tally.

        label: What a reader calls it.

        when: The criterion for it to be present.

        cite: Where it is written.

        says: What the sources say of it, the article first.
    """

    name: str
    label: str
    when: Criterion
    cite: Citation
    says: tuple[Statement, ...] = ()


@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class Tally(Rule[float]):
    """
    The number of findings that are present: k of n.

    A count weighs nothing. Where sources publish no effect sizes it is the most
    that can honestly be said.

    Attributes:
        counted: The findings.

    Raises:
        RuleError: If there is none or two share a name.
    """

    counted: tuple[Counted, ...]

    def __attrs_post_init__(self) -> None:
        names = {each.name for each in self.counted}
        if not self.counted or len(names) != len(self.counted):
            raise RuleError(f"{self.name}: a tally needs findings of different names.")
        self._directions_name_inputs()

    def _looks_at(self) -> Iterable[Quantity]:
        return (each for when in self.criteria for each in looks_at(when))

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of the findings, as listed."""
        return tuple(each.when for each in self.counted)

    @functools.cached_property
    def result(self) -> Measure:
        """The count, as something that other rules can look at."""
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
        """Every count that can be reached."""
        return tuple(sorted(self.diagram.answers))

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart."""
        return cells(quantity, self.criteria).examples

    @functools.cached_property
    def diagram(self) -> Diagram[int]:
        """The rule unfolded over the cells of its inputs; made when first needed."""
        return self.unfolded(lambda count: count)

    def unfolded(self, answer: Callable[[int], Answer]) -> Diagram[Answer]:
        """The rule unfolded, with something else told in the place of each count."""
        start: _State = (0, self.criteria)

        def settled(state: _State) -> tuple[Answer] | None:
            count, left = state
            return None if left else (answer(count),)

        return Diagram(
            [cells(each, self.criteria) for each in self.inputs], start, _learn, settled
        )

    def states(self, values: Values) -> tuple[bool | None, ...]:
        """For every finding whether it is present; None if that is not known."""
        return tuple(holds(when, values) for when in self.criteria)

    def find(self, values: Values) -> Finding[float]:
        """The count or its bounds, with the state of every finding."""
        possible, missing = self.diagram.remaining(values)
        states = zip(self.counted, self.states(values), strict=True)
        return self.found(
            tuple(sorted(possible)),
            missing=missing,
            because=tuple(
                Reason(f"{each.label}: {state_of(held)}", held) for each, held in states
            ),
            unit=f"of {len(self.counted)}",
        )


def state_of(held: bool | None) -> str:
    """
    The state of a finding in words: yes, no or not known.

    >>> state_of(True), state_of(False), state_of(None)
    ('yes', 'no', 'not known')
    """
    return "not known" if held is None else "yes" if held else "no"


def _learn(state: _State, here: Cells, value: Value) -> _State:
    count, criteria = state
    left: list[Criterion] = []
    for criterion in criteria:
        rest = given(criterion, here.quantity, value)
        if rest is True:
            count += 1
        elif rest is not False:
            left.append(rest)
    return count, tuple(left)
