"""
Bundles that the library writes, of anybody and with defects, for validators of FHIR.
"""

import datetime as dt

from hypothesis import HealthCheck, Phase, given, settings

import cervmyelo as cm
from cervmyelo.fhir import stable_ids, to_fhir
from cervmyelo.testing import patients

__all__ = ["DEFECTS", "drawn_bundles", "drawn_people", "good", "resources_of"]

DAY = dt.date(2026, 3, 14)
NOON = dt.datetime(2026, 3, 14, 12, tzinfo=dt.UTC)
URN = "urn:uuid:6f1d0f0e-3d53-4f0a-9a55-2b1d6d0f0001"


def written(patient, at=DAY, **options):
    ids = stable_ids(URN, at)
    return to_fhir(cm.assess(patient), subject=URN, at=at, ids=ids, **options)


def resources_of(resource):
    entries = resource.get("entry", ())
    return [resource, *(entry["resource"] for entry in entries if "resource" in entry)]


def drawn_people(count, facts="any"):
    """Some people with anything on record, the same in every run."""
    people = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(patients(facts=facts, partly=True, with_reasons=True))
    def draw(patient):
        people.append(patient)

    draw()
    return people


def drawn_bundles(count):
    """Bundles of people with anything on record, every second one with all rules."""
    bundles = []
    for at, patient in enumerate(drawn_people(count)):
        every = at % 2 == 0
        rules = cm.rules if every else None
        when = NOON if every else DAY
        bundles.append(written(patient, when, rules=rules, snomed=every))
    return [each for each in bundles if "entry" in each]


def good(years=5.0, rules=None):
    """A Bundle with each kind of resource, with all findings or those of some rules."""
    patient = cm.Patient(
        age_years=61,
        mjoa=cm.MJOA(motor_upper=5, motor_lower=6, sensory_upper=3, sphincter=2),
        symptoms=[cm.Symptom(kind="neck_pain", present=True, severity="mild")],
        rheumatoid_arthritis=True,
        cord_compression=True,
        horizon_years=years,
    )
    bundle = written(patient, rules=rules)
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
