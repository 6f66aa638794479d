"""
The change of one person between two visits: items first, then bands and scores.

Every number comes from a rule on follow-up. What was not recorded stays unknown: every
possible score of one visit is compared with every possible score of the other.
"""

import datetime as dt
import functools
import itertools
from collections.abc import Iterator
from typing import Any, Final, Literal, TypeAlias, TypeVar, cast

import attrs

from cervmyelo.field_types import typed
from cervmyelo.findings import Finding, Gap, Outcome, Problem, Reason, figure
from cervmyelo.follow_up.scales import Followed
from cervmyelo.follow_up.surgery import (
    MAYBE_NONE_AFTER,
    MAYBE_NONE_BEFORE,
    NO_DATE,
    NONE_AFTER,
    NONE_BEFORE,
)
from cervmyelo.forms import Bands, FirstMatch, Quotient, Rule
from cervmyelo.frozen import Frozen
from cervmyelo.models.record import Record
from cervmyelo.public import public
from cervmyelo.quantity import Measure, Partly, Value
from cervmyelo.scale import Grade

from .visits import Visit, check_pair, check_surgery, followed_by, is_day_or_none

__all__ = ["Change", "Direction", "ItemChange", "raters_of"]

V = TypeVar("V", bound=Outcome)

Direction: TypeAlias = Literal["better", "no", "worse"]
"""Whether a band was crossed, and in which direction."""

_Score: TypeAlias = float | Partly | None

_DIRECTIONS: Final[tuple[Direction, ...]] = ("worse", "no", "better")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ItemChange(Frozen):
    """
    The change of one item between two visits.

    Attributes:
        item: The item.

        before: Its score at the earlier visit; None if it was not recorded. A score
            that another cause explains has two readings.

        after: The same at the later visit.

        higher_is_better: Whether a higher score is better.
    """

    item: Measure
    before: float | Partly | None
    after: float | Partly | None
    higher_is_better: bool = True

    @property
    def possible_before(self) -> tuple[float, ...]:
        """
        Every score that is possible at the earlier visit, in ascending order.

        Of a continuous score the least and the greatest.
        """
        return self._possible(self.before)

    @property
    def possible_after(self) -> tuple[float, ...]:
        """Every score that is possible at the later visit, in ascending order."""
        return self._possible(self.after)

    @property
    def worsened(self) -> bool | None:
        """Whether it is worse; None if what was recorded does not decide it."""
        return self._is_less(self.possible_after, self.possible_before)

    @property
    def improved(self) -> bool | None:
        """Whether it is better; None if what was recorded does not decide it."""
        return self._is_less(self.possible_before, self.possible_after)

    def _is_less(
        self, ones: tuple[float, ...], others: tuple[float, ...]
    ) -> bool | None:
        """Whether one score is worse than another, each one of several."""
        if not self.higher_is_better:
            ones, others = others, ones
        if ones[-1] < others[0]:
            return True
        return None if ones[0] < others[-1] else False

    def _possible(self, score: _Score) -> tuple[float, ...]:
        if score is None:
            return self.item.values or (self.item.low, self.item.high)
        if isinstance(score, Partly):
            return tuple(sorted(cast("tuple[float, ...]", score.options)))
        return (score,)

    def __str__(self) -> str:
        before, after = (_score(each) for each in (self.before, self.after))
        unit = "" if self.item.unit == "grade" else f" {self.item.unit}"
        if self.after is not None:
            after += unit
        elif self.before is not None:
            before += unit
        return f"{self.item.label} ({before} to {after})"


