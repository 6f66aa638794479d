"""The next question is the one that narrows the answers most, and says by how much."""

import itertools
import math

import pytest
from hypothesis import HealthCheck, given, settings

import cervmyelo as cm
from cervmyelo import testing
from cervmyelo.results.questions import questions

RULES = tuple(cm.rules.values())


def open_bits(rules, values):
    """How open the answers are, counted anew; a refusal is decided."""
    return sum(math.log2(len(rule(values).possible) or 1) for rule in rules)


def contradictory(rules, values):
    """Whether a rule gives no answer because what is recorded contradicts itself."""
    return any(
        problem.code == "contradiction"
        for rule in rules
        for problem in rule(values).problems
    )


def narrowing(asked):
    """The questions about missing inputs that can change an answer."""
    return [
        question
        for question in asked
        if question.conflict is None and question.consequences
    ]


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(testing.patients())
def test_what_a_question_promises_is_what_its_answers_give(patient):
    """Mean, least and most of what the answers settle are those of trying them all."""
    rules = (
        cm.rules["article_stage"],
        cm.rules["article_risk_factors"],
        cm.rules["mjoa_severity"],
    )
    values = patient.flat()
    now = open_bits(rules, values)
    for question in narrowing(questions(rules, patient)):
        name = question.quantity.name
        asked = question.rules
        before = open_bits(asked, values)
        answers = dict.fromkeys(
            itertools.chain.from_iterable(
                rule.answers(question.quantity) for rule in asked
            )
        )
        gains = [
            before - open_bits(asked, {**values, name: answer})
            for answer in answers
            if not contradictory(asked, {**values, name: answer})
        ]
        assert math.isclose(question.open_now, now)
        assert math.isclose(question.narrows, sum(gains) / len(gains))
        assert math.isclose(question.at_least, min(gains), abs_tol=1e-9)
        assert math.isclose(question.at_most, max(gains))


def test_the_most_telling_comes_first():
    """Questions come in the order of what they settle; the next is the first."""
    found = questions(RULES, cm.Patient())
    gains = [question.narrows for question in found]
    assert gains == sorted(gains, reverse=True)
    assert cm.next_question(RULES, cm.Patient()) == found[0]


def test_nothing_to_ask_when_all_is_decided():
    """When every answer is decided there is no next question."""
    items = cm.MJOA(motor_upper=5, motor_lower=7, sensory_upper=3, sphincter=3)
    assert cm.next_question([cm.mjoa_total], items) is None


def test_whom_a_rule_is_for_is_asked_last():
    """Once the answer is decided, the questions say whether it is for the person."""
    items = {"mjoa_motor_upper": 4, "mjoa_motor_lower": 6, "mjoa_sensory_upper": 2}
    rule = cm.ao_spine_2017
    case = {**items, "mjoa_sphincter": 3, "myelopathy": True}
    asked = questions([rule], {**case, "treated_without_surgery": False})
    people = {each.name for each in rule.people.inputs}
    assert {each.quantity.name for each in asked} <= people
    assert "decides whether" in str(asked[0])


def test_a_contradiction_is_asked_about_first():
    """Which of two contradictory facts is right comes before any other question."""
    case = {"neck_pain": False, "neck_pain_onset": "sudden"}
    first = cm.next_question([cm.article_urgency], case)
    assert first.conflict.fields == ("neck_pain", "neck_pain_onset")
    assert first.consequences == ()


def test_what_is_unlikely_is_asked_about_last():
    """Facts that are only unlikely together refuse nothing and are asked about."""
    case = {"babinski_sign": True, "cord_signs": False}
    asked = questions([cm.article_stage], case)
    assert [each.conflict is not None for each in asked][-1]
    assert asked[0].conflict is None


def test_items_are_asked_of_a_total_that_a_word_narrows():
    """Of "none or mild" four totals are left, and each item can still decide."""
    found = cm.assess({"mjoa_severity": cm.one_of("none", "mild")}).questions
    asked = {e.quantity: e for e in found if cm.mjoa_total in e.rules}
    assert {*cm.mjoa_total.inputs} <= {*asked}
    assert all(max(each.at_least, each.at_most) > 0 for each in asked.values())


def test_what_cannot_change_an_answer_is_not_asked():
    """Who needs a wheelchair is not asked how they walk, nor for absent symptoms."""
    stage = [cm.rules["article_stage"]]
    assert cm.next_question(stage, cm.Patient(wheelchair_or_immobile=True)) is None
    absent = cm.Patient(symptoms=[cm.Symptom(kind="neck_pain", present=False)])
    asked = {q.quantity.name for q in questions([cm.rules["article_urgency"]], absent)}
    assert not {name for name in asked if name.startswith("neck_pain")}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_an_interview_ends(rule):
    """Answering question after question leaves nothing to ask of any rule."""
    for pick in (0, -1):
        values = {}
        for _ in range(200):
            question = cm.next_question([rule], values)
            if question is None or question.conflict is not None:
                break
            ways = [
                way
                for way in everything(rule, question.quantity)
                if not contradictory([rule], {**values, question.quantity.name: way})
            ]
            values[question.quantity.name] = ways[pick]
        # What is left open or refused then is so in the source.
        left = cm.next_question([rule], values)
        assert left is None or left.conflict is not None
        assert not rule(values).missing


def everything(rule, quantity):
    """The answers to a question, whether about an input or about the people."""
    if quantity in rule.inputs:
        return rule.answers(quantity)
    return getattr(quantity, "values", None) or (quantity.low, quantity.high)
