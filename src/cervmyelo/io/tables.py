"""
Table files read as people, row by row.
"""

from __future__ import annotations

import collections
import functools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeAlias, Unpack, assert_never

import attrs

from cervmyelo.column_maps import REFERENCE, ColumnMap, Source, read_reference
from cervmyelo.errors import (
    CervmyeloError,
    DocumentError,
    DuplicateFieldError,
    InvalidRecordError,
    UnknownFieldError,
)
from cervmyelo.field_types import expect, typed
from cervmyelo.models.derived_answers import DERIVED
from cervmyelo.models.ends import ENDS, with_ends
from cervmyelo.models.missing import COLUMNS
from cervmyelo.models.patient import (
    QUANTITIES,
    checked_reference,
    hints_at_quantities,
)
from cervmyelo.names import nearest, plain_name, shown

from .decimal_marks import with_point
from .detection import delimited_table
from .files import file_path
from .inputs import Input, table_format_of
from .json_layouts import FHIR, OF_FHIR
from .layouts import Decimal, Layout, Names, ReadOptions, asked_for
from .parquet import INDEX, ParquetTable, parquet_table
from .patients import Reading, RecordReader, valid_reference
from .text_tables import Cells, TextTable

__all__ = [
    "Place",
    "Row",
    "Sheet",
    "Table",
    "found_once",
    "names_in",
    "open_sheet",
    "open_table",
    "place_of",
    "read_table",
    "table_of",
]

Table: TypeAlias = TextTable | ParquetTable
"""The cells of a file of any kind."""

_NAMED: Final = 6
_NARROW: Final = 16
"""Up to so many cells, rows are looked up among those that were read."""

_REMEMBERED: Final = 2**14
_SHORT: Final = 64
"""Up to so many characters, a cell is looked up among those that were read."""
_KNOWN: Final = {REFERENCE, *QUANTITIES}


@attrs.frozen(kw_only=True)
class Row:
    """
    A row of a table: the patient that was read, and the cells as they are in the file.

    Attributes:
        reading: The patient, or the reasons why the row is invalid.

        cells: The cells, unchanged: typed in Parquet, text in all other files. A
            shifted row has more or fewer cells than there are columns.
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

        decimal: The decimal mark of the file.
    """

    name: str
    indices: tuple[int, ...]
    source: Source | None
    decimal: Decimal = "."

    def read(self, cells: Sequence[object]) -> object:
        """
        The value of the cells of these columns; None if nothing was recorded.

        Raises:
            CervmyeloError: If a cell is invalid.
        """
        if self.source is None:
            return read_reference(*cells)
        if self.decimal == ",":
            cells = [*map(with_point, cells)]
        return self.source.read(cells)


_Words: TypeAlias = dict[tuple[str, str], object]
"""What the words of columns mean, or why they are invalid, by column and word."""


def _value_or_error(place: Place, cells: Sequence[object]) -> object:
    """The value of the cells of a place; the error if they are invalid."""
    try:
        return place.read(cells)
    except CervmyeloError as error:
        return error.with_traceback(None)


def _named(
    same: Reading, number: int, place: Place | None, cells: Sequence[object]
) -> Reading | None:
    """
    What was read of another row with the same facts, for the person of this row.

    None if the reference of either row is invalid, which is a problem of its own.
    """
    if place is None:
        return same
    cell = place.read([cells[at] for at in place.indices])
    if cell == same.ref:
        return same
    if same.ref is not None and valid_reference(same) is None:
        return None
    try:
        return same.named(checked_reference(cell), number)
    except CervmyeloError:
        return None


