"""Records that others wrote: what is read, and what must not be believed."""

import datetime as dt
import decimal
import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo.fhir import from_fhir, questionnaire
from cervmyelo.fhir.reading.moments import moment
from cervmyelo.fhir.reading.walking import DEEPEST

LOCAL = "urn:cervmyelo:codes"
UCUM = "http://unitsofmeasure.org"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
SNOMED = "http://snomed.info/sct"
ICD10_CM = "http://hl7.org/fhir/sid/icd-10-cm"
DAY = dt.date(2026, 3, 14)
ITEMS = {
    "mjoa_motor_upper": 3,
    "mjoa_motor_lower": 5,
    "mjoa_sensory_upper": 2,
    "mjoa_sphincter": 3,
}


def concept(code, system=LOCAL):
    return {"coding": [{"system": system, "code": code}]}


def score(value, **more):
    return {
        "valueQuantity": {"value": value, "system": UCUM, "code": "{score}", **more}
    }


def part(name, **value):
    return {"code": concept(name), **value}


def observation(name="mjoa_total", *, on="2026-03-01", **more):
    when = {} if on is None else {"effectiveDateTime": on}
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": concept(name),
        **when,
        **more,
    }


def items(on="2026-03-01", **values):
    parts = [part(name, **score(v)) for name, v in (ITEMS | values).items()]
    return observation("mjoa", on=on, component=parts)


def bundle(*resources, **more):
    entries = [{"resource": each} for each in resources]
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "entry": entries,
        **more,
    }


def response(form, answers, **more):
    return {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": form,
        "authored": "2026-03-01",
        "item": [
            {"linkId": link, "answer": [*map(dict, answer)]}
            for link, answer in answers.items()
        ],
        **more,
    }


def read(*resources, on=DAY, **options):
    return from_fhir([*resources], on=on, **options)


def values(*resources, **options):
    received = read(*resources, **options)
    return dict(cm.Case(received.patient).values) if received.people else {}


def became(what, *resources, **options):
    lines = read(*resources, **options).report.that(what)
    return [(line.about, line.why) for line in lines]


def test_components_separate_observations_and_answers_mean_the_same():
    """The same scores in the three shapes that programs write give one patient."""
    form = questionnaire("mjoa")
    options = {
        item["linkId"]: item["answerOption"]
        for item in form["item"]
        if "answerOption" in item
    }
    answers = {name: [options[name][value]] for name, value in ITEMS.items()}
    answers |= {"mjoa_total": [{"valueDecimal": 13}]}
    alone = [observation(name, **score(v)) for name, v in ITEMS.items()]
    coded = [
        observation(
            name, valueCodeableConcept={"coding": [options[name][v]["valueCoding"]]}
        )
        for name, v in ITEMS.items()
    ]
    assert values(items()) == values(*alone) == values(*coded) == ITEMS
    for url in (form["url"], f"{form['url']}|1"):
        assert values(response(url, answers)) == {**ITEMS, "mjoa_total": 13}


def test_answers_without_the_address_of_their_form():
    """A program that leaves out the form is read by the codes of the answers."""
    answer = [
        {"valueCoding": {"system": "urn:cervmyelo:answers", "code": "mjoa_sphincter:2"}}
    ]
    assert values(response(None, {"q17": answer})) == {"mjoa_sphincter": 2}
    assert values(response("http://other", {"x": answer})) == {"mjoa_sphincter": 2}


def test_the_link_of_another_form_means_nothing():
    """A link that looks like ours is read only from a form of ours."""
    answers = {"myelopathy": [{"valueBoolean": True}]}
    for form in ("http://other/form", None, "urn:cervmyelo:form:nothing", 7):
        assert values(response(form, answers)) == {}
    assert values(response("urn:cervmyelo:form:mjoa", answers)) == {}
    ours = "urn:cervmyelo:form:article"
    assert values(response(ours, answers)) == {"myelopathy": True}


def test_codes_of_the_caller():
    """The caller's codes name questions, answers and links, and are checked."""
    system = "http://clinic.example/codes"
    codes = {
        (system, "bladder"): "mjoa_sphincter",
        (system, "bladder-2"): ("mjoa_sphincter", 2),
        ("http://clinic.example/form", "q1"): "mjoa_motor_upper",
    }
    coded = {"valueCodeableConcept": concept("bladder-2", system)}
    one = {**observation(), "code": concept("bladder", system)}
    assert values({**one, **coded}, codes=codes) == {"mjoa_sphincter": 2}
    assert values({**one, **score(1)}, codes=codes) == {"mjoa_sphincter": 1}
    answers = {
        "q1": [{"valueInteger": 4}],
        "q2": [{"valueCoding": {"system": system, "code": "bladder-2"}}],
    }
    form = response("http://clinic.example/form|3", answers)
    assert values(form, codes=codes) == {"mjoa_motor_upper": 4, "mjoa_sphincter": 2}
    for wrong in (
        {(system, "x"): "bladder"},
        {(system, "x"): ("mjoa_sphincter", 9)},
        {(system, "x"): ("mjoa_sphincter",)},
        {system: "mjoa_sphincter"},
        {(system, 1): "mjoa_sphincter"},
        {(system, "x"): 5},
        5,
    ):
        with pytest.raises(cm.CervmyeloError):
            read(codes=wrong)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (score(3), 3),
        (score(3.0), 3),
        (score(decimal.Decimal("3.0")), 3),
        ({"valueInteger": 3}, 3),
        ({"valueQuantity": {"value": 3}}, 3),
        ({"valueQuantity": {"value": 3, "unit": "points"}}, 3),
        (score(3, code="1"), 3),
        (score(0), 0),
        (score(-0.0), 0),
    ],
)
def test_a_score_in_any_of_its_shapes(value, expected):
    """Whole numbers may be decimals, and points may have no unit."""
    found = values(observation("mjoa_motor_upper", **value))
    assert found == {"mjoa_motor_upper": expected}
    assert type(found["mjoa_motor_upper"]) is int


