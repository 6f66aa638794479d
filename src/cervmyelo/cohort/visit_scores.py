"""
The columns of visits: who and when, scores with their bounds, items, and surgery.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

import attrs
import narwhals.stable.v2 as nw

from cervmyelo.errors import nearest
from cervmyelo.field_types import expect
from cervmyelo.follow_up import surgery as surgeries
from cervmyelo.follow_up.scales import Followed
from cervmyelo.forms import Sum
from cervmyelo.models.ends import ends_of
from cervmyelo.models.missing import COMPANIONS, RECORDABLE, UNAFFECTED
from cervmyelo.quantity import Measure, Quantity

from .answers import answer_name
from .assess import assess_cohort
from .columns import OURS, Column, column_of, made_before, message
from .dialects import Expression, NarwhalsDialect, Stage, all_of, any_of, with_stages
from .ends import ends_in
from .engines import Engine, names_of
from .errors import CohortError, MissingColumnError
from .maps import Columns, Held, Meanings, check_meanings, held_by
from .reasons import has_other_cause, read_columns, reasons_in
from .visit_items import next_to_total
from .visit_order import (
    MISSPELT,
    WHEN,
    WHO,
    Moment,
    Order,
    check_same_time,
    is_empty,
    who,
)
from .visits import (
    DAY,
    HIGH,
    ITEMS_WRONG,
    LOW,
    MARK_UNREAD,
    NO_VISIT,
    PATIENT,
    PREOPERATIVE,
    SURGERY,
    SURGERY_UNREAD,
    UNSCORED,
    WRONG,
    is_true,
    one_if,
)
from .worsening import Items, items_of_visits

__all__ = [
    "ITEMS_NOT_COMPARED",
    "Asked",
    "ScoredVisits",
    "check_visits",
    "ordered_visits",
    "recorded_score",
    "scored_visits",
]

AGAINST: Final = f"{OURS}against"
"""1 where the items, or another fact, contradict a recorded total."""

CONTRADICTED: Final = "another recorded value contradicts it."

ITEMS_NOT_COMPARED: Final = "An item has an invalid value, so items are not compared."
"""The message where an item is invalid and the recorded total is not."""

_ENDING: Final = f"__{OURS}"
"""What temporary columns of totals end with, so that they clash with no other."""


@attrs.frozen
class ScoredVisits:
    """
    Visits with the bounds of their scores, and with their items.

    Attributes:
        frame: The visits.

        invalid: The messages on scores and items that are invalid, and where.

        exact: Whether a score is either known or entirely unknown.

        items: The columns of the items; empty if there are none to compare.
    """

    frame: Any
    invalid: Mapping[str, nw.Expr]
    exact: bool
    items: Items


def check_visits(
    engine: Engine,
    person: str,
    on: str,
    surgery_on: str | Moment | None,
    preoperative: str | None,
) -> None:
    """
    Refuse columns that cannot say who was seen, when, and when surgery was.

    Raises:
        MissingColumnError: If a column is not there.

        CohortError: If a name is none, or if one column needs another.
    """
    present = engine.schema
    expect("person", person, str)
    expect("on", on, str)
    expect("preoperative", preoperative, str | None)
    surgery = surgery_on if isinstance(surgery_on, str) else None
    for name in (person, on, surgery, preoperative):
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


def recorded_score(followed: Followed, held: Held) -> str | None:
    """
    The column with the recorded scores; None if the totals have to be computed.

    Args:
        followed: The scale.

        held: What the frame holds.

    Raises:
        MissingColumnError: If there is no such column, and no total to compute.
    """
    score = followed.score.name
    names = (score, *(each.name for each in ends_of(followed.result)))
    places = [place for name in names for place in held.columns_of(name)]
    if places:
        return places[0]
    if not isinstance(followed.score, Measure):
        return None
    raise MissingColumnError(
        f"{score}: the frame has no such column, which holds the score. "
        f"{nearest(score, {*held.present} - {*RECORDABLE})}".strip()
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

        CohortError: If a map of columns or values is invalid.
    """
    score, result = followed.score.name, followed.result
    present = names_of(nw.from_native(frame))
    held = held_by(columns, values, present)
    place = recorded_score(followed, held)
    bands = followed.bands
    said = place is not None or (
        bands is not None and bands.recorded is not None and bands.name in held
    )
    narrows = isinstance(followed.score, Sum) and said
    items, bounds, parts, before, twice = _items(followed, held, narrows=narrows)
    faults = _invalid(parts)
    bad = sum((one_if(cast("nw.Expr", each)) for each in faults), nw.lit(0))
    known = nw.from_native(frame)
    text, low = "", nw.lit(None, nw.Float64)
    high = low
    wrong = against = nw.lit(value=False)
    exact = False
    recorded: tuple[nw.Expr, nw.Expr] | None = None
    # Items and a recorded total narrow each other.
    if not isinstance(followed.score, Measure) and (place is None or items):
        ending = "" if place is None else _ENDING
        graded = assess_cohort(
            frame,
            followed.score,
            bounds=True,
            on_error="null",
            columns=columns,
            values=values,
            suffix=ending,
        )
        known = nw.from_native(graded)
        name = answer_name(followed.score, present, held.places)
        low, high, status = (
            nw.col(f"{name}_{end}{ending}") for end in ("low", "high", "status")
        )
        wrong = status == "refused"
        text = f"{score}: an item has an invalid value."
    if place is not None:
        read = _read([result], held)
        before += made_before(read.values())
        value, most = recorded = _between(read[score])
        parts += read.values()
        invalid = _invalid(read.values())
        refused, text = wrong, message(result)
        wrong = cast("nw.Expr", any_of(invalid)) if invalid else nw.lit(value=False)
        if not isinstance(followed.score, Measure) and items:
            # A recorded total counts although an item is invalid.
            low, high = (
                nw.when(bad > 0).then(own).otherwise(end)
                for own, end in ((value, low), (most, high))
            )
            against = is_true(refused) & (bad == 0) & ~is_true(wrong)
        else:
            low, high = value, most
            exact = read[score].part is None
    # An entirely unknown score spans its full range.
    ends = {
        LOW: low.cast(nw.Float64).fill_null(float(result.low)),
        HIGH: high.cast(nw.Float64).fill_null(float(result.high)),
        AGAINST: one_if(is_true(against)),
        WRONG: one_if(is_true(wrong) | is_true(against)),
        ITEMS_WRONG: bad if items else nw.lit(1),
        UNSCORED: one_if(cast("nw.Expr", all_of(each.empty for each in parts))),
        **bounds,
    }
    messages = {text: (nw.col(WRONG) == 1) & (nw.col(AGAINST) == 0)}
    if not isinstance(followed.score, Measure) and items and place is not None:
        messages[f"{score}: {CONTRADICTED}"] = nw.col(AGAINST) == 1
        if faults:
            # An invalid item makes a computed total invalid, and not a recorded one.
            messages[ITEMS_NOT_COMPARED] = nw.col(ITEMS_WRONG) > 0
    stages: list[Mapping[str, Any]] = [*before, ends]
    if items and narrows:
        between = (nw.col(LOW), nw.col(HIGH))
        stages.append(next_to_total(followed, items, twice, (between, recorded)))
    known = with_stages(known, stages)
    return ScoredVisits(known, messages, exact, items)