@public
@attrs.frozen(
    kw_only=True, field_transformer=typed, getstate_setstate=False, repr=False
)
class Change(Record):
    """
    The change from one visit to a later one.

    >>> import datetime as dt
    >>> from cervmyelo import MJOA
    >>> def visit(month, hands, bladder):
    ...     items = MJOA(
    ...         motor_upper=hands, motor_lower=5, sensory_upper=2, sphincter=bladder
    ...     )
    ...     return Visit(on=dt.date(2024, month, 1), case=items)
    >>> print(Change(earlier=visit(1, 2, 3), later=visit(6, 5, 0)))
    worse: mJOA bladder function (3 to 0 points)
    mJOA change: 0 points; mJOA recovery rate: 0 %; mJOA MCID: not reached
    mJOA severity: moderate, as before

    Attributes:
        earlier: The earlier visit.

        later: The later visit.

        surgery_on: The date of surgery; None if there was none or it is not known.

    Raises:
        CourseError: If the visits have the same date, are in the wrong order, are
            scored by different scales, or contradict the date of surgery.

        KindError: If a visit is no `Visit`, or the date of surgery is not a date.
    """

    earlier: Visit
    later: Visit
    surgery_on: dt.date | None = attrs.field(default=None, validator=is_day_or_none)

    def __attrs_post_init__(self) -> None:
        check_pair(self.earlier, self.later, (1, 2))
        check_surgery((self.earlier, self.later), self.surgery_on)

    @property
    def _followed(self) -> Followed:
        return followed_by(self.earlier)

    @property
    def days(self) -> int:
        """The number of days between the two visits."""
        return (self.later.on - self.earlier.on).days

    @functools.cached_property
    def items(self) -> tuple[ItemChange, ...]:
        """The change of every item, the bladder first."""
        before, after = self.earlier.scores, self.later.scores
        return tuple(
            ItemChange(
                item=item,
                before=_number(before.get(item.name)),
                after=_number(after.get(item.name)),
                higher_is_better=self._followed.higher_is_better,
            )
            for item in self._followed.items
        )

    @property
    def worse(self) -> tuple[ItemChange, ...]:
        """The items that are certainly worse, the bladder first."""
        return tuple(each for each in self.items if each.worsened is True)

    @property
    def possibly_worse(self) -> tuple[ItemChange, ...]:
        """The items that may be worse: what was recorded does not decide it."""
        return tuple(each for each in self.items if each.worsened is None)

    @functools.cached_property
    def points(self) -> Finding[float]:
        """
        The change in points or grades.

        Positive is better; of Nurick grades positive is worse, because a higher grade
        is worse.
        """
        return self._change(self._followed.change, because=self.raters)

    @functools.cached_property
    def recovery(self) -> Finding[float] | None:
        """
        The recovery rate in percent; None for a scale without such a rule.

        It is refused if the earlier score is the maximum, and if the date of surgery
        shows that the earlier score is not from before surgery, or the later one not
        from after surgery. A visit on the day of surgery leaves this open unless it
        has `Visit.preoperative`. Without a date of surgery the rate is from the earlier
        visit, and a reason says so.
        """
        rule = self._followed.recovery
        if rule is None:
            return None
        if self.surgery_on is None:
            return self._change(rule, because=(Reason(NO_DATE, None),))
        refused, gaps = self._around_surgery
        if refused:
            return rule.refused(tuple(map(Problem.of, refused)))
        return self._change(rule, gaps=gaps)

    @functools.cached_property
    def reduction(self) -> Finding[float] | None:
        """The fall in percent of the score before; None for a scale without it."""
        rule = self._followed.reduction
        return None if rule is None else self._change(rule)

    @property
    def _around_surgery(self) -> tuple[tuple[Gap, ...], tuple[Gap, ...]]:
        """Why the scores are certainly, or possibly, not from around surgery."""
        if self.surgery_on is None:
            return (), ()
        before = self.earlier.before(self.surgery_on)
        after = self.later.before(self.surgery_on)
        refused = {NONE_BEFORE: before is False, NONE_AFTER: after is True}
        maybe = {MAYBE_NONE_BEFORE: before is None, MAYBE_NONE_AFTER: after is None}
        return (
            tuple(gap for gap, holds in refused.items() if holds),
            tuple(gap for gap, holds in maybe.items() if holds),
        )

    @functools.cached_property
    def mcid(self) -> Finding[Grade] | None:
        """Whether the gain reaches the MCID; None for a scale without such a rule."""
        rule = self._followed.mcid
        return None if rule is None else self._graded(rule)

    @functools.cached_property
    def benefit(self) -> Finding[Grade] | None:
        """
        Whether the gain reaches the substantial clinical benefit.

        None for a scale without such a rule.
        """
        rule = self._followed.benefit
        return None if rule is None else self._graded(rule)

    @functools.cached_property
    def losses(self) -> tuple[Finding[Grade], ...]:
        """
        A loss, by every rule that judges one; empty for a scale without such a rule.

        The MCID of a gain turned around is only a mirror: it has no source for losses.
        """
        return tuple(map(self._graded, self._followed.losses))

    @property
    def band_before(self) -> Finding[Grade] | None:
        """The severity band of the earlier visit; None if the scale has none."""
        return self.earlier.band

    @property
    def band_after(self) -> Finding[Grade] | None:
        """The severity band of the later visit; None if the scale has none."""
        return self.later.band

    @property
    def crossings(self) -> tuple[Direction, ...]:
        """
        Every direction in which a band may have been crossed, the worst first.

        "no" means that the band is the same. Empty if the scale has no bands.
        """
        before, after = self.band_before, self.band_after
        if before is None or after is None:
            return ()
        pairs = itertools.product(before.possible or (), after.possible or ())
        # A greater grade is worse.
        found: set[Direction] = {
            "worse" if one < other else "better" if other < one else "no"
            for one, other in pairs
        }
        return tuple(each for each in _DIRECTIONS if each in found)

    @property
    def band_crossed(self) -> Direction | None:
        """Whether a band was crossed; None if undecided or if there are no bands."""
        crossings = self.crossings
        return crossings[0] if len(crossings) == 1 else None

    @property
    def improved(self) -> bool | None:
        """Whether the total or grade is better; None if undecided."""
        return self._beyond(*self._gain)

    @property
    def worsened(self) -> bool | None:
        """Whether the total or grade is worse; None if undecided."""
        low, high = self._gain
        return self._beyond(-high, -low)

    @property
    def _gain(self) -> tuple[float, float]:
        """The least and the greatest gain; negative for a loss."""
        low, high = self.points.low or 0, self.points.high or 0
        return (low, high) if self._followed.higher_is_better else (-high, -low)

    @staticmethod
    def _beyond(low: float, high: float) -> bool | None:
        if low > 0:
            return True
        return None if high > 0 else False

    @property
    def raters(self) -> tuple[Reason, ...]:
        """How far two raters differ, if one point at most was gained or lost."""
        scores = itertools.product(self.earlier.totals, self.later.totals)
        if max(abs(after - before) for before, after in scores) == 1:
            return raters_of(self._followed)
        return ()

    @property
    def _pairs(self) -> Iterator[dict[str, float]]:
        names = (self._followed.before.name, self._followed.after.name)
        for pair in itertools.product(self.earlier.totals, self.later.totals):
            yield dict(zip(names, pair, strict=True))

    def _change(
        self,
        rule: Quotient,
        *,
        gaps: tuple[Gap, ...] = (),
        because: tuple[Reason, ...] = (),
    ) -> Finding[float]:
        results = [rule.result_of(pair) for pair in self._pairs]
        numbers = [each for each in results if not isinstance(each, Gap)]
        finding = rule.spanned(
            (min(numbers), max(numbers)) if numbers else None,
            missing=self._missing,
            because=(*self._because, *because),
            unit=rule.unit,
            gaps=(*(each for each in results if isinstance(each, Gap)), *gaps),
        )
        return _assuming(rule, finding)

    def _graded(self, rule: FirstMatch | Bands) -> Finding[Grade]:
        findings = [rule(pair) for pair in self._pairs]
        gaps = [Gap(p.code, p.message) for each in findings for p in each.problems]
        grades = {each.value for each in findings if each.value is not None}
        finding = rule.found(
            tuple(sorted(grades)),
            missing=self._missing,
            because=(*self._because, *self.raters),
            gaps=gaps,
        )
        return _assuming(rule, finding)

    @property
    def _totals(self) -> tuple[tuple[Measure, Finding[float]], ...]:
        followed = self._followed
        return (
            (followed.before, self.earlier.total),
            (followed.after, self.later.total),
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

    def __repr__(self) -> str:
        label = self._followed.result.label
        return f"<Change: {label}, {self.earlier.on} to {self.later.on}>"

    def __str__(self) -> str:
        return "\n".join((*self.lines, *map(str, self.raters)))

    @property
    def lines(self) -> tuple[str, ...]:
        """What changed, in words: what is worse comes first."""
        return self._lines(self.recovery, self.reduction, self.mcid, self.benefit)

    @property
    def lines_on_a_loss(self) -> tuple[str, ...]:
        """What became worse, in words, without the rules for a gain."""
        return self._lines()

    def _lines(self, *gains: Finding[Any] | None) -> tuple[str, ...]:
        lines: list[str] = []
        if self.worse:
            lines.append(f"worse: {'; '.join(map(str, self.worse))}")
        open_ = self.possibly_worse
        if open_ and all(e.before is None and e.after is None for e in self.items):
            lines.append("possibly worse: any item, because none was recorded")
        elif open_:
            lines.append(f"possibly worse: {'; '.join(map(str, open_))}")
        word = "worse" if self.worsened else "better" if self.improved else ""
        if word and self.raters:
            word += " by one point"
        change = f"{_shown(self.points)}{f' ({word})' if word else ''}"
        shown = (_shown(each) for each in gains if each is not None)
        lines.append("; ".join((change, *shown)))
        if self.recovery in gains and self.recovery is not None:
            refused, maybe = self._around_surgery
            lines.extend(gap.why for gap in refused or maybe)
        if self.worsened is not False and self.losses:
            lines.append("; ".join(map(_shown, self.losses)))
        band = self._band_line()
        if band:
            lines.append(band)
        return tuple(lines)

    def _band_line(self) -> str:
        before, after = self.band_before, self.band_after
        if before is None or after is None:
            return ""
        label = before.label
        match self.band_crossed:
            case "no":
                return f"{label}: {after.answer}, as before"
            case None:
                crossed = "not known whether a band was crossed"
            case direction:
                crossed = direction
        return f"{label}: {before.answer}, then {after.answer} ({crossed})"


def raters_of(followed: Followed) -> tuple[Reason, ...]:
    """How far two raters of a scale differ, as a reason; empty if nothing was found."""
    if followed.raters is None:
        return ()
    figures = followed.raters.figures
    shares = [each for each in figures if each.unit == "%"]
    mean = next(each for each in figures if each.unit == "points")
    shown = "; ".join(map(str, (*shares, mean)))
    return (Reason(f"{followed.raters.says} ({shown}) [{followed.raters.cite}]", None),)


def _assuming(rule: Rule[V], finding: Finding[V]) -> Finding[V]:
    """The finding with the people it is for: a course records nothing about them."""
    if rule.people is None or finding.status == "refused":
        return finding
    assumed = tuple(each.label for each in rule.people.conditions)
    return attrs.evolve(finding, holds_for=assumed)


def _shown(finding: Finding[Any]) -> str:
    answer = "undefined" if finding.status == "refused" else finding.answer
    return f"{finding.label}: {answer}"


def _number(value: Value | Partly | None) -> _Score:
    return value if isinstance(value, int | float | Partly) else None


def _score(score: _Score) -> str:
    if score is None:
        return "not recorded"
    return str(score) if isinstance(score, Partly) else figure(score)
