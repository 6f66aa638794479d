"""
Parquet files: rows with their types, in bounded memory.

The files are parsed by PyArrow and not by Polars: a damaged file ends in an error of
PyArrow, where Polars 2.1 prints a panic or asks for so much memory that the process is
ended. Each part is validated before Polars sees it.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from cervmyelo.errors import DocumentError, shown
from cervmyelo.extras import library

from .inputs import Input
from .layouts import Layout
from .lines import LONGEST_LINE
from .text_tables import Cells

if TYPE_CHECKING:
    import types

    import polars as pl

__all__ = ["INDEX", "ParquetTable", "parquet_table", "polars_module"]

INDEX: Final = re.compile(r"__index_level_[0-9]+__")
"""The name of a column that holds the index of a pandas frame without a name."""

_UNREADABLE: Final = "The file cannot be read as Parquet."
_DAMAGED: Final = "The file cannot be read to its end."
_AT_ONCE: Final = 8192
_BYTES_AT_ONCE: Final = 2**26
_FEW: Final = 16
_MOST_TIMES: Final = 200


@attrs.frozen(kw_only=True)
class ParquetTable:
    """
    A Parquet file.

    Attributes:
        source: The file.

        header: The names of the columns.

        layout: How the file is laid out.

        schema: The types of the columns in Polars, by their names.
    """

    source: Input
    header: tuple[str, ...]
    layout: Layout = attrs.field(factory=lambda: Layout(format="parquet"))
    schema: dict[str, Any] = attrs.field(factory=dict[str, Any], repr=False)

    def rows(self) -> Iterator[Cells]:
        """
        The rows that are not empty, one by one, as Python values.

        Raises:
            DocumentError: If the file is damaged.
        """
        for frame in self.frames():
            with _readable(_DAMAGED):
                part = frame.rows()
            for cells in part:
                yield cells, None

    def rows_or_gaps(self) -> Iterator[Cells | None]:
        """
        All rows, one by one; None for an empty one.

        Raises:
            DocumentError: If the file is damaged.
        """
        for frame in self._frames():
            with _readable(_DAMAGED):
                filled = frame.select(self._filled().alias("filled"))["filled"]
                part = frame.rows()
            for cells, full in zip(part, filled, strict=True):
                yield (cells, None) if full else None

    def frames(self) -> Iterator[pl.DataFrame]:
        """
        The rows that are not empty as Polars frames, in order.

        Raises:
            DocumentError: If the file is damaged.
        """
        for frame in self._frames():
            with _readable(_DAMAGED):
                part = frame.filter(self._filled())
            yield part

    def _frames(self) -> Iterator[pl.DataFrame]:
        import polars as pl

        pa = _arrow()
        with _opened(self.source, self._texts) as file:
            with _readable(_DAMAGED):
                at_once = _rows_at_once(file.metadata)
            batches = file.iter_batches(at_once, use_threads=False)
            while True:
                with _readable(_DAMAGED):
                    batch = next(batches, None)
                if batch is None:
                    return
                with _readable(_DAMAGED):
                    batch.validate(full=True)
                    parts = [*_small_parts(batch)]
                for start, length in parts:
                    with _readable(_DAMAGED):
                        part = batch.slice(start, length)
                        columns = [
                            each.dictionary_decode()
                            if name in self._texts
                            and isinstance(each, pa.DictionaryArray)
                            else each
                            for name, each in zip(
                                part.schema.names, part.columns, strict=True
                            )
                        ]
                        table = pa.Table.from_arrays(columns, part.schema.names)
                        frame = pl.DataFrame(table)
                        frame = frame.cast(cast("Any", self.schema))
                    yield frame

    @property
    def _texts(self) -> tuple[str, ...]:
        """The columns of strings and bytes, which are read without repetitions."""
        import polars as pl

        kinds = (pl.String, pl.Binary)
        return tuple(name for name, kind in self.schema.items() if kind in kinds)

    def _filled(self) -> Any:
        """Where a row has anything in it, apart from the index of a pandas frame."""
        import polars as pl

        def filled(name: str, kind: Any) -> Any:
            cell = pl.col(name)
            if kind == pl.String:
                return cell.str.strip_chars().fill_null("") != ""
            if kind.is_float():
                return cell.is_not_null() & cell.is_not_nan().fill_null(value=False)
            return cell.is_not_null()

        named = [n for n in self.schema if not INDEX.fullmatch(n)]
        if len(named) <= 1:
            # In a single column each null was written as a row on purpose.
            return pl.repeat(value=True, n=pl.len())
        return pl.any_horizontal(filled(name, self.schema[name]) for name in named)


def parquet_table(source: Input) -> ParquetTable:
    """
    A Parquet file; only what it says about its columns is read.

    Args:
        source: The file.

    Raises:
        DocumentError: If it is not a Parquet file, or has a column of a type that is
            not read, or polars or pyarrow is not installed.

        OSError: If it cannot be opened.
    """
    polars_module()
    with _opened(source, ()) as file:
        with _readable():
            schema = file.schema_arrow
            names = tuple(schema.names)
        if len({*names}) != len(names):
            # The check of the header names the columns.
            return ParquetTable(source=source, header=names)
        kinds = {name: _polars_type(name, schema.field(name)) for name in names}
    return ParquetTable(source=source, header=names, schema=kinds)


def polars_module() -> types.ModuleType:
    """
    The module ``polars``.

    Raises:
        NotInstalledError: If it is not installed.
    """
    library("polars", "cervmyelo[cli]")
    import polars as pl

    return pl


def _arrow(module: str = "pyarrow") -> Any:
    """A module of PyArrow, which has no types of its own."""
    return library(module, "cervmyelo[cli]")


def _polars_type(name: str, field: Any) -> Any:
    """The type that Polars has for a column."""
    import polars as pl

    pa = _arrow()
    if not _has_type(field.type):
        raise DocumentError(
            f"{shown(name)}: a column of type {shown(str(field.type))} is not read. "
            f"Write it as numbers with fewer digits, as text or as dates, or leave it "
            f"out."
        )
    with _readable():
        return pl.DataFrame(pa.schema([field]).empty_table()).schema[name]


def _has_type(kind: Any) -> bool:
    """Whether Polars has a type for a type of Arrow."""
    pa = _arrow()
    check: Callable[[Any], bool]
    if pa.types.is_nested(kind):
        return all(
            _has_type(kind.field(place).type) for place in range(kind.num_fields)
        ) and not (pa.types.is_union(kind) or pa.types.is_map(kind))
    if pa.types.is_dictionary(kind):
        return _has_type(kind.value_type)
    for check in (
        *(pa.types.is_boolean, pa.types.is_integer, pa.types.is_floating),
        *(pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view),
        *(pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view),
        *(pa.types.is_fixed_size_binary, pa.types.is_date, pa.types.is_timestamp),
        *(pa.types.is_time, pa.types.is_duration, pa.types.is_null),
        *(pa.types.is_decimal128,),
    ):
        if check(kind):
            return True
    return False


def _rows_at_once(metadata: Any) -> int:
    """How many rows of a file may be unpacked together, by what it says of itself."""
    most = _AT_ONCE
    for place in range(metadata.num_row_groups):
        group = metadata.row_group(place)
        size = group.total_byte_size // max(group.num_rows, 1)
        most = min(most, max(1, _BYTES_AT_ONCE // max(size, 1)))
        for column in map(group.column, range(group.num_columns)):
            size = column.total_uncompressed_size
            packed = max(column.total_compressed_size, 1)
            if size > _BYTES_AT_ONCE and size > _MOST_TIMES * packed:
                raise DocumentError(
                    f"A column is {_MOST_TIMES} times as long as in the file when it "
                    f"is unpacked, so this is not a table of patients."
                )
            # In lists a long text can be repeated, however short the file is.
            if "." in column.path_in_schema and column.physical_type == "BYTE_ARRAY":
                most = min(most, max(_FEW, _BYTES_AT_ONCE // max(size, 1)))
    return most


def _small_parts(batch: Any) -> Iterator[tuple[int, int]]:
    """Where parts of a batch start, and their lengths: small enough when unpacked."""
    pa = _arrow()
    pc = _arrow("pyarrow.compute")
    longest = 0
    for column in batch.columns:
        if not isinstance(column, pa.DictionaryArray):
            continue
        words = column.dictionary
        if not pa.types.is_nested(words.type) and len(words):
            with contextlib.suppress(pa.ArrowNotImplementedError):
                size = pc.max(pc.binary_length(words)).as_py() or 0
                if size > LONGEST_LINE:
                    raise DocumentError(
                        f"A cell is longer than {LONGEST_LINE} bytes, so this is not a "
                        f"table of patients."
                    )
                longest += size
    length = max(1, _BYTES_AT_ONCE // max(longest, 1))
    for start in range(0, batch.num_rows, length):
        yield start, min(length, batch.num_rows - start)


@contextlib.contextmanager
def _opened(source: Input, texts: Sequence[str]) -> Generator[Any]:
    """A Parquet file; columns of strings are read without repetitions."""
    pa = _arrow()
    if source.data is None:
        with source.path.open("rb"):
            pass  # a missing file is not a damaged one
    with _readable():
        bytes_ = (
            pa.OSFile(os.fsencode(source.path))  # names need not be UTF-8
            if source.data is None
            else pa.BufferReader(source.data)
        )
        file = _arrow("pyarrow.parquet").ParquetFile(
            bytes_,
            read_dictionary=[*texts],
            page_checksum_verification=True,
            thrift_string_size_limit=_BYTES_AT_ONCE,
            thrift_container_size_limit=_BYTES_AT_ONCE,
        )
    with file:
        yield file


@contextlib.contextmanager
def _readable(message: str = _UNREADABLE) -> Generator[None]:
    from polars.exceptions import PanicException, PolarsError

    # The messages may repeat what is in the file. A damaged file can fail in many
    # ways, and a date that Python cannot hold is an error of value or overflow.
    try:
        yield
    except DocumentError:
        raise
    except (
        *(_arrow().ArrowException, PolarsError, PanicException),
        *(OSError, ValueError, OverflowError, MemoryError, TypeError, KeyError),
    ):
        raise DocumentError(message) from None
