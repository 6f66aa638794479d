"""Consequences of answers are what the rule says once the answer is filled in."""

import itertools
import math
import pickle
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import FORMS, GAP, answers_of, cases, completions, domain

import cervmyelo as cm
from cervmyelo.case import Case
from cervmyelo.consistency import TOTALS, described
from cervmyelo.errors import CervmyeloError
from cervmyelo.quantity import Measure
from cervmyelo.registry import FIRST_LOOK
from cervmyelo.results.consequences import AnswerGroup, Range, consequence
from cervmyelo.results.questions import questions

RULES = tuple(cm.rules.values())


# The way it was before one pass gave every answer: ask each rule again.


def asked_again(rules, values):
    """Questions by asking every rule again for every answer."""
    now = {rule.name: rule(values) for rule in rules}
    asking = {
        quantity.name: quantity
        for rule in rules
        for quantity in rule.inputs
        if quantity.name in now[rule.name].missing and is_there(quantity, values)
    }
    total = sum(open_bits(rule, now[rule.name]) for rule in rules)
    found = []
    for quantity in asking.values():
        name = quantity.name
        some = [rule for rule in rules if name in now[rule.name].missing]
        before = sum(open_bits(rule, now[rule.name]) for rule in some)
        answers = dict.fromkeys(
            answer for rule in some for answer in rule.answers(quantity)
        )
        gains = [
            before
            - sum(open_bits(rule, rule({**values, name: answer})) for rule in some)
            for answer in answers
            if not contradictory(some, {**values, name: answer})
        ]
        if not gains:
            continue
        mean = sum(gains) / len(gains)
        found.append((name, total, mean, min(gains), max(gains)))
    return sorted(found, key=lambda each: -each[2])


def is_there(quantity, values):
    """Whether what a quantity describes, if it describes anything, is known to be."""
    owner = described().get(quantity.name)
    return owner is None or Case(values).known.get(owner) is True


def contradictory(rules, values):
    """Whether a rule gives no answer because what is recorded contradicts itself."""
    return any(
        problem.code == "contradiction"
        for rule in rules
        for problem in rule(values).problems
    )


def narrowing(rules, values):
    """The questions about missing inputs that can change an answer."""
    return [
        question
        for question in questions(rules, values)
        if question.conflict is None
        and any(question.quantity in rule.inputs for rule in question.rules)
    ]


LENGTHS = {
    each.name
    for each in cm.quantities.values()
    if isinstance(each, Measure) and each.unit == "mm"
}


def open_bits(rule, finding):
    """How open an answer is, as it was counted before."""
    if finding.status != "undecided":
        return 0
    if finding.possible is not None:
        return math.log2(len(finding.possible))
    width = rule.outcomes[-1] - rule.outcomes[0]
    share = (finding.high - finding.low) / width if width else 0
    return math.log2(1 + 100 * share)


def people(seed, count, rules=RULES):
    """Random people of whom a random share of the inputs of some rules is recorded."""
    chance = random.Random(seed)  # noqa: S311
    inputs = dict.fromkeys(each for rule in rules for each in rule.inputs)
    for _ in range(count):
        share = chance.choice((0, 0.05, 0.3, 0.6, 0.9))
        yield {
            each.name: value_of(chance, each)
            for each in inputs
            if chance.random() < share
        }


def value_of(chance, quantity):
    """A random value of a quantity."""
    if isinstance(quantity, Measure) and quantity.step is None:
        return chance.choice(
            (
                quantity.low,
                quantity.high,
                chance.uniform(quantity.low, quantity.high),
                round(chance.uniform(quantity.low, quantity.high), 1),
            )
        )
    return chance.choice(quantity.values)


