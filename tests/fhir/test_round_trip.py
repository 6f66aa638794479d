"""What is written to FHIR is read back: the same patient, and nothing else."""

import copy
import datetime as dt
import json
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo.fhir import from_fhir, stable_ids, to_fhir
from cervmyelo.models.patient import PLACES, QUANTITIES
from cervmyelo.quantity import Partly
from cervmyelo.terminology import CONCEPT_OF
from cervmyelo.testing import patients

DAY = dt.date(2026, 3, 14)
PEOPLE = patients(facts="any", partly=True, with_reasons=True)


def written(patient, at=DAY, **options):
    ids = stable_ids("Patient/1", at)
    return to_fhir(cm.assess(patient), subject="Patient/1", at=at, ids=ids, **options)


def carried(patient):
    """
    A patient without what FHIR does not carry.

    That is the reference, a sheet or symptom without a value, and their order.
    """
    record = cm.Case(patient).record
    order = [key for name in QUANTITIES for key in (name, f"{name}_missing")]
    return cm.Patient.from_values({key: record[key] for key in order if key in record})


def resources(bundle):
    return [entry["resource"] for entry in bundle.get("entry", ())]


@settings(max_examples=30)
@given(PEOPLE)
def test_a_patient_is_read_back(patient):
    """Every value, known in full or in part, and every reason comes back."""
    bundle = written(patient)
    received = from_fhir(json.loads(json.dumps(bundle, allow_nan=False)), on=DAY)
    if carried(patient) == cm.Patient():
        assert not received.people
        return
    (person,) = received.people
    assert person.subject == "Patient/1"
    assert person.patient == carried(patient)
    assert not received.report.that("not understood")
    assert received.report.complete


@settings(max_examples=15)
@given(PEOPLE)
def test_answers_survive(patient):
    """Every rule finds the same in the patient that comes back."""
    received = from_fhir(written(patient), on=DAY)
    if received.people:
        before, after = cm.assess(patient), cm.assess(received.patient)
        assert [f.answer for f in before] == [f.answer for f in after]


@settings(max_examples=15)
@given(PEOPLE)
def test_a_bundle_keeps_the_invariants(patient):
    """No value next to a reason, no code twice, only finite numbers, XML for people."""
    bundle = written(patient)
    urls = [entry["fullUrl"] for entry in bundle.get("entry", ())]
    assert len(set(urls)) == len(urls)
    for resource in resources(bundle):
        assert resource["subject"] == {"reference": "Patient/1"}
        div = ET.fromstring(resource["text"]["div"])  # noqa: S314 -- our own
        assert div.tag == "{http://www.w3.org/1999/xhtml}div"
        assert "".join(div.itertext()).strip()
        for each in (resource, *resource.get("component", ())):
            values = [key for key in each if key.startswith("value")]
            assert len(values) + ("dataAbsentReason" in each) <= 1
            assert "valueRange" not in each
        for links in ("derivedFrom", "hasMember", "basis"):
            assert {e["reference"] for e in resource.get(links, ())} <= set(urls)
        codes = [
            coding["code"]
            for each in resource.get("component", ())
            for coding in each["code"]["coding"]
        ]
        assert not {c["code"] for c in resource.get("code", {}).get("coding", ())} & {
            *codes
        }
    empty = re.compile(r'(\{\}|\[\]|""|null)')
    assert not empty.search(json.dumps(bundle, allow_nan=False))


@settings(max_examples=15)
@given(PEOPLE)
def test_only_facts_that_are_present_become_conditions(patient):
    """A Condition is written for a fact that is true, and for nothing else."""
    found = {
        coding["code"]
        for each in resources(written(patient))
        if each["resourceType"] == "Condition"
        for coding in each["code"]["coding"]
        if coding["system"] == "urn:cervmyelo:codes"
    }
    values = cm.Case(patient).values
    assert found == {
        name
        for name in CONCEPT_OF
        if values.get(name) is True and not PLACES[name].record
    }


@settings(max_examples=15)
@given(PEOPLE)
def test_what_is_open_is_preliminary(patient):
    """A finding has a value if it is decided, and otherwise says why there is none."""
    assessment = cm.assess(patient)
    for each in resources(written(patient)):
        if each["resourceType"] == "RiskAssessment" or "method" not in each:
            continue
        (code,) = each["code"]["coding"]
        finding = assessment[code["code"]]
        decided = any(key.startswith("value") for key in each)
        assert decided is (finding.status == "ok")
        assert each["status"] == (
            "preliminary" if finding.status == "undecided" else "final"
        )
        if finding.status == "undecided":
            assert finding.answer in each["dataAbsentReason"]["text"]
            assert each["component"]
        if finding.status == "refused":
            (why,) = each["dataAbsentReason"]["coding"]
            assert why["code"] == "not-applicable"


