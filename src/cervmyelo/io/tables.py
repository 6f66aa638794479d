"""
Table files read as people, row by row.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import attrs

from cervmyelo.column_maps import REFERENCE, ColumnMap, Source, read_reference
from cervmyelo.errors import (
    CervmyeloError,
    DocumentError,
    DuplicateFieldError,
    InvalidRecordError,
    UnknownFieldError,
)
from cervmyelo.field_types import typed
from cervmyelo.models.missing import RECORDABLE
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.names import nearest, shown

from . import delimited, parquet
from .delimited import DELIMITERS, Cells
from .files import file_path
from .patients import Reading, read_record

__all__ = ["Place", "Row", "Sheet", "open_table", "read_table"]

_NAMED: Final = 6
_KNOWN: Final = {REFERENCE, *QUANTITIES}


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
    What is read of a row: a quantity or the reference, and where it is.

    Attributes:
        name: The quantity, or ``ref``.

        indices: The places of its columns, from 0: one, or two for what is read from
            both sides or from two dates.

        source: How the cells are read; None for the reference.
    """

    name: str
    indices: tuple[int, ...]
    source: Source | None

    def read(self, cells: Sequence[object]) -> object:
        """
        The value of the cells of these columns; None if nothing was recorded.

        Raises:
            CervmyeloError: If a cell is invalid.
        """
        if self.source is None:
            return read_reference(*cells)
        return self.source.read(cells)


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
        """What is read, in the order of the columns."""
        where = {name: place for place, name in enumerate(self._stripped)}
        references = (
            Place(name, (place,), None)
            for place, name in enumerate(self.names)
            if name == REFERENCE
        )
        quantities = (
            Place(name, tuple(where[each] for each in source.columns), source)
            for name, source in self._sources.items()
        )
        return tuple(sorted((*references, *quantities), key=lambda each: each.indices))

    def _read(self, number: int, cells: tuple[object, ...]) -> Reading:
        record: dict[str, object] = dict(self.columns.constants)
        for place in self.places:
            try:
                value = place.read([cells[index] for index in place.indices])
            except CervmyeloError as error:
                value = error
            if value is not None:
                record[place.name] = value
        return read_record(record, number)

    @functools.cached_property
    def _sources(self) -> dict[str, Source]:
        return self.columns.sources(self._stripped)

    @functools.cached_property
    def _stripped(self) -> tuple[str, ...]:
        return tuple(column.strip() for column in self.header)

    @functools.cached_property
    def _quantities(self) -> dict[str, str]:
        """The quantity, or ``ref``, that each column is read for."""
        found = {
            column: name
            for name, source in self._sources.items()
            for column in source.columns
        }
        references = [c for c, n in self.columns.columns.items() if n == REFERENCE]
        if REFERENCE not in self.columns.placed:
            references.append(REFERENCE)
        return {**found, **dict.fromkeys(references, REFERENCE)}

    def _name(self, column: str) -> str | None:
        if column in self.columns.placed:
            return self._quantities.get(column)
        return column if column in _KNOWN or column in RECORDABLE else None

    def _not_known(self) -> Iterator[CervmyeloError]:
        unknown = [
            column
            for column, name in zip(self._stripped, self.names, strict=True)
            if name is None
            and column not in self.columns.placed
            and not self.columns.all_pass
        ]
        if unknown:
            first = [shown(column) or "(no name)" for column in unknown[:_NAMED]]
            more = len(unknown) - len(first)
            hints = (
                f"{shown(column)}: {hint}"
                for column in unknown[:_NAMED]
                if (hint := nearest(column, [*_KNOWN - {*self.names}]))
            )
            yield UnknownFieldError(
                ", ".join(first) + (f" and {more} more" if more else ""),
                "unknown column" if len(unknown) == 1 else "unknown columns",
                "the names in the data dictionary",
                " ".join((*hints, "Map it, or pass it through, with a column map.")),
            )

    def _not_in_file(self) -> Iterator[CervmyeloError]:
        stated = self.columns.stated.values()
        for column in (each for columns, _ in stated for each in columns):
            if column not in self._stripped and not self.columns.is_optional(column):
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
            source = self._sources.get(name)
            if name in self.columns.constants:
                columns.append("a constant of the column map")
            elif source is not None and sorted(columns) == sorted(source.columns):
                continue
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
    kind = path.suffix.lower()
    if kind == ".parquet":
        names = parquet.header(path)
    elif kind in DELIMITERS:
        names = delimited.header(path, DELIMITERS[kind])
    else:
        raise DocumentError(
            "The name of a table file must end in .csv, .tsv or .parquet."
        )
    return Sheet(path=path, header=names, columns=columns or ColumnMap())


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
