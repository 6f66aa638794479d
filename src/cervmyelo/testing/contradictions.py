"""
Records of just what contradicts itself, one strategy for each published statement.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TypeAlias, cast

import attrs
from hypothesis import strategies as st

from cervmyelo.consistency import (
    CONTRADICTIONS,
    ENTAILMENTS,
    LIMITS,
    TOTALS,
    Contradiction,
    Entailment,
    Limit,
    Total,
    quantity_of,
)
from cervmyelo.consistency.facts import Described, Literal
from cervmyelo.criteria import holds
from cervmyelo.quantity import Value

from .values import values

__all__ = ["Clash", "clash_of", "contradictory_facts"]

Facts: TypeAlias = Mapping[str, Value]


@attrs.frozen
class Clash:
    """
    Facts that contradict each other.

    Attributes:
        names: The names of their quantities.

        drawn: A strategy for such facts.
    """

    names: frozenset[str]
    drawn: st.SearchStrategy[Facts]


def contradictory_facts(names: frozenset[str]) -> st.SearchStrategy[Facts]:
    """
    Facts that cannot be together by definition.

    Args:
        names: The names of the only quantities to use.

    Returns:
        A strategy for them; empty if these quantities cannot contradict each other.
    """
    return st.one_of(*(clash.drawn for clash in _clashes() if clash.names <= names))


@functools.cache
def _clashes() -> tuple[Clash, ...]:
    every: tuple[Entailment | Contradiction | Limit | Total, ...] = (
        *ENTAILMENTS,
        *CONTRADICTIONS,
        *LIMITS,
        *TOTALS,
    )
    return tuple(map(clash_of, every))


def clash_of(statement: Entailment | Contradiction | Limit | Total) -> Clash:
    """What contradicts a statement."""
    match statement:
        case Entailment():
            return _pair(statement.when, statement.then, both=False)
        case Contradiction():
            return _pair(statement.one, statement.other, both=True)
        case Limit():
            return _beyond(statement)
        case Total():
            return _wrong(statement)


def _pair(one: Literal, other: Literal, *, both: bool) -> Clash:
    """The first is true and the second is not; or both are."""
    first, second = quantity_of(one).name, quantity_of(other).name
    drawn = st.fixed_dictionaries(
        {first: _making(one, wanted=True), second: _making(other, wanted=both)}
    )
    return Clash(frozenset((first, second)), drawn)


def _making(literal: Literal, *, wanted: bool) -> st.SearchStrategy[Value]:
    """The values that make a literal true, or not."""
    quantity = quantity_of(literal)
    every = values(quantity)
    if isinstance(literal, Described):
        return every
    return every.filter(lambda value: holds(literal, {quantity.name: value}) is wanted)


def _beyond(limit: Limit) -> Clash:
    """The measure is above its limit."""
    measure, most = limit.measure, limit.most

    def above(bound: Value) -> st.SearchStrategy[Facts]:
        least = limit.factor * cast("float", bound) + limit.plus
        return st.fixed_dictionaries(
            {
                measure.name: st.floats(least, measure.high, exclude_min=True),
                most.name: st.just(bound),
            }
        )

    def leaves_room(bound: Value) -> bool:
        return limit.factor * cast("float", bound) + limit.plus < measure.high

    drawn = values(most).filter(leaves_room).flatmap(above)
    return Clash(frozenset((measure.name, most.name)), drawn)


def _wrong(total: Total) -> Clash:
    """All items are recorded, and the total is not their sum."""
    names = (total.answer.name, *(item.name for item in total.items))
    every = {item.name: values(item) for item in total.items}
    every[total.answer.name] = values(total.answer)

    def differs(facts: Facts) -> bool:
        scores = [cast("float", facts[item.name]) for item in total.items]
        return sum(scores) != facts[total.answer.name]

    drawn: st.SearchStrategy[Facts] = st.fixed_dictionaries(every).filter(differs)
    return Clash(frozenset(names), drawn)
