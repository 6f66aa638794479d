"""
The article's factors for a less favourable outlook.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import Above, OneOf
from cervmyelo.forms import Counted, People, Tally
from cervmyelo.models.patient import (
    NECK_MOBILITY,
    SEX_AT_BIRTH,
    SYMPTOM_DURATION_MONTHS,
)
from cervmyelo.populations import PREGNANCY, with_myelopathy
from cervmyelo.sources import ARTICLE, BARNES_1984, Disagreement, Figure, Statement

__all__ = ["CAUTION", "NECK_MOVEMENT", "article_outlook_factors"]

_PLACE = ARTICLE.at("Outlook, list of factors")

CAUTION: Final = Statement(
    "These factors are estimates from earlier studies. The outlook differs between "
    "people; ask a doctor for individual advice.",
    ARTICLE.at("Outlook, after the list of factors"),
)

_ARTICLE_ON_MOTION = Statement(
    "Reduced neck mobility may be associated with a less favourable outlook.", _PLACE
)
_BARNES_ON_MOTION = Statement(
    "In people treated without surgery, those who got worse had more neck mobility, "
    "not less.",
    BARNES_1984.at("abstract"),
    (Figure("people treated without surgery", 45, "people"),),
)

NECK_MOVEMENT: Final = Disagreement(
    name="neck_movement",
    about="Whether reduced or increased neck mobility is unfavourable",
    followed=_ARTICLE_ON_MOTION,
    others=(_BARNES_ON_MOTION,),
)

article_outlook_factors: Final = Tally(
    name="article_outlook_factors",
    label="adverse factors (article)",
    summary="How many of the article's factors for a less favourable outlook are "
    "present; a count without weights.",
    example={"symptom_duration_months": 24},
    counted=(
        Counted(
            name="long_duration",
            label="symptoms for over 18 months",
            when=Above(SYMPTOM_DURATION_MONTHS, 18),
            cite=_PLACE,
            says=(
                Statement(
                    "A symptom duration of over 18 months may be associated with a "
                    "less favourable outlook.",
                    _PLACE,
                ),
            ),
        ),
        Counted(
            name="decreased_neck_mobility",
            label="reduced neck mobility",
            when=OneOf(NECK_MOBILITY, ("decreased",)),
            cite=_PLACE,
            says=(_ARTICLE_ON_MOTION, _BARNES_ON_MOTION),
        ),
        Counted(
            name="female_at_birth",
            label="female sex recorded at birth",
            when=OneOf(SEX_AT_BIRTH, ("female",)),
            cite=_PLACE,
            says=(
                Statement(
                    "Female sex, as recorded at birth, may be associated with a less "
                    "favourable outlook.",
                    _PLACE,
                ),
                Statement(
                    "In people treated without surgery, those who got worse were more "
                    "often female.",
                    BARNES_1984.at("abstract"),
                ),
            ),
        ),
    ),
    falls_with=(NECK_MOBILITY,),
    people=People(
        says="People with cervical myelopathy; the article states no age and no cause.",
        conditions=(with_myelopathy(ARTICLE.at("Outlook, first sentence")),),
    ),
    cite=_PLACE,
    limits=(
        "A count of factors: no source gives effect sizes, so there is no probability.",
        "Reduced neck mobility is the article's factor; the study behind it found the "
        "opposite.",
        PREGNANCY,
    ),
    disagreements=(NECK_MOVEMENT,),
)
