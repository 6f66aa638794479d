"""
JSON Schemas of patients and assessments, built from the data dictionary.

Shared parts are written once, under ``$defs``: a yes or no, a choice, a range, a scale,
a finding, a citation.
"""

from __future__ import annotations

import collections
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias, assert_never

from cervmyelo.addresses import JSON_SCHEMA, schema_urn
from cervmyelo.forms import Form, GradingForm
from cervmyelo.json_text import Json
from cervmyelo.models.missing import HOW_RECORDED, MEANINGS
from cervmyelo.models.patient import QUANTITIES, SUFFIX
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import Choice, Fact, Measure, Quantity
from cervmyelo.registry import RULES

from .provenance import PROVENANCE
from .stored_assessments import CONFLICTS, NOTHING_RECORDED

__all__ = [
    "assessment_schema",
    "finding_part",
    "patient_schema",
    "record_part",
    "with_definitions",
]

_Schema: TypeAlias = dict[str, Json]

_TEXT: Final[Json] = {"type": "string"}
_OUTCOMES: Final = "^(value|low|high)$"
_ENDS: Final = "^(low|high)$"
_DEFINITIONS: Final = "#/$defs/"


def patient_schema() -> dict[str, Json]:
    """
    The JSON Schema (2020-12) of a flat patient record.

    >>> patient_schema()["properties"]["age_years"]["anyOf"][0]["maximum"]
    120
    >>> patient_schema()["$defs"]["whole_0_to_3"]["anyOf"][0]["maximum"]
    3

    The reader is stricter in points that a schema cannot state. A whole number must be
    written without a fraction, so 61.0 is rejected. A range must begin with its least
    end and hold a value of the quantity. A reason in a key ``<quantity>_missing`` must
    fit the quantity and its value, and the reference must be printable.
    """
    return {
        "$schema": JSON_SCHEMA,
        "$id": schema_urn("patient-1"),
        "title": "Patient",
        "description": "What is known about one person; null or absent: not recorded.",
        **_patient(),
        "$defs": _patient_parts(),
    }


def assessment_schema() -> dict[str, Json]:
    """
    The JSON Schema (2020-12) of an assessment, compact or with everything.

    >>> sorted(assessment_schema()["properties"])
    ['cervmyelo', 'conflicts', 'findings', 'nothing_recorded', 'patient']

    `cervmyelo.io.assessment_from_json` is stricter: it makes the findings again and
    compares them.
    """
    return {
        "$schema": JSON_SCHEMA,
        "$id": schema_urn("assessment-1"),
        "title": "Assessment",
        "description": "What the rules find for one person.",
        **_object(
            {
                PROVENANCE: _ref("versions"),
                "patient": _ref("patient"),
                "findings": {
                    "type": "object",
                    "properties": {name: _rule(each) for name, each in RULES.items()},
                    "additionalProperties": False,
                },
                NOTHING_RECORDED: {
                    "description": "Rules about which nothing is recorded; only in a "
                    "compact assessment.",
                    "type": "array",
                    "items": _TEXT,
                    "uniqueItems": True,
                },
                CONFLICTS: {
                    "description": "Recorded facts that contradict each other, or are "
                    "unlikely together; only if there are any.",
                    "type": "array",
                    "items": _object(
                        {
                            "fields": _list("name"),
                            "message": _TEXT,
                            "refuses": _list("name"),
                        }
                    ),
                },
            },
            optional=[NOTHING_RECORDED, CONFLICTS],
        ),
        "$defs": _definitions(),
    }


def record_part(quantities: Iterable[Quantity]) -> dict[str, Json]:
    """
    The part of a schema for a flat record with some quantities, and nothing else.

    Its references are to definitions that `with_definitions` adds.

    >>> import cervmyelo as cm
    >>> part = record_part([cm.quantities["age_years"]])
    >>> list(part["properties"])
    ['age_years', 'age_years_missing']

    Args:
        quantities: What can be recorded, each of the data dictionary. It can also have
            the reason why it is missing.
    """
    properties: _Schema = {}
    for each in quantities:
        properties[each.name] = _with_unit(each, _quantity(each))
        properties[f"{each.name}{SUFFIX}"] = _ref("reason_missing")
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _with_unit(quantity: Quantity, allowed: _Schema) -> _Schema:
    """A part for a quantity whose description has the unit of its numbers."""
    if not (isinstance(quantity, Measure) and quantity.unit):
        return allowed
    says = (allowed.get("description"), f"Unit: {quantity.unit}.")
    return {**allowed, "description": " ".join(str(each) for each in says if each)}


