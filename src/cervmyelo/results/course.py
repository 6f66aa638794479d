"""
Change over time: two or more visits of one person.

Every number comes from one of the rules on recovery. If an item was not scored, its
total is undecided and the change has exact bounds: every possible total of one visit is
compared with every possible total of the other.
"""

import calendar
import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias, cast

import attrs

from cervmyelo.errors import (
    DuplicateVisitError,
    KindError,
    MixedScalesError,
    TooFewVisitsError,
    VisitOrderError,
    kind_of,
)
from cervmyelo.findings import Finding, Gap, Reason
from cervmyelo.follow_up.recovery import (
    joa1994_change,
    joa1994_recovery_rate,
    joa_change,
    joa_mcid,
    joa_recovery_rate,
    mjoa_change,
    mjoa_mcid,
    mjoa_recovery_rate,
)
from cervmyelo.forms import FirstMatch, Quotient, Rule, Sum
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
from cervmyelo.models.record import Record
from cervmyelo.public import public
from cervmyelo.quantity import Measure
from cervmyelo.scale import Grade

__all__ = ["Change", "Course", "Scored", "Visit", "completed_months", "course"]

Scored: TypeAlias = MJOA | JOA | JOA1994
"""The items of a scale that can be followed over time."""


@attrs.frozen(kw_only=True)
class _Rules:
    """The rules for the change of one scale."""

    total: Sum
    before: Measure
    after: Measure
    change: Quotient
    recovery: Quotient
    mcid: FirstMatch | None


_RULES: Final[Mapping[type[Scored], _Rules]] = MappingProxyType(
    {
        MJOA: _Rules(
            total=mjoa_total,
            before=MJOA_BEFORE,
            after=MJOA_AFTER,
            change=mjoa_change,
            recovery=mjoa_recovery_rate,
            mcid=mjoa_mcid,
        ),
        JOA: _Rules(
            total=joa_total,
            before=JOA_BEFORE,
            after=JOA_AFTER,
            change=joa_change,
            recovery=joa_recovery_rate,
            mcid=joa_mcid,
        ),
        JOA1994: _Rules(
            total=joa1994_total,
            before=JOA1994_BEFORE,
            after=JOA1994_AFTER,
            change=joa1994_change,
            recovery=joa1994_recovery_rate,
            mcid=None,
        ),
    }
)


@attrs.frozen
class _Day:
    """
    Checks that a value is a date without a time.

    Attributes:
        optional: Whether None is allowed.
    """

    optional: bool = False

    def __call__(self, instance: object, attribute: object, value: Any) -> None:  # noqa: ARG002
        if type(value) is dt.date or (self.optional and value is None):
            return
        name = getattr(attribute, "name", "on")
        allowed = "a date (datetime.date)" + ", or None" * self.optional
        raise KindError(name, kind_of(value), allowed)


@attrs.frozen
class _Items:
    """Checks that the value is one of the scored scales."""

    def __call__(self, instance: object, attribute: object, value: Any) -> None:  # noqa: ARG002
        if type(value) not in _RULES:
            allowed = " or ".join(each.__name__ for each in _RULES)
            raise KindError("case", kind_of(value), f"of the class {allowed}")


@public
@attrs.frozen(kw_only=True, getstate_setstate=False)
class Visit(Record):
    """
    A date and the items scored on it.

    >>> import datetime as dt
    >>> day = dt.date(2024, 3, 1)
    >>> Visit(on=day, case=MJOA(motor_upper=4, motor_lower=5)).total.answer
    '9 to 15 points'

    Attributes:
        on: The date.

        case: The items of the mJOA or the JOA (1976 or 1994); an item that was not
            scored leaves the total undecided.

    Raises:
        KindError: If the day is not a date, or the items are not of one of these
            scales.
    """

    on: dt.date = attrs.field(validator=_Day())
    case: Scored = attrs.field(validator=_Items())

    @property
    def total(self) -> Finding[float]:
        """The total, or every total that is still possible."""
        return _RULES[type(self.case)].total(self.case)

    @property
    def totals(self) -> tuple[float, ...]:
        """Every total that is still possible, in ascending order."""
        return _RULES[type(self.case)].total.reachable(self.case.flat())


