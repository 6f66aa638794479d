"""
Messages on a command that the parser of options rejects.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from cyclopts import Argument, CoercionError, CycloptsError, MissingArgumentError

from .examples import EXAMPLES

__all__ = ["message_for"]

_MEANT: Final[Mapping[str, str]] = {
    "FILE": "FILE, the file to read",
    "NAME": "NAME, what to explain",
    "--output": "-o FILE, the file to write",
    "--at": "--at, the day of the records or the column that holds it",
    "--on": "--on, the last day whose records count",
}
"""What a command cannot do without."""

_KINDS: Final[Mapping[type | None, str]] = {
    int: "a whole number",
    dt.date: "a day such as 2026-03-14",
}


def message_for(error: CycloptsError) -> str:
    """
    What is wrong with a command, and what to write.

    Args:
        error: What the parser found.
    """
    command = " ".join(error.command_chain or ())
    argument = error.argument
    if isinstance(error, MissingArgumentError) and argument is not None:
        if error.keyword is None:
            wrong = f"it needs {_MEANT.get(argument.name, argument.name)}."
        else:
            wrong = f"a word must follow {error.keyword}, which cannot begin with -."
        shown = next(_examples(command, argument), None)
        example = "" if shown is None else f" Write, for example, `{shown}`."
        return f"{command}: {wrong}{example} `cervmyelo {command} --help` explains it."
    if isinstance(error, CoercionError) and error.token is not None:
        kind = _KINDS.get(error.target_type)
        if kind is not None:
            return f"{error.token.keyword}: expected {kind}, got something else."
    return f"{error} (cervmyelo --help lists the commands)"


def _examples(command: str, argument: Argument) -> Iterator[str]:
    """The examples of a command that show an argument."""
    for line, _ in EXAMPLES.get(command, ()):
        if argument.name.isupper() or not {*argument.names}.isdisjoint(line.split()):
            yield line
