"""
The treatments of the article and what each aims at.
"""

from __future__ import annotations

from typing import Final

import attrs

from cervmyelo.sources import ARTICLE, Citation, Statement

__all__ = ["SURGERY_AIM", "TREATMENTS", "TREATMENT_AIM", "Treatment"]


@attrs.frozen(kw_only=True)
class Treatment:
    """
    A treatment that the article names.

    Attributes:
        name: A short name.

        label: What a reader calls it.

        aim: What it aims at.

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
    "Treatment manages the condition: it addresses pain and inflammation and aims at "
    "better mobility and quality of life. Where it works it eases symptoms, slows the "
    "disease and lowers the risk of complications.",
    ARTICLE.at("Treatment; Outlook, after the caution"),
)

SURGERY_AIM: Final = Statement(
    "An operation also aims to widen the canal and to take pressure off the cord. For "
    "those who are eligible, sooner may be better than later.",
    ARTICLE.at("Treatment, after the list"),
)

TREATMENTS: Final = (
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
        aim="damaged discs are replaced with grafts; more room and less pressure on "
        "the cord",
        surgical=True,
        cite=_SURGERY,
    ),
    Treatment(
        name="laminectomy",
        label="laminectomy",
        aim="bone spurs are removed; more room and less pressure on the cord",
        surgical=True,
        cite=_SURGERY,
    ),
)
"""Every treatment of the article, in its order."""
