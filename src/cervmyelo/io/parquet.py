"""
Rows of Parquet files, with their types.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cervmyelo.errors import DocumentError

from .delimited import Cells

if TYPE_CHECKING:
    import types

__all__ = ["header", "rows"]

_AT_ONCE: Final = 8192


def header(path: Path) -> tuple[str, ...]:
    """
    The names of the columns.

    Raises:
        DocumentError: If it is no Parquet file, or if polars is not installed.
    """
    polars = _polars()
    with path.open("rb"):
        pass  # polars would take a missing file for a file that holds no table
    with _readable():
        return tuple(polars.scan_parquet(path, glob=False).collect_schema())


def rows(path: Path) -> Iterator[Cells]:
    """
    The rows, one by one, with the values that Python has for their types.

    Raises:
        DocumentError: If it is no Parquet file, or if polars is not installed.
    """
    polars = _polars()
    scan = polars.scan_parquet(path, glob=False)
    start = 0
    while True:
        with _readable():
            part = scan.slice(start, _AT_ONCE).collect().rows()
        for cells in part:
            yield cells, None
        if len(part) < _AT_ONCE:
            return
        start += _AT_ONCE


def _polars() -> types.ModuleType:
    try:
        import polars as pl
    except ModuleNotFoundError:
        raise DocumentError(
            "Parquet files are read by polars, which is not installed. Run: "
            "python -m pip install 'cervmyelo[cli]'"
        ) from None
    return pl


@contextlib.contextmanager
def _readable() -> Generator[None]:
    from polars.exceptions import PanicException, PolarsError

    # Its own message may repeat what the file holds. A damaged file can make it
    # panic, and a date beyond those of Python is an error of value or overflow.
    try:
        yield
    except (PolarsError, PanicException, OSError, ValueError, OverflowError):
        raise DocumentError("The file is no Parquet file that can be read.") from None