def _items(
    followed: Followed, held: Held, *, narrows: bool
) -> tuple[
    Items,
    dict[str, nw.Expr],
    list[Column],
    tuple[Stage, ...],
    dict[Measure, nw.Expr],
]:
    """
    The columns of the items with their bounds, and all that is read for them.

    Then the columns that have to be made before, and where another cause explains the
    score of an item: its bounds are the score and the full mark.
    """
    there = [each for each in followed.items if each.name in held]
    if not there:
        return {}, {}, [], (), {}
    read = _read(there, held)
    # Another cause can only explain what has a full mark.
    reasons = {
        each: read.get(COMPANIONS[each.name].name)
        for each in followed.items
        if each.name in UNAFFECTED
    }
    items = items_of_visits(
        {
            each: narrows
            or reasons.get(each) is not None
            or (each.name in read and read[each.name].part is not None)
            for each in followed.items
        }
    )
    bounds: dict[str, nw.Expr] = {}
    twice: dict[Measure, nw.Expr] = {}
    for item, (low, high) in items.items():
        own, reason = read.get(item.name), reasons.get(item)
        if own is None:
            bounds[low] = bounds[high] = nw.lit(None, nw.Float64)
            continue
        score, most = _between(own)
        bounds[low] = score
        if low != high:
            bounds[high] = most
        if reason is not None:
            other = twice[item] = cast("nw.Expr", has_other_cause(reason.value))
            # The full mark is the highest score of every item.
            full = nw.lit(float(cast("float", UNAFFECTED[item.name])))
            bounds[high] = nw.when(other).then(full).otherwise(most)
    return items, bounds, [*read.values()], made_before(read.values()), twice


