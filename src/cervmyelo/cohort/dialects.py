"""
One vocabulary for column expressions, in two dialects: Polars and narwhals.

Plans are written once, in the words of `Dialect`. What only one engine needs, such as
a faster way to the same cells, belongs in its dialect and nowhere else.
"""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, Protocol, TypeAlias, cast

import attrs
import narwhals.stable.v2 as nw

from .mixed import FIELDS, PART

__all__ = [
    "Dialect",
    "Expression",
    "Kind",
    "NarwhalsDialect",
    "Operand",
    "PolarsDialect",
    "Shape",
    "Stage",
    "all_of",
    "any_of",
    "integer_kind",
    "level_by_level",
    "total",
    "with_stages",
]

Kind: TypeAlias = Literal[
    "boolean", "int8", "int16", "int32", "int64", "float", "string"
]
"""The types that columns of this library have."""

_INTEGERS: Final[tuple[tuple[Kind, int], ...]] = (
    ("int8", 8),
    ("int16", 16),
    ("int32", 32),
)

_NAMES: Final[Mapping[Kind, str]] = {
    "boolean": "Boolean",
    "int8": "Int8",
    "int16": "Int16",
    "int32": "Int32",
    "int64": "Int64",
    "float": "Float64",
    "string": "String",
}
"""The names of the types, which are the same in Polars and in narwhals."""

_BLANKS: Final = "".join(filter(str.isspace, map(chr, range(0x3001))))
"""Characters that str.strip() removes; the engines strip fewer."""

_DOTTED: Final = "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"
"""A letter of Turkish, which Python writes as two in lower case."""

_SIGMAS: Final = (
    "\N{GREEK SMALL LETTER FINAL SIGMA}",
    "\N{GREEK SMALL LETTER SIGMA}",
)
"""The lower case of one capital letter, at the end of a word and elsewhere."""

_AT_ONCE: Final = 8
"""How many messages share a table, which has two to this power rows."""


class Expression(Protocol):
    """
    A column that is not yet evaluated.

    Comparisons, ``&``, ``|`` and ``~`` follow Kleene's logic; arithmetic with a null
    is null.
    """

    def __add__(self, other: Operand, /) -> Expression: ...

    def __sub__(self, other: Operand, /) -> Expression: ...

    def __rsub__(self, other: Operand, /) -> Expression: ...

    def __radd__(self, other: Operand, /) -> Expression: ...

    def __mul__(self, other: Operand, /) -> Expression: ...

    def __truediv__(self, other: Operand, /) -> Expression: ...

    def __rtruediv__(self, other: Operand, /) -> Expression: ...

    def __mod__(self, other: Operand, /) -> Expression: ...

    def __neg__(self) -> Expression: ...

    def __and__(self, other: Expression, /) -> Expression: ...

    def __or__(self, other: Expression, /) -> Expression: ...

    def __invert__(self) -> Expression: ...

    def __eq__(self, other: Operand, /) -> Expression: ...  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]

    def __ne__(self, other: Operand, /) -> Expression: ...  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]

    def __hash__(self) -> int: ...

    def __lt__(self, other: Operand, /) -> Expression: ...

    def __le__(self, other: Operand, /) -> Expression: ...

    def __gt__(self, other: Operand, /) -> Expression: ...

    def __ge__(self, other: Operand, /) -> Expression: ...

    def abs(self) -> Expression:
        """The number without its sign."""
        ...

    def exp(self) -> Expression:
        """The exponential function."""
        ...

    def is_null(self) -> Expression:
        """Whether the cell is missing; never null."""
        ...

    def is_between(self, lower_bound: float, upper_bound: float) -> Expression:
        """Whether a number is within two bounds, both included."""
        ...

    def fill_null(self, value: float | str) -> Expression:
        """The column with a value in place of nulls."""
        ...

    def sum(self) -> Expression:
        """The sum of the column; a boolean has to be cast to a number first."""
        ...

    @property
    def struct(self) -> Fields:
        """The fields of a structure."""
        ...


