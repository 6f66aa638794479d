"""
What the record of one quantity says about another, as expressions.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import cast

from cervmyelo.cells import Cells
from cervmyelo.consistency import Link, links
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value

from .expressions import (
    FALSE,
    Definitions,
    Ends,
    all_of,
    any_of,
    chosen,
    literal,
    number,
    opposite,
)
from .recorded import by_name

__all__ = ["Surely", "barred_of", "deduced", "followed", "links_to"]

Surely = Callable[[Cells, Collection[int]], str]
"""Whether a quantity is surely in some cells, as an expression that is never null."""


def links_to(quantity: Quantity) -> tuple[Link, ...]:
    """The links from other quantities to a quantity."""
    return _by_target().get(quantity.name, ())


@functools.cache
def _by_target() -> Mapping[str, tuple[Link, ...]]:
    return by_name(
        (link.target.quantity.name, link) for some in links().values() for link in some
    )


def _barred(quantity: Quantity, places: Collection[int], surely_in: Surely) -> str:
    """Whether any record rules out that a quantity is in some cells."""
    found: list[str] = []
    for link in links_to(quantity):
        cells = [
            cell
            for cell, allowed in enumerate(link.allowed)
            if allowed.isdisjoint(places)
        ]
        if cells:
            found.append(surely_in(link.source, cells))
    return any_of(found)


def barred_of(quantity: Fact | Choice, surely_in: Surely) -> list[str]:
    """For each value, whether any record rules it out."""
    return [
        _barred(quantity, (place,), surely_in) for place in range(len(quantity.values))
    ]


def deduced(quantity: Fact | Choice, surely_in: Surely) -> Iterator[tuple[str, str]]:
    """The values that follow from other records, each with its condition."""
    barred = barred_of(quantity, surely_in)
    values: tuple[Value, ...] = quantity.values
    for place, value in enumerate(values):
        others = (*barred[:place], *barred[place + 1 :])
        if FALSE not in others:
            yield all_of((*others, opposite(barred[place]))), literal(value)


def followed(
    measure: Measure, surely_in: Surely, definitions: Definitions, stage: str
) -> Ends:
    """
    The least and the greatest that other records leave of a measure.

    Args:
        measure: The measure.

        surely_in: Whether a source is surely in some of its cells.

        definitions: Where both are defined.

        stage: What their names begin with.
    """
    low, high = number(measure.low), number(measure.high)
    some = links_to(measure)
    if not some:
        return Ends(low, high)
    here = some[0].target
    count = len(here.examples)
    raised: list[tuple[str, str]] = []
    lowered: list[tuple[str, str]] = []
    for place in range(1, count):
        bound, beyond = here.cuts[place - 1]
        last = bound if beyond else bound - (measure.step or 0)
        first = cast("float", here.examples[place])
        raised.append((_barred(measure, range(place), surely_in), number(first)))
        above = _barred(measure, range(place, count), surely_in)
        lowered.append((above, number(last)))
    raised.reverse()
    least = definitions.define(
        f"{stage} least {measure.name}", lambda: chosen(*raised, otherwise=low)
    )
    most = definitions.define(
        f"{stage} most {measure.name}", lambda: chosen(*lowered, otherwise=high)
    )
    # Records that contradict each other say nothing.
    fits = f"{least} <= {most}"
    return Ends(
        chosen((fits, least), otherwise=low), chosen((fits, most), otherwise=high)
    )