@pytest.mark.parametrize(
    "value",
    [
        score(3.5),
        score(9),
        score(-1),
        score(10**400),
        score(-(10**400)),
        score(math.nan),
        score(math.inf),
        score(1e308),
        score(decimal.Decimal("sNaN")),
        score(decimal.Decimal("1e999999")),
        score(value=True),
        score("3"),
        score(None),
        score([3]),
        score(3, comparator="<="),
        score(3, code="mm"),
        score(3, system="http://other"),
        {"valueString": "3"},
        {"valueBoolean": True},
        {"valueInteger": False},
        {"valueQuantity": 3},
        {"valueQuantity": [{"value": 3}]},
        {"valueRange": {"low": {"value": 3}, "high": {"value": 3}}},
        {"valueCodeableConcept": concept("mjoa_sphincter:3", "urn:cervmyelo:answers")},
        {
            "valueCodeableConcept": concept(
                "mjoa_motor_upper:9", "urn:cervmyelo:answers"
            )
        },
        {"valueCodeableConcept": {"text": "3"}},
        {**score(3), "valueInteger": 3},
        {**score(3), "dataAbsentReason": {"text": "unknown"}},
        {**score(3), "modifierExtension": [{"url": "x"}]},
    ],
    ids=repr,
)
def test_a_value_that_is_not_clear_is_not_read(value):
    """Neither a guess nor an error: the report says that it was not understood."""
    received = read(observation("mjoa_motor_upper", **value))
    assert received.patient == cm.Patient()
    assert len(received.report.that("not understood")) == 1
    assert "3" not in received.report.lines[0].place


def test_numbers_with_units_need_their_unit():
    """A number without a unit, or in one of another kind, is not read."""
    right = {"value": 11.5, "system": UCUM, "code": "mm", "unit": "mm"}
    name = "canal_diameter_mm"
    assert values(observation(name, valueQuantity=right)) == {name: 11.5}
    assert values(observation(name, valueQuantity={"value": 11.5, "unit": "mm"})) == {
        name: 11.5
    }
    for wrong in (
        {"value": 1.15, "system": UCUM, "code": "kg"},
        {"value": 1.15, "system": UCUM, "code": "[in_i]"},
        {"value": 1.15, "system": UCUM, "code": "CM"},
        {"value": 1.15, "system": "urn:other", "code": "cm"},
        {"value": 1.15, "code": "cm"},
        {"value": 1.15, "unit": "cm"},
        {"value": 10**400, "system": UCUM, "code": "cm"},
        {"value": 1e300, "system": UCUM, "code": "m"},
        {"value": 11.5, "system": UCUM, "code": "cm", "comparator": "<"},
        {"value": 11.5},
        {"value": 11.5, "code": "mm"},
        {"value": 11.5, "system": UCUM},
        {"value": 11.5, "system": UCUM, "code": "{score}"},
        {"value": 11.5, "system": UCUM, "code": "cm", "unit": "mm"},
    ):
        assert values(observation(name, valueQuantity=wrong)) == {}


@pytest.mark.parametrize(
    ("name", "value", "code", "read"),
    [
        ("canal_diameter_mm", 1.15, "cm", 11.5),
        ("canal_diameter_mm", 0.0115, "m", 11.5),
        ("cord_area_mm2", 0.701, "cm2", 70.1),
        ("compression_ratio", 29, "%", 0.29),
        ("cord_solidity_percent", 0.29, "1", 29),
        ("mscc", 0.4, "1", 40),
        ("symptom_duration_months", 1.5, "a", 18),
        ("horizon_years", 24, "mo", 2),
        ("age_years", 733, "mo", None),
        ("canal_diameter_mm", 1150, "cm", None),
    ],
)
def test_a_number_is_converted_where_that_is_exact(name, value, code, read):
    """Units of one kind are one number, and a number out of range is none."""
    amount = {"value": value, "system": UCUM, "code": code}
    found = values(observation(name, valueQuantity=amount))
    assert found == ({} if read is None else {name: read})
    assert [type(each) for each in found.values()] == [type(read)] * len(found)


