"""
Values that are compared, hashed and shown by their fields.
"""

from __future__ import annotations

import operator
from typing import Any, ClassVar, Protocol, cast

import attrs

from .notebook import Shown, cut

__all__ = ["Frozen", "ReadOnly"]


class ReadOnly:
    """
    Base class of what is shared, so that no attribute can be set or deleted.

    Its own methods use ``object.__setattr__``.
    """

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> None:
        raise attrs.exceptions.FrozenInstanceError

    def __delattr__(self, name: str) -> None:
        raise attrs.exceptions.FrozenInstanceError


class _Getter(Protocol):
    """An attrgetter, whose own type cannot be evaluated at run time."""

    def __call__(self, value: object, /) -> Any: ...


class Frozen(Shown):
    """
    Base class of frozen values: equality, hash and repr by the fields.

    attrs would compile these methods for each class anew, which takes most of the time
    to build one; a subclass is declared with ``eq=False, repr=False``. The hash is
    computed once.
    """

    __slots__ = ("_hash",)

    _hash: int
    _contents: ClassVar[_Getter]

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        fields = attrs.fields(cast("type[attrs.AttrsInstance]", cls))
        cls._contents = operator.attrgetter(*(field.name for field in fields))

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(other) is not type(self):
            return NotImplemented
        same: bool = self._contents(self) == self._contents(other)
        return same

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            found = hash((type(self), self._contents(self)))
            object.__setattr__(self, "_hash", found)
            return found

    def __repr__(self) -> str:
        return cut(_in_full(self))

    def __str__(self) -> str:
        # Fingerprints of rules rest on it where a class has no words of its own.
        return _in_full(self)


def _in_full(value: object) -> str:
    """The repr of a value, with all of what is inside it."""
    if type(value) is tuple:
        parts = [_in_full(each) for each in cast("tuple[object, ...]", value)]
        return f"({', '.join(parts)}{',' * (len(parts) == 1)})"
    if not isinstance(value, Frozen) or type(value).__repr__ is not Frozen.__repr__:
        return repr(value)
    fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(value)))
    shown = ", ".join(
        f"{field.name}={_in_full(getattr(value, field.name))}"
        for field in fields
        if field.repr
    )
    return f"{type(value).__qualname__}({shown})"
