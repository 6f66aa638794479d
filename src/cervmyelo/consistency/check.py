"""
One person's recorded values, checked against the statements.
"""

from __future__ import annotations

import collections
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias, cast

import attrs

from cervmyelo.cells import Cells
from cervmyelo.errors import ContradictionError
from cervmyelo.frozen import Frozen
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.partly import any_in_part, options_of
from cervmyelo.quantity import Measure, Partly, Quantity, Readings, Value, Values

from .facts import (
    DOUBTS,
    LIMITS,
    SUMMARIES,
    TOTALS,
    Described,
    Doubt,
    Limit,
    Literal,
    Total,
    TotalAtMost,
    quantity_of,
)
from .links import Implication, Link, cells_of, implied, links

__all__ = [
    "Conflict",
    "Consistent",
    "Deduction",
    "conflict_of",
    "conflicts_in",
    "consistent",
    "doubt_of",
    "has_total",
    "partly_of",
    "total_conflict",
    "totals_conflict",
]


@attrs.frozen(eq=False, repr=False)
class Deduction(Frozen):
    """
    What recorded facts say about a quantity that was not recorded.

    Attributes:
        quantity: The quantity.

        value: Its value, or what is still possible.

        sources: The names of the quantities that say so.

        why: The reasons, as clauses.
    """

    quantity: Quantity
    value: Value | Partly
    sources: tuple[str, ...]
    why: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Conflict(Frozen):
    """
    Recorded facts that contradict each other, or are unlikely together.

    Attributes:
        fields: The names of the fields.

        why: The reason, as a clause.

        refuses: The names of the quantities whose rules give no answer; empty if the
            facts are only unlikely together.

        by_definition: Whether they cannot be true together. Such facts say nothing
            about other quantities either.
    """

    fields: tuple[str, ...]
    why: str
    refuses: frozenset[str]
    by_definition: bool

    @property
    def error(self) -> ContradictionError:
        """The error, with what to do about it."""
        return ContradictionError(self.fields, self.why)

    def __str__(self) -> str:
        return _in_words(self.fields, self.why, self.by_definition)


# Each rule that gives no answer shows it, and so does every person alike.
@functools.lru_cache(4096)
def _in_words(fields: tuple[str, ...], why: str, by_definition: bool) -> str:
    if by_definition:
        return str(ContradictionError(fields, why))
    return f"{' and '.join(fields)}: {why}. Check them; both may be true."


@attrs.frozen(eq=False, repr=False)
class Consistent(Frozen):
    """
    What is known once recorded values are checked against each other.

    Attributes:
        known: What was recorded without contradiction, and what follows from it.

        deductions: What follows, by the name of the quantity.

        conflicts: What contradicts each other, and what is unlikely together.
    """

    known: Values
    deductions: Mapping[str, Deduction]
    conflicts: tuple[Conflict, ...]

    @functools.cached_property
    def contradicted(self) -> frozenset[str]:
        """The names of what is silent because facts cannot be true together."""
        return _contested(each for each in self.conflicts if each.by_definition)

    @functools.cached_property
    def doubted(self) -> frozenset[str]:
        """The names of what is silent because facts are unlikely together."""
        return _contested(each for each in self.conflicts if not each.by_definition)


_NOTHING: Final[Mapping[str, Deduction]] = MappingProxyType({})


