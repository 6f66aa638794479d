"""
What to ask next, and what each answer would change.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from cervmyelo.case import Case, CaseLike
from cervmyelo.consistency import Conflict, described
from cervmyelo.criteria import looks_at
from cervmyelo.errors import KindError, kind_of
from cervmyelo.field_types import typed
from cervmyelo.findings import Finding, Outcome, label_of
from cervmyelo.forms import Form, Rule
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.notebook import Shown, cut
from cervmyelo.public import public
from cervmyelo.quantity import Partly, Quantity, Value, Values

from .consequences import Consequence, can_be, consequence, inquire, openness

__all__ = ["Question", "next_question", "questions"]

_REMEMBERED: Final = 4096
_MOST_RULES: Final = 3
_RULES: Final = "a list of rules, such as [cm.mjoa_severity]"


@public
@attrs.frozen(kw_only=True, field_transformer=typed, repr=False)
class Question(Shown):
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

        rules: The rules whose answer it can change, or that it says to be for this
            person or not.

        recorded: What was recorded, as pairs of a name and a value; of a value that
            another cause explains, both readings.

        conflict: Recorded facts that contradict each other, or are unlikely together:
            the question is which of them is right. None for any other question.
    """

    quantity: Quantity
    open_now: float
    narrows: float
    at_least: float
    at_most: float
    rules: tuple[Form, ...] = attrs.field(repr=False)
    recorded: tuple[tuple[str, Value | Partly], ...] = attrs.field(repr=False)
    conflict: Conflict | None = None

    @functools.cached_property
    def consequences(self) -> tuple[Consequence, ...]:
        """What the answer of each of its rules would be, for each possible answer."""
        if self.conflict is not None:
            return ()
        values = dict(self.recorded)
        return tuple(
            consequence(rule, self.quantity, values)
            for rule in self.rules
            if self.quantity.name in rule.input_names
        )

    def __repr__(self) -> str:
        if self.conflict is not None:
            return cut(f"<Question: check {' and '.join(self.conflict.fields)}>")
        rules = f"{len(self.rules)} rule{'s' * (len(self.rules) != 1)}"
        return cut(f"<Question {self.quantity.name}: for {rules}, about {self._bits}>")

    @property
    def _bits(self) -> str:
        return f"{self.narrows:.2g} of {self.open_now:.2g} bits"

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        yield "quantity", self.quantity.name
        yield "narrows", self.narrows
        yield "rules", [rule.name for rule in self.rules]

    def __str__(self) -> str:
        if self.conflict is not None:
            labels = " and ".join(f'"{label_of(e)}"' for e in self.conflict.fields)
            return f"Check {labels}: {self.conflict.why}."
        narrowing = [each for each in self.consequences if each.differs]
        # Many numbers are one line, which says less than what is already known.
        narrowing.sort(key=lambda each: len(each.lines) == 1)
        sentences = [self.quantity.question]
        for each in narrowing[:_MOST_RULES]:
            ways = "; ".join(f"if {answer}, {result}" for answer, result in each.lines)
            sentences.append(f"For {each.label}: {ways}.")
        about = [r for r in self.rules if self.quantity.name not in r.input_names]
        if about and not self.consequences:
            some = "; ".join(rule.label for rule in about[:_MOST_RULES])
            sentences.append(f"It decides whether these are for this person: {some}.")
        elif not narrowing:
            sentences.append("Its answer matters together with other missing answers.")
        more = len(narrowing) - _MOST_RULES
        if more > 0:
            sentences.append(f"It also narrows {more} other result{'s' * (more > 1)}.")
        return " ".join(sentences)


def questions(rules: Iterable[Form], case: CaseLike) -> tuple[Question, ...]:
    """
    Every missing input that can still change an answer, the most informative first.

    Contradictions that leave a rule without an answer come before all others.
    After them comes what narrows the answers, then what says whom a rule is for, and
    at the end what is unlikely together. What was refused or is not testable is not
    asked again.

    Args:
        rules: The rules to be answered.

        case: A patient, or values by the names of the quantities. A rule that looks
            at an invalid value asks nothing.
    """
    rules = _rules(rules)
    named = _inputs(rules)
    own = any(QUANTITIES.get(name) is not each for name, each in named.items())
    known = Case.of(case, named if own else None)
    now = {rule.name: rule(known) for rule in rules}
    open_bits = {rule.name: openness(rule, now[rule.name]) for rule in rules}
    about = attrs.evolve(
        _EMPTY,
        open_now=sum(open_bits[rule.name] for rule in rules),
        recorded=tuple(known.readings.items()),
    )
    conflicts = [] if own else [*_conflicting(rules, known, about)]
    silent = known.silent
    found = [
        each
        for each in _narrowing(rules, now, open_bits, known.known, about)
        if each.quantity.name not in silent
    ]
    # sorted() is stable: between equals, the order of the rules decides.
    found.sort(key=lambda question: -question.narrows)
    asked = {question.quantity.name for question in found} | silent
    whom = [
        each
        for each in _of_people(rules, now, known, about)
        if each.quantity.name not in asked
    ]
    refusing = [each for each in conflicts if each.conflict and each.conflict.refuses]
    unlikely = [each for each in conflicts if each not in refusing]
    return (*refusing, *found, *whom, *unlikely)


