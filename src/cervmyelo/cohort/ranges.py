"""
Ranges in columns of text: ``3-4``, ``>=89``, ``89+``, ``mild or moderate``.

The expressions read a column as `cervmyelo.column_maps.ranges` reads its cells one by
one, by the same patterns. A test holds both to the same cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, cast

import attrs

from cervmyelo.column_maps.ranges import (
    BETWEEN,
    BOUNDS,
    MARKS,
    NUMBER,
    NUMBERS,
    OR,
    TO,
    WORDS,
    Bound,
)
from cervmyelo.quantity import LONGEST_NUMBER, Choice, Measure

from .columns import column_kind, measured, outer, plain
from .dialects import Dialect, Expression, Shape, all_of, any_of
from .ends import part_between

__all__ = ["Ranges", "ranges_read"]

_NEVER: Final = False


@attrs.frozen(eq=False)
class Ranges:
    """
    The cells of a column of text that hold a range.

    Attributes:
        here: Where there is a range, valid or not; never null.

        value: Its value, where only one is left.

        open: Where it is valid and leaves more than one value; never null.

        ends: Its least and its greatest value, null where one value is left, or all.
    """

    here: Expression
    value: Expression
    open: Expression
    ends: tuple[Expression, Expression]


def ranges_read(
    m: Dialect,
    quantity: Choice | Measure,
    word: Any,
    read: Callable[[Expression], Expression],
) -> Ranges:
    """
    The ranges in a column of text.

    Args:
        m: The dialect.

        quantity: The quantity.

        word: The cells, without outer blanks.

        read: Reads the ends, which are strings, as whole cells.
    """
    if isinstance(quantity, Choice):
        here, low, high, valid = _of_words(m, quantity, word, read)
    else:
        here, low, high, valid = _of_numbers(m, quantity, word, read)
    valid = (here & valid & (low <= high)).fill_null(_NEVER)
    return Ranges(
        here,
        m.case((valid & (low == high), low)),
        valid & (low < high),
        part_between(m, quantity, (low, high), valid),
    )


_SEPARATOR: Final = f"(?:{BETWEEN}|{OR})"


def _bounds(*some: Bound) -> re.Pattern[str]:
    return re.compile("|".join(p.pattern for bound, p in BOUNDS if bound in some))


_NUMBERS: Final = (
    re.compile("|".join(pattern.pattern for pattern in NUMBERS)),
    NUMBERS[1],
    _bounds("at least", "above"),
    _bounds("at most", "below"),
    _bounds("above"),
    _bounds("below"),
)
"""The patterns of two numbers, of neighbours, and of numbers with an open end."""

_Found = tuple[Expression, Expression, Expression, Expression]


def _has(word: Any, pattern: re.Pattern[str]) -> Expression:
    held = word.str.contains(f"^(?:{pattern.pattern})$").fill_null(_NEVER)
    return cast("Expression", held)


def _of_words(
    m: Dialect, choice: Choice, word: Any, read: Callable[[Expression], Expression]
) -> _Found:
    none = m.lit("", "string")
    to, either = (_has(word, pattern) for pattern in WORDS)
    pair: list[Expression] = []
    for before in ("{}.*$", "^.*?{}"):
        texts = [word.str.replace_all(before.format(each), "") for each in (TO, OR)]
        text = m.case((to, texts[0]), (either, texts[1]), otherwise=none)
        pair.append(read(text))
    first, last = pair
    valid = m.case(
        (to, m.lit(choice.ordered, "boolean")),
        otherwise=(last - first == 1).fill_null(_NEVER),
    )
    return to | either, first, last, valid


def _of_numbers(
    m: Dialect, measure: Measure, word: Any, read: Callable[[Expression], Expression]
) -> _Found:
    two, either, up, down, above, below = (_has(word, each) for each in _NUMBERS)
    number = word
    for mark in MARKS:
        number = number.str.replace_all(mark, "")
    start = word.str.replace_all(f"{_SEPARATOR}{NUMBER}$", "")
    stop = word.str.replace_all(f"^{NUMBER}{_SEPARATOR}", "")
    # The ends as strings first: each is parsed and checked once.
    texts: list[Any] = [
        m.case((two, start), (up, number)),
        m.case((two, stop), (down, number)),
    ]
    shifts = [(above, 1), (below, -1)] if measure.step is not None else [None, None]
    kind = column_kind(measure)
    first, last = (m.lit(each, kind) for each in outer(measure))
    low, high = (
        m.case((open_, limit), otherwise=_end(m, measure, read(_short(m, text)), shift))
        for open_, limit, text, shift in zip(
            (down, up), (first, last), texts, shifts, strict=True
        )
    )
    # What is above the last value is nowhere.
    valid = m.case(
        (either, _neighbours(m, measure, (low, high))),
        (above, low > first) if measure.step is not None else (above, low >= first),
        (below, high < last) if measure.step is not None else (below, high <= last),
        otherwise=m.lit(value=True, kind="boolean"),
    )
    return two | up | down, low, high, valid


def _short(m: Dialect, text: Any) -> Expression:
    return m.case((text.str.len_chars() <= LONGEST_NUMBER, text))


def _end(
    m: Dialect,
    measure: Measure,
    number: Expression,
    shift: tuple[Expression, int] | None,
) -> Expression:
    """An end as its column holds it; the next value where that is meant."""
    if shift is not None:
        beyond, sign = shift
        step = sign * float(measure.step or 0)
        none = m.lit(0.0, "float")
        number = number + m.case((beyond, m.lit(step, "float")), otherwise=none)
        for hole in measure.excluded:
            over = m.lit(hole + step, "float")
            on_hole = beyond & (number == float(hole))
            number = m.case((on_hole, over), otherwise=number)
    return measured(m, measure, number, Shape("float"))


def _neighbours(m: Dialect, measure: Measure, pair: Sequence[Expression]) -> Expression:
    if measure.step is None:
        return m.lit(_NEVER, "boolean")
    step = float(measure.step)
    first, last = (m.cast(each, "float") for each in pair)
    side_by_side = [last - first == step]
    for hole in measure.excluded:
        before, after = plain(hole - step), plain(hole + step)
        side_by_side.append(all_of([first == before, last == after]))
    return any_of(side_by_side).fill_null(_NEVER)
