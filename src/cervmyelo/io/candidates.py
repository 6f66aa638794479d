"""
Which quantity a column looks like, by its name.
"""

from __future__ import annotations

import collections
import difflib
import functools
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

import attrs

from cervmyelo.column_maps import REFERENCE, ColumnMap
from cervmyelo.models.missing import COLUMNS, RECORDABLE
from cervmyelo.models.named_by_words import DIGITS, named_by_words
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Measure
from cervmyelo.units import other_unit

__all__ = ["LIKENESSES", "Candidate", "Likeness", "candidates", "is_reference"]

Likeness: TypeAlias = Literal["map", "same", "spelling", "part", "near", "unit"]
"""Why a column looks like a quantity; see `LIKENESSES`."""

LIKENESSES: Final[Mapping[Likeness, str]] = MappingProxyType(
    {
        "map": "the column map says so",
        "same": "the name is equal",
        "spelling": "the name is equal but for case, blanks or dashes",
        "part": "one name is a part of the other, and the values fit",
        "near": "the name is nearly equal, and the values fit",
        "unit": "the name is alike, but states another unit",
    }
)
"""What each likeness means, the surest first."""

_RANKS: Final = {likeness: rank for rank, likeness in enumerate(LIKENESSES)}
_PERSONS: Final = frozenset(
    {"case", "participant", "patient", "person", "record", "study", "subject"}
)
_NEAR: Final = 0.9
_MOST_SPLIT: Final = 10_000
_MOST_COMPARED: Final = 500
_MOST_OTHERS: Final = 3


@attrs.frozen(kw_only=True)
class Candidate:
    """
    What a column looks like.

    Attributes:
        name: The quantity, or ``ref``; None if no name is like it, or several are.

        likeness: Why; None without a quantity.

        others: If several names are alike, or several columns are, some of the names.

        unit: The unit that the name of the column states, if it is another one.
    """

    name: str | None = None
    likeness: Likeness | None = None
    others: tuple[str, ...] = ()
    unit: str = ""

    @property
    def sure(self) -> bool:
        """Whether the name alone says so."""
        return self.likeness in {"map", "same", "spelling"}


def candidates(header: Sequence[str], columns: ColumnMap) -> tuple[Candidate, ...]:
    """
    What each column of a file looks like; no quantity twice.

    Args:
        header: The names of the columns.

        columns: A column map, which says more than any name.
    """
    split, compared = len(header) <= _MOST_SPLIT, len(header) <= _MOST_COMPARED
    found = [
        _by_unit(
            column,
            _by_name(column, columns)
            or (split and _by_parts(column))
            or (compared and _by_letters(column))
            or Candidate(),
        )
        for column in map(str.strip, header)
    ]
    # A file can have a hundred thousand columns of the same name.
    ranks: dict[str, collections.Counter[int]]
    ranks = collections.defaultdict(collections.Counter)
    for each in found:
        if each.name is not None and each.likeness is not None:
            ranks[each.name][_RANKS[each.likeness]] += 1
    return tuple(
        Candidate(others=(each.name,))
        if each.name is not None
        and each.likeness is not None
        and _beaten(_RANKS[each.likeness], ranks[each.name])
        else each
        for each in found
    )


def is_reference(name: str) -> bool:
    """
    Whether a column is called as one that says whose row it is.

    >>> [is_reference(name) for name in ("record_id", "Patient ID", "mJOA")]
    [True, True, False]

    Args:
        name: Its name.
    """
    words = {*re.split(r"[\W_]+", name.casefold())} - {""}
    # A column that is called "study" alone says which study it was.
    return words <= _PERSONS | {"id"} and words not in ({"study"}, set[str]())


def _beaten(rank: int, ranks: Mapping[int, int]) -> bool:
    """Whether another column is as much like a quantity, or more."""
    return rank > min(ranks) or ranks[rank] > 1


def _by_name(column: str, columns: ColumnMap) -> Candidate | None:
    if column in columns.columns:
        return Candidate(name=columns.columns[column], likeness="map")
    if column in columns.placed:
        return Candidate()
    if column in COLUMNS or column == REFERENCE:
        return Candidate(name=column, likeness="same")
    letters = _letters(column)
    if letters in _spellings():
        return Candidate(name=_spellings()[letters], likeness="spelling")
    return None


def _by_unit(column: str, found: Candidate) -> Candidate:
    """A candidate, which is not sure if the name of the column states another unit."""
    quantity = COLUMNS.get(found.name or "")
    if found.likeness in {"map", "same"} or not isinstance(quantity, Measure):
        return found
    unit = other_unit(column, quantity.unit)
    return attrs.evolve(found, likeness="unit", unit=unit) if unit else found


def _by_parts(column: str) -> Candidate | None:
    names = named_by_words(column)
    if names is None:
        return None
    return _one_of(names, "part") if names else Candidate()


def _by_letters(column: str) -> Candidate | None:
    letters = _letters(column)
    close = [
        _spellings()[each]
        for each in difflib.get_close_matches(letters, _spellings(), cutoff=_NEAR)
        if DIGITS.findall(each) == DIGITS.findall(letters)
    ]
    return _one_of(close, "near") if close else None


def _one_of(names: Collection[str], likeness: Likeness) -> Candidate:
    if len(names) == 1:
        return Candidate(name=next(iter(names)), likeness=likeness)
    return Candidate(others=tuple(n for n in QUANTITIES if n in names)[:_MOST_OTHERS])


def _letters(name: str) -> str:
    """A name without what case, blanks and dashes add to it."""
    # A sign of mathematics says something: a change, a cut-off, a difference.
    return "".join(each for each in name.casefold() if each.isalnum() or _is_sign(each))


def _is_sign(character: str) -> bool:
    return unicodedata.category(character) == "Sm"


@functools.cache
def _spellings() -> dict[str, str]:
    return {_letters(name): name for name in (REFERENCE, *RECORDABLE)}
