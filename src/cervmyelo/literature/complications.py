"""
The complications of the article.
"""

from __future__ import annotations

from typing import Final

import attrs

from cervmyelo.sources import (
    ANTERIOR_REGISTRY,
    ARTICLE,
    YEE_2020,
    Citation,
    Disagreement,
    Figure,
    Statement,
)

__all__ = ["COMPLICATIONS", "LARYNGEAL_PALSY", "Complication"]


@attrs.frozen(kw_only=True)
class Complication:
    """
    A complication that the article names.

    Attributes:
        name: A short name.

        label: What a reader calls it.

        of: What it is a complication of.

        cite: Where it is named.

        says: What the sources say of it, the article first; empty if the article
            only names it.
    """

    name: str
    label: str
    of: str
    cite: Citation
    says: tuple[Statement, ...] = ()

    def __str__(self) -> str:
        return f"{self.label} ({self.of}) [{self.cite}]"


_LIST = ARTICLE.at("Complications, list")
_SURGICAL = ARTICLE.at("Complications, list of surgical complications")
_ACDF = ARTICLE.at("Complications, paragraph on ACDF")

_PALSY = (
    Statement(
        "Palsy of the laryngeal nerve after ACDF can paralyse a vocal cord and change "
        "the voice; the article credits an overview of 2022.",
        _ACDF,
        (Figure("laryngeal nerve palsy after ACDF, about", 3, "%"),),
    ),
    Statement(
        "A systematic review of anterior operations finds fewer.",
        YEE_2020.at("pooled complication rates"),
        (Figure("recurrent laryngeal nerve palsy, anterior operations", 1.3, "%"),),
    ),
    Statement(
        "In a registry it was rarer at the first operation than at a repeat.",
        ANTERIOR_REGISTRY.at("rates of palsy"),
        (
            Figure("recurrent laryngeal nerve palsy, first operation", 2, "%"),
            Figure("recurrent laryngeal nerve palsy, repeat operation", 8, "%"),
        ),
    ),
)

LARYNGEAL_PALSY: Final = Disagreement(
    name="laryngeal_palsy",
    about="How often a laryngeal nerve is paralysed by an anterior operation",
    followed=_PALSY[0],
    others=_PALSY[1:],
)

COMPLICATIONS: Final = (
    Complication(
        name="pain",
        label="pain",
        of="ineffective treatment",
        cite=_LIST,
    ),
    Complication(
        name="reduced_mobility",
        label="reduced mobility",
        of="ineffective treatment",
        cite=_LIST,
    ),
    Complication(
        name="nerve_injury",
        label="injury of a nerve",
        of="cervical myelopathy",
        cite=_LIST,
    ),
    Complication(
        name="breathing_difficulty",
        label="trouble with breathing, rarely, with aspiration or pneumonia as a "
        "possible result",
        of="cervical myelopathy",
        cite=_LIST,
    ),
    Complication(
        name="paralysis",
        label="paralysis",
        of="cervical myelopathy",
        cite=_LIST,
    ),
    Complication(
        name="surgical_infection",
        label="infection",
        of="surgery",
        cite=_SURGICAL,
    ),
    Complication(
        name="surgical_damage",
        label="damage",
        of="surgery",
        cite=_SURGICAL,
    ),
    Complication(
        name="surgical_bleeding",
        label="bleeding",
        of="surgery",
        cite=_SURGICAL,
    ),
    Complication(
        name="laryngeal_nerve_palsy",
        label="laryngeal nerve palsy",
        of="ACDF",
        cite=_ACDF,
        says=_PALSY,
    ),
)
"""Every complication of the article, in its order."""
