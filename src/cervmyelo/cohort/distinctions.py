"""
What distinguishes rows that have different words.

It is less than the rows hold: a rule that compares an age with one limit has the same
words for each age above it, and one that reads a total has them for all items that add
up to it.
"""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from cervmyelo.cells import Cells, cells
from cervmyelo.consistency import LIMITS, SUMMARIES, Link, cells_of, cuts_in, links
from cervmyelo.criteria import Above, AtLeast, Criterion, looks_at
from cervmyelo.forms import Bands, FirstMatch, Form, Sum, Tally
from cervmyelo.models.missing import COMPANIONS, UNAFFECTED
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Measure, Quantity

from .reasons import has_other_cause
from .states import Place, place_of, sum_of

__all__ = ["places_alone", "places_beside", "places_linked"]


def places_alone(rule: Form, present: Collection[str]) -> tuple[Place, ...]:
    """
    What distinguishes rows about which no other record says anything.

    Args:
        rule: The rule.

        present: The names of the quantities in the frame.
    """
    items = _summed(rule, present)
    criteria = _criteria(rule)
    own = [each for each in rule.reads if each.name in present and each not in items]
    places = (place_of(e.name, e, _divided(rule, e, criteria)) for e in own)
    return (*places, *_sum(rule, items, criteria))


def places_beside(
    rule: Form, every: Sequence[Quantity], present: Collection[str]
) -> tuple[Place, ...]:
    """
    What distinguishes rows about which other records say something.

    Args:
        rule: The rule.

        every: What it reads, what can say something about that, and the reasons of
            missing values.

        present: The names of the quantities in the frame.
    """
    if rule.firm or not SUMMARIES.isdisjoint(present):
        # A single value can matter that is contested, or part of a recorded total.
        return tuple(place_of(each.name, each) for each in every)
    items = _summed(rule, present)
    limited = {name for each in LIMITS for name in (each.measure.name, each.most.name)}
    places: list[Place] = []
    for each in every:
        companion = COMPANIONS.get(each.name)
        shown = companion is not None and companion.name in present
        if shown or each.name in limited or QUANTITIES.get(each.name) is not each:
            places.append(place_of(each.name, each))
            continue
        here = cells_of().get(each.name)
        if each in items or each not in rule.reads:
            # What no statement names says nothing.
            places += [place_of(each.name, each, here)] if here is not None else []
        else:
            linking = _cuts(each, here)
            divided = _divided(rule, each, (*_criteria(rule), *linking))
            places.append(place_of(each.name, each, divided))
    return (*places, *_sum(rule, items))


def places_linked(
    rule: Form, every: Sequence[Quantity], present: Collection[str]
) -> tuple[Place, ...]:
    """
    What distinguishes rows where other records say something without contradiction.

    No total is recorded there, and nothing in part. Of what a rule does not read, only
    what it says about something that was not recorded matters.

    Args:
        rule: The rule.

        every: What it reads, what can say something about that, and the reasons of
            missing values.

        present: The names of the quantities in the frame.
    """
    own = [each for each in every if each in rule.reads]
    items = _summed(rule, present)
    places: list[Place] = []
    for each in own:
        companion = COMPANIONS[each.name]
        here = cells_of().get(each.name)
        if companion.name in present:
            places += [place_of(e.name, e) for e in (each, companion)]
        elif each in items:
            places += [place_of(each.name, each, here)] if here is not None else []
        else:
            divided = _divided(rule, each, (*_criteria(rule), *_cuts(each, here)))
            places.append(place_of(each.name, each, divided))
    for each in every:
        some = [
            link
            for link in links().get(each.name, ())
            if link.target.quantity in rule.reads
        ]
        if each not in own and some:
            places += _said(each, some, present)
    return (*places, *_sum(rule, items))


def _said(
    source: Quantity, some: Sequence[Link], present: Collection[str]
) -> Iterator[Place]:
    """What a quantity says about others that were not recorded."""
    pl: Any = importlib.import_module("polars")
    kinds = [*zip(*(link.allowed for link in some), strict=True)]
    every = [*dict.fromkeys(kinds)]
    place = place_of(source.name, source, some[0].source)
    table = pl.Series([every.index(each) for each in kinds], dtype=pl.UInt32)
    targets = [link.target.quantity.name for link in some]
    gaps = [pl.col(name).is_null() for name in targets if name in present]
    matters = (
        pl.any_horizontal(gaps) if len(gaps) == len(targets) else pl.lit(value=True)
    )
    said = pl.lit(table).gather(place.at.cast(pl.UInt32))
    yield Place(pl.when(matters).then(said), len(every))
    companion = COMPANIONS[source.name]
    if companion.name in present and source.name in UNAFFECTED:
        yield Place(matters & has_other_cause(pl.col(companion.name)), 2, gaps=False)


def _criteria(rule: Form) -> tuple[Criterion, ...]:
    """The criteria of a rule that shows no numbers; empty for any other rule."""
    if not isinstance(rule, FirstMatch | Tally):
        return ()
    criteria = [*rule.criteria]
    if rule.people is not None:
        criteria += [each.when for each in rule.people.conditions]
    if isinstance(rule, FirstMatch):
        criteria += [row.when for row in rule.at_least]
    return (*criteria, *cuts_in(rule.joint))


def _divided(
    rule: Form, quantity: Quantity, criteria: Collection[Criterion]
) -> Cells | None:
    """The cells of a measure within which the words are the same, if there are such."""
    if not isinstance(quantity, Measure) or quantity in rule.recordable:
        return None
    named = {each for when in _criteria(rule) for each in looks_at(when)}
    return cells(quantity, criteria) if quantity in named else None


def _cuts(quantity: Quantity, here: Cells | None) -> tuple[Criterion, ...]:
    """Criteria that divide a measure where the statements do."""
    if here is None or not isinstance(quantity, Measure):
        return ()
    return tuple((Above if above else AtLeast)(quantity, at) for at, above in here.cuts)


def _sum(
    rule: Form, items: Sequence[Measure], criteria: Collection[Criterion] = ()
) -> tuple[Place, ...]:
    """What distinguishes the recorded items; with criteria, the cells of their sum."""
    total = _total_in(rule)
    if total is None or not items:
        return ()
    # A total of all items reaches each step between its ends.
    divides = isinstance(rule, FirstMatch) and criteria and items == total.items
    cuts = cells(total.result, criteria).cuts if divides else None
    return sum_of(items, total.result, cuts)


def _total_in(rule: Form) -> Sum | None:
    """The total that a rule reads in place of its items, if there is one."""
    match rule:
        case Bands(of=Sum() as total) | FirstMatch(via=Sum() as total):
            return total
        case _:
            return None


def _summed(rule: Form, present: Collection[str]) -> tuple[Measure, ...]:
    """The recorded items, if a rule reads nothing but their sum."""
    total = _total_in(rule)
    if total is None or any(each.name in present for each in rule.recordable):
        return ()
    items, step = total.items, total.result.step or 1
    apart = {*rule.reads} - {*rule.inputs}
    apart |= {*(() if rule.people is None else rule.people.inputs)}
    if isinstance(rule, FirstMatch):
        apart |= {each for row in rule.at_least for each in looks_at(row.when)}
    if any((each.step or 1) % step for each in items) or not apart.isdisjoint(items):
        return ()
    return tuple(each for each in items if each.name in present)
