"""
Columns read by the code of their quantity: words, labels, missing marks, units, dates.

The expressions read a column as `cervmyelo.column_maps.cells` reads its cells one by
one: by the same words and the same patterns. A test holds both to the same cells.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TypeAlias, assert_never, cast

import attrs

from cervmyelo.column_maps.cells import (
    AFTER_NUMBER,
    DATE,
    NUMBERED,
    UNKNOWN_LABEL,
    Code,
    Source,
    Words,
)
from cervmyelo.quantity import (
    LONGEST_NUMBER,
    NO_WORDS,
    PLAIN_NUMBER,
    WHOLE_WITH_FRACTION,
    YES_WORDS,
    Choice,
    Fact,
    Measure,
    Partly,
    Quantity,
    Value,
)
from cervmyelo.units import DECIMALS

from .columns import (
    Column,
    column_kind,
    column_of,
    made_before,
    measured,
    number_of,
    of_each_kind,
)
from .dialects import Dialect, Expression, Shape, any_of
from .ends import part_between
from .in_part import read_in_part
from .mixed import TEXT
from .ranges import Ranges, ranges_read

__all__ = ["Cells", "coded", "constant", "ends_of", "read_source", "words_read"]

Cells: TypeAlias = tuple[str, Shape]
"""A column of a frame: its name, and what it can hold."""


_FRACTION: Final = r"\.0+$"
_WHOLE: Final = re.compile(r"-?[0-9]+", re.ASCII)
_NEVER: Final = False
_GONE: Final = True


def constant(
    m: Dialect, quantity: Quantity, value: Value | Partly | None
) -> Expression:
    """A value as a column of the quantity holds it; None, or one in part, is null."""
    if value is None or isinstance(value, Partly):
        return m.lit(None, column_kind(quantity))
    return m.lit(number_of(quantity, value), column_kind(quantity))


def ends_of(
    m: Dialect, quantity: Quantity, value: Value | Partly | None
) -> tuple[Expression, Expression]:
    """The ends of a value that is known in part; null for any other."""
    ends = (value.low, value.high) if isinstance(value, Partly) else (None, None)
    low, high = (constant(m, quantity, each) for each in ends)
    return low, high


def read_source(m: Dialect, source: Source, cells: Sequence[Cells]) -> Column:
    """
    A quantity that is read from one column, from both sides or from two dates.

    Args:
        m: The dialect.

        source: Where the quantity is, and how its cells are read.

        cells: Its columns: the name in the frame, and what it can hold.
    """
    match source.how:
        case "cell":
            ((name, shape),) = cells
            return coded(m, source.code, name, shape)
        case "sides":
            sides = [coded(m, source.code, name, shape) for name, shape in cells]
            both = _of_sides(m, source.code.quantity, sides)
            return attrs.evolve(both, before=made_before(sides))
        case "dates":
            return _age(m, source.code, cells)
        case _:
            assert_never(source.how)


@functools.lru_cache(1024)
def coded(m: Dialect, code: Code, name: str, shape: Shape) -> Column:
    """
    A column that is read by the code of its quantity.

    Args:
        m: The dialect.

        code: How its cells are read.

        name: Its name in the frame.

        shape: What it can hold.
    """
    read = _cells(m, code, name, m.col(name), shape)
    as_it_is = read.recorded is None and shape.kind == "boolean"
    return attrs.evolve(read, name=name) if as_it_is else read


def words_read(m: Dialect, fact: Fact, cell: Expression) -> Column:
    """A column of words for yes and no."""
    return _texts(m, Code(quantity=fact), "", m.cast(cell, "string"))


def _cells(m: Dialect, code: Code, name: str, cell: Expression, shape: Shape) -> Column:
    """Cells of any kind, in the column of a name."""
    if shape.kind == "mixed":
        read = functools.partial(_cells, m, code, name)
        return of_each_kind(m, code.quantity, cell, shape, read)
    if shape.kind == "part":
        return read_in_part(m, code.quantity, cell, shape.parts, code.read)
    if shape.kind == "string":
        return _texts(m, code, name, m.cast(cell, "string"))
    return _typed(m, code, cell, shape)


def _of_sides(m: Dialect, quantity: Quantity, read: Sequence[Column]) -> Column:
    """Yes on either side, or the lower of two numbers."""
    one, other = (each.value for each in read)
    faults = [each.invalid for each in read if each.invalid is not None]
    if isinstance(quantity, Measure) and any(each.part for each in read):
        return _of_parts(m, quantity, read, faults)
    value = (
        one | other
        if isinstance(quantity, Fact)
        else m.case((one <= other, one), (other < one, other))
    )
    return _without_faults(m, quantity, value, faults)


def _of_parts(
    m: Dialect, measure: Measure, read: Sequence[Column], faults: list[Expression]
) -> Column:
    """The lower of two numbers that can be known in part."""

    def end(at: int) -> Expression:
        one, other = (
            each.value
            if each.part is None
            else m.case((~each.value.is_null(), each.value), otherwise=each.part[at])
            for each in read
        )
        return m.case((one <= other, one), (other < one, other))

    low, high = end(0), end(1)
    sure = ~any_of(faults) if faults else m.lit(value=True, kind="boolean")
    alone = _without_faults(m, measure, m.case((low == high, low)), faults)
    return attrs.evolve(alone, part=part_between(m, measure, (low, high), sure))


def _age(m: Dialect, code: Code, cells: Sequence[Cells]) -> Column:
    """The completed years from the date of birth to that of the visit."""
    born, seen = (_Day.of(m, code, name, shape) for name, shape in cells)
    before_birthday = (seen.month * 100 + seen.day) < (born.month * 100 + born.day)
    years = (seen.year - born.year) - m.count(before_birthday)
    measure = cast("Measure", code.quantity)
    value = measured(m, measure, years, Shape("integer"))
    faults = [born.known & seen.known & value.is_null(), born.wrong, seen.wrong]
    return _without_faults(m, measure, value, faults)


def _without_faults(
    m: Dialect, quantity: Quantity, value: Expression, faults: Iterable[Expression]
) -> Column:
    """A computed column, null where a cell it is computed from is invalid."""
    some = [*faults]
    if not some:
        return Column(quantity, value, None)
    wrong = any_of(some)
    valid = m.case((~wrong, value))
    return Column(quantity, valid, wrong | ~valid.is_null())


@attrs.frozen(eq=False)
class _Day:
    """
    A column of dates, as numbers.

    Attributes:
        year: The year, as the month and the day null where there is no valid date.

        month: The month.

        day: The day of the month.

        known: Whether there is a valid date; never null.

        wrong: Whether a cell is no date; never null.
    """

    year: Any
    month: Any
    day: Any
    known: Any
    wrong: Any

    @classmethod
    def of(cls, m: Dialect, code: Code, name: str, shape: Shape) -> _Day:
        cell: Any = m.col(name)
        if shape.kind == "string":
            return cls._written(m, code, m.cast(cell, "string"))
        never = m.lit(_NEVER, "boolean")
        if shape.kind == "mixed":
            text = cell.struct.field(TEXT)
            read = cls._written(m, code, text)
            odd = ~cell.is_null() & text.is_null()
            return attrs.evolve(read, wrong=read.wrong | odd)
        if shape.kind == "date":
            parts = (cell.dt.year(), cell.dt.month(), cell.dt.day())
            year, month, day = (m.cast(each, "int64") for each in parts)
            return cls(year, month, day, ~cell.is_null(), never)
        nothing = m.lit(None, "int64")
        wrong = never if shape.kind == "nothing" else ~cell.is_null()
        return cls(nothing, nothing, nothing, never, wrong)

    @classmethod
    def _written(cls, m: Dialect, code: Code, cell: Any) -> _Day:
        text: Any = m.stripped(cell)
        missing = _plain(m, text).is_in(m.in_lower(code.missing)).fill_null(_NEVER)
        given = ~(cell.is_null() | missing)
        written = text.str.contains(f"^(?:{DATE.pattern})$").fill_null(_NEVER)

        def part(start: int, length: int) -> Any:
            # Cast in every row, whatever is written there.
            digits = m.case(
                (written, text.str.slice(start, length)), otherwise=m.lit("0", "string")
            )
            return m.cast(digits, "int64")

        year, month, day = part(0, 4), part(5, 2), part(8, 2)
        leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
        most = m.case(
            (month.is_in([4, 6, 9, 11]), m.lit(30, "int64")),
            ((month == 2) & leap, m.lit(29, "int64")),  # noqa: PLR2004 -- February
            (month == 2, m.lit(28, "int64")),  # noqa: PLR2004 -- February
            otherwise=m.lit(31, "int64"),
        )
        exists = month.is_between(1, 12) & (day >= 1) & (day <= most) & (year >= 1)
        known = given & written & exists
        year, month, day = (m.case((known, each)) for each in (year, month, day))
        return cls(year, month, day, known, given & ~known)


def _texts(m: Dialect, code: Code, name: str, cell: Expression) -> Column:
    """A column of strings."""
    word: Any = m.stripped(cell)
    last: Any = word
    forms = [word]
    labelled: Any = None
    if code.numbered:
        labelled = word.str.contains(f"^(?:{NUMBERED.pattern})$").fill_null(_NEVER)
        number = word.str.replace_all(AFTER_NUMBER, "")
        forms.append(m.case((labelled, number), otherwise=word))
        lower: Any = m.lowered(word)
        unknown = lower.str.contains(f"^(?:{UNKNOWN_LABEL.pattern})$")
        last = m.case((labelled & ~unknown, number), otherwise=word)
    branches: list[tuple[Expression, Value | Partly | None]] = []
    gone: list[tuple[Expression, bool]] = []
    for form in forms:
        plain = _plain(m, form)
        known = [(form == each, meant) for each, meant in code.exact.items()]
        known += [
            (plain == written, meant)
            for each, meant in code.plain.items()
            for written in m.in_lower([each])
        ]
        branches += known
        gone += [
            (here, meant is None or isinstance(meant, Partly)) for here, meant in known
        ]
        missing = plain.is_in(m.in_lower(code.missing))
        branches.append((missing, None))
        gone.append((missing, True))
    parsed = (
        m.lit(None, column_kind(code.quantity))
        if code.translates
        else _parsed(m, code, last, _plain(m, last))
    )
    part: tuple[Expression, Expression] | None = None
    ranges: Ranges | None = None
    if code.ranges and not isinstance(code.quantity, Fact):
        read = functools.partial(_end_read, m, code.alone)
        ranges = ranges_read(m, code.quantity, name, word, read)
        here = ranges.here if labelled is None else ranges.here & ~labelled
        # A range is looked for after the words that the map knows.
        parsed = m.case((here, ranges.value), otherwise=parsed)
        gone.append((here & ranges.open, _GONE))
    if code.in_part:
        nothing = constant(m, code.quantity, None)
        ends = (nothing, nothing)
        if ranges is not None:
            ends = ranges.ends
            if labelled is not None:
                ends = (m.case((~labelled, ends[0])), m.case((~labelled, ends[1])))
        said = [(here, ends_of(m, code.quantity, meant)) for here, meant in branches]
        low, high = (
            m.case(*((here, pair[at]) for here, pair in said), otherwise=ends[at])
            for at in (0, 1)
        )
        there = ~cell.is_null()
        part = (m.case((there, low)), m.case((there, high)))
    value = m.case(
        *((here, constant(m, code.quantity, meant)) for here, meant in branches),
        otherwise=parsed,
    )
    recorded = m.case(
        *((here, m.lit(not none, "boolean")) for here, none in gone),
        otherwise=m.lit(value=True, kind="boolean"),
    )
    before = () if ranges is None else ranges.before
    recorded = recorded & ~cell.is_null()
    return Column(code.quantity, value, recorded, part=part, before=before)


def _end_read(m: Dialect, code: Code, text: Any) -> Expression:
    """The ends of ranges: places of words, or numbers in the unit of the dictionary."""
    if isinstance(code.quantity, Measure):
        return _scaled(m, code, code.quantity, m.cast(text, "float"))
    return _texts(m, code, "", text).value


def _plain(m: Dialect, word: Any) -> Any:
    """The same as `cervmyelo.quantity.plain_word`, of strings without outer blanks."""
    lower: Any = m.lowered(word)
    whole = lower.str.contains(f"^{WHOLE_WITH_FRACTION.pattern}$")
    return m.case((whole, lower.str.replace_all(_FRACTION, "")), otherwise=lower)


def _parsed(m: Dialect, code: Code, cell: Any, plain: Any) -> Expression:
    """Strings parsed by the data dictionary; null where they are invalid."""
    kind = column_kind(code.quantity)
    match code.quantity:
        case Fact():
            return m.case(
                (plain.is_in(sorted(YES_WORDS)), m.lit(value=True, kind=kind)),
                (plain.is_in(sorted(NO_WORDS)), m.lit(value=False, kind=kind)),
                otherwise=m.lit(None, kind),
            )
        case Choice(levels=levels):
            lower = m.lowered(cell)
            return m.case(
                *(
                    (lower == level.lower(), m.lit(place, kind))
                    for place, level in enumerate(levels)
                ),
                otherwise=m.lit(None, kind),
            )
        case Measure() as measure:
            ok = cell.str.contains(f"^{PLAIN_NUMBER.pattern}$")
            ok = (ok & (cell.str.len_chars() <= LONGEST_NUMBER)).fill_null(_NEVER)
            digits = m.case((ok, cell), otherwise=m.lit("0", "string"))
            number = m.case((ok, m.cast(digits, "float")))
            return _number(m, code, measure, number, Shape("float"))
        case _:
            assert_never(code.quantity)


def _number(
    m: Dialect, code: Code, measure: Measure, number: Any, shape: Shape
) -> Expression:
    """Numbers in the unit of the data dictionary; null where they are invalid."""
    if not code.scales:
        return measured(m, measure, number, shape)
    return measured(m, measure, _scaled(m, code, measure, number), Shape("float"))


def _scaled(m: Dialect, code: Code, measure: Measure, number: Any) -> Expression:
    """Numbers in the unit of the data dictionary, valid or not."""
    if not code.scales:
        return cast("Expression", number)
    scaled: Any = m.cast(number, "float") * code.factor
    scaled = scaled.round(DECIMALS)
    if not code.completed:
        return cast("Expression", scaled)
    # Engines disagree about the remainder of what is below zero.
    return m.case((scaled >= measure.low, m.completed(scaled)))


def _typed(m: Dialect, code: Code, cell: Expression, shape: Shape) -> Column:
    """A column of booleans or numbers, or of what no quantity is."""
    quantity = code.quantity
    read = column_of(m, quantity, cell, shape)
    every = (code.exact, code.plain, dict.fromkeys(sorted(code.missing)))
    known = [each for words in every for each in _held(m, cell, shape, words)]
    changes = code.translates or (code.scales and shape.number)
    if shape.kind == "nothing" or not (known or changes or shape.kind == "float"):
        return read
    value = read.value
    if code.translates:
        value = m.lit(None, column_kind(quantity))
    elif code.scales and shape.number and isinstance(quantity, Measure):
        value = _number(m, code, quantity, cell, shape)
    recorded: Any = ~cell.is_null()
    if shape.kind == "float":
        # pandas writes what is missing as NaN.
        recorded = recorded & ~_any(m.cast(cell, "float")).is_nan().fill_null(_NEVER)
    part: tuple[Expression, Expression] | None = None
    if known:
        words = [(here, constant(m, quantity, meant)) for here, meant in known]
        value = m.case(*words, otherwise=value)
        whole = ((e, v is not None and not isinstance(v, Partly)) for e, v in known)
        none = [(here, m.lit(is_one, "boolean")) for here, is_one in whole]
        recorded = m.case(*none, otherwise=recorded)
        if any(isinstance(meant, Partly) for _, meant in known):
            said = [(here, ends_of(m, quantity, meant)) for here, meant in known]
            low, high = (m.case(*((h, pair[at]) for h, pair in said)) for at in (0, 1))
            part = (low, high)
    recorded = recorded & ~cell.is_null()
    of_r: Any = read.of_r
    if of_r is not None:
        of_r = of_r & recorded & _any(value).is_null()
    return Column(quantity, value, recorded, of_r=of_r, part=part)


def _any(of: Expression) -> Any:
    return of


def _held(
    m: Dialect, cell: Any, shape: Shape, words: Words
) -> Iterator[tuple[Expression, Value | Partly | None]]:
    """Where typed cells hold the value of a word, for each word that can be held."""
    for word, meant in words.items():
        if shape.kind == "boolean":
            if word in {"true", "false"}:
                yield (cell if word == "true" else ~cell), meant
        elif (number := _number_of(word, shape)) is not None:
            yield m.cast(cell, "float") == number, meant


def _number_of(word: str, shape: Shape) -> float | None:
    """The number that a word is, if Python writes it so; None if no cell can be it."""
    if not shape.number:
        return None
    try:
        number = float(word)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    whole = number.is_integer()
    written = str(int(number)) if whole else repr(number)
    fits = whole or shape.kind != "integer"
    return number if written == word and fits else None