def test_yes_and_no():
    """A fact is a boolean, or the standard codes for yes and no."""
    system = "http://terminology.hl7.org/CodeSystem/v2-0136"
    for code, value in (("Y", True), ("N", False)):
        coded = {"valueCodeableConcept": concept(code, system)}
        assert values(observation("smoker", **coded)) == {"smoker": value}
    for wrong in (
        {"valueInteger": 1},
        {"valueString": "yes"},
        {"valueBoolean": "true"},
        {"valueBoolean": 1},
        {"valueBoolean": None},
        {"valueCodeableConcept": concept("Y", "http://other")},
        {"valueCodeableConcept": concept("U", system)},
    ):
        assert values(observation("smoker", **wrong)) == {}


def test_reasons_why_there_is_none():
    """Not asked and declined are kept; other reasons say no more than not recorded."""
    for code, reason in (
        ("not-asked", "not_asked"),
        ("asked-declined", "refused"),
        ("unknown", None),
        ("not-performed", None),
        ("masked", None),
    ):
        absent = {"dataAbsentReason": concept(code, ABSENT)}
        received = read(
            observation("mjoa", component=[part("mjoa_sphincter", **absent)])
        )
        kept = dict(received.patient.missing)
        assert kept == ({} if reason is None else {"mjoa_sphincter": reason})
        assert cm.Case(received.patient).values == {}


def test_a_total_alone_is_graded():
    """A recorded total is read and graded as recorded."""
    received = read(observation(**score(13)))
    assert received.patient == cm.Patient(mjoa=cm.MJOA(total=13))
    assert cm.mjoa_severity(received.patient).value == "moderate"


def test_a_total_of_some_items_is_not_the_total():
    """A form that adds up the answers so far does not make the missing ones zero."""
    some = {name: [{"valueInteger": v}] for name, v in [*ITEMS.items()][:3]}
    url = "urn:cervmyelo:form:mjoa"
    one = response(url, {**some, "mjoa_total": [{"valueDecimal": 10}]})
    left_out = ("mjoa_total", "it may be the sum of some items only")
    assert became("not understood", one) == [left_out]
    received = read(one)
    assert cm.mjoa_total(received.patient).answer == "10 to 13 points"
    assert received.visits[0].case.total is None
    assert ("mjoa_total", "") not in became("used", one)
    apart = [observation(name, **score(ITEMS[name])) for name in some]
    assert values(*apart, observation(**score(10))) == {n: ITEMS[n] for n in some}
    total = response(url, {**some, "mjoa_total": [{"valueDecimal": 12}]})
    assert cm.mjoa_total(read(total).patient).value == 12
    among = observation(
        "mjoa",
        component=[part("mjoa_total", **score(0)), part("mjoa_sphincter", **score(0))],
    )
    assert values(among) == {"mjoa_total": 0, "mjoa_sphincter": 0}


def test_a_total_that_contradicts_its_items():
    """Both are kept, rules refuse, and the report says that they contradict."""
    one = {
        **items(),
        **observation("mjoa_total", **score(9)),
        "component": items()["component"],
    }
    received = read(one)
    assert cm.mjoa_total(received.patient).status == "refused"
    about = {line.about for line in received.report.that("contradicted")}
    assert about == {"mjoa_total", *ITEMS}
    assert values({**one, **score(13)}) == {**ITEMS, "mjoa_total": 13}


@pytest.mark.parametrize(
    "status",
    ["entered-in-error", "cancelled", "registered", "unknown", "", None, ["x"]],
)
def test_only_results_are_believed(status):
    """An Observation without a result, or entered in error, is ignored."""
    one = {**items(), "status": status}
    assert values(one) == {}
    assert len(became("ignored", one)) == 1
    answers = response(
        "urn:cervmyelo:form:mjoa", {"mjoa_total": [{"valueDecimal": 13}]}
    )
    assert values({**answers, "status": status}) == {}
    assert values({**answers, "status": "stopped"}) == {}
    assert values({**answers, "status": "in-progress"}) == {"mjoa_total": 13}


def test_what_changes_the_meaning_is_not_read():
    """An extension that must be understood is not passed over."""
    for more in ({"modifierExtension": [{"url": "x"}]}, {"implicitRules": "x"}):
        one = {**items(), **more}
        assert values(one) == {}
        assert became("not understood", one)
        assert values({**response("urn:cervmyelo:form:mjoa", {}), **more}) == {}


def test_repeated_answers_are_reported():
    """Two answers to one question are neither mixed nor dropped without a word."""
    twice = [{"valueInteger": 3}, {"valueInteger": 1}]
    one = response("urn:cervmyelo:form:mjoa", {"mjoa_sphincter": twice})
    assert values(one) == {}
    assert became("not understood", one) == [("mjoa_sphincter", "several answers")]


def test_two_records_of_one_time_that_differ():
    """Neither is taken; two that agree count once."""
    one, other = (observation("mjoa_sphincter", **score(v)) for v in (3, 1))
    assert values(one, other) == {}
    assert len(became("contradicted", one, other)) == 2
    assert values(one, one) == {"mjoa_sphincter": 3}
    assert len(became("used", one, one)) == 2


