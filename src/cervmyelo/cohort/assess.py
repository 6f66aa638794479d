"""
Rules applied to a cohort: one row for each person, one column for each answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

from cervmyelo.column_maps import ColumnMap
from cervmyelo.errors import kind_of
from cervmyelo.field_types import expect
from cervmyelo.forms import Form
from cervmyelo.models.missing import COMPANIONS
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.public import public
from cervmyelo.quantity import Quantity

from .answers import PROBLEMS, added_columns, answer_name
from .applicable import asked_of
from .columns import Column, made_before, message
from .dialects import Expression
from .ends import ends_in
from .engines import Engine, engine_of, takes_narwhals
from .errors import CohortError
from .explain import (
    cells_read,
    explained_names,
    explanations,
    must_be_in_memory,
)
from .explained_relations import states_in, with_words
from .maps import (
    Columns,
    Held,
    Meanings,
    MissingColumns,
    check_meanings,
    held_by,
    missing_columns_of,
)
from .names import Names
from .plans import related
from .reasons import read_columns, reasons_in, why_missing
from .recipes import Recipe, recipe

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrameT

__all__ = [
    "assess_cohort",
    "check_columns",
    "looked_at",
    "with_reasons",
]

OnError: TypeAlias = Literal["flag", "null", "raise"]
"""What to do about invalid cells: add a column of problems, nothing, or stop."""

_ON_ERROR: Final = ("flag", "null", "raise")
_MISSING_COLUMNS: Final = ("error", "unknown")


@public
@takes_narwhals
def assess_cohort(  # noqa: PLR0913 -- one for each way of asking
    frame: IntoFrameT,
    *rules: Form | str,
    bounds: bool = False,
    people: bool = False,
    explain: bool = False,
    on_error: OnError = "flag",
    columns: Columns | None = None,
    values: Meanings | None = None,
    missing_columns: MissingColumns = "error",
    suffix: str = "",
) -> IntoFrameT:
    """
    A cohort with a column for every rule.

    >>> import polars as pl
    >>> items = ["mjoa_motor_upper", "mjoa_motor_lower", "mjoa_sensory_upper"]
    >>> cohort = pl.DataFrame(
    ...     [[3, 5, 2, 3], [None, 5, 2, 2]], [*items, "mjoa_sphincter"], orient="row"
    ... )
    >>> graded = assess_cohort(cohort, "mjoa_total", "mjoa_severity", bounds=True)
    >>> graded["mjoa_severity"].to_list()
    ['moderate', None]
    >>> graded["mjoa_total_low"].to_list(), graded["mjoa_total_high"].to_list()
    ([13, 9], [13, 14])

    Grades are ordered from the best level to the worst:

    >>> graded.filter(pl.col("mjoa_severity") > "mild").height
    1

    Args:
        frame: One row for each person: a pandas, Polars, PyArrow, DuckDB, Ibis,
            sqlframe, PySpark or narwhals frame. Its columns are named as in the data
            dictionary. A null is *not recorded*, never no. A yes or no is a boolean, 1
            or 0, or a word as in a file, such as "yes" or "N". A column
            ``<quantity>_missing`` says why, and ``other_cause`` in it that a recorded
            value is read both as it is and as if unaffected.

        rules: The rules, or their names. Without any, every rule whose input columns
            are all there; a warning names the rules that miss some of theirs.

        bounds: Whether to add ``<rule>_low``, ``<rule>_high`` and
            ``<rule>_status`` for each rule, and where the source publishes
            intervals, ``<rule>_interval_low`` and ``<rule>_interval_high``: the
            widest of their limits over all that is still possible.

        people: Whether to add ``<rule>_holds_for``: what an answer assumes about the
            person because it was not recorded, such as an age of 18 or over; null if
            nothing. A row that is known to be outside of the people a rule is for is
            refused in any case.

        explain: Whether to add ``<rule>_because``, the reasons in words, and
            ``<rule>_missing``, the inputs that were not recorded and could still
            change the answer; null if there are none. For frames in memory, and for
            DuckDB, whose different states of what the rules read are looked up at once
            and kept in memory.

        on_error: What to do about invalid cells. The rules that read them are null
            ("refused") in any case. "flag" adds the reasons in a column
            ``problems``; "null" adds no such column; "raise" stops with the first
            field and the number of cells.

        columns: A `ColumnMap`, by which the cells are read as those of a file; or for
            each column that has another name, the name of its quantity.

        values: For each quantity, what the values of the frame mean:
            ``{"sex_at_birth": {"M": "male", "F": "female"}, "age_years": {999:
            None}}``. None is *not recorded*. Values that are not mapped are checked as
            they are. A column map has its own.

        missing_columns: What an input without a column is: an "error", or "unknown",
            which means not recorded in any row. With "unknown" and without *rules*,
            every rule is applied.

        suffix: What the names of all added columns end with, such as ``"_6mth"``, so
            that the results of several visits fit in one wide frame.

    Returns:
        The same kind of frame, lazy if it was lazy, with the caller's columns first
        and unchanged. Counts and totals are 64-bit integers, and so are grades whose
        codes are numbers. Other grades are words in the order of their scale, from
        the best level to the worst:

        - pandas: an ordered ``Categorical``;
        - Polars: an ``Enum``;
        - DuckDB: an ``ENUM`` and the integer column ``<rule>_rank``. DuckDB sorts,
          aggregates and groups an ``ENUM`` by its levels, but ``> 'mild'`` compares
          strings by the alphabet: compare the rank;
        - PyArrow: an ordered dictionary and ``<rule>_rank``. The order is kept for
          pandas and Polars; PyArrow itself ignores it: sort and compare by the rank;
        - Spark, Ibis and sqlframe: strings and ``<rule>_rank``: sort and compare by
          the rank.

        A rank is 0 for the best level of the scale. With *bounds* there are also
        ``<rule>_low_rank`` and ``<rule>_high_rank``. A scale without order, such as
        kinds of causes, has no ranks, and is an unordered ``Categorical`` in pandas
        and an unordered dictionary in PyArrow.

    Raises:
        MissingColumnError: If rules read columns that are not there; all of them are
            named, and columns whose names are close are suggested.

        CohortError: If an option is unknown; if a column that would be added is
            there already; if a map of columns or values is invalid; if a frame that
            is not in memory is to be explained; or with ``on_error="raise"`` if a
            cell is invalid.

        CervmyeloError: If *frame* is not a frame, a rule is neither a rule nor the
            name of one, or a package that the frame needs is not installed.

    Warns:
        CohortWarning: If no rules are named, and some but not all of the inputs of
            a rule are there.
    """
    expect("bounds", bounds, bool)
    expect("people", people, bool)
    expect("explain", explain, bool)
    if not _is_known(on_error):
        raise CohortError('on_error: unknown option; allowed: "flag", "null", "raise".')
    if not (
        isinstance(cast("object", missing_columns), str)
        and missing_columns in _MISSING_COLUMNS
    ):
        raise CohortError(
            'missing_columns: unknown option; allowed: "error", "unknown".'
        )
    if not isinstance(cast("object", suffix), str):
        raise CohortError(f"suffix: expected text, got {kind_of(suffix)}.")
    engine = engine_of(frame)
    present = engine.schema
    held = held_by(columns, values, present, missing_columns)
    asked = asked_of(rules, held, missing=missing_columns, stacklevel=3)
    if missing_columns == "error":
        check_columns(asked, held)
    inputs = looked_at(asked, held)
    check_meanings(held, inputs)
    flag = on_error == "flag"
    called = {rule: answer_name(rule, present, held.places) for rule in asked}
    answers = [
        each
        for rule in asked
        for each in added_columns(
            rule,
            called[rule],
            bounds=bounds,
            people=people,
            explain=explain,
            ranks=engine.ranks,
        )
    ]
    names = [*(each.name for each in answers), *([PROBLEMS] if flag else [])]
    added = {name: f"{name}{suffix}" for name in names}
    check_clash([*added.values()], present)
    m = engine.dialect
    read = read_columns(m, inputs.values(), held)
    how = recipe(
        m,
        tuple(asked),
        tuple(read),
        # What is missing depends on whether an answer is undecided.
        bounds=bounds or explain,
        flag=flag,
        ranks=engine.ranks,
        people=people,
        names=tuple(called.values()),
    )
    if on_error == "raise":
        _stop_at_the_first(engine, how)
    words = [each for each in answers if each.levels]
    unordered = {added[each.name] for each in words if not each.ordered}
    if explain and not engine.is_duckdb:
        must_be_in_memory(engine)
        integers = {name for name in inputs if held.is_whole(m, name)}
        apart = {*explained_names(called.values())}
        answered = _answered(engine, how, called, read, set(added) - apart)
        found = explanations(m, called, answered, integers)
        every = {
            now: found[name] if name in found else answered[name]
            for name, now in added.items()
        }
        return cast("IntoFrameT", engine.joined(every, unordered))
    stages: list[Mapping[str, Any]] = [*how.stages]
    kept = [*added.values()]
    joined: Callable[[Any], Any] | None = None
    if explain and engine.is_duckdb:
        asked_for = {each: added[each] for each in explained_names(called.values())}
        joined = _joined_words(
            frame, called, inputs, held, added=asked_for, keep=[*present, *kept]
        )
        kept = [name for name in kept if name not in asked_for.values()]
    stages = [{added.get(k, k): made for k, made in each.items()} for each in stages]
    made = engine.with_columns(stages, kept, unordered)
    return cast("IntoFrameT", made if joined is None else joined(made))


def _answered(
    engine: Engine,
    how: Recipe,
    rules: Mapping[Form, str],
    read: Sequence[Column],
    names: Collection[str],
) -> Any:
    """
    The answers under some names, the status of each rule and what was read, in memory.
    """
    statuses = (f"{name}_status" for name in rules.values())
    cells = cells_read(engine.dialect, read, how.held)
    kept = [*dict.fromkeys((*names, *statuses, *cells))]
    return engine.made([*how.stages, cells], kept)


def _joined_words(  # noqa: PLR0913 -- what both parts of the work need
    relation: Any,
    rules: Mapping[Form, str],
    inputs: Mapping[str, Quantity],
    held: Held,
    *,
    added: Mapping[str, str],
    keep: Sequence[str],
) -> Callable[[Any], Any]:
    """How a relation with answers gets the reasons for each of its states."""
    aside, columns = held.aside(inputs)
    states = states_in(relation, aside)
    engine = engine_of(states)
    m = engine.dialect
    meant = None if held.columns is not None else held.values
    here = held_by(columns, meant, engine.schema, "unknown")
    integers = {name for name in inputs if here.is_whole(m, name)}
    read = read_columns(m, inputs.values(), here)
    how = recipe(
        m,
        tuple(rules),
        tuple(read),
        bounds=True,
        flag=False,
        ranks=False,
        names=tuple(rules.values()),
    )
    answered = _answered(engine, how, rules, read, ())
    made = explanations(m, rules, answered, integers)
    words = {added[name]: each for name, each in made.items()}
    return lambda answered: with_words(answered, states, aside, words, keep)


def _is_known(on_error: object) -> bool:
    return isinstance(on_error, str) and on_error in _ON_ERROR


def looked_at(rules: Sequence[Form], held: Held) -> dict[str, Quantity]:
    """
    What is looked at for some rules: their inputs, and more if the frame has it.

    That is what rules read besides their inputs, what says something about it, the
    reasons of missing values and the ends of what is known in part.

    Args:
        rules: The rules.

        held: What the frame holds.

    Returns:
        The quantities by their names.
    """
    reads = [each for rule in rules for each in rule.reads]
    found = {each.name: each for rule in rules for each in rule.inputs}
    found |= {
        each.name: each for each in (*reads, *related(reads)) if each.name in held
    }
    return found | reasons_in(found, held) | ends_in(found.values(), held)


def with_reasons(
    frame: IntoFrameT,
    made: Mapping[str, str],
    columns: Columns,
    values: Meanings | None,
) -> IntoFrameT:
    """
    A cohort with the reasons of missing values as words.

    Args:
        frame: The cohort, with answers besides the columns of quantities.

        made: For each column that is made, the name of a quantity that the frame has a
            column of reasons for.

        columns: A column map, or the name of the quantity of each column.

        values: What the values of the frame mean.

    Returns:
        The frame with the columns; see `why_missing` for what is in them.
    """
    engine = engine_of(frame)
    m = engine.dialect
    # Answers are in columns with the names of quantities.
    placed = columns.placed if isinstance(columns, ColumnMap) else columns
    given = engine.schema.among(each for each in placed if each in engine.schema)
    pairs = [(QUANTITIES[name], COMPANIONS[name]) for name in made.values()]
    both = [each for pair in pairs for each in pair]
    both += ends_in((v for v, _ in pairs), held_by(columns, values, given)).values()
    read = read_columns(m, both, held_by(columns, values, given))
    found = {each.quantity.name: each for each in read}
    words = {
        name: why_missing(m, found[value.name], found[reason.name])
        for name, (value, reason) in zip(made, pairs, strict=True)
    }
    stages = [*made_before(read), words]
    return cast("IntoFrameT", engine.with_columns(stages, [*words]))


def check_clash(added: list[str], present: Names) -> None:
    """
    Refuse to overwrite columns of the caller.

    Raises:
        CohortError: If a column that would be added is there already.
    """
    clash = [present.spelt(name) for name in added if name in present]
    if clash:
        raise CohortError(
            f"{', '.join(clash)}: the frame already has columns with these names. "
            f"Rename or drop them, so that nothing is overwritten."
        )


def check_columns(rules: Sequence[Form], held: Held) -> None:
    """
    Refuse a frame without the columns that rules read.

    Args:
        rules: The rules.

        held: What the frame holds.

    Raises:
        MissingColumnError: If columns are missing; close names are suggested.
    """
    free = [each for each in held.present if each not in held.taken]
    own = {each.name for rule in rules for each in rule.inputs}
    error = missing_columns_of(
        rules,
        held,
        [each for each in free if each not in own],
        "the frame",
        "Rename columns, map them with columns={...}, or give "
        'missing_columns="unknown" if they were not recorded.',
    )
    if error is not None:
        raise error


def _stop_at_the_first(engine: Engine, how: Recipe) -> None:
    if not how.faults:
        return
    m = engine.dialect
    sums: dict[str, Expression] = {
        each.name: m.cast(mask, "int64").sum() for each, mask in how.faults.items()
    }
    counts = engine.totals(how.stages[: how.reading], sums)
    wrong = {name: count for name, count in counts.items() if count}
    if wrong:
        first = next(each for each in how.faults if each.name in wrong)
        raise CohortError(
            f"{sum(wrong.values())} cells are invalid, the first in {message(first)} "
            f'Correct them, or use on_error="flag" to answer all other rows.'
        )
