"""
Guidance beside, and after, the guideline of 2017.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.sources import (
    AO_SPINE_2025,
    GUIDELINE_GOV_24476,
    SINCH_2023,
    WFNS_2019,
    Figure,
    Statement,
)

__all__ = ["GUIDANCE_SINCE_2017"]

GUIDANCE_SINCE_2017: Final = (
    Statement(
        "In mild myelopathy surgery is a valid option (conditional).",
        AO_SPINE_2025.at("abstract, on mild myelopathy"),
    ),
    Statement(
        "Changes of the cord in diffusion-weighted images may help to judge the "
        "prognosis (conditional).",
        AO_SPINE_2025.at("abstract, on imaging"),
    ),
    Statement(
        "Recommendations of neurosurgeons worldwide; mild myelopathy has the same mJOA "
        "band there.",
        WFNS_2019.at("definition of mild"),
        (
            Figure("mild from", 15, "points"),
            Figure("mild to", 17, "points"),
        ),
    ),
    Statement(
        "Further recommendations of neurosurgeons; their text was not seen.",
        SINCH_2023.at("title"),
    ),
    Statement(
        "In people with a narrow canal and no myelopathy, an abnormal EMG or clinical "
        "radiculopathy foretells symptoms of myelopathy (class I evidence).",
        GUIDELINE_GOV_24476.at("summary of the evidence"),
    ),
)
"""What other guidance says; it enters no rule."""
