"""JSON in and out: exact round trips, and no hostile text gets through."""

import json
from importlib import resources

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people import patients

import cervmyelo as cm
from cervmyelo import io as records
from cervmyelo.errors import DocumentError, InvalidRecordError, StaleAssessmentError


@given(patients)
def test_patients_come_back_equal(patient):
    """A patient written as JSON and read again is equal, symptoms and items too."""
    text = records.to_json(records.patient_to_dict(patient))
    assert records.patient_from_json(text) == patient
    assert records.patient_from_json(text.encode()) == patient


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(patients)
def test_assessments_come_back_equal(patient):
    """An assessment written as JSON and read again is equal, reasons and all."""
    assessment = cm.assess(patient)
    text = records.to_json(records.assessment_to_dict(assessment))
    assert records.assessment_from_json(text) == assessment


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(patients)
def test_output_is_valid_by_the_published_schemas(patient):
    """Real output passes the published schemas, in a validator that is not ours."""
    plain = records.assessment_to_dict(cm.assess(patient))
    plain = json.loads(records.to_json(plain))
    jsonschema.Draft202012Validator(records.patient_schema()).validate(
        json.loads(records.to_json(records.patient_to_dict(patient)))
    )
    jsonschema.Draft202012Validator(records.assessment_schema()).validate(plain)


@pytest.mark.parametrize(
    "schema", [records.patient_schema(), records.assessment_schema()]
)
def test_schemas_are_schemas(schema):
    """The schemas obey the draft that they name."""
    jsonschema.Draft202012Validator.check_schema(schema)


WRONG_BY_SCHEMA = [
    {"age_years": "61"},
    {"age_years": 121},
    {"age_years": True},
    {"neck_pain": 1},
    {"opll": "maybe"},
    {"colour": "blue"},
    {"neck_pain": False, "neck_pain_onset": "sudden"},
    {"mjoa_motor_upper": 4.5},
    {"ref": ""},
    {"cervmyelo": {}},
]


@pytest.mark.parametrize("record", WRONG_BY_SCHEMA, ids=str)
def test_schema_refuses_what_the_reader_refuses(record):
    """What the reader refuses is no valid instance of the schema either."""
    validator = jsonschema.Draft202012Validator(records.patient_schema())
    assert not validator.is_valid(record)
    with pytest.raises(InvalidRecordError):
        records.patient_from_dict(record)


# Each text with a part of what must be said of it.
HOSTILE = {
    '{"rheumatoid_arthritis": "false"}': "rheumatoid_arthritis: text",
    '{"rheumatoid_arthritis": 0}': "rheumatoid_arthritis: a whole number",
    '{"rheumatoid_arthritis": "yes"}': "rheumatoid_arthritis: text",
    '{"age_years": "61"}': "age_years: text",
    '{"age_years": 61.9}': "age_years: a number with decimals",
    '{"age_years": 61.0}': "age_years: a number with decimals",
    '{"age_years": true}': "age_years: a boolean",
    '{"age_years": [61]}': "age_years: a list",
    '{"age_years": {"value": 61}}': "age_years: an object",
    '{"age_years": NaN}': "age_years: NaN",
    '{"symptom_duration_months": Infinity}': "symptom_duration_months: an infinity",
    '{"symptom_duration_months": -Infinity}': "symptom_duration_months: an infinity",
    '{"symptom_duration_months": 1e999}': "symptom_duration_months: an infinity",
    '{"age_years": ' + "9" * 5000 + "}": "age_years: an infinity",
    '{"symptom_duration_months": ' + "9" * 400 + "}": "symptom_duration_months: an inf",
    '{"age_years": 61, "age_years": 16}': "age_years: the same field twice",
    '{"age_yaers": 61}': "Did you mean age_years?",
    '{"\\u0430ge_years": 61}': "\\u0430ge_years: unknown field",
    '{"sex_at_birth": "Female"}': "Did you mean female?",
    '{"sex_at_birth": ["female"]}': "sex_at_birth: a list",
    '{"ref": 7}': "ref: a whole number",
    '{"ref": "\\ud800"}': "ref: empty or unprintable text",
    '{"ref": null, "symptoms": "neck_pain"}': "symptoms: unknown field",
    '{"mjoa": {"motor_upper": 3}}': "mjoa: unknown field",
    '{"neck_pain": false, "neck_pain_severity": "severe"}': "absent and yet described",
    '{"cervmyelo": {"version": 1, "rules": "x"}}': "cervmyelo: something else",
    '{"__class__": "Patient"}': "__class__: unknown field",
}


