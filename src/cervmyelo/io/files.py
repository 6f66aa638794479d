"""
Files that appear when they are complete.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Generator
from pathlib import Path

from cervmyelo.errors import DocumentError

__all__ = ["replaced"]


@contextlib.contextmanager
def replaced(path: Path, source: Path, *, overwrite: bool) -> Generator[Path]:
    """
    A file to write to, which becomes *path* only when it is complete.

    Args:
        path: The file.

        source: The input, which is never overwritten.

        overwrite: Whether to replace a file that exists; it keeps its permissions.

    Raises:
        DocumentError: If *path* is the input or a folder, or if it exists and is not
            to be overwritten.

        FileNotFoundError: If its folder does not exist.
    """
    if path.exists():
        if source.exists() and path.samefile(source):
            raise DocumentError("The output is the input; it would be overwritten.")
        if path.is_dir():
            raise DocumentError("The output is a folder. Give the name of a file.")
        if not overwrite:
            raise DocumentError(
                "The output exists. Give --force (in Python overwrite=True) to "
                "overwrite it."
            )
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    # Through a link, so that what it points to is replaced and not the link.
    path = path.resolve()
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        if path.exists():
            part.chmod(path.stat().st_mode & 0o777)
        os.replace(part, path)  # noqa: PTH105 -- atomic, and as Path.replace
    finally:
        part.unlink(missing_ok=True)
