"""
Addresses that records carry: of code systems, and of this library's own identifiers.

A code system of others keeps the URI that it is published under. Our own identifiers
are URNs: a record is kept for longer than any host name.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "DOI",
    "HPO",
    "ICD10",
    "ICD10_CM",
    "ICD10_PCS",
    "ICD11",
    "JSON_SCHEMA",
    "LOCAL",
    "SNOMED_CT",
    "schema_urn",
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

_OURS: Final = "urn:cervmyelo"

LOCAL: Final = f"{_OURS}:codes"
"""The system URI of this library's own codes: the names of its rules and quantities."""


def schema_urn(name: str) -> str:
    """
    The identifier of a schema of this library.

    >>> schema_urn("patient-1")
    'urn:cervmyelo:schema:patient-1'

    Args:
        name: Its name, with the version of the format.
    """
    return f"{_OURS}:schema:{name}"
