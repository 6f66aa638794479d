"""
What to ask next.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

import attrs

from cervmyelo.findings import Finding, Outcome
from cervmyelo.forms import Form
from cervmyelo.models.case import Case, CaseLike
from cervmyelo.quantity import Quantity, Value

__all__ = ["Question", "next_question", "questions"]


@attrs.frozen(kw_only=True)
class Question:
    """
    A missing input and how much its answer would tell.

    How open an answer is, is told in bits: the logarithm to base 2 of the number
    of answers that are still possible, 0 when decided. Bits are added up over the
    rules.

    Attributes:
        quantity: What to record, with its question in plain words.

        open_now: How open the answers are now.

        narrows: How much less open they become, on average over the answers that
            can be given; each of those counts alike, since nothing is known of
            their likelihood.

        at_least: How much less open they become in the least telling case.

        at_most: How much less open they become in the most telling case.
    """

    quantity: Quantity
    open_now: float
    narrows: float
    at_least: float
    at_most: float

    def __str__(self) -> str:
        return (
            f"{self.quantity.question} [{self.quantity.name}; of "
            f"{self.open_now:.1f} open bits it settles {self.at_least:.1f} to "
            f"{self.at_most:.1f}]"
        )


def questions(rules: Iterable[Form], case: CaseLike) -> tuple[Question, ...]:
    """
    Every missing input that can still change an answer, the most telling first.

    Args:
        rules: The rules to be answered.

        case: A patient, or values by the names of the quantities.
    """
    values = Case.of(case).values
    rules = tuple(rules)
    now = {rule.name: rule(values) for rule in rules}
    asking: dict[str, Quantity] = {
        quantity.name: quantity
        for rule in rules
        for quantity in rule.inputs
        if quantity.name in now[rule.name].missing
    }
    total = sum(_open(rule, now[rule.name]) for rule in rules)
    found = [_question(each, rules, now, values, total) for each in asking.values()]
    # sorted() is stable: between equals, the order of the rules decides.
    return tuple(sorted(found, key=lambda question: -question.narrows))


def next_question(rules: Iterable[Form], case: CaseLike) -> Question | None:
    """
    The missing input that narrows the answers most; None if all are decided.

    >>> import cervmyelo as cm
    >>> items = cm.MJOA(motor_lower=5, sensory_upper=2)
    >>> cm.next_question([cm.rules["mjoa_total"]], items).quantity.name
    'mjoa_motor_upper'

    Args:
        rules: The rules to be answered.

        case: A patient, or values by the names of the quantities.
    """
    return next(iter(questions(rules, case)), None)


def _question(
    quantity: Quantity,
    rules: tuple[Form, ...],
    now: Mapping[str, Finding[Outcome]],
    values: Mapping[str, object],
    total: float,
) -> Question:
    asking = [rule for rule in rules if quantity.name in now[rule.name].missing]
    before = sum(_open(rule, now[rule.name]) for rule in asking)
    gains = [
        before
        - sum(_open(rule, rule({**values, quantity.name: answer})) for rule in asking)
        for answer in _answers(asking, quantity)
    ]
    return Question(
        quantity=quantity,
        open_now=total,
        narrows=sum(gains) / len(gains),
        at_least=min(gains),
        at_most=max(gains),
    )


def _answers(rules: list[Form], quantity: Quantity) -> Iterator[Value]:
    yield from dict.fromkeys(
        answer for rule in rules for answer in rule.answers(quantity)
    )


def _open(rule: Form, finding: Finding[Outcome]) -> float:
    if finding.status != "undecided":
        return 0
    if finding.possible is not None:
        return math.log2(len(finding.possible))
    # A continuous result has no number of answers; hundredths of its range do.
    least, greatest = rule.outcomes[0], rule.outcomes[-1]
    share = (_width(finding.low, finding.high)) / _width(least, greatest)
    return math.log2(1 + 100 * share)


def _width(low: Outcome | None, high: Outcome | None) -> float:
    if isinstance(low, int | float) and isinstance(high, int | float):
        return high - low
    raise TypeError  # pragma: no cover -- only numbers are continuous
