"""
Grades with criteria: the first criterion that holds decides.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, TypeVar

import attrs

from cervmyelo.cells import Cells, cells
from cervmyelo.criteria import Criterion, given, holds, looks_at
from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Gap, Reason
from cervmyelo.quantity import Quantity, Value, Values
from cervmyelo.scale import Grade, Scale

from .diagrams import Diagram
from .rule import Rule
from .sums import Sum

__all__ = ["FirstMatch", "Row"]

Answer = TypeVar("Answer")

_Rows: TypeAlias = tuple[tuple[Criterion | bool, Grade | Gap], ...]


@attrs.frozen(cache_hash=True)
class Row:
    """
    A line of the rule.

    Attributes:
        when: The criterion.

        then: The grade if it is the first that holds; a gap where the source then
            gives none.
    """

    when: Criterion
    then: Grade | Gap


@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class FirstMatch(Rule[Grade]):
    """
    Rows that are tried from the top; the last grade needs no criterion.

    Attributes:
        rows: The criteria with their grades.

        otherwise: The grade if none of them holds; a gap if the source gives none.

        via: A total that criteria look at by its name, in the place of its items.

    Raises:
        RuleError: If there is no row, a grade is given twice or left out, the
            grades belong to two scales, or an item of the total is looked at too.
    """

    rows: tuple[Row, ...]
    otherwise: Grade | Gap
    via: Sum | None = None

    def __attrs_post_init__(self) -> None:
        if not self.rows:
            raise RuleError(f"{self.name}: a first match needs at least one row.")
        given_ = [*(row.then for row in self.rows), self.otherwise]
        grades = [each for each in given_ if isinstance(each, Grade)]
        if not grades:
            raise RuleError(f"{self.name}: a rule of gaps alone grades nothing.")
        scale = grades[0].scale
        if any(grade.scale != scale for grade in grades):
            raise RuleError(f"{self.name}: its grades belong to two scales.")
        if len(grades) != len(scale) or set(grades) != set(scale):
            raise RuleError(f"{self.name}: each grade of the scale needs one row.")
        if self.via is not None:
            items = self.via.items
            if self.via.result not in self._seen or set(items) & set(self._seen):
                raise RuleError(
                    f"{self.name}: it must look at the total that it names, and not "
                    f"at its items."
                )
            if len({item.step for item in items}) > 1 or any(i.lacks for i in items):
                raise RuleError(f"{self.name}: the total must have no holes.")
        self._directions_name_inputs()

    @functools.cached_property
    def _seen(self) -> tuple[Quantity, ...]:
        """What the criteria name, the total among them."""
        named = (each for when in self.criteria for each in looks_at(when))
        return tuple(dict.fromkeys(named))

    def _looks_at(self) -> Iterable[Quantity]:
        for each in self._seen:
            if self.via is not None and each == self.via.result:
                yield from self.via.items
            else:
                yield each

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of its rows, from the top."""
        return tuple(row.when for row in self.rows)

    @property
    def grades(self) -> tuple[Grade, ...]:
        """Its grades from the top, without gaps."""
        given_ = (*(row.then for row in self.rows), self.otherwise)
        return tuple(each for each in given_ if isinstance(each, Grade))

    @property
    def scale(self) -> Scale:
        """The scale of its grades."""
        return self.grades[0].scale

    @property
    def outcomes(self) -> tuple[Grade, ...]:
        """Every grade that can be reached, from the best to the gravest."""
        return _ascending(self.diagram.answers)

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart."""
        if self.via is not None and quantity in self.via.items:
            return self.via.answers(quantity)
        return cells(quantity, self.criteria).examples

    @functools.cached_property
    def diagram(self) -> Diagram[Grade | Gap]:
        """The rule unfolded over the cells of its inputs; made when first needed."""
        return self.unfolded(lambda answer: answer)

    def unfolded(self, answer: Callable[[Grade | Gap], Answer]) -> Diagram[Answer]:
        """The rule unfolded, with something else told in the place of each answer."""
        start: _Rows = tuple((row.when, row.then) for row in self.rows)

        def settled(rows: _Rows) -> tuple[Answer] | None:
            if not rows:
                return (answer(self.otherwise),)
            return (answer(rows[0][1]),) if rows[0][0] is True else None

        return Diagram(list(self._cells.values()), start, _learn, settled)

    @functools.cached_property
    def _cells(self) -> Mapping[str, Cells]:
        return {each.name: cells(each, self.criteria) for each in self._seen}

    def find(self, values: Values) -> Finding[Grade]:
        """The grade or the grades still possible, with the rows that decided."""
        possible, missing = self.left(self.diagram, values)
        because: list[Reason] = []
        shown = values
        if self.via is not None:
            # Of all totals that are left, a criterion that holds does so alike.
            total = self.via.reachable(values)[0]
            shown = {**values, self.via.result.name: total}
        for row in self.rows:
            held = self._holds(row.when, values)
            because.append(Reason.of(row.when, held, shown))
            if held:
                break
        # What holds says more than what does not, so it is told first.
        because.sort(key=lambda reason: reason.value is not True)
        return self.found(
            _ascending(possible),
            missing=missing,
            because=tuple(because),
            ordered=self.scale.ordered,
            gaps=(each for each in possible if isinstance(each, Gap)),
        )

    def left(
        self, diagram: Diagram[Answer], values: Values
    ) -> tuple[tuple[Answer, ...], tuple[str, ...]]:
        """What a diagram of this rule leaves, and the inputs that can change it."""
        if self.via is None:
            return diagram.remaining(values)
        total = self.via.result.name
        totals = self.via.reachable(values)
        reached = frozenset(map(self._cells[total].index, totals))
        possible, missing = diagram.remaining(values, {total: reached})
        unscored = (e.name for e in self.via.items if values.get(e.name) is None)
        at = missing.index(total) if total in missing else None
        if at is not None:
            missing = (*missing[:at], *unscored, *missing[at + 1 :])
        return possible, missing

    def _holds(self, when: Criterion, values: Values) -> bool | None:
        if self.via is None:
            return holds(when, values)
        total = self.via.result.name
        held = {
            holds(when, {**values, total: each}) for each in self.via.reachable(values)
        }
        return held.pop() if len(held) == 1 else None


def _learn(rows: _Rows, here: Cells, value: Value) -> _Rows:
    left: list[tuple[Criterion | bool, Grade | Gap]] = []
    for when, then in rows:
        rest = when if isinstance(when, bool) else given(when, here.quantity, value)
        if rest is not False:
            left.append((rest, then))
        if rest is True:
            break
    return tuple(left)


def _ascending(answers: Iterable[Grade | Gap]) -> tuple[Grade, ...]:
    grades = (each for each in answers if isinstance(each, Grade))
    return tuple(sorted(grades, key=lambda grade: grade.rank))
