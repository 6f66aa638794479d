"""
When to contact a doctor, by the article.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import AllOf, AnyOf, Is, OneOf
from cervmyelo.forms import FirstMatch, Row
from cervmyelo.models.patient import (
    DAILY_TASKS_AFFECTED,
    MOBILITY_LIMITS_WORK,
    QUALITY_OF_LIFE_AFFECTED,
    WHEELCHAIR_OR_IMMOBILE,
)
from cervmyelo.models.symptoms import SYMPTOMS, SymptomQuantities
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import ARTICLE

__all__ = ["URGENCIES", "article_urgency"]

URGENCIES: Final = Scale(
    name="article_urgency",
    label="when to contact a doctor",
    levels=(
        Level("none", "The article gives no reason to contact a doctor."),
        Level("prompt", "Contact a doctor promptly."),
        Level("emergency", "Seek emergency medical care now, or call 911."),
    ),
)


def _alarming(symptom: SymptomQuantities) -> AllOf:
    return AllOf(
        (
            Is(symptom.present),
            AnyOf(
                (
                    OneOf(symptom.onset, ("sudden",)),
                    OneOf(symptom.severity, ("severe",)),
                )
            ),
        ),
        label=f"{symptom.present.label}, sudden or severe",
    )


article_urgency: Final = FirstMatch(
    name="article_urgency",
    label="when to contact a doctor",
    summary="How soon to contact a doctor, by the article: none, prompt or emergency.",
    example={"arm_numbness": True, "arm_numbness_onset": "gradual"},
    rows=(
        Row(
            AnyOf(
                tuple(_alarming(each) for each in SYMPTOMS.values()),
                label="any sudden or severe symptom",
            ),
            URGENCIES.grade("emergency"),
        ),
        Row(
            AnyOf(
                (
                    *(Is(each.present) for each in SYMPTOMS.values()),
                    Is(DAILY_TASKS_AFFECTED),
                    Is(QUALITY_OF_LIFE_AFFECTED),
                    Is(MOBILITY_LIMITS_WORK),
                    Is(WHEELCHAIR_OR_IMMOBILE),
                ),
                label="any symptom, or any effect on daily tasks or quality of life",
            ),
            URGENCIES.grade("prompt"),
        ),
    ),
    otherwise=URGENCIES.grade("none"),
    cite=ARTICLE.at("When to contact a doctor"),
    limits=(
        "Written for the general public, in a country where the emergency number is "
        "911.",
        "It uses only what was recorded and does not replace clinical judgement.",
        "The article gives pain, numbness and inability to move as examples of sudden "
        "or severe symptoms; here every symptom on its list counts.",
    ),
)
