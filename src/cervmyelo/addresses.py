"""
Addresses that records carry: of code systems, and of this library's own identifiers.

A code system of others keeps the URI that it is published under, and so does an
extension of FHIR. Our own identifiers are URNs: a record is kept for longer than any
host name.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "ANSWERS",
    "BIRTH_SEX",
    "CALCULATED",
    "CONDITION_CLINICAL",
    "CONDITION_VERIFICATION",
    "DATA_ABSENT_REASON",
    "DOI",
    "ENTRY_FORMAT",
    "EXTRACTED",
    "GRADES",
    "GREATEST",
    "HPO",
    "ICD10",
    "ICD10_CM",
    "ICD10_PCS",
    "ICD11",
    "ITEM_WEIGHT",
    "JSON_SCHEMA",
    "LEAST",
    "LIBRARY_TYPE",
    "LOCAL",
    "LOINC",
    "OBSERVATION_CATEGORY",
    "ORDINAL_VALUE",
    "QUESTION_UNIT",
    "SNOMED_CT",
    "UCUM",
    "WEIGHT_PROPERTY",
    "XHTML",
    "YES_OR_NO",
    "concept_map_urn",
    "form_urn",
    "library_urn",
    "rule_urn",
    "schema_urn",
    "value_set_urn",
    "view_urn",
]

DOI: Final = "https://doi.org/"
"""What the DOI of a publication follows in its address."""

ICD10_CM: Final = "http://hl7.org/fhir/sid/icd-10-cm"
"""The system URI of ICD-10-CM."""

ICD10: Final = "http://hl7.org/fhir/sid/icd-10"
"""The system URI of the WHO's ICD-10."""

ICD11: Final = "http://id.who.int/icd/release/11/mms"
"""The system URI of the WHO's ICD-11, mortality and morbidity statistics."""

ICD10_PCS: Final = "http://www.cms.gov/Medicare/Coding/ICD10"
"""The system URI of ICD-10-PCS."""

SNOMED_CT: Final = "http://snomed.info/sct"
"""The system URI of SNOMED CT."""

HPO: Final = "http://human-phenotype-ontology.org"
"""The system URI of the Human Phenotype Ontology."""

JSON_SCHEMA: Final = "https://json-schema.org/draft/2020-12/schema"
"""The URI of the draft of JSON Schema that the schemas follow."""

LOINC: Final = "http://loinc.org"
"""The system URI of LOINC."""

UCUM: Final = "http://unitsofmeasure.org"
"""The system URI of UCUM."""

XHTML: Final = "http://www.w3.org/1999/xhtml"
"""The namespace of the narrative of a FHIR resource."""

_TERMINOLOGY: Final = "http://terminology.hl7.org/CodeSystem"

OBSERVATION_CATEGORY: Final = f"{_TERMINOLOGY}/observation-category"
"""The system URI of what kind of observation it is."""

DATA_ABSENT_REASON: Final = f"{_TERMINOLOGY}/data-absent-reason"
"""The system URI of why a value is absent."""

CONDITION_CLINICAL: Final = f"{_TERMINOLOGY}/condition-clinical"
"""The system URI of whether a condition is active."""

CONDITION_VERIFICATION: Final = f"{_TERMINOLOGY}/condition-ver-status"
"""The system URI of whether a condition is confirmed."""

LIBRARY_TYPE: Final = f"{_TERMINOLOGY}/library-type"
"""The system URI of what a Library of FHIR holds."""

YES_OR_NO: Final = f"{_TERMINOLOGY}/v2-0136"
"""The system URI of yes and no as codes."""

_FHIR: Final = "http://hl7.org/fhir/StructureDefinition"

ITEM_WEIGHT: Final = f"{_FHIR}/itemWeight"
"""The extension for the points of an answer."""

ORDINAL_VALUE: Final = f"{_FHIR}/ordinalValue"
"""The older extension for the points of an answer, which many programs read."""

LEAST: Final = f"{_FHIR}/minValue"
"""The extension for the least number that a question takes."""

GREATEST: Final = f"{_FHIR}/maxValue"
"""The extension for the greatest number that a question takes."""

QUESTION_UNIT: Final = f"{_FHIR}/questionnaire-unit"
"""The extension for the unit of a question."""

ENTRY_FORMAT: Final = f"{_FHIR}/entryFormat"
"""The extension for what an empty field shows."""

CALCULATED: Final = (
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
    "sdc-questionnaire-calculatedExpression"
)
"""The extension for an answer that a form calculates."""

EXTRACTED: Final = (
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
    "sdc-questionnaire-observationExtract"
)
"""The extension for an answer that a program can hand on as an Observation."""

WEIGHT_PROPERTY: Final = "http://hl7.org/fhir/concept-properties#itemWeight"
"""The property of a code for the points of an answer."""

BIRTH_SEX: Final = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"
"""The extension for the sex recorded at birth."""

_OURS: Final = "urn:cervmyelo"

LOCAL: Final = f"{_OURS}:codes"
"""The system URI of this library's own codes: the names of its rules and quantities."""

ANSWERS: Final = f"{_OURS}:answers"
"""The system URI of the answers to a question, each as ``QUANTITY:VALUE``."""

GRADES: Final = f"{_OURS}:grades"
"""The system URI of the grades of a scale, each as ``SCALE:GRADE``."""


def schema_urn(name: str) -> str:
    """
    The identifier of a schema of this library.

    >>> schema_urn("patient-1")
    'urn:cervmyelo:schema:patient-1'

    Args:
        name: Its name, with the version of the format.
    """
    return f"{_OURS}:schema:{name}"


def form_urn(name: str) -> str:
    """
    The identifier of a form to fill in, without its version.

    >>> form_urn("mjoa")
    'urn:cervmyelo:form:mjoa'

    Args:
        name: Its name.
    """
    return f"{_OURS}:form:{name}"


def concept_map_urn(name: str) -> str:
    """
    The identifier of a map from some codes to others.

    >>> concept_map_urn("nurick_1972_to_article_stage")
    'urn:cervmyelo:concept-map:nurick_1972_to_article_stage'

    Args:
        name: The name of the crosswalk, or ``"facts"``.
    """
    return f"{_OURS}:concept-map:{name}"


def library_urn(name: str) -> str:
    """
    The identifier of a library of rules, without its version.

    >>> library_urn("Cervmyelo")
    'urn:cervmyelo:library:Cervmyelo'

    Args:
        name: Its name.
    """
    return f"{_OURS}:library:{name}"


def value_set_urn(name: str) -> str:
    """
    The identifier of a set of answers or grades.

    >>> value_set_urn("mjoa_severity")
    'urn:cervmyelo:value-set:mjoa_severity'

    Args:
        name: The name of the quantity or the scale.
    """
    return f"{_OURS}:value-set:{name}"


def rule_urn(name: str) -> str:
    """
    The identifier of what is written about a rule.

    >>> rule_urn("mjoa_severity")
    'urn:cervmyelo:rule:mjoa_severity'

    Args:
        name: The name of the rule.
    """
    return f"{_OURS}:rule:{name}"


def view_urn(name: str) -> str:
    """
    The identifier of a table over resources.

    >>> view_urn("mjoa")
    'urn:cervmyelo:view:mjoa'

    Args:
        name: Its name.
    """
    return f"{_OURS}:view:{name}"
