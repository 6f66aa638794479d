"""
What is known of a person once what was recorded is checked against itself.

What contradicts another record is not known. What follows from others by definition
is, and so is what a recorded total says about its items.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import cast

import attrs

from cervmyelo.cells import Cells
from cervmyelo.consistency import Link, Total
from cervmyelo.quantity import Measure, Quantity

from .contradictions import ITEM_OF, TOTAL_BY_NAME, Contradictions, sums, within_any
from .deductions import deduced, followed, links_to
from .expressions import (
    FALSE,
    NULL,
    Definitions,
    Ends,
    all_of,
    any_of,
    chosen,
    number,
    opposite,
    surely,
)
from .recorded import Recorded

__all__ = ["Knowledge"]


@attrs.frozen
class Knowledge:
    """
    The definitions of what is known, made as they are asked for.

    Attributes:
        recorded: What was recorded.

        contradictions: What contradicts each other of it.
    """

    recorded: Recorded
    contradictions: Contradictions

    @property
    def definitions(self) -> Definitions:
        """Where the definitions are written."""
        return self.recorded.definitions

    def has_any(self, quantity: Quantity) -> str:
        """Whether anything is known of a quantity."""
        if isinstance(quantity, Measure) and _is_scored(quantity):
            least, most = self.ends(quantity)
            low, high = number(quantity.low), number(quantity.high)
            return f"({least} > {low} or {most} < {high})"
        return f"{self.value(quantity)} is not null"

    @property
    def _define(self) -> Callable[[str, Callable[[], str]], str]:
        return self.recorded.definitions.define

    def value(self, quantity: Quantity) -> str:
        """The value that is known, recorded or by definition; else null."""
        against = self.contradictions.of(quantity)
        if against == FALSE and not links_to(quantity):
            return self.recorded.value(quantity)

        def make() -> str:
            unknown = (against, NULL)
            recorded = self.recorded.value(quantity)
            if not isinstance(quantity, Measure):
                given = (f"{recorded} is not null", recorded)
                follows = deduced(quantity, self._stands_or_narrowed)
                return chosen(unknown, given, *follows, otherwise=NULL)
            if not _is_scored(quantity):
                return chosen(unknown, otherwise=recorded)
            least, most = self.ends(quantity)
            return chosen((f"{least} = {most}", least), otherwise=NULL)

        return self._define(f"known {quantity.name}", make)

    def ends(self, measure: Measure) -> Ends:
        """The least and the greatest that a measure can be; never null."""
        if _is_scored(measure):
            return self._total(measure) if _is_total(measure) else self._item(measure)
        value = self.value(measure)
        low, high = number(measure.low), number(measure.high)
        return Ends(f"Coalesce({value}, {low})", f"Coalesce({value}, {high})")

    def ends_if_partial(self, measure: Measure) -> Ends | None:
        """The ends of a measure that can be known in part; None if it cannot."""
        return self.ends(measure) if _is_scored(measure) else None

    def _stands(self, here: Cells, places: Collection[int]) -> str:
        """Whether a record that nothing contradicts is in some cells."""
        against = self.contradictions.of(here.quantity)
        inside = surely(self.recorded.is_in(here, places))
        return all_of((inside, opposite(against)))

    def _stands_or_narrowed(self, here: Cells, places: Collection[int]) -> str:
        """The same of an item that its total narrows."""
        source = here.quantity
        if source.name not in ITEM_OF or len(places) == len(here.examples):
            return self._stands(here, places)
        return within_any(here, places, self._item(cast("Measure", source)))

    def _besides(self, item: Measure) -> Ends:
        """An item as recorded, or as it follows from others besides its total."""
        against = self.contradictions.of(item)
        ends = followed(item, self._stands, self.recorded.definitions, "deduced")
        return self.contradictions.settled(item, against, ends, "besides")

    def _narrowed(self, item: Measure) -> Ends:
        """An item as recorded, as it follows, and as its own total leaves it."""
        total = ITEM_OF[item.name]
        made = sums(self.recorded.definitions, total, self._besides, "besides")
        own = self._besides(item)
        left = self.contradictions.remaining(total, item, own, made, "left besides")
        alone = any_of(
            (
                self.contradictions.of_total(total),
                f"{self.contradictions.said(total).least} is null",
            )
        )
        return Ends(
            self._define(
                f"narrowed least {item.name}",
                lambda: chosen((alone, own.least), otherwise=left.least),
            ),
            self._define(
                f"narrowed most {item.name}",
                lambda: chosen((alone, own.most), otherwise=left.most),
            ),
        )

    def _item(self, item: Measure) -> Ends:
        """An item as it is narrowed, also by what other totals say of their items."""
        own, total = self._narrowed(item), ITEM_OF[item.name]
        others = [link for link in links_to(item) if _is_of_another(link, total)]
        if not others:
            return own

        def stands(here: Cells, places: Collection[int]) -> str:
            source = here.quantity
            if source.name not in ITEM_OF or source in total.items:
                return FALSE
            return within_any(here, places, self._narrowed(cast("Measure", source)))

        ends = followed(item, stands, self.recorded.definitions, "by totals")
        fixed = any_of(
            (
                f"{self.recorded.value(item)} is not null",
                f"{self.contradictions.said(total).least} is not null",
            )
        )
        return Ends(
            self._define(
                f"least {item.name}",
                lambda: chosen(
                    (fixed, own.least),
                    otherwise=f"Max({{ {own.least}, {ends.least} }})",
                ),
            ),
            self._define(
                f"most {item.name}",
                lambda: chosen(
                    (fixed, own.most), otherwise=f"Min({{ {own.most}, {ends.most} }})"
                ),
            ),
        )

    def _total(self, answer: Measure) -> Ends:
        """A total as recorded, narrowed by its items; its whole range if it is not."""
        total = TOTAL_BY_NAME[answer.name]
        said = self.contradictions.said(total)
        made = sums(self.recorded.definitions, total, self._besides, "besides")
        unknown = any_of((self.contradictions.of(answer), f"{said.least} is null"))
        return Ends(
            self._define(
                f"least {answer.name}",
                lambda: chosen(
                    (unknown, number(answer.low)),
                    otherwise=f"Max({{ {said.least}, {made.least} }})",
                ),
            ),
            self._define(
                f"most {answer.name}",
                lambda: chosen(
                    (unknown, number(answer.high)),
                    otherwise=f"Min({{ {said.most}, {made.most} }})",
                ),
            ),
        )


def _is_of_another(link: Link, total: Total) -> bool:
    """Whether a link comes from an item of another total."""
    source = link.source.quantity
    return source.name in ITEM_OF and source not in total.items


def _is_total(measure: Measure) -> bool:
    return measure.name in TOTAL_BY_NAME


def _is_scored(measure: Measure) -> bool:
    return measure.name in ITEM_OF or _is_total(measure)
