"""
Grades with criteria: the first criterion that holds decides.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import TypeAlias

import attrs

from cervmyelo.cells import Cells, cells
from cervmyelo.criteria import Criterion, given, holds, looks_at
from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Reason
from cervmyelo.quantities import Quantity, Value, Values
from cervmyelo.scales import Grade

from .diagrams import Diagram
from .rule import Rule

__all__ = ["FirstMatch", "Row"]

_Rows: TypeAlias = tuple[tuple[Criterion | bool, Grade], ...]


@attrs.frozen(cache_hash=True)
class Row:
    """
    A line of the rule.

    Attributes:
        when: The criterion.

        then: The grade if it is the first that holds.
    """

    when: Criterion
    then: Grade


@attrs.frozen(kw_only=True, cache_hash=True)
class FirstMatch(Rule[Grade]):
    """
    Rows that are tried from the top; the last grade needs no criterion.

    Attributes:
        rows: The criteria with their grades.

        otherwise: The grade if none of them holds.

    Raises:
        RuleError: If there is no row, a grade is given twice or left out, or the
            grades belong to two scales.
    """

    rows: tuple[Row, ...]
    otherwise: Grade

    def __attrs_post_init__(self) -> None:
        grades = [*(row.then for row in self.rows), self.otherwise]
        scale = self.otherwise.scale
        if not self.rows:
            raise RuleError(f"{self.name}: a first match needs at least one row.")
        if any(grade.scale != scale for grade in grades):
            raise RuleError(f"{self.name}: its grades belong to two scales.")
        if len(grades) != len(scale) or set(grades) != set(scale):
            raise RuleError(f"{self.name}: each grade of the scale needs one row.")
        self._directions_name_inputs()

    def _looks_at(self) -> Iterable[Quantity]:
        return (each for when in self.criteria for each in looks_at(when))

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of its rows, from the top."""
        return tuple(row.when for row in self.rows)

    @property
    def outcomes(self) -> tuple[Grade, ...]:
        """Every grade that can be reached, from the best to the gravest."""
        return tuple(sorted(self.diagram.answers, key=_rank))

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart."""
        return cells(quantity, self.criteria).examples

    @functools.cached_property
    def diagram(self) -> Diagram[Grade]:
        """The rule unfolded over the cells of its inputs; made when first needed."""
        start: _Rows = tuple((row.when, row.then) for row in self.rows)
        return Diagram(
            [cells(each, self.criteria) for each in self.inputs],
            start,
            _learn,
            self._settled,
        )

    def _settled(self, rows: _Rows) -> tuple[Grade] | None:
        if not rows:
            return (self.otherwise,)
        return (rows[0][1],) if rows[0][0] is True else None

    def find(self, values: Values) -> Finding[Grade]:
        """The grade or the grades still possible, with the rows that decided."""
        possible, missing = self.diagram.remaining(values)
        because: list[Reason] = []
        for row in self.rows:
            held = holds(row.when, values)
            because.append(Reason.of(row.when, held, values))
            if held:
                break
        # What holds says more than what does not, so it is told first.
        because.sort(key=lambda reason: reason.value is not True)
        return self.found(
            tuple(sorted(possible, key=_rank)),
            missing=missing,
            because=tuple(because),
            ordered=self.otherwise.scale.ordered,
        )


def _learn(rows: _Rows, here: Cells, value: Value) -> _Rows:
    left: list[tuple[Criterion | bool, Grade]] = []
    for when, then in rows:
        rest = when if isinstance(when, bool) else given(when, here.quantity, value)
        if rest is not False:
            left.append((rest, then))
        if rest is True:
            break
    return tuple(left)


def _rank(grade: Grade) -> int:
    return grade.rank
