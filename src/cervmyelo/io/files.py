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
from typing import cast

from cervmyelo.errors import DocumentError, KindError, kind_of
from cervmyelo.names import shown

__all__ = ["file_path", "replaced"]


def file_path(given: object) -> Path:
    """
    The path of a file, if a file can have it.

    Args:
        given: A string or a path.

    Raises:
        KindError: If it is anything else.

        DocumentError: If it has a character that no name of a file has.
    """
    try:
        path = Path(cast("str", given))
    except TypeError:
        raise KindError("path", kind_of(given), "the path of a file") from None
    try:
        possible = b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        possible = False
    if not possible:
        raise DocumentError(
            f"{shown(str(path))}: no file can have this name. Give another one."
        )
    return path


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
    path, source = file_path(path), file_path(source)
    if path.exists():
        if source.exists() and path.samefile(source):
            raise DocumentError("The output is the input; it would be overwritten.")
        if path.is_dir():
            raise DocumentError("The output is a folder. Give the name of a file.")
        if not path.is_file():
            # A file would take the place of /dev/null, for example.
            raise DocumentError("The output is a device. Give the name of a file.")
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
    part.touch(exist_ok=False)
    try:
        mode = (path if path.exists() else part).stat().st_mode & 0o777
        # Nobody else reads it while it is written, whoever can at the end.
        part.chmod(0o600)
        yield part
        part.chmod(mode)
        os.replace(part, path)  # noqa: PTH105 -- atomic, and as Path.replace
    finally:
        part.unlink(missing_ok=True)
