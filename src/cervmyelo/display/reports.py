"""
The report on one person as parts of a page, for notebooks and documents.

What it says is `cervmyelo.results.report`; here it gets its tables and pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from cervmyelo.findings import Finding, label_of, problem_in_words
from cervmyelo.results.report import Kind, Line, Report, Section, spoken
from cervmyelo.scale import Grade

from .answers import chips_of, possible_in, question_blocks
from .blocks import (
    Block,
    Bullets,
    Cell,
    Details,
    Grid,
    Interval,
    Paragraph,
    Part,
    RowGroup,
    facts,
    link,
)

__all__ = ["drawn", "report_blocks", "titled"]

_FOLDED: Final[frozenset[Kind]] = frozenset({"why", "notes"})
_FEW_LEVELS: Final = 6
"""Up to so many grades are drawn next to an answer."""

_STATES: Final = (
    ("ok", "Decided"),
    ("undecided", "Open: not enough recorded"),
    ("refused", "No answer"),
)


def report_blocks(shown: Report) -> Iterator[Block]:
    """
    A report as parts of a page, each section under its heading.

    Args:
        shown: The report.
    """
    for section in shown.sections:
        blocks = tuple(_section(shown, section))
        if section.kind in _FOLDED:
            yield Details(section.title, blocks)
        else:
            yield Part(section.title, blocks)


def _section(shown: Report, section: Section) -> Iterator[Block]:
    match section.kind:
        case "do":
            yield from _lines([each for each in section.lines if not each.label])
            yield from map(_urgency, shown.urgency)
            if shown.advice:
                yield _answers(shown.answers[: shown.advice])
        case "found":
            yield _answers(shown.found)
        case "ask":
            yield from _questions(shown)
        case "why":
            yield _reasons(shown.answers)
        case "differ":
            yield from _differences(shown)
        case _:
            yield from _lines(section.lines)


def _lines(lines: Sequence[Line]) -> Iterator[Block]:
    """Paragraphs, and a table of the lines with a label."""
    for line in lines:
        if not line.label:
            tone = "plain" if line.tone == "open" else line.tone
            yield Paragraph(line.text, tone)
    yield from facts((titled(each.label), each.text) for each in lines if each.label)


def _answers(findings: Sequence[Finding[Any]]) -> Block:
    groups = (
        RowGroup(
            tuple(map(_answer, (e for e in findings if e.status == status))), title
        )
        for status, title in _STATES
    )
    head = ("What", "Answer", "Drawn", "Source")
    return Grid(head, tuple(each for each in groups if each.rows))


def _answer(finding: Finding[Any]) -> tuple[Cell, ...]:
    text = spoken(finding.answer)
    if finding.status == "refused":
        text = f"{text}: {' '.join(map(problem_in_words, finding.problems))}"
    elif isinstance(finding.value, Grade):
        meaning = finding.value.meaning
        known = text.casefold() in meaning.casefold()
        text = meaning if known else f"{text}: {meaning}"
    elif finding.missing:
        text = f"{text} (not recorded: {'; '.join(map(label_of, finding.missing))})"
    return (
        titled(finding.label),
        text,
        drawn(finding),
        link(finding.cite, str(finding.cite.source)),
    )


def titled(label: str) -> str:
    """
    A label at the beginning of a line.

    >>> titled("stage (article)"), titled("mJOA total")
    ('Stage (article)', 'mJOA total')

    Args:
        label: The label.
    """
    first, _, _ = label.partition(" ")
    return label[:1].upper() + label[1:] if first.islower() else label


def _urgency(finding: Finding[Any]) -> Block:
    """How urgent it is, among all answers."""
    grades = [each for each in finding.possible or () if isinstance(each, Grade)]
    return chips_of(grades[0].scale, grades, decided=finding.status == "ok")


def drawn(finding: Finding[Any]) -> Cell:
    """
    What is possible, drawn for a line of a table; empty if it has no picture.

    Args:
        finding: The finding.
    """
    grades = [each for each in finding.possible or () if isinstance(each, Grade)]
    if grades:
        scale = grades[0].scale
        if len(scale) > _FEW_LEVELS:
            return ""
        chips = chips_of(scale, grades, decided=finding.status == "ok")
        return type(chips)(chips.chips, chips.label, legend=False)
    found = next(possible_in(finding, small=True), "")
    return found if isinstance(found, Interval) else ""


def _questions(shown: Report) -> Iterator[Block]:
    """Each question with what its answers would change, the first one in full."""
    for place, question in enumerate(shown.questions):
        if question.conflict is not None:
            yield Paragraph(str(question), "strong")
            continue
        blocks = tuple(question_blocks(question, named=False))
        if place:
            yield Details(question.quantity.question, blocks)
        else:
            yield Part(question.quantity.question, blocks)


def _reasons(findings: Sequence[Finding[Any]]) -> Block:
    rows = tuple(
        (
            titled(finding.label),
            Bullets(tuple(spoken(str(each)) for each in finding.because)),
            link(finding.cite),
        )
        for finding in findings
        if finding.because and finding.status != "refused"
    )
    return Grid(("What", "Because", "Source"), (RowGroup(rows),))


def _differences(shown: Report) -> Iterator[Block]:
    rows = tuple(
        (
            titled(each.label),
            spoken(each.here),
            spoken(each.there),
            each.says.text,
            link(each.says.cite),
        )
        for each in shown.differences
    )
    head = ("What", "Here", "By the other source", "What that source says", "Source")
    yield Grid(head, (RowGroup(rows),))
    yield Paragraph("Neither source is corrected here; both are shown.", "quiet")
