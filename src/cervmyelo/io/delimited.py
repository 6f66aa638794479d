"""
Lines of text split into records: the only place where this is done.

A record is a line, or several lines where a cell in quotation marks holds a line end.
What cannot be split affects its own line only.
"""

from __future__ import annotations

import collections
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cervmyelo.errors import ShiftedRowError

from .lines import LONGEST_LINE
from .text_tables import Record, is_blank, of_another_width

__all__ = ["QUOTES", "records_of"]

_MOST_LINES: Final = 1000

QUOTES: Final = ShiftedRowError(
    "row",
    "a quotation mark that is not closed or not doubled",
    "cells in double quotes with every quote inside doubled",
    "Correct the quotation marks; nothing of this row is used.",
)
"""Why nothing of a row with unmatched quotation marks is used."""

# How the messages of the module of Python on unmatched quotation marks end.
_MISPLACED: Final = "expected after '\"'"
_NOT_CLOSED: Final = "unexpected end of data"

# The rest of a quoted cell, up to the quotation mark that closes it.
_REST: Final = re.compile(r'((?:[^"]++|"")*+)"')


def records_of(
    lines: Iterable[str], separator: str, width: int | None = None, trailing: int = 0
) -> Iterator[Record | None]:
    """
    The records of some lines; None for a record in which every cell is blank.

    A record with unmatched quotation marks is reported as one line, and reading goes
    on in the next line, so that a stray quotation mark loses no other row. So is a
    record that takes several lines and has the wrong number of cells.

    Args:
        lines: The lines, with their ends.

        separator: What separates two cells.

        width: The number of cells of a record; None if any number is right.

        trailing: How many further blank cells end each record.
    """
    source = _Lines(lines, separator)
    again, rest = source.again, source.rest
    marks = None if width is None else width + trailing - 1
    whole = None if width is None else width + trailing
    end = separator * trailing

    while True:
        line = again.popleft() if again else next(rest, None)
        if line is None:
            return
        if '"' not in line:
            text = line.rstrip("\r\n")
            if not text[:1].isalnum() and _blank(text, separator):
                yield None
            elif text.count(separator) == marks and text.endswith(end):
                yield text[:-trailing] if trailing else text
            else:
                yield _judged(tuple(text.split(separator)), width, trailing)
            continue
        cells, further = _quoted(line, source, separator)
        if further and (cells is None or len(cells) != (whole or len(cells))):
            # The quotation mark was a stray one: each line is looked at again.
            source.give_back(further)
            cells = None
        if cells is None:
            yield tuple(line.rstrip("\r\n").split(separator)), QUOTES
        elif all(map(is_blank, cells)):
            yield None
        else:
            yield _judged(cells, width, trailing)


class _Lines:
    """
    Lines that are taken one by one, and can be given back to be taken again.

    Args:
        lines: The lines.

        separator: What separates two cells.
    """

    def __init__(self, lines: Iterable[str], separator: str) -> None:
        self.again: collections.deque[str] = collections.deque()
        self.rest = iter(lines)
        self.separator = separator
        self._first: str | None = None
        self._further: list[str] = []
        self._records = self._parsed()

    def record(self, line: str) -> tuple[list[str] | None, list[str], bool]:
        """
        The record that begins in a line, as the module of Python parses it.

        Args:
            line: The line.

        Returns:
            Its cells, or None; the further lines that were taken; and whether it is
            certain that the quotation marks do not match.
        """
        self._first, self._further = line, []
        try:
            return next(self._records), self._further, False
        except csv.Error as error:
            why = str(error)
        if not why.endswith(_MISPLACED):
            # The parser may have come to the end of what it is given.
            self._records = self._parsed()
        return None, self._further, why.endswith((_MISPLACED, _NOT_CLOSED))

    def _parsed(self) -> Iterator[list[str]]:
        return csv.reader(self._given(), delimiter=self.separator, strict=True)

    def _given(self) -> Iterator[str]:
        """The first line of each record and the lines after it, as far as it can go."""
        again, rest = self.again, self.rest
        while True:
            line, self._first = self._first, None
            if line is None:
                line = again.popleft() if again else next(rest, None)
                if line is None:
                    return
                self._further.append(line)
            yield line
            if len(self._further) == _MOST_LINES and self._first is None:
                return

    def take(self) -> str | None:
        """The next line; None at the end."""
        return self.again.popleft() if self.again else next(self.rest, None)

    def give_back(self, lines: Sequence[str]) -> None:
        """Lines that were taken last, in their order."""
        self.again.extendleft(reversed(lines))


def _blank(text: str, separator: str) -> bool:
    """Whether a line without quotation marks has blank cells only."""
    return is_blank(text.replace(separator, ""))


def _judged(cells: tuple[str, ...], width: int | None, trailing: int) -> Record:
    """The cells of a record, and whether their number is right."""
    if width is None:
        return cells, None
    if trailing:
        if len(cells) == width + trailing and not any(map(str.strip, cells[width:])):
            return cells[:width], None
        # Without the blank cells at its end a row is whole if its last cell is not.
        if len(cells) == width and cells[-1].strip():
            return cells, None
        return cells, of_another_width(len(cells), width + trailing)
    return cells, None if len(cells) == width else of_another_width(len(cells), width)


def _quoted(
    line: str, source: _Lines, separator: str
) -> tuple[tuple[str, ...] | None, list[str]]:
    """
    The cells of a record with quotation marks, None if they do not match.

    Args:
        line: Its first line.

        source: The lines after it.

        separator: What separates two cells.

    Returns:
        The cells, and the further lines that were taken.
    """
    # The module is several times faster, but takes no cell of more than 131 072
    # characters, and no mark of another line end.
    further: list[str]
    found, further, unmatched = source.record(line)
    if found is not None or unmatched:
        return None if found is None else tuple(found), further
    source.give_back(further)
    cells: list[str] = []
    further = []
    place = 0
    size = len(line)
    while True:
        if not line.startswith('"', place):
            # A quotation mark inside a cell without them is a character.
            end = _end_of(line, separator, place)
            cells.append(line[place:end])
        else:
            parts: list[str] = []
            place += 1
            while (rest := _REST.match(line, place)) is None:
                parts.append(line[place:])
                if len(further) == _MOST_LINES or size > LONGEST_LINE:
                    return None, further
                following = source.take()
                if following is None:
                    return None, further
                further.append(following)
                size += len(following)
                line, place = following, 0
            parts.append(rest[1])
            cells.append("".join(parts).replace('""', '"'))
            end = rest.end()
        if line.startswith(separator, end):
            place = end + 1
        elif line[end:].strip("\r\n"):
            return None, further
        else:
            return tuple(cells), further


def _end_of(line: str, separator: str, place: int) -> int:
    """Where a cell without quotation marks ends."""
    end = line.find(separator, place)
    return len(line.rstrip("\r\n")) if end < 0 else end
