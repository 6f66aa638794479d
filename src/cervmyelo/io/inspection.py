"""
A look at a file: how it is laid out, what its columns look like, what looks wrong.

No cell is shown except short numbers and common words of columns that look like a
quantity. Nothing is changed.
"""

from __future__ import annotations

import collections
import itertools
import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final, Unpack

import attrs

from cervmyelo.column_maps import REFERENCE, SHIPPED, ColumnMap
from cervmyelo.errors import ShiftedRowError, shown
from cervmyelo.field_types import typed
from cervmyelo.json_text import Json
from cervmyelo.models.missing import COLUMNS
from cervmyelo.quantity import Measure

from .candidates import (
    LIKENESSES,
    Candidate,
    Likeness,
    candidates,
    is_reference,
)
from .drafts import Column, draft, words_of
from .files import file_path
from .inputs import Input
from .layouts import Layout, ReadOptions
from .odd_rows import OddRows
from .suspicions import suspicions
from .tables import Table, names_in, objects_in, place_of, table_of
from .tallies import Tally, as_recorded
from .text_tables import Cells, Record, SomeCells, TextTable

__all__ = ["InspectedColumn", "Inspection", "inspect_input", "inspect_table"]

_AT_ONCE: Final = 4096
_FITTING: Final = 0.9
_ENOUGH: Final = 2


@attrs.frozen(kw_only=True)
class InspectedColumn:
    """
    What a column looks like.

    Attributes:
        name: Its name in the file.

        quantity: The quantity that it looks like, or ``ref``; None if it looks like
            none, or like several.

        likeness: Why: ``map``, ``same``, ``spelling``, ``part``, ``near`` or ``unit``;
            None without a quantity.

        others: Quantities that it may be, if there are several.

        recorded: How many rows have something in it.

        missing: How many rows are empty or have a word for *not recorded* in it.

        invalid: How many rows hold what the quantity does not allow.

        low: The least number that is allowed; None if there is none.

        high: The greatest number that is allowed; None if there is none.

        remarks: What looks wrong, a sentence each.
    """

    name: str
    quantity: str | None
    likeness: Likeness | None
    others: tuple[str, ...] = ()
    recorded: int
    missing: int
    invalid: int
    low: float | None = None
    high: float | None = None
    remarks: tuple[str, ...] = ()

    @property
    def share_missing(self) -> float:
        """The share of rows in which nothing is recorded, from 0 to 1."""
        rows = self.recorded + self.missing
        return self.missing / rows if rows else 0.0

    @property
    def span(self) -> str:
        """The range of the numbers that are allowed; empty if there are none."""
        if self.low is None or self.high is None:
            return ""
        return f"{self.low:g} to {self.high:g}"

    @property
    def because(self) -> str:
        """Why it looks like its quantity; empty without one."""
        return LIKENESSES[self.likeness] if self.likeness else ""

    def to_dict(self) -> dict[str, Json]:
        """The column as plain data for JSON."""
        return {
            "name": self.name,
            "quantity": self.quantity,
            "likeness": self.likeness,
            "others": [*self.others],
            "recorded": self.recorded,
            "missing": self.missing,
            "invalid": self.invalid,
            "low": self.low,
            "high": self.high,
            "remarks": [*self.remarks],
        }


