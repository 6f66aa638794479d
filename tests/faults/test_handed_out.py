"""What the library hands out can be changed without changing what it answers."""

import copy
import pickle

import attrs
import polars as pl
import pytest

import cervmyelo as cm
from cervmyelo.models.sheet import quantities_of
from cervmyelo.models.symptoms import SYMPTOMS


def person():
    """A patient with a little of everything."""
    return cm.Patient(
        age_years=61,
        mjoa=cm.MJOA(motor_upper=3, motor_lower=0),
        symptoms=[cm.Symptom(kind="neck_pain", present=True)],
        missing={"mjoa_sphincter": "refused"},
    )


def everything(patient):
    """All that is answered about a patient, and all that is published."""
    assessment = cm.io.assessment_to_dict(cm.assess(patient), everything=True)
    schemas = cm.io.patient_schema(), cm.io.assessment_schema()
    return cm.io.to_json([assessment, *schemas]), str(cm.triage(patient))


def handed_out(patient):
    """Containers that a caller gets from public functions and attributes."""
    case = cm.assess(patient).case
    finding = cm.io.finding_to_dict(cm.mjoa_total(patient))
    yield from (case.values, case.missing, case.problems, case.known)
    yield from (case.deductions, case.readings, case.record)
    yield from (patient.flat(), patient.mjoa.flat(), patient.symptoms[0].flat())
    yield from (quantities_of(cm.MJOA), quantities_of(cm.Patient))
    yield from (SYMPTOMS["neck_pain"].parts, cm.io.patient_to_dict(patient))
    yield from (finding, finding["cite"], finding["because"])
    yield from (cm.io.patient_schema(), cm.io.patient_schema()["properties"])
    yield from (cm.io.assessment_schema(), cm.io.assessment_schema()["properties"])
    for rule in cm.rules.values():
        yield from (rule.inputs_by_name, rule.parts, rule.citations)
    for module in (cm.literature, cm.terminology):
        for name in module.__all__:
            yield getattr(module, name)


def test_nothing_that_is_handed_out_changes_an_answer():
    """Emptying every container that can be emptied leaves all answers as they were."""
    patient = person()
    before = everything(patient)
    for container in handed_out(patient):
        if isinstance(container, dict | list | set):
            container.clear()
    assert everything(patient) == before
    assert everything(person()) == before


def test_a_case_cannot_be_changed_and_can_be_copied():
    """The facts of a case are read-only, and equal in a copy or after pickling."""
    case = cm.Case({"age_years": 61, "mjoa_sphincter": 9, "smoker_missing": "refused"})
    for each in (case.values, case.problems, case.missing, case.known):
        with pytest.raises(TypeError):
            each["age_years"] = 5
    for shared in (case, cm.assess(person()).case, cm.mjoa_total(case).rule):
        for name in dir(shared):
            if not name.startswith("__"):
                with pytest.raises(AttributeError):
                    setattr(shared, name, None)
                with pytest.raises(AttributeError):
                    delattr(shared, name)
    for copied in (copy.deepcopy(case), pickle.loads(pickle.dumps(case))):  # noqa: S301
        assert copied.values == case.values
        assert copied.missing == case.missing
        assert [*copied.problems] == ["mjoa_sphincter"]
        assert str(cm.mjoa_total(copied)) == str(cm.mjoa_total(case))


COPIED = {
    "a column map": lambda: cm.ColumnMap(
        columns={"x": "age_years"},
        values={"smoker": {"j": True, "u": None}},
        missing_values={"age_years": ["99"]},
        visits={"person": "id", "wide": {"baseline": "_BL", "later": {"y": "z"}}},
    ),
    "rules of a frame": lambda: cm.cohort.rules_for(pl.DataFrame({"age_years": [61]})),
    "a concept": lambda: cm.io.OmopConcept(concept_id=0, values={True: 4188539}),
}


@pytest.mark.parametrize("make", COPIED.values(), ids=COPIED)
def test_what_holds_a_read_only_mapping_is_copied(make):
    """Other processes can get it, and its copies are as read-only as it is."""
    one = make()
    for copied in (copy.deepcopy(one), pickle.loads(pickle.dumps(one))):  # noqa: S301
        assert copied == one
        for field in attrs.fields(type(one)):
            kind = type(getattr(one, field.name))
            assert type(getattr(copied, field.name)) is kind


HASHED = {
    "a column map": cm.ColumnMap,
    "a map of visits": cm.io.VisitMap,
    "a concept": cm.io.OmopConcept,
}
GIVEN = {
    "a column map": [
        {"columns": {"x": "age_years", "y": "ref"}},
        {"columns": {"y": "ref", "x": "age_years"}, "visits": {"order": ["a", "b"]}},
        {"values": {"smoker": {"j": True, "u": None}}, "pass_through": "*"},
        {"values": {"mjoa_total": {"few": cm.between(0, 3)}}, "sides": {}},
    ],
    "a map of visits": [
        {
            "person": "id",
            "wide": {"a": "_A", "b": {"x": "mjoa_total", "y": "nurick_1972"}},
        },
        {"person": "id", "on": "seen"},
    ],
    "a concept": [
        {"concept_id": 0, "values": {True: 1, "none": 2}},
        {"concept_id": 0},
    ],
}


@pytest.mark.parametrize("name", HASHED)
def test_a_frozen_value_with_mappings_is_a_key(name):
    """Equal ones have one hash, whatever the order of their mappings; others differ."""
    kind = HASHED[name]
    made = [kind(**each) for each in GIVEN[name]]
    turned = [kind(**_turned(each)) for each in GIVEN[name]]
    assert turned == made
    assert [*map(hash, turned)] == [*map(hash, made)]
    assert len({*made, *turned, *map(copy.deepcopy, made)}) == len(made)


def _turned(value):
    """Plain data with each mapping in another order."""
    if not isinstance(value, dict):
        return value
    return {key: _turned(each) for key, each in reversed(value.items())}
