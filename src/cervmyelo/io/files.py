"""
Files that appear when they are complete.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Generator
from pathlib import Path
from typing import Final

from cervmyelo.errors import DocumentError
from cervmyelo.paths import file_path

__all__ = ["file_path", "replaced"]

_SHOWN: Final = 50
"""How much of a name the part has, so that it is no longer than a name can be."""


@contextlib.contextmanager
def replaced(path: Path, *sources: Path, overwrite: bool) -> Generator[Path]:
    """
    A file to write to, which becomes *path* only when it is complete.

    Args:
        path: The file.

        sources: The inputs, which are never overwritten.

        overwrite: Whether to replace a file that exists; it keeps its permissions.

    Raises:
        DocumentError: If *path* is an input or a folder, or if it exists and is not
            to be overwritten.

        FileNotFoundError: If its folder does not exist.
    """
    path = file_path(path)
    if path.exists():
        given = (each for each in map(file_path, sources) if each.exists())
        if any(map(path.samefile, given)):
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
    path = _resolved(path)
    part = path.with_name(f".{path.name[:_SHOWN]}.{os.urandom(4).hex()}.part")
    try:
        part.touch(exist_ok=False)
    except OSError as error:
        # Nobody knows the name of the part.
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        mode = (path if path.exists() else part).stat().st_mode & 0o777
        # Nobody else reads it while it is written, whoever can at the end.
        part.chmod(0o600)
        yield part
        part.chmod(mode)
        os.replace(part, path)  # noqa: PTH105 -- atomic, and as Path.replace
    finally:
        part.unlink(missing_ok=True)


def _resolved(path: Path) -> Path:
    """
    The file that a path leads to through links, whether or not it exists.

    Raises:
        OSError: If the links lead to each other, or into no folder; with *path*.
    """
    try:
        found = path.resolve()
    except RuntimeError:  # before Python 3.13
        code = errno.ELOOP
    else:
        code = errno.ELOOP if found.is_symlink() else errno.ENOENT
        if not found.is_symlink() and found.parent.is_dir():
            return found
    raise OSError(code, os.strerror(code), str(path))
