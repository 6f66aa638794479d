"""JSON in and out: exact round trips, and no hostile text gets through."""

import json
from importlib import resources

import jsonschema
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo import io as records
from cervmyelo import json_text, testing
from cervmyelo.errors import DocumentError, InvalidRecordError, StaleAssessmentError
from cervmyelo.io.assessments import NOTHING_RECORDED
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Measure
from cervmyelo.registry import RULES
from cervmyelo.results.assessment import findings


@given(testing.patients())
def test_patients_come_back_equal(patient):
    """A patient written as JSON and read again is equal, symptoms and items too."""
    text = records.to_json(records.patient_to_dict(patient))
    assert records.patient_from_json(text) == patient
    assert records.patient_from_json(text.encode()) == patient


slow = settings(
    max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None
)


@slow
@given(testing.patients(), st.booleans())
def test_assessments_come_back_equal(patient, everything):
    """An assessment read from its JSON is equal, compact or with everything."""
    assessment = cm.assess(patient)
    plain = records.assessment_to_dict(assessment, everything=everything)
    for strict in (True, False):
        text = records.to_json(plain, indent=2 if strict else None)
        assert records.assessment_from_json(text, strict=strict) == assessment


@slow
@given(testing.patients(), st.booleans())
def test_output_is_valid_by_the_published_schemas(patient, everything):
    """Real output passes the published schemas, in a validator of another library."""
    plain = records.assessment_to_dict(cm.assess(patient), everything=everything)
    plain = json.loads(records.to_json(plain))
    jsonschema.Draft202012Validator(records.patient_schema()).validate(
        json.loads(records.to_json(records.patient_to_dict(patient)))
    )
    jsonschema.Draft202012Validator(records.assessment_schema()).validate(plain)


@slow
@given(testing.patients())
def test_compact_names_the_rules_that_it_leaves_out(patient):
    """A rule is written out if an input, or an answer in its place, is recorded."""
    plain = records.assessment_to_dict(cm.assess(patient))
    recorded = {name for name, value in patient.flat().items() if value is not None}
    for name, rule in RULES.items():
        looked_at = {each.name for each in (*rule.inputs, *rule.recordable)} & recorded
        assert (name in plain["findings"]) == bool(looked_at)
        assert (name in plain[NOTHING_RECORDED]) != (name in plain["findings"])


@st.composite
def ten_values(draw):
    """A record with ten recorded values."""
    names = draw(st.permutations(list(QUANTITIES)))[:10]
    record = {}
    for name in names:
        quantity = QUANTITIES[name]
        ends = (quantity.low, quantity.high) if isinstance(quantity, Measure) else ()
        record[name] = draw(st.sampled_from(quantity.values or ends))
    return record


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(ten_values())
def test_compact_is_small(record):
    """Ten recorded values make at most 32 kB of JSON."""
    reading = records.read_record(record)
    assume(reading.patient is not None)
    plain = records.assessment_to_dict(cm.assess(reading.patient))
    assert len(records.to_json(plain).encode()) <= 32_000


def _tamper(plain, *path, value):
    """A changed copy of an assessment."""
    changed = json.loads(records.to_json(plain))
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return changed


@pytest.mark.parametrize("everything", [True, False])
@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("findings", "article_risk_factors", "low"), 0),
        (("findings", "article_risk_factors", "low"), True),
        (("findings", "article_risk_factors", "possible"), None),
        (("findings", "article_risk_factors", "missing"), []),
        (("findings", "article_risk_factors"), {}),
        (("findings", "article_risk_factors"), 7),
        (("patient", "age_years"), 20),
    ],
)
def test_a_changed_answer_is_never_believed(everything, path, value):
    """A stored answer that the rules do not find is rejected, strict or not."""
    plain = records.assessment_to_dict(
        cm.assess(cm.Patient(age_years=61)), everything=everything
    )
    text = json.dumps(_tamper(plain, *path, value=value))
    for strict in (True, False):
        with pytest.raises(StaleAssessmentError, match="risk_factors|cook"):
            records.assessment_from_json(text, strict=strict)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("because", 0, "text"), "another wording"),
        (("cite", "place"), "another place"),
        (("rule", "fingerprint"), "0" * 12),
    ],
)
def test_changed_wording_is_an_error_only_where_strict(path, value):
    """Wording, citations and editions are compared unless strict is off."""
    kept = cm.assess(cm.Patient(age_years=61))
    plain = records.assessment_to_dict(kept)
    path = ("findings", "article_risk_factors", *path)
    text = json.dumps(_tamper(plain, *path, value=value))
    with pytest.raises(StaleAssessmentError, match="article_risk_factors"):
        records.assessment_from_json(text)
    assert records.assessment_from_json(text, strict=False) == kept


