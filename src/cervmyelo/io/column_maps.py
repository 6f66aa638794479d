"""
Which columns of a file are which quantities, and what its words mean.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias, cast

import attrs

from cervmyelo.errors import (
    CervmyeloError,
    DocumentError,
    DuplicateFieldError,
    InvalidRecordError,
    KindError,
    UnknownFieldError,
    kind_of,
    nearest,
)
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import MISSING_WORDS, Value

__all__ = ["REFERENCE", "ColumnMap", "shown"]

REFERENCE: Final = "ref"
"""The name of the column that holds the caller's own opaque reference."""

_ALL: Final = "*"
_OPTIONS: Final = ("columns", "values", "constants", "missing", "pass_through")
_PLACE: Final = re.compile(r"\(at ([^()]*)\)$")
_LONGEST_NAME: Final = 60

_Words: TypeAlias = Mapping[str, Value]


def _frozen(mapping: object) -> Any:
    """A mapping that nobody can change; anything else is left to the checks."""
    if not isinstance(mapping, Mapping):
        return mapping
    return MappingProxyType({**cast("Mapping[str, object]", mapping)})


def _frozen_words(values: object) -> Any:
    if not isinstance(values, Mapping):
        return values
    words = cast("Mapping[str, object]", values)
    return _frozen({name: _frozen(each) for name, each in words.items()})


def _listed(words: object) -> Any:
    return (
        tuple(cast("list[object]", words)) if isinstance(words, list | tuple) else words
    )


def _none() -> Any:
    return {}


@attrs.frozen(kw_only=True)
class ColumnMap:
    """
    How the columns and words of a file translate into the data dictionary.

    >>> columns = ColumnMap.from_toml('''
    ... missing = ["-9"]             # further words for "not recorded"
    ... pass_through = ["clinic"]    # columns to be left alone
    ...
    ... [columns]                    # column of the file = name in the dictionary
    ... age = "age_years"
    ... sex = "sex_at_birth"
    ...
    ... [values.sex_at_birth]        # word of the file = word of the dictionary
    ... M = "male"
    ... F = "female"
    ...
    ... [constants]                  # the same for every row
    ... mri_done = true
    ... ''')
    >>> columns.columns["age"], columns.values["sex_at_birth"]["F"]
    ('age_years', 'female')

    A column that already bears a name of the dictionary needs no line. Where a yes
    or no or a choice has a translation, only the words of the translation are
    taken; a number may have words beside its digits.

    Attributes:
        columns: The quantity, or ``ref``, of each column that has another name.

        values: For each quantity, what the words of the file mean.

        constants: What is the same for every row.

        missing: Further words that mean *not recorded*, whatever their case.

        pass_through: Columns that are left alone: their names, or ``"*"`` for every
            column that is not known.

    Raises:
        InvalidRecordError: If the map has a fault; all of them are listed.
    """

    columns: Mapping[str, str] = attrs.field(factory=_none, converter=_frozen)
    values: Mapping[str, _Words] = attrs.field(factory=_none, converter=_frozen_words)
    constants: _Words = attrs.field(factory=_none, converter=_frozen)
    missing: tuple[str, ...] = attrs.field(default=(), converter=_listed)
    pass_through: tuple[str, ...] | str = attrs.field(default=(), converter=_listed)

    def __attrs_post_init__(self) -> None:
        problems = tuple(self._shapes()) or tuple(self._problems())
        if problems:
            raise InvalidRecordError(problems)

    @classmethod
    def from_toml(cls, text: str) -> ColumnMap:
        """
        The map that a TOML text describes.

        Raises:
            DocumentError: If it is no TOML.

            InvalidRecordError: If the map has a fault; all of them are listed.
        """
        try:
            document = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = _PLACE.search(str(error))
            where = f": {found[1]}" if found else ""
            raise DocumentError(f"The column map is not TOML{where}.") from None
        unknown = [
            UnknownFieldError(
                shown(name),
                "a part that no column map has",
                ", ".join(_OPTIONS),
                nearest(name, _OPTIONS),
            )
            for name in document
            if name not in _OPTIONS
        ]
        if unknown:
            raise InvalidRecordError(unknown)
        return cls(**document)

    @classmethod
    def read(cls, path: str | Path) -> ColumnMap:
        """
        The map in a TOML file.

        Raises:
            DocumentError: If it is no TOML in UTF-8.

            InvalidRecordError: If the map has a fault; all of them are listed.

            OSError: If the file cannot be opened.
        """
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise DocumentError(
                f"The column map is not UTF-8: byte {error.start} cannot be read."
            ) from None
        return cls.from_toml(text)

    def leaves_alone(self, column: str) -> bool:
        """Whether a column that has no name in the dictionary is left alone."""
        return self.all_pass or column in self.pass_through

    @property
    def all_pass(self) -> bool:
        """Whether every column that is not known is left alone."""
        return self.pass_through == _ALL

    @property
    def missing_words(self) -> frozenset[str]:
        """Every text, in lower case, that means *not recorded*."""
        return MISSING_WORDS | {word.strip().lower() for word in self.missing}

    def _shapes(self) -> Iterator[CervmyeloError]:
        """What is no table, no list or no text where one is needed."""
        for name in ("columns", "values", "constants"):
            yield from _no_table(name, getattr(self, name), f"a table [{name}]")
        if isinstance(self.columns, MappingProxyType):
            yield from _no_texts("columns", tuple(self.columns.values()))
        if isinstance(self.values, MappingProxyType):
            for name, words in self.values.items():
                yield from _no_table(
                    f"values.{shown(name)}",
                    words,
                    "a table of words, word of the file = word of the dictionary",
                )
        yield from _no_texts("missing", self.missing)
        if not self.all_pass:
            yield from _no_texts("pass_through", self.pass_through)

    def _problems(self) -> Iterator[CervmyeloError]:
        taken: dict[str, str] = {}
        for column, name in self.columns.items():
            if name != REFERENCE and name not in QUANTITIES:
                yield _unknown(f"columns.{shown(column)}", name, (REFERENCE,))
            if name in taken:
                yield DuplicateFieldError(
                    shown(name),
                    f"two columns, {shown(taken[name])} and {shown(column)}",
                    "one column for each quantity",
                    "Keep the one that is right and let the other pass through.",
                )
            taken[name] = column
            if name in self.constants:
                yield DuplicateFieldError(
                    shown(name),
                    "a column and a constant",
                    "one of the two",
                    "Keep the one that is right.",
                )
            if column in self.pass_through:
                yield DuplicateFieldError(
                    shown(column),
                    "a column both to be read and to be left alone",
                    "one of the two",
                )
        for name, value in self.constants.items():
            yield from _refused("constants", name, value)
        missing = {word.strip().lower() for word in self.missing}
        for name, words in self.values.items():
            for word, value in words.items():
                yield from _refused("values", name, value)
                if word.strip().lower() in missing:
                    yield DuplicateFieldError(
                        f"values.{shown(name)}",
                        "a word that also stands in the list of missing words",
                        "one of the two",
                    )