def test_items_of_two_sittings_are_not_mixed():
    """A new item does not go with the items of an old sitting."""
    new = observation("mjoa", component=[part("mjoa_motor_upper", **score(1))])
    assert values(items("2020-01-01"), new) == {"mjoa_motor_upper": 1}
    assert len(became("older", items("2020-01-01"), new)) == len(ITEMS)
    received = read(items("2020-01-01"), new)
    assert [visit.on.year for visit in received.visits] == [2020, 2026]
    assert received.visits[0].total.value == 13


def test_separate_observations_of_one_day_are_one_sitting():
    """Times of one day are one sitting, unless something was recorded again."""
    at = "2026-03-01T0{}:00:00Z".format
    alone = [
        observation(name, on=at(i), **score(v))
        for i, (name, v) in enumerate(ITEMS.items())
    ]
    assert values(*alone) == ITEMS
    again = observation("mjoa_sphincter", on=at(9), **score(1))
    assert values(*alone, again) == {"mjoa_sphincter": 1}
    assert values(items(at(1)), items(at(9), mjoa_sphincter=0)) == {
        **ITEMS,
        "mjoa_sphincter": 0,
    }


def test_facts_of_different_days_are_all_read():
    """What does not belong together comes from different days."""
    one = observation("smoker", on="2020-01-01", valueBoolean=False)
    assert values(one, items()) == {**ITEMS, "smoker": False}


def test_instants_are_compared_as_instants():
    """The later instant wins, whatever its time zone makes of the date."""
    early = observation("mjoa_sphincter", on="2026-01-02T01:00:00Z", **score(3))
    late = observation("mjoa_sphincter", on="2026-01-01T23:30:00-05:00", **score(1))
    for both in ((early, late), (late, early)):
        assert values(*both) == {"mjoa_sphincter": 1}


def test_dates_that_overlap_have_no_order():
    """A year and a day in it: neither is the newer, so neither is taken."""
    part_of = observation("mjoa_sphincter", on="2026", **score(3))
    day = observation("mjoa_sphincter", on="2026-03-01", **score(1))
    before = observation("mjoa_sphincter", on="2025-12-31", **score(0))
    assert values(part_of, day) == {}
    assert values(part_of, before) == {"mjoa_sphincter": 3}
    assert values(part_of, {**day, **score(3)}) == {"mjoa_sphincter": 3}
    undated = observation("mjoa_sphincter", on=None, **score(2))
    assert values(undated) == {"mjoa_sphincter": 2}
    assert values(undated, day) == {}
    near = observation("mjoa_sphincter", on="2026-03-01T12:00:00Z", **score(2))
    assert values(near, day) == {}


@pytest.mark.parametrize(
    "when",
    [
        "01/03/2026",
        "2026-02-30",
        "0000",
        "2026-13",
        "2026-03-01T09:30:00",
        "",
        7,
        None,
        [],
    ],
)
def test_a_time_that_is_not_clear(when):
    """A time that FHIR does not have is not understood."""
    one = {**observation("mjoa_sphincter", **score(3)), "effectiveDateTime": when}
    assert values(one) == {}
    assert became("not understood", one) == [("", "a time that is not clear")]
    two = {**items(), "effectivePeriod": {"start": "2026-03-01"}}
    assert values(two) == {}


def test_a_period():
    """What was recorded over a period is as old as its end."""
    period = {"start": "2026-02-01", "end": "2026-02-20"}
    one = observation("mjoa_sphincter", on=None, effectivePeriod=period, **score(3))
    two = observation("mjoa_sphincter", on="2026-01-31", **score(1))
    assert values(one, two) == {"mjoa_sphincter": 3}
    assert values(one, observation("mjoa_sphincter", on="2026-02-10", **score(1))) == {}


@settings(max_examples=40)
@given(st.datetimes(timezones=st.timezones()), st.datetimes(timezones=st.timezones()))
def test_moments_are_ordered_as_instants(one, other):
    """Of two instants, the one that is later in UTC is after the other."""
    one, other = (each.astimezone(dt.UTC) for each in (one, other))
    first, second = (moment(each.isoformat()) for each in (one, other))
    assert first.is_after(second) is (one > other)


def test_nothing_after_the_day_is_read():
    """A record of tomorrow is ignored, and the one of today is used."""
    assert values(items("2026-03-15")) == {}
    assert values(items("2026-03-14T23:59:00+14:00")) == ITEMS
    assert values(items("2026-04")) == {}
    assert values(items("2026-03-01"), items("2026-03-15")) == ITEMS
    assert all(why == "after 2026-03-14" for _, why in became("ignored", items("2027")))


def test_two_people_are_two_people():
    """Records of two subjects are never mixed."""
    both = [
        {**items(), "subject": {"reference": "Patient/1"}},
        {
            **observation("smoker", valueBoolean=True),
            "subject": {"reference": "Patient/2"},
        },
    ]
    received = read(*both)
    assert [person.subject for person in received.people] == ["Patient/1", "Patient/2"]
    assert [dict(cm.Case(p.patient).values) for p in received.people] == [
        ITEMS,
        {"smoker": True},
    ]
    with pytest.raises(cm.errors.KindError, match="several people"):
        _ = received.patient
    one = read(*both, subject="Patient/2")
    assert one.patient == cm.Patient(smoker=True)
    assert ("", "about another person") in [(e.about, e.why) for e in one.report.lines]
    with pytest.raises(cm.errors.KindError, match="nobody"):
        _ = read(*both, subject="Patient/3").patient


