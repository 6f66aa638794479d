"""
Recorded totals in columns: each narrows its items, and they narrow it.

What the reader for one person does with sets of scores, this does with their ends. The
scores of an item have no holes but those that its scale has, so that the ends suffice.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from typing import Final

import attrs

from cervmyelo.cohort.columns import column_kind, outer, plain
from cervmyelo.cohort.dialects import Dialect, Expression, Stage, any_of, total
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
    known_of,
    name_of,
    scores_in,
    where_between,
    where_recorded,
)

__all__ = ["Narrowed", "with_totals"]


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
    recorded: Recorded, contested: Names, twice: Collection[Quantity]
) -> Narrowed:
    """
    What is known of recorded totals and of their items.

    Args:
        recorded: The columns of what was recorded.

        contested: The masks of rows in which a quantity is contradictory.

        twice: The quantities that have two readings in some rows. A total is compared
            with its items as they were scored.
    """
    m, own = recorded.m, recorded.names
    there = [each for each in TOTALS if each.answer in own]
    first: Stage = {}
    narrow: Stage = {}
    second: Stage = {}
    crossed: Stage = {}
    conflicts: list[tuple[str, Conflict]] = []
    for each in there:
        alone = _Scores(recorded, each, contested, twice, "alone")
        said = _Scores(recorded, each, contested, twice, "scored")
        first |= alone.without_links() | said.with_links()
        narrow |= _ends_next_to_total(said, "next")
        for name, mask, conflict in _conflicts(recorded, each, (alone, said)):
            second[name] = mask
            conflicts.append((name, conflict))
    own_faults = [*conflicts]
    for one, other in itertools.combinations(there, 2):
        differ = _differ(m, one, other)
        if differ is not None:
            at_fault = [
                m.col(name)
                for name, each in own_faults
                if {one.answer.name, other.answer.name} & {*each.fields}
            ]
            name = name_of(one.answer, f"against_{other.answer.name}")
            both = _is_recorded(recorded, one) & _is_recorded(recorded, other)
            crossed[name] = differ & both & ~any_of(at_fault)
            conflicts.append((name, totals_conflict(one, other)))
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
        said = _Scores(recorded, each, now, twice, "left")
        fourth |= said.with_links()
        fifth |= _narrowed(said)
        for item in each.items:
            names[item] = name_of(item, "known")
            spans[item] = (name_of(item, "least"), name_of(item, "most"))
        names[each.answer] = name_of(each.answer, "known")
        if each.answer in recorded.spanned:
            spanned[each.answer] = _columns(each.answer, ("first", "last"))
    answers = {answer: _columns(answer, _SIDES) for answer in spanned}
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


@attrs.frozen
class _Scores:
    """
    The least and the greatest score of each item of a total, as it was scored.

    Attributes:
        recorded: The columns of what was recorded.

        total: The total.

        contested: The masks of rows in which a quantity is contradictory.

        twice: The quantities that have two readings in some rows.

        name: What the names of the columns end in.
    """

    recorded: Recorded
    total: Total
    contested: Names
    twice: Collection[Quantity]
    name: str

    @property
    def m(self) -> Dialect:
        """The dialect."""
        return self.recorded.m

    def columns(self, item: Measure) -> tuple[str, str]:
        """The columns of the ends of an item."""
        return name_of(item, f"{self.name}_low"), name_of(item, f"{self.name}_high")

    def ends(self, item: Measure) -> tuple[Expression, Expression]:
        """The ends of an item."""
        low, high = map(self.m.col, self.columns(item))
        return low, high

    @property
    def answer(self) -> tuple[Expression, Expression]:
        """The ends of the total; null where there is none, or it is contradictory."""
        return self._sure(self.total.answer)

    def without_links(self) -> Stage:
        """The ends of what was recorded alone."""
        made: Stage = {}
        for item in self.total.items:
            values = self._recorded(item)
            for at, name in enumerate(self.columns(item)):
                end = _range(item)[at]
                whole = self.m.lit(end, "float")
                made[name] = whole if values is None else values[at].fill_null(end)
        return made

    def with_links(self) -> Stage:
        """The ends that also follow from other facts."""
        m = self.m
        made: Stage = {}
        for item in self.total.items:
            others = [each for each in self.twice if each is not item]
            known, span = known_of(self.recorded, item, self.contested, others)
            values = self._recorded(item)
            for at, side in enumerate(_SIDES):
                end = _range(item)[at]
                found = known.get(name_of(item, side)) if span else None
                inner = m.lit(end, "float") if found is None else m.cast(found, "float")
                if found is None and values is not None:
                    inner = values[at].fill_null(end)
                made[self.columns(item)[at]] = inner
        return made

    def _recorded(self, item: Measure) -> tuple[Expression, Expression] | None:
        return self._sure(item) if item in self.recorded.names else None

    def _sure(self, quantity: Measure) -> tuple[Expression, Expression]:
        """The ends of what was recorded, null where that is contradictory."""
        m = self.m
        low, high = (m.cast(end, "float") for end in self.recorded.ends(quantity))
        if quantity not in self.contested:
            return low, high
        sure = ~m.col(self.contested[quantity])
        return m.case((sure, low)), m.case((sure, high))

    def rest(self, item: Measure | None = None) -> tuple[Expression, Expression]:
        """The ends of the sum of all items, or of all but one."""
        ends = [self.ends(each) for each in self.total.items if each is not item]
        return total(low for low, _ in ends), total(high for _, high in ends)

    def is_open(self, item: Measure) -> Expression:
        """Whether an item was not recorded, or in part; never null."""
        values = self._recorded(item)
        if values is None:
            return self.m.lit(value=True, kind="boolean")
        low, high = values
        return ~(low == high).fill_null(value=False)

    def unreachable(self) -> Expression:
        """Whether the items cannot add up to the total; null without a total."""
        low, high = self.rest()
        first, last = self.answer
        cannot = [last < low, first > high]
        for item in self.total.items:
            for hole in item.excluded:
                least, most = self.rest(item)
                alone = (least == most) & (first == last)
                cannot.append(alone & (first - least == float(hole)))
        return any_of(cannot)


def _range(item: Measure) -> tuple[float, float]:
    return float(item.low), float(item.high)


def _conflicts(
    recorded: Recorded, each: Total, scores: tuple[_Scores, _Scores]
) -> Iterator[tuple[str, Expression, Conflict]]:
    alone, said = scores
    own = recorded.names
    mask = alone.unreachable().fill_null(value=False)
    items = [item.name for item in each.items if item in own]
    yield name_of(each.answer, "against"), mask, total_conflict(each, items)
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
            yield (
                name_of(each.answer, by),
                chained & any_of(narrows),
                total_conflict(each, (source.name,)),
            )


def _ends_next_to_total(said: _Scores, name: str) -> Stage:
    """The ends of each item, as it was scored, next to its total."""
    m, (first, last) = said.m, said.answer
    made: Stage = {}
    for item in said.total.items:
        low, high = said.ends(item)
        least, most = said.rest(item)
        floor = (first - most).fill_null(float(item.low))
        ceiling = (last - least).fill_null(float(item.high))
        down = m.case((floor > low, floor), otherwise=low)
        up = m.case((ceiling < high, ceiling), otherwise=high)
        kind = column_kind(item)
        for end, step, side in ((down, 1, "least"), (up, -1, "most")):
            cast = m.cast(_off_holes(m, item, end, step), kind)
            made[name_of(item, f"{name}_{side}")] = cast
    return made


def _narrowed(said: _Scores) -> Stage:
    """The ends of each item next to a total, and what is known of the total."""
    m = said.m
    ends = _ends_next_to_total(said, "kept")
    made: Stage = {}
    readings: list[Expression] = []
    for item in said.total.items:
        least, most = (ends[name_of(item, f"kept_{side}")] for side in _SIDES)
        if item in said.twice:
            both = m.col(name_of(item, "twice"))
            if item in said.contested:
                both = both & ~m.col(said.contested[item])
            full = m.lit(plain(item.high), column_kind(item))
            most = m.case((both, full), otherwise=most)
            readings.append(both)
        made[name_of(item, "least")], made[name_of(item, "most")] = least, most
    return made | _of_total(said, readings)


def _of_total(said: _Scores, readings: list[Expression]) -> Stage:
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


_SIDES: Final = ("least", "most")


def _differ(m: Dialect, one: Total, other: Total) -> Expression | None:
    """Whether the items of two totals contradict each other; None if they cannot."""
    found: list[Expression] = []
    for item in one.items:
        for link in links().get(item.name, ()):
            target = link.target.quantity
            if target not in other.items or not isinstance(target, Measure):
                continue
            ends = tuple(name_of(item, f"next_{side}") for side in _SIDES)
            low, high = (m.col(name_of(target, f"next_{side}")) for side in _SIDES)
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


def _off_holes(m: Dialect, item: Measure, end: Expression, step: int) -> Expression:
    """An end of the scores of an item that is one of them."""
    holes = [
        (end == float(hole), m.lit(float(hole) + step * float(item.step or 0), "float"))
        for hole in item.excluded
    ]
    return m.case(*holes, otherwise=end) if holes else end
