"""
What changed from visit to visit: one row for each person and visit.

Every answer is that of a rule on recovery, for the totals of two visits. A total that
is open, because items were not recorded, leaves a change open unless both of its ends
lead to the same answer, just as for one person.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

import attrs
import narwhals.stable.v2 as nw

from cervmyelo.errors import nearest
from cervmyelo.forms import Form, Sum
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Measure
from cervmyelo.registry import RULES

from .assess import assess_cohort
from .columns import OURS, Namespace, column, fault
from .engines import Engine, engine_of
from .errors import CohortError, MissingColumnError
from .maps import ColumnNames, Meanings

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrameT

__all__ = ["change_over_time"]

_PROBLEMS: Final = "visit_problems"
_Since: TypeAlias = Literal["baseline", "last"]


@attrs.frozen
class _Followed:
    """
    A scale whose totals can be compared.

    Attributes:
        total: Its total.

        before: The total before, as the rules on recovery look at it.

        after: The total after.

        rules: The rules that look at these two and move against each other with them.
    """

    total: Sum
    before: Measure
    after: Measure
    rules: tuple[Form, ...]

    @property
    def scale(self) -> str:
        """The name of the scale."""
        return self.total.name.removesuffix("_total")

    @property
    def from_last(self) -> tuple[Form, ...]:
        """The rules that are of use from one visit to the next: the points alone."""
        return tuple(r for r in self.rules if r.name == f"{self.scale}_change")

    @property
    def added(self) -> tuple[str, ...]:
        """The columns that are added for it."""
        return (
            f"{self.scale}_baseline",
            f"{self.scale}_last",
            *(f"{rule.name}_from_baseline" for rule in self.rules),
            *(f"{rule.name}_from_last" for rule in self.from_last),
            f"{self.scale}_below_best",
            f"{self.scale}_first_deterioration",
            _PROBLEMS,
        )


def change_over_time(  # noqa: PLR0913 -- one for each way of asking
    frame: IntoFrameT,
    *,
    person: str,
    on: str,
    score: str = "mjoa_total",
    columns: ColumnNames | None = None,
    values: Meanings | None = None,
) -> IntoFrameT:
    """
    What changed for each person since the first and since the last visit.

    >>> import datetime as dt, polars as pl
    >>> visits = pl.DataFrame({
    ...     "who": ["a", "a", "a"],
    ...     "on": [dt.date(2024, 1, 1), dt.date(2024, 4, 1), dt.date(2024, 9, 1)],
    ...     "mjoa_total": [12, 15, 14],
    ... })
    >>> made = change_over_time(visits, person="who", on="on")
    >>> made["mjoa_change_from_baseline"].to_list()
    [None, 3.0, 2.0]
    >>> made["mjoa_mcid_from_baseline"].to_list()
    [None, 'reached', 'reached']
    >>> made["mjoa_first_deterioration"].to_list()
    [False, False, True]

    Args:
        frame: One row for each person and visit, in any order: a frame of any kind
            that `assess_cohort` takes. A database gives its rows back in whatever
            order it likes.

        person: The column that says who was seen.

        on: The column that says when: dates, times, or numbers such as months.

        score: The total that is followed: ``"mjoa_total"``, ``"joa_total"`` or
            ``"joa1994_total"``. If the frame has a column of this name, it holds the
            totals; else they are worked out from the items.

        columns: The quantity of each column of the frame that has another name.

        values: For each quantity, what the values of the frame mean.

    Returns:
        The same kind of frame, lazy if it was lazy, with the caller's columns first
        and then, where ``mjoa`` stands for the scale:

        - ``mjoa_total``, unless it was there;
        - ``mjoa_baseline`` and ``mjoa_last``, the totals of the first visit and of
          the visit before this one;
        - ``mjoa_change_from_baseline`` with each other rule on recovery, such as
          ``mjoa_recovery_rate_from_baseline`` and ``mjoa_mcid_from_baseline``, and
          ``mjoa_change_from_last``;
        - ``mjoa_below_best``, whether the total is below the best before it, and
          ``mjoa_first_deterioration``, whether it is so for the first time;
        - ``visit_problems``, what stands against an answer: a total that cannot be, a
          visit without a person or a date, two visits of a person on one date, or a
          baseline from which nothing can be gained.

        What is open or undefined is null. Nothing is guessed: if two visits bear the
        first date of a person, there is no baseline; if one visit bears no date, none
        of this person's visits is compared with another.

    Raises:
        MissingColumnError: If a column is not there.

        CohortError: If the score is none that can be followed, if *on* holds texts,
            if a column that would be added is there already, or if the engine of the
            frame cannot look from one row to another.
    """
    followed = _followed(score)
    engine = engine_of(frame)
    names = [*engine.schema]
    _must_have(engine, person, on)
    added = [*([] if score in names else [score]), *followed.added]
    clash = [name for name in added if name in names]
    if clash:
        raise CohortError(
            f"{', '.join(clash)}: the frame has columns of these names already. "
            f"Rename or drop them, so that neither is lost."
        )
    held = frame if engine.in_memory is None else engine.in_memory
    scored, told = _scored(held, followed, columns, values)
    # No column of the caller is in the way of what the rules make meanwhile.
    aside = {name: f"{OURS}was_{name}" for name in scored.collect_schema()}
    aside = {name: now for name, now in aside.items() if not name.startswith(OURS)}
    try:
        visit = _Visit(aside[person], aside[on])
        exact = score in names
        made = _compared(scored.rename(aside), followed, visit, told, exact=exact)
    except (NotImplementedError, nw.exceptions.NarwhalsError) as error:
        raise CohortError(
            f"The engine of this frame cannot look from one visit of a person to "
            f"another, which takes window functions. Collect the frame first. {error}"
        ) from None
    back = [nw.col(now).alias(name) for name, now in aside.items() if name in names]
    total = [nw.col(aside[score]).alias(score)] if score not in names else []
    kept = nw.to_native(made.select(*back, *total, *followed.added))
    if engine.in_memory is None:
        return cast("IntoFrameT", kept)
    found = {name: kept[name] for name in added}
    return cast("IntoFrameT", engine.with_columns([found], keep=added))


@functools.cache
def _all_that_can_be_followed() -> Mapping[str, _Followed]:
    found: dict[str, _Followed] = {}
    for total in RULES.values():
        scale = total.name.removesuffix("_total")
        before, after = (QUANTITIES.get(f"{scale}_{e}") for e in ("before", "after"))
        if (
            isinstance(total, Sum)
            and isinstance(before, Measure)
            and isinstance(after, Measure)
        ):
            rules = tuple(
                rule
                for rule in RULES.values()
                if {*rule.inputs} == {before, after}
                and {rule.direction(before), rule.direction(after)}
                == {"rises", "falls"}
            )
            found[total.name] = _Followed(total, before, after, rules)
    return MappingProxyType(found)


def _followed(score: str) -> _Followed:
    known = _all_that_can_be_followed()
    if score not in known:
        raise CohortError(
            f"{score} is no total that can be followed; these can: {', '.join(known)}. "
            f"{nearest(score, known)}".strip()
        )
    return known[score]


def _must_have(engine: Engine, person: str, on: str) -> None:
    present = engine.schema
    for name in (person, on):
        if name not in present:
            raise MissingColumnError(
                f"The frame lacks the column {name}. {nearest(name, present)}".strip()
            )
    rows = engine.in_memory
    # Without a single value, pandas does not know what it would hold.
    empty = rows is not None and rows[on].null_count() == len(rows)
    if present[on] == engine.namespace.String and not empty:
        raise CohortError(
            f"The column {on} holds texts, whose order is not that of time. Make it "
            f"dates, or numbers such as months."
        )


_LOW: Final = f"{OURS}low"
_HIGH: Final = f"{OURS}high"
_WRONG: Final = f"{OURS}wrong"
"""The ends of the total of a visit, never null; and 1 where it cannot be."""

_TIED: Final = f"{OURS}tied"
_OUT: Final = f"{OURS}out"
_NAMELESS: Final = f"{OURS}nameless"
_UNDATED: Final = f"{OURS}undated"
_FIRST: Final = f"{OURS}first"
_BELOW: Final = f"{OURS}below"
_WAS_OPEN: Final = f"{OURS}was_open"
_WAS_SURE: Final = f"{OURS}was_sure"
"""1 or 0, or how many; of a visit, except `_OUT` and `_UNDATED`, of all of a person."""

_NO, _OPEN, _YES = 0, 1, 2
"""Whether a total is below the best before it, in `_BELOW`."""


def _scored(
    frame: Any,
    followed: _Followed,
    columns: ColumnNames | None,
    values: Meanings | None,
) -> tuple[Any, str]:
    """The frame with the ends of each total, and what is said where it cannot be."""
    total, result = followed.total.name, followed.total.result
    present = nw.from_native(frame).collect_schema()
    if total in present:
        m: Namespace = nw
        read = column(m, result, total, present[total])
        known = nw.from_native(frame)
        low = high = read.value
        wrong = read.impossible
        told = fault(result)
    else:
        graded = assess_cohort(
            frame,
            followed.total,
            bounds=True,
            on_error="null",
            columns=columns,
            values=values,
        )
        known = nw.from_native(graded)
        low, high = nw.col(f"{total}_low"), nw.col(f"{total}_high")
        wrong = nw.col(f"{total}_status") == "refused"
        told = f"{total}: an item holds what cannot be."
    # A total of which nothing is known can be any.
    ends = {
        _LOW: low.cast(nw.Float64).fill_null(float(result.low)),
        _HIGH: high.cast(nw.Float64).fill_null(float(result.high)),
        _WRONG: nw.lit(0) if wrong is None else _one_if(wrong),
    }
    return known.with_columns(**ends), told


@attrs.frozen
class _Visit:
    """
    What makes a row a visit: the columns that say who was seen, and when.

    Attributes:
        person: Who.

        on: When.
    """

    person: str
    on: str

    def over_all(self, found: Any) -> Any:
        """Over all visits of a person."""
        return found.over(self.person)

    def in_order(self, found: Any) -> Any:
        """Over the visits of a person, in the order of their dates."""
        return found.over(self.person, order_by=self.on)

    def before(self, frame: Any, **names: str) -> Any:
        """The greatest of some columns before a visit; null at the first."""
        so_far = {now: self.in_order(nw.col(of).cum_max()) for now, of in names.items()}
        frame = frame.with_columns(**so_far)
        return frame.with_columns(
            **{now: self.in_order(nw.col(now).shift(1)) for now in names}
        )


def _compared(
    frame: Any, followed: _Followed, visit: _Visit, told: str, *, exact: bool
) -> Any:
    """
    The frame with all that is compared from visit to visit.

    Args:
        frame: The visits, with the ends of each total.

        followed: The scale.

        visit: Who and when.

        told: What is said of a total that cannot be.

        exact: Whether a total is either known or not known at all.
    """
    frame = _placed(frame, visit)
    frame = _answered(frame, followed, "baseline", followed.rules, exact=exact)
    frame = _answered(frame, followed, "last", followed.from_last, exact=exact)
    frame = _declined(frame, visit)
    state, surely, perhaps = (
        nw.col(_BELOW),
        nw.col(_WAS_SURE) == 1,
        nw.col(_WAS_OPEN) == 1,
    )
    unknown = nw.lit(None, nw.Boolean)
    no, yes = nw.lit(value=False), nw.lit(value=True)
    below = nw.when(state == _YES).then(yes).otherwise(unknown)
    first = nw.when((state == _YES) & ~_true(perhaps)).then(yes).otherwise(unknown)
    first = nw.when((state == _NO) | _true(surely)).then(no).otherwise(first)
    out = nw.col(_OUT) > 0
    problems = {
        told: nw.col(_WRONG) == 1,
        "Nobody is named who was seen.": nw.col(_NAMELESS) == 1,
        "A visit of this person bears no date, so none is compared.": (
            (nw.col(_UNDATED) > 0) & (nw.col(_NAMELESS) == 0)
        ),
        "This person has more than one visit on this date.": (
            (nw.col(_TIED) == 1) & ~out
        ),
        "This person has more than one visit on the first date, so there is no "
        "baseline.": (nw.col(f"{OURS}baseline_tied") == 1) & ~out,
        "This person has more than one visit on the date before this one.": (
            _true(nw.col(f"{OURS}last_tied") == 1) & (nw.col(_TIED) == 0) & ~out
        ),
    }
    said = [
        nw.when(when).then(nw.lit(f"{text} ")).otherwise(nw.lit(""))
        for text, when in problems.items()
    ]
    gaps = nw.col(f"{OURS}baseline_gaps").fill_null("")
    text = nw.concat_str([*said, gaps]).str.strip_chars()
    return frame.with_columns(
        **{
            f"{followed.scale}_below_best": (
                nw.when(out)
                .then(unknown)
                .otherwise(nw.when(state == _NO).then(no).otherwise(below))
            ),
            f"{followed.scale}_first_deterioration": (
                nw.when(out).then(unknown).otherwise(first)
            ),
            _PROBLEMS: nw.when(text != "")
            .then(text)
            .otherwise(nw.lit(None, nw.String)),
        }
    )


def _placed(frame: Any, visit: _Visit) -> Any:
    """The frame with the first and the last visit beside each, and what is unclear."""
    one, now, first = f"{OURS}one", f"{OURS}now", f"{OURS}at_first"
    of_a_visit = {"low": _LOW, "high": _HIGH, "wrong": _WRONG, "tied": _TIED}
    on, person = nw.col(visit.on), nw.col(visit.person)
    frame = frame.with_columns(
        **{one: nw.lit(1), now: _one_if(on.is_null()), first: visit.over_all(on.min())}
    )
    frame = frame.with_columns(
        **{
            _NAMELESS: _one_if(person.is_null()),
            _UNDATED: visit.over_all(nw.col(now).max()),
            _TIED: _one_if(nw.col(one).sum().over(visit.person, visit.on) > 1),
            _FIRST: _one_if(on == nw.col(first)),
        }
    )
    here = nw.when(nw.col(_FIRST) == 1)
    frame = frame.with_columns(
        **{_OUT: nw.col(_NAMELESS) + nw.col(_UNDATED)},
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


def _answered(
    frame: Any,
    followed: _Followed,
    since: _Since,
    rules: tuple[Form, ...],
    *,
    exact: bool,
) -> Any:
    """The frame with what rules say, from the first or the last visit to this one."""
    low, high, wrong, tied = (
        nw.col(f"{OURS}{since}_{end}") for end in ("low", "high", "wrong", "tied")
    )
    own = nw.lit(0) if since == "baseline" else nw.col(_TIED)
    clear = _true((nw.col(_OUT) + tied + own) == 0)
    told = clear & (nw.col(_FIRST) == 0) & _true(wrong + nw.col(_WRONG) == 0)
    before, after = f"{OURS}before", f"{OURS}after"
    # The rules move against each other with the two totals: here lie their extremes.
    sides = {"worst": (high, nw.col(_LOW)), "best": (low, nw.col(_HIGH))}
    if exact:
        told = told & (low == high) & (nw.col(_LOW) == nw.col(_HIGH))
        del sides["worst"]
    for side, (then, now) in sides.items():
        frame = frame.with_columns(
            **{
                before: nw.when(told).then(then),
                after: nw.when(told).then(now),
            }
        )
        graded = nw.from_native(
            assess_cohort(
                nw.to_native(frame),
                *rules,
                columns={before: followed.before.name, after: followed.after.name},
            )
        )
        names = {r.name: f"{OURS}{side}_{r.name}" for r in rules}
        frame = graded.rename({**names, "problems": f"{OURS}{since}_gaps_{side}"})
    known = nw.when(clear & _true(wrong == 0) & (low == high)).then(low)
    kind = nw.Int64 if followed.total.result.whole else nw.Float64
    made = frame.with_columns(
        **{
            f"{followed.scale}_{since}": known.cast(kind),
            f"{OURS}{since}_gaps": nw.col(f"{OURS}{since}_gaps_best"),
        },
        **{f"{r.name}_from_{since}": _where_alike(r.name, sides) for r in rules},
    )
    ours = [f"{OURS}{side}_{r.name}" for side in sides for r in rules]
    return made.drop(before, after, *ours)


def _where_alike(name: str, sides: Iterable[str]) -> Any:
    """The answer of a rule where it is the same on all sides."""
    first, *others = (nw.col(f"{OURS}{side}_{name}") for side in sides)
    for each in others:
        first = nw.when(first == each).then(first)
    return first


def _declined(frame: Any, visit: _Visit) -> Any:
    """The frame with whether each total is below the best before it."""
    best_low, best_high = f"{OURS}best_low", f"{OURS}best_high"
    frame = visit.before(frame, **{best_low: _LOW, best_high: _HIGH})
    surely = _true(nw.col(best_low) > nw.col(_HIGH))
    perhaps = _true(nw.col(best_high) > nw.col(_LOW))
    unclear = (nw.col(_TIED) + nw.col(_WRONG)) > 0
    known = nw.when(surely).then(nw.lit(_YES)).otherwise(_one_if(perhaps))
    state = nw.when(unclear).then(nw.lit(_OPEN)).otherwise(known)
    frame = frame.with_columns(**{_BELOW: state})
    frame = frame.with_columns(
        **{
            f"{OURS}is_sure": _one_if(nw.col(_BELOW) == _YES),
            f"{OURS}is_open": _one_if(nw.col(_BELOW) == _OPEN),
        }
    )
    return visit.before(
        frame, **{_WAS_SURE: f"{OURS}is_sure", _WAS_OPEN: f"{OURS}is_open"}
    )


def _true(condition: Any) -> Any:
    """Where a condition is known to hold."""
    return condition.fill_null(value=False)


def _one_if(condition: Any) -> Any:
    """A condition as 1 or 0, of which every engine finds the greatest."""
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))
