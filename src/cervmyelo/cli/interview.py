"""
An interview in the terminal: the most telling question first.

The rules are settled in the order of the registry, so the urgency comes first, and
for each rule the question is asked that narrows its answer most. A person who is
asked about a symptom that is not known to be there is not asked for its details.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Final, assert_never

import attrs
from rich.text import Text

from cervmyelo.errors import CervmyeloError
from cervmyelo.findings import Finding, Outcome
from cervmyelo.forms import Form
from cervmyelo.io import read_record
from cervmyelo.models import Patient
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value
from cervmyelo.results.assessment import is_informative

from .asking import askable
from .terminal import bullet, errors, heading, plain

__all__ = ["interview"]

_UNKNOWN: Final = frozenset({"", "unknown", "na", "n/a"})
_YES: Final = frozenset({"y", "yes", "true"})
_NO: Final = frozenset({"n", "no", "false"})


@attrs.define
class _Talk:
    """What was answered so far; None stands for *not known*."""

    rules: tuple[Form, ...]
    record: dict[str, object]
    answers: list[tuple[str, Value | None]] = attrs.field(
        factory=list[tuple[str, Value | None]]
    )

    @property
    def values(self) -> dict[str, object]:
        """Everything that is known, by the names of the quantities."""
        known = {name: value for name, value in self.answers if value is not None}
        return self.record | known

    @property
    def found(self) -> tuple[Finding[Outcome], ...]:
        """What the rules find in it."""
        return tuple(rule(self.values) for rule in self.rules)

    def next(self) -> Quantity | None:
        """What to ask now; None if nothing is left to ask."""
        asked = {name for name, _ in self.answers}
        best = next(askable(self.rules, self.values, asked), None)
        return None if best is None else best[1]


def interview(rules: Sequence[Form], start: Patient) -> Patient:
    """
    Ask until the rules are decided, nothing is left to ask or the person stops.

    Args:
        rules: The rules to be decided, the most urgent first.

        start: What is known already.

    Returns:
        The patient, with everything that was answered.
    """
    known = {k: v for k, v in start.flat().items() if v is not None}
    talk = _Talk(tuple(rules), {**known})
    console = errors()
    console.print(
        Text(
            'Answer by number or word. Empty or "unknown": not known. ?: what it '
            "means. back: correct the last answer. quit: stop and see the result."
        )
    )
    while True:
        _tell(talk)
        quantity = talk.next()
        if quantity is None:
            break
        console.print()
        console.print(Text(quantity.question, style="bold"))
        for line in _options(quantity):
            console.print(bullet(line))
        if not _asked(talk, quantity):
            break
    reading = read_record({"ref": start.ref, **talk.values})
    if reading.patient is None:  # pragma: no cover -- every answer was checked
        raise reading.problems[0]
    return reading.patient


def _asked(talk: _Talk, quantity: Quantity) -> bool:
    """Take one answer; False if the person stops."""
    console = errors()
    while True:
        console.print(Text("> "), end="")
        line = sys.stdin.readline()
        if not line:
            console.print()
            return False
        word = line.strip().lower()
        if word == "quit":
            return False
        if word == "back":
            if talk.answers:
                talk.answers.pop()
                return True
            console.print(Text("There is no answer to correct yet."))
            continue
        if word == "?":
            for said in _meaning(talk.rules, quantity):
                console.print(bullet(said))
            continue
        try:
            value = None if word in _UNKNOWN else _value(quantity, word)
            _fits(talk, quantity, value)
        except CervmyeloError as error:
            console.print(Text(plain(str(error)), style="red"))
            continue
        talk.answers.append((quantity.name, value))
        return True


def _fits(talk: _Talk, quantity: Quantity, value: Value | None) -> None:
    """Refuse an answer that contradicts what was said before."""
    reading = read_record(talk.values | {quantity.name: value})
    if reading.problems:
        raise reading.problems[0]


def _value(quantity: Quantity, word: str) -> Value:
    """The value that a word or the number of an option stands for."""
    match quantity:
        case Fact():
            if word in _YES | {"1"}:
                return True
            if word in _NO | {"2"}:
                return False
            return quantity.parse(word)
        case Choice(levels=levels):
            numbers = {str(at): level for at, level in enumerate(levels, 1)}
            return numbers.get(word) or quantity.parse(word.replace(" ", "_"))
        case Measure():
            return quantity.parse(word)
        case _:
            assert_never(quantity)


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
                less = " or ".join(f"{value:g}" for value in quantity.lacks)
                but = f", but not {less}" if less else ""
                yield f"{quantity.low:g} to {quantity.high:g} {quantity.unit}{but}"
        case _:
            assert_never(quantity)


def _meaning(rules: Sequence[Form], quantity: Quantity) -> Iterator[str]:
    yield f"{quantity.label} [{quantity.name}]: {quantity.allowed}."
    yield f"Empty: {quantity.none}."
    using = [rule.label for rule in rules if quantity in rule.inputs]
    yield f"It matters for: {'; '.join(using)}."


def _tell(talk: _Talk) -> None:
    """What is decided by now, and how much is open."""
    console = errors()
    found = talk.found
    # That a source gives no answer is settled as well.
    decided = [each for each in found if each.status != "undecided"]
    console.print()
    console.print(heading(f"{len(decided)} of {len(found)} answers decided"))
    for rule, each in zip(talk.rules, found, strict=True):
        if is_informative(rule, each):
            style = "yellow" if each.status == "undecided" else "green"
            ending = ", open" if each.status == "undecided" else ""
            answer = "no answer" if each.status == "refused" else each.answer
            console.print(bullet(Text(f"{rule.label}: {answer}{ending}", style)))
