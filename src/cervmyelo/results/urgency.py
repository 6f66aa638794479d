"""
How soon to contact a doctor.
"""

from collections.abc import Iterator
from typing import Final, Self

import attrs

from cervmyelo.case import Case, CaseLike
from cervmyelo.field_types import typed
from cervmyelo.findings import Finding
from cervmyelo.guidance.urgency import article_urgency
from cervmyelo.models.record import Record
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.notebook import cut
from cervmyelo.public import public
from cervmyelo.scale import Grade

__all__ = ["Urgency", "triage"]

_NOT_ENOUGH: Final = "Not enough recorded."
_CARE: Final = {"emergency": "Emergency care", "prompt": "Prompt contact"}


@public
@attrs.frozen(
    kw_only=True, field_transformer=typed, getstate_setstate=False, repr=False
)
class Urgency(Record):
    """
    When to contact a doctor, by the article.

    Missing data never lower the urgency: `at_least` is the urgency that the record
    establishes, `shown` the most urgent answer that it does not exclude.

    Attributes:
        finding: The finding of the rule, with its reasons and missing inputs.

        rest: Where the rule gives no answer, because a field is invalid or contradicts
            another: what it finds in all other fields. It hides no emergency. None
            where the rule gives an answer.
    """

    finding: Finding[Grade]
    rest: Finding[Grade] | None = None

    @classmethod
    def of(cls, case: CaseLike) -> Self:
        """The urgency of one person."""
        known = Case.of(case)
        finding = article_urgency(known)
        if finding.status != "refused":
            return cls(finding=finding)
        # Contested facts are not among what is known, and invalid ones are nowhere.
        return cls(finding=finding, rest=article_urgency.recall(known.known))

    @property
    def at_least(self) -> Grade | None:
        """The urgency that the record establishes, whatever is at fault in it."""
        return self.finding.low if self.rest is None else self.rest.low

    @property
    def shown(self) -> Grade | None:
        """The most urgent answer that is not excluded."""
        if self.rest is None:
            return self.finding.high
        # What is at fault can be anything.
        return article_urgency.outcomes[-1]

    @property
    def value(self) -> Grade | None:
        """The urgency; None if undecided."""
        return self.finding.value

    def __repr__(self) -> str:
        return cut(f"<Urgency: {self.finding.answer}>")

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        yield "at_least", self.at_least
        yield "shown", self.shown

    def __str__(self) -> str:
        if self.shown is None or self.at_least is None:
            return str(self.finding)
        if self.value is not None:
            return self.value.meaning
        urgency = self.at_least.meaning if self.at_least.rank else _NOT_ENOUGH
        if self.rest is not None:
            faults = " ".join(map(str, self.finding.problems))
            top = self.at_least == self.shown
            return f"{urgency} {'Also' if top else 'It may be an emergency'}: {faults}"
        return f"{urgency} {self.open_question}"

    @property
    def open_question(self) -> str:
        """What would make it more urgent but is not known; empty if nothing would."""
        if self.value is not None or self.rest is not None:
            return ""
        possible = self.finding.possible or ()
        # Of a symptom that is known to be there, its onset and severity are missing.
        known = "not fully recorded"
        if {each.present.name for each in SYMPTOMS.values()} <= {*self.finding.missing}:
            known = "not recorded"
        return " ".join(
            f"{_CARE[str(row.then.code)]} if there is {row.when}: {known}."
            for row in article_urgency.rows
            if row.then in possible and row.then != self.at_least
        )


@public
def triage(case: CaseLike) -> Urgency:
    """
    When to contact a doctor: none, prompt or emergency; missing data never lower it.

    >>> import cervmyelo as cm
    >>> numb = cm.Symptom(kind="arm_numbness", present=True, onset="gradual")
    >>> urgency = cm.triage(cm.Patient(symptoms=[numb]))
    >>> str(urgency.at_least), str(urgency.shown)
    ('prompt', 'emergency')

    Args:
        case: A patient, or values by the names of the quantities. A severity or onset
            that was not recorded may be severe or sudden. Where fields are invalid or
            contradict each other, the answer is what all others establish, and says
            which fields are at fault.

    Source:
        The article, When to contact a doctor.
    """
    return Urgency.of(case)
