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
    TRUE,
    Ends,
    all_of,
    any_of,
    chosen,
    number,
    one_of,
    opposite,
)

__all__ = ["criterion", "possibly", "runs", "within"]


def criterion(
    of: Criterion,
    known: Callable[[Quantity], str],
    ends: Callable[[Measure], Ends | None] = lambda _: None,
) -> str:
    """
    Whether a criterion is met; null if that is not known.

    Args:
        of: The criterion.

        known: The value that is known of a quantity; null if none is.

        ends: The least and the greatest of a measure that can be known in part; None
            for one that cannot.
    """
    match of:
        case AtLeast(measure, bound):
            return _compared(measure, ">=", number(bound), known, ends)
        case Above(measure, bound):
            return _compared(measure, ">", number(bound), known, ends)
        case Is(fact):
            return known(fact)
        case OneOf(choice, words):
            return one_of(known(choice), words)
        case Not(part):
            return opposite(criterion(part, known, ends))
        case AllOf(parts):
            return all_of(criterion(each, known, ends) for each in parts)
        case AnyOf(parts):
            return any_of(criterion(each, known, ends) for each in parts)
        case _:
            assert_never(of)


def _compared(
    measure: Measure,
    sign: str,
    bound: str,
    known: Callable[[Quantity], str],
    ends: Callable[[Measure], Ends | None],
) -> str:
    both = ends(measure)
    if both is None:
        return f"({known(measure)} {sign} {bound})"
    least, most = both
    return chosen(
        (f"{least} {sign} {bound}", "true"),
        (opposite(f"({most} {sign} {bound})"), "false"),
        otherwise="null",
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


def within(here: Cells, run: range, ends: Ends) -> str:
    """
    Whether a quantity is surely in neighbouring cells.

    Args:
        here: The cells.

        run: The places of some of them.

        ends: The least and the greatest that it can be; twice the value if it is no
            number, or known.
    """
    quantity = here.quantity
    match quantity:
        case Fact():
            both = len(run) == len(here.examples)
            value = ends.least
            if both:
                return f"({value} is not null)"
            return value if run.start else opposite(value)
        case Choice(levels=levels):
            words = [levels[place] for place in run]
            return one_of(ends.least, words)
        case Measure():
            bounds: list[str] = []
            if run.start:
                bounds.append(_from(here, run.start, ends.least))
            if run.stop < len(here.examples):
                bounds.append(opposite(_from(here, run.stop, ends.most)))
            # Whatever is recorded lies in one of the cells.
            return all_of(bounds) if bounds else f"({ends.least} is not null)"
        case _:
            assert_never(quantity)


def possibly(here: Cells, run: range, ends: Ends) -> str:
    """Whether a quantity can be in neighbouring cells; never null."""
    quantity = here.quantity
    value = ends.least
    match quantity:
        case Fact():
            if len(run) == len(here.examples):
                return TRUE
            return f"({value} is not {'false' if run.start else 'true'})"
        case Choice(levels=levels):
            words = [levels[place] for place in run]
            if len(run) == len(levels):
                return TRUE
            return f"({value} is null or {one_of(value, words)})"
        case Measure():
            bounds: list[str] = []
            if run.start:
                bounds.append(_from(here, run.start, ends.most))
            if run.stop < len(here.examples):
                bounds.append(opposite(_from(here, run.stop, ends.least)))
            return all_of(bounds)
        case _:
            assert_never(quantity)


def _from(here: Cells, place: int, value: str) -> str:
    """Whether a number is in a cell or above it."""
    bound, beyond = here.cuts[place - 1]
    return f"({value} {'>' if beyond else '>='} {number(bound)})"
