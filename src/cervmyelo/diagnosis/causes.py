"""
The cause of the myelopathy, and whether it is degenerative.
"""

from __future__ import annotations

from typing import Final

import attrs

from cervmyelo.criteria import AnyOf, Is
from cervmyelo.forms import FirstMatch, Row
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
from cervmyelo.quantity import Fact
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import ARTICLE, Citation

__all__ = ["CAUSES", "CAUSE_KINDS", "Cause", "article_cause"]


@attrs.frozen
class Cause:
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


_LIST = ARTICLE.at("Causes, list")
_DISCS = ARTICLE.at("Causes, paragraph on the discs")
_WEAR = ARTICLE.at("Questions, cervical spondylotic myelopathy")

CAUSES: Final = (
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
        Level("other", "a listed cause, none of them degenerative"),
        Level("degenerative", "at least one degenerative cause"),
    ),
)

article_cause: Final = FirstMatch(
    name="article_cause",
    label="kind of cause (article)",
    summary="The kind of cause on record: degenerative, another listed cause, or none "
    "listed.",
    example={"bone_spurs": True},
    rows=(
        Row(
            AnyOf(
                tuple(Is(each.fact) for each in CAUSES if each.degenerative),
                label="degenerative cause",
            ),
            CAUSE_KINDS.grade("degenerative"),
        ),
        Row(
            AnyOf(
                tuple(Is(each.fact) for each in CAUSES if not each.degenerative),
                label="another listed cause",
            ),
            CAUSE_KINDS.grade("other"),
        ),
    ),
    otherwise=CAUSE_KINDS.grade("none_listed"),
    cite=_WEAR,
    limits=(
        "The article names these as reasons for disc degeneration; it counts "
        "spondylosis, bone spurs, bulging discs and overgrown ligaments as wear and "
        "tear.",
        "Several causes can act together; the answer is then degenerative, and the "
        "other causes are not shown.",
        "A cause that the article does not list is not detected.",
    ),
)
