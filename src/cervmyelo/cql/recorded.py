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
from cervmyelo.models.missing import UNAFFECTED
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

from .criteria import surely_in
from .expressions import (
    FALSE,
    NULL,
    Definitions,
    Ends,
    all_of,
    any_of,
    chosen,
    greatest,
    least_of,
    listed,
    literal,
    number,
    surely,
)
from .functions import called, number_record, word_record
from .inputs import Read

__all__ = ["Recorded", "by_name", "clashes", "steps_between", "whole"]

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

    What another cause explains is compared with other records as it was scored. What
    follows from it has to follow also if it is as if unaffected.

    Attributes:
        definitions: Where they are written.

        read: What was recorded of a quantity, whatever it is.
    """

    definitions: Definitions
    read: Callable[[Quantity], Read]

    def value(self, quantity: Quantity) -> str:
        """What was recorded, if it is one value that the quantity has; else null."""
        ends = self.ends(quantity)
        if ends.least == ends.most:
            return ends.least
        alone = chosen((f"{ends.least} = {ends.most}", ends.least), otherwise=NULL)
        return self.definitions.define(f"recorded {quantity.name}", lambda: alone)

    def is_there(self, quantity: Quantity) -> str:
        """Whether anything is recorded, in part or not."""
        ends = self.ends(quantity)
        if isinstance(quantity, Choice):
            return f"({ends.least} is not null or {ends.options} is not null)"
        return f"({ends.least} is not null)"

    def ends(self, quantity: Quantity) -> Ends:
        """What was recorded, as it was scored; null if nothing was."""
        match quantity:
            case Fact():
                value = self.read(quantity).value
                return Ends(value, value)
            case Choice():
                record = self._record(quantity)
                return Ends(f"{record}.word", f"{record}.word", f"{record}.options")
            case Measure():
                record = self._record(quantity)
                options = NULL if quantity.step is None else f"{record}.options"
                return Ends(f"{record}.least", f"{record}.most", options)
            case _:
                assert_never(quantity)

    def _record(self, quantity: Choice | Measure) -> str:
        """What a record says of a quantity, checked by itself."""
        read = self.read(quantity)

        def make() -> str:
            if isinstance(quantity, Choice):
                return word_record(quantity, read)
            return number_record(quantity, read)

        return self.definitions.define(f"record of {quantity.name}", make)

    def within(self, measure: Measure) -> Ends:
        """What a measure can be by its own record; anything if it has none."""
        return whole(measure, self.ends(measure))

    def readings(self, quantity: Quantity) -> Ends:
        """What was recorded, in both readings of what another cause explains."""
        ends, twice = self.ends(quantity), self.is_twice(quantity)
        if twice == FALSE:
            return ends
        name, define = quantity.name, self.definitions.define
        if isinstance(quantity, Fact):
            # As yes and as no, nothing is known.
            both = chosen((twice, NULL), otherwise=ends.least)
            value = define(f"read {name}", lambda: both)
            return Ends(value, value)
        pair = (ends.least, literal(UNAFFECTED[name]))
        return Ends(
            define(
                f"read least {name}",
                lambda: chosen((twice, least_of(pair)), otherwise=ends.least),
            ),
            define(
                f"read most {name}",
                lambda: chosen((twice, greatest(pair)), otherwise=ends.most),
            ),
            define(
                f"read options {name}",
                lambda: chosen((twice, listed(pair)), otherwise=ends.options),
            ),
        )

    def is_twice(self, quantity: Quantity) -> str:
        """Whether it has two readings, because another cause explains it."""
        explained = self.read(quantity).explained
        if explained == FALSE:
            return FALSE
        differs = f"{self.value(quantity)} != {literal(UNAFFECTED[quantity.name])}"
        return self.definitions.define(
            f"two readings {quantity.name}",
            lambda: surely(all_of((explained, differs))),
        )

    def invalid(self, quantity: Quantity) -> str:
        """Whether something was recorded that is out of range."""
        if not isinstance(quantity, Fact):
            return f"{self._record(quantity)}.invalid"
        read = self.read(quantity)
        # A cause explains a value.
        return surely(all_of((read.explained, f"{read.value} is null")))

    def is_in(self, here: Cells, places: Collection[int]) -> str:
        """Whether what is recorded is in some cells; null if nothing is recorded."""
        return surely_in(here, places, self.ends(here.quantity))

    def reads_in(self, here: Cells, places: Collection[int]) -> str:
        """The same of both readings of what another cause explains."""
        return surely_in(here, places, self.readings(here.quantity))

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
            most = f"{number(limit.factor)} * {self.ends(limit.most).most}"
            least = self.ends(limit.measure).least
            return surely(f"{least} > {most} + {number(limit.plus)}")

        name = f"{limit.measure.name} exceeds {limit.most.name}"
        return self.definitions.define(name, make)


def whole(measure: Measure, ends: Ends) -> Ends:
    """The same ends, or those of the range where nothing is known."""
    low, high = number(measure.low), number(measure.high)
    return Ends(
        f"Coalesce({ends.least}, {low})", f"Coalesce({ends.most}, {high})", ends.options
    )


def steps_between(measure: Measure, least: str, most: str) -> str:
    """How many steps of a measure lie between two numbers, both included."""
    return called("steps", least, most, number(measure.step or 1))


def clashes(link: Link) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """
    The cells of the source of a link with those of its target that they rule out.

    Whatever a source can be, what all its cells rule out together is one of the pairs.
    """
    every = frozenset(range(len(link.target.examples)))
    barred = [every - allowed for allowed in link.allowed]
    some = {*filter(None, barred)}
    while (
        more := {one & other for one in some for other in some} - some - {frozenset()}
    ):
        some |= more
    for cells in sorted(some, key=sorted):
        sources = (at for at, each in enumerate(barred) if cells <= each)
        yield tuple(sources), tuple(sorted(cells))


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
