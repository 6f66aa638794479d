"""
How health services refer people with suspected myelopathy.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.sources import (
    DEVON_FORMULARY,
    MCCARTNEY_2018,
    UK_RED_FLAG,
    Figure,
    Statement,
)

__all__ = ["PATHWAYS"]

PATHWAYS: Final = (
    Statement(
        "Suspected myelopathy is a red flag: refer urgently for investigation.",
        UK_RED_FLAG.at("red flags"),
    ),
    Statement(
        "Myelopathy that gets worse, or does so rapidly, lies outside routine "
        "pathways.",
        DEVON_FORMULARY.at("spinal referral"),
    ),
    Statement(
        "Neck symptoms that begin early or late in life, weakness in more than one "
        "myotome, or loss of feeling in more than one dermatome hint at a serious "
        "cause.",
        MCCARTNEY_2018.at("hints at a serious cause"),
        (
            Figure("begins before", 20, "years of age"),
            Figure("begins after", 55, "years of age"),
            Figure("weak myotomes, more than", 1, "myotome"),
            Figure("dermatomes with less feeling, more than", 1, "dermatome"),
        ),
    ),
)
"""What referral pathways say; it enters no rule."""
