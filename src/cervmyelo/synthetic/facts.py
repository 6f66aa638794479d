"""
Yes or no, where what is already known of a person leaves it open.

What follows from other facts, and what they make unlikely, is decided by the statements
in `cervmyelo.consistency` and by nothing here.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from typing import Final

from cervmyelo.case import Case
from cervmyelo.consistency import DOUBTS, linked_to
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Fact, Value

from .scores import ITEMS, LEVELS
from .shares import INVENTED, PUBLISHED

__all__ = ["FACTS", "fact"]

FACTS: Final = tuple(
    name for name in (*PUBLISHED, *INVENTED) if isinstance(QUANTITIES[name], Fact)
)
"""The yes and no of a person, in the order in which they are decided."""


def fact(name: str, chance: float, known: Mapping[str, Value], lost: int) -> bool:
    """
    A yes or no that contradicts nothing that is known.

    Args:
        name: The quantity.

        chance: A number from 0 to 1; the smaller, the sooner it is yes.

        known: What is already known of the person.

        lost: How many points of the mJOA the person has lost.
    """
    near = tuple((each, known[each]) for each in _near(name) if each in known)
    options = _options(name, near)
    if len(options) == 1:
        return options[0]
    return chance < (
        _open_share(name) if name in PUBLISHED else INVENTED[name].at(lost)
    )


@functools.cache
def _near(name: str) -> tuple[str, ...]:
    """The quantities that say something about a quantity, or are unlikely with it."""
    found = {*linked_to(name)}
    for doubt in DOUBTS:
        names = {each.name for each in doubt.quantities}
        found |= names if name in names else set()
    return tuple(sorted(found - {name}))


@functools.cache
def _options(name: str, near: tuple[tuple[str, Value], ...]) -> tuple[bool, ...]:
    """The answers that contradict nothing nearby."""
    fits = [
        each for each in (True, False) if not Case({**dict(near), name: each}).conflicts
    ]
    return tuple(fits)


@functools.cache
def _open_share(name: str) -> float:
    """
    The share of yes among people whose items leave it open.

    With those whose items decide it, all people have the published share.
    """
    decided: list[float] = []
    free: list[float] = []
    for scores, weight in LEVELS.items():
        items = dict(zip(ITEMS, scores, strict=True))
        near = tuple((each, items[each]) for each in _near(name) if each in items)
        options = _options(name, near)
        if options == (True,):
            decided.append(weight)
        if len(options) > 1:
            free.append(weight)
    missing = PUBLISHED[name].share - math.fsum(decided)
    return min(1.0, max(0.0, missing / math.fsum(free)))