class Fields(Protocol):
    """The fields of a column of structures."""

    def field(self, name: str) -> Expression:
        """A field, as a column."""
        ...


Operand: TypeAlias = "Expression | float | str"
"""What an expression is combined or compared with."""

Stage: TypeAlias = dict[str, Expression]
"""Columns that are made at once, by name."""


def with_stages(frame: Any, stages: Iterable[Mapping[str, Any]]) -> Any:
    """
    A frame with columns that are made stage by stage.

    Args:
        frame: A Polars or narwhals frame.

        stages: The columns; later stages read earlier ones.
    """
    for stage in stages:
        frame = frame.with_columns(**stage)
    return frame


def level_by_level(chains: Iterable[Sequence[Stage]]) -> Iterator[Stage]:
    """
    Chains of stages merged, so that the columns of one level are made at once.

    Args:
        chains: The chains; later stages of a chain read earlier ones.
    """
    for level in itertools.zip_longest(*chains):
        merged = {name: made for stage in level for name, made in (stage or {}).items()}
        if merged:
            yield merged


@attrs.frozen
class Shape:
    """
    What a column of a caller's frame can hold.

    Attributes:
        kind: "boolean", "string", "integer", "float" or "decimal"; "date", with or
            without a time; "mixed" if it has a field for each kind of cell; "part" for
            the field of values known in part; "nothing" if all cells are null; "other"
            for all else.

        unsigned: Whether it is an integer without a sign.

        wide: Whether it is an integer with a sign and with 32 bits or more.

        words: The categories of an enumeration, or None.

        parts: The values known in part that a mixed column holds, as text.
    """

    kind: Literal[
        "boolean",
        "string",
        "integer",
        "float",
        "decimal",
        "date",
        "mixed",
        "part",
        "nothing",
        "other",
    ]
    unsigned: bool = False
    wide: bool = False
    words: frozenset[str] | None = None
    parts: tuple[str, ...] = ()

    @property
    def number(self) -> bool:
        """Whether it holds numbers."""
        return self.kind in {"integer", "float", "decimal"}


class Dialect(Protocol):
    """The words in which plans are written; two of a kind are equal."""

    def __hash__(self) -> int: ...

    def col(self, name: str) -> Expression:
        """A column by name."""
        ...

    def lit(self, value: float | str | None, kind: Kind) -> Expression:
        """A constant; None is null."""
        ...

    def cast(self, of: Expression, kind: Kind) -> Expression:
        """A column as another type; all of its values must fit."""
        ...

    def case(
        self,
        *branches: tuple[Expression, Expression],
        otherwise: Expression | None = None,
    ) -> Expression:
        """
        The value of the first condition that is true, as SQL's CASE.

        A condition that is null counts as false.

        Args:
            branches: Conditions with their values; at least one.

            otherwise: The value if no condition is true; None is null.
        """
        ...

    def filled(self, of: Expression, value: float, kind: Kind) -> Expression:
        """A column with a value in place of nulls, of the same type as before."""
        ...

    def unknown(self, condition: Expression) -> Expression:
        """Whether it is not known that a condition is true; never null."""
        ...

    def count(self, condition: Expression) -> Expression:
        """1 if a condition is true, 0 if it is false, null if it is unknown."""
        ...

    def on_steps(self, number: Expression, step: float) -> Expression:
        """Whether a number is a multiple of a step."""
        ...

    def completed(self, number: Expression) -> Expression:
        """The whole part of a float that is not below zero."""
        ...

    def least(self, *of: Expression) -> Expression:
        """The least cell of each row, of one column or more; nulls are ignored."""
        ...

    def greatest(self, *of: Expression) -> Expression:
        """The greatest cell of each row, of one column or more; nulls are ignored."""
        ...

    def words(
        self, *branches: tuple[Expression, str | None], otherwise: str | None
    ) -> Expression:
        """The word of the first condition that is true, as a column of strings."""
        ...

    def levels(
        self, *branches: tuple[Expression, str | None], levels: Sequence[str]
    ) -> Expression:
        """
        The word of the first condition that is true, null if none is.

        An enumeration with the levels in order where the engine has such a type,
        else a column of strings.

        Args:
            branches: Conditions with the word for each, or None for null; without any,
                all cells are null.

            levels: All words, in order.
        """
        ...

    def messages(
        self, of: Mapping[str, Expression], separator: str = " "
    ) -> Expression:
        """The messages whose condition is true, joined; null if none is."""
        ...

    def is_word(self, cell: Expression, shape: Shape, word: str) -> Expression:
        """Whether a cell of text is a word."""
        ...

    def each_as(
        self, cell: Expression, of: Mapping[str, float | None], kind: Kind
    ) -> Expression:
        """The number of each category of an enumeration; null for a null."""
        ...

    def stripped(self, cell: Expression) -> Expression:
        """Strings without outer blanks, as Python strips them."""
        ...

    def lowered(self, cell: Expression) -> Expression:
        """Strings in lower case."""
        ...

    def in_lower(self, words: Iterable[str]) -> tuple[str, ...]:
        """Words in lower case, in every way in which `lowered` may write them."""
        ...

    def shape(self, dtype: Any) -> Shape:
        """What a column of a type of the engine can hold."""
        ...


