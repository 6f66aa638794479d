"""
Sums: totals of item scores.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import TypeAlias, cast

import attrs

from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Reason
from cervmyelo.partly import options_of
from cervmyelo.quantity import (
    Measure,
    Partly,
    Quantity,
    Value,
    Values,
    total_of,
)

from .pieces import Piece
from .rule import Rule, ends, unknown_of

__all__ = ["Sum"]

_REMEMBERED = 1024
_Scores: TypeAlias = "tuple[float, ...] | None"
# The scores that an item can have; None for all of them.


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Sum(Rule[float]):
    """
    The sum of the scores of its items.

    A missing item never counts as zero: the total stays open between the lowest and
    the highest score of the item.

    Attributes:
        items: The items; each takes stepped values.

    Raises:
        RuleError: If there is no item, one is given twice, or one is continuous; if
            the total that can be recorded ranges otherwise than its items.
    """

    items: tuple[Measure, ...]

    def __attrs_post_init__(self) -> None:
        if not self.items or len(set(self.items)) != len(self.items):
            raise RuleError(
                f"{self.name}: a sum needs at least one item, and each item once."
            )
        if any(item.step is None for item in self.items):
            raise RuleError(f"{self.name}: each item of a sum needs a step.")
        self._recorded_ranges_as_items()
        self._directions_name_inputs()

    def _recorded_ranges_as_items(self) -> None:
        if not isinstance(self.recorded, Measure):
            return
        total = total_of(self.name, self.label, self.items)
        ranges = [(each.low, each.high, each.step) for each in (self.recorded, total)]
        if ranges[0] != ranges[1]:
            raise RuleError(
                f"{self.name}: the total that can be recorded must range as its items "
                f"do, from {total.low:g} to {total.high:g} in steps of {total.step:g}."
            )

    @property
    def form(self) -> str:
        """The kind of rule in words."""
        return "sum of items"

    @property
    def answer_type(self) -> type[int | float | str]:
        """Whole numbers unless an item has half points."""
        return int if self.result.whole else float

    @property
    def answer_unit(self) -> str:
        """The unit of its answers."""
        return self.result.unit

    def _looks_at(self) -> Iterable[Quantity]:
        return self.items

    @functools.cached_property
    def result(self) -> Measure:
        """The total, as a quantity that other rules can read."""
        if isinstance(self.recorded, Measure):
            return self.recorded
        return total_of(self.name, self.label, self.items)

    @property
    def outcomes(self) -> tuple[float, ...]:
        """Every possible total."""
        return self.reachable({})

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The scores of an item that are worth telling apart: all of them."""
        return quantity.values

    def reachable(
        self, values: Values, without: Measure | None = None
    ) -> tuple[float, ...]:
        """
        Every total that the recorded scores allow, ascending.

        Args:
            values: The recorded scores, and the total if it was recorded.

            without: An item to leave out of the total.
        """
        totals = self._totals(
            tuple(
                (0,) if item is without else _scores(values.get(item.name))
                for item in self.items
            )
        )
        recorded = None if without or not self.recorded else values.get(self.name)
        if recorded is None:
            return totals
        options = options_of(recorded)
        return tuple(total for total in totals if total in options)

    @functools.cached_property
    def _totals(self) -> Callable[[tuple[_Scores, ...]], tuple[float, ...]]:
        every = tuple(item.values for item in self.items)

        @functools.lru_cache(_REMEMBERED)
        def totals(scores: tuple[_Scores, ...]) -> tuple[float, ...]:
            sums: set[float] = {0}
            for score, values in zip(scores, every, strict=True):
                options = values if score is None else score
                sums = {one + other for one in sums for other in options}
            return tuple(sorted(sums))

        return totals

    def spans(
        self, values: Values, along: Quantity | None = None
    ) -> tuple[tuple[float, float], ...]:
        """
        Every possible total; or, along an unknown item, from its lowest to its highest.

        Args:
            values: The recorded scores.

            along: An unknown item that spans its whole range.
        """
        if along is None:
            return tuple((total, total) for total in self.reachable(values))
        (item,) = (each for each in self.items if each == along)
        totals = self.reachable(values, without=item)
        low, high = ends(item, values, all_steps=False)
        return tuple((total + float(low), total + float(high)) for total in totals)

    def moves_at(self, quantity: Quantity, result: float) -> bool:  # noqa: ARG002
        """Whether an item moves the total: always."""
        return True

    def find(self, values: Values) -> Finding[float]:
        """The total or its bounds, with what each item adds."""
        return self.found(
            self.reachable(values),
            missing=unknown_of(self.items, values),
            because=tuple(_adds(item, values.get(item.name)) for item in self.items),
            unit="points",
        )

    @functools.cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What each item adds, as a function of its score."""
        return tuple(
            Piece((item,), functools.partial(_piece, item)) for item in self.items
        )


def _piece(item: Measure, values: Values) -> tuple[Reason, ...]:
    return (_adds(item, values.get(item.name)),)


def _adds(item: Measure, score: Value | Partly | None) -> Reason:
    known = score is not None and not isinstance(score, Partly)
    return Reason(
        item, score, f"of {item.high:g}" if known else f"{item.low:g} to {item.high:g}"
    )


def _scores(value: Value | Partly | None) -> _Scores:
    if value is None:
        return None
    return cast("tuple[float, ...]", options_of(value))
