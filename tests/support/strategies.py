"""
Small quantities, random rules over them, and an independent reading of rules.

Few values, so that a value often is a cut-off. `naive` reads a rule as a person
would, one complete case at a time, and shares no code with the library's readers.
"""

import functools
import itertools
import math
from fractions import Fraction

import attrs
from hypothesis import assume
from hypothesis import strategies as st

from cervmyelo.criteria import (
    Above,
    AllOf,
    AnyOf,
    AtLeast,
    Is,
    Not,
    OneOf,
    looks_at,
)
from cervmyelo.findings import Gap
from cervmyelo.forms import (
    Band,
    Bands,
    Counted,
    Crosswalk,
    Curve,
    Effect,
    Exclusive,
    FirstMatch,
    LikelihoodRatio,
    Mapped,
    Part,
    Point,
    PostTest,
    Quotient,
    Regression,
    Row,
    Stratum,
    Sum,
    Tally,
    Term,
)
from cervmyelo.quantity import Choice, Fact, Measure
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import ARTICLE

CITE = ARTICLE.at("a test")
FACTS = [Fact(name=name, label=name, question=f"{name}?") for name in ("f", "g", "h")]
MEASURES = [
    Measure(name=name, label=name, question="?", low=0, high=3, unit="u")
    for name in ("x", "y", "z")
]
HALVES = Measure(
    name="half", label="half", question="?", low=-1, high=1, unit="u", step=0.5
)
SMOOTH = Measure(
    name="smooth", label="smooth", question="?", low=0, high=2, unit="u", step=None
)
CHOICE = Choice(
    name="choice", label="choice", question="?", levels=("a", "b", "c"), ordered=True
)
HOLED = Measure(
    name="holed", label="holed", question="?", low=0, high=4, unit="u", excluded=(2,)
)
CHANCE = Measure(
    name="chance", label="chance", question="?", low=0, high=1, unit="u", step=None
)
QUANTITIES = [*FACTS, *MEASURES, HALVES, SMOOTH, CHOICE, HOLED, CHANCE]
GAP = Gap("not_covered", "the source does not say")
# Cut-offs of the smooth measure are among these, so its cells all hold some.
SMOOTH_VALUES = (0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2)


def domain(quantity):
    """Every value of a small quantity; for the smooth one, enough of them."""
    if quantity is CHANCE:
        return (0, 0.25, 0.5, 1)
    return SMOOTH_VALUES if quantity is SMOOTH else quantity.values


def scale(size, *, ordered=True):
    """A scale with as many levels."""
    return Scale(
        name=f"scale{size}",
        label="scale",
        levels=tuple(Level(code, f"level {code}") for code in range(size)),
        ordered=ordered,
    )


leaves = (
    st.builds(Is, st.sampled_from(FACTS))
    | st.builds(AtLeast, st.sampled_from(MEASURES), st.integers(0, 3))
    | st.builds(Above, st.sampled_from(MEASURES), st.integers(0, 3))
    | st.builds(AtLeast, st.just(HALVES), st.sampled_from([-0.5, 0, 0.25, 0.5]))
    | st.builds(Above, st.just(SMOOTH), st.sampled_from([0, 0.5, 1, 2]))
    | st.builds(AtLeast, st.just(SMOOTH), st.sampled_from([0, 0.5, 1, 2]))
    | st.builds(OneOf, st.just(CHOICE), st.sampled_from([("a",), ("b", "c"), ("b",)]))
)

criteria = st.recursive(
    leaves,
    lambda inner: (
        st.builds(Not, inner)
        | st.lists(inner, min_size=1, max_size=3).map(tuple).map(AllOf)
        | st.lists(inner, min_size=1, max_size=3).map(tuple).map(AnyOf)
    ),
    max_leaves=5,
)

HEAD = {"name": "r", "label": "r", "cite": CITE}

sums = st.lists(
    st.sampled_from([*MEASURES, HALVES, HOLED]), min_size=1, max_size=4, unique=True
).map(lambda items: Sum(items=tuple(items), **HEAD))

tallies = st.lists(criteria, min_size=1, max_size=4).map(
    lambda each: Tally(
        counted=tuple(
            Counted(name=str(i), label=str(i), when=when, cite=CITE)
            for i, when in enumerate(each)
        ),
        **HEAD,
    )
)


