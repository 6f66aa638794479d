"""
What is known of a quantity in columns: what was recorded, and what follows from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import attrs

from cervmyelo.cells import Cells
from cervmyelo.cohort.columns import OURS, column_kind, outer, plain
from cervmyelo.cohort.dialects import Dialect, Expression, Stage, all_of, any_of
from cervmyelo.consistency import Link, links
from cervmyelo.models.missing import UNAFFECTED
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

from .diagrams import runs, up_to

__all__ = [
    "Names",
    "Recorded",
    "Spans",
    "exactly",
    "filled_ends",
    "known_of",
    "name_of",
    "reached",
    "runs",
    "scores_in",
    "where_between",
    "where_recorded",
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


@attrs.frozen(eq=False)
class Recorded:
    """
    The columns of what was recorded.

    Attributes:
        m: The dialect.

        names: The columns of values, null where nothing valid was recorded or it is
            known in part.

        spanned: The columns of the least and the greatest value, null where nothing was
            recorded, for the quantities that can be known in part.
    """

    m: Dialect
    names: Names
    spanned: Spans

    def ends(self, quantity: Quantity) -> tuple[Expression, Expression]:
        """The least and the greatest value that was recorded; null where none was."""
        if quantity in self.spanned:
            low, high = map(self.m.col, self.spanned[quantity])
            return low, high
        value = self.m.col(self.names[quantity])
        return value, value


def filled_ends(recorded: Recorded, quantity: Quantity) -> Stage:
    """The ends of what was recorded, and of what is possible where nothing was."""
    if isinstance(quantity, Fact):
        return {}
    kind = column_kind(quantity)
    pairs = zip(recorded.ends(quantity), outer(quantity), strict=True)
    names = (name_of(quantity, side) for side in ("least", "most"))
    filled = (recorded.m.filled(end, limit, kind) for end, limit in pairs)
    return dict(zip(names, filled, strict=True))


def known_of(
    recorded: Recorded,
    quantity: Quantity,
    contested: Names,
    twice: Collection[Quantity],
    *,
    spans: Spans = MappingProxyType({}),
) -> tuple[Stage, bool]:
    """
    What is known of a quantity; and whether it can be known in part.

    Args:
        recorded: The columns of what was recorded.

        quantity: The quantity.

        contested: The masks of rows in which a quantity is contradictory, by quantity.

        twice: The quantities that have two readings in some rows.

        spans: The columns of the least and the greatest value that is possible, for
            quantities about which more is known than what was recorded.
    """
    m, names = recorded.m, recorded.names
    in_part = quantity in recorded.spanned
    said = [
        link
        for source in {**names, **spans}
        for link in links().get(source.name, ())
        if link.target.quantity is quantity
    ]
    at_odds = quantity in contested
    if not said and not at_odds and quantity not in twice and not in_part:
        return {}, False
    kind = column_kind(quantity)
    value = m.col(names[quantity]) if quantity in names else m.lit(None, kind)
    doubtful = [m.col(contested[quantity])] if at_odds else []
    both = m.col(name_of(quantity, "twice")) if quantity in twice else None
    if both is not None:
        doubtful.append(both)
    kept = m.case((~any_of(doubtful), value)) if doubtful else value
    groups = [
        pair
        for link in said
        for pair in (
            where_between(m, link, spans[link.source.quantity])
            if link.source.quantity in spans
            else where_recorded(recorded, link, contested, twice)
        )
    ]
    read_twice = both is not None and isinstance(quantity, Measure)
    if not (groups or in_part or read_twice):
        return {name_of(quantity, "known"): kept}, False
    if isinstance(quantity, Fact) or (isinstance(quantity, Choice) and not in_part):
        only = [(when, min(cells)) for when, cells in groups if len(cells) == 1]
        values = [
            (when, m.lit(bool(cell) if isinstance(quantity, Fact) else cell, kind))
            for when, cell in only
        ]
        there = ~value.is_null()
        return {name_of(quantity, "known"): m.case((there, kept), *values)}, False
    spanned = recorded.ends(quantity) if in_part else None
    if spanned is not None and at_odds:
        # A contradictory value is not known, and nothing else is known in its place.
        sure = ~m.col(contested[quantity])
        spanned = (m.case((sure, spanned[0])), m.case((sure, spanned[1])))
    options = [(when, scores_in(said[0].target, cells)) for when, cells in groups]
    return _narrowed(m, quantity, (value, kept, both), spanned, options), True


def where_recorded(
    recorded: Recorded, link: Link, contested: Names, twice: Collection[Quantity]
) -> Iterator[tuple[Expression, frozenset[int]]]:
    """Where what was recorded of the source of a link narrows its target."""
    m, source = recorded.m, link.source.quantity
    yield from where(m, link, recorded.names[source], contested, twice)
    if source in recorded.spanned:
        low, high = recorded.ends(source)
        part = (low < high).fill_null(value=False)
        if source in contested:
            part = part & ~m.col(contested[source])
        for when, allowed in where_between(m, link, recorded.spanned[source]):
            yield when & part, allowed


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
    between = (m.col(ends[0]), m.col(ends[1]))
    every = frozenset(range(len(link.target.examples)))
    groups: dict[frozenset[int], list[Expression]] = {}
    for first, last, allowed in reached(link, in_part=True):
        if allowed != every:
            here = exactly(between, link.source, (first, last))
            groups.setdefault(allowed, []).append(here)
    for allowed, some in groups.items():
        yield any_of(some).fill_null(value=False), allowed


def reached(link: Link, *, in_part: bool) -> Iterator[tuple[int, int, frozenset[int]]]:
    """
    The cells of the target that go together with some neighbouring ones of the source.

    Args:
        link: The link.

        in_part: Whether the source can be in several cells.

    Yields:
        The first and the last cell of the source, and the cells of the target.
    """
    count = len(link.source.examples)
    for first in range(count):
        for last in range(first, count if in_part else first + 1):
            yield first, last, frozenset[int]().union(*link.allowed[first : last + 1])


def exactly(
    ends: tuple[Expression, Expression], here: Cells, span: tuple[int, int]
) -> Expression:
    """Whether the ends of a value are in two cells; null if it is not known."""
    (low, high), (first, last) = ends, span
    return within(low, here, {first}) & within(high, here, {last})


def _narrowed(
    m: Dialect,
    quantity: Choice | Measure,
    recorded: tuple[Expression, Expression, Expression | None],
    spanned: tuple[Expression, Expression] | None,
    groups: list[tuple[Expression, tuple[float, ...]]],
) -> Stage:
    """The value of a quantity, and the least and the greatest that is possible."""
    value, kept, both = recorded
    kind = column_kind(quantity)
    there = ~value.is_null()
    limits = outer(quantity)

    def end(pick: int) -> Expression:
        limit = limits[pick]
        ends = [
            m.case(
                (when, m.lit(plain(options[pick]), kind)),
                otherwise=m.lit(plain(limit), kind),
            )
            for when, options in groups
        ] or [m.lit(plain(limit), kind)]
        if spanned is not None:
            ends.append(m.filled(spanned[pick], plain(limit), kind))
        across = m.greatest if pick == _FIRST else m.least
        inner = across(*ends) if len(ends) > 1 else ends[0]
        # A contradictory value is not known, and nothing else is known in its place.
        own = value if value is kept else m.filled(kept, plain(limit), kind)
        # Unaffected is the full mark.
        full = m.lit(plain(limits[_LAST]), kind)
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


def scores_in(here: Cells, cells: frozenset[int]) -> tuple[float, ...]:
    """The scores of an item, or the places of words, in some of its cells."""
    quantity = here.quantity
    if isinstance(quantity, Choice):
        return tuple(sorted(cells))
    if not isinstance(quantity, Measure) or quantity.step is None:
        raise TypeError(quantity.name)  # pragma: no cover -- only items are deduced
    return tuple(each for each in quantity.values if here.index(each) in cells)