@public
@attrs.frozen(kw_only=True, getstate_setstate=False)
class Change(Record):
    """
    The change from one visit to a later one.

    Attributes:
        earlier: The earlier visit.

        later: The later visit.

    Raises:
        CourseError: If the visits have the same date, are in the wrong order, or are
            scored by different scales.
    """

    earlier: Visit
    later: Visit

    def __attrs_post_init__(self) -> None:
        _check((self.earlier, self.later))

    @property
    def _rules(self) -> _Rules:
        return _RULES[type(self.earlier.case)]

    @property
    def days(self) -> int:
        """The number of days between the two visits."""
        return (self.later.on - self.earlier.on).days

    @functools.cached_property
    def points(self) -> Finding[float]:
        """The change in points; positive is better."""
        return self._number(self._rules.change)

    @functools.cached_property
    def recovery(self) -> Finding[float]:
        """The recovery rate in percent; refused if the earlier score is the maximum."""
        return self._number(self._rules.recovery)

    @functools.cached_property
    def mcid(self) -> Finding[Grade] | None:
        """Whether the gain reaches the MCID; None for a scale without such a rule."""
        rule = self._rules.mcid
        if rule is None:
            return None
        findings = [rule(pair) for pair in self._pairs]
        gaps = [Gap(p.code, p.message) for each in findings for p in each.problems]
        grades = {each.value for each in findings if each.value is not None}
        return rule.found(
            tuple(sorted(grades)),
            missing=self._missing,
            because=self._because,
            gaps=gaps,
        )

    @property
    def improved(self) -> bool | None:
        """Whether the total rose; None if undecided."""
        return self._beyond(self.points.low, self.points.high)

    @property
    def worsened(self) -> bool | None:
        """Whether the total fell; None if undecided."""
        low, high = self.points.low, self.points.high
        return self._beyond(-(high or 0), -(low or 0))

    @staticmethod
    def _beyond(low: float | None, high: float | None) -> bool | None:
        if (low or 0) > 0:
            return True
        return None if (high or 0) > 0 else False

    @property
    def _pairs(self) -> Iterator[dict[str, float]]:
        names = (self._rules.before.name, self._rules.after.name)
        for pair in itertools.product(self.earlier.totals, self.later.totals):
            yield dict(zip(names, pair, strict=True))

    def _number(self, rule: Quotient) -> Finding[float]:
        results = [rule.result_of(pair) for pair in self._pairs]
        numbers = [each for each in results if not isinstance(each, Gap)]
        return rule.spanned(
            (min(numbers), max(numbers)) if numbers else None,
            missing=self._missing,
            because=self._because,
            unit=rule.unit,
            gaps=(each for each in results if isinstance(each, Gap)),
        )

    @property
    def _totals(self) -> tuple[tuple[Measure, Finding[float]], ...]:
        rules = self._rules
        return (
            (rules.before, self.earlier.total),
            (rules.after, self.later.total),
        )

    @property
    def _missing(self) -> tuple[str, ...]:
        return tuple(of.name for of, total in self._totals if total.value is None)

    @property
    def _because(self) -> tuple[Reason, ...]:
        return tuple(
            Reason(f"{of.label}: {total.answer}", total.value)
            for of, total in self._totals
        )

    def __str__(self) -> str:
        rules: tuple[tuple[Rule[Any] | None, Finding[Any] | None], ...] = (
            (self._rules.change, self.points),
            (self._rules.recovery, self.recovery),
            (self._rules.mcid, self.mcid),
        )
        return "; ".join(
            f"{rule.label}: {'undefined' if each.status == 'refused' else each.answer}"
            for rule, each in rules
            if rule is not None and each is not None
        )


_VISITS: Final = "a list or tuple of Visit objects"


