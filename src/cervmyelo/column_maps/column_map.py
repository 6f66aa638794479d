"""
Column maps: which columns of a table are which quantities, and how cells are read.
"""

import contextlib
import functools
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias, cast

import attrs

from cervmyelo.errors import (
    CervmyeloError,
    DuplicateFieldError,
    InvalidRecordError,
    KindError,
    LevelError,
    OutOfRangeError,
    UnknownFieldError,
    UnknownNameError,
    kind_of,
)
from cervmyelo.field_types import Rebuilt, read_only, tupled
from cervmyelo.in_part import from_plain
from cervmyelo.models.missing import COLUMNS, checked_cell
from cervmyelo.models.patient import AGE_YEARS, QUANTITIES, hints_at_quantities
from cervmyelo.names import nearest, shown
from cervmyelo.paths import file_path
from cervmyelo.public import public
from cervmyelo.quantity import (
    MISSING_WORDS,
    Choice,
    Fact,
    Measure,
    Partly,
    Quantity,
    Value,
    missing_words,
    plain_word,
)
from cervmyelo.units import factor_between, units_for

from .cells import Code, How, Source, Words
from .toml import parsed, read_text, written

__all__ = ["EVERY", "OPTIONS", "REFERENCE", "SHIPPED", "ColumnMap"]

REFERENCE: Final = "ref"
"""The name of the column that holds the caller's own opaque reference."""

SHIPPED: Final = (
    "sct_compute_compression",
    "sct_detect_compression",
    "sct_process_segmentation",
)
"""The names of the maps that come with the library: commands of other programs."""

_MOST_PROBLEMS: Final = 100
"""A file of another kind has thousands, and nobody reads as many."""

EVERY: Final = "*"
"""In place of the columns that are not read: every unknown column."""

# No two units of a quantity differ by more, and the products stay finite.
_LARGEST: Final = 1e9
_FACTORS: Final = "a number from 1e-09 to 1e+09"
_TIMES: Final = ("years", "months")
_DATES: Final = ("born", "seen")

_TABLES: Final = (
    "columns",
    "sides",
    "age",
    "values",
    "missing_values",
    "units",
    "factors",
    "constants",
)

OPTIONS: Final = (
    "columns",
    "sides",
    "age",
    "values",
    "missing",
    "missing_values",
    "numbered",
    "units",
    "factors",
    "completed",
    "ranges",
    "constants",
    "pass_through",
    "optional",
    "visits",
)
"""The parts of a column map."""

_Listed: TypeAlias = tuple[str, ...]


def _frozen_words(values: object) -> Any:
    if not isinstance(values, Mapping):
        return values
    words = cast("Mapping[str, object]", values)
    return read_only({name: read_only(_in_part(each)) for name, each in words.items()})


def _in_part(words: object) -> object:
    """The words of a quantity, with what a table of TOML says is known in part."""
    if not isinstance(words, Mapping):
        return words
    known: dict[object, object] = {}
    for word, meant in cast("Mapping[object, object]", words).items():
        # What is no such table is looked at with all other values.
        with contextlib.suppress(CervmyeloError):
            meant = from_plain("values", meant)  # noqa: PLW2901
        known[word] = meant
    return known


def _frozen_lists(values: object) -> Any:
    if not isinstance(values, Mapping):
        return values
    lists = cast("Mapping[str, object]", values)
    return read_only({name: tupled(each) for name, each in lists.items()})


def _none() -> Any:
    return {}


