"""
The patients of an overview who get a line each, from findings or from a graded table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, Protocol

import attrs

from cervmyelo.findings import Finding, Outcome, Status
from cervmyelo.forms import Form
from cervmyelo.io.patients import Reading, valid_reference
from cervmyelo.names import printable
from cervmyelo.scale import Grade

if TYPE_CHECKING:
    import polars as pl

    from cervmyelo.io.pieces import More

__all__ = ["MOST_LINES", "Answer", "FoundLines", "Lines", "TableLines", "record_name"]

MOST_LINES: Final = 200
"""How many patients get a line."""


@attrs.frozen
class Answer:
    """
    What a line shows of an answer.

    Attributes:
        status: "ok", "undecided" or "refused".

        value: The answer; None unless exactly one is possible.

        low: The lowest possible answer; None if refused or without an order.

        high: The highest possible answer.

        grades: The possible grades, on a scale without order; empty on others.
    """

    status: Status
    value: Outcome | None
    low: Outcome | None
    high: Outcome | None
    grades: tuple[Outcome, ...]

    @classmethod
    def of(cls, finding: Finding[Outcome]) -> Answer:
        """What a line shows of a finding."""
        grades = () if finding.low is not None else finding.possible or ()
        return cls(finding.status, finding.value, finding.low, finding.high, grades)

    def excludes_any(self, outcomes: Sequence[Outcome]) -> bool:
        """Whether it excludes any of the answers that its rule can give."""
        if self.grades:
            return len(self.grades) < len(outcomes)
        return (self.low, self.high) != (outcomes[0], outcomes[-1])


class Lines(Protocol):
    """The first patients of a file, each with the answers of every rule."""

    def people(self) -> Sequence[tuple[str, bool]]:
        """The name of each patient, and whether the record is flagged."""
        ...

    def statuses(self, rule: Form) -> Sequence[Status]:
        """The status of the answer of a rule for each patient."""
        ...

    def answers(self, rule: Form) -> Sequence[Answer]:
        """The answer of a rule for each patient."""
        ...


class FoundLines:
    """Lines of patients who are assessed one by one."""

    def __init__(self) -> None:
        self._people: list[tuple[str, bool]] = []
        self._found: list[dict[str, Finding[Outcome]]] = []

    def add(
        self, reading: Reading, found: Sequence[Finding[Outcome]], *, flagged: bool
    ) -> None:
        """Keep the line of a patient, if there is room for it."""
        if len(self._people) < MOST_LINES:
            self._people.append((record_name(reading, bare=True), flagged))
            self._found.append({each.rule.name: each for each in found})

    def people(self) -> Sequence[tuple[str, bool]]:
        """The name of each patient, and whether the record is flagged."""
        return self._people

    def statuses(self, rule: Form) -> Sequence[Status]:
        """The status of the answer of a rule for each patient."""
        return [each[rule.name].status for each in self._found]

    def answers(self, rule: Form) -> Sequence[Answer]:
        """The answer of a rule for each patient."""
        return [Answer.of(each[rule.name]) for each in self._found]


class TableLines:
    """
    Lines of the first rows of a graded table.

    Such a table has the columns of `cervmyelo.io.pieces`, and the results of all rules
    with their bounds.
    """

    def __init__(self) -> None:
        self._heads: list[pl.DataFrame] = []
        self._apart: dict[int, Reading] = {}

    def add(self, head: pl.DataFrame, more: More) -> None:
        """
        Keep first rows of the table, which can come out of order.

        Args:
            head: Those of a piece of it.

            more: Gives the people about whom its columns do not hold all.
        """
        from cervmyelo.io.pieces import NUMBER

        self._heads.append(head)
        self._apart |= {head[NUMBER][at]: each for at, each in more(head).items()}

    def people(self) -> Sequence[tuple[str, bool]]:
        """The name of each patient, and whether the record is flagged."""
        from cervmyelo.io.counted_rows import FLAGGED
        from cervmyelo.io.pieces import NUMBER, REFERENCE_TEXT

        rows = self._head.select(NUMBER, REFERENCE_TEXT, FLAGGED).rows()
        return [
            (_name(number + 1, ref, bare=True), flagged)
            for number, ref, flagged in rows
        ]

    def statuses(self, rule: Form) -> Sequence[Status]:
        """The status of the answer of a rule for each patient."""
        found: list[Status] = self._head[f"{rule.name}_status"].to_list()
        return found

    def answers(self, rule: Form) -> Sequence[Answer]:
        """The answer of a rule for each patient."""
        found = [*self._answers(rule)]
        for number, each in self._apart.items():
            found[number] = Answer.of(rule(each.patient or each.values))
        return found

    def _answers(self, rule: Form) -> Iterator[Answer]:
        from cervmyelo.io.graded_rows import possible_grades

        head = self._head
        words = rule.answer_type is str
        known: dict[object, Outcome] = {
            str(each) if words else each.code: each
            for each in rule.outcomes
            if isinstance(each, Grade)
        }
        grades: Sequence[tuple[Outcome, ...]] = [()] * head.height
        if rule.scale is not None and not rule.scale.ordered:
            grades = possible_grades(head, rule)
        parts = [f"{rule.name}{end}" for end in ("_status", "", "_low", "_high")]
        for some, (status, *cells) in zip(grades, head[parts].rows(), strict=True):
            value, low, high = (known.get(each, each) for each in cells)
            yield Answer(status, value, low, high, some)

    @property
    def _head(self) -> pl.DataFrame:
        import polars as pl

        from cervmyelo.io.pieces import NUMBER

        if len(self._heads) > 1:
            self._heads = [pl.concat(self._heads).sort(NUMBER)]
        return self._heads[0]


def record_name(reading: Reading, *, bare: bool = False) -> str:
    """
    The name of a record: its reference if that is valid, otherwise its number.

    >>> record_name(Reading(number=7, patient=None, values={}))
    'row 7'
    """
    return _name(reading.number, valid_reference(reading), bare=bare)


def _name(number: int, ref: str | None, *, bare: bool) -> str:
    row = f"row {number}"
    if ref is None:
        return row
    return printable(ref) if bare else f"{row}, {printable(ref)}"