def test_a_recorded_total_is_written_and_read_as_recorded():
    """A total without items stays a total without items, and is not found twice."""
    patient = cm.Patient(mjoa=cm.MJOA(total=13))
    received = from_fhir(written(patient), on=DAY)
    assert received.patient == patient
    (visit,) = received.visits
    assert visit.case == cm.MJOA(total=13)


def test_a_figure_for_a_time_ahead_is_a_risk_assessment():
    """Only a figure with a horizon is one: in percent, with the period it is for."""
    items = cm.MJOA(motor_upper=5, motor_lower=6, sensory_upper=2, sphincter=3)
    patient = cm.Patient(
        age_years=61,
        mjoa=items,
        cord_compression=True,
        myelopathy=True,
        horizon_years=5.0,
        pretest_probability=0.5,
        examination=cm.Examination(babinski_sign=True),
    )
    bundle = written(patient, dt.date(2024, 2, 29), rules=cm.rules)
    (risk,) = (e for e in resources(bundle) if e["resourceType"] == "RiskAssessment")
    (prediction,) = risk["prediction"]
    found = cm.stability_without_surgery(patient)
    assert prediction["probabilityDecimal"] == found.value > 1
    assert prediction["whenPeriod"] == {"start": "2024-02-29", "end": "2029-02-28"}
    assert "relativeRisk" not in json.dumps(bundle)
    for between in (4.0, 7.5):
        later = cm.Patient.from_values({**patient.flat(), "horizon_years": between})
        bundle = written(later, rules=["stability_without_surgery"])
        (risk,) = (
            e for e in resources(bundle) if e["resourceType"] == "RiskAssessment"
        )
        assert risk["status"] == "preliminary"
        chance = risk["prediction"][0]["probabilityRange"]
        assert chance["low"]["value"] < chance["high"]["value"]
        assert chance["low"]["code"] == "%"
    unknown = cm.Patient.from_values({**patient.flat(), "horizon_years": None})
    bundle = written(unknown, rules=["stability_without_surgery"])
    assert resources(bundle)[-1]["resourceType"] == "Observation"


def test_an_outlook_beyond_the_calendar_is_refused():
    """A horizon after the year 9999 is an error that names the day."""
    patient = cm.Patient(mjoa=cm.MJOA(total=17), horizon_years=5.0)
    with pytest.raises(cm.errors.OutOfRangeError, match="at: "):
        written(patient, dt.date(9998, 1, 1))
    assert written(patient, dt.date(9994, 1, 1))


def test_sex_and_age_are_observations():
    """No Patient, no gender and no date of birth is made up."""
    bundle = written(cm.Patient(age_years=61, sex_at_birth="female", ref="secret"))
    kinds = {each["resourceType"] for each in resources(bundle)}
    assert kinds == {"Observation"}
    text = json.dumps(bundle)
    for word in ("gender", "birthDate", "secret"):
        assert word not in text


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"subject": ""}, "subject"),
        ({"subject": "Patient 1"}, "subject"),
        ({"subject": None}, "subject"),
        ({"at": "2026-03-14"}, "at"),
        ({"at": dt.datetime(2026, 3, 14, 9)}, "time zone"),  # noqa: DTZ001
        ({"ids": None}, "ids"),
        ({"ids": lambda _: "x"}, "ids"),
        ({"ids": lambda _: 7}, "ids"),
        ({"ids": lambda _: "urn:x:1"}, "twice"),
        ({"rules": "mjoa_total"}, "rules"),
        ({"rules": ["mjoa"]}, "mjoa"),
        ({"snomed": 1}, "snomed"),
    ],
)
def test_wrong_arguments_are_named(change, fault):
    """Each argument is checked, and the error names it."""
    patient = cm.Patient(age_years=61, mjoa=cm.MJOA(total=13))
    options = {
        "subject": "Patient/1",
        "at": DAY,
        "ids": stable_ids("Patient/1", DAY),
    } | change
    with pytest.raises(cm.CervmyeloError, match=fault):
        to_fhir(cm.assess(patient), **options)
    with pytest.raises(cm.CervmyeloError, match="assessment"):
        to_fhir(patient, subject="Patient/1", at=DAY, ids=stable_ids("Patient/1", DAY))


