"""
Window functions over the visits of each person: baseline, previous and best.

Only dates, items and bounds of scores are compared here; no rule is applied.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    "OPEN",
    "OUT",
    "PREOPERATIVE",
    "SINCE",
    "SURGERY",
    "SURGERY_UNCLEAR",
    "TIED",
    "UNDATED",
    "WAS_OPEN",
    "WAS_SURE",
    "WRONG",
    "YES",
    "Visit",
    "around_surgery",
    "declined",
    "is_true",
    "one_if",
    "placed",
    "with_items",
]

LOW: Final = f"{OURS}low"
HIGH: Final = f"{OURS}high"
WRONG: Final = f"{OURS}wrong"
ITEMS_WRONG: Final = f"{OURS}items_wrong"
"""The bounds of the score of a visit, never null; and 1 where something is invalid."""

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
MARKED_WRONG: Final = f"{OURS}marked_wrong"
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


def around_surgery(frame: Any, visit: Visit) -> Any:
    """
    The frame with whether each visit is before surgery, and what is contradictory.

    It reads `DAY`, `SURGERY` and `PREOPERATIVE`.
    """
    least = f"{OURS}surgery_least"
    frame = frame.with_columns(
        **{
            SURGERY: visit.over_all(nw.col(SURGERY).max()),
            least: visit.over_all(nw.col(SURGERY).min()),
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
    unclear = nw.col(SURGERY_UNCLEAR) + nw.col(MARKED_WRONG)
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


def declined(frame: Any, visit: Visit, *, higher_is_better: bool, least: float) -> Any:
    """
    The frame with whether each score is worse than the best before it.

    Args:
        frame: The visits.

        visit: Who and when.

        higher_is_better: Whether a higher score is better.

        least: A number that no score is worse than.
    """
    worth_low, worth_high = f"{OURS}worth_low", f"{OURS}worth_high"
    best_low, best_high = f"{OURS}best_low", f"{OURS}best_high"
    low, high = nw.col(LOW), nw.col(HIGH)
    if not higher_is_better:
        low, high = 0.0 - high, 0.0 - low
    # Visits before the baseline never are the best.
    counted = nw.when(nw.col(COUNTED) == 1)
    frame = frame.with_columns(
        **{
            worth_low: counted.then(low).otherwise(nw.lit(float(least))),
            worth_high: counted.then(high).otherwise(nw.lit(float(least))),
        }
    )
    frame = visit.before(frame, **{best_low: worth_low, best_high: worth_high})
    surely = is_true(nw.col(best_low) > nw.col(worth_high))
    perhaps = is_true(nw.col(best_high) > nw.col(worth_low))
    unclear = (nw.col(TIED) + nw.col(WRONG)) > 0
    known = nw.when(surely).then(nw.lit(YES)).otherwise(one_if(perhaps))
    state = nw.when(unclear).then(nw.lit(OPEN)).otherwise(known)
    state = counted.then(state).otherwise(nw.lit(NO))
    frame = frame.with_columns(**{BELOW: state})
    frame = frame.with_columns(
        **{
            f"{OURS}is_sure": one_if(nw.col(BELOW) == YES),
            f"{OURS}is_open": one_if(nw.col(BELOW) == OPEN),
        }
    )
    return visit.before(
        frame, **{WAS_SURE: f"{OURS}is_sure", WAS_OPEN: f"{OURS}is_open"}
    )


def is_true(condition: nw.Expr) -> nw.Expr:
    """Where a condition is known to be true."""
    return condition.fill_null(value=False)


def one_if(condition: nw.Expr) -> nw.Expr:
    """A condition as 1 or 0: not every engine takes the maximum of booleans."""
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))
