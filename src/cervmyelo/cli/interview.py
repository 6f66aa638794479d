"""
An interview in the terminal: the most informative question first.

The rules are decided in the order of the registry, so the urgency comes first, and
for each rule the question is asked that narrows its answer most. The details of a
symptom are asked only once the symptom is present.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from typing import Final, assert_never

import attrs
from rich.text import Text

from cervmyelo.case import Case
from cervmyelo.column_maps import Code
from cervmyelo.errors import CervmyeloError
from cervmyelo.forms import Form
from cervmyelo.io import read_record
from cervmyelo.models import Patient
from cervmyelo.models.missing import COMPANIONS, MEANINGS, OTHER_CAUSE
from cervmyelo.names import printable
from cervmyelo.quantity import Choice, Fact, Measure, Partly, Quantity, Value
from cervmyelo.results.assessment import is_informative
from cervmyelo.results.consequences import consequence, result_of
from cervmyelo.results.interview import Answer, Interview, other_cause, refusal

from .terminal import UsageError, bullet, errors, heading

__all__ = ["interview"]

# Short answers, and the number of the second option, which files do not have.
_SHORT: Final = {"y": "yes", "n": "no", "2": "no"}
_OR: Final = " or "
_NO_TO_ALL: Final = "no to all"
# Reasons as a person types them.
_REASONS: Final = {each.replace("_", " "): each for each in MEANINGS}
_OTHER_CAUSE: Final = OTHER_CAUSE.replace("_", " ")
_WHY_NONE: Final = ", ".join(word for word in _REASONS if word != _OTHER_CAUSE)
_HELP: Final = (
    "Answer by number or word, or by a range such as 3-4. Empty or "
    f'"unknown": not known. {_WHY_NONE}: not known, for this reason. ?: what the '
    "question means. back: correct the last answer. quit: stop and see the result."
)


def interview(rules: Sequence[Form], start: Patient) -> Patient:
    """
    Ask until the rules are decided, nothing is left to ask or the person stops.

    Args:
        rules: The rules to be decided, the most urgent first.

        start: What is known already.

    Returns:
        The patient, with everything that was answered.

    Raises:
        UsageError: If standard input is closed.
    """
    if sys.stdin is None:
        raise UsageError("Standard input is closed.")
    # A byte that is no text is a wrong answer, and no end of the interview.
    with contextlib.suppress(AttributeError):
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    known = {name: value for name, value in start.flat().items() if value is not None}
    state = Interview(tuple(rules), known)
    errors().print(Text(_HELP))
    while True:
        _show_progress(state)
        quantity = state.quantity
        if quantity is None:
            break
        _show_question(quantity, state.together)
        following = _ask(state, quantity)
        if following is None:
            break
        state = following
    reading = read_record({"ref": start.ref, **state.values})
    if reading.patient is None:  # pragma: no cover -- every answer was checked
        raise reading.problems[0]
    return reading.patient


def _ask(state: Interview, quantity: Quantity) -> Interview | None:
    """The state after one answer, or one step back; None if the person stops."""
    console = errors()
    while True:
        console.print(Text("> "), end="")
        line = sys.stdin.readline()
        if not line:
            console.print()
            return None
        word = " ".join(line.lower().split())
        match word:
            case "quit":
                return None
            case "back" if state.answers:
                return attrs.evolve(state, answers=state.answers[:-1])
            case "back":
                console.print(Text("There is no answer to correct yet."))
            case "?":
                for text in _meaning(state, quantity):
                    console.print(bullet(text))
            case _:
                try:
                    return state.answered(_answer(state, quantity, word))
                except CervmyeloError as error:
                    message = printable(refusal(error, quantity, _possible(quantity)))
                    console.print(Text(message, style="red"))


def _answer(state: Interview, quantity: Quantity, word: str) -> Answer:
    """The values that a typed answer stands for, by the names of the quantities."""
    if word == _NO_TO_ALL and state.together:
        return {each.name: False for each in state.together}
    scored, reason = _reason(word)
    answer = {quantity.name: _value(quantity, scored)}
    return answer | ({COMPANIONS[quantity.name].name: reason} if reason else {})


def _reason(word: str) -> tuple[str, str]:
    """The value and the reason of a typed answer; either may be empty."""
    spoken = word.replace("_", " ")
    if spoken in _REASONS:
        return "", _REASONS[spoken]
    scored = spoken.removesuffix(_OTHER_CAUSE)
    if scored != spoken and scored.endswith((" ", ",")):
        return word[: len(scored)].rstrip(" ,"), OTHER_CAUSE
    return word, ""


def _value(quantity: Quantity, word: str) -> Value | Partly | None:
    """The value that a word or the number of an option stands for, or a range."""
    match quantity:
        case Fact():
            word = _SHORT.get(word, word)
        case Choice(levels=levels):
            numbers = {str(at): level for at, level in enumerate(levels, 1)}
            spoken = word.split(_OR)
            word = _OR.join(numbers.get(e, e.replace(" ", "_")) for e in spoken)
            # "none" is a grade of some scales, and in a file it is not recorded.
            if word in levels:
                return word
        case Measure():
            pass
        case _:
            assert_never(quantity)
    return Code(quantity=quantity, ranges=True).read(word)


def _possible(quantity: Quantity) -> str:
    match quantity:
        case Fact():
            return "yes or no, or empty for not known"
        case Choice(levels=levels):
            words = ", ".join(level.replace("_", " ") for level in levels)
            return f"{words}, or empty for not known"
        case Measure():
            return f"{_range(quantity)}, or empty for not known"
        case _:
            assert_never(quantity)


def _range(measure: Measure) -> str:
    gaps = " or ".join(f"{value:g}" for value in measure.excluded)
    steps = "" if measure.step in {1, None} else f" in steps of {measure.step:g}"
    whole = "whole numbers " if measure.whole else ""
    return (
        f"{whole}{measure.low:g} to {measure.high:g} {measure.unit}{steps}"
        f"{f', but not {gaps}' if gaps else ''}"
    )


def _options(quantity: Quantity) -> Iterator[str]:
    match quantity:
        case Fact():
            yield "1 yes   2 no"
        case Choice(levels=levels, meanings=meanings):
            for at, level in enumerate(levels):
                meaning = f": {meanings[at]}" if meanings else ""
                yield f"{at + 1} {level.replace('_', ' ')}{meaning}"
        case Measure(meanings=meanings):
            for value, meaning in meanings:
                yield f"{value:g} {meaning}"
            if not meanings:
                yield _range(quantity)
        case _:
            assert_never(quantity)


def _meaning(state: Interview, quantity: Quantity) -> Iterator[str]:
    """What a question is about, its options, and what each answer would change."""
    yield f"This is about: {quantity.label}."
    yield from quantity.explained
    yield from _options(quantity)
    yield f"Empty: {quantity.none}."
    yield f"To keep why it is not known: {_WHY_NONE}."
    if how := other_cause(quantity):
        yield how
    for rule, finding in zip(state.rules, state.findings, strict=True):
        if quantity.name in finding.missing:
            then = consequence(rule, quantity, Case(state.values).readings)
            effect = str(then) if then.differs else "with other missing answers"
            yield f"It matters for {rule.label} ({effect})."


def _show_question(quantity: Quantity, together: Sequence[Fact]) -> None:
    console = errors()
    console.print()
    console.print(Text(quantity.question, style="bold"))
    for line in _options(quantity):
        console.print(bullet(line))
    if together:
        labels = "; ".join(each.label for each in together)
        console.print(bullet(f"{_NO_TO_ALL}: no to each of {labels}"))


def _show_progress(state: Interview) -> None:
    """How much is answered and decided, and what the rules find so far."""
    console = errors()
    answered = len(state.asked)
    most = f"at most {state.most}" if state.question else f"{answered}"
    console.print()
    console.print(
        heading(
            f"{answered} of {most} questions answered; "
            f"{state.decided} of {len(state.findings)} results decided"
        )
    )
    for rule, finding in zip(state.rules, state.findings, strict=True):
        if is_informative(rule, finding):
            is_open = finding.status == "undecided"
            answer = f"{result_of(rule, finding)}{', open' if is_open else ''}"
            style = "yellow" if is_open else "green"
            console.print(bullet(Text(f"{rule.label}: {answer}", style)))