def consistent(readings: Readings) -> Consistent:
    """
    What is known once recorded values are checked against each other.

    >>> found = consistent({"mjoa_motor_lower": 1, "wheelchair_or_immobile": False})
    >>> found.conflicts[0].fields
    ('wheelchair_or_immobile', 'mjoa_motor_lower')
    >>> consistent({"mjoa_motor_lower": 1}).known["ambulatory"]
    False
    >>> items = {"mjoa_motor_upper": 3, "mjoa_motor_lower": 5, "mjoa_sphincter": 3}
    >>> consistent({"mjoa_total": 13, **items}).known["mjoa_sensory_upper"]
    2

    Args:
        readings: What was recorded, checked; as a value known in part where it has two
            readings. The one as scored is compared with others, but only what follows
            from both is deduced.
    """
    if not readings:
        # A file can hold many thousand people without anything recorded.
        return Consistent(MappingProxyType({}), _NOTHING, ())
    banded = _banded(readings)
    if banded:
        readings = {**readings, **{n: each.value for n, each in banded.items()}}
    in_part = any_in_part(readings.values())
    values = _compared(readings) if in_part else cast("Values", readings)
    implications = _implications(values)
    conflicts = [*_contradictory(implications, values), *_broken(values)]
    contested = _contested(conflicts)
    by_reading = _implications(readings) if in_part else implications
    followed = _followed(by_reading, readings, contested)
    totalled = _totalled(values)
    if totalled:
        found = len(conflicts)
        for total in totalled:
            by = _sources(total, banded)
            conflicts += _unreachable(
                total, values, by_reading, contested, followed, by
            )
        conflicts += _crossed(totalled, values, _contested(conflicts), followed, banded)
        if len(conflicts) > found:
            contested = _contested(conflicts)
            followed = _followed(by_reading, readings, contested)
        narrowed: dict[str, Deduction] = {}
        for total in totalled:
            if total.answer.name not in contested:
                by = _sources(total, banded)
                narrowed |= _narrowed(total, values, contested, followed, by)
        by_band = {k: each for k, each in banded.items() if k not in contested}
        followed = _onward(readings, followed, {**by_band, **narrowed}, totalled)
    conflicts += _doubtful(values, banded)
    known: Values = values
    if followed or contested or in_part:
        sure: dict[str, Value | Partly | None] = {**readings}
        for name in contested:
            sure.pop(name, None)
        if in_part:
            sure = {k: _ascending(value) for k, value in sure.items()}
        known = {**sure, **{k: each.value for k, each in followed.items()}}
    if totalled and in_part:
        known = _without_totals(known, readings, totalled)
    follows = MappingProxyType(followed) if followed else _NOTHING
    return Consistent(MappingProxyType(known), follows, tuple(conflicts))


def conflicts_in(readings: Readings) -> tuple[Conflict, ...]:
    """
    What `consistent` finds in conflict, in less time if no total is recorded.

    >>> readings = {"neck_pain": False, "neck_pain_onset": "sudden"}
    >>> conflicts_in(readings)[0].fields
    ('neck_pain', 'neck_pain_onset')

    Args:
        readings: What was recorded, checked.
    """
    if has_total(readings):
        # What follows from other records can contradict a total.
        return consistent(readings).conflicts
    values = _compared(readings)
    conflicts = _contradictory(_implications(values), values)
    return (*conflicts, *_broken(values), *_doubtful(values, {}))


def has_total(readings: Readings) -> bool:
    """Whether a total, or the word for its band, was recorded."""
    names = readings.keys() & SUMMARIES
    return any(readings.get(name) is not None for name in names)


def _totalled(values: Values) -> list[Total]:
    """The totals that were recorded."""
    if values.keys().isdisjoint(SUMMARIES):
        return []
    return [each for each in TOTALS if values.get(each.answer.name) is not None]


def _compared(readings: Readings) -> Values:
    """The values that are compared with each other."""
    if any_in_part(readings.values()):
        return {k: _as_scored(value) for k, value in readings.items()}
    return cast("Values", readings)


_Implications: TypeAlias = "list[tuple[int, str, tuple[Implication, ...]]]"
"""What is recorded and says something: its place in the order, its name and what."""


def _implications(values: Values) -> _Implications:
    """What recorded values say about other quantities, in the order of the first."""
    places = _places_of_sources()
    return sorted(
        (places[name], name, implies)
        for name in values.keys() & places.keys()
        if (implies := _implied(name, cast("Value | Partly", values[name])))
    )


# Few values of few quantities say anything, so nearly every one was looked at before.
@functools.lru_cache(4096)
def _implied(name: str, value: Value | Partly) -> tuple[Implication, ...]:
    """What a value of a quantity says about others."""
    here = cells_of()[name]
    return implied(name, _cells(here, value))


