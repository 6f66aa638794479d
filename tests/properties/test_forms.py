"""What is reported while inputs are missing equals brute force, for every form."""

import math
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import (
    FACTS,
    FORMS,
    MEASURES,
    QUANTITIES,
    cases,
    completions,
    domain,
    naive,
)

from cervmyelo.errors import RefusedError
from cervmyelo.forms import Regression

every_form = pytest.mark.parametrize("form", FORMS)


@every_form
@settings(deadline=None)
@given(data=st.data(), case=cases)
def test_possible_equals_brute_force(form, data, case):
    """The possible answers are those of all completions, no more and no fewer."""
    rule = data.draw(FORMS[form])
    found = rule.explain(case)
    expected = {naive(rule, full) for full in completions(rule, case)}
    if isinstance(rule, Regression):
        assert math.isclose(found.low, min(expected), rel_tol=1e-12)
        assert math.isclose(found.high, max(expected), rel_tol=1e-12)
    else:
        assert set(found.possible) == expected
        assert list(found.possible) == sorted(expected)
        assert (found.low, found.high) == (min(expected), max(expected))


@every_form
@settings(deadline=None)
@given(data=st.data(), case=cases)
def test_value_only_when_one_is_left(form, data, case):
    """A value is given when exactly one answer is left, and then it is that one."""
    rule = data.draw(FORMS[form])
    found = rule.explain(case)
    expected = {naive(rule, full) for full in completions(rule, case)}
    if found.value is None:
        assert found.status == "undecided"
        assert len(expected) > 1 or isinstance(rule, Regression)
        assert found.missing
    else:
        assert (found.status, found.missing) == ("ok", ())
        if isinstance(rule, Regression):
            assert all(math.isclose(found.value, each) for each in expected)
        else:
            assert {found.value} == expected
    assert rule(case) == found.value


@every_form
@settings(deadline=None)
@given(data=st.data(), case=cases)
def test_missing_names_what_can_change_the_answer(form, data, case):
    """An input is called missing when some completion turns on it, and only then."""
    rule = data.draw(FORMS[form])
    turning = set()
    for quantity in rule.inputs:
        if case[quantity.name] is not None:
            continue
        answers = defaultdict(set)
        for full in completions(rule, case):
            others = tuple(v for name, v in full.items() if name != quantity.name)
            answers[others].add(naive(rule, full))
        if any(len(each) > 1 for each in answers.values()):
            turning.add(quantity.name)
    assert set(rule.explain(case).missing) == turning


@every_form
@settings(deadline=None)
@given(data=st.data(), case=cases)
def test_an_answer_never_widens_and_a_gap_never_narrows(form, data, case):
    """Recording one more input leaves a subset of what was possible before."""
    rule = data.draw(FORMS[form])
    quantity = data.draw(st.sampled_from(rule.inputs))
    less = rule.explain({**case, quantity.name: None})
    more = rule.explain(
        {**case, quantity.name: data.draw(st.sampled_from(domain(quantity)))}
    )
    assert less.low <= more.low <= more.high <= less.high
    if less.possible is not None:
        assert set(more.possible) <= set(less.possible)


IMPOSSIBLE = {
    "number": [-2, 4, 0.3, math.nan, math.inf, -math.inf, True, "1", " ", [1]],
    "fact": [0, 1, "yes", 0.5, math.nan, []],
    "choice": ["d", " a", "A", "", 1, True],
}


@every_form
@settings(deadline=None)
@given(data=st.data(), case=cases)
def test_impossible_value_refuses_whatever_the_rest_says(form, data, case):
    """An impossible input refuses the rule, also where the rest decides already."""
    rule = data.draw(FORMS[form])
    quantity = data.draw(st.sampled_from(rule.inputs))
    kind = (
        "fact"
        if quantity in FACTS
        else "choice"
        if quantity.name == "choice"
        else "number"
    )
    wrong = [
        value for value in IMPOSSIBLE[kind] if value != 0.3 or quantity.name != "smooth"
    ]
    bad = {**case, quantity.name: data.draw(st.sampled_from(wrong))}
    found = rule.explain(bad)
    assert (found.status, found.value, found.possible) == ("refused", None, ())
    assert (found.low, found.high, found.missing) == (None, None, ())
    assert [problem.field for problem in found.problems] == [quantity.name]
    with pytest.raises(RefusedError, match=quantity.name):
        rule(bad)


@every_form
@settings(deadline=None, max_examples=30)
@given(data=st.data(), case=cases)
def test_explanations_can_be_read(form, data, case):
    """Every finding turns into text that names the rule and its source."""
    found = data.draw(FORMS[form]).explain(case)
    assert str(found).startswith("r: ")
    assert str(found).endswith("by Cervical myelopathy article, a test")


def test_small_quantities_hold_their_values():
    """The values that the tests draw are values of the quantities."""
    for quantity in QUANTITIES:
        for value in domain(quantity):
            quantity.check(value)
    assert all(measure.values == (0, 1, 2, 3) for measure in MEASURES)
