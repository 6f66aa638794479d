"""
The value of one cell: the only reader of what a person or a program wrote.

Files, column maps and the interview read their cells here. Frames read whole columns
by expressions of the same dictionary (`cervmyelo.cohort.texts`): the same words for
yes, no and not recorded, and the same pattern of a number, all of which are defined in
`cervmyelo.quantity`. A test holds both to the same cells.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from cervmyelo.errors import KindError, LevelError, kind_of
from cervmyelo.field_types import expect
from cervmyelo.names import shown
from cervmyelo.quantity import (
    MISSING_WORDS,
    Choice,
    Fact,
    Measure,
    Quantity,
    Value,
    typed_value,
)

__all__ = ["read_cell", "read_reference"]


def read_cell(
    quantity: Quantity,
    cell: object,
    *,
    words: Mapping[str, Value] | None = None,
    missing: Collection[str] = MISSING_WORDS,
) -> Value | None:
    """
    The value that a cell holds, or None if nothing was recorded.

    >>> from cervmyelo.models.patient import QUANTITIES
    >>> read_cell(QUANTITIES["age_years"], " 61.0 ")
    61
    >>> read_cell(QUANTITIES["neck_pain"], "Yes")
    True
    >>> read_cell(QUANTITIES["disc_level"], "c3/4")
    'C3/4'
    >>> read_cell(QUANTITIES["sex_at_birth"], "F", words={"F": "female"})
    'female'
    >>> read_cell(QUANTITIES["age_years"], "n/a") is None
    True

    Args:
        quantity: The quantity.

        cell: Text, or a typed value. Of a typed value nothing is converted, except
            that a float without a fraction is a whole number; None and NaN are not
            recorded.

        words: What the words of the file mean; outer blanks do not matter, case
            does. A yes or no or a choice with a translation takes no other words; a
            number takes its digits too.

        missing: The words, in lower case, that mean *not recorded*.

    Raises:
        KindError: If the cell holds the wrong kind of value.

        LevelError: If it holds a word that is not one of the choice.

        OutOfRangeError: If it holds a number that is out of range or between steps.
    """
    if not isinstance(quantity, Fact | Choice | Measure):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise KindError("quantity", kind_of(quantity), "a value of cm.quantities")
    if words is not None:
        expect("words", words, Mapping)
    if cell is None or (cell == "" and not words):
        return None
    if isinstance(cell, float) and math.isnan(cell):
        return None
    word = _word(cell)
    if word is not None and words and word in words:
        return words[word]
    if word is not None and word.lower() in missing:
        return None
    if words and not isinstance(quantity, Measure):
        raise LevelError(
            quantity.name,
            "a word that the column map does not translate",
            f"{', '.join(map(shown, words))}, or empty",
        )
    if isinstance(cell, str):
        return quantity.parse(cell)
    return typed_value(quantity, cell)


def read_reference(cell: object) -> object:
    """
    The reference that a cell holds, or None if it is blank.

    >>> read_reference("007"), read_reference(7), read_reference("  ")
    ('007', '7', None)

    Args:
        cell: Text, which is kept as it is, or a typed value. A whole number becomes
            its digits; any other type comes back unchanged, for the check of the
            patient to reject.
    """
    if isinstance(cell, float) and math.isnan(cell):
        return None
    reference = str(cell) if type(cell) is int else cell
    return None if isinstance(reference, str) and not reference.strip() else reference


def _word(cell: object) -> str | None:
    """A cell as the word that a column map can translate; None if it is none."""
    match cell:
        case str():
            return cell.strip()
        case bool():
            return str(cell).lower()
        case int():
            return str(cell)
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case _:
            return None
