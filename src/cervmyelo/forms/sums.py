"""
A total of item scores.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable

import attrs

from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Reason
from cervmyelo.quantity import Measure, Quantity, Value, Values

from .rule import Rule, number

__all__ = ["Sum"]


@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class Sum(Rule[float]):
    """
    The sum of the scores of its items.

    A missing item is never scored zero: the total is then open between the least
    and the most that the item can add.

    Attributes:
        items: The items; each takes stepped values.

    Raises:
        RuleError: If there is no item, one is given twice, or one is continuous.
    """

    items: tuple[Measure, ...]

    def __attrs_post_init__(self) -> None:
        if not self.items or len(set(self.items)) != len(self.items):
            raise RuleError(f"{self.name}: a sum needs items, each of them once.")
        if any(item.step is None for item in self.items):
            raise RuleError(f"{self.name}: the items of a sum need a step.")
        self._directions_name_inputs()

    def _looks_at(self) -> Iterable[Quantity]:
        return self.items

    @functools.cached_property
    def result(self) -> Measure:
        """The total, as something that other rules can look at."""
        return Measure(
            name=self.name,
            label=self.label,
            question=f"What is the {self.label}?",
            low=sum(item.low for item in self.items),
            high=sum(item.high for item in self.items),
            unit="points",
            step=min(item.step or math.inf for item in self.items),
        )

    @property
    def outcomes(self) -> tuple[float, ...]:
        """Every total that can be reached."""
        return self.reachable({})

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The scores of an item that are worth telling apart: all of them."""
        return quantity.values

    def reachable(self, values: Values) -> tuple[float, ...]:
        """Every total that the recorded items still allow, in ascending order."""
        totals: set[float] = {0}
        for item in self.items:
            score = number(values, item)
            scores = item.values if score is None else (score,)
            totals = {total + score for total in totals for score in scores}
        return tuple(sorted(totals))

    def find(self, values: Values) -> Finding[float]:
        """The total or its bounds, with what each item adds."""
        recorded = [(item, number(values, item)) for item in self.items]
        return self.found(
            self.reachable(values),
            missing=tuple(item.name for item, score in recorded if score is None),
            because=tuple(
                Reason(
                    item,
                    score,
                    f"{item.low:g} to {item.high:g}"
                    if score is None
                    else f"of {item.high:g}",
                )
                for item, score in recorded
            ),
            unit="points",
        )
