"""
Findings as cards: one for each publication, the urgency first.

A card has one source, so what two publications say is never on one card.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from cervmyelo.addresses import DOI
from cervmyelo.findings import Finding, Outcome, label_of, problem_in_words
from cervmyelo.guidance.urgency import URGENCIES, article_urgency
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.notebook import cut
from cervmyelo.registry import RULES
from cervmyelo.results.assessment import Assessment, has_input, is_informative
from cervmyelo.results.report import answers_for
from cervmyelo.results.urgency import Urgency
from cervmyelo.scale import Grade
from cervmyelo.sources import Source

from .notes import Notes

__all__ = ["INDICATORS", "LONGEST", "Json", "cards", "unread"]

Json: TypeAlias = dict[str, object]
"""An object of plain types, for ``json.dumps``."""

LONGEST: Final = 139
"""The greatest number of characters of a summary: by the protocol less than 140."""

INDICATORS: Final[Mapping[object, str]] = dict(
    zip(URGENCIES.codes, ("info", "warning", "critical"), strict=True)
)
"""How urgent a card is shown, for each answer of the rule on urgency."""

_OWN: Final = {"label": "cervmyelo"}
_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>&~|#]")
_CAUTION: Final = (
    "Found by published rules in what is recorded, and in nothing else. cervmyelo is "
    "not a medical device and gives no medical advice."
)


def cards(assessment: Assessment, notes: Notes) -> list[Json]:
    """
    The cards on one person.

    Args:
        assessment: The assessment.

        notes: What became of the record, which the first card shows.
    """
    case, urgency = assessment.case, assessment.urgency
    by_source: dict[Source, list[Finding[Outcome]]] = {}
    if has_input(article_urgency, case) or is_informative(
        article_urgency, urgency.finding
    ):
        by_source[article_urgency.cite.source] = [urgency.finding]
    for finding in _answers(assessment):
        by_source.setdefault(finding.cite.source, []).append(finding)
    made: list[Json] = []
    for source, findings in by_source.items():
        headlines = [_headline(each, urgency) for each in findings]
        lines = [
            line
            for headline, each in zip(headlines, findings, strict=True)
            for line in _block(headline, _about(each, urgency))
        ]
        if not made:
            lines += _on_the_record(notes)
        is_urgent = findings[0] is urgency.finding
        level = urgency.at_least if is_urgent else None
        made.append(_card(headlines, lines, source, level))
    return made


def unread(notes: Notes) -> list[Json]:
    """A card on scores that could not be read; none if there is nothing to read."""
    if not notes.unread:
        return []
    headline = "Cervical myelopathy: scores or findings on record could not be read"
    return [_card([headline], _on_the_record(notes), None, None)]


def _card(
    headlines: list[str], lines: list[str], source: Source | None, level: Grade | None
) -> Json:
    return {
        "summary": _summary(headlines),
        "indicator": INDICATORS[URGENCIES.codes[0] if level is None else level.code],
        "source": _OWN.copy() if source is None else _source(source),
        "detail": "\n".join([*lines, f"*{_markdown(_CAUTION)}*"]),
    }


def _source(source: Source) -> Json:
    url = f"{DOI}{source.doi}" if source.doi else source.url
    return {"label": str(source), "url": url} if url else {"label": str(source)}


def _summary(headlines: list[str]) -> str:
    """As many headlines as there is room for."""
    for count in range(len(headlines), 0, -1):
        more = len(headlines) - count
        shown = [*headlines[:count], *([f"{more} more"] if more else [])]
        if len("; ".join(shown)) <= LONGEST:
            return "; ".join(shown)
    return cut(headlines[0], LONGEST)


def _answers(assessment: Assessment) -> Iterator[Finding[Outcome]]:
    """
    The findings in what was recorded that answer, or list what is still possible.

    What only follows from the record of another scale says too little for a card.
    """
    recorded = assessment.case.values.keys()
    found = [assessment[name] for name, own in _read() if not own.isdisjoint(recorded)]
    for finding in answers_for(assessment.case, found):
        listed = finding.status == "undecided" and finding.possible is not None
        if finding.status == "ok" or listed:
            yield finding


@functools.cache
def _read() -> tuple[tuple[str, frozenset[str]], ...]:
    """What can be recorded for each rule: its inputs, or an answer in their place."""
    return tuple(
        (name, rule.input_names | {each.name for each in rule.recordable})
        for name, rule in RULES.items()
    )


def _headline(finding: Finding[Outcome], urgency: Urgency) -> str:
    """The answer in one line."""
    if finding is not urgency.finding:
        return f"{finding.label}: {finding.answer}"
    answer = finding.answer
    if urgency.rest is not None and urgency.at_least is not None:
        # A mistake in one field does not hide what the others establish.
        answer = f"{urgency.at_least.label} or more urgent; some fields are at fault"
    return f"{finding.label.capitalize()}: {answer}"


def _about(finding: Finding[Outcome], urgency: Urgency) -> Iterator[str]:
    """Why it is the answer, for whom it holds, what is missing and who published it."""
    known = [each for each in finding.because if each.value is not None]
    yield from dict.fromkeys(
        str(each) for each in [e for e in known if e.value is not False] or known
    )
    missing = [
        f"{how.capitalize()}: {label_of(name)}. Ask: {QUANTITIES[name].question}"
        for how, names in finding.missing_by_kind.items()
        for name in names
    ]
    if finding is urgency.finding:
        if urgency.open_question:
            yield urgency.open_question
        # Of very many, the first can decide alone.
        missing = missing[:1]
    yield from missing
    yield from map(problem_in_words, finding.problems)
    if finding.holds_for:
        yield f"Not recorded, and assumed: {'; '.join(finding.holds_for)}"
    people = RULES[finding.rule.name].people
    if people is not None:
        yield f"For whom: {people.says}"
    yield f"Published in: {finding.cite}"


def _on_the_record(notes: Notes) -> list[str]:
    """What a reader should know of the record."""
    lines = [f"Recorded: {'; '.join(notes.days)}"] if notes.days else []
    lines += [f"Not used: {each}" for each in notes.unread]
    lines += [f"May be missing: {each}" for each in notes.limits]
    return _block("The record", lines) if lines else []


def _block(title: str, lines: Iterable[str]) -> list[str]:
    """A title and a list, as Markdown."""
    items = (f"- {_markdown(each)}" for each in lines)
    return [f"**{_markdown(title)}**", "", *items, ""]


def _markdown(text: str) -> str:
    """A text in which no character means anything to Markdown or HTML."""
    return _SPECIAL.sub(r"\\\g<0>", text)
