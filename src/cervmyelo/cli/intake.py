"""
Patients from any file that the command line reads.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import attrs
from cyclopts import Parameter

from cervmyelo.column_maps import SHIPPED, ColumnMap
from cervmyelo.errors import CervmyeloError, DocumentError
from cervmyelo.io.files import file_path
from cervmyelo.io.inputs import Input
from cervmyelo.io.json_records import Records
from cervmyelo.io.layouts import ReadOptions
from cervmyelo.io.tables import Sheet, found_once, open_sheet
from cervmyelo.json_text import MOST_BYTES, parse

from .terminal import UsageError, note

__all__ = [
    "STDIN",
    "Intake",
    "Reading",
    "column_map",
    "note_layout",
    "sheet_of",
    "source_of",
    "take_in",
]

STDIN: Final = Path("-")
"""The name that stands for standard input."""


@Parameter(name="*")
@attrs.frozen(kw_only=True)
class Reading:
    """
    The options that say how a table file is to be read.

    The attributes are those of `cervmyelo.io.ReadOptions`.
    """

    separator: Annotated[
        str | None,
        Parameter(
            help="What separates two cells of a text file, if it is not certain: "
            "comma, semicolon, tab, pipe, caret, or the character itself."
        ),
    ] = None
    decimal: Annotated[
        str | None,
        Parameter(
            help="The decimal mark, . or , of a text file or of text in a workbook, if "
            "it is not certain."
        ),
    ] = None
    encoding: Annotated[
        str | None,
        Parameter(
            help="The encoding of a text file, such as cp1252, if it is not UTF-8."
        ),
    ] = None
    header_row: Annotated[
        int | None,
        Parameter(
            help="The line or row with the names of the columns, from 1. The lines "
            "above it are not read."
        ),
    ] = None
    sheet: Annotated[
        str | None,
        Parameter(help="The sheet of an Excel workbook, if it has several."),
    ] = None

    @property
    def options(self) -> ReadOptions:
        """The options that were given."""
        return {
            "separator": self.separator,
            "decimal": self.decimal,
            "encoding": self.encoding,
            "header_row": self.header_row,
            "sheet": self.sheet,
        }


@attrs.frozen(kw_only=True)
class Intake:
    """
    The records of a file.

    Attributes:
        header: The names of its columns; for JSON, every key in it.

        rows: The table file, or the records of JSON.

        left_alone: The columns that are not read although the map does not name them.
    """

    header: tuple[str, ...]
    rows: Sheet | Records
    left_alone: tuple[str, ...] = ()


def take_in(
    path: Path,
    columns: Path | None,
    reading: Reading | None,
    *,
    tabulate: bool,
    passed: Sequence[str] = (),
) -> Intake:
    """
    The records of a file.

    Args:
        path: The file, or ``-`` for standard input.

        columns: A column map, for tables.

        reading: How to read a table.

        tabulate: Whether the records will be written as a table.

        passed: Columns of a table that are for the command, and hold no quantity.

    Raises:
        CervmyeloError: If the file cannot be read as records.

        OSError: If a file cannot be opened.
    """
    source = source_of(path)
    if path.suffix.lower() == ".json" or _is_json(source):
        options = (reading or Reading()).options
        given = [name for name, value in options.items() if value is not None]
        if columns is not None:
            raise UsageError("A column map is for tables; JSON has no columns.")
        if given:
            option = given[0].replace("_", "-")
            raise UsageError(f"--{option} is for tables; JSON has no columns.")
        records = Records.of(source.head(MOST_BYTES + 1), tabulate=tabulate)
        return Intake(header=records.header, rows=records)
    sheet = sheet_of(source, columns, reading, passed)
    return Intake(
        header=sheet.header,
        rows=sheet,
        left_alone=sheet.left_alone if sheet.columns.all_pass else (),
    )


def column_map(path: Path | None) -> ColumnMap | None:
    """
    The column map of a file, or the one with this name that comes with the library.

    Args:
        path: The file or the name; None for no map.

    Raises:
        CervmyeloError: If the map is invalid.

        OSError: If the file cannot be opened.
    """
    if path is None:
        return None
    if str(path) in SHIPPED and not path.exists():
        return ColumnMap.shipped(str(path))
    return ColumnMap.read(path)


def sheet_of(
    source: Input,
    columns: Path | None,
    reading: Reading | None,
    passed: Sequence[str] = (),
) -> Sheet:
    """
    The table in a file; what differs from a plain file is reported as a note.

    Args:
        source: The file.

        columns: A column map.

        reading: How to read the table.

        passed: Columns that are for the command, and hold no quantity.

    Raises:
        CervmyeloError: If the file cannot be read as a table.

        OSError: If a file cannot be opened.
    """
    known = column_map(columns) or ColumnMap()
    if passed and not known.all_pass:
        through = tuple(dict.fromkeys([*known.pass_through, *passed]))
        known = attrs.evolve(known, pass_through=through)
    sheet = open_sheet(source, known, (reading or Reading()).options)
    found_once(passed, sheet.header)
    note_layout(sheet)
    return sheet


def note_layout(sheet: Sheet) -> None:
    """
    Report what differs from a plain file.

    Args:
        sheet: The table.
    """
    if sheet.layout.notes:
        note(f"read with: {'; '.join(sheet.layout.notes)}")


def source_of(path: Path) -> Input:
    """
    The bytes of a file, or of standard input.

    Args:
        path: The file, or ``-``.

    Raises:
        DocumentError: If there is more on standard input than fits in memory.

        UsageError: If standard input is closed.
    """
    if path != STDIN:
        return Input(path=file_path(path))
    if sys.stdin is None:
        raise UsageError("Standard input is closed.")
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise DocumentError(
            f"Standard input has more than {MOST_BYTES} bytes. Write it to a file, "
            f"which is read row by row."
        )
    return Input(path=path, data=data)


def _is_json(source: Input) -> bool:
    """Whether standard input is one JSON text, and no table or JSON Lines."""
    if source.data is None:
        return False
    text = source.data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"["):
        return True
    if not text.startswith(b"{"):
        return False
    first, _, rest = text.partition(b"\n")
    if not rest.strip():
        return True
    try:
        parse(first)
    except CervmyeloError:
        return True
    return False