@attrs.frozen(kw_only=True, field_transformer=typed)
class Inspection:
    """
    What a look at a file found; ``print`` it for a report.

    Attributes:
        layout: How the file is laid out.

        rows: How many rows below the header are not empty.

        empty_rows: How many rows are empty. They are no patients.

        shifted_rows: How many rows cannot be split, or have too few or too many cells.

        columns: What each column looks like.

        odd_rows: Rows that look like no person, a sentence each. The columns are
            counted without them.

        shipped_map: The name of a column map that comes with the library and knows the
            columns of the file; None if there is none.

        column_map: A first column map for the file, as TOML, to be edited.
    """

    layout: Layout
    rows: int
    empty_rows: int
    shifted_rows: int
    columns: tuple[InspectedColumn, ...]
    odd_rows: tuple[str, ...] = ()
    shipped_map: str | None = None
    column_map: str = attrs.field(repr=False)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Everything that looks wrong, a sentence each."""
        return tuple(self._remarks())

    def _remarks(self) -> Iterator[str]:
        if self.layout.hidden_note:
            yield self.layout.hidden_note
        if self.layout.doubt:
            yield self.layout.doubt
        if self.shipped_map:
            yield (
                f"looks like a file of {self.shipped_map}: the map of this name comes "
                f"with the library; give --columns {self.shipped_map} (in Python "
                f'ColumnMap.shipped("{self.shipped_map}"))'
            )
        if self.shifted_rows:
            yield (
                f"rows that cannot be split, or have too few or too many cells: "
                f"{self.shifted_rows}"
            )
        yield from self.odd_rows
        for column in self.columns:
            for remark in column.remarks:
                yield f"{_plain(column.name)}: {remark}"

    def to_dict(self) -> dict[str, Json]:
        """The inspection as plain data for JSON."""
        layout = self.layout
        return {
            "format": layout.format,
            "gzip": layout.packed,
            "encoding": _encoding_name(layout),
            "separator": layout.separator,
            "decimal": layout.decimal,
            "header_row": layout.header_row,
            "sheet": layout.sheet,
            "sheet_hidden": layout.hidden,
            "hidden_rows": layout.hidden_rows,
            "hidden_columns": layout.hidden_columns,
            "rows": self.rows,
            "empty_rows": self.empty_rows,
            "shifted_rows": self.shifted_rows,
            "columns": [column.to_dict() for column in self.columns],
            "remarks": [*self.remarks],
            "shipped_map": self.shipped_map,
            "column_map": self.column_map,
        }

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield from _layout_lines(self.layout)
        yield f"rows: {self.rows}"
        yield f"empty rows, not counted: {self.empty_rows}"
        yield ""
        yield from _aligned(
            [
                ("column", "looks like", "missing", "invalid", "numbers", "because"),
                *(
                    (
                        _plain(each.name) or "(no name)",
                        each.quantity
                        or (f"{' or '.join(each.others)}?" if each.others else "-"),
                        f"{each.share_missing:.0%}",
                        f"{each.invalid}" if each.quantity else "",
                        each.span,
                        each.because,
                    )
                    for each in self.columns
                ),
            ]
        )
        if self.remarks:
            yield ""
            yield "Worth a look"
            yield from (f"  {remark}" for remark in self.remarks)


_FORMATS: Final = {
    "delimited": "text, cells separated",
    "jsonl": "JSON Lines",
    "xlsx": "Excel workbook",
    "parquet": "Parquet",
}


def inspect_table(
    path: str | Path,
    columns: ColumnMap | None = None,
    **options: Unpack[ReadOptions],
) -> Inspection:
    r"""
    Look at a table file before it is read.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "clinic.csv")
    ...     _ = file.write_text("Age (years);notes\n61;x\n;\n999;y\n")
    ...     found = inspect_table(file)
    >>> found.layout.separator, found.rows, found.empty_rows
    (';', 2, 1)
    >>> found.columns[0].quantity, found.columns[0].likeness
    ('age_years', 'spelling')
    >>> found.remarks
    ('Age (years): looks like codes for "not recorded": 999 (rows: 1)',)

    Args:
        path: A table file, as `open_table` takes it.

        columns: A column map; without it, only names are compared.

        options: How to read the file where that is not certain; see `ReadOptions`.

    Raises:
        DocumentError: If the file cannot be read as a table, or its layout is not
            certain; the message names the option that settles it.

        FieldError: If an option is not valid.

        OSError: If the file cannot be opened.
    """
    return inspect_input(Input(path=file_path(path)), columns, options)


def inspect_input(
    source: Input, columns: ColumnMap | None, options: ReadOptions
) -> Inspection:
    """
    Look at a table from a file or from standard input.

    Args:
        source: The file.

        columns: A column map.

        options: How to read the file where that is not certain.

    Raises:
        DocumentError: If it cannot be read as a table, or its layout is not certain.

        FieldError: If an option is not valid.

        OSError: If the file cannot be opened.
    """
    columns = columns or ColumnMap()
    table = table_of(source, names_in(columns), options)
    found = candidates(table.header, columns)
    objects = objects_in(table)
    tallies = [
        _tally(name, each, columns, table.layout, objects=name.strip() in objects)
        for name, each in zip(table.header, found, strict=True)
    ]
    names = collections.Counter(map(str.strip, table.header))
    odd = OddRows(
        header=table.header,
        measures=[n for n, e in enumerate(tallies) if isinstance(e.quantity, Measure)],
    )
    rows, shifted, empty = _counted(table, tallies, odd)
    looked_at = [
        _fitting(Column(name=name.strip(), candidate=candidate, tally=tally))
        for name, candidate, tally in zip(table.header, found, tallies, strict=True)
    ]
    return Inspection(
        layout=table.layout,
        rows=rows,
        empty_rows=empty,
        shifted_rows=shifted,
        columns=tuple(_inspected(each, names[each.name]) for each in looked_at),
        odd_rows=tuple(odd.remarks),
        shipped_map=None if columns.columns else _shipped(names),
        column_map=draft(looked_at, columns),
    )


def _shipped(header: Collection[str]) -> str | None:
    """The name of the map that comes with the library for columns such as these."""
    for name in SHIPPED:
        mapped = ColumnMap.shipped(name).columns
        if sum(each in header for each in mapped) >= min(_ENOUGH, len(mapped)):
            return name
    return None


def _tally(
    column: str,
    candidate: Candidate,
    columns: ColumnMap,
    layout: Layout,
    *,
    objects: bool,
) -> Tally:
    name = candidate.name
    if name is None:
        references = set[int]() if is_reference(column) else None
        return Tally(read=as_recorded, references=references)
    place = place_of(columns, name, objects=objects)
    return Tally(
        read=lambda cell: place.read((cell,)),
        quantity=COLUMNS.get(name),
        commas=layout.decimal == ",",
        references=set() if name == REFERENCE else None,
    )


def _counted(
    table: Table, tallies: Sequence[Tally], odd: OddRows
) -> tuple[int, int, int]:
    """How many rows there are, how many of them are shifted, and the empty ones."""
    if isinstance(table, TextTable) and table.cells is not None:
        return _counted_by_cell(table.cells(), tallies)
    rows = shifted = empty = 0
    found: Iterator[Record | Cells | None]
    if isinstance(table, TextTable):
        found, separator = table.records(), table.separator
    else:
        found, separator = table.rows_or_gaps(), ""
    while part := [*itertools.islice(found, _AT_ONCE)]:
        filled = [row for row in part if row is not None]
        whole = [
            row.split(separator) if isinstance(row, str) else row[0]
            for row in filled
            if isinstance(row, str) or row[1] is None
        ]
        cells = [*zip(*whole, strict=True)]
        numbers = [
            number
            for number, row in enumerate(filled, rows + 1)
            if isinstance(row, str) or row[1] is None
        ]
        # What is no person would add its own faults to each column.
        apart = odd.look(cells, numbers)
        for tally, column in zip(tallies, cells, strict=False):
            tally.add(
                [cell for n, cell in enumerate(column) if n not in apart]
                if apart
                else column
            )
        rows += len(filled)
        shifted += len(filled) - len(whole)
        empty += len(part) - len(filled)
    return rows, shifted, empty


def _counted_by_cell(
    found: Iterator[SomeCells], tallies: Sequence[Tally]
) -> tuple[int, int, int]:
    rows = shifted = empty = 0
    recorded = [0] * len(tallies)
    while part := [*itertools.islice(found, _AT_ONCE)]:
        columns: dict[int, Counter[str]] = {}
        for row in part:
            if row is None:
                empty += 1
                continue
            rows += 1
            if isinstance(row, ShiftedRowError):
                shifted += 1
                continue
            for place, cell in row.items():
                columns.setdefault(place, Counter())[cell] += 1
        for place, cells in columns.items():
            tallies[place].count(cells.items())
            recorded[place] += cells.total()
    for tally, many in zip(tallies, recorded, strict=True):
        if blank := rows - shifted - many:
            tally.count([("", blank)])
    return rows, shifted, empty


def _fitting(column: Column) -> Column:
    """A column; without a candidate whose name is only alike if the values misfit."""
    tally, candidate = column.tally, column.candidate
    if candidate.name is None or candidate.sure or candidate.unit:
        return column
    fitting = tally.filled - tally.invalid
    if tally.filled and (fitting >= _FITTING * tally.filled or words_of(column)):
        return column
    return attrs.evolve(column, candidate=Candidate())


def _inspected(column: Column, count: int) -> InspectedColumn:
    """A column of the report; *count* columns have its name."""
    tally, candidate = column.tally, column.candidate
    measured = isinstance(tally.quantity, Measure) and candidate.name is not None
    translated = bool(words_of(column))
    looked_at = candidate.name or tally.references
    remarks = tuple(suspicions(tally, translated=translated)) if looked_at else ()
    if count > 1 and (candidate.name or candidate.others):
        remarks = (
            f"{count} columns have this name: a column map does not distinguish them, "
            f"so rename all but the right one in the file",
            *remarks,
        )
    if translated:
        remarks = (*remarks, "its words need a translation; the column map has a draft")
    return InspectedColumn(
        name=column.name,
        quantity=candidate.name,
        likeness=candidate.likeness,
        others=candidate.others,
        recorded=tally.filled,
        missing=tally.missing,
        invalid=tally.invalid if candidate.name is not None else 0,
        low=tally.low if measured and math.isfinite(tally.low) else None,
        high=tally.high if measured and math.isfinite(tally.high) else None,
        remarks=remarks,
    )


def _layout_lines(layout: Layout) -> Iterator[str]:
    packed = ", packed by gzip" if layout.packed else ""
    mark = "comma" if layout.decimal == "," else "point"
    if layout.format == "delimited":
        yield f"format: text{packed}"
        yield f"separator: {layout.separator_name}"
        yield f"decimal mark: {mark}"
    else:
        yield f"format: {_FORMATS[layout.format]}{packed}"
        if layout.decimal == ",":
            yield f"decimal mark of text: {mark}"
    if layout.encoding:
        yield f"encoding: {_encoding_name(layout)}"
    if layout.sheet is not None:
        hidden = "; it is hidden" if layout.hidden else ""
        yield f"sheet: {shown(layout.sheet)} (of {layout.sheets}{hidden})"
    if layout.format in {"delimited", "xlsx"}:
        unit = "line" if layout.format == "delimited" else "row"
        above = (
            f" ({unit}s above it, not read: {layout.titles})" if layout.titles else ""
        )
        yield f"header: {unit} {layout.header_row}{above}"
    if layout.trailing:
        yield "end of each row: a separator that is one too many"


def _encoding_name(layout: Layout) -> str | None:
    return "utf-8" if layout.encoding == "utf-8-sig" else layout.encoding


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows of a table with columns of equal width."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _plain(name: str) -> str:
    """A name without characters that act on a terminal."""
    return name if name.isprintable() else shown(name)
