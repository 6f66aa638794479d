"""
Excel workbooks as tables: the cells of one sheet as text.

A formula counts by the result that the spreadsheet program stored with it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import warnings
import zipfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeAlias

from cervmyelo.errors import CervmyeloError, DocumentError, shown
from cervmyelo.extras import library
from cervmyelo.json_text import MOST_BYTES
from cervmyelo.names import first_names

from .decimal_marks import with_point
from .detection import decimal_mark, known_header, likely_header, must_be_names
from .inputs import Input
from .json_lines import number_text
from .layouts import Asked, Decimal, Layout, Names
from .sheet_parts import SheetPart, sheet_part
from .text_tables import Record, TextTable, is_blank, of_another_width

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["workbook_table"]

_Row: TypeAlias = tuple[str, ...]

_FIRST_ROWS: Final = 51
_AT_ONCE: Final = 20
_NAMED: Final = 6
_SMALL: Final = 2**19
"""Up to about so many cells, a sheet is read once and kept."""

# openpyxl makes each cell up to the last one of a row, so a cell far to the right in
# each of some thousand rows would take minutes and much memory.
_MOST_BLANK: Final = 2**21
_BLANK_FOR_ONE: Final = 64

# The formats of percentages, and the number of the first format of a file's own.
_PERCENTS: Final = frozenset({9, 10})
_OWN: Final = 164


def workbook_table(source: Input, asked: Asked, names: Names) -> TextTable:
    """
    A sheet of an Excel workbook.

    Args:
        source: The file.

        asked: What the caller says about it.

        names: What the names of columns mean.

    Raises:
        DocumentError: If it cannot be read, or which sheet or row to read is not
            certain and no option gives it, or openpyxl is not installed.

        OSError: If it cannot be opened.
    """
    mark: Decimal = asked.decimal or "."
    with _workbook(source) as book:
        every = {sheet: _rows(book, sheet, mark) for sheet in _sheets(book)}
        tops = {
            sheet: [*itertools.islice(rows, _FIRST_ROWS)]
            for sheet, rows in every.items()
        }
        hidden = [each.title for each in book.worksheets if _is_hidden(each)]
        sheet = _chosen(tops, hidden, asked, names)
        # To open a workbook can take longer than to read a small sheet of it.
        most = _SMALL // max((1, *map(len, tops[sheet])))
        below = [*itertools.islice(every[sheet], most)]
        whole = next(every[sheet], None) is None
        part = _part(source, book, sheet)
    rows = tops[sheet]
    kept = [*rows, *below] if whole else None
    if asked.header_row is not None:
        start = asked.header_row - 1
        if not rows[start : start + 1] or not any(rows[start]):
            raise DocumentError(
                f"Row {asked.header_row} is empty or far from the beginning of the "
                f"sheet. --header-row (in Python header_row=) is the number of the row "
                f"with the names of the columns."
            )
    else:
        known = known_header(rows, names)
        width = max(map(len, rows), default=0)
        likely = likely_header(rows, width) if known is None else known
        if likely is None:
            raise DocumentError(
                "The sheet is empty. A table starts with a row of column names."
            )
        start = likely
        if known is None:
            must_be_names(rows[start])
    header = rows[start]
    width = len(header)
    _, text_commas = decimal_mark(header, rows[start + 1 :], None, asked, names)

    def every_row() -> Iterator[_Row]:
        if kept is not None:
            yield from kept
        else:
            with _workbook(source) as again:
                yield from _rows(again, sheet, mark)

    def records() -> Iterator[Record | None]:
        for row in itertools.islice(every_row(), start + 1, None):
            cells = (*row, *[""] * (width - len(row)))
            if all(map(is_blank, row)):
                yield None
            elif len(row) > width:
                yield cells, of_another_width(len(row), width)
            else:
                yield cells, None

    return TextTable(
        layout=Layout(
            format="xlsx",
            sheet=sheet,
            sheets=len(tops),
            header_row=start + 1,
            titles=sum(any(row) for row in rows[:start]),
            decimal=mark,
            hidden=sheet in hidden,
            hidden_rows=sum(row > start + 1 for row in part.hidden_rows),
            hidden_columns=sum(
                any(first <= place <= last for first, last in part.hidden_columns)
                for place, name in enumerate(header, 1)
                if name.strip()
            ),
            doubt="; ".join(filter(None, [*_doubts(part, start + 1), text_commas])),
        ),
        header=header,
        records=records,
    )


def _chosen(
    tops: dict[str, list[_Row]], hidden: Sequence[str], asked: Asked, names: Names
) -> str:
    """The sheet to read."""
    if asked.sheet is not None:
        if asked.sheet not in tops:
            raise DocumentError(
                f"The workbook has no sheet of this name. {_list(tops, hidden)}"
            )
        return asked.sheet
    filled = [sheet for sheet, rows in tops.items() if any(map(any, rows))]
    if len(filled) > 1:
        known = [each for each in filled if known_header(tops[each], names) is not None]
        if len(known) != 1:
            raise DocumentError(
                f"Which sheet to read is not certain. Give --sheet (in Python sheet=). "
                f"{_list(filled, hidden)}"
            )
        return known[0]
    if not filled:
        raise DocumentError(
            "The workbook is empty. A table starts with a row of column names."
        )
    return filled[0]


def _list(sheets: Iterable[str], hidden: Sequence[str]) -> str:
    names = [shown(each) + " (hidden)" * (each in hidden) for each in sheets]
    return f"Its sheets: {first_names(names, _NAMED)}."


def _is_hidden(page: Any) -> bool:
    return page.sheet_state != "visible"  # type: ignore[no-any-return]


def _sheets(book: Workbook) -> list[str]:
    return [sheet.title for sheet in book.worksheets]


def _part(source: Input, book: Workbook, sheet: str) -> SheetPart:
    """
    What the file of a sheet shows besides its values.

    Raises:
        DocumentError: If formulas have no results in it, so that they would count as
            not recorded, or as zero.
    """
    page: Any = book[sheet]
    with source.reading() as file:
        found = sheet_part(file, page._worksheet_path, _percents(book))  # noqa: SLF001
    if found.uncalculated is None:
        return found
    where = f", such as in cell {found.uncalculated}" if found.uncalculated else ""
    raise DocumentError(
        f"The sheet has formulas without a calculated result{where}: a program wrote "
        f"the file, and nothing calculated them. Open it in a spreadsheet program and "
        f"save it there."
    )


def _percents(book: Workbook) -> list[int]:
    """The numbers of the styles that show percentages."""
    made: Any = book
    formats: Iterable[str] = made._number_formats  # noqa: SLF001
    own = {number for number, text in enumerate(formats, _OWN) if "%" in text}
    styles = enumerate(made._cell_styles)  # noqa: SLF001
    return [place for place, style in styles if style.numFmtId in _PERCENTS | own]


def _doubts(part: SheetPart, header: int) -> Iterator[str]:
    """What is not certain about a sheet with merged cells, or with percentages."""
    below = [area for area, last in part.merged if last > header]
    if below:
        more = f" and {len(below) - 1} more" if len(below) > 1 else ""
        yield (
            f"cells are merged below the header ({below[0]}{more}): only the first "
            f"cell of each counts as filled; to fill the others, unmerge them"
        )
    if part.percent is not None:
        where = f", such as {part.percent}" if part.percent else ""
        yield (
            f"cells are shown as percentages{where}: 30% counts as 0.3; for "
            f"a quantity in percent, write its unit as ratio under [units] of a column "
            f"map"
        )


def _rows(book: Workbook, sheet: str, mark: Decimal) -> Iterator[_Row]:
    """The rows of a sheet, without the blank cells at their end."""
    page = book[sheet]
    # What the file says about its size may be wrong.
    page.reset_dimensions()
    rows = page.iter_rows(values_only=True)
    seen = filled = blank = 0
    while True:
        with _without_warnings():
            part = [*itertools.islice(rows, _AT_ONCE)]
        if not part:
            return
        for row in part:
            seen += 1
            known = len(row) - row.count(None)
            filled += known
            blank += len(row) - known
            if blank > max(_MOST_BLANK, _BLANK_FOR_ONE * filled):
                raise _too_sparse(seen, len(row), filled)
            if not known:
                yield ()
                continue
            cells = [_text(cell) for cell in row]
            if mark == ",":
                # A number has no mark of its own: it gets the one that text has.
                cells = [
                    text if isinstance(cell, str) else str(with_point(text))
                    for text, cell in zip(cells, row, strict=True)
                ]
            while cells and not cells[-1].strip():
                cells.pop()
            yield tuple(cells)


def _too_sparse(rows: int, columns: int, filled: int) -> DocumentError:
    return DocumentError(
        f"The sheet is almost empty: it reaches over {rows} rows and {columns} columns "
        f"or more, and only {filled} of these cells have a value. Delete the columns "
        f"right of the table and the rows below it, or save the table as CSV."
    )


def _text(cell: object) -> str:
    """A cell of a sheet as text."""
    match cell:
        case str() if cell.isascii():
            return cell
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case float():
            return number_text(cell)
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return cell.isoformat()
        case _:
            return str(cell).encode(errors="backslashreplace").decode()


@contextlib.contextmanager
def _workbook(source: Input) -> Generator[Workbook]:
    library("openpyxl", "cervmyelo[excel]")
    import openpyxl

    with source.reading() as file:
        # A damaged workbook can fail in any part of openpyxl, zipfile or the parser
        # of XML, with an error of any kind, whose message may hold what is in a cell.
        try:
            _must_be_small(file)
            with _without_warnings():
                book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            yield book
            book.close()
        except (CervmyeloError, GeneratorExit):
            raise
        except Exception:  # noqa: BLE001
            raise DocumentError(
                "The file cannot be read as an Excel workbook."
            ) from None


@contextlib.contextmanager
def _without_warnings() -> Generator[None]:
    """Without the warnings of openpyxl, such as on parts that it does not keep."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _must_be_small(file: BinaryIO) -> None:
    with zipfile.ZipFile(file) as parts:
        size = sum(part.file_size for part in parts.infolist())
    file.seek(0)
    if size > MOST_BYTES:
        raise DocumentError(
            f"The workbook holds more than {MOST_BYTES} bytes. Save it as CSV, which "
            f"is read row by row."
        )
