"""
What recorded facts say about each other, by plain search over the statements.

Nothing here knows how the library follows statements: quantities that were not recorded
are filled in one after the other, and a filling that breaks a statement is dropped.
"""

import functools
import itertools
import math

from strategies import answers_of, true_of

from cervmyelo.consistency.facts import (
    CONTRADICTIONS,
    DOUBTS,
    ENTAILMENTS,
    LIMITS,
    Contradiction,
    Described,
    TotalAtMost,
    quantity_of,
)
from cervmyelo.criteria import Above, AllOf, AnyOf, AtLeast, Not, leaves, looks_at
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Measure

MANY = 20
"""A measure with more values is tried at its ends and next to its cut-offs."""


def both(statement):
    """The two literals of a statement, and whether the second is denied."""
    if isinstance(statement, Contradiction):
        return statement.one, statement.other, True
    return statement.when, statement.then, False


def of_recorded_alone(statement):
    """Whether a statement speaks only where its first quantity was recorded."""
    one, _, _ = both(statement)
    return isinstance(one, Described) or getattr(statement, "one_way", False)


def true(literal, value):
    """Whether a literal is true of a value."""
    if isinstance(literal, Described):
        return True
    return true_of(literal, {quantity_of(literal).name: value})


STATEMENTS = [
    (quantity_of(one).name, one, quantity_of(other).name, other, denied, alone)
    for statement in (*ENTAILMENTS, *CONTRADICTIONS)
    for one, other, denied in [both(statement)]
    for alone in [of_recorded_alone(statement)]
]
NEIGHBOURS: dict[str, set[str]] = {}
for _one, _, _other, _, _, _ in STATEMENTS:
    NEIGHBOURS.setdefault(_one, set()).add(_other)
    NEIGHBOURS.setdefault(_other, set()).add(_one)


@functools.cache
def group(name):
    """The names that statements connect with a name, however far away."""
    found, waiting = set(), [name]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += NEIGHBOURS.get(here, ())
    return frozenset(found)


@functools.cache
def about(some):
    """The statements within a group."""
    return [each for each in STATEMENTS if each[0] in some]


@functools.cache
def trials(name):
    """The values of a quantity that are tried: all, or enough to tell them apart."""
    quantity = QUANTITIES[name]
    if not isinstance(quantity, Measure):
        return quantity.values
    if quantity.step is not None and len(quantity.values) <= MANY:
        return quantity.values
    step = quantity.step or 0.01
    found = {quantity.low, quantity.high}
    literals = [each for s in STATEMENTS for each in (s[1], s[3])]
    literals += [part for doubt in DOUBTS for part in doubt.parts]
    for literal in literals:
        inner = literal.part if isinstance(literal, Not) else literal
        if isinstance(inner, Above | AtLeast) and inner.measure is quantity:
            found |= {inner.bound - step, inner.bound, inner.bound + step}
    return tuple(sorted(each for each in found if quantity.holds(each)))


def broken(some, values, recorded):
    """Whether values break one of some statements."""
    for first, one, second, other, denied, alone in some:
        if first not in values or second not in values:
            continue
        if alone and first not in recorded:
            continue
        if true(one, values[first]) and true(other, values[second]) is denied:
            return True
    return False


@functools.cache
def _fillable(known, recorded, some):
    """Whether the rest of a group can be filled in."""
    statements = [s for s in about(some) if not s[5] or s[0] in recorded]
    wanted = {name for s in statements for name in (s[0], s[2])}

    def filled(values, rest):
        if broken(statements, values, recorded):
            return False
        if not rest:
            return True
        return any(filled({**values, rest[0]: v}, rest[1:]) for v in trials(rest[0]))

    values = dict(known)
    return filled(values, sorted(wanted - values.keys()))


def completable(values, recorded):
    """Whether what is not in some values can be filled in without contradiction."""
    seen = set()
    for name in values:
        if name in NEIGHBOURS and name not in seen:
            some = group(name)
            seen |= some
            known = frozenset((n, v) for n, v in values.items() if n in some)
            if not _fillable(known, frozenset(recorded) & some, some):
                return False
    return True


def values_left(name, sure):
    """The values of a quantity that recorded values leave."""
    if name in sure:
        return (sure[name],)
    near = {n: v for n, v in sure.items() if n in group(name)}
    return tuple(v for v in trials(name) if completable({**near, name: v}, near))


LIMITED = {each.name for limit in LIMITS for each in (limit.measure, limit.most)}
ALONE = {first for first, _, _, _, _, alone in STATEMENTS if alone}
"""The quantities that say something only where they were recorded."""


def at_odds(values):
    """The pairs of recorded fields that cannot be together, each as a set."""
    named = NEIGHBOURS.keys() | LIMITED
    return _at_odds(frozenset((n, v) for n, v in values.items() if n in named))


