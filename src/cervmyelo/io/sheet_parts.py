"""
What the file of a sheet shows besides its values, which openpyxl does not keep.

Only the text of the file is searched: it is not parsed a second time.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
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
_TO_BE_CALCULATED: Final = re.compile(
    rb'<(?:\w+:)?calcPr\s%b\bfullCalcOnLoad="(?:1|true)"' % _TAG
)
_BOOK: Final = "workbook.xml"


@attrs.frozen(kw_only=True)
class SheetPart:
    """
    What the file of a sheet shows besides its values.

    Attributes:
        uncalculated: A formula whose result the file does not hold, by its address,
            which is empty if the file does not give it; None if there is none.

        merged: The ranges of merged cells and the last row of each.
    """

    uncalculated: str | None = None
    merged: tuple[tuple[str, int], ...] = ()


def sheet_part(file: BinaryIO, name: str) -> SheetPart:
    """
    Search the file of a sheet.

    Args:
        file: The workbook.

        name: The name of the sheet's file in it.
    """
    merged: dict[str, int] = {}
    formula = False
    uncalculated: str | None = None
    with zipfile.ZipFile(file) as parts:
        books = [each for each in parts.namelist() if each.endswith(_BOOK)]
        stale = any(_TO_BE_CALCULATED.search(parts.read(each)) for each in books)
        with parts.open(name) as part:
            for text in _chunks(part):
                formula = formula or _FORMULA.search(text) is not None
                if uncalculated is None and (found := _WITHOUT_RESULT.search(text)):
                    uncalculated = (found[1] or b"").decode()
                merged |= {m[1].decode(): int(m[2]) for m in _MERGED.finditer(text)}
    file.seek(0)
    if uncalculated is None and formula and stale:
        # Some programs store a zero and ask for a calculation when the file is opened.
        uncalculated = ""
    return SheetPart(uncalculated=uncalculated, merged=tuple(merged.items()))


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    """The text in pieces that overlap, so that nothing is split in all of them."""
    end = b""
    while chunk := part.read(_CHUNK):
        yield end + chunk
        end = (end + chunk)[-_OVERLAP:]
