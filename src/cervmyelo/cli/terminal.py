"""
Output to the terminal.

Results go to standard output, everything else to standard error. Text is never
interpreted as markup, and unprintable characters are shown as escapes.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TextIO, cast

from cervmyelo.errors import CervmyeloError
from cervmyelo.names import printable

# A command that prints nothing by rich does not wait for it.
if TYPE_CHECKING:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from cervmyelo.findings import Outcome
    from cervmyelo.sources import Citation, Source

__all__ = [
    "UsageError",
    "bullet",
    "dash",
    "errors",
    "heading",
    "note",
    "output",
    "severity_style",
    "sources",
]

_BLANKS: Final = re.compile(" +\n")
_BY_RANK: Final = ("green", "yellow", "bold red")


class UsageError(CervmyeloError):
    """Invalid arguments for a command."""

    code = "usage"


def output() -> Console:
    """The console for results."""
    return _console(sys.stdout)


def errors() -> Console:
    """The console for messages; nothing reads it if standard error is closed."""
    return _console(sys.stderr or io.StringIO())


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    file = stream if stream.isatty() else cast("TextIO", _Trimmed(stream))
    return Console(file=file, highlight=False, markup=False, emoji=False)


class _Trimmed:
    """A stream that drops the spaces with which rich pads lines to the screen width."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    @property
    def encoding(self) -> str:
        """The encoding of the stream; rich chooses dashes and lines by it."""
        return self._stream.encoding or "utf-8"

    def write(self, text: str) -> int:
        """Write complete lines."""
        return self._stream.write(_BLANKS.sub("\n", text))

    def flush(self) -> None:
        """Flush the stream."""
        self._stream.flush()

    def isatty(self) -> bool:
        """Always False: this stream is not a terminal."""
        return False


def note(message: str, *, style: str = "") -> None:
    """Write a message to standard error, line by line."""
    from rich.text import Text

    # There is no other place where a failure to write could be reported.
    with contextlib.suppress(OSError):
        console = errors()
        for line in message.split("\n"):
            text = Text(f"cervmyelo: {printable(line)}", style=style)
            console.print(text, soft_wrap=True)


def heading(text: str) -> Text:
    """The heading of a section."""
    from rich.text import Text

    return Text(text, style="bold cyan")


def bullet(text: str | Text, *, indent: int = 2) -> Padding:
    """An indented paragraph."""
    from rich.padding import Padding
    from rich.text import Text

    paragraph = text if isinstance(text, Text) else Text(text)
    return Padding(paragraph, (0, 0, 0, indent), expand=False)


def severity_style(worst: Outcome | None) -> str:
    """The style for an answer whose worst possible grade this is."""
    from cervmyelo.scale import Grade

    if not isinstance(worst, Grade):
        return ""
    share = worst.rank / (len(worst.scale) - 1)
    return _BY_RANK[round(share * (len(_BY_RANK) - 1))]


def sources(cites: Iterable[Citation]) -> Iterable[Padding]:
    """The sources of citations, each once, with the cited places."""
    places: dict[Source, list[str]] = {}
    for cite in dict.fromkeys(cites):
        places.setdefault(cite.source, []).append(cite.place)
    for source, cited in places.items():
        title = f" {source.title}." if source.title else ""
        where = f" doi:{source.doi}" if source.doi else f" {source.url or ''}".rstrip()
        yield bullet(f"{source}.{title} {source.within}.{where} ({'; '.join(cited)})")


def dash(console: Console) -> str:
    """What stands between the two ends of a range on a terminal."""
    return "-" if console.options.ascii_only else "–"  # noqa: RUF001