@functools.cache
def _places_of_sources() -> Mapping[str, int]:
    """The places of the quantities that can say something about others."""
    return {name: place for name, place in _order().items() if links().get(name)}


def _banded(readings: Readings) -> dict[str, Deduction]:
    """
    The totals that the word for a band says or narrows, by name.

    A word that contradicts the total or the items says nothing about them: studies
    draw their bands in different places. The rule that gives the word is refused.
    """
    found: dict[str, Deduction] = {}
    if readings.keys().isdisjoint(SUMMARIES):
        return found
    for total in TOTALS:
        bands, name = total.bands, total.answer.name
        word = None if bands is None else readings.get(bands.grade.name)
        if bands is None or word is None:
            continue
        recorded = readings.get(name)
        every = total.answer.values if recorded is None else options_of(recorded)
        ranges = [bands[str(each)] for each in options_of(word)]
        scores = cast("Sequence[float]", every)
        left = [e for e in scores if any(low <= e <= high for low, high in ranges)]
        if len(left) < len(scores):
            scored = _compared(readings)
            if not _sums(_domains(total, scored, frozenset(), {})).isdisjoint(left):
                own = () if recorded is None else (name,)
                by = (*own, bands.grade.name)
                found[name] = Deduction(total.answer, _value_of(left), by, (bands.why,))
    return found


def _sources(
    total: Total | TotalAtMost, banded: Mapping[str, Deduction]
) -> tuple[str, ...]:
    """The names of what was recorded that says a total: it, its band, or both."""
    name = total.answer.name
    return banded[name].sources if name in banded else (name,)


def _as_scored(value: Value | Partly) -> Value | Partly:
    """What is compared with other records: of two readings the one as scored."""
    if isinstance(value, Partly) and value.as_scored is not None:
        return value.as_scored
    return value


def _contradictory(implications: _Implications, values: Values) -> list[Conflict]:
    found: list[Conflict] = []
    for _, name, implies in implications:
        against = [
            each
            for each in implies
            if each.target in values
            and each.contradicts
            and _excluded(each, cast("Value | Partly", values[each.target]))
        ]
        if against:
            # Reasons that read forward come first.
            against.sort(key=lambda each: not each.link.forward)
            found += (conflict_of((name, e.target), e.why_not) for e in against)
    return found


@functools.lru_cache(4096)
def _excluded(by: Implication, value: Value | Partly) -> bool:
    """Whether a quantity cannot have a value by what another says about it."""
    return _cells(by.link.target, value).isdisjoint(by.allowed)


def _cells(here: Cells, value: Value | Partly | None) -> frozenset[int]:
    """The cells in which a value can lie."""
    if not isinstance(value, Partly):
        return frozenset([here.index(cast("Value", value))])
    if value.range:
        return frozenset(range(here.index(value.low), here.index(value.high) + 1))
    return frozenset(map(here.index, value.options))


def _ascending(value: Value | Partly | None) -> Value | Partly | None:
    """Both readings in order; of a yes or no they leave nothing known."""
    if not isinstance(value, Partly):
        return value
    if isinstance(value.low, bool):
        return None
    if value.as_scored is None:
        return value
    return attrs.evolve(value, options=tuple(sorted(value.options)))


def _followed(
    implications: _Implications, readings: Readings, contested: frozenset[str]
) -> dict[str, Deduction]:
    """What follows from what was recorded, apart from what is contradictory."""
    sure = (implies for _, name, implies in implications if name not in contested)
    return _deduced(sure, readings)