def test_ids_are_those_of_the_caller():
    """Each resource gets the identifier of its name; the names stay the same."""
    patient = cm.Patient(mjoa=cm.MJOA(total=13), myelopathy=True)
    asked = []

    def ids(name):
        asked.append(name)
        return f"urn:test:{name}"

    bundle = to_fhir(
        cm.assess(patient), subject="Patient/1", at=DAY, ids=ids, rules=["mjoa_total"]
    )
    assert sorted(asked) == [
        "condition/myelopathy",
        "found/mjoa_total",
        "recorded/mjoa",
        "recorded/myelopathy",
    ]
    assert {e["fullUrl"] for e in bundle["entry"]} == {f"urn:test:{n}" for n in asked}
    one, other = (stable_ids("Patient/1", DAY), stable_ids("Patient/2", DAY))
    assert one("found/mjoa_total") != other("found/mjoa_total")
    assert written(patient) == written(patient)


def test_times_are_written_as_fhir_wants_them():
    """A time keeps its zone; a zone with seconds becomes UTC."""
    patient = cm.Patient(age_years=61)
    plus = dt.timezone(dt.timedelta(hours=5, minutes=30))
    odd = dt.timezone(dt.timedelta(minutes=53, seconds=28))
    for zone, end in ((plus, "T09:30:00+05:30"), (odd, "T08:36:32+00:00")):
        at = dt.datetime(2026, 3, 14, 9, 30, tzinfo=zone)
        (entry,) = written(patient, at, rules=[])["entry"]
        assert entry["resource"]["effectiveDateTime"] == f"2026-03-14{end}"
        assert from_fhir(entry["resource"], on=DAY).patient == patient


def test_a_time_beyond_the_calendar_is_refused():
    """A time that is not in UTC's calendar is an error that names it."""
    odd = dt.timezone(dt.timedelta(minutes=-53, seconds=-28))
    with pytest.raises(cm.errors.OutOfRangeError, match="at: "):
        written(cm.Patient(age_years=61), dt.datetime.max.replace(tzinfo=odd))


def test_a_bundle_is_handed_out_once():
    """Changing one Bundle changes no other, and no part of the library."""
    patient = cm.Patient(age_years=61, mjoa=cm.MJOA(total=13), myelopathy=True)
    first = written(patient)
    kept = copy.deepcopy(first)

    def spoil(part):
        if isinstance(part, dict):
            for each in list(part.values()):
                spoil(each)
            part.clear()
        elif isinstance(part, list):
            for each in part:
                spoil(each)
            part.clear()

    spoil(first)
    assert written(patient) == kept


def test_snomed_is_opt_in():
    """Codes that need a licence are written only when asked for."""
    patient = cm.Patient(radiculopathy=True)
    assert "snomed" not in json.dumps(written(patient))
    assert "http://snomed.info/sct" in json.dumps(written(patient, snomed=True))


def test_codes_that_do_not_distinguish_a_fact_are_left_out():
    """A canal narrow from birth is not written as any cervical stenosis."""
    bundle = written(cm.Patient(congenital_narrow_canal=True), snomed=True, rules=[])
    _, condition = resources(bundle)
    (code,) = condition["code"]["coding"]
    assert code["code"] == "congenital_narrow_canal"


def test_what_is_known_in_part_is_never_one_value():
    """Two ends or several options are components, and the Observation has no value."""
    cases = {
        "age_years": cm.between(50, 59),
        "canal_diameter_mm": cm.between(9.5, 12),
        "neck_pain_severity": cm.one_of("mild", "severe"),
        "mjoa_motor_upper": cm.one_of(1, 4),
        "opll": cm.one_of("absent", "present"),
    }
    for name, value in cases.items():
        bundle = written({name: value}, rules=[])
        parts = [
            each
            for each in resources(bundle)
            if each["code"]["coding"][0]["code"] == name
        ]
        (observation,) = parts
        assert observation["status"] == "preliminary"
        assert len(observation["component"]) == 2
        received = from_fhir(bundle, on=DAY).patient
        assert isinstance(received.flat()[name], Partly)
        assert received.flat()[name] == cm.Case({name: value}).values[name]


@settings(max_examples=50)
@given(st.sampled_from(sorted(QUANTITIES)), st.data())
def test_every_quantity_can_be_exchanged(name, data):
    """Each value of each quantity comes back alone."""
    from cervmyelo.testing import values

    record = {name: data.draw(values(QUANTITIES[name]))}
    received = from_fhir(written(record, rules=[]), on=DAY)
    assert dict(cm.Case(received.patient).values) == record
