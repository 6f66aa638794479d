"""
The article's risk factors.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import Above, AllOf, AnyOf, Is, OneOf
from cervmyelo.forms import Counted, People, Tally
from cervmyelo.literature.risk_factors import (
    ON_AGE,
    ON_CANAL,
    ON_LIGAMENT,
    ON_RHEUMATOID,
    OPLL_JAPAN_1980,
)
from cervmyelo.models.patient import (
    AGE_YEARS,
    ASIAN_DESCENT,
    CONGENITAL_NARROW_CANAL,
    OPLL,
    RHEUMATOID_ARTHRITIS,
)
from cervmyelo.sources import (
    ARTICLE,
    COOK_2009,
    OPLL_REVIEW_2011,
    ZHANG_2015,
    Disagreement,
    Figure,
    Statement,
)

__all__ = ["RA_FREQUENCY", "article_risk_factors"]

_PLACE = ARTICLE.at("Risk factors")
_RA = ARTICLE.at("Risk factors, rheumatoid arthritis")

_ARTICLE_ON_RA = Statement(
    "Rheumatoid arthritis (RA) can be a risk factor, but few people with RA for more "
    "than 14 years developed myelopathy; the article cites a 2020 review.",
    _RA,
    (
        Figure("with myelopathy, of those with RA for over 14 years", 2.5, "%"),
        Figure("time with RA, more than", 14, "years"),
    ),
)
_ZHANG_ON_RA = Statement(
    "A meta-analysis of 59 studies finds that myelopathy in RA is more common.",
    ZHANG_2015.at("pooled prevalence"),
    (Figure("with myelopathy, of those with RA", 5, "%", 3, 9),),
)

RA_FREQUENCY: Final = Disagreement(
    name="ra_frequency",
    about="How many people with rheumatoid arthritis have myelopathy",
    followed=_ARTICLE_ON_RA,
    others=(_ZHANG_ON_RA,),
)

article_risk_factors: Final = Tally(
    name="article_risk_factors",
    label="risk factors (article)",
    summary="How many of the article's four risk factors are present; a count without "
    "weights.",
    example={"age_years": 61, "rheumatoid_arthritis": False},
    counted=(
        Counted(
            name="over_55",
            label="age over 55",
            when=Above(AGE_YEARS, 55),
            cite=_PLACE,
            says=(
                Statement("The risk is higher after the age of 55.", _PLACE),
                Statement(
                    "Myelopathy is the most common spinal cord disorder after the age "
                    "of 55.",
                    COOK_2009.at("on how common it is"),
                ),
                *ON_AGE,
            ),
        ),
        Counted(
            name="narrow_canal",
            label="congenitally narrow canal",
            when=Is(CONGENITAL_NARROW_CANAL),
            cite=_PLACE,
            says=(
                Statement("A congenitally narrow canal raises the risk.", _PLACE),
                *ON_CANAL,
            ),
        ),
        Counted(
            name="opll_or_descent",
            label="OPLL, or Asian descent without imaging for OPLL",
            when=AnyOf(
                (
                    OneOf(OPLL, ("present",)),
                    AllOf((OneOf(OPLL, ("not_imaged",)), Is(ASIAN_DESCENT))),
                ),
            ),
            cite=ARTICLE.at("Risk factors, posterior longitudinal ligament"),
            says=(
                Statement(
                    "The risk may be higher in people of Asian descent, possibly "
                    "because this ligament calcifies (OPLL, ossification of the "
                    "posterior longitudinal ligament).",
                    ARTICLE.at("Risk factors, posterior longitudinal ligament"),
                ),
                Statement(
                    "The prevalence of OPLL differs between populations; descent is "
                    "only a proxy, and imaging decides.",
                    OPLL_REVIEW_2011.at("prevalence"),
                    (
                        Figure("prevalence in Japan, lowest reported", 1.9, "%"),
                        Figure("prevalence in Japan, highest reported", 4.3, "%"),
                        Figure("prevalence in Taiwan and in Korea, about", 3, "%"),
                        Figure("prevalence in white North Americans", 0.12, "%"),
                    ),
                ),
                *ON_LIGAMENT,
            ),
        ),
        Counted(
            name="rheumatoid_arthritis",
            label="rheumatoid arthritis",
            when=Is(RHEUMATOID_ARTHRITIS),
            cite=_RA,
            says=(_ARTICLE_ON_RA, _ZHANG_ON_RA, *ON_RHEUMATOID),
        ),
    ),
    people=People(
        says="Everyone: the article lists what may raise the risk of developing "
        "cervical myelopathy, and states no condition.",
    ),
    cite=_PLACE,
    limits=(
        "A count of factors, not a risk: no source gives weights for combining them.",
        "Descent is a proxy for OPLL only if no imaging was done; if imaging showed "
        "or excluded OPLL, only the imaging counts.",
        "Age is in completed years, so the age factor starts at 56.",
    ),
    disagreements=(RA_FREQUENCY, OPLL_JAPAN_1980),
)
