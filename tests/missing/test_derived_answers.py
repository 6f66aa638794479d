"""Answers that cannot be recorded are refused with the reason."""

import json

import pytest

import cervmyelo as cm
from cervmyelo.models.derived_answers import DERIVED

FEW = ("article_urgency", "cook_probability", "article_workup", "mjoa_recovery_rate")


def test_every_answer_can_be_recorded_or_says_why_not():
    """A rule is a quantity that can be recorded, or has a reason not to be."""
    assert DERIVED.keys() == cm.rules.keys() - cm.quantities.keys()


@pytest.mark.parametrize("name", DERIVED)
def test_the_reason_is_in_the_error(name):
    """A person with such an answer gets the reason, and what to record instead."""
    with pytest.raises(cm.CervmyeloError, match="cannot be recorded") as caught:
        cm.Patient.from_values({name: 1})
    assert DERIVED[name] in str(caught.value)
    assert "Record" in DERIVED[name]


def ways(name, folder):
    """The ways in which a record can come."""
    path = folder / "in.csv"
    path.write_text(f"age_years,{name}\n61,1\n")
    return (
        lambda: cm.mjoa_severity({name: 1}),
        lambda: cm.assess({name: 1}),
        lambda: cm.io.patient_from_json(json.dumps({name: 1})),
        lambda: cm.io.open_table(path),
    )


@pytest.mark.parametrize("name", FEW)
def test_the_reason_is_the_same_wherever_it_was_recorded(name, tmp_path):
    """A mapping, JSON and a table refuse the answer for the same reason."""
    for way in ways(name, tmp_path):
        with pytest.raises(cm.CervmyeloError) as caught:
            way()
            raise AssertionError(name)
        assert DERIVED[name] in str(caught.value)


def test_no_recorded_urgency_hides_an_emergency():
    """Whatever was answered before, the urgency follows from what is recorded."""
    with pytest.raises(cm.CervmyeloError, match="can hide an emergency"):
        cm.assess({"article_urgency": "routine"})


def test_a_recorded_answer_leaves_no_gap_of_the_source():
    """Next to inputs that are not enough, the source gave the recorded answer."""
    seen = 0
    for rule in cm.rules.values():
        if rule.recorded is None or not rule.gaps:
            continue
        for each in rule.inputs:
            for value in (each.values or (each.low, each.high))[:2]:
                for answer in rule.recorded.values:
                    found = rule({rule.name: answer, each.name: value})
                    assert "possibly no answer" not in str(found)
                    seen += found.status == "ok"
    assert seen
