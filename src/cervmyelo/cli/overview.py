"""
Overview of many patients: one line each, counts, and the flagged records.
"""

from __future__ import annotations

import collections
from collections.abc import Sequence
from typing import Final, TypeAlias

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cervmyelo.diagnosis.causes import article_cause
from cervmyelo.diagnosis.early_signs import article_early_signs
from cervmyelo.diagnosis.workup import article_workup
from cervmyelo.findings import Finding, Outcome
from cervmyelo.forms import Form, GradingForm, Sum, Tally
from cervmyelo.guidance.urgency import article_urgency
from cervmyelo.instruments.mjoa import mjoa_severity, mjoa_total
from cervmyelo.instruments.stages import article_stage
from cervmyelo.io import Reading
from cervmyelo.outlook.article import article_outlook_factors
from cervmyelo.registry import FIRST_LOOK, RULES
from cervmyelo.risk.article import article_risk_factors

from .terminal import bullet, heading, plain, severity_style

__all__ = ["Overview", "record_name"]

_Findings: TypeAlias = Sequence[Finding[Outcome]]

_SHOWN: Final[tuple[tuple[str, Form], ...]] = (
    ("urgency", article_urgency),
    ("stage", article_stage),
    ("mJOA", mjoa_total),
    ("severity", mjoa_severity),
    ("risk", article_risk_factors),
    ("outlook", article_outlook_factors),
)
_SUMMED: Final = {
    **{rule.name: name for name, rule in _SHOWN},
    article_early_signs.name: "early signs",
    article_cause.name: "cause",
    article_risk_factors.name: "risk factors",
    article_workup.name: "diagnostic steps",
    article_outlook_factors.name: "outlook factors",
}
_MOST_URGENT: Final = article_urgency.outcomes[-1]
_LABEL_WIDTH: Final = 36
_MOST_LINES: Final = 200
_MOST_FLAGGED: Final = 50


