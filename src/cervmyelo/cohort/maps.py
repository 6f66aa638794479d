"""
What the columns of a frame are, and what its values mean, where they differ.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final, TypeAlias, assert_never, cast

from cervmyelo.errors import CervmyeloError, kind_of, nearest
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value

from .columns import Column, Namespace, column_type, is_text
from .errors import CohortError, MissingColumnError

__all__ = ["ColumnNames", "Meanings", "must_mean", "translated", "where"]

ColumnNames: TypeAlias = Mapping[str, str]
"""The quantity of each column of a frame that has another name."""

Meanings: TypeAlias = Mapping[str, Mapping[Any, Value | None]]
"""For each quantity, what the values of the frame mean; None is *not recorded*."""

_EXACT: Final = 2**53
"""Beyond it, two integers can be the same 64-bit float."""


def where(columns: ColumnNames | None, present: Mapping[str, Any]) -> dict[str, str]:
    """
    The column of each quantity that has another name in the frame.

    Args:
        columns: The quantity of each column that has another name.

        present: The types of the columns of the frame.

    Raises:
        MissingColumnError: If the map names a column that the frame lacks.

        CohortError: If it names two columns for a quantity, or no quantity.
    """
    columns = columns or {}
    for name, quantity in columns.items():
        if name not in present:
            raise MissingColumnError(
                f"columns={{...}} maps {name}, which the frame lacks. "
                f"{nearest(name, present)}".strip()
            )
        if list(columns.values()).count(quantity) > 1:
            raise CohortError(
                f"columns={{...}} maps two columns to {quantity}. Keep the right one."
            )
        if quantity not in QUANTITIES:
            raise CohortError(
                f"columns={{...}} maps {name} to {quantity}, which is not in the data "
                f"dictionary. {nearest(quantity, QUANTITIES)}".strip()
            )
    return {quantity: name for name, quantity in columns.items()}


def must_mean(
    values: Meanings | None, inputs: Mapping[str, Quantity], columns: ColumnNames
) -> None:
    """
    Refuse a map of values that cannot be meant.

    Args:
        values: For each quantity, what the values of the frame mean.

        inputs: What the rules look at, by name, which may be more than the data
            dictionary holds.

        columns: The quantity of each column of the frame that has another name.

    Raises:
        CohortError: If a name is that of no quantity; if a value is mapped to what
            the quantity cannot hold; or if what was not recorded is mapped.
    """
    known = {**QUANTITIES, **inputs}
    for name, words in (values or {}).items():
        if name not in known:
            hint = (
                f"Write {columns[name]}, which that column holds."
                if name in columns
                else nearest(name, known)
            )
            raise CohortError(
                f"values={{...}} names {name}, which is not in the data dictionary. "
                f"{hint}".strip()
            )
        if not isinstance(cast("object", words), Mapping):
            raise CohortError(
                f"values={{...}} has {kind_of(words)} for {name}. Give a map of the "
                f"values of the frame to values of the data dictionary."
            )
        for word, meant in words.items():
            _must_be_a_value(name, word)
            try:
                if meant is not None:
                    known[name].check(meant)
            except CervmyeloError as error:
                raise CohortError(
                    f"values={{...}} maps to what cannot be. {error}"
                ) from None


def _must_be_a_value(name: str, word: object) -> None:
    if word is None or (isinstance(word, float) and math.isnan(word)):
        raise CohortError(
            f"values={{...}} maps {kind_of(word)} for {name}. What is missing was not "
            f"recorded; it never stands for a value."
        )
    if not isinstance(word, Value):
        raise CohortError(
            f"values={{...}} maps {kind_of(word)} for {name}. Only texts, numbers and "
            f"booleans can be mapped."
        )
    if isinstance(word, int) and abs(word) > _EXACT:
        raise CohortError(
            f"values={{...}} maps a number for {name} that is too long to be compared "
            f"exactly. Map it as text."
        )


def translated(
    m: Namespace, read: Column, name: str, dtype: Any, words: Mapping[Any, Value | None]
) -> Column:
    """
    A column with some of its values put into those of the data dictionary.

    Args:
        m: ``polars`` or ``narwhals``.

        read: The column as it is read without a map.

        name: Its name in the frame.

        dtype: Its type.

        words: What its values mean; all others are judged as they stand.

    Raises:
        CohortError: If the map is of another kind than the column.
    """
    if not words or dtype in (getattr(m, "Null", None), getattr(m, "Unknown", None)):
        return read
    cell = m.col(name)
    kind, held = _kind(m, dtype)
    for word in words:
        if kind is None or not isinstance(word, kind) or _is_odd(word, kind):
            raise CohortError(
                f"values={{...}} maps {kind_of(word)} for {read.quantity.name}, but "
                f"the column {name} holds {held}."
            )
    value, recorded = read.value, read.recorded
    for word, meant in words.items():
        here = _holds(m, cell, word)
        value = m.when(here).then(_coded(m, read.quantity, meant)).otherwise(value)
        if meant is None and recorded is not None:
            recorded = recorded & ~here.fill_null(value=False)
    return Column(read.quantity, value, recorded)


def _kind(m: Namespace, dtype: Any) -> tuple[Any, str]:
    """What the values of a column are in Python, and what that is called."""
    if is_text(m, dtype):
        return str, "text"
    if dtype == m.Boolean:
        return bool, "booleans"
    if dtype.is_numeric():
        return int | float, "numbers"
    return None, "neither text, booleans nor numbers"


def _is_odd(word: Value, kind: Any) -> bool:
    """Whether a boolean stands for a number, which Python would let pass."""
    return isinstance(word, bool) and kind is not bool


def _holds(m: Namespace, cell: Any, word: Value) -> Any:
    match word:
        case bool():
            return cell if word else ~cell
        case str():
            return cell.cast(m.String) == word
        case _:
            return cell.cast(m.Float64) == float(word)


def _coded(m: Namespace, quantity: Quantity, value: Value | None) -> Any:
    """A value as `columns.column` gives it."""
    kind = column_type(m, quantity)
    match quantity:
        case _ if value is None:
            return m.lit(None, kind)
        case Fact():
            return m.lit(value, kind)
        case Choice(levels=levels):
            return m.lit(levels.index(str(value)), kind)
        case Measure():
            return m.lit(int(value) if quantity.whole else float(value), kind)
        case _:
            assert_never(quantity)
