"""
Reasons for every row of a frame, in the words that one person would get.

The words are made by the reader for one person, so they are identical, but only once
for each distinct state of what decides them; there are far fewer states than rows.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, TypeAlias, assert_never

from cervmyelo.cells import Cells, cells
from cervmyelo.consistency import TOTALS, Link, cuts_in, links
from cervmyelo.criteria import looks_at
from cervmyelo.errors import KindError
from cervmyelo.findings import Finding, Outcome
from cervmyelo.forms import FirstMatch, Form, Tally
from cervmyelo.models.missing import COMPANIONS
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value

from .columns import OURS, Column
from .dialects import any_of
from .engines import Engine
from .errors import CohortError
from .plans import checked, related
from .reasons import reasons_in
from .states import Key, place_of, states_of

__all__ = ["explanations"]

_Words: TypeAlias = tuple[str | None, str | None]
# The reasons, and the missing inputs.

_REMEMBERED: Final = 2**16
"""How many states of a rule have their words remembered."""

_RULES: Final = 128
"""Of how many rules they are."""


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
    if not engine.in_memory:
        raise CohortError(
            "explain: reasons are made for every state of the inputs, which needs a "
            "frame in memory. Collect the frame first, or take a sample of it."
        )
    by_name = {each.quantity.name: each for each in read}
    values = engine.rows().select(
        **{name: each.value for name, each in by_name.items()},
        **{
            _invalid(name): each.invalid
            for name, each in by_name.items()
            if each.invalid is not None
        },
    )
    made: dict[str, Any] = {}
    for rule, name in rules.items():
        because, missing = _explained(engine, rule, values, whole)
        made[f"{name}_because"] = because
        made[f"{name}_missing"] = missing
    return made


def _invalid(name: str) -> str:
    return f"{OURS}invalid_{name}"


def _explained(
    engine: Engine, rule: Form, values: Any, whole: Collection[str]
) -> tuple[Any, Any]:
    """The two columns of a rule."""
    pl: Any = importlib.import_module("polars")
    own = [each for each in rule.reads if each.name in values.columns]
    about = [each for each in related(rule.reads) if each.name in values.columns]
    names = [each.name for each in (*own, *about)]
    every = [*own, *about, *reasons_in(names, values.columns).values()]
    values = _with_kinds(engine, rule, values, every)
    invalid = [_invalid(name) for name in names if _invalid(name) in values.columns]
    cut = _cells(rule)
    plain: list[Key] = [(each.name, each, cut.get(each.name)) for each in own]
    full: list[Key] = [(each.name, each, None) for each in every]
    full += [(name, None, None) for name in invalid] if rule.firm else []
    linked = values[_LINKED]
    if not linked.any():
        words, place = _spoken(values, plain, rule, whole)
    elif plain == full:
        words, place = _spoken(values, [*plain, (_LINKED, None, None)], rule, whole)
    else:
        words, place = _spoken(values.filter(~linked), plain, rule, whole)
        key: list[Key] = [*full, (_LINKED, None, None)]
        more, beyond = _spoken(values.filter(linked), key, rule, whole)
        places = pl.concat([place, beyond + len(words)])
        words = pl.concat([words, more])
        row = pl.when(linked).then(linked.cum_sum() + len(place))
        row = pl.select(row.otherwise((~linked).cum_sum()) - 1).to_series()
        place = places.gather(row)
    return words["because"].gather(place), words["missing"].gather(place)


_SILENT: Final = f"{OURS}silent"
_LINKED: Final = f"{OURS}linked"
"""
Where a rule gives no answer; and where other records speak about its inputs.

