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

from cervmyelo.cohort.columns import column_kind, plain
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
    Spans,
    known_of,
    name_of,
    options_in,
    where,
    where_between,
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

        contested: The masks of rows in which a quantity is contradictory.

        conflicts: The rows of each conflict, as the name of a mask that is never null.
    """

    stages: tuple[Stage, ...]
    names: Names
    spans: Spans
    contested: Names
    conflicts: tuple[tuple[str, Conflict], ...]


def with_totals(
    m: Dialect, own: Names, contested: Names, twice: Collection[Quantity]
) -> Narrowed:
    """
    What is known of recorded totals and of their items.

    Args:
        m: The dialect.

        own: The columns of what was recorded, by quantity.

        contested: The masks of rows in which a quantity is contradictory.

        twice: The quantities that have two readings in some rows. A total is compared
            with its items as they were scored.
    """
    there = [each for each in TOTALS if each.answer in own]
    first: Stage = {}
    narrow: Stage = {}
    second: Stage = {}
    crossed: Stage = {}
    conflicts: list[tuple[str, Conflict]] = []
    for each in there:
        alone = _Scores(m, each, own, contested, twice, "alone")
        said = _Scores(m, each, own, contested, twice, "scored")
        first |= alone.without_links() | said.with_links()
        narrow |= _ends_next_to_total(said, "next")
        for name, mask, conflict in _conflicts(m, each, (alone, said), own):
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
            both = (
                ~m.col(own[one.answer]).is_null() & ~m.col(own[other.answer]).is_null()
            )
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
    for each in there:
        said = _Scores(m, each, own, now, twice, "left")
        fourth |= said.with_links()
        fifth |= _narrowed(said)
        for item in each.items:
            names[item] = name_of(item, "known")
            spans[item] = (name_of(item, "least"), name_of(item, "most"))
        names[each.answer] = name_of(each.answer, "known")
    sixth = _onward(m, there, own, spans)
    known: Stage = {}
    for quantity, (least, most) in spans.items():
        low, high = m.col(least), m.col(most)
        known[name_of(quantity, "known")] = m.case((low == high, low))
    stages = (first, narrow, second, crossed, third, fourth, fifth, sixth, known)
    return Narrowed(stages, names, spans, now, tuple(conflicts))


@attrs.frozen
class _Scores:
    """
    The least and the greatest score of each item of a total, as it was scored.

    Attributes:
        m: The dialect.

        total: The total.

        own: The columns of what was recorded.

        contested: The masks of rows in which a quantity is contradictory.

        twice: The quantities that have two readings in some rows.

        name: What the names of the columns end in.
    """

    m: Dialect
    total: Total
    own: Names
    contested: Names
    twice: Collection[Quantity]
    name: str

    def columns(self, item: Measure) -> tuple[str, str]:
        """The columns of the ends of an item."""
        return name_of(item, f"{self.name}_low"), name_of(item, f"{self.name}_high")

    def ends(self, item: Measure) -> tuple[Expression, Expression]:
        """The ends of an item."""
        low, high = map(self.m.col, self.columns(item))
        return low, high

    @property
    def answer(self) -> Expression:
        """The recorded total; null where there is none, or it is contradictory."""
        answer = self.total.answer
        value = self.m.cast(self.m.col(self.own[answer]), "float")
        if answer not in self.contested:
            return value
        return self.m.case((~self.m.col(self.contested[answer]), value))

    def without_links(self) -> Stage:
        """The ends of what was recorded alone."""
        made: Stage = {}
        for item in self.total.items:
            value = self._recorded(item)
            for name, end in zip(self.columns(item), _range(item), strict=True):
                whole = self.m.lit(end, "float")
                made[name] = whole if value is None else value.fill_null(end)
        return made

    def with_links(self) -> Stage:
        """The ends that also follow from other facts."""
        m = self.m
        made: Stage = {}
        for item in self.total.items:
            others = [each for each in self.twice if each is not item]
            known, span = known_of(m, item, self.own, self.contested, others)
            value = self._recorded(item)
            for side, end in zip(("least", "most"), _range(item), strict=True):
                found = known.get(name_of(item, side)) if span else None
                inner = m.lit(end, "float") if found is None else m.cast(found, "float")
                if found is None and value is not None:
                    inner = value.fill_null(end)
                low = side == "least"
                made[self.columns(item)[not low]] = inner
        return made

    def _recorded(self, item: Measure) -> Expression | None:
        if item not in self.own:
            return None
        value = self.m.cast(self.m.col(self.own[item]), "float")
        if item not in self.contested:
            return value
        return self.m.case((~self.m.col(self.contested[item]), value))

    def rest(self, item: Measure | None = None) -> tuple[Expression, Expression]:
        """The ends of the sum of all items, or of all but one."""
        ends = [self.ends(each) for each in self.total.items if each is not item]
        return total(low for low, _ in ends), total(high for _, high in ends)

    def is_open(self, item: Measure) -> Expression:
        """Whether an item was not recorded; never null."""
        value = self._recorded(item)
        return (
            self.m.lit(value=True, kind="boolean")
            if value is None
            else (value.is_null())
        )

    def unreachable(self) -> Expression:
        """Whether the items cannot add up to the total; null without a total."""
        low, high = self.rest()
        answer = self.answer
        cannot = [answer < low, answer > high]
        for item in self.total.items:
            for hole in item.excluded:
                least, most = self.rest(item)
                alone = (least == most) & (answer - least == float(hole))
                cannot.append(alone & self.is_open(item))
        return any_of(cannot)


def _range(item: Measure) -> tuple[float, float]:
    return float(item.low), float(item.high)


def _conflicts(
    m: Dialect, each: Total, scores: tuple[_Scores, _Scores], own: Names
) -> Iterator[tuple[str, Expression, Conflict]]:
    alone, said = scores
    mask = alone.unreachable().fill_null(value=False)
    items = [item.name for item in each.items if item in own]
    yield name_of(each.answer, "against"), mask, total_conflict(each, items)
    chained = said.unreachable().fill_null(value=False) & ~mask
    for source, name in own.items():
        narrows: list[Expression] = []
        for link in links().get(source.name, ()):
            item = link.target.quantity
            if isinstance(item, Measure) and item in each.items:
                some = where(m, link, name, said.contested, said.twice)
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
    m, answer = said.m, said.answer
    made: Stage = {}
    for item in said.total.items:
        low, high = said.ends(item)
        least, most = said.rest(item)
        floor = (answer - most).fill_null(float(item.low))
        ceiling = (answer - least).fill_null(float(item.high))
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
    of = said.total.answer
    value = m.col(said.own[of])
    out = [m.col(said.contested[of])] if of in said.contested else []
    out += readings
    known = m.case((~any_of(out), value)) if out else value
    made[name_of(of, "known")] = known
    return made


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
                options = options_in(link.target, cells)
                outside = (high < plain(options[0])) | (low > plain(options[-1]))
                found.append(when & outside)
    return any_of(found).fill_null(value=False) if found else None


def _onward(m: Dialect, there: Collection[Total], own: Names, spans: Spans) -> Stage:
    """The ends of items without a recorded total, next to what other totals say."""
    made: Stage = {}
    for each in there:
        alone = m.col(own[each.answer]).is_null()
        for item in each.items:
            groups = [
                pair
                for source, ends in spans.items()
                if source not in each.items
                for link in links().get(source.name, ())
                if link.target.quantity is item
                for when, cells in where_between(m, link, ends)
                for pair in [(when, options_in(link.target, cells))]
            ]
            if not groups:
                continue
            open_ = alone & m.col(own[item]).is_null() if item in own else alone
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