def shape(question):
    """The numbers of a question."""
    return (
        question.quantity.name,
        question.open_now,
        question.narrows,
        question.at_least,
        question.at_most,
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_one_pass_is_the_same_as_asking_again(rule):
    """For every rule, questions and their numbers are those of asking it again."""
    for values in people(rule.name, 4, [rule]):
        found = [shape(each) for each in narrowing([rule], values)]
        assert found == asked_again([rule], values)


BANDED = {each.answer.name: each.bands.grade for each in TOTALS if each.bands}


@pytest.mark.parametrize("name", BANDED)
def test_a_total_known_by_its_word_is_the_same_as_asking_again(name):
    """A word for the band of a total, or two of them, narrow what an item can be."""
    total, grade = cm.rules[name], BANDED[name]
    rules = [total, *([cm.rules[grade.name]] if grade.name in cm.rules else [])]
    for words in (*itertools.pairwise(grade.levels), grade.levels[:1]):
        values = {grade.name: cm.one_of(*words) if len(words) > 1 else words[0]}
        for some in ([total], rules):
            found = [shape(each) for each in narrowing(some, values)]
            assert found == asked_again(some, values)


def test_rules_together_are_the_same_as_asking_again():
    """Questions for several rules add up over them as asking each again does."""
    for rules, seed, count in ((FIRST_LOOK, 1, 12), (RULES, 2, 5)):
        for values in people(seed, count, rules):
            found = [shape(each) for each in narrowing(rules, values)]
            assert found == asked_again(rules, values)


def of_inputs(rule, case):
    """What a case holds of the inputs of a rule."""
    return {each.name: case[each.name] for each in rule.inputs}


every_form = pytest.mark.parametrize("form", FORMS)
slowly = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@every_form
@slowly
@given(data=st.data(), case=cases)
def test_one_pass_of_any_form_is_the_same_as_asking_again(form, data, case):
    """For random rules of every form, the pass gives what asking again gives."""
    rule = data.draw(FORMS[form])
    case = of_inputs(rule, case)
    found = [shape(each) for each in narrowing([rule], case)]
    assert found == asked_again([rule], case)


def probes(chance, asked):
    """Answers to try: all steps, or the edges of every range and what is near them."""
    quantity = asked.quantity
    if not isinstance(quantity, Measure) or quantity.step is not None:
        return quantity.values
    ranges = [each for group in asked.groups for each in group.answers]
    edges = {end for each in ranges for end in (each.low, each.high)}
    near = {
        math.nextafter(edge, way) for edge in edges for way in (-math.inf, math.inf)
    }
    between = {(a + b) / 2 for a, b in itertools.pairwise(sorted(edges))}
    some = {chance.uniform(quantity.low, quantity.high) for _ in range(5)}
    every = {float(each) for each in edges | near | between | some}
    return sorted(each for each in every if quantity.low <= each <= quantity.high)


def check(chance, rule, values):
    """Compare every consequence with the rule, once an answer is filled in."""
    for question in narrowing([rule], values):
        (asked,) = question.consequences
        assert asked.quantity == question.quantity
        for answer in probes(chance, asked):
            if contradictory([rule], {**values, question.quantity.name: answer}):
                # Along a continuous quantity, what contradicts has no edge.
                along = question.quantity.name in LENGTHS
                assert along or not any(answer in group for group in asked.groups)
                continue
            assert sum(answer in group for group in asked.groups) == 1
            stated = asked.given(answer)
            found = rule({**values, question.quantity.name: answer})
            if len(asked.groups) == 1 and stated.possible is None:
                # A formula rounds its last bit up or down along the answers.
                width = 1e-12 * (stated.high - stated.low)
                assert stated.low - width <= found.low <= found.high
                assert found.high <= stated.high + width
            else:
                assert stated.possible == found.possible
                assert (stated.low, stated.high) == (found.low, found.high)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_consequence_is_what_the_rule_then_says(rule):
    """For every rule, the stated result equals asking with the answer filled in."""
    chance = random.Random(rule.name)  # noqa: S311
    for values in people(rule.name, 6, [rule]):
        check(chance, rule, values)


@every_form
@slowly
@given(data=st.data(), case=cases)
def test_a_consequence_of_any_form_is_what_the_rule_then_says(form, data, case):
    """For random rules of every form, the stated result equals asking again."""
    chance = random.Random(1)  # noqa: S311
    rule = data.draw(FORMS[form])
    check(chance, rule, of_inputs(rule, case))


@every_form
@slowly
@given(data=st.data(), case=cases)
def test_no_answer_is_stated_exactly_where_the_source_may_give_none(form, data, case):
    """A consequence says "no answer" if some completion has none, and only then."""
    rule = data.draw(FORMS[form])
    case = of_inputs(rule, case)
    for question in questions([rule], case):
        quantity = question.quantity
        (asked,) = question.consequences
        for answer in domain(quantity):
            filled = {**case, quantity.name: answer}
            answers = [answers_of(rule, full) for full in completions(rule, filled)]
            none = any(GAP in each for each in answers)
            result = asked.given(answer)
            # A curve allows for times outside its figures while no time is known.
            assert result.or_none == none or (form == "curve" and result.or_none)
            assert ("no answer" in str(result)) == result.or_none


def test_bounds_over_all_answers_are_reached_at_the_ends():
    """Where question and result are continuous, an end of the answers has the bound."""
    for name in ("torg_pavlov_ratio", "slice_compression_probability", "mscc"):
        rule = cm.rules[name]
        for values in people(name, 5, [rule]):
            for question in questions([rule], values):
                quantity = question.quantity
                if not isinstance(quantity, Measure) or quantity.step is not None:
                    continue
                (group,) = question.consequences[0].groups
                assert group.answers == (Range(low=quantity.low, high=quantity.high),)
                ends = [
                    rule({**values, quantity.name: end})
                    for end in (quantity.low, quantity.high)
                ]
                assert group.result.low == min(each.low for each in ends)
                assert group.result.high == max(each.high for each in ends)


def stated(name, asked, **values):
    """The consequence of a question for one rule, in words."""
    quantity = cm.quantities[asked]
    return str(consequence(cm.rules[name], quantity, values))


ITEMS = {"mjoa_motor_lower": 5, "mjoa_sensory_upper": 2, "mjoa_sphincter": 2}


@pytest.mark.parametrize(
    ("words", "name", "asked", "values"),
    [
        (
            "0 to 2: severe; 3 to 5: moderate",
            "mjoa_severity",
            "mjoa_motor_upper",
            ITEMS,
        ),
        ("0 to 5: 9 to 14 points", "mjoa_total", "mjoa_motor_upper", ITEMS),
        ("yes: 5; no: 0 to 4", "article_stage", "wheelchair_or_immobile", {}),
        (
            "mild or moderate: prompt or emergency; severe: emergency",
            "article_urgency",
            "gait_change_severity",
            {"gait_change": True},
        ),
        (
            "below 10 mm: absolute; at least 10 and at most 13 mm: relative; "
            "over 13 mm: none",
            "canal_stenosis",
            "canal_diameter_mm",
            {},
        ),
        (
            "below 10.96 mm: stenotic; at least 10.96 mm: not stenotic",
            "torg_pavlov",
            "xray_canal_mm",
            {"xray_body_mm": 13.7},
        ),
        (
            "0 to 55 years: 0 to 3 of 4; 56 to 120 years: 1 to 4 of 4",
            "article_risk_factors",
            "age_years",
            {},
        ),
        (
            "absent or not imaged: 1 of 4; present: 2 of 4",
            "article_risk_factors",
            "opll",
            {
                "age_years": 60,
                "asian_descent": False,
                "congenital_narrow_canal": False,
                "rheumatoid_arthritis": False,
            },
        ),
        (
            "0 or 1: 0; 2: 1; 3: 2; 4: 3 or 4; 5: 4 or 5",
            "article_stage_to_nurick_0_normal",
            "article_stage",
            {},
        ),
        (
            "0 to 17: -1700 to 100 %; 18: no answer",
            "mjoa_recovery_rate",
            "mjoa_before",
            {},
        ),
    ],
)
def test_consequences_in_words(words, name, asked, values):
    """A consequence reads as answers and results, without codes."""
    assert stated(name, asked, **values) == words


def test_a_rounded_boundary_lies_on_the_side_that_is_stated():
    """A boundary is shown with few digits, and is right at the number that is shown."""
    rule = cm.rules["torg_pavlov"]
    assert stated("torg_pavlov", "xray_body_mm", xray_canal_mm=11.2) == (
        "at most 14 mm: not stenotic; over 14 mm: stenotic"
    )
    assert rule({"xray_canal_mm": 11.2, "xray_body_mm": 14}).value == "not_stenotic"


def test_an_impossible_answer_has_no_consequence():
    """Asking for the consequence of an impossible answer is refused."""
    question = cm.next_question([cm.rules["mjoa_total"]], {})
    with pytest.raises(CervmyeloError, match=question.quantity.name):
        question.consequences[0].given(99)


def test_a_question_reads_as_sentences():
    """A question says what each answer would change, for three rules at most."""
    found = cm.next_question([cm.rules["mjoa_severity"]], ITEMS)
    label = cm.rules["mjoa_severity"].label
    assert str(found) == (
        f"How well can the hands be used? For {label}: if 0 to 2, severe; "
        "if 3 to 5, moderate."
    )
    text = str(cm.next_question(RULES, {}))
    assert text.endswith("other results.") or text.count("For ") <= 3
    for question in questions(RULES, ITEMS):
        assert "_" not in str(question)
        assert "True" not in str(question)


def test_an_answer_that_changes_nothing_alone_is_called_so():
    """Where no single answer narrows a result, the question says so."""
    found = {
        each.quantity.name: each for each in questions([cm.rules["pmjoa_severity"]], {})
    }
    assert str(found["pmjoa_sphincter"]).endswith(
        "Its answer matters together with other missing answers."
    )
    assert not found["pmjoa_sphincter"].consequences[0].differs


def test_questions_can_be_kept():
    """A question and its consequences are equal to their copies after pickling."""
    for question in questions(FIRST_LOOK, ITEMS)[:3]:
        copy = pickle.loads(pickle.dumps(question))  # noqa: S301
        assert copy == question
        assert copy.consequences == question.consequences
        assert hash(copy) == hash(question)


def test_a_range_holds_its_numbers():
    """An end belongs to a range only if it is included, and words never do."""
    part = Range(low=1, high=2, high_included=False)
    assert 1 in part
    assert 2 not in part
    assert "1" not in part
    group = AnswerGroup(answers=(part, 3), result=None)
    assert 3 in group
    assert 2 not in group
