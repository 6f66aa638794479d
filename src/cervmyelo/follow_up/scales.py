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

from cervmyelo.findings import Gap
from cervmyelo.forms import Bands, FirstMatch, Form, Quotient, Sum
from cervmyelo.frozen import Frozen
from cervmyelo.instruments.ems import ems_grade, ems_total
from cervmyelo.instruments.joa import joa1994_mild, joa1994_total, joa_total
from cervmyelo.instruments.joacmeq import (
    joacmeq_bladder,
    joacmeq_lower_limb,
    joacmeq_neck,
    joacmeq_quality_of_life,
    joacmeq_upper_limb,
)
from cervmyelo.instruments.mjoa import mjoa_severity, mjoa_total
from cervmyelo.instruments.ndi import ndi_disability, ndi_total
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
from cervmyelo.models.joacmeq import JOACMEQ
from cervmyelo.models.mjoa import MJOA, SPHINCTER
from cervmyelo.models.ndi import NDI
from cervmyelo.models.outcome_measures import (
    JOACMEQ_BLADDER_AFTER,
    JOACMEQ_BLADDER_BEFORE,
    JOACMEQ_LOWER_LIMB_AFTER,
    JOACMEQ_LOWER_LIMB_BEFORE,
    JOACMEQ_NECK_AFTER,
    JOACMEQ_NECK_BEFORE,
    JOACMEQ_QUALITY_OF_LIFE_AFTER,
    JOACMEQ_QUALITY_OF_LIFE_BEFORE,
    JOACMEQ_UPPER_LIMB_AFTER,
    JOACMEQ_UPPER_LIMB_BEFORE,
    NDI_AFTER,
    NDI_BEFORE,
    SF36,
    SF36_MCS,
    SF36_MCS_AFTER,
    SF36_MCS_BEFORE,
    SF36_PCS,
    SF36_PCS_AFTER,
    SF36_PCS_BEFORE,
)
from cervmyelo.models.patient_mjoa import PMJOA_SPHINCTER, PatientMJOA
from cervmyelo.models.sheet import Sheet
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
from .joacmeq import (
    joacmeq_bladder_benefit,
    joacmeq_bladder_change,
    joacmeq_lower_limb_benefit,
    joacmeq_lower_limb_change,
    joacmeq_neck_benefit,
    joacmeq_neck_change,
    joacmeq_quality_of_life_benefit,
    joacmeq_quality_of_life_change,
    joacmeq_upper_limb_benefit,
    joacmeq_upper_limb_change,
)
from .losses import joa_mcid_mirror, mjoa_fall_martin_2021, mjoa_mcid_mirror
from .ndi import ndi_change, ndi_reduction
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
from .sf36 import sf36_mcs_change, sf36_mcs_mcid, sf36_pcs_change, sf36_pcs_mcid

