"""
An interview: what is known between two questions, and what to ask next.

The terminal and the calculator of the documentation lead the same interview; how a
question looks and how an answer is typed is theirs. The rules are decided in their
order, and for each rule the question is asked that narrows its answer most.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Final, TypeAlias

import attrs

from cervmyelo.case import Case
from cervmyelo.errors import CervmyeloError, ContradictionError, FieldError
from cervmyelo.findings import Finding, Outcome
from cervmyelo.forms import Form
from cervmyelo.models.missing import COMPANIONS, OTHER_CAUSE, UNAFFECTED
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Fact, Measure, Partly, Quantity, Value

from .asking import askable, still_askable, symptoms_of_same_group
from .questions import Question

__all__ = ["Answer", "Interview", "other_cause", "refusal"]

Answer: TypeAlias = Mapping[str, Value | Partly | None]
"""
An answer by the names of the quantities that it is about; None is *not known*.

The reason of an answer is among its values, under a key of its own.
"""

_OTHER_CAUSE: Final = OTHER_CAUSE.replace("_", " ")


@attrs.frozen
class Interview:
    """
    What is known between two questions, and what can be asked next.

    >>> import cervmyelo as cm
    >>> now = Interview((cm.mjoa_total,))
    >>> now.quantity.name
    'mjoa_motor_lower'
    >>> now.answered({"mjoa_motor_lower": None}).quantity.name
    'mjoa_motor_upper'

    Attributes:
        rules: The rules to be decided, the most urgent first.

        record: What was known before the first question.

        answers: The answers so far, each about one quantity or about several.
    """

    rules: tuple[Form, ...]
    record: Mapping[str, Value | Partly] = attrs.field(
        factory=dict[str, Value | Partly]
    )
    answers: tuple[Answer, ...] = ()

    @functools.cached_property
    def asked(self) -> frozenset[str]:
        """The names of what was asked, here or before without an answer."""
        now = (name for answer in self.answers for name in answer if name in QUANTITIES)
        return frozenset((*now, *Case(self.record).silent))

    @functools.cached_property
    def values(self) -> dict[str, Value | Partly]:
        """Everything that is known, by the names of the quantities."""
        known: dict[str, Value | Partly | None] = dict(self.record)
        for answer in self.answers:
            # What is answered now was not asked before.
            known |= {COMPANIONS[k].name: None for k in answer if k in COMPANIONS}
            known |= {k: value for k, value in answer.items() if value is not None}
        return {name: value for name, value in known.items() if value is not None}

    @functools.cached_property
    def findings(self) -> tuple[Finding[Outcome], ...]:
        """What the rules find in it."""
        return tuple(rule(self.values) for rule in self.rules)

    @property
    def decided(self) -> int:
        """How many rules are decided; one whose source gives no answer is, too."""
        return sum(each.status != "undecided" for each in self.findings)

    @functools.cached_property
    def open_names(self) -> frozenset[str]:
        """The names of everything that may still be asked."""
        return still_askable(self.findings, self.values, self.asked)

    @functools.cached_property
    def question(self) -> Question | None:
        """What to ask now; None if there is nothing to ask."""
        best = next(askable(self.rules, self.values, self.asked), None)
        return None if best is None else best[1]

    @property
    def quantity(self) -> Quantity | None:
        """What the question is about; None if there is nothing to ask."""
        return None if self.question is None else self.question.quantity

    @property
    def most(self) -> int:
        """How many questions there are at most, with those that were answered."""
        more = 0 if self.question is None else len(self.open_names)
        return len(self.asked) + more

    @functools.cached_property
    def together(self) -> tuple[Fact, ...]:
        """The symptoms that can be denied in one answer; empty if there is one."""
        if self.quantity is None:
            return ()
        same = symptoms_of_same_group(self.quantity.name, self.open_names, self.values)
        return tuple(each.present for each in same) if len(same) > 1 else ()

    def answered(self, answer: Answer) -> Interview:
        """
        The interview after an answer, which replaces an earlier one.

        Args:
            answer: The answer.

        Raises:
            CervmyeloError: If the answer is invalid or contradicts what is known.
        """
        before = self
        at = len(self.answers)
        for name in answer.keys() & self.asked:
            # A corrected answer keeps its place.
            at = min(at, before._place(name))
            before = before.without(name)
        answers = (*before.answers[:at], answer, *before.answers[at:])
        following = attrs.evolve(before, answers=answers)
        case = Case(following.values)
        for fault in case.problems.values():
            raise fault
        # The fields that are named can grow with what is recorded.
        old = {(each.refuses, each.why) for each in Case(before.values).conflicts}
        for each in case.conflicts:
            if each.refuses and (each.refuses, each.why) not in old:
                raise each.error
        return following

    def _place(self, name: str) -> int:
        places = (at for at, answer in enumerate(self.answers) if name in answer)
        return next(places, len(self.answers))

    def without(self, name: str) -> Interview:
        """
        The interview without what was answered on a quantity, which can be asked again.

        >>> import cervmyelo as cm
        >>> now = Interview((cm.mjoa_total,)).answered({"mjoa_motor_lower": 5})
        >>> now.without("mjoa_motor_lower").answers
        ()

        Args:
            name: The name of the quantity.
        """
        taken = {name, COMPANIONS[name].name}
        kept = (
            {key: value for key, value in answer.items() if key not in taken}
            for answer in self.answers
        )
        return attrs.evolve(self, answers=tuple(filter(None, kept)))


def refusal(error: CervmyeloError, quantity: Quantity, possible: str) -> str:
    """
    Why an answer was not accepted, in the words of an interview.

    >>> import cervmyelo as cm
    >>> age = cm.quantities["age_years"]
    >>> try:
    ...     age.check(200)
    ... except cm.CervmyeloError as error:
    ...     print(refusal(error, age, age.allowed))
    That is a number above the range. Possible: a whole number from 0 to 120 years.

    Args:
        error: The error.

        quantity: What was asked.

        possible: What can be answered.
    """
    match error:
        case FieldError(field=field, fix=fix) if (
            field == COMPANIONS[quantity.name].name
        ):
            how = other_cause(quantity) or "Answer with the value alone."
            return f"{fix} {how}"
        case FieldError(given=given):
            got = given if isinstance(quantity, Measure) else "not one of the answers"
            return f"That is {got}. Possible: {possible}."
        case ContradictionError(fields=fields, why=why):
            labels = [QUANTITIES[name].label for name in fields]
            return f"{'; '.join(labels)}: {why}."
        case _:
            return str(error)


def other_cause(quantity: Quantity) -> str:
    """How to answer where another cause explains the value; empty if none can."""
    if quantity.name not in UNAFFECTED:
        return ""
    healthy = UNAFFECTED[quantity.name]
    some = f"{quantity.low:g}" if isinstance(quantity, Measure) else "yes"
    some = "no" if healthy is True else some
    return (
        f"If another cause explains the answer, add that to it: {some}, {_OTHER_CAUSE}."
    )
