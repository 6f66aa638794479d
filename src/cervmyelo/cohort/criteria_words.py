"""
Words for the rows of a first match that may all differ, put together part by part.

A criterion that holds shows each of its parts that does. The words of a few parts are
looked up at once, by which of them hold.
"""

from __future__ import annotations

import functools
import importlib
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

import attrs

from cervmyelo.cells import cells
from cervmyelo.consistency import SUMMARIES, Conflict, Link, links
from cervmyelo.criteria import AnyOf, Criterion, Is, Leaf, leaves, looks_at
from cervmyelo.findings import Reason
from cervmyelo.forms import FirstMatch, Form
from cervmyelo.models.missing import COMPANIONS, MEANINGS
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Choice, Fact, Quantity, Value

from .columns import OURS, invalid_name
from .dialects import Dialect, Stage, any_of, with_stages
from .joined_words import Piece, Words, joined
from .open_inputs import OpenInputs, alternatives, open_inputs_of
from .plans import Checked, Inputs, holding
from .reasons import has_other_cause, silencing
from .states import Place, number_of, place_of

__all__ = ["CriteriaWords", "criteria_words", "is_divided"]

_COMPLEX: Final = f"{OURS}complex"
"""Where words cannot be put together: a recorded total, two readings, a conflict."""

_FAULTY: Final = f"{OURS}faulty"
"""Where an answer stands despite a fault; nothing about inputs is shown there."""

_NOTHING: Final = f"{OURS}nothing"
"""What is known of an input without a column."""

_FLOOR: Final = f"{OURS}floor"
"""The rank to which facts on record raise the answer."""


@attrs.frozen(eq=False)
class CriteriaWords:
    """
    How the words of a first match are put together.

    Attributes:
        stages: Columns that have to be made first.

        reasons: The columns of reasons why inputs are missing.

        because: The reasons, from left to right.

        missing: The missing inputs, from left to right.

        open_inputs: What finds the inputs that can still change the answer.
    """

    stages: tuple[Stage, ...]
    reasons: tuple[str, ...]
    because: tuple[Words, ...]
    missing: tuple[Words, ...]
    open_inputs: OpenInputs

    def words(self, values: Any, refused: str, kept: Sequence[str]) -> tuple[Any, Any]:
        """
        The words of rows, as a Polars frame with ``because`` and ``missing``.

        Both are empty where a row is refused, and null where they cannot be put
        together: with a recorded total, two readings of a value, or a conflict about
        something else.

        Args:
            values: A lazy frame of Polars with the columns of quantities, and the
                masks of invalid cells.

            refused: The mask of rows that are refused.

            kept: The columns of the rows without words.

        Returns:
            The frame; and the rows without words.
        """
        pl: Any = importlib.import_module("polars")
        made = [name for stage in self.stages for name in stage]
        needed = dict.fromkeys((*made, *self.reasons, refused, *kept))
        rows = with_stages(values, self.stages).select(*needed).collect()
        masks = self.open_inputs.masks(rows, _FLOOR)
        found = rows.lazy().with_columns(**{_open(k): e for k, e in masks.items()})
        words = {"because": self.because, "missing": self.missing}
        shown = {
            name: pl.when(refused)
            .then(pl.lit(""))
            .when(~pl.col(_COMPLEX))
            .then(pl.concat_str([each.shown for each in some]))
            for name, some in words.items()
        }
        without = rows.select(kept).filter(rows[_COMPLEX] & ~rows[refused])
        return found.select(**shown).collect(), without


def _open(name: str) -> str:
    return f"{OURS}open_{name}"


def is_divided(rule: Form) -> bool:
    """
    Whether the criteria of a rule have parts that do not depend on each other.

    Args:
        rule: The rule.
    """
    return isinstance(rule, FirstMatch) and _open_inputs(rule) is not None


def _open_inputs(rule: FirstMatch) -> OpenInputs | None:
    shown = [*(row.when for _, row in rule.floors), *rule.criteria]
    parts = [[*looks_at(part)] for each in shown for part in alternatives(each)]
    if (
        rule.recordable
        or any(isinstance(each, Is) for each in shown)
        or any(len({*part}) < len(part) for part in parts)
    ):
        return None
    return open_inputs_of(rule)


