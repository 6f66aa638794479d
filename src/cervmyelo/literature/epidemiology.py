"""
Incidence and prevalence of myelopathy.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.named import listed
from cervmyelo.sources import (
    GIBSON_2018,
    GRODZINSKI_2022,
    LANNON_2021,
    MCCARTNEY_2018,
    Figure,
    Statement,
)

__all__ = ["EPIDEMIOLOGY"]

EPIDEMIOLOGY: Final = listed(
    Statement(
        "A review for primary care estimates the annual incidence at a few per 100 "
        "000 people.",
        MCCARTNEY_2018.at("on how common it is"),
        (Figure("new cases, about", 4, "per 100 000 people a year"),),
    ),
    Statement(
        "The prevalence in Canada is much higher than the incidence.",
        LANNON_2021.at("prevalence in Canada"),
        (Figure("prevalence", 1120, "per million people"),),
    ),
    Statement(
        "In the United Kingdom few people have the diagnosis in hospital records; the "
        "prevalence modelled from compression on imaging is about ten times higher.",
        GRODZINSKI_2022.at("prevalence and incidence"),
        (
            Figure("diagnosed in hospital", 0.19, "%", 0.17, 0.21),
            Figure("diagnosed in hospital, highest share (ages 50 to 54)", 0.42, "%"),
            Figure("modelled from compression", 2.22, "%", 0.436, 2.68),
            Figure("modelled from compression, over 79", 4.16, "%"),
            Figure("new diagnoses", 7.4, "per 100 000 people a year"),
        ),
    ),
    Statement(
        "A review gives lower limits of the incidence and the prevalence.",
        GIBSON_2018.at("on how common it is"),
        (
            Figure("new cases, at least", 4.1, "per 100 000 people a year"),
            Figure("prevalence, at least", 60.5, "per 100 000 people"),
        ),
    ),
)
"""Published incidence and prevalence."""
