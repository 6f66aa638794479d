"""Criteria follow Kleene, and cells are exactly what they tell apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import MEASURES, QUANTITIES, cases, criteria, domain, true_of

from cervmyelo.cells import cells
from cervmyelo.criteria import (
    Above,
    AtLeast,
    Not,
    deciding,
    describe,
    holds,
    leaves,
    looks_at,
)
from cervmyelo.criteria import (
    given as learn,
)


@given(criteria, cases)
def test_known_criteria_are_plainly_true_or_false(criterion, case):
    """With everything known a criterion holds just when it is true."""
    full = {
        q.name: domain(q)[0] if case[q.name] is None else case[q.name]
        for q in QUANTITIES
    }
    assert holds(criterion, full) is true_of(criterion, full)


@given(criteria, cases)
def test_what_holds_with_gaps_holds_however_they_are_filled(criterion, case):
    """Whatever is told while inputs are missing stays true of every completion."""
    held = holds(criterion, case)
    if held is None:
        assert any(case[each.name] is None for each in looks_at(criterion))
        return
    for pick in (0, -1):
        full = {
            q.name: domain(q)[pick] if case[q.name] is None else case[q.name]
            for q in QUANTITIES
        }
        assert true_of(criterion, full) is held


@given(criteria, cases, st.sampled_from(QUANTITIES), st.data())
def test_learning_a_value_leaves_the_rest(criterion, case, quantity, data):
    """What is left of a criterion once a value is known says the same as the whole."""
    value = data.draw(st.sampled_from(domain(quantity)))
    rest = learn(criterion, quantity, value)
    known = {**case, quantity.name: value}
    if isinstance(rest, bool):
        assert holds(criterion, known) is rest
    else:
        assert quantity not in set(looks_at(rest))
        assert holds(rest, case) is holds(criterion, known)


@given(criteria, cases)
def test_deciding_leaves_decide(criterion, case):
    """The leaves that decide are leaves of it, and the others could be forgotten."""
    decisive = list(deciding(criterion, case))
    assert set(decisive) <= set(leaves(criterion))
    if holds(criterion, case) is not None:
        names = {leaf.quantity.name for leaf in decisive}
        only = {name: value for name, value in case.items() if name in names}
        assert holds(criterion, only) is holds(criterion, case)


@given(st.lists(criteria, min_size=1, max_size=3), st.sampled_from(QUANTITIES))
def test_cells_are_what_the_criteria_tell_apart(several, quantity):
    """Each value lies in one cell; within a cell no criterion can tell values apart."""
    found = cells(quantity, several)
    assert len(set(found.examples)) == len(found.examples)
    assert [found.index(example) for example in found.examples] == list(
        range(len(found.examples))
    )

    def seen(value):
        return [
            true_of(leaf, {quantity.name: value})
            for criterion in several
            for leaf in leaves(criterion)
            if leaf.quantity == quantity
        ]

    for value in domain(quantity):
        assert seen(value) == seen(found.examples[found.index(value)])


@given(criteria)
def test_criteria_can_be_read(criterion):
    """Every criterion has a short and a full text, and the full one names each leaf."""
    assert str(criterion)
    for leaf in leaves(criterion):
        full = describe(criterion)
        # A bound that is denied is told as the opposite bound.
        assert str(leaf) in full or str(Not(leaf)) in full


def test_a_denied_bound_is_told_plainly():
    """What is not at least a bound is below it; what is not over one is at most it."""
    assert str(Not(AtLeast(MEASURES[0], 2))) == "x below 2 u"
    assert describe(Not(Above(MEASURES[0], 2))) == "x at most 2 u"
    assert str(Not(Not(Above(MEASURES[0], 2)))) == "not (x at most 2 u)"


@pytest.mark.parametrize("quantity", QUANTITIES, ids=lambda q: q.name)
def test_a_quantity_without_cut_offs_has_the_fewest_cells(quantity):
    """A measure that no criterion cuts is one cell; facts and choices keep theirs."""
    found = cells(quantity, [])
    assert len(found.examples) == (
        len(quantity.values)
        if hasattr(quantity, "levels") or quantity.name in "fgh"
        else 1
    )
