"""
Answers that are recorded in place of what they are found from, or next to it.

What is possible is what the completions say that give the recorded answers, by brute
force; and every frame says it too.
"""

import itertools
import math
import random

import attrs
import pytest
from completions import conditions_of, consistent_completions, contradicted
from frames import ENGINES, assert_law
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linked_rows import near
from random_rows import CELLS, directed
from strategies import FORMS, GAP, answers_of, naive

import cervmyelo as cm
from cervmyelo.consistency import TOTALS
from cervmyelo.findings import Gap
from cervmyelo.forms import (
    Bands,
    Curve,
    FirstMatch,
    PostTest,
    Quotient,
    Regression,
    Sum,
    Tally,
)
from cervmyelo.forms.recorded import slack
from cervmyelo.forms.rule import discrete
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Measure, figure_of, word_of
from cervmyelo.registry import RULES

MANY = 1_000
FORMS_RECORDED = ("bands", "first match", "cut-offs", "quotient")
WITH_ANSWERS = [rule for rule in RULES.values() if rule.recordable]
STEPPED = [
    rule
    for rule in WITH_ANSWERS
    if not isinstance(rule, Quotient)
    and not (isinstance(rule, Bands) and isinstance(rule.of, Quotient | Regression))
    and all(getattr(each, "step", 1) is not None for each in rule.recordable)
]


def parts_of(rule):
    """The rules whose answers can be recorded for a rule, the deepest first."""
    for part in rule.parts:
        yield from parts_of(part)
    if rule.recorded is not None:
        yield rule


def as_cell(answer):
    """An answer as it is recorded."""
    if isinstance(answer, cm.Grade):
        return str(answer.code)
    return answer if isinstance(answer, int) else float(answer)


def gives(rule, case, recorded):
    """Whether a complete case gives a recorded answer."""
    answer = naive(rule, case)
    return not isinstance(answer, Gap) and str(as_cell(answer)) == str(recorded)


def filled_rows(rule, size, *, most_open=3):
    """Rows with some inputs, and answers that are mostly those of the whole person."""
    draw = random.Random(rule.name)  # noqa: S311 -- always the same rows
    for _ in range(size):
        case = {each.name: draw.choice(rule.answers(each)) for each in rule.inputs}
        values = {}
        for part in parts_of(rule):
            if draw.random() < 0.5:
                continue
            answer = naive(part, case)
            if draw.random() < 0.15:
                answer = draw.choice(part.outcomes)
            if not isinstance(answer, Gap):
                cell = as_cell(answer)
                number = isinstance(part.recorded, Measure)
                values[part.name] = int(cell) if number and part.scale else cell
        hidden = draw.randint(0, most_open) if draw.random() < 0.8 else len(case)
        open_ = draw.sample([*case], min(hidden, len(case)))
        yield {n: v for n, v in case.items() if n not in open_} | values


@pytest.mark.parametrize("rule", STEPPED, ids=lambda rule: rule.name)
def test_bounds_are_exact_beside_recorded_answers(rule):
    """What is possible is what the completions say that give what was recorded."""
    axes = {each.name: rule.answers(each) for each in rule.inputs}
    decided = 0
    for values in filled_rows(rule, 40):
        recorded = {p: values[p.name] for p in parts_of(rule) if p.name in values}
        rest = {n: v for n, v in values.items() if n in axes}
        size = math.prod(len(axes[name]) for name in axes if name not in rest)
        if size > MANY:
            continue
        found = rule(values)
        if contradicted(rule, rest) or conditions_of(rule, rest)[0]:
            assert found.status == "refused"
            continue
        possible = set()
        for filled, answers in consistent_completions(rule, rest, axes):
            case = dict(zip(axes, filled, strict=True))
            if all(gives(part, case, each) for part, each in recorded.items()):
                possible |= answers
        answers = possible - {GAP}
        if not possible:
            assert [each.code for each in found.problems] == ["contradiction"], values
        elif not answers:
            assert found.status == "refused"
        else:
            decided += 1
            alone = possible == answers and len(answers) == 1
            assert (found.status == "ok") == alone, values
            if GAP not in possible:
                assert "possibly no answer" not in str(found), values
            if found.possible is None or isinstance(rule, PostTest | Curve):
                assert math.isclose(found.low, min(answers)), values
                assert math.isclose(found.high, max(answers)), values
            else:
                assert frozenset(found.possible) == answers, values
    assert decided