@public
@attrs.frozen(kw_only=True)
class ColumnMap(Rebuilt):
    """
    How to translate the columns and words of a table into the data dictionary.

    One map serves files, frames and the command line.

    >>> columns = ColumnMap.from_toml('''
    ... missing = ["-9"]             # further words for "not recorded"
    ... pass_through = ["clinic"]    # columns that are not read
    ...
    ... [columns]                    # column of the table = name in the dictionary
    ... sex = "sex_at_birth"
    ... canal_cm = "canal_diameter_mm"
    ...
    ... [sides]                      # yes on either side; of numbers, the lower one
    ... hoffmann_sign = ["hoffmann_right", "hoffmann_left"]
    ...
    ... [age]                        # completed years from two dates
    ... born = "date_of_birth"
    ... seen = "date_of_visit"
    ...
    ... [values.sex_at_birth]        # word of the table = word of the dictionary
    ... M = "male"
    ... F = "female"
    ...
    ... [missing_values]             # what means "not recorded" in one quantity alone
    ... smoker = ["9"]
    ...
    ... [units]                      # the unit of a column, if it is another one
    ... canal_diameter_mm = "cm"
    ...
    ... [constants]                  # the same for every row
    ... mri_done = true
    ... ''')
    >>> columns.columns["sex"], columns.values["sex_at_birth"]["F"]
    ('sex_at_birth', 'female')

    A column that has a name of the dictionary needs no line. If a yes or no or a
    choice has a translation, only the words of the translation are valid; a number
    can have words next to its digits. Words are compared whatever their case, unless
    two of them differ in nothing else, and ``1.0`` is the same word as ``1``.

    Attributes:
        columns: The quantity, or ``ref``, of each column that has another name.

        sides: For a quantity, the columns of the right and the left side. A yes or no
            is yes if it is yes on either side, no if it is no on both, and otherwise
            not recorded. Of two numbers the lower one is read, and none if one is
            missing.

        age: The columns of two dates, ``born`` and ``seen``: ``age_years`` is the
            number of completed years. Who was born on 29 February is a year older on
            1 March where there is no such day.

        values: For each quantity, what the words of the table mean. A word can mean a
            value that is known in part: ``{low = 50, high = 59}`` or ``{one_of =
            ["mild", "moderate"]}``, in Python `between` and `one_of`; no other value
            can lie between two that are possible. In Python, None means *not recorded*.

        missing: Further words that mean *not recorded* in every column, whatever
            their case.

        missing_values: For each quantity, further words that mean *not recorded*.

        numbered: Quantities whose cells hold a number before a label, such as
            ``3 (text)``, ``3: text`` or ``3 - text``, or ``"*"`` for all numbers. The
            number is read. A yes or no or a choice needs its numbers in ``values``.

        units: The unit of a column, if it is another one than in the dictionary.

        factors: What the numbers of a quantity are multiplied by.

        completed: Quantities in years or months whose decimals are dropped: of 61.9
            years, 61 are completed.

        ranges: Quantities whose cells can hold a range, or ``"*"`` for all of them:
            ``3-4``, ``50 to 59``, ``3 or 4``, ``>=89``, ``89+``, ``>88``, ``<=3``,
            ``<4``, and of words ``mild or moderate``. Without it they are invalid,
            because ``3-4`` may as well be a day in April.

        constants: What is the same for every row.

        pass_through: Columns that are not read: their names, or ``"*"`` for every
            unknown column.

        optional: Columns of the map that a table need not have: their names, or
            ``"*"`` for all of them. What they would hold is then not recorded.

        visits: Which rows or columns are which visit, for `cervmyelo change`; see
            `cervmyelo.io.VisitMap`.

    Raises:
        InvalidRecordError: If the map is invalid; its problems are listed, at most 100.
    """

    columns: Mapping[str, str] = attrs.field(factory=_none, converter=read_only)
    sides: Mapping[str, _Listed] = attrs.field(factory=_none, converter=_frozen_lists)
    age: Mapping[str, str] = attrs.field(factory=_none, converter=read_only)
    values: Mapping[str, Words] = attrs.field(factory=_none, converter=_frozen_words)
    missing: _Listed = attrs.field(default=(), converter=tupled)
    missing_values: Mapping[str, _Listed] = attrs.field(
        factory=_none, converter=_frozen_lists
    )
    numbered: _Listed | str = attrs.field(default=(), converter=tupled)
    units: Mapping[str, str] = attrs.field(factory=_none, converter=read_only)
    factors: Mapping[str, float] = attrs.field(factory=_none, converter=read_only)
    completed: _Listed = attrs.field(default=(), converter=tupled)
    ranges: _Listed | str = attrs.field(default=(), converter=tupled)
    constants: Mapping[str, Value] = attrs.field(factory=_none, converter=read_only)
    pass_through: _Listed | str = attrs.field(default=(), converter=tupled)
    optional: _Listed | str = attrs.field(default=(), converter=tupled)
    visits: Mapping[str, object] = attrs.field(factory=_none, converter=read_only)

    def __hash__(self) -> int:
        return super().__hash__()

    def __attrs_post_init__(self) -> None:
        shapes = itertools.islice(self._shapes(), _MOST_PROBLEMS)
        # What is wrong with the parts can be looked at only if they are such parts.
        problems = tuple(shapes) or tuple(
            itertools.islice(self._problems(), _MOST_PROBLEMS)
        )
        if problems:
            raise InvalidRecordError(problems)

    @classmethod
    def from_toml(cls, text: str) -> "ColumnMap":
        """
        The map in a TOML text.

        Args:
            text: The text.

        Raises:
            KindError: If it is no text.

            DocumentError: If it is not TOML, or too long or too deeply nested.

            InvalidRecordError: If the map is invalid; its problems are listed.
        """
        document = parsed(text)
        unknown = [
            UnknownFieldError(
                shown(name),
                "unknown part of a column map",
                ", ".join(OPTIONS),
                nearest(shown(name), OPTIONS),
            )
            for name in [*(document.keys() - set(OPTIONS))][:_MOST_PROBLEMS]
        ]
        if unknown:
            raise InvalidRecordError(unknown)
        return cls(**cast("dict[str, Any]", document))

    @classmethod
    def read(cls, path: str | Path) -> "ColumnMap":
        """
        The map in a TOML file.

        Args:
            path: The file.

        Raises:
            DocumentError: If it is not TOML in UTF-8, or too long.

            InvalidRecordError: If the map is invalid; all problems are listed.

            OSError: If the file cannot be opened.
        """
        return cls.from_toml(read_text(file_path(path), "The column map"))

    @classmethod
    def shipped(cls, name: str) -> "ColumnMap":
        """
        A map that comes with the library, by the name of the command it is for.

        >>> ColumnMap.shipped("sct_process_segmentation").units
        mappingproxy({'cord_solidity_percent': 'ratio'})

        Args:
            name: ``sct_process_segmentation``, ``sct_compute_compression`` or
                ``sct_detect_compression``: the CSV files that these commands of the
                Spinal Cord Toolbox write.

        Raises:
            UnknownNameError: If there is no such map.
        """
        if name not in SHIPPED:
            raise UnknownNameError(name, "column map", SHIPPED)
        from importlib import resources

        room = resources.files("cervmyelo.column_maps")
        file = room / "shipped" / f"{name}.toml"
        return cls.from_toml(file.read_text(encoding="utf-8"))

    @classmethod
    def from_redcap(cls, text: str) -> "ColumnMap":
        r"""
        A first map for the exports of a REDCap project.

        Fields whose name, or whose label, is that of a quantity are mapped, with what
        the labels of their choices say; all other columns are passed through. Read the
        map before you use it: two quantities of one name need not be the same.

        >>> columns = ColumnMap.from_redcap(
        ...     "Variable / Field Name,Field Type,Field Label,"
        ...     '"Choices, Calculations, OR Slider Labels"\n'
        ...     "record_id,text,Record,\n"
        ...     'smoker,radio,Smoker,"1, Yes | 2, No | 9, Unknown"\n'
        ... )
        >>> dict(columns.values["smoker"]), columns.missing_values["smoker"]
        ({'1': True, '2': False}, ('9',))

        Args:
            text: The data dictionary, as REDCap exports it: CSV with the columns
                ``Variable / Field Name``, ``Field Type`` and ``Choices, Calculations,
                OR Slider Labels``.

        Raises:
            DocumentError: If the text is no such data dictionary.
        """
        from .drafts import redcap

        return redcap(text)

    @classmethod
    def from_bids(cls, text: str) -> "ColumnMap":
        """
        A first map for the ``participants.tsv`` of a BIDS data set.

        Columns whose name is that of a quantity, and ``age`` and ``sex``, are mapped,
        with what their levels and units say; all other columns are passed through.
        Read the map before you use it.

        >>> columns = ColumnMap.from_bids(
        ...     '{"sex": {"Levels": {"M": "male", "F": "female"}}, "handedness": {}}'
        ... )
        >>> columns.columns["sex"], dict(columns.values["sex_at_birth"])
        ('sex_at_birth', {'M': 'male', 'F': 'female'})

        Args:
            text: The text of ``participants.json``.

        Raises:
            DocumentError: If the text is not a JSON object.
        """
        from .drafts import bids

        return bids(text)

    def to_toml(self) -> str:
        """
        The map as TOML, which `from_toml` reads back.

        Raises:
            DocumentError: If a word is mapped to None, which TOML cannot hold: use
                ``missing_values``.
        """
        parts = {name: getattr(self, name) for name in OPTIONS}
        return written({name: part for name, part in parts.items() if part})

    @property
    def all_pass(self) -> bool:
        """Whether unknown columns are not read."""
        return isinstance(self.pass_through, str) and self.pass_through == EVERY

    @property
    def missing_words(self) -> frozenset[str]:
        """Every word that means *not recorded* in all columns, as it is compared."""
        return MISSING_WORDS | set(map(plain_word, self.missing))

    @functools.cached_property
    def stated(self) -> Mapping[str, tuple[_Listed, How]]:
        """For each quantity that the map places, its columns and what they hold."""
        placed: dict[str, tuple[_Listed, How]] = {}
        for column, name in self.columns.items():
            placed[name] = ((column,), "cell")
        for name, columns in self.sides.items():
            placed[name] = (columns, "sides")
        if self.age:
            placed[AGE_YEARS.name] = (tuple(self.age[each] for each in _DATES), "dates")
        return placed

    def code(self, quantity: Quantity) -> Code:
        """
        How the cells of a quantity are read.

        Args:
            quantity: The quantity.
        """
        name = quantity.name
        measure = isinstance(quantity, Measure)
        words = self.missing + self.missing_values.get(name, ())
        factor = self.factors.get(name, 1)
        if isinstance(quantity, Measure) and name in self.units:
            factor = factor_between(self.units[name], quantity.unit) or 1
        return Code(
            quantity=quantity,
            words=self.values.get(name, {}),
            missing=missing_words(quantity) | set(map(plain_word, words)),
            numbered=measure if self.numbered == EVERY else name in self.numbered,
            factor=factor,
            completed=name in self.completed,
            # An end or a reason is no range.
            ranges=name in QUANTITIES if self.ranges == EVERY else name in self.ranges,
        )

    def sources(self, present: Iterable[str]) -> dict[str, Source]:
        """
        The quantities of the data dictionary that a table holds, and where.

        Args:
            present: The names of the columns, without outer blanks.

        Returns:
            The sources, by the name of the quantity, in the order of the columns. The
            reference and the constants are not among them.
        """
        order = {name: place for place, name in enumerate(present)}
        found: dict[str, Source] = {}
        for name, (columns, how) in self.stated.items():
            if name != REFERENCE and all(each in order for each in columns):
                code = self.code(COLUMNS[name])
                found[name] = Source(columns=columns, how=how, code=code)
        for name in order:
            free = name not in self.placed and name not in self.constants
            if name in COLUMNS and free and name not in found:
                found[name] = Source(columns=(name,), code=self.code(COLUMNS[name]))
        return dict(sorted(found.items(), key=lambda each: order[each[1].columns[0]]))

    @functools.cached_property
    def placed(self) -> frozenset[str]:
        """The columns that the map names, to be read or not."""
        named = {column for columns, _ in self.stated.values() for column in columns}
        return frozenset(named | set(() if self.all_pass else self.pass_through))

    def is_optional(self, column: str) -> bool:
        """
        Whether a table need not have a column of the map.

        Args:
            column: The name of the column.
        """
        return self.optional == EVERY or column in self.optional

    def _shapes(self) -> Iterator[CervmyeloError]:
        """Parts that are no table, list or text although one is needed."""
        for name in _TABLES:
            part = getattr(self, name)
            yield from _no_table(name, part, f"a table [{name}]")
            if isinstance(part, MappingProxyType):
                table = cast("Mapping[object, object]", part)
                yield from _no_texts(name, tuple(table))
                for key, value in table.items():
                    yield from _no_part(name, f"{name}.{shown(str(key))}", value)
        yield from _no_table("visits", self.visits, "a table [visits]")
        for name in ("missing", "completed"):
            yield from _no_texts(name, getattr(self, name))
        for name in ("pass_through", "numbered", "optional", "ranges"):
            part = getattr(self, name)
            if not (isinstance(part, str) and part == EVERY):
                yield from _no_texts(name, part, also=' or "*"')

    def _problems(self) -> Iterator[CervmyeloError]:
        yield from self._place_problems()
        for name, value in self.constants.items():
            yield from _refused("constants", name, value)
        yield from self._word_problems()
        yield from self._range_problems()
        yield from self._number_problems()

    def _place_problems(self) -> Iterator[CervmyeloError]:
        sources: dict[str, list[str]] = {}
        for column, name in self.columns.items():
            if name != REFERENCE and name not in COLUMNS:
                yield _unknown(f"columns.{shown(column)}", name, (REFERENCE,))
            sources.setdefault(name, []).append(shown(column))
        for name, columns in self.sides.items():
            yield from _wrong_sides(name, columns)
            sources.setdefault(name, []).append("[sides]")
        if self.age:
            if set(self.age) != set(_DATES) or len({*self.age.values()}) == 1:
                yield LevelError(
                    "age", "other lines", 'two columns: born = "..." and seen = "..."'
                )
            sources.setdefault(AGE_YEARS.name, []).append("[age]")
        for name in self.constants:
            sources.setdefault(name, []).append(_CONSTANT)
        for name, places in sources.items():
            if len(places) > 1:
                yield _twice(name, places)
        used = [*self.columns, *(each for pair in self.sides.values() for each in pair)]
        used += self.age.values()
        for column, count in Counter(used).items():
            if count > 1:
                yield DuplicateFieldError(
                    shown(column), "more than one", "a column that is one quantity"
                )
            if column in self.pass_through and not self.all_pass:
                yield DuplicateFieldError(
                    shown(column),
                    "both",
                    "a column that is mapped or one that is passed through",
                )

    def _word_problems(self) -> Iterator[CervmyeloError]:
        everywhere = set(map(plain_word, self.missing))
        for name in self.missing_values:
            if name not in COLUMNS:
                yield _unknown(f"missing_values.{shown(name)}", name, columns=self)
        for name, words in self.values.items():
            own = set(map(plain_word, self.missing_values.get(name, ())))
            for word, value in words.items():
                if value is not None or name not in COLUMNS:
                    yield from _refused("values", name, value, columns=self)
                if value is not None and plain_word(word) in everywhere | own:
                    yield DuplicateFieldError(
                        f"values.{shown(name)}",
                        "one that is also in the list of missing words",
                        "a word with one meaning",
                    )
        for name in () if self.numbered == EVERY else self.numbered:
            if name not in COLUMNS:
                yield _unknown("numbered", name, columns=self)
            elif not isinstance(COLUMNS[name], Measure) and name not in self.values:
                yield LevelError(
                    "numbered",
                    "a quantity that is no number",
                    "numbers, or what they mean in a table of values",
                    f"Write a table [values.{name}].",
                )

    def _range_problems(self) -> Iterator[CervmyeloError]:
        for name in () if self.ranges == EVERY else self.ranges:
            if name not in COLUMNS:
                yield _unknown("ranges", name, columns=self)
            elif isinstance(COLUMNS[name], Fact):
                yield LevelError("ranges", "a yes or no", "numbers and choices")
            elif name not in QUANTITIES:
                given = f"{name}, which is an end or a reason"
                yield LevelError("ranges", given, "quantities of the data dictionary")

    def _number_problems(self) -> Iterator[CervmyeloError]:
        for part in ("units", "factors", "completed"):
            for name in getattr(self, part):
                quantity = COLUMNS.get(name)
                place = f"{part}.{shown(name)}"
                if quantity is None:
                    yield _unknown(place, name, columns=self)
                elif not isinstance(quantity, Measure):
                    yield LevelError(place, "a quantity that is no number", "a number")
                elif name == AGE_YEARS.name and self.age:
                    yield DuplicateFieldError(
                        name, "both", "the age from two dates or from a number"
                    )
                elif part == "units":
                    if factor_between(self.units[name], quantity.unit) is None:
                        yield LevelError(
                            place,
                            "another unit",
                            f"one of {', '.join(units_for(quantity.unit))}",
                            f"Or write a factor: factors.{name} = ...",
                        )
                elif part == "completed" and quantity.unit not in _TIMES:
                    yield LevelError(
                        place, "a quantity in another unit", "one in years or months"
                    )
                elif part == "factors":
                    yield from _no_factor(place, self.factors[name])
                    if name in self.units:
                        yield DuplicateFieldError(name, "both", "a unit or a factor")