@st.composite
def first_matches(draw):
    """A first match, perhaps with gaps, perhaps over a total."""
    via = draw(st.none() | totals)
    some = criteria if via is None else criteria_beside(via)
    whens = draw(st.lists(some, min_size=1, max_size=4))
    if via is not None:
        # Several cuts, so that a total can be known to lie in some cells of many.
        total = via.result
        bounds = st.integers(int(total.low), int(total.high))
        at = draw(st.integers(0, len(whens) - 1))
        for place in range(len(whens)):
            if place == at or draw(st.booleans()):
                cut = AtLeast(total, draw(bounds))
                whens[place] = draw(
                    st.sampled_from([cut, Not(cut), AnyOf((whens[place], cut))])
                )
    gaps = draw(st.sets(st.integers(0, len(whens)), max_size=1))
    size = len(whens) + 1 - len(gaps)
    codes = iter(draw(st.permutations(range(max(size, 2)))))
    if size < 2:
        gaps = set()
    thens = [
        GAP if place in gaps else scale(max(size, 2)).grade(next(codes))
        for place in range(len(whens) + 1)
    ]
    return FirstMatch(
        rows=tuple(Row(w, t) for w, t in zip(whens, thens, strict=False)),
        otherwise=thens[-1],
        via=via,
        **HEAD,
    )


totals = st.lists(st.sampled_from(MEASURES), min_size=1, max_size=2, unique=True).map(
    lambda items: Sum(items=tuple(items), name="total", label="t", cite=CITE)
)


def criteria_beside(via):
    """Criteria that do not look at the items of a total."""
    names = {item.name for item in via.items}
    return criteria.filter(lambda c: not names & {q.name for q in looks_at(c)})


@st.composite
def bands(draw):
    """Bands over a measure, a sum or a tally, cut at random."""
    of = draw(st.sampled_from(MEASURES) | st.just(HALVES) | sums | tallies)
    score = of if isinstance(of, Measure) else of.result
    inner = draw(st.sets(st.sampled_from(score.values[1:]), min_size=1))
    edges = [score.low, *sorted(inner)]
    tops = [edge - score.step for edge in edges[1:]] + [score.high]
    grades = list(scale(len(edges)))
    rises = draw(st.booleans())
    if not rises:
        grades.reverse()
    cut = [
        Band(grade, low, high)
        for grade, low, high in zip(grades, edges, tops, strict=True)
    ]
    return Bands(
        of=of, bands=tuple(draw(st.permutations(cut))), score_rises=rises, **HEAD
    )


@st.composite
def regressions(draw):
    """A regression with an intercept and up to four terms."""
    inputs = draw(
        st.lists(
            st.sampled_from([*FACTS, *MEASURES, SMOOTH, OneOf(CHOICE, ("c",)), HOLED]),
            min_size=1,
            max_size=4,
            unique=True,
        )
    )
    terms = tuple(
        Term(
            each,
            draw(st.floats(-2, 2).filter(lambda c: c == 0 or abs(c) > 1e-3)),
            draw(st.sampled_from([1, 10])),
        )
        for each in inputs
    )
    return Regression(
        link=draw(st.sampled_from(["logit", "log"])),
        intercept=draw(st.floats(-3, 3)),
        terms=terms,
        falls_with=tuple(term.quantity for term in terms if term.coefficient < 0),
        **HEAD,
    )


WEIGHTS = st.sampled_from([-2, -1, 1, 2])


def directions(formula, inputs):
    """The inputs with which a formula falls, and those that move it both ways."""
    axes = [domain(each) for each in inputs]
    falls, either = [], []
    for i, quantity in enumerate(inputs):
        moves = set()
        for state in itertools.product(*axes):
            place = axes[i].index(state[i]) + 1
            if place < len(axes[i]):
                one = formula(state)
                two = formula((*state[:i], axes[i][place], *state[i + 1 :]))
                if one is not GAP and two is not GAP:
                    moves.add((two > one) - (two < one))
        moves.discard(0)
        if moves == {-1}:
            falls.append(quantity)
        elif len(moves) == 2:
            either.append(quantity)
    return {"falls_with": tuple(falls), "either_way": tuple(either)}


