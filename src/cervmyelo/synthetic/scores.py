"""
The items of the mJOA: severities as published, the rest invented.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Final

from cervmyelo.instruments.mjoa import mjoa_severity
from cervmyelo.models.mjoa import MJOA_ITEMS

from .shares import SEVERITY

__all__ = ["FULL", "ITEMS", "LEVELS", "Scores", "chosen", "item_lost", "items_with"]

Scores = tuple[int, ...]

ITEMS: Final = tuple(item.name for item in MJOA_ITEMS)
"""The names of the items."""

FULL: Final[Scores] = tuple(int(item.high) for item in MJOA_ITEMS)
"""The scores of a person without impairment."""

_WEIGHTS: Final = (3.0, 4.0, 2.5, 0.6)
"""Invented: how readily a point is lost in each item."""

_FALL: Final = 0.55
"""Invented: each point down among the severe is this much rarer than the one above."""


def _totals() -> dict[int, float]:
    """The share of people with each total: bands as published, even within a band."""
    people = math.fsum(each.value for each in SEVERITY.figures)
    worst = mjoa_severity.bands[-1]
    shares: dict[int, float] = {}
    for band in mjoa_severity.bands:
        for figure in SEVERITY.figures:
            if figure.what.partition(" ")[0] != band.grade.code:
                continue
            low, high = int(float(str(band.low))), int(float(str(band.high)))
            steps = range(high, low - 1, -1)
            rare = _FALL if band is worst else 1.0
            weights = [math.prod([rare] * place) for place, _ in enumerate(steps)]
            whole = math.fsum(weights)
            for total, weight in zip(steps, weights, strict=True):
                shares[total] = figure.value / people * weight / whole
    return shares


def item_lost(scores: Scores) -> list[float]:
    """The weight of each item to lose the next point."""
    return [
        weight if score > 0 else 0.0
        for weight, score in zip(_WEIGHTS, scores, strict=True)
    ]


def chosen(weights: Sequence[float], chance: float) -> int:
    """The place of the weight into which a number from 0 to 1 falls."""
    reached = chance * math.fsum(weights)
    last = max(place for place, weight in enumerate(weights) if weight)
    for place, upto in enumerate(itertools.accumulate(weights)):
        if reached < upto:
            return place
    return last


def _lowered(scores: Scores, place: int) -> Scores:
    return (*scores[:place], scores[place] - 1, *scores[place + 1 :])


def _levels() -> dict[Scores, float]:
    """How probable each combination of items is, by losing one point after another."""
    totals = _totals()
    found: dict[Scores, float] = {}
    here: dict[Scores, float] = {FULL: 1.0}
    for total in range(sum(FULL), min(totals) - 1, -1):
        if total in totals:
            found |= {scores: p * totals[total] for scores, p in here.items()}
        below: dict[Scores, float] = {}
        for scores, p in here.items():
            weights = item_lost(scores)
            whole = math.fsum(weights)
            for place, weight in enumerate(weights):
                if weight:
                    lower = _lowered(scores, place)
                    below[lower] = below.get(lower, 0.0) + p * weight / whole
        here = below
    return found


LEVELS: Final[Mapping[Scores, float]] = _levels()
"""How probable each combination of scores is at the first visit; they add up to 1."""

_TOTALS: Final = _totals()


def items_with(chances: Sequence[float]) -> Scores:
    """
    The scores of a person at the first visit.

    Args:
        chances: Numbers from 0 to 1: one for the total, and one for each point that can
            be lost.
    """
    totals = [*_TOTALS]
    total = totals[chosen([*_TOTALS.values()], chances[0])]
    scores = FULL
    for place in range(sum(FULL) - total):
        scores = _lowered(scores, chosen(item_lost(scores), chances[1 + place]))
    return scores