def _invalid(read: Iterable[Column]) -> list[Expression]:
    """The masks of invalid cells of some columns."""
    return [each.invalid for each in read if each.invalid is not None]


def _between(read: Column) -> tuple[nw.Expr, nw.Expr]:
    """The least and the greatest score; null where nothing was recorded."""
    value = cast("nw.Expr", read.value).cast(nw.Float64)
    if read.part is None:
        return value, value
    low, high = (cast("nw.Expr", end).cast(nw.Float64) for end in read.part)
    here = ~low.is_null()
    first, last = (nw.when(here).then(end).otherwise(value) for end in (low, high))
    return first, last


def _read(quantities: Iterable[Measure], held: Held) -> dict[str, Column]:
    """
    Columns of the frame, read as quantities, with the reasons next to them.

    Returns:
        The columns by the names of what they hold.
    """
    m = NarwhalsDialect()
    known: dict[str, Quantity] = {each.name: each for each in quantities}
    known |= reasons_in([*known], held) | ends_in([*known.values()], held)
    words = {name: each for name, each in held.values.items() if name in known}
    mapped = attrs.evolve(held, values=words)
    check_meanings(mapped, known)
    read = read_columns(m, known.values(), mapped)
    return {each.quantity.name: each for each in read}


@attrs.frozen
class Asked:
    """
    The columns that say who was seen, when, and when surgery was.

    Attributes:
        person: Who was seen.

        on: When.

        surgery_on: When surgery was, or the day of it; None if it is not known.

        preoperative: Whether a visit on that day was before it; None if not known.

        called: The names of these columns in the caller's frame.
    """

    person: str
    on: str
    surgery_on: str | Moment | None
    preoperative: str | None
    called: Mapping[str, str]


def ordered_visits(frame: Any, order: Order, asked: Asked) -> Any:
    """
    The frame with who was seen and when, and with the days of visits and of surgery.

    Args:
        frame: The visits.

        order: How they are put in order.

        asked: The columns that say so.

    Raises:
        CohortError: If the day of surgery cannot be compared with those of visits, or
            if the column that says whether a visit was before it cannot hold yes or no.
    """
    schema = frame.collect_schema()
    person, on, surgery_on = asked.person, asked.on, asked.surgery_on
    whose = who(person, schema[person])
    no_visit = (nw.col(UNSCORED) == 1) & order.is_missing(on, schema[on])
    stage = {
        # A row that is no visit comes before or after none of its person.
        WHO: nw.when(~no_visit).then(whose),
        WHEN: order.when(on, schema[on]),
        NO_VISIT: one_if(no_visit),
        MISSPELT: one_if(is_true(order.is_misspelt(on, schema[on]))),
    }
    if surgery_on is not None:
        day = order.day(on, schema[on])
        never = nw.when(nw.lit(value=False)).then(day)
        unread = nw.lit(value=False)
        if not isinstance(surgery_on, str):
            surgery = order.lit(surgery_on, "surgery_on")
        elif order.time == "nothing" or is_empty(frame.select(surgery_on)):
            surgery = never
        else:
            named = asked.called[surgery_on]
            check_same_time(order, named, schema[surgery_on], asked.called[on])
            surgery = order.day(surgery_on, schema[surgery_on])
            given = ~order.is_missing(surgery_on, schema[surgery_on])
            unread = given & surgery.is_null()
        stage |= {PATIENT: whose, DAY: day, SURGERY: surgery, **_marks(frame, asked)}
        stage[SURGERY_UNREAD] = one_if(is_true(unread))
    return frame.with_columns(**stage)


def _marks(frame: Any, asked: Asked) -> dict[str, nw.Expr]:
    """Whether a visit on the day of surgery was before it; null if not known."""
    marks = asked.preoperative
    if marks is None or is_empty(frame.select(marks)):
        return {PREOPERATIVE: nw.lit(None, nw.Boolean), MARK_UNREAD: nw.lit(0)}
    m = NarwhalsDialect()
    shape = m.shape(frame.collect_schema()[marks])
    if shape.kind in {"date", "other"}:
        raise CohortError(
            f"{asked.called[marks]}: expected yes or no in each cell, or null where it "
            f"is not known. Convert the column."
        )
    read = column_of(m, surgeries.PREOPERATIVE, m.col(marks), shape)
    invalid = m.lit(value=False, kind="boolean")
    unread = invalid if read.invalid is None else read.invalid
    return {
        PREOPERATIVE: cast("nw.Expr", read.value),
        MARK_UNREAD: one_if(cast("nw.Expr", unread)),
    }