__all__ = ["FOLLOWED", "Followed"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Followed(Frozen):
    """
    A scale whose scores can be compared over time.

    Attributes:
        name: Its name, with which the names of its columns begin.

        recorded: The model of what is recorded at a visit.

        score: The rule for its total or domain, or what is recorded as it is: a grade,
            or a score whose form is not part of this library.

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

        reduction: The rule for the fall in percent of the score before; None if it is
            not used for this scale.

        mcid: The rule for the minimum clinically important gain; None if no figure was
            found.

        benefit: The rule for the substantial clinical benefit; None if no figure was
            found.

        losses: The rules that judge a loss.

        raters: What is published on how far two raters differ; None if nothing was
            found.

        neurological: Whether it grades the function of the spinal cord, so that a
            worse score can answer whether the neurology has worsened. A questionnaire
            on pain, disability or quality of life cannot.
    """

    name: str
    recorded: type[Sheet]
    score: Sum | Quotient | Measure
    before: Measure
    after: Measure
    change: Quotient
    graded_by: FirstMatch | None = None
    higher_is_better: bool = True
    bladder: Measure | None = None
    bands: Bands | None = None
    recovery: Quotient | None = None
    reduction: Quotient | None = None
    mcid: FirstMatch | Bands | None = None
    benefit: Bands | None = None
    losses: tuple[FirstMatch, ...] = ()
    raters: Statement | None = None
    neurological: bool = True

    @property
    def items(self) -> tuple[Measure, ...]:
        """Its items in the order in which they are compared: the bladder first."""
        match self.score:
            case Measure():
                return (self.score,)
            case Sum(items=items):
                pass
            case Quotient(inputs=items):
                pass
        first = [each for each in items if each is self.bladder]
        return (*first, *(each for each in items if each is not self.bladder))

    @property
    def worsened(self) -> str:
        """The column that says whether a visit is worse than any before it."""
        return f"{self.name}_{'neurology_' * self.neurological}worsened"

    @property
    def result(self) -> Measure:
        """The score as a quantity, with its label, range and unit."""
        match self.score:
            case Measure():
                return self.score
            case Sum():
                return self.score.result
            case Quotient(recorded=recorded):
                return recorded if isinstance(recorded, Measure) else self.score.result

    @property
    def rules(self) -> tuple[Form, ...]:
        """The rules that compare the score with that of the baseline."""
        found = (self.change, self.recovery, self.reduction, *self.gains)
        return (*(rule for rule in found if rule is not None), *self.losses)

    @property
    def gains(self) -> tuple[FirstMatch | Bands, ...]:
        """The rules that judge a gain."""
        return tuple(rule for rule in (self.mcid, self.benefit) if rule is not None)

    def gain_from(self, before: float) -> float | None:
        """
        The least score after that the first rule on a gain calls reached.

        Args:
            before: The score before.

        Returns:
            That score; None if none on the scale is reached, or there is no rule.
        """
        for rule in self.gains[:1]:
            match rule:
                case Bands(of=Quotient() as change):
                    (best,) = (band for band in rule.bands if band.grade.rank == 0)
                    return self._changed_by(change, best.least, before)
                case _:
                    afters = sorted(
                        self.result.values, reverse=not self.higher_is_better
                    )
                    return next(
                        (e for e in afters if self._reaches(rule, before, e)), None
                    )
        return None

    def _reaches(self, rule: FirstMatch | Bands, before: float, after: float) -> bool:
        grade = rule({self.before.name: before, self.after.name: after}).value
        return grade is not None and grade.rank == 0

    def _changed_by(
        self, change: Quotient, least: float, before: float
    ) -> float | None:
        """The score after that a change leads to; None if it is not on the scale."""
        ends = (float(self.result.low), float(self.result.high))
        first, last = (
            change.result_of({self.before.name: before, self.after.name: end})
            for end in ends
        )
        if isinstance(first, Gap) or isinstance(last, Gap):
            return None
        # The change is linear in the score after.
        after = ends[0] + (least - first) / (last - first) * (ends[1] - ends[0])
        return after if ends[0] <= after <= ends[1] else None

    @property
    def step_rules(self) -> tuple[Form, ...]:
        """The rules that compare the score with that of the visit before."""
        return (self.change, *self.losses)

    def scores(self, values: Values) -> tuple[float, ...]:
        """
        Every score that the recorded values allow, in ascending order.

        Of a continuous score the least and the greatest, or its only value.
        Empty if the values contradict each other.
        """
        match self.score:
            case Sum():
                return self.score.reachable(values)
            case Quotient():
                found = self.score.regardless(values)
                if found.low is None or found.high is None:
                    return ()
                return tuple(dict.fromkeys((found.low, found.high)))
            case Measure():
                value = values.get(self.score.name)
                if value is not None:
                    return cast("tuple[float, ...]", options_of(value))
                return self.score.values or (self.score.low, self.score.high)


# The bladder first, as in the items of other scales.
_JOACMEQ_DOMAINS: Final = (
    (
        joacmeq_bladder,
        JOACMEQ_BLADDER_BEFORE,
        JOACMEQ_BLADDER_AFTER,
        joacmeq_bladder_change,
        joacmeq_bladder_benefit,
    ),
    (
        joacmeq_lower_limb,
        JOACMEQ_LOWER_LIMB_BEFORE,
        JOACMEQ_LOWER_LIMB_AFTER,
        joacmeq_lower_limb_change,
        joacmeq_lower_limb_benefit,
    ),
    (
        joacmeq_upper_limb,
        JOACMEQ_UPPER_LIMB_BEFORE,
        JOACMEQ_UPPER_LIMB_AFTER,
        joacmeq_upper_limb_change,
        joacmeq_upper_limb_benefit,
    ),
    (
        joacmeq_neck,
        JOACMEQ_NECK_BEFORE,
        JOACMEQ_NECK_AFTER,
        joacmeq_neck_change,
        joacmeq_neck_benefit,
    ),
    (
        joacmeq_quality_of_life,
        JOACMEQ_QUALITY_OF_LIFE_BEFORE,
        JOACMEQ_QUALITY_OF_LIFE_AFTER,
        joacmeq_quality_of_life_change,
        joacmeq_quality_of_life_benefit,
    ),
)

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
            Followed(
                name="ndi",
                recorded=NDI,
                score=ndi_total,
                before=NDI_BEFORE,
                after=NDI_AFTER,
                change=ndi_change,
                higher_is_better=False,
                bands=ndi_disability,
                reduction=ndi_reduction,
                neurological=False,
            ),
            *(
                Followed(
                    name=score.name,
                    recorded=JOACMEQ,
                    score=score,
                    before=before,
                    after=after,
                    change=change,
                    benefit=benefit,
                    neurological=False,
                )
                for score, before, after, change, benefit in _JOACMEQ_DOMAINS
            ),
            Followed(
                name="sf36_pcs",
                recorded=SF36,
                score=SF36_PCS,
                before=SF36_PCS_BEFORE,
                after=SF36_PCS_AFTER,
                change=sf36_pcs_change,
                mcid=sf36_pcs_mcid,
                neurological=False,
            ),
            Followed(
                name="sf36_mcs",
                recorded=SF36,
                score=SF36_MCS,
                before=SF36_MCS_BEFORE,
                after=SF36_MCS_AFTER,
                change=sf36_mcs_change,
                mcid=sf36_mcs_mcid,
                neurological=False,
            ),
        )
    }
)
"""Every scale that can be followed, by the name of its score."""