def all_of(conditions: Iterable[Expression]) -> Expression:
    """Where all of at least one condition are true."""
    first, *others = conditions
    for each in others:
        first = first & each
    return first


def any_of(conditions: Iterable[Expression]) -> Expression:
    """Where any of at least one condition is true."""
    first, *others = conditions
    for each in others:
        first = first | each
    return first


def total(parts: Iterable[Expression]) -> Expression:
    """The sum of at least one column; null if one of them is."""
    first, *others = parts
    for each in others:
        first = first + each
    return first


def integer_kind(most: float) -> Kind:
    """The narrowest type for whole numbers from ``-most`` to ``most``."""
    for kind, width in _INTEGERS:
        if most < 1 << (width - 1):
            return kind
    return "int64"


def _shape(m: Any, dtype: Any) -> Shape:
    """What a type holds, read alike in both dialects."""
    if dtype == m.Boolean:
        return Shape("boolean")
    if dtype in (m.String, m.Categorical, m.Enum):
        words = frozenset(dtype.categories) if isinstance(dtype, m.Enum) else None
        return Shape("string", words=words)
    if dtype.is_integer():
        narrow = dtype in (m.Int8, m.Int16)
        unsigned = dtype.is_unsigned_integer()
        return Shape("integer", unsigned=unsigned, wide=not (narrow or unsigned))
    if dtype.is_decimal():
        return Shape("decimal")
    if dtype.is_numeric():
        return Shape("float")
    if dtype == m.Struct:
        fields = {each.name: each.dtype for each in dtype.fields}
        if tuple(fields) == FIELDS:
            return Shape("mixed")
        if tuple(fields) == (*FIELDS, PART):
            return Shape("mixed", parts=tuple(fields[PART].categories))
    if dtype in (m.Date, m.Datetime):
        return Shape("date")
    nothing = dtype in (getattr(m, "Null", None), getattr(m, "Unknown", None))
    return Shape("nothing" if nothing else "other")


def _chain(m: Any, branches: Sequence[tuple[Any, Any]], otherwise: Any) -> Any:
    for condition, value in branches:
        m = m.when(condition).then(value)
    return m if otherwise is None else m.otherwise(otherwise)


