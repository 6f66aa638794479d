"""
Codes in external code systems (ICD, SNOMED CT, HPO) and this library's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from .addresses import (
    ANSWERS,
    GRADES,
    HPO,
    ICD10,
    ICD10_CM,
    ICD10_PCS,
    ICD11,
    LOCAL,
    LOINC,
    SNOMED_CT,
)

__all__ = [
    "ANSWERS",
    "GRADES",
    "HIGHEST",
    "HPO",
    "ICD10",
    "ICD10_CM",
    "ICD10_PCS",
    "ICD11",
    "LOCAL",
    "LOINC",
    "LOWEST",
    "POSSIBLE",
    "SNOMED_CT",
    "SYSTEMS",
    "Code",
    "CodeSystem",
]

LOWEST: Final = "lowest_possible"
HIGHEST: Final = "highest_possible"
POSSIBLE: Final = "still_possible"
"""The codes of this library for what is still possible, in a record of FHIR."""


@attrs.frozen(cache_hash=True)
class Code:
    """
    A code in a code system.

    Attributes:
        system: The system URI used by FHIR.

        code: The code.

        display: Its title in that system; empty if the copy that was read has none.

        seen: The list in which the code was found.
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
        url: The system URI used by FHIR.

        label: Its name for readers.

        edition: The edition from which the codes were taken; empty if it was not
            stated.

        terms: The terms of use of its codes, as far as they are known.
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
                terms="Property of the WHO; only codes are included, not titles.",
            ),
            CodeSystem(
                url=ICD11,
                label="ICD-11 (WHO)",
                edition="MMS 2024-01",
                terms="Property of the WHO; see its terms of use.",
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
                terms="A licence is required in many countries; do not use these "
                "codes without one.",
            ),
            CodeSystem(
                url=HPO,
                label="HPO",
                edition="2025-01-16",
                terms="See the terms of use of the Human Phenotype Ontology.",
            ),
            CodeSystem(
                url=LOCAL,
                label="cervmyelo",
                edition="",
                terms="This library's own codes, under its licence.",
            ),
            CodeSystem(
                url=ANSWERS,
                label="cervmyelo answers",
                edition="",
                terms="This library's own codes, under its licence.",
            ),
            CodeSystem(
                url=GRADES,
                label="cervmyelo grades",
                edition="",
                terms="This library's own codes, under its licence.",
            ),
            CodeSystem(
                url=LOINC,
                label="LOINC",
                edition="",
                terms="Free to use under the licence of LOINC.",
            ),
        )
    }
)
"""Every code system in use, by its URI."""
