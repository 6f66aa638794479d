"""
The Ranawat classes of 1979, for cervical disease in rheumatoid arthritis.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import AllOf, AnyOf, Is, Not
from cervmyelo.findings import Gap
from cervmyelo.forms import Condition, FirstMatch, People, Row
from cervmyelo.models.examination import (
    AMBULATORY,
    DYSAESTHESIA,
    HYPERREFLEXIA,
    LONG_TRACT_SIGNS,
    OBJECTIVE_WEAKNESS,
    RANAWAT,
    RANAWAT_CLASSES,
    SUBJECTIVE_WEAKNESS,
)
from cervmyelo.models.patient import RHEUMATOID_ARTHRITIS
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.sources import (
    RANAWAT_1979,
    SEEKHEALTHZ,
    STATPEARLS_COPY,
    Disagreement,
    Statement,
)

__all__ = ["RANAWAT_CLASSES", "RANAWAT_READINGS", "ranawat"]

_TABLE: Final = RANAWAT_1979.at("the classes, as tabulated at e1v1m1.co.uk page 231")

RANAWAT_READINGS: Final = Disagreement(
    name="ranawat_readings",
    about="What classes I and II of Ranawat need",
    followed=Statement(
        "Class I is pain without a deficit; class II is felt weakness, hyperreflexia "
        "and dysaesthesia, listed together.",
        _TABLE,
    ),
    others=(
        Statement(
            "Class I is no neurological deficit, whether or not there is pain; in "
            "class II, felt weakness with hyperreflexia or dysaesthesia is enough.",
            SEEKHEALTHZ.at("Ranawat classification"),
        ),
        Statement(
            "Class I is felt paraesthesia and pain; class II is felt weakness with "
            "signs of the upper motor neurons.",
            STATPEARLS_COPY.at("Ranawat classification"),
        ),
    ),
)

_SHOWN = (Is(OBJECTIVE_WEAKNESS), Is(LONG_TRACT_SIGNS))
_FELT = (Is(SUBJECTIVE_WEAKNESS), Is(HYPERREFLEXIA), Is(DYSAESTHESIA))

ranawat: Final = FirstMatch(
    name="ranawat",
    recorded=RANAWAT,
    label="Ranawat class",
    summary="The Ranawat class: I, II, IIIA or IIIB; higher is worse.",
    example={"objective_weakness": True, "long_tract_signs": True},
    rows=(
        Row(
            AllOf(
                (*_SHOWN, Not(Is(AMBULATORY))),
                label="weakness and long tract signs, unable to walk",
            ),
            RANAWAT_CLASSES.grade("IIIB"),
        ),
        Row(
            AllOf(_SHOWN, label="weakness and long tract signs"),
            RANAWAT_CLASSES.grade("IIIA"),
        ),
        Row(
            Is(OBJECTIVE_WEAKNESS),
            Gap(
                "weakness_without_signs",
                "Class III is weakness together with long tract signs; no class has "
                "weakness alone.",
            ),
        ),
        Row(
            AllOf(_FELT, label="all three findings of class II"),
            RANAWAT_CLASSES.grade("II"),
        ),
        Row(
            AnyOf(
                (*_FELT, Is(LONG_TRACT_SIGNS)),
                label="a finding that completes no class",
            ),
            Gap(
                "part_of_a_class",
                "A class is defined by several findings together and only some are "
                "present; the table does not say whether some are enough, and by "
                "another reading felt weakness with hyperreflexia or dysaesthesia is "
                "class II.",
            ),
        ),
        Row(Is(SYMPTOMS["neck_pain"].present), RANAWAT_CLASSES.grade("I")),
    ),
    otherwise=Gap(
        "no_class",
        "Class I has pain; the table has no class without pain and without deficit, "
        "and by another reading no deficit is class I.",
    ),
    people=People(
        says="People with rheumatoid arthritis.",
        conditions=(
            Condition(
                label="rheumatoid arthritis",
                when=Is(RHEUMATOID_ARTHRITIS),
                cite=_TABLE,
                defining=True,
            ),
        ),
    ),
    cite=_TABLE,
    limits=(
        "Designed for rheumatoid arthritis; not a scale for degenerative myelopathy.",
        "There is no plain class III: the ability to walk decides between IIIA and "
        "IIIB.",
        "The table does not say where the pain is; because it grades the neck, neck "
        "pain is used here.",
        "All findings of class II are required, because the table lists them together; "
        "some of them alone give no class. This is the strictest of three published "
        "readings.",
        "Long tract signs together with all findings of class II, but without "
        "objective weakness, still give class II, because class III requires that "
        "weakness.",
    ),
    disagreements=(RANAWAT_READINGS,),
    falls_with=(AMBULATORY,),
    wording="A classification for clinicians, described in this library's own words; "
    "no terms of use were found.",
)
