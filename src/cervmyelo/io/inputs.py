"""
The bytes of a file or of standard input: opened as often as needed, unpacked.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO, Final, Literal, TypeAlias

import attrs

from cervmyelo.errors import DocumentError
from cervmyelo.packed import is_packed, unpacked

__all__ = ["READABLE", "FileFormat", "Input", "table_format_of"]

FileFormat: TypeAlias = Literal["delimited", "jsonl", "xlsx", "parquet"]
"""How a table file is written."""

_BY_ENDING: Final[dict[str, FileFormat]] = {
    ".csv": "delimited",
    ".tsv": "delimited",
    ".tab": "delimited",
    ".txt": "delimited",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
}

READABLE: Final = (
    ".csv, .tsv, .txt, .tab, .jsonl or .ndjson (each also with .gz at the end), .xlsx "
    "or .parquet"
)
"""The endings of the names of table files, for messages."""

_START: Final = 64
_OTHERS: Final = {
    b"<!doctype html": "a page of HTML",
    b"<html": "a page of HTML",
    b"<table": "a page of HTML",
    b"<?xml": "XML",
    b"<stata_dta": "a Stata file",
    b"$fl2": "an SPSS file",
    b"$fl3": "an SPSS file",
    b"%pdf": "a PDF",
    b"{\\rtf": "a text document (RTF)",
    b"arrow1\0": "an Arrow or Feather file",
    b"sqlite format 3": "a SQLite database",
}
"""What files of other kinds begin with, in lower case."""

_PACKED: Final = ".gz"
_TEXT: Final = frozenset({"delimited", "jsonl"})

# The first bytes of files that are no text, and what they are.
_ZIP: Final = b"PK\x03\x04"
_PARQUET: Final = b"PAR1"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


@attrs.frozen(kw_only=True)
class Input:
    """
    A file, or bytes that were read from standard input.

    Attributes:
        path: The file; ``-`` for standard input.

        data: The bytes of standard input; None for a file.
    """

    path: Path
    data: bytes | None = attrs.field(default=None, repr=False)

    @property
    def ending(self) -> str:
        """The ending of the name in lower case, without that of gzip."""
        path = self.path
        if path.suffix.lower() == _PACKED:
            path = path.with_suffix("")
        return path.suffix.lower()

    @contextlib.contextmanager
    def reading(self) -> Generator[BinaryIO]:
        """
        The bytes, unpacked if they are packed by gzip.

        Raises:
            DocumentError: While reading, if the packed data are damaged.

            OSError: If the file cannot be opened.
        """
        with self._opened() as file, unpacked(file) as inner:
            yield inner

    @property
    def packed(self) -> bool:
        """Whether the bytes are packed by gzip."""
        with self._opened() as file:
            return is_packed(file)

    def head(self, size: int) -> bytes:
        """
        The first bytes, unpacked.

        Args:
            size: How many.
        """
        with self.reading() as file:
            return file.read(size)

    def _opened(self) -> BinaryIO:
        return self.path.open("rb") if self.data is None else io.BytesIO(self.data)


def table_format_of(source: Input) -> FileFormat:
    """
    How a table is written, by the name of the file and by its first bytes.

    Args:
        source: The file.

    Raises:
        DocumentError: If the name is not that of a table file, or the file holds
            something else than its name says.

        OSError: If the file cannot be opened.
    """
    if source.data is None:
        if source.path.is_fifo():
            raise DocumentError(
                "The file is a pipe, which can be read only once. Give - for the file "
                "and the bytes on standard input, or save them to a file."
            )
        if source.ending not in _BY_ENDING:
            raise DocumentError(
                f"The name of a table file must end in {READABLE}. Save other files "
                f"as CSV."
            )
        named = _BY_ENDING[source.ending]
    else:
        named = _seen(source.data)
    start = source.head(4)
    if named in _TEXT:
        if start == _ZIP:
            raise DocumentError(
                "The file is an Excel workbook or a zip archive and not text. A "
                "workbook is read if its name ends in .xlsx."
            )
        if start == _PARQUET:
            raise DocumentError(
                "The file is Parquet and not text. It is read if its name ends in "
                ".parquet."
            )
        other = _other_kind(source.head(_START))
        if other:
            raise DocumentError(
                f"The file is {other} and no table of text, whatever its name ends "
                f"in. Save it as CSV."
            )
    if start == _OLD_EXCEL:
        raise DocumentError(
            "The file is an old Excel workbook (.xls) or has a password. Save it as "
            ".xlsx without a password, or as CSV."
        )
    return named


def _other_kind(start: bytes) -> str:
    """What a file is that begins as one of another program; empty if it does not."""
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((kind for sign, kind in _OTHERS.items() if start.startswith(sign)), "")


def _seen(data: bytes) -> FileFormat:
    if data.startswith(_ZIP):
        return "xlsx"
    if data.startswith(_PARQUET):
        return "parquet"
    with Input(path=Path("-"), data=data).reading() as file:
        start = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    return "jsonl" if start.startswith(b"{") else "delimited"
