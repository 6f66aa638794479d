"""
The command line: ``cervmyelo assess``, ``ask``, ``explain`` and more.

It needs the extra ``cervmyelo[cli]``; without it, `main` says so.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]

_NEEDED = frozenset({"cyclopts", "rich"})


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line.

    Args:
        arguments: The words after the name of the program; those of the process if
            None.

    Returns:
        The exit status: 0 if all is well, 1 if some records are flagged, 2 if the
        command or a file cannot be understood.
    """
    try:
        from .commands import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _NEEDED:
            raise
        sys.stderr.write(
            "cervmyelo: the command line needs two more packages. Run: "
            "python -m pip install 'cervmyelo[cli]'\n"
        )
        return 2
    return run(sys.argv[1:] if arguments is None else arguments)
