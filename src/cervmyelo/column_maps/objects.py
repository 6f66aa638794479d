"""
Objects of JSON in cells: ``{"low": 3, "high": 4}`` and ``{"one_of": [1, 5]}``.

JSON Lines hold values that are known in part as a JSON record does. A cell of any other
file is text, and an object in it is no value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from cervmyelo.errors import DocumentError, KindError, kind_of
from cervmyelo.in_part import from_plain
from cervmyelo.json_text import parse
from cervmyelo.partly import Partly, Value
from cervmyelo.quantity import Quantity, checked

__all__ = ["in_object", "is_object"]


def is_object(text: str) -> bool:
    """Whether the text of a cell is meant as an object."""
    return text.startswith("{")


def in_object(
    quantity: Quantity, text: str, read: Callable[[object], Value | Partly | None]
) -> Value | Partly | None:
    """
    What a cell says that holds an object; None if that is nothing.

    >>> from cervmyelo.models.patient import QUANTITIES
    >>> arm = QUANTITIES["mjoa_motor_upper"]
    >>> in_object(arm, '{"one_of": [1, 5]}', arm.check)
    one_of(1, 5)

    Args:
        quantity: The quantity.

        text: The text of the cell, without outer blanks.

        read: Reads an end, or one of several values, as a whole cell.

    Raises:
        CervmyeloError: If the object describes no value, or one that is invalid.
    """
    try:
        given = parse(text)
    except DocumentError:
        given = None
    if not isinstance(given, Mapping):
        raise KindError(quantity.name, kind_of(text), quantity.allowed)
    values = cast("Mapping[str, object]", given).items()
    found = {
        key: [*map(read, cast("list[object]", each))]
        if isinstance(each, list)
        else read(each)
        for key, each in values
    }
    return checked(quantity, from_plain(quantity.name, found))
