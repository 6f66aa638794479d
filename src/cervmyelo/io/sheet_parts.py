"""
What the file of a sheet shows besides its values, which openpyxl does not keep.

Only the text of the file is searched: it is not parsed a second time.
"""

from __future__ import annotations

import re
import zipfile
from array import array
from collections.abc import Iterator, Sequence
from typing import IO, BinaryIO, Final

import attrs

__all__ = ["SheetPart", "sheet_part"]

_CHUNK: Final = 2**20
# A formula has at most 8192 characters.
_OVERLAP: Final = 2**15

# A tag is short. Without a bound, a long comment would be searched from each of its
# signs to its end; and blanks are passed once, however many there are.
_TAG: Final = rb"[^<>]{0,300}"
_ADDRESS: Final = rb"[A-Z]{1,3}[0-9]{1,7}"
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_FORMULAS: Final = (b"<f", b":f")
_MERGES: Final = b"mergeCell"
_WITHOUT_RESULT: Final = re.compile(
    # A formula whose result is an empty text has the type str, and is blank.
    rb'<(?:\w+:)?c(?!%(tag)s\bt="str")\s(?:%(tag)s\br="(%(address)s)")?%(tag)s>\s*+'
    rb"<(?:\w+:)?f(?:\s%(tag)s)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*+"
    rb"(?:<(?:\w+:)?v\s*+/>\s*+|<(?:\w+:)?v>\s*+</(?:\w+:)?v>\s*+)?</(?:\w+:)?c>"
    % {b"tag": _TAG, b"address": _ADDRESS}
)
_MERGED: Final = re.compile(
    rb'<(?:\w+:)?mergeCell\s%b\bref="(%b:[A-Z]{1,3}([0-9]{1,7}))"' % (_TAG, _ADDRESS)
)
_HIDDEN: Final = rb'\bhidden="(?:1|true)"'
_HIDDEN_ROW: Final = re.compile(
    # A row without a cell is closed by its own tag.
    rb"<(?:\w+:)?row\s(?=%b%b)(%b)(?<!/)>" % (_TAG, _HIDDEN, _TAG)
)
_ROW: Final = re.compile(rb'\br="([0-9]{1,7})"')
_NEXT_ROW: Final = re.compile(rb"</?(?:\w+:)?row[\s>/]")
_FILLED: Final = re.compile(rb"<(?:\w+:)?(?:v|is)[\s>]")
_COLUMNS: Final = re.compile(rb"<(?:\w+:)?col\s(?=%b%b)(%b)>" % (_TAG, _HIDDEN, _TAG))
_ENDS: Final = re.compile(rb'\b(min|max)="([0-9]{1,5})"')
_NO_NUMBER: Final = 2**31
_TO_BE_CALCULATED: Final = re.compile(
    rb'<(?:\w+:)?calcPr\s%b\bfullCalcOnLoad="(?:1|true)"' % _TAG
)
_BOOK: Final = "workbook.xml"
_NUMBER_IN_STYLE: Final = (
    rb'<(?:\w+:)?c\s(?=%(tag)s\bs="(?:%(styles)s)")(?!%(tag)s\bt="(?!n"))'
    rb'(?:%(tag)s\br="(%(address)s)")?%(tag)s>\s*+<(?:\w+:)?[fv][\s>]'
)


@attrs.frozen(kw_only=True)
class SheetPart:
    """
    What the file of a sheet shows besides its values.

    Attributes:
        uncalculated: A formula whose result the file does not hold, by its address,
            which is empty if the file does not give it; None if there is none.

        merged: The ranges of merged cells and the last row of each.

        percent: A number that is shown as a percentage, by its address, which is empty
            if the file does not give it; None if there is none.

        hidden_rows: The numbers, from 1, of the rows that are hidden and not blank.

        hidden_columns: The first and the last column, from 1, of those that are hidden.
    """

    uncalculated: str | None = None
    merged: tuple[tuple[str, int], ...] = ()
    percent: str | None = None
    hidden_rows: Sequence[int] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()


def sheet_part(file: BinaryIO, name: str, percents: Sequence[int] = ()) -> SheetPart:
    """
    Search the file of a sheet.

    Args:
        file: The workbook.

        name: The name of the sheet's file in it.

        percents: The numbers of the styles that show percentages.
    """
    percent: str | None = None
    merged: dict[str, int] = {}
    formula = False
    uncalculated: str | None = None
    columns: dict[tuple[int, int], None] = {}
    rows = array("L")
    begun = seen = 0
    with zipfile.ZipFile(file) as parts:
        books = [each for each in parts.namelist() if each.endswith(_BOOK)]
        stale = any(_TO_BE_CALCULATED.search(parts.read(each)) for each in books)
        with parts.open(name) as part:
            for text in _chunks(part):
                # Few sheets have any of both, and a plain search is much faster.
                if any(each in text for each in _FORMULAS) and _FORMULA.search(text):
                    formula = True
                    if uncalculated is None and (found := _WITHOUT_RESULT.search(text)):
                        uncalculated = (found[1] or b"").decode()
                if percents and percent is None:
                    percent = _in_style(text, percents)
                if _MERGES in text:
                    merged |= {m[1].decode(): int(m[2]) for m in _MERGED.finditer(text)}
                for column in _COLUMNS.finditer(text):
                    ends = {end: int(at) for end, at in _ENDS.findall(column[1])}
                    columns[ends.get(b"min", 0), ends.get(b"max", 0)] = None
                for place, row in _hidden_rows(text):
                    # Pieces overlap: a row can be found twice.
                    if begun + place >= seen:
                        rows.append(row)
                        seen = begun + place + 1
                begun += len(text) - _OVERLAP if len(text) > _OVERLAP else 0
    file.seek(0)
    if uncalculated is None and formula and stale:
        # Some programs store a zero and ask for a calculation when the file is opened.
        uncalculated = ""
    return SheetPart(
        uncalculated=uncalculated,
        merged=tuple(merged.items()),
        percent=percent,
        hidden_rows=rows,
        hidden_columns=tuple(columns),
    )


def _in_style(text: bytes, styles: Sequence[int]) -> str | None:
    """The address of a number in one of some styles; None if there is none."""
    numbers = b"|".join(b"%d" % each for each in styles)
    parts = {b"tag": _TAG, b"address": _ADDRESS, b"styles": numbers}
    found = re.search(_NUMBER_IN_STYLE % parts, text)
    return None if found is None else (found[1] or b"").decode()


def _hidden_rows(text: bytes) -> Iterator[tuple[int, int]]:
    """Where the hidden rows that are not blank begin in a piece, and their numbers."""
    if b"hidden=" not in text:
        return
    for found in _HIDDEN_ROW.finditer(text):
        end = _NEXT_ROW.search(text, found.end())
        if _FILLED.search(text, found.end(), end.start() if end else len(text)):
            number = _ROW.search(found[1])
            yield found.start(), int(number[1]) if number else _NO_NUMBER


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    """The text in pieces that overlap, so that nothing is split in all of them."""
    end = b""
    while chunk := part.read(_CHUNK):
        yield end + chunk
        end = (end + chunk)[-_OVERLAP:]
