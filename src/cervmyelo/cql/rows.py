"""
Rules made of criteria: first matches and tallies.

What is still possible is read along the decision diagram of a rule, which is exact also
where one input is used in several places. Next to it stand the rows as published, read
by Kleene's logic alone: where they decide, they must decide alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, TypeVar

from cervmyelo.criteria import Criterion
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, Tally
from cervmyelo.forms.diagrams import IMPOSSIBLE, Diagram
from cervmyelo.quantity import Measure, Quantity

from .criteria import criterion, possibly_in
from .expressions import (
    NULL,
    TRUE,
    Ends,
    all_of,
    any_of,
    chosen,
    greatest,
    listed,
    number,
    sum_of,
)
from .knowledge import Knowledge
from .possible import Numbers, Ranks, ranks, written
from .scores import total

__all__ = ["first_match", "met", "tally"]

T = TypeVar("T")

_Via: TypeAlias = tuple[Measure, Ends]
# A total that criteria read, and what it can be.


def met(knowledge: Knowledge, of: Criterion, via: _Via | None = None) -> str:
    """Whether a criterion is met; null if that is not known."""
    return criterion(of, lambda each: _ends(knowledge, each, via))


def first_match(knowledge: Knowledge, rule: FirstMatch) -> Ranks:
    """The grades that a first match can still give."""
    via = None
    if rule.via is not None:
        summed = total(knowledge, rule.via)
        via = (rule.via.result, summed.ends)
    _rows(knowledge, rule, via)
    floor = _floor(knowledge, rule)
    possible: list[tuple[str, str]] = []
    gaps: list[str] = []
    for answer, reached in _leaves(knowledge, rule.name, rule.diagram, via):
        if isinstance(answer, Gap):
            gaps.append(reached)
            continue
        rank = str(answer.rank)
        if floor is not None:
            rank = chosen((f"{floor} > {rank}", floor), otherwise=rank)
        possible.append((reached, rank))
    definitions = knowledge.definitions
    found = ranks(definitions, rule.name, possible)
    gap = definitions.put(f"{rule.name} may have no answer", any_of(gaps))
    return Ranks(found, gap)


def _rows(knowledge: Knowledge, rule: FirstMatch, via: _Via | None) -> None:
    """The answer as the published rows alone give it."""
    branches: list[tuple[str, str]] = []
    for place, row in enumerate(rule.rows, start=1):
        holds = knowledge.definitions.put(
            f"{rule.name} row {place}", met(knowledge, row.when, via)
        )
        # A condition that is not known must not fall to the next row.
        branches += [(f"{holds} is null", NULL), (holds, written(row.then))]
    made = chosen(*branches, otherwise=written(rule.otherwise))
    knowledge.definitions.put(f"{rule.name} by rows", made)


def _floor(knowledge: Knowledge, rule: FirstMatch) -> str | None:
    """The greatest rank that what else is known raises the answer to."""
    if not rule.floors:
        return None
    raised = (
        chosen((met(knowledge, row.when), str(rank)), otherwise=NULL)
        for rank, row in rule.floors
    )
    return knowledge.definitions.put(f"{rule.name} at least", greatest(raised))


def _leaves(
    knowledge: Knowledge, name: str, diagram: Diagram[T], via: _Via | None = None
) -> Iterator[tuple[T, str]]:
    """Each answer of a decision diagram, and whether it can still be reached."""
    into: dict[int, list[str]] = {diagram.root: [TRUE]}
    for cells, nodes in reversed(diagram.layers):
        ends = _ends(knowledge, cells.quantity, via)
        for node, branches in reversed(nodes):
            here = knowledge.definitions.put(f"{name} at {node}", any_of(into[node]))
            for child in dict.fromkeys(branches):
                if child == IMPOSSIBLE:
                    continue
                places = [at for at, each in enumerate(branches) if each == child]
                can = possibly_in(cells, places, ends)
                into.setdefault(child, []).append(all_of((here, can)))
    for leaf, conditions in into.items():
        if leaf < 0:
            yield diagram.answer(leaf), any_of(conditions)


def _ends(knowledge: Knowledge, quantity: Quantity, via: _Via | None) -> Ends:
    """What a quantity can be, or the total that criteria read."""
    if via is not None and via[0] == quantity:
        return via[1]
    return knowledge.ends(quantity)


def tally(knowledge: Knowledge, rule: Tally) -> Numbers:
    """The counts that a tally can still give."""
    definitions = knowledge.definitions
    present: list[str] = []
    for each in rule.counted:
        row = definitions.put(f"{rule.name} row {each.name}", met(knowledge, each.when))
        present.append(chosen((f"{row} is null", NULL), (row, "1"), otherwise="0"))
    definitions.put(f"{rule.name} by rows", sum_of(present))
    counts = listed(
        chosen((reached, number(count)), otherwise=NULL)
        for count, reached in _leaves(knowledge, rule.name, rule.diagram)
    )
    found = definitions.put(f"{rule.name} counts", counts)
    return Numbers(f"Min({found})", f"Max({found})")