def finding_part(rule: Form | None = None) -> dict[str, Json]:
    """
    The part of a schema for a finding of a rule.

    Its references are to definitions that `with_definitions` adds.

    >>> import cervmyelo as cm
    >>> finding_part(cm.mjoa_severity)["$ref"]
    '#/$defs/scale_mjoa_severity'

    Args:
        rule: The rule; None for any.
    """
    return _ref("finding") if rule is None else _rule(rule)


def with_definitions(schema: Mapping[str, Json]) -> dict[str, Json]:
    """
    A schema with the definitions that it refers to, and those that these refer to.

    >>> sorted(with_definitions({"$ref": "#/$defs/reason"})["$defs"])
    ['name', 'reason']

    Args:
        schema: The schema, made of parts.
    """
    every = _definitions()
    needed: dict[str, Json] = {}
    open_names = [*_referred(schema)]
    while open_names:
        name = open_names.pop()
        if name not in needed:
            needed[name] = every[name]
            open_names += _referred(every[name])
    kept = {name: each for name, each in every.items() if name in needed}
    return {**schema, "$defs": kept} if kept else {**schema}


def _referred(part: Json) -> Iterator[str]:
    """The names of the definitions that a part of a schema refers to."""
    if isinstance(part, Mapping):
        for key, each in part.items():
            if key == "$ref" and isinstance(each, str):
                yield each.removeprefix(_DEFINITIONS)
            else:
                yield from _referred(each)
    elif isinstance(part, list):
        for each in part:
            yield from _referred(each)


def _definitions() -> _Schema:
    """What schemas of assessments share."""
    return {
        **_patient_parts(),
        "patient": _patient(),
        "finding": _finding(),
        "reason": _object(
            {
                "text": _TEXT,
                "value": {"type": ["boolean", "number", "string", "null"]},
                "fields": _list("name"),
            }
        ),
        "citation": _object(
            {
                "source": _TEXT,
                "place": _TEXT,
                "text": _TEXT,
                "doi": {"type": ["string", "null"]},
                "url": {"type": ["string", "null"]},
            }
        ),
        "problem": _object({"code": _TEXT, "field": _TEXT, "message": _TEXT}),
        "name": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
        "finding_of_a_number": {
            **_ref("finding"),
            "patternProperties": {_OUTCOMES: _ref("number")},
        },
        **_scales(),
    }


def _ref(name: str) -> _Schema:
    return {"$ref": f"{_DEFINITIONS}{name}"}


def _list(of: str) -> _Schema:
    return {"type": "array", "items": _ref(of)}


def _object(properties: _Schema, optional: list[str] | None = None) -> _Schema:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in (optional or [])],
        "additionalProperties": False,
    }


def _patient() -> _Schema:
    return {
        "type": "object",
        "properties": {
            PROVENANCE: _ref("versions"),
            "ref": {
                "title": "reference",
                "description": "An opaque reference of the caller's own.",
                "type": ["string", "null"],
                "minLength": 1,
            },
            **{name: _quantity(each) for name, each in QUANTITIES.items()},
        },
        "patternProperties": {f"^[a-z][a-z0-9_]*{SUFFIX}$": _ref("reason_missing")},
        "additionalProperties": False,
    }


def _patient_parts() -> _Schema:
    """What several quantities share."""
    return {
        "versions": {
            "title": "What wrote the record",
            **_object({"version": _TEXT, "rules": _TEXT}),
        },
        "reason_missing": {
            "title": "why a value is missing",
            "description": HOW_RECORDED,
            "enum": [*MEANINGS, None],
        },
        "range": {
            "title": "a range",
            "description": "Both ends are included; an open end is absent or null.",
            "type": "object",
            "properties": {"low": _ref("number"), "high": _ref("number")},
            "additionalProperties": False,
            "anyOf": [
                {"required": [end], "properties": {end: {"type": "number"}}}
                for end in ("low", "high")
            ],
        },
        "one_of": {
            "title": "one of several values",
            "type": "object",
            "properties": {
                "one_of": {
                    "type": "array",
                    "items": {"type": ["boolean", "number", "string"]},
                    "minItems": 2,
                }
            },
            "additionalProperties": False,
            "required": ["one_of"],
        },
        "whole": {"type": ["integer", "null"]},
        "number": {"type": ["number", "null"]},
        **{
            _shared(each): _part(each)
            for each in QUANTITIES.values()
            if _shared(each) in _SHARED
        },
    }


_DETAILS: Final = {
    quantity.name: f"symptom_{part}"
    for symptom in SYMPTOMS.values()
    for part, quantity in symptom.parts.items()
    if quantity != symptom.present
}
"""A name for each detail of a symptom; the details of all symptoms are alike."""


