"""
JSON Lines as tables: an object in each line, a column for each key.

A value becomes the text that a cell of a table would hold, so that ``61`` and ``"61"``
mean the same, as they do in CSV.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

import attrs

from cervmyelo.errors import DocumentError, ShiftedRowError
from cervmyelo.json_text import Object, parse

from .inputs import Input
from .layouts import Asked, Layout
from .lines import encoding_of, lines_of
from .patients import MOST_OTHERS
from .text_tables import Record, SomeCells, TextTable, is_blank

__all__ = ["json_lines_table", "number_text", "text_of"]

_MOST_KEYS: Final = 10_000
_LONGEST_EXPONENT: Final = 32
_SHORT: Final = 256
_REMEMBERED: Final = 2**14
_CELLS: Final = 2**20
_NO_OBJECT: Final = ShiftedRowError(
    "row",
    "a line that is none, or that has a key twice",
    "a JSON object in each line, with each key once",
    "Nothing of this row is used.",
)


def json_lines_table(source: Input, asked: Asked) -> TextTable:
    """
    A file of JSON Lines; it is read once for its keys.

    Args:
        source: The file.

        asked: What the caller says about it.

    Raises:
        DocumentError: If it cannot be read as text, or no line is an object.

        OSError: If it cannot be opened.
    """
    encoding = asked.encoding or encoding_of(source)
    keys, in_part = _keys(source, encoding)
    read = _Rows(source, encoding, {key: place for place, key in enumerate(keys)})
    return TextTable(
        layout=Layout(format="jsonl", packed=source.packed, encoding=encoding),
        header=tuple(map(text_of, keys)),
        records=read.records,
        cells=read.cells,
        objects=in_part,
    )


def _keys(source: Input, encoding: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The keys of all objects, and the columns with an object in them."""
    keys: dict[str, None] = {}
    in_part: set[str] = set()
    others = 0
    for _, record in _objects(source, encoding):
        others += record is None
        if others > MOST_OTHERS:
            raise DocumentError(
                f"More than {MOST_OTHERS} lines are no JSON objects with each key "
                f"once, so this is not a table of patients in JSON Lines."
            )
        keys.update(dict.fromkeys(record or ()))
        in_part.update(_with_objects(record))
        if len(keys) > _MOST_KEYS:
            raise DocumentError(
                f"The objects have more than {_MOST_KEYS} different keys, so this is "
                f"not a table of patients."
            )
    if not keys:
        raise DocumentError(
            "No line is a JSON object with a key for each field. JSON Lines hold one "
            "object in each line; one JSON text is read if its name ends in .json."
        )
    return tuple(keys), frozenset(in_part)


@attrs.frozen
class _Rows:
    """
    The lines of a file as rows of a table.

    Attributes:
        source: The file.

        encoding: Its encoding.

        places: The places of the columns, by the keys that they hold.
    """

    source: Input
    encoding: str
    places: Mapping[str, int]

    def cells(self) -> Iterator[SomeCells]:
        """The cells that each line has."""
        for _, record in _objects(self.source, self.encoding):
            yield _NO_OBJECT if record is None else self._filled(record)

    def records(self) -> Iterator[Record | None]:
        """The cells of each line, with an empty one for each key that it has not."""
        # Lines that are short can still be rows of very many cells.
        remembered = min(_REMEMBERED, _CELLS // len(self.places))
        known: dict[str, Record | None] = {}
        for line, record in _objects(self.source, self.encoding):
            if record is None:
                yield (line.rstrip("\r\n"),), _NO_OBJECT
            elif line in known:
                yield known[line]
            else:
                made = self._row(record)
                if len(line) <= _SHORT and len(known) < remembered:
                    known[line] = made
                yield made

    def _row(self, record: Object) -> Record | None:
        filled = self._filled(record)
        if filled is None:
            return None
        cells = [""] * len(self.places)
        for place, cell in filled.items():
            cells[place] = cell
        return tuple(cells), None

    def _filled(self, record: Object) -> Mapping[int, str] | None:
        cells = {self.places[key]: text_of(value) for key, value in record.items()}
        return None if all(map(is_blank, cells.values())) else cells


def text_of(value: object) -> str:
    """
    A value of JSON as the text of a cell; null is empty.

    >>> text_of(True), text_of(0.5), text_of(None), text_of([1])
    ('true', '0.5', '', '[1]')
    """
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return number_text(value)
        case str() | int():
            text = str(value)
        case _:
            text = json.dumps(value, ensure_ascii=False)
    # Half of a surrogate pair, which only JSON can hold, becomes its code.
    return text.encode(errors="backslashreplace").decode()


def number_text(number: float) -> str:
    """
    A number as digits with a point, without an exponent unless it is very large.

    >>> number_text(61.0), number_text(1e-05)
    ('61', '0.00001')
    """
    text = repr(number)
    exact = Decimal(text)
    if not exact.is_finite() or exact.adjusted() >= _LONGEST_EXPONENT:
        return text
    return str(int(number)) if number.is_integer() else f"{exact:f}"


def _objects(source: Input, encoding: str) -> Iterator[tuple[str, Object | None]]:
    """The lines with anything in them, and their objects; None for other lines."""
    for line in lines_of(source, encoding):
        if line.strip():
            yield line, _known(line) if len(line) <= _SHORT else _object(line)


# Many short lines are alike, and each line is read twice.
@functools.lru_cache(_REMEMBERED)
def _known(line: str) -> Object | None:
    return _object(line)


def _with_objects(record: Object | None) -> Iterator[str]:
    """The names of the columns with an object in a record."""
    for key, value in record.items() if record else ():
        if isinstance(value, Object):
            yield text_of(key).strip()


def _object(line: str) -> Object | None:
    try:
        found = parse(line)
    except DocumentError:
        return None
    if not isinstance(found, Object):
        return None
    inner = (each for each in found.values() if isinstance(each, Object))
    return None if any(each.repeated for each in (found, *inner)) else found
