"""
Columns with the reasons of missing values, next to the columns of the quantities.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final

from cervmyelo.models.missing import COMPANIONS, MEANINGS, OTHER_CAUSE, UNAFFECTED
from cervmyelo.quantity import Quantity

from .columns import Column
from .dialects import Dialect, Expression

__all__ = ["explained_by", "has_other_cause", "reasons_in"]

_OTHER: Final = [*MEANINGS].index(OTHER_CAUSE)


def reasons_in(quantities: Iterable[str], held: Container[str]) -> dict[str, Quantity]:
    """
    The reasons, as quantities, that a frame has columns for.

    Args:
        quantities: The names of the quantities that are read.

        held: The names of what the frame has columns for.
    """
    companions = (COMPANIONS[name] for name in quantities if name in COMPANIONS)
    return {each.name: each for each in companions if each.name in held}


def has_other_cause(reason: Expression) -> Expression:
    """Whether another cause explains a value; never null."""
    return (reason == _OTHER).fill_null(value=False)


def explained_by(m: Dialect, read: Iterable[Column]) -> list[Column]:
    """
    Columns where a reason is checked against the value that it is next to.

    Where a reason is invalid there is no value, as for one person.

    Args:
        m: The dialect.

        read: The columns, among them those of reasons.
    """
    columns = {each.quantity.name: each for each in read}
    for name in [*columns]:
        companion = COMPANIONS.get(name)
        reason = None if companion is None else columns.get(companion.name)
        if reason is not None and reason.recorded is not None:
            value = columns[name]
            wrong = reason.recorded & ~_fitting(m, value, reason)
            columns[name] = Column(
                value.quantity,
                m.case((~wrong, value.value)),
                None if value.recorded is None else value.recorded & ~wrong,
            )
            word = m.case((~wrong, reason.value))
            columns[reason.quantity.name] = Column(
                reason.quantity, word, reason.recorded
            )
    return [*columns.values()]


def _fitting(m: Dialect, value: Column, reason: Column) -> Expression:
    """Whether a reason is valid and goes together with the value; never null."""
    empty = value.value.is_null()
    if value.recorded is not None:
        empty = ~value.recorded
    other = has_other_cause(reason.value)
    why_none = ~reason.value.is_null() & ~other & empty
    if value.quantity.name not in UNAFFECTED:
        return why_none
    return m.case((other, ~empty), otherwise=why_none)
