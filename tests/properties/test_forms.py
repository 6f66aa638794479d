"""What is reported while inputs are missing equals brute force, for every form."""

import itertools
import math
from collections import defaultdict

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import (
    CHANCE,
    CITE,
    FACTS,
    FORMS,
    GAP,
    HEAD,
    HOLED,
    MEASURES,
    QUANTITIES,
    SMOOTH,
    answers_of,
    cases,
    completions,
    domain,
    naive,
    rules_and_cases,
    scale,
)

from cervmyelo.criteria import AllOf, AnyOf, AtLeast, Is
from cervmyelo.errors import RefusedError
from cervmyelo.forms import (
    Band,
    Bands,
    Effect,
    Exclusive,
    FirstMatch,
    Part,
    Quotient,
    Regression,
    Row,
    Sum,
)

every_form = pytest.mark.parametrize("form", FORMS)
EXACT = {"sum", "bands", "first match", "tally", "crosswalk"}
"""The forms whose answers can be listed, whatever the inputs."""


def left(rule, case):
    """All that the completions of a case can get, and whether it may be nothing."""
    found = set().union(*(answers_of(rule, full) for full in completions(rule, case)))
    return found - {GAP}, GAP in found


def near(one, other):
    """Whether two numbers are the same to the last bit that matters."""
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)


def seen_whole(rule):
    """Whether the values that are tried are all the values that the inputs have."""
    return not {SMOOTH, CHANCE} & set(rule.inputs)


@every_form
@given(data=st.data())
def test_possible_equals_brute_force(form, data):
    """The possible answers are those of all completions, no more and no fewer."""
    rule, case = data.draw(rules_and_cases(form))
    found = rule(case)
    expected, gap = left(rule, case)
    if found.status == "refused":
        assert (expected, gap) == (set(), True)
    elif form in EXACT or (form == "cut-offs" and seen_whole(rule)):
        assert set(found.possible) == expected
        assert list(found.possible) == sorted(expected)
        assert (found.low, found.high) == (min(expected), max(expected))
    elif form == "cut-offs":
        # Between the values that are tried a score passes through more.
        assert set(found.possible) >= expected
        assert found.low <= min(expected) <= max(expected) <= found.high
    else:
        assert near(found.low, min(expected))
        assert near(found.high, max(expected))


@every_form
@given(data=st.data())
def test_value_only_when_one_is_left(form, data):
    """A value is given when exactly one answer is left, and then it is that one."""
    rule, case = data.draw(rules_and_cases(form))
    found = rule(case)
    expected, gap = left(rule, case)
    if found.status == "refused":
        assert (found.value, found.possible, found.low, found.high) == (
            None,
            (),
            None,
            None,
        )
        assert found.problems
        return
    if found.value is None:
        assert found.status == "undecided"
        assert gap or len(expected) > 1 or not seen_whole(rule)
        # What the source itself leaves open, no question closes.
        assert found.missing or all(
            len(answers_of(rule, full)) > 1 for full in completions(rule, case)
        )
    else:
        assert (found.status, found.missing, gap) == ("ok", (), False)
        if isinstance(found.value, float):
            assert all(near(found.value, each) for each in expected)
        else:
            assert {found.value} == expected
    assert rule(case) == found


@every_form
@given(data=st.data())
def test_missing_names_what_can_change_the_answer(form, data):
    """An input is called missing when some completion turns on it, and only then."""
    rule, case = data.draw(rules_and_cases(form))
    answers = [
        (full, frozenset(answers_of(rule, full))) for full in completions(rule, case)
    ]
    turning = set()
    for quantity in rule.inputs:
        if case[quantity.name] is not None:
            continue
        alike = defaultdict(set)
        for full, answer in answers:
            others = tuple(v for name, v in full.items() if name != quantity.name)
            alike[others].add(answer)
        if any(len(each) > 1 for each in alike.values()):
            turning.add(quantity.name)
    found = rule(case)
    if form in EXACT or (form == "cut-offs" and seen_whole(rule)):
        assert set(found.missing) == turning
    elif found.status != "refused":
        # A number turns on an input between the values that are tried as well.
        assert set(found.missing) >= turning