def criteria_words(
    m: Dialect,
    rule: Form,
    every: Sequence[Quantity],
    present: Collection[str],
    facts: Checked,
) -> CriteriaWords | None:
    """
    How the words of a rule are put together.

    Args:
        m: The dialect.

        rule: The rule, which `is_divided`.

        every: What it reads, what can say something about that, and the reasons of
            missing values.

        present: The names of the columns.

        facts: What is known of what the rule reads; its columns have been made.

    Returns:
        None if they cannot be put together, because more than a yes or no follows.
    """
    open_inputs = _open_inputs(rule) if isinstance(rule, FirstMatch) else None
    names = {each.name for each in every}
    if open_inputs is None or any(
        not isinstance(each, Fact)
        and (each in facts.inputs.spans or _sources(each, names))
        for each in rule.inputs
    ):
        return None
    made = _Made(m, open_inputs.rule, every, present, facts.inputs)
    return CriteriaWords(
        (made.masks(facts.conflicts), *made.stages, open_inputs.states(made.known)),
        tuple(each.name for each in made.reasons.values()),
        (*made.because(),),
        (*made.missing(),),
        open_inputs,
    )


def _sources(quantity: Quantity, present: Collection[str]) -> list[Link]:
    """What can say something about a quantity, in the order in which it is asked."""
    return [
        link
        for name in QUANTITIES
        if name in present
        for link in links().get(name, ())
        if link.target.quantity is quantity
    ]


