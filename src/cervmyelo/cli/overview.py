"""
Many patients on one screen: a line each, counts, and the flagged records.
"""

from __future__ import annotations

import collections
import functools
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from rich.cells import cell_len
from rich.console import Console, Group
from rich.segment import Segments
from rich.table import Table
from rich.text import Text

from cervmyelo.diagnosis.causes import article_cause
from cervmyelo.diagnosis.early_signs import article_early_signs
from cervmyelo.diagnosis.workup import article_workup
from cervmyelo.findings import Finding, Outcome, figure
from cervmyelo.forms import Crosswalk, Form, GradingForm, Sum, Tally
from cervmyelo.guidance.urgency import article_urgency
from cervmyelo.instruments.mjoa import mjoa_severity, mjoa_total
from cervmyelo.instruments.stages import article_stage
from cervmyelo.io.patients import Reading
from cervmyelo.io.repeats import OnceEach, Repeats
from cervmyelo.names import printable
from cervmyelo.outlook.article import article_outlook_factors
from cervmyelo.registry import RULES
from cervmyelo.results.report import spoken
from cervmyelo.risk.article import article_risk_factors
from cervmyelo.scale import Grade

from .lines import (
    MOST_LINES,
    Answer,
    FoundLines,
    Lines,
    TableLines,
    record_name,
)
from .terminal import bullet, dash, heading, severity_style

if TYPE_CHECKING:
    import polars as pl

    from cervmyelo.io.counted_rows import Counted
    from cervmyelo.io.pieces import More

__all__ = ["MOST_FLAGGED", "Overview", "faults_of"]

_Findings: TypeAlias = Sequence[Finding[Outcome]]
_Cell: TypeAlias = str | int | float

_SHORT: Final = {
    article_urgency.name: "urgency",
    article_stage.name: "stage",
    mjoa_total.name: "mJOA",
    mjoa_severity.name: "severity",
    article_risk_factors.name: "risk",
    article_outlook_factors.name: "outlook",
}
"""Short headings of the rules that have a column before all others."""

_SUMMED: Final = {
    **_SHORT,
    article_early_signs.name: "early signs",
    article_cause.name: "cause",
    article_risk_factors.name: "risk factors",
    article_workup.name: "diagnostic steps",
    article_outlook_factors.name: "outlook factors",
}
_GRAVE: Final = frozenset({article_urgency, article_stage, mjoa_severity})
_MOST_URGENT: Final = article_urgency.outcomes[-1]
_LABEL_WIDTH: Final = 36
_NAME_WIDTH: Final = 24
_PADDING: Final = 2

MOST_FLAGGED: Final = 50
"""Of how many flagged patients the reasons are shown."""