def test_what_names_nobody_is_a_person_only_if_it_says_something():
    """A resource without a subject from which nothing is read makes nobody."""
    one = {**items(), "subject": {"reference": "Patient/1"}}
    wrong = {**items(), "status": "entered-in-error"}
    assert read(one, wrong).people == read(one).people
    assert len(read(one, items()).people) == 2
    assert read(wrong).patient == cm.Patient()


def test_references_are_resolved():
    """One person by the address of the entry, by a relative reference, by a version."""
    patient = {"resourceType": "Patient", "id": "1", "birthDate": "1961-05-02"}
    server = "https://fhir.example/r4"
    entries = [
        {"fullUrl": f"{server}/Patient/1", "resource": patient},
        {
            "fullUrl": f"{server}/Observation/1",
            "resource": {**items(), "subject": {"reference": "Patient/1"}},
        },
        {
            "resource": {
                **observation("smoker", valueBoolean=True),
                "subject": {"reference": f"{server}/Patient/1/_history/3"},
            }
        },
    ]
    received = from_fhir({"resourceType": "Bundle", "entry": entries}, on=DAY)
    (person,) = received.people
    assert dict(cm.Case(person.patient).values) == {
        "age_years": 64,
        **ITEMS,
        "smoker": True,
    }
    for subject in (f"{server}/Patient/1", "Patient/1"):
        again = from_fhir(
            {"resourceType": "Bundle", "entry": entries}, on=DAY, subject=subject
        )
        assert again.patient == person.patient
    urn = "urn:uuid:6f1d0f0e-3d53-4f0a-9a55-2b1d6d0f0001"
    entries = [
        {"fullUrl": urn, "resource": patient},
        {"resource": {**items(), "subject": {"reference": urn}}},
    ]
    assert (
        len(from_fhir({"resourceType": "Bundle", "entry": entries}, on=DAY).people) == 1
    )


def named_by(*subjects, born=True):
    """Records that name their subject in several ways, as entries without address."""
    patient = {"resourceType": "Patient", "id": "1", "birthDate": "1961-05-02"}
    records = [items(), observation("smoker", valueBoolean=True)]
    some = [
        {**record, "subject": {"reference": subject}}
        for record, subject in zip(records, subjects, strict=True)
    ]
    return [*([patient] if born else []), *some]


@pytest.mark.parametrize("born", [True, False])
def test_one_server_is_that_of_what_has_no_address(born):
    """An absolute reference names who has no address, if there is one server alone."""
    server = "https://fhir.example/r4"
    wanted = {**({"age_years": 64} if born else {}), **ITEMS, "smoker": True}
    for absolute in (f"{server}/Patient/1", f"{server}/Patient/1/_history/3"):
        for subjects in (("Patient/1", absolute), (absolute, "Patient/1")):
            data = named_by(*subjects, born=born)
            received = read(*data)
            (person,) = received.people
            assert dict(cm.Case(person.patient).values) == wanted
            assert person.subject == "Patient/1"
            for subject in (*subjects, f"{server}/Patient/1"):
                assert read(*data, subject=subject).patient == person.patient
            (bulk,) = cm.fhir.from_ndjson(map(json.dumps, data), on=DAY)
            assert bulk.patient == person.patient


def test_two_servers_may_mean_two_people():
    """What has no address is of neither, if two servers are named."""
    one, other = (f"https://{host}.example/Patient/1" for host in "ab")
    data = named_by(one, other)
    assert len(read(*data).people) == 3
    assert len(cm.fhir.from_ndjson(map(json.dumps, data), on=DAY)) == 3
    found = {"fullUrl": "https://b.example/Observation/1", "resource": data[2]}
    data = [{"resource": data[0]}, {"resource": data[1]}, found]
    data[1]["resource"]["subject"] = {"reference": one}
    data[2]["resource"]["subject"] = {"reference": "Patient/1"}
    read_ = from_fhir({"resourceType": "Bundle", "entry": data}, on=DAY)
    assert len(read_.people) == 2


def test_one_reference_to_two_people_is_not_followed():
    """A relative reference that two servers answer is about nobody."""
    entries = [
        {
            "fullUrl": f"https://{host}.example/Patient/1",
            "resource": {"resourceType": "Patient", "id": "1", "birthDate": born},
        }
        for host, born in (("a", "1961-05-02"), ("b", "1980-05-02"))
    ]
    lost = {"resource": {**items(), "subject": {"reference": "Patient/1"}}}
    found = {**lost, "fullUrl": "https://b.example/Observation/1"}
    data = {"resourceType": "Bundle", "entry": [*entries, lost]}
    assert [len(cm.Case(p.patient).values) for p in from_fhir(data, on=DAY).people] == [
        1,
        1,
    ]
    data = {"resourceType": "Bundle", "entry": [*entries, found]}
    ages = [
        p.patient.age_years for p in from_fhir(data, on=DAY).people if p.patient.mjoa
    ]
    assert ages == [45]


