"""
Other guidance, including guidance after the 2017 guideline.
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
        "Surgery is a valid option in mild myelopathy (conditional recommendation).",
        AO_SPINE_2025.at("abstract, on mild myelopathy"),
    ),
    Statement(
        "Cord changes on diffusion-weighted imaging may help to assess the prognosis "
        "(conditional recommendation).",
        AO_SPINE_2025.at("abstract, on imaging"),
    ),
    Statement(
        "Recommendations of the World Federation of Neurosurgical Societies; they use "
        "the same mJOA band for mild myelopathy.",
        WFNS_2019.at("definition of mild"),
        (
            Figure("mild from", 15, "points"),
            Figure("mild to", 17, "points"),
        ),
    ),
    Statement(
        "Further neurosurgical recommendations; their text was not read.",
        SINCH_2023.at("title"),
    ),
    Statement(
        "In people with a narrow canal but without myelopathy, an abnormal EMG or "
        "clinical radiculopathy predicts symptomatic myelopathy (class I evidence).",
        GUIDELINE_GOV_24476.at("summary of the evidence"),
    ),
)
"""Other guidance; no rule uses it."""
