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

__all__ = ["header", "polars_module", "rows"]

_AT_ONCE: Final = 8192


def header(path: Path) -> tuple[str, ...]:
    """
    The names of the columns.

    Raises:
        DocumentError: If it is not a Parquet file, or polars is not installed.
    """
    polars = polars_module()
    with path.open("rb"):
        pass  # Polars would report a missing file as one without a table
    with _readable():
        return tuple(polars.scan_parquet(path, glob=False).collect_schema())


def rows(path: Path) -> Iterator[Cells]:
    """
    The rows, one by one, as Python values.

    Raises:
        DocumentError: If it is not a Parquet file, or polars is not installed.
    """
    polars = polars_module()
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


def polars_module() -> types.ModuleType:
    """
    The module ``polars``.

    Raises:
        DocumentError: If it is not installed.
    """
    try:
        import polars as pl
    except ModuleNotFoundError:
        raise DocumentError(
            "Tables are graded, and Parquet files read, by polars, which is not "
            "installed. Run: "
            "python -m pip install 'cervmyelo[cli]'"
        ) from None
    return pl


@contextlib.contextmanager
def _readable() -> Generator[None]:
    from polars.exceptions import PanicException, PolarsError

    # The message of Polars may repeat what is in the file. A damaged file can make
    # it panic, and a date that Python cannot hold is an error of value or overflow.
    try:
        yield
    except (PolarsError, PanicException, OSError, ValueError, OverflowError):
        raise DocumentError("The file cannot be read as Parquet.") from None
