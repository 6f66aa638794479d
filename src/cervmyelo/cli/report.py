"""
The report on one person in a terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs
from rich.console import Console
from rich.text import Text

from cervmyelo.case import Case
from cervmyelo.findings import Finding, Outcome
from cervmyelo.io import Reading
from cervmyelo.names import printable
from cervmyelo.registry import rules_fingerprint
from cervmyelo.results.report import report as report_of
from cervmyelo.version import VERSION

from .lines import record_name

__all__ = ["report"]

_STYLES: Final = {
    "title": "bold",
    "heading": "bold cyan",
    "plain": "",
    "strong": "bold",
    "open": "yellow",
    "alarm": "bold red",
    "quiet": "dim",
}
_IN_FULL: Final = "In full, with every reason and source: --full. As a page: "
_AS_PAGE: Final = "cervmyelo report"


def report(
    console: Console,
    reading: Reading,
    findings: Sequence[Finding[Outcome]],
    *,
    full: bool = False,
) -> None:
    """
    Print the report on one person.

    Args:
        console: Where to print.

        reading: The patient, or a record with errors.

        findings: The finding of every rule.

        full: Whether to print all of it, and not only what fits on a screen.
    """
    case = Case.of(reading.patient or reading.values)
    made = report_of(case, findings, reading.problems)
    if reading.ref:
        who = f"{made.title} ({record_name(reading, bare=True)})"
        made = attrs.evolve(made, title=who)
    width = console.width
    more = f"{_IN_FULL}{_AS_PAGE}"
    lines = made.printed(width) if full else made.first_screen(width, more=more)
    for line in lines:
        text = Text(printable(line.text), style=_STYLES[line.tone])
        console.print(text, soft_wrap=True)
    # The fingerprint of all rules takes longer than the whole report.
    rules = f", rules {rules_fingerprint()}" if full else ""
    console.print(Text(f"cervmyelo {VERSION}{rules}", style="dim"))
