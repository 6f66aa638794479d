"""
One person's recorded values, checked against the statements.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, cast

import attrs

from cervmyelo.errors import ContradictionError
from cervmyelo.frozen import Frozen
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Measure, Partly, Quantity, Readings, Value, Values

from .facts import (
    DOUBTS,
    LIMITS,
    Described,
    Doubt,
    Literal,
    TotalAtMost,
)
from .links import Link, contradictable, links

__all__ = [
    "Conflict",
    "Consistent",
    "Deduction",
    "conflict_of",
    "consistent",
    "doubt_of",
    "partly_of",
]


@attrs.frozen(eq=False, repr=False)
class Deduction(Frozen):
    """
    What recorded facts say about a quantity that was not recorded.

    Attributes:
        quantity: The quantity.

        value: Its value, or what is still possible.

        sources: The names of the quantities that say so.

        why: The reasons, as clauses.
    """

    quantity: Quantity
    value: Value | Partly
    sources: tuple[str, ...]
    why: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Conflict(Frozen):
    """
    Recorded facts that contradict each other, or are unlikely together.

    Attributes:
        fields: The names of the fields.

        why: The reason, as a clause.

        refuses: The names of the quantities whose rules give no answer; empty if the
            facts are only unlikely together.

        by_definition: Whether they cannot be true together. Such facts say nothing
            about other quantities either.
    """

    fields: tuple[str, ...]
    why: str
    refuses: frozenset[str]
    by_definition: bool

    @property
    def error(self) -> ContradictionError:
        """The error, with what to do about it."""
        return ContradictionError(self.fields, self.why)

    def __str__(self) -> str:
        if self.by_definition:
            return str(self.error)
        return f"{' and '.join(self.fields)}: {self.why}. Check them; both may be true."


@attrs.frozen(eq=False, repr=False)
class Consistent(Frozen):
    """
    What is known once recorded values are checked against each other.

    Attributes:
        known: What was recorded without contradiction, and what follows from it.

        deductions: What follows, by the name of the quantity.

        conflicts: What contradicts each other, and what is unlikely together.
    """

    known: Values
    deductions: Mapping[str, Deduction]
    conflicts: tuple[Conflict, ...]


_NOTHING: Final[Mapping[str, Deduction]] = MappingProxyType({})


def consistent(readings: Readings) -> Consistent:
    """
    What is known once recorded values are checked against each other.

    >>> found = consistent({"mjoa_motor_lower": 1, "wheelchair_or_immobile": False})
    >>> found.conflicts[0].fields
    ('wheelchair_or_immobile', 'mjoa_motor_lower')
    >>> consistent({"mjoa_motor_lower": 1}).known["ambulatory"]
    False

    Args:
        readings: What was recorded, checked; as a value known in part where it has two
            readings, the recorded one first. That one is compared with others, but
            only what follows from both is deduced.
    """
    twice = any(isinstance(value, Partly) for value in readings.values())
    values = cast("Mapping[str, Value]", readings)
    if twice:
        values = {k: v.low if isinstance(v, Partly) else v for k, v in readings.items()}
    linked = links()
    found = sorted(values.keys() & linked.keys(), key=_place)
    conflicts = [*_contradictory(found, values), *_broken(values)]
    contested = frozenset(name for each in conflicts for name in each.fields)
    conflicts += _doubtful(values)
    deductions = _deduced((e for e in found if e not in contested), readings)
    known: Values = values
    if deductions or contested or twice:
        sure = {
            k: _ascending(value) for k, value in readings.items() if k not in contested
        }
        known = {**sure, **{k: each.value for k, each in deductions.items()}}
    follows = MappingProxyType(deductions) if deductions else _NOTHING
    return Consistent(MappingProxyType(known), follows, tuple(conflicts))


def _contradictory(
    names: Iterable[str], values: Mapping[str, Value]
) -> Iterator[Conflict]:
    for name in names:
        for link in contradictable().get(name, ()):
            other = link.target.quantity.name
            if other in values:
                cell = link.source.index(values[name])
                if link.target.index(values[other]) not in link.allowed[cell]:
                    yield conflict_of((name, other), link.why[cell])


def _ascending(value: Value | Partly) -> Value | Partly | None:
    """Both readings in order; of a yes or no they leave nothing known."""
    if not isinstance(value, Partly):
        return value
    return None if isinstance(value.low, bool) else Partly(tuple(sorted(value.options)))


def _deduced(names: Iterable[str], readings: Readings) -> dict[str, Deduction]:
    domains: dict[str, frozenset[int]] = {}
    sources: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    last: dict[str, Link] = {}
    for name in names:
        value = readings[name]
        options = value.options if isinstance(value, Partly) else (value,)
        for link in links()[name]:
            cells = [link.source.index(each) for each in options]
            target = link.target.quantity.name
            nothing: frozenset[int] = frozenset()
            allowed = nothing.union(*(link.allowed[cell] for cell in cells))
            if target in readings or len(allowed) == len(link.target.examples):
                continue
            before = domains.get(target)
            now = allowed if before is None else before & allowed
            if now != before:
                domains[target] = now
                why = tuple(each for cell in cells for each in link.why[cell])
                sources.setdefault(target, []).append((name, why))
                last[target] = link
    return {
        name: _deduction(last[name], domain, sources[name])
        for name, domain in domains.items()
    }


def conflict_of(names: Iterable[str], why: Iterable[str]) -> Conflict:
    """The conflict of two recorded values, whichever of them is looked at first."""
    fields = tuple(sorted(names, key=_place))
    return Conflict(fields, "; ".join(why), frozenset(fields), by_definition=True)


def doubt_of(doubt: Doubt) -> Conflict:
    """What is shown where the facts of a doubt are recorded together."""
    fields = tuple(dict.fromkeys(each.name for each in doubt.quantities))
    refuses = frozenset(each.name for each in doubt.refuses)
    return Conflict(fields, doubt.why, refuses, by_definition=False)


def partly_of(link: Link, cells: frozenset[int]) -> Value | Partly:
    """The values of the target of a link in some of its cells."""
    here = link.target
    quantity = here.quantity
    if isinstance(quantity, Measure) and quantity.step is None:
        return Partly(_ends(here.cuts, cells, quantity), range=True)
    every: tuple[Value, ...] = quantity.values
    options = tuple(each for each in every if here.index(each) in cells)
    return options[0] if len(options) == 1 else Partly(options)


def _ends(
    cuts: tuple[tuple[float, int], ...], cells: frozenset[int], measure: Measure
) -> tuple[float, float]:
    first, last = min(cells), max(cells)
    low = measure.low if first == 0 else cuts[first - 1][0]
    high = measure.high if last == len(cuts) else cuts[last][0]
    return low, high


@functools.cache
def _order() -> Mapping[str, int]:
    return {name: place for place, name in enumerate(QUANTITIES)}


def _place(name: str) -> int:
    return _order()[name]


def _deduction(
    link: Link, domain: frozenset[int], sources: list[tuple[str, tuple[str, ...]]]
) -> Deduction:
    value = partly_of(link, domain)
    names = tuple(sorted((name for name, _ in sources), key=_place))
    why = tuple(dict.fromkeys(each for _, some in sources for each in some))
    return Deduction(link.target.quantity, value, names, why)


def _broken(values: Mapping[str, Value]) -> Iterator[Conflict]:
    for limit in LIMITS:
        value, most = values.get(limit.measure.name), values.get(limit.most.name)
        if value is None or most is None:
            continue
        if limit.broken(float(value), float(most)):
            yield conflict_of((limit.measure.name, limit.most.name), (limit.why,))


def _doubtful(values: Mapping[str, Value]) -> Iterator[Conflict]:
    for doubt in DOUBTS:
        if all(_surely(part, values) for part in doubt.parts):
            yield doubt_of(doubt)


def _surely(part: Literal | TotalAtMost, values: Mapping[str, Value]) -> bool:
    match part:
        case TotalAtMost(items=items, most=most):
            greatest = (values.get(each.name, each.high) for each in items)
            return sum(map(_number, greatest)) <= most
        case Described(quantity=quantity):
            return quantity.name in values
        case _:
            return part.met(values) is True


def _number(value: Value) -> float:
    return float(value)
