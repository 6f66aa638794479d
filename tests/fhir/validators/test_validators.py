"""
What is written to FHIR, held to validators that others wrote.

They need Node.js and packages of npm, so they run in a step of their own. To run them::

    python -m pip install --group validators
    npm ci --ignore-scripts --prefix tests/fhir/validators
    python -m pytest -m validators tests/fhir/validators
"""

import copy
import datetime as dt
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import cervmyelo as cm
from cervmyelo.fhir import FORMS, questionnaire, stable_ids, terminology, to_fhir
from cervmyelo.testing import patients

HERE = Path(__file__).parent
MODULES = Path(os.environ.get("CERVMYELO_NODE_MODULES", HERE / "node_modules"))
NODE = Path(sys.executable).with_name("node")
XHTML = "{http://www.w3.org/1999/xhtml}"
DAY = dt.date(2026, 3, 14)
NOON = dt.datetime(2026, 3, 14, 12, tzinfo=dt.UTC)
URN = "urn:uuid:6f1d0f0e-3d53-4f0a-9a55-2b1d6d0f0001"


def written(patient, at=DAY, **options):
    ids = stable_ids(URN, at)
    return to_fhir(cm.assess(patient), subject=URN, at=at, ids=ids, **options)


def resources_of(resource):
    entries = resource.get("entry", ())
    return [resource, *(entry["resource"] for entry in entries if "resource" in entry)]


def node(script, things, folder):
    """What a script prints for each of some things, as JSON."""
    for needed in (MODULES / "@medplum", NODE):
        if not needed.exists():
            pytest.fail(f"{needed} is missing; {__doc__.split('To run them')[1]}")
    file = folder / "things.ndjson"
    lines = (json.dumps(each, allow_nan=False) for each in things)
    file.write_text("\n".join(lines), encoding="utf-8")
    command = [NODE, HERE / script, MODULES, file]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def by_fhirkit(resource):
    import fhirkit

    return [str(issue) for issue in fhirkit.validate(resource)]


def by_narrative(resource):
    """What no other validator looks at: whether the narrative is well-formed XHTML."""
    for each in resources_of(resource):
        div = each.get("text", {}).get("div")
        if div is None:
            continue
        try:
            if ET.fromstring(div).tag != f"{XHTML}div":  # noqa: S314 -- our own
                return ["no div of XHTML"]
        except ET.ParseError as error:
            return [str(error)]
    return []


def wrong(resources, folder):
    """What any validator finds wrong with each resource."""
    found = node("validate.mjs", resources, folder)
    assert len(found) == len(resources)
    for each, resource in zip(found, resources, strict=True):
        each["fhirkit"] = by_fhirkit(resource)
        each["narrative"] = by_narrative(resource)
    return found


def drawn(count):
    """Bundles of people with anything on record, every second one with all rules."""
    bundles = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(patients(facts="any", partly=True, with_reasons=True))
    def draw(patient):
        every = len(bundles) % 2 == 0
        rules = cm.rules if every else None
        at = NOON if every else DAY
        bundles.append(written(patient, at, rules=rules, snomed=every))

    draw()
    return [each for each in bundles if "entry" in each]


def good(years=5.0):
    """A Bundle with each kind of resource."""
    patient = cm.Patient(
        age_years=61,
        mjoa=cm.MJOA(motor_upper=5, motor_lower=6, sensory_upper=3, sphincter=2),
        symptoms=[cm.Symptom(kind="neck_pain", present=True, severity="mild")],
        rheumatoid_arthritis=True,
        cord_compression=True,
        horizon_years=years,
    )
    bundle = written(patient)
    person = {"resourceType": "Patient", "gender": "female", "birthDate": "1961-05-02"}
    request = {"method": "POST", "url": "Patient"}
    bundle["entry"].append({"fullUrl": URN, "resource": person, "request": request})
    return bundle


def find(bundle, kind, code=None):
    return next(
        each
        for each in resources_of(bundle)[1:]
        if each["resourceType"] == kind
        and (code is None or each["code"]["coding"][-1]["code"] == code)
    )


def total(bundle):
    return find(bundle, "Observation", "mjoa_total")


def sheet(bundle):
    return find(bundle, "Observation", "mjoa")


def prediction(bundle):
    return find(bundle, "RiskAssessment")["prediction"][0]


def without_percent(bundle):
    made = prediction(bundle)
    made.pop("probabilityDecimal")
    made["probabilityRange"] = {"low": {"value": 1}, "high": {"value": 2}}


