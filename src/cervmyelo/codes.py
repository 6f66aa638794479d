"""
Codes of other people's code systems, and the library's own system.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

__all__ = [
    "HPO",
    "ICD10",
    "ICD10_CM",
    "ICD10_PCS",
    "ICD11",
    "LOCAL",
    "SNOMED_CT",
    "SYSTEMS",
    "Code",
    "CodeSystem",
]

ICD10_CM: Final = "http://hl7.org/fhir/sid/icd-10-cm"
"""The address of ICD-10-CM."""

ICD10: Final = "http://hl7.org/fhir/sid/icd-10"
"""The address of the ICD-10 of the WHO."""

ICD11: Final = "http://id.who.int/icd/release/11/mms"
"""The address of the ICD-11 of the WHO, mortality and morbidity statistics."""

ICD10_PCS: Final = "http://www.cms.gov/Medicare/Coding/ICD10"
"""The address of ICD-10-PCS."""

SNOMED_CT: Final = "http://snomed.info/sct"
"""The address of SNOMED CT."""

HPO: Final = "http://human-phenotype-ontology.org"
"""The address of the Human Phenotype Ontology."""

LOCAL: Final = "https://cervmyelo.readthedocs.io/codes"
"""The address of this library's own codes, the names of its rules and quantities."""


@attrs.frozen(cache_hash=True)
class Code:
    """
    A code in a code system.

    Attributes:
        system: The address of the system, as FHIR writes it.

        code: The code.

        display: Its title there; empty where the copy that was read shows none.

        seen: In which list the code was seen.
    """

    system: str
    code: str
    display: str
    seen: str

    def __str__(self) -> str:
        title = f" {self.display}" if self.display else ""
        return f"{SYSTEMS[self.system].label} {self.code}{title}"


@attrs.frozen(kw_only=True)
class CodeSystem:
    """
    A code system.

    Attributes:
        url: Its address, as FHIR writes it.

        label: What a reader calls it.

        edition: The edition whose codes were seen; empty if it was not shown.

        terms: Under what terms its codes may be used, as far as is known.
    """

    url: str
    label: str
    edition: str
    terms: str

    def __str__(self) -> str:
        return f"{self.label} {self.edition}".strip()


SYSTEMS: Final[Mapping[str, CodeSystem]] = MappingProxyType(
    {
        each.url: each
        for each in (
            CodeSystem(
                url=ICD10_CM,
                label="ICD-10-CM",
                edition="FY2026",
                terms="A work of the United States government.",
            ),
            CodeSystem(
                url=ICD10,
                label="ICD-10 (WHO)",
                edition="",
                terms="Of the WHO; codes only, its titles are not carried here.",
            ),
            CodeSystem(
                url=ICD11,
                label="ICD-11 (WHO)",
                edition="MMS 2024-01",
                terms="Of the WHO; see its terms.",
            ),
            CodeSystem(
                url=ICD10_PCS,
                label="ICD-10-PCS",
                edition="FY2026",
                terms="A work of the United States government.",
            ),
            CodeSystem(
                url=SNOMED_CT,
                label="SNOMED CT",
                edition="",
                terms="Its use needs a licence in many countries: leave these codes "
                "out where you have none.",
            ),
            CodeSystem(
                url=HPO,
                label="HPO",
                edition="2025-01-16",
                terms="See the terms of the Human Phenotype Ontology.",
            ),
            CodeSystem(
                url=LOCAL,
                label="cervmyelo",
                edition="",
                terms="This library's own, under its licence.",
            ),
        )
    }
)
"""Every code system that is used, by its address."""
