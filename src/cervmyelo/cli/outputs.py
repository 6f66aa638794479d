"""
Files of assessments: JSON, CSV, TSV and Parquet.

A table keeps the columns and the order of the input and adds, for every rule, its
value, what is still possible and its status, and one column with the problems of
the row.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import secrets
import sys
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal, Protocol, TextIO, TypeAlias

import attrs

from cervmyelo.findings import Finding, Outcome, Problem
from cervmyelo.forms import Form
from cervmyelo.io import Json, Row, assessment_to_dict, finding_to_dict, to_json
from cervmyelo.registry import RULES
from cervmyelo.results.assessment import Assessment
from cervmyelo.scale import Grade

from .intake import Intake
from .terminal import UsageError

__all__ = ["Format", "Writer", "format_of", "replacing", "writing"]

Format: TypeAlias = Literal["json", "csv", "tsv", "parquet"]
"""How assessments can be written."""

_FORMATS: Final[dict[str, Format]] = {
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}
_DELIMITERS: Final = {"csv": ",", "tsv": "\t"}
_PROBLEMS: Final = "problems"
_EXTRA: Final = "extra_cells"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

_Cell: TypeAlias = "str | int | float | None"
_Findings: TypeAlias = Sequence[Finding[Outcome]]


class Writer(Protocol):
    """Something that assessed rows are given to, one by one."""

    def add(self, row: Row, found: _Findings) -> None:
        """Take the next row."""
        ...


def format_of(path: Path) -> Format:
    """
    The format that the name of a file asks for.

    Raises:
        UsageError: If it asks for none.
    """
    if path.suffix.lower() not in _FORMATS:
        raise UsageError(
            "The name of the output must end in .json, .csv, .tsv or .parquet, or "
            "--format must say what to write."
        )
    return _FORMATS[path.suffix.lower()]


@contextlib.contextmanager
def replacing(path: Path, source: Path, *, force: bool) -> Generator[Path]:
    """
    A file to write to, which becomes *path* only when it is complete.

    Raises:
        UsageError: If *path* is the input, or is there already and *force* is off.
    """
    if path.exists():
        if source.exists() and path.samefile(source):
            raise UsageError("The output is the input; it would be overwritten.")
        if path.is_dir():
            raise UsageError("The output is a folder. Give the name of a file.")
        if not force:
            raise UsageError(
                "The output is there already. Give --force to overwrite it."
            )
    # Through a link, so that what it points to is replaced and not the link.
    path = path.resolve()
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        os.replace(part, path)  # noqa: PTH105 -- atomic, and as Path.replace
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def writing(
    target: Path | None, kind: Format, intake: Intake, *, spreadsheet: bool
) -> Generator[Writer]:
    """
    A writer of assessments.

    Args:
        target: The file; standard output if None.

        kind: The format.

        intake: The input, for its columns.

        spreadsheet: Whether cells that a spreadsheet would take for a formula are
            marked as text.

    Raises:
        UsageError: If the format does not fit, or names of columns clash.
    """
    if spreadsheet and kind not in _DELIMITERS:
        raise UsageError("--spreadsheet is for CSV and TSV.")
    if kind == "parquet":
        if target is None:
            raise UsageError("Parquet is not text. Give -o FILE.parquet.")
        table = _ParquetWriter(intake)
        yield table
        table.write(target)
        return
    with _text_file(target) as file:
        if kind == "json":
            listed = _JsonWriter(file)
            yield listed
            listed.end()
        else:
            yield _DelimitedWriter(
                file, intake, _DELIMITERS[kind], spreadsheet=spreadsheet
            )


@contextlib.contextmanager
def _text_file(target: Path | None) -> Generator[TextIO]:
    if target is None:
        yield sys.stdout
        sys.stdout.flush()
    else:
        # A code in the place of half a surrogate pair is also how JSON writes it.
        with target.open(
            "x", encoding="utf-8", errors="backslashreplace", newline=""
        ) as file:
            yield file


class _JsonWriter:
    """A list of assessments; a flagged record stands in its place in it."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._between = "[\n"

    def add(self, row: Row, found: _Findings) -> None:
        self._file.write(self._between)
        self._between = ",\n"
        self._file.write(to_json(_plain(row, found)))

    def end(self) -> None:
        self._file.write("\n]\n" if self._between == ",\n" else "[]\n")


def _plain(row: Row, found: _Findings) -> dict[str, Json]:
    reading = row.reading
    if reading.patient is not None:
        assessed = Assessment(patient=reading.patient, findings=tuple(found))
        return assessment_to_dict(assessed)
    return {
        "number": reading.number,
        "ref": reading.ref,
        "problems": [attrs.asdict(Problem.of(each)) for each in reading.problems],
        "findings": {each.rule.name: finding_to_dict(each) for each in found},
    }


class _DelimitedWriter:
    """A CSV or TSV file."""

    def __init__(
        self, file: TextIO, intake: Intake, delimiter: str, *, spreadsheet: bool
    ) -> None:
        self._rows = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        self._intake = intake
        self._spreadsheet = spreadsheet
        names = _names(intake)
        width = len(intake.header)
        self._rows.writerow([*map(self._marked, names[:width]), *names[width:]])

    def add(self, row: Row, found: _Findings) -> None:
        cells = [self._marked(text_of(each)) for each in _placed(row, self._intake)]
        self._rows.writerow([*cells, *map(text_of, _added(row, found))])

    def _marked(self, text: str) -> str:
        return f"'{text}" if self._spreadsheet and text.startswith(_FORMULA) else text


class _ParquetWriter:
    """A Parquet file; the columns of a Parquet input keep their types."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._names = _names(intake)
        self._cells: list[list[str]] = []
        self._found: list[list[_Cell]] = []

    def add(self, row: Row, found: _Findings) -> None:
        if not self._typed:
            self._cells.append([text_of(each) for each in _placed(row, self._intake)])
        self._found.append(_added(row, found))

    @property
    def _typed(self) -> bool:
        return self._intake.path.suffix.lower() == ".parquet"

    def write(self, target: Path) -> None:
        import polars as pl

        width = len(self._names) - len(_COLUMNS)
        added = pl.DataFrame(
            self._found,
            schema={
                name: _dtype(kind)
                for name, kind in zip(
                    self._names[width:], (kind for _, kind in _COLUMNS), strict=True
                )
            },
            orient="row",
        )
        if self._typed:
            cells = pl.read_parquet(self._intake.path, glob=False)
        else:
            cells = pl.DataFrame(
                self._cells,
                schema=dict.fromkeys(self._names[:width], pl.String),
                orient="row",
            )
        cells.hstack(added).write_parquet(target)


def _dtype(kind: type) -> Any:
    import polars as pl

    return {int: pl.Int64, float: pl.Float64, str: pl.String}[kind]


def _columns() -> Iterator[tuple[str, type]]:
    for name, (ranked, kind) in _KINDS.items():
        if ranked:
            yield from ((f"{name}{end}", kind) for end in ("", "_low", "_high"))
        else:
            yield name, kind
            yield f"{name}_possible", str
        yield f"{name}_status", str
    yield _PROBLEMS, str


def _ranked(rule: Form) -> bool:
    outcome = rule.outcomes[0]
    return not isinstance(outcome, Grade) or outcome.scale.ordered


_KINDS: Final = {
    name: (_ranked(rule), rule.answer_type) for name, rule in RULES.items()
}
_COLUMNS: Final = tuple(_columns())


def _names(intake: Intake) -> list[str]:
    extra = [_EXTRA] if intake.extra else []
    added = [name for name, _ in _COLUMNS]
    clash = [name for name in intake.header if name in {*added, *extra}]
    if clash:
        raise UsageError(
            f"The input already has a column {clash[0]}, which the output would add. "
            f"Rename it."
        )
    return [*intake.header, *extra, *added]


def _placed(row: Row, intake: Intake) -> list[object]:
    """The cells of a row, each in its column as far as there are columns."""
    width = len(intake.header)
    cells = [*row.cells[:width], *[None] * (width - len(row.cells))]
    if intake.extra:
        cells.append(_line(row.cells[width:]))
    return cells


def _line(cells: tuple[object, ...]) -> str:
    line = io.StringIO()
    if cells:
        csv.writer(line, lineterminator="").writerow(map(text_of, cells))
    return line.getvalue()


def _added(row: Row, found: _Findings) -> list[_Cell]:
    cells: list[_Cell] = []
    for each in found:
        ranked, kind = _KINDS[each.rule.name]
        if ranked:
            cells += [_cell(end, kind) for end in (each.value, each.low, each.high)]
        else:
            possible = " or ".join(map(str, each.possible or ()))
            cells += [_cell(each.value, kind), possible]
        cells.append(each.status)
    return [*cells, " ".join(map(str, row.reading.problems))]


def _cell(outcome: Outcome | None, kind: type) -> _Cell:
    if outcome is None:
        return None
    return outcome.code if isinstance(outcome, Grade) else kind(outcome)


def text_of(value: object) -> str:
    """A value as the text of a cell; nothing is empty."""
    if value is None:
        return ""
    if isinstance(value, str) and value.isascii():
        return value
    text = str(value).lower() if isinstance(value, bool) else str(value)
    # Half a surrogate pair, which only JSON can bring, is told by its code.
    return text.encode(errors="backslashreplace").decode()