def test_a_rule_newer_than_the_document_is_not_compared():
    """Other rules wrote it: what it does not name is not missing."""
    kept = cm.assess(cm.Patient(age_years=61))
    plain = json.loads(records.to_json(records.assessment_to_dict(kept)))
    del plain["findings"]["article_risk_factors"]
    plain[NOTHING_RECORDED].remove("mjoa_total")
    with pytest.raises(StaleAssessmentError, match="mjoa_total, article_risk"):
        records.assessment_from_json(json.dumps(plain))
    plain["cervmyelo"]["rules"] = "0" * 12
    assert records.assessment_from_json(json.dumps(plain)) == kept


def test_a_rule_is_not_listed_as_without_records_by_mistake():
    """A rule whose input is recorded must be written out; a listed name is known."""
    plain = records.assessment_to_dict(cm.assess(cm.Patient(age_years=61)))
    for name, message in (
        ("article_risk_factors", "article_risk_factors"),
        ("no_rule", "does not have"),
    ):
        changed = json.loads(records.to_json(plain))
        changed["findings"].pop(name, None)
        changed[NOTHING_RECORDED].append(name)
        with pytest.raises(StaleAssessmentError, match=message):
            records.assessment_from_json(json.dumps(changed))
    for wrong in ([1], "mjoa_total", None):
        text = json.dumps({**plain, NOTHING_RECORDED: wrong})
        with pytest.raises(DocumentError, match="list of names"):
            records.assessment_from_json(text)


def test_keys_that_repeat_anywhere_are_rejected():
    """The last of two equal keys does not win, however deep they are."""
    text = records.to_json(
        records.assessment_to_dict(cm.assess(cm.Patient(age_years=61)))
    )
    for once in ('"status":', '"version":', '"article_risk_factors":', '"findings":'):
        twice = text.replace(once, f"{once}0,{once}", 1)
        with pytest.raises(DocumentError, match="twice"):
            records.assessment_from_json(twice)


def test_versions_in_messages_are_printable():
    """What a stored document names as its version cannot forge a line of a log."""
    plain = records.assessment_to_dict(cm.assess(cm.Patient()))
    plain["cervmyelo"] = {"version": "1\n2026 ERROR", "rules": "\x1b[31m"}
    plain["findings"] = {"no_rule": {}}
    with pytest.raises(StaleAssessmentError) as refused:
        records.assessment_from_json(json.dumps(plain))
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("findings", "mjoa_severity", "value"), 3),
        (("findings", "mjoa_severity", "value"), "worst"),
        (("findings", "mjoa_severity", "possible"), ["worst"]),
        (("findings", "mjoa_total", "low"), "low"),
        (("findings", "mjoa_total", "low"), -1),
        (("findings", "mjoa_total", "high"), 19),
        (("findings", "mjoa_total", "interval"), [1]),
        (("findings", "mjoa_total", "cite"), {}),
        (("findings", "mjoa_total", "colour"), "blue"),
        (("findings", "no_rule"), {}),
        (("patient", "mjoa_motor_upper"), 6),
        (("patient", "neck_pain_onset"), "at once"),
        ((NOTHING_RECORDED,), ["a", "a"]),
        (("colour",), "blue"),
    ],
)
def test_the_schema_rejects_a_wrong_value_in_any_part(path, value):
    """A wrong value in any part of an assessment is invalid by the schema."""
    patient = cm.Patient(
        mjoa=cm.MJOA(motor_upper=3),
        symptoms=[cm.Symptom(kind="neck_pain", present=False)],
    )
    plain = records.assessment_to_dict(cm.assess(patient))
    validator = jsonschema.Draft202012Validator(records.assessment_schema())
    assert validator.is_valid(json.loads(records.to_json(plain)))
    assert not validator.is_valid(_tamper(plain, *path, value=value))


def test_schemas_are_short_and_named_without_a_host():
    """A schema fits on a few pages, and its name depends on no web site."""
    for name in ("patient", "assessment"):
        schema = getattr(records, f"{name}_schema")()
        assert schema["$id"] == f"urn:cervmyelo:schema:{name}-1"
        assert records.to_json(schema, indent=2).count("\n") < 5000


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


