"""
Stenosis of the cervical canal by its diameter.
"""

from __future__ import annotations

import math
from typing import Final

from cervmyelo.forms import Band, Bands, Exclusive
from cervmyelo.models.imaging import CANAL_DIAMETER, CANAL_STENOSES, CANAL_STENOSIS
from cervmyelo.populations import PREGNANCY, not_stated
from cervmyelo.sources import (
    CANAL_FILMS_INDIA,
    RADIOPAEDIA_CANAL,
    Disagreement,
    Figure,
    Statement,
)

__all__ = ["CANAL_CUTOFF", "CANAL_STENOSES", "canal_stenosis"]

CANAL_CUTOFF: Final = Disagreement(
    name="canal_cutoff",
    about="Below which diameter the cervical canal is stenotic",
    followed=Statement(
        "Stenosis is relative within a range of diameters and absolute below it.",
        RADIOPAEDIA_CANAL.at("relative and absolute stenosis"),
        (
            Figure("relative stenosis, from", 10, "mm"),
            Figure("relative stenosis, up to", 13, "mm"),
        ),
    ),
    others=(
        Statement(
            "A study of lateral radiographs uses a single cut-off and no relative "
            "stenosis.",
            CANAL_FILMS_INDIA.at("definition of stenosis"),
            (Figure("stenosis below", 12, "mm"),),
        ),
    ),
)

canal_stenosis: Final = Bands(
    name="canal_stenosis",
    recorded=CANAL_STENOSIS,
    label="cervical canal stenosis",
    summary="Stenosis of the cervical canal by its diameter: none, relative or "
    "absolute.",
    example={"canal_diameter_mm": 10.0},
    of=CANAL_DIAMETER,
    bands=(
        Band(CANAL_STENOSES.grade("absolute"), -math.inf, Exclusive(10)),
        Band(CANAL_STENOSES.grade("relative"), 10, 13),
        Band(CANAL_STENOSES.grade("none"), Exclusive(13), math.inf),
    ),
    score_rises=False,
    falls_with=(CANAL_DIAMETER,),
    people=not_stated("the reference page that was read"),
    cite=RADIOPAEDIA_CANAL.at("relative and absolute stenosis"),
    limits=(
        "A narrow canal is not myelopathy and does not show that the cord is "
        "compressed.",
        "Taken from a reference page; the study behind its cut-offs was not read.",
        "Exactly 10 mm and exactly 13 mm are relative stenosis, as in the page's own "
        "range.",
        "The normal diameter differs by level; do not use a value from C1, C2 or C7.",
        PREGNANCY,
    ),
    disagreements=(CANAL_CUTOFF,),
    evidence=(
        Statement(
            "The normal canal is widest at C1 and narrows downwards.",
            RADIOPAEDIA_CANAL.at("normal diameter by level"),
            (
                Figure("normal diameter at C1, about", 23, "mm"),
                Figure("normal diameter at C2, about", 20, "mm"),
                Figure("normal diameter from C3 to C6, about", 17, "mm"),
                Figure("normal diameter at C7, about", 15, "mm"),
            ),
        ),
    ),
)
