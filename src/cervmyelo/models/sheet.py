"""
A sheet of a person's record: the items of an instrument, an examination, imaging.
"""

from __future__ import annotations

import functools
from collections.abc import Hashable
from typing import cast

import attrs

from cervmyelo.quantity import Quantity, Value

from .record import Record

__all__ = ["Sheet", "quantities_of"]


class Sheet(Record):
    """
    A record whose attributes are quantities of their own, and nothing else.

    Every attribute is ``None`` unless it was recorded.
    """

    __slots__ = ()

    def flat(self) -> dict[str, Value | None]:
        """
        What it holds, by the names of the quantities.

        >>> from cervmyelo import MJOA
        >>> MJOA(motor_upper=3).flat()["mjoa_motor_upper"]
        3
        """
        return {
            quantity.name: cast("Value | None", getattr(self, field))
            for field, quantity in quantities_of(type(self)).items()
        }


def quantities_of(sheet: type[Sheet]) -> dict[str, Quantity]:
    """
    The quantities of a sheet, by the attributes that hold them.

    >>> from cervmyelo import MJOA
    >>> quantities_of(MJOA)["sphincter"].name
    'mjoa_sphincter'
    """
    return _quantities(cast("Hashable", sheet))


@functools.cache
def _quantities(sheet: Hashable) -> dict[str, Quantity]:
    model = cast("type[attrs.AttrsInstance]", sheet)
    return {
        field.name: field.validator
        for field in attrs.fields(model)
        if isinstance(field.validator, Quantity)
    }
