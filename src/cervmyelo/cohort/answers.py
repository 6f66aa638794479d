"""
The columns that rules add to a frame, with their types.

Words of grades are ordered, from the best level to the worst, wherever a frame can hold
ordered words. Where it cannot, or compares them by the alphabet, the rank of each grade
stands in a column of its own.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Final, Literal, TypeAlias

import attrs

from cervmyelo.forms import Form
from cervmyelo.models.ends import ENDS
from cervmyelo.scale import Scale

from .dialects import Kind

__all__ = [
    "PROBLEMS",
    "Added",
    "Part",
    "added_columns",
    "answer_name",
]

_ANSWER: Final = "_answer"

PROBLEMS: Final = "problems"
"""The column that says which cells of a row are invalid; null where none is."""

Part: TypeAlias = Literal[
    "value",
    "low",
    "high",
    "interval_low",
    "interval_high",
    "status",
    "holds_for",
    "because",
    "missing",
]
"""What a column shows of the finding of a rule."""

_KINDS: Final[Mapping[type, Kind]] = {int: "int64", float: "float", str: "string"}


@attrs.frozen
class Added:
    """
    A column that is added to a frame.

    Attributes:
        name: Its name.

        kind: Its type, or that of the codes of its grades.

        part: What it shows of the finding.

        scale: The scale whose words it holds; None if it holds no words of grades.

        rank: Whether it holds ranks, from 0 for the best level.
    """

    name: str
    kind: Kind
    part: Part
    scale: Scale | None = None
    rank: bool = False

    @property
    def levels(self) -> tuple[str, ...]:
        """The words of its grades, from the best to the worst; empty if none."""
        return () if self.scale is None else tuple(map(str, self.scale.codes))

    @property
    def ordered(self) -> bool:
        """Whether its words have an order."""
        return self.scale is not None and self.scale.ordered


def answer_name(rule: Form, present: Container[str], places: Mapping[str, str]) -> str:
    """
    The name of the column with the answer of a rule, which those of its bounds extend.

    It is the name of the rule, or ends in ``_answer`` where the frame has a column of
    that name, or of its ends, with the recorded answer, which stays as it is.

    Args:
        rule: The rule.

        present: The names of the columns of the frame.

        places: The column of each quantity that has another name in the frame.
    """
    is_read = any(each.name == rule.name for each in rule.reads)
    columns = (rule.name, *(each.name for each in ENDS.get(rule.name, ())))
    there = any(each in present and places.get(each, each) == each for each in columns)
    return f"{rule.name}{_ANSWER}" if is_read and there else rule.name


def added_columns(  # noqa: PLR0913 -- one for each way of asking
    rule: Form,
    name: str = "",
    *,
    bounds: bool,
    people: bool = False,
    explain: bool = False,
    ranks: bool = False,
) -> Iterator[Added]:
    """
    The columns that a rule adds, in order.

    Args:
        rule: The rule.

        name: What their names begin with; empty for the name of the rule.

        bounds: Whether bounds and status are wanted.

        people: Whether what is assumed about the person is wanted.

        explain: Whether reasons are wanted.

        ranks: Whether the frame needs ranks to order words.
    """
    own = name or rule.name
    for part in _parts(rule, bounds=bounds, people=people, explain=explain):
        column = own if part == "value" else f"{own}_{part}"
        if part in {"status", "holds_for", "because", "missing"}:
            yield Added(column, "string", part)
            continue
        kind = _KINDS[rule.answer_type]
        scale = rule.scale
        yield Added(column, kind, part, scale if kind == "string" else None)
        if scale is not None and scale.ordered and _needs_rank(scale, ranks=ranks):
            yield Added(f"{column}_rank", "int64", part, rank=True)


def _parts(rule: Form, *, bounds: bool, people: bool, explain: bool) -> Iterator[Part]:
    yield "value"
    if bounds:
        yield from ("low", "high")
        if rule.has_intervals:
            yield from ("interval_low", "interval_high")
        yield "status"
    if people:
        yield "holds_for"
    if explain:
        yield from ("because", "missing")


def _needs_rank(scale: Scale, *, ranks: bool) -> bool:
    """Whether the cells of a column do not sort as the grades do."""
    numbers = [code for code in scale.codes if isinstance(code, int)]
    if len(numbers) == len(scale):
        return numbers != sorted(numbers)
    return ranks
