"""
Tables graded piece by piece: results as columns, in memory that does not grow.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import threading
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, TypeAlias, Unpack, get_args

import attrs

from cervmyelo.column_maps import ColumnMap
from cervmyelo.errors import DocumentError, LevelError
from cervmyelo.field_types import expect
from cervmyelo.forms import Form
from cervmyelo.names import shown
from cervmyelo.registry import RULES

from .counted_rows import Counted
from .files import file_path, replaced
from .graded_rows import NO_ANSWER, PROBLEMS, RowGrader, result_names
from .layouts import DELIMITERS, ReadOptions
from .patients import Reading
from .pieces import (
    EXTRA,
    FAULTS,
    More,
    Pieces,
    cell_column,
    pieces_of_table,
)
from .tables import open_table

if TYPE_CHECKING:
    import polars as pl

    from cervmyelo.cohort import Applicable

__all__ = [
    "Absent",
    "Counts",
    "Graded",
    "Grading",
    "TableFormat",
    "applicable",
    "chosen_rules",
    "count_rows",
    "grade_table",
    "table_format",
]

Absent: TypeAlias = Literal["error", "unknown"]
"""What an input without a column is: an error, or not recorded in any row."""

TableFormat: TypeAlias = Literal["csv", "tsv", "parquet"]
"""How a table can be written."""

_EXTRA: Final = "extra_cells"
_BLOCK: Final = 2**16
# Some programs remove blanks, and characters without a width, before they look.
_BLANKS: Final = "\\s\x1c-\x1f\u200b-\u200d\u2060\ufeff"
_FORMULA: Final = re.compile(f"[\t\r\n]|[{_BLANKS}]*[=+\\-@\uff1d\uff0b\uff0d\uff20]")


@attrs.frozen(kw_only=True)
class Graded:
    """
    A table that was graded and written.

    Attributes:
        rows: How many rows it has.

        flagged: How many of them have an invalid cell or a contradiction, or too few
            or too many cells.

        rules: The rules whose results were added.
    """

    rows: int
    flagged: int
    rules: tuple[Form, ...]


def grade_table(  # noqa: PLR0913 -- one for each option of the command
    source: str | Path,
    target: str | Path,
    *rules: Form | str,
    columns: ColumnMap | None = None,
    bounds: bool = False,
    absent: Absent = "error",
    suffix: str = "",
    overwrite: bool = False,
    **options: Unpack[ReadOptions],
) -> Graded:
    r"""
    Add results as columns to a table file of any size, in constant memory.

    It does what ``cervmyelo cohort`` does, and with ``absent="unknown"`` and
    ``bounds=True`` what ``cervmyelo assess FILE -o OUTPUT`` does.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     source = pathlib.Path(folder, "clinic.csv")
    ...     _ = source.write_text(
    ...         "mjoa_motor_upper,mjoa_motor_lower,mjoa_sensory_upper,mjoa_sphincter\n"
    ...         "3,5,2,3\n3,5,2,lost\n"
    ...     )
    ...     target = pathlib.Path(folder, "graded.csv")
    ...     graded = grade_table(source, target, "mjoa_total", "mjoa_severity")
    ...     lines = target.read_text().splitlines()
    >>> graded.rows, graded.flagged
    (2, 1)
    >>> lines[1]
    '3,5,2,3,13,moderate,'

    Args:
        source: A table file with a row for each person, as `open_table` takes it.

        target: The .csv, .tsv or .parquet file to write: the columns of the source
            and the results. The column ``no_answer`` holds the rules whose source
            has no answer for a person, with the reason; ``problems`` holds what is
            invalid in a row. The file appears when it is complete.

        rules: The rules, or their names. Without any, all rules whose inputs have
            columns; with ``absent="unknown"``, all rules.

        columns: Which column is which quantity; without it, the columns have names
            of the data dictionary.

        bounds: Whether to add, for each rule, what is still possible and its status.

        absent: What an input without a column is: an "error", or "unknown", which
            means not recorded in any row.

        suffix: What the names of all added columns end with, such as ``"_6mth"``.

        overwrite: Whether to replace a target that exists.

        options: How to read the source where that is not certain; see `ReadOptions`.

    Raises:
        DocumentError: If the source cannot be read as a table, or the target cannot
            be written as one.

        FieldError: If an option has no valid value.

        InvalidRecordError: If a column is unknown or given twice.

        CohortError: If no rule has all its inputs, or a named rule does not.

        OSError: If a file cannot be opened.
    """
    expect("bounds", bounds, bool)
    expect("overwrite", overwrite, bool)
    expect("suffix", suffix, str)
    expect("absent", absent, str)
    if absent not in get_args(Absent):
        raise LevelError("absent", "something else", ", ".join(get_args(Absent)))
    target = file_path(target)
    kind = table_format(target)
    sheet = open_table(source, columns, **options)
    pieces = pieces_of_table(sheet)
    chosen = chosen_rules(pieces, rules, absent)
    grading = Grading.of(pieces, chosen, bounds=bounds, suffix=suffix)
    counts = Counts()
    with replaced(target, sheet.path, overwrite=overwrite) as part:
        grading.write(part, kind, each=counts.add)
    return Graded(rows=counts.rows, flagged=counts.flagged, rules=chosen)


def table_format(path: Path) -> TableFormat:
    """
    The format that the name of a table file asks for.

    Args:
        path: The file.

    Raises:
        DocumentError: If it asks for none.
    """
    kinds: dict[str, TableFormat] = {
        ".csv": "csv",
        ".tsv": "tsv",
        ".parquet": "parquet",
    }
    if path.suffix.lower() not in kinds:
        raise DocumentError(
            "The name of the output must end in .csv, .tsv or .parquet."
        )
    return kinds[path.suffix.lower()]


def applicable(pieces: Pieces) -> Applicable:
    """
    The rules whose inputs all have columns, and what the others are missing.

    Args:
        pieces: The rows.
    """
    import polars as pl

    from cervmyelo.cohort import rules_for

    return rules_for(pl.LazyFrame(schema=dict.fromkeys(pieces.present, pl.Null)))


def chosen_rules(
    pieces: Pieces, rules: Sequence[Form | str], absent: Absent
) -> tuple[Form, ...]:
    """
    The rules to grade by, each once.

    Args:
        pieces: The rows.

        rules: The rules, or their names.

        absent: What an input without a column is.

    Raises:
        UnknownFieldError: If a name is not the name of a rule.

        MissingColumnError: If a named rule has an input without a column, or no rule
            has all its inputs.
    """
    from cervmyelo.cohort import MissingColumnError
    from cervmyelo.cohort.maps import missing_columns_of

    named = [RULES[each] if isinstance(each, str) else each for each in rules]
    if absent == "unknown":
        return tuple(dict.fromkeys(named or RULES.values()))
    error = missing_columns_of(
        named,
        pieces.known,
        pieces.header,
        "the table",
        "Rename columns, or map them with a column map.",
    )
    if error is not None:
        raise error
    found = applicable(pieces)
    if not named and not found.applied:
        raise MissingColumnError(
            "No rule has all its inputs among the columns. `cervmyelo schema columns` "
            "lists the names; a rule that is named reports what is missing."
        )
    return tuple(dict.fromkeys(named or found.applied))


@attrs.define
class Counts:
    """
    Counts over the pieces of a table.

    Attributes:
        rows: How many rows there were.

        flagged: How many of them have messages.
    """

    rows: int = 0
    flagged: int = 0
    _lock: threading.Lock = attrs.field(init=False, factory=threading.Lock, repr=False)

    def add(self, piece: pl.DataFrame) -> None:
        """Count a graded piece."""
        flagged = piece[FAULTS].count()
        # Pieces may come from several threads.
        with self._lock:
            self.rows += piece.height
            self.flagged += flagged


def _nobody(_: pl.DataFrame) -> Mapping[int, Reading]:
    return {}


@attrs.frozen(kw_only=True)
class Grading:
    """
    A table that is graded while it is written.

    Attributes:
        frame: The rows with all results, and the columns of
            `cervmyelo.io.pieces`.

        columns: The columns of the output, and the names that they get.

        given: How many of these are columns of the input.

        more: Gives the people among some rows whose columns do not hold all that is
            known, by their places.
    """

    frame: pl.LazyFrame
    columns: Mapping[str, str]
    given: int
    more: More = _nobody

    @classmethod
    def of(
        cls,
        pieces: Pieces,
        rules: Sequence[Form],
        *,
        bounds: bool,
        unordered: bool = False,
        suffix: str = "",
    ) -> Grading:
        """
        Rules over the rows of a file.

        Args:
            pieces: The rows.

            rules: The rules. An input without a column is not recorded in any row.

            bounds: Whether to add what is still possible, and the status.

            unordered: Whether to add ``<rule>_possible`` for the rules on scales
                without order, in the place of their empty bounds.

            suffix: What the names of all added columns end with.

        Raises:
            DocumentError: If the input already has a column that would be added.
        """
        columns = _output_names(
            pieces, rules, bounds=bounds, unordered=unordered, suffix=suffix
        )
        grader = RowGrader.of(pieces, rules, bounds=bounds, unordered=unordered)
        return cls(
            frame=grader.frame,
            columns=columns,
            given=len(pieces.header),
            more=pieces.more,
        )

    def write(
        self,
        target: Path,
        kind: TableFormat,
        *,
        spreadsheet: bool = False,
        each: Callable[[pl.DataFrame], None],
    ) -> None:
        """
        Write the table to a file.

        Args:
            target: The file.

            kind: The format.

            spreadsheet: Whether to mark as text what a spreadsheet would take for a
                formula; for CSV and TSV.

            each: Called with each graded piece, with the columns of
                `cervmyelo.io.pieces`.

        Raises:
            DocumentError: If the input turns out to be damaged.

            OSError: If the file cannot be written.
        """
        with _readable():
            frame = self._output(kind, each, spreadsheet=spreadsheet)
            # Polars takes no path that is not UTF-8, and files of other systems have
            # such names.
            with target.open("wb") as file, _writable(file):
                if kind == "parquet":
                    frame.sink_parquet(file)
                else:
                    frame.sink_csv(file, separator=DELIMITERS[f".{kind}"])

    def lines(
        self,
        kind: Literal["csv", "tsv"],
        *,
        spreadsheet: bool = False,
        each: Callable[[pl.DataFrame], None],
    ) -> Iterator[str]:
        """
        The table as text, piece by piece, the header first.

        Args:
            kind: The format.

            spreadsheet: Whether to mark as text what a spreadsheet would take for a
                formula.

            each: Called with each graded piece, with the columns of
                `cervmyelo.io.pieces`.

        Raises:
            DocumentError: If the input turns out to be damaged.
        """
        with _readable():
            frame = self._output(kind, each, spreadsheet=spreadsheet)
            separator = DELIMITERS[f".{kind}"]
            yield frame.clear().collect().write_csv(separator=separator)
            for piece in frame.collect_batches():
                yield piece.write_csv(separator=separator, include_header=False)

    def _seen(self, each: Callable[[pl.DataFrame], None]) -> pl.LazyFrame:
        def look(piece: pl.DataFrame) -> pl.DataFrame:
            each(piece)
            return piece

        return self.frame.map_batches(look, streamable=True)

    def _output(
        self,
        kind: TableFormat,
        each: Callable[[pl.DataFrame], None],
        *,
        spreadsheet: bool,
    ) -> pl.LazyFrame:
        import polars as pl

        frame = self._seen(each).select(*self.columns)
        names = list(self.columns.values())
        if kind != "parquet":
            frame = _as_text(frame, self.columns)
            texts = pl.col(pl.String)
            if spreadsheet:
                frame = frame.with_columns(
                    pl.when(texts.str.contains(f"^(?:{_FORMULA.pattern})"))
                    .then(texts.str.replace(r"\A", "'"))
                    .otherwise(texts)
                )
                names = [f"'{n}" if _FORMULA.match(n) else n for n in names]
            # An empty string would be written in quotation marks, a null as nothing.
            frame = frame.with_columns(pl.when(texts != "").then(texts))
        renamed = zip(self.columns, names, strict=True)
        return frame.select(pl.col(old).alias(new) for old, new in renamed)


def count_rows(
    pieces: Pieces,
    rules: Sequence[Form],
    each: Callable[[Counted], None],
    *,
    lines: int,
    flagged: int,
) -> None:
    """
    Grade every row of a file for a screen, and write nothing.

    Args:
        pieces: The rows.

        rules: The rules. An input without a column is not recorded in any row.

        each: Called with what is shown of each piece.

        lines: Of how many rows at the start of the file there is a line.

        flagged: Of how many rows with messages these are shown.

    Raises:
        DocumentError: If the input turns out to be damaged, or has a column that a
            table of the results would add.
    """
    import polars as pl

    _output_names(pieces, rules, bounds=True, unordered=False, suffix="")
    grader = RowGrader.of(pieces, rules, bounds=True, unordered=False)

    def look(piece: pl.DataFrame) -> pl.DataFrame:
        each(grader.counted(piece, lines=lines, flagged=flagged))
        return piece

    seen = pieces.frame.map_batches(look, streamable=not pieces.in_memory)
    with _readable():
        seen.select(pl.len()).collect(engine="streaming")


def _output_names(
    pieces: Pieces,
    rules: Sequence[Form],
    *,
    bounds: bool,
    unordered: bool,
    suffix: str,
) -> dict[str, str]:
    """The columns of the output, and the names that they get."""
    from cervmyelo.cohort.answers import answer_name

    added = {
        name: f"{answer_name(rule, pieces.header, {})}{name[len(rule.name) :]}"
        for rule in rules
        for name in result_names(rule, bounds=bounds, unordered=unordered)
    }
    if any(rule.gaps for rule in rules):
        added[NO_ANSWER] = NO_ANSWER
    added[PROBLEMS] = PROBLEMS
    added = {made: f"{name}{suffix}" for made, name in added.items()}
    given = {cell_column(place): name for place, name in enumerate(pieces.header)}
    extra = {EXTRA: _EXTRA} if pieces.extra else {}
    taken = {*added.values(), *extra.values()}
    clash = [name for name in pieces.header if name in taken]
    if clash:
        raise DocumentError(
            f"The input already has a column {shown(clash[0])}, which the output "
            f"would add. Rename it."
        )
    return {**_different(given, taken), **extra, **added}


def _different(columns: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
    """Names for the columns of the input, with a number where one is repeated."""
    found: dict[str, str] = {}
    used = {*columns.values(), *taken}
    first: set[str] = set()
    for made, name in columns.items():
        unused = name
        if name in first:
            numbered = (f"{name}_{number}" for number in itertools.count(2))
            unused = next(each for each in numbered if each not in used)
        first.add(name)
        used.add(unused)
        found[made] = unused
    return found


def _as_text(frame: pl.LazyFrame, columns: Mapping[str, str]) -> pl.LazyFrame:
    """Rows as a text file can hold them, with words of a list of words as text."""
    import polars as pl

    words: list[str] = []
    for name, dtype in frame.collect_schema().items():
        if dtype.is_nested() or isinstance(dtype, (pl.Binary, pl.Duration, pl.Object)):
            raise DocumentError(
                f"{shown(columns[name])}: a column of this type has no place in a text "
                f"file. Write the table as Parquet."
            )
        if isinstance(dtype, (pl.Categorical, pl.Enum)):
            words.append(name)
    return frame.with_columns(pl.col(words).cast(pl.String))


@contextlib.contextmanager
def _writable(file: BinaryIO) -> Generator[None]:
    """What the system refuses while Polars writes, such as on a full disk."""
    from polars.exceptions import PolarsError

    # Polars calls a full disk a damaged file, or gives the reason in a message only.
    # Further bytes are refused for the same reason, with the error of the system.
    try:
        yield
    except (OSError, PolarsError):
        os.write(file.fileno(), bytes(_BLOCK))
        raise


@contextlib.contextmanager
def _readable() -> Generator[None]:
    from polars.exceptions import PanicException, PolarsError

    # The message of Polars may repeat what is in the file.
    try:
        yield
    except (PolarsError, PanicException):
        raise DocumentError("The file cannot be read to its end.") from None