@every_form
@given(data=st.data())
def test_an_answer_never_widens_and_a_gap_never_narrows(form, data):
    """Recording one more input leaves a subset of what was possible before."""
    rule, case = data.draw(rules_and_cases(form))
    quantity = data.draw(st.sampled_from(rule.inputs))
    less = rule({**case, quantity.name: None})
    more = rule({**case, quantity.name: data.draw(st.sampled_from(domain(quantity)))})
    if more.status == "refused":
        assert less.status in {"refused", "undecided"}
        return
    assert less.low <= more.low <= more.high <= less.high
    if less.possible is not None and more.possible is not None:
        assert set(more.possible) <= set(less.possible)
    if less.interval is not None:
        assert less.interval[0] <= more.interval[0] <= more.interval[1]
        assert more.interval[1] <= less.interval[1]


IMPOSSIBLE = {
    "number": [-2, 4, 0.3, math.inf, -math.inf, True, "1", " ", [1]],
    "fact": [2, -1, "maybe", 0.5, math.inf, []],
    "choice": ["d", " a", "A", "", 1, True],
}


@every_form
@given(data=st.data())
def test_impossible_value_refuses_whatever_the_rest_says(form, data):
    """An impossible input refuses the rule, also where the rest decides already."""
    rule, case = data.draw(rules_and_cases(form))
    quantity = data.draw(st.sampled_from(rule.inputs))
    kind = (
        "fact"
        if quantity in FACTS
        else "choice"
        if quantity.name == "choice"
        else "number"
    )
    wrong = [
        value
        for value in IMPOSSIBLE[kind]
        if value != 0.3 or quantity not in {SMOOTH, CHANCE}
        if value != 4 or quantity != HOLED
    ]
    bad = {**case, quantity.name: data.draw(st.sampled_from(wrong))}
    found = rule(bad)
    assert (found.status, found.value, found.possible) == ("refused", None, ())
    assert (found.low, found.high, found.missing) == (None, None, ())
    assert [problem.field for problem in found.problems] == [quantity.name]
    assert quantity.name in str(found.problems[0])


@every_form
@given(data=st.data())
def test_explanations_can_be_read(form, data):
    """Every finding turns into text that names the rule and its source."""
    rule, case = data.draw(rules_and_cases(form))
    found = rule(case)
    assert str(found).startswith("r: ")
    assert str(found).endswith("source: Cervical myelopathy article, a test")


def test_small_quantities_hold_their_values():
    """The values that the tests draw are values of the quantities."""
    for quantity in QUANTITIES:
        for value in domain(quantity):
            quantity.check(value)
    assert all(measure.values == (0, 1, 2, 3) for measure in MEASURES)


@every_form
@given(data=st.data())
def test_a_form_knows_what_it_can_find(form, data):
    """A finding has only gaps, intervals and types of answers that the form names."""
    rule, case = data.draw(rules_and_cases(form))
    found = rule(case)
    gaps = {gap.code for gap in rule.gaps}
    assert {problem.code for problem in found.problems} <= gaps
    assert found.interval is None or rule.has_intervals
    if found.value is not None:
        code = getattr(found.value, "code", found.value)
        # A calculated number can be whole all the same.
        assert type(code) in {rule.answer_type, int}
        assert (rule.scale is None) == (code is found.value)
    for part in rule.parts:
        assert set(part.inputs) <= set(rule.inputs)
        assert set(part.gaps) <= set(rule.gaps)
        assert set(part.citations) <= set(rule.citations)


