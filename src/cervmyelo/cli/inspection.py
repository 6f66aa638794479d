"""
A look at a file as text, as a column map or as JSON.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal, TypeAlias, assert_never

from cervmyelo.io import Inspection, to_json
from cervmyelo.io.inspection import inspect_input

from .formats import by_ending
from .intake import column_map, source_of
from .reading import Reading

__all__ = ["ReportFormat", "as_text", "inspected", "written_format"]

ReportFormat: TypeAlias = Literal["text", "toml", "json"]
"""How a look at a file can be written."""

_FORMATS: Final[dict[str, ReportFormat]] = {".toml": "toml", ".json": "json"}

_ENDINGS: Final = (
    "The name of the output must end in .toml for the column map, or in .json for the "
    "report."
)


def inspected(path: Path, columns: Path | None, reading: Reading | None) -> Inspection:
    """
    A look at a file.

    Args:
        path: The file, or ``-`` for standard input.

        columns: A column map.

        reading: How to read the file.

    Raises:
        CervmyeloError: If the file cannot be read as a table.

        OSError: If a file cannot be opened.
    """
    map_ = column_map(columns)
    return inspect_input(source_of(path), map_, (reading or Reading()).options)


def as_text(found: Inspection, kind: ReportFormat) -> str:
    """
    A look at a file as it is written.

    Args:
        found: What was found.

        kind: How to write it: the report with the column map at its end, the column
            map alone, or all of it as JSON.
    """
    match kind:
        case "text":
            return f"{found}\n\nColumn map\n\n{found.column_map}"
        case "toml":
            return found.column_map
        case "json":
            return to_json(found.to_dict(), indent=2) + "\n"
        case _:
            assert_never(kind)


def written_format(path: Path) -> ReportFormat:
    """
    The format that the name of a file asks for.

    Args:
        path: The file.

    Raises:
        UsageError: If it asks for none.
    """
    return by_ending(path, _FORMATS, _ENDINGS)
