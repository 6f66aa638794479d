"""
Rules over a cohort.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

from cervmyelo.catalogue import Table, dictionary, kind_of_answer
from cervmyelo.errors import CervmyeloError, nearest
from cervmyelo.forms import Form, GradingForm
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantities import Quantity
from cervmyelo.registry import RULES, find_rule
from cervmyelo.scales import Scale

from .columns import Namespace, any_of, column, fault
from .engines import Engine, engine_of
from .expressions import Plan, plan

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrameT

__all__ = ["CohortError", "MissingColumnError", "assess_cohort", "cohort_schema"]

OnError: TypeAlias = Literal["flag", "null", "raise"]
"""What to do about impossible cells: tell in a column, be silent, or stop."""

_OURS: Final = "cervmyelo__"
PROBLEMS: Final = "problems"
"""The column that tells what is impossible in a row; null where nothing is."""


class CohortError(CervmyeloError):
    """A cohort cannot be assessed as asked."""

    code = "cohort"


class MissingColumnError(CohortError):
    """A rule looks at a column that the cohort lacks."""

    code = "missing_column"


def assess_cohort(
    frame: IntoFrameT,
    *rules: Form | str,
    bounds: bool = False,
    on_error: OnError = "flag",
    columns: Mapping[str, str] | None = None,
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
            all there.

        bounds: Whether to add ``<rule>_low``, ``<rule>_high`` and
            ``<rule>_status`` for each rule.

        on_error: What to do about cells that cannot be. Their rules are null
            ("refused") in any case. "flag" tells why in the column ``problems``;
            "null" adds no such column; "raise" stops with the first and the count.

        columns: The quantity of each column of the frame that has another name.

    Returns:
        The same kind of frame, lazy if it was lazy, with the caller's columns first
        and untouched: whole numbers for counts and totals, the codes of grades.

    Raises:
        MissingColumnError: If a rule looks at a column that is not there; the
            closest name is suggested.

        CohortError: If a column that would be added is there already, or with
            ``on_error="raise"`` if a cell is impossible.
    """
    engine = engine_of(frame)
    where = {quantity: name for name, quantity in (columns or {}).items()}
    present = engine.schema
    _must_map(columns or {}, present)
    asked = _asked(rules, present, where)
    inputs = {each.name: each for rule in asked for each in rule.inputs}
    _must_be_there(asked, present, where)
    added = [each for rule in asked for each in _added(rule, bounds=bounds)]
    if on_error == "flag":
        added.append(PROBLEMS)
    clash = [name for name in added if name in present]
    if clash:
        raise CohortError(
            f"{', '.join(clash)}: the frame has columns of these names already. "
            f"Rename or drop them, so that neither is lost."
        )
    m = engine.namespace
    places = {each.name: where.get(each.name, each.name) for each in inputs.values()}
    read = [
        column(m, each, places[each.name], present[places[each.name]])
        for each in inputs.values()
    ]
    values = {_value(each.quantity): each.value for each in read}
    # A column whose type fits a fact holds nothing impossible.
    faults = {
        _fault(each.quantity): each.impossible
        for each in read
        if each.impossible is not None
    }
    doubted = [q for q in inputs.values() if _fault(q) in faults]
    plans = {rule.name: plan(m, rule, _value) for rule in asked}
    depth = max(len(each.stages) for each in plans.values())
    stages = [
        {name: made for each in plans.values() for name, made in _stage(each, level)}
        for level in range(depth)
    ]
    ends: dict[str, Any] = {}
    last: dict[str, Any] = {}
    for rule in asked:
        # Made once here; within one expression each use would be worked out again.
        ends |= _ends(m, rule, plans[rule.name], doubted, bounds=bounds)
        last |= _answers(m, rule, bounds=bounds)
    if on_error == "flag":
        wrong = {fault(each): _fault(each) for each in doubted}
        last[PROBLEMS] = _problems(m, wrong | _unanswered(plans))
    if on_error == "raise":
        _stop_at_the_first(engine, values | faults, doubted)
    made = engine.with_columns([values | faults, *stages, ends, last], keep=added)
    return cast("IntoFrameT", made)


def cohort_schema(*rules: Form | str) -> Table:
    """
    The columns that rules look at, as a data dictionary.

    >>> cohort_schema("mjoa_total").body[0][0]
    'mjoa_motor_upper'

    Args:
        rules: The rules, or their names; without any, every quantity there is.
    """
    found = [find_rule(rule) if isinstance(rule, str) else rule for rule in rules]
    inputs = dict.fromkeys(each for rule in found for each in rule.inputs)
    return dictionary(tuple(inputs) or tuple(QUANTITIES.values()))


def _asked(
    rules: Sequence[Form | str], present: Mapping[str, Any], where: Mapping[str, str]
) -> list[Form]:
    if not rules:
        found = [
            rule
            for rule in RULES.values()
            if all(where.get(each.name, each.name) in present for each in rule.inputs)
        ]
        if not found:
            raise MissingColumnError(
                "No rule has all its inputs among the columns of the frame. See "
                "cohort_schema() for the names, or map them with columns={...}."
            )
        return found
    return [find_rule(rule) if isinstance(rule, str) else rule for rule in rules]


