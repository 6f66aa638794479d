"""
Results as files: assessments as a JSON list, and frames in every format.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import attrs

from cervmyelo.findings import Finding, Outcome, Problem
from cervmyelo.io.assessments import assessment_to_dict, findings_to_dict
from cervmyelo.io.patients import Reading
from cervmyelo.json_text import Json, to_json
from cervmyelo.results.assessment import assess, findings

from .formats import Format

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "JsonWriter",
    "assessed",
    "write_frame",
    "writing_json",
]


@contextlib.contextmanager
def writing_json(target: Path | None) -> Generator[JsonWriter]:
    """
    A writer of a JSON list.

    Args:
        target: The file; standard output if None.
    """
    with _text_file(target) as file:
        listed = JsonWriter(file)
        yield listed
        listed.end()


@contextlib.contextmanager
def _text_file(target: Path | None) -> Generator[TextIO]:
    if target is None:
        yield sys.stdout
        sys.stdout.flush()
    else:
        # JSON itself writes half of a surrogate pair as its code.
        with target.open(
            "w", encoding="utf-8", errors="backslashreplace", newline=""
        ) as file:
            yield file


def write_frame(
    frame: pl.DataFrame, target: Path | None, kind: Format, *, spreadsheet: bool
) -> None:
    """
    Write a frame: a row a line, in JSON an object for each row.

    Args:
        frame: The frame.

        target: The file; standard output if None.

        kind: The format.

        spreadsheet: Whether to mark as text what a spreadsheet would take for a
            formula; for CSV and TSV.
    """
    import polars as pl
    import polars.selectors as cs

    from cervmyelo.io.grading import Grading

    if kind == "json":
        plain = frame.with_columns(cs.temporal().dt.to_string("iso"))
        with _text_file(target) as file:
            rows = (to_json(row) for row in plain.rows(named=True))
            file.write("[\n" + ",\n".join(rows) + "\n]\n")
        return
    words = frame.with_columns(pl.col(pl.Enum).cast(pl.String)).lazy()
    names = {name: name for name in frame.columns}
    table = Grading(frame=words, columns=names, given=0)

    def nothing(piece: object) -> None:
        """No piece is counted."""

    if target is not None:
        table.write(target, kind, spreadsheet=spreadsheet, each=nothing)
    elif kind != "parquet":
        for text in table.lines(kind, spreadsheet=spreadsheet, each=nothing):
            sys.stdout.write(text)
        sys.stdout.flush()


class JsonWriter:
    """Writes a list of assessments, one a line, with flagged records in their place."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._between = "[\n"

    def add(self, reading: Reading, text: str) -> None:
        """
        Write the next record.

        Args:
            reading: The record.

            text: What `assessed` gives for it, or for one that is alike.
        """
        self._file.write(self._between)
        self._between = ",\n"
        if reading.patient is None:
            head = to_json({"number": reading.number, "ref": reading.ref})
            text = f"{head[:-1]},{text[1:]}"
        self._file.write(text)

    def end(self) -> None:
        """Write the end of the list."""
        self._file.write("\n]\n" if self._between == ",\n" else "[]\n")


def assessed(reading: Reading) -> tuple[tuple[Finding[Outcome], ...], str]:
    """
    The finding of every rule, and what is written without the place of a flagged one.

    Args:
        reading: The record.
    """
    if reading.patient is not None:
        assessment = assess(reading.patient)
        return assessment.findings, to_json(assessment_to_dict(assessment))
    found = findings(reading.values)
    problems: list[Json] = [attrs.asdict(Problem.of(each)) for each in reading.problems]
    return found, to_json(
        {"problems": problems, **findings_to_dict(found, reading.values)}
    )