@functools.lru_cache(100_000)
def _at_odds(known):
    values = dict(known)
    pairs = set()
    linked = [name for name in values if name in NEIGHBOURS]
    for one, other in itertools.combinations(linked, 2):
        if other in group(one):
            pair = {one: values[one], other: values[other]}
            if not completable(pair, pair):
                pairs.add(frozenset(pair))
    for limit in LIMITS:
        one, other = limit.measure.name, limit.most.name
        if one in values and other in values:
            most = limit.factor * values[other] + limit.plus
            if values[one] > most:
                pairs.add(frozenset((one, other)))
    return frozenset(pairs)


def in_doubt(values):
    """The doubts that recorded values raise."""

    def sure(part):
        if isinstance(part, TotalAtMost):
            scores = [values.get(item.name, item.high) for item in part.items]
            return sum(scores) <= part.most
        name = quantity_of(part).name
        return name in values and true(part, values[name])

    return [doubt for doubt in DOUBTS if all(map(sure, doubt.parts))]


def fields_of(doubt):
    """The fields that a doubt is about."""
    for part in doubt.parts:
        if isinstance(part, TotalAtMost):
            yield from (each.name for each in (part.answer, *part.items))
        else:
            yield quantity_of(part).name


def named_in(doubt, values):
    """The fields that are recorded and raise a doubt."""
    for part in doubt.parts:
        if not isinstance(part, TotalAtMost):
            yield quantity_of(part).name
            continue
        names = [each.name for each in part.items]
        if values.get(part.answer.name, math.inf) <= part.most:
            yield part.answer.name
        elif all(name in values for name in names):
            yield from names


def sure_of(values):
    """What was recorded and is not at odds with anything."""
    contested = set().union(*at_odds(values))
    return {name: v for name, v in values.items() if name not in contested}


def contradicted(rule, values):
    """The fields that make a rule refuse: each set of them that is at odds."""
    names = {each.name for each in rule.inputs}
    found = [pair for pair in at_odds(values) if pair & names]
    found += [
        frozenset(named_in(doubt, values))
        for doubt in in_doubt(values)
        if {each.name for each in doubt.refuses} & names
    ]
    return found


def met_by(criterion, left):
    """Whether values that are left for quantities meet a criterion; None if open."""
    if isinstance(criterion, Not):
        met = met_by(criterion.part, left)
        return None if met is None else not met
    if isinstance(criterion, AllOf | AnyOf):
        decider = isinstance(criterion, AnyOf)
        found = [met_by(part, left) for part in criterion.parts]
        if decider in found:
            return decider
        return None if None in found else not decider
    (quantity,) = looks_at(criterion)
    some = {true_of(criterion, {quantity.name: v}) for v in left[quantity.name]}
    return some.pop() if len(some) == 1 else None


@functools.cache
def _near(quantity, bounds):
    """Values of a quantity beside the bounds of criteria."""
    step = quantity.step or 0.01
    near = {bound + by for bound in bounds for by in (-step, 0, step)}
    near |= {quantity.low, quantity.high}
    return tuple(sorted(value for value in near if quantity.holds(value)))


def worth_trying(criterion):
    """For each quantity of a criterion, the values that tell its cases apart."""
    found = {}
    for quantity in dict.fromkeys(looks_at(criterion)):
        found[quantity.name] = quantity.values
        if isinstance(quantity, Measure):
            bounds = tuple(
                leaf.bound
                for leaf in leaves(criterion)
                if isinstance(leaf, Above | AtLeast) and leaf.measure is quantity
            )
            found[quantity.name] = _near(quantity, bounds)
    return found


def conditions_of(rule, values):
    """The labels of the conditions that are not met, and of those that are open."""
    if rule.people is None:
        return (), ()
    about_it = set()
    for each in rule.people.inputs:
        about_it |= group(each.name)
    sure = frozenset((n, v) for n, v in sure_of(values).items() if n in about_it)
    return _conditions_of(rule, sure)


@functools.lru_cache(100_000)
def _conditions_of(rule, known):
    sure = dict(known)
    unmet, assumed = [], []
    for each in rule.people.conditions:
        left = {}
        for name, some in worth_trying(each.when).items():
            if name in sure:
                left[name] = (sure[name],)
            elif name in NEIGHBOURS:
                left[name] = values_left(name, sure)
            else:
                left[name] = some
        met = met_by(each.when, left)
        if met is False:
            unmet.append(each.label)
        if met is None:
            assumed.append(each.label)
    return tuple(unmet), tuple(assumed)


def consistent_completions(rule, values, axes):
    """
    The completions of recorded values that are consistent, each with its answers.

    Args:
        rule: The rule.
        values: What was recorded.
        axes: For each input, the values that stand for all others.
    """
    sure = sure_of(values)
    names = [each.name for each in rule.inputs]
    choices = []
    for name in names:
        some = (sure[name],) if name in sure else axes[name]
        near = {n: v for n, v in sure.items() if n in group(name)}
        if name not in sure and near and name in NEIGHBOURS:
            some = [v for v in some if completable({**near, name: v}, near)]
        choices.append(some)
    linked = [name for name in names if name in NEIGHBOURS]
    for filled in itertools.product(*choices):
        case = dict(zip(names, filled, strict=True))
        if not linked or completable({**sure, **case}, sure):
            yield filled, frozenset(answers_of(rule, case))
