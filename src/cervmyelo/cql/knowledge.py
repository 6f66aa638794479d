"""
What is known of a person once what was recorded is checked against itself.

What contradicts another record is not known. What follows from others by definition
is, and so is what a recorded total says about its items.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable
from typing import assert_never, cast

import attrs

from cervmyelo.cells import Cells
from cervmyelo.consistency import Link, Total
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

from .contradictions import (
    ITEM_OF,
    TOTAL_BY_NAME,
    Contradictions,
    every_value,
    fits,
    sums,
)
from .criteria import surely_in
from .deductions import barred_of, deduced, followed, links_to
from .expressions import (
    FALSE,
    NULL,
    Definitions,
    Ends,
    all_of,
    any_of,
    chosen,
    greatest,
    least_of,
    number,
    opposite,
    quoted,
    surely,
)
from .recorded import Recorded

__all__ = ["Knowledge", "common_options"]


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
        ends = self.ends(quantity)
        if isinstance(quantity, Measure):
            low, high = number(quantity.low), number(quantity.high)
            some = [f"{ends.least} > {low}", f"{ends.most} < {high}"]
        else:
            some = [f"{ends.least} is not null"]
        if ends.options != NULL:
            some.append(f"{ends.options} is not null")
        return any_of(some)

    @property
    def _define(self) -> Callable[[str, Callable[[], str]], str]:
        return self.recorded.definitions.define

    def value(self, quantity: Quantity) -> str:
        """The value that is known, recorded or by definition; else null."""
        ends = self.ends(quantity)
        if ends.least == ends.most:
            return ends.least
        alone = chosen((f"{ends.least} = {ends.most}", ends.least), otherwise=NULL)
        return self._define(f"known {quantity.name}", lambda: alone)

    def ends(self, quantity: Quantity) -> Ends:
        """What a quantity can be; both ends of a measure are never null."""
        match quantity:
            case Fact():
                value = self._fact(quantity)
                return Ends(value, value)
            case Choice():
                return self._choice(quantity)
            case Measure():
                if quantity.name in ITEM_OF:
                    return self._read(quantity)
                if quantity.name in TOTAL_BY_NAME:
                    return self._total(quantity)
                return self._measure(quantity)
            case _:
                assert_never(quantity)

    def _fact(self, fact: Fact) -> str:
        against, recorded = self.contradictions.of(fact), self.recorded.value(fact)
        if against == FALSE and not links_to(fact):
            return self.recorded.readings(fact).least

        def make() -> str:
            given = (f"{recorded} is not null", self.recorded.readings(fact).least)
            follows = deduced(fact, self._stands_or_narrowed)
            return chosen((against, NULL), given, *follows, otherwise=NULL)

        return self._define(f"known {fact.name}", make)

    def _choice(self, choice: Choice) -> Ends:
        against, own = self.contradictions.of(choice), self.recorded.ends(choice)
        if against == FALSE and not links_to(choice):
            return own
        name, levels = choice.name, choice.levels
        if not links_to(choice):
            none = (against, NULL)
            word = self._define(
                f"known {name}", lambda: chosen(none, otherwise=own.least)
            )
            some = chosen(none, otherwise=own.options)
            return Ends(word, word, self._define(f"known options {name}", lambda: some))

        def left() -> str:
            barred = zip(
                levels, barred_of(choice, self._stands_or_narrowed), strict=True
            )
            kept = (
                opposite(all_of((f"O = {quoted(word)}", out)))
                for word, out in barred
                if out != FALSE
            )
            return f"{own.options} O where {all_of(kept)}"

        def value() -> str:
            exact, some = (f"{own.least} is not null", own.least), f"Count({rest}) = 1"
            only = chosen((some, f"First({rest})"), otherwise=NULL)
            follows = deduced(choice, self._stands_or_narrowed)
            return chosen(
                (f"{rest} is not null", only),
                (against, NULL),
                exact,
                *follows,
                otherwise=NULL,
            )

        def options() -> str:
            # What is contradicted is known by what follows from others alone.
            whole = chosen((against, NULL), otherwise=own.options)
            count = f"Count({rest})"
            return chosen(
                (f"{count} = Count({own.options})", whole),
                (f"{count} > 1", rest),
                (f"{count} = 1", NULL),
                otherwise=whole,
            )

        rest = NULL
        if own.options != NULL:
            rest = self._define(f"left of {name}", left)
        made = self._define(f"known {name}", value)
        return Ends(made, made, self._define(f"known options {name}", options))

    def _measure(self, measure: Measure) -> Ends:
        """A measure that is no item and no total: nothing follows about it."""
        against, own = self.contradictions.of(measure), self.recorded.within(measure)
        if against == FALSE:
            return own
        name, define = measure.name, self._define
        low, high = (against, number(measure.low)), (against, number(measure.high))
        return Ends(
            define(f"known least {name}", lambda: chosen(low, otherwise=own.least)),
            define(f"known most {name}", lambda: chosen(high, otherwise=own.most)),
            NULL
            if own.options == NULL
            else define(
                f"known options {name}",
                lambda: chosen((against, NULL), otherwise=own.options),
            ),
        )

    def _stands(self, here: Cells, places: Collection[int]) -> str:
        """Whether a record that nothing contradicts is in some cells."""
        against = self.contradictions.of(here.quantity)
        inside = surely(self.recorded.reads_in(here, places))
        return all_of((inside, opposite(against)))

    def _stands_or_narrowed(self, here: Cells, places: Collection[int]) -> str:
        """The same of a record, or of an item that its total narrows."""
        return any_of((self._stands(here, places), self._narrows(here, places)))

    def _narrows(self, here: Cells, places: Collection[int]) -> str:
        """Whether an item is in some cells by what its total leaves of it."""
        source = here.quantity
        if source.name not in ITEM_OF or len(places) == len(here.examples):
            return FALSE
        item = cast("Measure", source)
        inside = surely(surely_in(here, places, self._narrowed(item)))
        return all_of((self._is_narrowed(item), inside))

    def _is_narrowed(self, item: Measure) -> str:
        """Whether its total leaves less of an item than what else is known."""
        own, now = self._besides(item), self._narrowed(item)

        def make() -> str:
            fewer = chosen(
                (
                    f"{now.options} is null",
                    f"({now.least} > {own.least} or {now.most} < {own.most})",
                ),
                otherwise=f"Count({now.options}) < Count({every_value(item, own)})",
            )
            # To its total, what another cause explains is as it was scored.
            return all_of((opposite(self._is_double(item)), surely(fewer)))

        return self._define(f"total narrows {item.name}", make)

    def _read(self, item: Measure) -> Ends:
        """An item as it is narrowed; both readings if another cause explains it."""
        ends = self._item(item)
        if self.recorded.is_twice(item) == FALSE:
            return ends
        both, double = self.recorded.readings(item), self._is_double(item)
        name = item.name
        names = (f"known least {name}", f"known most {name}", f"known options {name}")
        return self._either(names, double, both, ends)

    def _either(
        self, names: Iterable[str], when: str, ends: Ends, others: Ends
    ) -> Ends:
        """Some ends where a condition holds, and others elsewhere, each by a name."""
        return Ends(
            *(
                self._define(
                    name, functools.partial(chosen, (when, one), otherwise=other)
                )
                for name, one, other in zip(names, ends, others, strict=True)
            )
        )

    def _is_double(self, item: Measure) -> str:
        """Whether it has two readings, and contradicts nothing."""
        against = self.contradictions.of(item)
        return all_of((self.recorded.is_twice(item), opposite(against)))

    def _besides(self, item: Measure) -> Ends:
        """An item as recorded, or as it follows from others besides its total."""
        against = self.contradictions.of(item)
        ends = followed(item, self._stands, self.recorded.definitions, "deduced")
        return self.contradictions.settled(item, against, ends, "besides")

    def _narrowed(self, item: Measure) -> Ends:
        """An item as recorded, as it follows, and as its own total leaves it."""
        total, own = ITEM_OF[item.name], self._besides(item)
        left = self.contradictions.remaining(total, item, self._besides, "besides")
        alone = any_of(
            (
                self.contradictions.of_total(total),
                f"{self.contradictions.said(total).least} is null",
            )
        )
        name = item.name
        names = (
            f"narrowed least {name}",
            f"narrowed most {name}",
            f"narrowed options {name}",
        )
        return self._either(names, alone, own, left)

    def _item(self, item: Measure) -> Ends:
        """An item as it is narrowed, also by what other totals say of their items."""
        own, total = self._narrowed(item), ITEM_OF[item.name]
        others = [link for link in links_to(item) if _is_of_another(link, total)]
        if not others:
            return own

        def stands(here: Cells, places: Collection[int]) -> str:
            own = here.quantity in total.items
            return FALSE if own else self._narrows(here, places)

        ends = followed(item, stands, self.recorded.definitions, "by totals")
        fixed = any_of(
            (
                f"{self.recorded.value(item)} is not null",
                f"{self.contradictions.said(total).least} is not null",
            )
        )
        both = self.contradictions.common(item, own, ends, "by totals common")
        name, fit = item.name, f"{both.least} <= {both.most}"
        kept = any_of((fixed, opposite(surely(fit))))
        names = (f"least {name}", f"most {name}", f"left options {name}")
        return self._either(names, kept, own, both)

    def _total(self, answer: Measure) -> Ends:
        """A total as recorded, narrowed by its items; its whole range if it is not."""
        total, name = TOTAL_BY_NAME[answer.name], answer.name
        said = self.contradictions.said(total)
        made = sums(self.recorded.definitions, total, self._besides, "besides")
        # It was scored like its items, and has two readings as they do.
        twice = (self.recorded.is_twice(each) for each in total.items)
        unknown = any_of(
            (self.contradictions.of(answer), f"{said.least} is null", *twice)
        )
        both = self._define(f"totals of {name}", lambda: common_options(said, made))
        there = f"{both} is not null"
        return Ends(
            self._define(
                f"least {name}",
                lambda: chosen(
                    (unknown, number(answer.low)),
                    (there, f"Min({both})"),
                    otherwise=greatest((said.least, made.least)),
                ),
            ),
            self._define(
                f"most {name}",
                lambda: chosen(
                    (unknown, number(answer.high)),
                    (there, f"Max({both})"),
                    otherwise=least_of((said.most, made.most)),
                ),
            ),
            self._define(
                f"left options {name}", lambda: chosen((unknown, NULL), otherwise=both)
            ),
        )


def common_options(one: Ends, other: Ends) -> str:
    """The numbers of two lists or ranges, as a list; null if both are ranges."""

    def inside(ends: Ends) -> str:
        return f"O between {ends.least} and {ends.most}"

    return chosen(
        (
            f"{one.options} is not null",
            f"({one.options} O where {all_of((inside(other), fits(other, 'O')))})",
        ),
        (f"{other.options} is not null", f"({other.options} O where {inside(one)})"),
        otherwise=NULL,
    )


def _is_of_another(link: Link, total: Total) -> bool:
    """Whether a link comes from an item of another total."""
    source = link.source.quantity
    return source.name in ITEM_OF and source not in total.items
