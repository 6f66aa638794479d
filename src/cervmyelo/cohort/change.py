"""
Change from visit to visit: one row for each person and visit.

Every answer is that of a rule on recovery, for the totals of two visits. A total that
is undecided, because items were not recorded, leaves a change undecided unless both of
its bounds lead to the same answer, as for one person.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

import attrs
import narwhals.stable.v2 as nw

from cervmyelo.errors import nearest
from cervmyelo.forms import Form, Sum
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.public import public
from cervmyelo.quantity import Measure
from cervmyelo.registry import RULES

from .answers import PROBLEMS, Added, added_columns
from .assess import assess_cohort, check_clash
from .columns import OURS, column, message
from .dialects import NarwhalsDialect
from .engines import Engine, engine_of
from .errors import CohortError, MissingColumnError
from .maps import ColumnNames, Meanings
from .visits import (
    BELOW,
    FIRST,
    HIGH,
    LOW,
    NAMELESS,
    NO,
    OUT,
    TIED,
    UNDATED,
    WAS_OPEN,
    WAS_SURE,
    WRONG,
    YES,
    Visit,
    declined,
    is_true,
    one_if,
    placed,
)

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

        before: The total before, as the rules on recovery read it.

        after: The total after.

        rules: The rules that read these two and rise with one and fall with the other.
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
        """The rules that are used from one visit to the next: the points alone."""
        return tuple(r for r in self.rules if r.name == f"{self.scale}_change")

    def graded(self, *, ranks: bool) -> Iterator[Added]:
        """
        The columns with the answers of its rules.

        Args:
            ranks: Whether the frame needs ranks to order words.
        """
        for since, rules in (("baseline", self.rules), ("last", self.from_last)):
            for rule in rules:
                for each in added_columns(rule, bounds=False, ranks=ranks):
                    stem = each.name.removesuffix("_rank") if each.rank else each.name
                    end = "_rank" if each.rank else ""
                    yield attrs.evolve(each, name=f"{stem}_from_{since}{end}")

    def added(self, *, ranks: bool) -> tuple[str, ...]:
        """The names of all columns that are added for it."""
        return (
            f"{self.scale}_baseline",
            f"{self.scale}_last",
            *(each.name for each in self.graded(ranks=ranks)),
            f"{self.scale}_below_best",
            f"{self.scale}_first_deterioration",
            _PROBLEMS,
        )


@public
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
    The change of each person since the first and since the previous visit.

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
            that `assess_cohort` takes. A database may return its rows in another
            order.

        person: The column that says who was seen.

        on: The column that says when: dates, times, or numbers such as months.

        score: The total to follow: ``"mjoa_total"``, ``"joa_total"`` or
            ``"joa1994_total"``. If the frame has a column of this name, it holds the
            totals; else they are computed from the items.

        columns: For each column that has another name, the name of its quantity.

        values: For each quantity, what the values of the frame mean.

    Returns:
        The same kind of frame, lazy if it was lazy, with the caller's columns first
        and then, with the name of the scale in place of ``mjoa``:

        - ``mjoa_total``, unless it was there;
        - ``mjoa_baseline`` and ``mjoa_last``, the totals of the first and of the
          previous visit;
        - ``mjoa_change_from_baseline`` with each other rule on recovery, such as
          ``mjoa_recovery_rate_from_baseline`` and ``mjoa_mcid_from_baseline``, and
          ``mjoa_change_from_last``; grades are ordered as in `assess_cohort`, with a
          column ``mjoa_mcid_from_baseline_rank`` where that adds ranks;
        - ``mjoa_below_best``, whether the total is below the best before it, and
          ``mjoa_first_deterioration``, whether it is so for the first time;
        - ``visit_problems``, why there is no answer: an invalid total, a visit without
          a person or a date, two visits of a person on one date, or a baseline at the
          full mark, from which nothing can be gained.

        What is undecided or undefined is null. Nothing is guessed: if two visits have
        the first date of a person, there is no baseline; if one visit has no date,
        none of this person's visits is compared with another.

    Raises:
        MissingColumnError: If a column is not there.

        CohortError: If the score cannot be followed, if *on* holds strings, if a
            column that would be added is there already, or if the engine of the frame
            has no window functions.
    """
    followed = _followed(score)
    engine = engine_of(frame)
    names = [*engine.schema]
    _check_visits(engine, person, on)
    graded = [*followed.graded(ranks=engine.ranks)]
    added = [
        *([] if score in names else [score]),
        *followed.added(ranks=engine.ranks),
    ]
    check_clash(added, engine.schema)
    held = frame if engine.in_memory is None else engine.in_memory
    scored, invalid = _scored(held, followed, columns, values)
    # Rename the caller's columns so that temporary columns cannot clash.
    aside = {name: f"{OURS}was_{name}" for name in scored.collect_schema()}
    aside = {name: now for name, now in aside.items() if not name.startswith(OURS)}
    try:
        visit = Visit(aside[person], aside[on])
        exact = score in names
        made = _compared(scored.rename(aside), followed, visit, invalid, exact=exact)
        ranks = _ranked(graded)
        made = made.with_columns(**ranks) if ranks else made
    except (NotImplementedError, nw.exceptions.NarwhalsError) as error:
        raise CohortError(
            f"frame: its engine has no window functions, which compare the visits of a "
            f"person. Collect the frame first. {error}"
        ) from None
    back = [nw.col(now).alias(name) for name, now in aside.items() if name in names]
    total = [nw.col(aside[score]).alias(score)] if score not in names else []
    answers = followed.added(ranks=engine.ranks)
    kept: Any = nw.to_native(made.select(*back, *total, *answers))
    if engine.in_memory is None:
        return cast("IntoFrameT", kept)
    unordered = {each.name for each in graded if each.levels and not each.ordered}
    cells = {name: kept[name] for name in added}
    return cast("IntoFrameT", engine.with_columns([cells], added, unordered))


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
            f"score: this total cannot be followed; allowed: {', '.join(known)}. "
            f"{nearest(score, known)}".strip()
        )
    return known[score]


