"""
Everything that follows from the statements, calculated once.

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
    TOTALS,
    Contradiction,
    Described,
    Entailment,
    Literal,
    quantity_of,
)

__all__ = [
    "Implication",
    "Link",
    "cells_of",
    "contestable",
    "contradictable",
    "cuts_in",
    "described",
    "implied",
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

        forward: Whether its reasons lead from the source to the target as they are
            written, not backwards.
    """

    source: Cells
    target: Cells
    allowed: tuple[frozenset[int], ...]
    why: tuple[tuple[str, ...], ...]
    mutual: bool
    forward: bool


@attrs.frozen(eq=False)
class Implication:
    """
    What one recorded value, or one known in part, says about another quantity.

    Attributes:
        source: The name of the quantity that was recorded.

        target: The name of the quantity that it says something about.

        link: The link between the two.

        allowed: The cells in which the target can lie; never all of them.

        why: The reasons, for all cells in which the source can lie.

        why_not: The reasons that are shown if the target lies elsewhere.

        contradicts: Whether contradictions between the two are found from this side.
    """

    source: str
    target: str
    link: Link
    allowed: frozenset[int]
    why: tuple[str, ...]
    why_not: tuple[str, ...]
    contradicts: bool


class _Arrow(NamedTuple):
    source: str
    when: frozenset[int]
    target: str
    then: frozenset[int]
    why: str
    described: bool
    one_way: bool
    forward: bool


class _Known(NamedTuple):
    domain: frozenset[int]
    why: tuple[str, ...]
    mutual: bool
    forward: bool


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
        forward: dict[str, bool] = {}
        count = len(here.examples)
        for cell in range(count):
            followed = _followed(name, cell, arrows, places)
            for target, now in followed.items():
                every = frozenset(range(len(places[target].examples)))
                allowed.setdefault(target, [every] * count)[cell] = now.domain
                why.setdefault(target, [()] * count)[cell] = now.why
                mutual[target] = mutual.get(target, True) and now.mutual
                forward[target] = forward.get(target, True) and now.forward
        found[name] = tuple(
            Link(
                here,
                places[target],
                tuple(allowed[target]),
                tuple(why[target]),
                mutual[target],
                forward[target],
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

    It is the link whose reasons lead forward, else the link from the one that comes
    first in the data dictionary, and is listed by the name of its source.
    """
    chosen: dict[frozenset[str], Link] = {}
    every = [link for name in QUANTITIES for link in links().get(name, ())]
    for link in sorted(every, key=lambda link: not link.forward):
        pair = frozenset((link.source.quantity.name, link.target.quantity.name))
        chosen.setdefault(pair, link)
    by_name: dict[str, list[Link]] = {}
    for link in chosen.values():
        by_name.setdefault(link.source.quantity.name, []).append(link)
    return {name: tuple(some) for name, some in by_name.items()}


@functools.lru_cache(4096)
def implied(name: str, cells: frozenset[int]) -> tuple[Implication, ...]:
    """
    What a quantity says about others if it lies in one of some cells.

    Args:
        name: The name of the quantity; a statement must name it.

        cells: The cells.
    """
    found: list[Implication] = []
    nothing: frozenset[int] = frozenset()
    first, *_ = in_order = sorted(cells)
    chosen = contradictable().get(name, ())
    for link in links()[name]:
        allowed = nothing.union(*(link.allowed[cell] for cell in in_order))
        if len(allowed) < len(link.target.examples):
            found.append(
                Implication(
                    name,
                    link.target.quantity.name,
                    link,
                    allowed,
                    tuple(each for cell in in_order for each in link.why[cell]),
                    link.why[first],
                    any(each is link for each in chosen),
                )
            )
    return tuple(found)


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
def contestable() -> frozenset[str]:
    """The names of the quantities whose value can contradict something."""
    by_link = (
        name
        for source, some in links().items()
        for link in some
        for name in (source, link.target.quantity.name)
    )
    by_limit = (e.name for limit in LIMITS for e in (limit.measure, limit.most))
    by_doubt = (
        each.name for doubt in DOUBTS if doubt.refuses for each in doubt.quantities
    )
    by_total = (e.name for total in TOTALS for e in total.quantities)
    return frozenset((*by_link, *by_limit, *by_doubt, *by_total))


@functools.cache
def described() -> Mapping[str, str]:
    """For the name of each detail, what has to be there for it to be described."""
    return {
        each.when.quantity.name: quantity_of(each.then).name
        for each in ENTAILMENTS
        if isinstance(each.when, Described)
    }


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
    by_total = (
        (
            each.answer.name,
            *(item.name for item in each.items),
            *((each.bands.grade.name, *each.bands.scores) if each.bands else ()),
        )
        for each in TOTALS
        if not names.isdisjoint(item.name for item in each.items)
    )
    return (*by_link, *by_limit, *by_doubt, *by_total)


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
        why = statement.why
        yield _Arrow(source, when, target, then, why, described, one_way, forward=True)
        if not one_way:
            back = _all(places[target]) - then
            away = _all(places[source]) - when
            yield _Arrow(
                target,
                back,
                source,
                away,
                why,
                described=False,
                one_way=False,
                forward=False,
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
) -> dict[str, _Known]:
    """What one recorded value implies: for each quantity the cells that it leaves."""
    first = _Known(frozenset([cell]), (), mutual=True, forward=True)
    known: dict[str, _Known] = {start: first}
    waiting = [start]
    while waiting:
        name = waiting.pop(0)
        here = known[name]
        for arrow in arrows.get(name, ()):
            if (arrow.described and name != start) or not here.domain <= arrow.when:
                continue
            every = _all(places[arrow.target])
            nothing = _Known(every, (), mutual=True, forward=True)
            before = known.get(arrow.target, nothing)
            now = before.domain & arrow.then
            if now != before.domain:
                known[arrow.target] = _Known(
                    now,
                    tuple(dict.fromkeys((*before.why, *here.why, arrow.why))),
                    mutual=before.mutual and here.mutual and not arrow.one_way,
                    forward=before.forward and here.forward and arrow.forward,
                )
                waiting.append(arrow.target)
    del known[start]
    return known