_COUNTS: Final = {2: "two", 3: "three"}
_NAMED: Final = 6
_CONSTANT: Final = "a constant"


def _twice(name: str, places: list[str]) -> DuplicateFieldError:
    if len(places) == 2 and _CONSTANT in places:  # noqa: PLR2004 -- one of each
        given, allowed = "both", "a column or a constant"
    else:
        count = _COUNTS.get(len(places), str(len(places)))
        given = f"{count}, {' and '.join(places[:_NAMED])}"
        allowed = "one column"
    fix = "Keep the right one and pass other columns through."
    return DuplicateFieldError(shown(name), given, allowed, fix)


def _wrong_sides(name: str, columns: _Listed) -> Iterator[CervmyeloError]:
    place = f"sides.{shown(name)}"
    if name not in COLUMNS:
        yield _unknown(place, name)
    elif isinstance(COLUMNS[name], Choice):
        yield LevelError(place, "a choice", "a yes or no or a number")
    if len(columns) != 2 or len({*columns}) != 2:  # noqa: PLR2004 -- right and left
        yield LevelError(place, "another list", "two columns, right and left")


def _no_factor(place: str, factor: object) -> Iterator[CervmyeloError]:
    if isinstance(factor, bool) or not isinstance(factor, int | float):
        yield KindError(place, kind_of(factor), _FACTORS)
    elif not 1 / _LARGEST <= factor <= _LARGEST:
        yield OutOfRangeError(place, "a number out of range", _FACTORS)