def _deduced(
    implications: Iterable[tuple[Implication, ...]], readings: Readings
) -> dict[str, Deduction]:
    domains: dict[str, frozenset[int]] = {}
    by: dict[str, tuple[Implication, ...]] = {}
    for each in itertools.chain.from_iterable(implications):
        target = each.target
        before = domains.get(target)
        if before is None:
            there = readings.get(target)
            if there is not None:
                if not _in_part(there):
                    continue
                before = _cells(each.link.target, there)
        now = each.allowed if before is None else before & each.allowed
        if now != before:
            domains[target] = now
            by[target] = (*by.get(target, ()), each)
    found: dict[str, Deduction] = {}
    for name, domain in domains.items():
        if domain:
            found[name] = _deduction(by[name], domain)
            if name in readings:
                found[name] = _narrower(found[name], by[name], domain, readings)
    return found


def _in_part(value: Value | Partly) -> bool:
    """Whether a value was recorded as known in part."""
    return isinstance(value, Partly) and value.as_scored is None


_Scores: TypeAlias = "frozenset[float]"


def _domains(
    total: Total,
    values: Values,
    contested: frozenset[str],
    followed: Mapping[str, Deduction],
) -> list[_Scores]:
    """The scores that each item of a total can have."""
    found: list[_Scores] = []
    for name, every in _items(total):
        value = None if name in contested else values.get(name)
        if name in followed:
            value = followed[name].value
        if value is None:
            found.append(every)
        else:
            found.append(frozenset(cast("Iterable[float]", options_of(value))))
    return found


@functools.cache
def _items(total: Total) -> tuple[tuple[str, _Scores], ...]:
    """The names of the items of a total with all their scores."""
    return tuple((each.name, frozenset(each.values)) for each in total.items)


def _sums(domains: Iterable[_Scores]) -> _Scores:
    sums: set[float] = {0}
    for scores in domains:
        sums = {one + other for one in sums for other in scores}
    return frozenset(sums)


def _unreachable(  # noqa: PLR0913, PLR0917 -- each is made once for all totals
    total: Total,
    values: Values,
    implications: _Implications,
    contested: frozenset[str],
    followed: Mapping[str, Deduction],
    by: Sequence[str],
) -> Iterator[Conflict]:
    """The contradictions of a recorded total with its items, or with what they say."""
    name = total.answer.name
    if name in contested:
        return
    totals = _totals(values, total)
    recorded = [
        each.name
        for each in total.items
        if each.name in values and each.name not in contested
    ]
    if _sums(_domains(total, values, contested, {})).isdisjoint(totals):
        yield total_conflict(total, recorded, by)
        return
    if not any(each.name in followed for each in total.items):
        return
    if _sums(_domains(total, values, contested, followed)).isdisjoint(totals):
        # An item that is known in part can be narrowed by other facts, too.
        exact = {each for each in recorded if not isinstance(values[each], Partly)}
        unrecorded = {each.name for each in total.items} - exact
        about_items = {
            source
            for _, source, implies in implications
            if source not in contested and any(e.target in unrecorded for e in implies)
        }
        for source in values:
            if source in about_items:
                yield total_conflict(total, (source,), by)


def _crossed(
    totalled: Iterable[Total],
    values: Values,
    contested: frozenset[str],
    followed: Mapping[str, Deduction],
    banded: Mapping[str, Deduction],
) -> Iterator[Conflict]:
    """The contradictions of recorded totals with each other."""
    domains: dict[str, _Scores] = {}
    sure = [each for each in totalled if each.answer.name not in contested]
    for total in sure:
        scores = _domains(total, values, contested, followed)
        left = _left(scores, _totals(values, total))
        domains |= {e.name: d for e, d in zip(total.items, left, strict=True)}
    for one, other in itertools.combinations(sure, 2):
        if any(
            _excludes(link, domains[here], domains[there])
            for here, there, link in _linking(one, other)
        ):
            by = (*_sources(one, banded), *_sources(other, banded))
            yield totals_conflict(one, other, by)


@functools.cache
def _linking(one: Total, other: Total) -> tuple[tuple[str, str, Link], ...]:
    """The links from the items of one total to those of another, with their names."""
    theirs = {each.name for each in other.items}
    return tuple(
        (item.name, link.target.quantity.name, link)
        for item in one.items
        for link in links().get(item.name, ())
        if link.target.quantity.name in theirs
    )


