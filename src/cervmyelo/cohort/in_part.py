"""
Cells that are themselves values known in part, such as ``cm.between(3, 4)``.

A frame that holds objects can have them. There are few different ones in a column: each
is read once, as for one person, and looked up in every row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from cervmyelo.errors import CervmyeloError
from cervmyelo.partly import Partly, Value
from cervmyelo.quantity import Fact, Quantity

from .columns import Column, column_kind, number_of
from .dialects import Dialect, Expression
from .mixed import part_of

__all__ = ["read_in_part"]

_Read: TypeAlias = Callable[[Partly], Value | Partly | None]


def read_in_part(
    m: Dialect, quantity: Quantity, cell: Expression, parts: Iterable[str], read: _Read
) -> Column:
    """
    A column of values that are known in part.

    Args:
        m: The dialect.

        quantity: The quantity.

        cell: The cells, which are categories of an enumeration.

        parts: The categories.

        read: Reads one of the values, as for one person.
    """
    known = {text: _known(read, text) for text in parts}

    def numbers(of: Mapping[str, Value]) -> Expression:
        found = {
            text: number_of(quantity, of[text]) if text in of else None
            for text in known
        }
        return m.each_as(cell, found, column_kind(quantity))

    several = {k: v for k, v in known.items() if isinstance(v, Partly)}
    single = {k: v for k, v in known.items() if isinstance(v, Value)}
    filled = {k: v is not None and k not in several for k, v in known.items()}
    return Column(
        quantity,
        numbers(single),
        m.each_as(cell, filled, "boolean").fill_null(value=False),
        # A yes or no is known or not.
        part=None
        if isinstance(quantity, Fact)
        else (
            numbers({k: v.low for k, v in several.items()}),
            numbers({k: v.high for k, v in several.items()}),
        ),
    )


def _known(read: _Read, text: str) -> Value | Partly | CervmyeloError | None:
    try:
        return read(part_of(text))
    except CervmyeloError as error:
        return error
