"""Random rules over facts that say something about each other: exact, in frames too."""

import duckdb
import polars as pl
import pytest
from completions import consistent_completions, contradicted, trials
from frames import assert_law
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_rows import directed
from strategies import CITE, GAP, HEAD, scale

from cervmyelo.criteria import AllOf, AnyOf, AtLeast, Is, Not, OneOf
from cervmyelo.findings import Gap
from cervmyelo.forms import Band, Bands, Counted, FirstMatch, Row, Tally
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Fact, Measure

LINKED = [
    QUANTITIES[name]
    for name in (
        "mjoa_motor_lower",
        "joa_motor_lower",
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


FORMS = {
    "first match": rows_of_criteria(),
    "tally": tallies,
    "bands": tallies.map(banded),
}
ROWS = st.lists(
    st.fixed_dictionaries(
        {each.name: st.sampled_from([None] * 6 + [*each.values]) for each in LINKED}
    ),
    min_size=1,
    max_size=6,
)
quickly = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.mark.parametrize("form", FORMS)
@quickly
@given(data=st.data())
def test_bounds_are_exact(form, data):
    """What is possible is what the consistent completions say, and nothing else."""
    rule = data.draw(FORMS[form])
    axes = {each.name: trials(each.name) for each in rule.inputs}
    for row in data.draw(ROWS):
        values = {name: value for name, value in row.items() if value is not None}
        found = rule(values)
        if contradicted(rule, values):
            assert {each.code for each in found.problems} == {"contradiction"}
            continue
        completions = [*consistent_completions(rule, values, axes)]
        possible = frozenset().union(*(answers for _, answers in completions))
        gaps = any(isinstance(each, Gap) for each in possible)
        assert frozenset(found.possible) == possible - {GAP}
        alone = len(possible) == 1 and not gaps
        assert (found.value is not None) == alone
        names = [*axes]
        by_rest = {}
        for filled, answers in completions:
            for place in range(len(names)):
                rest = (place, *filled[:place], *filled[place + 1 :])
                by_rest.setdefault(rest, set()).add(answers)
        matter = {names[rest[0]] for rest, some in by_rest.items() if len(some) > 1}
        if found.status != "refused":
            assert matter <= {*found.missing}


@pytest.mark.parametrize("form", FORMS)
@settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_a_cell_is_what_that_person_would_get(form, data):
    """In frames the same follows, contradicts and stays open."""
    rule = directed(data.draw(FORMS[form]))
    makes = [pl.from_arrow, duckdb.from_arrow]
    assert_law(rule, data.draw(ROWS), makes, LINKED)
