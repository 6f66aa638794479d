"""
Tables of any length as frames: read, graded and written piece by piece.

A text file is read line by line, so that a stray quotation mark or a row with too many
or too few cells costs that line alone. All else is left to Polars, which holds a few
pieces of the file at a time and never the whole of it.
"""

from __future__ import annotations

import codecs
import collections
import contextlib
import io
import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from cervmyelo.cohort import Applicable, assess_cohort, rules_for
from cervmyelo.cohort.texts import MEANINGS, as_read, constant
from cervmyelo.errors import DocumentError
from cervmyelo.forms import Form
from cervmyelo.io import ColumnMap, Sheet, open_table
from cervmyelo.io.delimited import QUOTES, of_another_width
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Fact, Quantity

from .terminal import UsageError

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Stream", "open_stream"]

_OURS: Final = "cervmyelo__file_"
_LINE: Final = f"{_OURS}line"
_CELLS: Final = f"{_OURS}cells"
_BROKEN: Final = f"{_OURS}broken"
_SHIFTED: Final = f"{_OURS}shifted"
_EXTRA: Final = "extra_cells"
_PROBLEMS: Final = "problems"
_DELIMITERS: Final = {".csv": ",", ".tsv": "\t"}
_AT_ONCE: Final = 2**20
_LONE_RETURN: Final = re.compile(rb"\r[^\n]")
_MANY: Final = 10**9
"""Stands for a number of cells in a text, until a row brings its own."""


@attrs.frozen(kw_only=True)
class Stream:
    """
    A table file that is read only as it is written.

    Attributes:
        sheet: The file, with its header and its column map.

        frame: Its rows: its own columns, and those that are read.

        kept: The columns that are written, as they stand in the file.

        columns: For each column that is read, its quantity.

        shifted: Whether rows can have too many or too few cells.
    """

    sheet: Sheet
    frame: pl.LazyFrame
    kept: tuple[str, ...]
    columns: Mapping[str, str]
    shifted: bool

    def applicable(self) -> Applicable:
        """The rules that it has the columns for, and what the others lack."""
        return rules_for(self.frame, self.columns)

    def graded(self, rules: Sequence[Form | str], *, bounds: bool) -> pl.LazyFrame:
        """
        The rows with a column for each rule.

        Args:
            rules: The rules, or their names.

            bounds: Whether to add what is still possible, and the status.

        Raises:
            CohortError: If a rule looks at a column that the file lacks, or a column
                that would be added is there already.
        """
        import polars as pl

        facts = {
            name: MEANINGS
            for name in self.columns.values()
            if isinstance(QUANTITIES[name], Fact)
        }
        made = assess_cohort(
            self.frame, *rules, bounds=bounds, columns=self.columns, values=facts
        )
        if self.shifted:
            told = pl.coalesce(pl.col(_SHIFTED), pl.col(_PROBLEMS))
            made = made.with_columns(told.alias(_PROBLEMS))
        given = {*self.frame.collect_schema()}
        added = [name for name in made.collect_schema() if name not in given]
        return made.select(*self.kept, *added)

    def write(
        self, graded: pl.LazyFrame, target: Path, kind: str, told: Callable[[int], None]
    ) -> tuple[int, int]:
        """
        Write graded rows, piece by piece.

        Args:
            graded: The rows.

            target: The file.

            kind: Its format: "csv", "tsv" or "parquet".

            told: What is told how many rows are done, after each piece.

        Returns:
            How many rows there are, and how many of them are flagged.

        Raises:
            DocumentError: If the file that is read turns out to be damaged.
        """
        import polars as pl

        counts = collections.Counter[str]()

        def counted(piece: pl.DataFrame) -> pl.DataFrame:
            counts["rows"] += piece.height
            counts["flagged"] += piece[_PROBLEMS].count()
            told(counts["rows"])
            return piece

        graded = graded.map_batches(counted, streamable=True)
        how: dict[str, Any] = {}
        if kind != "parquet":
            how["separator"] = _DELIMITERS[f".{kind}"]
            # An empty text would be written in quotation marks, nothing as nothing.
            texts = pl.col(pl.String)
            graded = graded.with_columns(pl.when(texts != "").then(texts))
        name = "parquet" if kind == "parquet" else "csv"
        with _readable():
            getattr(graded, f"sink_{name}")(target, **how)
        return counts["rows"], counts["flagged"]