@given(data=st.data(), one=cases, other=cases)
def test_two_people_are_compared_exactly(data, one, other):
    """How one stands to another is the ratio of both, whatever the reference is."""
    rule = data.draw(FORMS["effects"])
    found = rule.compare(one, other)
    ratios = [
        naive(rule, first) / naive(rule, second)
        for first in completions(rule, one)
        for second in ends_of(rule, other)
    ]
    assert math.isclose(found.low, min(ratios), rel_tol=1e-9)
    assert math.isclose(found.high, max(ratios), rel_tol=1e-9)
    moved = attrs.evolve(
        rule,
        terms=tuple(attrs.evolve(e, reference=e.reference + 1) for e in rule.terms),
    )
    again = moved.compare(one, other)
    assert math.isclose(found.low, again.low, rel_tol=1e-9)
    assert math.isclose(found.high, again.high, rel_tol=1e-9)


def ends_of(rule, case):
    """The completions of a case that give the least and the greatest."""
    every = sorted(completions(rule, case), key=lambda full: naive(rule, full))
    return every[0], every[-1]


def test_no_probability_without_an_intercept():
    """A regression without an intercept refuses a probability, and says why."""
    rule = Regression(
        link="logit",
        intercept=None,
        terms=(Effect(of=FACTS[0], ratio=2),),
        outcome="better",
        **HEAD,
    )
    with pytest.raises(RefusedError, match="no intercept"):
        rule.probability({"f": True})
    assert rule.compare({"f": 2}, {"f": True}).status == "refused"


def test_a_total_that_is_known_in_part():
    """A total of which some items are missing leaves just the rows that it reaches."""
    total = Sum(items=tuple(MEASURES[:2]), name="total", label="t", cite=CITE)
    cut = {at: AtLeast(total.result, at) for at in (1, 3, 5)}
    rule = FirstMatch(
        rows=(
            Row(AllOf((cut[5], Is(FACTS[0]))), scale(4).grade(2)),
            Row(cut[3], scale(4).grade(0)),
            Row(AnyOf((cut[1], Is(FACTS[0]))), scale(4).grade(3)),
        ),
        otherwise=scale(4).grade(1),
        via=total,
        **HEAD,
    )
    axes = [[*domain(each), None] for each in rule.inputs]
    names = [each.name for each in rule.inputs]
    for state in itertools.product(*axes):
        case = dict(zip(names, state, strict=True))
        expected, _ = left(rule, case)
        assert set(rule(case).possible) == expected


def test_what_cannot_change_a_band_is_not_missing():
    """An item that cannot take the total over a cut-off is not asked for."""
    small = attrs.evolve(MEASURES[0], name="small", high=1)
    large = attrs.evolve(MEASURES[1], name="large", high=8, step=4)
    none, some = scale(2)
    rule = Bands(
        of=Sum(items=(small, large), **HEAD),
        bands=(Band(none, 0, 3), Band(some, 4, 9)),
        score_rises=True,
        **HEAD,
    )
    assert rule({}).missing == ("large",)
    assert rule({"small": 1}).missing == ("large",)
    assert rule({"large": 4}).missing == ()


@pytest.mark.parametrize(
    ("at", "missing"), [(0, {"smooth", "x"}), (0.5, {"smooth", "x", "chance"})]
)
def test_a_divisor_cannot_change_a_sign(at, missing):
    """Only at a cut-off of zero does the sum above the line decide alone."""
    moved = {"either_way": (CHANCE,), "falls_with": (MEASURES[0],)}
    none, some = scale(2)
    rule = Bands(
        of=Quotient(
            above=(Part(SMOOTH), Part(MEASURES[0], -1)),
            below=(Part(CHANCE),),
            under=1,
            unit="u",
            **moved,
            **HEAD,
        ),
        bands=(Band(none, -math.inf, Exclusive(at)), Band(some, at, math.inf)),
        score_rises=True,
        **moved,
        **HEAD,
    )
    assert set(rule({}).missing) == missing
