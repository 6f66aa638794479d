"""
The law of the house: a cell is what that person would get, on every engine.

The value is null just where the one-case value is None, and bounds and status are the
one-case bounds and status. Held per form over random rules with few values, so that a
value often is a cut-off, and for the rules of the library over their own cells.
"""

import itertools
import math

import attrs
import pytest
from frames import ENGINES, assert_law, walk
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from strategies import (
    CHOICE,
    FACTS,
    FORMS,
    GAP,
    HEAD,
    QUANTITIES,
    domain,
    naive,
    scale,
)

from cervmyelo import RULES
from cervmyelo.criteria import AnyOf, OneOf
from cervmyelo.forms import Bands, FirstMatch, PostTest, Row, Tally
from cervmyelo.quantities import Fact
from cervmyelo.scales import Grade

every_engine = pytest.mark.parametrize("engine", ENGINES)


def directed(rule):
    """The rule with the directions that it truly has."""
    if not isinstance(rule, Bands | FirstMatch | Tally | PostTest):
        return rule
    if isinstance(rule, PostTest):
        return attrs.evolve(rule, of=directed(rule.of))
    axes = [rule.answers(each) for each in rule.inputs]
    assume(math.prod(map(len, axes)) <= 600)
    names = [each.name for each in rule.inputs]
    answers = {
        state: _rank(naive(rule, dict(zip(names, state, strict=True))))
        for state in itertools.product(*axes)
    }
    if GAP in answers.values():
        # A rule with gaps has no direction that a frame could use.
        return attrs.evolve(rule, either_way=rule.inputs)
    falls, either = [], []
    for i, quantity in enumerate(rule.inputs):
        moves = set()
        for state, answer in answers.items():
            place = axes[i].index(state[i]) + 1
            if place < len(axes[i]):
                other = answers[*state[:i], axes[i][place], *state[i + 1 :]]
                moves.add((other > answer) - (other < answer))
        moves.discard(0)
        if moves == {-1}:
            falls.append(quantity)
        elif len(moves) == 2:
            either.append(quantity)
    if isinstance(rule, Bands) and isinstance(rule.of, Tally):
        return attrs.evolve(rule, of=directed(rule.of))
    if isinstance(rule, FirstMatch | Tally):
        return attrs.evolve(rule, falls_with=tuple(falls), either_way=tuple(either))
    return rule


def _rank(answer):
    return answer.rank if isinstance(answer, Grade) else answer


def cell_of(quantity):
    """A cell: nothing, something possible, or a value that cannot be."""
    wrong = {
        "choice": ["d", "A", ""],
        "half": [-2.0, 0.3, math.inf],
        "smooth": [-0.1, 2.1, -math.inf],
        "chance": [-0.1, 1.1, math.inf],
        "holed": [2, 5],
    }.get(quantity.name, [] if quantity in FACTS else [-1, 4])
    fine = st.none() | st.sampled_from(domain(quantity))
    return st.one_of(fine, fine, fine, st.sampled_from(wrong)) if wrong else fine


rows_ = st.lists(
    st.fixed_dictionaries({q.name: cell_of(q) for q in QUANTITIES}),
    min_size=1,
    max_size=6,
)


@every_engine
@pytest.mark.parametrize("form", FORMS)
@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data(), rows=rows_)
def test_a_cell_is_what_that_person_would_get(form, engine, data, rows):
    """Value, bounds, status and refusal of a random rule are those of the one case."""
    assert_law(directed(data.draw(FORMS[form])), rows, ENGINES[engine], QUANTITIES)


@every_engine
@pytest.mark.parametrize(
    "rule",
    [rule for rule in RULES.values() if rule.name != "article_urgency"],
    ids=lambda rule: rule.name,
)
def test_rules_of_the_library_over_their_cells(rule, engine):
    """Each rule over its own cells gives the same in a frame as for one person."""
    # Polars evaluates four of the engines, so the others need fewer rows.
    most = 3000 if engine in {"polars", "duckdb"} else 300
    assert_law(rule, list(walk(rule, most)), ENGINES[engine], rule.inputs)


@every_engine
def test_urgency_over_the_states_of_symptoms(engine):
    """The urgency of one symptom in each state beside others is that of the person."""
    rule = RULES["article_urgency"]
    rows = []
    for kind in ("neck_pain", "gait_change"):
        for present, onset, severity, other in itertools.product(
            (True, False, None),
            ("gradual", "sudden", None, "never"),
            ("mild", "severe", None),
            (True, False, None),
        ):
            rows.append(
                {q.name: False for q in rule.inputs if isinstance(q, Fact)}
                | {
                    kind: present,
                    f"{kind}_onset": onset,
                    f"{kind}_severity": severity,
                    "daily_tasks_affected": other,
                }
            )
    rows.append({})
    assert_law(rule, rows, ENGINES[engine], rule.inputs)


@every_engine
def test_a_choice_that_is_told_without_being_known(engine):
    """A criterion that every word fulfils is true of a missing word, in frames too."""
    either = AnyOf((OneOf(CHOICE, ("a",)), OneOf(CHOICE, ("b", "c"))))
    rule = FirstMatch(
        rows=(Row(either, scale(2).grade(1)),), otherwise=scale(2).grade(0), **HEAD
    )
    assert_law(rule, [{}, {"choice": "b"}], ENGINES[engine], [CHOICE])
