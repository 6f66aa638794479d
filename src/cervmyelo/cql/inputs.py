"""
What a record says of a quantity, by the names that both libraries have.

A quantity is recorded as one value, or as known in part: by its two ends, or by a list
of what is possible.
"""

from __future__ import annotations

import functools
from typing import Final, NamedTuple, assert_never

from cervmyelo.models.missing import UNAFFECTED
from cervmyelo.models.patient import HIGH, LOW
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

from .expressions import FALSE, NULL, named

__all__ = ["Read", "read_of", "type_of"]

_POSSIBLE: Final = "_possible"
_EXPLAINED: Final = "_other_cause"


class Read(NamedTuple):
    """
    What a record says of a quantity, as references; null if it says nothing.

    Attributes:
        value: Its value.

        options: A list of the values that are possible, if it is known in part.

        low: The least that a measure can be, if it is known in part.

        high: The most that it can be.

        explained: Whether another cause explains the value.
    """

    value: str
    options: str = NULL
    low: str = NULL
    high: str = NULL
    explained: str = FALSE


@functools.cache
def read_of(quantity: Quantity) -> Read:
    """What a record says of a quantity, by the names that both libraries have."""
    name = quantity.name
    explained = named(name + _EXPLAINED) if name in UNAFFECTED else FALSE
    if isinstance(quantity, Fact):
        return Read(named(name), explained=explained)
    stepped = not isinstance(quantity, Measure) or quantity.step is not None
    options = named(name + _POSSIBLE) if stepped else NULL
    if isinstance(quantity, Choice):
        return Read(named(name), options, explained=explained)
    ends = (named(name + LOW), named(name + HIGH))
    return Read(named(name), options, *ends, explained)


def type_of(quantity: Quantity) -> str:
    """The type of a quantity in CQL."""
    match quantity:
        case Fact():
            return "Boolean"
        case Choice():
            return "String"
        case Measure():
            return "Decimal"
        case _:
            assert_never(quantity)