def _rules(given: Iterable[Form]) -> tuple[Form, ...]:
    try:
        rules = tuple(given)
    except TypeError:
        raise KindError("rules", kind_of(given), _RULES) from None
    for each in rules:
        if not isinstance(each, Rule):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise KindError("rules", f"{kind_of(each)} among them", _RULES)
    return rules


def _narrowing(
    rules: tuple[Form, ...],
    now: Mapping[str, Finding[Outcome]],
    open_bits: Mapping[str, float],
    known: Values,
    about: Question,
) -> Iterator[Question]:
    """The questions whose answers narrow what is possible."""
    undecided = tuple(rule for rule in rules if now[rule.name].missing)
    recorded = dict(about.recorded)
    details = described()
    asking: dict[str, tuple[Quantity, list[Form]]] = {}
    for rule in undecided:
        missing = frozenset(now[rule.name].missing)
        for quantity in rule.inputs:
            name = quantity.name
            # What may not be there is not described before it is known to be.
            if name in missing and _is_there(details.get(name), known):
                _, some = asking.get(name, (quantity, []))
                asking[name] = (quantity, [*some, rule])
    inquiries = {rule.name: inquire(rule, recorded) for rule in undecided}
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
            for answer in _answers(concerned, quantity, recorded.get(quantity.name))
            if can_be(concerned, quantity, answer, recorded)
        ]
        if gains:
            yield attrs.evolve(
                about,
                quantity=quantity,
                narrows=sum(gains) / len(gains),
                at_least=min(gains),
                at_most=max(gains),
                rules=concerned,
            )


def _is_there(name: str | None, known: Values) -> bool:
    return name is None or known.get(name) is True


def _of_people(
    rules: tuple[Form, ...],
    now: Mapping[str, Finding[Outcome]],
    known: Case,
    about: Question,
) -> Iterator[Question]:
    """The questions that say whether a rule is for this person."""
    asking: dict[Quantity, list[Form]] = {}
    for rule in rules:
        if rule.people is None or not now[rule.name].holds_for:
            continue
        for condition in rule.people.assumed(known.known):
            for quantity in looks_at(condition.when):
                if known.known.get(quantity.name) is None:
                    asking.setdefault(quantity, []).append(rule)
    for quantity, some in asking.items():
        yield attrs.evolve(about, quantity=quantity, rules=tuple(dict.fromkeys(some)))


def _conflicting(
    rules: tuple[Form, ...], known: Case, about: Question
) -> Iterator[Question]:
    """The questions which of some recorded facts is right."""
    for conflict in known.conflicts:
        fields = frozenset(conflict.fields)
        concerned = tuple(
            rule
            for rule in rules
            if rule.is_silenced_by(conflict)
            or (not conflict.refuses and not rule.input_names.isdisjoint(fields))
        )
        if concerned:
            first = QUANTITIES[conflict.fields[0]]
            yield attrs.evolve(
                about, quantity=first, rules=concerned, conflict=conflict
            )


@public
def next_question(rules: Iterable[Form], case: CaseLike) -> Question | None:
    """
    The missing input that narrows the answers most; None if all are decided.

    >>> import cervmyelo as cm
    >>> items = cm.MJOA(motor_lower=5, sensory_upper=2)
    >>> cm.next_question([cm.mjoa_total], items).quantity.name
    'mjoa_motor_upper'

    Where recorded facts contradict each other, the question is which of them is right:

    >>> case = {"neck_pain": False, "neck_pain_onset": "sudden"}
    >>> print(cm.next_question([cm.article_urgency], case))
    Check "neck pain" and "onset of neck pain": only a symptom that is there can be \
described.

    Args:
        rules: The rules to be answered.

        case: A patient, or values by the names of the quantities. A rule that looks
            at an invalid value asks nothing.

    Raises:
        KindError: If the rules are no list of rules, or the case is no person.
    """
    return next(iter(questions(rules, case)), None)


@functools.lru_cache(_REMEMBERED)
def _answers(
    rules: tuple[Form, ...], quantity: Quantity, recorded: Value | Partly | None
) -> tuple[Value, ...]:
    """The answers that can make a difference to one of the rules, each once."""
    every = dict.fromkeys(e for rule in rules for e in rule.answers(quantity))
    if not isinstance(recorded, Partly):
        return tuple(every)
    held = (each for each in every if recorded.holds(each))
    return tuple(dict.fromkeys((*held, recorded.low, recorded.high)))


@functools.lru_cache(_REMEMBERED)
def _inputs(rules: tuple[Form, ...]) -> Mapping[str, Quantity]:
    """Every input of some rules by its name, in the order of the rules."""
    return {name: each for rule in rules for name, each in rule.inputs_by_name.items()}


_EMPTY: Final = Question(
    quantity=next(iter(QUANTITIES.values())),
    open_now=0,
    narrows=0,
    at_least=0,
    at_most=0,
    rules=(),
    recorded=(),
)