@pytest.mark.parametrize(("text", "said"), HOSTILE.items(), ids=range(len(HOSTILE)))
def test_hostile_record(text, said):
    """A hostile record is refused with the name of the field and what is wrong."""
    with pytest.raises(InvalidRecordError) as refused:
        records.patient_from_json(text)
    given = (f"{getattr(p, 'given', '')}: {p}" for p in refused.value.problems)
    field, _, wrong = said.rpartition(": ")
    assert any(wrong in each and f": {field}" in each for each in given)
    assert "9999" not in str(refused.value)


NO_RECORD = {
    "61": "a whole number",
    '"age_years"': "text",
    "null": "nothing",
    "[[]]": "a list",
    "": "not JSON: line 1, column 1",
    "{": "not JSON",
    "{'age_years': 61}": "not JSON",
    '{"age_years": 61,}': "not JSON",
    '{"age_years": 61} x': "not JSON",
    "[" * 100_000: "nested too deeply",
    '{"a":' * 100_000: "nested too deeply",
}


@pytest.mark.parametrize(("text", "said"), NO_RECORD.items(), ids=range(len(NO_RECORD)))
def test_no_record_at_all(text, said):
    """A text that holds no record is refused, saying where and what it holds."""
    with pytest.raises((DocumentError, InvalidRecordError), match=said):
        reading = records.patients_from_json(text)
        raise InvalidRecordError(reading[0].problems)
    with pytest.raises(cm.CervmyeloError):
        records.patient_from_json(text)


def test_bytes():
    """A byte order mark is skipped; what is not UTF-8 is refused."""
    assert records.patient_from_json(b'\xef\xbb\xbf{"age_years": 61}').age_years == 61
    assert records.patient_from_json('\ufeff{"age_years": 61}').age_years == 61
    with pytest.raises(DocumentError, match="UTF-8: byte 9"):
        records.patient_from_json(b'{"ref": "\xff"}')


def test_too_long(monkeypatch):
    """A text beyond the limit is refused before it is read."""
    monkeypatch.setattr(records.json_text, "MOST_BYTES", 10)
    with pytest.raises(DocumentError, match="longer than 10 bytes"):
        records.patient_from_json('{"age_years": 61}')


def test_every_fault_is_reported():
    """All faults of a record are told, not just the first."""
    with pytest.raises(InvalidRecordError) as refused:
        records.patient_from_dict({"age_years": "x", "opll": 1, "neck": True})
    assert [type(each).__name__ for each in refused.value.problems] == [
        "KindError",
        "KindError",
        "UnknownFieldError",
    ]


def test_one_bad_record_loses_no_other():
    """Of a list with one bad record, the others are read, and it says which is bad."""
    good, bad, also = records.patients_from_json(
        '{"patients": [{"age_years": 61}, {"age_years": -1, "cord_signs": true}, {}]}'
    )
    assert good.patient == cm.Patient(age_years=61)
    assert also.patient == cm.Patient()
    assert (bad.number, bad.patient) == (2, None)
    # The rules that do not look at the fault still answer.
    statuses = {f.rule.name: f.status for f in cm.assessment.findings(bad.values)}
    assert statuses["article_risk_factors"] == "refused"
    assert statuses["article_stage"] == "undecided"


