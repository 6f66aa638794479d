"""
Operations with their ICD-10-PCS codes.
"""

from __future__ import annotations

from typing import Final

from .concepts import Concept, icd10_pcs

__all__ = ["PROCEDURES"]

_ONE: Final = "Fusion of Cervical Vertebral Joint with"
_MORE: Final = "Fusion of 2 or more Cervical Vertebral Joints with"
_LOW: Final = "Fusion of Cervicothoracic Vertebral Joint with"
_OWN: Final = "Autologous Tissue Substitute"
_SYNTHETIC: Final = "Synthetic Substitute"
_GIVEN: Final = "Nonautologous Tissue Substitute"
_CAGE: Final = "Interbody Fusion Device"
_FRONT: Final = "Anterior Approach, Anterior Column, Open Approach"
_BACK: Final = "Posterior Approach, Posterior Column, Open Approach"

PROCEDURES: Final = (
    Concept(
        name="anterior_fusion",
        label="anterior fusion, as in ACDF",
        codes=(
            icd10_pcs("0RG10A0", f"{_ONE} {_CAGE}, {_FRONT}"),
            icd10_pcs("0RG1070", f"{_ONE} {_OWN}, {_FRONT}"),
            icd10_pcs("0RG10J0", f"{_ONE} {_SYNTHETIC}, {_FRONT}"),
            icd10_pcs("0RG10K0", f"{_ONE} {_GIVEN}, {_FRONT}"),
            icd10_pcs("0RG20A0", f"{_MORE} {_CAGE}, {_FRONT}"),
            icd10_pcs("0RG2070", f"{_MORE} {_OWN}, {_FRONT}"),
            icd10_pcs("0RG20J0", f"{_MORE} {_SYNTHETIC}, {_FRONT}"),
            icd10_pcs("0RG20K0", f"{_MORE} {_GIVEN}, {_FRONT}"),
            icd10_pcs("0RG40A0", f"{_LOW} {_CAGE}, {_FRONT}"),
        ),
        note="Code the discectomy separately.",
    ),
    Concept(
        name="posterior_fusion",
        label="posterior fusion",
        codes=(
            icd10_pcs("0RG1071", f"{_ONE} {_OWN}, {_BACK}"),
            icd10_pcs("0RG10J1", f"{_ONE} {_SYNTHETIC}, {_BACK}"),
            icd10_pcs("0RG10K1", f"{_ONE} {_GIVEN}, {_BACK}"),
            icd10_pcs("0RG2071", f"{_MORE} {_OWN}, {_BACK}"),
            icd10_pcs("0RG20J1", f"{_MORE} {_SYNTHETIC}, {_BACK}"),
            icd10_pcs("0RG20K1", f"{_MORE} {_GIVEN}, {_BACK}"),
            icd10_pcs("0RG4071", f"{_LOW} {_OWN}, {_BACK}"),
        ),
    ),
    Concept(
        name="discectomy",
        label="discectomy, partial or complete",
        codes=(
            icd10_pcs("0RB30ZZ", "Excision of Cervical Vertebral Disc, Open Approach"),
            icd10_pcs("0RT30ZZ", "Resection of Cervical Vertebral Disc, Open Approach"),
        ),
        note="Excision is partial, resection is complete.",
    ),
    Concept(
        name="disc_replacement",
        label="artificial disc replacement",
        codes=(
            icd10_pcs(
                "0RR30JZ",
                "Replacement of Cervical Vertebral Disc with Synthetic Substitute, "
                "Open Approach",
            ),
        ),
    ),
    Concept(
        name="cord_release",
        label="spinal cord release",
        codes=(icd10_pcs("00NW0ZZ", "Release Cervical Spinal Cord, Open Approach"),),
    ),
    Concept(
        name="vertebra_excision",
        label="partial excision of a vertebra",
        codes=(icd10_pcs("0PB30ZZ", "Excision of Cervical Vertebra, Open Approach"),),
    ),
    Concept(
        name="laminoplasty",
        label="laminoplasty, coded as a supplement of the vertebra",
        codes=(
            icd10_pcs(
                "0PU307Z",
                f"Supplement Cervical Vertebra with {_OWN}, Open Approach",
            ),
            icd10_pcs(
                "0PU30JZ",
                f"Supplement Cervical Vertebra with {_SYNTHETIC}, Open Approach",
            ),
            icd10_pcs(
                "0PU30KZ",
                f"Supplement Cervical Vertebra with {_GIVEN}, Open Approach",
            ),
        ),
    ),
)
"""Every operation with a code. CPT codes are not free and therefore not included."""