def _excludes(link: Link, here: _Scores, there: _Scores) -> bool:
    """Whether no score of one item goes together with one of another."""
    nothing: frozenset[int] = frozenset()
    allowed = nothing.union(*(link.allowed[link.source.index(each)] for each in here))
    return allowed.isdisjoint(map(link.target.index, there))


_ITEMS_DIFFER: Final = "their items, as far as they follow, contradict each other"


def totals_conflict(one: Total, other: Total, by: Iterable[str]) -> Conflict:
    """
    The contradiction of two recorded totals by what their items say.

    Args:
        one: A total.

        other: Another one.

        by: The names of what was recorded that says them: totals and bands.
    """
    fields = tuple(sorted(by, key=_place))
    refuses = (*fields, *_scored(one), *_scored(other))
    return Conflict(fields, _ITEMS_DIFFER, frozenset(refuses), by_definition=True)


def _scored(total: Total) -> Iterator[str]:
    return (each.name for each in (total.answer, *total.items))


def total_conflict(total: Total, others: Iterable[str], by: Iterable[str]) -> Conflict:
    """
    The contradiction of a recorded total with its items, or with another fact.

    Args:
        total: The total.

        others: The names of what contradicts it.

        by: The names of what was recorded that says it: the total, its band, or both.
    """
    fields = tuple(sorted((*by, *others), key=_place))
    refuses = frozenset((*fields, *_scored(total)))
    return Conflict(fields, total.why, refuses, by_definition=True)


def _contested(conflicts: Iterable[Conflict]) -> frozenset[str]:
    return frozenset(name for each in conflicts for name in each.refuses)


def _totals(values: Values, total: Total) -> _Scores:
    """What a recorded total can be."""
    value = cast("Value | Partly", values[total.answer.name])
    return frozenset(cast("Iterable[float]", options_of(value)))


def _left(domains: Sequence[_Scores], totals: _Scores) -> list[_Scores]:
    """The scores of each item that go together with a recorded total."""
    if _sums(domains).isdisjoint(totals):
        return [frozenset() for _ in domains]
    left: list[_Scores] = []
    for place, scores in enumerate(domains):
        if len(scores) == 1:
            # Some scores make up the total, and this one is among them.
            left.append(scores)
            continue
        rest = _sums((*domains[:place], *domains[place + 1 :]))
        left.append(frozenset(s for s in scores if any(s + r in totals for r in rest)))
    return left


def _narrowed(
    total: Total,
    values: Values,
    contested: frozenset[str],
    followed: Mapping[str, Deduction],
    by: Sequence[str],
) -> dict[str, Deduction]:
    """What a recorded total says about items, and they about it."""
    name = total.answer.name
    domains = _domains(total, values, contested, followed)
    totals = _totals(values, total)
    left = _left(domains, totals)
    if not all(left):
        # At odds in a way that is reported about other facts.
        return {}
    recorded = tuple(
        each.name
        for each in total.items
        if values.get(each.name) is not None and each.name not in contested
    )
    found: dict[str, Deduction] = {}
    for place, item in enumerate(total.items):
        there = None if item.name in contested else values.get(item.name)
        if there is not None and not isinstance(there, Partly):
            continue
        kept = sorted(left[place])
        if len(kept) < len(domains[place]):
            others = (each for each in recorded if each != item.name)
            found[item.name] = Deduction(
                item, _value_of(kept), (*by, *others), (total.why,)
            )
    kept = sorted(totals & _sums(domains))
    if len(kept) < len(totals):
        value = _value_of(kept)
        bands = (each for each in by if each != name)
        found[name] = Deduction(total.answer, value, (*bands, *recorded), (total.why,))
    return found


def _value_of(options: Iterable[Value]) -> Value | Partly:
    first, *others = options
    return Partly((first, *others)) if others else first