@pytest.mark.parametrize("rule", WITH_ANSWERS, ids=lambda rule: rule.name)
def test_a_recorded_answer_alone_is_the_answer(rule):
    """Without its inputs, a rule answers with what was recorded under its name."""
    if rule.recorded is None:
        return
    some = rule.recorded.values or (rule.recorded.low, rule.recorded.high)
    for value in some:
        found = rule({rule.name: value})
        if found.status == "refused":
            assert rule.people.conditions
            continue
        assert found.status == "ok"
        if isinstance(rule.recorded, Measure):
            assert found.value == (rule.scale.grade(value) if rule.scale else value)
        else:
            assert str(found.value) == value
        assert str(found.because[0]).endswith("(recorded)")
        assert not found.missing


@pytest.mark.parametrize("total", TOTALS, ids=lambda total: total.answer.name)
def test_a_total_and_its_items_narrow_each_other(total):
    """Each item is left the scores that add up with some scores of the others."""
    draw = random.Random(total.answer.name)  # noqa: S311 -- always the same rows
    seen = 0
    for _ in range(200):
        case = {each.name: draw.choice(each.values) for each in total.items}
        known = dict(draw.sample([*case.items()], len(case) - draw.randint(1, 3)))
        answer = sum(case.values())
        if draw.random() < 0.2:
            answer = draw.choice(total.answer.values)
        found = cm.Case({**known, total.answer.name: answer})
        axes = [
            (known[each.name],) if each.name in known else each.values
            for each in total.items
        ]
        fitting = [some for some in itertools.product(*axes) if sum(some) == answer]
        if not fitting:
            fields = {name for each in found.conflicts for name in each.fields}
            assert total.answer.name in fields
            assert found.known.keys().isdisjoint(fields)
            continue
        if found.conflicts:
            # What the items say contradicts something else that they say.
            continue
        for place, item in enumerate(total.items):
            value = found.known.get(item.name)
            left = sorted({some[place] for some in fitting})
            options = (
                item.values if value is None else getattr(value, "options", (value,))
            )
            assert {*options} <= {*left}
            if item.name not in known and len(left) == 1:
                seen += 1
                assert value == left[0]
    assert seen


def test_three_items_and_the_total_give_the_fourth():
    """A score that nobody recorded follows from the total and the others."""
    items = {"mjoa_motor_upper": 3, "mjoa_motor_lower": 5, "mjoa_sphincter": 3}
    case = cm.Case({**items, "mjoa_total": 12})
    assert case.known["mjoa_sensory_upper"] == 1
    assert case.deductions["mjoa_sensory_upper"].sources[0] == "mjoa_total"


def test_a_total_says_what_its_items_say():
    """Nobody with an mJOA of 0 can move, and everybody with 17 can walk."""
    assert cm.triage({"mjoa_total": 0}).value.code == "emergency"
    assert cm.Case({"mjoa_total": 17}).known["ambulatory"] is True
    case = cm.Case({"mjoa_total": 18, "chair_or_bed_bound": True})
    assert case.conflicts[0].fields == ("mjoa_total", "chair_or_bed_bound")
    case = cm.Case({"mjoa_total": 1, "joa_total": 16})
    assert case.conflicts[0].fields == ("mjoa_total", "joa_total")


def test_a_total_below_its_full_mark_is_known_disease():
    """A doctor's attention is due whatever form the impairment is recorded in."""
    denied = {each.name: False for each in cm.article_urgency.inputs if each.none}
    denied = {n: v for n, v in denied.items() if QUANTITIES[n].allowed == "yes or no"}
    for name, value in (
        ("mjoa_total", 17),
        ("joa1994_total", 16.5),
        ("mjoa_severity", "mild"),
        ("nurick_1972", 1),
        ("ranawat", "II"),
        ("kang_grade", 1),
    ):
        assert cm.article_urgency({**denied, name: value}).value == "prompt", name
    for name, value in (("mjoa_total", 18), ("mjoa_severity", "none")):
        assert cm.article_urgency({**denied, name: value}).value == "none", name


def test_an_item_that_another_cause_explains_frees_the_total():
    """A total was scored like its items, and has two readings as they have."""
    items = cm.MJOA(motor_upper=3, motor_lower=5, sphincter=3, total=12)
    person = cm.Patient(mjoa=items, missing={"mjoa_motor_upper": "other_cause"})
    assert person.flat()["mjoa_total"] == 12
    # The fourth item follows from the total as it was scored.
    assert cm.mjoa_total(person).possible == (12, 14)
    wrong = cm.MJOA(
        motor_upper=3, motor_lower=5, sensory_upper=3, sphincter=3, total=12
    )
    person = cm.Patient(mjoa=wrong, missing={"mjoa_motor_upper": "other_cause"})
    assert cm.mjoa_total(person).status == "refused"