def _tuple(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    # Fail early: a single visit, or items without a date, would cause an obscure error
    # later.
    given = cast("object", visits)
    if not isinstance(given, Iterable):
        raise KindError("visits", kind_of(given), _VISITS)
    each = tuple(cast("Iterable[object]", given))
    for visit in each:
        if not isinstance(visit, Visit):
            raise KindError("visits", kind_of(visit), _VISITS)
    return cast("tuple[Visit, ...]", each)


@public
@attrs.frozen(kw_only=True, getstate_setstate=False)
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

        KindError: If a visit is not a `Visit`, or the date of surgery is not a date.
    """

    visits: tuple[Visit, ...] = attrs.field(converter=_tuple)
    surgery_on: dt.date | None = attrs.field(
        default=None, validator=_Day(optional=True)
    )

    def __attrs_post_init__(self) -> None:
        _check(self.visits)

    @property
    def baseline(self) -> Visit:
        """
        The visit that later visits are compared with.

        The last visit on or before the date of surgery, if a later visit follows;
        otherwise the first visit.
        """
        return self.visits[self._start]

    @property
    def _start(self) -> int:
        day = self.surgery_on
        up_to = sum(day is not None and visit.on <= day for visit in self.visits)
        return up_to - 1 if 0 < up_to < len(self.visits) else 0

    @functools.cached_property
    def steps(self) -> tuple[Change, ...]:
        """The change from each visit to the next."""
        pairs = itertools.pairwise(self.visits)
        return tuple(Change(earlier=one, later=other) for one, other in pairs)

    @functools.cached_property
    def since_baseline(self) -> tuple[Change, ...]:
        """The change from the baseline to each later visit."""
        later = self.visits[self._start + 1 :]
        return tuple(Change(earlier=self.baseline, later=each) for each in later)

    @property
    def improvement(self) -> Visit | None:
        """The first visit whose total is certainly above the baseline."""
        changes = self.since_baseline
        return next((each.later for each in changes if each.improved is True), None)

    @property
    def possible_improvement(self) -> Visit | None:
        """The first visit whose total may be above the baseline."""
        changes = self.since_baseline
        return next(
            (each.later for each in changes if each.improved is not False), None
        )

    @property
    def deterioration(self) -> Visit | None:
        """
        The first visit whose total is certainly below the best earlier total.

        Earlier totals count from the baseline on, so losing an earlier gain counts,
        even if the total is still above the baseline.
        """
        return next((e.later for e in self._after_the_best if e.worsened is True), None)

    @property
    def possible_deterioration(self) -> Visit | None:
        """The first visit whose total may be below the best earlier total."""
        return next(
            (e.later for e in self._after_the_best if e.worsened is not False), None
        )

    @property
    def _after_the_best(self) -> Iterator[Change]:
        """The change between every pair of visits, from the baseline on."""
        counted = self.visits[self._start :]
        for place, later in enumerate(counted):
            for earlier in counted[:place]:
                yield Change(earlier=earlier, later=later)

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

    def __str__(self) -> str:
        label = _RULES[type(self.visits[0].case)].total.label
        lines = [f"{label}, {len(self.visits)} visits"]
        changes = {each.later.on: each for each in self.since_baseline}
        for visit in self.visits:
            mark = " (baseline)" if visit == self.baseline else ""
            lines.append(f"  {visit.on}: {visit.total.answer}{mark}{self._when(visit)}")
            if visit.total.missing:
                lines.append(f"    not recorded: {', '.join(visit.total.missing)}")
            if visit.on in changes:
                lines.append(f"    since the baseline: {changes[visit.on]}")
        lines.append(
            "  first visit certainly above the baseline: "
            + _first(self.improvement, self.possible_improvement)
        )
        lines.append(
            "  first visit certainly below the best earlier total: "
            + _first(self.deterioration, self.possible_deterioration)
        )
        return "\n".join(lines)

    def _when(self, visit: Visit) -> str:
        days, months = self.days_since_surgery(visit), self.months_since_surgery(visit)
        if days is None or months is None:
            return ""
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
    >>> visits.append(scored(7, 4, None, 2, 3))
    >>> followed = cm.course(visits, surgery_on=dt.date(2024, 1, 15))
    >>> print(followed)
    mJOA total, 3 visits
      2024-01-01: 12 points (baseline), 14 days (0 months) before surgery
      2024-04-01: 14 points, 77 days (2 months) after surgery
        since the baseline: mJOA change: 2 points; mJOA recovery rate: 33.3 %; mJOA \
MCID: reached
      2024-07-01: 9 to 16 points, 168 days (5 months) after surgery
        not recorded: mjoa_motor_lower
        since the baseline: mJOA change: -3 to 4 points; mJOA recovery rate: -50 to \
66.7 %; mJOA MCID: reached or not reached
      first visit certainly above the baseline: 2024-04-01
      first visit certainly below the best earlier total: undecided, possible from \
2024-07-01
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


def _check(visits: tuple[Visit, ...]) -> None:
    if len(visits) < 2:  # noqa: PLR2004 -- one visit has no change
        raise TooFewVisitsError(
            tuple(range(1, len(visits) + 1)),
            "a course needs two or more visits",
            "Add an earlier or a later visit.",
        )
    for place, (one, other) in enumerate(itertools.pairwise(visits), start=1):
        both = (place, place + 1)
        if type(one.case) is not type(other.case):
            raise MixedScalesError(
                both,
                f"one is scored by {type(one.case).__name__}, the other by "
                f"{type(other.case).__name__}",
                "Score every visit of a course by one scale; scores are not converted.",
            )
        if one.on == other.on:
            raise DuplicateVisitError(
                both,
                "both have the same date",
                "Keep one of them, or correct the wrong date.",
            )
        if other.on < one.on:
            raise VisitOrderError(
                both,
                "the second is dated before the first",
                "Put the visits in date order, or correct the wrong date.",
            )


def _first(certain: Visit | None, possible: Visit | None) -> str:
    if certain is not None:
        return str(certain.on)
    return "none" if possible is None else f"undecided, possible from {possible.on}"
