"""
Window functions over the visits of each person: baseline, previous and best.

Only dates, items and bounds of scores are compared here; no rule is applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import attrs
import narwhals.stable.v2 as nw

from .columns import OURS

__all__ = [
    "BEFORE",
    "BELOW",
    "COUNTED",
    "DAY",
    "HIGH",
    "ITEMS_WRONG",
    "LOW",
    "MARKED_WRONG",
    "NAMELESS",
    "NO",
    "NO_VISIT",
    "OPEN",
    "OUT",
    "PATIENT",
    "PREOPERATIVE",
    "SINCE",
    "SURGERY",
    "SURGERY_UNCLEAR",
    "SURGERY_UNREAD",
    "TIED",
    "UNDATED",
    "UNSCORED",
    "WAS_OPEN",
    "WAS_SURE",
    "WRONG",
    "YES",
    "Visit",
    "Worth",
    "around_surgery",
    "declined",
    "is_true",
    "one_if",
    "placed",
    "so_far",
    "with_items",
    "without_other_forms",
]

LOW: Final = f"{OURS}low"
HIGH: Final = f"{OURS}high"
WRONG: Final = f"{OURS}wrong"
ITEMS_WRONG: Final = f"{OURS}items_wrong"
"""The bounds of the score of a visit, never null; and 1 where something is invalid."""

UNSCORED: Final = f"{OURS}unscored"
"""1 where nothing of the score is recorded, valid or not."""

NO_VISIT: Final = f"{OURS}no_visit"
PATIENT: Final = f"{OURS}patient"
"""1 where a row is no visit, so that it has no person there; and whose row it is."""

DAY: Final = f"{OURS}day"
SURGERY: Final = f"{OURS}surgery"
PREOPERATIVE: Final = f"{OURS}preoperative"
"""When the visit and surgery were; and what was recorded about a visit on that day."""

BEFORE: Final = f"{OURS}before_surgery"
"""1 before surgery, 0 after it, null if that is not known."""

TIED: Final = f"{OURS}tied"
OUT: Final = f"{OURS}out"
NAMELESS: Final = f"{OURS}nameless"
UNDATED: Final = f"{OURS}undated"
SURGERY_UNCLEAR: Final = f"{OURS}surgery_unclear"
SURGERY_UNREAD: Final = f"{OURS}surgery_unread"
MARKED_WRONG: Final = f"{OURS}marked_wrong"
MARK_UNREAD: Final = f"{OURS}mark_unread"
FIRST: Final = f"{OURS}first"
SINCE: Final = f"{OURS}since"
COUNTED: Final = f"{OURS}counted"
BELOW: Final = f"{OURS}below"
WAS_OPEN: Final = f"{OURS}was_open"
WAS_SURE: Final = f"{OURS}was_sure"
"""
1 or 0, or a count, for each visit.

