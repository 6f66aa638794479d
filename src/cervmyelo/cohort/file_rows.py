"""
The rows of a file with answers, and with a mask for each message on them.

Of many messages few hold in any row of a file. A mask is evaluated much faster than the
strings of a message, so the strings are left to whoever has looked at the masks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from cervmyelo.findings import Finding, Outcome
from cervmyelo.forms import Form
from cervmyelo.models.missing import COLUMNS
from cervmyelo.scale import Grade

from .answers import Added, added_columns
from .assess import looked_at
from .dialects import PolarsDialect
from .engines import engine_of
from .maps import held_by
from .reasons import read_columns
from .recipes import recipe

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Answered", "answer_cells", "answer_rows", "answer_types"]


@attrs.frozen
class Answered:
    """
    Rows with answers and with masks, which are never null.

    Attributes:
        frame: The rows with their answers and the masks.

        silent: For each message on why a source has no answer, its mask.

        contradictions: Likewise, for each message on a contradiction.

        doubted: Likewise, for each message on what is unlikely together.
    """

    frame: pl.DataFrame
    silent: Mapping[str, str]
    contradictions: Mapping[str, str]
    doubted: Mapping[str, str]


def answer_rows(
    frame: pl.DataFrame,
    rules: Sequence[Form],
    columns: Mapping[str, str],
    *,
    bounds: bool,
) -> Answered:
    """
    The answers of rules to rows, and what all that was recorded says against itself.

    Args:
        frame: The rows.

        rules: The rules. An input without a column is not recorded in any row.

        columns: The columns to look at, each with the name of its quantity.

        bounds: Whether to add what is still possible, and the status.
    """
    engine = engine_of(frame)
    m = engine.dialect
    held = held_by(columns, None, engine.schema.among(columns))
    inputs = looked_at(rules, held)
    # Facts can contradict each other that no rule asks for.
    inputs |= {name: COLUMNS[name] for name in columns.values()}
    read = read_columns(m, inputs.values(), held)
    how = recipe(
        m, tuple(rules), tuple(read), bounds=bounds, flag=False, ranks=False, apart=True
    )
    refusing = {str(each): mask for mask, each in how.conflicts if each.refuses}
    doubted = {str(each): mask for mask, each in how.conflicts if not each.refuses}
    answers = [each.name for rule in rules for each in _added(rule, bounds=bounds)]
    masks = [*how.silent.values(), *refusing.values(), *doubted.values()]
    made = engine.with_columns(how.stages, [*answers, *masks])
    return Answered(made, how.silent, refusing, doubted)


def answer_types(rules: Sequence[Form], *, bounds: bool) -> dict[str, Any]:
    """
    The types of the columns that rules add to a Polars frame.

    Args:
        rules: The rules.

        bounds: Whether what is still possible is added, and the status.
    """
    m = PolarsDialect()
    return {
        each.name: m.dtype(each.kind, each.levels)
        for rule in rules
        for each in _added(rule, bounds=bounds)
    }


def answer_cells(
    found: Finding[Outcome], rule: Form, *, bounds: bool
) -> dict[str, str | float | None]:
    """
    The cells that a finding fills, by the names of the columns.

    Args:
        found: The finding.

        rule: Its rule.

        bounds: Whether to add what is still possible, and the status.
    """
    return {each.name: _cell(found, each) for each in _added(rule, bounds=bounds)}


def _added(rule: Form, *, bounds: bool) -> Sequence[Added]:
    return [*added_columns(rule, bounds=bounds)]


def _cell(found: Finding[Outcome], column: Added) -> str | float | None:
    """What a finding says in a column."""
    if column.part == "status":
        return found.status
    if column.part in {"interval_low", "interval_high"}:
        ends = found.interval or (None, None)
        return ends[column.part == "interval_high"]
    outcome = {"value": found.value, "low": found.low, "high": found.high}[column.part]
    if not isinstance(outcome, Grade):
        return outcome
    return outcome.rank if column.rank else outcome.code
