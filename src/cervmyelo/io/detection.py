"""
The layout of a text file: found where it is certain, asked for where it is not.

Only the beginning of a file is looked at. Every row is later checked against the layout
that was found, so that a row that differs is flagged and never guessed.
"""

from __future__ import annotations

import collections
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from cervmyelo.errors import DocumentError
from cervmyelo.quantity import Measure, Quantity

from .delimited import QUOTES, records_of
from .inputs import Input
from .layouts import DELIMITERS, SEPARATORS, Asked, Decimal, Layout, Names
from .lines import encoding_of, lines_of
from .text_tables import Record, TextTable, cells_of

__all__ = [
    "decimal_mark",
    "delimited_table",
    "known_header",
    "likely_header",
    "must_be_names",
]

_Row: TypeAlias = tuple[str, ...]

_SAMPLE: Final = 2**18
_SAMPLE_LINES: Final = 2**13
_MOST_TITLES: Final = 50
_REST_OF_RECORD: Final = 1001
_REGULAR: Final = 0.9
_SEPARATOR_LINE: Final = re.compile(r'"?sep=([,;\t|^])"?\s*', re.IGNORECASE)
_NUMBER: Final = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?", re.ASCII)
_VALUE: Final = re.compile(
    rf"{_NUMBER.pattern}|[0-9]{{1,4}}([-./])[0-9]{{1,2}}\2[0-9]{{1,4}}([ T].*)?",
    re.ASCII,
)
_ROW_NAMES: Final = (
    "each row has one cell more than the header: if the first cells are numbers of "
    "rows, as write.table of R writes them, write the file with row.names = FALSE or "
    "add a name for them; or else a separator within a cell is not in quotation marks"
)
_ANY_MARK: Final = re.compile(r"[,;\t|^]")
_DIGITS: Final = re.compile(r"[0-9]+", re.ASCII)
_WITH_COMMA: Final = re.compile(r"[+-]?[0-9]+,[0-9]+", re.ASCII)
_WITH_POINT: Final = re.compile(r"[+-]?[0-9]+\.[0-9]+", re.ASCII)
_THOUSANDS: Final = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}", re.ASCII)


def delimited_table(source: Input, asked: Asked, names: Names) -> TextTable:
    """
    A text file with separators; only its beginning is read.

    Args:
        source: The file.

        asked: What the caller says about it.

        names: What the names of columns mean.

    Raises:
        DocumentError: If the file cannot be read as a table, or its layout is not
            certain and no option gives it.

        OSError: If it cannot be opened.
    """
    encoding = asked.encoding or encoding_of(source)
    usual = DELIMITERS.get(source.ending, ",")
    sample = _sample(source, encoding)
    header = _header(sample, asked, usual, names)
    rows = _rows_below(sample, header)
    cells, trailing, unsure = _without_trailing(header, rows, asked, names)
    decimal, doubt = decimal_mark(cells, rows, header.separator, asked, names)
    layout = Layout(
        format="delimited",
        packed=source.packed,
        encoding=encoding,
        separator=header.separator,
        decimal=decimal,
        header_row=header.start + 1,
        titles=header.titles,
        trailing=trailing,
        usual=usual,
        doubt=unsure or doubt,
    )

    def records() -> Iterator[Record | None]:
        lines = itertools.islice(lines_of(source, encoding), header.start, None)
        found = records_of(lines, header.separator, len(cells), trailing)
        next(found, None)  # the header
        return found

    return TextTable(
        layout=layout, header=cells, records=records, separator=header.separator
    )


class _Header(NamedTuple):
    """
    Where the header of a text file is.

    Attributes:
        separator: What separates its cells.

        start: The index of its first line.

        cells: Its cells.

        titles: How many lines above it are not empty.
    """

    separator: str
    start: int
    cells: _Row
    titles: int