@attrs.frozen
class PolarsDialect:
    """Expressions of Polars itself."""

    @property
    def _pl(self) -> Any:
        return importlib.import_module("polars")

    def col(self, name: str) -> Expression:
        """A column by name."""
        return cast("Expression", self._pl.col(name))

    def lit(self, value: float | str | None, kind: Kind) -> Expression:
        """A constant; None is null."""
        return cast("Expression", self._pl.lit(value, self._dtype(kind)))

    def cast(self, of: Expression, kind: Kind) -> Expression:
        """A column as another type; all of its values must fit."""
        return cast("Expression", cast("Any", of).cast(self._dtype(kind)))

    def case(
        self,
        *branches: tuple[Expression, Expression],
        otherwise: Expression | None = None,
    ) -> Expression:
        """The value of the first condition that is true."""
        return cast("Expression", _chain(self._pl, branches, otherwise))

    def filled(self, of: Expression, value: float, kind: Kind) -> Expression:  # noqa: ARG002 -- Polars keeps the type of the column
        """A column with a value in place of nulls."""
        return of.fill_null(value)

    def unknown(self, condition: Expression) -> Expression:
        """Whether it is not known that a condition is true; never null."""
        return condition.is_null()

    def count(self, condition: Expression) -> Expression:
        """1 if a condition is true, 0 if it is false, null if it is unknown."""
        # Polars takes twice as long to cast booleans.
        one, none = self.lit(1, "int8"), self.lit(0, "int8")
        return self.case((condition, one), (~condition, none))

    def on_steps(self, number: Expression, step: float) -> Expression:
        """Whether a number is a multiple of a step."""
        return (number % step) == 0

    def completed(self, number: Expression) -> Expression:
        """The whole part of a float that is not below zero."""
        return number - number % 1

    def least(self, *of: Expression) -> Expression:
        """The least cell of each row; nulls are ignored."""
        return cast("Expression", self._pl.min_horizontal(*of))

    def greatest(self, *of: Expression) -> Expression:
        """The greatest cell of each row; nulls are ignored."""
        return cast("Expression", self._pl.max_horizontal(*of))

    def words(
        self, *branches: tuple[Expression, str | None], otherwise: str | None
    ) -> Expression:
        """The word of the first condition that is true, as a column of strings."""
        # Polars looks words up by position five times as fast as it picks them.
        words = [*dict.fromkeys(word for _, word in branches), otherwise]
        place = self.case(
            *(
                (condition, self.lit(words.index(word), "int8"))
                for condition, word in branches
            ),
            otherwise=self.lit(words.index(otherwise), "int8"),
        )
        return self._at(words, place)

    def levels(
        self, *branches: tuple[Expression, str | None], levels: Sequence[str]
    ) -> Expression:
        """The word of the first condition that is true, as an enumeration."""
        pl = self._pl
        kind = pl.Enum(levels)
        if not branches:
            return cast("Expression", pl.lit(None, kind))
        return self.case(*((when, pl.lit(word, kind)) for when, word in branches))

    def messages(
        self, of: Mapping[str, Expression], separator: str = " "
    ) -> Expression:
        """The messages whose condition is true, joined; null if none is."""
        items = [*of.items()]
        some = [
            self._subset(dict(items[start : start + _AT_ONCE]), separator)
            for start in range(0, len(items), _AT_ONCE)
        ]
        if len(some) == 1:
            return some[0]
        joined = self._pl.concat_str(some, separator=separator, ignore_nulls=True)
        return self.case((any_of(of.values()), joined))

    def is_word(self, cell: Expression, shape: Shape, word: str) -> Expression:
        """Whether a cell of text is a word."""
        # Comparing an enumeration with a word that it does not have is an error.
        if shape.words is not None and word not in shape.words:
            return self.lit(value=False, kind="boolean")
        return cell == word

    def each_as(
        self, cell: Expression, of: Mapping[str, float | None], kind: Kind
    ) -> Expression:
        """The number of each category of an enumeration, by its place among them."""
        table = self._pl.Series([*of.values()], dtype=self._dtype(kind))
        place = cast("Any", cell).to_physical()
        return cast("Expression", self._pl.lit(table).gather(place))

    def stripped(self, cell: Expression) -> Expression:
        """Strings without outer blanks, as Python strips them."""
        return cast("Expression", cast("Any", cell).str.strip_chars(_BLANKS))

    def lowered(self, cell: Expression) -> Expression:
        """Strings in lower case, as Python writes them."""
        return cast("Expression", cast("Any", cell).str.to_lowercase())

    def in_lower(self, words: Iterable[str]) -> tuple[str, ...]:
        """Words in lower case."""
        return (*sorted(words),)

    def dtype(self, kind: Kind, levels: Sequence[str] = ()) -> Any:
        """The type of a column, of an enumeration where it holds words of grades."""
        return self._pl.Enum(levels) if levels else self._dtype(kind)

    def shape(self, dtype: Any) -> Shape:
        """What a column of a type of Polars can hold."""
        return _shape(self._pl, dtype)

    def _dtype(self, kind: Kind) -> Any:
        return getattr(self._pl, _NAMES[kind])

    def _at(self, words: Sequence[str | None], place: Expression) -> Expression:
        table = self._pl.lit(self._pl.Series(words, dtype=self._pl.String))
        return cast("Expression", table.gather(place))

    def _subset(self, of: Mapping[str, Expression], separator: str) -> Expression:
        """Join a few messages by table lookup: one row for each subset of them."""
        none = self.lit(0, "int16")
        place = none
        for bit, condition in enumerate(of.values()):
            here = self.lit(1 << bit, "int16")
            place = place + self.case((condition, here), otherwise=none)
        subsets = [
            separator.join(
                message for bit, message in enumerate(of) if number >> bit & 1
            )
            for number in range(1 << len(of))
        ]
        return self._at([each or None for each in subsets], place)


