"""
Column maps: which columns of a file are which quantities, and what its words mean.
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
)
from cervmyelo.models.missing import RECORDABLE
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.names import Hints, shown
from cervmyelo.quantity import MISSING_WORDS, Value

from .files import file_path

__all__ = ["EVERY", "REFERENCE", "ColumnMap"]

REFERENCE: Final = "ref"
"""The name of the column that holds the caller's own opaque reference."""

EVERY: Final = "*"
"""In place of the columns that are not read: every unknown column."""

_OPTIONS: Final = (
    "columns",
    "values",
    "constants",
    "missing",
    "pass_through",
    "visits",
)
_LONGEST: Final = 2**20
_MOST_DOTS: Final = 32
_STRING_OR_COMMENT: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#.*')
_DEEP: Final = (
    "The column map is longer than a million characters, nested too deeply, or a "
    "number in it is too long."
)
_PLACE: Final = re.compile(r"\(at ([^()]*)\)$")

_Words: TypeAlias = Mapping[str, Value]


def _frozen(mapping: object) -> Any:
    """A read-only copy of a mapping; anything else is left to the checks."""
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
    How to translate the columns and words of a file into the data dictionary.

    >>> columns = ColumnMap.from_toml('''
    ... missing = ["-9"]             # further words for "not recorded"
    ... pass_through = ["clinic"]    # columns that are not read
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

    A column that has a name of the dictionary needs no line. If a yes or no or a
    choice has a translation, only the words of the translation are valid; a number
    can have words next to its digits.

    Attributes:
        columns: The quantity, or ``ref``, of each column that has another name.

        values: For each quantity, what the words of the file mean.

        constants: What is the same for every row.

        missing: Further words that mean *not recorded*, whatever their case.

        pass_through: Columns that are not read: their names, or ``"*"`` for every
            unknown column.

        visits: Which rows or columns are which visit, for `cervmyelo change`; see
            `cervmyelo.io.VisitMap`.

    Raises:
        InvalidRecordError: If the map is invalid; all problems are listed.
    """

    columns: Mapping[str, str] = attrs.field(factory=_none, converter=_frozen)
    values: Mapping[str, _Words] = attrs.field(factory=_none, converter=_frozen_words)
    constants: _Words = attrs.field(factory=_none, converter=_frozen)
    missing: tuple[str, ...] = attrs.field(default=(), converter=_listed)
    pass_through: tuple[str, ...] | str = attrs.field(default=(), converter=_listed)
    visits: Mapping[str, object] = attrs.field(factory=_none, converter=_frozen)

    def __attrs_post_init__(self) -> None:
        problems = tuple(self._shapes()) or tuple(self._problems())
        if problems:
            raise InvalidRecordError(problems)

    @classmethod
    def from_toml(cls, text: str) -> ColumnMap:
        """
        The map in a TOML text.

        Args:
            text: The text.

        Raises:
            KindError: If it is no text.

            DocumentError: If it is not TOML.

            InvalidRecordError: If the map is invalid; all problems are listed.
        """
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise KindError("text", kind_of(text), "text in TOML")
        if len(text) > _LONGEST or _is_deep(text):
            raise DocumentError(_DEEP)
        try:
            document = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = _PLACE.search(str(error))
            where = f": {found[1]}" if found else ""
            raise DocumentError(f"The column map is not TOML{where}.") from None
        except (RecursionError, ValueError):
            raise DocumentError(_DEEP) from None
        hints = Hints(_OPTIONS)
        unknown = [
            UnknownFieldError(
                shown(name),
                "unknown part of a column map",
                ", ".join(_OPTIONS),
                hints(name),
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

        Args:
            path: The file.

        Raises:
            DocumentError: If it is not TOML in UTF-8.

            InvalidRecordError: If the map is invalid; all problems are listed.

            OSError: If the file cannot be opened.
        """
        try:
            text = file_path(path).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise DocumentError(
                f"The column map is not UTF-8: byte {error.start} cannot be read."
            ) from None
        return cls.from_toml(text)

    def leaves_alone(self, column: str) -> bool:
        """Whether a column without a name in the dictionary is not read."""
        return self.all_pass or column in self.pass_through

    @property
    def all_pass(self) -> bool:
        """Whether unknown columns are not read."""
        return isinstance(self.pass_through, str) and self.pass_through == EVERY

    @property
    def missing_words(self) -> frozenset[str]:
        """Every word, in lower case, that means *not recorded*."""
        return MISSING_WORDS | {word.strip().lower() for word in self.missing}

    def _shapes(self) -> Iterator[CervmyeloError]:
        """Parts that are no table, list or text although one is needed."""
        yield from _no_table("visits", self.visits, "a table [visits]")
        for name in ("columns", "values", "constants"):
            part = getattr(self, name)
            yield from _no_table(name, part, f"a table [{name}]")
            if isinstance(part, MappingProxyType):
                yield from _no_texts(name, tuple(cast("Mapping[object, object]", part)))
        if isinstance(self.columns, MappingProxyType):
            yield from _no_texts("columns", tuple(self.columns.values()))
        if isinstance(self.values, MappingProxyType):
            for name, words in self.values.items():
                yield from _no_table(
                    f"values.{shown(str(name))}",
                    words,
                    "a table of words, word of the file = word of the dictionary",
                )
                if isinstance(words, MappingProxyType):
                    keys = tuple(cast("Mapping[object, object]", words))
                    yield from _no_texts(f"values.{shown(str(name))}", keys)
        yield from _no_texts("missing", self.missing)
        if not self.all_pass:
            yield from _no_texts("pass_through", self.pass_through)

    def _problems(self) -> Iterator[CervmyeloError]:
        taken: dict[str, str] = {}
        passed = frozenset(self.pass_through)
        also, hints = Hints((REFERENCE, *QUANTITIES)), Hints(QUANTITIES)
        for column, name in self.columns.items():
            if name != REFERENCE and name not in RECORDABLE:
                yield _unknown(f"columns.{shown(column)}", name, also)
            if name in taken:
                yield DuplicateFieldError(
                    shown(name),
                    f"two, {shown(taken[name])} and {shown(column)}",
                    "one column",
                    "Keep the right one and pass the other through.",
                )
            taken[name] = column
            if name in self.constants:
                yield DuplicateFieldError(
                    shown(name),
                    "both",
                    "a column or a constant",
                    "Keep the right one.",
                )
            if column in passed:
                yield DuplicateFieldError(
                    shown(column),
                    "both",
                    "a column that is mapped or one that is passed through",
                )
        for name, value in self.constants.items():
            yield from _refused("constants", name, value, hints)
        missing = {word.strip().lower() for word in self.missing}
        for name, words in self.values.items():
            for word, value in words.items():
                yield from _refused("values", name, value, hints)
                if word.strip().lower() in missing:
                    yield DuplicateFieldError(
                        f"values.{shown(name)}",
                        "one that is also in the list of missing words",
                        "a word with one meaning",
                    )


def _is_deep(text: str) -> bool:
    """Whether a key has many parts: to read it takes the square of their number."""
    lines = _STRING_OR_COMMENT.sub("", text).splitlines()
    return any(line.count(".") > _MOST_DOTS for line in lines)


def _no_table(name: str, given: object, allowed: str) -> Iterator[CervmyeloError]:
    if not isinstance(given, Mapping):
        yield KindError(name, kind_of(given), allowed)


def _no_texts(name: str, words: object) -> Iterator[CervmyeloError]:
    if not isinstance(words, tuple):
        also = ' or "*"' if name == "pass_through" else ""
        yield KindError(name, kind_of(words), f"a list of strings{also}")
        return
    for word in cast("tuple[object, ...]", words):
        if not isinstance(word, str):
            yield KindError(name, kind_of(word), "text")


def _refused(
    part: str, name: str, value: object, hints: Hints
) -> Iterator[CervmyeloError]:
    if name not in RECORDABLE:
        yield _unknown(f"{part}.{shown(name)}", name, hints)
        return
    try:
        RECORDABLE[name].check(value, f"{part}.{name}")
    except CervmyeloError as error:
        yield error


def _unknown(where: str, name: str, hints: Hints) -> UnknownFieldError:
    fix = hints(name) or (
        f"Write {name} above the first line in brackets." if name in _OPTIONS else ""
    )
    also = "ref and " if where.startswith("columns.") else ""
    return UnknownFieldError(
        where,
        f"unknown name {shown(name)}",
        f"{also}the names in the data dictionary",
        fix,
    )
