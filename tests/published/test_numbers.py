"""
Every published number is changed once, and a cited case must notice.

A rule is data, so it can be damaged in process: each number moved by one, each row
dropped, neighbours and grades swapped, "all" made "any", "above" made "at least", a
finding negated. A damaged rule must be refused when it is built, or contradict a
published case. What survives is equivalent, and stands in `EQUIVALENT` with why.
"""

import functools
import itertools

import attrs
import pytest
from golden import agrees
from golden_all import CASES, FIGURES

from cervmyelo import COMPLICATIONS, DISAGREEMENTS, RULES
from cervmyelo.criteria import Above, AllOf, AnyOf, AtLeast, Is, Not, OneOf
from cervmyelo.errors import CervmyeloError
from cervmyelo.findings import Gap
from cervmyelo.forms import Bands, Cut, Cutoffs, FirstMatch
from cervmyelo.quantities import Choice, Fact
from cervmyelo.scales import Grade

# Directions change no answer; they are held against every cell elsewhere.
PROSE = {
    "cite",
    "says",
    "limits",
    "disagreements",
    "meanings",
    "edition",
    "name",
    "told",
    "label",
    "evidence",
    "wording",
    "why",
    "code",
    "lost",
    "kind",
    "unit",
    "outcome",
    "falls_with",
    "either_way",
}

# Path of the damage, by rule: why no published case can tell the difference.
EQUIVALENT = {
    "order of items": "a sum does not depend on the order of its items",
    "order of bands": "bands do not overlap, so their order does not matter",
    "order of counted": "a count does not depend on the order of what is counted",
    "order of above": "a sum above the line does not depend on its order",
    "order of below": "a sum below the line does not depend on its order",
    "order of terms": "a weighted sum does not depend on the order of its terms",
    "order of effects": "a product does not depend on the order of its factors",
    "order of unused": "what is not applied has no order",
    "order of ratios": "each result finds its ratio, in whatever order they stand",
    "order of strata": "each grade finds its group, in whatever order they stand",
    "order of to": "a set of grades has no order",
    "order of lacks": "a set of values has no order",
    "order of parts": "all-of and any-of do not depend on the order of their parts",
}


def damaged(part, path=""):
    """Every way to damage a part of a rule once, with where it was done."""
    if isinstance(part, bool) or part is None or isinstance(part, str):
        return
    if isinstance(part, int | float):
        near = (part * 1.01, part * 0.99) if isinstance(part, float) else ()
        for changed in (part + 1, part - 1, *near):
            yield f"{path}: {part} made {changed}", changed
        return
    if isinstance(part, tuple):
        kind = path.rpartition(".")[2]
        for i in range(len(part)):
            yield f"{path}[{i}] dropped", part[:i] + part[i + 1 :]
        for i in range(len(part) - 1):
            swapped = (*part[:i], part[i + 1], part[i], *part[i + 2 :])
            yield f"order of {kind}", swapped
        for i, each in enumerate(part):
            for where, changed in damaged(each, f"{path}[{i}]"):
                yield where, (*part[:i], changed, *part[i + 1 :])
        return
    yield from changed_together(part, path)
    match part:
        case AllOf(parts):
            yield f"{path}: all made any", AnyOf(parts)
        case AnyOf(parts) if len(parts) > 1:
            yield f"{path}: any made all", AllOf(parts)
        case Above(measure, bound):
            yield f"{path}: above made at least", AtLeast(measure, bound)
        case AtLeast(measure, bound):
            yield f"{path}: at least made above", Above(measure, bound)
        case Cut(at, upper):
            yield f"{path}: given to the other side", Cut(at, not upper)
        case Is():
            yield f"{path}: negated", Not(part)
        case OneOf(choice, words):
            yield f"{path}: negated", Not(part)
            for word in choice.levels:
                if word not in words:
                    yield f"{path}: made {word}", OneOf(choice, (word,))
        case _:
            pass
    if isinstance(part, Gap):
        return  # Words; that a gap stands where it stands is held by the cases.
    if isinstance(part, Fact | Choice | Grade):
        return  # Words, and grades are swapped where they are given.
    for field in attrs.fields(type(part)):
        if field.init and field.name not in PROSE:
            inner = getattr(part, field.name)
            for where, changed in damaged(inner, f"{path}.{field.name}"):
                yield where, rebuilt(part, field.name, changed)


