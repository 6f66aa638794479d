"""Random rules over facts of the dictionary that say something about each other."""

import attrs
from hypothesis import strategies as st
from strategies import CITE, GAP, HEAD, crosswalks, scale

from cervmyelo.criteria import AllOf, AnyOf, AtLeast, Is, Not, OneOf
from cervmyelo.findings import Gap
from cervmyelo.forms import (
    Band,
    Bands,
    Counted,
    Curve,
    Effect,
    FirstMatch,
    LikelihoodRatio,
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
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Fact, Measure

LINKED = [
    QUANTITIES[name]
    for name in (
        "mjoa_motor_lower",
        "joa_motor_lower",
        "mjoa_sensory_upper",
        "ambulatory",
        "gait_difficulty",
        "wheelchair_or_immobile",
        "walks_only_with_help",
        "gait_prevents_work",
        "wide_based_gait",
        "gait_change",
        "gait_change_onset",
        "nerve_root_involvement",
        "radiculopathy",
        "opll",
        "opll_crosses_k_line",
    )
]

SMOOTH = {
    QUANTITIES["pretest_probability"]: (0.0, 0.25, 0.6, 1.0),
    QUANTITIES["horizon_years"]: (0.0, 1.0, 2.5, 5.0, 50.0),
}
"""Continuous quantities, with values that tell apart what is published at times."""

COLUMNS = [*LINKED, *SMOOTH]

LEGS = QUANTITIES["mjoa_motor_lower"]
FEELING = QUANTITIES["mjoa_sensory_upper"]


def leaves_of(quantity):
    """The leaves that read a quantity."""
    if isinstance(quantity, Fact):
        return st.just(Is(quantity))
    if isinstance(quantity, Measure):
        return st.builds(
            AtLeast, st.just(quantity), st.sampled_from(quantity.values[1:])
        )
    return st.builds(
        OneOf, st.just(quantity), st.sampled_from([(w,) for w in quantity.levels])
    )


criteria = st.recursive(
    st.sampled_from(LINKED).flatmap(leaves_of),
    lambda inner: (
        st.builds(Not, inner)
        | st.lists(inner, min_size=2, max_size=3).map(tuple).map(AllOf)
        | st.lists(inner, min_size=2, max_size=3).map(tuple).map(AnyOf)
    ),
    max_leaves=3,
)


@st.composite
def rows_of_criteria(draw):
    """A first match, perhaps with a gap."""
    whens = draw(st.lists(criteria, min_size=2, max_size=3))
    gaps = [GAP] if draw(st.booleans()) else []
    thens = draw(st.permutations([*scale(len(whens) + 1 - len(gaps)), *gaps]))
    return FirstMatch(rows=tuple(map(Row, whens, thens)), otherwise=thens[-1], **HEAD)


tallies = st.lists(criteria, min_size=2, max_size=3).map(
    lambda whens: Tally(
        counted=tuple(
            Counted(name=str(place), label=str(place), when=when, cite=CITE)
            for place, when in enumerate(whens)
        ),
        **HEAD,
    )
)


def banded(tally):
    """Bands on a count: none, or any."""
    no, yes = scale(2).grade(0), scale(2).grade(1)
    return Bands(
        of=tally,
        bands=(Band(no, 0, 0), Band(yes, 1, len(tally.counted))),
        score_rises=True,
        **HEAD,
    )


@st.composite
def sums(draw):
    """A total with one item that other facts say something about."""
    items = [QUANTITIES[draw(st.sampled_from(["mjoa_motor_lower", "joa_motor_lower"]))]]
    if draw(st.booleans()):
        items.append(QUANTITIES["mjoa_sensory_upper"])
    return Sum(items=tuple(items), **HEAD)


def cut(measure, at):
    """Two bands on a measure."""
    no, yes = scale(2).grade(0), scale(2).grade(1)
    low, high = Band(no, measure.low, at - 1), Band(yes, at, measure.high)
    return Bands(of=measure, bands=(low, high), score_rises=True, **HEAD)


@st.composite
def regressions(draw):
    """A regression over facts that say nothing about each other."""
    of = [
        draw(st.sampled_from([QUANTITIES[each] for each in names]))
        for names in (
            ("mjoa_motor_lower", "joa_motor_lower", "ambulatory", "gait_change"),
            ("nerve_root_involvement", "radiculopathy"),
        )
    ]
    terms = tuple(
        Term(each, draw(st.sampled_from([-1.5, -0.25, 0.5, 2])), 1) for each in of
    )
    return Regression(
        link=draw(st.sampled_from(["logit", "log"])),
        intercept=draw(st.sampled_from([-1, 0.5])),
        terms=terms,
        falls_with=tuple(term.quantity for term in terms if term.coefficient < 0),
        **HEAD,
    )


@st.composite
def effects(draw):
    """A regression without an intercept, over the same facts."""
    with_intercept = draw(regressions())
    ratios = st.sampled_from([0.5, 0.9, 1.1, 3])
    terms = tuple(
        Effect(of=each.quantity, ratio=draw(ratios)) for each in with_intercept.terms
    )
    return Regression(
        link=with_intercept.link,
        intercept=None,
        terms=terms,
        outcome="better",
        falls_with=tuple(each.of for each in terms if each.ratio < 1),
        **HEAD,
    )


@st.composite
def quotients(draw):
    """A difference, or a ratio, of items that say nothing about each other."""
    weight = draw(st.sampled_from([-2, -1, 1, 3]))
    falls = (LEGS,) if weight < 0 else ()
    if draw(st.booleans()):
        return Quotient(
            above=(Part(LEGS, weight), Part(FEELING, -1)),
            under=1,
            unit="u",
            falls_with=(*falls, FEELING),
            **HEAD,
        )
    return Quotient(
        above=(Part(LEGS, weight),),
        below=(Part(FEELING),),
        under=1,
        unit="u",
        falls_with=(*falls, *((FEELING,) if weight > 0 else ())),
        **HEAD,
    )


@st.composite
def post_tests(draw):
    """A probability after a test of linked facts, with a result without a figure."""
    test = draw(rows_of_criteria().filter(lambda rule: rule.outcomes))
    grades = st.lists(
        st.sampled_from(test.outcomes), min_size=1, max_size=3, unique=True
    )
    ratios = tuple(
        LikelihoodRatio(grade=e, value=draw(st.sampled_from([0.25, 2, 8])), cite=CITE)
        for e in draw(grades)
    )
    return PostTest(
        of=attrs.evolve(test, name="test"),
        before=QUANTITIES["pretest_probability"],
        ratios=ratios,
        unpublished=GAP,
        **HEAD,
    )


@st.composite
def curves(draw):
    """Figures at two times for one or two bands of the legs."""
    of = cut(LEGS, draw(st.integers(1, 7)))
    bands = [band.grade for band in of.bands][: draw(st.integers(1, 2))]
    figures = st.lists(st.integers(0, 90), min_size=2, max_size=2)
    strata = tuple(
        Stratum(
            label=str(grade),
            grades=(grade,),
            points=tuple(
                Point(at=at, value=value, low=value - 1, high=value + 2)
                for at, value in zip(
                    (1, 5), sorted(draw(figures), reverse=True), strict=True
                )
            ),
        )
        for grade in bands
    )
    along = QUANTITIES["horizon_years"]
    return Curve(
        of=attrs.evolve(of, name="banded"),
        along=along,
        strata=strata,
        uncovered=GAP,
        beyond=Gap("beyond", "not followed that long"),
        unit="%",
        either_way=of.inputs,
        falls_with=(along,),
        **HEAD,
    )


FORMS = {
    "first match": rows_of_criteria(),
    "sum": sums(),
    "tally": tallies,
    "cut-off": st.builds(
        cut, st.just(QUANTITIES["mjoa_motor_lower"]), st.integers(1, 7)
    ),
    "bands": tallies.map(banded),
    "regression": regressions(),
    "effects": effects(),
    "quotient": quotients(),
    "crosswalk": crosswalks([LEGS]),
    "post-test": post_tests(),
    "curve": curves(),
}
ROW = st.fixed_dictionaries(
    {
        each.name: st.sampled_from([None] * 6 + [*SMOOTH.get(each, each.values)])
        for each in COLUMNS
    }
)
