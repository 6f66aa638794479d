"""
Values that are known in part: a range, or one of several.

What is possible is what the completions say within the range, by brute force.
"""

import itertools
import math
import random

import pytest
from completions import NEIGHBOURS, conditions_of, consistent_completions, contradicted
from frames import ENGINES, assert_law
from hypothesis import given
from hypothesis import strategies as st
from rows_in_part import with_ends
from strategies import GAP

import cervmyelo as cm
from cervmyelo.criteria import OneOf
from cervmyelo.errors import CervmyeloError
from cervmyelo.forms import Bands, Curve, PostTest, Quotient, Regression
from cervmyelo.io import (
    assessment_from_json,
    assessment_to_dict,
    patient_from_json,
    patient_to_dict,
    to_json,
)
from cervmyelo.models.ends import ends_of
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Fact, Measure, Partly
from cervmyelo.registry import RULES

MANY = 2_000
STEPPED = [
    rule
    for rule in RULES.values()
    if rule.name != "article_urgency"
    and not isinstance(rule, Quotient | Regression | Curve | PostTest)
    and not (isinstance(rule, Bands) and isinstance(rule.of, Quotient | Regression))
]


def in_part(quantity, options):
    """Options as a user gives them: neighbours as a range, if they are numbers."""
    numbers = isinstance(quantity, Measure)
    if numbers and options == [v for v in quantity.values if v in options]:
        least, most = options[0], options[-1]
        if len([v for v in quantity.values if least <= v <= most]) == len(options):
            return cm.between(least, most)
    return cm.one_of(*options)


@pytest.mark.parametrize("rule", STEPPED, ids=lambda rule: rule.name)
def test_bounds_are_exact_of_values_known_in_part(rule):
    """Within a range, all that its completions say is possible, and nothing else."""
    draw = random.Random(rule.name)  # noqa: S311 -- always the same rows
    for _ in range(40):
        values, axes, given_values = {}, {}, {}
        for each in rule.inputs:
            every = [*each.values] or [*rule.answers(each)]
            axes[each.name] = tuple(rule.answers(each))
            kind = draw.random()
            if kind < 0.4:
                values[each.name] = draw.choice(rule.answers(each))
            elif (
                kind < 0.8
                and each.values
                and not isinstance(each, Fact)
                and each.name not in NEIGHBOURS
            ):
                size = draw.randint(2, min(4, len(every)))
                start = draw.randint(0, len(every) - size)
                options = draw.choice(
                    (every[start : start + size], sorted(draw.sample(every, size)))
                    if isinstance(each, Measure)
                    else (draw.sample(every, size),)
                )
                axes[each.name] = tuple(options)
                given_values[each.name] = in_part(each, options)
        open_ = (len(axes[name]) for name in axes if name not in values)
        if math.prod(open_) > MANY:
            continue
        found = rule({**values, **given_values})
        if contradicted(rule, values) or conditions_of(rule, values)[0]:
            assert found.status == "refused"
            continue
        if any(each.code == "outside_population" for each in found.problems):
            continue
        answers = frozenset().union(
            *(some for _, some in consistent_completions(rule, values, axes))
        )
        expected = answers - {GAP}
        if expected:
            assert frozenset(found.possible) == expected, (values, given_values)
        assert (found.status == "ok") == (len(expected) == 1 and answers == expected)


CONTINUOUS = [
    rule for rule in RULES.values() if isinstance(rule, Regression | Curve | PostTest)
]


