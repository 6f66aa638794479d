"""
Window functions over the visits of each person: the first, the last and the best.

Only dates and bounds of totals are compared here; no rule is applied.
"""

from __future__ import annotations

from typing import Any, Final

import attrs
import narwhals.stable.v2 as nw

from .columns import OURS

__all__ = [
    "BELOW",
    "FIRST",
    "HIGH",
    "LOW",
    "NAMELESS",
    "NO",
    "OPEN",
    "OUT",
    "TIED",
    "UNDATED",
    "WAS_OPEN",
    "WAS_SURE",
    "WRONG",
    "YES",
    "Visit",
    "declined",
    "is_true",
    "one_if",
    "placed",
]

LOW: Final = f"{OURS}low"
HIGH: Final = f"{OURS}high"
WRONG: Final = f"{OURS}wrong"
"""The bounds of the total of a visit, never null; and 1 where it is invalid."""

TIED: Final = f"{OURS}tied"
OUT: Final = f"{OURS}out"
NAMELESS: Final = f"{OURS}nameless"
UNDATED: Final = f"{OURS}undated"
FIRST: Final = f"{OURS}first"
BELOW: Final = f"{OURS}below"
WAS_OPEN: Final = f"{OURS}was_open"
WAS_SURE: Final = f"{OURS}was_sure"
"""1 or 0, or a count, for each visit; `OUT` and `UNDATED` hold for a whole person."""

NO, OPEN, YES = 0, 1, 2
"""Whether a total is below the best before it, in `BELOW`."""


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


def placed(frame: Any, visit: Visit) -> Any:
    """The frame with the first and the previous visit, and what is unclear."""
    one, now, first = f"{OURS}one", f"{OURS}now", f"{OURS}at_first"
    of_a_visit = {"low": LOW, "high": HIGH, "wrong": WRONG, "tied": TIED}
    on, person = nw.col(visit.on), nw.col(visit.person)
    frame = frame.with_columns(
        **{one: nw.lit(1), now: one_if(on.is_null()), first: visit.over_all(on.min())}
    )
    frame = frame.with_columns(
        **{
            NAMELESS: one_if(person.is_null()),
            UNDATED: visit.over_all(nw.col(now).max()),
            TIED: one_if(nw.col(one).sum().over(visit.person, visit.on) > 1),
            FIRST: one_if(on == nw.col(first)),
        }
    )
    here = nw.when(nw.col(FIRST) == 1)
    frame = frame.with_columns(
        **{OUT: nw.col(NAMELESS) + nw.col(UNDATED)},
        **{f"{OURS}if_{end}": here.then(nw.col(at)) for end, at in of_a_visit.items()},
    )
    return frame.with_columns(
        **{
            f"{OURS}baseline_{end}": visit.over_all(nw.col(f"{OURS}if_{end}").max())
            for end in of_a_visit
        },
        **{
            f"{OURS}last_{end}": visit.in_order(nw.col(at).shift(1))
            for end, at in of_a_visit.items()
        },
    )


def declined(frame: Any, visit: Visit) -> Any:
    """The frame with whether each total is below the best before it."""
    best_low, best_high = f"{OURS}best_low", f"{OURS}best_high"
    frame = visit.before(frame, **{best_low: LOW, best_high: HIGH})
    surely = is_true(nw.col(best_low) > nw.col(HIGH))
    perhaps = is_true(nw.col(best_high) > nw.col(LOW))
    unclear = (nw.col(TIED) + nw.col(WRONG)) > 0
    known = nw.when(surely).then(nw.lit(YES)).otherwise(one_if(perhaps))
    state = nw.when(unclear).then(nw.lit(OPEN)).otherwise(known)
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