class Overview:
    """
    Counts over the patients in a file, and one line for each of the first patients.

    Attributes:
        total: The number of records.

        flagged: The number of records with an error.
    """

    def __init__(self) -> None:
        self.total: int = 0
        self.flagged: int = 0
        self._alarming = 0
        self._lines: list[tuple[Reading, _Findings]] = []
        self._faulty: list[Reading] = []
        self._counts: dict[str, collections.Counter[str]] = {
            name: collections.Counter() for name in RULES
        }
        self._ends: dict[str, tuple[float, float, str]] = {}

    def add(self, reading: Reading, findings: _Findings) -> None:
        """Add a patient."""
        self.total += 1
        if reading.problems:
            self.flagged += 1
            if len(self._faulty) < _MOST_FLAGGED:
                self._faulty.append(reading)
        if len(self._lines) < _MOST_LINES:
            self._lines.append((reading, findings))
        for each in findings:
            self._counts[each.rule.name][_counted(each)] += 1
            if isinstance(each.value, int | float):
                self._widen(each.rule.name, each.value, each.unit)
            if each.rule.name == article_urgency.name and each.status == "undecided":
                self._alarming += each.high == _MOST_URGENT

    def _widen(self, name: str, value: float, unit: str) -> None:
        low, high, _ = self._ends.get(name, (value, value, unit))
        self._ends[name] = (min(low, value), max(high, value), unit)

    def lines(self, console: Console) -> None:
        """Print one line for each patient."""
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
        table.add_column(Text("patient", style="bold"), overflow="fold")
        for name, _ in _SHOWN:
            table.add_column(Text(name, style="bold"), no_wrap=True)
        flags = any(reading.problems for reading, _ in self._lines)
        if flags:
            table.add_column(Text("flag", style="bold"))
        for reading, findings in self._lines:
            by_name = {each.rule.name: each for each in findings}
            cells = [_short(by_name[rule.name], console) for _, rule in _SHOWN]
            if flags:
                cells.append(Text("flagged" * bool(reading.problems), style="red"))
            table.add_row(Text(record_name(reading, bare=True)), *cells)
        console.print(table)
        if self.total > len(self._lines):
            console.print(
                Text(
                    f"... and {self.total - len(self._lines):,} more; "
                    f"-o FILE writes all of them."
                )
            )
        console.print()
        console.print(Text(self._legend(console, flags=flags), style="dim"))

    @staticmethod
    def _legend(console: Console, *, flags: bool) -> str:
        risk, outlook = (
            len(article_risk_factors.counted),
            len(article_outlook_factors.counted),
        )
        refused = " ! = refused, because a value is invalid." if flags else ""
        return (
            f"{_MOST_URGENT}? = still possible, not enough recorded. "
            f"{_dash(console)} = a range, all of it still possible. "
            f"? = not enough recorded.{refused} risk, outlook = how many of the "
            f"article's {risk} risk factors and {outlook} adverse factors are present; "
            f"a count without weights."
        )

    def summary(self, console: Console) -> None:
        """Print the number of patients with each answer, and the undecided ones."""
        people = "1 patient" if self.total == 1 else f"{self.total:,} patients"
        flagged = f"{self.flagged:,} flagged" if self.flagged else "none flagged"
        console.print(heading(f"{people}, {flagged}"))
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        table.add_column(style="bold", max_width=_LABEL_WIDTH)
        table.add_column()
        unanswered = 0
        for name, rule in RULES.items():
            if rule not in FIRST_LOOK and not _decided(self._counts[name]):
                unanswered += 1
                continue
            label = Text(_SUMMED.get(name, rule.label))
            table.add_row(label, self._answers(rule, self._counts[name]))
        console.print(table)
        if unanswered:
            text = f"{unanswered} other rules need data that this file does not have"
            console.print(Text(text, style="dim"))

    def flags(self, console: Console) -> None:
        """Print the flagged records with their reasons."""
        if not self.flagged:
            return
        console.print()
        console.print(
            heading(
                "Flagged: rules with an invalid input are refused, all others answer"
            )
        )
        for reading in self._faulty:
            console.print(Text(record_name(reading), style="bold"))
            for problem in reading.problems:
                console.print(bullet(plain(str(problem))))
        if self.flagged > len(self._faulty):
            console.print(
                Text(
                    f"... and {self.flagged - len(self._faulty):,} more; "
                    f"-o FILE writes all of them with their reasons."
                )
            )

    def _answers(self, rule: Form, counts: collections.Counter[str]) -> Text:
        parts: list[Text] = []
        if not isinstance(rule, GradingForm | Tally):
            word = "fully scored" if isinstance(rule, Sum) else "answered"
            parts.append(Text(f"{word}: {_decided(counts):,}{self._between(rule)}"))
        elif _decided(counts):
            words = map(_word, rule.outcomes)
            parts += [Text(f"{word}: {counts[word]:,}") for word in words]
        if counts["undecided"]:
            among = (
                f" ({_MOST_URGENT} still possible: {self._alarming:,})"
                if rule is article_urgency
                else ""
            )
            text = f"undecided: {counts['undecided']:,}{among}"
            parts.append(Text(text, style="yellow"))
        if counts["refused"]:
            parts.append(Text(f"refused: {counts['refused']:,}", style="red"))
        return Text("  ").join(parts)

    def _between(self, rule: Form) -> str:
        if rule.name not in self._ends:
            return ""
        low, high, unit = self._ends[rule.name]
        return f", from {low:g} to {high:g} {unit}".rstrip()


def record_name(reading: Reading, *, bare: bool = False) -> str:
    """
    The name of a record: its reference if that is valid, otherwise its number.

    >>> record_name(Reading(number=7, patient=None, values={}))
    'row 7'
    """
    at_fault = any(getattr(each, "field", "") == "ref" for each in reading.problems)
    row = f"row {reading.number}"
    if reading.ref is None or at_fault:
        return row
    return plain(reading.ref) if bare else f"{row}, {plain(reading.ref)}"


def _counted(finding: Finding[Outcome]) -> str:
    if finding.value is None:
        return finding.status
    if isinstance(RULES[finding.rule.name], GradingForm | Tally):
        return _word(finding.value)
    # For continuous results keep only the count, minimum and maximum.
    return "ok"


def _decided(counts: collections.Counter[str]) -> int:
    return sum(counts.values()) - counts["undecided"] - counts["refused"]


def _word(outcome: Outcome | None) -> str:
    return f"{outcome:g}" if isinstance(outcome, int | float) else str(outcome)


def _short(finding: Finding[Outcome], console: Console) -> Text:
    if finding.status == "refused":
        return Text("!", style="bold red")
    rule = RULES[finding.rule.name]
    style = (
        severity_style(finding)
        if rule in {article_urgency, article_stage, mjoa_severity}
        else ""
    )
    if finding.value is not None:
        return Text(_word(finding.value), style=style)
    if rule is article_urgency:
        return Text(f"{_word(finding.high)}?", style=style)
    lowest, highest = rule.outcomes[0], rule.outcomes[-1]
    if (finding.low, finding.high) == (lowest, highest):
        return Text("?", style="dim")
    return Text(f"{_word(finding.low)}{_dash(console)}{_word(finding.high)}")


def _dash(console: Console) -> str:
    return "-" if console.options.ascii_only else "–"  # noqa: RUF001
