"""
Table files read as people, row by row.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import attrs

from cervmyelo.errors import (
    CervmyeloError,
    DocumentError,
    DuplicateFieldError,
    InvalidRecordError,
    UnknownFieldError,
    nearest,
)
from cervmyelo.field_types import typed
from cervmyelo.models.missing import RECORDABLE
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.names import shown
from cervmyelo.quantity import Quantity, Value

from . import delimited, parquet
from .cells import read_cell, read_reference
from .column_maps import REFERENCE, ColumnMap
from .delimited import DELIMITERS, Cells
from .files import file_path
from .patients import Reading, read_record

__all__ = ["Place", "Row", "Sheet", "header_of", "open_table", "read_table"]

_NAMED: Final = 6
_KNOWN: Final = (REFERENCE, *QUANTITIES)


@attrs.frozen(kw_only=True)
class Row:
    """
    A row of a table: the patient that was read, and the cells as they are in the file.

    Attributes:
        reading: The patient, or the reasons why the row is invalid.

        cells: The cells, unchanged: text in CSV and TSV, typed in Parquet. A shifted
            row has more or fewer cells than there are columns.
    """

    reading: Reading
    cells: tuple[object, ...] = attrs.field(repr=False)


@attrs.frozen
class Place:
    """
    A column that is read: where it is, and how its cells are translated.

    Attributes:
        index: Its place among the columns, from 0.

        name: The quantity, or ``ref``.

        quantity: The quantity; None for the reference.

        words: What the words of the file mean, if the column map translates them.

        missing: The words, in lower case, that mean *not recorded*.
    """

    index: int
    name: str
    quantity: Quantity | None
    words: Mapping[str, Value] | None
    missing: frozenset[str]

    def read(self, cell: object) -> object:
        """
        The value of a cell; None if nothing was recorded.

        Raises:
            CervmyeloError: If the cell is invalid.
        """
        if self.quantity is None:
            return read_reference(cell)
        return read_cell(self.quantity, cell, words=self.words, missing=self.missing)


@attrs.frozen(kw_only=True, field_transformer=typed)
class Sheet:
    """
    A table file with a valid header; iterate over it for its rows.

    The rows are read while iterating, and again for each iteration.

    Attributes:
        path: The file.

        header: The names of the columns, as in the file.

        columns: The column map by which it is read.

    Raises:
        InvalidRecordError: If a column is unknown or given twice; the message names
            the nearest name.

        DocumentError: If no column is known.
    """

    path: Path
    header: tuple[str, ...]
    columns: ColumnMap = attrs.field(factory=ColumnMap)

    def __attrs_post_init__(self) -> None:
        unknown = tuple(self._not_known())
        if not any(self.names):
            # Without a header the first line is a person, so no name is repeated.
            raise DocumentError(
                "No column has a name of the data dictionary or of the column map. "
                "The first line must hold the names of the columns; `cervmyelo schema "
                "columns` lists them, and a column map translates others."
            )
        problems = (*unknown, *self._not_in_file(), *self._twice())
        if problems:
            raise InvalidRecordError(problems)

    @functools.cached_property
    def names(self) -> tuple[str | None, ...]:
        """For each column the quantity it holds, or None if it is not read."""
        return tuple(map(self._name, self._stripped))

    @functools.cached_property
    def left_alone(self) -> tuple[str, ...]:
        """The columns that are not read."""
        pairs = zip(self.header, self.names, strict=True)
        return tuple(column for column, name in pairs if name is None)

    def __iter__(self) -> Iterator[Row]:
        for number, (cells, problem) in enumerate(self.raw(), 1):
            if problem is not None:
                reading = Reading.unreadable(number, problem)
            else:
                reading = self._read(number, cells)
            yield Row(reading=reading, cells=cells)

    def raw(self) -> Iterator[Cells]:
        """The cells of each row, and why none of them can be trusted, if any."""
        if self.path.suffix.lower() == ".parquet":
            return parquet.rows(self.path)
        delimiter = DELIMITERS[self.path.suffix.lower()]
        return delimited.rows(self.path, delimiter, len(self.header))

    @functools.cached_property
    def places(self) -> tuple[Place, ...]:
        """The columns that are read."""
        missing = self.columns.missing_words
        return tuple(
            Place(
                index,
                name,
                RECORDABLE.get(name),
                self.columns.values.get(name),
                missing,
            )
            for index, name in enumerate(self.names)
            if name is not None
        )

    def _read(self, number: int, cells: tuple[object, ...]) -> Reading:
        record: dict[str, object] = dict(self.columns.constants)
        for place in self.places:
            try:
                value = place.read(cells[place.index])
            except CervmyeloError as error:
                value = error
            if value is not None:
                record[place.name] = value
        return read_record(record, number)

    @functools.cached_property
    def _stripped(self) -> tuple[str, ...]:
        return tuple(column.strip() for column in self.header)

    def _name(self, column: str) -> str | None:
        if column in self.columns.columns:
            return self.columns.columns[column]
        if column in self.columns.pass_through:
            return None
        return column if column in _KNOWN or column in RECORDABLE else None

    def _not_known(self) -> Iterator[CervmyeloError]:
        unknown = [
            column
            for column, name in zip(self._stripped, self.names, strict=True)
            if name is None and not self.columns.leaves_alone(column)
        ]
        if unknown:
            first = [shown(column) or "(no name)" for column in unknown[:_NAMED]]
            more = len(unknown) - len(first)
            hints = (
                f"{shown(column)}: {hint}"
                for column in unknown[:_NAMED]
                if (hint := nearest(column, _KNOWN))
            )
            yield UnknownFieldError(
                ", ".join(first) + (f" and {more} more" if more else ""),
                "unknown column" if len(unknown) == 1 else "unknown columns",
                "the names in the data dictionary",
                " ".join((*hints, "Map it, or pass it through, with a column map.")),
            )

    def _not_in_file(self) -> Iterator[CervmyeloError]:
        for column in self.columns.columns:
            if column not in self._stripped:
                yield UnknownFieldError(
                    shown(column),
                    "a column of the map that the file does not have",
                    "columns of the file",
                    nearest(column, self._stripped),
                )

    def _twice(self) -> Iterator[CervmyeloError]:
        sources: dict[str, list[str]] = {}
        for column, name in zip(self._stripped, self.names, strict=True):
            sources.setdefault(name or column, []).append(column)
        for name, columns in sources.items():
            if name in self.columns.constants:
                columns.append("a constant of the column map")
            if len(columns) > 1:
                yield DuplicateFieldError(
                    shown(name) or "(no name)",
                    f"{len(columns)} ({', '.join(map(shown, columns))})",
                    "one column or one constant",
                    "Rename, remove or map one of them.",
                )


def open_table(path: str | Path, columns: ColumnMap | None = None) -> Sheet:
    """
    A table file; only its header is read.

    Args:
        path: A file whose name ends in .csv, .tsv or .parquet.

        columns: Which column is which quantity; without it, the columns have names
            of the data dictionary.

    Raises:
        DocumentError: If the file cannot be read as a table.

        InvalidRecordError: If a column is unknown or given twice.

        OSError: If the file cannot be opened.
    """
    path = file_path(path)
    return Sheet(path=path, header=header_of(path), columns=columns or ColumnMap())


def header_of(path: Path) -> tuple[str, ...]:
    """
    The names of the columns of a table file.

    Args:
        path: A file whose name ends in .csv, .tsv or .parquet.

    Raises:
        DocumentError: If the file cannot be read as a table.

        OSError: If the file cannot be opened.
    """
    kind = path.suffix.lower()
    if kind == ".parquet":
        return parquet.header(path)
    if kind in DELIMITERS:
        return delimited.header(path, DELIMITERS[kind])
    raise DocumentError("The name of a table file must end in .csv, .tsv or .parquet.")


def read_table(path: str | Path, columns: ColumnMap | None = None) -> Iterator[Reading]:
    r"""
    The patients of a table file, row by row.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "clinic.csv")
    ...     _ = file.write_text("ref,age_years\n007,61\n008,sixty\n")
    ...     readings = list(read_table(file))
    >>> readings[0].ref, readings[0].patient.age_years
    ('007', 61)
    >>> readings[1].patient is None, [each.code for each in readings[1].problems]
    (True, ['wrong_kind'])

    Args:
        path: A file whose name ends in .csv, .tsv or .parquet.

        columns: Which column is which quantity; without it, the columns have names
            of the data dictionary.

    Raises:
        DocumentError: If the file cannot be read as a table.

        InvalidRecordError: If a column is unknown or given twice.

        OSError: If the file cannot be opened.
    """
    return (row.reading for row in open_table(path, columns))
