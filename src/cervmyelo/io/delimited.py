"""
CSV and TSV files split into records: the only place where this is done.

A record is a line, or several lines where a cell in quotation marks holds a line end.
What cannot be split affects its own line only. People are read record by record;
`frames` gives the same cells to Polars in pieces.
"""

from __future__ import annotations

import collections
import csv
import functools
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from cervmyelo.errors import DocumentError, ShiftedRowError

if TYPE_CHECKING:
    import polars as pl

__all__ = ["DELIMITERS", "Cells", "extra_cells", "frames", "header", "joined", "rows"]

Cells: TypeAlias = tuple[tuple[object, ...], ShiftedRowError | None]
"""The cells of a row, and the reason why none of them can be trusted, if any."""

DELIMITERS: Final = {".csv": ",", ".tsv": "\t"}
"""The delimiter by the ending of the file name."""

_Record: TypeAlias = str | tuple[tuple[str, ...], ShiftedRowError | None]
"""
A record: its text if every delimiter in it separates two cells and their number is
right, which is most often so and needs no further parsing; its cells otherwise.
"""

_LONGEST_LINE: Final = 2**22
_MOST_LINES: Final = 1000
_PIECE: Final = 2**22
_SPECIAL: Final = re.compile('[",\r\n]')
_QUOTES: Final = ShiftedRowError(
    "row",
    "a quotation mark that is not closed or not doubled",
    "cells in double quotes with every quote inside doubled",
    "Correct the quotation marks; nothing of this row is used.",
)
# The rest of a quoted cell, up to the quotation mark that closes it.
_REST: Final = re.compile(r'((?:[^"]++|"")*+)"')


def header(path: Path, delimiter: str) -> tuple[str, ...]:
    """
    The cells of the first record.

    Raises:
        DocumentError: If the file is empty or cannot be read as text.
    """
    for record in _records(_lines(path), delimiter, None):
        cells, problem = _cells(record, delimiter)
        if problem is not None:
            raise DocumentError(
                "The header has a quotation mark that is not closed. Correct the first "
                "line of the file."
            )
        return cells
    raise DocumentError(
        "The file is empty. A table starts with a line of column names."
    )


def rows(path: Path, delimiter: str, width: int) -> Iterator[Cells]:
    """
    The records below the header, one by one; lines without a character are skipped.

    A record with unmatched quotation marks is reported as one line, and reading goes
    on in the next line, so that a stray quotation mark loses no other row. So is a
    record that takes several lines and has the wrong number of cells.

    Args:
        path: The file.

        delimiter: What separates two cells.

        width: The number of columns.

    Raises:
        DocumentError: If the file cannot be read as text.
    """
    for record in _below(path, delimiter, width):
        yield _cells(record, delimiter)


def extra_cells(path: Path, delimiter: str, width: int) -> bool:
    """
    Whether any record of a file that can be read has more cells than columns.

    Args:
        path: The file.

        delimiter: What separates two cells.

        width: The number of columns.

    Raises:
        DocumentError: If the file cannot be read as text.
    """
    # The whole file is read, so that an invalid file is reported before anything is
    # written.
    found = False
    for record in _below(path, delimiter, width):
        found = found or (not isinstance(record, str) and len(record[0]) > width)
    return found


def frames(
    path: Path, delimiter: str, names: Sequence[str], extra: str, shifted: str
) -> Iterator[pl.DataFrame]:
    """
    The records below the header as Polars frames of a few megabytes, in order.

    Args:
        path: The file.

        delimiter: What separates two cells.

        names: What to call the columns.

        extra: What to call the column of further cells, joined as in a line of CSV;
            null where there are none.

        shifted: What to call the column that holds why no cell of a row can be
            trusted; null where they can.

    Raises:
        DocumentError: If the file cannot be read as text.
    """
    width = len(names)
    piece: list[_Record] = []
    size = 0
    for record in _below(path, delimiter, width):
        piece.append(record)
        size += len(record) if isinstance(record, str) else sum(map(len, record[0]))
        if size > _PIECE:
            yield _frame(piece, delimiter, names, extra, shifted)
            piece, size = [], 0
    yield _frame(piece, delimiter, names, extra, shifted)


def _frame(
    records: list[_Record],
    delimiter: str,
    names: Sequence[str],
    extra: str,
    shifted: str,
) -> pl.DataFrame:
    import polars as pl

    plain: list[str] = []
    places: list[int] = []
    others: list[tuple[tuple[str, ...], ShiftedRowError | None]] = []
    for place, record in enumerate(records):
        # Polars takes the mark U+FEFF away where a text begins with it.
        if isinstance(record, str) and not record.startswith("\ufeff"):
            plain.append(record)
        else:
            others.append(_cells(record, delimiter))
            places.append(place)
    schema: dict[str, Any] = dict.fromkeys(names, pl.String)
    made = pl.DataFrame(schema=schema)
    if plain:
        made = pl.read_csv(
            "\n".join((*plain, "")).encode(),
            has_header=False,
            separator=delimiter,
            quote_char=None,
            schema=schema,
        ).fill_null("")
    nothing = pl.lit(None, pl.String)
    made = made.with_columns(nothing.alias(extra), nothing.alias(shifted))
    if not others:
        return made
    width = len(names)
    columns = zip(*(_padded(cells, width) for cells, _ in others), strict=True)
    also = pl.DataFrame(
        [
            *(
                pl.Series(name, cells, pl.String)
                for name, cells in zip(names, columns, strict=True)
            ),
            pl.Series(extra, [joined(e[width:]) for e, _ in others], pl.String),
            pl.Series(
                shifted, [None if e is None else str(e) for _, e in others], pl.String
            ),
        ]
    )
    apart = frozenset(places)
    order = [place for place in range(len(records)) if place not in apart] + places
    at = pl.Series(order, dtype=pl.UInt32).arg_sort()
    return pl.concat([made, also])[at]