def _onward(
    readings: Readings,
    followed: Mapping[str, Deduction],
    narrowed: Mapping[str, Deduction],
    totalled: Iterable[Total],
) -> dict[str, Deduction]:
    """What follows by definition once totals have narrowed their items."""
    scored = {item.name for total in totalled for item in total.items}
    implications = (_implied(n, e.value) for n, e in narrowed.items() if n in links())
    fixed: Readings = {**readings, **{n: each.value for n, each in narrowed.items()}}
    more = _deduced(
        implications, {**fixed, **{n: e.value for n, e in followed.items()}}
    )
    made = {**followed, **narrowed}
    for name, each in more.items():
        if name in scored:
            continue
        earlier = made.get(name)
        if earlier is not None:
            each = attrs.evolve(  # noqa: PLW2901
                each,
                sources=tuple(dict.fromkeys((*earlier.sources, *each.sources))),
                why=tuple(dict.fromkeys((*earlier.why, *each.why))),
            )
        made[name] = each
    return made


def _without_totals(
    known: Values, readings: Readings, totalled: Iterable[Total]
) -> Values:
    """
    What is known without the totals of items that another cause explains.

    Such a total was scored like its items, and has more than one reading as they do.
    """
    twice = {
        total.answer.name
        for total in totalled
        for item in total.items
        if isinstance(value := readings.get(item.name), Partly)
        and value.as_scored is not None
    }
    return {name: value for name, value in known.items() if name not in twice}


def conflict_of(names: Iterable[str], why: Iterable[str]) -> Conflict:
    """The conflict of two recorded values, whichever of them is looked at first."""
    return _conflict(tuple(names), tuple(why))


@functools.lru_cache(4096)
def _conflict(names: tuple[str, ...], why: tuple[str, ...]) -> Conflict:
    fields = tuple(sorted(names, key=_place))
    return Conflict(fields, "; ".join(why), frozenset(fields), by_definition=True)


def doubt_of(doubt: Doubt, fields: Iterable[str] | None = None) -> Conflict:
    """
    What is shown where the facts of a doubt are recorded together.

    Args:
        doubt: The doubt.

        fields: The names of what was recorded; None for all that it is about.
    """
    if fields is None:
        fields = (each.name for each in doubt.quantities)
    refuses = frozenset(each.name for each in doubt.refuses)
    return Conflict(
        tuple(dict.fromkeys(fields)), doubt.why, refuses, by_definition=False
    )


@functools.lru_cache(4096)
def partly_of(link: Link, cells: frozenset[int]) -> Value | Partly:
    """The values of the target of a link in some of its cells."""
    here = link.target
    quantity = here.quantity
    if isinstance(quantity, Measure) and quantity.step is None:
        return Partly(_ends(here.cuts, cells, quantity), range=True)
    every: tuple[Value, ...] = quantity.values
    options = tuple(each for each in every if here.index(each) in cells)
    return options[0] if len(options) == 1 else Partly(options)


def _ends(
    cuts: tuple[tuple[float, int], ...], cells: frozenset[int], measure: Measure
) -> tuple[float, float]:
    first, last = min(cells), max(cells)
    low = measure.low if first == 0 else cuts[first - 1][0]
    high = measure.high if last == len(cuts) else cuts[last][0]
    return low, high


@functools.cache
def _order() -> Mapping[str, int]:
    return {name: place for place, name in enumerate(QUANTITIES)}


def _place(name: str) -> int:
    return _order()[name]


# Records of many people share most of what follows from a few facts.
@functools.lru_cache(4096)
def _deduction(by: tuple[Implication, ...], domain: frozenset[int]) -> Deduction:
    names = tuple(sorted((each.source for each in by), key=_place))
    why = tuple(dict.fromkeys(clause for each in by for clause in each.why))
    link = by[-1].link
    return Deduction(link.target.quantity, partly_of(link, domain), names, why)


def _narrower(
    deduction: Deduction,
    by: tuple[Implication, ...],
    domain: frozenset[int],
    readings: Readings,
) -> Deduction:
    """A deduction, within what was recorded in part of the same quantity."""
    recorded = readings.get(deduction.quantity.name)
    if not isinstance(recorded, Partly):
        return deduction
    value = _within(recorded, by[-1].link.target, domain, deduction.value)
    return attrs.evolve(deduction, value=value)


