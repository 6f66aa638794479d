"""
Totals that may be the sum of some items only.

A form of others may add up what was answered so far: ten points after three of four
items reads as a severe grade. Such a total would say that the missing items are zero.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from cervmyelo.forms import Sum
from cervmyelo.registry import RULES

from .readings import Reading
from .report import Line

__all__ = ["without_partial_sums"]


def without_partial_sums(
    taken: Mapping[str, Reading],
) -> tuple[dict[str, Reading], list[Line]]:
    """
    Readings without totals that may be the sum of some items only.

    A total is left out if it stands for the whole next to some of the items, and is
    their sum. A total among the components of an Observation was recorded like them,
    and stays.

    Args:
        taken: The readings by the names of the quantities.
    """
    kept, lines = dict(taken), list[Line]()
    for rule in _sums():
        total = taken.get(rule.name)
        if total is None or "component[" in total.place:
            continue
        items = [taken[name] for name in rule.input_names if name in taken]
        values = [each.content.value for each in items]
        numbers = [each for each in values if isinstance(each, int | float)]
        in_part = 0 < len(numbers) < len(rule.items)
        if in_part and total.content.value == sum(numbers):
            del kept[rule.name]
            why = "it may be the sum of some items only"
            lines.append(Line(total.place, "not understood", rule.name, why))
    return kept, lines


@functools.cache
def _sums() -> tuple[Sum, ...]:
    return tuple(rule for rule in RULES.values() if isinstance(rule, Sum))
