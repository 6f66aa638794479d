"""Random rules over facts that say something about each other: exact, in frames too."""

import pytest
from completions import (
    conditions_of,
    consistent_completions,
    contradicted,
    trials,
)
from frames import ENGINES, assert_law
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linked_forms import COLUMNS, FORMS, ROW, SMOOTH, criteria
from random_rows import directed, for_people
from strategies import GAP

from cervmyelo.findings import Gap
from cervmyelo.forms import Curve, PostTest, Quotient, Regression

NUMBERS = (Curve, PostTest, Quotient, Regression)
ROWS = st.lists(ROW, min_size=1, max_size=6)
quickly = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.mark.parametrize("form", FORMS)
@quickly
@given(data=st.data())
def test_bounds_are_exact(form, data):
    """What is possible is what the consistent completions say, and nothing else."""
    rule = data.draw(for_people(data.draw(FORMS[form]), criteria, raised=False))
    axes = {each.name: SMOOTH.get(each) or trials(each.name) for each in rule.inputs}
    for row in data.draw(ROWS):
        values = {name: value for name, value in row.items() if value is not None}
        found = rule(values)
        if contradicted(rule, values):
            assert {each.code for each in found.problems} == {"contradiction"}
            continue
        unmet, assumed = conditions_of(rule, values)
        if unmet:
            codes = [each.code for each in found.problems]
            assert codes == ["outside_population"] * len(unmet)
            continue
        completions = [*consistent_completions(rule, values, axes)]
        possible = frozenset().union(*(answers for _, answers in completions))
        gaps = any(isinstance(each, Gap) for each in possible)
        if not possible - {GAP}:
            assert found.status == "refused"
        elif isinstance(rule, NUMBERS):
            numbers = [float(each) for each in possible - {GAP}]
            assert found.low == pytest.approx(min(numbers), rel=1e-11)
            assert found.high == pytest.approx(max(numbers), rel=1e-11)
        else:
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
            assert found.holds_for == assumed
            assert matter <= {*found.missing}


@pytest.mark.parametrize("form", FORMS)
@settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_a_cell_is_what_that_person_would_get(form, data):
    """In frames the same follows, contradicts and stays open."""
    rule = data.draw(for_people(directed(data.draw(FORMS[form])), criteria))
    assert_law(rule, data.draw(ROWS), ENGINES.values(), COLUMNS)
