"""
The HTTP interface of the service, as OpenAPI describes it.

It is made from what the service checks and answers, so that it cannot say otherwise.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.fhir.elements import ID
from cervmyelo.version import VERSION

from .cards import INDICATORS, LONGEST, Json
from .prefetch import QUERIES
from .refusals import MalformedRequestError, MissingPrefetchError, Refusal
from .requests import HOOK, SERVER
from .service import DESCRIPTION, SERVICE, TITLE

__all__ = ["openapi"]

_TEXT: Final[Json] = {"type": "string", "minLength": 1}


def openapi() -> Json:
    """
    The HTTP interface of a service that answers by `respond`, as OpenAPI 3.1.

    >>> list(openapi()["paths"])
    ['/cds-services', '/cds-services/cervical-myelopathy']

    Returns:
        A new dictionary, for ``json.dumps``. Its schemas say what the service demands
        of a request, which is less than the protocol does, and all that it answers.
    """
    refusals = (MalformedRequestError, MissingPrefetchError)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE,
            "description": DESCRIPTION,
            "version": VERSION,
        },
        "paths": {
            "/cds-services": {
                "get": {
                    "operationId": "discovery",
                    "summary": "What the service is, and what it asks for.",
                    "responses": {"200": _content("The services.", "Services")},
                }
            },
            f"/cds-services/{SERVICE}": {
                "post": {
                    "operationId": "respond",
                    "summary": "Cards on the patient whose record is open.",
                    "requestBody": {
                        **_content("A request of CDS Hooks.", "Request"),
                        "required": True,
                    },
                    "responses": {
                        "200": _content("The cards.", "Answer"),
                        **{str(e.status): _refusal(e) for e in refusals},
                    },
                }
            },
        },
        "components": {"schemas": _schemas()},
    }


def _content(description: str, schema: str) -> Json:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {
        "description": description,
        "content": {"application/json": {"schema": reference}},
    }


def _refusal(refusal: type[Refusal]) -> Json:
    (line, *_) = filter(None, (refusal.__doc__ or "").strip().splitlines())
    return _content(line, "Problem")


def _schemas() -> Json:
    service: Json = {
        "hook": {"const": HOOK},
        "id": {"const": SERVICE},
        "title": _TEXT,
        "description": _TEXT,
        "usageRequirements": _TEXT,
        "prefetch": _whole({each.key: _TEXT for each in QUERIES}),
    }
    context: Json = {"patientId": {"type": "string", "pattern": f"^{ID.pattern}$"}}
    needed = [each.key for each in QUERIES if each.needed]
    prefetch: Json = {
        "type": "object",
        "properties": {
            each.key: {
                "description": f"Resources of the type {each.kind}; null if none.",
                "type": ["object", "null"],
            }
            for each in QUERIES
        },
        "required": needed,
    }
    request: Json = {
        "hook": {"const": HOOK},
        "hookInstance": {"type": "string", "pattern": r"\S"},
        "context": _open(context),
        "prefetch": prefetch,
    }
    address: Json = {"type": "string", "pattern": f"^{SERVER.pattern}$"}
    source: Json = {
        "type": "object",
        "properties": {"label": _TEXT, "url": {**_TEXT, "format": "uri"}},
        "required": ["label"],
        "additionalProperties": False,
    }
    card: Json = {
        "summary": {**_TEXT, "maxLength": LONGEST},
        "detail": {**_TEXT, "description": "GitHub Flavored Markdown."},
        "indicator": {"enum": [*INDICATORS.values()]},
        "source": source,
    }
    asked = _open(request)
    asked["properties"] = {**request, "fhirServer": address}
    return {
        "Services": _whole({"services": _array(_whole(service))}),
        "Request": asked,
        "Answer": _whole({"cards": _array(_whole(card))}),
        "Problem": _whole({"error": _TEXT}),
    }


def _whole(parts: Json) -> Json:
    """An object with just these parts."""
    return {**_open(parts), "additionalProperties": False}


def _open(parts: Json) -> Json:
    """An object with these parts, and maybe others."""
    return {"type": "object", "properties": parts, "required": [*parts]}


def _array(items: Json) -> Json:
    return {"type": "array", "items": items}
