"""
The command line: ``cervmyelo assess``, ``ask``, ``explain`` and more.

It needs the extra ``cervmyelo[cli]``; without it, `main` prints how to install it.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

__all__ = ["main"]

_NEEDED = frozenset({"cyclopts", "rich"})
_NEW_OBJECTS = 200_000


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line.

    Args:
        arguments: The arguments after the program name; None for those of the process.

    Returns:
        The exit status: 0 for success, 1 if some records are flagged, 2 if the command
            or a file is invalid.
    """
    if arguments is None:
        # The process is this command alone. It makes many objects that it keeps, and
        # hardly any that refer to each other in a circle: to look for those at each
        # 700 new objects, as Python does, takes a third of the time of a large file.
        gc.set_threshold(_NEW_OBJECTS)
    try:
        from .commands import run

        return run(sys.argv[1:] if arguments is None else arguments)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _NEEDED:
            raise
        sys.stderr.write(
            "cervmyelo: the command line needs two more packages. Run: "
            "python -m pip install 'cervmyelo[cli]'\n"
        )
        return 2