@pytest.mark.parametrize(
    "subject",
    [
        {"reference": "Group/1"},
        {"reference": "#p"},
        {"display": "Jane Doe"},
        {"reference": "https://fhir.example/Device/1"},
        {"identifier": {"value": "1"}},
        {},
        "Patient/1",
        [],
        7,
    ],
)
def test_a_subject_that_is_no_person(subject):
    """What is about a group, or about nobody who can be told, is not read."""
    received = read({**items(), "subject": subject})
    assert not received.people
    assert received.report.that("not understood")


def test_a_page_that_is_not_the_last():
    """A missing item may be on the next page, and the report says so."""
    data = bundle(
        items(), link=[{"relation": "self"}, {"relation": "next", "url": "x"}]
    )
    received = read(data)
    assert not received.report.complete
    assert dict(cm.Case(received.patient).values) == ITEMS
    assert read(bundle(items(), link=[{"relation": "self"}])).report.complete


def test_an_error_page_is_not_an_empty_record():
    """A server that reports a problem has not said that nothing is recorded."""
    assert not read({"resourceType": "OperationOutcome"}).report.complete


def test_lists_and_bundles_are_read_to_a_depth():
    """Bundles in Bundles and lists are read; what is too deep is reported."""
    data = items()
    for _ in range(DEEPEST):
        data = bundle(data)
    assert dict(cm.Case(from_fhir(data, on=DAY).patient).values) == ITEMS
    deeper = from_fhir(bundle(data), on=DAY)
    assert not deeper.people
    assert "deep" in deeper.report.lines[0].why
    for _ in range(3000):
        data = bundle(data)
    assert not from_fhir(data, on=DAY).people
    endless = []
    endless += [endless, endless]
    assert not from_fhir(endless, on=DAY).people
    assert values(bundle(items(), type="history")) == {}


def test_possible_values_in_possible_values():
    """What is known in part has values; however deep it goes on, that is no error."""
    absent = {"dataAbsentReason": concept("unknown", ABSENT)}
    inner = part("lowest_possible", **score(1))
    for _ in range(5000):
        inner = part("lowest_possible", component=[inner], **absent)
    data = observation("mjoa_sphincter", component=[inner], **absent)
    assert values(data) == {}
    assert became("not understood", data)
    one = part("lowest_possible", **score(1))
    two = part("highest_possible", **score(2))
    ends = observation("mjoa_sphincter", component=[one, two], **absent)
    assert values(ends) == {"mjoa_sphincter": cm.one_of(1, 2)}
    for wrong in (
        [one],
        [one, one, two],
        [part("lowest_possible", **score(3)), two],
        [one, part("still_possible", **score(1))],
    ):
        assert values(observation("mjoa_sphincter", component=wrong, **absent)) == {}


def patient(**more):
    return {"resourceType": "Patient", **more}


@pytest.mark.parametrize(
    ("born", "died", "age"),
    [
        ("1961-03-14", None, 65),
        ("1961-03-15", None, 64),
        ("1960-02-29", "2001-02-28", 40),
        ("1961-05-02", "2000-01-01", 38),
        ("1961-05-02", "2000-01-01T23:30:00-05:00", 38),
        ("1961-05-02", "2030-01-01", 64),
        ("1961", None, cm.one_of(64, 65)),
        ("1961-03", None, cm.one_of(64, 65)),
        ("1961-02", None, 65),
        ("1961-05-02", "2000", cm.one_of(38, 39)),
        ("2026", None, 0),
        ("2026-03-14", None, 0),
    ],
)
def test_the_age_is_as_of_the_day_or_of_death(born, died, age):
    """A partial date gives a range, never a guess."""
    more = {} if died is None else {"deceasedDateTime": died}
    received = read(patient(birthDate=born, **more))
    assert received.patient == cm.Patient(age_years=age)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"birthDate": "02/05/1961"},
        {"birthDate": "1961-05-02T00:00:00Z"},
        {"birthDate": "2027-01-01"},
        {"birthDate": "1800-01-01"},
        {"birthDate": 1961},
        {"birthDate": "1961-05-02", "deceasedBoolean": True},
        {"birthDate": "1961-05-02", "deceasedDateTime": "dead"},
        {"birthDate": "1961-05-02", "deceasedDateTime": "1950-01-01"},
        {"birthDate": "1961-05-02", "modifierExtension": [{}]},
    ],
)
def test_no_age_is_made_up(more):
    """Without a date of birth that makes sense, the age is not known."""
    assert read(patient(**more)).patient == cm.Patient()


def test_an_age_grows():
    """An age that was recorded earlier is carried to the day."""

    def aged(on, years=60):
        unit = {"value": years, "system": UCUM, "code": "a"}
        return values(observation("age_years", on=on, valueQuantity=unit)).get(
            "age_years"
        )

    assert aged("2026-03-14") == 60
    assert aged("2025-03-14") == 61
    assert aged("2025-09-14") == cm.one_of(60, 61)
    assert aged("2020-01-01") == cm.one_of(66, 67)
    assert aged("2020") == cm.one_of(65, 66, 67)
    assert aged(None) is None
    assert aged("1900-01-01", 100) is None