@st.composite
def quotients(draw, *, defined=False):
    """A difference, a ratio, or a ratio that can be undefined."""
    stepped = not defined and draw(st.booleans())
    pool = [*MEASURES, HALVES] if stepped else [*MEASURES, HALVES, SMOOTH]
    above = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=2, unique=True))
    below, under, gap = [], 1, None
    if stepped:
        pole = draw(st.sampled_from(MEASURES))
        weight = draw(st.sampled_from([1, -1]))
        below, under, gap = [(pole, weight)], 0 if weight > 0 else 3, GAP
    elif draw(st.booleans()):
        some = draw(
            st.lists(
                st.sampled_from([*MEASURES, SMOOTH]),
                min_size=1,
                max_size=2,
                unique=True,
            )
        )
        below = [(each, draw(st.sampled_from([1, 2]))) for each in some]
    parts = {
        "above": tuple(Part(each, draw(WEIGHTS)) for each in above),
        "below": tuple(Part(*each) for each in below),
        "over": draw(st.sampled_from([0, 1, -2])),
        "under": under,
        "factor": draw(st.sampled_from([1, 100, -1])),
    }
    inputs = list(dict.fromkeys([*above, *(each for each, _ in below)]))

    def formula(state):
        case = dict(zip((each.name for each in inputs), state, strict=True))
        return divided(case, parts)

    return Quotient(
        **parts, unit="u", undefined=gap, **directions(formula, inputs), **HEAD
    )


def divided(case, parts):
    """A formula by exact arithmetic; the gap where it is undefined."""

    def weighted(side):
        return sum(part.weight * Fraction(case[part.of.name]) for part in parts[side])

    bottom = parts["under"] + weighted("below")
    if bottom == 0:
        return GAP
    return Fraction(parts["factor"]) * (parts["over"] + weighted("above")) / bottom


@st.composite
def cutoffs(draw):
    """Bands on a continuous score: a measure, a formula or a regression."""
    of = draw(st.just(SMOOTH) | quotients(defined=True) | regressions())
    if isinstance(of, Measure):
        low, high = of.low, of.high
        near = [v for v in domain(of) if low < v < high]
    else:
        low, high = of.outcomes
        axes = [domain(each) for each in of.inputs]
        names = [each.name for each in of.inputs]
        near = {
            float(naive(of, dict(zip(names, state, strict=True))))
            for state in itertools.islice(itertools.product(*axes), 200)
        }
        near = sorted(v for v in near if low + 1e-6 < v < high - 1e-6)
    assume(near)
    at = sorted(draw(st.lists(st.sampled_from(near), min_size=1, max_size=3)))
    at = [v for i, v in enumerate(at) if not i or v - at[i - 1] > 1e-6]
    grades = list(scale(len(at) + 1))
    rises = draw(st.booleans())
    if isinstance(of, Measure):
        moved = {"falls_with": (), "either_way": ()}
    else:
        moved = {"falls_with": of.falls_with, "either_way": of.either_way}
    if not rises:
        grades.reverse()
        inputs = (of,) if isinstance(of, Measure) else of.inputs
        rest = {*moved["falls_with"], *moved["either_way"]}
        moved["falls_with"] = tuple(each for each in inputs if each not in rest)
    # Each cut-off belongs to the band below it or to the one above.
    ends = [
        draw(st.sampled_from([(each, Exclusive(each)), (Exclusive(each), each)]))
        for each in at
    ]
    lows = [-math.inf, *(low for _, low in ends)]
    highs = [*(high for high, _ in ends), math.inf]
    cut = [Band(*each) for each in zip(grades, lows, highs, strict=True)]
    return Bands(
        of=of,
        bands=tuple(draw(st.permutations(cut))),
        score_rises=rises,
        **moved,
        **HEAD,
    )


tests = st.one_of(
    first_matches().filter(lambda rule: rule.outcomes),
    bands().filter(lambda rule: isinstance(rule.of, Tally)),
)


