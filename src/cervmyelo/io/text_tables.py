"""
Tables of text, whatever kind of file they come from: records as rows and as frames.

CSV, JSON Lines and Excel all become the same records, so that a file means the same to
one person, to Polars and to a look at the file.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from cervmyelo.errors import DocumentError, ShiftedRowError

from .layouts import Layout

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "Cells",
    "Record",
    "SomeCells",
    "TextTable",
    "cells_of",
    "is_blank",
    "joined",
    "of_another_width",
]

Cells: TypeAlias = tuple[tuple[object, ...], ShiftedRowError | None]
"""The cells of a row, and the reason why none of them can be trusted, if any."""

Record: TypeAlias = str | tuple[tuple[str, ...], ShiftedRowError | None]
"""
A record: its text if every separator in it separates two cells and their number is
right, which is most often so and needs no further parsing; its cells otherwise.
"""

SomeCells: TypeAlias = Mapping[int, str] | ShiftedRowError | None
"""
The cells of a row by their places, or the reason why none can be trusted; None for a
row in which every cell is blank.
"""

_PIECE: Final = 2**22
_WIDTHS: Final = 256
_UNSEEN: Final = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*"
)
_SPECIAL: Final = re.compile('[",\r\n]')

# Spreadsheets have 1 048 576 rows, and some programs write all of them.
_MOST_EMPTY: Final = 2**21


@attrs.frozen(kw_only=True)
class TextTable:
    """
    A file whose cells are text.

    Attributes:
        layout: How the file is laid out.

        header: The names of the columns.

        records: Gives the records below the header, each time from the first; None
            for a row in which every cell is blank.

        separator: What separates the cells of a record that is one text.

        cells: Gives the cells of each row that are there, by their places, in the place
            of records: there can be many more columns than any row has cells. None if
            each row has all of them.

        objects: The columns with an object of JSON in a cell, which is a value that is
            known in part.
    """

    layout: Layout
    header: tuple[str, ...]
    records: Callable[[], Iterator[Record | None]] = attrs.field(repr=False)
    separator: str = ","
    cells: Callable[[], Iterator[SomeCells]] | None = attrs.field(
        default=None, repr=False
    )
    objects: frozenset[str] = frozenset()
    _kept: list[Record] = attrs.field(
        init=False, factory=list[Record], eq=False, repr=False
    )

    def rows(self) -> Iterator[Cells]:
        """
        The rows that are not empty, one by one.

        Raises:
            DocumentError: If the file cannot be read.
        """
        for record in self._filled():
            yield cells_of(record, self.separator)

    def extra_cells(self) -> bool:
        """
        Whether any row has more cells than columns.

        The whole file is read, so that an invalid file is reported before anything is
        written.

        Raises:
            DocumentError: If the file cannot be read.
        """
        width = len(self.header)
        found = False
        size = 0
        kept: list[Record] = []
        for record in self._filled():
            if isinstance(record, str):
                size += len(record)
            else:
                size += _size(record)
                found = found or len(record[0]) > width
            if size <= _PIECE:
                kept.append(record)
        # The records of a small file are not split a second time.
        self._kept[:] = kept if size <= _PIECE else ()
        return found

    def frames(
        self, names: Sequence[str], extra: str, shifted: str
    ) -> Iterator[pl.DataFrame]:
        """
        The rows as Polars frames of a few megabytes, in order.

        Args:
            names: What to call the columns.

            extra: What to call the column of further cells, joined as in a line of
                CSV; null where there are none.

            shifted: What to call the column that holds why no cell of a row can be
                trusted; null where they can.

        Raises:
            DocumentError: If the file cannot be read.
        """
        if self._kept:
            yield _frame(self._kept, self.separator, names, extra, shifted)
            return
        piece: list[Record] = []
        size = 0
        for record in self._filled():
            piece.append(record)
            size += _size(record)
            if size > _PIECE:
                yield _frame(piece, self.separator, names, extra, shifted)
                piece, size = [], 0
        yield _frame(piece, self.separator, names, extra, shifted)

    def _filled(self) -> Iterator[Record]:
        if self._kept:
            yield from self._kept
            return
        empty = 0
        for record in self.records():
            if record is not None:
                empty = 0
                yield record
                continue
            empty += 1
            if empty > _MOST_EMPTY:
                raise DocumentError(
                    f"More than {_MOST_EMPTY} rows in a row are empty, so this is not "
                    f"a table of patients."
                )


def _size(record: Record) -> int:
    """How many characters a record has."""
    return len(record) if isinstance(record, str) else sum(map(len, record[0]))


def is_blank(text: str) -> bool:
    """
    Whether a text holds nothing that can be seen.

    Old programs end a file with a mark of their own, and some fill it up with zeros.

    Args:
        text: The text.
    """
    rest = text.strip()
    return not rest or (
        not rest[0].isprintable() and _UNSEEN.fullmatch(rest) is not None
    )


def cells_of(record: Record, separator: str) -> Cells:
    """
    The cells of a record.

    Args:
        record: The record.

        separator: What separates the cells of a record that is one text.
    """
    return (tuple(record.split(separator)), None) if isinstance(record, str) else record


@functools.lru_cache(_WIDTHS)
def of_another_width(count: int, width: int) -> ShiftedRowError:
    """
    Why no cell can be trusted of a row with another number of cells.

    Args:
        count: How many cells it has.

        width: How many columns there are.
    """
    return ShiftedRowError(
        "row",
        f"{count}",
        f"{width} cells, as in the header",
        "None of them can be trusted, so nothing of this row is used.",
    )


def _frame(
    records: list[Record],
    separator: str,
    names: Sequence[str],
    extra: str,
    shifted: str,
) -> pl.DataFrame:
    import polars as pl

    # Polars takes the mark U+FEFF away where a text begins with it.
    plain = [
        record
        for record in records
        if isinstance(record, str) and not record.startswith("\ufeff")
    ]
    places = (
        [
            place
            for place, record in enumerate(records)
            if not isinstance(record, str) or record.startswith("\ufeff")
        ]
        if len(plain) < len(records)
        else []
    )
    others: list[Any] = [cells_of(records[place], separator) for place in places]
    schema: dict[str, Any] = dict.fromkeys(names, pl.String)
    made = pl.DataFrame(schema=schema)
    if plain:
        made = pl.read_csv(
            "\n".join((*plain, "")).encode(),
            has_header=False,
            separator=separator,
            quote_char=None,
            schema=schema,
        ).fill_null("")
    nothing = pl.lit(None, pl.String)
    made = made.with_columns(nothing.alias(extra), nothing.alias(shifted))
    if not others:
        return made
    width = len(names)
    # Most of them have the same fault.
    texts = {each: str(each) for each in {e for _, e in others if e is not None}}
    columns = zip(*(_padded(cells, width) for cells, _ in others), strict=True)
    also = pl.DataFrame(
        [
            *(
                pl.Series(name, cells, pl.String)
                for name, cells in zip(names, columns, strict=True)
            ),
            pl.Series(
                extra,
                [joined(e[width:]) if len(e) > width else None for e, _ in others],
                pl.String,
            ),
            pl.Series(
                shifted, [None if e is None else texts[e] for _, e in others], pl.String
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
