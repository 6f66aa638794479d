"""
Words that are shown in some rows next to each other, looked up a few at once.
"""

from __future__ import annotations

import functools
import importlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import attrs

from .dialects import any_of
from .states import Place, number_of

__all__ = ["Piece", "Words", "joined"]

_TABLE: Final = 2**10
"""Neighbouring parts share one table up to so many combinations."""


@attrs.frozen(eq=False)
class Words:
    """
    Some of the words of each row.

    Attributes:
        number: Their number, as an expression of Polars.

        words: The words; the first are empty.
    """

    number: Any
    words: Sequence[str]

    @functools.cached_property
    def shown(self) -> Any:
        """The words of each row, as an expression of Polars."""
        pl: Any = importlib.import_module("polars")
        words = pl.Series(self.words, dtype=pl.String)
        return pl.lit(words).gather(self.number.cast(pl.UInt32))


@attrs.frozen(eq=False)
class Piece:
    """
    Words that are shown in some rows, between others.

    Attributes:
        shown: Where there are words, as a mask of Polars.

        places: What the words depend on.

        words: The words for each number of the places.
    """

    shown: Any
    places: tuple[Place, ...]
    words: tuple[str, ...]


def joined(pieces: Iterable[Piece], here: Any, by: str) -> Iterator[Words]:
    """
    The words of pieces, with something between them.

    Args:
        pieces: The pieces, from left to right.

        here: The mask of rows that show any of them.

        by: What is between two of them.
    """
    pl: Any = importlib.import_module("polars")
    before = pl.lit(value=False)
    for some in _tables(pieces):
        places = [place for each in some for place in each.places]
        number = number_of((*places, Place(before, 2, gaps=False)), pl.UInt32)
        words = [""]
        for chosen in itertools.product(*(each.words for each in some)):
            shown = by.join(filter(None, chosen))
            words += (shown, f"{by}{shown}" if shown else "")
        yield Words(pl.when(here).then(number + 1).otherwise(0), words)
        before = any_of([before, *(each.shown for each in some)])


def _tables(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Neighbouring pieces that share a table."""
    some: list[Piece] = []
    size = 1
    for each in pieces:
        size *= len(each.words)
        if some and size > _TABLE:
            yield some
            some, size = [], len(each.words)
        some.append(each)
    if some:
        yield some
