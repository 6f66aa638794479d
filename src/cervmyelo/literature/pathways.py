"""
Referral pathways for suspected myelopathy.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.named import listed
from cervmyelo.sources import (
    DEVON_FORMULARY,
    MCCARTNEY_2018,
    UK_RED_FLAG,
    Figure,
    Statement,
)

__all__ = ["PATHWAYS"]

PATHWAYS: Final = listed(
    Statement(
        "Suspected myelopathy is a red flag: refer urgently for investigation.",
        UK_RED_FLAG.at("red flags"),
    ),
    Statement(
        "Worsening or rapidly worsening myelopathy is outside routine pathways.",
        DEVON_FORMULARY.at("spinal referral"),
    ),
    Statement(
        "Onset of neck symptoms early or late in life, weakness in more than one "
        "myotome, or sensory loss in more than one dermatome suggests a serious cause.",
        MCCARTNEY_2018.at("features suggesting a serious cause"),
        (
            Figure("onset before", 20, "years of age"),
            Figure("onset after", 55, "years of age"),
            Figure("weak myotomes, more than", 1, "myotome"),
            Figure("dermatomes with sensory loss, more than", 1, "dermatome"),
        ),
    ),
)
"""Referral pathways; no rule uses them."""
