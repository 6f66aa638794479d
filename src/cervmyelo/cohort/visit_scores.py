"""
The columns of visits: who and when, scores with their bounds, items, and surgery.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

import attrs
import narwhals.stable.v2 as nw

from cervmyelo.errors import nearest
from cervmyelo.follow_up.scales import Followed
from cervmyelo.forms import Sum
from cervmyelo.models.missing import COMPANIONS, UNAFFECTED
from cervmyelo.quantity import Measure, Quantity

from .assess import assess_cohort
from .columns import Column, column, message
from .dialects import NarwhalsDialect, any_of
from .engines import Engine
from .errors import CohortError, MissingColumnError
from .maps import ColumnNames, Meanings, check_meanings, translated, where
from .reasons import explained_by, has_other_cause, reasons_in
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
from .worsening import Items, items_of_visits

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

        items: The columns of the items; empty if there are none to compare.
    """

    frame: Any
    invalid: tuple[str, str]
    exact: bool
    items: Items


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
    rows = engine.in_memory
    shape = engine.dialect.shape

    # A pandas column without a single value has no usable dtype.
    def empty(name: str) -> bool:
        return rows is not None and rows[name].null_count() == len(rows)

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
    columns: ColumnNames | None,
    values: Meanings | None,
) -> ScoredVisits:
    """
    The visits with the bounds of each score and the items.

    Raises:
        MissingColumnError: If there is neither the score nor its items.
    """
    score, result = followed.score.name, followed.result
    present = nw.from_native(frame).collect_schema()
    named = where(columns, present)
    computed = isinstance(followed.score, Sum) and score not in present
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
        place = named.get(score, score)
        if place not in present:
            raise MissingColumnError(
                f"{place}: the frame has no such column, which holds the score. "
                f"{nearest(place, present)}".strip()
            )
        read = _read([result], present, named, values)
        known = nw.from_native(frame)
        low = high = cast("nw.Expr", read[score].value)
        invalid = [each.invalid for each in read.values() if each.invalid is not None]
        wrong = cast("nw.Expr", any_of(invalid)) if invalid else None
        text = message(result)
    items, bounds, faults = _items(followed, present, named, values)
    bad = nw.lit(0)
    for fault in faults:
        bad = bad + one_if(fault)
    # An entirely unknown score spans its full range.
    ends = {
        LOW: low.cast(nw.Float64).fill_null(float(result.low)),
        HIGH: high.cast(nw.Float64).fill_null(float(result.high)),
        WRONG: nw.lit(0) if wrong is None else one_if(wrong),
        ITEMS_WRONG: bad if items else nw.lit(1),
        **bounds,
    }
    # An invalid item makes a computed total, or the grade that it is, invalid.
    apart = faults and isinstance(followed.score, Sum) and not computed
    others = "An item has an invalid value, so items are not compared." if apart else ""
    return ScoredVisits(known.with_columns(**ends), (text, others), not computed, items)


def _items(
    followed: Followed,
    present: Mapping[str, Any],
    named: Mapping[str, str],
    values: Meanings | None,
) -> tuple[Items, dict[str, nw.Expr], list[nw.Expr]]:
    """
    The columns of the items with their bounds, and the masks of invalid cells.

    Of a score that another cause explains, the bounds are the score and the full mark.
    """
    there = [
        each for each in followed.items if named.get(each.name, each.name) in present
    ]
    if not there:
        return {}, {}, []
    read = _read(there, present, named, values)
    # Another cause can only explain what has a full mark.
    reasons = {
        each: read.get(COMPANIONS[each.name].name)
        for each in followed.items
        if each.name in UNAFFECTED
    }
    items = items_of_visits(
        {each: reasons.get(each) is not None for each in followed.items}
    )
    bounds: dict[str, nw.Expr] = {}
    for item, (low, high) in items.items():
        own, reason = read.get(item.name), reasons.get(item)
        if own is None:
            bounds[low] = nw.lit(None, nw.Float64)
            continue
        score = cast("nw.Expr", own.value).cast(nw.Float64)
        bounds[low] = score
        if reason is not None:
            other = cast("nw.Expr", has_other_cause(reason.value))
            # The full mark is the highest score of every item.
            full = nw.lit(float(cast("float", UNAFFECTED[item.name])))
            bounds[high] = nw.when(other).then(full).otherwise(score)
    faults = [each.invalid for each in read.values() if each.invalid is not None]
    return items, bounds, cast("list[nw.Expr]", faults)


def _read(
    quantities: Iterable[Measure],
    present: Mapping[str, Any],
    named: Mapping[str, str],
    values: Meanings | None,
) -> dict[str, Column]:
    """
    Columns of the frame, read as quantities, with the reasons next to them.

    Returns:
        The columns by the names of what they hold.
    """
    m = NarwhalsDialect()
    known: dict[str, Quantity] = {each.name: each for each in quantities}
    known |= reasons_in([*known], present, named)
    meanings = {name: (values or {})[name] for name in known if name in (values or {})}
    check_meanings(meanings, known, {})
    columns: list[Column] = []
    for name, quantity in known.items():
        place = named.get(name, name)
        shape = m.shape(present[place])
        read = column(m, quantity, place, shape)
        columns.append(translated(m, read, place, shape, meanings.get(name, {})))
    return {each.quantity.name: each for each in explained_by(m, columns)}


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
