"""
How a table file is laid out: what the caller says about it, and what was found.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias, TypedDict

import attrs

from cervmyelo.errors import (
    KindError,
    LevelError,
    OutOfRangeError,
    UnknownFieldError,
    kind_of,
    nearest,
    shown,
)
from cervmyelo.quantity import Quantity

from .inputs import FileFormat

__all__ = [
    "DELIMITERS",
    "SEPARATORS",
    "Asked",
    "Decimal",
    "Layout",
    "Names",
    "ReadOptions",
    "asked_for",
]

Decimal: TypeAlias = Literal[".", ","]
"""The decimal mark."""

SEPARATORS: Final = MappingProxyType(
    {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "caret": "^"}
)
"""What can separate two cells, by what it is called."""

DELIMITERS: Final = MappingProxyType({".csv": ",", ".tsv": "\t", ".tab": "\t"})
"""The separator that the ending of a file name promises."""

# Codecs that Python counts among encodings of text and that no table is written in.
_NO_ENCODINGS: Final = frozenset(
    {"idna", "mbcs", "oem", "punycode", "raw_unicode_escape", "undefined"}
    | {"unicode_escape", "utf-7"}
)
_UTF8: Final = frozenset({"utf-8", "utf-8-sig"})


class ReadOptions(TypedDict, total=False):
    """
    How to read a table file where that is not certain from the file itself.

    Attributes:
        separator: What separates two cells of a text file: one of ``,``, ``;``, a tab,
            ``|`` and ``^``, or its name: ``comma``, ``semicolon``, ``tab``, ``pipe``,
            ``caret``.

        decimal: The decimal mark, ``.`` or ``,``, of a text file, or of the cells of an
            Excel workbook that hold text and not a number.

        encoding: The encoding of a text file, such as ``cp1252`` or ``latin-1``.

        header_row: The number of the line or the row with the names of the columns,
            from 1. The lines above it are not read.

        sheet: The name of the sheet of an Excel workbook.
    """

    separator: str | None
    decimal: str | None
    encoding: str | None
    header_row: int | None
    sheet: str | None


@attrs.frozen
class Names:
    """
    The names of columns that are expected in a file.

    Attributes:
        quantities: The quantity that each of these columns holds, if it holds one.
    """

    quantities: Mapping[str, Quantity | None]

    def known(self, column: str) -> bool:
        """Whether a column has a name that is expected."""
        return column in self.quantities

    def quantity(self, column: str) -> Quantity | None:
        """The quantity that a column holds; None for any other column."""
        return self.quantities.get(column)


def _separator(given: Any) -> str | None:
    if given is None or given in SEPARATORS.values():
        return given  # type: ignore[no-any-return]
    if not isinstance(given, str):
        raise KindError("separator", kind_of(given), ", ".join(SEPARATORS))
    word = {"\\t": "tab"}.get(given, given.strip().lower())
    if word not in SEPARATORS:
        raise LevelError(
            "separator",
            "something else",
            f"{', '.join(SEPARATORS)}, or the character itself",
        )
    return SEPARATORS[word]


def _decimal(given: Any) -> Decimal | None:
    words: dict[str, Decimal] = {".": ".", ",": ",", "point": ".", "comma": ","}
    if given is None:
        return None
    if not isinstance(given, str):
        raise KindError("decimal", kind_of(given), "a point or a comma")
    if given.strip().lower() not in words:
        raise LevelError("decimal", "something else", "a point or a comma")
    return words[given.strip().lower()]


def _encoding(given: Any) -> str | None:
    if given is None:
        return None
    if not isinstance(given, str):
        raise KindError("encoding", kind_of(given), "the name of an encoding")
    try:
        name = codecs.lookup(given).name
        sample = "a;1\n"
        known = sample.encode(name).decode(name) == sample
    except (LookupError, ValueError):
        known, name = False, ""
    if not known or name.replace("_", "-") in {
        each.replace("_", "-") for each in _NO_ENCODINGS
    }:
        raise LevelError(
            "encoding",
            "an unknown name",
            "the name of an encoding of text, such as utf-8, utf-16, cp1252 or latin-1",
        )
    # A mark at the beginning is no part of the first name.
    return "utf-8-sig" if name in _UTF8 else name


def _row(given: Any) -> int | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int):
        raise KindError("header_row", kind_of(given), "a whole number from 1")
    if given < 1:
        raise OutOfRangeError(
            "header_row", "a number below the range", "a whole number from 1"
        )
    return given


def _sheet(given: Any) -> str | None:
    if given is not None and not isinstance(given, str):
        raise KindError("sheet", kind_of(given), "the name of a sheet")
    return given


@attrs.frozen(kw_only=True)
class Asked:
    """
    What the caller says about a file; None is for the reader to find.

    The attributes are those of `ReadOptions`, checked.

    Raises:
        FieldError: If an option has no valid value.
    """

    separator: str | None = attrs.field(default=None, converter=_separator)
    decimal: Decimal | None = attrs.field(default=None, converter=_decimal)
    encoding: str | None = attrs.field(default=None, converter=_encoding)
    header_row: int | None = attrs.field(default=None, converter=_row)
    sheet: str | None = attrs.field(default=None, converter=_sheet)

    @property
    def given(self) -> frozenset[str]:
        """The names of the options that have a value."""
        return frozenset(
            name for name, value in attrs.asdict(self).items() if value is not None
        )


_TAKEN: Final[dict[FileFormat, frozenset[str]]] = {
    "delimited": frozenset({"separator", "decimal", "encoding", "header_row"}),
    "jsonl": frozenset({"encoding"}),
    "xlsx": frozenset({"decimal", "header_row", "sheet"}),
    "parquet": frozenset(),
}
_CALLED: Final[dict[FileFormat, str]] = {
    "delimited": "a text file with separators",
    "jsonl": "JSON Lines",
    "xlsx": "an Excel workbook",
    "parquet": "Parquet",
}


def asked_for(kind: FileFormat, options: ReadOptions) -> Asked:
    """
    The options of a file, checked.

    Args:
        kind: How the file is written.

        options: The options.

    Raises:
        FieldError: If an option has no valid value, or says something that files of
            this kind do not have.
    """
    known = ReadOptions.__annotations__
    for name in options:
        if name not in known:
            raise UnknownFieldError(
                shown(name),
                "unknown option",
                ", ".join(known),
                nearest(name, known),
            )
    asked = Asked(**options)
    for name in sorted(asked.given - _TAKEN[kind]):
        raise LevelError(
            name,
            f"a value for {_CALLED[kind]}",
            f"no value, because {_CALLED[kind]} has no such option",
        )
    return asked


@attrs.frozen(kw_only=True)
class Layout:
    """
    How a file is read.

    Attributes:
        format: ``delimited``, ``jsonl``, ``xlsx`` or ``parquet``.

        packed: Whether it is packed by gzip.

        encoding: Its encoding; None for Excel and Parquet.

        separator: What separates two cells; None except in text with separators.

        decimal: The decimal mark.

        header_row: The number of the line or row of the header, from 1.

        trailing: How many blank cells without a column end each row.

        sheet: The sheet that is read; None except in Excel.

        sheets: How many sheets there are; 0 except in Excel.

        hidden: Whether this sheet is hidden.

        hidden_rows: How many of the rows that are read are hidden in Excel.

        hidden_columns: How many of the columns are hidden in Excel.

        usual: The separator that the name of the file promises.

        titles: How many lines or rows above the header are not empty.

        doubt: What is not certain about the layout, and the option that settles it;
            empty if all is certain.
    """

    format: FileFormat
    packed: bool = False
    encoding: str | None = None
    separator: str | None = None
    decimal: Decimal = "."
    header_row: int = 1
    trailing: int = 0
    sheet: str | None = None
    sheets: int = 0
    hidden: bool = False
    hidden_rows: int = 0
    hidden_columns: int = 0
    usual: str | None = None
    titles: int = 0
    doubt: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What differs from a plain file of its kind, as phrases."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        if self.separator != self.usual:
            yield f"{self.separator_name} between cells"
        if self.decimal == ",":
            yield "decimal comma"
        if self.encoding not in {None, "utf-8-sig"}:
            yield f"encoding {self.encoding}"
        if self.sheets > 1:
            hidden = ", which is hidden" if self.hidden else ""
            yield f"sheet {shown(self.sheet or '')}{hidden}"
        if self.titles:
            unit = "row" if self.format == "xlsx" else "line"
            yield f"header in {unit} {self.header_row}"
        if self.trailing:
            yield "a separator at the end of each row"
        if self.hidden_rows or self.hidden_columns:
            yield self.hidden_note
        if self.doubt:
            yield self.doubt

    @property
    def hidden_note(self) -> str:
        """How many hidden rows and columns are read; empty if there are none."""
        counts = {"row": self.hidden_rows, "column": self.hidden_columns}
        parts = [
            f"{count} hidden {unit}" + "s" * (count > 1)
            for unit, count in counts.items()
            if count
        ]
        verb = "is" if sum(counts.values()) == 1 else "are"
        return f"{' and '.join(parts)} {verb} read like all others" if parts else ""

    @property
    def separator_name(self) -> str:
        """What the separator is called."""
        names = {mark: name for name, mark in SEPARATORS.items()}
        return names.get(self.separator or "", "")
