"""
First matches: grades with criteria, and the first criterion that holds decides.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, TypeVar

import attrs

from cervmyelo.cells import Cells, cells
from cervmyelo.consistency import Link, cuts_in
from cervmyelo.criteria import Criterion, given, looks_at
from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Gap, Reason
from cervmyelo.frozen import Frozen
from cervmyelo.quantity import Quantity, Value, Values
from cervmyelo.scale import Grade, Scale

from .diagrams import Diagram
from .rule import Rule, unknown_of
from .sums import Sum

__all__ = ["FirstMatch", "Row"]

Answer = TypeVar("Answer")

_Rows: TypeAlias = tuple[tuple[Criterion | bool, Grade | Gap], ...]


@attrs.frozen(eq=False, repr=False)
class Row(Frozen):
    """
    A row of the rule.

    Attributes:
        when: The criterion.

        then: The grade if this criterion is the first that holds; a gap if the source
            gives none.
    """

    when: Criterion
    then: Grade | Gap


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FirstMatch(Rule[Grade]):
    """
    Rows that are tried from the top; the last grade needs no criterion.

    Attributes:
        rows: The criteria with their grades.

        otherwise: The grade if no criterion holds; a gap if the source gives none.

        via: A total that criteria read by its name instead of its items.

        at_least: Criteria that raise the answer to a grade where they are known to be
            met. What they read is not asked for: where it is not known, it changes
            nothing.

    Raises:
        RuleError: If there is no row, a grade is given twice or omitted, the grades
            belong to two scales, or the criteria also read an item of the total.
    """

    rows: tuple[Row, ...]
    otherwise: Grade | Gap
    via: Sum | None = None
    at_least: tuple[Row, ...] = ()

    def __attrs_post_init__(self) -> None:
        if not self.rows:
            raise RuleError(f"{self.name}: a first match needs at least one row.")
        grades = self.grades
        if not grades:
            raise RuleError(f"{self.name}: at least one row must give a grade.")
        scale = grades[0].scale
        if any(grade.scale != scale for grade in grades):
            raise RuleError(f"{self.name}: its grades must belong to one scale.")
        if len(grades) != len(scale) or set(grades) != set(scale):
            raise RuleError(f"{self.name}: each grade of the scale needs one row.")
        if self.at_least and (self.gaps or not scale.ordered):
            raise RuleError(
                f"{self.name}: only a rule with ordered grades and without gaps can "
                f"have 'at_least'."
            )
        if self.via is not None:
            items = self.via.items
            if self.via.result not in self._seen or set(items) & set(self._seen):
                raise RuleError(
                    f"{self.name}: its criteria must read the total named in 'via', "
                    f"and none of its items."
                )
            if len({item.step for item in items}) > 1 or any(i.excluded for i in items):
                raise RuleError(
                    f"{self.name}: the total named in 'via' must reach every step of "
                    f"its range."
                )
        self._directions_name_inputs()

    @functools.cached_property
    def _seen(self) -> tuple[Quantity, ...]:
        """The quantities that the criteria name, the total among them."""
        named = (each for when in self.criteria for each in looks_at(when))
        return tuple(dict.fromkeys(named))

    def _also_reads(self) -> Iterable[Quantity]:
        return self._of_floors

    @functools.cached_property
    def _of_floors(self) -> tuple[Quantity, ...]:
        """The quantities that the rows of 'at_least' name, each once."""
        named = (each for row in self.at_least for each in looks_at(row.when))
        return tuple(dict.fromkeys(named))

    @functools.cached_property
    def floors(self) -> tuple[tuple[int, Row], ...]:
        """The rows of 'at_least' with the ranks of their grades."""
        return tuple(
            (row.then.rank, row) for row in self.at_least if isinstance(row.then, Grade)
        )

    def floor(self, values: Values) -> tuple[int, Row] | None:
        """The row that raises the answer furthest, of those known to be met."""
        met = [pair for pair in self.floors if pair[1].when.met(values)]
        return max(met, key=lambda pair: pair[0], default=None)

    def assumes(self, finding: Finding[Grade], values: Values) -> Iterable[str]:
        """That nothing on record raises an answer that something could raise."""
        least = finding.low
        return (
            f"no {row.when}"
            for rank, row in self.floors
            if least is not None and least.rank < rank and row.when.met(values) is None
        )

    def diagram_from(self, rank: int) -> Diagram[Grade | Gap]:
        """The decision diagram, with no answer below that of a rank."""
        if not rank:
            return self.diagram
        if rank not in self._raised:
            lowest = list(self.scale)[rank]
            self._raised[rank] = self.unfolded(
                lambda answer: (
                    lowest
                    if isinstance(answer, Grade) and answer.rank < rank
                    else answer
                )
            )
        return self._raised[rank]

    @functools.cached_property
    def _raised(self) -> dict[int, Diagram[Grade | Gap]]:
        return {}

    @property
    def form(self) -> str:
        """The kind of rule in words."""
        return "first criterion that holds"

    @property
    def parts(self) -> tuple[Sum, ...]:
        """The total that its criteria read, if there is one."""
        return () if self.via is None else (self.via,)

    def _own_gaps(self) -> Iterable[Gap]:
        return (each for each in self._answers if isinstance(each, Gap))

    @property
    def _answers(self) -> tuple[Grade | Gap, ...]:
        return (*(row.then for row in self.rows), self.otherwise)

    def _looks_at(self) -> Iterable[Quantity]:
        for each in self._seen:
            if self.via is not None and each == self.via.result:
                yield from self.via.items
            else:
                yield each

    @functools.cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of its rows, from the top."""
        return tuple(row.when for row in self.rows)

    @property
    def grades(self) -> tuple[Grade, ...]:
        """Its grades from the top, without gaps."""
        return tuple(each for each in self._answers if isinstance(each, Grade))

    @property
    def scale(self) -> Scale:
        """The scale of its grades."""
        return self.grades[0].scale

    @property
    def outcomes(self) -> tuple[Grade, ...]:
        """Every grade that some person can get, from the best to the most severe."""
        return _ascending(self.diagram.answers)

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart."""
        if self.via is not None and quantity in self.via.items:
            return self.via.answers(quantity)
        return self._cells[quantity.name].examples

    @functools.cached_property
    def diagram(self) -> Diagram[Grade | Gap]:
        """The decision diagram of the rule, made when first needed."""
        return self.unfolded(lambda answer: answer)

    def unfolded(self, answer: Callable[[Grade | Gap], Answer]) -> Diagram[Answer]:
        """The decision diagram, with each answer replaced by another."""
        start: _Rows = tuple((row.when, row.then) for row in self.rows)

        def settled(rows: _Rows) -> tuple[Answer] | None:
            if not rows:
                return (answer(self.otherwise),)
            return (answer(rows[0][1]),) if rows[0][0] is True else None

        return Diagram(list(self._cells.values()), start, _learn, settled, self.joint)

    @functools.cached_property
    def _cells(self) -> Mapping[str, Cells]:
        dividing = (*self.criteria, *cuts_in(self.joint))
        return {each.name: cells(each, dividing) for each in self._seen}

    @functools.cached_property
    def joint(self) -> tuple[Link, ...]:
        """What the quantities that the criteria name say about each other."""
        return self.links_among(self._seen)

    def find(self, values: Values) -> Finding[Grade]:
        """The grade or the grades still possible, with the rows that decide."""
        floor = self.floor(values)
        lowest = 0 if floor is None else floor[0]
        possible, missing = self.remaining(self.diagram_from(lowest), values)
        because: list[Reason] = []
        if floor is not None:
            when = floor[1].when
            because.append(Reason.of(when, when.met(values), values))
        cases = self._cases(values)
        for row in self.rows:
            met = {row.when.met(each) for each in cases}
            held = met.pop() if len(met) == 1 else None
            # A criterion that holds, holds for every total still possible.
            because.append(Reason.of(row.when, held, cases[0]))
            if held:
                break
        # A criterion that holds explains more than one that does not.
        because.sort(key=lambda reason: reason.value is not True)
        return self.found(
            _ascending(possible),
            missing=missing,
            because=tuple(because),
            ordered=self.scale.ordered,
            gaps=(each for each in possible if isinstance(each, Gap)),
        )

    def remaining(
        self, diagram: Diagram[Answer], values: Values
    ) -> tuple[tuple[Answer, ...], tuple[str, ...]]:
        """The answers that a diagram of this rule leaves, and the missing inputs."""
        if self.via is None:
            return diagram.remaining(values)
        total = self.via.result.name
        totals = self.via.reachable(values)
        reached = frozenset(map(self._cells[total].index, totals))
        possible, missing = diagram.remaining(values, {total: reached})
        unscored = unknown_of(self.via.items, values)
        at = missing.index(total) if total in missing else None
        if at is not None:
            missing = (*missing[:at], *unscored, *missing[at + 1 :])
        return possible, missing

    def _cases(self, values: Values) -> tuple[Values, ...]:
        """The values, with a total from each cell in which the total can lie."""
        if self.via is None:
            return (values,)
        total = self.via.result.name
        place = self._cells[total].index
        some = {place(each): each for each in reversed(self.via.reachable(values))}
        return tuple({**values, total: each} for each in some.values())


def _learn(rows: _Rows, here: Cells, value: Value) -> _Rows:
    undecided: list[tuple[Criterion | bool, Grade | Gap]] = []
    for when, then in rows:
        rest = when if isinstance(when, bool) else given(when, here.quantity, value)
        if rest is not False:
            undecided.append((rest, then))
        if rest is True:
            break
    return tuple(undecided)


def _ascending(answers: Iterable[Grade | Gap]) -> tuple[Grade, ...]:
    grades = (each for each in answers if isinstance(each, Grade))
    return tuple(sorted(grades, key=lambda grade: grade.rank))
