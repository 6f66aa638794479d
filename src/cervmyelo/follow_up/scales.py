"""
The scales that can be followed over time: one table for courses, frames and rules.

To follow another scale, add a row: what is recorded at a visit, the scores before and
after, and the rules that compare them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, cast

import attrs

from cervmyelo.forms import Bands, FirstMatch, Form, Quotient, Sum
from cervmyelo.frozen import Frozen
from cervmyelo.instruments.ems import ems_grade, ems_total
from cervmyelo.instruments.joa import joa1994_mild, joa1994_total, joa_total
from cervmyelo.instruments.mjoa import mjoa_severity, mjoa_total
from cervmyelo.instruments.nurick import nurick_0_normal, nurick_1972
from cervmyelo.instruments.patient_mjoa import pmjoa_severity, pmjoa_total
from cervmyelo.literature.deterioration import RATER_DIFFERENCES
from cervmyelo.models.ems import EMS, EMS_BLADDER_BOWEL
from cervmyelo.models.follow_up import (
    EMS_AFTER,
    EMS_BEFORE,
    JOA1994_AFTER,
    JOA1994_BEFORE,
    JOA_AFTER,
    JOA_BEFORE,
    MJOA_AFTER,
    MJOA_BEFORE,
    NURICK_0_NORMAL_AFTER,
    NURICK_0_NORMAL_BEFORE,
    NURICK_1972_AFTER,
    NURICK_1972_BEFORE,
    PMJOA_AFTER,
    PMJOA_BEFORE,
    Nurick0Normal,
    Nurick1972,
)
from cervmyelo.models.joa import JOA, JOA1994, JOA1994_BLADDER, JOA_BLADDER
from cervmyelo.models.mjoa import MJOA, SPHINCTER
from cervmyelo.models.patient_mjoa import PMJOA_SPHINCTER, PatientMJOA
from cervmyelo.models.sheet import Sheet, items_of
from cervmyelo.models.walking import NURICK_0_NORMAL_GRADE, NURICK_1972_GRADE
from cervmyelo.partly import options_of
from cervmyelo.quantity import Measure, Values
from cervmyelo.sources import Statement

from .changes import (
    ems_change,
    nurick_0_normal_change,
    nurick_1972_change,
    pmjoa_change,
)
from .losses import joa_mcid_mirror, mjoa_fall_martin_2021, mjoa_mcid_mirror
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


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Followed(Frozen):
    """
    A scale whose scores can be compared over time.

    Attributes:
        name: Its name, with which the names of its columns begin.

        recorded: The model of what is recorded at a visit.

        score: The rule for its total, or the grade that is recorded as it is.

        before: The score before, as the rules that compare read it.

        after: The score after, as the rules that compare read it.

        change: The rule for the change.

        graded_by: The rule that gives the recorded grade; None for a total.

        higher_is_better: Whether a higher score is better.

        bladder: The item that measures bladder or sphincter function; None if the
            scale has none.

        bands: The rule for the severity bands; None if there is none, or if the score
            is a grade itself.

        recovery: The rule for the recovery rate; None if no formula was found.

        mcid: The rule for the minimum clinically important gain; None if no figure was
            found.

        losses: The rules that judge a loss.

        raters: What is published on how far two raters differ; None if nothing was
            found.
    """

    name: str
    recorded: type[Sheet]
    score: Sum | Measure
    before: Measure
    after: Measure
    change: Quotient
    graded_by: FirstMatch | None = None
    higher_is_better: bool = True
    bladder: Measure | None = None
    bands: Bands | None = None
    recovery: Quotient | None = None
    mcid: FirstMatch | None = None
    losses: tuple[FirstMatch, ...] = ()
    raters: Statement | None = None

    @property
    def items(self) -> tuple[Measure, ...]:
        """Its items in the order in which they are compared: the bladder first."""
        if isinstance(self.score, Measure):
            return (self.score,)
        items = items_of(self.recorded)
        first = [each for each in items if each is self.bladder]
        return (*first, *(each for each in items if each is not self.bladder))

    @property
    def result(self) -> Measure:
        """The score as a quantity, with its label, range and unit."""
        return self.score if isinstance(self.score, Measure) else self.score.result

    @property
    def rules(self) -> tuple[Form, ...]:
        """The rules that compare the score with that of the baseline."""
        gains = (self.change, self.recovery, self.mcid)
        return (*(rule for rule in gains if rule is not None), *self.losses)

    @property
    def step_rules(self) -> tuple[Form, ...]:
        """The rules that compare the score with that of the visit before."""
        return (self.change, *self.losses)

    def scores(self, values: Values) -> tuple[float, ...]:
        """Every score that the recorded values allow, in ascending order."""
        if isinstance(self.score, Sum):
            return self.score.reachable(values)
        value = values.get(self.score.name)
        if value is None:
            return self.score.values
        return cast("tuple[float, ...]", options_of(value))


FOLLOWED: Final[Mapping[str, Followed]] = MappingProxyType(
    {
        each.score.name: each
        for each in (
            Followed(
                name="mjoa",
                recorded=MJOA,
                score=mjoa_total,
                before=MJOA_BEFORE,
                after=MJOA_AFTER,
                change=mjoa_change,
                bladder=SPHINCTER,
                bands=mjoa_severity,
                recovery=mjoa_recovery_rate,
                mcid=mjoa_mcid,
                losses=(mjoa_mcid_mirror, mjoa_fall_martin_2021),
                raters=RATER_DIFFERENCES,
            ),
            Followed(
                name="pmjoa",
                recorded=PatientMJOA,
                score=pmjoa_total,
                before=PMJOA_BEFORE,
                after=PMJOA_AFTER,
                change=pmjoa_change,
                bladder=PMJOA_SPHINCTER,
                bands=pmjoa_severity,
            ),
            Followed(
                name="joa",
                recorded=JOA,
                score=joa_total,
                before=JOA_BEFORE,
                after=JOA_AFTER,
                change=joa_change,
                bladder=JOA_BLADDER,
                recovery=joa_recovery_rate,
                mcid=joa_mcid,
                losses=(joa_mcid_mirror,),
            ),
            Followed(
                name="joa1994",
                recorded=JOA1994,
                score=joa1994_total,
                before=JOA1994_BEFORE,
                after=JOA1994_AFTER,
                change=joa1994_change,
                bladder=JOA1994_BLADDER,
                bands=joa1994_mild,
                recovery=joa1994_recovery_rate,
            ),
            Followed(
                name="ems",
                recorded=EMS,
                score=ems_total,
                before=EMS_BEFORE,
                after=EMS_AFTER,
                change=ems_change,
                bladder=EMS_BLADDER_BOWEL,
                bands=ems_grade,
            ),
            Followed(
                name="nurick_1972",
                recorded=Nurick1972,
                score=NURICK_1972_GRADE,
                before=NURICK_1972_BEFORE,
                after=NURICK_1972_AFTER,
                change=nurick_1972_change,
                graded_by=nurick_1972,
                higher_is_better=False,
            ),
            Followed(
                name="nurick_0_normal",
                recorded=Nurick0Normal,
                score=NURICK_0_NORMAL_GRADE,
                before=NURICK_0_NORMAL_BEFORE,
                after=NURICK_0_NORMAL_AFTER,
                change=nurick_0_normal_change,
                graded_by=nurick_0_normal,
                higher_is_better=False,
            ),
        )
    }
)
"""Every scale that can be followed, by the name of its score."""
