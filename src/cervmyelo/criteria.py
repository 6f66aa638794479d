"""
Criteria: statements about a person that are met, not met or not known.

They follow Kleene's three-valued logic: an unknown part leaves the whole unknown,
unless the other parts decide it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import ClassVar, TypeAlias

import attrs

from .errors import RuleError
from .frozen import Frozen
from .quantity import Choice, Fact, Measure, Partly, Quantity, Value, Values

__all__ = [
    "Above",
    "AllOf",
    "AnyOf",
    "AtLeast",
    "Criterion",
    "Is",
    "Leaf",
    "Not",
    "OneOf",
    "deciding",
    "describe",
    "given",
    "holds",
    "leaves",
    "looks_at",
]


@attrs.frozen(eq=False, repr=False)
class AtLeast(Frozen):
    """
    A measure is at or above a bound.

    Attributes:
        measure: The measure.

        bound: The lowest value that meets the criterion, in the unit of the measure.

    Raises:
        RuleError: If the bound is outside the range of the measure.
    """

    measure: Measure
    bound: float

    def __attrs_post_init__(self) -> None:
        _must_cut(self.measure, self.bound)

    @property
    def quantity(self) -> Measure:
        """The quantity that it reads."""
        return self.measure

    def met(self, values: Values) -> bool | None:
        """Whether it is met; None if the recorded values do not decide it."""
        value = values.get(self.measure.name)
        if value is None or isinstance(value, Partly):
            return _alike(self, value)
        return float(value) >= self.bound

    def __str__(self) -> str:
        return f"{self.measure.label} at least {self.bound:g} {self.measure.unit}"


@attrs.frozen(eq=False, repr=False)
class Above(Frozen):
    """
    A measure is above a bound.

    Attributes:
        measure: The measure.

        bound: The highest value that does not meet the criterion, in the unit of the
            measure.

    Raises:
        RuleError: If the bound is outside the range of the measure.
    """

    measure: Measure
    bound: float

    def __attrs_post_init__(self) -> None:
        _must_cut(self.measure, self.bound)

    @property
    def quantity(self) -> Measure:
        """The quantity that it reads."""
        return self.measure

    def met(self, values: Values) -> bool | None:
        """Whether it is met; None if the recorded values do not decide it."""
        value = values.get(self.measure.name)
        if value is None or isinstance(value, Partly):
            return _alike(self, value)
        return float(value) > self.bound

    def __str__(self) -> str:
        return f"{self.measure.label} over {self.bound:g} {self.measure.unit}"


@attrs.frozen(eq=False, repr=False)
class Is(Frozen):
    """
    A fact is recorded as true.

    Attributes:
        fact: The fact.
    """

    fact: Fact

    @property
    def quantity(self) -> Fact:
        """The quantity that it reads."""
        return self.fact

    def met(self, values: Values) -> bool | None:
        """Whether it is met; None if the recorded values do not decide it."""
        value = values.get(self.fact.name)
        if value is None or isinstance(value, Partly):
            return _alike(self, value)
        return bool(value)

    def __str__(self) -> str:
        return self.fact.label


@attrs.frozen(eq=False, repr=False)
class OneOf(Frozen):
    """
    A choice has one of the given words.

    Attributes:
        choice: The choice.

        words: The words that meet the criterion.

    Raises:
        RuleError: If a word is not a level of the choice, or if all or none are given.
    """

    choice: Choice
    words: tuple[str, ...]

    def __attrs_post_init__(self) -> None:
        words = set(self.words)
        if not words or not words < set(self.choice.levels):
            raise RuleError(
                f"{self.choice.name}: a criterion must name some of its levels, "
                f"and not all of them."
            )

    @property
    def quantity(self) -> Choice:
        """The quantity that it reads."""
        return self.choice

    def met(self, values: Values) -> bool | None:
        """Whether it is met; None if the recorded values do not decide it."""
        value = values.get(self.choice.name)
        if value is None or isinstance(value, Partly):
            return _alike(self, value)
        return value in self.words

    def __str__(self) -> str:
        return f"{self.choice.label} is {' or '.join(self.words)}"


@attrs.frozen(eq=False, repr=False)
class Not(Frozen):
    """
    A criterion is not met.

    Attributes:
        part: The criterion.
    """

    part: Criterion

    def met(self, values: Values) -> bool | None:
        """Whether it is met; None if the recorded values do not decide it."""
        met = self.part.met(values)
        return None if met is None else not met

    def __str__(self) -> str:
        return _denied(self.part) or f"not ({self.part})"


@attrs.frozen(eq=False, repr=False)
class _Joined(Frozen):
    """A criterion that combines others."""

    parts: tuple[Criterion, ...]
    label: str = ""
    word: ClassVar[str]

    def __attrs_post_init__(self) -> None:
        if not self.parts:
            raise RuleError(f"{type(self).__name__} needs at least one part.")

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """The names of the quantities that its parts read."""
        none: frozenset[str] = frozenset()
        return none.union(*map(_names, self.parts))

    decider: ClassVar[bool]

    def met(self, values: Values) -> bool | None:
        """Whether it is met; None if the recorded values do not decide it."""
        decider, unknown = self.decider, False
        for part in self.parts:
            met = part.met(values)
            if met is decider:
                return met
            if met is None:
                unknown = True
        return None if unknown else not decider

    def deciding(self, values: Values) -> list[Leaf]:
        """The leaves that make it met, not met or unknown."""
        each_met = [part.met(values) for part in self.parts]
        held: bool | None = self.decider
        if held not in each_met:
            held = None if None in each_met else not held
        found: list[Leaf] = []
        for part, met in zip(self.parts, each_met, strict=True):
            if met is held:
                found += deciding(part, values)
        return found

    def __str__(self) -> str:
        return self.label or f" {self.word} ".join(map(str, self.parts))


@attrs.frozen(eq=False, repr=False)
class AllOf(_Joined):
    """
    Every part is met.

    Attributes:
        parts: One or more criteria.

        label: What the parts mean together; empty to list the parts.

    Raises:
        RuleError: If there is no part.
    """

    word = "and"
    decider = False


@attrs.frozen(eq=False, repr=False)
class AnyOf(_Joined):
    """
    At least one part is met.

    Attributes:
        parts: One or more criteria.

        label: What the parts mean together; empty to list the parts.

    Raises:
        RuleError: If there is no part.
    """

    word = "or"
    decider = True


Leaf: TypeAlias = AtLeast | Above | Is | OneOf
"""A criterion that reads one quantity."""

Criterion: TypeAlias = Leaf | Not | AllOf | AnyOf
"""Any criterion."""


def _alike(leaf: Leaf, value: Partly | None) -> bool | None:
    """Whether every value that is possible meets a leaf alike; None if not."""
    if value is None:
        return None
    # Along a range a bound is passed once, so its ends decide.
    name = leaf.quantity.name
    met = {leaf.met({name: option}) for option in value.options}
    return met.pop() if len(met) == 1 else None


def holds(criterion: Criterion, values: Values) -> bool | None:
    """
    Whether the criterion is met; None if the recorded values do not decide it.

    >>> from cervmyelo.models.patient import AGE_YEARS, RHEUMATOID_ARTHRITIS
    >>> either = AnyOf((Above(AGE_YEARS, 55), Is(RHEUMATOID_ARTHRITIS)))
    >>> holds(either, {"age_years": 61})
    True
    >>> holds(either, {"age_years": 40}) is None
    True
    """
    return criterion.met(values)


# The rows of a rule are looked at for each state in which its diagram unfolds.
@functools.lru_cache(2**14)
def given(criterion: Criterion, quantity: Quantity, value: Value) -> Criterion | bool:
    """The remaining criterion, or its truth value, once a quantity is known."""
    match criterion:
        case Not(part):
            rest = given(part, quantity, value)
            return not rest if isinstance(rest, bool) else Not(rest)
        case AllOf(parts) | AnyOf(parts):
            if quantity.name not in criterion.names:
                return criterion
            by = isinstance(criterion, AnyOf)
            rests: list[Criterion] = []
            for part in parts:
                rest = given(part, quantity, value)
                if rest is by:
                    return by
                if not isinstance(rest, bool):
                    rests.append(rest)
            if not rests:
                return not by
            # One part alone is the same criterion, and needs no new object.
            return rests[0] if len(rests) == 1 else type(criterion)(tuple(rests))
        case _:
            if criterion.quantity.name != quantity.name:
                return criterion
            return criterion.met({quantity.name: value}) is True


def deciding(criterion: Criterion, values: Values) -> list[Leaf]:
    """The leaves that make the criterion met, not met or unknown."""
    while isinstance(criterion, Not):
        criterion = criterion.part
    if isinstance(criterion, AllOf | AnyOf):
        return criterion.deciding(values)
    return [criterion]


def leaves(criterion: Criterion) -> Iterator[Leaf]:
    """Every leaf of the criterion, in the order in which they are written."""
    match criterion:
        case Not(part):
            yield from leaves(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield criterion


def looks_at(criterion: Criterion) -> Iterator[Quantity]:
    """The quantities that have to be recorded to decide the criterion."""
    return (leaf.quantity for leaf in leaves(criterion))


def describe(criterion: Criterion) -> str:
    """
    The criterion in words: its label and its parts, the parts by their labels.

    >>> from cervmyelo.instruments.stages import GAIT_AFFECTED
    >>> describe(GAIT_AFFECTED)
    'affected walking: any of changed gait; walking with the feet wider apart'
    """
    if isinstance(criterion, AllOf | AnyOf) and criterion.label:
        return f"{criterion.label}: {_spelled(criterion)}"
    return _spelled(criterion)


def _spelled(criterion: Criterion) -> str:
    match criterion:
        case Not(part):
            return _denied(part) or f"not ({_named(part)})"
        case AllOf(parts) | AnyOf(parts):
            if len(parts) == 1:
                return _named(parts[0])
            word = "all of" if isinstance(criterion, AllOf) else "any of"
            return f"{word} {'; '.join(map(_named, parts))}"
        case _:
            return str(criterion)


def _denied(part: Criterion) -> str:
    """The opposite of a bound in words; empty for any other criterion."""
    match part:
        case AtLeast(measure, bound):
            return f"{measure.label} below {bound:g} {measure.unit}"
        case Above(measure, bound):
            return f"{measure.label} at most {bound:g} {measure.unit}"
        case _:
            return ""


def _named(part: Criterion) -> str:
    if isinstance(part, AllOf | AnyOf):
        return part.label or f"({_spelled(part)})"
    return _spelled(part)


def _names(part: Criterion) -> frozenset[str]:
    match part:
        case AllOf() | AnyOf():
            return part.names
        case Not(inner):
            return _names(inner)
        case _:
            return frozenset([part.quantity.name])


def _must_cut(measure: Measure, bound: float) -> None:
    if not measure.low <= bound <= measure.high:
        raise RuleError(
            f"{measure.name}: the bound {bound:g} lies outside "
            f"{measure.low:g} to {measure.high:g}."
        )