def known_header(rows: Sequence[_Row], names: Names) -> int | None:
    """
    The index of the row that certainly holds the names of the columns, if any does.

    It is the first one with a name that is expected. Unless it is the first row at
    all, it must also have more cells than each row above it, and no number: a value
    that happens to be a name is no header.

    Args:
        rows: The first rows of a file; an empty one has no cells.

        names: What the names of columns mean.
    """
    most = 0
    for index, row in enumerate(rows):
        cells = [cell.strip() for cell in row if cell.strip()]
        if (
            any(map(names.known, cells))
            and len(cells) > most
            and not (most and any(map(_NUMBER.fullmatch, cells)))
        ):
            return index
        most = max(most, len(cells))
    return None


def likely_header(rows: Sequence[_Row], width: int) -> int | None:
    """
    The index of the row that looks like a header by its shape; None without rows.

    Args:
        rows: The first rows of a file; an empty one has no cells.

        width: How many cells most rows have.
    """
    first = None
    for index, row in enumerate(rows):
        cells = [cell.strip() for cell in row if cell.strip()]
        if cells and first is None:
            first = index
        # A title fills few cells, and a row of a person has numbers.
        full = len(cells) * 2 > width
        if full and not any(map(_NUMBER.fullmatch, cells)):
            return index
    return first


def must_be_names(cells: Sequence[str]) -> None:
    """
    Check that a row without a known name can be a header.

    Args:
        cells: Its cells.

    Raises:
        DocumentError: If a cell is a number or a date, as in the row of a person, whose
            other cells would then be shown as names of columns.
    """
    # A line that no separator splits can be a row of a person all the same.
    parts = (part.strip() for cell in cells for part in _ANY_MARK.split(cell))
    if any(map(_VALUE.fullmatch, parts)):
        raise DocumentError(
            "No line looks like a header: the first one holds a number or a date, as a "
            "row of a person does. Write the names of the columns above it. If a line "
            "does hold them, give its number by --header-row (in Python header_row=)."
        )


def _sample(source: Input, encoding: str) -> list[str]:
    """The first lines of a file."""
    lines: list[str] = []
    size = 0
    for line in lines_of(source, encoding):
        lines.append(line)
        size += len(line)
        if size > _SAMPLE or len(lines) == _SAMPLE_LINES:
            break
    if not any(map(str.strip, lines)):
        raise DocumentError(
            "The file is empty. A table starts with a line of column names."
        )
    return lines


def _header(sample: Sequence[str], asked: Asked, usual: str, names: Names) -> _Header:
    """The separator and the header of a file."""
    named = _SEPARATOR_LINE.fullmatch(sample[0])
    given = asked.separator or (named[1] if named else None)
    marks = [given] if given else _marks_in(sample, usual)
    skipped = 1 if named else 0
    if asked.header_row is not None:
        place = asked.header_row - 1
        if not sample[place : place + 1] or not sample[place].strip():
            raise DocumentError(
                f"Line {asked.header_row} is empty or far from the beginning of the "
                f"file. --header-row (in Python header_row=) is the number of the line "
                f"with the names of the columns."
            )
        tops = {mark: {place: _record(sample, place, mark)} for mark in marks}
    else:
        # Blank lines are not counted as lines in which a header can be.
        full = (n for n, line in enumerate(sample) if n >= skipped and line.strip())
        places = [*itertools.islice(full, _MOST_TITLES)]
        if not places:
            raise DocumentError(
                "The file is empty. A table starts with a line of column names."
            )
        tops = {
            mark: {place: _record(sample, place, mark) for place in places}
            for mark in marks
        }
    known = _by_names(tops, usual, names)
    mark, place = known or _by_shape(sample, tops, usual)
    cells = tops[mark][place]
    if known is None and asked.header_row is None:
        must_be_names(cells)
    if next(records_of(sample[place:], mark), None) == (cells, QUOTES):
        raise DocumentError(
            "The header has a quotation mark that is not closed, or text after one. "
            "Correct the first line of the file. Blanks separate no cells: write.csv "
            "of R writes commas, and write.table does with sep=','."
        )
    titles = sum(1 for line in sample[skipped:place] if line.strip())
    return _Header(mark, place, cells, titles)


