"""
The complications that the article names.
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

        label: Its name for readers.

        of: What it is a complication of.

        cite: Where it is named.

        says: What the sources report about it, the article first; empty if the article
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
        "Laryngeal nerve palsy after ACDF can paralyse a vocal cord and change the "
        "voice; the article cites a 2022 overview.",
        _ACDF,
        (Figure("laryngeal nerve palsy after ACDF, about", 3, "%"),),
    ),
    Statement(
        "A systematic review of anterior surgery finds a lower rate.",
        YEE_2020.at("pooled complication rates"),
        (Figure("recurrent laryngeal nerve palsy, anterior surgery", 1.3, "%"),),
    ),
    Statement(
        "In a registry it was less common after first operations than after repeat "
        "operations.",
        ANTERIOR_REGISTRY.at("rates of palsy"),
        (
            Figure("recurrent laryngeal nerve palsy, first operation", 2, "%"),
            Figure("recurrent laryngeal nerve palsy, repeat operation", 8, "%"),
        ),
    ),
)

LARYNGEAL_PALSY: Final = Disagreement(
    name="laryngeal_palsy",
    about="How often anterior surgery causes laryngeal nerve palsy",
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
        label="nerve injury",
        of="cervical myelopathy",
        cite=_LIST,
    ),
    Complication(
        name="breathing_difficulty",
        label="breathing difficulty (rare), possibly with aspiration or pneumonia",
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
"""Every complication that the article names, in its order."""
