"""
JSON Schemas of patients and assessments, drawn from the data dictionary.
"""

from __future__ import annotations

from typing import Final, assert_never

from cervmyelo.forms import Form, GradingForm
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import Choice, Fact, Measure, Quantity
from cervmyelo.registry import RULES

from .json_text import Json
from .provenance import PROVENANCE

__all__ = ["assessment_schema", "patient_schema"]

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_HOME: Final = "https://cervmyelo.readthedocs.io/schema"
_TEXT: Final[Json] = {"type": "string"}
_TEXTS: Final[Json] = {"type": "array", "items": _TEXT}
_VERSION: Final[Json] = {
    "title": "What wrote the record",
    "type": "object",
    "properties": {"version": _TEXT, "rules": _TEXT},
    "required": ["version", "rules"],
    "additionalProperties": False,
}


def patient_schema() -> dict[str, Json]:
    """
    The JSON Schema (2020-12) of a flat patient record.

    >>> patient_schema()["properties"]["age_years"]["maximum"]
    120

    The reader is stricter in one point that a schema cannot state: a whole number
    must be written without a fraction, so 61.0 is refused.
    """
    return {
        "$schema": _DRAFT,
        "$id": f"{_HOME}/patient-1.json",
        "title": "Patient",
        "description": "What is known of one person; null or absent is not recorded.",
        **_patient(),
    }


def assessment_schema() -> dict[str, Json]:
    """
    The JSON Schema (2020-12) of an assessment.

    >>> sorted(assessment_schema()["properties"])
    ['cervmyelo', 'findings', 'patient']
    """
    return {
        "$schema": _DRAFT,
        "$id": f"{_HOME}/assessment-1.json",
        "title": "Assessment",
        "description": "What every rule finds for one person.",
        "type": "object",
        "properties": {
            PROVENANCE: _VERSION,
            "patient": _patient(),
            "findings": {
                "type": "object",
                "properties": {name: _finding(rule) for name, rule in RULES.items()},
                "required": list(RULES),
                "additionalProperties": False,
            },
        },
        "required": [PROVENANCE, "patient", "findings"],
        "additionalProperties": False,
    }


def _patient() -> dict[str, Json]:
    return {
        "type": "object",
        "properties": {
            PROVENANCE: _VERSION,
            "ref": {
                "title": "reference",
                "description": "An opaque reference of the caller's own.",
                "type": ["string", "null"],
                "minLength": 1,
            },
            **{name: _quantity(each) for name, each in QUANTITIES.items()},
        },
        "additionalProperties": False,
        "allOf": [
            {
                "$comment": "A symptom that is absent cannot be described.",
                "if": {
                    "properties": {kind: {"const": False}},
                    "required": [kind],
                },
                "then": {
                    "properties": {
                        detail.name: {"type": "null"} for detail in symptom.all[1:]
                    }
                },
            }
            for kind, symptom in SYMPTOMS.items()
        ],
    }


def _quantity(quantity: Quantity) -> Json:
    said: dict[str, Json] = {
        "title": quantity.label,
        "description": f"{quantity.question} Null: {quantity.none}.",
    }
    match quantity:
        case Fact():
            return {**said, "type": ["boolean", "null"]}
        case Choice(levels=levels):
            return {**said, "enum": [*levels, None]}
        case Measure():
            step: dict[str, Json] = (
                {}
                if quantity.step is None or quantity.whole
                else {"multipleOf": quantity.step}
            )
            if quantity.excluded:
                step["not"] = {"enum": list(quantity.excluded)}
            return {
                **said,
                "type": ["integer" if quantity.whole else "number", "null"],
                "minimum": quantity.low,
                "maximum": quantity.high,
                **step,
            }
        case _:
            assert_never(quantity)


def _finding(rule: Form) -> Json:
    outcome = _outcome(rule)
    open_outcome: Json = {"anyOf": [outcome, {"type": "null"}]}
    properties: dict[str, Json] = {
        "rule": {
            "type": "object",
            "properties": {
                "name": {"const": rule.name},
                "edition": _TEXT,
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
            },
            "required": ["name", "edition", "fingerprint"],
            "additionalProperties": False,
        },
        "status": {"enum": ["ok", "undecided", "refused"]},
        "value": open_outcome,
        "possible": {"type": ["array", "null"], "items": outcome},
        "low": open_outcome,
        "high": open_outcome,
        "because": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": _TEXT,
                    "value": {"type": ["boolean", "number", "string", "null"]},
                    "fields": _TEXTS,
                },
                "required": ["text", "value", "fields"],
                "additionalProperties": False,
            },
        },
        "missing": {
            "type": "array",
            "items": {"enum": [each.name for each in rule.inputs]},
        },
        "cite": {
            "type": "object",
            "properties": {
                "source": _TEXT,
                "place": _TEXT,
                "text": _TEXT,
                "doi": {"type": ["string", "null"]},
                "url": {"type": ["string", "null"]},
            },
            "required": ["source", "place", "text", "doi", "url"],
            "additionalProperties": False,
        },
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"code": _TEXT, "field": _TEXT, "message": _TEXT},
                "required": ["code", "field", "message"],
                "additionalProperties": False,
            },
        },
        "unit": _TEXT,
        "interval": {
            "type": ["array", "null"],
            "items": {"type": "number"},
            "minItems": 2,
            "maxItems": 2,
        },
    }
    return {
        "title": rule.label,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _outcome(rule: Form) -> Json:
    if isinstance(rule, GradingForm):
        return {"enum": [grade.code for grade in rule.outcomes]}
    return {
        "type": "number",
        "minimum": rule.outcomes[0],
        "maximum": rule.outcomes[-1],
    }
