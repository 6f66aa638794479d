"""
When to contact a doctor, by the article.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import AllOf, AnyOf, AtLeast, Criterion, Is, Not, OneOf
from cervmyelo.forms import FirstMatch, People, Row
from cervmyelo.models.ems import EMS_GRADE, EMS_ITEMS, EMS_TOTAL
from cervmyelo.models.examination import (
    ABNORMAL_GAIT,
    FINGER_ESCAPE,
    HOFFMANN,
    HYPERREFLEXIA,
    LONG_TRACT_SIGNS,
    OBJECTIVE_WEAKNESS,
    RANAWAT,
    ROMBERG,
    SUBJECTIVE_WEAKNESS,
    TROMNER,
)
from cervmyelo.models.follow_up import JOA1994_AFTER, JOA_AFTER, MJOA_AFTER
from cervmyelo.models.imaging import (
    CORD_DEFORMED,
    KANG_GRADE,
    SUBARACHNOID_HALF_LOST,
    T2_HYPERINTENSITY,
)
from cervmyelo.models.joa import (
    JOA1994_ITEMS,
    JOA1994_MILD,
    JOA1994_TOTAL,
    JOA_BLADDER,
    JOA_ITEMS,
    JOA_TOTAL,
)
from cervmyelo.models.mjoa import MJOA_ITEMS, MJOA_SEVERITY, MJOA_TOTAL, SPHINCTER
from cervmyelo.models.patient import (
    CORD_COMPRESSION,
    CORD_SIGNS,
    DAILY_TASKS_AFFECTED,
    MOBILITY_LIMITS_WORK,
    MYELOPATHY,
    NEUROLOGY_WORSENED,
    QUALITY_OF_LIFE_AFFECTED,
    RADICULOPATHY,
    SPINAL_CANCER,
    SPINAL_INFECTION,
    WHEELCHAIR_OR_IMMOBILE,
)
from cervmyelo.models.patient_mjoa import (
    PMJOA_ITEMS,
    PMJOA_SEVERITY,
    PMJOA_SPHINCTER,
    PMJOA_TOTAL,
)
from cervmyelo.models.symptoms import SYMPTOMS, SymptomQuantities
from cervmyelo.models.walking import (
    ARTICLE_STAGE_GRADE,
    GAIT_DIFFICULTY,
    NURICK_0_NORMAL_GRADE,
    NURICK_1972_GRADE,
)
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import ARTICLE, UK_RED_FLAG, Disagreement, Statement

__all__ = [
    "KNOWN_DISEASE",
    "NO_CONTROL",
    "URGENCIES",
    "URGENT_SYMPTOMS",
    "article_urgency",
]

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


# By definition, legs or hands that cannot be moved are an inability to move, and a
# bladder without control is a change of its function (see `cervmyelo.consistency`).
_UNABLE: Final = SYMPTOMS["inability_to_move"]
_CONTROL: Final = SYMPTOMS["bowel_or_bladder_change"]
_OTHERS: Final = tuple(
    each for kind, each in SYMPTOMS.items() if {kind} - {_UNABLE.kind, _CONTROL.kind}
)

_CONTROL_LOST: Final = AllOf(
    (
        Is(_CONTROL.present),
        AnyOf(
            (
                OneOf(_CONTROL.onset, ("sudden",)),
                OneOf(_CONTROL.severity, ("moderate", "severe")),
            )
        ),
    ),
    label="changed bowel or bladder function, sudden or more than mild",
)

NO_CONTROL: Final = AnyOf(
    tuple(Not(AtLeast(item, 1)) for item in (SPHINCTER, PMJOA_SPHINCTER, JOA_BLADDER)),
    label="loss of bladder control by the score of an instrument",
)

URGENT_SYMPTOMS: Final = Disagreement(
    name="urgent_symptoms",
    about="Whether an inability to move, or lost control of the bowel or bladder, is "
    "an emergency if it is neither sudden nor severe",
    followed=Statement(
        "The article names inability to move as an example of what needs emergency "
        "care. Here it always does, and so does a change of the bowel or bladder that "
        "is sudden or more than mild, or a bladder without control: this is more "
        "cautious than the letter of the article.",
        ARTICLE.at("When to contact a doctor"),
    ),
    others=(
        Statement(
            "By its letter, only what is sudden or severe is an emergency; a symptom "
            "that came on gradually and is not severe is a reason for prompt contact.",
            ARTICLE.at("When to contact a doctor, second sentence"),
        ),
        Statement(
            "Suspected myelopathy is a red flag and needs urgent investigation.",
            UK_RED_FLAG.at("red flags"),
        ),
    ),
)

_SCORES: Final = tuple(
    Not(AtLeast(item, item.high))
    for items in (MJOA_ITEMS, PMJOA_ITEMS, JOA_ITEMS, JOA1994_ITEMS, EMS_ITEMS)
    for item in items
)
# Recorded in place of the items or findings above.
_TOTALS: Final = tuple(
    Not(AtLeast(total, total.high))
    for total in (MJOA_TOTAL, PMJOA_TOTAL, JOA_TOTAL, JOA1994_TOTAL, EMS_TOTAL)
)
_GRADES: Final[tuple[Criterion, ...]] = (
    *(
        AtLeast(grade, 1)
        for grade in (
            NURICK_1972_GRADE,
            NURICK_0_NORMAL_GRADE,
            ARTICLE_STAGE_GRADE,
            KANG_GRADE,
        )
    ),
    OneOf(MJOA_SEVERITY, ("mild", "moderate", "severe")),
    OneOf(PMJOA_SEVERITY, ("moderate", "severe")),
    OneOf(JOA1994_MILD, ("not_mild",)),
    OneOf(EMS_GRADE, ("1", "2", "3")),
    OneOf(RANAWAT, ("II", "IIIA", "IIIB")),
)
_AFTER: Final = tuple(
    Not(AtLeast(total, total.high)) for total in (MJOA_AFTER, JOA_AFTER, JOA1994_AFTER)
)
# What one of them follows from, such as a Babinski sign, needs no line of its own.
_FACTS: Final = (
    MYELOPATHY,
    CORD_SIGNS,
    CORD_COMPRESSION,
    SPINAL_INFECTION,
    SPINAL_CANCER,
    RADICULOPATHY,
    LONG_TRACT_SIGNS,
    HOFFMANN,
    TROMNER,
    HYPERREFLEXIA,
    ROMBERG,
    FINGER_ESCAPE,
    ABNORMAL_GAIT,
    OBJECTIVE_WEAKNESS,
    SUBJECTIVE_WEAKNESS,
    GAIT_DIFFICULTY,
    NEUROLOGY_WORSENED,
    CORD_DEFORMED,
    SUBARACHNOID_HALF_LOST,
    T2_HYPERINTENSITY,
)

KNOWN_DISEASE: Final = AnyOf(
    (*map(Is, _FACTS), *_SCORES, *_TOTALS, *_AFTER, *_GRADES),
    label="disease, sign or score below its full mark on record",
)
"""What makes a doctor's attention due even where every symptom is denied."""