def _check_visits(engine: Engine, person: str, on: str) -> None:
    present = engine.schema
    for name in (person, on):
        if name not in present:
            raise MissingColumnError(
                f"{name}: the frame has no such column. "
                f"{nearest(name, present)}".strip()
            )
    rows = engine.in_memory
    # A pandas column without a single value has no usable dtype.
    empty = rows is not None and rows[on].null_count() == len(rows)
    if engine.dialect.shape(present[on]).kind == "string" and not empty:
        raise CohortError(
            f"{on}: expected dates, times or numbers such as months, got strings, "
            f"whose order is not that of time. Convert the column."
        )


def _scored(
    frame: Any,
    followed: _Followed,
    columns: ColumnNames | None,
    values: Meanings | None,
) -> tuple[Any, str]:
    """The frame with the bounds of each total, and the message if one is invalid."""
    total, result = followed.total.name, followed.total.result
    present = nw.from_native(frame).collect_schema()
    if total in present:
        m = NarwhalsDialect()
        read = column(m, result, total, m.shape(present[total]))
        known = nw.from_native(frame)
        low = high = cast("nw.Expr", read.value)
        wrong = cast("nw.Expr | None", read.invalid)
        invalid = message(result)
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
        invalid = f"{total}: an item has an invalid value."
    # An entirely unknown total spans its full range.
    ends = {
        LOW: low.cast(nw.Float64).fill_null(float(result.low)),
        HIGH: high.cast(nw.Float64).fill_null(float(result.high)),
        WRONG: nw.lit(0) if wrong is None else one_if(wrong),
    }
    return known.with_columns(**ends), invalid


