"""
Words for rows that may all differ, put together from pieces.

The words of a piece are made for the few values of its inputs; where a piece shows a
number that can be any, the number is written for all rows at once.
"""

from __future__ import annotations

import functools
import importlib
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, Final, TypeAlias

import attrs

from cervmyelo.cells import cells
from cervmyelo.criteria import looks_at
from cervmyelo.findings import Reason
from cervmyelo.forms import Form
from cervmyelo.forms.pieces import Piece
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value

from .numerals import digits_of, is_below_zero
from .states import Place, number_of, place_of, size_of

__all__ = ["can_be_composed", "hundredths", "missing_places", "reasons_of"]

_TABLE: Final = 2**12
"""Neighbouring pieces share one table up to so many combinations of their values."""

_LARGEST: Final = 2**16
"""A piece has no more combinations of values."""

_DIGITS: Final = 6
"""The digits of a number that was recorded."""

_ADDED: Final = 4
"""The digits of what a number adds."""

_FIRST: Final = 1000
"""So many numbers are looked at before all are."""

_HUNDRED: Final = 100
"""Numbers are often recorded to two decimal places."""

_Held: TypeAlias = tuple[str, ...]


def can_be_composed(rule: Form, held: Collection[str]) -> bool:
    """
    Whether the reasons of a rule can be put together from its pieces.

    Args:
        rule: The rule.

        held: The names of the columns that are read.
    """
    if not rule.pieces or any(each.name in held for each in rule.recordable):
        return False
    return all(
        _number_in(each) is not None or _size(each, tuple(sorted(held))) <= _LARGEST
        for each in rule.pieces
    )


def reasons_of(rule: Form, held: Collection[str], rows: Any) -> Any:
    """
    The reasons for each of some rows, as a series of strings.

    Args:
        rule: The rule, which `can_be_composed`.

        held: The names of the columns that are read.

        rows: A Polars frame of rows with an answer, about which no other record says
            anything.
    """
    pl: Any = importlib.import_module("polars")
    names = tuple(sorted(held))
    parts: list[Any] = []
    for each in _parts(rule, names):
        if isinstance(each, _Table):
            number = number_of(each.places, pl.UInt32)
            parts.append(pl.lit(each.words).gather(number))
        else:
            parts += each.words(rows[each.measure.name])
    # A number that is null is left out.
    whole = pl.concat_str(parts, ignore_nulls=True) if len(parts) > 1 else parts[0]
    return rows.select(whole.alias(_WORDS)).to_series()


_WORDS: Final = "words"


def missing_places(rule: Form, held: Collection[str]) -> tuple[Place, ...]:
    """
    What distinguishes undecided rows with different missing inputs.

    Args:
        rule: The rule, which `can_be_composed`.

        held: The names of the columns that are read.
    """
    pl: Any = importlib.import_module("polars")
    names = tuple(sorted(held))
    places: dict[str, Place] = {}
    for piece in rule.pieces:
        for each, place in _places(piece, names):
            if not piece.is_alone:
                places[each.name] = place
            else:
                null = Place(pl.col(each.name).is_null(), 2, gaps=False)
                places.setdefault(each.name, null)
    return (*places.values(),)


@attrs.frozen
class _Table:
    """
    The words of one or more pieces, one after the other, for all of their values.

    Attributes:
        places: The places of the values.

        words: The words, by the number of the places.
    """

    places: tuple[Place, ...]
    words: Any


@attrs.frozen
class _Number:
    """
    A piece that shows a number.

    Attributes:
        measure: What is shown.

        before: What stands before the reason.

        reason: The reason for a value; None if it was not recorded.

        adds: See `Piece`.
    """

    measure: Measure
    before: str
    reason: Callable[[Value | None], Reason]
    adds: tuple[float, float] | None

    def words(self, column: Any) -> list[Any]:
        """The words for each value, as expressions that are joined."""
        pl: Any = importlib.import_module("polars")
        found = hundredths(column)
        if found is None:
            return self._written(column)
        many = found.max() + 1
        every = _every_hundredth().head(many).extend_constant(None, 1)
        made = pl.concat_str(self._written(every), ignore_nulls=True)
        table = pl.select(made).to_series()
        return [pl.lit(table).gather(pl.lit(found.fill_null(many)))]

    def _written(self, column: Any) -> list[Any]:
        """The words for each value, written in digits."""
        pl: Any = importlib.import_module("polars")
        measure = self.measure
        label = f"{measure.label}: "
        none = str(self.reason(None)).removeprefix(label)
        null = column.is_null().cast(pl.UInt32)
        less = is_below_zero(column)
        signed = f"{self.before}{label}"
        parts = [
            pl.lit(signed)
            if less is None
            else _one_of((signed, f"{signed}-"), less.fill_null(value=False)),
            *map(pl.lit, digits_of(column.abs(), _DIGITS)),
        ]
        if self.adds is None:
            effect = self.reason(measure.high).effect
            unit = f" {measure.unit} ({effect})" if effect else f" {measure.unit}"
            return [*parts, _one_of((unit, none), null)]
        coefficient, per = self.adds
        added = coefficient * column.cast(pl.Float64) / per
        less = is_below_zero(added)
        falls = 0 if less is None else less.fill_null(value=False).cast(pl.UInt32)
        unit = f" {measure.unit} (adds "
        return [
            *parts,
            _one_of((f"{unit}+", none, f"{unit}-"), null + 2 * falls),
            *map(pl.lit, digits_of(added.abs(), _ADDED)),
            _one_of((")", ""), null),
        ]


