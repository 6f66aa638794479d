"""
Contradictions of what was recorded: of two records, and of totals with their items.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final, cast

import attrs

from cervmyelo.cells import Cells
from cervmyelo.consistency import DOUBTS, TOTALS, Doubt, Total, TotalAtMost, links
from cervmyelo.consistency.facts import Described, Literal
from cervmyelo.models.bands import ScoreBands
from cervmyelo.quantity import Measure, Quantity

from .criteria import criterion, possibly_in, surely_in
from .deductions import followed, links_to
from .expressions import (
    FALSE,
    NULL,
    TRUE,
    Definitions,
    Ends,
    all_of,
    any_of,
    chosen,
    greatest,
    least_of,
    listed,
    number,
    opposite,
    sum_of,
    surely,
)
from .functions import called
from .recorded import Recorded, clashes, steps_between

__all__ = [
    "ITEM_OF",
    "TOTAL_BY_NAME",
    "Contradictions",
    "every_value",
    "fits",
    "reached",
    "sum_of_items",
    "sums",
]

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
    """The totals that items allow at some stage."""
    name = f"{stage} sum {total.answer.name}"
    return sum_of_items(definitions, name, total.items, ends_of)


def sum_of_items(
    definitions: Definitions,
    name: str,
    items: Collection[Measure],
    ends_of: Callable[[Measure], Ends],
) -> Ends:
    """
    The sums of what items can be.

    Args:
        definitions: Where they are defined.

        name: What the names of the definitions end with.

        items: The items.

        ends_of: What an item can be.
    """
    ends = [ends_of(each) for each in items]
    every = reached(definitions, name, items, ends_of)
    some = any_of(f"{e.options} is not null" for e in ends if e.options != NULL)
    define = definitions.define
    return Ends(
        define(f"least {name}", lambda: sum_of(each.least for each in ends)),
        define(f"most {name}", lambda: sum_of(each.most for each in ends)),
        define(f"options {name}", lambda: chosen((some, every), otherwise=NULL)),
    )


def reached(
    definitions: Definitions,
    name: str,
    items: Iterable[Measure],
    ends_of: Callable[[Measure], Ends],
) -> str:
    """The list of all sums of what items can be."""

    def make() -> str:
        made = listed((number(0),))
        for item in items:
            made = called("sums of", made, every_value(item, ends_of(item)))
        return made

    return definitions.define(f"every {name}", make)


def every_value(measure: Measure, ends: Ends) -> str:
    """The list of what a stepped measure can be."""
    values = listed(map(number, measure.values))
    return called("every value", *ends, values)


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
                total = sum_of(self.recorded.within(each).most for each in items)
                limit = number(most)
                return f"({said} <= {limit} or {total} <= {limit})"
            case Described(quantity=quantity):
                return f"({self.recorded.is_there(quantity)})"
            case _:
                return criterion(part, self.recorded.ends)

    # Totals and their items.

    def said(self, total: Total) -> Ends:
        """What was recorded of a total, by its band too; null if nothing was."""
        name, bands = total.answer.name, total.bands
        own = self.recorded.ends(total.answer)
        if bands is None:
            return own
        counts, left = self._band_counts(total), self._banded(total, bands)
        least, most = f"Min({left})", f"Max({left})"
        fewer = f"Count({left}) < {steps_between(total.answer, least, most)}"
        gaps = chosen((fewer, left), otherwise=NULL)
        return Ends(
            self._define(
                f"stated least {name}",
                lambda: chosen((counts, least), otherwise=own.least),
            ),
            self._define(
                f"stated most {name}",
                lambda: chosen((counts, most), otherwise=own.most),
            ),
            self._define(
                f"stated options {name}",
                lambda: chosen((counts, gaps), otherwise=own.options),
            ),
        )

    def _banded(self, total: Total, bands: ScoreBands) -> str:
        """The totals that a recorded band leaves; null if none is recorded."""
        own = self.recorded.ends(total.answer)
        word = self.recorded.ends(bands.grade)
        here = Cells(bands.grade, bands.grade.values)

        def make() -> str:
            some: list[str] = []
            for place, (low, high) in enumerate(bands.scores):
                scores = (e for e in total.answer.values if low <= e <= high)
                can = possibly_in(here, (place,), word)
                some.append(f"(({listed(map(number, scores))}) V where {can})")
            kept = any_of(
                (
                    f"{own.least} is null",
                    all_of((f"T between {own.least} and {own.most}", fits(own, "T"))),
                )
            )
            none = opposite(self.recorded.is_there(bands.grade))
            left = f"((flatten {listed(some)}) T where {kept})"
            return chosen((none, NULL), otherwise=left)

        return self._define(f"totals of the band {total.answer.name}", make)

    def _band_counts(self, total: Total) -> str:
        """Whether a band says more; one that items contradict says nothing."""
        if total.bands is None:
            return FALSE
        left = self._banded(total, total.bands)

        def make() -> str:
            own = self.recorded.within(total.answer)
            stage = "recorded"
            made = sums(self.recorded.definitions, total, self.recorded.within, stage)
            every = self._every(total, self.recorded.within, stage)
            count = chosen(
                (f"{own.options} is not null", f"Count({own.options})"),
                otherwise=steps_between(total.answer, own.least, own.most),
            )
            meets = chosen(
                (
                    self._is_plain(total, made),
                    f"exists ({left} T where T between {made.least} and {made.most})",
                ),
                otherwise=f"exists ({left} T where exists ({every} S where S = T))",
            )
            fewer = f"Count({left}) < {count}"
            return chosen((f"{left} is null", FALSE), otherwise=all_of((fewer, meets)))

        return self._define(f"band counts {total.answer.name}", make)

    def _every(
        self, total: Total, ends_of: Callable[[Measure], Ends], stage: str
    ) -> str:
        """The list of all totals that items allow at some stage."""
        name = f"{stage} sum {total.answer.name}"
        return reached(self.recorded.definitions, name, total.items, ends_of)

    def _is_plain(self, total: Total, made: Ends) -> str:
        """Whether every total between the ends can be reached."""
        if any(each.excluded for each in total.items):
            return FALSE
        return f"{made.options} is null"

    def _undisputed(self, item: Measure) -> Ends:
        """An item as recorded, unless another record contradicts it."""
        ends, against = self.recorded.within(item), self.recorded.disputed(item)
        return Ends(
            chosen((against, number(item.low)), otherwise=ends.least),
            chosen((against, number(item.high)), otherwise=ends.most),
            chosen((against, NULL), otherwise=ends.options),
        )

    def _early(self, item: Measure) -> Ends:
        """An item as recorded, or as it follows, before totals are looked at."""
        if not links_to(item):
            return self._undisputed(item)

        def stands(here: Cells, places: Collection[int]) -> str:
            against = self.recorded.disputed(here.quantity)
            inside = surely(self.recorded.reads_in(here, places))
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
        value, own = self.recorded.value(item), self.recorded.within(item)
        low, high = number(item.low), number(item.high)
        if not links_to(item):
            return self._put_ends(
                item,
                stage,
                Ends(
                    chosen((against, low), otherwise=own.least),
                    chosen((against, high), otherwise=own.most),
                    chosen((against, NULL), otherwise=own.options),
                ),
            )
        left = self.common(item, own, ends, f"{stage} common")
        fits = f"({left.least} <= {left.most})"
        narrowed = any_of((f"{left.least} > {own.least}", f"{left.most} < {own.most}"))
        free = all_of((against, opposite(surely(all_of((fits, narrowed))))))
        exact = f"{value} is not null"
        return self._put_ends(
            item,
            stage,
            Ends(
                chosen(
                    (exact, chosen((against, low), otherwise=value)),
                    (free, low),
                    (fits, left.least),
                    otherwise=own.least,
                ),
                chosen(
                    (exact, chosen((against, high), otherwise=value)),
                    (free, high),
                    (fits, left.most),
                    otherwise=own.most,
                ),
                chosen(
                    (exact, NULL),
                    (free, NULL),
                    (fits, left.options),
                    otherwise=own.options,
                ),
            ),
        )

    def common(self, item: Measure, one: Ends, other: Ends, stage: str) -> Ends:
        """
        What two statements about an item allow together.

        Args:
            item: The item.

            one: One of them, with options or not.

            other: The other, which has no options.

            stage: What the names of the definitions begin with.

        Returns:
            What is still possible. If nothing is, the least is above the greatest, or
            null.
        """
        some = self._define(
            f"{stage} options {item.name}",
            lambda: f"{one.options} O where O between {other.least} and {other.most}",
        )
        least, most = (
            greatest((one.least, other.least)),
            least_of((one.most, other.most)),
        )
        there = f"{one.options} is not null"
        return self._put_ends(
            item,
            stage,
            Ends(
                chosen((there, f"Min({some})"), otherwise=least),
                chosen((there, f"Max({some})"), otherwise=most),
                some,
            ),
            options=False,
        )

    def _put_ends(
        self, item: Measure, stage: str, ends: Ends, *, options: bool = True
    ) -> Ends:
        """The references to definitions of ends."""
        last = ends.options
        if options and last != NULL:
            last = self._define(f"{stage} options {item.name}", lambda: ends.options)
        return Ends(
            self._define(f"{stage} least {item.name}", lambda: ends.least),
            self._define(f"{stage} most {item.name}", lambda: ends.most),
            last,
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
        every = self._every(total, ends_of, stage)
        between = f"S between {said.least} and {said.most}"
        fit = all_of((between, fits(said, "S")))
        missed = f"not exists ({every} S where {fit})"
        inside = f"O between {made.least} and {made.most}"
        plain = chosen(
            (f"{said.options} is null", FALSE),
            otherwise=f"not exists ({said.options} O where {inside})",
        )
        return chosen(
            (f"{said.least} is null", FALSE),
            (f"({made.least} > {said.most} or {made.most} < {said.least})", TRUE),
            # Not every total between the ends can be reached if an item skips a value.
            (self._is_plain(total, made), plain),
            otherwise=missed,
        )

    def _crossed(self, one: Total, other: Total) -> str:
        """Whether two recorded totals contradict each other by what items say."""
        theirs = {each.name for each in other.items}

        def make() -> str:
            clash = any_of(
                all_of(
                    (
                        surely_in(link.source, sources, self._left(one, item)),
                        surely_in(link.target, targets, self._left(other, target)),
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
        return self.remaining(total, item, self._early, "first")

    def remaining(
        self,
        total: Total,
        item: Measure,
        ends_of: Callable[[Measure], Ends],
        stage: str,
    ) -> Ends:
        """
        What a recorded total leaves of an item; null if no total is recorded.

        Args:
            total: The total.

            item: One of its items.

            ends_of: What an item can be besides.

            stage: What the names of the definitions begin with.
        """
        said, own = self.said(total), ends_of(item)
        made = sums(self.recorded.definitions, total, ends_of, stage)
        name = f"{stage} sum of others {item.name}"
        others = [each for each in total.items if each != item]
        rest = reached(self.recorded.definitions, name, others, ends_of)
        fit = all_of(
            (f"(S + R) between {said.least} and {said.most}", fits(said, "(S + R)"))
        )
        left = self._define(
            f"{stage} left of {item.name}",
            lambda: f"({every_value(item, own)}) S where exists ({rest} R where {fit})",
        )
        plain = all_of((f"{said.options} is null", self._is_plain(total, made)))
        low = f"{said.least} - ({made.most} - {own.most})"
        high = f"{said.most} - ({made.least} - {own.least})"
        none = (f"{said.least} is null", NULL)
        return self._put_ends(
            item,
            f"{stage} left",
            Ends(
                chosen(
                    none, (plain, greatest((own.least, low))), otherwise=f"Min({left})"
                ),
                chosen(
                    none, (plain, least_of((own.most, high))), otherwise=f"Max({left})"
                ),
                chosen(none, (plain, NULL), otherwise=left),
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
                        any_of(
                            surely(self.recorded.reads_in(link.source, sources))
                            for sources, _ in clashes(link)
                        ),
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


def fits(ends: Ends, number: str) -> str:
    """Whether a number between two ends is among the options, if there are any."""
    if ends.options == NULL:
        return TRUE
    return f"({ends.options} is null or exists ({ends.options} F where F = {number}))"


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