def open_stream(path: Path, columns: Path | None) -> Stream:
    """
    A table file, of which only the header has been read.

    Args:
        path: A file whose name ends in .csv, .tsv or .parquet.

        columns: A file with a column map.

    Raises:
        CervmyeloError: If it cannot be read as a table.

        OSError: If a file cannot be opened.
    """
    if path.suffix.lower() not in (*_DELIMITERS, ".parquet"):
        raise UsageError("The name of the file must end in .csv, .tsv or .parquet.")
    sheet = open_table(path, None if columns is None else ColumnMap.read(columns))
    if path.suffix.lower() == ".parquet":
        import polars as pl

        return _to_be_read(sheet, pl.scan_parquet(path, glob=False), sheet.header)
    frame, extra = _split(sheet)
    return _to_be_read(sheet, frame, (*sheet.header, *extra), shifted=True)


def _found(frame: pl.LazyFrame) -> tuple[Any, ...]:
    """The one row of a frame, worked out piece by piece."""
    (row,) = frame.collect(engine="streaming").rows()
    return tuple(row)


def _to_be_read(
    sheet: Sheet, frame: pl.LazyFrame, kept: Sequence[str], *, shifted: bool = False
) -> Stream:
    """The columns of a file with those that rules look at beside them."""
    import polars as pl

    m: Any = pl
    schema = frame.collect_schema()
    made: dict[str, Any] = {}
    for column, name in zip(sheet.header, sheet.names, strict=True):
        if name is not None and name in QUANTITIES:
            made[name] = as_read(
                m,
                QUANTITIES[name],
                column,
                schema[column],
                words=sheet.columns.values.get(name),
                missing=sheet.columns.missing_words,
            )
    for name, value in sheet.columns.constants.items():
        made[name] = constant(m, QUANTITIES[name], value)
    if shifted:
        row = pl.col(_SHIFTED).is_not_null()
        made = {
            name: pl.when(row).then(_wrong(QUANTITIES[name])).otherwise(each)
            for name, each in made.items()
        }
    return Stream(
        sheet=sheet,
        frame=frame.with_columns(**{f"{_OURS}{n}": each for n, each in made.items()}),
        kept=tuple(kept),
        columns={f"{_OURS}{name}": name for name in made},
        shifted=shifted,
    )


def _wrong(quantity: Quantity) -> Any:
    """What a row holds of a quantity if none of its cells can be trusted."""
    import polars as pl

    m: Any = pl
    return constant(m, quantity, None)


def _split(sheet: Sheet) -> tuple[pl.LazyFrame, tuple[str, ...]]:
    """The rows of a text file in their cells, and the column for cells beyond."""
    import polars as pl

    if any(not name.isprintable() for name in sheet.header):
        raise DocumentError("The header runs over several lines. Put it on one.")
    path, width = sheet.path, len(sheet.header)
    delimiter = _DELIMITERS[path.suffix.lower()]
    above, quoted = _looked_over(path)
    with _readable():
        lines = _lines(path, above).filter(pl.col(_LINE).is_not_null())
        cells, broken = _cells(pl.col(_LINE), delimiter, quoted=quoted)
        frame = lines.with_columns(cells.alias(_CELLS), broken.alias(_BROKEN))
        count = pl.col(_CELLS).list.len()
        (most,) = _found(frame.select(count.max()))
    extra: dict[str, Any] = {}
    if most is not None and most > width:
        if _EXTRA in sheet.header:
            raise UsageError(
                f"The input already has a column {_EXTRA}, which the output would add. "
                f"Rename it."
            )
        beyond = pl.col(_CELLS).list.slice(width)
        extra[_EXTRA] = beyond.list.eval(_quoted(pl.element())).list.join(",")
    split = frame.with_columns(
        *(
            pl.col(_CELLS).list.get(place, null_on_oob=True).fill_null("").alias(name)
            for place, name in enumerate(sheet.header)
        ),
        **extra,
        **{_SHIFTED: _told(width)},
    )
    return split.drop(_LINE, _CELLS, _BROKEN), tuple(extra)


