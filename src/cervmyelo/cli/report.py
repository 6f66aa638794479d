"""
One patient on a page: the urgency first, then the grades with their reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from cervmyelo.diagnosis.causes import CAUSE
from cervmyelo.diagnosis.early_signs import EARLY_SIGNS
from cervmyelo.findings import Finding, Outcome
from cervmyelo.forms import Bands, Case, Form
from cervmyelo.guidance.urgency import URGENCY
from cervmyelo.instruments.mjoa import SEVERITY, TOTAL
from cervmyelo.instruments.stages import STAGE
from cervmyelo.io import Reading
from cervmyelo.io.provenance import written_by
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantities import Quantity
from cervmyelo.registry import FIRST_LOOK, RULES
from cervmyelo.results.assessment import looks_at_record, says_something
from cervmyelo.results.profiles import Factors, estimate_outlook, score_risk, workup
from cervmyelo.results.urgency import triage
from cervmyelo.scales import Grade
from cervmyelo.sources import Citation

from .asking import askable
from .overview import named
from .terminal import bullet, grave, heading, plain, sources

__all__ = ["report"]

_Findings: TypeAlias = Sequence[Finding[Outcome]]

_GRADES: Final = (STAGE, TOTAL, SEVERITY, EARLY_SIGNS, CAUSE)
_ASKED: Final = 3
_NAMED: Final = 4
_LABEL_WIDTH: Final = 16
_OTHERS_WIDTH: Final = 36


def report(console: Console, reading: Reading, found: _Findings) -> None:
    """
    Print everything that the rules find for one patient.

    Args:
        console: Where to print.

        reading: The patient, or a record with a fault.

        found: What every rule finds for it.
    """
    case: Case = reading.patient or reading.values
    others = [
        each
        for each in found
        if RULES[each.rule.name] not in FIRST_LOOK
        and looks_at_record(RULES[each.rule.name], case)
    ]
    first = [each for each in found if RULES[each.rule.name] in FIRST_LOOK]
    telling = [e for e in others if says_something(RULES[e.rule.name], e)]
    shown = [*first, *telling]
    title = "Cervical myelopathy: what the record says"
    who = f" ({named(reading, bare=True)})" if reading.ref else ""
    console.print(Text(f"{title}{who}", style="bold"))
    for part in (
        _faults(reading),
        _urgency(case),
        _grades(found),
        _factors("Risk factors of the article", score_risk(case)),
        _outlook(case),
        _steps(case),
        _others(others, len(found) - len(first) - len(others)),
        _disagreements(shown),
        _ask(case, shown),
        _sources(shown),
    ):
        if part is not None:
            console.print()
            console.print(part)


def _faults(reading: Reading) -> RenderableType | None:
    if not reading.problems:
        return None
    return Group(
        Text("Faults: rules that look at them are refused", style="bold red"),
        *(bullet(plain(str(each))) for each in reading.problems),
    )


def _urgency(case: Case) -> RenderableType:
    urgency = triage(case)
    finding = urgency.finding
    head = heading(f"{URGENCY.label.capitalize()}: ")
    shown, sure = urgency.shown, urgency.at_least
    if shown is None or sure is None:
        return Group(head.append("refused", style="red"))
    lines: list[RenderableType] = []
    if urgency.value is None:
        head.append(f"{shown} is not ruled out", style=grave(finding))
        lines.append(bullet(shown.meaning))
        lines.append(bullet(f"Established so far: {sure}. {sure.meaning}"))
        lines.append(bullet(f"To settle it, record: {_wanted(finding)}"))
    else:
        head.append(str(shown), style=grave(finding))
        lines.append(bullet(shown.meaning))
    lines += _because(finding)
    return Group(head, *lines)


def _grades(found: _Findings) -> RenderableType:
    by_name = {each.rule.name: each for each in found}
    table = Table.grid(padding=(0, 2, 1, 0))
    table.add_column(style="bold", width=_LABEL_WIDTH)
    table.add_column()
    for rule in _GRADES:
        table.add_row(Text(rule.label), _grade(rule, by_name[rule.name]))
    return Group(heading("Stage, severity and cause"), table)


def _grade(rule: Form, finding: Finding[Outcome]) -> RenderableType:
    if finding.status == "refused":
        return Text("refused", style="red")
    lines: list[RenderableType] = []
    if isinstance(finding.value, Grade):
        grade = finding.value
        lines.append(Text(str(grade), style="bold").append(f"  {grade.meaning}", ""))
    elif finding.value is not None:
        lines.append(Text(finding.answer, style="bold"))
    elif not says_something(rule, finding):
        lines.append(Text("open: nothing is ruled out", style="yellow"))
    else:
        grades = [each for each in finding.possible or () if isinstance(each, Grade)]
        words = [str(grade) for grade in grades]
        answer = " or ".join((", ".join(words[:-1]), words[-1])) if words else ""
        lines.append(Text(f"open: {answer or finding.answer}", style="yellow"))
        if not isinstance(rule, Bands):
            lines += [Text(f"{each}  {each.meaning}", style="dim") for each in grades]
    if finding.missing:
        lines.append(Text(f"to settle it, record: {_wanted(finding)}", style="yellow"))
    if finding.status == "ok" or not isinstance(rule, Bands):
        lines += _because(finding, indent=0)
    return Group(*lines)


def _factors(
    title: str,
    factors: Factors,
    words: tuple[str, str, str] = ("present", "absent", "not known"),
) -> Group:
    head = heading(f"{title}: ")
    if factors.finding.status == "refused":
        return Group(head.append("refused", style="red"))
    head.append(factors.finding.answer, style="bold")
    states = (factors.present, factors.absent, factors.unknown)
    return Group(
        head,
        *(
            bullet(Text(f"{word}: ", "bold").append(_joined(e.label for e in each), ""))
            for word, each in zip(words, states, strict=True)
            if each
        ),
    )


def _outlook(case: Case) -> RenderableType:
    outlook = estimate_outlook(case)
    caution = Text("Caution: ", style="bold yellow").append(outlook.caution.says, "")
    return Group(
        _factors("Factors for a less favourable outlook", outlook), bullet(caution)
    )


def _steps(case: Case) -> RenderableType:
    words = ("done", "not done", "not recorded")
    return _factors("Steps to the diagnosis, done", workup(case), words)


def _others(found: _Findings, untouched: int) -> RenderableType | None:
    """Every further rule of which something is known, in a line or two."""
    lines: list[RenderableType] = []
    if found:
        table = Table.grid(padding=(0, 2, 0, 2))
        table.add_column(max_width=_OTHERS_WIDTH)
        table.add_column()
        for each in found:
            rule = RULES[each.rule.name]
            table.add_row(Text(rule.label), _short(rule, each))
        lines += [heading("Other instruments"), table]
    if untouched:
        said = f"Rules that look at nothing on record: {untouched}"
        lines.append(Text(said, style="dim"))
    return Group(*lines) if lines else None


def _short(rule: Form, finding: Finding[Outcome]) -> Text:
    if finding.status == "refused":
        told = " ".join(plain(str(each)) for each in finding.problems)
        faulty = any(each.field for each in finding.problems)
        if faulty:
            return Text(f"refused: {told}", style="red")
        return Text("no answer: ").append(told, "dim")
    if isinstance(finding.value, Grade):
        meaning = f"  {finding.value.meaning}"
        return Text(str(finding.value), style="bold").append(meaning, "")
    if finding.value is not None:
        return Text(finding.answer, style="bold")
    if not says_something(rule, finding):
        return Text("open: nothing is ruled out", style="yellow")
    wanted = f"; record: {_wanted(finding)}" if finding.missing else ""
    return Text(finding.answer, style="yellow").append(wanted, "dim")


def _disagreements(found: _Findings) -> RenderableType:
    differing = dict.fromkeys(
        each for finding in found for each in RULES[finding.rule.name].disagreements
    )
    lines: list[RenderableType] = []
    for each in differing:
        lines.append(bullet(f"{each.about}."))
        lines.append(bullet(f"as used here: {each.said.told}", indent=4))
        lines += [
            bullet(f"but also: {other.told} [{other.cite.source}]", indent=4)
            for other in each.beside
        ]
    return Group(heading("Where sources differ"), *lines)


def _ask(case: Case, found: _Findings) -> RenderableType | None:
    open_rules = [RULES[e.rule.name] for e in found if e.status == "undecided"]
    values = case if isinstance(case, Mapping) else case.flat()
    asked: dict[Quantity, Form] = {}
    for rule in open_rules:
        for _, question in askable([rule], values, {each.name for each in asked}):
            asked[question.quantity] = rule
        if len(asked) == _ASKED:
            break
    if not asked:
        return None
    return Group(
        heading("Ask next"),
        *(
            bullet(
                Text(f"{quantity.question} ").append(
                    f"[{quantity.name}, for: {rule.label}]", "dim"
                )
            )
            for quantity, rule in asked.items()
        ),
    )


def _sources(found: _Findings) -> RenderableType:
    cites = [cite for finding in found for cite in _cited(RULES[finding.rule.name])]
    wrote = written_by()
    return Group(
        heading("Sources"),
        *sources(cites),
        bullet(
            Text(
                f"cervmyelo {wrote['version']}, rules {wrote['rules']}. "
                f"{URGENCY.limits[1]}",
                style="dim",
            )
        ),
    )


def _cited(rule: Form) -> Iterable[Citation]:
    yield rule.cite
    for each in rule.disagreements:
        yield each.said.cite
        yield from (other.cite for other in each.beside)


def _because(finding: Finding[Outcome], indent: int = 2) -> list[RenderableType]:
    recorded = [each for each in finding.because if each.value is not None]
    told = [each for each in recorded if each.value is not False] or recorded
    if not told:
        return []
    reasons = _joined(dict.fromkeys(map(str, told)))
    return [bullet(Text(f"because: {reasons}", style="dim"), indent=indent)]


def _wanted(finding: Finding[Outcome]) -> str:
    labels = [QUANTITIES[name].label for name in finding.missing]
    more = len(labels) - _NAMED
    return _joined(labels[:_NAMED]) + (f"; and {more} more" if more > 0 else "")


def _joined(words: Iterable[str]) -> str:
    return "; ".join(words)
