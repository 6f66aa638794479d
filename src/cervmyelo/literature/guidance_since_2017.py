"""
Other guidance, including guidance after the 2017 guideline.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.named import listed
from cervmyelo.sources import (
    AO_SPINE_2025,
    CENTRAL_CORD_STATEMENT,
    GUIDELINE_GOV_24476,
    RECODE_DCM,
    SINCH_2023,
    WFNS_2019,
    Figure,
    Statement,
)

__all__ = ["GUIDANCE_SINCE_2017"]

GUIDANCE_SINCE_2017: Final = listed(
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
    Statement(
        "No formal diagnostic criteria for degenerative cervical myelopathy have been "
        "published; they are a research priority.",
        RECODE_DCM.at("research priority 3, diagnostic criteria"),
    ),
    Statement(
        "After an injury with a central cord syndrome, surgery within a day is advised "
        "where there is a fracture, a dislocation, a disc herniation or instability; "
        "otherwise the best time is not settled. The guideline of 2017 and its mJOA "
        "bands are not for these people.",
        CENTRAL_CORD_STATEMENT.at("timing of surgery"),
        (Figure("surgery within", 24, "hours"),),
    ),
)
"""Other guidance; no rule uses it."""
