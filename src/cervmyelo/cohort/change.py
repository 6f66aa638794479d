"""
Change from visit to visit: one row for each person and visit.

Every answer is that of a rule on follow-up, for the scores of two visits. A score that
is undecided, because items were not recorded, leaves a change undecided unless both of
its bounds lead to the same answer, as for one person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

import attrs
import narwhals.stable.v2 as nw

from cervmyelo.errors import nearest
from cervmyelo.field_types import expect
from cervmyelo.follow_up.scales import FOLLOWED, Followed
from cervmyelo.follow_up.surgery import (
    MAYBE_NONE_AFTER,
    MAYBE_NONE_BEFORE,
    NONE_AFTER,
    NONE_BEFORE,
    PREOPERATIVE,
)
from cervmyelo.forms import Form
from cervmyelo.public import public
from cervmyelo.quantity import Measure

from .answers import Added, added_columns
from .assess import check_clash, check_columns, looked_at
from .columns import OURS, message
from .dialects import Expression, NarwhalsDialect
from .ends import ends_in
from .engines import Engine, engine_of, takes_narwhals
from .errors import CohortError
from .maps import Columns, Held, Meanings, check_meanings, held_by
from .reasons import reasons_in
from .visit_order import (
    MISSPELT,
    MISSPELT_TEXT,
    UNDATED_TEXTS,
    WHEN,
    WHO,
    Moment,
    Order,
    order_of,
)
from .visit_pairs import SINCES, Since, answered, comparable, rules_of
from .visit_scores import (
    Asked,
    ScoredVisits,
    check_visits,
    ordered_visits,
    recorded_score,
    scored_visits,
)
from .visits import (
    BEFORE,
    BELOW,
    COUNTED,
    HIGH,
    ITEMS_WRONG,
    LOW,
    MARK_UNREAD,
    MARKED_WRONG,
    NAMELESS,
    NO,
    NO_VISIT,
    OPEN,
    OUT,
    SINCE,
    SURGERY,
    SURGERY_UNCLEAR,
    SURGERY_UNREAD,
    TIED,
    UNDATED,
    WAS_OPEN,
    WAS_SURE,
    WRONG,
    YES,
    Visit,
    Worth,
    around_surgery,
    declined,
    is_true,
    placed,
    so_far,
    with_items,
    without_other_forms,
)
from .worsening import (
    Items,
    band_columns,
    crossed,
    item_worths,
    rank_of,
    worse_items,
)

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrameT

__all__ = ["FLAGS", "change_over_time"]

_PROBLEMS: Final = "visit_problems"

_NOBODY: Final = "The visit has no person."
_TWO_SURGERIES: Final = (
    "This person has more than one date of surgery, so no visit is compared."
)
_NO_DAY_OF_SURGERY: Final = (
    "The date of surgery of this person cannot be compared, so no visit is."
)
_WRONG_MARK: Final = (
    "A visit of this person is marked as preoperative or not, without a date of "
    "surgery or against it, so no visit is compared."
)
_TWO_VISITS: Final = "This person has more than one visit on this date."
_NO_BASELINE: Final = (
    "This person has more than one visit on the first date, so there is no baseline."
)
_NO_LAST: Final = "This person has more than one visit on the date before this one."

FLAGS: Final = (
    _NOBODY,
    MISSPELT_TEXT,
    *UNDATED_TEXTS,
    _TWO_SURGERIES,
    _NO_DAY_OF_SURGERY,
    _WRONG_MARK,
    _TWO_VISITS,
    _NO_BASELINE,
    _NO_LAST,
)
"""The messages on visits that cannot be compared, among those on visits."""


def _graded(followed: Followed, since: Since, *, ranks: bool) -> Iterator[Added]:
    """
    The columns with the answers of the rules of a scale.

    Args:
        followed: The scale.

        since: Compared with which visit.

        ranks: Whether the frame needs ranks to order words.
    """
    for rule in rules_of(followed, since):
        for each in added_columns(rule, bounds=False, ranks=ranks):
            yield _renamed(each, rule.name, f"{rule.name}_from_{since}")


def _banded(followed: Followed, *, ranks: bool) -> Iterator[Added]:
    """The columns with the severity bands of a scale."""
    for name in band_columns(followed):
        rule = cast("Form", followed.bands)
        for each in added_columns(rule, bounds=False, ranks=ranks):
            yield _renamed(each, rule.name, name)


def _renamed(column: Added, rule: str, name: str) -> Added:
    return attrs.evolve(column, name=f"{name}{column.name.removeprefix(rule)}")


def _worse(followed: Followed, since: Since) -> tuple[str, str]:
    """The columns with the items that are worse, and that may be worse."""
    name = followed.name
    return f"{name}_items_worse_from_{since}", f"{name}_items_maybe_worse_from_{since}"


def _crossed(followed: Followed, since: Since) -> str:
    return f"{followed.name}_band_crossed_from_{since}"


def _within_raters(followed: Followed, since: Since) -> str:
    return f"{followed.name}_within_raters_from_{since}"


def _pair(name: str) -> tuple[str, str]:
    """The columns with the least and the greatest value that is possible."""
    return f"{name}_low", f"{name}_high"


def _bounds(followed: Followed) -> tuple[str, ...]:
    """The columns with the bounds of the scores and of their change, in order."""
    name, change = followed.name, followed.change.name
    # The name alone may be that of the score, whose ends the caller has columns of.
    scores = (f"{name}_visit", *(f"{name}_{since}" for since in SINCES))
    changes = (f"{change}_from_{since}" for since in SINCES)
    return tuple(end for each in (*scores, *changes) for end in _pair(each))


def _added(followed: Followed, *, ranks: bool, bounds: bool) -> tuple[str, ...]:
    """The names of all columns that are added for a scale, in order."""
    compared: list[str] = []
    for since in SINCES:
        compared += _worse(followed, since)
        compared += [_crossed(followed, since)] if followed.bands is not None else []
        if followed.raters is not None:
            compared.append(_within_raters(followed, since))
        compared += [each.name for each in _graded(followed, since, ranks=ranks)]
    return (
        f"{followed.name}_baseline",
        f"{followed.name}_last",
        *(each.name for each in _banded(followed, ranks=ranks)),
        *compared,
        f"{followed.name}_below_best",
        f"{followed.name}_first_deterioration",
        followed.worsened,
        *(_bounds(followed) if bounds else ()),
        _PROBLEMS,
    )


@public
@takes_narwhals
def change_over_time(  # noqa: PLR0913 -- one for each way of asking
    frame: IntoFrameT,
    *,
    person: str,
    on: str,
    order: Sequence[str] | None = None,
    score: str = "mjoa_total",
    surgery_on: str | Moment | None = None,
    preoperative: str | None = None,
    bounds: bool = False,
    columns: Columns | None = None,
    values: Meanings | None = None,
) -> IntoFrameT:
    """
    The change of each person since the baseline and since the previous visit.

    >>> import datetime as dt, polars as pl
    >>> visits = pl.DataFrame({
    ...     "who": ["a", "a", "a"],
    ...     "on": [dt.date(2024, 1, 1), dt.date(2024, 4, 1), dt.date(2024, 9, 1)],
    ...     "mjoa_total": [12, 15, 14],
    ... })
    >>> made = change_over_time(visits, person="who", on="on")
    >>> made["mjoa_change_from_baseline"].to_list()
    [None, 3.0, 2.0]
    >>> made["mjoa_band_crossed_from_last"].to_list()
    [None, 'better', 'worse']
    >>> made["mjoa_first_deterioration"].to_list()
    [False, False, True]

    Args:
        frame: One row for each person and visit, in any order: a frame of any kind
            that `assess_cohort` takes. A database may return its rows in another
            order.

        person: The column that says who was seen.

        on: The column that says when: dates, times, or numbers such as months; or the
            names of events, as an ordered category, or with *order*.

        order: The names of the events in their order: ``["baseline_arm_1",
            "6_month_arm_1"]``. Other names are reported, also one that differs only in
            case or blanks; two such names in the order are an error.

        score: The score to follow: ``"mjoa_total"``, ``"pmjoa_total"``,
            ``"joa_total"``, ``"joa1994_total"``, ``"ems_total"``,
            ``"nurick_1972"``, ``"nurick_0_normal"``, ``"ndi_total"``, a domain of the
            JOACMEQ such as ``"joacmeq_bladder"``, ``"sf36_pcs"`` or ``"sf36_mcs"``. If
            the frame has a column of this name, or one that *columns* maps to it, it
            holds the scores; else totals are computed from the items. Items are
            compared in either case if the frame has them. A column ``<item>_missing``
            is read as in `assess_cohort`.

        surgery_on: The column that says when surgery was, of the same kind as *on*;
            null or NaN for a person without surgery, or whose date is not known. A
            person with an infinite one is reported, and not compared. Or the day
            itself, if it is the same for everyone: 0 where *on* counts the months from
            surgery.

        preoperative: The column that says whether the scores of a visit on the day of
            surgery are from before surgery; null if that is not known. It is read as
            any yes or no in `assess_cohort`: booleans, 1 or 0, or words. An invalid
            cell is reported, and counts as not known.

        bounds: Whether to add the least and the greatest score that is possible, and
            those of the change.

        columns: A `ColumnMap`, or for each column that has another name, the name of
            its quantity, or of the score.

        values: For each quantity, what the values of the frame mean.

    Returns:
        The same kind of frame, lazy if it was lazy, with the caller's columns first
        and then, with the name of the scale in place of ``mjoa``:

        - ``mjoa_total``, unless it was there or is recorded as it is;
        - ``mjoa_baseline`` and ``mjoa_last``, the scores of the baseline and of the
          previous visit. The baseline is the last visit before surgery, if a later one
          follows; otherwise the first visit;
        - ``mjoa_band``, ``mjoa_band_baseline`` and ``mjoa_band_last``, the severity
          bands;
        - ``mjoa_items_worse_from_baseline``, the labels of the items that are worse,
          the bladder first, and ``mjoa_items_maybe_worse_from_baseline``, those that
          may be, because a score was not recorded; ``"none"`` if no item is;
        - ``mjoa_band_crossed_from_baseline``: ``"better"``, ``"no"`` or ``"worse"``;
        - ``mjoa_within_raters_from_baseline``: whether the change is one point at most,
          which two raters of the mJOA often differ by (Martin et al. 2021);
        - ``mjoa_change_from_baseline`` with each other rule on follow-up, such as
          ``ndi_reduction_from_baseline``, ``joacmeq_bladder_benefit_from_baseline``,
          ``mjoa_recovery_rate_from_baseline``, ``mjoa_mcid_from_baseline``, and for a
          loss ``mjoa_mcid_mirror_from_baseline`` (the figure of a gain turned around)
          and ``mjoa_fall_martin_2021_from_baseline``. Grades are ordered as in
          `assess_cohort`, with a column such as ``mjoa_mcid_from_baseline_rank`` where
          that adds ranks;
        - the same ``_from_last``, without the rules for a gain;
        - ``mjoa_below_best``, whether the score is worse than the best from the
          baseline on, and ``mjoa_first_deterioration``, whether it is so for the first
          time;
        - ``mjoa_neurology_worsened``, whether the total or an item is worse than at any
          visit before, from the baseline on: what `Course.neurology_worsened` says if
          this visit is the last. It is offered, and never used unless you map it:
          ``columns={"mjoa_neurology_worsened": "neurology_worsened"}``. Of a
          questionnaire that does not grade the function of the spinal cord (NDI,
          JOACMEQ, SF-36) it is ``ndi_worsened``, and says nothing of the neurology;
        - with *bounds*, ``mjoa_visit_low`` and ``mjoa_visit_high``, the least and the
          greatest score that is possible, and the same of the baseline
          (``mjoa_baseline_low``), of the previous visit and of both changes
          (``mjoa_change_from_baseline_low``); null where a score is invalid;
        - ``visit_problems``, why there is no answer: an invalid score, a visit without
          a person or a date (also if it is blank, NaN or infinite), two visits of a
          person on one date, a baseline at the full mark, from which nothing can be
          gained, or a score that is not from before or after surgery.

        What is undecided or undefined is null. Nothing is guessed: if two visits have
        the date of the baseline, there is no baseline; if one visit has no date, none
        of this person's visits is compared with another.

        A row in which nothing of the score is recorded, as of another form of REDCap,
        is no visit if it has no time at all (null, blank or NaN), or if another row of
        its person at that time has something of it. Every column that is added is null
        there, and the visits of its person are compared without it. A date of surgery
        in it counts for its person.

    Raises:
        MissingColumnError: If a column is not there.

        CohortError: If the score cannot be followed, if *on* holds strings or
            categories without an order, or what is no time, if *order* does not fit it,
            if *surgery_on* is of another kind, if *preoperative* cannot hold yes or no
            or stands alone, if there are two columns of scores, if a column that would
            be added is there already, or if the engine of the frame has no window
            functions.
    """
    expect("bounds", bounds, bool)
    followed = _followed(score)
    engine = engine_of(frame)
    present = engine.schema
    check_visits(engine, person, on, surgery_on, preoperative)
    named = held_by(columns, values, present)
    known = {each.name: each for each in followed.items}
    known[score] = followed.result
    check_meanings(named, known)
    computed = recorded_score(followed, named) is None
    read, renamed = named.aside(_looked_at(followed, named))
    graded = [
        *_banded(followed, ranks=engine.ranks),
        *(e for since in SINCES for e in _graded(followed, since, ranks=engine.ranks)),
    ]
    answers = _added(followed, ranks=engine.ranks, bounds=bounds)
    added = [*([score] if computed else []), *answers]
    check_clash(added, present)
    surgery = surgery_on if isinstance(surgery_on, str) else None
    given = (person, on, surgery, preoperative)
    own = [present.spelt(each) for each in given if each is not None]
    was = _places(own if engine.in_memory else [*present])
    who, when, operated, before = (
        None if each is None else was[present.spelt(each)] for each in given
    )
    asked = Asked(
        person=cast("str", who),
        on=cast("str", when),
        surgery_on=surgery_on if operated is None else operated,
        preoperative=before,
        called={now: name for name, now in was.items()},
    )
    held = _held(engine, asked.called, read, asked.person)
    scores = scored_visits(held, followed, renamed, values)
    column = scores.frame.select(asked.on)
    order_ = order_of(frame, column, present.spelt(on), order)
    scored = ordered_visits(scores.frame, order_, asked)
    # Rename the columns so that temporary columns cannot clash.
    aside = {name: f"{OURS}was_{name}" for name in scored.collect_schema()}
    aside = {name: now for name, now in aside.items() if not name.startswith(OURS)}
    try:
        scores = attrs.evolve(scores, frame=scored.rename(aside))
        made = _compared(scores, followed, order_, surgery=surgery_on is not None)
        ranks = _ranked(graded)
        made = made.with_columns(**ranks) if ranks else made
    except (NotImplementedError, nw.exceptions.NarwhalsError) as error:
        raise CohortError(
            f"frame: its engine has no window functions, which compare the visits of a "
            f"person. Collect the frame first. {error}"
        ) from None
    total = [nw.col(aside[score]).alias(score)] if computed else []
    if engine.in_memory:
        kept: Any = nw.to_native(made.select(*total, *answers))
        cells = {name: kept[name] for name in added}
        unordered = {each.name for each in graded if each.levels and not each.ordered}
        return cast("IntoFrameT", engine.with_columns([cells], added, unordered))
    back = [nw.col(aside[now]).alias(name) for name, now in was.items()]
    return cast("IntoFrameT", nw.to_native(made.select(*back, *total, *answers)))


def _places(names: Iterable[str]) -> dict[str, str]:
    """Names for the caller's columns that are in nobody's way."""
    return {name: f"was_{place}" for place, name in enumerate(dict.fromkeys(names))}


def _held(
    engine: Engine, called: Mapping[str, str], read: Mapping[str, str], person: str
) -> Any:
    """
    The columns that are looked at, and those that are carried along.

    Args:
        engine: The engine of the frame.

        called: The columns of the caller that are kept, by their names meanwhile.

        read: Likewise, the columns that are looked at.

        person: The column that says who was seen, by its name meanwhile.
    """
    kept = {**called}
    people: dict[str, str] = {}
    # People can be named by values of any kind, if they can be distinguished.
    if engine.dialect.shape(engine.schema[kept[person]]).kind == "mixed":
        people[person] = kept.pop(person)
    return engine.select({**kept, **read}, people)


def _looked_at(followed: Followed, held: Held) -> list[str]:
    """
    The score, its items and what says something about them.

    Raises:
        MissingColumnError: If there is neither the score nor its items.
    """
    score = followed.score.name
    rules = [] if isinstance(followed.score, Measure) else [followed.score]
    if recorded_score(followed, held) is None:
        check_columns(rules, held)
    items = [each.name for each in followed.items]
    wanted = dict.fromkeys([*looked_at(rules, held), score, *items])
    scores = (followed.result, *followed.items)
    beside = {**reasons_in(wanted, held), **ends_in(scores, held)}
    return [*dict.fromkeys([*wanted, *beside])]


def _followed(score: str) -> Followed:
    expect("score", score, str)
    if score not in FOLLOWED:
        raise CohortError(
            f"score: this score cannot be followed; allowed: {', '.join(FOLLOWED)}. "
            f"{nearest(score, FOLLOWED)}".strip()
        )
    return FOLLOWED[score]


def _compared(
    read: ScoredVisits, followed: Followed, order: Order, *, surgery: bool
) -> Any:
    """
    The frame with everything that compares visits.

    Args:
        read: The visits, with the bounds of each score and the items.

        followed: The scale.

        order: How visits are put in order.

        surgery: Whether dates of surgery are known.
    """
    visit = Visit(WHO, WHEN)
    frame = without_other_forms(read.frame, visit)
    frame = around_surgery(frame, visit) if surgery else frame
    frame = placed(frame, visit, surgery=surgery)
    frame = answered(frame, followed, exact=read.exact)
    if read.items:
        columns = dict.fromkeys(e for pair in read.items.values() for e in pair)
        frame = with_items(frame, visit, columns)
    frame = _banded_frame(frame, followed)
    frame = _seen(frame, followed, read.items)
    frame = _bounded(frame, followed)
    gaps: dict[str, nw.Expr] = {}
    if surgery and followed.recovery is not None:
        frame, gaps = _without_recovery(frame, followed)
    frame = _declined(frame, followed, visit, read.items)
    out = nw.col(OUT) > 0
    unread = {message(PREOPERATIVE): nw.col(MARK_UNREAD) == 1} if surgery else {}
    misspelt = {MISSPELT_TEXT: nw.col(MISSPELT) == 1} if order.time == "words" else {}
    problems = {
        **read.invalid,
        **unread,
        _NOBODY: (nw.col(NAMELESS) == 1) & (nw.col(NO_VISIT) == 0),
        **misspelt,
        order.undated: ((nw.col(UNDATED) > 0) & (nw.col(NAMELESS) == 0)),
        _TWO_SURGERIES: ((nw.col(SURGERY_UNCLEAR) > 0) & (nw.col(NAMELESS) == 0)),
        _NO_DAY_OF_SURGERY: ((nw.col(SURGERY_UNREAD) > 0) & (nw.col(NAMELESS) == 0)),
        _WRONG_MARK: ((nw.col(MARKED_WRONG) > 0) & (nw.col(NAMELESS) == 0)),
        _TWO_VISITS: (nw.col(TIED) == 1) & ~out,
        _NO_BASELINE: (nw.col(f"{OURS}baseline_tied") == 1) & ~out,
        _NO_LAST: (
            is_true(nw.col(f"{OURS}last_tied") == 1) & (nw.col(TIED) == 0) & ~out
        ),
        **gaps,
    }
    own = f"{OURS}own_problems"
    texts = NarwhalsDialect().messages(cast("Mapping[str, Expression]", problems))
    frame = frame.with_columns(**{own: cast("nw.Expr", texts)})
    both = [nw.col(own), nw.col(f"{OURS}gaps")]
    joined = nw.coalesce(nw.concat_str(both, separator=" "), *both)
    return frame.with_columns(**{_PROBLEMS: joined})


def _declined(frame: Any, followed: Followed, visit: Visit, items: Items) -> Any:
    """The frame with what is worse than the best before it, from the baseline on."""
    score = Worth.of(
        BELOW,
        nw.col(LOW),
        nw.col(HIGH),
        (followed.result.low, followed.result.high),
        nw.col(TIED) + nw.col(WRONG),
        higher_is_better=followed.higher_is_better,
    )
    compared = item_worths(followed, items)
    frame = so_far(declined(frame, visit, [score, *compared]), visit)
    below = nw.col(BELOW)
    sure, open_ = is_true(nw.col(WAS_SURE) == 1), is_true(nw.col(WAS_OPEN) == 1)
    # Without items, one of them may be worse at every visit after the baseline.
    unseen = nw.when(nw.col(SINCE) == 1).then(nw.lit(OPEN)).otherwise(nw.lit(NO))
    others = [nw.col(each.state) for each in compared] or [unseen]
    any_of_them = nw.max_horizontal(below, *others)
    first = (below == NO) | sure, (below == YES) & ~open_
    states = {
        f"{followed.name}_below_best": (below == NO, below == YES),
        f"{followed.name}_first_deterioration": first,
        followed.worsened: (any_of_them == NO, any_of_them == YES),
    }
    counted = (nw.col(OUT) == 0) & (nw.col(COUNTED) == 1)
    unknown = nw.lit(None, nw.Boolean)
    cells: dict[str, nw.Expr] = {}
    for name, (no, yes) in states.items():
        true = nw.when(counted & yes).then(nw.lit(value=True)).otherwise(unknown)
        cell = nw.when(counted & no).then(nw.lit(value=False)).otherwise(true)
        cells[name] = cell
    return frame.with_columns(**cells)


def _banded_frame(frame: Any, followed: Followed) -> Any:
    """The frame with the ranks of the bands at the bounds of each score."""
    if followed.bands is None:
        return frame
    return frame.with_columns(
        **{
            f"{OURS}{prefix}rank_{end}": rank_of(
                followed.bands, nw.col(f"{OURS}{prefix}{end}")
            )
            for prefix in ("", "baseline_", "last_")
            for end in ("low", "high")
        }
    )


def _without_recovery(frame: Any, followed: Followed) -> tuple[Any, dict[str, nw.Expr]]:
    """The frame without recovery rates that are not around surgery, and why."""
    known = ~nw.col(SURGERY).is_null()
    before, after = nw.col(f"{OURS}baseline_before"), nw.col(BEFORE)
    compared = known & (nw.col(SINCE) == 1) & (nw.col(OUT) == 0)
    wrong = is_true(before == 0) | is_true(after == 1)
    reasons = {
        NONE_BEFORE.why: is_true(before == 0),
        NONE_AFTER.why: is_true(after == 1),
        MAYBE_NONE_BEFORE.why: before.is_null() & ~wrong,
        MAYBE_NONE_AFTER.why: after.is_null() & ~wrong,
    }
    unknown = known & (wrong | before.is_null() | after.is_null())
    rate = f"{cast('Form', followed.recovery).name}_from_baseline"
    return (
        frame.with_columns(**{rate: nw.when(~unknown).then(nw.col(rate))}),
        {text: compared & reason for text, reason in reasons.items()},
    )


def _seen(frame: Any, followed: Followed, items: Items) -> Any:
    """The frame with scores, items and bands next to those of the other visit."""
    kind = nw.Int64 if followed.result.whole else nw.Float64
    cells: dict[str, nw.Expr] = {}
    for since in SINCES:
        both, compared = comparable(since)
        clear, (low, high) = _other(since)
        known = nw.when(clear & (low == high)).then(low)
        cells[f"{followed.name}_{since}"] = known.cast(kind)
        wrong_items = nw.col(f"{OURS}{since}_items_wrong") + nw.col(ITEMS_WRONG)
        labels = (
            worse_items(followed, since, items)
            if items
            else [nw.lit(None, nw.String)] * 2
        )
        for name, text in zip(_worse(followed, since), labels, strict=True):
            right = both & is_true(wrong_items == 0)
            cells[name] = nw.when(right).then(text) if items else text
        if followed.raters is not None:
            # The greatest change that is possible, whichever way.
            up, down = nw.col(HIGH) - low, high - nw.col(LOW)
            most = nw.when(up > down).then(up).otherwise(down)
            cells[_within_raters(followed, since)] = nw.when(compared).then(most == 1)
        if followed.bands is not None:
            cells[_crossed(followed, since)] = nw.when(compared).then(
                crossed(followed, since)
            )
            cells[f"{followed.name}_band_{since}"] = _band(
                frame, followed, f"{since}_", clear
            )
    if followed.bands is not None:
        valid = nw.col(WRONG) == 0
        cells[f"{followed.name}_band"] = _band(frame, followed, "", valid)
    return frame.with_columns(**cells)


def _bounded(frame: Any, followed: Followed) -> Any:
    """The frame with the bounds of the scores and of their change, where valid."""
    kind = nw.Int64 if followed.result.whole else nw.Float64
    valid = nw.col(WRONG) + nw.col(NO_VISIT) == 0
    least, most = nw.col(LOW), nw.col(HIGH)
    own = (nw.when(valid).then(end).cast(kind) for end in (least, most))
    cells: dict[str, nw.Expr] = {}
    cells |= zip(_pair(f"{followed.name}_visit"), own, strict=True)
    for since in SINCES:
        clear, (low, high) = _other(since)
        seen = (nw.when(clear).then(end).cast(kind) for end in (low, high))
        cells |= zip(_pair(f"{followed.name}_{since}"), seen, strict=True)
        _, compared = comparable(since)
        change = _pair(f"{followed.change.name}_from_{since}")
        spans = (nw.when(compared).then(end) for end in (least - high, most - low))
        cells |= zip(change, spans, strict=True)
    return frame.with_columns(**cells)


def _other(since: Since) -> tuple[nw.Expr, tuple[nw.Expr, nw.Expr]]:
    """Whether the score of the other visit is clear, and its bounds."""
    low, high, wrong, tied = (
        nw.col(f"{OURS}{since}_{end}") for end in ("low", "high", "wrong", "tied")
    )
    own = nw.lit(0) if since == "baseline" else nw.col(TIED)
    return is_true((nw.col(OUT) + tied + own + wrong) == 0), (low, high)


def _band(frame: Any, followed: Followed, prefix: str, valid: nw.Expr) -> nw.Expr:
    """The word of a band where both bounds of the score lie in it."""
    bands = cast("Any", followed.bands)
    low, high = (nw.col(f"{OURS}{prefix}rank_{end}") for end in ("low", "high"))
    m: Any = NarwhalsDialect(enums=_has_enums(frame))
    sure = valid & (low == high)
    codes = [str(code) for code in bands.scale.codes]
    words = ((sure & (low == rank), word) for rank, word in enumerate(codes))
    return cast("nw.Expr", m.levels(*words, levels=codes))


def _has_enums(frame: Any) -> bool:
    """Whether the frame has ordered words."""
    kind = frame.implementation
    return bool(kind.is_polars() or kind.is_duckdb())


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