def _marks_in(sample: Sequence[str], usual: str) -> list[str]:
    """The separators that a file has, the usual one first."""
    found = {mark for mark in SEPARATORS.values() if any(mark in x for x in sample)}
    return [usual, *(each for each in SEPARATORS.values() if each in found - {usual})]


def _record(sample: Sequence[str], place: int, mark: str) -> _Row:
    """The cells of the record that begins in a line; none if it is blank."""
    lines = sample[place : place + _REST_OF_RECORD]
    record = next(records_of(lines, mark), None)
    return () if record is None else _texts(record, mark)


def _texts(record: Record, mark: str) -> _Row:
    cells, _ = cells_of(record, mark)
    return tuple(map(str, cells))


def _by_names(
    tops: dict[str, dict[int, _Row]], usual: str, names: Names
) -> tuple[str, int] | None:
    """The separator and the line of a header with names that are expected."""
    found: dict[str, tuple[int, int, int]] = {}
    for mark, rows in tops.items():
        index = known_header([*rows.values()], names)
        if index is not None:
            place = [*rows][index]
            cells = rows[place]
            known = sum(names.known(cell.strip()) for cell in cells)
            found[mark] = known, len(cells), place
    if not found:
        return None
    best = max(known for known, _, _ in found.values())
    marks = [mark for mark, (known, _, _) in found.items() if known == best]
    split = [mark for mark in marks if found[mark][1] > 1]
    if len(split) > 1:
        raise _not_certain(split)
    chosen = split[0] if split else usual if usual in marks else marks[0]
    return chosen, found[chosen][2]


def _by_shape(
    sample: Sequence[str], tops: dict[str, dict[int, _Row]], usual: str
) -> tuple[str, int]:
    """The separator and the line of a header without a name that is expected."""
    regular: dict[str, int] = {}
    for mark, rows in tops.items():
        places = [*rows]
        widths = collections.Counter(
            len(_texts(record, mark))
            for record in records_of(sample[places[0] :], mark)
            if record is not None
        )
        several = [width for width in widths if width > 1]
        if not several:
            continue
        width = max(several, key=widths.__getitem__)
        index = likely_header([*rows.values()], width)
        below = sum(widths.values()) - (index or 0)
        if index is not None and widths[width] >= _REGULAR * below:
            regular[mark] = places[index]
    if regular:
        # A row of a person can look like a header if it is split by a wrong mark.
        first = min(regular.values())
        marks = [mark for mark, place in regular.items() if place == first]
        # What does not split the header is a decimal comma, or part of a text.
        marks = [mark for mark in marks if len(tops[mark][first]) > 1] or marks
        if len(marks) > 1:
            raise _not_certain(marks)
        return marks[0], first
    mark = usual if usual in tops else next(iter(tops))
    place = next((place for place, row in tops[mark].items() if row), None)
    if place is None:
        # Quotation marks around nothing but line ends are blank cells.
        raise DocumentError(
            "The first lines hold no name of a column. A table starts with a line of "
            "column names."
        )
    return mark, place


def _not_certain(marks: Sequence[str]) -> DocumentError:
    called = " or ".join(name for name, mark in SEPARATORS.items() if mark in marks)
    return DocumentError(
        f"What separates the cells is not certain: {called}. Give --separator (in "
        f"Python separator=)."
    )


def _rows_below(sample: Sequence[str], header: _Header) -> list[_Row]:
    """The rows of the sample below the header that can be split."""
    found = records_of(sample[header.start :], header.separator)
    next(found, None)
    rows = [
        _texts(record, header.separator)
        for record in found
        if record is not None and (isinstance(record, str) or record[1] is None)
    ]
    # The last record of a sample may go on beyond it.
    cut = len(sample) == _SAMPLE_LINES or sum(map(len, sample)) > _SAMPLE
    return rows[:-1] if cut else rows


