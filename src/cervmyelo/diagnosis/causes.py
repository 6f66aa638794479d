"""
The cause of the myelopathy, and whether it is degenerative.
"""

from __future__ import annotations

from typing import Final

import attrs

from cervmyelo.criteria import AllOf, AnyOf, Is
from cervmyelo.field_types import typed
from cervmyelo.forms import FirstMatch, People, Row
from cervmyelo.models.patient import (
    BONE_SPURS,
    DISC_DEGENERATION,
    HERNIATED_DISC,
    NECK_INJURY,
    OTHER_ARTHRITIS,
    OVERGROWN_LIGAMENTS,
    RHEUMATOID_ARTHRITIS,
    SPINAL_CANCER,
    SPINAL_INFECTION,
    SPONDYLOSIS,
)
from cervmyelo.named import listed
from cervmyelo.notebook import Shown
from cervmyelo.quantity import Fact
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import ARTICLE, Citation

__all__ = ["CAUSES", "CAUSE_KINDS", "Cause", "article_cause"]


@attrs.frozen(repr=False, field_transformer=typed)
class Cause(Shown):
    """
    A cause that the article names.

    Attributes:
        fact: The fact that records it.

        degenerative: Whether the article describes it as wear and tear.

        cite: Where it is named.
    """

    fact: Fact
    degenerative: bool
    cite: Citation

    def __str__(self) -> str:
        kind = "degenerative" if self.degenerative else "not degenerative"
        return f"{self.fact.label}: {kind} [{self.cite}]"


_LIST = ARTICLE.at("Causes, list")
_DISCS = ARTICLE.at("Causes, paragraph on the discs")
_WEAR = ARTICLE.at("Questions, cervical spondylotic myelopathy")

CAUSES: Final = listed(
    Cause(DISC_DEGENERATION, degenerative=True, cite=_DISCS),
    Cause(HERNIATED_DISC, degenerative=True, cite=_LIST),
    Cause(BONE_SPURS, degenerative=True, cite=_LIST),
    Cause(OVERGROWN_LIGAMENTS, degenerative=True, cite=_WEAR),
    Cause(SPONDYLOSIS, degenerative=True, cite=_LIST),
    Cause(NECK_INJURY, degenerative=False, cite=_LIST),
    Cause(SPINAL_INFECTION, degenerative=False, cite=_LIST),
    Cause(SPINAL_CANCER, degenerative=False, cite=_LIST),
    Cause(RHEUMATOID_ARTHRITIS, degenerative=False, cite=_LIST),
    Cause(OTHER_ARTHRITIS, degenerative=False, cite=_LIST),
)
"""The causes that the article names."""

CAUSE_KINDS: Final = Scale(
    name="article_cause",
    label="kind of cause (article)",
    ordered=False,
    levels=(
        Level("none_listed", "none of the causes in the article's list"),
        Level("degenerative", "at least one degenerative cause, and no other"),
        Level(
            "other_and_degenerative",
            "a listed cause that is not degenerative, besides wear and tear",
            "another cause, besides wear and tear",
        ),
        Level("other", "a listed cause that is not degenerative"),
    ),
)

_DEGENERATIVE: Final = AnyOf(
    tuple(Is(each.fact) for each in CAUSES if each.degenerative),
    label="degenerative cause",
)
_OTHER: Final = AnyOf(
    tuple(Is(each.fact) for each in CAUSES if not each.degenerative),
    label="another listed cause",
)

article_cause: Final = FirstMatch(
    name="article_cause",
    label="kind of cause (article)",
    summary="The kind of cause on record: another than wear and tear, degenerative, "
    "both, or none listed.",
    example={"bone_spurs": True, "spinal_cancer": False},
    rows=(
        Row(
            AllOf((_OTHER, _DEGENERATIVE), label="both kinds of cause"),
            CAUSE_KINDS.grade("other_and_degenerative"),
        ),
        Row(_OTHER, CAUSE_KINDS.grade("other")),
        Row(_DEGENERATIVE, CAUSE_KINDS.grade("degenerative")),
    ),
    otherwise=CAUSE_KINDS.grade("none_listed"),
    either_way=tuple(each.fact for each in CAUSES),
    cite=_WEAR,
    people=People(
        says="The general public: the article is written for people who may have "
        "cervical myelopathy.",
    ),
    limits=(
        "The article names these as reasons for disc degeneration; it counts "
        "spondylosis, bone spurs, bulging discs and overgrown ligaments as wear and "
        "tear.",
        "Several causes can act together. An infection, a cancer or an injury is never "
        "hidden behind wear and tear, which most people of higher age have.",
        "A cause that the article does not list is not detected.",
    ),
)
