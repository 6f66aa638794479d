"""
Contradictions of what was recorded: of two records, and of totals with their items.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final, cast

import attrs

from cervmyelo.cells import Cells
from cervmyelo.consistency import DOUBTS, TOTALS, Doubt, Total, TotalAtMost, links
from cervmyelo.consistency.facts import Described, Literal
from cervmyelo.models.bands import ScoreBands
from cervmyelo.quantity import Measure, Quantity

from .criteria import criterion, runs, within
from .deductions import followed, links_to, speaking
from .expressions import (
    FALSE,
    NULL,
    Definitions,
    Ends,
    all_of,
    any_of,
    chosen,
    listed,
    number,
    opposite,
    quoted,
    sum_of,
    surely,
)
from .recorded import Recorded, clashes

__all__ = ["ITEM_OF", "TOTAL_BY_NAME", "Contradictions", "sums", "within_any"]

ITEM_OF: Final[Mapping[str, Total]] = {
    item.name: total for total in TOTALS for item in total.items
}
"""The total of each item."""

TOTAL_BY_NAME: Final[Mapping[str, Total]] = {each.answer.name: each for each in TOTALS}
"""The totals that can be recorded next to items."""


def sums(
    definitions: Definitions,
    total: Total,
    ends_of: Callable[[Measure], Ends],
    stage: str,
) -> Ends:
    """The least and the greatest total that items allow at some stage."""
    ends = [ends_of(each) for each in total.items]
    name = total.answer.name
    return Ends(
        definitions.define(
            f"{stage} least sum {name}", lambda: sum_of(each.least for each in ends)
        ),
        definitions.define(
            f"{stage} most sum {name}", lambda: sum_of(each.most for each in ends)
        ),
    )


def within_any(here: Cells, places: Collection[int], ends: Ends) -> str:
    """Whether a measure is surely in some cells; null if its ends are."""
    return any_of(within(here, run, ends) for run in runs(places))


@attrs.frozen
class Contradictions:
    """
    The definitions of what contradicts each other, made as they are asked for.

    Attributes:
        recorded: What was recorded.
    """

    recorded: Recorded

    @property
    def _define(self) -> Callable[[str, Callable[[], str]], str]:
        return self.recorded.definitions.define

    def of(self, quantity: Quantity) -> str:
        """Whether what was recorded of a quantity contradicts another record."""

        def make() -> str:
            disputed = self.recorded.disputed(quantity)
            return any_of((disputed, *self._of_totals(quantity)))

        if quantity.name not in _contestable():
            return FALSE
        return self._define(f"contradicted {quantity.name}", make)

    def doubtful(self, quantity: Quantity) -> str:
        """Whether other records put a quantity in doubt."""
        return any_of(self._doubt(each) for each in DOUBTS if quantity in each.refuses)

    def _doubt(self, doubt: Doubt) -> str:
        def make() -> str:
            return surely(all_of(map(self._sure, doubt.parts)))

        return self._define(f"doubt {doubt.name}", make)

    def _sure(self, part: Literal | TotalAtMost) -> str:
        match part:
            case TotalAtMost(answer=answer, items=items, most=most):
                said = self.said(TOTAL_BY_NAME[answer.name]).most
                greatest = sum_of(self.recorded.ends(each).most for each in items)
                limit = number(most)
                return f"({said} <= {limit} or {greatest} <= {limit})"
            case Described(quantity=quantity):
                return f"({self.recorded.value(quantity)} is not null)"
            case _:
                return criterion(part, self.recorded.value)

    # Totals and their items.

    def said(self, total: Total) -> Ends:
        """What was recorded of a total, as a number or its band; null if nothing."""
        name, bands = total.answer.name, total.bands
        value = self.recorded.value(total.answer)
        if bands is None:
            return Ends(value, value)
        band, counts = self._band(total, bands), self._band_counts(total)
        return Ends(
            self._define(
                f"stated least {name}",
                lambda: chosen((counts, band.least), otherwise=value),
            ),
            self._define(
                f"stated most {name}",
                lambda: chosen((counts, band.most), otherwise=value),
            ),
        )

    def _band(self, total: Total, bands: ScoreBands) -> Ends:
        """The totals that a recorded band stands for; null if none is recorded."""
        name, word = total.answer.name, self.recorded.value(bands.grade)

        def scores(end: int) -> str:
            pairs = zip(bands.grade.levels, bands.scores, strict=True)
            words = (
                (f"{word} = {quoted(level)}", number(ends[end]))
                for level, ends in pairs
            )
            return chosen(*words, otherwise=NULL)

        return Ends(
            self._define(f"band least {name}", lambda: scores(0)),
            self._define(f"band most {name}", lambda: scores(1)),
        )

    def _band_counts(self, total: Total) -> str:
        """Whether a band is recorded alone; one that items contradict says nothing."""
        if total.bands is None:
            return FALSE
        band = self._band(total, total.bands)

        def make() -> str:
            plain = sums(
                self.recorded.definitions, total, self.recorded.ends, "recorded"
            )
            fits = f"{band.least} <= {plain.most} and {band.most} >= {plain.least}"
            alone = f"{self.recorded.value(total.answer)} is null"
            return all_of((alone, surely(fits)))

        return self._define(f"band counts {total.answer.name}", make)

    def _undisputed(self, item: Measure) -> Ends:
        """An item as recorded, unless another record contradicts it."""
        ends, against = self.recorded.ends(item), self.recorded.disputed(item)
        return Ends(
            chosen((against, number(item.low)), otherwise=ends.least),
            chosen((against, number(item.high)), otherwise=ends.most),
        )

    def _early(self, item: Measure) -> Ends:
        """An item as recorded, or as it follows, before totals are looked at."""
        if not links_to(item):
            return self._undisputed(item)

        def stands(here: Cells, places: Collection[int]) -> str:
            against = self.recorded.disputed(here.quantity)
            inside = surely(self.recorded.is_in(here, places))
            return all_of((inside, opposite(against)))

        against = self.recorded.disputed(item)
        ends = followed(item, stands, self.recorded.definitions, "early")
        return self.settled(item, against, ends, "first")

    def settled(self, item: Measure, against: str, ends: Ends, stage: str) -> Ends:
        """
        An item as recorded, or else as it follows; anything if it is contradicted.

        Args:
            item: The item.

            against: Whether its record is contradicted.

            ends: What it can be by what follows from others.

            stage: What the names of the definitions begin with.
        """
        value = self.recorded.value(item)
        given = (f"{value} is not null", value)
        return Ends(
            self._define(
                f"{stage} least {item.name}",
                lambda: chosen(
                    (against, number(item.low)), given, otherwise=ends.least
                ),
            ),
            self._define(
                f"{stage} most {item.name}",
                lambda: chosen(
                    (against, number(item.high)), given, otherwise=ends.most
                ),
            ),
        )

    def _unreachable(self, total: Total) -> str:
        """Whether its items, as recorded, contradict a recorded total."""
        return self._define(
            f"items contradict {total.answer.name}",
            lambda: self._apart(total, self._undisputed, "undisputed"),
        )

    def _unfollowed(self, total: Total) -> str:
        """Whether only what follows about its items contradicts a recorded total."""

        def make() -> str:
            before = opposite(self._unreachable(total))
            return all_of((before, self._apart(total, self._early, "first")))

        if not any(map(links_to, total.items)):
            return FALSE
        return self._define(f"others contradict {total.answer.name}", make)

    def _apart(
        self, total: Total, ends_of: Callable[[Measure], Ends], stage: str
    ) -> str:
        said = self.said(total)
        made = sums(self.recorded.definitions, total, ends_of, stage)
        apart = f"({made.least} > {said.most} or {made.most} < {said.least})"
        if not any(each.excluded for each in total.items):
            return surely(apart)
        # Not every total between the ends can be reached if an item skips a value.
        reached = _reached(total, ends_of)
        between = f"S between {said.least} and {said.most}"
        missed = f"not exists ({reached} S where {between})"
        return chosen((f"{said.least} is null", FALSE), otherwise=missed)

    def _crossed(self, one: Total, other: Total) -> str:
        """Whether two recorded totals contradict each other by what items say."""
        theirs = {each.name for each in other.items}

        def make() -> str:
            clash = any_of(
                all_of(
                    (
                        within_any(link.source, sources, self._left(one, item)),
                        within_any(link.target, targets, self._left(other, target)),
                    )
                )
                for item in one.items
                for link in links().get(item.name, ())
                if link.target.quantity.name in theirs
                for target in [cast("Measure", link.target.quantity)]
                for sources, targets in clashes(link)
            )
            alike = (
                opposite(against)
                for total in (one, other)
                for against in (self._unreachable(total), self._unfollowed(total))
            )
            return surely(all_of((*alike, clash)))

        name = f"{one.answer.name} contradicts {other.answer.name}"
        return self._define(name, make)

    def _left(self, total: Total, item: Measure) -> Ends:
        """What a recorded total leaves of an item; null if none is recorded."""
        made = sums(self.recorded.definitions, total, self._early, "first")
        return self.remaining(total, item, self._early(item), made, "left")

    def remaining(
        self, total: Total, item: Measure, own: Ends, made: Ends, stage: str
    ) -> Ends:
        """
        What a recorded total leaves of an item; null if no total is recorded.

        Args:
            total: The total.

            item: One of its items.

            own: What the item can be besides.

            made: The least and the greatest sum of all items.

            stage: What the names of the definitions begin with.
        """
        said = self.said(total)
        return Ends(
            self._define(
                f"{stage} least {item.name}",
                lambda: (
                    f"if {said.least} is null then null else "
                    f"Max({{ {own.least}, {said.least} - ({made.most} - {own.most}) }})"
                ),
            ),
            self._define(
                f"{stage} most {item.name}",
                lambda: (
                    f"if {said.least} is null then null else "
                    f"Min({{ {own.most}, {said.most} - ({made.least} - {own.least}) }})"
                ),
            ),
        )

    def of_total(self, total: Total) -> str:
        """Whether a recorded total contradicts its items or another record."""

        def make() -> str:
            crossed = (self._crossed(*pair) for pair in _crossing() if total in pair)
            return any_of((self._unreachable(total), self._unfollowed(total), *crossed))

        return self._define(f"contradicted total {total.answer.name}", make)

    def _of_totals(self, quantity: Quantity) -> Iterator[str]:
        for total in TOTALS:
            if quantity in (total.answer, *total.items):
                yield self.of_total(total)
            elif total.bands is not None and quantity == total.bands.grade:
                yield all_of((self._band_counts(total), self.of_total(total)))
            says = [
                all_of(
                    (
                        self._is_open(cast("Measure", link.target.quantity)),
                        surely(self.recorded.is_in(link.source, speaking(link))),
                    )
                )
                for link in links().get(quantity.name, ())
                if link.target.quantity in total.items
            ]
            if says:
                stands = opposite(self.recorded.disputed(quantity))
                yield all_of((self._unfollowed(total), stands, any_of(says)))

    def _is_open(self, item: Measure) -> str:
        """Whether an item is not recorded, or contradicts another record."""
        against = self.recorded.disputed(item)
        return any_of((f"{self.recorded.value(item)} is null", against))


def _reached(total: Total, ends_of: Callable[[Measure], Ends]) -> str:
    """Every total that items allow, as a list."""
    made = "({ 0.0 })"
    for item in total.items:
        ends = ends_of(item)
        scores = listed(map(number, item.values))
        some = f"(({scores}) V where V between {ends.least} and {ends.most})"
        made = f"(distinct (from {made} S, {some} X return S + X))"
    return made


@functools.cache
def _contestable() -> frozenset[str]:
    from cervmyelo.consistency import contestable

    bands = (each.bands.grade.name for each in TOTALS if each.bands is not None)
    return contestable().union(bands)


@functools.cache
def _crossing() -> tuple[tuple[Total, Total], ...]:
    """Every two totals whose items say something about each other."""
    return tuple(
        (one, other)
        for one, other in itertools.combinations(TOTALS, 2)
        if any(
            link.target.quantity in other.items
            for item in one.items
            for link in links().get(item.name, ())
        )
    )
