"""
Records on a server of FHIR that others wrote, over HTTP, and back.

The server is Medplum's, in memory. It gives identifiers of its own, resolves references
within a transaction and answers searches by its own indexes. What it takes is held to
the definitions of FHIR elsewhere.
"""

import datetime as dt
import json
import subprocess
import urllib.parse
import urllib.request

import pytest
from node_packages import node_command
from written_bundles import drawn_people

import cervmyelo as cm
from cervmyelo.fhir import (
    FORMS,
    from_fhir,
    questionnaire,
    stable_ids,
    terminology,
    to_fhir,
)

DAY = dt.date(2026, 3, 14)
CODES = "urn:cervmyelo:codes"
ITEMS = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3)
MORE_THAN_ALL = 1000


@pytest.fixture(scope="module")
def base():
    """The address of the server; it ends with the tests."""
    with subprocess.Popen(
        node_command("server.mjs"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        port = server.stdout.readline().strip()
        assert port.isdecimal()
        yield f"http://127.0.0.1:{port}/fhir"
        server.stdin.close()
        assert server.wait(10) == 0


def sent(base, path, resource=None, method=None):
    """What the server answers."""
    request = urllib.request.Request(  # noqa: S310 -- our own loopback
        f"{base}/{path}",
        data=None if resource is None else json.dumps(resource).encode(),
        headers={"Content-Type": "application/fhir+json"},
        method=method,
    )
    with urllib.request.urlopen(request) as response:  # noqa: S310
        return json.load(response)


def searched(base, kind, **by):
    """A searchset, which must be all there is."""
    asked = urllib.parse.urlencode({**by, "_count": MORE_THAN_ALL})
    found = sent(base, f"{kind}?{asked}")
    assert found["type"] == "searchset"
    assert "next" not in {each["relation"] for each in found.get("link", ())}
    return found


def resources(bundle):
    return [each["resource"] for each in bundle.get("entry", ())]


def stored(base, patient):
    """A reference to a person of whom an assessment is stored."""
    person = sent(base, "Patient", {"resourceType": "Patient"})
    subject = f"Patient/{person['id']}"
    ids = stable_ids(subject, DAY)
    bundle = to_fhir(cm.assess(patient), subject=subject, at=DAY, ids=ids)
    if "entry" in bundle:
        answer = sent(base, "", bundle)
        assert answer["type"] == "transaction-response"
        statuses = [each["response"]["status"] for each in answer["entry"]]
        assert statuses == ["201"] * len(bundle["entry"])
    return subject


@pytest.fixture(scope="module")
def someone(base):
    """A person whose mJOA is stored."""
    return stored(base, cm.Patient(age_years=61, mjoa=ITEMS))


def carried(patient):
    """A patient without what FHIR does not carry: a reference, and empty sheets."""
    record = dict(cm.Case(patient).record)
    record.pop("ref", None)
    return record


def test_people_come_back(base):
    """What is searched by subject is the patient that was stored, and nobody else."""
    people = drawn_people(25)
    subjects = [stored(base, each) for each in people]
    assert len(set(subjects)) == 25
    for subject, patient in zip(subjects, people, strict=True):
        found = [
            searched(base, kind, subject=subject)
            for kind in ("Observation", "Condition", "RiskAssessment")
        ]
        received = from_fhir(found, on=DAY)
        if not carried(patient):
            assert not received.people
            continue
        (person,) = received.people
        assert person.subject == subject
        assert carried(person.patient) == carried(patient)
        assert not received.report.that("not understood")
        assert received.report.complete
        # Every value is in an Observation of its own, so those alone are enough.
        alone = from_fhir(found[0], on=DAY)
        assert carried(alone.patient) == carried(patient)


def test_a_subject_of_the_same_transaction(base):
    """A person sent along is resolved by the server, and the references point there."""
    urn = "urn:uuid:6f1d0f0e-3d53-4f0a-9a55-2b1d6d0f0001"
    patient = cm.Patient(age_years=61, mjoa=ITEMS)
    ids = stable_ids(urn, DAY)
    bundle = to_fhir(cm.assess(patient), subject=urn, at=DAY, ids=ids)
    person = {
        "fullUrl": urn,
        "resource": {"resourceType": "Patient", "birthDate": "1965-01-02"},
        "request": {"method": "POST", "url": "Patient"},
    }
    bundle["entry"].insert(0, person)
    stored_person, *others = sent(base, "", bundle)["entry"]
    assert len(others) == len(bundle["entry"]) - 1
    subject = "/".join(stored_person["response"]["location"].split("/")[-2:])
    found = searched(base, "Observation", subject=subject)
    assert "urn:uuid" not in json.dumps(resources(found))
    assert from_fhir(found, on=DAY).patient == patient


@pytest.mark.parametrize("name", ["mjoa_total", "mjoa_severity"])
def test_searches_by_code(base, someone, name):
    """A rule is found by its name, system and code."""
    found = resources(
        searched(base, "Observation", subject=someone, code=f"{CODES}|{name}")
    )
    (code,) = {each["code"]["coding"][-1]["code"] for each in found}
    assert code == name
    other = searched(base, "Observation", subject=someone, code=f"http://x.test|{name}")
    assert not resources(other)


def test_searches_by_the_code_of_a_component(base, someone):
    """A sheet is found by the name of one of its items."""
    by = {"component-code": f"{CODES}|mjoa_motor_upper"}
    (sheet,) = resources(searched(base, "Observation", subject=someone, **by))
    assert from_fhir(sheet, on=DAY).patient == cm.Patient(mjoa=ITEMS)


def test_codes_and_forms_are_stored_in_order(base):
    """The server takes each code system, value set, map and form, and finds it."""
    made = [*terminology(), *map(questionnaire, FORMS)]
    made.append(questionnaire("article", audience="patient"))
    for each in made:
        answer = sent(base, each["resourceType"], each)
        assert answer["id"]
        kept = {name: answer[name] for name in each}
        assert kept == each
    for kind in {each["resourceType"] for each in made}:
        urls = [each["url"] for each in resources(searched(base, kind))]
        ours = [each["url"] for each in made if each["resourceType"] == kind]
        assert sorted(urls) == sorted(ours)
    (form,) = resources(searched(base, "Questionnaire", url="urn:cervmyelo:form:ndi"))
    assert form["item"] == questionnaire("ndi")["item"]


def expected():
    """The total and the items of `someone`, by the names of the quantities."""
    values = cm.Case(ITEMS).values
    items = {each.name: values[each.name] for each in cm.mjoa_total.items}
    return cm.mjoa_total(ITEMS).value, items


def test_fhirpy_reads_the_score(base, someone):
    """The client of Beda Software reads the total and the items over HTTP."""
    import fhirpy

    client = fhirpy.SyncFHIRClient(base)
    total, items = expected()

    def one(**by):
        return client.resources("Observation").search(subject=someone, **by).get()

    assert one(code=f"{CODES}|mjoa_total")["valueQuantity"]["value"] == total
    sheet = one(code=f"{CODES}|mjoa")
    assert {
        each["code"]["coding"][-1]["code"]: each["valueQuantity"]["value"]
        for each in sheet["component"]
    } == items
    everything = client.resources("Observation").search(subject=someone)
    received = from_fhir([each.serialize() for each in everything.fetch_all()], on=DAY)
    assert received.patient == cm.Patient(age_years=61, mjoa=ITEMS)


def test_fhirclient_reads_the_score(base, someone):
    """The client of SMART, whose models check types, reads the total and the items."""
    from fhirclient.client import FHIRClient
    from fhirclient.models.observation import Observation

    settings = {"app_id": "tests", "api_base": f"{base}/"}
    server = FHIRClient(settings=settings).server
    total, items = expected()

    def one(name):
        by = {"code": f"{CODES}|{name}", "subject": someone}
        (found,) = Observation.where(by).perform_resources_iter(server)
        return found

    assert one("mjoa_total").valueQuantity.value == total
    sheet = one("mjoa")
    assert {
        each.code.coding[-1].code: each.valueQuantity.value for each in sheet.component
    } == items
    assert from_fhir(sheet.as_json(), on=DAY).patient == cm.Patient(mjoa=ITEMS)
