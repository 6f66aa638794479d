"""
The value of one cell: the only reader of what a person or a program wrote.

Files, column maps and the interview read their cells here. Frames read whole columns
by expressions of the same codes (`cervmyelo.cohort.coded`): the same words for yes, no
and not recorded, and the same patterns. A test holds both to the same cells.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, assert_never, cast

import attrs

from cervmyelo.errors import KindError, LevelError, OutOfRangeError, kind_of
from cervmyelo.field_types import expect
from cervmyelo.names import likeness, shown
from cervmyelo.partly import any_in_part, between, options_of
from cervmyelo.plain_cells import is_gap, plain_cell
from cervmyelo.quantity import (
    Choice,
    Fact,
    Measure,
    Partly,
    Quantity,
    Value,
    checked,
    missing_words,
    plain_word,
    typed_value,
)
from cervmyelo.units import MOST, scaled

from .objects import in_object, is_object
from .ranges import in_range

__all__ = [
    "AFTER_NUMBER",
    "DATE",
    "NOT_RECORDED",
    "NUMBERED",
    "UNKNOWN_LABEL",
    "Code",
    "How",
    "Source",
    "Words",
    "as_word",
    "read_cell",
    "read_reference",
]

Words: TypeAlias = Mapping[str, Value | Partly | None]
"""What the words of a file mean, known or in part; None is *not recorded*."""

How: TypeAlias = Literal["cell", "sides", "dates"]
"""A cell; the cells of both sides; or the dates of birth and of the visit."""

_DASHES: Final = "\\-\u2013\u2014"
_LABEL: Final = rf"[ \t]*[.:=(\[){_DASHES}][^0-9]*"
NUMBERED: Final = re.compile(
    rf"([+-]?[0-9]+(?:\.[0-9]+)?){_LABEL}"
    rf"[^0-9 \t\r\n.,:;=()\[\]{_DASHES}/+<>?~%][^0-9]*"
)
"""
The pattern of a number before its label: ``3 (text)``, ``3: text``, ``3 - text``.