`OUT` and the reasons for it hold for a whole person; `FIRST` marks the baseline,
`SINCE` the visits after it, and `COUNTED` both.
"""

NO, OPEN, YES = 0, 1, 2
"""Whether a score is worse than the best before it, in `BELOW`."""


@attrs.frozen
class Visit:
    """
    The columns that make a row a visit.

    Attributes:
        person: Who was seen.

        on: When.
    """

    person: str
    on: str

    def over_all(self, of: nw.Expr) -> nw.Expr:
        """Over all visits of a person."""
        return of.over(self.person)

    def in_order(self, of: nw.Expr) -> nw.Expr:
        """Over the visits of a person, in the order of their dates."""
        return of.over(self.person, order_by=self.on)

    def before(self, frame: Any, **names: str) -> Any:
        """The greatest of some columns before a visit; null at the first."""
        so_far = {now: self.in_order(nw.col(at).cum_max()) for now, at in names.items()}
        frame = frame.with_columns(**so_far)
        return frame.with_columns(
            **{now: self.in_order(nw.col(now).shift(1)) for now in names}
        )


def without_other_forms(frame: Any, visit: Visit) -> Any:
    """
    The frame, where a row without the score is no visit at the time of one with it.

    Args:
        frame: The rows, with `UNSCORED` and `NO_VISIT`.

        visit: Who and when.
    """
    person, on = nw.col(visit.person), nw.col(visit.on)
    scored = f"{OURS}scored"
    here = (1 - nw.col(UNSCORED)).max().over(visit.person, visit.on)
    frame = frame.with_columns(**{scored: here})
    placed = ~person.is_null() & ~on.is_null()
    other = placed & (nw.col(UNSCORED) == 1) & (nw.col(scored) == 1)
    return frame.with_columns(
        **{
            visit.person: nw.when(~other).then(person),
            NO_VISIT: one_if((nw.col(NO_VISIT) == 1) | other),
        }
    )


def around_surgery(frame: Any, visit: Visit) -> Any:
    """
    The frame with whether each visit is before surgery, and what is contradictory.

    It reads `PATIENT`, `DAY`, `SURGERY`, `SURGERY_UNREAD` and `PREOPERATIVE`. A row
    that is no visit, such as that of a form on the operation, can hold the date of
    surgery of its person.
    """
    least = f"{OURS}surgery_least"
    frame = frame.with_columns(
        **{
            SURGERY: nw.col(SURGERY).max().over(PATIENT),
            least: nw.col(SURGERY).min().over(PATIENT),
            SURGERY_UNREAD: nw.col(SURGERY_UNREAD).max().over(PATIENT),
        }
    )
    day, surgery, marked = nw.col(DAY), nw.col(SURGERY), nw.col(PREOPERATIVE)
    by_date = nw.when(day < surgery).then(nw.lit(1)).otherwise(nw.lit(0))
    by_mark = nw.when(~marked.is_null()).then(one_if(marked))
    frame = frame.with_columns(
        **{
            BEFORE: nw.when(day != surgery)
            .then(by_date)
            .otherwise(nw.when(day == surgery).then(by_mark)),
            SURGERY_UNCLEAR: one_if(is_true(surgery != nw.col(least))),
        }
    )
    against = surgery.is_null() | is_true(nw.col(BEFORE) != one_if(marked))
    return frame.with_columns(
        **{
            MARKED_WRONG: visit.over_all(one_if(~marked.is_null() & against).max()),
        }
    )


def placed(frame: Any, visit: Visit, *, surgery: bool) -> Any:
    """
    The frame with the baseline and the previous visit, and what is unclear.

    Args:
        frame: The visits, with `BEFORE` if there is surgery.

        visit: Who and when.

        surgery: Whether dates of surgery are known.
    """
    one, now = f"{OURS}one", f"{OURS}now"
    first, last, start = f"{OURS}at_first", f"{OURS}at_last", f"{OURS}at_start"
    of_a_visit = {"low": LOW, "high": HIGH, "wrong": WRONG, "tied": TIED}
    of_a_visit |= {"items_wrong": ITEMS_WRONG}
    if surgery:
        of_a_visit |= {"before": BEFORE}
    on, person = nw.col(visit.on), nw.col(visit.person)
    frame = frame.with_columns(
        **{
            one: nw.lit(1),
            now: one_if(on.is_null()),
            first: visit.over_all(on.min()),
            last: visit.over_all(on.max()),
        }
    )
    frame = frame.with_columns(**_start(visit, start, first, surgery=surgery))
    if surgery:
        # The last visit has no later one that could be compared with it.
        begins = nw.when(nw.col(start) < nw.col(last)).then(nw.col(start))
        frame = frame.with_columns(**{start: begins.otherwise(nw.col(first))})
    frame = frame.with_columns(
        **{
            NAMELESS: one_if(person.is_null()),
            UNDATED: visit.over_all(nw.col(now).max()),
            TIED: one_if(nw.col(one).sum().over(visit.person, visit.on) > 1),
            FIRST: one_if(is_true(on == nw.col(start))),
            SINCE: one_if(is_true(on > nw.col(start))),
        }
    )
    unclear = nw.col(SURGERY_UNCLEAR) + nw.col(SURGERY_UNREAD) + nw.col(MARKED_WRONG)
    here = nw.when(nw.col(FIRST) == 1)
    frame = frame.with_columns(
        **{
            OUT: nw.col(NAMELESS) + nw.col(UNDATED) + unclear,
            COUNTED: nw.col(FIRST) + nw.col(SINCE),
        },
        **{f"{OURS}if_{end}": here.then(nw.col(at)) for end, at in of_a_visit.items()},
    )
    made = frame.with_columns(
        **{
            f"{OURS}baseline_{end}": visit.over_all(nw.col(f"{OURS}if_{end}").max())
            for end in of_a_visit
        },
        **{
            f"{OURS}last_{end}": visit.in_order(nw.col(at).shift(1))
            for end, at in of_a_visit.items()
            if end != "before"
        },
    )
    # Some engines take long to plan many columns.
    ours = (one, now, first, last, start, *(f"{OURS}if_{end}" for end in of_a_visit))
    return made.drop(*ours)


def with_items(frame: Any, visit: Visit, items: Iterable[str]) -> Any:
    """
    The frame with the items of the baseline and of the previous visit.

    Args:
        frame: The visits, once they are placed.

        visit: Who and when.

        items: The columns of the items.
    """
    here = nw.when(nw.col(FIRST) == 1)
    ends = {name: name.removeprefix(OURS) for name in items}
    frame = frame.with_columns(
        **{f"{OURS}if_{end}": here.then(nw.col(name)) for name, end in ends.items()}
    )
    baseline, last = (
        {f"{OURS}{since}_{end}": made for end, made in columns.items()}
        for since, columns in (
            (
                "baseline",
                {
                    end: visit.over_all(nw.col(f"{OURS}if_{end}").max())
                    for end in ends.values()
                },
            ),
            (
                "last",
                {
                    end: visit.in_order(nw.col(name).shift(1))
                    for name, end in ends.items()
                },
            ),
        )
    )
    return frame.with_columns(**baseline, **last)


def _start(
    visit: Visit, start: str, first: str, *, surgery: bool
) -> dict[str, nw.Expr]:
    """The date of the baseline: the last before surgery, or the first of all."""
    if not surgery:
        return {
            start: nw.col(first),
            SURGERY_UNCLEAR: nw.lit(0),
            SURGERY_UNREAD: nw.lit(0),
            MARKED_WRONG: nw.lit(0),
        }
    on, before = nw.col(visit.on), nw.col(BEFORE)
    surely = nw.when(before == 1).then(on)
    maybe = nw.when(before.is_null() & ~nw.col(SURGERY).is_null()).then(on)
    return {
        start: nw.coalesce(
            visit.over_all(surely.max()), visit.over_all(maybe.max()), nw.col(first)
        )
    }


@attrs.frozen
class Worth:
    """
    A score or an item of a visit, turned so that greater is better.

    Attributes:
        state: The column to make: `NO`, `OPEN` or `YES`, whether it is worse than the
            best before it.

        low: Its lower bound; never null.

        high: Its upper bound; never null.

        least: A number that none is worse than.

        unclear: 1 or more where nothing can be compared with earlier visits.
    """

    state: str
    low: nw.Expr
    high: nw.Expr
    least: float
    unclear: nw.Expr

    @classmethod
    def of(  # noqa: PLR0913 -- one for each attribute
        cls,
        state: str,
        low: nw.Expr,
        high: nw.Expr,
        ends: tuple[float, float],
        unclear: nw.Expr,
        *,
        higher_is_better: bool,
    ) -> Worth:
        """A score or an item with its bounds, and the ends of its scale."""
        least, most = ends
        if higher_is_better:
            return cls(state, low, high, float(least), unclear)
        return cls(state, 0.0 - high, 0.0 - low, float(-most), unclear)

    @property
    def _columns(self) -> tuple[str, str]:
        return f"{self.state}_worth_low", f"{self.state}_worth_high"

    @property
    def stage(self) -> dict[str, nw.Expr]:
        """Both bounds, at the visits from the baseline on."""
        # Visits before the baseline never are the best.
        counted = nw.when(nw.col(COUNTED) == 1)
        none = nw.lit(self.least - 1)
        return {
            name: counted.then(end).otherwise(none)
            for name, end in zip(self._columns, (self.low, self.high), strict=True)
        }

    @property
    def best(self) -> dict[str, str]:
        """The columns with the best before a visit, and what they are the best of."""
        return {f"{name}_best": name for name in self._columns}

    @property
    def declined(self) -> nw.Expr:
        """Whether it is worse than the best before it."""
        low, high = map(nw.col, self._columns)
        best_low, best_high = map(nw.col, self.best)
        perhaps = one_if(is_true(best_high > low))
        known = nw.when(is_true(best_low > high)).then(nw.lit(YES)).otherwise(perhaps)
        open_ = nw.when(self.unclear > 0).then(nw.lit(OPEN)).otherwise(known)
        return nw.when(nw.col(COUNTED) == 1).then(open_).otherwise(nw.lit(NO))


def declined(frame: Any, visit: Visit, worths: Sequence[Worth]) -> Any:
    """
    The frame with whether each score and item is worse than the best before it.

    Args:
        frame: The visits.

        visit: Who and when.

        worths: The scores and items.
    """
    stage: dict[str, nw.Expr] = {}
    best: dict[str, str] = {}
    for each in worths:
        stage |= each.stage
        best |= each.best
    frame = visit.before(frame.with_columns(**stage), **best)
    frame = frame.with_columns(**{each.state: each.declined for each in worths})
    # Some engines take long to plan many columns.
    return frame.drop(*stage, *best)


def so_far(frame: Any, visit: Visit) -> Any:
    """The frame with whether an earlier score was worse than the best before it."""
    sure, open_ = f"{OURS}is_sure", f"{OURS}is_open"
    frame = frame.with_columns(
        **{
            sure: one_if(nw.col(BELOW) == YES),
            open_: one_if(nw.col(BELOW) == OPEN),
        }
    )
    return visit.before(frame, **{WAS_SURE: sure, WAS_OPEN: open_})


def is_true(condition: nw.Expr) -> nw.Expr:
    """Where a condition is known to be true."""
    return condition.fill_null(value=False)


def one_if(condition: nw.Expr) -> nw.Expr:
    """A condition as 1 or 0: not every engine takes the maximum of booleans."""
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))
