"""
The Myelopathy Disability Index (MDI): bands on a recorded total, 0 to 30.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.forms import Band, Bands, People
from cervmyelo.models.mdi import MDI_SEVERITIES, MDI_SEVERITY, MDI_TOTAL
from cervmyelo.populations import degenerative, with_myelopathy
from cervmyelo.sources import CASEY_1996, MDI_BANDS_STUDY, Figure, Statement

__all__ = ["MDI_SEVERITIES", "WITH_MJOA_BANDS", "mdi_severity"]

_BANDS = MDI_BANDS_STUDY.at("abstract, results")

WITH_MJOA_BANDS: Final = Statement(
    "The cut-offs are those that best separate the severity bands of the mJOA.",
    _BANDS,
    (
        Figure("people with degenerative myelopathy", 64, "people"),
        Figure("discrimination, mild from moderate", 0.805, "AUC"),
        Figure("discrimination, moderate from severe", 0.862, "AUC"),
        Figure("sensitivity, mild from moderate", 0.853, "of 1"),
        Figure("sensitivity, moderate from severe", 0.857, "of 1"),
        Figure("specificity, mild from moderate", 0.600, "of 1"),
        Figure("specificity, moderate from severe", 0.684, "of 1"),
    ),
)

mdi_severity: Final = Bands(
    name="mdi_severity",
    recorded=MDI_SEVERITY,
    label="MDI severity",
    summary="The severity by the Myelopathy Disability Index (MDI): mild, moderate or "
    "severe.",
    example={"mdi_total": 6},
    of=MDI_TOTAL,
    score_rises=True,
    bands=(
        Band(
            MDI_SEVERITIES.grade("mild"),
            0,
            4,
            note="the source has no separate band for a total of 0",
        ),
        Band(MDI_SEVERITIES.grade("moderate"), 5, 7),
        Band(MDI_SEVERITIES.grade("severe"), 8, 30),
    ),
    people=People(
        says="People with degenerative cervical myelopathy.",
        conditions=(with_myelopathy(_BANDS), degenerative(_BANDS)),
    ),
    cite=_BANDS,
    limits=(
        "It reads a recorded total; the ten questions were not read and are not part "
        "of this library.",
        "From one small study; the bands predict those of the mJOA and are not a "
        "crosswalk to it.",
        "The index was developed in rheumatoid arthritis, the bands in degenerative "
        "myelopathy.",
        "Do not enter a percentage.",
    ),
    evidence=(
        WITH_MJOA_BANDS,
        Statement(
            "The ten questions were chosen from a longer questionnaire in people with "
            "rheumatoid arthritis.",
            CASEY_1996.at("abstract"),
            (
                Figure("people", 250, "people"),
                Figure("questions chosen", 10, "questions"),
                Figure("questions to choose from", 20, "questions"),
                Figure("internal consistency", 0.968, "Cronbach's alpha"),
            ),
        ),
    ),
    wording="The questions come from a longer questionnaire, whose terms of use were "
    "not read. Use the published form and enter its total.",
)
