"""
Which quantity a column looks like, by its name.
"""

from __future__ import annotations

import collections
import difflib
import functools
import re
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

import attrs

from cervmyelo.column_maps import REFERENCE, ColumnMap
from cervmyelo.follow_up.scales import FOLLOWED
from cervmyelo.models.missing import COLUMNS, RECORDABLE
from cervmyelo.models.patient import QUANTITIES

__all__ = ["LIKENESSES", "Candidate", "Likeness", "candidates"]

Likeness: TypeAlias = Literal["map", "same", "spelling", "part", "near"]
"""Why a column looks like a quantity; see `LIKENESSES`."""

LIKENESSES: Final[Mapping[Likeness, str]] = MappingProxyType(
    {
        "map": "the column map says so",
        "same": "the name is equal",
        "spelling": "the name is equal but for case, blanks or dashes",
        "part": "one name is a part of the other, and the values fit",
        "near": "the name is nearly equal, and the values fit",
    }
)
"""What each likeness means, the surest first."""

_RANKS: Final = {likeness: rank for rank, likeness in enumerate(LIKENESSES)}
_SEPARATED: Final = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")
# The m of mJOA is no word of its own: the rest would name another instrument.
_MODIFIED: Final = re.compile(
    r"(?<![^\W_])(?:(p)[\W_]*)?(?:m|mod|modified)[\W_]*joa(?![a-z])", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"[0-9]+", re.ASCII)
_TOTAL: Final = "_total"
_GRADE: Final = frozenset({"class", "grade"})
_ASIDE: Final = re.compile(
    r"baseline|base|bl|initial|admission|discharge|final|last|follow|up|visit|patient"
    r"|(pre|post|fu)[0-9]*|(pre|post)?op(erative(ly)?)?|surgery|operation"
    r"|[vtm][0-9]+|[0-9]*(m|mo|mos|mth|mths|months?|w|wks?|weeks?|y|yrs?|years?)"
    r"|0|[1-9][0-9]+|score|sum|scale|points?|total|at|f|of|the"
)
"""Words next to a name: when something was recorded, the unit, that it is a score."""
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
    """

    name: str | None = None
    likeness: Likeness | None = None
    others: tuple[str, ...] = ()

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
        _by_name(column, columns)
        or (split and _by_parts(column))
        or (compared and _by_letters(column))
        or Candidate()
        for column in map(str.strip, header)
    ]
    ranks: dict[str, list[int]] = collections.defaultdict(list)
    for each in found:
        if each.name is not None and each.likeness is not None:
            ranks[each.name].append(_RANKS[each.likeness])
    return tuple(
        Candidate(others=(each.name,))
        if each.name is not None
        and each.likeness is not None
        and _beaten(_RANKS[each.likeness], ranks[each.name])
        else each
        for each in found
    )


def _beaten(rank: int, ranks: Sequence[int]) -> bool:
    """Whether another column is as much like a quantity, or more."""
    return rank > min(ranks) or ranks.count(rank) > 1


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


def _by_parts(column: str) -> Candidate | None:
    words = _words(column)
    holding = _holding(words)
    scores = () if len(holding) == 1 else _scores_in(words)
    if scores:
        # No score is a percentage of its greatest value.
        return Candidate() if "%" in column else _one_of(scores, "part")
    if holding:
        return _one_of(holding, "part")
    near = frozenset[str]().union(*(_names_with().get(word, ()) for word in words))
    held = {name for name in near if _parts()[name] <= words}
    if held:
        most = max(len(_parts()[name]) for name in held)
        return _one_of({n for n in held if len(_parts()[n]) == most}, "part")
    core = frozenset(word for word in words if not _ASIDE.fullmatch(word))
    digits = {*_DIGITS.findall(column)}
    # A walk of 10 metres is not one of 30.
    around = [n for n in _holding(core) if digits.issuperset(_DIGITS.findall(n))]
    return _one_of(around, "part") if around else None


def _holding(words: frozenset[str]) -> frozenset[str]:
    """The names that all of some words are parts of."""
    near = [_names_with().get(word, frozenset[str]()) for word in words]
    return frozenset[str]().union(*near[:1]).intersection(*near)


def _scores_in(words: frozenset[str]) -> Collection[str]:
    """The scores of the one instrument that is named, if no item of it is."""
    named = [word for word in words if word in _scores()]
    if len(named) != 1:
        return ()
    scores = _scores()[named[0]]
    grades = _GRADE if not any(each.endswith(_TOTAL) for each in scores) else ()
    if not all(map(_ASIDE.fullmatch, words.difference(named, grades))):
        return ()
    return [each for each in scores if _parts()[each] <= words] or scores


def _by_letters(column: str) -> Candidate | None:
    letters = _letters(column)
    close = [
        _spellings()[each]
        for each in difflib.get_close_matches(letters, _spellings(), cutoff=_NEAR)
        if _DIGITS.findall(each) == _DIGITS.findall(letters)
    ]
    return _one_of(close, "near") if close else None


def _one_of(names: Collection[str], likeness: Likeness) -> Candidate:
    if len(names) == 1:
        return Candidate(name=next(iter(names)), likeness=likeness)
    return Candidate(others=tuple(n for n in QUANTITIES if n in names)[:_MOST_OTHERS])


def _letters(name: str) -> str:
    """A name without what case, blanks and dashes add to it."""
    return re.sub(r"[\W_]+", "", name.casefold())


def _words(name: str) -> frozenset[str]:
    name = _MODIFIED.sub(lambda found: f" {found[1] or ''}mjoa ", name)
    return frozenset(word.casefold() for word in _SEPARATED.split(name) if word)


@functools.cache
def _spellings() -> dict[str, str]:
    return {_letters(name): name for name in (REFERENCE, *RECORDABLE)}


@functools.cache
def _parts() -> dict[str, frozenset[str]]:
    return {name: _words(name) for name in QUANTITIES}


@functools.cache
def _scores() -> Mapping[str, tuple[str, ...]]:
    """The scores of each instrument, by the word for it."""
    found: dict[str, list[str]] = collections.defaultdict(list)
    for name in QUANTITIES:
        word = name.partition("_")[0]
        if name in FOLLOWED or name == f"{word}{_TOTAL}":
            for each in {word, word.rstrip("0123456789")}:
                found[each].append(name)
    return {word: tuple(names) for word, names in found.items()}


@functools.cache
def _names_with() -> dict[str, frozenset[str]]:
    """The names that each word is a part of."""
    found: dict[str, set[str]] = collections.defaultdict(set)
    for name, words in _parts().items():
        for word in words:
            found[word].add(name)
    return {word: frozenset(names) for word, names in found.items()}
