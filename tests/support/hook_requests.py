"""
Requests of CDS Hooks, as a client makes them, and what the protocol wants of an answer.
"""

import datetime as dt
import re

import cervmyelo as cm
from cervmyelo.fhir import stable_ids, to_fhir

__all__ = ["DAY", "SERVER", "check_answer", "observation", "request", "searchset"]

DAY = dt.date(2026, 3, 14)
SERVER = "https://records.example/fhir"
LOCAL = "urn:cervmyelo:codes"


def searchset(*resources, **more):
    entries = [
        {"fullUrl": f"{SERVER}/{each['resourceType']}/{at}", "resource": each}
        for at, each in enumerate(resources)
    ]
    return {"resourceType": "Bundle", "type": "searchset", "entry": entries, **more}


def observation(name="mjoa_total", value=13, *, on="2026-03-01", **more):
    amount = {"valueBoolean": value} if isinstance(value, bool) else {}
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": LOCAL, "code": name}]},
        "subject": {"reference": "Patient/1"},
        "effectiveDateTime": on,
        **(amount or {"valueQuantity": {"value": value}}),
        **more,
    }


def request(*resources, prefetch=(), **more):
    """A request on the patient ``1``, with some resources or as a patient records."""
    found = []
    for each in resources:
        if isinstance(each, cm.Patient):
            ids = stable_ids("Patient/1", DAY)
            bundle = to_fhir(cm.assess(each), subject="Patient/1", at=DAY, ids=ids)
            entries = [entry["resource"] for entry in bundle.get("entry", ())]
            found += [e for e in entries if e["resourceType"] == "Observation"]
        else:
            found.append(each)
    return {
        "hook": "patient-view",
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {"userId": "Practitioner/7", "patientId": "1"},
        "prefetch": {
            "patient": {"resourceType": "Patient", "id": "1"},
            "observations": searchset(*found),
            "responses": None,
            "conditions": None,
            **dict(prefetch),
        },
        **more,
    }


def check_answer(answer):
    """Hold an answer to the tables of the protocol, and to its rule on empty parts."""
    assert answer.keys() == {"cards"}
    for card in answer["cards"]:
        assert card.keys() == {"summary", "detail", "indicator", "source"}
        assert 0 < len(card["summary"]) < 140
        assert card["summary"].isprintable()
        assert card["indicator"] in {"info", "warning", "critical"}
        assert card["source"].keys() <= {"label", "url"}
        assert all(isinstance(e, str) and e for e in card["source"].values())
        assert re.match("https?://", card["source"].get("url", "https://"))
        assert card["detail"]
        assert "not a medical device" in card["detail"]