DEFECTS = {
    "a code of gender that there is not": lambda b: find(b, "Patient").update(
        gender="femail"
    ),
    "a date in another order": lambda b: find(b, "Patient").update(
        birthDate="02/05/1961"
    ),
    "no status": lambda b: total(b).pop("status"),
    "a status that there is not": lambda b: total(b).update(status="done"),
    "an unknown element": lambda b: total(b).update(severity="mild"),
    "two values": lambda b: total(b).update(valueInteger=3),
    "a score as text": lambda b: total(b)["valueQuantity"].update(value="13"),
    "a component without a code": lambda b: sheet(b)["component"][0].pop("code"),
    "a condition of nobody": lambda b: find(b, "Condition").pop("subject"),
    "a probability over 100 %": lambda b: prediction(b).update(probabilityDecimal=620),
    "a value and why there is none": lambda b: total(b).update(
        dataAbsentReason={"text": "unknown"}
    ),
    "a range of probability without percent": without_percent,
    "an empty array": lambda b: total(b).update(interpretation=[]),
    "an object in place of an array": lambda b: sheet(b).update(
        component=sheet(b)["component"][0]
    ),
    "a narrative that is not XHTML": lambda b: total(b)["text"].update(
        div="<div><p>13 < 14</div>"
    ),
    "a component with the code of the whole": lambda b: total(b).update(
        component=[{"code": total(b)["code"], "valueInteger": 3}]
    ),
    "a transaction without a request": lambda b: b["entry"][0].pop("request"),
}


def test_every_defect_is_seen(tmp_path):
    """The validators together see each defect, and none in what has no defect."""
    bundles = [good()]
    for defect in DEFECTS.values():
        bundle = copy.deepcopy(bundles[0])
        defect(bundle)
        bundles.append(bundle)
    whole, *broken = wrong(bundles, tmp_path)
    assert not any(whole.values()), whole
    missed = [
        name
        for name, found in zip(DEFECTS, broken, strict=True)
        if not any(found.values())
    ]
    assert not missed


def test_people_are_valid(tmp_path):
    """No validator rejects a Bundle of anybody, with everything that rules find."""
    bundles = [*map(good, (1.0, 4.0, 7.5, 20.0)), *drawn(80)]
    rejected = [found for found in wrong(bundles, tmp_path) if any(found.values())]
    assert not rejected


def test_forms_and_codes_are_valid(tmp_path):
    """No validator rejects a form, a code system, a value set or a Library."""
    forms = [questionnaire(name) for name in FORMS]
    forms += [questionnaire("article", audience="patient")]
    elm = {"library": {"identifier": {"id": "CervmyeloFHIR", "version": "1"}}}
    libraries = [cm.cql.resource(["mjoa_severity"], elm=elm), cm.cql.resource()]
    made = [*forms, *terminology(), *libraries]
    rejected = [
        (each["url"], found)
        for each, found in zip(made, wrong(made, tmp_path), strict=True)
        if any(found.values())
    ]
    assert not rejected


@pytest.mark.parametrize("release", ["R4B", "R5"])
def test_people_are_valid_in_later_releases(release):
    """The models of R4B and R5 accept what is written for R4."""
    from importlib import import_module

    package = "fhir.resources" + (".R4B" if release == "R4B" else "")
    model_of = import_module(package).get_fhir_model_class
    for bundle in [good(), *drawn(20)]:
        for resource in resources_of(bundle):
            model_of(resource["resourceType"]).model_validate(resource)


def test_totals_are_those_of_another_engine(tmp_path):
    """A form shows no total before the last answer, and then that of the rule."""
    asked, totals = [], []
    for name in FORMS:
        items = questionnaire(name)["item"]
        for total_item in (each for each in items if each.get("readOnly")):
            rule = cm.rules[total_item["linkId"]]
            extension, _ = total_item["extension"]
            questions = [e for e in items if e["linkId"] in rule.input_names]
            for count, place in ((len(questions), 0), (len(questions), -1), (-1, -1)):
                answered = questions[:count]
                response = {
                    "resourceType": "QuestionnaireResponse",
                    "status": "in-progress",
                    "item": [
                        {"linkId": e["linkId"], "answer": [e["answerOption"][place]]}
                        for e in answered
                    ],
                }
                for each in response["item"]:
                    (answer,) = each["answer"]
                    each["answer"] = [{"valueCoding": answer["valueCoding"]}]
                expression = extension["valueExpression"]["expression"]
                asked.append({"resource": response, "expression": expression})
                values = {
                    e["linkId"]: cm.quantities[e["linkId"]].values[place]
                    for e in answered
                }
                found = rule(values).value
                totals.append([] if count == -1 else [found])
                assert count == -1 or found is not None
    assert len(asked) == 18
    assert node("evaluate.mjs", asked, tmp_path) == totals