def changed_together(rule, path):
    """Damage that takes two changes at once: a moved cut-off, two swapped grades."""
    if isinstance(rule, Cutoffs):
        for i in range(len(rule.grades) - 1):
            order = [*rule.grades]
            order[i], order[i + 1] = order[i + 1], order[i]
            yield (
                f"{path}: grades {i} and {i + 1} swapped",
                functools.partial(attrs.evolve, rule, grades=tuple(order)),
            )
    if isinstance(rule, FirstMatch):
        grades = [*(row.then for row in rule.rows), rule.otherwise]
        for i in range(len(grades) - 1):
            order = [*grades[:i], grades[i + 1], grades[i], *grades[i + 2 :]]
            rows = tuple(
                attrs.evolve(row, then=then)
                for row, then in zip(rule.rows, order, strict=False)
            )
            wrong = attrs.evolve(rule, rows=rows, otherwise=order[-1])
            yield f"{path}: grades {i} and {i + 1} swapped", wrong
    if isinstance(rule, Bands):
        for below, above in itertools.permutations(range(len(rule.bands)), 2):
            low, high = rule.bands[below], rule.bands[above]
            if low.high + 1 != high.low:
                continue
            for step in (1, -1):
                bands = list(rule.bands)
                bands[below] = attrs.evolve(low, high=low.high + step)
                bands[above] = attrs.evolve(high, low=high.low + step)
                yield (
                    f"{path}: cut-off {high.low} moved by {step}",
                    functools.partial(attrs.evolve, rule, bands=tuple(bands)),
                )


def rebuilt(part, name, changed):
    """The part with a changed field, built by its constructor when it is asked for."""
    return lambda: attrs.evolve(part, **{name: built(changed)})


def built(part):
    """The damaged part itself; raises what its constructor raises."""
    if callable(part) and not attrs.has(type(part)):
        return part()
    if isinstance(part, tuple):
        return tuple(built(each) for each in part)
    return part


def fate(rule, changed, cases):
    """Whether a damaged rule is refused, noticed or alive."""
    try:
        wrong = built(changed)
    except CervmyeloError:
        return "refused"
    for case in cases:
        try:
            if not agrees(wrong, case):
                return "noticed"
        except CervmyeloError:
            return "noticed"
    return "alive" if wrong != rule else "unchanged"


@pytest.mark.parametrize("name", RULES)
def test_every_damage_is_noticed(name):
    """No number, row, operator or grade of the rule can change unnoticed."""
    rule = RULES[name]
    cases = [case for case in CASES if case.rule == name]
    fates = [(where, fate(rule, changed, cases)) for where, changed in damaged(rule)]
    alive = {where for where, end in fates if end == "alive"}

    assert alive - set(EQUIVALENT) == set()
    assert sum(end == "noticed" for _, end in fates) > 0


def figures(part):
    """Every figure within a part, with the source that prints it."""
    if isinstance(part, tuple):
        for each in part:
            yield from figures(each)
    elif attrs.has(type(part)):
        for field in attrs.fields(type(part)):
            inner = getattr(part, field.name)
            if field.name == "figures":
                source = part.cite.source.key
                yield from (
                    (each.value, each.unit, each.low, each.high, source)
                    for each in inner
                )
            elif field.init:
                yield from figures(inner)


HOLDERS = (*RULES.values(), *DISAGREEMENTS.values(), *COMPLICATIONS)


def test_every_figure_is_as_printed():
    """The figures are those of the sources: no other, and none is lacking."""
    assert set(figures(tuple(HOLDERS))) == FIGURES


def test_a_changed_figure_is_noticed():
    """Each figure, moved by one in any of its numbers, is none of the printed ones."""
    for value, unit, low, high, source in FIGURES:
        for moved in (
            (value + 1, unit, low, high, source),
            (value - 1, unit, low, high, source),
            (value * 1.01, unit, low, high, source),
            (value, unit, (low or 0) + 1, high, source),
            (value, unit, low, (high or 0) + 1, source),
        ):
            assert moved not in FIGURES
