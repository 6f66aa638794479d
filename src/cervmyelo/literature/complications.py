"""
The complications that the article names.
"""

from __future__ import annotations

from typing import Final

import attrs

from cervmyelo.field_types import typed
from cervmyelo.named import listed
from cervmyelo.notebook import Shown
from cervmyelo.sources import (
    ANTERIOR_REGISTRY,
    ARTICLE,
    GOWD_2021,
    HUSCHBECK_2020,
    LARYNGOSCOPY_SERIES_235,
    OH_2020,
    YEE_2020,
    Citation,
    Disagreement,
    Figure,
    Statement,
)

__all__ = ["COMPLICATIONS", "LARYNGEAL_PALSY", "Complication"]


@attrs.frozen(kw_only=True, field_transformer=typed, repr=False)
class Complication(Shown):
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
        "In a registry of ACDF with zero-profile cages it was less common after first "
        "operations than after repeat operations, also after adjustment. Palsy meant "
        "trouble with the voice, swallowing or breathing that people reported by "
        "telephone at 6 weeks; no laryngoscopy is mentioned.",
        ANTERIOR_REGISTRY.at("abstract"),
        (
            Figure("recurrent laryngeal nerve palsy, first operation", 2, "%"),
            Figure("recurrent laryngeal nerve palsy, repeat operation", 8, "%"),
            Figure("first operations", 511, "operations"),
            Figure("repeat operations", 40, "operations"),
            Figure("in the registry", 525, "people"),
            Figure("difference", 0.017, "p"),
            Figure("difference after adjustment", 0.033, "p"),
            Figure("hoarseness", 12, "operations"),
            Figure("hoarseness", 2.2, "%"),
            Figure("trouble with swallowing, or with breathing", 3, "operations"),
            Figure("trouble with swallowing, or with breathing", 0.5, "%"),
        ),
    ),
    Statement(
        "A meta-analysis of ACDF.",
        OH_2020.at("pooled rate"),
        (
            Figure("recurrent laryngeal nerve palsy, ACDF", 1.2, "%"),
            Figure("pooled", 3514, "people"),
            Figure("pooled", 5, "studies"),
        ),
    ),
    Statement(
        "Where everyone had a laryngoscopy before and after ACDF, more palsies were "
        "found: how one looks decides the rate.",
        HUSCHBECK_2020.at("abstract, results"),
        (
            Figure("recurrent laryngeal nerve palsy by laryngoscopy", 9.0, "%"),
            Figure("recurrent laryngeal nerve palsy by laryngoscopy", 19, "people"),
            Figure("examined", 211, "people"),
        ),
    ),
    Statement(
        "By laryngoscopy within a month of ACDF no palsy was found, although some "
        "people were hoarse or had trouble with swallowing.",
        GOWD_2021.at("abstract, results"),
        (
            Figure("vocal cord palsy by laryngoscopy", 0, "people"),
            Figure("examined", 108, "people"),
            Figure("hoarse", 5, "people"),
            Figure("hoarse", 4.6, "%"),
            Figure("trouble with swallowing", 19, "people"),
            Figure("trouble with swallowing", 20.4, "%"),
            Figure("aspiration", 2, "people"),
            Figure("aspiration", 1.9, "%"),
        ),
    ),
    Statement(
        "In another series with laryngoscopy every palsy recovered within months.",
        LARYNGOSCOPY_SERIES_235.at("abstract, results"),
        (
            Figure("recurrent laryngeal nerve palsy by laryngoscopy", 1.27, "%"),
            Figure("recurrent laryngeal nerve palsy by laryngoscopy", 3, "people"),
            Figure("operated on", 235, "people"),
            Figure("mean time to recovery", 2, "months"),
            Figure("time to recovery, from", 1, "months"),
            Figure("time to recovery, to", 3, "months"),
        ),
    ),
)

LARYNGEAL_PALSY: Final = Disagreement(
    name="laryngeal_palsy",
    about="How often anterior surgery causes laryngeal nerve palsy",
    followed=_PALSY[0],
    others=_PALSY[1:],
)

COMPLICATIONS: Final = listed(
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
