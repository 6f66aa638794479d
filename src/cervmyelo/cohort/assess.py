"""
Rules over a cohort.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from cervmyelo.errors import nearest
from cervmyelo.forms import Form

from .applicable import asked_of
from .columns import column, fault
from .engines import Engine, engine_of
from .errors import CohortError, MissingColumnError
from .explain import explanations
from .maps import ColumnNames, Meanings, must_mean, translated, where
from .recipes import PROBLEMS, Recipe, ends_of, recipe

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrameT

__all__ = ["assess_cohort"]

OnError: TypeAlias = Literal["flag", "null", "raise"]
"""What to do about impossible cells: tell in a column, be silent, or stop."""


def assess_cohort(  # noqa: PLR0913 -- one for each way of asking
    frame: IntoFrameT,
    *rules: Form | str,
    bounds: bool = False,
    explain: bool = False,
    on_error: OnError = "flag",
    columns: ColumnNames | None = None,
    values: Meanings | None = None,
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

    Args:
        frame: One row for each person: a pandas, Polars, PyArrow, DuckDB, Ibis,
            sqlframe or PySpark frame. Its columns are named as in the data
            dictionary. A null is *not recorded*, never no.

        rules: The rules, or their names. Without any, every rule whose inputs are
            all there, with a warning of those whose inputs are there in part.

        bounds: Whether to add ``<rule>_low``, ``<rule>_high`` and
            ``<rule>_status`` for each rule, and where the source publishes
            intervals, ``<rule>_interval_low`` and ``<rule>_interval_high``: the
            widest limits of those over all that is still possible.

        explain: Whether to add ``<rule>_because``, the reasons in words, and
            ``<rule>_missing``, the inputs that were not recorded and could still
            change the answer; null if there are none. For frames in memory only.

        on_error: What to do about cells that cannot be. Their rules are null
            ("refused") in any case. "flag" tells why in the column ``problems``;
            "null" adds no such column; "raise" stops with the first and the count.

        columns: The quantity of each column of the frame that has another name.

        values: For each quantity, what the values of the frame mean:
            ``{"sex_at_birth": {"M": "male", "F": "female"}, "smoker": {"Y": True,
            "N": False}, "age_years": {999: None}}``. None is *not recorded*. Values
            that are not mapped are judged as they stand.

    Returns:
        The same kind of frame, lazy if it was lazy, with the caller's columns first
        and untouched: whole numbers for counts and totals, the codes of grades.

    Raises:
        MissingColumnError: If a rule looks at a column that is not there; the
            closest name is suggested.

        CohortError: If a column that would be added is there already; if a map of
            columns or values cannot be meant; if a frame that is not in memory is
            to be explained; or with ``on_error="raise"`` if a cell is impossible.

    Warns:
        CohortWarning: If no rules are named, and some but not all of the inputs of
            a rule are there.
    """
    engine = engine_of(frame)
    present = engine.schema
    named = where(columns, present)
    asked = asked_of(rules, present, named, stacklevel=2)
    inputs = {each.name: each for rule in asked for each in rule.inputs}
    _must_be_there(asked, present, named)
    must_mean(values, inputs, columns or {})
    meanings = values or {}
    added = [
        each for rule in asked for each in _added(rule, bounds=bounds, explain=explain)
    ]
    if on_error == "flag":
        added.append(PROBLEMS)
    clash = [name for name in added if name in present]
    if clash:
        raise CohortError(
            f"{', '.join(clash)}: the frame has columns of these names already. "
            f"Rename or drop them, so that neither is lost."
        )
    m = engine.namespace
    places = {each.name: named.get(each.name, each.name) for each in inputs.values()}
    read = [
        translated(
            m,
            column(m, each, place, present[place]),
            place,
            present[place],
            meanings.get(each.name, {}),
        )
        for each in inputs.values()
        for place in [places[each.name]]
    ]
    how = recipe(m, tuple(asked), tuple(read), bounds=bounds, flag=on_error == "flag")
    if on_error == "raise":
        _stop_at_the_first(engine, how)
    stages = list(how.stages)
    if explain:
        integers = {name for name, at in places.items() if present[at].is_integer()}
        stages.append(explanations(engine, asked, read, integers))
    return cast("IntoFrameT", engine.with_columns(stages, keep=added))


def _must_be_there(
    rules: list[Form], present: Mapping[str, Any], named: Mapping[str, str]
) -> None:
    for rule in rules:
        for quantity in rule.inputs:
            name = named.get(quantity.name, quantity.name)
            if name not in present:
                close = nearest(name, present).replace("Did you mean ", "").rstrip("?")
                hint = f" {close}: did you mean {name}?" if close else ""
                raise MissingColumnError(
                    f"{rule.name} looks at the column {name}, which the frame lacks."
                    f"{hint} Rename it, map it with columns={{...}}, or add it with "
                    f"nulls if it was not recorded."
                )


def _added(rule: Form, *, bounds: bool, explain: bool) -> list[str]:
    ends = ends_of(rule) if bounds else ()
    told = ["because", "missing"] if explain else []
    return [rule.name, *(f"{rule.name}_{end}" for end in (*ends, *told))]


def _stop_at_the_first(engine: Engine, how: Recipe) -> None:
    if not how.faults:
        return
    m = engine.namespace
    counts = engine.totals(
        how.stages[0],
        {each.name: at.cast(m.Int64).sum() for each, at in how.faults.items()},
    )
    wrong = {name: count for name, count in counts.items() if count}
    if wrong:
        first = next(each for each in how.faults if each.name in wrong)
        raise CohortError(
            f"{sum(wrong.values())} cells cannot be, the first in {fault(first)} "
            f'Mend them, or use on_error="flag" to answer all other rows.'
        )
