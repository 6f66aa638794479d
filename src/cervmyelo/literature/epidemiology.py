"""
How common myelopathy is.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.sources import LANNON_2021, MCCARTNEY_2018, Figure, Statement

__all__ = ["EPIDEMIOLOGY"]

EPIDEMIOLOGY: Final = (
    Statement(
        "A review for primary care puts the new cases of a year at a few in 100 000 "
        "people.",
        MCCARTNEY_2018.at("on how common it is"),
        (Figure("new cases, about", 4, "per 100 000 people a year"),),
    ),
    Statement(
        "Of those who live with it, Canada counts far more.",
        LANNON_2021.at("prevalence in Canada"),
        (Figure("people with it", 1120, "per million people"),),
    ),
)
"""How often it is new, and how many live with it."""
