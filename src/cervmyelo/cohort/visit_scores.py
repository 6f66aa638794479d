"""
The columns of visits: who and when, scores with their bounds, items, and surgery.
"""

from __future__ import annotations

from typing import Any, cast

import attrs
import narwhals.stable.v2 as nw

from cervmyelo.errors import nearest
from cervmyelo.field_types import expect
from cervmyelo.follow_up.scales import Followed
from cervmyelo.forms import Sum
from cervmyelo.models.missing import RECORDABLE
from cervmyelo.quantity import Measure

from .assess import assess_cohort
from .columns import Column, message
from .dialects import NarwhalsDialect
from .engines import Engine, names_of
from .errors import CohortError, MissingColumnError
from .maps import Columns, Held, Meanings, check_meanings, held_by
from .visits import (
    DAY,
    HIGH,
    ITEMS_WRONG,
    LOW,
    PREOPERATIVE,
    SURGERY,
    WRONG,
    one_if,
)
from .worsening import item_column

__all__ = ["ScoredVisits", "check_visits", "dated_visits", "scored_visits"]


@attrs.frozen
class ScoredVisits:
    """
    Visits with the bounds of their scores, and with their items.

    Attributes:
        frame: The visits.

        invalid: The messages for an invalid score and for invalid items; the second is
            empty if an invalid item makes the score invalid.

        exact: Whether a score is either known or entirely unknown.

        items: Whether there are items to compare.
    """

    frame: Any
    invalid: tuple[str, str]
    exact: bool
    items: bool


def check_visits(
    engine: Engine,
    person: str,
    on: str,
    surgery_on: str | None,
    preoperative: str | None,
) -> None:
    """
    Refuse columns that cannot say who was seen, when, and when surgery was.

    Raises:
        MissingColumnError: If a column is not there.

        CohortError: If a column is of the wrong kind.
    """
    present = engine.schema
    expect("person", person, str)
    expect("on", on, str)
    expect("surgery_on", surgery_on, str | None)
    expect("preoperative", preoperative, str | None)
    for name in (person, on, surgery_on, preoperative):
        if name is not None and name not in present:
            raise MissingColumnError(
                f"{name}: the frame has no such column. "
                f"{nearest(name, present)}".strip()
            )
    if preoperative is not None and surgery_on is None:
        raise CohortError(
            "preoperative: given without surgery_on. Give the column with the dates of "
            "surgery too, or leave it out."
        )
    shape = engine.dialect.shape

    # A pandas column without a single value has no usable dtype.
    def empty(name: str) -> bool:
        return engine.in_memory and bool(
            engine.select({"cells": name})["cells"].is_null().all()
        )

    if "mixed" in {shape(present[each]).kind for each in (on, surgery_on) if each}:
        raise CohortError(
            f"{on}: expected dates, times or numbers such as months, got cells of "
            f"several kinds. Convert the column."
        )

    if shape(present[on]).kind == "string" and not empty(on):
        raise CohortError(
            f"{on}: expected dates, times or numbers such as months, got strings, "
            f"whose order is not that of time. Convert the column."
        )
    if surgery_on is not None and not (empty(on) or empty(surgery_on)):
        one, other = shape(present[on]), shape(present[surgery_on])
        if other.kind == "string" or one.number != other.number:
            raise CohortError(
                f"{surgery_on}: expected the same kind as {on}: dates or times in "
                f"both, or numbers in both. Convert the column."
            )
    if preoperative is not None and not empty(preoperative):
        kind = shape(present[preoperative]).kind
        if kind not in {"boolean", "nothing"}:
            raise CohortError(
                f"{preoperative}: expected booleans, or null where it is not known. "
                f"Convert the column."
            )


def scored_visits(
    frame: Any,
    followed: Followed,
    columns: Columns | None,
    values: Meanings | None,
) -> ScoredVisits:
    """
    The visits with the bounds of each score and the items.

    Raises:
        MissingColumnError: If there is neither the score nor its items.
    """
    score, result = followed.score.name, followed.result
    held = held_by(columns, values, names_of(nw.from_native(frame)))
    computed = isinstance(followed.score, Sum) and score not in held
    wrong: nw.Expr | None
    if computed:
        graded = assess_cohort(
            frame,
            cast("Sum", followed.score),
            bounds=True,
            on_error="null",
            columns=columns,
            values=values,
        )
        known = nw.from_native(graded)
        low, high = nw.col(f"{score}_low"), nw.col(f"{score}_high")
        wrong = nw.col(f"{score}_status") == "refused"
        text = f"{score}: an item has an invalid value."
    else:
        if score not in held:
            raise MissingColumnError(
                f"{score}: the frame has no such column, which holds the score. "
                f"{nearest(score, set(held.present) - {*RECORDABLE})}".strip()
            )
        named = attrs.evolve(followed.result, name=score)
        read = _read(held, named)
        known = nw.from_native(frame)
        low = high = cast("nw.Expr", read.value)
        wrong = cast("nw.Expr | None", read.invalid)
        text = message(result)
    there = [each for each in followed.items if each.name in held]
    items = [_read(held, each) for each in there]
    faults = [each.invalid for each in items if each.invalid is not None]
    bad = nw.lit(0)
    for fault in faults:
        bad = bad + one_if(cast("nw.Expr", fault))
    missing = nw.lit(None, nw.Float64)
    # An entirely unknown score spans its full range.
    ends = {
        LOW: low.cast(nw.Float64).fill_null(float(result.low)),
        HIGH: high.cast(nw.Float64).fill_null(float(result.high)),
        WRONG: nw.lit(0) if wrong is None else one_if(wrong),
        ITEMS_WRONG: bad if there else nw.lit(1),
        **{item_column(each): missing for each in followed.items if there},
        **{
            item_column(item): cast("nw.Expr", each.value).cast(nw.Float64)
            for item, each in zip(there, items, strict=True)
        },
    }
    # An invalid item makes a computed total, or the grade that it is, invalid.
    apart = faults and isinstance(followed.score, Sum) and not computed
    others = "An item has an invalid value, so items are not compared." if apart else ""
    return ScoredVisits(
        known.with_columns(**ends), (text, others), not computed, bool(there)
    )


def _read(held: Held, quantity: Measure) -> Column:
    """A column of the frame, read as a quantity."""
    words = {name: each for name, each in held.values.items() if name == quantity.name}
    mapped = attrs.evolve(held, values=words)
    check_meanings(mapped, {quantity.name: quantity})
    return mapped.read(NarwhalsDialect(), quantity)


def dated_visits(
    frame: Any, on: str, surgery_on: str | None, preoperative: str | None
) -> Any:
    """The frame with the days of visits and of surgery, if they are needed."""
    if surgery_on is None:
        return frame
    present = frame.collect_schema()
    marked = nw.lit(None, nw.Boolean) if preoperative is None else nw.col(preoperative)
    return frame.with_columns(
        **{
            DAY: _day(on, present[on]),
            SURGERY: _day(surgery_on, present[surgery_on]),
            PREOPERATIVE: marked.cast(nw.Boolean),
        }
    )


def _day(name: str, dtype: Any) -> nw.Expr:
    """A moment as its day; numbers and dates as they are."""
    moment = isinstance(dtype, nw.Datetime) or dtype == nw.Datetime
    return nw.col(name).cast(nw.Date) if moment else nw.col(name)
