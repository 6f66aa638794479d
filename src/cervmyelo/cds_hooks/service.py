"""
The service: what it is, and what it answers.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from cervmyelo.fhir import Codes, from_fhir
from cervmyelo.fhir.reading.reader import checked_codes
from cervmyelo.models.patient import AGE_YEARS, SEX_AT_BIRTH
from cervmyelo.results.assessment import assess
from cervmyelo.terminology.general_records import ANSWERED, DIAGNOSED

from .cards import Json, cards, unread
from .notes import Notes
from .prefetch import prefetched, templates
from .refusals import MissingPrefetchError
from .requests import HOOK, checked

__all__ = ["DESCRIPTION", "SERVICE", "TITLE", "discovery", "respond"]

SERVICE: Final = "cervical-myelopathy"
"""The id of the service, the last part of its address."""

TITLE: Final = "Cervical myelopathy: what the record supports"
"""What people call the service."""

DESCRIPTION: Final = (
    "Shows what published rules find in the recorded scores, symptoms and signs of "
    "cervical myelopathy: the grade, for whom it holds, what is missing and where it "
    "is published. It is not a medical device and gives no medical advice."
)
"""What the service does, for people."""

_GENERAL: Final = frozenset(
    {
        AGE_YEARS.name,
        SEX_AT_BIRTH.name,
        *(each.fact.name for each in (*ANSWERED, *DIAGNOSED)),
    }
)
"""What any general record says, of people without any trouble with their neck, too."""


def discovery(*, codes: Codes | None = None) -> Json:
    """
    The description of the service, for ``GET {base}/cds-services``.

    >>> (service,) = discovery()["services"]
    >>> service["id"], service["hook"]
    ('cervical-myelopathy', 'patient-view')
    >>> list(service["prefetch"])
    ['patient', 'observations', 'responses', 'conditions']

    Args:
        codes: The caller's own codes, as `cervmyelo.fhir.from_fhir` takes them. Those
            of questions are asked for as well.

    Returns:
        A new dictionary, for ``json.dumps``.
    """
    return {
        "services": [
            {
                "hook": HOOK,
                "id": SERVICE,
                "title": TITLE,
                "description": DESCRIPTION,
                "usageRequirements": (
                    "Records carry the codes of cervmyelo, or codes that the service "
                    "maps. All data come by prefetch, complete and not in pages; the "
                    "service calls no FHIR server."
                ),
                "prefetch": templates(checked_codes(codes)),
            }
        ]
    }


def respond(request: object, *, on: dt.date, codes: Codes | None = None) -> Json:
    """
    The answer to a request, for ``POST {base}/cds-services/cervical-myelopathy``.

    There is one card for each publication whose rules have an answer. Only the card
    with the urgency says by its indicator that something is urgent, as the record
    establishes it: ``"info"``, ``"warning"`` for prompt and ``"critical"`` for an
    emergency; every other card is ``"info"``. A person without any score, symptom or
    sign on record gets no card.

    >>> import datetime as dt
    >>> item = {
    ...     "resourceType": "Observation",
    ...     "status": "final",
    ...     "subject": {"reference": "Patient/1"},
    ...     "code": {
    ...         "coding": [{"system": "urn:cervmyelo:codes", "code": "mjoa_total"}]
    ...     },
    ...     "effectiveDateTime": "2026-03-14",
    ...     "valueQuantity": {"value": 13},
    ... }
    >>> request = {
    ...     "hook": "patient-view",
    ...     "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
    ...     "context": {"userId": "Practitioner/1", "patientId": "1"},
    ...     "prefetch": {"observations": item},
    ... }
    >>> answer = respond(request, on=dt.date(2026, 3, 20))
    >>> for card in answer["cards"]:
    ...     print(card["indicator"], card["summary"])
    warning When to contact a doctor: prompt or emergency
    info mJOA total: 13 points
    info mJOA severity: moderate

    Args:
        request: The body of the request, as ``json.loads`` gives it.

        on: The day: what is dated after it is not read, and the age is as of this day.

        codes: The caller's own codes, as `cervmyelo.fhir.from_fhir` takes them.

    Returns:
        A new dictionary, for ``json.dumps``. Of the request, it repeats recorded scores
        and findings in words, and the days on which they were recorded; no name, no
        identifier and no text.

    Raises:
        MalformedRequestError: If the request is not what the protocol demands (status
            400).

        MissingPrefetchError: If the Observations did not come, or if nothing is known
            of the person and what came is not all, or about another person (status
            412).

        KindError: If *on* or *codes* is of the wrong kind.

        LevelError: If *codes* names no quantity.
    """
    asked = checked(request)
    came = prefetched(asked)
    reference = f"Patient/{asked.patient}"
    received = from_fhir([*came.data], on=on, subject=reference, codes=codes)
    notes = Notes.of(received.report, came)
    assessment = assess(received.people[0].patient)
    if assessment.case.values.keys() <= _GENERAL:
        if notes.is_partial:
            raise MissingPrefetchError(
                "prefetch",
                "only a part of the record, or that of another person",
                "all Observations of the Patient in context",
                "Send all pages in one Bundle, and fhirServer if references have full "
                "addresses.",
            )
        return {"cards": unread(notes)}
    return {"cards": cards(assessment, notes)}