def _must_map(columns: Mapping[str, str], present: Mapping[str, Any]) -> None:
    for name, quantity in columns.items():
        if name not in present:
            raise MissingColumnError(
                f"columns={{...}} maps {name}, which the frame lacks. "
                f"{nearest(name, present)}".strip()
            )
        if list(columns.values()).count(quantity) > 1:
            raise CohortError(
                f"columns={{...}} maps two columns to {quantity}. Keep the right one."
            )
        if quantity not in QUANTITIES:
            raise CohortError(
                f"columns={{...}} maps {name} to {quantity}, which is not in the data "
                f"dictionary. {nearest(quantity, QUANTITIES)}".strip()
            )


def _must_be_there(
    rules: list[Form], present: Mapping[str, Any], where: Mapping[str, str]
) -> None:
    for rule in rules:
        for quantity in rule.inputs:
            name = where.get(quantity.name, quantity.name)
            if name not in present:
                close = nearest(name, present).replace("Did you mean ", "").rstrip("?")
                hint = f" {close}: did you mean {name}?" if close else ""
                raise MissingColumnError(
                    f"{rule.name} looks at the column {name}, which the frame lacks."
                    f"{hint} Rename it, map it with columns={{...}}, or add it with "
                    f"nulls if it was not recorded."
                )


def _stage(plan_: Plan, level: int) -> list[tuple[str, Any]]:
    return list(plan_.stages[level].items()) if level < len(plan_.stages) else []


def _value(quantity: Quantity) -> str:
    return f"{_OURS}{quantity.name}"


def _fault(quantity: Quantity) -> str:
    return f"{_OURS}fault_{quantity.name}"


def _scale(rule: Form) -> Scale | None:
    return rule.scale if isinstance(rule, GradingForm) else None


def _added(rule: Form, *, bounds: bool) -> list[str]:
    ends = [f"{rule.name}_{end}" for end in ("low", "high", "status")]
    return [rule.name, *(ends if bounds else [])]


def _ends(
    m: Namespace, rule: Form, how: Plan, doubted: list[Quantity], *, bounds: bool
) -> dict[str, Any]:
    refused = [m.col(_fault(each)) for each in rule.inputs if each in doubted]
    if how.gaps:
        refused.append(how.low > how.high)
    made = {
        f"{_OURS}value_{rule.name}": how.value,
        f"{_OURS}refused_{rule.name}": any_of([*refused, m.lit(value=False)]),
    }
    if how.gaps:
        made[f"{_OURS}gap_{rule.name}"] = how.low > how.high
    if bounds:
        made |= {
            f"{_OURS}low_{rule.name}": how.low,
            f"{_OURS}high_{rule.name}": how.high,
        }
    return made


def _answers(m: Namespace, rule: Form, *, bounds: bool) -> dict[str, Any]:
    value = m.col(f"{_OURS}value_{rule.name}")
    refused = m.col(f"{_OURS}refused_{rule.name}")
    scale = _scale(rule)

    kinds = {int: m.Int64, float: m.Float64, str: m.String}
    kind = kinds[kind_of_answer(rule)]

    def answer(found: Any, when: Any) -> Any:
        if scale is None:
            return m.when(when).then(found.cast(kind)).otherwise(m.lit(None, kind))
        code = m.lit(None, kind)
        for rank, level in enumerate(scale.levels):
            code = (
                m.when(when & (found == rank)).then(m.lit(level.code)).otherwise(code)
            )
        return code.cast(kind)

    made = {rule.name: answer(value, ~refused)}
    if bounds:
        # A scale without order has no least and no greatest.
        ranked = ~refused if scale is None or scale.ordered else m.lit(value=False)
        for end in ("low", "high"):
            found = m.col(f"{_OURS}{end}_{rule.name}")
            made[f"{rule.name}_{end}"] = answer(found, ranked)
        open_ = m.when(value.is_null()).then(m.lit("undecided")).otherwise(m.lit("ok"))
        made[f"{rule.name}_status"] = (
            m.when(refused).then(m.lit("refused")).otherwise(open_)
        )
    return made


def _unanswered(plans: Mapping[str, Plan]) -> dict[str, str]:
    """Where the source of a rule gives no answer, and what is then said."""
    return {
        f"{name}: {' Or: '.join(gap.why for gap in how.gaps)}": f"{_OURS}gap_{name}"
        for name, how in plans.items()
        if how.gaps
    }


def _problems(m: Namespace, wrong: Mapping[str, str]) -> Any:
    """What is said of a row: the texts whose columns hold in it."""
    if not wrong:
        return m.lit(None, m.String)
    told = [
        m.when(m.col(name)).then(m.lit(f"{text} ")).otherwise(m.lit(""))
        for text, name in wrong.items()
    ]
    # Joined at once: some engines repeat what is joined, which doubles each time.
    said = m.concat_str([*told, m.lit("")]).str.strip_chars()
    some = any_of(map(m.col, wrong.values()))
    return m.when(some).then(said).otherwise(m.lit(None, m.String))


def _stop_at_the_first(
    engine: Engine, read: dict[str, Any], inputs: list[Quantity]
) -> None:
    if not inputs:
        return
    m = engine.namespace
    counts = engine.totals(
        read, {each.name: m.col(_fault(each)).cast(m.Int64).sum() for each in inputs}
    )
    wrong = {name: count for name, count in counts.items() if count}
    if wrong:
        first = next(each for each in inputs if each.name in wrong)
        raise CohortError(
            f"{sum(wrong.values())} cells cannot be, the first in {fault(first)} "
            f'Mend them, or use on_error="flag" to answer all other rows.'
        )
