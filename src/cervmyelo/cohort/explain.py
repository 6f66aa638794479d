"""
Reasons for every row of a frame, in the words that one person would get.

The words are made by the reader for one person, so they are identical, but only once
for each distinct state of the inputs; there are far fewer states than rows.
"""

from __future__ import annotations

import importlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, TypeAlias, assert_never

from cervmyelo.findings import Finding, Outcome
from cervmyelo.forms import Form
from cervmyelo.models.patient import SUFFIX
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value

from .columns import OURS, Column
from .engines import Engine
from .errors import CohortError
from .plans import related
from .reasons import reasons_in

__all__ = ["explanations"]

_INVALID: Final = f"{OURS}invalid"
_Words: TypeAlias = tuple[str | None, str | None]
# The reasons, and the missing inputs.


def explanations(
    engine: Engine,
    rules: Mapping[Form, str],
    read: Sequence[Column],
    whole: Collection[str],
) -> dict[str, Any]:
    """
    Columns with the reasons for each answer and the missing inputs, in words.

    Args:
        engine: The engine of the frame.

        rules: The rules, and what the names of their columns begin with.

        read: The columns that they read.

        whole: The names of the quantities whose columns hold whole numbers, which
            are shown without a decimal point.

    Returns:
        ``<rule>_because`` and ``<rule>_missing`` for each rule, as Polars series.

    Raises:
        CohortError: If the frame is not in memory.
    """
    rows = engine.in_memory
    if rows is None:
        raise CohortError(
            "explain: reasons are made for every state of the inputs, which needs a "
            "frame in memory. Collect the frame first, or take a sample of it."
        )
    pl: Any = importlib.import_module("polars")
    by_name = {each.quantity.name: each for each in read}
    cells = rows.select(
        **{name: each.value for name, each in by_name.items()},
        **{
            f"{_INVALID}_{name}": each.invalid
            for name, each in by_name.items()
            if each.invalid is not None
        },
    )
    made: dict[str, Any] = {}
    for rule, name in rules.items():
        because, missing = _explained(pl, rule, cells, whole)
        made[f"{name}_because"] = because
        made[f"{name}_missing"] = missing
    return made


def _explained(
    pl: Any, rule: Form, cells: Any, whole: Collection[str]
) -> tuple[Any, Any]:
    """The two columns of a rule."""
    read_first = (*rule.inputs, *rule.recordable)
    keys = [f"{q.name}{end}" for q in read_first for end in ("", SUFFIX)]
    masks = [name for key in keys if (name := f"{_INVALID}_{key}") in cells]
    some = pl.any_horizontal(pl.lit(value=False), *masks)
    read: list[Quantity] = [
        q for q in (*rule.reads, *related(rule.reads)) if q.name in cells
    ]
    read = [*read, *reasons_in([each.name for each in read], cells.columns).values()]
    names = [each.name for each in read]
    rows = cells.select(*names, some.alias(_INVALID))
    states = rows.unique()
    words = [_words(rule, read, state, whole) for state in states.iter_rows(named=True)]
    because, missing = zip(*words, strict=True) if words else ((), ())
    joined = rows.join(
        states.with_columns(
            pl.Series("because", because, dtype=pl.String),
            pl.Series("missing", missing, dtype=pl.String),
        ),
        on=rows.columns,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return joined["because"], joined["missing"]


def _words(
    rule: Form,
    read: Sequence[Quantity],
    state: Mapping[str, Any],
    whole: Collection[str],
) -> _Words:
    if state[_INVALID]:
        # A refusal has no reasons; its problems are in the column `problems`.
        return None, None
    found: Finding[Outcome] = rule(
        {each.name: _value(each, state[each.name], each.name in whole) for each in read}
    )
    because = "; ".join(map(str, found.because))
    return because or None, ", ".join(found.missing) or None


def _value(quantity: Quantity, cell: Any, whole: bool) -> Value | None:
    if cell is None:
        return None
    match quantity:
        case Fact():
            return bool(cell)
        case Choice(levels=levels):
            return levels[int(cell)]
        case Measure():
            return int(cell) if whole or quantity.whole else float(cell)
        case _:
            assert_never(quantity)
