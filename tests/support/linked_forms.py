"""Random rules over facts of the dictionary that say something about each other."""

from hypothesis import strategies as st
from strategies import CITE, GAP, HEAD, scale

from cervmyelo.criteria import AllOf, AnyOf, AtLeast, Is, Not, OneOf
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


FORMS = {
    "first match": rows_of_criteria(),
    "sum": sums(),
    "tally": tallies,
    "cut-off": st.builds(
        cut, st.just(QUANTITIES["mjoa_motor_lower"]), st.integers(1, 7)
    ),
    "bands": tallies.map(banded),
    "regression": regressions(),
}
ROW = st.fixed_dictionaries(
    {each.name: st.sampled_from([None] * 6 + [*each.values]) for each in LINKED}
)
