"""
Criteria as conditions of CQL, whose logic is Kleene's as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final, assert_never, cast

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
    listed,
    number,
    opposite,
    quoted,
)
from .functions import called

__all__ = ["criterion", "possibly_in", "runs", "surely_in"]


_SIGNS: Final = {">=": "is at least", ">": "is above"}


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
    return called(_SIGNS[sign], ends.least, ends.most, bound)


def _one_of(ends: Ends, words: Iterable[str]) -> str:
    some = listed(map(quoted, words))
    return called("is one of", ends.least, ends.options, some)


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
            return _one_of(ends, words)
        case Measure():
            if len(places) == len(here.examples):
                return f"({ends.least} is not null)"
            within = [_between(here, run, ends.least, ends.most) for run in some]
            if options != NULL and len(some) > 1:
                outside = opposite(
                    any_of(_between(here, run, "O", "O") for run in some)
                )
                none = f"not exists ({options} O where {outside})"
                within.append(all_of((f"{options} is not null", none)))
            return any_of(within)
        case _:
            assert_never(quantity)


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
            some = listed(map(quoted, words))
            return called("may be one of", value, options, some)
        case Measure(step=None):
            return any_of(
                _between(here, run, ends.most, ends.least) for run in runs(places)
            )
        case Measure():
            return any_of(
                called(
                    "may be between", *ends, *map(number, _first_and_last(here, run))
                )
                for run in runs(places)
            )
        case _:
            assert_never(quantity)


def _first_and_last(here: Cells, run: range) -> tuple[float, float]:
    """The first and the last value of a stepped measure in neighbouring cells."""
    values = cast("Measure", here.quantity).values
    if run.stop == len(here.examples):
        last = values[-1]
    else:
        bound, beyond = here.cuts[run.stop - 1]
        last = max(
            each for each in values if each < bound or (beyond and each == bound)
        )
    return cast("float", here.examples[run.start]), last


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
