"""
Values that are known in part, as plain values of JSON and TOML.

A range is an object with ``low`` and ``high``; an open end is absent or null. One of
several is an object with the list ``one_of``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias, cast

from .errors import DuplicateFieldError, KindError, kind_of
from .partly import Partly, Value, between, one_of

__all__ = ["KEYS", "Plain", "from_plain", "to_plain"]

Plain: TypeAlias = Value | Mapping[str, Value | Sequence[Value] | None] | None
"""A value, or what describes one that is known in part."""

_RANGE: Final = frozenset({"low", "high"})
_ONE_OF: Final = "one_of"

KEYS: Final = frozenset({*_RANGE, _ONE_OF})
"""The keys of the objects that describe a value that is known in part."""

_SCALARS: Final = frozenset((bool, int, float, str, type(None)))
_ALLOWED: Final = 'a value, {"low": ..., "high": ...} or {"one_of": [...]}'


def to_plain(value: Value | Partly | None) -> Plain:
    """
    A value as JSON and TOML write it.

    >>> to_plain(between(3, 4)), to_plain(between(89)), to_plain(one_of("mild", "none"))
    ({'low': 3, 'high': 4}, {'low': 89, 'high': None}, {'one_of': ['mild', 'none']})
    """
    if not isinstance(value, Partly):
        return value
    if not value.range:
        return {_ONE_OF: [*value.options]}
    ends = (cast("float", value.low), cast("float", value.high))
    low, high = (end if math.isfinite(end) else None for end in ends)
    return {"low": low, "high": high}


def from_plain(name: str, value: object) -> object:
    """
    A plain value, or the value known in part that an object describes.

    Args:
        name: The name of the quantity, for errors.

        value: The plain value; anything but an object comes back unchanged.

    Raises:
        KindError: If it is another object.

        DuplicateFieldError: If a key is given twice.

        OutOfRangeError: If the least is above the most.
    """
    if type(value) in _SCALARS or not isinstance(value, Mapping):
        return value
    given = cast("Mapping[object, object]", value)
    # An object of JSON knows which keys were given twice.
    if getattr(given, "repeated", ()):
        raise DuplicateFieldError(name, "a key twice", "each key once")
    options = given.get(_ONE_OF)
    if len(given) == 1 and isinstance(options, list | tuple):
        return one_of(*cast("Sequence[Value]", options))
    if given and given.keys() <= _RANGE:
        ends = (given.get("low"), given.get("high"))
        return between(*cast("tuple[float | None, float | None]", ends))
    raise KindError(name, kind_of(given), _ALLOWED)
