"""
How soon to contact a doctor.
"""

from __future__ import annotations

import attrs

from cervmyelo.findings import Finding
from cervmyelo.scales import Grade

from .record import Record

__all__ = ["Urgency"]


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
