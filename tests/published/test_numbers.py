"""
Every published number is changed once, and a cited case must notice.

A rule is data, so it can be damaged in process: each number moved by one, each row
dropped, neighbours and grades swapped, "all" made "any", "above" made "at least", a
finding negated. A damaged rule must be refused when it is built, or contradict a
published case. What survives is equivalent, and stands in `EQUIVALENT` with why.
"""

import collections
import contextlib
import functools
import itertools

import attrs
import pytest
from cases import CASES, FIGURES, FIGURES_BY_NAME, POPULATIONS

from cervmyelo.criteria import Above, AllOf, AnyOf, AtLeast, Is, Not, OneOf
from cervmyelo.errors import CervmyeloError, RuleError
from cervmyelo.findings import Gap
from cervmyelo.forms import (
    Bands,
    Crosswalk,
    Effect,
    Exclusive,
    FirstMatch,
    Mapped,
    Regression,
)
from cervmyelo.literature import (
    AFTER_SURGERY,
    ARTICLE_SOURCES,
    BACKGROUND,
    COMPLICATION_RATES,
    COMPLICATION_STATEMENTS,
    COMPLICATIONS,
    DETERIORATION,
    DISAGREEMENTS,
    EPIDEMIOLOGY,
    GUIDANCE_SINCE_2017,
    MJOA_FORMS,
    NATURAL_HISTORY,
    PATHWAYS,
    REFUSED_CROSSWALKS,
    SIGN_CAVEATS,
    SIGNS,
    SURGICAL_PREDICTORS,
    TIMED_WALKS,
)
from cervmyelo.quantity import Choice, Fact, Measure
from cervmyelo.registry import RULES
from cervmyelo.scale import Grade
from cervmyelo.sources import Figure

# Directions change no answer; they are held against every cell elsewhere.
PROSE = {
    "summary",
    "example",
    "cite",
    "says",
    "limits",
    "disagreements",
    "meanings",
    "edition",
    "name",
    "state_names",
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
    "defined_in",
    # The range of an answer is held against the form that gives it, elsewhere.
    "recorded",
}

# Their people are damaged apart, against the published populations.
WITH_POPULATION = {name for each in POPULATIONS for name in each.rules}

# What enters no answer is held as figures are: intervals of effects, unused effects.
HELD_AS_FIGURES = {(Effect, "low"), (Effect, "high"), (Regression, "unused")}

