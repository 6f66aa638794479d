"""
Answers of an earlier run next to those of today: whose answer differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import narwhals.stable.v2 as nw

from cervmyelo.errors import KindError, kind_of, nearest
from cervmyelo.field_types import expect
from cervmyelo.forms import Form
from cervmyelo.public import public
from cervmyelo.registry import RULES

from .answers import Added, added_columns, answer_name
from .applicable import find_all
from .assess import assess_cohort, check_clash
from .columns import OURS
from .dialects import Dialect, Expression, Shape
from .engines import engine_of
from .errors import CohortError, MissingColumnError
from .maps import ColumnNames, Columns, Meanings, held_by

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrameT

__all__ = ["DIFFERS", "diff"]

DIFFERS: Final = "differs"
"""The column that names the rules whose answer differs; null where none does."""

_NOW: Final = "_now"
_WAS: Final = f"{OURS}was_"
_RELATIVE: Final = 1e-9
"""How far apart two numbers are the same: engines differ in the last digits."""

_FINITE: Final = 1e300


@public
def diff(
    frame: IntoFrameT,
    *rules: Form | str,
    stored: ColumnNames | None = None,
    all_rows: bool = False,
    columns: Columns | None = None,
    values: Meanings | None = None,
) -> IntoFrameT:
    """
    Whose answer differs from that of an earlier run, and what it is now.

    >>> import polars as pl
    >>> items = ["mjoa_motor_upper", "mjoa_motor_lower", "mjoa_sensory_upper"]
    >>> cohort = pl.DataFrame(
    ...     [[3, 5, 2, 3, "mild"], [5, 7, 3, 3, "none"], [None, 5, 2, 2, "severe"]],
    ...     [*items, "mjoa_sphincter", "old_severity"], orient="row",
    ... )
    >>> made = diff(cohort, stored={"old_severity": "mjoa_severity"})
    >>> made.select(
    ...     "old_severity", "mjoa_severity_now", "mjoa_severity_status_now", "differs"
    ... ).rows()
    [('mild', 'moderate', 'ok', 'mjoa_severity'), \
('severe', None, 'undecided', 'mjoa_severity')]

    Args:
        frame: One row for each person, as for `assess_cohort`, with the answers of the
            earlier run in columns of their own.

        rules: The rules to compare, or their names; without any, those of *stored*.

        stored: For each column with earlier answers, the name of its rule. A rule that
            is not in it has its earlier answers where `assess_cohort` puts them: under
            its own name, or with ``_answer`` next to a recorded answer. These columns
            are compared and never read as recorded values; name every rule whose
            earlier answers are in the frame.

        all_rows: Whether to keep the rows in which nothing differs.

        columns: A `ColumnMap`, or for each column that has another name, the name of
            its quantity.

        values: For each quantity, what the values of the frame mean.

    Returns:
        The same kind of frame, lazy if it was lazy. It has the rows that differ, with
        the caller's columns first and unchanged. For each rule there is the answer of
        today under ``<rule>_now``, typed and ordered as in `assess_cohort` (with
        ``<rule>_now_rank`` where that adds ranks), and ``<rule>_status_now``, which
        says why an answer is null. The column ``differs`` names the rules that differ,
        separated by semicolons.

        An earlier answer that is null, or NaN, was no answer. Numbers are the same
        within one part in a billion, because engines differ in the last digits. Invalid
        cells give no answer; `assess_cohort` has the reasons.

    Raises:
        MissingColumnError: If there is no column with the earlier answers, or none
            that a rule reads.

        CohortError: If no rule is given, if two columns have the answers of one rule,
            if a column holds answers of another kind than its rule gives, or if a
            column that would be added is there already.
    """
    expect("all_rows", all_rows, bool)
    engine = engine_of(frame)
    present = engine.schema
    # The map is checked when the rules are applied, without the earlier answers.
    given = present.among(name for name in present if name not in RULES)
    named = held_by(columns, values, given, "unknown").places
    asked, places = _compared(rules, stored, present, named)
    for rule in asked:
        place = places[rule]
        if place not in present:
            raise MissingColumnError(
                f"stored: the frame has no column {place} with earlier answers of "
                f"{rule.name}. {nearest(place, present)}".strip()
            )
        _check_kind(rule, place, engine.dialect.shape(present[place]))
    # Set aside, so that nothing is taken for a recorded value, or overwritten.
    earlier = {name for rule in asked for name in _earlier(rule, places[rule])}
    recorded = [name for name in present if name not in earlier]
    called = {rule: answer_name(rule, recorded, named) for rule in asked}
    mine = {
        each: rule
        for rule, name in called.items()
        for each in added_columns(rule, name, bounds=True, ranks=engine.ranks)
    }
    shown = {
        each.name: _name_now(rule, each)
        for each, rule in mine.items()
        if each.part in _SHOWN
    }
    check_clash([*shown.values(), DIFFERS], present)
    taken = {*earlier, *(each.name for each in mine)}
    aside = {name: f"{_WAS}{name}" for name in present if name in taken}
    known: Any = nw.from_native(cast("Any", frame))
    held = known.rename(aside).to_native()
    graded = assess_cohort(
        held, *asked, bounds=True, on_error="null", columns=columns, values=values
    )
    again = engine_of(graded)
    m = again.dialect
    masks: dict[str, Expression] = {}
    for rule, name in called.items():
        then = aside[places[rule]]
        # Looked up, so that both columns are handed to the engine.
        shape, _ = (m.shape(again.schema[each]) for each in (then, name))
        was = m.col(again.schema.place(then))
        masks[rule.name] = _differs(m, rule, m.col(name), was, shape)
    columns_of = {name: f"{OURS}{name}__differs" for name in masks}
    stages = [
        {columns_of[name]: mask for name, mask in masks.items()},
        {DIFFERS: m.messages({n: m.col(at) for n, at in columns_of.items()}, "; ")},
    ]
    found: Any = nw.from_native(again.with_columns(stages, [DIFFERS]))
    if not all_rows:
        found = found.filter(~nw.col(DIFFERS).is_null())
    back = {there: name for name, there in aside.items()}
    found = found.drop([each.name for each in mine if each.name not in shown])
    return cast("IntoFrameT", found.rename({**back, **shown}).to_native())


_SHOWN: Final = ("value", "status")


def _earlier(rule: Form, place: str) -> Iterator[str]:
    """The column with the earlier answers, and what an export has next to it."""
    yield place
    if place.startswith(rule.name):
        added = added_columns(
            rule, place, bounds=True, people=True, explain=True, ranks=True
        )
        yield from (each.name for each in added)


def _name_now(rule: Form, added: Added) -> str:
    if added.part == "status":
        return f"{rule.name}_status{_NOW}"
    return f"{rule.name}{_NOW}{'_rank' if added.rank else ''}"


def _compared(
    rules: tuple[Form | str, ...],
    stored: ColumnNames | None,
    present: Mapping[str, Any],
    named: Mapping[str, str],
) -> tuple[list[Form], dict[Form, str]]:
    """The rules to compare, and the column with the earlier answers of each."""
    given = cast("object", stored)
    if given is not None and not isinstance(given, Mapping):
        raise KindError(
            "stored", kind_of(given), "a map from columns to the names of rules"
        )
    known = {**RULES, **{each.name: each for each in find_all(rules)}}
    places: dict[str, str] = {}
    for place, name in (stored or {}).items():
        given_name, given_place = cast("tuple[object, object]", (name, place))
        if not isinstance(given_place, str):
            raise KindError("stored", kind_of(given_place), "the names of columns")
        if not isinstance(given_name, str) or name not in known:
            hint = nearest(name, known) if isinstance(given_name, str) else ""
            raise CohortError(f"stored: a column is mapped to no rule. {hint}".strip())
        if name in places:
            raise CohortError(
                f"stored: two columns are mapped to {name}. Keep the right one."
            )
        places[name] = place
    asked = list(dict.fromkeys(find_all(rules or [*places])))
    if not asked:
        raise CohortError(
            "rules: no rule is given. Name the rules to compare, as in "
            'diff(frame, "mjoa_severity"), or map their columns with stored={...}.'
        )
    for rule in asked:
        # A recorded answer has this name; next to it, the calculated one has another.
        own = answer_name(rule, present, named)
        places.setdefault(rule.name, own if own in present else rule.name)
    return asked, {rule: places[rule.name] for rule in asked}


def _check_kind(rule: Form, place: str, shape: Shape) -> None:
    wanted = "string" if rule.answer_type is str else "number"
    fits = shape.number if wanted == "number" else shape.kind == "string"
    if not fits and shape.kind != "nothing":
        words = "words of grades" if wanted == "string" else "numbers"
        raise CohortError(
            f"{place}: {rule.name} answers with {words}, and this column holds "
            f"something else. Convert it first."
        )


def _differs(
    m: Dialect, rule: Form, now: Expression, then: Expression, shape: Shape
) -> Expression:
    """Where the earlier answer is not that of today; never null."""
    if shape.kind == "nothing":
        return ~now.is_null()
    if rule.answer_type is str:
        now, then = m.cast(now, "string"), m.cast(then, "string")
        same = now == then
    else:
        now, then = m.cast(now, "float"), m.cast(then, "float")
        # Every engine puts NaN above all numbers, so it counts as no answer.
        then = m.case((then.is_between(-_FINITE, _FINITE), then))
        same = (now - then).abs() <= m.greatest(now.abs(), then.abs()) * _RELATIVE
    neither = now.is_null() & then.is_null()
    known = m.case((same, m.lit(value=True, kind="boolean")))
    return known.is_null() & ~neither