@pytest.mark.parametrize("rule", CONTINUOUS, ids=lambda rule: rule.name)
def test_figures_known_in_part_span_what_their_completions_give(rule):
    """Within a range of numbers, the least and the greatest figure are exact."""
    draw = random.Random(rule.name)  # noqa: S311 -- always the same rows
    ranges = 0
    for _ in range(60):
        values, axes, given_values = {}, {}, {}
        for each in rule.inputs:
            worth = [*rule.answers(each)]
            if not isinstance(each, Measure) or draw.random() < 0.4:
                values[each.name] = draw.choice(worth)
                continue
            low, high = sorted(draw.choices(worth, k=2))
            options = [v for v in worth if low <= v <= high]
            if each.name in NEIGHBOURS or len(options) < 2:
                values[each.name] = low
                continue
            axes[each.name] = options
            given_values[each.name] = cm.between(low, high)
        if not axes or math.prod(map(len, axes.values())) > MANY:
            continue
        if contradicted(rule, {k: v[0] for k, v in axes.items()} | values):
            continue
        found = rule({**values, **given_values})
        completed = [
            rule({**values, **dict(zip(axes, some, strict=True))})
            for some in itertools.product(*axes.values())
        ]
        codes = {each.code for some in completed for each in some.problems}
        if codes & {"outside_population", "contradiction"}:
            # An assumption is stated, not drawn on.
            continue
        answered = [each for each in completed if each.low is not None]
        assert (found.status == "refused") == (not answered)
        if answered:
            ranges += 1
            assert math.isclose(found.low, min(each.low for each in answered))
            assert math.isclose(found.high, max(each.high for each in answered))
    assert ranges > 3


def test_words_that_add_the_same_decide_a_regression():
    """Which of several words holds does not matter if all of them count, or none."""
    rule = RULES["slice_compression_probability"]
    (term,) = (each for each in rule.terms if isinstance(each.of, OneOf))
    exact = {
        each.name: each.high
        for each in rule.inputs
        if isinstance(each, Measure) and each is not term.quantity
    }
    words = {counts: [] for counts in (False, True)}
    for word in term.quantity.values:
        words[word in term.of.words].append(word)
    rows = []
    for pair in itertools.combinations(term.quantity.values, 2):
        found = rule({**exact, term.name: cm.one_of(*pair)})
        alike = any({*pair} <= {*some} for some in words.values())
        answers = {rule({**exact, term.name: word}).value for word in pair}
        assert (found.low, found.high) == (min(answers), max(answers))
        assert found.missing == (() if alike else (term.name,))
        assert found.value == (answers.pop() if alike else None)
        least, most = ends_of(term.quantity)
        rows.append({**exact, least.name: pair[0], most.name: pair[1]})
    makes = [ENGINES["polars"], ENGINES["duckdb"]]
    assert_law(rule, rows, makes, with_ends(rule.reads))


@st.composite
def partly(draw, quantity):
    """A value of a quantity that is known in part."""
    if isinstance(quantity, Measure):
        ends = st.floats(quantity.low, quantity.high)
        if quantity.values:
            ends = st.sampled_from(quantity.values)
        low, high = sorted((draw(ends), draw(ends)))
        return draw(
            st.sampled_from(
                (cm.between(low, high), cm.between(low), cm.between(None, high))
            )
        )
    words = st.sampled_from(quantity.values)
    return cm.one_of(*draw(st.lists(words, min_size=2, max_size=3)))


NAMES = [name for name, each in QUANTITIES.items() if not isinstance(each, Fact)]


@given(st.data())
def test_a_patient_known_in_part_survives_json(data):
    """What was recorded in part is read back as it was, and so is its assessment."""
    names = data.draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True))
    values = {name: data.draw(partly(QUANTITIES[name])) for name in names}
    # A symptom is described only if it is there.
    patient = cm.Patient.from_values(values)
    assert patient_from_json(to_json(patient_to_dict(patient))) == patient
    assessed = cm.assess(patient)
    assert assessment_from_json(to_json(assessment_to_dict(assessed))) == assessed