article_urgency: Final = FirstMatch(
    name="article_urgency",
    label="when to contact a doctor",
    summary="How soon to contact a doctor, by the article: none, prompt or emergency.",
    example={"arm_numbness": True, "arm_numbness_onset": "gradual"},
    rows=(
        Row(
            AnyOf(
                (Is(_UNABLE.present), _CONTROL_LOST, *map(_alarming, _OTHERS)),
                label="inability to move, changed bowel or bladder function that is "
                "more than mild, or any sudden or severe symptom",
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
    at_least=(
        Row(NO_CONTROL, URGENCIES.grade("emergency")),
        Row(KNOWN_DISEASE, URGENCIES.grade("prompt")),
    ),
    # An emergency must not be hidden by a mistake in another field.
    firm=True,
    otherwise=URGENCIES.grade("none"),
    cite=ARTICLE.at("When to contact a doctor"),
    people=People(
        says="The general public: the article is written for people who may have "
        "cervical myelopathy, of any age.",
    ),
    limits=(
        "Written for the general public, in a country where the emergency number is "
        "911.",
        "It uses only what was recorded and does not replace clinical judgement.",
        "The article gives pain, numbness and inability to move as examples of sudden "
        "or severe symptoms; here every symptom on its list counts.",
        "The article does not speak of people with known disease. Where a disease, a "
        "sign or a score below its full mark is on record, the answer is at least "
        "prompt, even if every symptom is denied.",
        "It does not know when an injury happened: a recorded injury of the neck alone "
        "does not change the answer.",
    ),
    disagreements=(URGENT_SYMPTOMS,),
)
