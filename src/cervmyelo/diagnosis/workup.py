"""
The steps to the diagnosis: history, examinations and imaging.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import Is
from cervmyelo.forms import Counted, Tally
from cervmyelo.models.patient import (
    GAIT_EXAMINED,
    GRIP_EXAMINED,
    HISTORY_TAKEN,
    MRI_DONE,
    PAIN_ASSESSED,
    REFLEXES_EXAMINED,
    XRAY_DONE,
)
from cervmyelo.quantity import Fact
from cervmyelo.sources import ARTICLE

__all__ = ["article_workup"]


def _step(fact: Fact, label: str, place: str) -> Counted:
    return Counted(
        name=fact.name,
        label=label,
        when=Is(fact),
        cite=ARTICLE.at(f"Diagnosis, {place}"),
    )


article_workup: Final = Tally(
    name="article_workup",
    label="steps to the diagnosis that are done",
    summary="How many of the article's seven diagnostic steps have been done, 0 to 7.",
    example={"gait_examined": True, "mri_done": False},
    counted=(
        _step(HISTORY_TAKEN, "questions on symptoms and history", "first step"),
        _step(GAIT_EXAMINED, "examination of the gait", "examinations"),
        _step(REFLEXES_EXAMINED, "examination of the reflexes", "examinations"),
        _step(GRIP_EXAMINED, "examination of the grip", "examinations"),
        _step(PAIN_ASSESSED, "assessment of the pain level", "examinations"),
        _step(MRI_DONE, "MRI scan", "imaging"),
        _step(XRAY_DONE, "X-ray", "imaging"),
    ),
    cite=ARTICLE.at("Diagnosis"),
    limits=(
        "What the article names; a clinician decides which steps a person needs.",
        "Imaging may be recommended to confirm the diagnosis; MRI and X-ray are named "
        "as alternatives, not as a pair that is always due.",
    ),
)
