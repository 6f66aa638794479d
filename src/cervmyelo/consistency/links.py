"""
Everything that follows from the statements, worked out once.

The statements are implications between facts about one quantity each. What several
recorded facts imply together is what each of them implies by itself, taken together, as
in 2-satisfiability; so it is enough to follow the implications from each value of each
quantity once.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

import attrs

from cervmyelo.cells import Cells, cells
from cervmyelo.criteria import Above, AtLeast, Criterion
from cervmyelo.errors import RuleError
from cervmyelo.frozen import Frozen
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Measure

from .facts import (
    CONTRADICTIONS,
    DOUBTS,
    ENTAILMENTS,
    LIMITS,
    Contradiction,
    Described,
    Entailment,
    Literal,
    quantity_of,
)

__all__ = [
    "Link",
    "cells_of",
    "contradictable",
    "cuts_in",
    "joint",
    "linked_to",
    "links",
    "reaching",
]


_STATEMENTS: Final[tuple[Entailment | Contradiction, ...]] = (
    *ENTAILMENTS,
    *CONTRADICTIONS,
)


@attrs.frozen(eq=False, repr=False)
class Link(Frozen):
    """
    What the recorded value of one quantity says about another.

    Attributes:
        source: The quantity that was recorded.

        target: The quantity that it says something about.

        allowed: For each cell of the source, the cells in which the target can lie.

        why: For each cell of the source, the reasons; empty where it says nothing.

        mutual: Whether two unknown values exclude each other as well. A symptom that
            is described is there; but one that is absent has no description, so there
            nothing is unknown.
    """

    source: Cells
    target: Cells
    allowed: tuple[frozenset[int], ...]
    why: tuple[tuple[str, ...], ...]
    mutual: bool


class _Arrow(NamedTuple):
    source: str
    when: frozenset[int]
    target: str
    then: frozenset[int]
    why: str
    described: bool
    one_way: bool


@functools.cache
def links() -> Mapping[str, tuple[Link, ...]]:
    """The links from each quantity, by its name."""
    places = cells_of()
    arrows: dict[str, list[_Arrow]] = {}
    for arrow in _arrows(places):
        arrows.setdefault(arrow.source, []).append(arrow)
    found: dict[str, tuple[Link, ...]] = {}
    for name, here in places.items():
        allowed: dict[str, list[frozenset[int]]] = {}
        why: dict[str, list[tuple[str, ...]]] = {}
        mutual: dict[str, bool] = {}
        for cell in range(len(here.examples)):
            for target, (domain, reasons, both) in _followed(
                name, cell, arrows, places
            ).items():
                every = frozenset(range(len(places[target].examples)))
                count = len(here.examples)
                allowed.setdefault(target, [every] * count)[cell] = domain
                why.setdefault(target, [()] * count)[cell] = reasons
                mutual[target] = mutual.get(target, True) and both
        found[name] = tuple(
            Link(
                here,
                places[target],
                tuple(allowed[target]),
                tuple(why[target]),
                mutual[target],
            )
            for target in allowed
        )
    return found


@functools.cache
def cells_of() -> Mapping[str, Cells]:
    """The cells of each quantity that a statement names, by its name."""
    criteria: dict[str, list[Criterion]] = {}
    for literal in _literals():
        quantity = quantity_of(literal)
        named = criteria.setdefault(quantity.name, [])
        if not isinstance(literal, Described):
            named.append(literal)
    return {name: cells(QUANTITIES[name], some) for name, some in criteria.items()}


@functools.cache
def contradictable() -> Mapping[str, tuple[Link, ...]]:
    """
    One link for each two quantities that can contradict each other.

    It is the link from the one that comes first in the data dictionary, if there is
    one, and stands under the name of its source.
    """
    chosen: dict[frozenset[str], Link] = {}
    for name in QUANTITIES:
        for link in links().get(name, ()):
            chosen.setdefault(frozenset((name, link.target.quantity.name)), link)
    by_name: dict[str, list[Link]] = {}
    for link in chosen.values():
        by_name.setdefault(link.source.quantity.name, []).append(link)
    return {name: tuple(some) for name, some in by_name.items()}


@functools.cache
def linked_to(name: str) -> frozenset[str]:
    """The names of the quantities that say something about a quantity."""
    return frozenset(
        source
        for source, some in links().items()
        if any(link.target.quantity.name == name for link in some)
    )


@functools.cache
def joint(names: frozenset[str]) -> tuple[Link, ...]:
    """The links among some quantities that also exclude unknown values."""
    return tuple(
        link
        for name in sorted(names & links().keys())
        for link in links()[name]
        if link.mutual and link.target.quantity.name in names
    )


@functools.cache
def reaching(names: frozenset[str]) -> tuple[tuple[object, ...], ...]:
    """Everything in the statements that can change an answer from some quantities."""
    by_link = (
        (source, link.target.quantity.name, *map(sorted, link.allowed))
        for source, some in sorted(links().items())
        for link in some
        if not names.isdisjoint((source, link.target.quantity.name))
    )
    by_limit = (
        (each.measure.name, each.most.name, each.factor, each.plus)
        for each in LIMITS
        if not names.isdisjoint((each.measure.name, each.most.name))
    )
    by_doubt = (
        (each.name, *map(str, each.parts))
        for each in DOUBTS
        if not names.isdisjoint(quantity.name for quantity in each.refuses)
    )
    return (*by_link, *by_limit, *by_doubt)


def cuts_in(some: Iterable[Link]) -> tuple[Criterion, ...]:
    """Criteria that divide measures where some links do."""
    return tuple(
        (Above if above else AtLeast)(here.quantity, bound)
        for link in some
        for here in (link.source, link.target)
        if isinstance(here.quantity, Measure)
        for bound, above in here.cuts
    )


def _literals() -> Iterator[Literal]:
    for statement in _STATEMENTS:
        yield from _both(statement)


def _arrows(places: Mapping[str, Cells]) -> Iterator[_Arrow]:
    for statement in _STATEMENTS:
        one, other = _both(statement)
        then = _where(other, places)
        if isinstance(statement, Contradiction):
            then = _all(places[quantity_of(other).name]) - then
        source, target = quantity_of(one).name, quantity_of(other).name
        when = _where(one, places)
        described = isinstance(one, Described)
        one_way = described or getattr(statement, "one_way", False)
        yield _Arrow(source, when, target, then, statement.why, described, one_way)
        if not one_way:
            back = _all(places[target]) - then
            away = _all(places[source]) - when
            yield _Arrow(
                target,
                back,
                source,
                away,
                statement.why,
                described=False,
                one_way=False,
            )


def _all(here: Cells) -> frozenset[int]:
    return frozenset(range(len(here.examples)))


def _both(statement: Entailment | Contradiction) -> tuple[Literal, Literal]:
    if isinstance(statement, Entailment):
        return statement.when, statement.then
    return statement.one, statement.other


def _where(literal: Literal, places: Mapping[str, Cells]) -> frozenset[int]:
    """The cells in which a literal holds: an end of an ordered quantity."""
    here = places[quantity_of(literal).name]
    if isinstance(literal, Described):
        return _all(here)
    name = here.quantity.name
    held = frozenset(
        cell
        for cell, example in enumerate(here.examples)
        if _met(literal, {name: example})
    )
    ordered = sorted(held)
    one_sided = ordered in (
        list(range(len(held))),
        list(range(len(here.examples) - len(held), len(here.examples))),
    )
    if not one_sided:
        raise RuleError(f"{name}: a statement must hold at one end of the quantity.")
    return held


def _met(literal: Literal, values: Mapping[str, bool | int | float | str]) -> bool:
    if isinstance(literal, Described):
        return True
    return literal.met(values) is True


def _followed(
    start: str,
    cell: int,
    arrows: Mapping[str, list[_Arrow]],
    places: Mapping[str, Cells],
) -> dict[str, tuple[frozenset[int], tuple[str, ...], bool]]:
    """What one recorded value implies: for each quantity the cells that it leaves."""
    known: dict[str, tuple[frozenset[int], tuple[str, ...], bool]] = {
        start: (frozenset([cell]), (), True)
    }
    waiting = [start]
    while waiting:
        name = waiting.pop(0)
        domain, reasons, both = known[name]
        for arrow in arrows.get(name, ()):
            if (arrow.described and name != start) or not domain <= arrow.when:
                continue
            before = known.get(arrow.target)
            every = _all(places[arrow.target])
            now = (before[0] if before else every) & arrow.then
            if now != (before[0] if before else every):
                why = tuple(dict.fromkeys((*reasons, arrow.why)))
                if before:
                    why = tuple(dict.fromkeys((*before[1], *why)))
                mutual = both and not arrow.one_way and (not before or before[2])
                known[arrow.target] = (now, why, mutual)
                waiting.append(arrow.target)
    del known[start]
    return known
