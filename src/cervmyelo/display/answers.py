"""
Views of answers: findings, grades, factors, urgency, and what to ask next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from cervmyelo.findings import Finding, Outcome, label_of, problem_in_words
from cervmyelo.registry import RULES
from cervmyelo.results.consequences import Consequence
from cervmyelo.results.profiles import Factors, Outlook
from cervmyelo.results.questions import Question
from cervmyelo.results.urgency import Urgency
from cervmyelo.scale import Grade, Scale

from .blocks import (
    Block,
    Bullets,
    Chip,
    Chips,
    Details,
    Interval,
    Mark,
    Page,
    Paragraph,
    facts,
    grid,
    link,
)
from .views import page_of

__all__ = ["chips_of", "explained", "possible_in", "question_blocks"]

_STATUS: Final = {"ok": "", "undecided": "undecided", "refused": ""}
_MARKS: Final[dict[bool | None, Mark]] = {True: "yes", False: "no", None: "open"}
_TABLES: Final = 3
_UNFOLDED: Final = 12
"""From more inputs than these, the list is folded."""


@page_of.register(Finding)
def _finding(finding: Finding[Any]) -> Page:
    return Page(
        finding.label or finding.rule.name,
        finding.answer,
        tuple(explained(finding)),
        _STATUS[finding.status],
    )


def explained(finding: Finding[Any]) -> Iterator[Block]:
    """What is possible, why, what is missing, whom it holds for, and the source."""
    yield from possible_in(finding)
    named = {
        how: tuple(map(label_of, names))
        for how, names in finding.missing_by_kind.items()
    }
    yield from facts(
        (
            ("Means", _meaning(finding)),
            ("Because", Bullets(tuple(map(str, finding.because)))),
            *(
                (how.capitalize(), Bullets(labels))
                for how, labels in named.items()
                if len(labels) <= _UNFOLDED
            ),
            ("Why not", Bullets(tuple(map(problem_in_words, finding.problems)))),
            ("Holds for", Bullets(finding.holds_for)),
            ("Source", link(finding.cite)),
        )
    )
    for how, labels in named.items():
        if len(labels) > _UNFOLDED:
            yield Details(f"{len(labels)} inputs: {how}", (Bullets(labels),))
    grades = [each for each in finding.possible or () if isinstance(each, Grade)]
    if len(grades) > 1:
        yield Details("What the grades mean", (_levels(grades[0].scale, grades),))


def _meaning(finding: Finding[Any]) -> str:
    return finding.value.meaning if isinstance(finding.value, Grade) else ""


def possible_in(finding: Finding[Any], *, small: bool = False) -> Iterator[Block]:
    """What is possible, drawn: chips for grades, an interval for numbers."""
    grades = [each for each in finding.possible or () if isinstance(each, Grade)]
    if grades:
        yield chips_of(grades[0].scale, grades, decided=finding.status == "ok")
        return
    low, high = finding.low, finding.high
    rule = RULES.get(finding.rule.name)
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return
    # A finding can be made by hand, or be of a rule of the user's own.
    if rule is None:
        return
    least, *_, most = (e for e in rule.outcomes if isinstance(e, int | float))
    yield Interval(
        low=low,
        high=high,
        least=min(least, low),
        most=max(most, high),
        text=finding.answer,
        published=finding.interval,
        small=small,
    )


def chips_of(scale: Scale, possible: Iterable[Grade], *, decided: bool) -> Chips:
    """
    The levels of a scale, each possible or excluded.

    Args:
        scale: The scale.

        possible: The grades that are possible.

        decided: Whether the only one of them is the answer.
    """
    codes = {grade.code for grade in possible}
    mark: Mark = "answer" if decided else "possible"
    return Chips(
        tuple(
            Chip(level.text, mark if level.code in codes else "excluded")
            for level in scale.levels
        ),
        scale.label,
    )


def _levels(scale: Scale, some: Iterable[Grade] | None = None) -> Block:
    levels = scale.levels
    if some is not None:
        codes = {grade.code for grade in some}
        levels = tuple(each for each in levels if each.code in codes)
    return grid(
        ("Grade", "Code", "Meaning"),
        ((each.text, repr(each.code), each.meaning) for each in levels),
    )


@page_of.register
def _grade(shown: Grade) -> Page:
    chips = chips_of(shown.scale, (shown,), decided=True)
    found = facts(
        (
            ("Means", shown.meaning),
            ("Code", repr(shown.code)),
            ("Scale", shown.scale.name),
            ("Order", _order(shown.scale)),
        )
    )
    return Page(shown.scale.label, shown.label, (chips, *found))


@page_of.register
def _scale(shown: Scale) -> Page:
    lead = f"{len(shown)} grades"
    return Page(shown.label, lead, (_levels(shown),), _order(shown))


def _order(scale: Scale) -> str:
    return "from the best to the worst" if scale.ordered else "without order"


@page_of.register
def _factors(shown: Factors) -> Page:
    finding = shown.finding
    chips = Chips(
        tuple(Chip(each.label, _MARKS[each.present]) for each in shown.factors),
        finding.label,
    )
    blocks: list[Block] = [*possible_in(finding), chips]
    if isinstance(shown, Outlook):
        blocks.append(Paragraph(shown.caution.says))
    blocks += facts(
        (
            ("Why not", Bullets(tuple(map(problem_in_words, finding.problems)))),
            ("Holds for", Bullets(finding.holds_for)),
            ("Source", link(finding.cite)),
        )
    )
    reported = [
        (each.label, says.text, link(says.cite))
        for each in shown.factors
        for says in each.says
    ]
    if reported:
        table = grid(("Factor", "What is reported", "Source"), reported)
        blocks.append(Details("What sources report about these factors", (table,)))
    return Page(finding.label, finding.answer, tuple(blocks), _STATUS[finding.status])


@page_of.register
def _urgency(shown: Urgency) -> Page:
    finding = shown.finding
    top = (
        shown.at_least is not None
        and shown.at_least == RULES[finding.rule.name].outcomes[-1]
    )
    blocks: list[Block] = [Paragraph(str(shown), "alarm" if top else "strong")]
    possible = shown.rest or finding
    if shown.rest is None:
        blocks += possible_in(finding)
    elif shown.at_least is not None and shown.shown is not None:
        least = shown.at_least.rank
        grades = [each for each in shown.at_least.scale if each.rank >= least]
        blocks.append(chips_of(shown.at_least.scale, grades, decided=False))
    lead = finding.answer if shown.rest is None else "some fields are at fault"
    because = tuple(explained(possible))
    blocks.append(Details("Why, and the source", because[1:] or because))
    return Page(finding.label, lead, tuple(blocks), _STATUS[finding.status])


@page_of.register
def _question(shown: Question) -> Page:
    if shown.conflict is not None:
        labels = " and ".join(f'"{label_of(e)}"' for e in shown.conflict.fields)
        lead = f"check {labels}"
        return Page("Ask next", lead, (Paragraph(f"{shown.conflict.why}.", "strong"),))
    return Page("Ask next", shown.quantity.question, tuple(question_blocks(shown)))


def question_blocks(question: Question, *, named: bool = True) -> Iterator[Block]:
    """
    What can be answered, and what each answer would change.

    Args:
        question: The question.

        named: Whether the name of the quantity and its values are shown.
    """
    quantity = question.quantity
    # One line for all answers says least, so it comes last.
    changed = [each for each in question.consequences if each.differs]
    changed.sort(key=lambda each: len(each.lines) == 1)
    yield from map(_consequence, changed[:_TABLES])
    if changed[_TABLES:]:
        more = len(changed) - _TABLES
        yield Details(
            f"What it changes in {more} more result{'s' * (more > 1)}",
            tuple(map(_consequence, changed[_TABLES:])),
        )
    about = [r.label for r in question.rules if quantity.name not in r.input_names]
    yield from facts(
        (
            ("Name", quantity.name if named else ""),
            ("Can be recorded", quantity.allowed if named else ""),
            ("Decides whether these are for this person", Bullets(tuple(about))),
        )
    )
    if not changed and not about:
        yield Paragraph("Its answer matters together with other missing answers.")


def _consequence(shown: Consequence) -> Block:
    return grid(("If the answer is", f"{shown.label} would be"), shown.lines)


@page_of.register
def _consequence_page(shown: Consequence) -> Page:
    return Page(shown.label, shown.quantity.question, (_consequence(shown),))


def answers_of(findings: Iterable[Finding[Outcome]]) -> Block:
    """A table of findings, a line each."""
    return grid(
        ("Rule", "Answer", "Status", "Not recorded"),
        (
            (
                each.label,
                each.answer,
                each.status,
                Bullets(tuple(map(label_of, each.missing))),
            )
            for each in findings
        ),
    )
