"""
What was recorded of a person, checked by itself and one record against another.

A value that is out of range counts as not recorded, and refuses the rules that ask for
it. Two values that contradict each other are both not known.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar

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
    one_of,
    opposite,
    surely,
)
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
        if isinstance(quantity, Fact):
            return self.read(quantity).value

        def make() -> str:
            if isinstance(quantity, Measure):
                least, most, _ = self.ends(quantity)
                return chosen((f"{least} = {most}", least), otherwise=NULL)
            raw, words = self.read(quantity).value, self._words(quantity)
            return chosen(
                (one_of(raw, quantity.levels), raw),
                (f"Count({words}) = 1", f"First({words})"),
                otherwise=NULL,
            )

        return self.definitions.define(f"recorded {quantity.name}", make)

    def is_there(self, quantity: Quantity) -> str:
        """Whether anything is recorded, in part or not."""
        ends = self.ends(quantity)
        there = f"{ends.least} is not null"
        if isinstance(quantity, Choice):
            return any_of((there, f"{ends.options} is not null"))
        return there

    def ends(self, quantity: Quantity) -> Ends:
        """What was recorded, as it was scored; null if nothing was."""
        match quantity:
            case Fact():
                value = self.value(quantity)
                return Ends(value, value)
            case Choice():
                value, words = self.value(quantity), self._words(quantity)
                several = (f"Count({words}) > 1", words)
                return Ends(
                    value,
                    value,
                    self.definitions.define(
                        f"options {quantity.name}",
                        lambda: chosen(several, otherwise=NULL),
                    ),
                )
            case Measure():
                return Ends(
                    self._end(quantity, "least"),
                    self._end(quantity, "most"),
                    self._options(quantity),
                )

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
        read = self.read(quantity)
        # A cause explains a value.
        alone = surely(all_of((read.explained, f"{read.value} is null")))
        if isinstance(quantity, Fact):
            return alone

        def make() -> str:
            holds = functools.partial(_holds, quantity)
            faults = [alone, surely(opposite(holds(read.value)))]
            if read.options != NULL:
                wrong = opposite(holds("O"))
                faults.append(f"exists ({read.options} O where {wrong})")
            if isinstance(quantity, Measure) and read.low != NULL:
                none = f"{read.low} is null and {read.high} is null"
                wrong = surely(_apart(quantity, read))
                faults.append(chosen((none, FALSE), otherwise=wrong))
            return any_of(faults)

        return self.definitions.define(f"invalid {quantity.name}", make)

    def _words(self, choice: Choice) -> str:
        """The possible words, if several are recorded and not all; else null."""
        read = self.read(choice)
        if read.options == NULL:
            return NULL

        def make() -> str:
            some = f"(distinct {read.options})"
            none = any_of(
                (
                    f"{read.value} is not null",
                    f"Count({some}) = 0",
                    f"Count({some}) = {len(choice.levels)}",
                    self.invalid(choice),
                )
            )
            return chosen((none, NULL), otherwise=some)

        return self.definitions.define(f"words {choice.name}", make)

    def _end(self, measure: Measure, end: str) -> str:
        read, (low, high) = self.read(measure), _ends_of(measure)

        def make() -> str:
            first = end == "least"
            branches = [
                (self.invalid(measure), NULL),
                (f"{read.value} is not null", read.value),
            ]
            if read.options != NULL:
                some = f"{'Min' if first else 'Max'}({read.options})"
                every = f"Count(distinct {read.options}) = {len(measure.values)}"
                some = chosen((every, NULL), otherwise=some)
                branches.append((f"exists ({read.options})", some))
            if read.low == NULL:
                return chosen(*branches, otherwise=NULL)
            least, most = f"Coalesce({read.low}, {low})", f"Coalesce({read.high}, {high})"
            branches.append((f"{least} <= {low} and {most} >= {high}", NULL))
            last = _raised(measure, least) if first else _lowered(measure, most)
            return chosen(*branches, otherwise=last)

        return self.definitions.define(f"{end} recorded {measure.name}", make)

    def _options(self, measure: Measure) -> str:
        """The possible numbers, if there are others between them; else null."""
        read = self.read(measure)
        if read.options == NULL:
            return NULL
        least, most = self._end(measure, "least"), self._end(measure, "most")

        def make() -> str:
            there = f"{read.value} is null and exists ({read.options})"
            count = f"Count(distinct {read.options})"
            fewer = f"{count} < {steps_between(measure, least, most)}"
            some = chosen((surely(fewer), f"(distinct {read.options})"), otherwise=NULL)
            return chosen((there, some), otherwise=NULL)

        return self.definitions.define(f"options {measure.name}", make)

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
    low, high = _ends_of(measure)
    return Ends(
        f"Coalesce({ends.least}, {low})", f"Coalesce({ends.most}, {high})", ends.options
    )


def steps_between(measure: Measure, least: str, most: str) -> str:
    """How many steps of a measure lie between two numbers, both included."""
    return f"({most} - {least}) / {number(measure.step or 1)} + 1.0"


def _ends_of(measure: Measure) -> tuple[str, str]:
    return number(measure.low), number(measure.high)


def _holds(quantity: Choice | Measure, raw: str) -> str:
    """Whether a recorded value is one that a quantity has."""
    if isinstance(quantity, Choice):
        return one_of(raw, quantity.levels)
    low, high = _ends_of(quantity)
    parts = [f"{raw} >= {low}", f"{raw} <= {high}"]
    if quantity.step is not None:
        parts.append(f"{raw} mod {number(quantity.step)} = 0.0")
    parts += [f"{raw} != {number(each)}" for each in quantity.excluded]
    return all_of(parts)


def _apart(measure: Measure, read: Read) -> str:
    """Whether ends are out of range, or have no value between them."""
    low, high = _ends_of(measure)
    least = _raised(measure, f"Coalesce({read.low}, {low})")
    most = _lowered(measure, f"Coalesce({read.high}, {high})")
    return any_of(
        (
            f"{read.low} < {low}",
            f"{read.low} > {high}",
            f"{read.high} < {low}",
            f"{read.high} > {high}",
            f"{least} > {most}",
        )
    )


def _raised(measure: Measure, least: str) -> str:
    """The first value of a measure that is no less than a number."""
    return _stepped(measure, "Ceiling", least)


def _lowered(measure: Measure, most: str) -> str:
    """The last value of a measure that is no more than a number."""
    return _stepped(measure, "Floor", most)


def _stepped(measure: Measure, to: str, end: str) -> str:
    if measure.step is None:
        return end
    step = number(measure.step)
    if not measure.excluded:
        return f"{step} * {to}({end} / {step})"
    values = listed(map(number, measure.values))
    first, sign = ("Min", ">=") if to == "Ceiling" else ("Max", "<=")
    return f"{first}(({values}) V where V {sign} {end})"


def clashes(link: Link) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """
    The cells of the source of a link with those of its target that they rule out.

    Whatever a source can be, what all its cells rule out together is one of the pairs.
    """
    every = frozenset(range(len(link.target.examples)))
    barred = [every - allowed for allowed in link.allowed]
    some = {*filter(None, barred)}
    while more := {one & other for one in some for other in some} - some - {frozenset()}:
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