def test_sex_is_not_gender():
    """Sex comes from the sex recorded at birth; gender only when it is asked for."""
    url = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"
    birth = {"extension": [{"url": url, "valueCode": "F"}]}
    assert values(patient(gender="male")) == {}
    assert ("sex_at_birth", "gender is not the sex recorded at birth") in became(
        "ignored", patient(gender="male")
    )
    assert values(patient(gender="male", **birth)) == {"sex_at_birth": "female"}
    asked = {"sex_from": "gender"}
    assert values(patient(gender="male"), **asked) == {"sex_at_birth": "male"}
    assert values(patient(gender="male", **birth), **asked) == {
        "sex_at_birth": "female"
    }
    for gender in ("other", "unknown", "femail", 1):
        assert values(patient(gender=gender), **asked) == {}
    unclear = {"extension": [{"url": url, "valueCode": "UNK"}]}
    assert values(patient(gender="male", **unclear), **asked) == {}
    with pytest.raises(cm.errors.LevelError):
        read(sex_from="gendre")


def condition(code="M05.79", system=ICD10_CM, **more):
    return {
        "resourceType": "Condition",
        "code": concept(code, system),
        "recordedDate": "2024-01-01",
        **more,
    }


def status(code):
    return {"coding": [{"code": code}]}


@pytest.mark.parametrize(
    ("more", "present"),
    [
        ({}, True),
        ({"clinicalStatus": status("active")}, True),
        ({"clinicalStatus": status("relapse")}, True),
        ({"verificationStatus": status("confirmed")}, True),
        ({"clinicalStatus": status("resolved")}, False),
        ({"clinicalStatus": status("inactive")}, False),
        ({"clinicalStatus": status("remission")}, False),
        ({"clinicalStatus": status("nonsense")}, False),
        ({"clinicalStatus": {}}, False),
        ({"clinicalStatus": "active"}, False),
        ({"verificationStatus": status("refuted")}, False),
        ({"verificationStatus": status("entered-in-error")}, False),
        ({"verificationStatus": status("provisional")}, False),
        ({"verificationStatus": status("differential")}, False),
        ({"abatementDateTime": "2025-01-01"}, False),
        ({"abatementString": "last year"}, False),
        ({"onsetDateTime": "2026-05-01"}, False),
        ({"recordedDate": "2026-05-01"}, False),
        ({"recordedDate": "yesterday"}, False),
        ({"modifierExtension": [{}]}, False),
    ],
)
def test_conditions_that_are_not_there(more, present):
    """Refuted, resolved, doubted or later: read neither as present nor as absent."""
    found = values(condition(**more))
    assert found == ({"rheumatoid_arthritis": True} if present else {})


def test_diagnoses_of_general_records():
    """Rheumatoid arthritis by its category; other systems only as the caller says."""
    for code in ("M05", "M05.79", "M06.9", "M06.09"):
        assert values(condition(code)) == {"rheumatoid_arthritis": True}
    for code in ("M06.1", "M06.4", "M08.00", "M47.12", "M48.02"):
        assert values(condition(code)) == {}
    one = condition("69896004", SNOMED)
    assert values(one) == {}
    codes = {(SNOMED, "69896004"): "rheumatoid_arthritis"}
    assert values(one, codes=codes) == {"rheumatoid_arthritis": True}
    assert values(condition("smoker", LOCAL)) == {"smoker": True}
    assert values(condition("opll", LOCAL)) == {}
    later = observation("rheumatoid_arthritis", valueBoolean=False)
    assert values(condition(), later) == {"rheumatoid_arthritis": False}


@pytest.mark.parametrize(
    ("code", "smoker"),
    [
        ("449868002", True),
        ("428041000124106", True),
        ("8517006", False),
        ("266919005", False),
        ("77176002", None),
        ("266927001", None),
        ("1", None),
    ],
)
def test_smoking_of_general_records(code, smoker):
    """The answer to the question on smoking decides, or leaves it open."""
    one = {
        **observation(),
        "code": concept("72166-2", "http://loinc.org"),
        "valueCodeableConcept": concept(code, SNOMED),
    }
    assert values(one) == ({} if smoker is None else {"smoker": smoker})
    now, then = (concept(c, SNOMED)["coding"] for c in ("449868002", "8517006"))
    both = {"coding": now + then}
    assert values({**one, "valueCodeableConcept": both}) == {}


def test_what_rules_found_is_not_a_record():
    """An answer of a rule is found again, so a stale one is never believed."""
    method = {"coding": [{"system": LOCAL, "code": "mjoa_total"}]}
    one = observation(**score(13), method=method)
    assert values(one) == {}
    assert became("ignored", one) == [
        ("mjoa_total", "found by a rule, and found again")
    ]