class Overview:
    """
    Counts over the patients of a file, with a line for each of the first ones.

    Attributes:
        total: The number of records.

        flagged: How many of them are invalid.
    """

    def __init__(self) -> None:
        self.total: int = 0
        self.flagged: int = 0
        self._alarming = 0
        self._found = FoundLines()
        self._faults = OnceEach(faults_of)
        self._repeats = Repeats(self._count)
        self._lock = threading.Lock()
        self._table = TableLines()
        self._lines: Lines = self._found
        self._faulty: list[tuple[Reading, list[str]]] = []
        self._counts: dict[str, collections.Counter[str]] = {
            name: collections.Counter() for name in RULES
        }
        self._ends: dict[str, tuple[float, float, str]] = {}

    def add(self, reading: Reading, found: _Findings) -> None:
        """Count the next patient."""
        self.total += 1
        faults = self._faults(reading)
        if faults:
            self.flagged += 1
            self._faulty.append((reading, faults))
            del self._faulty[MOST_FLAGGED:]
        self._found.add(reading, found, flagged=bool(faults))
        self._repeats.add(found)

    def _count(self, found: _Findings, many: int) -> None:
        """Count so many patients with the same findings."""
        for each in found:
            self._counts[each.rule.name][_counted(each)] += many
            if isinstance(each.value, int | float):
                self._widen(each.rule.name, each.value, each.unit)
            if each.rule.name == article_urgency.name and each.status == "undecided":
                self._alarming += many * (each.high == _MOST_URGENT)

    def count(self, piece: pl.DataFrame, more: More) -> None:
        """
        Count the patients of a graded table.

        Args:
            piece: A piece of it, with the results of all rules and their statuses,
                as `cervmyelo.io.grading` makes them.

            more: Gives the people about whom its columns do not hold all.
        """
        from cervmyelo.io.counted_rows import Counted

        self.take(Counted.of(piece, lines=MOST_LINES, flagged=MOST_FLAGGED), more)

    def take(self, counted: Counted, more: More) -> None:
        """
        Count the patients of some rows.

        Args:
            counted: What is shown of them.

            more: Gives the people about whom their columns do not hold all.
        """
        import polars as pl

        from cervmyelo.io.counted_rows import MANY

        people = counted.people
        urgent = pl.col(f"{article_urgency.name}_status") == "undecided"
        most = pl.col(f"{article_urgency.name}_high") == str(_MOST_URGENT.code)
        alarming = int(people.filter(urgent & most)[MANY].sum())
        statuses: dict[str, dict[str, int]] = {
            name: _tallied(people, f"{name}_status") for name in RULES
        }
        decided = [rule for rule in RULES.values() if statuses[rule.name].get("ok")]
        answers: dict[str, dict[_Cell, int]] = {
            rule.name: _tallied(people, rule.name) for rule in decided
        }
        # Pieces may come from several threads, and out of order.
        with self._lock:
            self.total += counted.rows
            self._table.add(counted.head, more)
            self._lines = self._table
            self._alarming += alarming
            for name, counts in statuses.items():
                open_ones = {e: many for e, many in counts.items() if e != "ok"}
                self._counts[name].update(open_ones)
            for rule in decided:
                self._count_answers(rule, answers[rule.name])
            self.flagged += counted.flagged
            for number, ref, faults in counted.faulty:
                reading = Reading(number=number + 1, ref=ref, patient=None, values={})
                self._faulty.append((reading, faults.splitlines()))
            self._faulty.sort(key=lambda each: each[0].number)
            del self._faulty[MOST_FLAGGED:]

    def _count_answers(self, rule: Form, answers: Mapping[_Cell, int]) -> None:
        counts = self._counts[rule.name]
        if isinstance(rule, GradingForm | Tally):
            words = {str(_code(each)): _word(each) for each in rule.outcomes}
            for value, many in answers.items():
                counts[words[str(value)]] += many
            return
        counts["ok"] += sum(answers.values())
        for value in answers:
            if isinstance(value, int | float):
                self._widen(rule.name, value, rule.unknown.unit)

    def _widen(self, name: str, value: float, unit: str) -> None:
        low, high, _ = self._ends.get(name, (value, value, unit))
        self._ends[name] = (min(low, value), max(high, value), unit)

    def lines(self, console: Console) -> None:
        """Print one line for each patient, with the columns that have answers."""
        people = self._lines.people()
        flags = any(flagged for _, flagged in people)
        decided = _decided_first(self._lines)
        wide = min(_widest(["patient", *(name for name, _ in people)]), _NAME_WIDTH)
        room = console.width - wide - _PADDING
        room -= (_PADDING + len("flagged")) * flags

        def cells_of(rule: Form) -> list[Text]:
            answers, every = self._lines.answers(rule), rule.outcomes
            return [_short(rule, every, each, console) for each in answers]

        cells = _fitting(((name, cells_of(RULES[name])) for name in decided), room)
        chosen = [name for name in RULES if name in cells]
        more = len(decided) - len(chosen)
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
        table.add_column(Text("patient", style="bold"), width=wide, overflow="fold")
        for name in chosen:
            width = _width(name, cells[name])
            heading_of = Text(_heading(name), style="bold")
            table.add_column(heading_of, width=width, overflow="fold")
        if flags:
            table.add_column(Text("flag", style="bold"))
        for place, (name, flagged) in enumerate(people):
            row = [cells[rule][place] for rule in chosen]
            if flags:
                row.append(Text("flagged" * flagged, style="red"))
            table.add_row(Text(name), *row)
        silent = any("refused" in self._lines.statuses(RULES[name]) for name in chosen)
        console.print(table)
        if self.total > len(people):
            console.print(
                Text(
                    f"... and {self.total - len(people):,} more; "
                    f"-o FILE writes all of them."
                )
            )
        console.print()
        for line in self._legend(console, chosen, more, silent=silent):
            console.print(Text(line, style="dim"))

    @staticmethod
    def _legend(
        console: Console, chosen: Sequence[str], more: int, *, silent: bool
    ) -> Iterator[str]:
        """What signs and counts in the table mean, and where there is more."""
        parts = [
            f"{dash(console)} = a range, all of it still possible.",
            "? = not enough recorded.",
        ]
        if article_urgency.name in chosen:
            parts.insert(0, "+ = or more urgent, which is not excluded.")
        if silent:
            parts.append(
                "! = no answer: a value is invalid, or the source has no answer."
            )
        rules = [RULES[name] for name in chosen]
        counts = [
            f"{_heading(each.name)} (of {len(each.counted)})"
            for each in rules
            if isinstance(each, Tally)
        ]
        if counts:
            parts.append(f"Counted, not weighted: {', '.join(counts)}.")
        if chosen:
            yield " ".join(parts)
        else:
            yield (
                "No rule is decided for any patient; the counts below show what is "
                "still open."
            )
        if more:
            others = "1 more rule has" if more == 1 else f"{more} more rules have"
            yield (
                f"{others} answers: see the counts below, a wider terminal, or -o FILE "
                f"for every answer."
            )

    def summary(self, console: Console) -> None:
        """Print how many patients have each answer, and how many are undecided."""
        self._repeats.settle()
        people = "1 patient" if self.total == 1 else f"{self.total:,} patients"
        flagged = f"{self.flagged:,} flagged" if self.flagged else "none flagged"
        console.print(heading(f"{people}, {flagged}"))
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        table.add_column(style="bold", max_width=_LABEL_WIDTH)
        table.add_column()
        unanswered = 0
        for name, rule in RULES.items():
            if not _decided(self._counts[name]) and rule is not article_urgency:
                unanswered += 1
                continue
            label = Text(_SUMMED.get(name, rule.label))
            table.add_row(label, self._answers(rule, self._counts[name]))
        console.print(table)
        if unanswered:
            rules = (
                "1 other rule has"
                if unanswered == 1
                else f"{unanswered} other rules have"
            )
            line = f"{rules} no answer for any patient in this file."
            console.print(Text(line, style="dim"))

    def flags(self, console: Console) -> None:
        """Print the flagged records with their reasons."""
        if not self.flagged:
            return
        console.print()
        console.print(
            heading(
                "Flagged: rules that need an invalid value are refused, all others "
                "answer"
            )
        )

        @functools.cache
        def paragraph(message: str) -> Segments:
            # The same messages come back in most records.
            return Segments(console.render(bullet(printable(message))))

        # To print each of some thousand messages takes a second.
        parts: list[Text | Segments] = []
        for reading, messages in self._faulty:
            parts.append(Text(record_name(reading), style="bold"))
            parts += map(paragraph, messages)
        console.print(Group(*parts))
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
            line = f"undecided: {counts['undecided']:,}{among}"
            parts.append(Text(line, style="yellow"))
        if counts["refused"]:
            parts.append(Text(f"refused: {counts['refused']:,}", style="red"))
        return Text("  ").join(parts)

    def _between(self, rule: Form) -> str:
        if rule.name not in self._ends:
            return ""
        low, high, unit = self._ends[rule.name]
        return spoken(f", from {figure(low)} to {figure(high)} {unit}".rstrip())