def _one_of(words: Sequence[str], at: Any) -> Any:
    """One of some words in each row."""
    pl: Any = importlib.import_module("polars")
    return pl.lit(pl.Series(words)).gather(pl.lit(at.cast(pl.UInt32)))


def hundredths(column: Any) -> Any:
    """
    Numbers as whole hundredths.

    Args:
        column: A series of Polars.

    Returns:
        A series of Polars; None if any number is no hundredth, or if there are more
        hundredths than numbers up to the greatest.
    """
    limit = min(_LARGEST, len(column))
    # Numbers that are no hundredths are mostly found among the first.
    if _in_hundredths(column.head(_FIRST), limit) is None:
        return None
    return _in_hundredths(column, limit)


def _in_hundredths(column: Any, limit: int) -> Any:
    pl: Any = importlib.import_module("polars")
    numbers = column.cast(pl.Float64)
    least, most = numbers.min(), numbers.max()
    if most is None or least < 0 or most * _HUNDRED >= limit:
        return None
    # All numbers are below the limit, so no cast has to look for those that are not.
    found = (numbers * _HUNDRED + 0.5).cast(pl.UInt32, wrap_numerical=True)
    # A negative zero has a sign, which its hundredths do not have.
    same = _every_hundredth().gather(found) == numbers
    same &= (found != 0) | (1 / numbers > 0)
    return found if same.all() else None


@functools.cache
def _every_hundredth() -> Any:
    pl: Any = importlib.import_module("polars")
    return pl.Series([at / _HUNDRED for at in range(_LARGEST)])


@functools.lru_cache(128)
def _parts(rule: Form, held: _Held) -> tuple[_Table | _Number, ...]:
    """The words of a rule, piece by piece."""
    return (*_laid_out(rule, held),)


def _laid_out(rule: Form, held: _Held) -> Iterator[_Table | _Number]:
    table: _Table | None = None
    for at, piece in enumerate(rule.pieces):
        before = "; " if at else ""
        measure = _number_in(piece)
        if measure is not None and measure.name in held:
            if table is not None:
                yield table
                table = None
            yield _number(piece, measure, before)
            continue
        own = _table(piece, held, before)
        if table is None:
            table = own
        elif len(table.words) * len(own.words) <= _TABLE:
            table = _both(table, own)
        else:
            yield table
            table = own
    if table is not None:
        yield table


def _number(piece: Piece, measure: Measure, before: str) -> _Number:
    def reason(value: Value | None) -> Reason:
        (only,) = piece.reasons({} if value is None else {measure.name: value})
        return only

    return _Number(measure, before, reason, piece.adds)


def _table(piece: Piece, held: _Held, before: str) -> _Table:
    pl: Any = importlib.import_module("polars")
    pairs = _places(piece, held)
    names = [each.name for each, _ in pairs]
    every = (_values(each, piece) for each, _ in pairs)
    words: list[str] = []
    for known in itertools.product(*every):
        values = {n: v for n, v in zip(names, known, strict=True) if v is not None}
        reasons = "; ".join(map(str, piece.reasons(values)))
        words.append(f"{before}{reasons}" if reasons else "")
    places = tuple(place for _, place in pairs) or (_nowhere(),)
    return _Table(places, pl.Series(words, dtype=pl.String))


def _nowhere() -> Place:
    """The only place of rows that hold nothing that matters."""
    pl: Any = importlib.import_module("polars")
    return Place(pl.lit(0), 1, gaps=False)


def _both(one: _Table, other: _Table) -> _Table:
    """The words of two tables, one after the other."""
    pl: Any = importlib.import_module("polars")
    first, second = len(one.words), len(other.words)
    number = pl.int_range(0, first * second, dtype=pl.UInt32)
    words = pl.concat_str(
        pl.lit(one.words).gather(number // second),
        pl.lit(other.words).gather(number % second),
    )
    places = (*one.places, *other.places)
    return _Table(places, pl.select(words).to_series())


def _number_in(piece: Piece) -> Measure | None:
    """The measure whose number a piece shows, if it can be any number."""
    first = piece.reads[0]
    if not piece.is_alone or not isinstance(first, Measure) or first.step is not None:
        return None
    # Longer numbers are shown in full where they were recorded without decimals.
    return first if max(-first.low, first.high) < 10**_DIGITS else None


def _divided(quantity: Quantity, piece: Piece) -> bool:
    """Whether criteria divide a measure."""
    named = (each for when in piece.criteria for each in looks_at(when))
    return isinstance(quantity, Measure) and quantity in named


def _places(piece: Piece, held: _Held) -> list[tuple[Quantity, Place]]:
    """The inputs of a piece that have a column, and the places of their values."""
    return [
        (
            each,
            place_of(
                each.name,
                each,
                cells(each, piece.criteria) if _divided(each, piece) else None,
            ),
        )
        for each in piece.reads
        if each.name in held
    ]


def _size(piece: Piece, held: _Held) -> int:
    """How many values the inputs of a piece can have together."""
    places = [place for _, place in _places(piece, held)]
    return _LARGEST + 1 if any(each.ranked for each in places) else size_of(places)


def _values(quantity: Quantity, piece: Piece) -> Sequence[Value | None]:
    """A value for each place, None last."""
    match quantity:
        case Measure() if _divided(quantity, piece):
            every: Iterable[Value] = cells(quantity, piece.criteria).examples
        case Measure(low=low, high=high, step=step) if step is not None:
            steps = round((high - low) / step)
            every = (low + at * step for at in range(steps + 1))
        case Fact():
            every = (False, True)
        case Choice(levels=levels):
            every = levels
        case _:
            every = ()
    return (*every, None)
