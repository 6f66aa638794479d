"""
Criteria as conditions of CQL, whose logic is Kleene's as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import assert_never

from cervmyelo.cells import Cells
from cervmyelo.criteria import Above, AllOf, AnyOf, AtLeast, Criterion, Is, Not, OneOf
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

from .expressions import (
    FALSE,
    NULL,
    TRUE,
    Ends,
    all_of,
    any_of,
    chosen,
    number,
    one_of,
    opposite,
)

__all__ = ["criterion", "possibly_in", "runs", "surely_in"]


def criterion(of: Criterion, known: Callable[[Quantity], Ends]) -> str:
    """
    Whether a criterion is met; null if that is not known.

    Args:
        of: The criterion.

        known: What a quantity can be.
    """
    match of:
        case AtLeast(measure, bound):
            return _compared(known(measure), ">=", number(bound))
        case Above(measure, bound):
            return _compared(known(measure), ">", number(bound))
        case Is(fact):
            return known(fact).least
        case OneOf(choice, words):
            return _one_of(known(choice), words)
        case Not(part):
            return opposite(criterion(part, known))
        case AllOf(parts):
            return all_of(criterion(each, known) for each in parts)
        case AnyOf(parts):
            return any_of(criterion(each, known) for each in parts)
        case _:
            assert_never(of)


def _compared(ends: Ends, sign: str, bound: str) -> str:
    if ends.least == ends.most:
        return f"({ends.least} {sign} {bound})"
    return chosen(
        (f"{ends.least} {sign} {bound}", TRUE),
        (opposite(f"({ends.most} {sign} {bound})"), FALSE),
        otherwise=NULL,
    )


def _one_of(ends: Ends, words: Collection[str]) -> str:
    alone = one_of(ends.least, words)
    if ends.options == NULL:
        return alone
    inside = one_of("O", words)
    return chosen(
        (f"{ends.options} is null", alone),
        (f"not exists ({ends.options} O where {opposite(inside)})", TRUE),
        (f"exists ({ends.options} O where {inside})", NULL),
        otherwise=FALSE,
    )


def runs(places: Collection[int]) -> list[range]:
    """
    Places as runs of neighbours.

    >>> runs({0, 1, 3})
    [range(0, 2), range(3, 4)]
    """
    found: list[range] = []
    for place in sorted(places):
        if found and found[-1].stop == place:
            found[-1] = range(found[-1].start, place + 1)
        else:
            found.append(range(place, place + 1))
    return found


def surely_in(here: Cells, places: Collection[int], ends: Ends) -> str:
    """
    Whether a quantity is surely in some cells; null if nothing is known of it.

    Args:
        here: The cells.

        places: The places of some of them.

        ends: What the quantity can be.
    """
    quantity, options = here.quantity, ends.options
    some = runs(places)
    match quantity:
        case Fact():
            if len(places) == len(here.examples):
                return f"({ends.least} is not null)"
            return ends.least if 1 in places else opposite(ends.least)
        case Choice(levels=levels):
            words = [levels[place] for place in places]
            return _sure_of(ends, words)
        case Measure():
            if len(places) == len(here.examples):
                return f"({ends.least} is not null)"
            within = [_between(here, run, ends.least, ends.most) for run in some]
            if options != NULL and len(some) > 1:
                outside = opposite(any_of(_between(here, run, "O", "O") for run in some))
                none = f"not exists ({options} O where {outside})"
                within.append(all_of((f"{options} is not null", none)))
            return any_of(within)
        case _:
            assert_never(quantity)


def _sure_of(ends: Ends, words: Collection[str]) -> str:
    alone = one_of(ends.least, words)
    if ends.options == NULL:
        return alone
    outside = opposite(one_of("O", words))
    none = f"not exists ({ends.options} O where {outside})"
    return chosen((f"{ends.options} is null", alone), otherwise=none)


def possibly_in(here: Cells, places: Collection[int], ends: Ends) -> str:
    """
    Whether a quantity can be in some cells; never null.

    Args:
        here: The cells.

        places: The places of some of them.

        ends: What the quantity can be; of a measure never null.
    """
    quantity, value, options = here.quantity, ends.least, ends.options
    if len(places) == len(here.examples):
        return TRUE
    match quantity:
        case Fact():
            return f"({value} is not {FALSE if 1 in places else TRUE})"
        case Choice(levels=levels):
            words = [levels[place] for place in places]
            alone = f"({value} is null or {one_of(value, words)})"
            if options == NULL:
                return alone
            some = f"exists ({options} O where {one_of('O', words)})"
            return chosen((f"{options} is null", alone), otherwise=some)
        case Measure():
            within = any_of(
                _between(here, run, ends.most, ends.least) for run in runs(places)
            )
            if options == NULL:
                return within
            inside = any_of(_between(here, run, "O", "O") for run in runs(places))
            some = f"exists ({options} O where {inside})"
            return all_of((within, f"({options} is null or {some})"))
        case _:
            assert_never(quantity)


def _between(here: Cells, run: range, above: str, below: str) -> str:
    """Whether one number is above the start of a run, and one below its end."""
    bounds: list[str] = []
    if run.start:
        bounds.append(_from(here, run.start, above))
    if run.stop < len(here.examples):
        bounds.append(opposite(_from(here, run.stop, below)))
    return all_of(bounds)


def _from(here: Cells, place: int, value: str) -> str:
    """Whether a number is in a cell or above it."""
    bound, beyond = here.cuts[place - 1]
    return f"({value} {'>' if beyond else '>='} {number(bound)})"
