"""
Which columns have to be made, and in which order, for rules to be columns.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from cervmyelo.display.tables import kind_of_answer
from cervmyelo.forms import Curve, Form, GradingForm, PostTest
from cervmyelo.quantity import Quantity

from .columns import OURS, Column, Namespace, any_of, fault, is_polars, worded
from .expressions import Plan, Stage, plan

__all__ = ["PROBLEMS", "Recipe", "ends_of", "recipe"]

PROBLEMS: Final = "problems"
"""The column that tells what is impossible in a row; null where nothing is."""

_AT_ONCE: Final = 8


def ends_of(rule: Form) -> tuple[str, ...]:
    """What the names of the columns end in that bounds add for a rule."""
    return ("low", "high", *_limits(rule), "status")


def _limits(rule: Form) -> tuple[str, ...]:
    has = isinstance(rule, Curve) or (isinstance(rule, PostTest) and rule.has_intervals)
    return ("interval_low", "interval_high") if has else ()


@attrs.frozen
class Recipe:
    """
    Columns that are made stage by stage; later ones look at earlier ones.

    Attributes:
        stages: The stages; the first reads the inputs, the last has the answers.

        faults: Where the cells are impossible, of each quantity whose cells can be,
            once the inputs are read.
    """

    stages: tuple[Stage, ...]
    faults: Mapping[Quantity, Any]


@functools.lru_cache
def recipe(
    m: Namespace,
    rules: tuple[Form, ...],
    read: tuple[Column, ...],
    *,
    bounds: bool,
    flag: bool,
) -> Recipe:
    """
    How rules are worked out over the columns that hold their inputs.

    Args:
        m: ``polars`` or ``narwhals``.

        rules: The rules.

        read: The columns that hold their inputs.

        bounds: Whether bounds and status are wanted.

        flag: Whether the column ``problems`` is wanted.
    """
    places = {each.quantity: each.name or _value(each.quantity) for each in read}
    values = {_value(each.quantity): each.value for each in read if not each.name}
    faults = {
        each.quantity: each.recorded & m.col(places[each.quantity]).is_null()
        for each in read
        if each.recorded is not None
    }
    plans = {rule.name: plan(m, rule, places.__getitem__) for rule in rules}
    if not (bounds or flag):
        plans = {name: each.alone or each for name, each in plans.items()}
    wrong = {_fault(quantity): where for quantity, where in faults.items()}
    # What only refusals look at is worked out within them: fewer columns on the way.
    where = {each: m.col(_fault(each)) for each in faults} if flag else faults
    simple: Stage = {}
    found: Stage = {}
    answers: Stage = {}
    chains: list[tuple[Stage, ...]] = []
    shared: dict[tuple[Quantity, ...], str] = {}
    for rule in rules:
        how = plans[rule.name]
        doubted = tuple(each for each in rule.inputs if each in faults)
        refused = shared.get(doubted, _own(rule, "refused"))
        if how.unanswered is not None:
            # Where a rule refuses is known after its bounds, and after the faults.
            silent = _own(rule, "unanswered")
            refused = _own(rule, "refused")
            nothing = any_of([*(where[each] for each in doubted), how.unanswered])
            last = {silent: how.unanswered, refused: nothing}
            chains.append(({}, *(how.stages or ({},)), last))
        else:
            chains.append(({}, *how.stages))
            if doubted and doubted not in shared:
                shared[doubted] = refused
                simple[refused] = any_of(where[each] for each in doubted)
        if bounds and how.interval is not None:
            chains.append(({}, *how.interval.stages))
        doubt = refused if doubted or how.unanswered is not None else None
        found |= _findings(rule, how, bounds=bounds)
        answers |= _answers(m, rule, doubt, bounds=bounds)
    chains.append((values, wrong, simple) if flag else (values, simple))
    if flag:
        said = {fault(quantity): _fault(quantity) for quantity in faults}
        answers[PROBLEMS] = _problems(m, said | _unanswered(plans))
    # Each is made once; within one expression each use would be worked out again.
    return Recipe((*_level_by_level(chains), found, answers), faults)


def _level_by_level(chains: Iterable[tuple[Stage, ...]]) -> Iterator[Stage]:
    """Stages of several, made at once."""
    for level in itertools.zip_longest(*chains):
        merged = {name: made for stage in level for name, made in (stage or {}).items()}
        if merged:
            yield merged


def _value(quantity: Quantity) -> str:
    return f"{OURS}{quantity.name}"


def _fault(quantity: Quantity) -> str:
    return f"{OURS}{quantity.name}__fault"


def _own(rule: Form, what: str) -> str:
    return f"{OURS}{rule.name}__{what}"


def _findings(rule: Form, how: Plan, *, bounds: bool) -> Stage:
    """The answer and its bounds, wherever there is something to be found."""
    found = {"found": how.value}
    if bounds:
        found |= {"found_low": how.low, "found_high": how.high}
        if how.interval is not None:
            found["found_interval_low"] = how.interval.low
            found["found_interval_high"] = how.interval.high
    return {_own(rule, what): each for what, each in found.items()}


def _answers(m: Namespace, rule: Form, doubt: str | None, *, bounds: bool) -> Stage:
    """What is told: nothing where the rule refuses, as a column tells if it can."""
    kinds = {int: m.Int64, float: m.Float64, str: m.String}
    kind = kinds[kind_of_answer(rule)]
    scale = rule.scale if isinstance(rule, GradingForm) else None
    refused = m.lit(value=False) if doubt is None else m.col(doubt)

    def answer(what: str) -> Any:
        found = m.col(_own(rule, what))
        if kind != m.String or scale is None:
            if scale is not None and scale.codes != tuple(range(len(scale))):
                chain = m
                for rank, level in enumerate(scale.levels):
                    chain = chain.when(found == rank).then(m.lit(level.code, kind))
                found = chain.otherwise(m.lit(None, kind))
            return (m.when(~refused).then(found) if doubt else found).cast(kind)
        never = [(refused, None)] if doubt else []
        codes = [(found == place, str(each)) for place, each in enumerate(scale.codes)]
        return worded(m, [*never, *codes], None)

    made = {rule.name: answer("found")}
    if bounds:
        # A scale without order has no least and no greatest.
        ranked = scale is None or scale.ordered
        for end in ("low", "high"):
            made[f"{rule.name}_{end}"] = (
                answer(f"found_{end}") if ranked else m.lit(None, kind)
            )
        for end in _limits(rule):
            made[f"{rule.name}_{end}"] = answer(f"found_{end}")
        open_ = m.col(_own(rule, "found")).is_null()
        made[f"{rule.name}_status"] = worded(
            m, [(refused, "refused"), (open_, "undecided")], "ok"
        )
    return made


def _unanswered(plans: Mapping[str, Plan]) -> dict[str, str]:
    """Where the source of a rule gives no answer, and what is then said."""
    return {
        f"{name}: {' Or: '.join(each.why for each in how.gaps)}": (
            f"{OURS}{name}__unanswered"
        )
        for name, how in plans.items()
        if how.gaps
    }


def _problems(m: Namespace, wrong: Mapping[str, str]) -> Any:
    """What is said of a row: the texts whose columns hold in it."""
    if not wrong:
        return m.lit(None, m.String)
    some = any_of(map(m.col, wrong.values()))
    if is_polars(m):
        said = [_said_of_few(m, dict(few)) for few in _few_at_once(list(wrong.items()))]
        joined = m.concat_str(said, separator=" ", ignore_nulls=True)
        return said[0] if len(said) == 1 else m.when(some).then(joined)
    told_ = [
        m.when(m.col(name)).then(m.lit(f"{text} ")).otherwise(m.lit(""))
        for text, name in wrong.items()
    ]
    # Joined at once: some engines repeat what is joined, which doubles each time.
    joined = m.concat_str([*told_, m.lit("")]).str.strip_chars()
    return m.when(some).then(joined)


def _few_at_once(items: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    starts = range(0, len(items), _AT_ONCE)
    return [items[start : start + _AT_ONCE] for start in starts]


def _said_of_few(m: Namespace, wrong: Mapping[str, str]) -> Any:
    """What is said of few texts: each set of them is a place in a table."""
    none = m.lit(0, m.Int16)
    place = none
    for bit, name in enumerate(wrong.values()):
        place = place + m.when(m.col(name)).then(m.lit(1 << bit, m.Int16)).otherwise(
            none
        )
    sets = itertools.product((False, True), repeat=len(wrong))
    said = [
        " ".join(itertools.compress(wrong, reversed(chosen))) or None for chosen in sets
    ]
    return m.lit(m.Series(said, dtype=m.String)).gather(place)
