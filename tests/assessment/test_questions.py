"""The next question is the one that narrows the answers most, and says by how much."""

import itertools
import math

import pytest
from hypothesis import HealthCheck, given, settings
from people import patients

import cervmyelo as cm
from cervmyelo.results.questions import questions

RULES = tuple(cm.rules.values())


def open_bits(rules, values):
    """How open the answers are, counted anew."""
    return sum(math.log2(len(rule(values).possible)) for rule in rules)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(patients)
def test_what_a_question_promises_is_what_its_answers_give(patient):
    """Mean, least and most of what the answers settle are those of trying them all."""
    rules = (
        cm.rules["article_stage"],
        cm.rules["article_risk_factors"],
        cm.rules["mjoa_severity"],
    )
    values = patient.flat()
    now = open_bits(rules, values)
    for question in questions(rules, patient):
        name = question.quantity.name
        answers = dict.fromkeys(
            itertools.chain.from_iterable(
                rule.answers(question.quantity)
                for rule in rules
                if name in rule(values).missing
            )
        )
        gains = [now - open_bits(rules, {**values, name: answer}) for answer in answers]
        assert math.isclose(question.open_now, now)
        assert math.isclose(question.narrows, sum(gains) / len(gains))
        assert math.isclose(question.at_least, min(gains), abs_tol=1e-9)
        assert math.isclose(question.at_most, max(gains))


def test_the_most_telling_comes_first():
    """Questions come in the order of what they settle; the next is the first."""
    found = questions(RULES, cm.Patient())
    told = [question.narrows for question in found]
    assert told == sorted(told, reverse=True)
    assert cm.next_question(RULES, cm.Patient()) == found[0]


def test_nothing_to_ask_when_all_is_decided():
    """When every answer is decided there is no next question."""
    items = cm.MJOA(motor_upper=5, motor_lower=7, sensory_upper=3, sphincter=3)
    rules = [cm.rules["mjoa_total"], cm.rules["mjoa_severity"]]
    assert cm.next_question(rules, items) is None


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
            if question is None:
                break
            values[question.quantity.name] = rule.answers(question.quantity)[pick]
        # What is left open or refused then is so in the source.
        assert cm.next_question([rule], values) is None
        assert not rule(values).missing
