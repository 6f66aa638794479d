"""
Answers below each other: one row for each person and rule, and back to one row each.

Items of scores have rows of the same kind. `tidy_cohort` makes the rows that
`cervmyelo.tidy_findings` makes for one person, from the columns that `assess_cohort`
adds. `recorded_answers` undoes it for items, and for the rules whose answers can be
recorded in place of what they were found from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

import narwhals.stable.v2 as nw

from cervmyelo.field_types import expect
from cervmyelo.forms import Form
from cervmyelo.models.ends import ENDS
from cervmyelo.models.missing import COMPANIONS, OTHER_CAUSE
from cervmyelo.models.patient import PLACES, QUANTITIES, SUFFIX
from cervmyelo.public import public
from cervmyelo.quantity import Choice, Measure, Quantity
from cervmyelo.registry import RULES
from cervmyelo.results.tidy import TIDY, instrument_of, item_rules

from .answers import PROBLEMS
from .applicable import find_all
from .assess import assess_cohort, with_reasons
from .columns import OURS
from .ends import ends_in
from .engines import Engine, engine_of, in_memory, takes_narwhals
from .errors import CohortError, MissingColumnError
from .maps import Columns, Held, Meanings, held_by
from .names import Names, expect_columns
from .reasons import reasons_in
from .visit_order import who as who_was_seen

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrameT

__all__ = ["recorded_answers", "tidy_cohort"]

_ROW: Final = f"{OURS}row"
_PLACE: Final = f"{OURS}place"
_NAMELESS: Final = f"{OURS}nameless"
_WHO: Final = ("person", "date")


@public
@takes_narwhals
def tidy_cohort(  # noqa: PLR0913 -- one for each option
    frame: IntoFrameT,
    *rules: Form | str,
    person: str,
    date: str | None = None,
    suffix: str = "",
    items: bool = False,
    columns: Columns | None = None,
    values: Meanings | None = None,
) -> IntoFrameT:
    """
    One row for each person and rule, from a cohort with a column for each answer.

    >>> import polars as pl
    >>> import cervmyelo as cm
    >>> cohort = pl.DataFrame({"id": ["a", "b", "c"], "mjoa_total": [13, None, 99]})
    >>> graded = cm.assess_cohort(cohort, "mjoa_severity", bounds=True)
    >>> tidy = tidy_cohort(graded, person="id")
    >>> tidy.select("person", "rule", "value", "low", "high", "status").rows()
    [('a', 'mjoa_severity', 'moderate', 'moderate', 'moderate', 'ok'), \
('b', 'mjoa_severity', None, 'none', 'severe', 'undecided'), \
('c', 'mjoa_severity', None, None, None, 'refused')]

    Args:
        frame: What `assess_cohort` returned with ``bounds=True``: a frame of any kind
            that it takes.

        rules: The rules, or their names. Without any, every rule that has answers.

        person: The column that says who it is. A row without it is kept.

        date: The column that says when, if there is one.

        suffix: What the names of the columns of answers end with, as it was given to
            `assess_cohort`.

        items: Whether the items of each score that have a column have rows too, before
            those of rules: what is recorded, and what is not.

        columns: For items, a `ColumnMap`, or for each column that has another name, the
            name of its quantity, as for `assess_cohort`.

        values: For items, what the values of the frame mean, as for `assess_cohort`.

    Returns:
        The same kind of frame, lazy if it was lazy, with a row for each row of the
        cohort and each rule, whatever its answer, and the columns ``person``, ``date``
        (if *date* is given), ``instrument``, ``item``, ``rule``, ``edition``,
        ``fingerprint``, ``value``, ``number``, ``low``, ``high``, ``number_low``,
        ``number_high``, ``status``, ``unit``, ``missing`` and ``problem``; see
        `tidy_findings`. In a frame in memory the rules of a person follow each other.

        ``value``, ``low`` and ``high`` are text: words of grades, or digits, which
        engines write in their own way if there are decimals. Calculate with the
        numbers. ``missing`` is known only if the cohort was assessed with
        ``explain=True``, and ``problem`` is what the column ``problems`` says of the
        row, where the rule refuses.

    Raises:
        MissingColumnError: If a column is not there, or no rule has its columns.

        CervmyeloError: If a rule is neither a rule nor the name of one.
    """
    expect("items", items, bool)
    engine = engine_of(frame)
    present = engine.schema
    expect("suffix", suffix, str)
    who = _who({"person": person, "date": date}, present)
    found = _rules(rules, present, suffix, needed=not items)
    read: dict[str, str] = {}
    parts = [
        _of_rule(rule, called, suffix, present, read) for rule, called in found.items()
    ]
    held = held_by(columns, values, present)
    recorded = _items_of(held) if items else {}
    chosen: Any
    if recorded:
        chosen, reasons = _with_items(engine, recorded, held, {**read}, who)
        own = [_of_item(rule, name, reasons) for name, rule in recorded.items()]
        parts = [*own, *parts]
    else:
        chosen = engine.select(read, who)
    known: Any = nw.from_native(chosen)
    eager = isinstance(known, nw.DataFrame)
    if eager:
        known = cast("Any", known).with_row_index(_ROW)
    known = known.rename({each: _own(each) for each in who})
    keys = [_own(each) for each in who]
    made = _below(known, keys, parts, [_ROW, _PLACE] if eager else [])
    if eager:
        made = made.sort(_ROW, _PLACE).drop(_ROW, _PLACE)
    return cast("IntoFrameT", _named(engine, made, who, rename=True))


@public
@takes_narwhals
def recorded_answers(
    frame: IntoFrameT,
    *rules: Form | str,
    person: str = "person",
    date: str | None = None,
) -> IntoFrameT:
    """
    One row for each person, from tidy rows, with answers as they can be recorded.

    An answer that is known is in the column of its rule or item. One that is undecided
    is known in part: its bounds are in ``<rule>_low`` and ``<rule>_high``. So
    `assess_cohort` gives the same answers again.

    >>> import polars as pl
    >>> import cervmyelo as cm
    >>> found = [cm.mjoa_total({"mjoa_motor_upper": 0, "mjoa_sphincter": 0})]
    >>> tidy = pl.DataFrame(cm.tidy_findings(found, person="a"))
    >>> wide = recorded_answers(tidy)
    >>> wide.columns
    ['person', 'mjoa_total', 'mjoa_total_low', 'mjoa_total_high', 'mjoa_total_status']
    >>> wide.row(0)
    ('a', None, 0, 10, 'undecided')
    >>> cm.assess_cohort(wide, "mjoa_severity")["mjoa_severity"].to_list()
    ['severe']

    Args:
        frame: Tidy rows, as `tidy_cohort` and `tidy_findings` make them: a frame of any
            kind that `assess_cohort` takes. Of its columns, ``rule``, ``value``,
            ``number``, ``low``, ``high``, ``number_low``, ``number_high`` and
            ``status`` are read, and ``item`` and ``missing`` if they are there.

        rules: The rules, or their names. Without any, every rule in the frame whose
            answer can be recorded, and every item; to find them, a frame that is not in
            memory is evaluated once.

        person: The column that says who it is.

        date: The column that says when; None if each person has one row for each rule.

    Returns:
        The same kind of frame, lazy if it was lazy, with a row for each *person* (and
        *date*) of the frame, also if no answer is known, and for each rule the columns
        ``<rule>``, ``<rule>_low``, ``<rule>_high`` and ``<rule>_status``, likewise for
        each item, with ``<item>_missing`` for the reason why it was not recorded. The
        status keeps apart what was refused and what is undecided, which are both null.

        Nothing is recorded where one answer is possible or perhaps none, and where an
        answer on a scale without order is undecided.

    Raises:
        MissingColumnError: If a column is not there.

        CohortError: If a person has a rule more than once (on one date), if a row has
            no person, or if the answer of a rule that is named cannot be recorded. A
            frame that is not in memory is evaluated once to find this out.

        CervmyeloError: If a rule is neither a rule nor the name of one.
    """
    engine = engine_of(frame)
    present = engine.schema
    who = _who({"person": person, "date": date}, present)
    read = [each for each in TIDY if each in _READ]
    expect_columns(read, present)
    read += [each for each in _OF_ITEMS if each in present]
    known: Any = nw.from_native(
        engine.select({f"{OURS}{each}": each for each in read}, who)
    )
    eager = isinstance(known, nw.DataFrame)
    if eager:
        known = cast("Any", known).with_row_index(_ROW)
    kinds = {**_READ, **_OF_ITEMS}
    known = known.with_columns(
        **{f"{OURS}{each}": nw.col(f"{OURS}{each}").cast(kinds[each]) for each in read}
    )
    here = {
        each.name: nw.col(f"{OURS}rule") == each.name
        for each in _recordable(rules, known)
    }
    items = () if rules or "item" not in read else _items_in(known)
    here |= {name: nw.col(f"{OURS}item") == name for name in items}
    explained = {*items} if "missing" in read else set[str]()
    cells = {
        name: nw.when(mask).then(cell)
        for of, mask in here.items()
        for name, cell in _cells(of, reason=of in explained).items()
    }
    clash = [column for column in who.values() if column in cells]
    if clash:
        raise CohortError(
            f"{', '.join(clash)}: two columns of the result would have this name. "
            f"Rename it."
        )
    at = {name: f"{OURS}cell_{place}" for place, name in enumerate(cells)}
    counts = {name: f"{OURS}count_{place}" for place, name in enumerate(here)}
    of = [*who]
    nobody = who_was_seen(of[0], known.collect_schema()[of[0]]).is_null()
    known = known.with_columns(
        **{at[name]: cell for name, cell in cells.items()},
        **{
            now: nw.when(here[name]).then(nw.lit(1)).otherwise(nw.lit(0))
            for name, now in counts.items()
        },
        **{_NAMELESS: nw.when(nobody).then(nw.lit(1)).otherwise(nw.lit(0))},
    )
    made = known.group_by(*of).agg(
        *(nw.col(now).max() for now in at.values()),
        *(nw.col(now).sum() for now in counts.values()),
        nw.col(_NAMELESS).sum(),
        *([nw.col(_ROW).min()] if eager else []),
    )
    _once(made, counts)
    if eager:
        made = made.sort(_ROW)
    made = made.select(
        *(nw.col(each).alias(_own(each)) for each in of),
        *(nw.col(now).alias(_own(name)) for name, now in at.items()),
    )
    return cast("IntoFrameT", _named(engine, made, who, rename=False))


_READ: Final[Mapping[str, Any]] = {
    "rule": nw.String,
    "value": nw.String,
    "number": nw.Float64,
    "low": nw.String,
    "high": nw.String,
    "number_low": nw.Float64,
    "number_high": nw.Float64,
    "status": nw.String,
}
"""The columns of tidy rows that say what is recorded, with their types."""

_OF_ITEMS: Final[Mapping[str, Any]] = {"item": nw.String, "missing": nw.String}
"""Those that say it of items, which rows of an older release do not have."""


def _below(
    known: Any,
    keys: list[str],
    parts: Sequence[Mapping[str, nw.Expr]],
    order: list[str],
) -> Any:
    """
    The columns of several parts below each other.

    Args:
        known: The frame.

        keys: Its columns that go into each part.

        parts: The other columns of each part, by the same names.

        order: The columns for the place of a row and of a part, if they are wanted.
    """
    if known.implementation.is_duckdb():
        # A union of a hundred parts takes DuckDB minutes, a list of structures seconds.
        cells = {
            f"{OURS}{place}_{name}": each
            for place, part in enumerate(parts)
            for name, each in part.items()
        }
        structs = ", ".join(
            f"struct_pack({fields})"
            for place, part in enumerate(parts)
            if (fields := ", ".join(f'"{n}" := "{OURS}{place}_{n}"' for n in part))
        )
        held = ", ".join(f'"{each}"' for each in keys)
        native = nw.to_native(known.with_columns(**cells))
        return nw.from_native(
            native.project(f"{held}, unnest([{structs}], recursive := true)")
        )
    return nw.concat(
        [
            known.with_columns(**part, **{_PLACE: nw.lit(place)}).select(
                *keys, *part, *order
            )
            for place, part in enumerate(parts)
        ]
    )


def _own(name: str) -> str:
    """The name of a column while names of the caller could be in the way."""
    return f"{OURS}own_{name}"


def _named(engine: Any, made: Any, who: Mapping[str, str], *, rename: bool) -> Any:
    """
    The frame as the caller's kind, with its columns under their last names.

    Args:
        engine: The engine of the caller's frame.

        made: The frame.

        who: The columns that say who and when.

        rename: Whether these get the same names in every frame.
    """
    groups = {_own(each): column for each, column in who.items()}
    known: Any = nw.from_native(engine.table(nw.to_native(made), groups))
    last = {each: each.removeprefix(_own("")) for each in known.collect_schema()}
    if rename:
        last |= {column: each for each, column in who.items()}
    return nw.to_native(known.rename({n: now for n, now in last.items() if n != now}))


def _who(given: Mapping[str, str | None], present: Names) -> dict[str, str]:
    """The columns that say who and when, as the frame spells them."""
    named = {what: column for what, column in given.items() if column is not None}
    expect("person", given["person"], str)
    expect_columns(named.values(), present)
    if len({*named.values()}) < len(named):
        raise CohortError("date: the same column as person. Name another one.")
    return {what: present.spelt(column) for what, column in named.items()}


def _rules(
    rules: Sequence[Form | str], present: Names, suffix: str, *, needed: bool
) -> dict[Form, str]:
    """The rules whose answers are there, and what their columns begin with."""
    asked = find_all(rules) or [*RULES.values()]
    found: dict[Form, str] = {}
    for rule in asked:
        for called in (f"{rule.name}_answer", rule.name):
            if f"{called}_status{suffix}" in present:
                found[rule] = called
                break
        else:
            if rules:
                raise MissingColumnError(
                    f"{rule.name}_status{suffix}: the frame has no such column. "
                    f"Assess it with bounds=True."
                )
    if not found and needed:
        raise MissingColumnError(
            "The frame has no answers with their status. Assess it with bounds=True, "
            "and give the suffix if there is one."
        )
    return found


def _of_rule(
    rule: Form, called: str, suffix: str, present: Names, columns: dict[str, str]
) -> dict[str, nw.Expr]:
    """
    The columns of the rows of a rule.

    Args:
        rule: The rule.

        called: What its columns begin with.

        suffix: What they end with.

        present: The columns of the frame.

        columns: The columns that are read, to which those of the rule are added.
    """

    def cell(name: str) -> nw.Expr:
        name = f"{name}{suffix}"
        expect_columns((name,), present)
        return nw.col(_column(columns, name))

    none = nw.lit(None, nw.String)
    made = _finding(rule, called, cell)
    refused = made["status"] == "refused"
    # A reason why a grade was not recorded has a column of this name, too.
    explained = f"{called}_because{suffix}" in present
    problems = f"{PROBLEMS}{suffix}" in present
    return _in_order(
        {
            "instrument": nw.lit(instrument_of(rule), nw.String),
            "item": none,
            "rule": nw.lit(rule.name),
            "edition": nw.lit(rule.edition),
            "fingerprint": nw.lit(rule.identity.fingerprint),
            **made,
            "missing": cell(f"{called}_missing").cast(nw.String) if explained else none,
            "problem": nw.when(refused).then(cell(PROBLEMS).cast(nw.String))
            if problems
            else none,
        }
    )


def _items_of(held: Held) -> dict[str, Form]:
    """The items of scores that a frame has columns for, as sums of one."""
    return {name: rule for name, rule in item_rules().items() if name in held}


def _with_items(
    engine: Engine,
    rules: Mapping[str, Form],
    held: Held,
    read: Mapping[str, str],
    who: Mapping[str, str],
) -> tuple[Any, Mapping[str, str]]:
    """
    A frame with what is recorded of items, and the columns with reasons.

    Args:
        engine: The engine of the caller's frame.

        rules: The items.

        held: How the columns of the frame are read.

        read: For each further column, that of the frame.

        who: The columns that say who and when.
    """
    items = {name: QUANTITIES[name] for name in rules}
    # Nothing else that the frame has is looked at: items are shown as recorded.
    found = items | reasons_in(items, held) | ends_in(items.values(), held)
    inputs, named = held.aside(found)
    chosen: Any = assess_cohort(
        engine.select({**read, **inputs}, who),
        *rules.values(),
        bounds=True,
        columns=named,
        values=held.values,
        missing_columns="unknown",
    )
    reasons = {
        name: f"{OURS}why_{name}" for name in items if COMPANIONS[name].name in found
    }
    if reasons:
        made = {column: name for name, column in reasons.items()}
        chosen = with_reasons(chosen, made, named, held.values)
    return chosen, reasons


def _of_item(rule: Form, name: str, reasons: Mapping[str, str]) -> dict[str, nw.Expr]:
    """The columns of the rows of an item."""
    none = nw.lit(None, nw.String)
    made = _finding(rule, rule.name, nw.col)
    refused = made["status"] == "refused"
    problem = nw.when(refused).then(nw.col(PROBLEMS).cast(nw.String))
    missing = nw.col(reasons[name]).cast(nw.String) if name in reasons else none
    return _in_order(
        {
            "instrument": nw.lit(PLACES[name].record),
            "item": nw.lit(name),
            "rule": none,
            "edition": none,
            "fingerprint": none,
            **made,
            "missing": missing,
            "problem": problem,
        }
    )


def _finding(
    rule: Form, called: str, cell: Callable[[str], nw.Expr]
) -> dict[str, nw.Expr]:
    """
    The columns for the answer of a rule, from those that `assess_cohort` adds.

    Args:
        rule: The rule.

        called: What the names of its columns begin with.

        cell: The column of a name.
    """
    whole, number = rule.answer_type is int, rule.answer_type is not str
    ends = {
        "": cell(called),
        "_low": cell(f"{called}_low"),
        "_high": cell(f"{called}_high"),
    }
    status = cell(f"{called}_status").cast(nw.String)
    texts = {
        end: (each.cast(nw.Int64) if whole else each).cast(nw.String)
        for end, each in ends.items()
    }
    numbers = {
        end: each.cast(nw.Float64) if number else nw.lit(None, nw.Float64)
        for end, each in ends.items()
    }
    return {
        "value": texts[""],
        "number": numbers[""],
        "low": texts["_low"],
        "high": texts["_high"],
        "number_low": numbers["_low"],
        "number_high": numbers["_high"],
        "status": status,
        "unit": nw.when(status != "refused").then(
            nw.lit(rule.unknown.unit or None, nw.String)
        ),
    }


def _in_order(made: Mapping[str, nw.Expr]) -> dict[str, nw.Expr]:
    return {_own(name): made[name] for name in TIDY if name in made}


def _column(columns: dict[str, str], name: str) -> str:
    """The name that a column of the frame has meanwhile."""
    now = f"{OURS}cell_{name}"
    columns[now] = name
    return now


def _recordable(rules: Sequence[Form | str], known: Any) -> list[Form]:
    """The rules whose answers can be recorded, that are named or in the frame."""
    asked = find_all(rules)
    for rule in asked:
        if rule.name not in RULES or not _can_be_recorded(rule.name):
            raise CohortError(
                f"{rule.name}: its answer cannot be recorded in place of its inputs, "
                f"so no column can hold it. Leave it out."
            )
    if rules:
        return asked
    found = in_memory(known.select(nw.col(f"{OURS}rule")).unique())
    there = {*found[f"{OURS}rule"].to_list()}
    return [r for n, r in RULES.items() if n in there and _can_be_recorded(n)]


def _can_be_recorded(name: str) -> bool:
    return name in QUANTITIES and QUANTITIES[name].answer


def _items_in(known: Any) -> list[str]:
    """The items that have rows."""
    found = in_memory(known.select(nw.col(f"{OURS}item")).unique())
    there = {*found[f"{OURS}item"].to_list()}
    return [name for name in item_rules() if name in there]


def _cells(name: str, *, reason: bool) -> dict[str, nw.Expr]:
    """What is recorded of a rule or an item, from the columns of its row."""
    quantity = QUANTITIES[name]
    status, low, high = (nw.col(f"{OURS}{e}") for e in ("status", "low", "high"))
    # One possible answer, or none, is less than that answer.
    several = (status == "undecided") & (low != high)
    value, *ends = (
        _typed(quantity, text, number)
        for text, number in (
            ("value", "number"),
            ("low", "number_low"),
            ("high", "number_high"),
        )
    )
    names = [each.name for each in ENDS.get(name, ())]
    made = {
        name: nw.when(status == "ok").then(value),
        **{n: nw.when(several).then(e) for n, e in zip(names, ends, strict=True)},
        f"{name}_status": status,
    }
    if reason:
        # Another cause explains a value, which is back as what it can be.
        why = nw.col(f"{OURS}missing")
        made[f"{name}{SUFFIX}"] = nw.when(why != OTHER_CAUSE).then(why)
    return made


def _typed(quantity: Quantity, text: str, number: str) -> nw.Expr:
    if isinstance(quantity, Choice):
        return nw.col(f"{OURS}{text}")
    whole = isinstance(quantity, Measure) and quantity.whole
    cell = nw.col(f"{OURS}{number}")
    return cell.cast(nw.Int64) if whole else cell


def _once(made: Any, counts: Mapping[str, str]) -> None:
    """
    Refuse a rule that a person has twice, and rows without a person.

    Raises:
        CohortError: If there are any.
    """
    every = [*counts.values(), _NAMELESS]
    found = in_memory(made.select(*(nw.col(now).max() for now in every)))
    (row,) = found.rows(named=True)
    if row[_NAMELESS]:
        raise CohortError(
            "person: some rows have none, so it is not clear which of them belong "
            "together. Fill the column or leave these rows out."
        )
    for name, now in counts.items():
        if (row[now] or 0) > 1:
            raise CohortError(
                f"{name}: a person has it more than once, so it is not clear which "
                f"answer counts. Name the column of the date, or keep one."
            )