def _shared(quantity: Quantity) -> str:
    """A name for what a quantity allows, which others may allow too."""
    if quantity.name in _DETAILS:
        return _DETAILS[quantity.name]
    match quantity:
        case Fact():
            return "yes_no"
        case Choice(levels=levels):
            return "_".join(("one_of", *levels))
        case Measure():
            kind = "whole" if quantity.whole else "number"
            ends = f"{kind}_{quantity.low:g}_to_{quantity.high:g}"
            by = "" if quantity.whole or not quantity.step else f"_by_{quantity.step:g}"
            but = "".join(f"_but_not_{value:g}" for value in quantity.excluded)
            return f"{ends}{by}{but}"
        case _:
            assert_never(quantity)


_SHARED: Final = frozenset(
    name
    for name, count in collections.Counter(map(_shared, QUANTITIES.values())).items()
    if count > 1
)
"""The names of what two quantities or more allow."""


def _quantity(quantity: Quantity) -> _Schema:
    shared = _shared(quantity)
    allowed = _ref(shared) if shared in _SHARED else _allowed(quantity)
    if quantity.name in _DETAILS:
        return {"title": quantity.label, **allowed}
    return {"title": quantity.label, "description": _description(quantity), **allowed}


def _part(quantity: Quantity) -> _Schema:
    """What several quantities allow, and what they mean if they mean the same."""
    if quantity.name not in _DETAILS:
        return _allowed(quantity)
    return {"description": " ".join(quantity.explained), **_allowed(quantity)}


def _description(quantity: Quantity) -> str:
    """The question, what null means, and the definition with its source."""
    return " ".join((quantity.question, f"Null: {quantity.none}.", *quantity.explained))


def _allowed(quantity: Quantity) -> _Schema:
    """The values of a quantity, also those that are known in part."""
    known = _known(quantity)
    allowed: list[Json] = [known]
    if isinstance(quantity, Measure):
        ends: Json = {"minimum": quantity.low, "maximum": quantity.high}
        allowed.append({**_ref("range"), "patternProperties": {_ENDS: ends}})
    if not isinstance(quantity, Measure) or quantity.step is not None:
        several: Json = {"one_of": {"items": known}}
        allowed.append({**_ref("one_of"), "properties": several})
    return {"anyOf": allowed}


def _known(quantity: Quantity) -> _Schema:
    match quantity:
        case Fact():
            return {"type": ["boolean", "null"]}
        case Choice(levels=levels):
            return {"enum": [*levels, None]}
        case Measure():
            step: _Schema = (
                {}
                if quantity.step is None or quantity.whole
                else {"multipleOf": quantity.step}
            )
            if quantity.excluded:
                step["not"] = {"enum": list(quantity.excluded)}
            return {
                **_ref("whole" if quantity.whole else "number"),
                "minimum": quantity.low,
                "maximum": quantity.high,
                **step,
            }
        case _:
            assert_never(quantity)


def _finding() -> _Schema:
    """What the findings of all rules share."""
    outcome: Json = {"type": ["string", "number", "null"]}
    return _object(
        {
            "rule": _object(
                {
                    "name": _ref("name"),
                    "edition": _TEXT,
                    "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
                }
            ),
            "label": _TEXT,
            "status": {"enum": ["ok", "undecided", "refused"]},
            "value": outcome,
            "possible": {
                "type": ["array", "null"],
                "items": {"type": ["string", "number"]},
            },
            "low": outcome,
            "high": outcome,
            "because": _list("reason"),
            "missing": _list("name"),
            "cite": _ref("citation"),
            "problems": _list("problem"),
            "unit": _TEXT,
            "interval": {
                "type": ["array", "null"],
                "items": {"type": "number"},
                "minItems": 2,
                "maxItems": 2,
            },
            "holds_for": {"type": "array", "items": _TEXT},
        }
    )


def _rule(rule: Form) -> _Schema:
    """The findings of one rule: those of its scale, or of its range."""
    if isinstance(rule, GradingForm):
        return {"title": rule.label, **_ref(f"scale_{rule.scale.name}")}
    ends: Json = {"minimum": rule.outcomes[0], "maximum": rule.outcomes[-1]}
    return {
        "title": rule.label,
        **_ref("finding_of_a_number"),
        "patternProperties": {_OUTCOMES: ends},
    }


def _scales() -> _Schema:
    """For each scale, the findings that are grades of it."""
    scales = {
        rule.scale.name: rule.scale
        for rule in RULES.values()
        if isinstance(rule, GradingForm)
    }
    return {
        f"scale_{name}": {
            "title": scale.label,
            **_ref("finding"),
            "patternProperties": {_OUTCOMES: {"enum": [*scale.codes, None]}},
            "properties": {"possible": {"items": {"enum": list(scale.codes)}}},
        }
        for name, scale in scales.items()
    }
