"""
Crosswalks from one scale to another, where one grade may become several, or none.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Gap, Reason
from cervmyelo.frozen import Frozen
from cervmyelo.quantity import Measure, Quantity, Value, Values
from cervmyelo.scale import Grade, Scale

from .rule import Rule, ends

__all__ = ["Crosswalk", "Mapped"]


@attrs.frozen(eq=False, repr=False)
class Mapped(Frozen):
    """
    A row of a crosswalk: the grades that one grade corresponds to.

    Attributes:
        value: The grade on the first scale, as recorded.

        to: Every grade of the second scale that it can correspond to; empty if it has
            no counterpart there.

        or_none: Whether it may also have no counterpart.
    """

    value: float
    to: tuple[Grade, ...]
    or_none: bool = False

    @property
    def leads_somewhere(self) -> bool:
        """Whether it always has a counterpart."""
        return bool(self.to) and not self.or_none

    def __str__(self) -> str:
        return _alternatives(self.to, sure=self.leads_somewhere)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Crosswalk(Rule[Grade]):
    """
    The grades of one scale that a grade of another can correspond to, as a set.

    Attributes:
        of: The recorded grade.

        rows: What each grade corresponds to.

        nowhere: The gap for a grade without a counterpart.

        lost: Information in the first scale that the second does not have.

    Raises:
        RuleError: If a grade is omitted or given twice, or the grades belong to two
            scales.
    """

    of: Measure
    rows: tuple[Mapped, ...]
    nowhere: Gap
    lost: str

    def __attrs_post_init__(self) -> None:
        if sorted(row.value for row in self.rows) != list(self.of.values):
            raise RuleError(f"{self.name}: each recorded grade needs one row.")
        if len({grade.scale for row in self.rows for grade in row.to}) != 1:
            raise RuleError(f"{self.name}: its rows must lead to grades of one scale.")
        self._directions_name_inputs()

    @property
    def form(self) -> str:
        """The kind of rule in words."""
        return "crosswalk between scales"

    def _own_gaps(self) -> Iterable[Gap]:
        return () if all(row.leads_somewhere for row in self.rows) else (self.nowhere,)

    def _looks_at(self) -> Iterable[Quantity]:
        return (self.of,)

    @property
    def scale(self) -> Scale:
        """The scale it leads to."""
        return next(grade.scale for row in self.rows for grade in row.to)

    @property
    def outcomes(self) -> tuple[Grade, ...]:
        """Every grade that it can give, from the best to the most severe."""
        reached = {grade for row in self.rows for grade in row.to}
        return tuple(sorted(reached, key=lambda grade: grade.rank))

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart: all of them."""
        return quantity.values

    def find(self, values: Values) -> Finding[Grade]:
        """The grade, or every grade that is still possible."""
        value = values.get(self.of.name)
        options = ends(self.of, values, all_steps=True)
        rows = [row for row in self.rows if row.value in options]
        possible = tuple(sorted({grade for row in rows for grade in row.to}))
        sure = all(row.leads_somewhere for row in rows)
        ways = {(row.to, row.or_none) for row in rows}
        return self.found(
            possible,
            missing=(self.of.name,) if len(ways) > 1 else (),
            because=(
                Reason(
                    self.of,
                    value,
                    f"corresponds to {_alternatives(possible, sure=sure)}",
                ),
            ),
            gaps=() if sure else (self.nowhere,),
        )


def _alternatives(grades: tuple[Grade, ...], *, sure: bool) -> str:
    return " or ".join([*(each.label for each in grades), *(() if sure else ("none",))])