def test_two_reports_never_hold_values():
    """The report names places and quantities, and never what was recorded."""
    secret = "Jane-Doe-77"  # noqa: S105
    data = [
        observation("mjoa_motor_upper", valueString=secret),
        observation(secret, **score(3)),
        {**items(), "status": secret},
        {"resourceType": secret},
        secret,
        response(secret, {secret: [{"valueString": secret}]}),
        patient(birthDate=secret, gender=secret),
        condition(secret),
        {**items(), "subject": {"reference": f"Group/{secret}"}},
        {**items(), "effectiveDateTime": secret},
    ]
    assert secret not in str(from_fhir(data, on=DAY).report)
    assert secret not in repr(from_fhir(data, on=DAY))


NAMES = st.sampled_from(
    ["mjoa_total", "mjoa_sphincter", "smoker", "opll", "age_years", "mjoa", "neck_pain"]
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**400), 2**63])
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(
        ["final", "2026-03-01", "2026", LOCAL, UCUM, "Patient/1", "completed"]
    )
    | NAMES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *(
                        "resourceType",
                        "status",
                        "code",
                        "coding",
                        "system",
                        "value",
                        "entry",
                    ),
                    *("resource", "component", "valueQuantity", "valueCodeableConcept"),
                    *("item", "answer", "linkId", "subject", "reference", "extension"),
                    *(
                        "valueCoding",
                        "valueBoolean",
                        "birthDate",
                        "effectivePeriod",
                        "link",
                    ),
                    *(
                        "start",
                        "end",
                        "dataAbsentReason",
                        "interpretation",
                        "method",
                        "url",
                    ),
                ]
            )
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
KEYS = {
    "Observation": (
        *("status", "code", "effectiveDateTime", "effectivePeriod", "valueQuantity"),
        *("valueCodeableConcept", "valueBoolean", "component", "dataAbsentReason"),
        *("subject", "interpretation", "method", "hasMember"),
    ),
    "QuestionnaireResponse": ("status", "item", "questionnaire", "authored", "subject"),
    "Patient": (
        *("birthDate", "gender", "extension", "deceasedDateTime", "id"),
        "deceasedBoolean",
    ),
    "Condition": (
        *("code", "clinicalStatus", "verificationStatus", "recordedDate", "subject"),
        *("onsetDateTime", "abatementDateTime"),
    ),
    "Bundle": ("entry", "link", "type"),
}


@st.composite
def almost(draw):
    """Resources of which each part may be anything."""
    kind = draw(st.sampled_from(sorted(KEYS)))
    right = {
        "Observation": items(),
        "QuestionnaireResponse": response(
            "urn:cervmyelo:form:mjoa", {"mjoa_total": [{"valueDecimal": 13}]}
        ),
        "Patient": patient(birthDate="1961-05-02", id="1"),
        "Condition": condition(),
        "Bundle": bundle(items()),
    }[kind]
    spoiled = draw(st.sets(st.sampled_from(KEYS[kind]), max_size=3))
    return {"resourceType": kind, **right, **{key: draw(JSON) for key in spoiled}}


@settings(max_examples=50)
@given(JSON | almost() | st.lists(almost(), max_size=3))
def test_data_of_any_shape_give_a_report(data):
    """No data end in an error: what cannot be read is a line of the report."""
    received = from_fhir(data, on=DAY, sex_from="gender")
    assert str(received.report) is not None
    for person in received.people:
        assert cm.assess(person.patient) is not None


@given(
    st.text(max_size=12) | st.from_regex(r"[0-9]{4}(-[0-9]{2}){0,2}(T[0-9:Z.+]{1,15})?")
)
def test_any_text_is_a_moment_or_none(text):
    """A text is a time with its ends in order, or none."""
    found = moment(text)
    assert found is None or found.low <= found.high


@pytest.mark.parametrize(
    "on", [None, "2026-03-14", dt.datetime(2026, 3, 14, tzinfo=dt.UTC)]
)
def test_the_day_is_a_date(on):
    """Neither today nor a time is assumed."""
    with pytest.raises(cm.errors.KindError, match="on: "):
        from_fhir([], on=on)
    with pytest.raises(cm.errors.KindError, match="subject: "):
        from_fhir([], on=DAY, subject=7)


def test_received_things_show_themselves():
    """A report says what became of each part; nobody is shown by a reference."""
    one = {**items(), "subject": {"reference": "Patient/secret"}}
    received = read(one, {"resourceType": "Encounter"})
    assert repr(received.report) == "<ReadingReport: 4 used, 1 ignored>"
    assert str(received.report).splitlines()[-1] == (
        "[1]: ignored: a kind of resource that is not read"
    )
    assert "secret" not in f"{received!r} {received} {received.people[0]!r}"
    assert json.dumps(str(received.people[0]))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("place", 1),
        ("became", "read"),
        ("became", []),
        ("about", None),
        ("why", b"x"),
        ("when", DAY),
    ],
)
def test_a_line_of_the_report_checks_its_parts(name, wrong):
    """A part of another kind is an error that names it."""
    parts = {"place": "entry[3]", "became": "used", "about": "age_years", name: wrong}
    with pytest.raises(cm.errors.KindError, match=f"{name}: expected"):
        cm.fhir.Line(**parts)
