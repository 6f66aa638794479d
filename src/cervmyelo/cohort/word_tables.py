"""
Words that are remembered by the number of the state of a row.
"""

from __future__ import annotations

import importlib
from typing import Any, Final

import attrs

__all__ = ["NONE", "WordTable"]

NONE: Final = 2**32 - 1
"""The place of words that were not made."""

_SLOTS: Final = 2**20 - 3
"""How many slots a table has at most: a prime, so that few numbers share one."""


@attrs.frozen
class WordTable:
    """
    The words of states that were met before, by the number of the state.

    Attributes:
        slots: The place of the words for a number, at the number itself; where there
            are more numbers than slots, at its remainder, for one of those that share
            it.

        is_shared: Whether numbers can share a slot.

        numbers: The number of the words at each place.

        words: The words.
    """

    slots: Any
    is_shared: bool
    numbers: Any
    words: Any

    @classmethod
    def of(cls, size: int, kind: Any, words: Any) -> WordTable:
        """
        A table with the words for the number zero alone.

        Args:
            size: How many numbers there can be.

            kind: Their type.

            words: A Polars frame with the words.
        """
        pl: Any = importlib.import_module("polars")
        is_shared = size > _SLOTS
        # In a shared slot, an empty one is found by the number of its words.
        none = 0 if is_shared else NONE
        slots = pl.repeat(none, min(size, _SLOTS), dtype=pl.UInt32, eager=True)
        return cls(slots.scatter(0, 0), is_shared, pl.Series([0], dtype=kind), words)

    def place(self, numbers: Any) -> Any:
        """The place of the words for each number; `NONE` if they were not made."""
        pl: Any = importlib.import_module("polars")
        slot = numbers % len(self.slots) if self.is_shared else numbers
        place = self.slots.gather(slot.cast(pl.UInt32, wrap_numerical=True))
        if not self.is_shared:
            return place
        others = (self.numbers.gather(place) != numbers).arg_true()
        if not len(others):
            return place
        order = self.numbers.arg_sort()
        every, some = self.numbers.gather(order), numbers.gather(others)
        at = every.search_sorted(some).clip(0, len(every) - 1)
        found = pl.when(every[at] == some).then(order[at]).otherwise(NONE)
        return place.scatter(others, pl.select(found).to_series())

    def with_words(self, numbers: Any, words: Any) -> WordTable:
        """
        A table with the words for more numbers, each number once.

        Args:
            numbers: The numbers.

            words: A Polars frame with the words for each.
        """
        pl: Any = importlib.import_module("polars")
        known, many = len(self.numbers), len(self.numbers) + len(numbers)
        new = pl.int_range(known, many, dtype=pl.UInt32, eager=True)
        return WordTable(
            self.slots.clone().scatter(numbers % len(self.slots), new),
            self.is_shared,
            pl.concat([self.numbers, numbers], rechunk=True),
            pl.concat([self.words, words], rechunk=True),
        )
