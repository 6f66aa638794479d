"""
Who was seen and when: the columns that put the visits of each person in order.

A date, a number or a span of time has an order of its own. Words have none, unless the
caller gives it or their type has it: the alphabet is never the order of time.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from typing import Any, Final, Literal, TypeAlias, cast

import attrs
import narwhals.stable.v2 as nw

from cervmyelo.errors import kind_of
from cervmyelo.names import alike

from .columns import OURS
from .dialects import NarwhalsDialect
from .errors import CohortError

__all__ = [
    "MISSPELT",
    "MISSPELT_TEXT",
    "UNDATED_TEXTS",
    "WHEN",
    "WHO",
    "Moment",
    "Order",
    "check_same_time",
    "is_empty",
    "order_of",
    "who",
]

WHO: Final = f"{OURS}who"
"""The column that says who was seen; null if nobody is named."""

WHEN: Final = f"{OURS}when"
"""The column that says when, null where there is no time that can be compared."""

MISSPELT: Final = f"{OURS}misspelt"
"""1 where an event differs from one in the order only in case or outer blanks."""

Moment: TypeAlias = "dt.date | dt.timedelta | float"
"""A day, a number such as months, or a span of time; the same for everyone."""

_Time: TypeAlias = Literal["date", "number", "span", "words", "nothing"]
"""What a column says about time; nothing if all of its cells are null."""

UNDATED_TEXTS: Final = (
    "A visit of this person has no date, so none is compared.",
    "A visit of this person has no event, or one without a place in the order of "
    "events, so none is compared.",
)
"""The messages where a visit of a person has no time: a date, or an event."""

MISSPELT_TEXT: Final = (
    "The event differs from one in the order of events only in case or blanks. Spell "
    "it in the same way."
)

_KINDS: Final = (
    "dates, times, numbers such as months, or the names of events with their order"
)
_GIVE: Final = 'Give the events in their order, as in order=["baseline", "6 months"]'
_BLANKS: Final = "".join(
    rf"\x{{{code:x}}}" for code in range(0x3001) if chr(code).isspace()
)
_NOT_BLANK: Final = f"[^{_BLANKS}]"
_WORDS: Final = (nw.String, nw.Categorical, nw.Enum)


@attrs.frozen
class Order:
    """
    How a column puts the visits of a person in order.

    Attributes:
        time: What the column holds.

        words: The events in their order, if it holds events.
    """

    time: _Time
    words: tuple[object, ...] = ()

    def when(self, name: str, dtype: Any) -> nw.Expr:
        """
        The time of each visit; null where there is none that can be compared.

        Args:
            name: The column, of the same kind as the one that says when a visit was.

            dtype: Its type in narwhals.
        """
        cell = nw.col(name)
        match self.time:
            case "words":
                places = [
                    nw.when(_is(cell, word)).then(nw.lit(place, nw.Int64))
                    for place, word in enumerate(self.words)
                ]
                return nw.coalesce(*places)
            case "number" if dtype.is_float():
                return _finite(cell)
            case "date":
                # Databases have dates that are infinite. Spark takes no date of year 1.
                year = cell.dt.year()
                return nw.when(year.is_between(dt.MINYEAR, dt.MAXYEAR)).then(cell)
            case "nothing":
                return nw.lit(None, nw.Int64)
            case _:
                return cell

    def is_missing(self, name: str, dtype: Any) -> nw.Expr:
        """
        Whether a visit has no time: none at all, not one that cannot be compared.

        Args:
            name: The column that says when a visit was.

            dtype: Its type in narwhals.
        """
        cell = nw.col(name)
        if dtype.is_float():
            return nw.when(~cell.is_nan()).then(cell).is_null()
        if dtype in _WORDS:
            # A blank can be one of the events.
            return _not_blank(cell).is_null() & self.when(name, dtype).is_null()
        return cell.is_null()

    def is_misspelt(self, name: str, dtype: Any) -> nw.Expr:
        """
        Whether an event differs from one in the order only in case or outer blanks.

        Args:
            name: The column that says when a visit was.

            dtype: Its type in narwhals.
        """
        if self.time != "words" or dtype not in _WORDS:
            return nw.lit(value=False)
        m, cell = NarwhalsDialect(), nw.col(name).cast(nw.String)
        spelt = cast("nw.Expr", m.lowered(m.stripped(cast("Any", cell))))
        plain = m.in_lower(str(word).strip().lower() for word in self.words)
        return spelt.is_in(plain) & self.when(name, dtype).is_null()

    def day(self, name: str, dtype: Any) -> nw.Expr:
        """The day of a moment; numbers and spans of time as they are."""
        when = self.when(name, dtype)
        return when.cast(nw.Date) if isinstance(dtype, nw.Datetime) else when

    def lit(self, moment: Moment, name: str) -> nw.Expr:
        """
        A moment that is the same for everyone, as `day` has it.

        Args:
            moment: The moment.

            name: The argument that it was given for.

        Raises:
            CohortError: If it cannot be compared with the visits.
        """
        is_number = isinstance(moment, int | float) and not isinstance(moment, bool)
        given: _Time | None = (
            "date"
            if isinstance(moment, dt.date)
            else "span"
            if isinstance(moment, dt.timedelta)
            else "number"
            if is_number
            else None
        )
        if given is None or self.time not in {given, "nothing"}:
            raise CohortError(
                f"{name}: expected the same kind as the times of visits, got "
                f"{kind_of(moment)}. Give a date where visits have dates, and a number "
                f"where they have numbers."
            )
        return nw.lit(moment.date() if isinstance(moment, dt.datetime) else moment)

    @property
    def undated(self) -> str:
        """The message where a visit of a person has no time."""
        return UNDATED_TEXTS[self.time == "words"]


def order_of(frame: Any, read: Any, on: str, order: Sequence[str] | None) -> Order:
    """
    How a column puts visits in order.

    Args:
        frame: The caller's frame.

        read: The same column as it is read, alone in a frame of narwhals.

        on: The name of the column.

        order: The events in their order, if the caller gives it.

    Raises:
        CohortError: If its values have no order, or none that is that of time.
    """
    schema = nw.from_native(frame).collect_schema()
    # A name in pandas can be a number.
    place = [str(cast("object", each)) for each in schema].index(on)
    own = schema.dtypes()[place]
    (dtype,) = read.collect_schema().values()
    if is_empty(read):
        return Order("nothing")
    if NarwhalsDialect().shape(dtype).kind == "mixed":
        raise CohortError(
            f"{on}: expected {_KINDS}, got cells of several kinds. Convert the column."
        )
    if order is not None:
        return Order("words", _given(on, order, dtype))
    if isinstance(own, nw.Enum):
        return Order("words", _checked(on, own.categories))
    if own == nw.Categorical:
        return Order("words", _checked(on, _levels(frame, place)))
    if dtype == nw.String:
        raise CohortError(
            f"{on}: expected {_KINDS}, got strings, whose order is not that of time. "
            f"{_GIVE}, or convert the column."
        )
    # What narwhals has no name for, such as date64 of Arrow, is what it is read as.
    time = _time(dtype)
    if time is None:
        raise CohortError(
            f"{on}: expected {_KINDS}, got a column of the type "
            f"{dtype if own == nw.Object else own}. Convert the column."
        )
    return Order(time)


def who(name: str, dtype: Any) -> nw.Expr:
    """
    Who was seen; null where the cell is blank or not a number.

    Args:
        name: The column.

        dtype: Its type in narwhals.
    """
    cell = nw.col(name)
    if dtype in _WORDS:
        return _not_blank(cell)
    return _finite(cell) if dtype.is_float() else cell


def check_same_time(order: Order, name: str, dtype: Any, on: str) -> None:
    """
    Refuse a column of another kind than the one that says when.

    Raises:
        CohortError: If the two columns cannot be compared.
    """
    time = _time(dtype)
    if order.time == "words":
        raise CohortError(
            f"{name}: events have no dates, so surgery has no place among them. Give "
            f"the dates of visits, or leave it out: the baseline is then the first "
            f"event."
        )
    if "nothing" not in {order.time, time} and time != order.time:
        raise CohortError(
            f"{name}: expected the same kind as {on}: dates or times in both, or "
            f"numbers in both. Convert the column."
        )


def _time(dtype: Any) -> _Time | None:
    """What a column of a type says about time; None if nothing."""
    if dtype in (nw.Date, nw.Datetime):
        return "date"
    if dtype == nw.Duration:
        return "span"
    if dtype.is_numeric():
        return "number"
    return None


def is_empty(read: Any) -> bool:
    """
    Whether all cells of a column are null, as far as this shows without a query.

    A pandas column without a single value has no usable type.

    Args:
        read: The column, alone in a frame of narwhals.
    """
    if isinstance(read, nw.DataFrame):
        return bool(read.select(nw.all().is_null().all()).item())
    native: Any = nw.to_native(read)
    lazy = read.implementation.is_polars()
    return lazy and str(next(iter(native.collect_schema().values()))) == "Null"


def _finite(cell: nw.Expr) -> nw.Expr:
    # Every engine here puts NaN above all numbers.
    most = sys.float_info.max
    number = cell.cast(nw.Float64)
    return nw.when(number.is_between(-most, most)).then(number)


def _not_blank(cell: nw.Expr) -> nw.Expr:
    text = cell.cast(nw.String)
    return nw.when(text.str.contains(_NOT_BLANK)).then(text)


def _is(cell: nw.Expr, word: object) -> nw.Expr:
    return cell.cast(nw.String) == word if isinstance(word, str) else cell == word


def _given(on: str, order: object, dtype: Any) -> tuple[str, ...]:
    if isinstance(order, str) or not isinstance(order, Sequence):
        raise CohortError(
            f"order: expected a list of the names of events, got {kind_of(order)}."
        )
    words = tuple(cast("Sequence[object]", order))
    for word in words:
        if not isinstance(word, str):
            raise CohortError(
                f"order: expected the names of events, got {kind_of(word)}. Numbers "
                f"and dates have their own order: leave it out."
            )
    if len(set(words)) < len(words) or not words:
        raise CohortError("order: give each event once, and at least one.")
    if pair := alike(cast("Sequence[str]", words)):
        raise CohortError(
            f"order: {pair} differ only in case or blanks. Spell each event in one "
            f"way, in the order and in the column."
        )
    if dtype not in _WORDS:
        raise CohortError(
            f"order: {on} does not hold names of events but a column of the type "
            f"{dtype}. Leave the order out, or convert the column."
        )
    return cast("tuple[str, ...]", words)


def _checked(on: str, levels: Sequence[object] | None) -> tuple[object, ...]:
    """The levels of an ordered category, which have to be all words or all numbers."""
    if levels is None:
        raise CohortError(
            f"{on}: expected {_KINDS}, got categories without an order. {_GIVE}, or "
            f"make the categories ordered."
        )
    for kind in (str, int | float):
        if all(isinstance(level, kind) for level in levels):
            if alike(each for each in levels if isinstance(each, str)):
                raise CohortError(
                    f"{on}: two of its categories differ only in case or blanks. Spell "
                    f"each event in one way, or give the order of events."
                )
            return tuple(levels)
    raise CohortError(
        f"{on}: expected categories that are all words or all numbers. Convert the "
        f"column."
    )


def _levels(frame: Any, place: int) -> Sequence[object] | None:
    """The levels of an ordered dictionary of Arrow; None if they have no order."""
    own: Any = nw.from_native(frame)
    if own.implementation.is_pandas():
        cells = frame.iloc[:, place].array
        held = getattr(cells, "_pa_array", None)
    elif own.implementation.is_pyarrow():
        held = frame.column(place)
    else:
        return None
    if held is None or not getattr(held.type, "ordered", False):
        return None
    dictionaries = [chunk.dictionary.to_pylist() for chunk in held.chunks]
    first, *others = dictionaries or [[]]
    # Parts of a table may order their words each in its own way.
    return first if all(each == first for each in others) else None