def test_a_contradiction_refuses_the_rules_that_look_at_it():
    """Rules that look at either side of a contradiction are refused, others answer."""
    (reading,) = records.patients_from_json(
        '{"neck_pain": false, "neck_pain_severity": "severe", "cord_signs": true}'
    )
    statuses = {f.rule.name: f.status for f in cm.assessment.findings(reading.values)}
    assert statuses["article_urgency"] == statuses["article_early_signs"] == "refused"
    assert statuses["article_stage"] == "undecided"


@pytest.mark.parametrize(
    "text",
    [
        '{"patients": {}}',
        '{"patients": [], "age_years": 61}',
        '{"patients": [], "patients": []}',
    ],
)
def test_envelope_must_be_right(text):
    """The list of patients stands alone in its object."""
    with pytest.raises(DocumentError, match="patients"):
        records.patients_from_json(text)


def test_stored_assessment_that_the_rules_do_not_bear_out():
    """A stored finding that was changed, dropped or made up is not believed."""
    plain = records.assessment_to_dict(cm.assess(cm.Patient(age_years=61)))
    text = records.to_json(plain)
    changed = json.loads(text)
    changed["findings"]["article_risk_factors"]["low"] = 0
    dropped = json.loads(text)
    del dropped["findings"]["mjoa_total"]
    added = json.loads(text)
    added["findings"]["my_rule"] = {}
    for wrong, said in (
        (changed, "article_risk_factors"),
        (dropped, "mjoa_total"),
        (added, "not known"),
    ):
        with pytest.raises(StaleAssessmentError, match=said):
            records.assessment_from_json(json.dumps(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '{"cervmyelo": {"version": "1", "rules": "x"}, "patient": 1, "findings": {}}',
        '{"cervmyelo": {"version": "1", "rules": "x"}, "patient": {}, "findings": []}',
        '{"cervmyelo": {"version": "1", "rules": "x"}, "patient": {}, "findings": {},'
        ' "patient": {}}',
        '{"cervmyelo": 1, "patient": {}, "findings": {}}',
    ],
)
def test_no_assessment_at_all(text):
    """What has not the shape of an assessment is refused."""
    with pytest.raises(cm.CervmyeloError):
        records.assessment_from_json(text)


def test_versions_stand_inside():
    """An assessment says which library and which rules made it."""
    plain = records.assessment_to_dict(cm.assess(cm.Patient()))
    assert plain["cervmyelo"] == {
        "version": cm.__version__,
        "rules": cm.registry.rules_fingerprint(),
    }
    rule = plain["findings"]["mjoa_total"]["rule"]
    assert rule["edition"] == "1"
    assert len(rule["fingerprint"]) == 12


@settings(max_examples=300)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["age_years", "neck_pain", "ref", "patients", "opll"])
                | st.text(max_size=3),
                inner,
                max_size=3,
            )
        ),
        max_leaves=8,
    )
)
def test_any_json_is_read_or_refused(document):
    """Whatever a JSON text holds, it is read or refused by an error of our own."""
    text = json.dumps(document)
    try:
        readings = records.patients_from_json(text)
    except cm.CervmyeloError:
        return
    for reading in readings:
        assert (reading.patient is None) == bool(reading.problems)


@settings(max_examples=300)
@given(st.text() | st.binary())
def test_any_text_is_read_or_refused(text):
    """Whatever a text is, it is read or refused by an error of our own."""
    try:
        records.patients_from_json(text)
    except cm.CervmyeloError:
        return


@pytest.mark.parametrize("name", ["patient", "assessment"])
def test_published_schema_is_the_one_in_use(name):
    """The schema file that the package ships is the one that the code draws."""
    shipped = resources.files(records).joinpath(f"schemas/{name}-1.json")
    drawn = getattr(records, f"{name}_schema")()
    assert json.loads(shipped.read_text(encoding="utf-8")) == drawn, (
        f"write it anew: cervmyelo schema {name} > {name}-1.json"
    )
