"""
What was recorded of a person, checked by itself and one record against another.

A value that is out of range counts as not recorded, and refuses the rules that ask for
it. Two values that contradict each other are both not known.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar, assert_never

import attrs

from cervmyelo.cells import Cells
from cervmyelo.consistency import LIMITS, Limit, Link, contradictable
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

from .criteria import runs, within
from .expressions import (
    FALSE,
    NULL,
    Definitions,
    Ends,
    all_of,
    any_of,
    chosen,
    number,
    one_of,
    surely,
)

__all__ = ["Recorded", "by_name", "clashes"]

T = TypeVar("T")


def by_name(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    """What belongs to each name, in order."""
    found: dict[str, list[T]] = {}
    for name, each in pairs:
        found.setdefault(name, []).append(each)
    return {name: tuple(some) for name, some in found.items()}


@attrs.frozen
class Recorded:
    """
    The definitions of what was recorded, made as they are asked for.

    Attributes:
        definitions: Where they are written.

        read: The reference to what was recorded of a quantity, whatever it is.
    """

    definitions: Definitions
    read: Callable[[Quantity], str]

    def value(self, quantity: Quantity) -> str:
        """What was recorded, if it is a value that the quantity has; else null."""
        raw = self.read(quantity)
        if isinstance(quantity, Fact):
            return raw

        def make() -> str:
            match quantity:
                case Choice(levels=levels):
                    return chosen((one_of(raw, levels), raw), otherwise=NULL)
                case Measure():
                    return chosen((_holds(quantity, raw), raw), otherwise=NULL)
                case _:
                    assert_never(quantity)

        return self.definitions.define(f"recorded {quantity.name}", make)

    def invalid(self, quantity: Quantity) -> str:
        """Whether something was recorded that is out of range."""
        if isinstance(quantity, Fact):
            return FALSE
        return self.definitions.define(
            f"invalid {quantity.name}",
            lambda: (
                f"{self.read(quantity)} is not null and {self.value(quantity)} is null"
            ),
        )

    def ends(self, measure: Measure) -> Ends:
        """The least and the greatest that a measure can be, by its own record."""
        value = self.value(measure)
        low, high = number(measure.low), number(measure.high)
        return Ends(f"Coalesce({value}, {low})", f"Coalesce({value}, {high})")

    def is_in(self, here: Cells, places: Collection[int]) -> str:
        """Whether a recorded value is in some cells; null if nothing is recorded."""
        value = self.value(here.quantity)
        return any_of(within(here, run, Ends(value, value)) for run in runs(places))

    def disputed(self, quantity: Quantity) -> str:
        """Whether it contradicts one other record, apart from totals."""
        pairs = _pairs().get(quantity.name, ())
        limits = _limits().get(quantity.name, ())
        if not pairs and not limits:
            return FALSE

        def make() -> str:
            return any_of((*map(self._pair, pairs), *map(self._limit, limits)))

        return self.definitions.define(f"disputed {quantity.name}", make)

    def _pair(self, link: Link) -> str:
        one, other = link.source, link.target

        def make() -> str:
            return surely(
                any_of(
                    all_of((self.is_in(one, sources), self.is_in(other, targets)))
                    for sources, targets in clashes(link)
                )
            )

        name = f"{one.quantity.name} contradicts {other.quantity.name}"
        return self.definitions.define(name, make)

    def _limit(self, limit: Limit) -> str:
        def make() -> str:
            most = f"{number(limit.factor)} * {self.value(limit.most)}"
            above = f"{self.value(limit.measure)} > {most} + {number(limit.plus)}"
            return surely(above)

        name = f"{limit.measure.name} exceeds {limit.most.name}"
        return self.definitions.define(name, make)


def _holds(measure: Measure, raw: str) -> str:
    """Whether a number lies in the range and on a step of a measure."""
    parts = [f"{raw} >= {number(measure.low)}", f"{raw} <= {number(measure.high)}"]
    if measure.step is not None:
        parts.append(f"{raw} mod {number(measure.step)} = 0.0")
    parts += [f"{raw} != {number(each)}" for each in measure.excluded]
    return all_of(parts)


def clashes(link: Link) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The cells of the source of a link with those of its target that they rule out."""
    every = frozenset(range(len(link.target.examples)))
    barred = ((every - allowed, cell) for cell, allowed in enumerate(link.allowed))
    sources: dict[frozenset[int], list[int]] = {}
    for cells, cell in barred:
        if cells:
            sources.setdefault(cells, []).append(cell)
    return ((tuple(some), tuple(sorted(cells))) for cells, some in sources.items())


@functools.cache
def _pairs() -> Mapping[str, tuple[Link, ...]]:
    return by_name(
        (here.quantity.name, link)
        for some in contradictable().values()
        for link in some
        for here in (link.source, link.target)
    )


@functools.cache
def _limits() -> Mapping[str, tuple[Limit, ...]]:
    return by_name(
        (each.name, limit) for limit in LIMITS for each in (limit.measure, limit.most)
    )
