"""
Rows of CSV and TSV files, with whatever is wrong with a row.
"""

from __future__ import annotations

import collections
import csv
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeAlias

from cervmyelo.errors import DocumentError, ShiftedRowError

__all__ = ["QUOTES", "Cells", "header", "of_another_width", "rows"]

Cells: TypeAlias = tuple[tuple[object, ...], ShiftedRowError | None]
"""The cells of a row, and why nothing of it can be believed, if so."""

_LONGEST_LINE: Final = 2**22
_MOST_LINES: Final = 1000
QUOTES: Final = ShiftedRowError(
    "row",
    "a row with a quotation mark that is not closed or not doubled",
    "cells in double quotes, with every quote inside doubled",
    "Mend the quotation marks; nothing of this row is used.",
)
"""Why nothing of a row can be believed whose quotation marks do not match."""


def header(path: Path, delimiter: str) -> tuple[str, ...]:
    """
    The cells of the first line.

    Raises:
        DocumentError: If the file is empty or cannot be read as text.
    """
    for cells, problem in _records(_lines(path), delimiter, 0):
        if problem is not None:
            raise DocumentError(
                "The header has a quotation mark that is not closed. Mend the first "
                "line of the file."
            )
        return cells
    raise DocumentError(
        "The file is empty. A table starts with a line of column names."
    )


def rows(path: Path, delimiter: str, width: int) -> Iterator[Cells]:
    """
    The rows below the header, one by one; lines without anything are skipped.

    A row whose quotation marks do not match, or that runs over several lines and
    has the wrong number of cells, is told alone: reading goes on in the next line,
    so that a stray quotation mark does not swallow the rows below it.

    Args:
        path: The file.

        delimiter: What stands between two cells.

        width: The number of columns.

    Raises:
        DocumentError: If the file cannot be read as text.
    """
    records = _records(_lines(path), delimiter, width)
    next(records)
    for cells, problem in records:
        if problem is None and len(cells) != width:
            yield cells, of_another_width(len(cells), width)
        else:
            yield cells, problem


def of_another_width(count: int, width: int) -> ShiftedRowError:
    """
    Why nothing of a row can be believed that has another number of cells.

    Args:
        count: The number of its cells.

        width: The number of columns.
    """
    much = "more" if count > width else "fewer"
    return ShiftedRowError(
        "row",
        f"a row with {count} cells",
        f"{width} cells, as in the header",
        f"It has {much} than there are columns, so none of them can be trusted; "
        f"nothing of this row is used.",
    )


def _records(
    lines: Iterator[str], delimiter: str, width: int
) -> Iterator[tuple[tuple[str, ...], ShiftedRowError | None]]:
    again: collections.deque[str] = collections.deque()
    taken: list[str] = []

    def feed() -> Iterator[str]:
        while len(taken) < _MOST_LINES:
            line = again.popleft() if again else next(lines, None)
            if line is None:
                return
            taken.append(line)
            yield line

    while True:
        taken.clear()
        problem = None
        try:
            cells = next(csv.reader(feed(), delimiter=delimiter, strict=True), None)
        except csv.Error:
            problem = QUOTES
            cells = []
        if cells is None:
            return
        if len(taken) > 1 and (problem or (width and len(cells) != width)):
            again.extendleft(reversed(taken[1:]))
            problem = QUOTES
        if problem is not None:
            yield _cells_of(taken[0], delimiter), problem
        elif cells:
            yield tuple(cells), None


def _cells_of(line: str, delimiter: str) -> tuple[str, ...]:
    """The cells of a broken line as far as they can be told apart."""
    return tuple(line.rstrip("\r\n").split(delimiter))


def _lines(path: Path) -> Iterator[str]:
    # Bytes that are not UTF-8 become surrogates here, so that their line is known.
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        read = functools.partial(file.readline, _LONGEST_LINE)
        for number, line in enumerate(iter(read, ""), 1):
            if not line.isascii():
                _refuse_surrogates(line, number)
            if len(line) == _LONGEST_LINE and not line.endswith(("\n", "\r")):
                raise DocumentError(
                    f"Line {number} is longer than {_LONGEST_LINE} characters, so this "
                    f"is no table of patients."
                )
            yield line


def _refuse_surrogates(line: str, number: int) -> None:
    try:
        line.encode()
    except UnicodeEncodeError:
        raise DocumentError(
            f"The file is not UTF-8: line {number} cannot be read. Save it as UTF-8."
        ) from None
