"""
Recorded facts checked against each other, in columns.

What the reader for one person does with values, this does with columns, from the same
statements: masks of rows whose facts contradict each other, and columns of what is
known without them, with what follows by definition filled in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

import attrs

from cervmyelo.cells import Cells
from cervmyelo.cohort.columns import OURS, column_kind, plain
from cervmyelo.cohort.dialects import Dialect, Expression, Stage, all_of, any_of, total
from cervmyelo.cohort.reasons import has_other_cause
from cervmyelo.consistency import (
    DOUBTS,
    LIMITS,
    Conflict,
    Doubt,
    Link,
    TotalAtMost,
    conflict_of,
    contradictable,
    doubt_of,
    links,
    quantity_of,
)
from cervmyelo.consistency.facts import Described, Literal
from cervmyelo.models.missing import COMPANIONS, UNAFFECTED
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

from .criteria import met
from .diagrams import up_to
from .parts import Inputs

__all__ = ["Checked", "checked", "related"]

_Names = Mapping[Quantity, str]


@attrs.frozen
class Checked:
    """
    Columns of facts that were checked against each other.

    Attributes:
        stages: Columns that have to be made first, in this order.

        inputs: The columns of what is known.

        conflicts: The rows of each conflict, as the name of a mask that is never null.
    """

    stages: tuple[Stage, ...]
    inputs: Inputs
    conflicts: tuple[tuple[str, Conflict], ...]


def related(quantities: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """
    The other quantities that can say something about some quantities.

    Those that entail one of them, and those that can contradict either.
    """
    wanted = {each.name for each in quantities if QUANTITIES.get(each.name) is each}
    sources = wanted | {
        source
        for source, some in links().items()
        for link in some
        if link.target.quantity.name in wanted
    }
    others: set[str] = set(sources)
    for source, some in contradictable().items():
        for link in some:
            pair = {source, link.target.quantity.name}
            if pair & sources:
                others |= pair
    for limit in LIMITS:
        pair = {limit.measure.name, limit.most.name}
        if pair & sources:
            others |= pair
    for doubt in DOUBTS:
        fields = set(doubt_of(doubt).fields)
        if fields & wanted:
            others |= fields
    return tuple(QUANTITIES[name] for name in QUANTITIES if name in others - wanted)


def checked(m: Dialect, names: _Names, wanted: Collection[Quantity]) -> Checked:
    """
    Facts checked against each other.

    Args:
        m: The dialect.

        names: The columns of what was recorded, by quantity.

        wanted: The quantities that the rules read.
    """
    own = {each: name for each, name in names.items() if _of_the_dictionary(each)}
    masks: Stage = {}
    conflicts: list[tuple[str, Conflict]] = []
    for mask, conflict in _conflicts(m, own):
        name = f"{OURS}conflict_{len(conflicts)}"
        masks[name] = mask.fill_null(value=False)
        conflicts.append((name, conflict))
    twice = {each: _twice(m, each, names) for each in own if _has_reason(each, names)}
    masks |= {_name(each, "twice"): mask for each, mask in twice.items()}
    contested: Stage = {}
    for quantity in own:
        some = [
            m.col(mask)
            for mask, conflict in conflicts
            if conflict.by_definition and quantity.name in conflict.fields
        ]
        if some:
            contested[_contested(quantity)] = any_of(some)
    known: Stage = {}
    now = dict(names)
    spans: dict[Quantity, tuple[str, str]] = {}
    for quantity in wanted:
        if _of_the_dictionary(quantity):
            made, span = _known(m, quantity, own, contested, twice)
            if made:
                now[quantity] = _name(quantity, "known")
            if span:
                spans[quantity] = (_name(quantity, "least"), _name(quantity, "most"))
            known |= made
    stages = tuple(stage for stage in (masks, contested, known) if stage)
    return Checked(stages, Inputs(m, now, spans), tuple(conflicts))


def _of_the_dictionary(quantity: Quantity) -> bool:
    return QUANTITIES.get(quantity.name) is quantity


def _name(quantity: Quantity, what: str) -> str:
    return f"{OURS}{quantity.name}__{what}"


def _contested(quantity: Quantity) -> str:
    return _name(quantity, "contested")


def _has_reason(quantity: Quantity, names: _Names) -> bool:
    """Whether a column may say that another cause explains the quantity."""
    return quantity.name in UNAFFECTED and COMPANIONS[quantity.name] in names


def _twice(m: Dialect, quantity: Quantity, names: _Names) -> Expression:
    """Where a value is read both as recorded and as if unaffected; never null."""
    value, unaffected = m.col(names[quantity]), UNAFFECTED[quantity.name]
    if isinstance(unaffected, bool):
        affected = ~value if unaffected else value
    else:
        affected = value < plain(float(unaffected))
    reason = m.col(names[COMPANIONS[quantity.name]])
    return has_other_cause(reason) & affected.fill_null(value=False)


def _conflicts(m: Dialect, names: _Names) -> Iterator[tuple[Expression, Conflict]]:
    by_name = {each.name: each for each in names}
    for source, some in contradictable().items():
        for link in some:
            target = link.target.quantity
            if source in by_name and target in names:
                yield from _pair(m, names, link)
    for limit in LIMITS:
        if limit.measure in names and limit.most in names:
            value, most = (
                m.cast(m.col(names[each]), "float")
                for each in (limit.measure, limit.most)
            )
            broken = value > most * float(limit.factor) + float(limit.plus)
            pair = (limit.measure.name, limit.most.name)
            yield broken, conflict_of(pair, (limit.why,))
    for doubt in DOUBTS:
        if all(_can_be(part, names) for part in doubt.parts):
            yield _doubtful(m, names, doubt), doubt_of(doubt)


def _pair(
    m: Dialect, names: _Names, link: Link
) -> Iterator[tuple[Expression, Conflict]]:
    source, target = link.source, link.target
    every = frozenset(range(len(target.examples)))
    groups: dict[tuple[frozenset[int], tuple[str, ...]], set[int]] = {}
    for cell, allowed in enumerate(link.allowed):
        if allowed != every:
            groups.setdefault((every - allowed, link.why[cell]), set()).add(cell)
    for (out, why), cells in groups.items():
        mask = _within(m.col(names[source.quantity]), source, cells) & _within(
            m.col(names[target.quantity]), target, out
        )
        yield mask, conflict_of((source.quantity.name, target.quantity.name), why)


def _within(value: Expression, here: Cells, cells: Collection[int]) -> Expression:
    """Whether a value is in one of some neighbouring cells; null if it is not known."""
    first, last = min(cells), max(cells)
    conditions: list[Expression] = []
    if last < len(here.examples) - 1:
        conditions.append(up_to(here, value, last))
    if first:
        conditions.append(~up_to(here, value, first - 1))
    return all_of(conditions) if conditions else ~value.is_null()


def _can_be(part: Literal | TotalAtMost, names: _Names) -> bool:
    if isinstance(part, TotalAtMost):
        return any(item in names for item in part.items)
    return quantity_of(part) in names


def _doubtful(m: Dialect, names: _Names, doubt: Doubt) -> Expression:
    def read(quantity: Quantity) -> Expression:
        return m.col(names[quantity])

    def holds(part: Literal | TotalAtMost) -> Expression:
        match part:
            case TotalAtMost(items=items, most=most):
                scores = (
                    m.cast(read(each), "float").fill_null(float(each.high))
                    if each in names
                    else m.lit(float(each.high), "float")
                    for each in items
                )
                return total(scores) <= float(most)
            case Described(quantity=quantity):
                return ~read(quantity).is_null()
            case _:
                return met(m, part, read)

    return all_of(holds(part).fill_null(value=False) for part in doubt.parts)


def _known(
    m: Dialect,
    quantity: Quantity,
    names: _Names,
    contested: Stage,
    twice: Collection[Quantity],
) -> tuple[Stage, bool]:
    """What is known of a quantity; and whether it can be known in part."""
    told = [
        link
        for source in names
        for link in links().get(source.name, ())
        if link.target.quantity is quantity
    ]
    at_odds = _contested(quantity) in contested
    if not told and not at_odds and quantity not in twice:
        return {}, False
    kind = column_kind(quantity)
    recorded = m.col(names[quantity]) if quantity in names else m.lit(None, kind)
    doubtful = [m.col(_contested(quantity))] if at_odds else []
    both = m.col(_name(quantity, "twice")) if quantity in twice else None
    if both is not None:
        doubtful.append(both)
    kept = m.case((~any_of(doubtful), recorded)) if doubtful else recorded
    there = ~recorded.is_null()
    groups = [
        pair
        for link in told
        for pair in _where(m, link, names[link.source.quantity], contested, twice)
    ]
    if not groups and (both is None or not isinstance(quantity, Measure)):
        return {_name(quantity, "known"): kept}, False
    match quantity:
        case Measure():
            options = [(e, _options(told[0].target, cells)) for e, cells in groups]
            return _narrowed(m, quantity, (recorded, kept, both), options), True
        case Fact() | Choice():
            only = [(when, min(cells)) for when, cells in groups if len(cells) == 1]
            values = [
                (when, m.lit(bool(cell) if isinstance(quantity, Fact) else cell, kind))
                for when, cell in only
            ]
            return {_name(quantity, "known"): m.case((there, kept), *values)}, False


def _where(
    m: Dialect, link: Link, name: str, contested: Stage, twice: Collection[Quantity]
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
        here = _within(m.col(name), link.source, cells).fill_null(value=False)
        if source in twice:
            mask = m.col(_name(source, "twice"))
            here = here & (~mask if read_twice is None else mask)
        if _contested(source) in contested:
            here = here & ~m.col(_contested(source))
        yield here, allowed


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
        _name(quantity, "least"): least,
        _name(quantity, "most"): most,
        # One possible value alone is known.
        _name(quantity, "known"): m.case((there, kept), (least == most, least)),
    }


_FIRST: Final = 0
_LAST: Final = -1


def _options(here: Cells, cells: frozenset[int]) -> tuple[float, ...]:
    quantity = here.quantity
    if not isinstance(quantity, Measure) or quantity.step is None:
        raise TypeError(quantity.name)  # pragma: no cover -- only items are deduced
    return tuple(each for each in quantity.values if here.index(each) in cells)
