"""
Which quantities a name means by its words, such as ``mjoa_score`` or ``age``.

Names of columns and of arguments are looked up here. Names that differ by letters are
compared in `cervmyelo.names`.
"""

from __future__ import annotations

import collections
import functools
import re
from collections.abc import Collection, Mapping
from typing import Final

from .patient import QUANTITIES

__all__ = ["DIGITS", "named_by_words"]

DIGITS: Final = re.compile(r"[0-9]+", re.ASCII)
"""Numbers in names count as words: a walk of 10 metres is not one of 30."""

_SEPARATED: Final = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")
# The m of mJOA is no word of its own: the rest would name another instrument.
_MODIFIED: Final = re.compile(
    r"(?<![^\W_])(?:(p)[\W_]*)?(?:m|mod|modified)[\W_]*joa(?![a-z])", re.IGNORECASE
)
_TOTAL: Final = "_total"
_GRADE: Final = frozenset({"class", "grade"})
_ASIDE: Final = re.compile(
    r"baseline|base|bl|initial|admission|discharge|final|last|follow|up|visit|patient"
    r"|(pre|post|fu)[0-9]*|(pre|post)?op(erative(ly)?)?|surgery|operation"
    r"|[vtm][0-9]+|[0-9]*(m|mo|mos|mth|mths|months?|w|wks?|weeks?|y|yrs?|years?)"
    r"|0|[1-9][0-9]+|score|sum|scale|points?|total|at|f|of|the"
)
"""Words next to a name: when something was recorded, the unit, that it is a score."""
_LONGEST: Final = 200


def named_by_words(name: str) -> tuple[str, ...] | None:
    """
    The quantities that a name means by its words, in the order of the dictionary.

    >>> named_by_words("mJOA score"), named_by_words("JOA score")
    (('mjoa_total',), ('joa_total', 'joa1994_total'))

    Args:
        name: The name.

    Returns:
        One quantity, or several that it could mean; none if it names a score as a
        percentage, which no score is; None if it has no words of a quantity.
    """
    words = _words(name[:_LONGEST])
    holding = _holding(words)
    scores = () if len(holding) == 1 else _scores_in(words)
    if scores:
        return () if "%" in name else _in_order(scores)
    if holding:
        return _in_order(holding)
    near = frozenset[str]().union(*(_names_with().get(word, ()) for word in words))
    held = {name for name in near if _parts()[name] <= words}
    if held:
        most = max(len(_parts()[name]) for name in held)
        return _in_order({n for n in held if len(_parts()[n]) == most})
    core = frozenset(word for word in words if not _ASIDE.fullmatch(word))
    digits = {*DIGITS.findall(name)}
    around = [n for n in _holding(core) if digits.issuperset(DIGITS.findall(n))]
    return _in_order(around) if around else None


def _in_order(names: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in QUANTITIES if name in names)


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


def _words(name: str) -> frozenset[str]:
    name = _MODIFIED.sub(lambda found: f" {found[1] or ''}mjoa ", name)
    return frozenset(word.casefold() for word in _SEPARATED.split(name) if word)


@functools.cache
def _parts() -> dict[str, frozenset[str]]:
    return {name: _words(name) for name in QUANTITIES}


@functools.cache
def _scores() -> Mapping[str, tuple[str, ...]]:
    """The scores of each instrument, by the word for it."""
    found: dict[str, list[str]] = collections.defaultdict(list)
    for name in QUANTITIES:
        word = name.partition("_")[0]
        # A score that is compared before and after surgery, or a total.
        if f"{name}_before" in QUANTITIES or name == f"{word}{_TOTAL}":
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
