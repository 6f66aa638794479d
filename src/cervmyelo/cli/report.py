"""
The report on one person in a terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cervmyelo.case import Case
from cervmyelo.findings import Finding, Outcome
from cervmyelo.io import Reading
from cervmyelo.io.provenance import written_by
from cervmyelo.names import printable
from cervmyelo.results.report import Line, Tone
from cervmyelo.results.report import report as report_of

from .overview import record_name
from .terminal import bullet, heading

__all__ = ["report"]

_STYLES: Final[dict[Tone, str]] = {
    "plain": "",
    "strong": "bold",
    "open": "yellow",
    "alarm": "bold red",
    "quiet": "dim",
}
_LABEL_WIDTH: Final = 32


def report(
    console: Console, reading: Reading, findings: Sequence[Finding[Outcome]]
) -> None:
    """
    Print the report on one person.

    Args:
        console: Where to print.

        reading: The patient, or a record with errors.

        findings: The finding of every rule.
    """
    case = Case.of(reading.patient or reading.values)
    page = report_of(case, findings, reading.problems)
    who = f" ({record_name(reading, bare=True)})" if reading.ref else ""
    console.print(Text(f"{page.title}{who}", style="bold"))
    for section in page.sections:
        console.print()
        console.print(heading(section.title))
        _print(console, section.lines)
    writer = written_by()
    version = f"cervmyelo {writer['version']}, rules {writer['rules']}."
    console.print(bullet(Text(version, style="dim")))


def _print(console: Console, lines: Sequence[Line]) -> None:
    table = Table.grid(padding=(0, 2, 0, 2))
    table.add_column(width=_LABEL_WIDTH)
    table.add_column()
    for line in lines:
        text = Text(printable(line.text), style=_STYLES[line.tone])
        if line.label:
            table.add_row(Text(line.label), text)
        else:
            console.print(bullet(text))
    if table.row_count:
        console.print(table)
