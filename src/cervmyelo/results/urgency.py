"""
How soon to contact a doctor.
"""

from typing import Final

import attrs

from cervmyelo.case import CaseLike
from cervmyelo.findings import Finding
from cervmyelo.guidance.urgency import article_urgency
from cervmyelo.models.record import Record
from cervmyelo.public import public
from cervmyelo.scale import Grade

__all__ = ["Urgency", "triage"]

_NOT_ENOUGH: Final = "Not enough recorded."


@public
@attrs.frozen(kw_only=True, getstate_setstate=False, repr=False)
class Urgency(Record):
    """
    When to contact a doctor, by the article.

    Missing data never lower the urgency: `at_least` is the urgency that the record
    establishes, `shown` the most urgent answer that it does not exclude.

    Attributes:
        finding: The finding of the rule, with its reasons and missing inputs.
    """

    finding: Finding[Grade]

    @property
    def at_least(self) -> Grade | None:
        """The urgency that the record establishes; None if refused."""
        return self.finding.low

    @property
    def shown(self) -> Grade | None:
        """The most urgent answer that is not excluded; None if refused."""
        return self.finding.high

    @property
    def value(self) -> Grade | None:
        """The urgency; None if undecided."""
        return self.finding.value

    def __repr__(self) -> str:
        return f"<Urgency: {self.finding.answer}>"

    def __str__(self) -> str:
        if self.shown is None or self.at_least is None:
            return str(self.finding)
        if self.value is not None:
            return self.value.meaning
        urgency = self.at_least.meaning if self.at_least.rank else _NOT_ENOUGH
        return f"{urgency} {self.open_question}"

    @property
    def open_question(self) -> str:
        """What would make it more urgent but is not known; empty if nothing would."""
        if self.value is not None or self.shown is None:
            return ""
        possible = self.finding.possible or ()
        return " ".join(
            f"{row.then.label.capitalize()} in case of {row.when}: not known."
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
            that was not recorded may be severe or sudden.

    Source:
        The article, When to contact a doctor.
    """
    return Urgency(finding=article_urgency(case))