@pytest.mark.parametrize(
    ("ratio", "canal", "agrees"),
    [(0.82, 14.0, True), (0.8, 14.0, True), (0.83, 14.0, False), (0.824, 14.0, True)],
)
def test_a_ratio_agrees_with_measurements_that_round_to_it(ratio, canal, agrees):
    """14 / 17 is 0.8235…: a ratio to any number of places is one that it rounds to."""
    case = {"torg_pavlov_ratio": ratio, "xray_canal_mm": canal, "xray_body_mm": 17.0}
    found = cm.torg_pavlov_ratio(case)
    assert (found.status == "ok") is agrees
    if agrees:
        assert found.value == canal / 17
        assert abs(ratio - found.value) <= slack(ratio)


def test_half_a_point_of_a_whole_scale_is_refused():
    """A recorded total between two steps is refused with its reason."""
    found = cm.mjoa_severity({"mjoa_total": 13.5})
    assert found.status == "refused"
    assert "whole number" in found.problems[0].message
    assert cm.joa1994_mild({"joa1994_total": 13.5}).status == "ok"


def test_both_are_named():
    """A grade that the total contradicts is refused with both names."""
    found = cm.mjoa_severity({"mjoa_total": 15, "mjoa_severity": "moderate"})
    assert "mjoa_severity and mjoa_total" in found.problems[0].message
    # The total is not in doubt for the rule that only reads the total.
    assert cm.mjoa_total({"mjoa_total": 15, "mjoa_severity": "moderate"}).value == 15


@pytest.mark.parametrize("rule", WITH_ANSWERS, ids=lambda rule: rule.name)
def test_a_frame_says_the_same(rule):
    """Rows with answers, inputs and linked facts get what that person gets."""
    draw = random.Random(rule.name)  # noqa: S311 -- always the same rows
    rows = [*filled_rows(rule, 40, most_open=len(rule.inputs))]
    beside = [each for each in near(rule) if not each.answer]
    for row in rows:
        for each in draw.sample(beside, min(len(beside), draw.randint(0, 2))):
            if each not in rule.inputs and each.values:
                row[each.name] = draw.choice(each.values)
    names = [*ENGINES]
    others = [ENGINES[names[[*RULES].index(rule.name) % len(names)]]]
    quantities = {each.name: each for each in (*near(rule), *rule.recordable)}
    assert_law(rule, rows, [ENGINES["polars"], *others], [*quantities.values()])


def recordable(rule):
    """A random rule whose answer can be recorded; None if it cannot."""
    of = getattr(rule, "of", None)
    if isinstance(of, Quotient | Regression) and any(map(discrete, of.inputs)):
        # Its steps may never give a grade between two others; a frame compares ends.
        return None
    if isinstance(rule, FirstMatch | Bands) and not isinstance(of, Tally):
        words = word_of(rule.scale, rule.name, "a grade")
        return attrs.evolve(rule, recorded=words)
    if isinstance(rule, Quotient):
        low, high = rule.outcomes
        if low == high:
            return None
        return attrs.evolve(rule, recorded=figure_of(rule.name, "r", "u", low, high))
    return None


@pytest.mark.parametrize("form", FORMS_RECORDED)
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_random_rules_with_recorded_answers(form, data):
    """Per form: a cell next to a recorded answer is what that person would get."""
    rule = recordable(directed(data.draw(FORMS[form])))
    if rule is None:
        return
    answer = rule.recorded
    some = answer.values or (answer.low, answer.high, (answer.low + answer.high) / 2)
    cells = st.sampled_from([None, *some])
    rows = [
        {each.name: data.draw(CELLS[each.name]) for each in rule.inputs}
        | {answer.name: data.draw(cells)}
        for _ in range(data.draw(st.integers(1, 6)))
    ]
    assert_law(rule, rows, ENGINES.values(), rule.reads)


def test_the_answers_of_rules_are_quantities():
    """Every answer that can be recorded has the name and the values of its rule."""
    answers = [each for each in QUANTITIES.values() if each.answer]
    graded = {each.name: each for each in answers}
    for rule in RULES.values():
        if rule.recorded is not None:
            assert rule.recorded is graded.pop(rule.name)
            if rule.scale is not None:
                codes = map(str, rule.scale.codes)
                assert [*codes] == [*map(str, rule.recorded.values)]
            elif isinstance(rule, Sum):
                assert rule.result is rule.recorded
    # A grade of Cooper is what its rule reads.
    assert {*graded} == {"cooper_upper", "cooper_lower"}
    assert answers_of is not None
