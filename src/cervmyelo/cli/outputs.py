"""
Assessments as a JSON file: a list with an element for each record.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Final, Literal, TextIO, TypeAlias

import attrs

from cervmyelo.findings import Finding, Outcome, Problem
from cervmyelo.io import Json, Reading, assessment_to_dict, to_json
from cervmyelo.io.assessments import findings_to_dict
from cervmyelo.results.assessment import assess

from .terminal import UsageError

__all__ = ["Format", "JsonWriter", "format_of", "writing_json"]

Format: TypeAlias = Literal["json", "csv", "tsv", "parquet"]
"""How results can be written."""

_FORMATS: Final[dict[str, Format]] = {
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}


def format_of(path: Path) -> Format:
    """
    The format that the name of a file asks for.

    Args:
        path: The file.

    Raises:
        UsageError: If it asks for none.
    """
    if path.suffix.lower() not in _FORMATS:
        raise UsageError(
            "The name of the output must end in .json, .csv, .tsv or .parquet, or "
            "--format must name the format."
        )
    return _FORMATS[path.suffix.lower()]


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


class JsonWriter:
    """Writes a list of assessments, one a line, with flagged records in their place."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._between = "[\n"

    def add(self, reading: Reading, found: Sequence[Finding[Outcome]]) -> None:
        """Write the next record."""
        self._file.write(self._between)
        self._between = ",\n"
        self._file.write(to_json(_plain(reading, found)))

    def end(self) -> None:
        """Write the end of the list."""
        self._file.write("\n]\n" if self._between == ",\n" else "[]\n")


def _plain(reading: Reading, found: Sequence[Finding[Outcome]]) -> dict[str, Json]:
    if reading.patient is not None:
        return assessment_to_dict(assess(reading.patient))
    return {
        "number": reading.number,
        "ref": reading.ref,
        "problems": [attrs.asdict(Problem.of(each)) for each in reading.problems],
        **findings_to_dict(found, reading.values),
    }
