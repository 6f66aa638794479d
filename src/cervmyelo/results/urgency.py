"""
How soon to contact a doctor.
"""

from __future__ import annotations

import attrs

from cervmyelo.findings import Finding
from cervmyelo.forms import Case
from cervmyelo.guidance.urgency import URGENCY
from cervmyelo.models.record import Record
from cervmyelo.scales import Grade

__all__ = ["Urgency", "triage"]


@attrs.frozen(kw_only=True, getstate_setstate=False)
class Urgency(Record):
    """
    When to contact a doctor, by the article.

    What is unknown never lowers the urgency that is shown: `shown` is the gravest
    that the records do not rule out, `at_least` is what they already establish.

    Attributes:
        finding: The finding of the rule, with reasons and what is missing.
    """

    finding: Finding[Grade]

    @property
    def at_least(self) -> Grade | None:
        """The urgency that the records establish; None if refused."""
        return self.finding.low

    @property
    def shown(self) -> Grade | None:
        """The gravest urgency that is not ruled out; None if refused."""
        return self.finding.high

    @property
    def value(self) -> Grade | None:
        """The urgency; None while it is open."""
        return self.finding.value

    def __str__(self) -> str:
        if self.shown is None or self.at_least is None:
            return str(self.finding)
        if self.value is not None:
            return f"{self.value}: {self.value.meaning}"
        return (
            f"{self.shown} is not ruled out: {self.shown.meaning} "
            f"Established so far: {self.at_least}."
        )


def triage(case: Case) -> Urgency:
    """
    When to contact a doctor: none, prompt or emergency; unknown never lowers it.

    >>> import cervmyelo as cm
    >>> numb = cm.Symptom(kind="arm_numbness", present=True, onset="gradual")
    >>> urgency = cm.triage(cm.Patient(symptoms=[numb]))
    >>> str(urgency.at_least), str(urgency.shown)
    ('prompt', 'emergency')

    Args:
        case: A patient, or values by the names of the quantities. A severity or an
            onset that was not recorded may be severe or sudden.

    Source:
        The article, When to contact a doctor.
    """
    return Urgency(finding=URGENCY.explain(case))
