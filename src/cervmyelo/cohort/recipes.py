"""
The columns that have to be made, and in which order, to evaluate rules over a frame.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from cervmyelo.consistency import Conflict
from cervmyelo.forms import FirstMatch, Form, GradingForm
from cervmyelo.models.ends import ends_of
from cervmyelo.models.patient import SUFFIX
from cervmyelo.quantity import Quantity

from .answers import PROBLEMS, Added, added_columns
from .columns import OURS, R_PROBLEM, Column, made_before, message
from .dialects import Dialect, Expression, Stage, any_of, level_by_level
from .ends import columns_in_part
from .plans import Inputs, Plan, checked, holding, plan
from .reasons import silencing

__all__ = ["Recipe", "recipe"]


@attrs.frozen
class Recipe:
    """
    Columns that are made stage by stage; later ones read earlier ones.

    Attributes:
        stages: The stages; the first ones read the inputs, the last has the answers.

        reading: How many of them read the inputs.

        held: The name of the column with what was read, for each input.

        faults: Masks of invalid cells, for each quantity whose column can have any,
            once the inputs are read.

        conflicts: The rows of each conflict among what is read, as the name of a mask.

        silent: For each message on why a source has no answer, the name of the mask of
            its rows; empty unless the messages were asked for apart.
    """

    stages: tuple[Stage, ...]
    reading: int
    held: Mapping[Quantity, str]
    faults: Mapping[Quantity, Expression]
    conflicts: tuple[tuple[str, Conflict], ...]
    silent: Mapping[str, str]


@functools.lru_cache
def recipe(  # noqa: PLR0913, PLR0915 -- one for each way of asking, one for each step
    m: Dialect,
    rules: tuple[Form, ...],
    read: tuple[Column, ...],
    *,
    bounds: bool,
    flag: bool,
    ranks: bool,
    people: bool = False,
    apart: bool = False,
    names: tuple[str, ...] = (),
) -> Recipe:
    """
    How rules are evaluated over the columns that hold what they read.

    Args:
        m: The dialect.

        rules: The rules.

        read: The columns of their inputs, and of other quantities that say whom a rule
            is for, or something about an input.

        bounds: Whether bounds and status are wanted.

        flag: Whether the column ``problems`` is wanted.

        ranks: Whether the frame needs ranks to order words.

        people: Whether what is assumed about a person is wanted.

        apart: Whether the messages of rules are wanted, each as a mask.

        names: What the names of the columns of each rule begin with; empty for the
            names of the rules.
    """
    called = dict(zip(rules, names or (rule.name for rule in rules), strict=True))
    asked = dict.fromkeys(each for rule in rules for each in rule.reads)
    held = {each.quantity: each.name or _value(each.quantity) for each in read}
    values = {_value(each.quantity): each.value for each in read if not each.name}
    spanned, ends = columns_in_part(m, read)
    values |= ends
    flaggable = {
        name
        for each in asked
        for name in (
            each.name,
            f"{each.name}{SUFFIX}",
            *(end.name for end in ends_of(each)),
        )
    }
    faults = {
        each.quantity: each.recorded & m.col(held[each.quantity]).is_null()
        for each in read
        if each.recorded is not None and each.quantity.name in flaggable
    }
    known = checked(m, held, asked, spanned)
    inputs = known.inputs
    plans = {rule.name: plan(inputs, rule) for rule in rules}
    outside = {rule.name: _people(inputs, rule, people=people) for rule in rules}
    masks = {_fault(quantity): mask for quantity, mask in faults.items()}
    of_r = [
        m.cast(each.of_r, "int8")
        for each in read
        if each.of_r is not None and each.quantity.name in flaggable
    ]
    if of_r:
        # Hundreds of conditions joined by "or" would be nested too deeply.
        masks[_OF_R] = (m.greatest(*of_r) == 1).fill_null(value=False)
    # Masks that only refusals read are evaluated within them: fewer temporary columns.
    invalid = {each: m.col(_fault(each)) for each in faults} if flag else faults
    faulty: dict[tuple[str, ...], str] = {}
    earlier: dict[str, str] = {}
    simple: Stage = {}
    found: Stage = {}
    answers: Stage = {}
    chains: list[tuple[Stage, ...]] = []
    shared: dict[tuple[str, ...], str] = {}
    empty: Stage = {}
    nothing = (empty,) * (1 + len(known.stages))
    for rule in rules:
        how = plans[rule.name]
        who = outside[rule.name]
        # The value alone may be quicker to find than through both bounds.
        quick = None if bounds or flag or people or apart else how.shortcut
        stages = how.stages if quick is None else quick.stages
        answered = how.answered if quick is None else None
        refusing = {_fault(q): invalid[q] for q in silencing(rule) if q in faults}
        refusing |= {
            mask: m.col(mask)
            for mask, conflict in known.conflicts
            if rule.is_silenced_by(conflict)
        }
        speaks = who.unmet or how.conflicts or how.answered is not None
        if (flag or apart) and refusing and speaks:
            # A row whose facts are at fault has no other message of the rule.
            faulty_row = faulty.setdefault(tuple(refusing), _own(rule, "at_fault"))
            earlier[rule.name] = faulty_row
            simple[faulty_row] = any_of(refusing.values())
        refusing |= {name: m.col(name) for name in who.unmet}
        chains.append((*nothing, who.stage))
        if rule.firm and refusing:
            # An answer stands that is decided without what is at fault.
            refused = _own(rule, "refused")
            decided = how.value if quick is None else quick.value
            at_fault = any_of(refusing.values()) & decided.is_null()
            chains.append((*nothing, *stages, {refused: at_fault}))
        elif answered is not None or how.conflicts:
            # Whether a rule refuses is known only after its bounds, and the masks.
            silent, refused = _own(rule, "unanswered"), _own(rule, "refused")
            never = [*refusing.values(), *(m.col(mask) for mask, _ in how.conflicts)]
            last: Stage = {}
            if answered is not None:
                last[silent] = ~answered
                never.append(~answered)
            last[refused] = any_of(never)
            chains.append((*nothing, *(stages or ({},)), last))
        else:
            refused = shared.get(tuple(refusing), _own(rule, "refused"))
            chains.append((*nothing, *stages))
            if refusing and tuple(refusing) not in shared:
                shared[tuple(refusing)] = refused
                simple[refused] = any_of(refusing.values())
        if bounds and how.interval is not None:
            chains.append((*nothing, *how.interval.stages))
        found |= _found(
            rule, how, None if quick is None else quick.value, bounds=bounds
        )
        maybe = refusing or answered is not None or how.conflicts
        doubt = refused if maybe else None
        for column in added_columns(
            rule, called[rule], bounds=bounds, people=people, ranks=ranks
        ):
            answers[column.name] = (
                _holds_for(m, {**who.open, **_raisable(inputs, rule, how)}, doubt)
                if column.part == "holds_for"
                else _answer(m, rule, column, doubt)
            )
    chains.append((values, masks if flag else {}))
    chains.append(({}, *known.stages, {}, simple))
    of_rules = _of_rules(m, earlier, outside, plans) if flag or apart else {}
    if flag:
        cells = {message(quantity): _fault(quantity) for quantity in faults}
        cells |= {R_PROBLEM: _OF_R} if of_r else {}
        answers[PROBLEMS] = _problems(m, cells, known.conflicts, of_rules)
    marked: dict[str, str] = {}
    if apart:
        marked = {text: f"{_SILENT}{place}" for place, text in enumerate(of_rules)}
        answers |= {marked[text]: mask for text, mask in of_rules.items()}
    # Each column is made once; within one expression each use would be evaluated again.
    before = made_before(read)
    in_order = (*before, *level_by_level(chains), found, answers)
    return Recipe(in_order, len(before) + 1, held, faults, known.conflicts, marked)


_OF_R: Final = f"{OURS}of_r"
_SILENT: Final = f"{OURS}silent_"


@attrs.frozen
class _Who:
    """
    The conditions of the people a rule is for, as columns.

    Attributes:
        stage: Columns that have to be made first.

        unmet: For the name of a mask, never null, of rows that do not meet a
            condition, the message on them.

        open: For the label of a condition, the mask of rows in which it is assumed.
    """

    stage: Stage
    unmet: Mapping[str, str]
    open: Mapping[str, Expression]


def _people(inputs: Inputs, rule: Form, *, people: bool) -> _Who:
    stage: Stage = {}
    unmet: dict[str, str] = {}
    assumed: dict[str, Expression] = {}
    conditions = () if rule.people is None else rule.people.conditions
    for place, condition in enumerate(conditions):
        holds = holding(inputs, condition.when)
        if holds is not None:
            name = _own(rule, f"unmet_{place}")
            stage[name] = (~holds).fill_null(value=False)
            unmet[name] = f"{rule.name}: {condition.gap.why}"
        if people:
            name = _own(rule, f"assumed_{place}")
            # A condition about which the frame has no column is assumed in each row.
            stage[name] = _open(inputs.m, holds)
            assumed[condition.label] = inputs.m.col(name)
    return _Who(stage, unmet, assumed)


def _raisable(inputs: Inputs, rule: Form, how: Plan) -> dict[str, Expression]:
    """The masks of rows whose answer could be raised by what is not recorded."""
    if not isinstance(rule, FirstMatch):
        return {}
    return {
        f"no {row.when}": (how.low < rank) & _open(inputs.m, holding(inputs, row.when))
        for rank, row in rule.floors
    }


def _open(m: Dialect, holds: Expression | None) -> Expression:
    """Whether it is not known that a criterion is met; never null."""
    return m.lit(value=True, kind="boolean") if holds is None else m.unknown(holds)


def _holds_for(
    m: Dialect, assumed: Mapping[str, Expression], doubt: str | None
) -> Expression:
    """What is assumed about the person of a row; null where nothing is."""
    if not assumed:
        return m.lit(None, "string")
    labels = m.messages(assumed, separator="; ")
    return labels if doubt is None else m.case((~m.col(doubt), labels))


def _problems(
    m: Dialect,
    cells: Mapping[str, str],
    conflicts: Iterable[tuple[str, Conflict]],
    of_rules: Mapping[str, Expression],
) -> Expression:
    """The messages on each row: what is invalid, contradictory or not answered."""
    masks = {**cells} | {str(conflict): mask for mask, conflict in conflicts}
    messages = {text: m.col(mask) for text, mask in masks.items()} | {**of_rules}
    return m.messages(messages) if messages else m.lit(None, "string")


def _of_rules(
    m: Dialect,
    earlier: Mapping[str, str],
    outside: Mapping[str, _Who],
    plans: Mapping[str, Plan],
) -> dict[str, Expression]:
    """
    The messages of rules, each where nothing before it refuses the row.

    As for one person, what is at fault comes first, then whom the rule is for, what
    contradicts a recorded answer, and gaps of the source.
    """
    unmet: dict[str, Expression] = {}
    against: dict[str, Expression] = {}
    gaps: dict[str, Expression] = {}
    for name, how in plans.items():
        before = [m.col(earlier[name])] if name in earlier else []

        def alone(mask: str, before: list[Expression] = before) -> Expression:
            own = m.col(mask)
            return own & ~any_of(before) if before else own

        unmet |= {text: alone(mask) for mask, text in outside[name].unmet.items()}
        before += map(m.col, outside[name].unmet)
        for mask, text in how.conflicts:
            # Rules on one recorded answer share the message, and one is enough.
            others = [against[text]] if text in against else []
            against[text] = any_of([*others, alone(mask)])
        before += (m.col(mask) for mask, _ in how.conflicts)
        if how.answered is not None:
            text = f"{name}: {' Or: '.join(each.why for each in how.gaps)}"
            gaps[text] = alone(f"{OURS}{name}__unanswered")
    return {**unmet, **against, **gaps}


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
