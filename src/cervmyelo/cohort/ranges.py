"""
Ranges in columns of text: ``3-4``, ``>=89``, ``89+``, ``mild or moderate``.

The expressions read a column as `cervmyelo.column_maps.ranges` reads its cells one by
one, by the same patterns. A test holds both to the same cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias, cast

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
)
from cervmyelo.quantity import LONGEST_NUMBER, Choice, Measure

from .columns import OURS, Steps, column_kind, measured, outer, plain
from .dialects import Dialect, Expression, Shape, Stage, all_of, any_of
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

        before: Temporary columns that have to be made first: the text of the ends,
            their values, and all of the above.
    """

    here: Expression
    value: Expression
    open: Expression
    ends: tuple[Expression, Expression]
    before: tuple[Stage, ...]


def ranges_read(
    m: Dialect,
    quantity: Choice | Measure,
    name: str,
    word: Any,
    read: Callable[[Expression], Expression],
) -> Ranges:
    """
    The ranges in a column of text.

    Args:
        m: The dialect.

        quantity: The quantity.

        name: The name of the column.

        word: The cells, without outer blanks.

        read: Reads the ends, which are strings, as whole cells.
    """
    steps = Steps(m, f"{OURS}{quantity.name}__in_{name}")
    written = _words if isinstance(quantity, Choice) else _numbers
    kind, first, last = steps.made(**written(m, word))
    low, high = read(first), read(last)
    if isinstance(quantity, Measure):
        low, high = _ends(m, quantity, kind, (low, high))
    low, high = steps.made(one=low, other=high)
    low, high = steps.made(**_in_order(m, kind, low, high))
    here = ~kind.is_null()
    fits = here & _fits(m, quantity, kind, (low, high)) & (low <= high)
    (sure,) = steps.made(sure=fits.fill_null(_NEVER))
    start, end = part_between(m, quantity, (low, high), sure)
    value, several, start, end = steps.made(
        value=m.case((sure & (low == high), low)),
        several=sure & (low < high),
        start=start,
        end=end,
    )
    return Ranges(here, value, several, (start, end), tuple(steps.stages))


_KINDS: Final = ("between", "neighbours", *dict.fromkeys(each for each, _ in BOUNDS))
"""What a range can be: a column has the place of its kind, and null without one."""

_SEPARATOR: Final = f"(?:{BETWEEN}|{OR})"

_Ends: TypeAlias = tuple[Expression, Expression]


def _is(kind: Expression, *names: str) -> Expression:
    """Whether a range is of one of some kinds; null where there is none."""
    return any_of([kind == _KINDS.index(each) for each in names])


def _has(word: Any, pattern: str) -> Expression:
    return cast("Expression", word.str.contains(f"^(?:{pattern})$").fill_null(_NEVER))


def _kind(m: Dialect, word: Any, patterns: Iterable[tuple[str, str]]) -> Expression:
    """The kind of the range in each cell, by the first pattern that it has."""
    return m.case(
        *((_has(word, p), m.lit(_KINDS.index(name), "int8")) for name, p in patterns)
    )


def _words(m: Dialect, word: Any) -> Stage:
    """The kind of each range, and its two words."""
    patterns = [each.pattern for each in WORDS]
    texts: list[Expression] = []
    for around in ("{}.*$", "^.*?{}"):
        parts = [word.str.replace_all(around.format(each), "") for each in (TO, OR)]
        pairs = zip(patterns, parts, strict=True)
        texts.append(m.case(*((_has(word, p), part) for p, part in pairs)))
    kind = _kind(m, word, zip(_KINDS, patterns, strict=False))
    return {"kind": kind, "first": texts[0], "last": texts[1]}


