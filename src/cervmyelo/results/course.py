"""
The course of one person over two or more visits: baseline, steps and events.
"""

import calendar
import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, cast

import attrs

from cervmyelo.errors import KindError, TooFewVisitsError, kind_of
from cervmyelo.field_types import has_elements
from cervmyelo.findings import Reason, label_of
from cervmyelo.follow_up.scales import Followed
from cervmyelo.forms import Sum
from cervmyelo.models.patient import NEUROLOGY_WORSENED
from cervmyelo.models.record import Record
from cervmyelo.public import public

from .change import Change, raters_of
from .visits import (
    Visit,
    check_pair,
    check_surgery,
    followed_by,
    is_day_or_none,
)

__all__ = ["Course", "completed_months", "course"]

_WORDS: Final[Mapping[bool | None, str]] = MappingProxyType(
    {True: "yes", False: "no", None: "not known"}
)
_VISITS: Final = "a list or tuple of Visit objects"


def _tuple(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    # Fail early: a single visit, or items without a date, would cause an obscure error
    # later.
    given = cast("object", visits)
    if not has_elements(given):
        raise KindError("visits", kind_of(given), _VISITS)
    each = tuple(given)
    for visit in each:
        if not isinstance(visit, Visit):
            raise KindError("visits", kind_of(visit), _VISITS)
    return cast("tuple[Visit, ...]", each)


@public
@attrs.frozen(kw_only=True, getstate_setstate=False, repr=False)
class Course(Record):
    """
    Two or more visits of one person, in date order.

    Attributes:
        visits: The visits.

        surgery_on: The date of surgery; None if there was none or it is not known.

    Raises:
        TooFewVisitsError: If there are fewer than two visits.

        MixedScalesError: If the visits are scored by different scales.

        DuplicateVisitError: If two visits have the same date.

        VisitOrderError: If a visit is dated before the previous one.

        SurgeryDateError: If a visit is marked as before or after surgery without a
            date of surgery, or against it.

        KindError: If a visit is not a `Visit`, or the date of surgery is not a date.
    """

    visits: tuple[Visit, ...] = attrs.field(converter=_tuple)
    surgery_on: dt.date | None = attrs.field(default=None, validator=is_day_or_none)

    def __attrs_post_init__(self) -> None:
        if len(self.visits) < 2:  # noqa: PLR2004 -- one visit has no change
            raise TooFewVisitsError(
                tuple(range(1, len(self.visits) + 1)),
                "a course needs two or more visits",
                "Add an earlier or a later visit.",
            )
        for place, (one, other) in enumerate(itertools.pairwise(self.visits), start=1):
            check_pair(one, other, (place, place + 1))
        check_surgery(self.visits, self.surgery_on)

    @property
    def _followed(self) -> Followed:
        return followed_by(self.visits[0])

    @property
    def baseline(self) -> Visit:
        """
        The visit that later visits are compared with.

        The last visit that is certainly from before surgery, if a later visit follows.
        If there is none, a visit on the day of surgery that may be; otherwise the first
        visit.
        """
        return self.visits[self._start]

    @property
    def _start(self) -> int:
        if self.surgery_on is None:
            return 0
        states = [visit.before(self.surgery_on) for visit in self.visits]
        surely = [place for place, state in enumerate(states) if state is True]
        maybe = [place for place, state in enumerate(states) if state is None]
        start = surely[-1] if surely else maybe[0] if maybe else 0
        return start if start + 1 < len(self.visits) else 0

    def _change(self, earlier: Visit, later: Visit) -> Change:
        return Change(earlier=earlier, later=later, surgery_on=self.surgery_on)

    @functools.cached_property
    def steps(self) -> tuple[Change, ...]:
        """The change from each visit to the next."""
        pairs = itertools.pairwise(self.visits)
        return tuple(self._change(one, other) for one, other in pairs)

    @functools.cached_property
    def since_baseline(self) -> tuple[Change, ...]:
        """The change from the baseline to each later visit."""
        later = self.visits[self._start + 1 :]
        return tuple(self._change(self.baseline, each) for each in later)

    @property
    def improvement(self) -> Visit | None:
        """The first visit that is certainly better than the baseline, by its total."""
        changes = self.since_baseline
        return next((each.later for each in changes if each.improved is True), None)

    @property
    def possible_improvement(self) -> Visit | None:
        """The first visit that may be better than the baseline, by its total."""
        changes = self.since_baseline
        return next(
            (each.later for each in changes if each.improved is not False), None
        )

    @property
    def deterioration(self) -> Visit | None:
        """
        The first visit whose total or grade is certainly worse than the best earlier.

        Earlier visits count from the baseline on, so losing an earlier gain counts,
        even if the total is still better than the baseline.
        """
        return next((e.later for e in self._after_the_best if e.worsened is True), None)

    @property
    def possible_deterioration(self) -> Visit | None:
        """The first visit whose total or grade may be worse than the best earlier."""
        return next(
            (e.later for e in self._after_the_best if e.worsened is not False), None
        )

    @property
    def _after_the_best(self) -> Iterator[Change]:
        """The change between every pair of visits, from the baseline on."""
        counted = self.visits[self._start :]
        for place, later in enumerate(counted):
            for earlier in counted[:place]:
                yield self._change(earlier, later)

    @functools.cached_property
    def _at_the_last(self) -> tuple[Change, ...]:
        """The change from every visit, from the baseline on, to the last visit."""
        *earlier, last = self.visits[self._start :]
        return tuple(self._change(each, last) for each in earlier)

    @property
    def neurology_worsened(self) -> bool | None:
        """
        Whether the neurology is worse at the last visit than at any visit before it.

        It is `worsened` of a scale that grades the function of the spinal cord. None if
        what was recorded does not decide it, and for a questionnaire on pain,
        disability or quality of life (the NDI, the JOACMEQ and the SF-36). `offered`
        gives the value to pass on. It is never recorded for the person: whether a
        change of one point is a worsening of the person is for a clinician to judge.
        """
        return self.worsened if self._followed.neurological else None

    @property
    def worsened(self) -> bool | None:
        """
        Whether the last visit is worse than any visit before it, from the baseline on.

        It is worse if an item or the score is worse, and None if what was recorded does
        not decide it. `worsened_because` has the reasons.
        """
        states = {
            state
            for change in self._at_the_last
            for state in (change.worsened, *(item.worsened for item in change.items))
        }
        if True in states:
            return True
        return None if None in states else False

    @property
    def neurology_because(self) -> tuple[Reason, ...]:
        """The reasons of `neurology_worsened`; empty where there is nothing to say."""
        return self.worsened_because if self._followed.neurological else ()

    @property
    def worsened_because(self) -> tuple[Reason, ...]:
        """What is worse, or may be worse, at the last visit, and since when."""
        reasons: list[Reason] = []
        for change in self._at_the_last:
            since = f"{change.earlier.on} to {change.later.on}"
            reasons += [
                Reason(f"worse: {each}, {since}", value=True) for each in change.worse
            ]
            reasons += [
                Reason(f"possibly worse: {each}, {since}", None)
                for each in change.possibly_worse
            ]
            if change.worsened is not False:
                how = "worse" if change.worsened else "possibly worse"
                text = f"{how}: {change.points.label} {change.points.answer}, {since}"
                reasons.append(Reason(text, change.worsened))
        if reasons:
            reasons += raters_of(self._followed)
        return tuple(reasons)

    def offered(self) -> dict[str, bool | None]:
        """
        What the course can add to a record of the person, for you to pass on.

        >>> import datetime as dt, cervmyelo as cm
        >>> def visit(month, hands):
        ...     items = cm.MJOA(
        ...         motor_upper=hands, motor_lower=6, sensory_upper=2, sphincter=3
        ...     )
        ...     return cm.Visit(on=dt.date(2024, month, 1), case=items)
        >>> followed = cm.course([visit(1, 5), visit(7, 4)])
        >>> followed.offered()
        {'neurology_worsened': True}
        >>> case = {"myelopathy": True, "treated_without_surgery": True}
        >>> case |= followed.visits[-1].case.flat() | followed.offered()
        >>> cm.ao_spine_2017(case).value.code
        'surgery_after_worsening'

        A questionnaire on pain, disability or quality of life offers nothing.
        """
        if not self._followed.neurological:
            return {}
        return {NEUROLOGY_WORSENED.name: self.neurology_worsened}

    def days_since_surgery(self, visit: Visit) -> int | None:
        """
        The days from surgery to a visit; negative for a visit before surgery.

        None if there is no date of surgery.
        """
        if self.surgery_on is None:
            return None
        return (visit.on - self.surgery_on).days

    def months_since_surgery(self, visit: Visit) -> int | None:
        """
        The completed calendar months from surgery to a visit.

        Negative for a visit before surgery. None if there is no date of surgery.
        """
        if self.surgery_on is None:
            return None
        return completed_months(self.surgery_on, visit.on)

    @property
    def title(self) -> str:
        """The scale that is followed, and the number of visits."""
        return f"{self._followed.result.label}, {len(self.visits)} visits"

    @property
    def events(self) -> tuple[tuple[str, str], ...]:
        """When something happened for the first time, as pairs of words for people."""
        followed = self._followed
        noun = "total" if isinstance(followed.score, Sum) else "score"
        noun = noun if followed.graded_by is None else "grade"
        return (
            (
                f"first visit with a {noun} certainly better than the baseline",
                _first(self.improvement, self.possible_improvement),
            ),
            (
                f"first visit with a {noun} certainly worse than the best earlier",
                _first(self.deterioration, self.possible_deterioration),
            ),
            (
                "last visit worse than a visit before it, in any item or in the "
                f"{noun}",
                _WORDS[self.worsened],
            ),
        )

    def __repr__(self) -> str:
        first, last = self.visits[0].on, self.visits[-1].on
        return f"<Course: {self.title}, {first} to {last}>"

    def __str__(self) -> str:
        followed = self._followed
        lines = [self.title]
        if self.surgery_on is None and followed.recovery is not None:
            lines.append(
                "  no date of surgery: a recovery rate is from the first visit, which "
                "may not be from before surgery"
            )
        changes = {each.later.on: each for each in self.since_baseline}
        steps = {each.later.on: each for each in self.steps}
        for visit in self.visits:
            mark = " (baseline)" if visit == self.baseline else ""
            lines.append(f"  {visit.on}: {visit.total.answer}{mark}{self._when(visit)}")
            if visit.total.missing:
                missing = "; ".join(map(label_of, visit.total.missing))
                lines.append(f"    not recorded: {missing}")
            if visit.on in changes:
                lines.append("    since the baseline")
                lines += [f"      {line}" for line in changes[visit.on].lines]
                step = steps[visit.on]
                worse = step.worse or step.worsened or step.band_crossed == "worse"
                if step.earlier != self.baseline and worse:
                    lines.append("    since the visit before")
                    lines += [f"      {line}" for line in step.lines_on_a_loss]
        lines += [f"  {label}: {answer}" for label, answer in self.events]
        compared = (*self.since_baseline, *self.steps)
        raters = dict.fromkeys(str(e) for each in compared for e in each.raters)
        lines += [f"  {each}" for each in raters]
        return "\n".join(lines)

    def _when(self, visit: Visit) -> str:
        days, months = self.days_since_surgery(visit), self.months_since_surgery(visit)
        if days is None or months is None:
            return ""
        if days == 0:
            known = visit.preoperative
            side = "" if known is None else " (before it)" if known else " (after it)"
            return f", on the day of surgery{side}"
        side = "before" if days < 0 else "after"
        return f", {abs(days)} days ({abs(months)} months) {side} surgery"


@public
def course(visits: Iterable[Visit], surgery_on: dt.date | None = None) -> Course:
    """
    The course of one person over two or more visits.

    >>> import datetime as dt, cervmyelo as cm
    >>> def scored(month, *items):
    ...     names = ("motor_upper", "motor_lower", "sensory_upper", "sphincter")
    ...     case = cm.MJOA(**dict(zip(names, items)))
    ...     return cm.Visit(on=dt.date(2024, month, 1), case=case)
    >>> visits = [scored(1, 3, 5, 2, 2), scored(4, 4, 5, 2, 3)]
    >>> visits.append(scored(7, 5, 5, 2, 1))
    >>> followed = cm.course(visits, surgery_on=dt.date(2024, 1, 15))
    >>> print(followed)
    mJOA total, 3 visits
      2024-01-01: 12 points (baseline), 14 days (0 months) before surgery
      2024-04-01: 14 points, 77 days (2 months) after surgery
        since the baseline
          mJOA change: 2 points (better); mJOA recovery rate: 33.3 %; mJOA MCID: reached
          mJOA severity: moderate, as before
      2024-07-01: 13 points, 168 days (5 months) after surgery
        since the baseline
          worse: mJOA bladder function (2 to 1 points)
          mJOA change: 1 points (better by one point); mJOA recovery rate: 16.7 %; \
mJOA MCID: not reached
          mJOA severity: moderate, as before
        since the visit before
          worse: mJOA bladder function (3 to 1 points)
          mJOA change: -1 points (worse by one point)
          mJOA loss (mirror of the MCID): not reached; mJOA deterioration (Martin \
2021): not reached
          mJOA severity: moderate, as before
      first visit with a total certainly better than the baseline: 2024-04-01
      first visit with a total certainly worse than the best earlier: 2024-07-01
      last visit worse than a visit before it, in any item or in the total: yes
      Two raters who score the same person by the mJOA often differ, so a change of \
one point between visits can be a difference between raters. (all four items scored \
alike: 25%; totals 2 points or more apart: 19%; mean difference: 0.93 points) [Martin \
et al. 2021, abstract, results]
    >>> followed.steps[0].points.value
    2.0

    Args:
        visits: The visits in date order, all scored by one scale. They are not sorted,
            because a date out of order may be a mistake.

        surgery_on: The date of surgery; None if there was none or it is not known.

    Raises:
        CourseError: If the visits do not form a valid course.

        KindError: If a visit is not a `Visit`, or the date of surgery is not a date.

    Source:
        The rules on recovery, cited in each finding.
    """
    return Course(visits=visits, surgery_on=surgery_on)


def completed_months(start: dt.date, end: dt.date) -> int:
    """
    The completed calendar months from one date to another.

    A month is complete on the same day of a later month, or on its last day if it has
    no such day. Negative if *end* is before *start*.

    >>> import datetime as dt
    >>> completed_months(dt.date(2024, 1, 31), dt.date(2024, 2, 29))
    1
    >>> completed_months(dt.date(2024, 1, 31), dt.date(2024, 3, 30))
    1
    >>> completed_months(dt.date(2024, 3, 15), dt.date(2024, 1, 1))
    -2
    """
    if end < start:
        return -completed_months(end, start)
    months = 12 * (end.year - start.year) + end.month - start.month
    last = calendar.monthrange(end.year, end.month)[1]
    return months - (end.day < min(start.day, last))


def _first(certain: Visit | None, possible: Visit | None) -> str:
    if certain is not None:
        return str(certain.on)
    return "none" if possible is None else f"undecided, possible from {possible.on}"