@st.composite
def post_tests(draw):
    """Likelihood ratios of some results of a test."""
    test = draw(tests)
    grades = draw(
        st.lists(st.sampled_from(test.outcomes), min_size=1, max_size=4, unique=True)
    )
    ratios = []
    for grade in grades:
        ratio = draw(st.sampled_from([0.25, 0.5, 1, 2, 8]))
        ends = draw(st.sampled_from([(), ("low",), ("high",), ("low", "high")]))
        interval = {end: ratio / 2 if end == "low" else ratio * 2 for end in ends}
        ratios.append(LikelihoodRatio(grade=grade, value=ratio, cite=CITE, **interval))
    return PostTest(
        of=attrs.evolve(test, name="test"),
        before=CHANCE,
        ratios=tuple(ratios),
        unpublished=GAP,
        **HEAD,
    )


@st.composite
def crosswalks(draw, measures=(*MEASURES, HOLED)):
    """Where each value of a measure leads, to one grade, several or none."""
    of = draw(st.sampled_from(measures))
    to = [draw(st.sets(st.sampled_from(list(scale(4))), max_size=2)) for _ in of.values]
    to[0] = to[0] or {scale(4).grade(1)}
    return Crosswalk(
        of=of,
        rows=tuple(
            Mapped(v, tuple(g), or_none=draw(st.booleans()))
            for v, g in zip(of.values, to, strict=True)
        ),
        nowhere=GAP,
        lost="something",
        either_way=(of,),
        **HEAD,
    )


@st.composite
def effects(draw):
    """A regression without an intercept."""
    inputs = draw(
        st.lists(
            st.sampled_from([*FACTS, *MEASURES, SMOOTH]),
            min_size=1,
            max_size=4,
            unique=True,
        )
    )
    found = tuple(
        Effect(
            of=each,
            ratio=draw(st.sampled_from([0.5, 0.9, 1.1, 3])),
            per=1 if each in FACTS else draw(st.sampled_from([1, 10])),
            reference=0 if each in FACTS else draw(st.sampled_from([0, 1, 2])),
        )
        for each in inputs
    )
    return Regression(
        link=draw(st.sampled_from(["logit", "log"])),
        intercept=None,
        terms=found,
        outcome="better",
        falls_with=tuple(each.of for each in found if each.ratio < 1),
        **HEAD,
    )


@st.composite
def curves(draw):
    """Figures at times, for groups of people who are banded."""
    of = draw(
        bands().filter(
            lambda rule: (
                not isinstance(rule.of, Tally)
                and HOLED not in rule.inputs
                and len({q.step for q in rule.inputs}) == 1
            )
        )
    )
    times = draw(st.sampled_from([(0.5, 1), (0.25, 1, 1.5), (0, 2)]))
    grades = draw(
        st.lists(st.sampled_from(of.outcomes), min_size=1, max_size=3, unique=True)
    )
    strata = []
    for part in (grades[:1], grades[1:]):
        figures = sorted(
            draw(
                st.lists(st.integers(0, 100), min_size=len(times), max_size=len(times))
            ),
            reverse=True,
        )
        if part:
            points = tuple(
                Point(at=at, value=v, low=v - 1, high=v + 2)
                for at, v in zip(times, figures, strict=True)
            )
            strata.append(Stratum(label=str(part), grades=tuple(part), points=points))
    return Curve(
        of=attrs.evolve(of, name="banded"),
        along=SMOOTH,
        strata=tuple(strata),
        uncovered=GAP,
        beyond=Gap("beyond", "not followed that long"),
        unit="%",
        either_way=of.inputs,
        falls_with=(SMOOTH,),
        **HEAD,
    )


FORMS = {
    "sum": sums,
    "bands": bands(),
    "first match": first_matches(),
    "tally": tallies,
    "regression": regressions(),
    "quotient": quotients(),
    "cut-offs": cutoffs(),
    "post-test": post_tests(),
    "crosswalk": crosswalks(),
    "effects": effects(),
    "curve": curves(),
}


CELLS = {
    each.name: st.sampled_from([*[None] * len(domain(each)), *domain(each)])
    for each in QUANTITIES
}
"""A value of each quantity, which in half of the draws is not recorded."""

cases = st.fixed_dictionaries(CELLS)


