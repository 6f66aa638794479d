"""
Recorded totals in columns: each narrows its items, and they narrow it.

What the reader for one person does with sets of scores, this does with their ends. The
scores of an item have no holes but those that its scale has, so that the ends suffice.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping

import attrs

from cervmyelo.cohort.columns import column_kind, outer, plain
from cervmyelo.cohort.dialects import Dialect, Expression, Stage, all_of, any_of
from cervmyelo.consistency import (
    TOTALS,
    Conflict,
    Total,
    links,
    total_conflict,
    totals_conflict,
)
from cervmyelo.quantity import Measure, Quantity

from .deductions import (
    Names,
    Recorded,
    Spans,
    name_of,
    scores_in,
    where_between,
    where_recorded,
)
from .item_scores import SIDES, Scores, summed
from .score_bands import Banded

__all__ = ["Narrowed", "ends_next_to_total", "with_totals"]


@attrs.frozen
class Narrowed:
    """
    Columns of totals and items that narrow each other.

    Attributes:
        stages: Columns that have to be made first, in this order.

        names: The columns of what is known of totals and items.

        spans: The columns of the least and the greatest score of each item.

        spanned: The columns of the least and the greatest total, null where none was
            recorded, for the totals that can be known in part.

        contested: The masks of rows in which a quantity is contradictory.

        conflicts: The rows of each conflict, as the name of a mask that is never null.
    """

    stages: tuple[Stage, ...]
    names: Names
    spans: Spans
    spanned: Spans
    contested: Names
    conflicts: tuple[tuple[str, Conflict], ...]


def with_totals(
    banded: Banded, contested: Names, twice: Collection[Quantity]
) -> Narrowed:
    """
    What is known of recorded totals and of their items.

    Args:
        banded: The columns of what was recorded, and of totals that a word says.

        contested: The masks of rows in which a quantity is contradictory.

        twice: The quantities that have two readings in some rows. A total is compared
            with its items as they were scored.
    """
    recorded = banded.recorded
    m, own = recorded.m, recorded.names
    there = [each for each in TOTALS if each.answer in own]
    first: Stage = {}
    narrow: Stage = {}
    second: Stage = {}
    crossed: Stage = {}
    conflicts: list[tuple[str, Conflict]] = []
    for each in there:
        alone = Scores(recorded, each, contested, twice, "alone")
        said = Scores(recorded, each, contested, twice, "scored")
        first |= alone.without_links() | said.with_links()
        narrow |= ends_next_to_total(m, each, said.answer, said.items, "next")
        for name, mask, conflict in _conflicts(banded, each, (alone, said)):
            second[name] = mask
            conflicts.append((name, conflict))
    for name, mask, conflict in _crossed(banded, there, tuple(conflicts)):
        crossed[name] = mask
        conflicts.append((name, conflict))
    third: Stage = {}
    now: dict[Quantity, str] = {**contested}
    for quantity in own:
        some = [
            m.col(name) for name, each in conflicts if quantity.name in each.refuses
        ]
        if some:
            before = [m.col(contested[quantity])] if quantity in contested else []
            now[quantity] = name_of(quantity, "at_odds")
            third[now[quantity]] = any_of([*before, *some])
    fourth: Stage = {}
    fifth: Stage = {}
    names: dict[Quantity, str] = {}
    spans: dict[Quantity, tuple[str, str]] = {}
    spanned: dict[Quantity, tuple[str, str]] = {}
    for each in there:
        said = Scores(recorded, each, now, twice, "left")
        fourth |= said.with_links()
        fifth |= _narrowed(said)
        for item in each.items:
            names[item] = name_of(item, "known")
            spans[item] = (name_of(item, "least"), name_of(item, "most"))
        names[each.answer] = name_of(each.answer, "known")
        if each.answer in recorded.spanned:
            spanned[each.answer] = _columns(each.answer, ("first", "last"))
    answers = {answer: _columns(answer, SIDES) for answer in spanned}
    sixth = _onward(recorded, there, spans)
    known: Stage = {}
    for quantity, (least, most) in spans.items():
        low, high = m.col(least), m.col(most)
        known[name_of(quantity, "known")] = m.case((low == high, low))
    stages = (first, narrow, second, crossed, third, fourth, fifth, sixth, known)
    return Narrowed(stages, names, spans | answers, spanned, now, tuple(conflicts))


def _columns(quantity: Quantity, sides: tuple[str, str]) -> tuple[str, str]:
    first, last = sides
    return name_of(quantity, first), name_of(quantity, last)


def _is_recorded(recorded: Recorded, total: Total) -> Expression:
    """Whether a total was recorded, known or known in part; never null."""
    return ~recorded.ends(total.answer)[0].is_null()


def _crossed(
    banded: Banded, there: Collection[Total], known: Collection[tuple[str, Conflict]]
) -> Iterator[tuple[str, Expression, Conflict]]:
    """The contradictions of totals with each other, apart from known ones."""
    recorded = banded.recorded
    m = recorded.m
    for one, other in itertools.combinations(there, 2):
        differ = _differ(m, one, other)
        if differ is None:
            continue
        pair = {one.answer.name, other.answer.name}
        at_fault = [m.col(name) for name, each in known if pair & each.refuses]
        both = _is_recorded(recorded, one) & _is_recorded(recorded, other)
        ways = [
            ((*by, *also), here)
            for by, where in banded.by_source(one, differ & both & ~any_of(at_fault))
            for also, here in banded.by_source(other, where)
        ]
        for place, (by, where) in enumerate(ways):
            name = name_of(one.answer, f"against_{other.answer.name}_{place}")
            yield name, where, totals_conflict(one, other, by)


def _conflicts(
    banded: Banded, each: Total, scores: tuple[Scores, Scores]
) -> Iterator[tuple[str, Expression, Conflict]]:
    """The contradictions of a total with other fields."""
    for name, mask, others in _contradicted(banded.recorded, each, scores):
        for place, (by, where) in enumerate(banded.by_source(each, mask)):
            yield f"{name}_{place}", where, total_conflict(each, others, by)


def _contradicted(
    recorded: Recorded, each: Total, scores: tuple[Scores, Scores]
) -> Iterator[tuple[str, Expression, tuple[str, ...]]]:
    """The rows in which a total contradicts other fields, with their names."""
    alone, said = scores
    own = recorded.names
    mask = alone.unreachable().fill_null(value=False)
    items = tuple(item.name for item in each.items if item in own)
    yield name_of(each.answer, "against"), mask, items
    chained = said.unreachable().fill_null(value=False) & ~mask
    for source in own:
        narrows: list[Expression] = []
        for link in links().get(source.name, ()):
            item = link.target.quantity
            if isinstance(item, Measure) and item in each.items:
                some = where_recorded(recorded, link, said.contested, said.twice)
                found = [here for here, _ in some]
                if found:
                    narrows.append(any_of(found) & said.is_open(item))
        if narrows and source not in each.items:
            by = f"against_{source.name}"
            where = chained & any_of(narrows)
            yield name_of(each.answer, by), where, (source.name,)


def ends_next_to_total(
    m: Dialect,
    total: Total,
    answer: tuple[Expression, Expression],
    items: Mapping[Measure, tuple[Expression, Expression]],
    name: str,
) -> Stage:
    """
    The ends of each item, as it was scored, next to its total.

    Args:
        m: The dialect.

        total: The total.

        answer: Its ends; null where there is none.

        items: The ends of each of its items, never null.

        name: What the names of the columns begin with, after that of the item.
    """
    first, last = answer
    made: Stage = {}
    for item, (low, high) in items.items():
        least, most = summed(ends for each, ends in items.items() if each is not item)
        floor = (first - most).fill_null(float(item.low))
        ceiling = (last - least).fill_null(float(item.high))
        down = m.case((floor > low, floor), otherwise=low)
        up = m.case((ceiling < high, ceiling), otherwise=high)
        kind = column_kind(item)
        settled = None
        if item.whole and not total.answer.whole:
            # Half a point of the others is no score of a whole item.
            down = m.case(((down % 1.0) > 0, down + 0.5), otherwise=down)
            up = m.case(((up % 1.0) > 0, up - 0.5), otherwise=up)
        elif not item.whole:
            # Whole items leave out every other half point of the last one.
            halves = (e for e in items if not e.whole and e is not item)
            known = (answer, *(items[each] for each in halves))
            settled = all_of(one == other for one, other in known)
            off_down = settled & (((down - floor).abs() % 1.0) > 0)
            off_up = settled & (((ceiling - up).abs() % 1.0) > 0)
            down = m.case((off_down, down + 0.5), otherwise=down)
            up = m.case((off_up, up - 0.5), otherwise=up)
        for end, step, side in ((down, 1, "least"), (up, -1, "most")):
            inner = _off_holes(m, item, end, step, settled)
            made[name_of(item, f"{name}_{side}")] = m.cast(inner, kind)
    return made


def _narrowed(said: Scores) -> Stage:
    """The ends of each item next to a total, and what is known of the total."""
    m = said.m
    ends = ends_next_to_total(m, said.total, said.answer, said.items, "kept")
    made: Stage = {}
    readings: list[Expression] = []
    for item in said.total.items:
        least, most = (ends[name_of(item, f"kept_{side}")] for side in SIDES)
        if item in said.twice:
            both = m.col(name_of(item, "twice"))
            if item in said.contested:
                both = both & ~m.col(said.contested[item])
            full = m.lit(plain(item.high), column_kind(item))
            most = m.case((both, full), otherwise=most)
            readings.append(both)
        made[name_of(item, "least")], made[name_of(item, "most")] = least, most
    return made | _of_total(said, readings)


def _of_total(said: Scores, readings: list[Expression]) -> Stage:
    """What is known of the total next to its items."""
    m, of = said.m, said.total.answer
    out = [m.col(said.contested[of])] if of in said.contested else []
    out += readings

    def kept(value: Expression) -> Expression:
        return m.case((~any_of(out), value)) if out else value

    if of not in said.recorded.spanned:
        return {name_of(of, "known"): kept(m.col(said.recorded.names[of]))}
    kind = column_kind(of)
    first, last = said.answer
    least, most = said.rest()
    first, last = _on_steps(said, (first, last), (least, most))
    low = kept(m.cast(m.case((least > first, least), otherwise=first), kind))
    high = kept(m.cast(m.case((most < last, most), otherwise=last), kind))
    there = ~first.is_null()
    low, high = m.case((there, low)), m.case((there, high))
    lowest, highest = outer(of)
    return {
        name_of(of, "first"): low,
        name_of(of, "last"): high,
        name_of(of, "least"): m.filled(low, lowest, kind),
        name_of(of, "most"): m.filled(high, highest, kind),
        name_of(of, "known"): m.case((low == high, low)),
    }


def _on_steps(
    said: Scores,
    ends: tuple[Expression, Expression],
    rest: tuple[Expression, Expression],
) -> tuple[Expression, Expression]:
    """The ends of a total, where whole items leave out every other half point."""
    m, of = said.m, said.total.answer
    if of.whole:
        return ends
    halves = [said.ends(item) for item in said.total.items if not item.whole]
    settled = all_of(low == high for low, high in halves)
    (first, last), (least, most) = ends, rest
    # Engines differ in the sign of a remainder.
    off_low = settled & (((first - least).abs() % 1.0) > 0)
    off_high = settled & (((most - last).abs() % 1.0) > 0)
    return (
        m.case((off_low, first + 0.5), otherwise=first),
        m.case((off_high, last - 0.5), otherwise=last),
    )


def _differ(m: Dialect, one: Total, other: Total) -> Expression | None:
    """Whether the items of two totals contradict each other; None if they cannot."""
    found: list[Expression] = []
    for item in one.items:
        for link in links().get(item.name, ()):
            target = link.target.quantity
            if target not in other.items or not isinstance(target, Measure):
                continue
            ends = tuple(name_of(item, f"next_{side}") for side in SIDES)
            low, high = (m.col(name_of(target, f"next_{side}")) for side in SIDES)
            for when, cells in where_between(m, link, (ends[0], ends[1])):
                options = scores_in(link.target, cells)
                outside = (high < plain(options[0])) | (low > plain(options[-1]))
                found.append(when & outside)
    return any_of(found).fill_null(value=False) if found else None


def _onward(recorded: Recorded, there: Collection[Total], spans: Spans) -> Stage:
    """The ends of items without a recorded total, next to what other totals say."""
    m, own = recorded.m, recorded.names
    made: Stage = {}
    for each in there:
        alone = ~_is_recorded(recorded, each)
        for item in each.items:
            groups = [
                pair
                for source, ends in spans.items()
                if source not in each.items
                for link in links().get(source.name, ())
                if link.target.quantity is item
                for when, cells in where_between(m, link, ends)
                for pair in [(when, scores_in(link.target, cells))]
            ]
            if not groups:
                continue
            open_ = alone
            if item in own:
                low, high = recorded.ends(item)
                open_ = alone & ~(low == high).fill_null(value=False)
            for name, pick, side in zip(
                spans[item], (m.greatest, m.least), (0, -1), strict=True
            ):
                own_end = m.col(name)
                kind = column_kind(item)
                found = [
                    m.case(
                        (when & open_, m.lit(plain(options[side]), kind)),
                        otherwise=own_end,
                    )
                    for when, options in groups
                ]
                made[name] = pick(own_end, *found)
    return made


def _off_holes(
    m: Dialect, item: Measure, end: Expression, step: int, settled: Expression | None
) -> Expression:
    """
    An end of the scores of an item that is one of them.

    Where the halves of all others are settled, the next score is one point away.
    """
    holes: list[tuple[Expression, Expression]] = []
    for hole in item.excluded:
        at = end == float(hole)
        if settled is not None:
            holes.append((settled & at, m.lit(float(hole) + step, "float")))
        near = float(hole) + step * float(item.step or 0)
        holes.append((at, m.lit(near, "float")))
    return m.case(*holes, otherwise=end) if holes else end
