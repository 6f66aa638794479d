"""
Patients from any file that the command line reads.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, cast

import attrs

from cervmyelo.io import ColumnMap, Row, Sheet, open_table, patients_from_json
from cervmyelo.io.json_text import MOST_BYTES, Object, parse

from .terminal import UsageError

__all__ = ["STDIN", "Intake", "take_in"]

STDIN: Final = Path("-")
_TABLES: Final = (".csv", ".tsv", ".parquet")


@attrs.frozen(kw_only=True)
class Intake:
    """
    The records of a file.

    Attributes:
        header: The names of its columns; for JSON, every key in it.

        rows: Its records, read as they are asked for.

        sheet: The table file; None for JSON.

        left_alone: The columns that are not read although the map does not name them.

        extra: Whether a record of JSON is no object.
    """

    header: tuple[str, ...]
    rows: Iterable[Row]
    sheet: Sheet | None = None
    left_alone: tuple[str, ...] = ()
    extra: bool = False


def take_in(path: Path, columns: Path | None, *, tabulate: bool) -> Intake:
    """
    The records of a file.

    Args:
        path: The file, or ``-`` for JSON on standard input.

        columns: A column map, for tables.

        tabulate: Whether the records will be written as a table.

    Raises:
        CervmyeloError: If the file cannot be read as records.

        OSError: If a file cannot be opened.
    """
    kind = path.suffix.lower()
    if path == STDIN or kind == ".json":
        if columns is not None:
            raise UsageError("A column map is for tables; JSON has no columns.")
        return _json(path, tabulate=tabulate)
    if kind not in _TABLES:
        raise UsageError(
            "The name of the file must end in .json, .csv, .tsv or .parquet, or be - "
            "for JSON on standard input."
        )
    sheet = open_table(path, None if columns is None else ColumnMap.read(columns))
    return Intake(
        header=sheet.header,
        rows=sheet,
        sheet=sheet,
        left_alone=sheet.left_alone if sheet.columns.all_pass else (),
    )


def _json(path: Path, *, tabulate: bool) -> Intake:
    if path == STDIN and sys.stdin is None:
        raise UsageError("Standard input is closed.")
    if path == STDIN:
        text = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
    readings = patients_from_json(text)
    records = _raw(parse(text)) if tabulate else []
    keys = dict.fromkeys(
        key for each in records if isinstance(each, Object) for key in each
    )
    header = tuple(map(_text, keys))
    cells = [
        tuple(_text(each.get(key)) for key in keys)
        if isinstance(each, Object)
        else (_text(each),)
        for each in records
    ]
    return Intake(
        header=header,
        rows=[
            Row(reading=reading, cells=cells[at] if tabulate else ())
            for at, reading in enumerate(readings)
        ],
        extra=any(len(each) > len(header) for each in cells),
    )


def _raw(document: object) -> list[object]:
    if isinstance(document, Object) and "patients" in document:
        document = document["patients"]
    return cast("list[object]", document) if isinstance(document, list) else [document]


def _text(value: object) -> str:
    """A JSON value as the text of a cell; null is empty."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str() | int() | float():
            text = str(value)
        case _:
            text = json.dumps(value, ensure_ascii=False)
    # Half of a surrogate pair, which only JSON can hold, becomes its code.
    return text.encode(errors="backslashreplace").decode()
