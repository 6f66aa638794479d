"""
The operations that have codes, in ICD-10-PCS alone.
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
        label="fusion from the front, as in ACDF",
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
        note="What is taken of the disc has a code of its own beside it.",
    ),
    Concept(
        name="posterior_fusion",
        label="fusion from the back",
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
        label="removal of a disc, in part or whole",
        codes=(
            icd10_pcs("0RB30ZZ", "Excision of Cervical Vertebral Disc, Open Approach"),
            icd10_pcs("0RT30ZZ", "Resection of Cervical Vertebral Disc, Open Approach"),
        ),
        note="Excision is of a part, resection of the whole.",
    ),
    Concept(
        name="disc_replacement",
        label="artificial disc",
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
        label="release of the cord",
        codes=(icd10_pcs("00NW0ZZ", "Release Cervical Spinal Cord, Open Approach"),),
    ),
    Concept(
        name="vertebra_excision",
        label="removal of a part of a vertebra",
        codes=(icd10_pcs("0PB30ZZ", "Excision of Cervical Vertebra, Open Approach"),),
    ),
    Concept(
        name="laminoplasty",
        label="laminoplasty, as a supplement of the vertebra",
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
"""Every operation that has a code. No code of CPT is shipped: it is not free."""