@attrs.frozen(eq=False)
class _Made:
    """
    What the words of a rule are made of.

    Attributes:
        m: The dialect.

        rule: The rule.

        every: The quantities that are looked at.

        present: The names of the columns.

        inputs: The columns of what is known.
    """

    m: Dialect
    rule: FirstMatch
    every: Sequence[Quantity]
    present: Collection[str]
    inputs: Inputs

    @property
    def reasons(self) -> dict[Quantity, Choice]:
        """The reasons why inputs are missing that have a column."""
        every = {each: COMPANIONS[each.name] for each in self.rule.inputs}
        return {k: each for k, each in every.items() if each.name in self.present}

    @property
    def known(self) -> dict[str, str]:
        """The column of what is known of each input."""
        names = self.inputs.names
        return {e.name: names.get(e, _NOTHING) for e in self.rule.inputs}

    def masks(self, conflicts: Iterable[tuple[str, Conflict]]) -> Stage:
        """The columns `_COMPLEX` and `_FAULTY`."""
        m = self.m
        none = m.lit(value=False, kind="boolean")
        faulty, hard = [none], [none]
        hard += [~m.col(e.name).is_null() for e in self.every if e.name in SUMMARIES]
        hard += [
            has_other_cause(m.col(reason.name))
            for each in self.every
            if (reason := COMPANIONS.get(each.name)) and reason.name in self.present
        ]
        names = (invalid_name(each.name) for each in silencing(self.rule))
        faulty += [m.col(name) for name in names if name in self.present]
        for name, conflict in conflicts:
            if self.rule.is_silenced_by(conflict):
                faulty.append(m.col(name))
            elif conflict.by_definition:
                hard.append(m.col(name))
        nothing = m.lit(None, kind="int8")
        return {_COMPLEX: any_of(hard), _FAULTY: any_of(faulty), _NOTHING: nothing}

    @functools.cached_property
    def _criteria(self) -> list[Criterion]:
        return [*(row.when for _, row in self.rule.floors), *self.rule.criteria]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Which criteria and parts are met, which are shown, and what follows."""
        pl: Any = importlib.import_module("polars")
        met: Stage = {}
        for at, when in enumerate(self._criteria):
            truth = holding(self.inputs, when)
            met[_met(at)] = pl.lit(None, pl.Boolean) if truth is None else truth
            for place, part in enumerate(alternatives(when)):
                held = holding(self.inputs, part)
                if held is not None:
                    met[_part(at, place)] = held.fill_null(value=False)
                    if len([*leaves(part)]) > 1:
                        met[_state(at, place)] = self._state(self._known(part))
        follows = {
            _follows(each): self._number(each, found)
            for each in self.rule.inputs
            if (found := self._deduced(each))
        }
        return met, {**self._shown, **follows}

    @property
    def _shown(self) -> Stage:
        """The criteria that are shown as met, those shown as not met, the floor."""
        pl: Any = importlib.import_module("polars")
        made: Stage = {}
        floor, free = pl.lit(0), pl.lit(value=True)
        floors = enumerate(self.rule.floors)
        # Of two that raise the answer alike, the first is shown.
        for at, (rank, _) in sorted(floors, key=lambda each: -each[1][0]):
            held = pl.col(_met(at)).fill_null(value=False)
            made[_held(at)] = free & held
            floor = pl.when(free & held).then(rank).otherwise(floor)
            free &= ~held
        made |= {_FLOOR: floor, _RAISED: ~free}
        free = pl.lit(value=True)
        for at in self._rows:
            held = pl.col(_met(at)).fill_null(value=False)
            made[_held(at)] = free & held
            free &= ~held
            made[_fails(at)] = free
        return {**made, _DECIDED: ~free}

    @property
    def _rows(self) -> range:
        """The places of the criteria of the rows, after those that raise the answer."""
        return range(len(self.rule.floors), len(self._criteria))

    def because(self) -> Iterator[Words]:
        """The reasons, from left to right."""
        pl: Any = importlib.import_module("polars")
        raised, decided = pl.col(_RAISED), pl.col(_DECIDED)
        for at in range(len(self.rule.floors)):
            yield from self._held(at, pl.lit(value=False))
        for at in self._rows:
            yield from self._held(at, raised)
        first, *others = self._rows
        yield self._fails(first, raised | decided)
        for at in others:
            yield self._fails(at, pl.lit(value=True))
        for each in self.rule.inputs:
            found = self._deduced(each)
            if found:
                words = ("", *(words for _, words in found))
                yield Words(pl.col(_follows(each)), words)
        for each, reason in self.reasons.items():
            yield self._why_missing(each, reason)

    def _held(self, at: int, after: Any) -> Iterator[Words]:
        """The words for a criterion that is met, with those of its parts."""
        pl: Any = importlib.import_module("polars")
        when = self._criteria[at]
        held = pl.col(_held(at))
        words = str(Reason(when, value=True))
        named = bool(getattr(when, "label", ""))
        if named:
            words += " ("
        number = pl.when(held).then(1 + after.cast(pl.UInt32)).otherwise(0)
        yield Words(number, ("", words, f"; {words}"))
        if named:
            yield from joined(self._parts(at, when), held, "; ")
            yield Words(held, ("", ")"))

    def _fails(self, at: int, after: Any) -> Words:
        """The words for a criterion that is not met, or not known to be."""
        pl: Any = importlib.import_module("polars")
        when = self._criteria[at]
        words = [str(Reason(when, value)) for value in (False, None)]
        place = pl.col(_met(at)).is_null().cast(pl.UInt32) * 2
        number = 1 + place + after.cast(pl.UInt32)
        number = pl.when(pl.col(_fails(at))).then(number).otherwise(0)
        return Words(number, ("", *(f"{by}{e}" for e in words for by in ("", "; "))))

    def _parts(self, at: int, when: Criterion) -> Iterator[Piece]:
        """The parts of a criterion, each with its words where it holds."""
        pl: Any = importlib.import_module("polars")
        for place, part in enumerate(alternatives(when)):
            if all(each not in self.inputs.names for each in looks_at(part)):
                continue
            held = pl.col(_part(at, place))
            if len([*leaves(part)]) == 1:
                words = filter(None, self._words(part, (False, True)))
                yield Piece(held, (Place(held, 2, gaps=False),), ("", *words))
            else:
                state = pl.col(_state(at, place))
                many = Place(state, 3 ** len(self._known(part)), gaps=False)
                yield Piece(held, (many,), (*self._words(part, (False, True, None)),))

    def _words(self, part: Criterion, truths: Sequence[bool | None]) -> Iterator[str]:
        """The words of a part for each state of its criteria; empty if not met."""
        known = self._known(part)
        every = itertools.product(truths, repeat=len(known))
        return (_by(part, _values(known, each)) for each in every)

    def _known(self, part: Criterion) -> list[Leaf]:
        """The criteria of a part that can be known to be met, or not."""
        return [e for e in leaves(part) if e.quantity in self.inputs.names]

    def _state(self, some: Sequence[Leaf]) -> Any:
        """The number of what is known of some criteria."""
        pl: Any = importlib.import_module("polars")
        truths = [cast("Any", holding(self.inputs, each)) for each in some]
        return number_of([Place(each, 2) for each in truths], pl.UInt16)

    def _deduced(self, quantity: Quantity) -> list[tuple[Any, str]]:
        """What an input follows from, first what decides first: where, and words."""
        pl: Any = importlib.import_module("polars")
        found: list[tuple[Any, str]] = []
        if not isinstance(quantity, Fact):
            return found
        for link in _sources(quantity, self.present):
            source = link.source.quantity
            place = place_of(source.name, source, link.source).at.cast(pl.Int64)
            for value in quantity.values:
                only = frozenset([link.target.index(value)])
                at = [
                    cell for cell, allowed in enumerate(link.allowed) if allowed == only
                ]
                if at:
                    reason = Reason(quantity, value, f"follows from {source.label}")
                    found.append((place.is_in(at), f"; {reason}"))
        return found

    def _number(self, quantity: Quantity, found: Sequence[tuple[Any, str]]) -> Any:
        """Which of some deductions is shown; zero for none."""
        pl: Any = importlib.import_module("polars")
        number = pl.lit(0, pl.UInt32)
        for at, (mask, _) in reversed([*enumerate(found, 1)]):
            number = pl.when(mask).then(pl.lit(at, pl.UInt32)).otherwise(number)
        none = pl.col(_FAULTY)
        if quantity.name in self.present:
            none |= pl.col(quantity.name).is_not_null()
        return pl.when(none).then(0).otherwise(number)

    def _why_missing(self, quantity: Quantity, reason: Choice) -> Words:
        """Why an input is missing that can still change the answer."""
        pl: Any = importlib.import_module("polars")
        here = pl.col(_open(quantity.name)) & ~pl.col(_FAULTY)
        if self._deduced(quantity):
            here &= pl.col(_follows(quantity)) == 0
        number = pl.when(here).then(pl.col(reason.name).cast(pl.UInt32) + 1)
        words = (Reason(quantity, None, MEANINGS[level]) for level in reason.levels)
        return Words(number.fill_null(0), ("", *(f"; {each}" for each in words)))

    def missing(self) -> Iterator[Words]:
        """The missing inputs, from left to right."""
        pl: Any = importlib.import_module("polars")
        names = self.rule.inputs_by_name
        masks = ((name, pl.col(_open(name))) for name in names)
        pieces = (
            Piece(mask, (Place(mask, 2, gaps=False),), ("", name))
            for name, mask in masks
        )
        return joined(pieces, pl.lit(value=True), ", ")


def _by(part: Criterion, values: Mapping[str, Value]) -> str:
    """The records that decide a part of a criterion; empty where it does not hold."""
    whole = AnyOf((part,), label="any")
    held = part.met(values) is True
    return "; ".join(words for words, _ in Reason.of(whole, held, values).by)


def _values(some: Sequence[Leaf], truths: Sequence[bool | None]) -> dict[str, Value]:
    """Values of the quantities of criteria for which these are met, or not."""
    return {
        leaf.quantity.name: _value(leaf, met=truth)
        for leaf, truth in zip(some, truths, strict=True)
        if truth is not None
    }


def _value(leaf: Leaf, *, met: bool) -> Value:
    """A value for which a criterion is met, or is not."""
    quantity = leaf.quantity
    every = cells(quantity, [leaf]).examples
    return next(e for e in every if leaf.met({quantity.name: e}) is met)


_RAISED: Final = f"{OURS}raised"
_DECIDED: Final = f"{OURS}decided"
"""Where a criterion that raises the answer is met; and where one of a row is."""


def _met(at: int) -> str:
    return f"{OURS}met_{at}"


def _part(at: int, place: int) -> str:
    return f"{OURS}part_{at}_{place}"


def _state(at: int, place: int) -> str:
    return f"{OURS}leaves_{at}_{place}"


def _held(at: int) -> str:
    return f"{OURS}held_{at}"


def _fails(at: int) -> str:
    return f"{OURS}fails_{at}"


def _follows(quantity: Quantity) -> str:
    return f"{OURS}follows_{quantity.name}"
