"""
Small quantities, random rules over them, and an independent reading of rules.

Few values, so that a value often is a cut-off. `naive` reads a rule as a person
would, one complete case at a time, and shares no code with the library's readers.
"""

import itertools
import math

from hypothesis import strategies as st

from cervmyelo.criteria import Above, AllOf, AnyOf, AtLeast, Is, Not, OneOf
from cervmyelo.forms import (
    Band,
    Bands,
    Counted,
    FirstMatch,
    Regression,
    Row,
    Sum,
    Tally,
    Term,
)
from cervmyelo.quantities import Choice, Fact, Measure
from cervmyelo.scales import Level, Scale
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
QUANTITIES = [*FACTS, *MEASURES, HALVES, SMOOTH, CHOICE]
# Cut-offs of the smooth measure are among these, so its cells all hold some.
SMOOTH_VALUES = (0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2)


def domain(quantity):
    """Every value of a small quantity; for the smooth one, enough of them."""
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
    st.sampled_from([*MEASURES, HALVES]), min_size=1, max_size=4, unique=True
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

first_matches = st.lists(criteria, min_size=1, max_size=4).flatmap(
    lambda rows: st.permutations(range(len(rows) + 1)).map(
        lambda order: FirstMatch(
            rows=tuple(
                Row(when, scale(len(rows) + 1).grade(code))
                for when, code in zip(rows, order, strict=False)
            ),
            otherwise=scale(len(rows) + 1).grade(order[-1]),
            **HEAD,
        )
    )
)


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
            st.sampled_from([*FACTS, *MEASURES, SMOOTH]),
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
        falls_with=tuple(term.of for term in terms if term.coefficient < 0),
        **HEAD,
    )


FORMS = {
    "sum": sums,
    "bands": bands(),
    "first match": first_matches,
    "tally": tallies,
    "regression": regressions(),
}

cases = st.fixed_dictionaries(
    {
        quantity.name: st.none() | st.sampled_from(domain(quantity))
        for quantity in QUANTITIES
    }
)


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


def naive(rule, case):
    """What a rule says of a complete case."""
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
            return next(b.grade for b in rule.bands if b.low <= score <= b.high)
        case FirstMatch():
            for row in rule.rows:
                if true_of(row.when, case):
                    return row.then
            return rule.otherwise
        case Regression():
            total = rule.intercept
            for term in rule.terms:
                total += term.coefficient * float(case[term.of.name]) / term.per
            if rule.link == "log":
                return math.exp(total)
            return 1 / (1 + math.exp(-total))
    raise TypeError(rule)


def completions(rule, case, values=domain):
    """Every way to fill in what is missing of the inputs of a rule."""
    inputs = rule.inputs
    choices = [
        values(each) if case.get(each.name) is None else (case[each.name],)
        for each in inputs
    ]
    for filled in itertools.product(*choices):
        yield dict(zip((each.name for each in inputs), filled, strict=True))