def shown(name: str) -> str:
    """A name from a file, so that look-alike letters and control codes are seen."""
    return ascii(name)[1:-1][:_LONGEST_NAME]


def _no_table(name: str, given: object, allowed: str) -> Iterator[CervmyeloError]:
    if not isinstance(given, Mapping):
        yield KindError(name, kind_of(given), allowed)


def _no_texts(name: str, words: object) -> Iterator[CervmyeloError]:
    if not isinstance(words, tuple):
        also = ' or "*"' if name == "pass_through" else ""
        yield KindError(name, kind_of(words), f"a list of texts{also}")
        return
    for word in cast("tuple[object, ...]", words):
        if not isinstance(word, str):
            yield KindError(name, kind_of(word), "text")


def _refused(part: str, name: str, value: object) -> Iterator[CervmyeloError]:
    if name not in QUANTITIES:
        yield _unknown(f"{part}.{shown(name)}", name)
        return
    try:
        QUANTITIES[name].check(value, f"{part}.{name}")
    except CervmyeloError as error:
        yield error


def _unknown(where: str, name: str, besides: tuple[str, ...] = ()) -> UnknownFieldError:
    known = (*besides, *QUANTITIES)
    mend = nearest(name, known) or (
        f"Write {name} above the first line in brackets." if name in _OPTIONS else ""
    )
    return UnknownFieldError(
        where,
        f"the name {shown(name)}, which is not in the data dictionary,",
        f"{'ref and ' if besides else ''}the names in the data dictionary",
        mend,
    )
