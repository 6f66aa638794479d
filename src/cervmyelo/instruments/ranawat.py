"""
The classes of Ranawat 1979, for a neck that rheumatoid arthritis affects.
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

__all__ = ["ranawat", "RANAWAT_CLASSES"]

RANAWAT_CLASSES: Final = Scale(
    name="ranawat",
    label="Ranawat class",
    levels=(
        Level("I", "pain, and no deficit"),
        Level("II", "feels weak, with brisk reflexes and abnormal sensations"),
        Level("IIIA", "weak on examination, with signs of the long tracts; walks"),
        Level("IIIB", "weak on examination, with signs of the long tracts; no walking"),
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
                label="weakness and signs of the long tracts, and no walking",
            ),
            RANAWAT_CLASSES.grade("IIIB"),
        ),
        Row(
            AllOf(_SHOWN, label="weakness and signs of the long tracts"),
            RANAWAT_CLASSES.grade("IIIA"),
        ),
        Row(
            Is(OBJECTIVE_WEAKNESS),
            Gap(
                "weakness_without_signs",
                "the third class has weakness together with signs of the long tracts; "
                "no class has the weakness alone",
            ),
        ),
        Row(
            AllOf(_FELT, label="all three findings of the second class"),
            RANAWAT_CLASSES.grade("II"),
        ),
        Row(
            AnyOf(
                (*_FELT, Is(LONG_TRACT_SIGNS)),
                label="a finding, but not those of a class",
            ),
            Gap(
                "part_of_a_class",
                "a class is described by findings together, and only some of them are "
                "there; the source does not say which of them suffice",
            ),
        ),
        Row(Is(SYMPTOMS["neck_pain"].present), RANAWAT_CLASSES.grade("I")),
    ),
    otherwise=Gap(
        "no_class", "the first class has pain; no class has neither pain nor deficit"
    ),
    cite=RANAWAT_1979.at("the classes, as tabled at e1v1m1.co.uk page 231"),
    limits=(
        "Made for rheumatoid arthritis; not a scale of degenerative myelopathy.",
        "A bare III is no class: whether the person walks decides between IIIA and "
        "IIIB.",
        "The table says pain and not where; as it grades the neck, neck pain is "
        "what counts here.",
        "The findings of the second class are read as belonging together, because the "
        "table joins them; some of them alone get no class.",
        "Signs of the long tracts beside all of the second class, without weakness on "
        "examination, leave it the second class: it lacks nothing, and the third does.",
    ),
    falls_with=(AMBULATORY,),
    wording="A classification for clinicians, told in this library's words; no terms "
    "of use were seen.",
)