def _no_part(table: str, place: str, value: object) -> Iterator[CervmyeloError]:
    """What is wrong with the kind of a value in a table."""
    if table in {"columns", "age", "units"}:
        yield from _no_texts(table, (value,))
    elif table in {"sides", "missing_values"}:
        yield from _no_texts(place, value)
    elif table == "values":
        what = "a table of words, word of the file = word of the dictionary"
        yield from _no_table(place, value, what)
        if isinstance(value, MappingProxyType):
            yield from _no_texts(place, tuple(cast("Mapping[object, object]", value)))


def _no_table(name: str, given: object, allowed: str) -> Iterator[CervmyeloError]:
    if not isinstance(given, Mapping):
        yield KindError(name, kind_of(given), allowed)


def _no_texts(name: str, words: object, also: str = "") -> Iterator[CervmyeloError]:
    if not isinstance(words, tuple):
        yield KindError(name, kind_of(words), f"a list of strings{also}")
        return
    for word in cast("tuple[object, ...]", words):
        if not isinstance(word, str):
            yield KindError(name, kind_of(word), "text")


def _refused(
    part: str, name: str, value: object, columns: "ColumnMap | None" = None
) -> Iterator[CervmyeloError]:
    if name not in COLUMNS:
        yield _unknown(f"{part}.{shown(name)}", name, columns=columns)
        return
    quantity, place = COLUMNS[name], f"{part}.{name}"
    try:
        if part == "values":
            known = checked_cell(quantity, value, place)
            if isinstance(known, Partly) and not _side_by_side(known, quantity):
                raise OutOfRangeError(
                    place, "values with others between them", "neighbours, or a range"
                )
        else:
            quantity.check(value, place)
    except CervmyeloError as error:
        yield error


def _side_by_side(known: Partly, quantity: Quantity) -> bool:
    """Whether no other value lies between those that are possible."""
    if known.range:
        return True
    every: tuple[Value, ...] = quantity.values
    start = every.index(known.low)
    return every[start : start + len(known.options)] == known.options


def _unknown(
    where: str,
    name: str,
    also: tuple[str, ...] = (),
    columns: "ColumnMap | None" = None,
) -> UnknownFieldError:
    known = (*also, *QUANTITIES)
    if columns is not None and name in columns.columns:
        fix = f"Write {columns.columns[name]}, the quantity of this column."
    elif name in OPTIONS:
        fix = f"Write {name} above the first line in brackets."
    else:
        fix = hints_at_quantities(known)(shown(name))
    return UnknownFieldError(
        where,
        f"unknown name {shown(name)}",
        f"{'ref and ' if also else ''}the names in the data dictionary",
        fix,
    )
