"""
From one scale to another, where one grade may become several, or none.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

import attrs

from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Gap, Reason
from cervmyelo.quantity import Measure, Quantity, Value, Values
from cervmyelo.scale import Grade, Scale

from .rule import Rule, number

__all__ = ["Crosswalk", "Mapped"]


@attrs.frozen(cache_hash=True)
class Mapped:
    """
    Where one grade leads.

    Attributes:
        value: The grade on the first scale, as it is recorded.

        to: Every grade of the second scale that it can be; none if it has no
            counterpart there.

        or_none: Whether it can be one of them or have no counterpart.
    """

    value: float
    to: tuple[Grade, ...]
    or_none: bool = False

    @property
    def leads_somewhere(self) -> bool:
        """Whether it surely has a counterpart."""
        return bool(self.to) and not self.or_none

    def __str__(self) -> str:
        return _told(self.to, sure=self.leads_somewhere)


@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class Crosswalk(Rule[Grade]):
    """
    What a grade on one scale can be on another: a set, never a guess.

    Attributes:
        of: The recorded grade.

        rows: Where each grade leads.

        nowhere: What is said of a grade without a counterpart.

        lost: What the second scale cannot tell that the first does.

    Raises:
        RuleError: If a grade is left out or given twice, or leads to two scales.
    """

    of: Measure
    rows: tuple[Mapped, ...]
    nowhere: Gap
    lost: str

    def __attrs_post_init__(self) -> None:
        if sorted(row.value for row in self.rows) != list(self.of.values):
            raise RuleError(f"{self.name}: each grade leads somewhere, once.")
        if len({grade.scale for row in self.rows for grade in row.to}) != 1:
            raise RuleError(f"{self.name}: its grades belong to one scale.")
        self._directions_name_inputs()

    def _looks_at(self) -> Iterable[Quantity]:
        return (self.of,)

    @functools.cached_property
    def scale(self) -> Scale:
        """The scale to which it leads."""
        return next(grade.scale for row in self.rows for grade in row.to)

    @property
    def outcomes(self) -> tuple[Grade, ...]:
        """Every grade to which some grade leads, from the best to the gravest."""
        reached = {grade for row in self.rows for grade in row.to}
        return tuple(sorted(reached, key=lambda grade: grade.rank))

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart: all of them."""
        return quantity.values

    def find(self, values: Values) -> Finding[Grade]:
        """The grade, or all that it can be."""
        value = number(values, self.of)
        rows = [row for row in self.rows if value is None or row.value == value]
        possible = tuple(sorted({grade for row in rows for grade in row.to}))
        sure = all(row.leads_somewhere for row in rows)
        ways = {(row.to, row.or_none) for row in rows}
        return self.found(
            possible,
            missing=(self.of.name,) if len(ways) > 1 else (),
            because=(
                Reason(self.of, value, f"corresponds to {_told(possible, sure=sure)}"),
            ),
            gaps=() if sure else (self.nowhere,),
        )


def _told(grades: tuple[Grade, ...], *, sure: bool) -> str:
    return " or ".join([*(each.label for each in grades), *(() if sure else ("none",))])