@attrs.frozen(kw_only=True, field_transformer=typed)
class Sheet:
    """
    A table file with a valid header; iterate over it for its rows.

    The rows are read while iterating, and again for each iteration. A row in which
    every cell is blank is not a person and is left out.

    Attributes:
        path: The file; ``-`` for standard input.

        table: Its cells.

        columns: The column map by which it is read.

    Raises:
        InvalidRecordError: If a column is unknown or given twice; the message names
            the nearest name.

        DocumentError: If no column is known.
    """

    path: Path
    table: Table = attrs.field(repr=False)
    columns: ColumnMap = attrs.field(factory=ColumnMap)

    def __attrs_post_init__(self) -> None:
        unknown = tuple(self._not_known())
        if not any(self.names):
            if FHIR in self.header:
                raise DocumentError(OF_FHIR)
            if self.columns.pass_through and not self.columns.columns:
                raise DocumentError(
                    "The column map maps no column and passes them through. Write what "
                    'they are under [columns], such as "mJOA" = "mjoa_total"; a line '
                    "that begins with # is not used, and what is mapped cannot be "
                    "passed through."
                )
            # Without a header the first line is a person, so no name is repeated.
            raise DocumentError(
                "No column has a name of the data dictionary or of the column map. "
                "The first line must hold the names of the columns; `cervmyelo schema "
                "columns` lists them, and a column map translates others. `cervmyelo "
                "inspect` shows what is in the file and drafts a column map. If it is "
                "split wrongly, give --separator or --header-row (in Python separator= "
                "or header_row=)."
            )
        problems = (
            *unknown,
            *self._not_in_file(),
            *self._twice(),
            *self._two_kinds_of_ends(),
        )
        if problems:
            raise InvalidRecordError(problems)

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, as in the file."""
        return self.table.header

    @property
    def layout(self) -> Layout:
        """How the file is laid out."""
        return self.table.layout

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
        for number, (reading, cells) in enumerate(self._people(), 1):
            here = reading if reading.number == number else reading.at(number)
            yield Row(reading=here, cells=cells)

    @property
    def people(self) -> Iterator[Reading]:
        """What was read of each row; of rows that are alike, perhaps once."""
        return (reading for reading, _ in self._people())

    def _people(self) -> Iterator[tuple[Reading, tuple[object, ...]]]:
        known: dict[tuple[object, ...], Reading] = {}
        reader = RecordReader()
        words: _Words = {}
        text = isinstance(self.table, TextTable)
        facts = [at for each in self.places if each.source for at in each.indices]
        named = next((each for each in self.places if each.source is None), None)
        for number, (cells, problem) in enumerate(self.raw(), 1):
            if problem is not None:
                reading = Reading.unreadable(number, problem)
            elif text and len(facts) <= _NARROW:
                # Rows with the same facts are the same person to every rule.
                key = tuple([cells[at] for at in facts])
                same = known.get(key)
                if same is not None:
                    same = _named(same, number, named, cells)
                reading = same or self._read(number, cells, reader, words)
                if same is None and len(known) < _REMEMBERED:
                    known.setdefault(key, reading)
            else:
                reading = self._read(number, cells, reader, words)
            yield reading, cells

    def raw(self) -> Iterator[Cells]:
        """The cells of each row, and why none of them can be trusted, if any."""
        return self.table.rows()

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
            Place(
                name,
                tuple(where[each] for each in source.columns),
                source,
                self.layout.decimal,
            )
            for name, source in self._sources.items()
        )
        return tuple(sorted((*references, *quantities), key=lambda each: each.indices))

    def reading(self, number: int, cells: Sequence[object]) -> Reading:
        """
        The person in a row.

        Args:
            number: The place of the row, from 1.

            cells: Its cells, one for each column.
        """
        return self._read(number, cells, RecordReader(), {})

    def _read(
        self,
        number: int,
        cells: Sequence[object],
        reader: RecordReader,
        words: _Words,
    ) -> Reading:
        record: dict[str, object] = dict(self.columns.constants)
        for place in self.places:
            index, *others = place.indices
            cell = cells[index]
            if others or type(cell) is not str or len(cell) > _SHORT:
                value = _value_or_error(place, [cells[at] for at in place.indices])
            elif (key := (place.name, cell)) in words:
                # A column has few different words as a rule, and each is read once.
                value = words[key]
            else:
                value = _value_or_error(place, (cell,))
                if len(words) < _REMEMBERED:
                    words[key] = value
            if value is not None:
                record[place.name] = value
        return reader.read(with_ends(record), number)

    @functools.cached_property
    def _sources(self) -> dict[str, Source]:
        found = self.columns.sources(self._stripped)
        objects = objects_in(self.table)
        return {
            name: source
            if objects.isdisjoint(source.columns)
            else attrs.evolve(source, code=attrs.evolve(source.code, objects=True))
            for name, source in found.items()
        }

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
        return column if column in _KNOWN or column in COLUMNS else None

    def _not_known(self) -> Iterator[CervmyeloError]:
        unknown = [
            column
            for column, name in zip(self._stripped, self.names, strict=True)
            if name is None
            and column not in self.columns.placed
            and not self.columns.all_pass
            and not INDEX.fullmatch(column)
        ]
        if "" in unknown and self._is_empty_without_a_name():
            unknown = [column for column in unknown if column]
        if unknown:
            first = [shown(column) or "(no name)" for column in unknown[:_NAMED]]
            more = len(unknown) - len(first)
            hint_at = hints_at_quantities(_KNOWN - {*self.names})
            present = {plain_name(name): name for name in self.names if name}
            hints = (
                f"{shown(column)}: {hint}"
                for column in unknown[:_NAMED]
                if (
                    hint := DERIVED.get(column)
                    or _repeated(present.get(plain_name(column)))
                    or hint_at(column)
                )
            )
            yield UnknownFieldError(
                ", ".join(first) + (f" and {more} more" if more else ""),
                "unknown column" if len(unknown) == 1 else "unknown columns",
                "the names in the data dictionary",
                " ".join((*hints, *_ways_out(unknown))),
            )

    def _is_empty_without_a_name(self) -> bool:
        """Whether columns without a name hold nothing, as those next to a table do."""
        places = [at for at, column in enumerate(self._stripped) if not column]
        return all(
            cell is None or (isinstance(cell, str) and not cell.strip())
            for cells, problem in self.raw()
            if problem is None
            for cell in map(cells.__getitem__, places)
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
            # Columns that are not read may have the same name, or none.
            if name is not None:
                sources.setdefault(name, []).append(column)
        for name, columns in sources.items():
            source = self._sources.get(name)
            if name in self.columns.constants:
                columns.append("a constant of the column map")
            elif source is not None and sorted(columns) == sorted(source.columns):
                continue
            if len(columns) > 1:
                yield DuplicateFieldError(
                    shown(name),
                    f"{len(columns)} ({', '.join(map(shown, columns))})",
                    "one column or one constant",
                    "Rename, remove or map one of them.",
                )

    def _two_kinds_of_ends(self) -> Iterator[CervmyeloError]:
        for name, source in self._sources.items():
            ends = [e.name for e in ENDS.get(name, ()) if e.name in self._sources]
            if source.code.in_part and ends:
                yield DuplicateFieldError(
                    name,
                    f"a column with ranges and the column {ends[0]}",
                    "one of them",
                    "Pass the other one through.",
                )


def _repeated(name: str | None) -> str:
    """The hint on a column with nearly the name of one that is there, if it is one."""
    return "" if name is None else f"It repeats {name}, which another column holds."


def _ways_out(unknown: Sequence[str]) -> Iterator[str]:
    """How to go on with columns that no name explains."""
    yield (
        "Map it, or pass it through, with a column map; `cervmyelo inspect` drafts one."
    )
    if "" in unknown:
        yield 'The name of a column without a name is "".'


def found_once(columns: Iterable[str], header: Sequence[str]) -> None:
    """
    Check that one column alone has each name by which columns are asked for.

    Args:
        columns: The names.

        header: The names of the columns.

    Raises:
        DuplicateFieldError: If several columns have one of them.
    """
    counts = collections.Counter(map(str.strip, header))
    for column in columns:
        count = counts[column.strip()]
        if count > 1:
            raise DuplicateFieldError(
                shown(column),
                f"{count}",
                "one column of this name",
                "Rename the others.",
            )


def objects_in(table: Table) -> frozenset[str]:
    """The columns with objects of JSON, which say what is known in part."""
    return table.objects if isinstance(table, TextTable) else frozenset()


def place_of(columns: ColumnMap, name: str, *, objects: bool = False) -> Place:
    """
    How the cells of one column are read, wherever it is.

    Args:
        columns: The column map.

        name: The quantity that it holds.

        objects: Whether cells can hold objects of JSON.
    """
    if name == REFERENCE:
        return Place(name, (0,), None)
    code = attrs.evolve(columns.code(COLUMNS[name]), objects=objects)
    return Place(name, (0,), Source(columns=(name,), code=code))


def names_in(columns: ColumnMap) -> Names:
    """
    The names that the data dictionary and a column map expect in a file.

    Args:
        columns: The column map.
    """
    expect("columns", columns, ColumnMap)
    mapped = {
        column: None if how == "dates" else COLUMNS.get(name)
        for name, (read, how) in columns.stated.items()
        for column in read
    }
    alone = dict.fromkeys(columns.placed)
    return Names({REFERENCE: None, **COLUMNS, **alone, **mapped})


def table_of(source: Input, names: Names, options: ReadOptions) -> Table:
    """
    The cells of a file of any kind; no more is read than its layout takes.

    Args:
        source: The file.

        names: What the names of columns mean.

        options: How to read it, where that is not certain.

    Raises:
        DocumentError: If the file cannot be read as a table.

        FieldError: If an option is not valid.

        OSError: If the file cannot be opened.
    """
    kind = table_format_of(source)
    asked = asked_for(kind, options)
    match kind:
        case "delimited":
            return delimited_table(source, asked, names)
        case "jsonl":
            from .json_lines import json_lines_table

            return json_lines_table(source, asked)
        case "xlsx":
            from .workbooks import workbook_table

            return workbook_table(source, asked, names)
        case "parquet":
            return parquet_table(source)
        case _:
            assert_never(kind)


def open_sheet(source: Input, columns: ColumnMap | None, options: ReadOptions) -> Sheet:
    """
    A table from a file or from standard input.

    Args:
        source: The file.

        columns: Which column is which quantity.

        options: How to read it, where that is not certain.

    Raises:
        DocumentError: If it cannot be read as a table.

        InvalidRecordError: If a column is unknown or given twice.

        FieldError: If an option is not valid.

        OSError: If the file cannot be opened.
    """
    columns = columns or ColumnMap()
    table = table_of(source, names_in(columns), options)
    return Sheet(path=source.path, table=table, columns=columns)


def open_table(
    path: str | Path,
    columns: ColumnMap | None = None,
    **options: Unpack[ReadOptions],
) -> Sheet:
    r"""
    A table file; only its beginning is read (JSON Lines are read once for their keys).

    What is certain is found: the separator, a decimal comma, UTF-8 and UTF-16, lines
    above the header, a separator at the end of each row. `Sheet.layout` shows it.

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "clinic.csv")
    >>> _ = path.write_text("ref;age_years\n007;61\n")
    >>> sheet = open_table(path)
    >>> sheet.layout.separator
    ';'

    Args:
        path: A file whose name ends in .csv, .tsv, .tab, .txt, .jsonl, .ndjson, .xlsx
            or .parquet. Text can be packed by gzip.

        columns: Which column is which quantity; without it, the columns have names
            of the data dictionary.

        options: How to read the file where that is not certain; see `ReadOptions`.

    Raises:
        DocumentError: If the file cannot be read as a table, or its layout is not
            certain; the message names the option that settles it.

        InvalidRecordError: If a column is unknown or given twice.

        FieldError: If an option is not valid.

        OSError: If the file cannot be opened.
    """
    return open_sheet(Input(path=file_path(path)), columns, options)


def read_table(
    path: str | Path,
    columns: ColumnMap | None = None,
    **options: Unpack[ReadOptions],
) -> Iterator[Reading]:
    r"""
    The patients of a table file, row by row.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "clinic.csv")
    ...     _ = file.write_text("ref;age_years\n007;61\n;\n008;sixty\n")
    ...     readings = list(read_table(file))
    >>> readings[0].ref, readings[0].patient.age_years
    ('007', 61)
    >>> readings[1].patient is None, [each.code for each in readings[1].problems]
    (True, ['wrong_kind'])

    Args:
        path: A table file, as `open_table` takes it.

        columns: Which column is which quantity; without it, the columns have names
            of the data dictionary.

        options: How to read the file where that is not certain; see `ReadOptions`.

    Raises:
        DocumentError: If the file cannot be read as a table, or its layout is not
            certain; the message names the option that settles it.

        InvalidRecordError: If a column is unknown or given twice.

        FieldError: If an option is not valid.

        OSError: If the file cannot be opened.
    """
    return (row.reading for row in open_table(path, columns, **options))
