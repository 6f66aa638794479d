"""
Parse columns of files into columns that rules can read.

The cells are parsed by the data dictionary, as `cervmyelo.io.cells` parses them one by
one, but as expressions of Polars. An invalid cell becomes a value that the quantity
does not allow, so that it is flagged in its row and affects nothing else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, assert_never

from cervmyelo.quantity import (
    LONGEST_NUMBER,
    MISSING_WORDS,
    NO_WORDS,
    PLAIN_NUMBER,
    YES_WORDS,
    Choice,
    Fact,
    Measure,
    Quantity,
    Value,
)

from .columns import Namespace, column, is_text
from .dialects import PolarsDialect

__all__ = ["MEANINGS", "as_read", "constant", "invalid"]

MEANINGS: Final[Mapping[str, bool]] = MappingProxyType({"yes": True, "no": False})
"""What the words for yes and no mean in a column that `as_read` made."""

_WRONG: Final = "?"
"""A word that no choice has: the cell is invalid."""

_BLANKS: Final = "".join(filter(str.isspace, map(chr, range(0x3001))))
"""Characters that str.strip() removes; Polars strips fewer."""

_WHOLE: Final = re.compile(r"-?[0-9]+", re.ASCII)


def as_read(  # noqa: PLR0913 -- one for each thing that decides what a cell means
    m: Namespace,
    quantity: Quantity,
    name: str,
    dtype: Any,
    *,
    words: Mapping[str, Value] | None = None,
    missing: Collection[str] = MISSING_WORDS,
) -> Any:
    """
    Parse a column of a file as a quantity.

    Args:
        m: ``polars``.

        quantity: The quantity.

        name: The column.

        dtype: Its type: text in a text file, any in a typed one.

        words: What the words of the file mean. Where a yes or no or a choice has a
            translation, only the words of the translation are taken.

        missing: The words, in lower case, that mean *not recorded*.

    Returns:
        Numbers for a measure, words for a choice, and for a fact the words of
        `MEANINGS`; null where nothing was recorded.
    """
    cell = m.col(name)
    words = words or {}
    if is_text(m, dtype):
        cell = cell.cast(m.String).str.strip_chars(_BLANKS)
        lower = cell.str.to_lowercase()
        gone = cell.is_null() | lower.is_in(sorted(missing))
        found = _parsed(m, quantity, cell, lower)
        known = [(cell == word, meant) for word, meant in words.items()]
    else:
        if dtype.is_float():
            cell = cell.fill_nan(None)
        gone = cell.is_null()
        for here in (_holds(m, cell, dtype, word) for word in sorted(missing)):
            gone = gone if here is None else gone | here
        found = _taken(m, quantity, cell, dtype)
        known = [
            (here, meant)
            for word, meant in words.items()
            if (here := _holds(m, cell, dtype, word)) is not None
        ]
    if words and not isinstance(quantity, Measure):
        found = m.lit(_WRONG)
    found = m.when(gone).then(m.lit(None)).otherwise(found)
    for here, meant in reversed(known):
        found = m.when(here).then(constant(m, quantity, meant)).otherwise(found)
    return found


def constant(m: Namespace, quantity: Quantity, value: Value | None) -> Any:
    """
    A value as `as_read` gives it; None is an invalid cell.

    Args:
        m: ``polars``.

        quantity: The quantity.

        value: What it holds.
    """
    match quantity:
        case Fact():
            yes, no = MEANINGS
            return m.lit(_WRONG if value is None else yes if value else no)
        case Choice():
            return m.lit(_WRONG if value is None else str(value))
        case Measure():
            return m.lit(math.nan if value is None else float(value))
        case _:
            assert_never(quantity)


def invalid(m: Namespace, quantity: Quantity, name: str) -> Any:
    """
    Where a column that `as_read` made holds an invalid cell; never null.

    Args:
        m: ``polars``.

        quantity: The quantity.

        name: The column.
    """
    if isinstance(quantity, Measure):
        dialect = PolarsDialect()
        return column(dialect, quantity, name, dialect.shape(m.Float64)).invalid
    return (m.col(name) == _WRONG).fill_null(value=False)


def _parsed(m: Namespace, quantity: Quantity, cell: Any, lower: Any) -> Any:
    """Parse stripped text by the data dictionary."""
    wrong = constant(m, quantity, None)
    match quantity:
        case Fact():
            yes, no = (constant(m, quantity, each) for each in (True, False))
            other = m.when(lower.is_in(sorted(NO_WORDS))).then(no).otherwise(wrong)
            return m.when(lower.is_in(sorted(YES_WORDS))).then(yes).otherwise(other)
        case Choice(levels=levels):
            found = m.when(lower.is_in(levels)).then(lower).otherwise(wrong)
            for level in levels:
                if level != level.lower():
                    here = lower == level.lower()
                    found = m.when(here).then(m.lit(level)).otherwise(found)
            return found
        case Measure():
            plain = cell.str.contains(f"^{PLAIN_NUMBER.pattern}$")
            short = cell.str.len_chars() <= LONGEST_NUMBER
            number = cell.cast(m.Float64, strict=False)
            return m.when(plain & short).then(number).otherwise(wrong)
        case _:
            assert_never(quantity)


def _taken(m: Namespace, quantity: Quantity, cell: Any, dtype: Any) -> Any:
    """Read typed cells; nothing is converted."""
    match quantity:
        case Fact() if dtype == m.Boolean:
            yes, no = (constant(m, quantity, each) for each in (True, False))
            return m.when(cell).then(yes).otherwise(no)
        case Measure() if dtype.is_numeric():
            return cell.cast(m.Float64)
        case _:
            return constant(m, quantity, None)


def _holds(m: Namespace, cell: Any, dtype: Any, word: str) -> Any:
    """Whether typed cells hold the value of a word; None if no cell can."""
    if dtype == m.Boolean:
        return {"true": cell, "false": ~cell}.get(word)
    if dtype.is_integer() and _WHOLE.fullmatch(word) and str(int(word)) == word:
        return cell.cast(m.Float64) == int(word)
    if dtype.is_float():
        number = next(_numbers(word), None)
        return None if number is None else cell == number
    return None


def _numbers(word: str) -> Iterator[float]:
    """The float that a word is, if Python writes it so."""
    try:
        number = float(word)
    except ValueError:
        return
    if math.isfinite(number):
        whole = str(int(number)) if number.is_integer() else repr(number)
        if whole == word:
            yield number
