"""
Paths of files, as callers give them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

from .errors import DocumentError, KindError, kind_of
from .names import shown

__all__ = ["file_path"]


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