Neither overlaps with the other, and neither is null.
"""


def _with_kinds(
    engine: Engine, rule: Form, values: Any, every: Sequence[Quantity]
) -> Any:
    """The values of a rule with the columns `_SILENT` and `_LINKED`."""
    pl: Any = importlib.import_module("polars")
    columns = frozenset(values.columns)
    reads = {each.name for each in rule.reads}
    looked_at = [*rule.inputs, *rule.recordable]
    looked_at += [c for q in looked_at if (c := COMPANIONS.get(q.name))]
    silent = [
        pl.col(name) for each in looked_at if (name := _invalid(each.name)) in columns
    ]
    linked: list[Any] = []
    known = checked(engine.dialect, {each: each.name for each in every}, (), {})
    for name, conflict in known.conflicts:
        if rule.is_silenced_by(conflict):
            silent.append(pl.col(name))
        elif conflict.by_definition and not reads.isdisjoint(conflict.refuses):
            linked.append(pl.col(name))
    names = {each.name for each in every}
    totals = {each.answer.name for each in TOTALS} & names
    linked += [pl.col(name).is_not_null() for name in totals]
    for each in every:
        reason = COMPANIONS.get(each.name)
        if each.name in reads and reason is not None and reason.name in columns:
            linked.append(pl.col(reason.name).is_not_null())
        for link in links().get(each.name, ()):
            target = link.target.quantity.name
            if target in reads:
                said = _narrows(values, link)
                if target in columns:
                    said = said & pl.col(target).is_null()
                linked.append(said.fill_null(value=False))
    none = pl.lit(value=False)
    silenced, beside = any_of([none, *silent]), any_of([none, *linked])
    if rule.firm:
        # An answer stands that is decided without what is at fault.
        silenced, beside = none, beside | silenced
    frame = values.lazy()
    for stage in known.stages if known.conflicts else ():
        frame = frame.with_columns(**stage)
    masks = {_SILENT: silenced, _LINKED: beside & ~silenced}
    return frame.with_columns(**masks).select(*values.columns, *masks).collect()


def _narrows(values: Any, link: Link) -> Any:
    """Where a record leaves less of another quantity than all of its cells."""
    quantity, many = link.source.quantity, len(link.target.examples)
    place, _ = place_of(values[quantity.name], quantity, link.source)
    cells = [at for at, allowed in enumerate(link.allowed) if len(allowed) < many]
    pl: Any = importlib.import_module("polars")
    return place.cast(pl.Int64).is_in(cells)


def _cells(rule: Form) -> Mapping[str, Cells]:
    """The cells of measures within which the words for a rule are the same."""
    if not isinstance(rule, FirstMatch | Tally):
        # Other rules show the numbers themselves.
        return {}
    people = () if rule.people is None else rule.people.conditions
    criteria = (*rule.criteria, *(each.when for each in people))
    named = {each for when in criteria for each in looks_at(when)}
    dividing = (*criteria, *cuts_in(rule.joint))
    return {
        each.name: cells(each, dividing)
        for each in rule.reads
        if isinstance(each, Measure) and each in named and each not in rule.recordable
    }


def _spoken(
    values: Any, key: Sequence[Key], rule: Form, whole: Collection[str]
) -> tuple[Any, Any]:
    """The words for each state of some columns, and the place of that of each row."""
    pl: Any = importlib.import_module("polars")
    states = states_of(values, key, _SILENT)
    columns: _Columns = tuple((name, quantity) for name, quantity, _ in key)
    columns = (*columns, (_SILENT, None))
    integers = frozenset(name for name, _ in columns if name in whole)
    known = _memory(rule, columns, integers)
    rows = states.rows.select(name for name, _ in columns).rows()
    if len(known) + sum(row not in known for row in rows) > _REMEMBERED:
        known.clear()
    for row in rows:
        if row not in known:
            known[row] = _words(_finding(rule, columns, integers, row))
    found = [known[row] for row in rows]
    because, missing = zip(*found, strict=True) if found else ((), ())
    table = pl.DataFrame(
        [
            pl.Series("because", because, dtype=pl.String),
            pl.Series("missing", missing, dtype=pl.String),
        ]
    )
    return table, states.place


_Columns: TypeAlias = tuple[tuple[str, Quantity | None], ...]


@functools.lru_cache(_RULES)
def _memory(
    rule: Form, columns: _Columns, whole: frozenset[str]
) -> dict[tuple[Any, ...], _Words]:
    """The words of states that were met before."""
    del rule, columns, whole
    return {}


def _finding(
    rule: Form, columns: _Columns, whole: frozenset[str], row: Sequence[Any]
) -> Finding[Outcome] | None:
    """The finding for a state; None for a refusal, which has no reasons."""
    cells = {name: cell for (name, _), cell in zip(columns, row, strict=True)}
    if cells[_SILENT]:
        return None
    quantities = {name: each for name, each in columns if each is not None}
    known = {
        name: _cell(each, cells[name], name in whole)
        for name, each in quantities.items()
    }
    if not cells.get(_LINKED):
        # No other record says anything about the inputs.
        return rule.recall(known)
    # An error stands for an invalid cell among the values of one person.
    faults = {
        name: KindError(name, "another value", each.allowed)
        for name, each in quantities.items()
        if cells.get(_invalid(name))
    }
    return rule({**known, **faults})


def _words(found: Finding[Outcome] | None) -> _Words:
    if found is None:
        return None, None
    because = "; ".join(map(str, found.because))
    return because or None, ", ".join(found.missing) or None


def _cell(quantity: Quantity, cell: Any, whole: bool) -> Value | None:
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
