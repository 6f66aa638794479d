"""
What the service asks for, and what of it came.

By the protocol a client leaves out what it could not or would not get, and sends null
for what its server does not have. Some send an error in place of the data; this counts
as left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

import attrs

from cervmyelo.addresses import LOCAL, form_urn
from cervmyelo.errors import kind_of
from cervmyelo.fhir import FORMS, Codes
from cervmyelo.fhir.reading.json_values import parts, text
from cervmyelo.terminology.general_records import ANSWERED

from .refusals import MissingPrefetchError
from .requests import Request

__all__ = ["QUERIES", "Prefetched", "Query", "prefetched", "templates"]

_OF_PATIENT: Final = "patient={{context.patientId}}"
_NEWEST_FIRST: Final = "_sort=-date"
_FAILED: Final = "OperationOutcome"


@attrs.frozen(kw_only=True)
class Query:
    """
    One part of the record that the service asks for.

    Attributes:
        key: Its prefetch key.

        kind: The type of the resources.

        needed: Whether the service answers nothing without it.

        scored: Whether it holds scores and findings, and not what any general record
            holds.
    """

    key: str
    kind: str
    needed: bool = False
    scored: bool = False


PATIENT: Final = Query(key="patient", kind="Patient")
OBSERVATIONS: Final = Query(
    key="observations", kind="Observation", needed=True, scored=True
)
RESPONSES: Final = Query(key="responses", kind="QuestionnaireResponse", scored=True)
CONDITIONS: Final = Query(key="conditions", kind="Condition")

QUERIES: Final = (PATIENT, OBSERVATIONS, RESPONSES, CONDITIONS)
"""The parts of the record that the service asks for."""


def templates(codes: Codes) -> dict[str, str]:
    """
    The prefetch template of each part, by its key.

    >>> templates({})["patient"]
    'Patient/{{context.patientId}}'

    Args:
        codes: The caller's own codes.
    """
    pairs = [(each.question.system, each.question.code) for each in ANSWERED]
    # The codes of answers are no codes of Observations.
    pairs += [pair for pair, meant in codes.items() if isinstance(meant, str)]
    asked = [f"{LOCAL}|", *(f"{_token(s)}|{_token(c)}" for s, c in pairs)]
    forms = ",".join(map(form_urn, FORMS))
    return {
        PATIENT.key: f"{PATIENT.kind}/{{{{context.patientId}}}}",
        OBSERVATIONS.key: (
            f"{OBSERVATIONS.kind}?{_OF_PATIENT}&code={','.join(dict.fromkeys(asked))}"
            f"&{_NEWEST_FIRST}"
        ),
        RESPONSES.key: f"{RESPONSES.kind}?{_OF_PATIENT}&questionnaire={forms}",
        CONDITIONS.key: f"{CONDITIONS.kind}?{_OF_PATIENT}",
    }


def _token(code: str) -> str:
    """A part of a token, escaped as a search of FHIR and an address want it."""
    return quote(re.sub(r"([\\\\,|$])", r"\\\1", code), safe=":/")


@attrs.frozen
class Prefetched:
    """
    The record that came with a request.

    Attributes:
        data: The resources, the Patient first.

        queries: What each of them answers.

        absent: The parts that did not come.
    """

    data: tuple[object, ...]
    queries: tuple[Query, ...]
    absent: tuple[Query, ...]


def prefetched(request: Request) -> Prefetched:
    """
    The record that came with a request.

    Raises:
        MissingPrefetchError: If a part that is needed did not come.
    """
    data: list[object] = [request.whom]
    answered = [PATIENT]
    absent: list[Query] = []
    for query in QUERIES[1:]:
        if query.key in request.prefetch and request.prefetch[query.key] is None:
            continue
        body = parts(request.prefetch.get(query.key))
        if text(body.get("resourceType")) in {query.kind, "Bundle"}:
            data.append(body)
            answered.append(query)
            continue
        if query.needed:
            raise _missing(query, request.prefetch)
        absent.append(query)
    return Prefetched(tuple(data), tuple(answered), tuple(absent))


def _missing(query: Query, prefetch: Mapping[str, object]) -> MissingPrefetchError:
    value = prefetch.get(query.key)
    failed = text(parts(value).get("resourceType")) == _FAILED
    return MissingPrefetchError(
        f"prefetch.{query.key}",
        "the report of a problem" if failed else kind_of(value),
        f"a Bundle with resources of the type {query.kind}, or null if there are none",
        "Get it by the prefetch template. The service does not call FHIR servers.",
    )