def _tallied(people: pl.DataFrame, name: str) -> dict[Any, int]:
    """How many people have each value of a column; those without any do not count."""
    from cervmyelo.io.counted_rows import MANY

    some = people.select(name, MANY).drop_nulls(name)
    return dict(some.group_by(name).sum().rows())


def faults_of(reading: Reading) -> list[str]:
    """What is invalid in a record, and what contradicts itself."""
    contradictions = [each for each in reading.conflicts if each.refuses]
    return [*map(str, (*reading.problems, *contradictions))]


def _decided_first(lines: Lines) -> list[str]:
    """
    The rules with an answer for a patient who is shown, the best known first.

    Where there is none at all, those whose answers are narrowed.
    """
    # A translation is no further answer.
    rules = [rule for rule in RULES.values() if not isinstance(rule, Crosswalk)]
    counts = {
        rule.name: sum(status == "ok" for status in lines.statuses(rule))
        for rule in rules
    }
    if not any(counts.values()):
        counts = {rule.name: _narrowed(lines.answers(rule), rule) for rule in rules}
    # sorted() is stable: between equals, the order of the rules decides.
    return sorted(
        (name for name, count in counts.items() if count),
        key=lambda name: (name not in _SHORT, -counts[name]),
    )


def _narrowed(answers: Sequence[Answer], rule: Form) -> int:
    """How many answers of a rule are open and yet exclude something."""
    outcomes = rule.outcomes
    return sum(
        each.status == "undecided" and each.excludes_any(outcomes) for each in answers
    )


