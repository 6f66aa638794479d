"""
The Ranawat classes of 1979, for cervical disease in rheumatoid arthritis.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import AllOf, AnyOf, Is, Not
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, Row
from cervmyelo.models.examination import (
    AMBULATORY,
    DYSAESTHESIA,
    HYPERREFLEXIA,
    LONG_TRACT_SIGNS,
    OBJECTIVE_WEAKNESS,
    SUBJECTIVE_WEAKNESS,
)
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import RANAWAT_1979

__all__ = ["RANAWAT_CLASSES", "ranawat"]

RANAWAT_CLASSES: Final = Scale(
    name="ranawat",
    label="Ranawat class",
    levels=(
        Level("I", "pain without a deficit"),
        Level("II", "weakness that the person feels, hyperreflexia and dysaesthesia"),
        Level("IIIA", "weakness and long tract signs on examination; able to walk"),
        Level("IIIB", "weakness and long tract signs on examination; unable to walk"),
    ),
)

_SHOWN = (Is(OBJECTIVE_WEAKNESS), Is(LONG_TRACT_SIGNS))
_FELT = (Is(SUBJECTIVE_WEAKNESS), Is(HYPERREFLEXIA), Is(DYSAESTHESIA))

ranawat: Final = FirstMatch(
    name="ranawat",
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
                "class III is weakness together with long tract signs; no class has "
                "weakness alone",
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
                "a class is defined by several findings together and only some are "
                "present; the source does not say whether some are enough",
            ),
        ),
        Row(Is(SYMPTOMS["neck_pain"].present), RANAWAT_CLASSES.grade("I")),
    ),
    otherwise=Gap(
        "no_class",
        "class I has pain; there is no class without pain and without deficit",
    ),
    cite=RANAWAT_1979.at("the classes, as tabulated at e1v1m1.co.uk page 231"),
    limits=(
        "Designed for rheumatoid arthritis; not a scale for degenerative myelopathy.",
        "There is no plain class III: the ability to walk decides between IIIA and "
        "IIIB.",
        "The table does not say where the pain is; because it grades the neck, neck "
        "pain is used here.",
        "All findings of class II are required, because the table lists them together; "
        "some of them alone give no class.",
        "Long tract signs together with all findings of class II, but without "
        "objective weakness, still give class II, because class III requires that "
        "weakness.",
    ),
    falls_with=(AMBULATORY,),
    wording="A classification for clinicians, described in this library's own words; "
    "no terms of use were found.",
)
