"""
Reasons for every row of a frame, in the words that one person would get.

Words are made by the reader for one case, so they are the same to the letter; but only
once for each state of the inputs that occurs, which is far fewer than there are rows.
"""

from __future__ import annotations

import importlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, TypeAlias, assert_never

from cervmyelo.findings import Finding, Outcome
from cervmyelo.forms import Form
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value

from .columns import Column
from .engines import Engine
from .errors import CohortError

__all__ = ["explanations"]

_WRONG: Final = "cervmyelo__wrong"
_Told: TypeAlias = tuple[str | None, str | None]


def explanations(
    engine: Engine,
    rules: Sequence[Form],
    read: Sequence[Column],
    whole: Collection[str],
) -> dict[str, Any]:
    """
    Columns with the reasons for each answer and with what is missing, in words.

    Args:
        engine: What holds the frame.

        rules: The rules.

        read: The columns that they look at, as they are read.

        whole: The names of the quantities whose columns hold whole numbers, which
            words are made from without a point.

    Returns:
        ``<rule>_because`` and ``<rule>_missing`` for each rule, as Polars series.

    Raises:
        CohortError: If the frame is not in memory.
    """
    rows = engine.in_memory
    if rows is None:
        raise CohortError(
            "explain=True makes words for every state of the inputs, so it takes a "
            "frame in memory. Collect the frame first, or take a sample of it."
        )
    pl: Any = importlib.import_module("polars")
    by_name = {each.quantity.name: each for each in read}
    cells = rows.select(
        **{name: each.value for name, each in by_name.items()},
        **{
            f"{_WRONG}_{name}": each.impossible
            for name, each in by_name.items()
            if each.impossible is not None
        },
    )
    made: dict[str, Any] = {}
    for rule in rules:
        because, missing = _told(pl, rule, cells, whole)
        made[f"{rule.name}_because"] = because
        made[f"{rule.name}_missing"] = missing
    return made


def _told(pl: Any, rule: Form, cells: Any, whole: Collection[str]) -> tuple[Any, Any]:
    wrong = [name for each in rule.inputs if (name := f"{_WRONG}_{each.name}") in cells]
    some = pl.any_horizontal(pl.lit(value=False), *wrong)
    names = [each.name for each in rule.inputs]
    rows = cells.select(*names, some.alias(_WRONG))
    states = rows.unique()
    found = [_words(rule, state, whole) for state in states.iter_rows(named=True)]
    because, missing = zip(*found, strict=True) if found else ((), ())
    told = rows.join(
        states.with_columns(
            pl.Series("because", because, dtype=pl.String),
            pl.Series("missing", missing, dtype=pl.String),
        ),
        on=rows.columns,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return told["because"], told["missing"]


def _words(rule: Form, state: Mapping[str, Any], whole: Collection[str]) -> _Told:
    if state[_WRONG]:
        # A refusal has no reasons; its problems are in the column `problems`.
        return None, None
    found: Finding[Outcome] = rule(
        {
            each.name: _value(each, state[each.name], each.name in whole)
            for each in rule.inputs
        }
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
