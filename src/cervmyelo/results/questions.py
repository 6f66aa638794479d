"""
What to ask next, and what each answer would change.
"""

import functools
from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from cervmyelo.case import Case, CaseLike
from cervmyelo.forms import Form
from cervmyelo.public import public
from cervmyelo.quantity import Quantity, Value

from .consequences import Consequence, consequence, inquire, openness

__all__ = ["Question", "next_question", "questions"]

_REMEMBERED: Final = 4096
_MOST_RULES: Final = 3


@public
@attrs.frozen(kw_only=True)
class Question:
    """
    A missing input and how much its answer would narrow the answers of the rules.

    How open an answer is, is measured in bits: the logarithm to base 2 of the number
    of answers that are still possible, 0 when decided. Bits are added up over the
    rules.

    >>> import cervmyelo as cm
    >>> items = cm.MJOA(motor_lower=5, sensory_upper=2, sphincter=2)
    >>> print(cm.next_question([cm.mjoa_severity], items))
    How well can the hands be used? For mJOA severity: if 0 to 2, severe; if 3 to 5, \
moderate.

    Attributes:
        quantity: What to record, with its question in plain words.

        open_now: How open the answers are now.

        narrows: How much less open they become, on average over the answers that
            can be given; each of those counts alike, since nothing is known of
            their likelihood.

        at_least: How much less open they become with the least informative answer.

        at_most: How much less open they become with the most informative answer.

        rules: The rules whose answer it can change.

        recorded: What was recorded of the inputs of the undecided rules, as pairs of
            a name and a value.
    """

    quantity: Quantity
    open_now: float
    narrows: float
    at_least: float
    at_most: float
    rules: tuple[Form, ...] = attrs.field(repr=False)
    recorded: tuple[tuple[str, Value], ...] = attrs.field(repr=False)

    @functools.cached_property
    def consequences(self) -> tuple[Consequence, ...]:
        """What the answer of each of its rules would be, for each possible answer."""
        values = dict(self.recorded)
        return tuple(consequence(rule, self.quantity, values) for rule in self.rules)

    def __str__(self) -> str:
        narrowing = [each for each in self.consequences if each.differs]
        # Many numbers are one line, which says less than what is already known.
        narrowing.sort(key=lambda each: len(each.lines) == 1)
        sentences = [self.quantity.question]
        for each in narrowing[:_MOST_RULES]:
            ways = "; ".join(f"if {answer}, {result}" for answer, result in each.lines)
            sentences.append(f"For {each.label}: {ways}.")
        if not narrowing:
            sentences.append("Its answer matters together with other missing answers.")
        more = len(narrowing) - _MOST_RULES
        if more > 0:
            sentences.append(f"It also narrows {more} other result{'s' * (more > 1)}.")
        return " ".join(sentences)


def questions(rules: Iterable[Form], case: CaseLike) -> tuple[Question, ...]:
    """
    Every missing input that can still change an answer, the most informative first.

    Args:
        rules: The rules to be answered.

        case: A patient, or values by the names of the quantities. A rule that looks
            at an invalid value asks nothing.
    """
    rules = tuple(rules)
    known = Case.of(case, _inputs(rules))
    now = {rule.name: rule(known) for rule in rules}
    undecided = tuple(rule for rule in rules if now[rule.name].missing)
    asking: dict[str, tuple[Quantity, list[Form]]] = {}
    for rule in undecided:
        missing = frozenset(now[rule.name].missing)
        for quantity in rule.inputs:
            name = quantity.name
            if name in missing:
                _, some = asking.get(name, (quantity, []))
                asking[name] = (quantity, [*some, rule])
    open_bits = {rule.name: openness(rule, now[rule.name]) for rule in rules}
    total = sum(open_bits[rule.name] for rule in rules)
    # The inputs of a rule that is not refused are all valid.
    names = _inputs(undecided)
    checked = {name: each for name, each in known.values.items() if name in names}
    recorded = tuple(checked.items())
    inquiries = {rule.name: inquire(rule, checked) for rule in undecided}
    found: list[Question] = []
    for quantity, some in asking.values():
        concerned = tuple(some)
        before = sum(open_bits[rule.name] for rule in concerned)
        asked = [(rule, inquiries[rule.name]) for rule in concerned]
        gains = [
            before
            - sum(
                openness(rule, inquiry.result(quantity, answer))
                for rule, inquiry in asked
            )
            for answer in _answers(concerned, quantity)
        ]
        found.append(
            Question(
                quantity=quantity,
                open_now=total,
                narrows=sum(gains) / len(gains),
                at_least=min(gains),
                at_most=max(gains),
                rules=concerned,
                recorded=recorded,
            )
        )
    # sorted() is stable: between equals, the order of the rules decides.
    return tuple(sorted(found, key=lambda question: -question.narrows))


@public
def next_question(rules: Iterable[Form], case: CaseLike) -> Question | None:
    """
    The missing input that narrows the answers most; None if all are decided.

    >>> import cervmyelo as cm
    >>> items = cm.MJOA(motor_lower=5, sensory_upper=2)
    >>> cm.next_question([cm.mjoa_total], items).quantity.name
    'mjoa_motor_upper'

    Args:
        rules: The rules to be answered.

        case: A patient, or values by the names of the quantities. A rule that looks
            at an invalid value asks nothing.
    """
    return next(iter(questions(rules, case)), None)


@functools.lru_cache(_REMEMBERED)
def _answers(rules: tuple[Form, ...], quantity: Quantity) -> tuple[Value, ...]:
    """The answers that can make a difference to one of the rules, each once."""
    return tuple(
        dict.fromkeys(answer for rule in rules for answer in rule.answers(quantity))
    )


@functools.lru_cache(_REMEMBERED)
def _inputs(rules: tuple[Form, ...]) -> Mapping[str, Quantity]:
    """Every input of some rules by its name, in the order of the rules."""
    return {name: each for rule in rules for name, each in rule.inputs_by_name.items()}