A label with another digit is none of these: ``3 (or 4)`` and ``3-4`` are ranges.
"""

DATE: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}[0-9:.+Z-]*)?"
)
"""The pattern of a date in a table cell, with or without a time: 1961-02-03."""

NOT_RECORDED: Final = frozenset(
    {
        "missing",
        "n.a.",
        "n.d.",
        "n/a",
        "n/d",
        "na",
        "nan",
        "nd",
        "not applicable",
        "not assessed",
        "not available",
        "not done",
        "not known",
        "not recorded",
        "not tested",
        "unk",
        "unknown",
    }
)
"""Words, in lower case, by which other files say *not recorded*."""

UNKNOWN_LABEL: Final = re.compile(
    # Engines do not agree which characters can be escaped.
    rf"[^a-z]*(?:{'|'.join(sorted(NOT_RECORDED)).replace('.', '[.]')})[^a-z]*"
)
"""The pattern, in lower case, of a label that says *not recorded*: ``9 = unknown``."""

AFTER_NUMBER: Final = f"{_LABEL}$"
"""The pattern of the label in a cell that matches `NUMBERED`."""

_EXACT: Final = 2**53
"""Up to this number, a float is the whole number that was meant."""
_LONGEST: Final = 1024
"""The bits of the longest whole number that can be a word of a column map."""
_DATES: Final = "dates such as 1961-02-03, or empty cells"


def _no_words() -> Words:
    return MappingProxyType({})


@attrs.frozen(eq=False, kw_only=True)
class Code:
    """
    How the cells of a quantity are read.

    Attributes:
        quantity: The quantity.

        words: What the words of the file mean. If a yes or no or a choice has a
            translation, only the words of the translation are valid; a number can have
            words next to its digits. Case does not matter, unless two words differ in
            nothing else.

        missing: The words, as `cervmyelo.quantity.plain_word` gives them, that mean
            *not recorded*.

        numbered: Whether a number before a label is read without the label.

        factor: What a number is multiplied by.

        completed: Whether a number with decimals counts completed units, so that 61.9
            years are 61.

        ranges: Whether a cell can hold a range, such as ``3-4`` or ``89+``.

        objects: Whether a cell can hold an object of JSON that says what is known in
            part, such as ``{"low": 3, "high": 4}``.
    """

    quantity: Quantity
    words: Words = attrs.field(factory=_no_words)
    missing: Collection[str] = attrs.field(
        default=attrs.Factory(
            lambda code: missing_words(cast("Code", code).quantity), takes_self=True
        )
    )
    numbered: bool = False
    factor: float = 1
    completed: bool = False
    ranges: bool = False
    objects: bool = False

    @functools.cached_property
    def exact(self) -> Words:
        """The words whose case matters, because another one has another meaning."""
        return dict(self._words(exact=True))

    @functools.cached_property
    def plain(self) -> Words:
        """The other words, as `cervmyelo.quantity.plain_word` gives them."""
        return dict(self._words(exact=False))

    @functools.cached_property
    def translates(self) -> bool:
        """Whether only the words of the translation are valid."""
        meant = (value is not None for value in self.words.values())
        return any(meant) and not isinstance(self.quantity, Measure)

    @property
    def in_part(self) -> bool:
        """Whether a cell can hold a value that is known in part."""
        if isinstance(self.quantity, Fact):
            return False
        said = any_in_part(self.words.values())
        return said or self.ranges or self.objects

    @property
    def scales(self) -> bool:
        """Whether numbers are changed."""
        return self.factor != 1 or self.completed

    def _words(self, *, exact: bool) -> Iterator[tuple[str, Value | Partly | None]]:
        meanings: dict[str, set[tuple[type, Value | Partly | None]]] = {}
        for word, meant in self.words.items():
            meanings.setdefault(plain_word(word), set()).add((type(meant), meant))
        for word, meant in self.words.items():
            if (len(meanings[plain_word(word)]) > 1) is exact:
                known = None if meant is None else checked(self.quantity, meant)
                yield (word.strip() if exact else plain_word(word)), known

    def read(self, cell: object) -> Value | Partly | None:
        """
        The value of a cell, known or known in part; None if nothing was recorded.

        Raises:
            KindError: If the cell holds the wrong kind of value.

            LevelError: If it holds a word that is not one of the choice.

            OutOfRangeError: If it holds a number that is out of range or between steps.
        """
        if isinstance(cell, Partly):
            return self._of_known(cell)
        cell = cell if isinstance(cell, str) else _typed(cell)
        return None if cell is None else self._filled(cell)

    def _filled(self, cell: object) -> Value | Partly | None:
        """The value of a cell that is not null."""
        word = cell.strip() if isinstance(cell, str) else as_word(cell)
        if word is not None:
            number = NUMBERED.fullmatch(word) if self.numbered else None
            for each in (word, *([number[1]] if number else ())):
                said = self._said(each)
                if said is not None:
                    return said[0]
            if number:
                if UNKNOWN_LABEL.fullmatch(word.lower()):
                    raise KindError(
                        self.quantity.name,
                        "a number whose label says that nothing is recorded",
                        self.quantity.allowed,
                        "List the cell under missing_values of the column map, or say "
                        "what it means under values.",
                    )
                cell = number[1]
            elif self.objects and is_object(word):
                return in_object(self.quantity, word, self.alone.read)
            elif self.ranges:
                said = in_range(self.quantity, word, self.alone.read)
                if said is not None:
                    return said[0]
        if self.translates:
            raise LevelError(
                self.quantity.name,
                "a word that the column map does not translate",
                f"{', '.join(map(shown, self.words))}, or empty",
            )
        if self.scales and isinstance(self.quantity, Measure):
            return self._scaled(self.quantity, cell)
        if isinstance(cell, str):
            return self.quantity.parse(cell)
        return typed_value(self.quantity, cell)

    def _of_known(self, cell: Partly) -> Value | Partly | None:
        """What an object says that is known in part, in the words and unit of cells."""
        options = (
            each
            if cell.range and abs(cast("float", each)) == math.inf
            else self.alone.read(each)
            for each in cell.options
        )
        known = [each for each in options if isinstance(each, Value)]
        if len(known) < len(cell.options):
            raise KindError(
                self.quantity.name,
                "several values, and one means nothing",
                self.quantity.allowed,
            )
        return checked(self.quantity, Partly(tuple(known), range=cell.range))

    def likeness(self, word: str) -> str:
        """
        What decides the message on an invalid word; that of others can be the same.

        >>> from cervmyelo.models.patient import QUANTITIES
        >>> code = Code(quantity=QUANTITIES["sex_at_birth"])
        >>> code.likeness("male1") == code.likeness("male2") != code.likeness("woman")
        True

        Args:
            word: The text of a cell, which is invalid.
        """
        choice = self.quantity
        if isinstance(choice, Measure) or self.in_part or self.numbered:
            return word
        if not word.strip():
            return word
        if isinstance(choice, Fact) or self.translates:
            return "?"
        return likeness(word.strip().lower(), choice.levels)

    def _said(self, word: str) -> tuple[Value | Partly | None] | None:
        """What the map says that a word means, in one element; None if nothing."""
        plain = plain_word(word)
        if word in self.exact:
            return (self.exact[word],)
        if plain in self.plain:
            return (self.plain[plain],)
        return (None,) if plain in self.missing else None

    @functools.cached_property
    def alone(self) -> Code:
        """How the end of a range is read: a number by its digits alone."""
        if isinstance(self.quantity, Measure):
            return attrs.evolve(
                self,
                ranges=False,
                objects=False,
                words={},
                missing=(),
                numbered=False,
            )
        return attrs.evolve(self, ranges=False, objects=False)

    def _scaled(self, measure: Measure, cell: object) -> float:
        number = measure.number(cell) if isinstance(cell, str) else cell
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise KindError(measure.name, kind_of(number), measure.allowed)
        if not -MOST < number < MOST:
            raise OutOfRangeError(measure.name, "a number out of range", self._told)
        number = scaled(number, self.factor)
        if self.completed:
            number = math.floor(number)
        whole = measure.whole and isinstance(number, float) and number.is_integer()
        try:
            return measure.check(int(number) if whole else number)
        except OutOfRangeError as error:
            raise OutOfRangeError(error.field, error.given, self._told) from None

    @property
    def _told(self) -> str:
        told = self.quantity.allowed
        if self.factor != 1:
            told += f" once the column map has multiplied it by {self.factor:g}"
        return told


@attrs.frozen(eq=False, kw_only=True)
class Source:
    """
    Where a quantity is in a table, and how its cells are read.

    Attributes:
        columns: The names of the columns: one, those of both sides, or those of the
            dates of birth and of the visit.

        how: What they hold.

        code: How a cell is read.
    """

    columns: tuple[str, ...]
    how: How = "cell"
    code: Code

    def read(self, cells: Sequence[object]) -> Value | Partly | None:
        """
        The value of the cells of a row, known or in part; None if it is not recorded.

        Raises:
            CervmyeloError: If a cell is invalid.
        """
        match self.how:
            case "cell":
                return self.code.read(*cells)
            case "sides":
                return _of_sides(
                    self.code.quantity, [self.code.read(cell) for cell in cells]
                )
            case "dates":
                return self._age(cells)
            case _:
                assert_never(self.how)

    def _age(self, cells: Sequence[object]) -> Value | None:
        name = self.code.quantity.name
        days = [_date(name, each, self.code.missing) for each in cells]
        born, seen = days
        if born is None or seen is None:
            return None
        if seen < born:
            raise OutOfRangeError(
                name, "a visit before the date of birth", "a visit on that day or later"
            )
        before_birthday = (seen.month, seen.day) < (born.month, born.day)
        return self.code.quantity.check(seen.year - born.year - before_birthday)


def _of_sides(
    quantity: Quantity, values: Sequence[Value | Partly | None]
) -> Value | Partly | None:
    """Yes on either side, the lower number of both; None if it is not known."""
    if any(each is True for each in values):
        return True
    known = [options_of(each) for each in values if each is not None]
    if len(known) < len(values):
        return None
    low, high = (min(cast("float", each[end]) for each in known) for end in (0, -1))
    if not isinstance(quantity, Measure) or low == high:
        return low
    return checked(quantity, between(low, high))


def _date(name: str, cell: object, missing: Collection[str]) -> dt.date | None:
    match cell:
        case None:
            return None
        case float() if math.isnan(cell):
            return None
        # A missing date of pandas is a datetime too.
        case dt.date():
            return None if cell != cell else dt.date(cell.year, cell.month, cell.day)  # noqa: PLR0124
        case str():
            text = cell.strip()
            if plain_word(text) in missing:
                return None
            if DATE.fullmatch(text):
                try:
                    return dt.date.fromisoformat(text[:10])
                except ValueError:
                    raise KindError(name, "a day that does not exist", _DATES) from None
            raise KindError(name, "text that is not a date", _DATES)
        case _:
            raise KindError(name, kind_of(cell), _DATES)


def read_cell(
    quantity: Quantity,
    cell: object,
    *,
    words: Words | None = None,
    missing: Collection[str] | None = None,
) -> Value | Partly | None:
    """
    The value that a cell holds, or None if nothing was recorded.

    >>> from cervmyelo.models.patient import QUANTITIES
    >>> read_cell(QUANTITIES["age_years"], " 61.0 ")
    61
    >>> read_cell(QUANTITIES["neck_pain"], "Yes")
    True
    >>> read_cell(QUANTITIES["disc_level"], "c3/4")
    'C3/4'
    >>> read_cell(QUANTITIES["sex_at_birth"], "f", words={"F": "female"})
    'female'
    >>> read_cell(QUANTITIES["age_years"], "n/a") is None
    True

    Args:
        quantity: The quantity.

        cell: Text, or a typed value. Of a typed value only what
            `cervmyelo.quantity.typed_value` converts is converted; None and NaN are
            not recorded.

        words: What the words of the file mean, as in `Code`; a word can mean a value
            that is known in part.

        missing: The words, in lower case, that mean *not recorded*; None for those of
            `cervmyelo.quantity.missing_words`.

    Raises:
        KindError: If the cell holds the wrong kind of value.

        LevelError: If it holds a word that is not one of the choice.

        OutOfRangeError: If it holds a number that is out of range or between steps.
    """
    if not isinstance(quantity, Fact | Choice | Measure):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise KindError("quantity", kind_of(quantity), "a value of cm.quantities")
    if words is not None:
        expect("words", words, Mapping)
    if missing is None:
        missing = missing_words(quantity)
    return Code(quantity=quantity, words=words or {}, missing=missing).read(cell)


def read_reference(cell: object) -> object:
    """
    The reference that a cell holds, or None if it is blank.

    >>> read_reference("007"), read_reference(7), read_reference(7.0)
    ('007', '7', '7')

    Args:
        cell: Text, which is kept as it is, or a typed value. A whole number becomes
            its digits, also as the float or the decimal that a table makes of it as
            soon as one is missing; any other type comes back unchanged, for the check
            of the patient to reject.
    """
    cell = cell if isinstance(cell, str) else _typed(cell)
    if type(cell) is float and abs(cell) <= _EXACT and cell.is_integer():
        cell = int(cell)
    reference = str(cell) if type(cell) is int else cell
    return None if isinstance(reference, str) and not reference.strip() else reference


def _typed(cell: object) -> object:
    return None if is_gap(cell) else plain_cell(cell)


def as_word(cell: object) -> str | None:
    """A cell as the word that a column map can translate; None if it is none."""
    match cell:
        case str():
            return cell.strip()
        case bool():
            return str(cell).lower()
        case int():
            # Python refuses to write thousands of digits.
            return str(cell) if cell.bit_length() <= _LONGEST else None
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case _:
            return None
