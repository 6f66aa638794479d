"""
How wide the canal is: absolute and relative stenosis.
"""

from __future__ import annotations

import math
from typing import Final

from cervmyelo.forms import Band, Bands, Exclusive
from cervmyelo.models.imaging import CANAL_DIAMETER
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import (
    CANAL_FILMS_INDIA,
    RADIOPAEDIA_CANAL,
    Disagreement,
    Figure,
    Statement,
)

__all__ = ["CANAL_CUTOFF", "CANAL_STENOSES", "canal_stenosis"]

CANAL_STENOSES: Final = Scale(
    name="canal_stenosis",
    label="stenosis of the cervical canal",
    levels=(
        Level("none", "wider than the range called stenosis"),
        Level("relative", "relative stenosis"),
        Level("absolute", "absolute stenosis"),
    ),
)

CANAL_CUTOFF: Final = Disagreement(
    name="canal_cutoff",
    about="How narrow a cervical canal must be to be called stenotic",
    said=Statement(
        "Stenosis is relative within a range and absolute below it.",
        RADIOPAEDIA_CANAL.at("relative and absolute stenosis"),
        (
            Figure("relative stenosis, from", 10, "mm"),
            Figure("relative stenosis, up to", 13, "mm"),
        ),
    ),
    beside=(
        Statement(
            "A study of lateral films draws one line and has no relative stenosis.",
            CANAL_FILMS_INDIA.at("definition of stenosis"),
            (Figure("stenosis below", 12, "mm"),),
        ),
    ),
)

canal_stenosis: Final = Bands(
    name="canal_stenosis",
    label="stenosis of the cervical canal",
    summary="Stenosis of the cervical canal by its diameter: none, relative or absolute.",
    example={"canal_diameter_mm": 10.0},
    of=CANAL_DIAMETER,
    bands=(
        Band(CANAL_STENOSES.grade("absolute"), -math.inf, Exclusive(10)),
        Band(CANAL_STENOSES.grade("relative"), 10, 13),
        Band(CANAL_STENOSES.grade("none"), Exclusive(13), math.inf),
    ),
    score_rises=False,
    falls_with=(CANAL_DIAMETER,),
    cite=RADIOPAEDIA_CANAL.at("relative and absolute stenosis"),
    limits=(
        "A narrow canal is no myelopathy, and does not say that the cord is pressed.",
        "Seen on a reference page; the study behind its cut-offs was not seen.",
        "At 10 mm and at 13 mm the page's own range is followed: both are relative.",
        "The normal depth differs by level, so a value from C1, C2 or C7 does not "
        "belong here.",
    ),
    disagreements=(CANAL_CUTOFF,),
    evidence=(
        Statement(
            "The normal canal is widest at the top and narrowest at the bottom.",
            RADIOPAEDIA_CANAL.at("normal depth by level"),
            (
                Figure("normal depth at C1, about", 23, "mm"),
                Figure("normal depth at C2, about", 20, "mm"),
                Figure("normal depth from C3 to C6, about", 17, "mm"),
                Figure("normal depth at C7, about", 15, "mm"),
            ),
        ),
    ),
)
