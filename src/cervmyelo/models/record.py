"""
What every model has in common.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Self, cast

import attrs

__all__ = ["Record"]


class Record:
    """
    A model that cannot come back to life without its constructor.

    attrs restores the slots of a pickled or copied object one by one, past every
    validator. Rebuilding through the constructor closes that door: an object that
    was tampered with is refused when it is copied or unpickled.
    """

    __slots__ = ()

    def __reduce__(
        self,
    ) -> tuple[Callable[..., Record], tuple[type[Self], dict[str, object]]]:
        return _rebuild, (type(self), _fields(self))


def _fields(record: object) -> dict[str, object]:
    model = cast("type[attrs.AttrsInstance]", type(record))
    return {
        field.name: getattr(record, field.name)
        for field in attrs.fields(model)
        if field.init
    }


def _rebuild(model: Callable[..., Record], fields: dict[str, object]) -> Record:
    return model(**fields)
