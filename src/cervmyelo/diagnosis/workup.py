"""
The diagnostic steps: history, examination and imaging.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import Is
from cervmyelo.forms import Counted, People, Tally
from cervmyelo.models.patient import (
    GAIT_EXAMINED,
    GRIP_EXAMINED,
    HISTORY_TAKEN,
    MRI_DONE,
    PAIN_ASSESSED,
    REFLEXES_EXAMINED,
    XRAY_DONE,
)
from cervmyelo.populations import PREGNANCY
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
    label="diagnostic steps done (article)",
    summary="How many of the article's seven diagnostic steps have been done, 0 to 7.",
    example={"gait_examined": True, "mri_done": False},
    counted=(
        _step(HISTORY_TAKEN, "history and symptoms", "first step"),
        _step(GAIT_EXAMINED, "gait examination", "examinations"),
        _step(REFLEXES_EXAMINED, "reflex examination", "examinations"),
        _step(GRIP_EXAMINED, "grip examination", "examinations"),
        _step(PAIN_ASSESSED, "pain assessment", "examinations"),
        _step(MRI_DONE, "MRI scan", "imaging"),
        _step(XRAY_DONE, "X-ray", "imaging"),
    ),
    people=People(
        says="People in whom a doctor looks for cervical myelopathy; the article "
        "states no age and no other condition.",
    ),
    cite=ARTICLE.at("Diagnosis"),
    limits=(
        "These are the steps in the article; a clinician decides which of them a "
        "person needs.",
        "Imaging may be recommended to confirm the diagnosis; the article names MRI "
        "and X-ray as alternatives, not as two required steps.",
        PREGNANCY,
    ),
)
