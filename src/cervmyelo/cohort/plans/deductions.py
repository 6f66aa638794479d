"""
What is known of a quantity in columns: what was recorded, and what follows from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from cervmyelo.cells import Cells
from cervmyelo.cohort.columns import OURS, column_kind, plain
from cervmyelo.cohort.dialects import Dialect, Expression, Stage, all_of, any_of
from cervmyelo.consistency import Link, links
from cervmyelo.models.missing import UNAFFECTED
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

from .diagrams import up_to

__all__ = [
    "Names",
    "Spans",
    "known_of",
    "name_of",
    "options_in",
    "where",
    "where_between",
    "within",
]

Names: TypeAlias = Mapping[Quantity, str]
"""Columns by quantity."""

Spans: TypeAlias = Mapping[Quantity, tuple[str, str]]
"""The columns of the least and the greatest value that is possible, by quantity."""


def name_of(quantity: Quantity, what: str) -> str:
    """A temporary column about a quantity."""
    return f"{OURS}{quantity.name}__{what}"


def within(value: Expression, here: Cells, cells: Collection[int]) -> Expression:
    """Whether a value is in one of some neighbouring cells; null if it is not known."""
    first, last = min(cells), max(cells)
    conditions: list[Expression] = []
    if last < len(here.examples) - 1:
        conditions.append(up_to(here, value, last))
    if first:
        conditions.append(~up_to(here, value, first - 1))
    return all_of(conditions) if conditions else ~value.is_null()


def known_of(  # noqa: PLR0913 -- what a deduction reads
    m: Dialect,
    quantity: Quantity,
    names: Names,
    contested: Names,
    twice: Collection[Quantity],
    *,
    spans: Spans = MappingProxyType({}),
) -> tuple[Stage, bool]:
    """
    What is known of a quantity; and whether it can be known in part.

    Args:
        m: The dialect.

        quantity: The quantity.

        names: The columns of what was recorded, by quantity.

        contested: The masks of rows in which a quantity is contradictory, by quantity.

        twice: The quantities that have two readings in some rows.

        spans: The columns of the least and the greatest value that is possible, for
            quantities about which more is known than what was recorded.
    """
    told = [
        link
        for source in {**names, **spans}
        for link in links().get(source.name, ())
        if link.target.quantity is quantity
    ]
    at_odds = quantity in contested
    if not told and not at_odds and quantity not in twice:
        return {}, False
    kind = column_kind(quantity)
    recorded = m.col(names[quantity]) if quantity in names else m.lit(None, kind)
    doubtful = [m.col(contested[quantity])] if at_odds else []
    both = m.col(name_of(quantity, "twice")) if quantity in twice else None
    if both is not None:
        doubtful.append(both)
    kept = m.case((~any_of(doubtful), recorded)) if doubtful else recorded
    there = ~recorded.is_null()
    groups = [
        pair
        for link in told
        for pair in (
            where_between(m, link, spans[link.source.quantity])
            if link.source.quantity in spans
            else where(m, link, names[link.source.quantity], contested, twice)
        )
    ]
    if not groups and (both is None or not isinstance(quantity, Measure)):
        return {name_of(quantity, "known"): kept}, False
    match quantity:
        case Measure():
            options = [(e, options_in(told[0].target, cells)) for e, cells in groups]
            return _narrowed(m, quantity, (recorded, kept, both), options), True
        case Fact() | Choice():
            only = [(when, min(cells)) for when, cells in groups if len(cells) == 1]
            values = [
                (when, m.lit(bool(cell) if isinstance(quantity, Fact) else cell, kind))
                for when, cell in only
            ]
            return {name_of(quantity, "known"): m.case((there, kept), *values)}, False


def where(
    m: Dialect, link: Link, name: str, contested: Names, twice: Collection[Quantity]
) -> Iterator[tuple[Expression, frozenset[int]]]:
    """Where the source of a link narrows its target, and to which cells."""
    every = frozenset(range(len(link.target.examples)))
    source = link.source.quantity
    groups: dict[tuple[frozenset[int], int | None], set[int]] = {}
    for cell, allowed in enumerate(link.allowed):
        groups.setdefault((allowed, None), set()).add(cell)
        if source in twice:
            # Only what follows from both readings follows.
            well = link.source.index(UNAFFECTED[source.name])
            groups[allowed | link.allowed[well], cell] = {cell}
    for (allowed, read_twice), cells in groups.items():
        if allowed == every:
            continue
        here = within(m.col(name), link.source, cells).fill_null(value=False)
        if source in twice:
            mask = m.col(name_of(source, "twice"))
            here = here & (~mask if read_twice is None else mask)
        if source in contested:
            here = here & ~m.col(contested[source])
        yield here, allowed


def where_between(
    m: Dialect, link: Link, ends: tuple[str, str]
) -> Iterator[tuple[Expression, frozenset[int]]]:
    """As `where`, for a source whose least and greatest value are known."""
    least, most = map(m.col, ends)
    source = link.source
    every = frozenset(range(len(link.target.examples)))
    groups: dict[frozenset[int], list[Expression]] = {}
    count = len(source.examples)
    for first in range(count):
        for last in range(first, count):
            allowed = frozenset[int]().union(*link.allowed[first : last + 1])
            if allowed != every:
                here = within(least, source, {first})
                here = here & within(most, source, {last})
                groups.setdefault(allowed, []).append(here)
    for allowed, some in groups.items():
        yield any_of(some).fill_null(value=False), allowed


def _narrowed(
    m: Dialect,
    quantity: Measure,
    recorded: tuple[Expression, Expression, Expression | None],
    groups: list[tuple[Expression, tuple[float, ...]]],
) -> Stage:
    """The value of a measure, and the least and the greatest that is possible."""
    value, kept, both = recorded
    kind = column_kind(quantity)
    there = ~value.is_null()

    def end(pick: int) -> Expression:
        outer = quantity.values[pick]
        ends = [
            m.case(
                (when, m.lit(plain(options[pick]), kind)),
                otherwise=m.lit(plain(outer), kind),
            )
            for when, options in groups
        ] or [m.lit(plain(outer), kind)]
        across = m.greatest if pick == _FIRST else m.least
        inner = across(*ends) if len(ends) > 1 else ends[0]
        # A contradictory value is not known, and nothing else is known in its place.
        own = value if value is kept else m.filled(kept, plain(outer), kind)
        # Unaffected is the full mark.
        full = m.lit(plain(quantity.high), kind)
        first = [(both, full if pick == _LAST else value)] if both is not None else []
        return m.case(*first, (there, own), otherwise=inner)

    least, most = end(_FIRST), end(_LAST)
    return {
        name_of(quantity, "least"): least,
        name_of(quantity, "most"): most,
        # One possible value alone is known.
        name_of(quantity, "known"): m.case((there, kept), (least == most, least)),
    }


_FIRST: Final = 0
_LAST: Final = -1


def options_in(here: Cells, cells: frozenset[int]) -> tuple[float, ...]:
    """The scores of an item in some of its cells."""
    quantity = here.quantity
    if not isinstance(quantity, Measure) or quantity.step is None:
        raise TypeError(quantity.name)  # pragma: no cover -- only items are deduced
    return tuple(each for each in quantity.values if here.index(each) in cells)
