"""
The rows of a file as columns of Polars, piece by piece: cells, quantities, messages.

Cells are parsed by the expressions of `cervmyelo.cohort.coded`. What is invalid also
goes through the reader of one person, once for each different cell, so that the
messages are the same.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias, assert_never

import attrs

from cervmyelo.column_maps import Source
from cervmyelo.errors import CervmyeloError
from cervmyelo.models.ends import END_OF, ENDS, as_ends, say_less, unfit
from cervmyelo.models.missing import (
    COLUMNS,
    COMPANIONS,
    MEANINGS,
    OTHER_CAUSE,
    UNAFFECTED,
    faults_of,
)
from cervmyelo.models.patient import QUANTITIES, checked_reference, reason_for
from cervmyelo.quantity import Choice, Fact, Measure, Partly, Quantity, Value

from .decimal_marks import with_points
from .parquet import ParquetTable, polars_module
from .patients import Reading, valid_reference
from .tables import Place, Sheet
from .text_tables import joined

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "EXTRA",
    "FAULTS",
    "NUMBER",
    "REFERENCE_TEXT",
    "SHIFTED",
    "More",
    "Pieces",
    "cell_column",
    "pieces_of_people",
    "pieces_of_table",
    "value_column",
]

_OURS: Final = "cervmyelo__file_"

EXTRA: Final = f"{_OURS}extra"
"""The column of cells beyond the header, joined as in a line of CSV; or null."""

FAULTS: Final = f"{_OURS}faults"
"""The column of the messages on a row, one a line; null if there are none."""

NUMBER: Final = f"{_OURS}number"
"""The column of the number of a row, from 0."""

REFERENCE_TEXT: Final = f"{_OURS}reference"
"""The column of the references; null where there is none or it is invalid."""

SHIFTED: Final = f"{_OURS}shifted"
"""The column of messages on rows whose cells cannot be trusted, or null."""

_FEW: Final = 256
_VALUE: Final = f"{_OURS}read_"
_WRONG: Final = f"{_OURS}wrong"
_DURATION: Final = "symptom_duration_months"


More: TypeAlias = "Callable[[pl.DataFrame], Mapping[int, Reading]]"
"""Gives people among some rows, by their places."""


OfRows: TypeAlias = "Callable[[pl.DataFrame], pl.Series]"
"""Gives a column for some rows."""


@attrs.frozen(kw_only=True)
class Pieces:
    """
    People in rows.

    Attributes:
        frame: The rows, with the columns of this module. None is read yet if they
            come from a file.

        header: The names of the columns of the input.

        extra: Whether there are cells beyond the header.

        present: The names of the quantities that are read, in the order of a record.

        faults: Gives the messages on some of the rows, one a line; null where there
            are none.

        flags: Gives where these are, which is known sooner than what they say.

        more: Gives the people among some rows whose columns do not hold all that is
            known, by their places: of several values with others between them, the
            ends say less.

        in_memory: Whether all rows are in memory, so that they are graded at once.
    """

    frame: pl.LazyFrame
    header: tuple[str, ...]
    extra: bool
    present: tuple[str, ...]
    faults: OfRows
    flags: OfRows
    more: More
    in_memory: bool = False

    @property
    def known(self) -> frozenset[str]:
        """The names of the quantities about which something is read, if only an end."""
        return frozenset(END_OF.get(name, name) for name in self.present)


def cell_column(place: int) -> str:
    """
    The name of a column of the input, which may be called anything.

    Args:
        place: Its place, from 0.
    """
    return f"{_OURS}cell_{place}"


def value_column(name: str) -> str:
    """
    The name of the column of values of a quantity.

    Args:
        name: The name of the quantity.
    """
    return f"{_OURS}value_{name}"


def pieces_of_table(sheet: Sheet) -> Pieces:
    """
    The rows of a table file.

    Args:
        sheet: The file.

    Raises:
        DocumentError: If it cannot be read as text, or polars is not installed.
    """
    pl: Any = polars_module()
    from polars.io.plugins import register_io_source

    names = [cell_column(place) for place in range(len(sheet.header))]
    table = sheet.table
    nothing = pl.lit(None, pl.String)
    if isinstance(table, ParquetTable):
        extra = False
        kinds: dict[str, Any] = dict(zip(names, table.schema.values(), strict=True))

        def frames() -> Iterator[pl.DataFrame]:
            for frame in table.frames():
                yield frame.rename(dict(zip(sheet.header, names, strict=True))).select(
                    *names, nothing.alias(EXTRA), nothing.alias(SHIFTED)
                )

    else:
        extra = table.extra_cells()
        kinds = dict.fromkeys(names, pl.String())

        def frames() -> Iterator[pl.DataFrame]:
            return table.frames(names, EXTRA, SHIFTED)

    def pieces(
        columns: list[str] | None,
        predicate: pl.Expr | None,
        rows: int | None,  # noqa: ARG001 -- Polars cuts what it takes
        at_once: int | None,  # noqa: ARG001
    ) -> Iterator[pl.DataFrame]:
        for each in frames():
            piece = each if predicate is None else each.filter(predicate)
            yield piece if columns is None else piece.select(columns)

    texts: dict[str, Any] = dict.fromkeys([EXTRA, SHIFTED], pl.String())
    frame = register_io_source(pieces, schema={**kinds, **texts})
    read = [name for place in sheet.places for name in _names(place)]
    present = tuple(dict.fromkeys((*sheet.columns.constants, *read)))
    frame = frame.with_row_index(NUMBER)
    schema: dict[str, Any] = {
        **frame.collect_schema(),
        **{value_column(name): _type(pl, COLUMNS[name]) for name in present},
        REFERENCE_TEXT: pl.String(),
    }
    reader = _Reader(sheet, present)
    return Pieces(
        frame=frame.map_batches(reader.read, schema=schema, streamable=True),
        header=sheet.header,
        extra=extra,
        present=present,
        faults=reader.faults,
        flags=reader.flags,
        more=_More.of(sheet).among,
    )


def _names(place: Place) -> Iterator[str]:
    """The names of what is read of a place: a quantity, and its ends if it has any."""
    if place.source is not None:
        yield place.name
        if place.source.code.in_part:
            yield from (each.name for each in ENDS.get(place.name, ()))


def pieces_of_people(
    people: Sequence[Reading], header: Sequence[str], rows: Sequence[Sequence[str]]
) -> Pieces:
    """
    People who are read already.

    Args:
        people: The people; those who are alike can be one and the same.

        header: The names of the columns.

        rows: The cells of each, which can be more than there are columns; empty if
            there are no columns.

    Raises:
        NotInstalledError: If polars is not installed.
    """
    pl: Any = polars_module()

    width = len(header)
    each_one = [*map(id, people)]
    different = dict(zip(each_one, people, strict=True))
    places = {each: place for place, each in enumerate(different)}
    at = [*map(places.__getitem__, each_one)]
    readings = [*different.values()]
    # People who differ only in their reference share their values.
    facts = {id(each.values): each.values for each in readings}
    cells = {key: _with_ends(each) for key, each in facts.items()}
    values = [cells[id(each.values)] for each in readings]
    gaps = {key for key, each in facts.items() if _has_gaps(each)}
    apart = {
        number: each
        for number, each in enumerate(people if gaps else ())
        if id(each.values) in gaps
    }

    def more(piece: pl.DataFrame) -> Mapping[int, Reading]:
        numbers = piece[NUMBER].to_list() if apart else []
        return {at: apart[each] for at, each in enumerate(numbers) if each in apart}

    recorded = {name for e in cells.values() for name, v in e.items() if v is not None}
    present = tuple(name for name in COLUMNS if name in recorded)
    faults = ["\n".join(map(str, each.problems)) or None for each in readings]
    read = pl.DataFrame(
        [
            pl.Series(FAULTS, faults, pl.String),
            pl.Series(REFERENCE_TEXT, map(valid_reference, readings), pl.String),
            *(
                pl.Series(
                    value_column(name),
                    [_plain(COLUMNS[name], each.get(name)) for each in values],
                    _type(pl, COLUMNS[name]),
                )
                for name in present
            ),
        ]
    )
    extra = any(len(cells) > width for cells in rows)
    further = [joined(cells[width:]) for cells in rows] if extra else None
    columns = [
        pl.Series(
            cell_column(place),
            [row[place] if place < len(row) else None for row in rows],
            pl.String,
        )
        for place in range(width)
    ]
    frame = (
        read[pl.Series(at, dtype=pl.UInt32)]
        .with_columns(columns)
        .with_columns(
            pl.lit(None, pl.String).alias(SHIFTED),
            pl.lit(None, pl.String).alias(EXTRA)
            if further is None
            else pl.Series(EXTRA, further, pl.String),
        )
    )
    return Pieces(
        frame=frame.lazy().with_row_index(NUMBER),
        header=tuple(header),
        extra=extra,
        present=present,
        faults=lambda piece: piece[FAULTS],
        flags=lambda piece: piece[FAULTS].is_not_null(),
        more=more,
        in_memory=True,
    )


def _has_gaps(values: Mapping[str, object]) -> bool:
    """Whether the ends of any value say less than the value."""
    return any(
        say_less(QUANTITIES[name], value)
        for name, value in values.items()
        if isinstance(value, Partly)
    )


def _with_ends(values: Mapping[str, object]) -> Mapping[str, object]:
    """The values of a person, with the ends of those that are known in part."""
    found = dict(values.items())
    for name, value in values.items():
        if isinstance(value, Partly):
            cells = as_ends(QUANTITIES[name], value)
            names = (name, *(each.name for each in ENDS[name]))
            found |= dict(zip(names, cells, strict=True))
    return found


def _type(m: Any, quantity: Quantity) -> Any:
    match quantity:
        case Fact():
            return m.Int8()
        case Choice():
            return m.String()
        case Measure():
            return m.Float64()
        case _:
            assert_never(quantity)


def _plain(quantity: Quantity, value: object) -> str | float | None:
    """A value as a column holds it; what is invalid, as a value that none has."""
    if value is None:
        return None
    match quantity:
        case Fact():
            return int(value) if isinstance(value, bool) else 2
        case Choice():
            return value if isinstance(value, str) else "?"
        case Measure():
            return float(value) if isinstance(value, int | float) else math.nan
        case _:
            assert_never(quantity)


def _invalid(quantity: Quantity) -> str | float | None:
    """What a column holds where a cell is invalid."""
    return _plain(quantity, CervmyeloError())


@attrs.frozen
class _More:
    """
    Finds the rows of a file in which the ends of a value say less than its cell.

    Attributes:
        sheet: The file.

        places: The quantities with objects, which alone can be such cells.
    """

    sheet: Sheet
    places: Sequence[Place]

    @classmethod
    def of(cls, sheet: Sheet) -> Self:
        """What to look at in a file."""
        read = [(each, each.source) for each in sheet.places]
        return cls(sheet, [each for each, how in read if how and how.code.objects])

    def among(self, piece: pl.DataFrame) -> Mapping[int, Reading]:
        """
        The people in such rows, by their places among some rows.

        Args:
            piece: The rows, with the columns of this module.
        """
        import polars as pl

        rows = pl.Series([False] * piece.height, dtype=pl.Boolean)
        for place in self.places:
            cells = piece.select(map(cell_column, place.indices))
            different = cells.unique()
            say = [_says_more(each, place) for each in different.rows()]
            chosen = different.filter(pl.Series(say, dtype=pl.Boolean))
            rows |= _is_among(cells, chosen)
        rows &= piece[SHIFTED].is_null()
        every = [cell_column(each) for each in range(len(self.sheet.header))]
        # What is in such a column is text, and so are the columns of its table.
        known: dict[tuple[object, ...], Reading] = {}
        found: dict[int, Reading] = {}
        filled = piece.filter(rows).select(NUMBER, *every).rows()
        for at, (number, *row) in zip(rows.arg_true().to_list(), filled, strict=True):
            key = tuple(row)
            if key not in known:
                known[key] = self.sheet.reading(number + 1, row)
            found[at] = known[key]
        return found


def _says_more(cells: Sequence[object], place: Place) -> bool:
    try:
        return say_less(COLUMNS[place.name], place.read(cells))
    except CervmyeloError:
        return False


def _is_among(rows: pl.DataFrame, some: pl.DataFrame) -> pl.Series:
    """Which rows are some others too."""
    import polars as pl

    there = some.with_columns(pl.lit(value=True).alias(_WRONG))
    found = rows.join(there, on=rows.columns, how="left", nulls_equal=True)
    return found[_WRONG].fill_null(value=False)


@attrs.frozen
class _Reader:
    """
    Reads the cells of a piece: values, and messages on what is invalid.

    Attributes:
        sheet: The file.

        present: The quantities that are read, in the order of a record.
    """

    sheet: Sheet
    present: tuple[str, ...]

    def read(self, piece: pl.DataFrame) -> pl.DataFrame:
        """A piece of the file with values and references added."""
        import polars as pl

        m: Any = pl
        piece = piece.with_columns(**self._values(m, piece))
        references = pl.Series([None] * piece.height, dtype=pl.String)
        for place in self.sheet.places:
            if place.source is None:
                references = _references(piece[cell_column(*place.indices)], place)
        piece = piece.with_columns(
            pl.when(pl.col(SHIFTED).is_null()).then(references).alias(REFERENCE_TEXT)
        )
        here = piece[SHIFTED].is_not_null()
        return _with_invalid(m, piece, here, self.present) if here.any() else piece

    def flags(self, piece: pl.DataFrame) -> pl.Series:
        """Where a piece that was read has messages; no message is made."""
        import polars as pl

        m: Any = pl
        wrong = self._wrong(m, piece)
        known = piece.select(
            *(each.is_not_null().alias(f"{at}") for at, each in self._unlikely(m))
        )
        found = piece[SHIFTED].is_not_null()
        for mask in (*wrong, *known):
            found |= mask
        for place in self.sheet.places:
            if place.source is None:
                found |= self._given_in_vain(piece, place)
        return found

    def faults(self, piece: pl.DataFrame) -> pl.Series:
        """The messages on the rows of a piece that was read, one a line; or null."""
        import polars as pl

        m: Any = pl
        wrong = self._wrong(m, piece)
        faulty = _any(wrong)
        messages: list[pl.Series] = []
        for place in self.sheet.places:
            if place.source is None:
                messages.append(self._on_references(piece, place))
            elif place.name in faulty:
                cells = piece.select(map(cell_column, place.indices))
                messages.append(_messages(cells, wrong[place.name], place))
        known = [each.alias(f"{at}") for at, each in self._unlikely(m)]
        messages += piece.select(known).get_columns()
        if not messages:
            return piece[SHIFTED]
        found = m.concat_str(messages, separator="\n", ignore_nulls=True)
        return piece.select(
            pl.coalesce(SHIFTED, pl.when(found != "").then(found)).alias(FAULTS)
        ).to_series()

    def _wrong(self, m: Any, piece: pl.DataFrame) -> pl.DataFrame:
        """Where each quantity is invalid, in the rows whose cells can be trusted."""
        return piece.select(
            (
                _is_invalid(m, COLUMNS[name], value_column(name))
                & m.col(SHIFTED).is_null()
            ).alias(name)
            for name in self.present
        )

    def _unlikely(self, m: Any) -> Iterator[tuple[int, Any]]:
        """The messages on values that do not go together, as numbered expressions."""
        misfits = (
            _misfits(m, quantity, self.present)
            for name in self.present
            if (quantity := reason_for(name))
        )
        unfit_ends = (
            _unfit(m, name, self.present)
            for name in ENDS
            if not {each.name for each in ENDS[name]}.isdisjoint(self.present)
        )
        return enumerate(itertools.chain(misfits, unfit_ends))

    def _given_in_vain(self, piece: pl.DataFrame, place: Place) -> pl.Series:
        """Where a reference is given and invalid; no message is made."""
        import polars as pl

        cells = piece[cell_column(*place.indices)]
        if cells.dtype != pl.String:
            return self._on_references(piece, place).is_not_null()
        here = piece[REFERENCE_TEXT].is_null() & piece[SHIFTED].is_null()
        # Of the cells without a valid reference those that are not blank.
        given = _once_each(cells.filter(here), lambda cell: _text(place.read((cell,))))
        return _scattered(given, here).is_not_null()

    @staticmethod
    def _on_references(piece: pl.DataFrame, place: Place) -> pl.Series:
        """The messages on references that are invalid; null elsewhere."""
        here = piece[REFERENCE_TEXT].is_null() & piece[SHIFTED].is_null()
        return _messages(piece.select(map(cell_column, place.indices)), here, place)

    def _values(self, m: Any, piece: pl.DataFrame) -> dict[str, Any]:
        made: dict[str, Any] = {
            name: m.lit(_plain(COLUMNS[name], value), _type(m, COLUMNS[name]))
            for name, value in self.sheet.columns.constants.items()
        }
        for place in self.sheet.places:
            if place.source is not None:
                cells = piece.select(map(cell_column, place.indices))
                if place.decimal == ",":
                    cells = cells.with_columns(map(with_points, cells))
                read = _parsed(m, cells, place.source)
                made |= dict(zip(_names(place), read, strict=True))
        return {value_column(name): each for name, each in made.items()}


def _parsed(m: Any, cells: pl.DataFrame, source: Source) -> list[pl.Series]:
    """The values of a quantity, and its ends if it can be known in part."""
    code = source.code
    if not code.objects:
        return _read_as_text(m, cells, source)
    objects = cells.select(
        m.any_horizontal(m.all().str.strip_chars().str.starts_with("{")).fill_null(
            value=False
        )
    ).to_series()
    alone = attrs.evolve(source, code=attrs.evolve(code, objects=False))
    others = cells.with_columns(m.when(~objects).then(m.all()))
    found = _read_as_text(m, others, alone)
    kind = _type(m, code.quantity)
    for _ in range(len(found), 1 + len(ENDS.get(code.quantity.name, ()))):
        found.append(m.Series([None] * len(objects), dtype=kind))
    places = objects.arg_true()
    # Few objects of a column differ, as a rule.
    read = functools.cache(functools.partial(_as_cells, source))
    rows = [*map(read, cells.filter(objects).rows())]
    said = m.DataFrame(rows, schema=[(str(at), kind) for at in range(3)], orient="row")
    return [each.scatter(places, s) for each, s in zip(found, said, strict=False)]


def _as_cells(
    source: Source, cells: tuple[object, ...]
) -> Sequence[str | float | None]:
    """What the cells of a row say, as columns hold it: a value and both its ends."""
    quantity = source.code.quantity
    try:
        made = as_ends(quantity, source.read(cells))
    except CervmyeloError:
        return _invalid(quantity), None, None
    return [_plain(quantity, each) for each in made]


def _read_as_text(m: Any, cells: pl.DataFrame, source: Source) -> list[pl.Series]:
    from cervmyelo.cohort.coded import read_source
    from cervmyelo.cohort.columns import column_kind
    from cervmyelo.cohort.dialects import PolarsDialect, with_stages

    dialect = PolarsDialect()
    quantity = source.code.quantity

    def read(some: pl.DataFrame) -> list[pl.Series]:
        schema = some.schema.items()
        places = [(name, dialect.shape(dtype)) for name, dtype in schema]
        made = read_source(dialect, source, places)
        wrong: Any = m.lit(value=False) if made.invalid is None else made.invalid
        values: list[Any] = [made.value]
        if source.code.in_part and not isinstance(quantity, Fact):
            nothing: Any = dialect.lit(None, column_kind(quantity))
            values += made.part or (nothing, nothing)
        both = with_stages(some, made.before).with_columns(
            **{_WRONG: wrong}, **{f"{_VALUE}{at}": e for at, e in enumerate(values)}
        )
        ends = [
            both.select(_worded(m, quantity, f"{_VALUE}{at}")).to_series()
            for at in range(1, len(values))
        ]
        return [both.select(_held(m, quantity)).to_series(), *ends]

    (name, *others) = cells.columns
    if others or cells[name].dtype != m.String:
        return read(cells)
    # A column has few different words as a rule. The reader of single cells reads them
    # sooner than an expression is made, and each is then found in a short list.
    words = cells[name].unique()
    if not 0 < len(words) <= _FEW:
        return read(cells)
    kind = _type(m, quantity)
    read_words = zip(*(_read_word(source, word) for word in words), strict=True)
    return [
        cells[name].replace_strict(words, m.Series(each, dtype=kind), return_dtype=kind)
        for each in read_words
    ]


def _read_word(source: Source, word: str | None) -> list[str | float | None]:
    """The value of a word as a column holds it, and its ends if it can have any."""
    quantity = source.code.quantity
    value: object
    try:
        value = source.read((word,))
    except CervmyeloError as error:
        value = error
    if not source.code.in_part or isinstance(quantity, Fact):
        return [_plain(quantity, value)]
    if not isinstance(value, Partly):
        return [_plain(quantity, value), None, None]
    return [_plain(quantity, each) for each in as_ends(quantity, value)]


def _held(m: Any, quantity: Quantity) -> Any:
    """What was read, with a value that no quantity has for each invalid cell."""
    wrong = m.lit(_invalid(quantity), _type(m, quantity))
    return m.when(_WRONG).then(wrong).otherwise(_worded(m, quantity, f"{_VALUE}0"))


def _worded(m: Any, quantity: Quantity, name: str) -> Any:
    """A column as a quantity holds it: the words of a choice for their places."""
    value = m.col(name)
    if isinstance(quantity, Choice):
        levels = m.Series([*quantity.levels], dtype=m.String)
        value = m.lit(levels).gather(value)
    return value.cast(_type(m, quantity))


def _is_invalid(m: Any, quantity: Quantity, name: str) -> Any:
    """Where a column that `_held` made has an invalid cell; never null."""
    cell = m.col(name)
    wrong = (
        cell.is_nan() if isinstance(quantity, Measure) else cell == _invalid(quantity)
    )
    return wrong.fill_null(value=False)


def _any(flags: pl.DataFrame) -> frozenset[str]:
    """The columns that are true anywhere."""
    import polars as pl

    if not flags.height:
        return frozenset()
    row = flags.select(pl.all().any()).row(0, named=True)
    return frozenset(name for name, found in row.items() if found)


def _with_invalid(
    m: Any, piece: pl.DataFrame, rows: pl.Series, names: Sequence[str]
) -> pl.DataFrame:
    """A piece where some quantities are invalid in some rows."""
    return piece.with_columns(
        m.when(rows)
        .then(m.lit(_invalid(COLUMNS[name]), _type(m, COLUMNS[name])))
        .otherwise(m.col(value_column(name)))
        .alias(value_column(name))
        for name in names
    )


def _messages(cells: pl.DataFrame, rows: pl.Series, place: Place) -> pl.Series:
    """The messages of the reader of single cells on some rows; null elsewhere."""
    import polars as pl

    wrong = cells.filter(rows)
    if wrong.width == 1 and wrong.dtypes == [pl.String]:
        return _scattered(_messages_on_words(wrong.to_series(), place), rows)
    known: dict[Hashable, str | None] = {}
    found: list[str | None] = []
    for row in wrong.rows():
        key = tuple(map(_key, row))
        if key not in known:
            known[key] = _message(row, place)
        found.append(known[key])
    return _scattered(found, rows)


def _messages_on_words(words: pl.Series, place: Place) -> pl.Series:
    """The messages on a column of invalid words, made once for those alike."""
    known: dict[str, str | None] = {}
    source = place.source
    simple = source is not None and source.how == "cell" and place.decimal == "."

    def message(word: str | None) -> str | None:
        if source is None or word is None or not simple:
            return _message((word,), place)
        key = source.code.likeness(word)
        if key not in known:
            known[key] = _message((word,), place)
        return known[key]

    return _once_each(words, message)


def _key(cell: object) -> Hashable:
    # A list cannot be looked up, but no message repeats what is in it.
    return type(cell), cell if isinstance(cell, Value) else None


def _once_each(
    cells: pl.Series, found: Callable[[str | None], str | None]
) -> pl.Series:
    """What is found for each cell of a column of text; equal ones are read once."""
    import polars as pl

    words = cells.unique()
    made = pl.Series([*map(found, words.to_list())], dtype=pl.String)
    return cells.replace_strict(words, made, return_dtype=pl.String)


def _message(cells: Sequence[object], place: Place) -> str | None:
    try:
        _read(cells, place)
    except CervmyeloError as error:
        return str(error)
    return None


def _read(cells: Sequence[object], place: Place) -> object:
    """What cells hold; of a reference also whether a patient can have it."""
    value: Any = place.read(cells)
    if place.source is None and not (isinstance(value, str) and value.isprintable()):
        checked_reference(value)
    return value


def _misfits(m: Any, name: str, present: Collection[str]) -> Any:
    """The messages on reasons that do not go together with the value; else null."""
    reason = m.col(value_column(COMPANIONS[name].name))
    known = reason.is_in([*MEANINGS])
    other = reason == OTHER_CAUSE
    empty = (
        m.col(value_column(name)).is_null() if name in present else m.lit(value=True)
    )

    def fault(word: str, value: object) -> Any:
        (error,) = faults_of([(name, word)], {name: value})
        return m.lit(str(error))

    none, *_ = MEANINGS
    why_none = m.when(known & ~other & ~empty).then(fault(none, value=True))
    if name not in UNAFFECTED:
        return why_none
    return why_none.when(other & empty).then(fault(OTHER_CAUSE, value=None))


def _unfit(m: Any, name: str, present: Collection[str]) -> Any:
    """The message on ends that do not fit each other or the value; else null."""
    quantity = QUANTITIES[name]
    first, last = ENDS[name]

    def number(each: Quantity) -> Any:
        if each.name not in present:
            return m.lit(None, m.Float64)
        cell = m.col(value_column(each.name))
        if isinstance(quantity, Choice):
            places = {word: place for place, word in enumerate(quantity.levels)}
            return cell.replace_strict(places, default=None, return_dtype=m.Float64)
        return m.when(cell.is_not_nan()).then(cell)

    low, value, high = number(first), number(quantity), number(last)
    misfit = (low > high) | (value < low) | (value > high)
    texts = [m.lit(str(unfit(each))) for each in (first, last)]
    text = m.when(low.is_null()).then(texts[1]).otherwise(texts[0])
    return m.when(misfit).then(text)


def _scattered(values: pl.Series | Sequence[str | None], rows: pl.Series) -> pl.Series:
    """Some strings in some rows, in order; null in all others."""
    import polars as pl

    made: pl.Series = pl.Series([None] * len(rows), dtype=pl.String)
    found = pl.Series(values, dtype=pl.String)
    return made.scatter(rows.arg_true(), found) if len(found) else made


def _references(cells: pl.Series, place: Place) -> pl.Series:
    """The references in a column; null where there is none or it is invalid."""
    import polars as pl

    if cells.dtype == pl.String:
        return _once_each(cells, lambda cell: _reference(cell, place))
    found = [_reference(cell, place) for cell in cells.to_list()]
    return pl.Series(found, dtype=pl.String)


def _reference(cell: object, place: Place) -> str | None:
    """The reference in a cell; None if there is none or it is invalid."""
    try:
        return _text(_read((cell,), place))
    except CervmyeloError:
        return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
