"""
The words for rows: made once for each distinct state, by the reader for one person.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeAlias, assert_never

import attrs

from cervmyelo.errors import KindError
from cervmyelo.findings import Finding, Outcome
from cervmyelo.forms import Form
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value

from . import composed
from . import scored as of_scores
from .columns import OURS, invalid_name
from .composed import can_be_composed
from .criteria_words import CriteriaWords
from .scored import scored
from .states import Hundredths, Place, number_of, size_of, states_of
from .word_tables import NONE, WordTable

__all__ = [
    "LINKED",
    "REFUSED",
    "SILENT",
    "TANGLED",
    "UNDECIDED",
    "Columns",
    "Kind",
    "words_of",
]

SILENT: Final = f"{OURS}silent"
LINKED: Final = f"{OURS}linked"
"""
Where a rule gives no answer; and where other records speak about its inputs.

Neither overlaps with the other, and neither is null.
"""

TANGLED: Final = f"{OURS}tangled"
"""Where a total, an end or a contradiction is among what other records say."""

REFUSED: Final = f"{OURS}refused"
UNDECIDED: Final = f"{OURS}undecided"
"""The rows that a rule refuses, and those whose answer is undecided; never null."""

_REMEMBERED: Final = 2**16
"""How many states of a rule have their words remembered."""

_RULES: Final = 128
"""Of how many rules they are."""

_TABLE: Final = 2**18
"""Up to so many states, words that could be put together are looked up at once."""

_MANY: Final = 512
"""Fewer rows are explained one by one, before words are put together for each."""

_NARROW: Final = 2**31 - 1
"""Up to it, numbers of states are narrow."""

_SAMPLE: Final = 2**13
"""So many rows show whether rows are alike."""

_ALIKE: Final = 0.9
"""The share of rows that differ, up to which rows are alike."""

_AT: Final = f"{OURS}at"
_EXACT: Final = f"{OURS}exact"
_ZERO: Final = f"{OURS}zero"

_LARGEST: Final = 2**62
"""No number of a state may be larger."""

_Words: TypeAlias = tuple[str | None, str | None]
# The reasons, and the missing inputs; None where there are none.

Columns: TypeAlias = tuple[tuple[str, Quantity | None], ...]
"""Columns with their quantities; None for a mask."""


@attrs.frozen
class Kind:
    """
    A kind of rows, and what distinguishes its rows.

    Attributes:
        rule: The rule.

        columns: The columns that its words are made of, with their quantities; None for
            a mask.

        whole: The names of those that hold whole numbers, which are shown without a
            decimal point.

        places: What distinguishes rows that have different words.

        fewer: What distinguishes them where nothing is `TANGLED`; None if that is no
            less.

        by_criterion: How words are put together of the criteria of the rule; None if
            they are made for each state.
    """

    rule: Form
    columns: Columns
    whole: frozenset[str]
    places: tuple[Place, ...]
    fewer: tuple[Place, ...] | None = None
    by_criterion: CriteriaWords | None = None

    @property
    def size(self) -> int:
        """How many states are possible."""
        return size_of(self.places)

    @property
    def linked(self) -> bool:
        """Whether other records speak about the inputs."""
        return (LINKED, None) in self.columns

    @property
    def ranked(self) -> bool:
        """Whether a value of a row can be any number."""
        return any(each.ranked for each in self.places)

    @property
    def lasting(self) -> tuple[Place, ...]:
        """What distinguishes rows where all such values are hundredths."""
        return tuple(
            each.hundredths.place if each.hundredths else each for each in self.places
        )

    @property
    def hundredths(self) -> list[Hundredths]:
        """The values that are placed among all hundredths."""
        return [each.hundredths for each in self.places if each.hundredths]


def words_of(values: Any, kinds: Sequence[Kind], height: int) -> Any:
    """
    The words for each row of a lazy frame of Polars.

    Args:
        values: The frame, with the masks `SILENT`, `LINKED`, `REFUSED` and
            `UNDECIDED`.

        kinds: The kind of rows about which no other record says anything; and that of
            the others if there can be any.

        height: How many rows there are.

    Returns:
        A Polars frame with the columns ``because`` and ``missing``, null where there
        are none.
    """
    size = 1 + sum(each.size for each in kinds)
    plain = kinds[0]
    by_criterion = kinds[-1].by_criterion
    if by_criterion is not None:
        if height >= _MANY and size >= _TABLE:
            return _by_criterion(values, kinds[-1], by_criterion)
        names = (name for each in kinds for name, _ in each.columns)
        masks = (SILENT, LINKED, TANGLED, REFUSED, UNDECIDED)
        values = values.select(*dict.fromkeys((*names, *masks)))
    if any(each.ranked for each in kinds):
        # Where most rows differ, their words are put together for each at once.
        size = 1 + sum(size_of(each.lasting) for each in kinds)
        sample = values.head(_SAMPLE).collect()
        few = size < _LARGEST and all(_are_few(sample, each) for each in kinds)
        words = _by_table(values, kinds, size) if few else None
        return _by_kind(values, kinds) if words is None else words
    if size < (_TABLE if _is_composed(plain) else _LARGEST):
        return _by_table(values, kinds, size)
    return _by_kind(values, kinds)


def _by_kind(values: Any, kinds: Sequence[Kind]) -> Any:
    """The words of rows, of each kind by itself."""
    plain, *others = kinds
    rows = values.collect()
    if not others:
        return _by_states(rows, plain)
    mask = rows[LINKED]
    many = mask.sum()
    some = rows.filter(~mask) if many else rows
    words = words_of(some.lazy(), [plain], len(some))
    if not many:
        return words
    # Every row back in its place.
    pl: Any = importlib.import_module("polars")
    words = pl.concat([words, _by_states(rows.filter(mask), *others)], rechunk=True)
    place = mask.cum_sum() + (len(mask) - many)
    place = pl.when(mask).then(place).otherwise((~mask).cum_sum()) - 1
    return words[pl.select(place.cast(pl.UInt32)).to_series()]


def _are_few(values: Any, kind: Kind) -> bool:
    """Whether some rows have few states, and no number that is no hundredth."""
    pl: Any = importlib.import_module("polars")
    exact = pl.all_horizontal(pl.lit(value=True), *(e.exact for e in kind.hundredths))
    number = _number(kind, pl.Int64).alias(_AT)
    numbers, exact = values.select(number, exact.all().alias(_EXACT))
    few = size_of(kind.lasting) < _REMEMBERED
    return bool(exact.all() and (few or numbers.n_unique() <= _ALIKE * len(numbers)))


def _by_table(values: Any, kinds: Sequence[Kind], size: int) -> Any:
    """
    The words of rows whose states have lasting numbers: their table is kept.

    None if a value that can be any number is no hundredth.
    """
    pl: Any = importlib.import_module("polars")
    dtype = pl.UInt32 if size < _NARROW else pl.Int64
    first, *others = kinds
    rounded = [here for each in kinds for here in each.hundredths]
    true = pl.lit(value=True)
    silent = pl.when(pl.col(SILENT)).then(pl.lit(0, dtype))
    number = silent.otherwise(_number(first, dtype) + 1)
    # The rows themselves are only needed where a state is new.
    numbers, mask, exact, zero = values.select(
        number.alias(_AT),
        LINKED,
        pl.all_horizontal(true, *(each.exact for each in rounded)).all().alias(_EXACT),
        pl.any_horizontal(~true, *(each.zero for each in rounded)).any().alias(_ZERO),
    ).collect()
    signed = pl.any_horizontal(~true, *(each.signed for each in rounded)).any()
    if not exact.all() or (zero.any() and values.select(signed).collect().item()):
        return None
    linked = mask.arg_true()
    for each in others if len(linked) else ():
        number = _number(each, dtype) + pl.lit(1 + size_of(first.lasting), dtype)
        some = values.filter(LINKED).select(number).collect().to_series()
        numbers = numbers.scatter(linked, some)

    def empty() -> WordTable:
        return WordTable.of(size, dtype, _frame([(None, None)]))

    def with_new(table: WordTable, new: Any) -> WordTable:
        rows = values.select(pl.all().gather(pl.lit(new))).collect()
        for each in kinds:
            own = rows[LINKED] if each.linked else ~rows[LINKED]
            words = _by_states(rows.filter(own), each)
            table = table.with_words(numbers[new.filter(own)], words)
        return table

    known = _known(tuple((each.rule, each.columns, each.whole) for each in kinds))
    table, place = _looked_up(known, numbers, empty, with_new)
    return table.words[place]


def _looked_up(
    known: list[WordTable],
    numbers: Any,
    empty: Callable[[], WordTable],
    with_new: Callable[[WordTable, Any], WordTable],
) -> tuple[WordTable, Any]:
    """
    The places of the words of rows in a table, by the numbers of their states.

    Args:
        known: The table, once there is one.

        numbers: The numbers.

        empty: Makes a table without words.

        with_new: Adds the words for some rows to a table.

    Returns:
        The table and the places.
    """
    table = known[0] if known else empty()
    place = table.place(numbers)
    if len(place) and place.max() == NONE:
        new = _new(numbers, place)
        if len(table.numbers) + len(new) > _REMEMBERED:
            table = empty()
            new = _new(numbers, table.place(numbers))
        table = with_new(table, new)
        known[:] = [table] if len(table.numbers) <= _REMEMBERED else []
        place = table.place(numbers)
    return table, place


def _new(numbers: Any, place: Any) -> Any:
    """A row for each number without words."""
    at = (place == NONE).arg_true()
    return at[numbers[at].arg_unique()]


def _number(kind: Kind, dtype: Any) -> Any:
    pl: Any = importlib.import_module("polars")
    return number_of(kind.lasting, dtype) if kind.lasting else pl.lit(0, dtype)


@functools.lru_cache(_RULES)
def _known(of: tuple[object, ...]) -> list[WordTable]:
    """The table of some kinds of rows, once there is one."""
    del of
    return []


def _by_criterion(values: Any, kind: Kind, how: CriteriaWords) -> Any:
    """The words of rows, put together of the criteria of a first match."""
    pl: Any = importlib.import_module("polars")
    kept = [*(name for name, _ in kind.columns), SILENT]
    words, rows = how.words(values, REFUSED, kept)
    own = _one_by_one(kind, rows)
    at = words["because"].is_null().arg_true()
    every = [words[each.name].scatter(at, each) for each in own]
    none = pl.Series([None], dtype=pl.String)
    return pl.DataFrame([each.zip_with(each != "", none) for each in every])


def _by_states(values: Any, kind: Kind) -> Any:
    """The words of rows that mostly differ."""
    return _composed(kind, values) if _is_composed(kind) else _by_reader(kind, values)


def _by_reader(kind: Kind, rows: Any) -> Any:
    """The words of rows by the reader for one person, once for each state."""
    if kind.fewer is None:
        states = states_of(rows, kind.places, SILENT)
        return _one_by_one(kind, states.rows)[states.place]
    pl: Any = importlib.import_module("polars")
    tangled = rows[TANGLED]
    parts = [
        (each, states_of(rows.filter(each), places, SILENT))
        for each, places in ((~tangled, kind.fewer), (tangled, kind.places))
        if each.any()
    ]
    if not parts:
        return _frame([])
    words = [_one_by_one(kind, states.rows)[states.place] for _, states in parts]
    order = pl.concat([each.arg_true() for each, _ in parts])
    return pl.concat(words, rechunk=True)[order.arg_sort()]


def _is_composed(kind: Kind) -> bool:
    """Whether the words of rows can be put together from pieces."""
    if kind.linked:
        return False
    held = [name for name, _ in kind.columns]
    if scored(kind.rule, held) is not None:
        return True
    return can_be_composed(kind.rule, held)


def _composed(kind: Kind, rows: Any) -> Any:
    """The words for rows, piece by piece."""
    pl: Any = importlib.import_module("polars")
    held = [name for name, _ in kind.columns]
    irregular: Any = None
    bands = scored(kind.rule, held)
    if bands is not None:
        because = of_scores.reasons_of(bands, rows)
        places = of_scores.missing_places(bands, held)
        irregular = of_scores.is_irregular(bands, held)
    else:
        because = composed.reasons_of(kind.rule, held, rows)
        places = composed.missing_places(kind.rule, held)
    none = pl.Series([None], dtype=pl.String)
    because = because.zip_with(~rows[REFUSED] & (because != ""), none)
    words = pl.DataFrame({"because": because, "missing": _missing(kind, rows, places)})
    if irregular is None:
        return words
    mask = irregular & ~pl.col(REFUSED)
    at = rows.select(mask.fill_null(value=False)).to_series().arg_true()
    own = _one_by_one(kind, rows[at])
    return words.with_columns(
        words[each].scatter(at, own[each]) for each in words.columns
    )


def _missing(kind: Kind, rows: Any, places: Sequence[Place]) -> Any:
    """
    The words for the missing inputs of rows whose reasons are composed.

    Args:
        kind: The kind of rows.

        rows: The rows.

        places: What distinguishes undecided rows with different missing inputs.
    """
    pl: Any = importlib.import_module("polars")
    size = 1 + size_of(places)
    if size >= _LARGEST:
        at = rows[UNDECIDED].arg_true()
        states = states_of(rows[at], places, SILENT)
        words = _one_by_one(kind, states.rows)["missing"]
        every = pl.repeat(None, len(rows), dtype=pl.String, eager=True)
        return every.scatter(at, words.gather(states.place))
    dtype = pl.UInt32 if size < _NARROW else pl.Int64
    number = number_of(places, dtype) + 1 if places else pl.lit(1, dtype)
    number = pl.when(UNDECIDED).then(number).otherwise(pl.lit(0, dtype))
    numbers = rows.select(number.alias(_AT)).to_series()

    def empty() -> WordTable:
        return WordTable.of(size, dtype, _frame([(None, None)]).select("missing"))

    def with_new(table: WordTable, new: Any) -> WordTable:
        words = _one_by_one(kind, rows[new]).select("missing")
        return table.with_words(numbers[new], words)

    known = _open_ended(kind.rule, kind.columns)
    table, place = _looked_up(known, numbers, empty, with_new)
    return table.words["missing"].gather(place)


@functools.lru_cache(_RULES)
def _open_ended(rule: Form, columns: Columns) -> list[WordTable]:
    """The table of the missing inputs, once there is one."""
    del rule, columns
    return []


def _one_by_one(kind: Kind, rows: Any) -> Any:
    """The words for rows, each by the reader for one person."""
    columns: Columns = (*kind.columns, (SILENT, None))
    known = _memory(kind.rule, columns, kind.whole)
    cases = rows.select(name for name, _ in columns).rows()
    if len(known) + sum(case not in known for case in cases) > _REMEMBERED:
        known.clear()
    read = _reader(kind, columns)
    found: list[_Words] = []
    for case in cases:
        words = known.get(case)
        if words is None:
            words = known[case] = _words(read(case))
        found.append(words)
    return _frame(found)


def _frame(words: Iterable[_Words]) -> Any:
    pl: Any = importlib.import_module("polars")
    schema = {"because": pl.String, "missing": pl.String}
    return pl.DataFrame([*words], schema=schema, orient="row")


@functools.lru_cache(_RULES)
def _memory(
    rule: Form, columns: Columns, whole: frozenset[str]
) -> dict[tuple[Any, ...], _Words]:
    """The words of states that were met before."""
    del rule, columns, whole
    return {}


def _reader(
    kind: Kind, columns: Columns
) -> Callable[[Sequence[Any]], Finding[Outcome] | None]:
    """How the finding for a state is made; None for one that has no reasons."""
    rule, whole = kind.rule, kind.whole
    quantities = [
        (place, name, each, name in whole)
        for place, (name, each) in enumerate(columns)
        if each is not None
    ]
    places = {name: place for place, (name, _) in enumerate(columns)}
    silent = places[SILENT]
    faults = [
        (places[invalid_name(name)], name, KindError(name, "another value", e.allowed))
        for _, name, e, _ in quantities
        if invalid_name(name) in places
    ]

    def finding(case: Sequence[Any]) -> Finding[Outcome] | None:
        if case[silent]:
            return None
        known: dict[str, Any] = {
            name: _value(each, case[place], whole=integer)
            for place, name, each, integer in quantities
            if case[place] is not None
        }
        if not kind.linked:
            return rule.recall(known)
        # An error stands for an invalid cell among the values of one person.
        known |= {name: fault for place, name, fault in faults if case[place]}
        return rule(known)

    return finding


def _words(found: Finding[Outcome] | None) -> _Words:
    if found is None:
        return None, None
    return "; ".join(map(str, found.because)) or None, ", ".join(found.missing) or None


def _value(quantity: Quantity, cell: Any, *, whole: bool) -> Value:
    match quantity:
        case Fact():
            return bool(cell)
        case Choice(levels=levels):
            return levels[int(cell)]
        case Measure():
            return int(cell) if whole or quantity.whole else float(cell)
        case _:
            assert_never(quantity)