def _lines(path: Path, above: int) -> pl.LazyFrame:
    """The lines of a file from a place on, read a few at a time."""
    import polars as pl
    from polars.io.plugins import register_io_source

    # No file has the separator, so every line is one cell.
    how: dict[str, Any] = {
        "has_header": False,
        "separator": "\0",
        "quote_char": None,
        "schema": {_LINE: pl.String},
        "raise_if_empty": False,
        "glob": False,
    }

    # scan_csv() holds all of a file by the time it has read it.
    def pieces(
        columns: list[str] | None,
        predicate: pl.Expr | None,
        rows: int | None,  # noqa: ARG001 -- Polars calls it so, and cuts what it takes
        at_once: int | None,  # noqa: ARG001
    ) -> Iterator[pl.DataFrame]:
        with path.open("rb") as file:
            for _ in range(above):
                file.readline()
            while piece := file.read(_AT_ONCE):
                made = pl.read_csv(io.BytesIO(piece + file.readline()), **how)
                if predicate is not None:
                    made = made.filter(predicate)
                yield made if columns is None else made.select(columns)

    return register_io_source(pieces, schema={_LINE: pl.String})


def _cells(line: Any, delimiter: str, *, quoted: bool) -> tuple[Any, Any]:
    """The cells of a line, and whether its quotation marks match."""
    import polars as pl

    plain = line.str.split(delimiter)
    if not quoted:
        return plain, pl.lit(value=False)
    # Each cell with the delimiter before it: in quotation marks, without, or empty.
    cell = f'{delimiter}(?:"(?:[^"]|"")*"|[^{delimiter}"][^{delimiter}]*|)'
    whole = pl.concat_str(pl.lit(delimiter), line)
    found = whole.str.extract_all(cell)
    broken = found.list.join("") != whole
    inner = pl.element().str.slice(1)
    bare = inner.str.strip_prefix('"').str.strip_suffix('"')
    bare = bare.str.replace_all('""', '"', literal=True)
    text = pl.when(inner.str.starts_with('"')).then(bare).otherwise(inner)
    return pl.when(broken).then(plain).otherwise(found.list.eval(text)), broken


def _quoted(cell: Any) -> Any:
    """A cell as it stands in a line between commas."""
    import polars as pl

    marked = pl.concat_str(
        pl.lit('"'), cell.str.replace_all('"', '""', literal=True), pl.lit('"')
    )
    return pl.when(cell.str.contains('[",]')).then(marked).otherwise(cell)


def _told(width: int) -> Any:
    """Why nothing of a row can be believed; null if all of it can."""
    import polars as pl

    count = pl.col(_CELLS).list.len()

    def told(some: int) -> Any:
        before, _, after = str(of_another_width(some, width)).partition(str(some))
        return pl.concat_str(pl.lit(before), count, pl.lit(after))

    return (
        pl.when(pl.col(_BROKEN))
        .then(pl.lit(str(QUOTES)))
        .when(count > width)
        .then(told(_MANY))
        .when(count < width)
        .then(told(-_MANY))
        .otherwise(pl.lit(None))
    )


def _looked_over(path: Path) -> tuple[int, bool]:
    """
    How many lines there are up to the header, and whether there are quotes.

    Raises:
        DocumentError: If the file cannot be read as lines of text.
    """
    with path.open("rb") as file:
        above = 1
        while not file.readline().strip(b"\r\n") and above < _AT_ONCE:
            above += 1
        file.seek(0)
        read = codecs.getincrementaldecoder("utf-8")()
        lines, quoted, last = 1, False, b""
        while piece := file.read(_AT_ONCE):
            try:
                read.decode(piece)
            except UnicodeDecodeError as error:
                number = lines + error.object[: error.start].count(b"\n")
                raise DocumentError(
                    f"The file is not UTF-8: line {number} cannot be read. Save it as "
                    f"UTF-8."
                ) from None
            lines += piece.count(b"\n")
            quoted = quoted or b'"' in piece
            if b"\0" in piece:
                raise DocumentError("The file holds NUL bytes, so it is no text.")
            # The last byte again, for what two pieces may have between them.
            if _LONE_RETURN.search(last + piece):
                raise DocumentError(
                    "Some lines end with a carriage return alone. Save the file with "
                    "common ends of lines."
                )
            last = piece[-1:]
    if read.getstate()[0]:
        raise DocumentError("The file is not UTF-8: its last letter is cut off.")
    return above, quoted


@contextlib.contextmanager
def _readable() -> Generator[None]:
    from polars.exceptions import PanicException, PolarsError

    # Its own message may repeat what the file holds.
    try:
        yield
    except (PolarsError, PanicException):
        raise DocumentError("The file cannot be read to its end.") from None
