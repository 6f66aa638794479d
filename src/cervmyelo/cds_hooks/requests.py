"""
A request of CDS Hooks, checked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import attrs

from cervmyelo.errors import kind_of
from cervmyelo.fhir.elements import ID
from cervmyelo.fhir.reading.json_values import is_object, parts, text

from .refusals import MalformedRequestError

__all__ = ["HOOK", "SERVER", "Request", "checked"]

HOOK: Final = "patient-view"
"""The hook on which the service is called: a record is opened."""

SERVER: Final = re.compile(r"https?://[^\s?#]+", re.ASCII)
"""What the address of a server looks like."""


@attrs.frozen(kw_only=True)
class Request:
    """
    What the service reads of a request.

    Attributes:
        patient: The id of the Patient whose record is open.

        whom: A Bundle with the Patient alone, as far as it came.

        prefetch: The parts of the record by their keys.
    """

    patient: str
    whom: Mapping[str, object]
    prefetch: Mapping[str, object]


def checked(request: object) -> Request:
    """
    A request, if it is one for this service.

    Raises:
        MalformedRequestError: If it is not.
    """
    if not is_object(request):
        raise MalformedRequestError("request", kind_of(request), "a JSON object")
    body = parts(request)
    if body.get("hook") != HOOK:
        given = "another hook" if text(body.get("hook")) else kind_of(body.get("hook"))
        raise MalformedRequestError("hook", given, f'"{HOOK}"')
    if not text(body.get("hookInstance")).strip():
        given = kind_of(body.get("hookInstance"))
        raise MalformedRequestError("hookInstance", given, "a UUID as text")
    for field in ("context", "prefetch"):
        part = body.get(field)
        if not (part is None or is_object(part)):
            raise MalformedRequestError(field, kind_of(part), "a JSON object")
    patient = text(parts(body.get("context")).get("patientId"))
    if not ID.fullmatch(patient):
        raise MalformedRequestError(
            "context.patientId",
            "other text" if patient else "nothing that is text",
            "the id of a Patient: up to 64 letters, digits, hyphens and points",
        )
    prefetch = parts(body.get("prefetch"))
    return Request(
        patient=patient,
        whom=_whom(patient, _server(body), prefetch.get("patient")),
        prefetch=prefetch,
    )


def _server(body: Mapping[str, object]) -> str:
    """The address of the client's server, without a slash at its end."""
    given = body.get("fhirServer")
    if given is None:
        return ""
    server = text(given).rstrip("/")
    if not SERVER.fullmatch(server):
        allowed = "an address with http or https"
        raise MalformedRequestError("fhirServer", kind_of(given), allowed)
    return server


def _whom(patient: str, server: str, given: object) -> Mapping[str, object]:
    """A Bundle with the Patient, at the address by which other resources name it."""
    body = parts(given)
    if text(body.get("resourceType")) != "Patient":
        body = {"resourceType": "Patient"}
    elif body.get("id", patient) != patient:
        raise MalformedRequestError(
            "prefetch.patient",
            "another Patient",
            "the Patient whose id is context.patientId",
        )
    entry: dict[str, object] = {"resource": {**body, "id": patient}}
    if server:
        entry["fullUrl"] = f"{server}/Patient/{patient}"
    return {"resourceType": "Bundle", "type": "collection", "entry": [entry]}
