"""
Exchange with clinical software: one person as FHIR, and back, and as cards.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
from collections.abc import Callable

import one_person
from measure import HEAD, Table, against

import cervmyelo as cm
from cervmyelo.cds_hooks import respond
from cervmyelo.fhir import from_fhir, stable_ids, to_fhir
from cervmyelo.io import patient_from_dict

DAY = dt.date(2026, 3, 14)
SUBJECT = "Patient/1"
REQUESTS = (
    ("what was recorded and what rules found in it", None),
    ("what was recorded alone", ()),
)


def as_fhir() -> Table:
    """One person against the same Bundle as text, each time another person."""
    chance = random.Random(1)  # noqa: S311
    people = [patient_from_dict(each) for each in one_person.records(chance, 1500)]
    found = [cm.assess(each) for each in people]
    ids = stable_ids(SUBJECT, DAY)

    def written(assessment: cm.Assessment) -> dict[str, object]:
        return to_fhir(assessment, subject=SUBJECT, at=DAY, ids=ids)

    bundles = list(map(written, found))
    for person, bundle in zip(people[:100], bundles, strict=False):
        assert cm.Case(from_fhir(bundle, on=DAY).patient).record == (
            cm.Case(person).record
        )
    turn = itertools.count()

    def stranger(
        do: Callable[[object], object], of: list[object]
    ) -> Callable[[], object]:
        return lambda: do(of[next(turn) % len(of)])

    dumped = stranger(json.dumps, bundles)
    rows = [
        against(
            "`to_fhir(assessment)` : `json.dumps` of the Bundle",
            stranger(written, found),
            dumped,
            "3",
            loops=40,
        ),
        against(
            "`from_fhir(bundle)` : `json.dumps` of the Bundle",
            stranger(lambda each: from_fhir(each, on=DAY), bundles),
            dumped,
            "3",
            loops=40,
        ),
    ]
    size = sum(len(bundle["entry"]) for bundle in bundles) / len(bundles)
    title = (
        f"**One person as FHIR**, 36 of the fields recorded, {size:.0f} resources on "
        f"average, a stranger each time."
    )
    return Table(title, HEAD, rows)


def as_cards() -> Table:
    """Requests of CDS Hooks against an echo of the same text, a stranger each time."""
    chance = random.Random(1)  # noqa: S311
    people = [patient_from_dict(each) for each in one_person.records(chance, 300)]
    rows: list[tuple[str, ...]] = []
    for what, rules in REQUESTS:
        requests = [json.dumps(request(each, rules)) for each in people]
        for each in requests[:50]:
            assert respond(json.loads(each), on=DAY)["cards"]
        turn = itertools.count()

        def stranger(
            do: Callable[[object], object], turn=turn, requests=requests
        ) -> Callable[[], object]:
            return lambda: json.dumps(do(json.loads(requests[next(turn) % 300])))

        rows.append(
            against(
                f"`respond` : an echo, {what}",
                stranger(lambda each: respond(each, on=DAY)),
                stranger(lambda each: each),
                "10",
                loops=40,
            )
        )
    title = (
        "**Cards for one person**, from text to text, 36 of the fields recorded, a "
        "stranger each time. The echo reads the text of the request and writes it."
    )
    return Table(title, HEAD, rows)


def request(patient: cm.Patient, rules: tuple[str, ...] | None) -> dict[str, object]:
    """A request with the Observations of a person."""
    bundle = to_fhir(
        cm.assess(patient),
        subject=SUBJECT,
        at=DAY,
        ids=stable_ids(SUBJECT, DAY),
        rules=rules,
    )
    observations = [
        {"fullUrl": each["fullUrl"], "resource": each["resource"]}
        for each in bundle["entry"]
        if each["resource"]["resourceType"] == "Observation"
    ]
    return {
        "hook": "patient-view",
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {"userId": "Practitioner/1", "patientId": "1"},
        "prefetch": {
            "patient": {"resourceType": "Patient", "id": "1"},
            "observations": {
                "resourceType": "Bundle",
                "type": "searchset",
                "entry": observations,
            },
            "responses": None,
            "conditions": None,
        },
    }
