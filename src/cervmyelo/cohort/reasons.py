"""
Columns of quantities, read together with the reasons of missing values next to them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final

from cervmyelo.forms import Form
from cervmyelo.models.ends import ends_of
from cervmyelo.models.missing import COMPANIONS, MEANINGS, OTHER_CAUSE, UNAFFECTED
from cervmyelo.quantity import Quantity

from .columns import Column, settled
from .dialects import Dialect, Expression
from .ends import put_together, whole
from .maps import Held

__all__ = [
    "NO_REASON",
    "has_other_cause",
    "read_columns",
    "reasons_in",
    "silencing",
    "why_missing",
]

NO_REASON: Final = ""
"""What `why_missing` gives where nothing was recorded, and no reason either."""

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


def silencing(rule: Form) -> list[Quantity]:
    """
    The quantities whose invalid cells leave a rule without an answer.

    What it reads, the reasons next to that, and the ends of what is known in part.

    Args:
        rule: The rule.
    """
    read = [*rule.inputs, *rule.recordable]
    beside = (each for q in read for each in (COMPANIONS.get(q.name), *ends_of(q)))
    return [*read, *(each for each in beside if each is not None)]


def has_other_cause(reason: Expression) -> Expression:
    """Whether another cause explains a value; never null."""
    return (reason == _OTHER).fill_null(value=False)


def read_columns(
    m: Dialect, quantities: Iterable[Quantity], held: Held
) -> list[Column]:
    """
    The columns of quantities, each reason checked against the value it is next to.

    Where a reason is invalid there is no value, as for one person, and where the ends
    of what is known in part do not fit. A quantity without a column is not recorded in
    any row.

    Args:
        m: The dialect.

        quantities: What is read, among it the reasons.

        held: What the frame holds.
    """
    return _explained(m, put_together(m, [held.read(m, each) for each in quantities]))


def why_missing(m: Dialect, value: Column, reason: Column) -> Expression:
    """
    The reason of each row as a word.

    Null where a value was recorded that no other cause explains, or where the value
    or the reason is invalid; empty where neither was recorded.

    Args:
        m: The dialect.

        value: A column of `read_columns`.

        reason: The column of the reason next to it.
    """
    empty = value.empty & reason.empty
    words = (
        (reason.value == place, m.lit(word, "string"))
        for place, word in enumerate(COMPANIONS[value.quantity.name].levels)
    )
    why = m.case((empty, m.lit(NO_REASON, "string")), *words)
    return why if value.invalid is None else m.case((~value.invalid, why))


def _explained(m: Dialect, read: Iterable[Column]) -> list[Column]:
    columns = {each.quantity.name: each for each in read}
    for name in [*columns]:
        companion = COMPANIONS.get(name)
        given = None if companion is None else columns.get(companion.name)
        reason = None if given is None else whole(given)
        if reason is not None and reason.recorded is not None:
            value = settled(m, columns[name], "alone")
            wrong = reason.recorded & ~_fitting(m, value, reason)
            columns[name] = Column(
                value.quantity,
                m.case((~wrong, value.value)),
                None if value.recorded is None else value.recorded & ~wrong,
                of_r=value.of_r,
                part=value.part and _where(m, ~wrong, value.part),
                before=value.before,
            )
            word = m.case((~wrong, reason.value))
            columns[reason.quantity.name] = Column(
                reason.quantity, word, reason.recorded
            )
    return [*columns.values()]


def _fitting(m: Dialect, value: Column, reason: Column) -> Expression:
    """Whether a reason is valid and goes together with the value; never null."""
    # Another cause explains a value, and not one that is known in part.
    one = value.value.is_null() if value.recorded is None else ~value.recorded
    other = has_other_cause(reason.value)
    why_none = ~reason.value.is_null() & ~other & value.empty
    if value.quantity.name not in UNAFFECTED:
        return why_none
    return m.case((other, ~one), otherwise=why_none)


def _where(
    m: Dialect, here: Expression, ends: tuple[Expression, Expression]
) -> tuple[Expression, Expression]:
    return m.case((here, ends[0])), m.case((here, ends[1]))
