"""
Maps from a caller's columns and values to those of the data dictionary.
"""

from __future__ import annotations

import collections
import math
from collections.abc import Mapping
from typing import Any, Final, TypeAlias, assert_never, cast

from cervmyelo.errors import CervmyeloError, kind_of, nearest
from cervmyelo.field_types import expect
from cervmyelo.models.missing import RECORDABLE
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value

from .columns import Column, column_kind
from .dialects import Dialect, Expression, Shape
from .errors import CohortError, MissingColumnError

__all__ = ["ColumnNames", "Meanings", "check_meanings", "translated", "where"]

ColumnNames: TypeAlias = Mapping[str, str]
"""For each column of a frame that has another name, the name of its quantity."""

Meanings: TypeAlias = Mapping[str, Mapping[Any, Value | None]]
"""For each quantity, what the values of the frame mean; None is *not recorded*."""

_EXACT: Final = 2**53
"""Beyond it, two integers can be the same 64-bit float."""


def where(columns: ColumnNames | None, present: Mapping[str, Any]) -> dict[str, str]:
    """
    The column of each quantity that has another name in the frame.

    Args:
        columns: For each column that has another name, the name of its quantity.

        present: The types of the columns of the frame.

    Raises:
        MissingColumnError: If the map names a column that the frame does not have.

        CohortError: If it maps two columns to a quantity, or one to no quantity.
    """
    expect("columns", columns, Mapping | None)
    columns = {} if columns is None else columns
    counts = collections.Counter(columns.values())
    for name, quantity in columns.items():
        if name not in present:
            raise MissingColumnError(
                f"columns: the frame has no column {name}. "
                f"{nearest(name, present)}".strip()
            )
        if counts[quantity] > 1:
            raise CohortError(
                f"columns: two columns are mapped to {quantity}. Keep the right one."
            )
        if quantity not in RECORDABLE:
            raise CohortError(
                f"columns: {name} is mapped to {quantity}, which is not in the data "
                f"dictionary. {nearest(quantity, QUANTITIES)}".strip()
            )
    return {quantity: name for name, quantity in columns.items()}


def check_meanings(
    values: Meanings | None, inputs: Mapping[str, Quantity], columns: ColumnNames
) -> None:
    """
    Refuse an invalid map of values.

    Args:
        values: For each quantity, what the values of the frame mean.

        inputs: The inputs of the rules by name, which may be more than the data
            dictionary holds.

        columns: For each column that has another name, the name of its quantity.

    Raises:
        CohortError: If a name is not that of a quantity, if a value is mapped to
            one that is invalid for the quantity, or if a missing value is mapped.
    """
    known = {**RECORDABLE, **inputs}
    for name, words in (values or {}).items():
        if name not in known:
            hint = (
                f"Use {columns[name]}, the quantity that this column is mapped to."
                if name in columns
                else nearest(name, known)
            )
            raise CohortError(
                f"values: {name} is not in the data dictionary. {hint}".strip()
            )
        if not isinstance(cast("object", words), Mapping):
            raise CohortError(
                f"values: expected a map for {name}, got {kind_of(words)}. Map values "
                f"of the frame to values of the data dictionary."
            )
        for word, meant in words.items():
            _check_key(name, word)
            try:
                if meant is not None:
                    known[name].check(meant)
            except CervmyeloError as error:
                raise CohortError(
                    f"values: a value is mapped to an invalid one. {error}"
                ) from None


def _check_key(name: str, word: object) -> None:
    if word is None or (isinstance(word, float) and math.isnan(word)):
        raise CohortError(
            f"values: {kind_of(word)} is mapped for {name}. A missing value means not "
            f"recorded and never anything else. Leave it out."
        )
    if not isinstance(word, Value):
        raise CohortError(
            f"values: {kind_of(word)} is mapped for {name}. Map strings, numbers or "
            f"booleans."
        )
    if isinstance(word, int) and abs(word) > _EXACT:
        raise CohortError(
            f"values: a number mapped for {name} is too long to be compared exactly. "
            f"Map it as a string."
        )


def translated(
    m: Dialect, read: Column, name: str, shape: Shape, words: Mapping[Any, Value | None]
) -> Column:
    """
    A column with some of its values replaced by those of the data dictionary.

    Args:
        m: The dialect.

        read: The column as it is read without a map.

        name: Its name in the frame.

        shape: What it can hold.

        words: What its values mean; all others are checked as they are.

    Raises:
        CohortError: If the keys of the map are of another kind than the column.
    """
    if not words or shape.kind == "nothing":
        return read
    cell = m.col(name)
    kind, held = _kind(shape)
    for word in words:
        # In Python a boolean is a number too.
        odd = isinstance(word, bool) and kind is not bool
        if kind is None or not isinstance(word, kind) or odd:
            raise CohortError(
                f"values: {kind_of(word)} is mapped for {read.quantity.name}, but the "
                f"column {name} holds {held}."
            )
    value, recorded = read.value, read.recorded
    for word, meant in words.items():
        here = _is(m, cell, word)
        value = m.case((here, _constant(m, read.quantity, meant)), otherwise=value)
        if meant is None and recorded is not None:
            recorded = recorded & ~here.fill_null(value=False)
    return Column(read.quantity, value, recorded)


def _kind(shape: Shape) -> tuple[Any, str]:
    """The Python type of the values of a column, and its name for messages."""
    if shape.kind == "string":
        return str, "text"
    if shape.kind == "boolean":
        return bool, "booleans"
    if shape.number:
        return int | float, "numbers"
    return None, "neither text, booleans nor numbers"


def _is(m: Dialect, cell: Expression, word: Value) -> Expression:
    match word:
        case bool():
            return cell if word else ~cell
        case str():
            return m.cast(cell, "string") == word
        case _:
            return m.cast(cell, "float") == float(word)


def _constant(m: Dialect, quantity: Quantity, value: Value | None) -> Expression:
    """A value as `columns.column` reads it."""
    kind = column_kind(quantity)
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