def _numbers(m: Dialect, word: Any) -> Stage:
    """The kind of each range, and its two numbers as strings, null if it has one."""
    pairs = [(name, p.pattern) for name, p in zip(_KINDS, NUMBERS, strict=False)]
    bounds = [(name, p.pattern) for name, p in BOUNDS]
    two = _has(word, "|".join(p for _, p in pairs))
    up, down = (
        _has(word, "|".join(p for name, p in bounds if name in some))
        for some in (("at least", "above"), ("at most", "below"))
    )
    number = word
    for mark in MARKS:
        number = number.str.replace_all(mark, "")
    start = word.str.replace_all(f"{_SEPARATOR}{NUMBER}$", "")
    stop = word.str.replace_all(f"^{NUMBER}{_SEPARATOR}", "")
    # The ends as strings first: each is parsed and checked once.
    first = _short(m, m.case((two, start), (up, number)))
    last = _short(m, m.case((two, stop), (down, number)))
    kind = _kind(m, word, [*pairs, *bounds])
    return {"kind": kind, "first": first, "last": last}


def _short(m: Dialect, text: Any) -> Expression:
    return m.case((text.str.len_chars() <= LONGEST_NUMBER, text))


def _ends(
    m: Dialect, measure: Measure, kind: Expression, numbers: _Ends
) -> Iterator[Expression]:
    """Both ends as columns of the measure hold them; its own where a range is open."""
    limits = (m.lit(each, column_kind(measure)) for each in outer(measure))
    shifts = [(_is(kind, "above"), 1), (_is(kind, "below"), -1)]
    opens = (_is(kind, "at most", "below"), _is(kind, "at least", "above"))
    for open_, limit, number, shift in zip(opens, limits, numbers, shifts, strict=True):
        yield m.case((open_, limit), otherwise=_end(m, measure, number, shift))


def _end(
    m: Dialect, measure: Measure, number: Expression, shift: tuple[Expression, int]
) -> Expression:
    """An end as its column holds it; the next value where that is meant."""
    if measure.step is not None:
        beyond, sign = shift
        step = sign * float(measure.step)
        none = m.lit(0.0, "float")
        number = number + m.case((beyond, m.lit(step, "float")), otherwise=none)
        for hole in measure.excluded:
            over = m.lit(hole + step, "float")
            on_hole = beyond & (number == float(hole))
            number = m.case((on_hole, over), otherwise=number)
    return measured(m, measure, number, Shape("float"))


def _in_order(m: Dialect, kind: Expression, low: Expression, high: Expression) -> Stage:
    """The ends of a range; two neighbours can stand in either order."""
    swapped = _is(kind, "neighbours") & (low > high)
    least = m.case((swapped, high), otherwise=low)
    return {"least": least, "most": m.case((swapped, low), otherwise=high)}


def _fits(
    m: Dialect, quantity: Choice | Measure, kind: Expression, ends: _Ends
) -> Expression:
    """Whether two values in order can be the ends of a range of their kind."""
    low, high = ends
    first, last = outer(quantity)
    ordered = isinstance(quantity, Measure) or quantity.ordered
    exact = isinstance(quantity, Choice) or quantity.step is not None
    # What is above the last value is nowhere.
    return m.case(
        (_is(kind, "between"), m.lit(ordered, "boolean")),
        (_is(kind, "neighbours"), _side_by_side(m, quantity, ends)),
        (_is(kind, "above"), low > first if exact else low >= first),
        (_is(kind, "below"), high < last if exact else high <= last),
        otherwise=m.lit(value=True, kind="boolean"),
    )


def _side_by_side(m: Dialect, quantity: Choice | Measure, ends: _Ends) -> Expression:
    """Whether there is no value between two that differ."""
    if isinstance(quantity, Choice):
        return ends[1] - ends[0] == 1
    if quantity.step is None:
        return m.lit(_NEVER, "boolean")
    step = float(quantity.step)
    first, last = (m.cast(each, "float") for each in ends)
    pairs = [last - first == step]
    for hole in quantity.excluded:
        before, after = plain(hole - step), plain(hole + step)
        pairs.append(all_of([first == before, last == after]))
    return any_of(pairs)
