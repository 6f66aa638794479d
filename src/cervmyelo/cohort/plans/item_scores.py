"""
The items of totals in columns: the least and the greatest score of each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import attrs

from cervmyelo.cohort.dialects import Dialect, Expression, Stage, any_of, total
from cervmyelo.consistency import Total
from cervmyelo.quantity import Measure, Quantity

from .deductions import Names, Recorded, known_of, name_of

__all__ = ["SIDES", "Scores", "range_of", "summed"]

SIDES: Final = ("least", "most")


def summed(
    ends: Iterable[tuple[Expression, Expression]],
) -> tuple[Expression, Expression]:
    """The ends of the sum of some items, at least one, by the ends of each."""
    lows, highs = zip(*ends, strict=True)
    return total(lows), total(highs)


@attrs.frozen
class Scores:
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
    def items(self) -> dict[Measure, tuple[Expression, Expression]]:
        """The ends of each item."""
        return {each: self.ends(each) for each in self.total.items}

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
                end = range_of(item)[at]
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
            for at, side in enumerate(SIDES):
                end = range_of(item)[at]
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
        return summed(ends for each, ends in self.items.items() if each is not item)

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


def range_of(item: Measure) -> tuple[float, float]:
    """The least and the greatest score of an item."""
    return float(item.low), float(item.high)
