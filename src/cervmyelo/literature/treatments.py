"""
The treatments that the article names, and their aims.
"""

from __future__ import annotations

from typing import Final

import attrs

from cervmyelo.field_types import typed
from cervmyelo.named import listed
from cervmyelo.notebook import Shown
from cervmyelo.sources import ARTICLE, Citation, Statement

__all__ = ["SURGERY_AIM", "TREATMENTS", "TREATMENT_AIM", "Treatment"]


@attrs.frozen(kw_only=True, field_transformer=typed, repr=False)
class Treatment(Shown):
    """
    A treatment that the article names.

    Attributes:
        name: A short name.

        label: Its name for readers.

        aim: Its aim.

        surgical: Whether it is an operation.

        cite: Where it is named.
    """

    name: str
    label: str
    aim: str
    surgical: bool
    cite: Citation

    def __str__(self) -> str:
        return f"{self.label}: {self.aim} [{self.cite}]"


_LIST = ARTICLE.at("Treatment, list")
_SURGERY = ARTICLE.at("Treatment, list of operations")

TREATMENT_AIM: Final = Statement(
    "Treatment manages the condition: it targets pain and inflammation and aims to "
    "improve mobility and quality of life. Effective treatment relieves symptoms, "
    "slows the disease and lowers the risk of complications.",
    ARTICLE.at("Treatment; Outlook, after the caution"),
)

SURGERY_AIM: Final = Statement(
    "Surgery also aims to widen the canal and to relieve pressure on the cord. For "
    "eligible people, earlier surgery may be better.",
    ARTICLE.at("Treatment, after the list"),
)

TREATMENTS: Final = listed(
    Treatment(
        name="anti_inflammatory_medication",
        label="anti-inflammatory medication",
        aim="less pain and inflammation",
        surgical=False,
        cite=_LIST,
    ),
    Treatment(
        name="physical_therapy",
        label="physical therapy",
        aim="better mobility and quality of life",
        surgical=False,
        cite=_LIST,
    ),
    Treatment(
        name="corticosteroid_injection",
        label="corticosteroid injection, in some cases",
        aim="less pain and inflammation",
        surgical=False,
        cite=_LIST,
    ),
    Treatment(
        name="acdf",
        label="anterior cervical discectomy and fusion (ACDF)",
        aim="replaces damaged discs with grafts, for more space and less pressure on "
        "the cord",
        surgical=True,
        cite=_SURGERY,
    ),
    Treatment(
        name="laminectomy",
        label="laminectomy",
        aim="removes bone spurs, for more space and less pressure on the cord",
        surgical=True,
        cite=_SURGERY,
    ),
)
"""Every treatment that the article names, in its order."""