def _within(
    recorded: Partly, here: Cells, domain: frozenset[int], value: Value | Partly
) -> Value | Partly:
    """What was recorded in part, in some cells only."""
    if not recorded.range:
        return _value_of(e for e in recorded.options if here.index(e) in domain)
    ends = value if isinstance(value, Partly) else Partly((value,))
    low = max(_number(recorded.low), _number(ends.low))
    high = min(_number(recorded.high), _number(ends.high))
    return low if low == high else Partly((low, high), range=True)


@functools.cache
def _limits() -> Mapping[str, tuple[tuple[str, Limit], ...]]:
    """The limits and the names of what they limit, by the name of what limits it."""
    found: dict[str, list[tuple[str, Limit]]] = {}
    for each in LIMITS:
        found.setdefault(each.most.name, []).append((each.measure.name, each))
    return {name: tuple(some) for name, some in found.items()}


def _broken(values: Values) -> Iterator[Conflict]:
    for limited_by, limits in _limits().items():
        most = values.get(limited_by)
        if most is None:
            continue
        greatest = _number(options_of(most)[-1])
        for name, limit in limits:
            value = values.get(name)
            if value is not None and limit.broken(
                _number(options_of(value)[0]), greatest
            ):
                yield conflict_of((name, limited_by), (limit.why,))


class _Sharing(NamedTuple):
    """Doubts that share a fact, each with its place and the names of its facts."""

    fact: Literal | None
    doubts: tuple[tuple[int, frozenset[str], Doubt], ...]


@functools.cache
def _doubts() -> tuple[_Sharing, ...]:
    """The doubts by the fact that most of them share: few records have one of those."""
    facts = [
        [part for part in doubt.parts if not isinstance(part, TotalAtMost)]
        for doubt in DOUBTS
    ]
    count = collections.Counter(itertools.chain.from_iterable(facts))
    found: dict[Literal | None, list[tuple[int, frozenset[str], Doubt]]] = {}
    for place, (some, doubt) in enumerate(zip(facts, DOUBTS, strict=True)):
        names = frozenset(quantity_of(each).name for each in some)
        shared = max(some, key=count.__getitem__, default=None)
        found.setdefault(shared, []).append((place, names, doubt))
    return tuple(_Sharing(fact, tuple(some)) for fact, some in found.items())


def _doubtful(values: Values, banded: Mapping[str, Deduction]) -> list[Conflict]:
    found: list[tuple[int, Conflict]] = []
    for fact, doubts in _doubts():
        if fact is not None and _sure(fact, values, banded) is None:
            continue
        for place, names, doubt in doubts:
            if names <= values.keys():
                named = [_sure(part, values, banded) for part in doubt.parts]
                if None not in named:
                    fields = (name for some in named for name in some or ())
                    found.append((place, doubt_of(doubt, fields)))
    return [conflict for _, conflict in sorted(found, key=lambda each: each[0])]


def _sure(
    part: Literal | TotalAtMost, values: Values, banded: Mapping[str, Deduction]
) -> tuple[str, ...] | None:
    """The names of what was recorded that says a fact; None if nothing does."""
    match part:
        case TotalAtMost():
            total = values.get(part.answer.name)
            if total is not None and _number(options_of(total)[-1]) <= part.most:
                return _sources(part, banded)
            known = {each.name: values.get(each.name) for each in part.items}
            greatest = (
                each.high if value is None else options_of(value)[-1]
                for each, value in zip(part.items, known.values(), strict=True)
            )
            if sum(map(_number, greatest)) > part.most:
                return None
            # Only what was recorded is named, and items together or not at all.
            return () if None in known.values() else tuple(known)
        case Described(quantity=quantity):
            sure = values.get(quantity.name) is not None
        case _:
            sure = part.met(values) is True
    return (quantity_of(part).name,) if sure else None


def _number(value: Value) -> float:
    return float(value)
