"""
Recorded facts checked against each other, in columns.

What the reader for one person does with values, this does with columns, from the same
statements: masks of rows whose facts contradict each other, and columns of what is
known without them, with what follows by definition filled in.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Collection, Iterable, Iterator
from typing import Final

import attrs

from cervmyelo.cohort.columns import OURS, plain
from cervmyelo.cohort.dialects import Dialect, Expression, Stage, all_of, any_of, total
from cervmyelo.cohort.reasons import has_other_cause
from cervmyelo.consistency import (
    DOUBTS,
    LIMITS,
    TOTALS,
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
from cervmyelo.quantity import Fact, Quantity

from .criteria import between_ends, met
from .deductions import (
    Names,
    Recorded,
    Spans,
    exactly,
    filled_ends,
    known_of,
    name_of,
    reached,
    runs,
    within,
)
from .parts import Ends, Inputs
from .recorded_totals import with_totals
from .score_bands import Banded, with_bands

__all__ = ["Checked", "checked", "related"]

_REMEMBERED: Final = 1024


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
    return _related(
        frozenset(e.name for e in quantities if QUANTITIES.get(e.name) is e)
    )


@functools.lru_cache(_REMEMBERED)
def _related(wanted: frozenset[str]) -> tuple[Quantity, ...]:
    sources = _sources(wanted)
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
    for each in TOTALS:
        fields = {quantity.name for quantity in each.quantities}
        if fields & sources:
            others |= fields
    return tuple(QUANTITIES[name] for name in QUANTITIES if name in others - wanted)


def _sources(wanted: frozenset[str]) -> frozenset[str]:
    """Some quantities, and all that entail something about one of them."""
    sources = _with_sources(wanted)
    before: frozenset[str] = frozenset()
    while sources != before:
        before = sources
        for each in TOTALS:
            # What says an item of a recorded total says something about the others.
            if not sources.isdisjoint(quantity.name for quantity in each.quantities):
                sources |= _with_sources(frozenset(item.name for item in each.items))
    return sources


def _with_sources(wanted: frozenset[str]) -> frozenset[str]:
    """Some quantities, and those that entail something about one of them."""
    return wanted | {
        source
        for source, some in links().items()
        for link in some
        if link.target.quantity.name in wanted
    }


def checked(
    m: Dialect, names: Names, wanted: Collection[Quantity], spanned: Spans
) -> Checked:
    """
    Facts checked against each other.

    Args:
        m: The dialect.

        names: The columns of what was recorded, by quantity.

        wanted: The quantities that the rules read.

        spanned: The columns of the least and the greatest value that was recorded, null
            where none was, for the quantities that can be known in part.
    """
    own = {each: name for each, name in names.items() if _of_the_dictionary(each)}
    twice = {each: _twice(m, each, names) for each in own if _has_reason(each, names)}
    banded = with_bands(Recorded(m, own, spanned), twice)
    recorded = banded.recorded
    names, own = {**names, **recorded.names}, dict(recorded.names)
    spanned = recorded.spanned
    masks: Stage = {}
    conflicts: list[tuple[str, Conflict]] = []
    for mask, conflict in _conflicts(banded):
        name = f"{OURS}conflict_{len(conflicts)}"
        masks[name] = mask.fill_null(value=False)
        conflicts.append((name, conflict))
    masks |= {name_of(each, "twice"): mask for each, mask in twice.items()}
    contested, at_odds = _contested(m, own, conflicts)
    now = dict(names)
    spans: dict[Quantity, tuple[str, str]] = {}
    scored: tuple[Stage, ...] = ()
    settled: Names = {}
    answers: dict[Quantity, tuple[str, str]] = {}
    if any(each.answer in own for each in TOTALS):
        narrowed = with_totals(banded, contested, twice)
        conflicts += narrowed.conflicts
        contested, scored = {**narrowed.contested}, narrowed.stages
        settled = narrowed.names
        now |= settled
        spans |= narrowed.spans
        answers |= narrowed.spanned
    known: Stage = {}
    narrowed_items = {**spans}
    for quantity in wanted:
        if quantity in spanned and quantity.answer and quantity not in answers:
            # What is contradictory is not known.
            kept = _kept(recorded, quantity, contested)
            answers[quantity] = (name_of(quantity, "first"), name_of(quantity, "last"))
            known |= dict(zip(answers[quantity], kept, strict=True))
        if quantity in spanned and not _of_the_dictionary(quantity):
            known |= filled_ends(recorded, quantity)
            spans[quantity] = (name_of(quantity, "least"), name_of(quantity, "most"))
        if _of_the_dictionary(quantity) and quantity not in settled:
            made, span = known_of(
                recorded, quantity, contested, twice, spans=narrowed_items
            )
            if made:
                now[quantity] = name_of(quantity, "known")
            if span:
                spans[quantity] = (
                    name_of(quantity, "least"),
                    name_of(quantity, "most"),
                )
            known |= made
    every = (*banded.stages, masks, at_odds, *scored, known)
    stages = tuple(stage for stage in every if stage)
    read_twice = {each: name_of(each, "twice") for each in twice}
    inputs = Inputs(m, now, spans, read_twice, answers)
    return Checked(stages, inputs, tuple(conflicts))


def _contested(
    m: Dialect, own: Iterable[Quantity], conflicts: Collection[tuple[str, Conflict]]
) -> tuple[dict[Quantity, str], Stage]:
    """The masks of rows in which a quantity is contradictory."""
    contested: dict[Quantity, str] = {}
    masks: Stage = {}
    for quantity in own:
        some = [
            m.col(mask)
            for mask, conflict in conflicts
            if conflict.by_definition and quantity.name in conflict.refuses
        ]
        if some:
            contested[quantity] = name_of(quantity, "contested")
            masks[contested[quantity]] = any_of(some)
    return contested, masks


def _kept(
    recorded: Recorded, quantity: Quantity, contested: Names
) -> tuple[Expression, Expression]:
    """The ends of what was recorded, null where that is contradictory."""
    ends = recorded.ends(quantity)
    if quantity not in contested:
        return ends
    sure = ~recorded.m.col(contested[quantity])
    low, high = (recorded.m.case((sure, end)) for end in ends)
    return low, high


def _of_the_dictionary(quantity: Quantity) -> bool:
    return QUANTITIES.get(quantity.name) is quantity


def _has_reason(quantity: Quantity, names: Names) -> bool:
    """Whether a column may say that another cause explains the quantity."""
    return quantity.name in UNAFFECTED and COMPANIONS[quantity.name] in names


def _twice(m: Dialect, quantity: Quantity, names: Names) -> Expression:
    """Where a value is read both as recorded and as if unaffected; never null."""
    value, unaffected = m.col(names[quantity]), UNAFFECTED[quantity.name]
    if isinstance(unaffected, bool):
        affected = ~value if unaffected else value
    else:
        affected = value < plain(float(unaffected))
    reason = m.col(names[COMPANIONS[quantity.name]])
    return has_other_cause(reason) & affected.fill_null(value=False)


def _conflicts(banded: Banded) -> Iterator[tuple[Expression, Conflict]]:
    recorded = banded.recorded
    m, names = recorded.m, recorded.names
    by_name = {each.name: each for each in names}
    for source, some in contradictable().items():
        for link in some:
            target = link.target.quantity
            if source in by_name and target in names:
                yield from _pair(recorded, link)
    for limit in LIMITS:
        if limit.measure in names and limit.most in names:
            least, _ = recorded.ends(limit.measure)
            _, greatest = recorded.ends(limit.most)
            value, most = (m.cast(each, "float") for each in (least, greatest))
            broken = value > most * float(limit.factor) + float(limit.plus)
            pair = (limit.measure.name, limit.most.name)
            yield broken, conflict_of(pair, (limit.why,))
    for doubt in DOUBTS:
        if all(_can_be(part, names) for part in doubt.parts):
            yield from _doubtful(banded, doubt)


def _pair(recorded: Recorded, link: Link) -> Iterator[tuple[Expression, Conflict]]:
    source, target = link.source, link.target
    every = frozenset(range(len(target.examples)))
    groups: dict[tuple[frozenset[int], tuple[str, ...]], list[tuple[int, int]]] = {}
    for first, last, allowed in reached(
        link, in_part=source.quantity in recorded.spanned
    ):
        if allowed != every:
            key = (every - allowed, link.why[first])
            groups.setdefault(key, []).append((first, last))
    low, high = recorded.ends(source.quantity)
    least, most = recorded.ends(target.quantity)
    for (out, why), spans in groups.items():
        if low is high:
            here = within(low, source, {first for first, _ in spans})
        else:
            here = any_of(exactly((low, high), source, span) for span in spans)
        there = any_of(
            within(least, target, run)
            if least is most
            else within(least, target, run) & within(most, target, run)
            for run in runs(out)
        )
        mask = here & there
        yield mask, conflict_of((source.quantity.name, target.quantity.name), why)


def _can_be(part: Literal | TotalAtMost, names: Names) -> bool:
    if isinstance(part, TotalAtMost):
        return any(each in names for each in (part.answer, *part.items))
    return quantity_of(part) in names


def _doubtful(banded: Banded, doubt: Doubt) -> Iterator[tuple[Expression, Conflict]]:
    """A conflict for each way in which the facts of a doubt can be recorded."""
    ways = [[*_ways(banded, part)] for part in doubt.parts]
    for way in itertools.product(*ways):
        fields = itertools.chain(*(named for named, _ in way))
        masks = (mask.fill_null(value=False) for _, mask in way)
        yield all_of(masks), doubt_of(doubt, fields)


def _ways(
    banded: Banded, part: Literal | TotalAtMost
) -> Iterator[tuple[tuple[str, ...], Expression]]:
    """The names of what can be recorded that says a fact, and where it does."""
    recorded = banded.recorded
    m, names = recorded.m, recorded.names

    def most_of(quantity: Quantity) -> Expression:
        return recorded.ends(quantity)[1]

    def read(quantity: Quantity) -> Expression:
        if quantity not in recorded.spanned or isinstance(quantity, Fact):
            return m.col(names[quantity])
        return between_ends(m, Ends((), *recorded.ends(quantity), quantity))

    match part:
        case TotalAtMost(answer=answer, items=items, most=most):
            scores = (
                m.cast(most_of(each), "float").fill_null(float(each.high))
                if each in names
                else m.lit(float(each.high), "float")
                for each in items
            )
            low = total(scores) <= float(most)
            if answer in names:
                by_total = (most_of(answer) <= plain(most)).fill_null(value=False)
                yield from banded.by_source(part, by_total)
                low &= ~by_total
            if all(each in names for each in items):
                gaps = any_of(most_of(each).is_null() for each in items)
                yield tuple(each.name for each in items), low & ~gaps
                low &= gaps
            yield (), low
        case Described(quantity=quantity):
            yield (quantity.name,), ~most_of(quantity).is_null()
        case _:
            yield (quantity_of(part).name,), met(m, part, read)
