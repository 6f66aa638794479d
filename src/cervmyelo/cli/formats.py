"""
The formats of files that commands write, and what the name of a file asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, TypeAlias, TypeVar

from .terminal import UsageError

__all__ = ["Format", "by_ending", "format_of"]

F = TypeVar("F", bound=str)

Format: TypeAlias = Literal["json", "csv", "tsv", "parquet"]
"""How results can be written."""

_FORMATS: Final[dict[str, Format]] = {
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}


_ENDINGS: Final = (
    "The name of the output must end in .json, .csv, .tsv or .parquet, or --format "
    "must name the format."
)


def format_of(path: Path) -> Format:
    """
    The format that the name of a file asks for.

    Args:
        path: The file.

    Raises:
        UsageError: If it asks for none.
    """
    return by_ending(path, _FORMATS, _ENDINGS)


def by_ending(path: Path, formats: Mapping[str, F], endings: str) -> F:
    """
    The one of some formats that the name of a file asks for.

    Args:
        path: The file.

        formats: The formats by their ending, in lower case.

        endings: The message where the name asks for none of them.

    Raises:
        UsageError: If it asks for none.
    """
    found = formats.get(path.suffix.lower())
    if found is None:
        raise UsageError(endings)
    return found