@functools.cache
def rules_and_cases(form):
    """A rule of a form, and a case of just what the rule looks at."""

    @st.composite
    def both(draw):
        rule = draw(FORMS[form])
        return rule, {each.name: draw(CELLS[each.name]) for each in rule.inputs}

    return both()


def true_of(criterion, case):
    """Whether a criterion is true of a complete case."""
    match criterion:
        case AtLeast(measure, bound):
            return case[measure.name] >= bound
        case Above(measure, bound):
            return case[measure.name] > bound
        case Is(fact):
            return case[fact.name]
        case OneOf(choice, words):
            return case[choice.name] in words
        case Not(part):
            return not true_of(part, case)
        case AllOf(parts):
            return all(true_of(part, case) for part in parts)
        case AnyOf(parts):
            return any(true_of(part, case) for part in parts)
    raise TypeError(criterion)


def counts(term, case):
    """What a term of a regression counts."""
    if isinstance(term.of, OneOf):
        return case[term.of.choice.name] in term.of.words
    return case[term.of.name]


def inside(band, score):
    """Whether a score lies in a band; at an end, if it is as near as on paper."""

    def beyond(end, sign):
        at = end.at if isinstance(end, Exclusive) else end
        if at == score or abs(float(score) - at) < 1e-8:
            return isinstance(end, Exclusive)
        return sign * score > sign * at

    return not beyond(band.low, -1) and not beyond(band.high, 1)


def naive(rule, case):
    """What a rule says of a complete case, where it says one thing."""
    match rule:
        case Sum():
            return sum(case[item.name] for item in rule.items)
        case Tally():
            return sum(bool(true_of(each.when, case)) for each in rule.counted)
        case Bands():
            score = (
                case[rule.of.name]
                if isinstance(rule.of, Measure)
                else naive(rule.of, case)
            )
            return next(b.grade for b in rule.bands if inside(b, score))
        case FirstMatch():
            if rule.via is not None:
                case = {**case, rule.via.name: naive(rule.via, case)}
            for row in rule.rows:
                if true_of(row.when, case):
                    return row.then
            return rule.otherwise
        case Regression(intercept=None):
            result = 1.0
            for each in rule.terms:
                steps = (float(case[each.of.name]) - each.reference) / each.per
                result *= each.ratio**steps
            return result
        case Regression():
            total = rule.intercept
            for term in rule.terms:
                total += term.coefficient * float(counts(term, case)) / term.per
            if rule.link == "log":
                return math.exp(total)
            return 1 / (1 + math.exp(-total))
        case Quotient():
            return divided(case, attrs.asdict(rule, recurse=False))
        case PostTest():
            grade = naive(rule.of, case)
            before = case[rule.before.name]
            for each in rule.ratios:
                if each.grade == grade:
                    if before == 1:
                        return 1
                    odds = Fraction(before) / (1 - Fraction(before))
                    odds *= Fraction(each.value)
                    return odds / (1 + odds)
            return GAP
    raise TypeError(rule)


def answers_of(rule, case):
    """Everything that a rule leaves possible of a complete case, gaps included."""
    match rule:
        case Crosswalk():
            row = next(row for row in rule.rows if row.value == case[rule.of.name])
            return {*row.to, *(() if row.to and not row.or_none else (GAP,))}
        case Curve():
            grade = naive(rule.of, case)
            groups = [each for each in rule.strata if grade in each.grades]
            at = case[rule.along.name]
            if not groups:
                return {GAP}
            points = groups[0].points
            if at < points[0].at or at > points[-1].at:
                return {GAP}
            exact = [point.value for point in points if point.at == at]
            if exact:
                return set(exact)
            return {
                [point.value for point in points if point.at < at][-1],
                next(point.value for point in points if point.at > at),
            }
        case _:
            found = naive(rule, case)
            return {GAP if isinstance(found, Gap) else found}


def completions(rule, case, values=domain):
    """Every way to fill in what is missing of the inputs of a rule."""
    inputs = rule.inputs
    choices = [
        values(each) if case.get(each.name) is None else (case[each.name],)
        for each in inputs
    ]
    for filled in itertools.product(*choices):
        yield dict(zip((each.name for each in inputs), filled, strict=True))