def _padded(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells[:width] if len(cells) >= width else (*cells, *[""] * width)[:width]


def joined(cells: Sequence[object]) -> str | None:
    """
    Cells joined as in a line of CSV; None if there are none.

    >>> joined(["x", "y,z"])
    'x,"y,z"'

    Args:
        cells: The cells.
    """
    texts = map(str, cells)
    quoted = (
        '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text
        for text in texts
    )
    return ",".join(quoted) if cells else None


def _below(path: Path, delimiter: str, width: int) -> Iterator[_Record]:
    """The records below the header."""
    records = _records(_lines(path), delimiter, width)
    next(records, None)
    return records


def _records(
    lines: Iterator[str], delimiter: str, width: int | None
) -> Iterator[_Record]:
    """
    The records of some lines.

    Args:
        lines: The lines, with their ends.

        delimiter: What separates two cells.

        width: The number of cells of a record; None if any number is right.
    """
    again: collections.deque[str] = collections.deque()

    def take() -> str | None:
        return again.popleft() if again else next(lines, None)

    for line in iter(take, None):
        if '"' not in line:
            text = line.rstrip("\r\n")
            count = text.count(delimiter) + 1
            if not text:
                continue
            if count == width:
                yield text
            else:
                yield _judged(tuple(text.split(delimiter)), width)
            continue
        cells, further = _quoted(line, take, delimiter)
        if further and (cells is None or len(cells) != (width or len(cells))):
            # The quotation mark was a stray one: each line is looked at again.
            again.extendleft(reversed(further))
            cells = None
        if cells is None:
            yield tuple(line.rstrip("\r\n").split(delimiter)), _QUOTES
        else:
            yield _judged(cells, width)


def _judged(cells: tuple[str, ...], width: int | None) -> _Record:
    wrong = width is not None and len(cells) != width
    return cells, _of_another_width(len(cells), width or 0) if wrong else None


def _quoted(
    line: str, take: Callable[[], str | None], delimiter: str
) -> tuple[tuple[str, ...] | None, list[str]]:
    """
    The cells of a record with quotation marks, None if they do not match.

    Args:
        line: Its first line.

        take: Takes the next line; None at the end of the file.

        delimiter: What separates two cells.

    Returns:
        The cells, and the further lines that were taken.
    """
    # The module is several times faster, but takes no cell of more than 131 072
    # characters and does not say whether a cell goes on in the next line.
    try:
        return tuple(next(csv.reader((line,), delimiter=delimiter, strict=True))), []
    except csv.Error:
        pass
    cells: list[str] = []
    further: list[str] = []
    place = 0
    size = len(line)
    while True:
        if not line.startswith('"', place):
            # A quotation mark inside a cell without them is a character.
            end = _end_of(line, delimiter, place)
            cells.append(line[place:end])
        else:
            parts: list[str] = []
            place += 1
            while (rest := _REST.match(line, place)) is None:
                parts.append(line[place:])
                if len(further) == _MOST_LINES or size > _LONGEST_LINE:
                    return None, further
                following = take()
                if following is None:
                    return None, further
                further.append(following)
                size += len(following)
                line, place = following, 0
            parts.append(rest[1])
            cells.append("".join(parts).replace('""', '"'))
            end = rest.end()
        if line.startswith(delimiter, end):
            place = end + 1
        elif line[end:].strip("\r\n"):
            return None, further
        else:
            return tuple(cells), further


def _end_of(line: str, delimiter: str, place: int) -> int:
    """Where a cell without quotation marks ends."""
    end = line.find(delimiter, place)
    return len(line.rstrip("\r\n")) if end < 0 else end


def _cells(
    record: _Record, delimiter: str
) -> tuple[tuple[str, ...], ShiftedRowError | None]:
    return (tuple(record.split(delimiter)), None) if isinstance(record, str) else record


def _of_another_width(count: int, width: int) -> ShiftedRowError:
    """Why no cell can be trusted of a row with another number of cells."""
    return ShiftedRowError(
        "row",
        f"{count}",
        f"{width} cells, as in the header",
        "None of them can be trusted, so nothing of this row is used.",
    )


def _lines(path: Path) -> Iterator[str]:
    # Bytes that are not UTF-8 become surrogates here, so that their line is known.
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        read = functools.partial(file.readline, _LONGEST_LINE)
        for number, line in enumerate(iter(read, ""), 1):
            if not line.isascii():
                _must_be_unicode(line, number)
            if len(line) == _LONGEST_LINE and not line.endswith(("\n", "\r")):
                raise DocumentError(
                    f"Line {number} is longer than {_LONGEST_LINE} characters, so this "
                    f"is not a table of patients."
                )
            yield line


def _must_be_unicode(line: str, number: int) -> None:
    try:
        line.encode()
    except UnicodeEncodeError:
        raise DocumentError(
            f"The file is not UTF-8: line {number} cannot be read. Save it as UTF-8."
        ) from None