@attrs.frozen
class NarwhalsDialect:
    """
    Expressions of narwhals, for databases and clusters.

    Attributes:
        enums: Whether the engine has enumerations: DuckDB has, others do not.
    """

    enums: bool = False

    def col(self, name: str) -> Expression:
        """A column by name."""
        return cast("Expression", nw.col(name))

    def lit(self, value: float | str | None, kind: Kind) -> Expression:
        """A constant; None is null."""
        return cast("Expression", nw.lit(value, self._dtype(kind)))

    def cast(self, of: Expression, kind: Kind) -> Expression:
        """A column as another type; all of its values must fit."""
        return cast("Expression", cast("Any", of).cast(self._dtype(kind)))

    def case(
        self,
        *branches: tuple[Expression, Expression],
        otherwise: Expression | None = None,
    ) -> Expression:
        """The value of the first condition that is true."""
        return cast("Expression", _chain(nw, branches, otherwise))

    def filled(self, of: Expression, value: float, kind: Kind) -> Expression:
        """A column with a value in place of nulls."""
        # Databases widen a column to the type of a plain number.
        constant: Any = self.lit(value, kind)
        return cast("Expression", nw.coalesce(cast("Any", of), constant))

    def unknown(self, condition: Expression) -> Expression:
        """Whether it is not known that a condition is true; never null."""
        # As a number: Ibis writes "not (x is null)" where "(not x) is null" is meant.
        return self.count(condition).is_null()

    def count(self, condition: Expression) -> Expression:
        """1 if a condition is true, 0 if it is false, null if it is unknown."""
        return self.cast(condition, "int8")

    def on_steps(self, number: Expression, step: float) -> Expression:
        """Whether a number is a multiple of a step."""
        # narwhals adds the step to a remainder, which rounds below the first step.
        far = (number == 0) | (number >= step) | (number <= -step)
        return ((number % step) == 0) & far

    def completed(self, number: Expression) -> Expression:
        """The whole part of a float that is not below zero."""
        # The same rounding: 0.1 less its remainder would be below zero.
        return self.case(
            (number < 1, self.lit(0.0, "float")), (number >= 1, number - number % 1)
        )

    def least(self, *of: Expression) -> Expression:
        """The least cell of each row; nulls are ignored."""
        # Spark has no least of one column.
        if len(of) == 1:
            return of[0]
        return cast("Expression", nw.min_horizontal(*cast("Any", of)))

    def greatest(self, *of: Expression) -> Expression:
        """The greatest cell of each row; nulls are ignored."""
        if len(of) == 1:
            return of[0]
        return cast("Expression", nw.max_horizontal(*cast("Any", of)))

    def words(
        self, *branches: tuple[Expression, str | None], otherwise: str | None
    ) -> Expression:
        """The word of the first condition that is true, as a column of strings."""
        return self.case(
            *((when, self.lit(word, "string")) for when, word in branches),
            otherwise=self.lit(otherwise, "string"),
        )

    def levels(
        self, *branches: tuple[Expression, str | None], levels: Sequence[str]
    ) -> Expression:
        """The word of the first condition that is true; an enumeration if possible."""
        # Constants of the enumeration: to cast the words costs a fifth more.
        kind: Any = nw.Enum([*levels]) if self.enums else nw.String

        def constant(word: str | None) -> Expression:
            return cast("Expression", nw.lit(word, kind))

        if not branches:
            return constant(None)
        words = ((condition, constant(word)) for condition, word in branches)
        return self.case(*words, otherwise=constant(None))

    def messages(
        self, of: Mapping[str, Expression], separator: str = " "
    ) -> Expression:
        """The messages whose condition is true, joined; null if none is."""
        none = self.lit("", "string")
        parts = [
            self.case(
                (when, self.lit(f"{separator}{message}", "string")), otherwise=none
            )
            for message, when in of.items()
        ]
        # Concatenate once: some engines inline nested concatenations, which doubles
        # the SQL each time.
        every: Any = [*parts, none]
        # Not every engine can strip given characters.
        joined = nw.concat_str(every, ignore_nulls=True).str.slice(len(separator))
        # Hundreds of conditions joined by "or" would be nested too deeply for Python.
        here = joined != nw.lit("")
        return self.case((cast("Expression", here), cast("Expression", joined)))

    def is_word(self, cell: Expression, shape: Shape, word: str) -> Expression:  # noqa: ARG002 -- all kinds of text are cast
        """Whether a cell of text is a word."""
        return self.cast(cell, "string") == word

    def each_as(
        self, cell: Expression, of: Mapping[str, float | None], kind: Kind
    ) -> Expression:
        """The number of each category of an enumeration; null for a null."""
        return self.case(*((cell == k, self.lit(v, kind)) for k, v in of.items()))

    def stripped(self, cell: Expression) -> Expression:
        """Strings without outer blanks, as Python strips them."""
        # Not every engine can strip given characters.
        outer = f"^[{_BLANKS}]+|[{_BLANKS}]+$"
        return cast("Expression", cast("Any", cell).str.replace_all(outer, ""))

    def lowered(self, cell: Expression) -> Expression:
        """Strings in lower case, apart from a sigma at the end of a word."""
        # DuckDB drops the dot, so that another word would be one of the levels.
        dotted = cast("Any", cell).str.replace_all(
            _DOTTED, _DOTTED.lower(), literal=True
        )
        return cast("Expression", dotted.str.to_lowercase())

    def in_lower(self, words: Iterable[str]) -> tuple[str, ...]:
        """Words in lower case, also with the sigma that DuckDB writes at their end."""
        every = {form for word in words for form in (word, word.replace(*_SIGMAS))}
        return (*sorted(every),)

    def shape(self, dtype: Any) -> Shape:
        """What a column of a type of narwhals can hold."""
        return _shape(nw, dtype)

    def _dtype(self, kind: Kind) -> Any:
        return getattr(nw, _NAMES[kind])