@given(st.sampled_from(NAMES), st.data())
def test_a_wider_range_never_narrows(name, data):
    """Whatever is possible in a range is possible in a wider one."""
    quantity = QUANTITIES[name]
    narrow = cm.Case({name: data.draw(partly(quantity))}).values.get(name)
    if not isinstance(quantity, Measure) or narrow is None:
        return
    low, high = (
        (narrow.low, narrow.high) if isinstance(narrow, Partly) else (narrow, narrow)
    )
    wide = {name: cm.between(None, high)} if low > quantity.low else {}
    for rule in RULES.values():
        if quantity not in rule.inputs or isinstance(rule, Quotient):
            continue
        one, other = rule({name: narrow}), rule(wide)
        if "refused" in (one.status, other.status):
            continue
        if one.possible is not None and other.possible is not None:
            assert {*one.possible} <= {*other.possible}
        elif one.low is not None:
            assert other.low <= one.low
            assert one.high <= other.high


WRONG = [
    cm.between,
    lambda: cm.between(low=True, high=2),
    lambda: cm.between(math.nan, 2),
    lambda: cm.between("3", 4),
    lambda: cm.between(4, 3),
    lambda: cm.one_of(3),
    lambda: cm.one_of(None, 3),
    lambda: cm.Patient(age_years=cm.between(130, 140)),
    lambda: cm.Patient(age_years=cm.between(50.2, 50.8)),
    lambda: cm.Patient(age_years=cm.one_of(50, "x")),
    lambda: cm.Patient(neck_mobility=cm.between(1, 2)),
    lambda: cm.Patient(symptom_duration_months=cm.one_of(1.5, 2.5)),
    lambda: cm.Patient(
        mjoa=cm.MJOA(motor_upper=cm.one_of(3, 4)),
        missing={"mjoa_motor_upper": "other_cause"},
    ),
    lambda: patient_from_json('{"age_years": {"low": 3, "x": 4}}'),
    lambda: patient_from_json('{"age_years": {"low": 3, "low": 4}}'),
    lambda: patient_from_json('{"age_years": {}}'),
    lambda: patient_from_json('{"age_years": {"one_of": [[1], 2]}}'),
]


@pytest.mark.parametrize("make", WRONG, ids=map(str, range(len(WRONG))))
def test_what_is_known_in_no_part_is_refused(make):
    """A range without numbers, or beyond the quantity, is an error."""
    with pytest.raises(CervmyeloError) as raised:
        make()
    assert "x" not in str(raised.value).split()


def test_all_of_it_is_nothing_known():
    """Every value that there is says as much as none."""
    assert "age_years" not in cm.Case({"age_years": cm.between(0)}).values
    every = cm.one_of("decreased", "normal", "increased")
    assert "neck_mobility" not in cm.Case({"neck_mobility": every}).values
    assert cm.Case({"age_years": cm.between(61, 61)}).values["age_years"] == 61


def test_what_is_known_in_part_is_called_so():
    """An input that is known in part was recorded, but can still change the answer."""
    found = cm.mjoa_total(cm.MJOA(motor_upper=cm.between(3, 4), motor_lower=5))
    assert found.missing == (
        "mjoa_motor_upper",
        "mjoa_sensory_upper",
        "mjoa_sphincter",
    )
    assert "known in part: mJOA hand motor function" in str(found)
    assert "not recorded: mJOA hand sensation; mJOA bladder function" in str(found)
    assert "mJOA hand motor function: 3 or 4 points" in str(found)


def test_a_total_that_an_item_in_part_cannot_reach_is_a_contradiction():
    """What narrows an item that is known in part can contradict the total as well."""
    row = {
        "mjoa_motor_lower_low": 1,
        "mjoa_motor_lower_high": 7,
        "chair_or_bed_bound": True,
        "mjoa_total": 17,
    }
    fields = {each.fields for each in cm.Case(row).conflicts}
    assert fields == {("mjoa_total", "chair_or_bed_bound")}
    quantities = [QUANTITIES["mjoa_motor_lower"], QUANTITIES["chair_or_bed_bound"]]
    quantities += [*ends_of(quantities[0]), QUANTITIES["mjoa_total"]]
    assert_law(cm.mjoa_total, [row, {}], [ENGINES["polars"]], quantities)
