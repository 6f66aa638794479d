"""
Reasons for every row of a frame, in the words that one person would get.

The words are made by the reader for one person, so they are identical, but only once
for each distinct state of what decides them; there are far fewer states than rows.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final, TypeAlias, assert_never, cast

from cervmyelo.cells import Cells, cells
from cervmyelo.consistency import cuts_in, links
from cervmyelo.criteria import looks_at
from cervmyelo.errors import KindError
from cervmyelo.findings import Finding, Outcome
from cervmyelo.forms import FirstMatch, Form, Tally
from cervmyelo.models.missing import COMPANIONS
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value

from .columns import OURS, Column
from .engines import Engine
from .errors import CohortError
from .plans import checked, related
from .reasons import reasons_in
from .states import place_of, states_of

__all__ = ["explanations"]

_Words: TypeAlias = tuple[str | None, str | None]
# The reasons, and the missing inputs.

_State: TypeAlias = tuple[Value | KindError | None, ...]

_REMEMBERED: Final = 2**17
"""How many states have their words remembered."""


def explanations(
    engine: Engine,
    rules: Sequence[Form],
    read: Sequence[Column],
    whole: Collection[str],
) -> dict[str, Any]:
    """
    Columns with the reasons for each answer and the missing inputs, in words.

    Args:
        engine: The engine of the frame.

        rules: The rules.

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
    for rule in rules:
        because, missing = _explained(engine, rule, values, whole)
        made[f"{rule.name}_because"] = because
        made[f"{rule.name}_missing"] = missing
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
    silent, linked = _masks(engine, rule, values, every)
    plain = ~(silent | linked)
    cut = _cells(rule)
    words = _spoken(
        values if plain.all() else values.filter(plain),
        [(each.name, each, cut.get(each.name)) for each in own],
        functools.partial(_of_inputs, rule, tuple(each.name for each in own)),
        whole,
    )
    if not plain.all():
        invalid = [_invalid(name) for name in names if _invalid(name) in values.columns]
        others = _spoken(
            values.filter(linked),
            [(e.name, e, None) for e in every] + [(e, None, None) for e in invalid],
            functools.partial(_of_records, rule, tuple(each.name for each in every)),
            whole,
        )
        nothing = pl.DataFrame({name: [None] for name in words.columns}, words.schema)
        place = (
            pl.when(plain)
            .then(plain.cum_sum())
            .when(linked)
            .then(plain.sum() + linked.cum_sum())
            .otherwise(len(words) + len(others) + 1)
        )
        words = pl.concat([words, others, nothing])
        words = words[pl.select(place.cast(pl.Int64) - 1).to_series()]
    return words["because"], words["missing"]


def _masks(
    engine: Engine, rule: Form, values: Any, every: Sequence[Quantity]
) -> tuple[Any, Any]:
    """
    Where a rule gives no answer, and where other records speak about its inputs.

    Neither overlaps with the other.
    """
    pl: Any = importlib.import_module("polars")
    inputs = {each.name: each for each in rule.reads}
    looked_at = [*rule.inputs]
    looked_at += [c for q in rule.inputs if (c := COMPANIONS.get(q.name))]
    invalid = [
        values[name]
        for each in looked_at
        if (name := _invalid(each.name)) in values.columns
    ]
    known = checked(engine.dialect, {each: each.name for each in every}, ())
    made = values.with_columns(**known.stages[0]) if known.conflicts else values
    silent, linked = [*invalid], []
    for name, conflict in known.conflicts:
        if rule.is_silenced_by(conflict):
            silent.append(made[name])
        elif conflict.by_definition and not inputs.keys().isdisjoint(conflict.fields):
            linked.append(made[name])
    for each in every:
        if each.name in inputs and each.name in COMPANIONS:
            reason = COMPANIONS[each.name].name
            if reason in values.columns:
                linked.append(values[reason].is_not_null())
        for link in links().get(each.name, ()):
            target = link.target.quantity.name
            if target in inputs:
                said = _narrows(values, link.source, link.allowed, link.target)
                if target in values.columns:
                    said = said & values[target].is_null()
                linked.append(said)
    none = pl.repeat(value=False, n=values.height, dtype=pl.Boolean, eager=True)
    silent_mask = functools.reduce(lambda a, b: a | b, silent, none)
    linked_mask = functools.reduce(lambda a, b: a | b, linked, none)
    if rule.firm:
        # An answer stands that is decided without what is at fault.
        return none, linked_mask | silent_mask
    return silent_mask, linked_mask & ~silent_mask


def _narrows(
    values: Any, source: Cells, allowed: Sequence[frozenset[int]], target: Cells
) -> Any:
    """Where a record leaves less of another quantity than all of its cells."""
    some = [i for i, each in enumerate(allowed) if len(each) < len(target.examples)]
    quantity = source.quantity
    place, _ = place_of(values[quantity.name], quantity, source)
    return place.is_in(some)


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
        if isinstance(each, Measure) and each in named
    }


def _spoken(
    values: Any,
    key: Sequence[tuple[str, Quantity | None, Cells | None]],
    words: Callable[[_State], _Words],
    whole: Collection[str],
) -> Any:
    """The words for each row of a frame, made once for each state of some columns."""
    pl: Any = importlib.import_module("polars")
    states = states_of(values, key)
    held = [(name, quantity) for name, quantity, _ in key if quantity is not None]
    marked = {name for name, quantity, _ in key if quantity is None}
    found = [
        words(
            tuple(
                _invalid_cell(quantity)
                if _invalid(name) in marked and row[_invalid(name)]
                else _cell(quantity, row[name], name in whole)
                for name, quantity in held
            )
        )
        for row in states.rows.iter_rows(named=True)
    ]
    because, missing = zip(*found, strict=True) if found else ((), ())
    table = pl.DataFrame(
        [
            pl.Series("because", because, dtype=pl.String),
            pl.Series("missing", missing, dtype=pl.String),
        ]
    )
    return table[states.place]


def _invalid_cell(quantity: Quantity) -> KindError:
    """What stands for an invalid cell among the values of one person."""
    return KindError(quantity.name, "another value", quantity.allowed)


@functools.lru_cache(_REMEMBERED)
def _of_inputs(rule: Form, names: tuple[str, ...], state: _State) -> _Words:
    """The words for inputs about which no other record says anything."""
    known = dict(zip(names, cast("tuple[Value | None, ...]", state), strict=True))
    return _words(rule.recall(known))


def _of_records(rule: Form, names: tuple[str, ...], state: _State) -> _Words:
    """The words for all records that say something about the inputs of a rule."""
    return _words(rule(dict(zip(names, state, strict=True))))


def _words(found: Finding[Outcome]) -> _Words:
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
