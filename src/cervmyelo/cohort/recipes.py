"""
The columns that have to be made, and in which order, to evaluate rules over a frame.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping

import attrs

from cervmyelo.forms import Form, GradingForm
from cervmyelo.quantity import Quantity

from .answers import PROBLEMS, Added, added_columns
from .columns import OURS, Column, message
from .dialects import Dialect, Expression, Stage, any_of
from .plans import Inputs, Plan, plan

__all__ = ["Recipe", "recipe"]


@attrs.frozen
class Recipe:
    """
    Columns that are made stage by stage; later ones read earlier ones.

    Attributes:
        stages: The stages; the first reads the inputs, the last has the answers.

        faults: Masks of invalid cells, for each quantity whose column can have any,
            once the inputs are read.
    """

    stages: tuple[Stage, ...]
    faults: Mapping[Quantity, Expression]


@functools.lru_cache
def recipe(  # noqa: PLR0913 -- one for each way of asking
    m: Dialect,
    rules: tuple[Form, ...],
    read: tuple[Column, ...],
    *,
    bounds: bool,
    flag: bool,
    ranks: bool,
) -> Recipe:
    """
    How rules are evaluated over the columns that hold their inputs.

    Args:
        m: The dialect.

        rules: The rules.

        read: The columns that hold their inputs.

        bounds: Whether bounds and status are wanted.

        flag: Whether the column ``problems`` is wanted.

        ranks: Whether the frame needs ranks to order words.
    """
    names = {each.quantity: each.name or _value(each.quantity) for each in read}
    values = {_value(each.quantity): each.value for each in read if not each.name}
    faults = {
        each.quantity: each.recorded & m.col(names[each.quantity]).is_null()
        for each in read
        if each.recorded is not None
    }
    inputs = Inputs(m, names)
    plans = {rule.name: plan(inputs, rule) for rule in rules}
    masks = {_fault(quantity): mask for quantity, mask in faults.items()}
    # Masks that only refusals read are evaluated within them: fewer temporary columns.
    invalid = {each: m.col(_fault(each)) for each in faults} if flag else faults
    simple: Stage = {}
    found: Stage = {}
    answers: Stage = {}
    chains: list[tuple[Stage, ...]] = []
    shared: dict[tuple[Quantity, ...], str] = {}
    for rule in rules:
        how = plans[rule.name]
        # The value alone may be quicker to find than through both bounds.
        quick = None if bounds or flag else how.shortcut
        stages = how.stages if quick is None else quick.stages
        answered = how.answered if quick is None else None
        checked = tuple(each for each in rule.inputs if each in faults)
        refused = shared.get(checked, _own(rule, "refused"))
        if answered is not None:
            # Whether a rule refuses is known only after its bounds, and the masks.
            silent, refused = _own(rule, "unanswered"), _own(rule, "refused")
            nothing = any_of([*(invalid[each] for each in checked), ~answered])
            chains.append(
                ({}, *(stages or ({},)), {silent: ~answered, refused: nothing})
            )
        else:
            chains.append(({}, *stages))
            if checked and checked not in shared:
                shared[checked] = refused
                simple[refused] = any_of(invalid[each] for each in checked)
        if bounds and how.interval is not None:
            chains.append(({}, *how.interval.stages))
        found |= _found(
            rule, how, None if quick is None else quick.value, bounds=bounds
        )
        doubt = refused if checked or answered is not None else None
        for column in added_columns(rule, bounds=bounds, ranks=ranks):
            answers[column.name] = _answer(m, rule, column, doubt)
    chains.append((values, masks, simple) if flag else (values, simple))
    if flag:
        messages = {message(quantity): _fault(quantity) for quantity in faults}
        messages |= _gaps(plans)
        answers[PROBLEMS] = (
            m.messages({text: m.col(name) for text, name in messages.items()})
            if messages
            else m.lit(None, "string")
        )
    # Each column is made once; within one expression each use would be evaluated again.
    return Recipe((*_level_by_level(chains), found, answers), faults)


def _level_by_level(chains: Iterable[tuple[Stage, ...]]) -> Iterator[Stage]:
    """Merge chains of stages, so that columns of one level are made at once."""
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


def _found(rule: Form, how: Plan, quick: Expression | None, *, bounds: bool) -> Stage:
    """The answer and its bounds, also where the rule refuses."""
    found = {"value": how.value if quick is None else quick}
    if bounds:
        found |= {"low": how.low, "high": how.high}
        if how.interval is not None:
            found["interval_low"] = how.interval.low
            found["interval_high"] = how.interval.high
    return {_own(rule, f"found_{part}"): each for part, each in found.items()}


def _answer(m: Dialect, rule: Form, column: Added, doubt: str | None) -> Expression:
    """An output column: null where the rule refuses."""
    refused = None if doubt is None else m.col(doubt)
    if column.part == "status":
        never = [] if refused is None else [(refused, "refused")]
        undecided = m.col(_own(rule, "found_value")).is_null()
        return m.words(*never, (undecided, "undecided"), otherwise="ok")
    found = m.col(_own(rule, f"found_{column.part}"))
    scale = rule.scale if isinstance(rule, GradingForm) else None
    # A scale without order has no least and no greatest.
    none = scale is not None and not scale.ordered and column.part != "value"
    if column.scale is not None:
        hidden = [] if refused is None else [(refused, None)]
        words = [(found == rank, word) for rank, word in enumerate(column.levels)]
        return m.levels(*([] if none else [*hidden, *words]), levels=column.levels)
    if none:
        return m.lit(None, column.kind)
    if scale is not None and not column.rank:
        codes = scale.codes
        if codes != tuple(range(len(codes))):
            found = m.case(
                *(
                    (found == rank, m.lit(code, "int64"))
                    for rank, code in enumerate(codes)
                )
            )
    shown = found if refused is None else m.case((~refused, found))
    return m.cast(shown, column.kind)


def _gaps(plans: Mapping[str, Plan]) -> dict[str, str]:
    """For each rule that can go unanswered, the message and the mask of its rows."""
    return {
        f"{name}: {' Or: '.join(each.why for each in how.gaps)}": (
            f"{OURS}{name}__unanswered"
        )
        for name, how in plans.items()
        if how.answered is not None
    }
