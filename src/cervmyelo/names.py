"""
Names from outside: shown so that they are harmless, and the known names near them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, cast

__all__ = [
    "Hints",
    "alike",
    "did_you_mean",
    "first_names",
    "likeness",
    "nearest",
    "nearest_names",
    "plain_name",
    "plain_text",
    "printable",
    "shown",
]

_LONGEST: Final = 60
_MOST_COMPARED: Final = 30_000
_REMEMBERED: Final = 2**10
_FEW: Final = 2**6
_MOST_MEANT: Final = 3

_OTHER: Final = "\0"
_CLOSE: Final = 0.6
"""From which share of letters in common two words are near, as for difflib."""

_SAME: Final = 0.9
"""From which share one is a misspelling of the other, whatever its words mean."""


def plain_text(text: str) -> str:
    """
    A text as plain text: an object of a subclass can compare equal to any word.

    >>> class Word(str):
    ...     def __eq__(self, other):
    ...         return True
    >>> type(plain_text(Word("male")))
    <class 'str'>

    Args:
        text: The text.
    """
    if type(text) is str:
        return text
    given = cast("object", text)
    return str.__str__(given) if isinstance(given, str) else type(given).__name__


def printable(text: str) -> str:
    r"""
    The text with every character escaped that a screen does not show as itself.

    These are line ends, control characters, marks that reverse the direction of
    writing, and halves of a surrogate pair.

    >>> printable("red \x1b[31m"), printable("mm²")
    ('red \\x1b[31m', 'mm²')
    """
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode()
        for each in text
    )


def first_names(names: Sequence[str], most: int) -> str:
    """
    The first of some names, and how many more there are.

    >>> first_names(("a", "b", "c", "d"), 2)
    'a, b and 2 more'

    Args:
        names: The names.

        most: How many are named.
    """
    more = len(names) - most
    return f"{', '.join(names[:most])}{f' and {more} more' if more > 0 else ''}"


def alike(names: Iterable[str]) -> str:
    """The first two names that differ only in case or outer blanks; empty if none."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(name.strip().lower(), name)
        if other != name:
            return f'"{shown(other)}" and "{shown(name)}"'
    return ""


def shown(name: str) -> str:
    r"""
    A name as ASCII, with look-alike letters and control characters as codes.

    >>> shown("\u0430ge_years")
    '\\u0430ge_years'

    Args:
        name: The name; of a long one the first 60 characters are shown.
    """
    return ascii(plain_text(name)[:_LONGEST])[1:-1][:_LONGEST]


class Hints:
    """
    The nearest known name of each name, for as many names as can be compared quickly.

    A comparison takes microseconds, so that thousands of unknown names would take
    minutes. The first ones get a hint, and a name that comes again gets it again.

    Args:
        known: The known names.

        meant: The known names that a name means, however many letters it has in common
            with others; none if that is not known.
    """

    __slots__ = ("_found", "_known", "_left", "_meant", "_names")

    def __init__(
        self,
        known: Iterable[str],
        meant: Callable[[str], Sequence[str]] = lambda _name: (),
    ) -> None:
        self._names = known
        self._meant = meant
        self._known: _Known | None = None
        self._left = _MOST_COMPARED
        self._found: dict[str, tuple[str, ...]] = {}

    def near(self, name: str) -> tuple[str, ...]:
        """
        The known names that a name means, or the nearest one.

        Empty if none is near, or too many were compared.

        Args:
            name: The name.
        """
        if name not in self._found:
            # Most inputs have no unknown name.
            self._known = self._known or _Known.of(tuple(self._names))
            if self._left < len(self._known.plain):
                return ()
            self._left -= len(self._known.plain)
            near = self._known.near(name)
            misspelt = near and _is_misspelt(name, near[0])
            meant = () if misspelt else tuple(self._meant(name)[:_MOST_MEANT])
            self._found[name] = meant or near[:1]
        return self._found[name]

    def __call__(self, name: str) -> str:
        """A hint at the known names that a name means, or the nearest, or nothing."""
        return did_you_mean(self.near(name))


def did_you_mean(names: Iterable[str]) -> str:
    """
    A hint at names that could be meant, or nothing.

    >>> did_you_mean(["joa_total", "joa1994_total"])
    'Did you mean joa_total or joa1994_total?'

    Args:
        names: The names, the best first.
    """
    *others, last = tuple(names) or ("",)
    if not last:
        return ""
    before = f"{', '.join(others)} or " if others else ""
    return f"Did you mean {before}{last}?"


def nearest_names(name: object, known: Iterable[str]) -> list[str]:
    """
    The known names nearest to a name, at most three, the best first.

    Case, blanks, dashes and underscores do not count. A name that the given one
    begins, or is a part of, counts as near. Nothing is near to what is no text.

    >>> nearest_names("nurick", ["nurick_1972", "joa_total"])
    ['nurick_1972']
    """
    if not isinstance(name, str):
        return []
    return [*_Known.of(tuple(known)).near(name)]