def _without_trailing(
    header: _Header, rows: Sequence[_Row], asked: Asked, names: Names
) -> tuple[_Row, int, str]:
    """The header without the blank cells that end every row, their number, a doubt."""
    cells = header.cells
    width = len(cells)
    while width > 1 and not cells[width - 1].strip():
        width -= 1
    blank = len(cells) - width
    if blank:
        whole = [row for row in rows if len(row) == len(cells)]
        if any(any(map(str.strip, row[width:])) for row in whole):
            return cells, 0, ""
        return cells[:width], blank, ""
    lengths = {len(row) for row in rows}
    if len(lengths) != 1:
        return cells, 0, ""
    more = lengths.pop() - width
    if more < 1 or any(any(map(str.strip, row[width:])) for row in rows):
        return cells, 0, _ROW_NAMES if more == 1 and width > 1 else ""
    if header.separator == "," and asked.decimal is None:
        for index, (name, *pairs) in enumerate(_pairs(cells, rows)):
            quantity = names.quantity(name.strip())
            whole_number = isinstance(quantity, Measure) and quantity.whole
            if not whole_number and all(pairs):
                return (
                    cells,
                    0,
                    f"each row has one cell more than the header, and column "
                    f"{index + 1} may hold a decimal comma; --decimal . (in Python "
                    f"decimal='.') says that the comma at the end of each row is one "
                    f"too many",
                )
    return cells, more, ""


def _pairs(
    cells: _Row, rows: Sequence[_Row]
) -> Iterator[tuple[str, *tuple[bool, ...]]]:
    """For each column, whether its cell and the next are digits in each row."""
    for index, name in enumerate(cells):
        yield (
            name,
            *(
                bool(_NUMBER.fullmatch(row[index].strip()))
                and bool(_DIGITS.fullmatch(row[index + 1].strip()))
                for row in rows
            ),
        )


def decimal_mark(
    cells: _Row, rows: Sequence[_Row], separator: str | None, asked: Asked, names: Names
) -> tuple[Decimal, str]:
    """
    The decimal mark of a file, and a doubt about it, which is empty if there is none.

    Args:
        cells: The header.

        rows: The first rows below it.

        separator: What separates the cells; None in a workbook, whose numbers have no
            mark and whose text may have one.

        asked: What the caller says about the file.

        names: What the names of columns mean.

    Raises:
        DocumentError: If the mark is not certain.
    """
    if asked.decimal is not None:
        return asked.decimal, ""
    columns = [cell.strip() for cell in cells]
    measures = [n for n, x in enumerate(columns) if _is_number(names.quantity(x))]
    unknown = [n for n, column in enumerate(columns) if not names.known(column)]
    # Columns without a known name count only if the others have no fraction.
    values = _fractions(rows, measures) or _fractions(rows, unknown)
    commas = {value for value in values if _WITH_COMMA.fullmatch(value)}
    if not commas:
        return ".", ""
    if separator is None:
        return ".", (
            "text with a decimal comma is not read as a number; --decimal , (in Python "
            "decimal=',') reads it"
        )
    if separator == ",":
        return ".", (
            "cells with a decimal comma are not read as numbers, because commas "
            "separate cells; --decimal , (in Python decimal=',') reads them"
        )
    if any(map(_WITH_POINT.fullmatch, values)):
        raise DocumentError(
            "Some numbers have a decimal comma and some a decimal point. Give "
            "--decimal , or --decimal . (in Python decimal=); numbers with the other "
            "mark are then flagged."
        )
    if all(map(_THOUSANDS.fullmatch, commas)):
        raise DocumentError(
            "The commas in the numbers may be decimal commas or may group thousands. "
            "Give --decimal , or --decimal . (in Python decimal=)."
        )
    return ",", ""


def _is_number(quantity: Quantity | None) -> bool:
    return isinstance(quantity, Measure)


def _fractions(rows: Sequence[_Row], places: Sequence[int]) -> set[str]:
    """The cells of some columns that are numbers with a decimal mark."""
    cells = (row[place].strip() for row in rows for place in places if place < len(row))
    return {
        cell
        for cell in cells
        if _WITH_COMMA.fullmatch(cell) or _WITH_POINT.fullmatch(cell)
    }