# Path of the damage, by rule: why no published case can tell the difference.
EQUIVALENT = {
    "order of items": "a sum does not depend on the order of its items",
    "order of bands": "bands do not overlap, so their order does not matter",
    "order of counted": "a count does not depend on the order of what is counted",
    "order of above": "a sum above the line does not depend on its order",
    "order of below": "a sum below the line does not depend on its order",
    "order of terms": "a weighted sum does not depend on the order of its terms",
    "order of unused": "what is not applied has no order",
    "order of ratios": "each result finds its ratio, in whatever order they stand",
    "order of strata": "each grade finds its group, in whatever order they stand",
    "order of to": "a set of grades has no order",
    "order of ways": "each recorded grade finds its way, in whatever order they stand",
    "order of grades": "a group of grades has no order",
    ".of: cut-off 12 moved by 1": "moderate and severe share a group of the curve",
    ".of: cut-off 12 moved by -1": "moderate and severe share a group of the curve",
    **{
        f"{rule}.rows[{row}].when{part}.parts[6].parts[1].bound: 70 made 69": (
            "women of 69 who pass the cut-off of 70 to 79 pass their own, lower one"
        )
        for rule, part in (("", ""), ("", ".parts[1]"), (".of", ".parts[1]"))
        for row in (1, 2)
    },
    "article_urgency.rows[1].when.parts[16] dropped": (
        "a wide-based gait is a changed gait"
    ),
    "article_urgency.rows[1].when.parts[17] dropped": (
        "an inability to move is an emergency before"
    ),
    "article_urgency.rows[1].when.parts[25] dropped": (
        "a wheelchair means difficulty in walking, which is at least prompt"
    ),
    "order of words": "a criterion on words does not depend on their order",
    "order of at_least": "of several grades the highest counts, in whatever order",
    "article_causeorder of rows": (
        "after the row of both kinds the others exclude each other"
    ),
    "order of lacks": "a set of values has no order",
    "order of conditions": "each condition is met or not, in whatever order they are",
    "order of parts": "all-of and any-of do not depend on the order of their parts",
    **{
        f"{rule}.rows[0].when.parts[0].parts[{part}] dropped": (
            "each of them is difficulty in walking by definition"
        )
        for rule in ("nurick_1972", "nurick_0_normal")
        for part in (1, 2, 3)
    },
    **{
        f"article_stage.rows[{row}] dropped": "a wide-based gait is a changed gait"
        for row in ("1].when.parts[0].parts[1", "2].when.parts[1")
    },
    **{
        f"{rule}.within[1]: 100 made {end}": "no depths give as much"
        for rule in ("mscc", "mcc")
        for end in (99, 101)
    },
    "opll_occupying_ratio.within[0]: 0 made -1": "no lengths give less than 0",
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
        if part and isinstance(part[0], Mapped):
            kind = "ways"
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
    if isinstance(part, Measure) and ".at_least" in path:
        return  # It is not asked for, so its range refuses nothing there.
    for field in attrs.fields(type(part)):
        shown = field.name in PROSE or (type(part), field.name) in HELD_AS_FIGURES
        if field.name == "people":
            # The people of a rule that another one reads decide nothing there.
            shown = bool(path) or part.name in WITH_POPULATION
        if field.init and not shown:
            inner = getattr(part, field.name)
            for where, changed in damaged(inner, f"{path}.{field.name}"):
                yield where, rebuilt(part, field.name, changed)


def changed_together(rule, path):
    """Damage that takes two changes at once: a moved cut-off, two swapped grades."""
    if isinstance(rule, Crosswalk):
        for i in range(len(rule.rows) - 1):
            here, there = rule.rows[i : i + 2]
            ways = (
                attrs.evolve(here, to=there.to),
                attrs.evolve(there, to=here.to),
            )
            rows = (*rule.rows[:i], *ways, *rule.rows[i + 2 :])
            yield f"{path}: ways {i} and {i + 1} swapped", attrs.evolve(rule, rows=rows)
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
    if isinstance(rule, Bands) and not rule.stepped:
        yield from cut_elsewhere(rule, path)
    if isinstance(rule, Bands) and rule.stepped:
        for below, above in itertools.permutations(range(len(rule.bands)), 2):
            low, high = rule.bands[below], rule.bands[above]
            least = rule.score.step
            if low.high + least != high.low:
                continue
            for step in (least, -least):
                bands = list(rule.bands)
                bands[below] = attrs.evolve(low, high=low.high + step)
                bands[above] = attrs.evolve(high, low=high.low + step)
                yield (
                    f"{path}: cut-off {high.low} moved by {step}",
                    functools.partial(attrs.evolve, rule, bands=tuple(bands)),
                )


def cut_elsewhere(rule, path):
    """Continuous bands with a cut-off moved, given to its other side, or swapped."""
    for i, (below, above) in enumerate(itertools.pairwise(rule.ascending)):
        at, closed = above.least, not isinstance(above.low, Exclusive)
        kept = rule.ascending[:i], rule.ascending[i + 2 :]
        for moved, upper in (
            *((at + by, closed) for by in (1, -1, at / 100, -at / 100)),
            (at, not closed),
        ):
            ends = (Exclusive(moved), moved) if upper else (moved, Exclusive(moved))
            pair = attrs.evolve(below, high=ends[0]), attrs.evolve(above, low=ends[1])
            yield (
                f"{path}: cut-off {at} made {moved}, upper {upper}",
                functools.partial(
                    attrs.evolve, rule, bands=(*kept[0], *pair, *kept[1])
                ),
            )
        pair = (
            attrs.evolve(below, grade=above.grade),
            attrs.evolve(above, grade=below.grade),
        )
        yield (
            f"{path}: grades {i} and {i + 1} swapped",
            functools.partial(
                attrs.evolve,
                rule,
                bands=(*kept[0], *pair, *kept[1]),
                score_rises=not rule.score_rises,
            ),
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
    """
    Whether a damaged rule is refused, noticed or alive.

    The case that notices goes to the front: it often notices the next damage as well.
    """
    try:
        wrong = built(changed)
    except CervmyeloError:
        return "refused"
    for place, (case, person) in enumerate(cases):
        try:
            noticed = not case.agrees_with(wrong(person))
        except CervmyeloError:
            noticed = True
        if noticed:
            cases.insert(0, cases.pop(place))
            return "noticed"
    return "alive" if wrong != rule else "unchanged"


@pytest.mark.parametrize("name", RULES)
def test_every_damage_is_noticed(name):
    """No number, row, operator or grade of the rule can change unnoticed."""
    rule = RULES[name]
    mine = [case for case in CASES if case.rule == name]
    cases = [(case, person) for case in mine for person in case.people]
    fates = [
        (where, fate(rule, changed, cases))
        for where, changed in damaged(rule)
        if where not in EQUIVALENT and f"{name}{where}" not in EQUIVALENT
    ]
    assert {where for where, end in fates if end == "alive"} == set()
    # A rule with one band for each step of its score can only be refused.
    ends = {end for _, end in fates}
    assert "noticed" in ends or ends == {"refused"}


@pytest.mark.parametrize("name", sorted(WITH_POPULATION))
def test_every_damage_of_the_people_is_noticed(name):
    """No number, operator or condition of the people of a rule changes unnoticed."""
    people = RULES[name].people
    (published,) = [each for each in POPULATIONS if name in each.rules]
    assert published.agrees_with(people)
    alive = set()
    for where, changed in damaged(people):
        # The ends of a measure are no condition.
        if where in EQUIVALENT or ".measure." in where:
            continue
        with contextlib.suppress(RuleError):
            if published.agrees_with(built(changed)):
                alive.add(where)
    assert alive == set()


def figures(part):
    """Every figure within a part: what it is, its numbers, and who prints them."""
    if isinstance(part, tuple):
        for each in part:
            yield from figures(each)
    elif attrs.has(type(part)):
        ratios = isinstance(part, Regression) and part.intercept is None
        for each in (*part.terms, *part.unused) if ratios else ():
            what = each.of.label if isinstance(each, Effect) else each.label
            numbers = (each.ratio, part.kind, each.low, each.high)
            yield (what, *numbers, part.cite.source.key)
        for field in attrs.fields(type(part)):
            inner = getattr(part, field.name)
            if isinstance(inner, Figure) or field.name == "figures":
                source = part.cite.source.key
                yield from (
                    (each.what, each.value, each.unit, each.low, each.high, source)
                    for each in (inner if isinstance(inner, tuple) else (inner,))
                )
            elif field.init:
                yield from figures(inner)


HOLDERS = (
    *RULES.values(),
    *DISAGREEMENTS.values(),
    *COMPLICATIONS,
    *COMPLICATION_RATES,
    *COMPLICATION_STATEMENTS,
    *NATURAL_HISTORY,
    *SURGICAL_PREDICTORS,
    *GUIDANCE_SINCE_2017,
    *PATHWAYS,
    *SIGNS,
    *SIGN_CAVEATS,
    *TIMED_WALKS,
    *EPIDEMIOLOGY,
    *DETERIORATION,
    *AFTER_SURGERY,
    *ARTICLE_SOURCES,
    *BACKGROUND,
    *MJOA_FORMS,
    *REFUSED_CROSSWALKS,
)


HELD = set(figures(tuple(HOLDERS)))


def test_every_figure_is_as_printed():
    """The figures are those of the sources: no other, and none is lacking."""
    assert {each[1:] for each in HELD} == FIGURES


def test_a_changed_figure_is_noticed():
    """Each figure that is held, changed in any of its numbers, is not as printed."""
    times = collections.Counter(each[1:] for each in HELD)
    untold = set()
    for what, *printed in HELD:
        value, unit, low, high, source = printed
        rest = {each for each, n in times.items() if n > (each == tuple(printed))}
        for moved in (
            (value + 1, unit, low, high, source),
            (value - 1, unit, low, high, source),
            (value * 1.01, unit, low, high, source),
            (value, unit, (low or 0) + 1, high, source),
            (value, unit, low, (high or 0) + 1, source),
        ):
            # A figure that may pass for its neighbour is told apart by its name.
            if moved != tuple(printed) and rest | {moved} == set(times):
                untold |= {(source, what, value)} - {
                    (*k, v) for k, v in FIGURES_BY_NAME.items()
                }
    assert untold == set()
