"""
The scales that can be followed over time: one table for courses, frames and rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from cervmyelo.forms import FirstMatch, Form, Quotient, Sum
from cervmyelo.instruments.joa import joa1994_total, joa_total
from cervmyelo.instruments.mjoa import mjoa_total
from cervmyelo.models.follow_up import (
    JOA1994_AFTER,
    JOA1994_BEFORE,
    JOA_AFTER,
    JOA_BEFORE,
    MJOA_AFTER,
    MJOA_BEFORE,
)
from cervmyelo.models.joa import JOA, JOA1994
from cervmyelo.models.mjoa import MJOA
from cervmyelo.models.sheet import Sheet
from cervmyelo.quantity import Measure

from .recovery import (
    joa1994_change,
    joa1994_recovery_rate,
    joa_change,
    joa_mcid,
    joa_recovery_rate,
    mjoa_change,
    mjoa_mcid,
    mjoa_recovery_rate,
)

__all__ = ["FOLLOWED", "Followed"]


@attrs.frozen(kw_only=True)
class Followed:
    """
    A scale whose totals can be compared over time; a higher total is better.

    Attributes:
        items: The model of its items.

        total: The rule for its total.

        before: The total before, as the rules on recovery read it.

        after: The total after, as the rules on recovery read it.

        change: The rule for the change in points.

        recovery: The rule for the recovery rate.

        mcid: The rule for the minimum clinically important difference; None if no
            rule for it was published.
    """

    items: type[Sheet]
    total: Sum
    before: Measure
    after: Measure
    change: Quotient
    recovery: Quotient
    mcid: FirstMatch | None = None

    @property
    def name(self) -> str:
        """The name of the scale, with which the names of its columns begin."""
        return self.total.name.removesuffix("_total")

    @property
    def rules(self) -> tuple[Form, ...]:
        """The rules that compare two totals."""
        mcid = () if self.mcid is None else (self.mcid,)
        return (self.change, self.recovery, *mcid)


FOLLOWED: Final[Mapping[str, Followed]] = MappingProxyType(
    {
        each.total.name: each
        for each in (
            Followed(
                items=MJOA,
                total=mjoa_total,
                before=MJOA_BEFORE,
                after=MJOA_AFTER,
                change=mjoa_change,
                recovery=mjoa_recovery_rate,
                mcid=mjoa_mcid,
            ),
            Followed(
                items=JOA,
                total=joa_total,
                before=JOA_BEFORE,
                after=JOA_AFTER,
                change=joa_change,
                recovery=joa_recovery_rate,
                mcid=joa_mcid,
            ),
            Followed(
                items=JOA1994,
                total=joa1994_total,
                before=JOA1994_BEFORE,
                after=JOA1994_AFTER,
                change=joa1994_change,
                recovery=joa1994_recovery_rate,
            ),
        )
    }
)
"""Every scale that can be followed, by the name of the rule for its total."""