def _compared(
    frame: Any, followed: _Followed, visit: Visit, invalid: str, *, exact: bool
) -> Any:
    """
    The frame with everything that compares visits.

    Args:
        frame: The visits, with the bounds of each total.

        followed: The scale.

        visit: Who and when.

        invalid: The message for an invalid total.

        exact: Whether a total is either known or entirely unknown.
    """
    frame = placed(frame, visit)
    frame = _answered(frame, followed, "baseline", followed.rules, exact=exact)
    frame = _answered(frame, followed, "last", followed.from_last, exact=exact)
    frame = declined(frame, visit)
    state, surely, perhaps = (
        nw.col(BELOW),
        nw.col(WAS_SURE) == 1,
        nw.col(WAS_OPEN) == 1,
    )
    unknown = nw.lit(None, nw.Boolean)
    no, yes = nw.lit(value=False), nw.lit(value=True)
    below = nw.when(state == YES).then(yes).otherwise(unknown)
    first = nw.when((state == YES) & ~is_true(perhaps)).then(yes).otherwise(unknown)
    first = nw.when((state == NO) | is_true(surely)).then(no).otherwise(first)
    out = nw.col(OUT) > 0
    problems = {
        invalid: nw.col(WRONG) == 1,
        "The visit has no person.": nw.col(NAMELESS) == 1,
        "A visit of this person has no date, so none is compared.": (
            (nw.col(UNDATED) > 0) & (nw.col(NAMELESS) == 0)
        ),
        "This person has more than one visit on this date.": (
            (nw.col(TIED) == 1) & ~out
        ),
        "This person has more than one visit on the first date, so there is no "
        "baseline.": (nw.col(f"{OURS}baseline_tied") == 1) & ~out,
        "This person has more than one visit on the date before this one.": (
            is_true(nw.col(f"{OURS}last_tied") == 1) & (nw.col(TIED) == 0) & ~out
        ),
    }
    messages = [
        nw.when(when).then(nw.lit(f"{text} ")).otherwise(nw.lit(""))
        for text, when in problems.items()
    ]
    gaps = nw.col(f"{OURS}baseline_gaps").fill_null("")
    text = nw.concat_str([*messages, gaps]).str.strip_chars()
    return frame.with_columns(
        **{
            f"{followed.scale}_below_best": (
                nw.when(out)
                .then(unknown)
                .otherwise(nw.when(state == NO).then(no).otherwise(below))
            ),
            f"{followed.scale}_first_deterioration": (
                nw.when(out).then(unknown).otherwise(first)
            ),
            _PROBLEMS: nw.when(text != "")
            .then(text)
            .otherwise(nw.lit(None, nw.String)),
        }
    )


def _answered(
    frame: Any,
    followed: _Followed,
    since: _Since,
    rules: tuple[Form, ...],
    *,
    exact: bool,
) -> Any:
    """The frame with the answers of rules, from the first or the previous visit."""
    low, high, wrong, tied = (
        nw.col(f"{OURS}{since}_{end}") for end in ("low", "high", "wrong", "tied")
    )
    own = nw.lit(0) if since == "baseline" else nw.col(TIED)
    clear = is_true((nw.col(OUT) + tied + own) == 0)
    compared = clear & (nw.col(FIRST) == 0) & is_true(wrong + nw.col(WRONG) == 0)
    before, after = f"{OURS}before", f"{OURS}after"
    ranks = {
        each.name
        for rule in rules
        for each in added_columns(rule, bounds=False, ranks=True)
        if each.rank
    }
    # The rules rise with one total and fall with the other: these are their extremes.
    sides = {"worst": (high, nw.col(LOW)), "best": (low, nw.col(HIGH))}
    if exact:
        compared = compared & (low == high) & (nw.col(LOW) == nw.col(HIGH))
        del sides["worst"]
    for side, (then, now) in sides.items():
        frame = frame.with_columns(
            **{
                before: nw.when(compared).then(then),
                after: nw.when(compared).then(now),
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
        gaps = {PROBLEMS: f"{OURS}{since}_gaps_{side}"}
        # Ranks are added once, at the end.
        kept = [name for name in graded.collect_schema() if name not in ranks]
        frame = graded.select(*kept).rename({**names, **gaps})
    known = nw.when(clear & is_true(wrong == 0) & (low == high)).then(low)
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


def _where_alike(name: str, sides: Iterable[str]) -> nw.Expr:
    """The answer of a rule where it is the same on all sides."""
    first, *others = (nw.col(f"{OURS}{side}_{name}") for side in sides)
    for each in others:
        first = nw.when(first == each).then(first)
    return first


def _ranked(graded: Iterable[Added]) -> dict[str, nw.Expr]:
    """The ranks of the grades that are already in a frame, where ranks are wanted."""
    ranks: dict[str, nw.Expr] = {}
    words: Added | None = None
    for each in graded:
        if each.rank and words is not None:
            cell = nw.col(words.name)
            places = (
                nw.when(cell == word).then(nw.lit(rank, nw.Int64))
                for rank, word in enumerate(words.levels)
            )
            ranks[each.name] = nw.coalesce(*places)
        words = each
    return ranks