def _counted(finding: Finding[Outcome]) -> str:
    if finding.value is None:
        return finding.status
    if isinstance(RULES[finding.rule.name], GradingForm | Tally):
        return _word(finding.value)
    # For continuous results only the count, minimum and maximum are kept.
    return "ok"


def _decided(counts: collections.Counter[str]) -> int:
    return sum(counts.values()) - counts["undecided"] - counts["refused"]


def _word(outcome: Outcome | None) -> str:
    if isinstance(outcome, Grade):
        return outcome.label
    return figure(outcome) if isinstance(outcome, int | float) else str(outcome)


def _code(outcome: Outcome) -> str | float:
    return outcome.code if isinstance(outcome, Grade) else outcome


def _short(
    rule: Form, outcomes: Sequence[Outcome], answer: Answer, console: Console
) -> Text:
    if answer.status == "refused":
        return Text("!", style="bold red")
    style = severity_style(answer.high) if rule in _GRAVE else ""
    if answer.value is not None:
        return Text(_word(answer.value), style=style)
    if answer.grades:
        every = len(answer.grades) == len(outcomes)
        return Text("?" if every else "/".join(map(_word, answer.grades)), style="dim")
    if (answer.low, answer.high) == (outcomes[0], outcomes[-1]):
        return Text("?", style="dim")
    low, high = _word(answer.low), _word(answer.high)
    if rule is article_urgency and answer.high == _MOST_URGENT:
        return Text(f"{low}+", style="yellow")
    # One answer is possible, and the source may give none.
    return Text(f"{low}?" if low == high else f"{low}{dash(console)}{high}")


def _heading(name: str) -> str:
    return _SHORT.get(name, _SUMMED.get(name, RULES[name].label))


def _widest(words: Iterable[str]) -> int:
    return max(map(cell_len, words), default=0)


def _width(name: str, cells: Iterable[Text]) -> int:
    """The width of a column: of its cells, and of the longest word of its heading."""
    return max(_widest(each.plain for each in cells), _widest(_heading(name).split()))


def _fitting(
    columns: Iterable[tuple[str, list[Text]]], room: int
) -> dict[str, list[Text]]:
    """The first columns that fit."""
    chosen: dict[str, list[Text]] = {}
    for name, column in columns:
        width = _width(name, column) + _PADDING
        if width > room:
            break
        chosen[name] = column
        room -= width
    return chosen