def likeness(name: str, known: tuple[str, ...]) -> str:
    """
    What decides which of some names are near: names with the same have the same hint.

    >>> likeness("male1", ("male", "female")) == likeness("Male 2", ("male", "female"))
    True

    Args:
        name: A name.

        known: The known names.
    """
    return _Known.of(known).likeness(name)


def nearest(name: object, known: Iterable[str]) -> str:
    """
    A hint at the known name closest to *name*, or nothing.

    >>> nearest("mjoa_motor_uper", ["age_years", "mjoa_motor_upper"])
    'Did you mean mjoa_motor_upper?'
    """
    if not isinstance(name, str):
        return ""
    near = _Known.of(tuple(known)).near(name)
    return did_you_mean(near[:1]) if near else ""


class _Known:
    """
    Names that are known, as they are compared with others.

    Args:
        names: The names.
    """

    __slots__ = ("_found", "_other_letters", "letters", "plain", "shortest")

    def __init__(self, names: tuple[str, ...]) -> None:
        self.plain = {each: plain_name(each) for each in names}
        self.letters = frozenset("".join(self.plain.values()))
        self.shortest = min(map(len, self.plain.values()), default=0)
        known = re.escape("".join(sorted(self.letters)))
        self._other_letters = re.compile(f"[^{known}]" if known else ".", re.DOTALL)
        self._found: dict[str, tuple[str, ...]] = {}

    @staticmethod
    @functools.lru_cache(_FEW)
    def of(names: tuple[str, ...]) -> _Known:
        """
        The known names.

        Args:
            names: The names.
        """
        return _Known(names)

    def likeness(self, name: str) -> str:
        """What decides which names are near to another one."""
        # A file can hold many thousand different words. Letters that are in no name are
        # all alike, so that "male1" and "male2" are compared once.
        return self._other_letters.sub(_OTHER, plain_name(name))

    def near(self, name: str) -> tuple[str, ...]:
        """The names nearest to another one, at most three, the best first."""
        wanted = self.likeness(name)
        if wanted not in self._found:
            if len(self._found) == _REMEMBERED:
                self._found.clear()
            self._found[wanted] = self._near(wanted)
        return self._found[wanted]

    def _near(self, wanted: str) -> tuple[str, ...]:
        plain = self.plain
        shared = sum(map(self.letters.__contains__, wanted))
        if shared < len(wanted) and not _enough(shared, len(wanted) + self.shortest):
            return ()
        letters = frozenset(wanted)
        alike = [each for each in plain.values() if _can_be_near(wanted, letters, each)]
        same = [each for each in plain if plain[each] == wanted]
        close = _close(wanted, alike) if alike else []
        spelled = [each for word in close for each in plain if plain[each] == word]
        # The name of an instrument is rather short for its score than for an item.
        holding = sorted(
            (
                each
                for each in plain
                if len(wanted) > 2 and (wanted in plain[each])  # noqa: PLR2004 -- two letters are everywhere
            ),
            key=len,
        )
        return tuple(dict.fromkeys([*same, *spelled[:1], *holding, *spelled]))[:3]


def _is_misspelt(name: str, known: str) -> bool:
    """Whether a name is nearly that of a known one."""
    import difflib

    pair = difflib.SequenceMatcher(None, plain_name(name), plain_name(known))
    return pair.ratio() >= _SAME


def _close(wanted: str, known: list[str]) -> list[str]:
    import difflib

    return difflib.get_close_matches(wanted, known, n=3, cutoff=_CLOSE)


def _can_be_near(one: str, letters: frozenset[str], other: str) -> bool:
    """
    Whether two words have so many letters in common that they can be close.

    Args:
        one: A word.

        letters: Its letters.

        other: The other word.
    """
    if letters.isdisjoint(other):
        return False
    both = len(one) + len(other)
    return _enough(min(len(one), len(other)), both) and _enough(
        sum(min(one.count(each), other.count(each)) for each in letters), both
    )


def _enough(shared: int, both: int) -> bool:
    """
    Whether so many letters in common can make two words close.

    Args:
        shared: How many they have in common.

        both: How many letters both of them have.
    """
    return 2 * shared >= _CLOSE * both


def plain_name(name: str) -> str:
    """
    A name without case, blanks, dashes and underscores, to be compared with others.

    >>> plain_name("mJOA-motor upper") == plain_name("mjoa_motor_upper")
    True
    """
    plain = name[: 2 * _LONGEST].casefold()
    return plain if plain.isalnum() else re.sub(r"[\W_]+", "", plain)
