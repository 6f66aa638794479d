"""
Records that repeat in a file: what is found in them once, and how often they come.

Readings of records that are alike share their values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

from .patients import Reading

__all__ = ["OnceEach", "Repeats"]

T = TypeVar("T")

_REMEMBERED: Final = 2**8
"""Of how many different records something is kept, so that memory does not grow."""


class OnceEach(Generic[T]):
    """
    What is found in readings, once for those that share their values.

    Args:
        find: Finds it in one reading.
    """

    def __init__(self, find: Callable[[Reading], T]) -> None:
        self._find = find
        self._known: dict[int, tuple[object, T]] = {}

    def __call__(self, reading: Reading) -> T:
        """What is found in a reading."""
        key = id(reading.values)
        if key not in self._known:
            if len(self._known) == _REMEMBERED:
                self._known.clear()
            # Values that are kept keep their identity to themselves.
            self._known[key] = reading.values, self._find(reading)
        return self._known[key][1]


class Repeats(Generic[T]):
    """
    Counts the same object once, with how often it came.

    Args:
        count: Counts an object that came so many times.
    """

    def __init__(self, count: Callable[[T, int], None]) -> None:
        self._count = count
        self._known: dict[int, tuple[T, int]] = {}

    def add(self, each: T) -> None:
        """Take the next object."""
        key = id(each)
        many = self._known[key][1] if key in self._known else 0
        self._known[key] = each, many + 1
        if len(self._known) > _REMEMBERED:
            self.settle()

    def settle(self) -> None:
        """Count all that were taken since the last time."""
        for each, many in self._known.values():
            self._count(each, many)
        self._known.clear()
