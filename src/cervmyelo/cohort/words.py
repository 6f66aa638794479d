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
from .states import Place, number_of, size_of, states_of

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

_NEAR: Final = 2**23
"""For so many numbers of states, the places of their words are in one table."""

_NARROW: Final = 2**31 - 1
"""Up to it, numbers of states are narrow."""

_AT: Final = f"{OURS}at"

_LARGEST: Final = 2**62
"""No number of a state may be larger."""

_Words: TypeAlias = tuple[str, str]
# The reasons, and the missing inputs; empty where there are none, which is faster to
# look up than null.

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
    pl: Any = importlib.import_module("polars")
    found = _words_of(values, kinds, height)
    none = pl.Series([None], dtype=pl.String)
    return pl.DataFrame(
        {each.name: each.zip_with(each != "", none) for each in found.get_columns()}
    )


def _words_of(values: Any, kinds: Sequence[Kind], height: int) -> Any:
    """The words for each row, empty where there are none."""
    ranked = any(each.ranked for kind in kinds for each in kind.places)
    size = 1 + sum(each.size for each in kinds)
    plain, *others = kinds
    by_criterion = kinds[-1].by_criterion
    if by_criterion is not None:
        if height >= _MANY and size >= _TABLE:
            return _by_criterion(values, kinds[-1], by_criterion)
        names = (name for each in kinds for name, _ in each.columns)
        masks = (SILENT, LINKED, TANGLED, REFUSED, UNDECIDED)
        values = values.select(*dict.fromkeys((*names, *masks)))
    if not ranked and size < (_TABLE if _is_composed(plain) else _LARGEST):
        return _by_table(values, kinds, size)
    rows = values.collect()
    mask = rows[LINKED]
    many = mask.sum()
    if not others:
        return _by_states(rows, plain)
    if not many:
        return _words_of(rows.lazy(), [plain], height)
    # Each kind of rows by itself, and every row back in its place.
    pl: Any = importlib.import_module("polars")
    words = pl.concat(
        [
            _words_of(rows.filter(~mask).lazy(), [plain], len(rows) - many),
            _by_states(rows.filter(mask), *others),
        ],
        rechunk=True,
    )
    place = mask.cum_sum() + (len(mask) - many)
    place = pl.when(mask).then(place).otherwise((~mask).cum_sum()) - 1
    return words[pl.select(place.cast(pl.UInt32)).to_series()]


@attrs.frozen
class _Table:
    """
    The words of states that were met before, by the number of the state.

    Attributes:
        near: For each of the first numbers, the place of its words; -1 if they were not
            made.

        far: Higher numbers whose words were made, ascending.

        far_place: The places of their words.

        words: The words.
    """

    near: Any
    far: Any
    far_place: Any
    words: Any

    def place(self, numbers: Any) -> Any:
        """The place of the words for each number; -1 if they were not made."""
        pl: Any = importlib.import_module("polars")
        if not len(numbers) or numbers.max() < len(self.near):
            return self.near.gather(numbers.cast(pl.UInt32, wrap_numerical=True))
        beyond = (numbers >= len(self.near)).arg_true()
        near = pl.when(numbers < len(self.near)).then(numbers).otherwise(0)
        place = self.near[pl.select(near.cast(pl.UInt32)).to_series()]
        some = numbers[beyond]
        if not len(self.far):
            return place.scatter(beyond, -1)
        at = self.far.search_sorted(some).clip(0, len(self.far) - 1)
        found = pl.when(self.far[at] == some).then(self.far_place[at]).otherwise(-1)
        return place.scatter(beyond, pl.select(found).to_series())

    def with_words(self, numbers: Any, words: Any) -> _Table:
        """A table with the words for more numbers, each number once."""
        pl: Any = importlib.import_module("polars")
        many = self.words.height
        added = pl.DataFrame(
            {
                "number": numbers.cast(pl.Int64),
                "place": pl.int_range(many, many + len(numbers), eager=True),
            }
        ).cast({"place": pl.Int32})
        near = added.filter(pl.col("number") < len(self.near))
        far = added.filter(pl.col("number") >= len(self.near))
        before = pl.DataFrame({"number": self.far, "place": self.far_place})
        every = pl.concat([before, far]).sort("number")
        return _Table(
            self.near.clone().scatter(near["number"], near["place"]),
            every["number"],
            every["place"],
            pl.concat([self.words, words], rechunk=True),
        )


