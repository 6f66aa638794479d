"""
Bytes that may be packed by gzip.
"""

from __future__ import annotations

import contextlib
import gzip
import zlib
from collections.abc import Generator
from typing import BinaryIO, Final, cast

from .errors import DocumentError

__all__ = ["is_packed", "unpacked"]

_GZIP: Final = b"\x1f\x8b"


def is_packed(file: BinaryIO) -> bool:
    """
    Whether a file is packed by gzip, by its first bytes.

    Args:
        file: The file, at its start, to which it returns.
    """
    start = file.read(len(_GZIP))
    file.seek(0)
    return start == _GZIP


@contextlib.contextmanager
def unpacked(file: BinaryIO) -> Generator[BinaryIO]:
    """
    The bytes of a file, unpacked if they are packed.

    Args:
        file: The file, at its start.

    Raises:
        DocumentError: While reading, if the packed data are damaged.
    """
    if not is_packed(file):
        yield file
        return
    try:
        with gzip.GzipFile(fileobj=file) as inner:
            yield cast("BinaryIO", inner)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise DocumentError(
            "The file is packed by gzip and is damaged or not complete."
        ) from None
