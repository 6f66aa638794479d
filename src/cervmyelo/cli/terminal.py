"""
What is written to the terminal, and how.

Results go to standard output, everything else to standard error. Text is never
taken for markup, and what cannot be printed is shown by its code.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Final, TextIO, cast

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cervmyelo.errors import CervmyeloError
from cervmyelo.findings import Finding, Outcome
from cervmyelo.scale import Grade
from cervmyelo.sources import Citation, Source

__all__ = [
    "UsageError",
    "bullet",
    "errors",
    "grave",
    "heading",
    "note",
    "output",
    "plain",
    "sources",
]

_BLANKS: Final = re.compile(" +\n")
_BY_RANK: Final = ("green", "yellow", "bold red")


class UsageError(CervmyeloError):
    """A command was given something that it cannot work with."""

    code = "usage"


def output() -> Console:
    """The console for results."""
    return _console(sys.stdout)


def errors() -> Console:
    """The console for messages."""
    return _console(sys.stderr)


def _console(stream: TextIO) -> Console:
    file = stream if stream.isatty() else cast("TextIO", _Trimmed(stream))
    return Console(file=file, highlight=False, markup=False, emoji=False)


class _Trimmed:
    """A stream without the blanks that would fill a line to the edge of a screen."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    @property
    def encoding(self) -> str:
        """The encoding of the stream, which decides on dashes and lines."""
        return self._stream.encoding or "utf-8"

    def write(self, text: str) -> int:
        """Write a text whose lines are complete."""
        return self._stream.write(_BLANKS.sub("\n", text))

    def flush(self) -> None:
        """Write what is waiting."""
        self._stream.flush()

    def isatty(self) -> bool:
        """Whether it is a terminal, which it is not."""
        return False


def plain(text: str) -> str:
    r"""
    A text whose control characters are seen instead of obeyed.

    >>> plain("red \x1b[31m")
    'red \\x1b[31m'
    """
    return text if text.isprintable() else ascii(text)[1:-1]


def note(message: str, *, style: str = "") -> None:
    """Write a message, one line for each of its lines, to standard error."""
    console = errors()
    for line in message.splitlines():
        console.print(Text(f"cervmyelo: {plain(line)}", style=style), soft_wrap=True)


def heading(text: str) -> Text:
    """A line above a part of a page."""
    return Text(text, style="bold cyan")


def bullet(text: str | Text, *, indent: int = 2) -> Padding:
    """A paragraph that stands a little to the right."""
    said = text if isinstance(text, Text) else Text(text)
    return Padding(said, (0, 0, 0, indent), expand=False)


def grave(finding: Finding[Outcome]) -> str:
    """The style for the gravest grade that a finding does not rule out."""
    gravest = finding.high
    if not isinstance(gravest, Grade):
        return ""
    share = gravest.rank / (len(gravest.scale) - 1)
    return _BY_RANK[round(share * (len(_BY_RANK) - 1))]


def sources(cites: Iterable[Citation]) -> Iterable[Padding]:
    """The publications of some citations, each once, with the places in them."""
    places: dict[Source, list[str]] = {}
    for cite in dict.fromkeys(cites):
        places.setdefault(cite.source, []).append(cite.place)
    for source, cited in places.items():
        named = f" {source.title}." if source.title else ""
        where = f" doi:{source.doi}" if source.doi else f" {source.url or ''}".rstrip()
        yield bullet(f"{source}.{named} {source.within}.{where} ({'; '.join(cited)})")
