"""
Exchange with clinical software: one person as FHIR, and back.
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
from cervmyelo.fhir import from_fhir, stable_ids, to_fhir
from cervmyelo.io import patient_from_dict

DAY = dt.date(2026, 3, 14)
SUBJECT = "Patient/1"


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