def _in_part(quantity):
    """What can be written of a quantity that is known in part, right and wrong."""
    some = quantity.values or (quantity.low, quantity.high)
    first, last = some[0], some[-1]
    for ends in ((first, last), (None, last), (first, None), (None, None), (-1, last)):
        yield {"low": ends[0], "high": ends[1]}
    yield from ({"low": first}, {"high": 2**30}, {"low": first, "colour": 1}, {})
    for several in ((first, last), (first,), (), (first, None), (first, "x")):
        yield {"one_of": [*several]}
    yield {"one_of": [last, first, True]}


def test_schema_and_reader_agree_on_what_is_known_in_part():
    """Of every kind of quantity, the reader takes exactly what the schema allows."""
    schema = records.patient_schema()
    validator = jsonschema.Draft202012Validator(schema)
    differ = []
    for quantity in {each.allowed: each for each in QUANTITIES.values()}.values():
        name = quantity.name
        part = validator.evolve(schema=schema["properties"][name])
        for value in _in_part(quantity):
            read = not records.read_record({name: value}).problems
            if part.is_valid(value) is not read:
                differ.append((name, value, read))
    assert not differ


# Each text with a part of what must be said of it.
def test_a_contradictory_record_is_kept_and_gives_no_answer():
    """What contradicts itself is read and written as it is, and rules refuse it."""
    record = {"neck_pain": False, "neck_pain_onset": "sudden"}
    assert jsonschema.Draft202012Validator(records.patient_schema()).is_valid(record)
    patient = records.patient_from_json(json.dumps(record))
    kept = json.loads(records.to_json(records.patient_to_dict(patient)))
    assert record.items() <= kept.items()
    assert cm.article_urgency(patient).status == "refused"


HOSTILE = {
    '{"rheumatoid_arthritis": "false"}': "rheumatoid_arthritis: text",
    '{"rheumatoid_arthritis": 0}': "rheumatoid_arthritis: a whole number",
    '{"rheumatoid_arthritis": "yes"}': "rheumatoid_arthritis: text",
    '{"age_years": "61"}': "age_years: text",
    '{"age_years": 61.9}': "age_years: a number with decimals",
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
    monkeypatch.setattr(json_text, "MOST_BYTES", 10)
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
    statuses = {f.rule.name: f.status for f in findings(bad.values)}
    assert statuses["article_risk_factors"] == "refused"
    assert statuses["article_stage"] == "undecided"


def test_a_contradiction_refuses_the_rules_that_look_at_it():
    """Rules that look at either side of a contradiction are refused, others answer."""
    (reading,) = records.patients_from_json(
        '{"neck_pain": false, "neck_pain_severity": "severe", "cord_signs": true}'
    )
    statuses = {f.rule.name: f.status for f in findings(reading.values)}
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
    plain = records.assessment_to_dict(cm.assess(cm.Patient()), everything=True)
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


@given(testing.patients())
def test_a_record_is_checked_against_itself_once(patient):
    """Its faults and its answers rest on one and the same case."""
    reading = records.read_record(records.patient_to_dict(patient))
    assert reading.case is cm.assess(reading.patient).case
    assert reading.conflicts == cm.assess(patient).conflicts


reference = st.none() | st.text(max_size=2)


@given(testing.patients(), st.lists(reference, min_size=1, max_size=4))
def test_a_reference_changes_nothing_else(patient, refs):
    """Records that differ in their reference are read as each of them alone is."""
    plain = records.patient_to_dict(patient)
    people = [plain | {"ref": ref} for ref in refs]
    short = [{**dict([*each.items()][-6:]), "ref": each["ref"]} for each in people]
    for some in (people, short):
        text = records.to_json(some)
        together = records.patients_from_json(text)
        alone = [records.read_record(each, at) for at, each in enumerate(some, 1)]
        for found, expected in zip(together, alone, strict=True):
            assert found.number == expected.number
            assert found.ref == expected.ref
            assert found.patient == expected.patient
            assert dict(found.values) == dict(expected.values)
            assert [*map(str, found.problems)] == [*map(str, expected.problems)]


def test_people_who_differ_in_their_reference_share_their_values():
    """What is recorded of many people alike is checked once."""
    some = [{"age_years": 61, "ref": f"p{number}"} for number in range(99)]
    readings = records.patients_from_json(records.to_json(some))
    assert len({id(each.values) for each in readings}) == 1
    assert len({each.patient.ref for each in readings}) == 99
