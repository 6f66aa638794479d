"""
Incidence and prevalence of myelopathy.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.sources import LANNON_2021, MCCARTNEY_2018, Figure, Statement

__all__ = ["EPIDEMIOLOGY"]

EPIDEMIOLOGY: Final = (
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
)
"""Published incidence and prevalence."""