def _by_table(values: Any, kinds: Sequence[Kind], size: int) -> Any:
    """The words of rows whose states have lasting numbers: their table is kept."""
    pl: Any = importlib.import_module("polars")
    dtype = pl.Int32 if size < _NARROW else pl.Int64
    first, *others = kinds
    silent = pl.when(pl.col(SILENT)).then(pl.lit(0, dtype))
    number = silent.otherwise(_number(first, dtype) + 1)
    # The rows themselves are only needed where a state is new.
    numbers, mask = values.select(number.alias(_AT), LINKED).collect()
    linked = mask.arg_true()
    for each in others if len(linked) else ():
        number = _number(each, dtype) + pl.lit(1 + first.size, dtype)
        some = values.filter(LINKED).select(number).collect().to_series()
        numbers = numbers.scatter(linked, some)
    known = _known(tuple((each.rule, each.columns, each.whole) for each in kinds))
    table = known[0] if known else _empty(size)
    place = table.place(numbers)
    if len(place) and place.min() < 0:
        new = _new(numbers, place)
        if table.words.height + len(new) > _REMEMBERED:
            table = _empty(size)
            new = _new(numbers, table.place(numbers))
        rows = values.select(pl.all().gather(pl.lit(new))).collect()
        for each in kinds:
            own = rows[LINKED] if each.linked else ~rows[LINKED]
            words = _worded(each, rows.filter(own))
            table = table.with_words(numbers[new.filter(own)], words)
        known[:] = [table] if table.words.height <= _REMEMBERED else []
        place = table.place(numbers)
    return table.words[place.cast(pl.UInt32, wrap_numerical=True)]


def _new(numbers: Any, place: Any) -> Any:
    """A row for each number without words."""
    at = (place < 0).arg_true()
    return at[numbers[at].arg_unique()]


def _number(kind: Kind, dtype: Any) -> Any:
    pl: Any = importlib.import_module("polars")
    return number_of(kind.places, dtype) if kind.places else pl.lit(0, dtype)


@functools.lru_cache(_RULES)
def _known(of: tuple[object, ...]) -> list[_Table]:
    """The table of some kinds of rows, once there is one."""
    del of
    return []


def _empty(size: int) -> _Table:
    """A table with the words of silence alone, whose number is zero."""
    pl: Any = importlib.import_module("polars")
    near = pl.repeat(-1, min(size, _NEAR), dtype=pl.Int32, eager=True).scatter(0, 0)
    none = pl.Series(dtype=pl.Int64)
    return _Table(near, none, none.cast(pl.Int32), _frame([("", "")]))


def _by_criterion(values: Any, kind: Kind, how: CriteriaWords) -> Any:
    """The words of rows, put together of the criteria of a first match."""
    pl: Any = importlib.import_module("polars")
    kept = [*(name for name, _ in kind.columns), SILENT]
    words, rows = how.words(values, REFUSED, kept)
    own = _one_by_one(kind, rows)
    at = words["because"].is_null().arg_true()
    return pl.DataFrame([words[each.name].scatter(at, each) for each in own])


def _by_states(values: Any, kind: Kind) -> Any:
    """The words of rows with many possible states."""
    if _is_composed(kind):
        places = kind.places
        if sum(each.ranked for each in places) == 1:
            # Two numbers together have more states than there are rows.
            places = tuple(_lasting(each, values) for each in places)
        ranked = any(each.ranked for each in places)
        if not ranked and size_of(places) <= len(values):
            states = states_of(values, places, REFUSED)
            return _composed(kind, states.rows)[states.place]
        # Putting words together costs less than looking for rows that are alike.
        return _composed(kind, values)
    return _by_reader(kind, values)


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


def _lasting(place: Place, rows: Any) -> Place:
    """The places of numbers among all hundredths, where few of them are recorded."""
    pl: Any = importlib.import_module("polars")
    if not place.ranked:
        return place
    hundredths = composed.hundredths(rows.select(place.at).to_series())
    if hundredths is None:
        return place
    return Place(pl.lit(hundredths), (hundredths.max() or 0) + 1)


def _worded(kind: Kind, rows: Any) -> Any:
    """The words for each of some rows that differ."""
    return _composed(kind, rows) if _is_composed(kind) else _by_reader(kind, rows)


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
    because = because.zip_with(~rows[REFUSED], none)
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
    undecided = rows[UNDECIDED]
    size = size_of(places)
    if size >= _LARGEST:
        at = undecided.arg_true()
        states = states_of(rows[at], places, SILENT)
        words = _one_by_one(kind, states.rows)["missing"]
        every = pl.repeat("", len(rows), dtype=pl.String, eager=True)
        return every.scatter(at, words.gather(states.place))
    number = number_of(places, pl.Int64) if places else pl.lit(0, pl.Int64)
    number = pl.when(UNDECIDED).then(number).otherwise(size)
    numbers = rows.select(number.alias(_AT)).to_series()
    first = numbers.arg_unique()
    every = numbers.gather(first)
    known = _open_ended(kind.rule, kind.columns)
    if len(known) + len(every) > _REMEMBERED:
        known.clear()
    known[size] = ""
    new = [at for at, each in enumerate(every) if each not in known]
    if new:
        fresh = first.gather(new)
        made = _one_by_one(kind, rows[fresh])["missing"]
        known |= zip(every.gather(new), made, strict=True)
    if size < _TABLE:
        table = pl.repeat("", size + 1, dtype=pl.String, eager=True)
        table = table.scatter(every, [known[each] for each in every])
        return table.gather(numbers)
    every = every.sort()
    words = pl.Series([known[each] for each in every], dtype=pl.String)
    return words.gather(every.search_sorted(numbers))


@functools.lru_cache(_RULES)
def _open_ended(rule: Form, columns: Columns) -> dict[int, str]:
    """The missing inputs of states that were met before, by their numbers."""
    del rule, columns
    return {}


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
        return "", ""
    return "; ".join(map(str, found.because)), ", ".join(found.missing)


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
