"""
What every plan is made of, whatever the form of its rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

import attrs

from cervmyelo.cohort.columns import OURS, column_kind
from cervmyelo.cohort.dialects import Dialect, Expression, Kind, Stage, integer_kind
from cervmyelo.findings import Gap
from cervmyelo.forms import Form, GradingForm
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

__all__ = [
    "Ends",
    "Inputs",
    "Interval",
    "Plan",
    "Shortcut",
    "meeting",
    "prefix",
    "rank_kind",
]


@attrs.frozen
class Inputs:
    """
    The columns that hold what a rule reads, and the dialect to read them in.

    Attributes:
        m: The dialect.

        names: The column of each quantity, as `columns.column` reads it.

        spans: The columns of the least and the greatest value that is possible, for
            the quantities that can be known in part.

        twice: The masks of rows in which a quantity has two readings, never null.

        spanned: The columns of the least and the greatest answer that was recorded,
            null where none was, for the recorded answers that can be known in part.
    """

    m: Dialect
    names: Mapping[Quantity, str]
    spans: Mapping[Quantity, tuple[str, str]] = attrs.field(
        factory=dict[Quantity, tuple[str, str]]
    )
    twice: Mapping[Quantity, str] = attrs.field(factory=dict[Quantity, str])
    spanned: Mapping[Quantity, tuple[str, str]] = attrs.field(
        factory=dict[Quantity, tuple[str, str]]
    )

    def cell(self, quantity: Quantity) -> Expression:
        """The column of a quantity; null where nothing valid was recorded."""
        return self.m.col(self.names[quantity])

    def filled(self, quantity: Quantity, *, greatest: bool) -> Expression:
        """The column of a quantity with its extreme in place of nulls."""
        if quantity in self.spans:
            return self.m.col(self.spans[quantity][greatest])
        match quantity:
            case Fact():
                end: float = greatest
            case Choice(levels=levels):
                end = len(levels) - 1 if greatest else 0
            case Measure():
                end = quantity.high if greatest else quantity.low
                end = int(end) if quantity.whole else float(end)
            case _:
                assert_never(quantity)
        return self.m.filled(self.cell(quantity), end, column_kind(quantity))

    def between(self, quantity: Quantity) -> Ends | None:
        """Both bounds of a quantity that can be known in part; None for others."""
        if quantity not in self.spans or isinstance(quantity, Fact):
            return None
        low, high = map(self.m.col, self.spans[quantity])
        return Ends((), low, high, quantity)


@attrs.frozen
class Shortcut:
    """
    How the value of a rule is evaluated without its bounds.

    Attributes:
        stages: Columns that have to be made first, in this order.

        value: The answer; null where more than one is possible, or none is given.
    """

    stages: tuple[Stage, ...]
    value: Expression


@attrs.frozen
class Interval:
    """
    The widest limits of the published intervals over all that is still possible.

    Attributes:
        stages: Columns that have to be made first, after those of the plan.

        low: The lower limit; null where none is published.

        high: The upper limit; null where none is published.
    """

    stages: tuple[Stage, ...]
    low: Expression
    high: Expression


@attrs.frozen
class Plan:
    """
    How a rule is evaluated over columns.

    Attributes:
        stages: Columns that have to be made first, in this order.

        low: The least answer; grades by their rank. Null or without meaning only
            where the rule is not answered.

        high: The greatest answer, likewise.

        value: The answer; null where more than one is possible.

        gaps: The reasons for which the source may give no answer.

        answered: Where the source gives an answer, never null; None if it always
            does. Elsewhere the other columns mean nothing.

        shortcut: A faster way to the value alone; None if there is none.

        interval: The published intervals; None if the source gives none.

        conflicts: The masks of rows whose recorded answer is none that the rest can
            give, never null, each with its message.
    """

    stages: tuple[Stage, ...]
    low: Expression
    high: Expression
    value: Expression
    gaps: tuple[Gap, ...] = ()
    answered: Expression | None = None
    shortcut: Shortcut | None = None
    interval: Interval | None = None
    conflicts: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Ends:
    """
    Both bounds of a score, made once for all rules that read it.

    Attributes:
        stages: Columns that have to be made first, in this order.

        low: The least score; never null.

        high: The greatest score; never null.

        quantity: The score, or a choice by the places of its words, as a quantity that
            criteria can read; None if it is a number without steps.
    """

    stages: tuple[Stage, ...]
    low: Expression
    high: Expression
    quantity: Choice | Measure | None = None


def prefix(rule: Form) -> str:
    """Prefix of the temporary columns of a rule."""
    return f"{OURS}{rule.name}"


def rank_kind(rule: GradingForm) -> Kind:
    """The type of the ranks of a rule."""
    return integer_kind(len(rule.scale))


def meeting(  # noqa: PLR0913 -- what a plan is made of
    m: Dialect,
    rule: Form,
    low: Expression,
    high: Expression,
    *,
    after: tuple[Stage, ...] = (),
    gaps: tuple[Gap, ...] = (),
    answered: Expression | None = None,
    maybe_gap: Expression | None = None,
) -> Plan:
    """
    A plan from two bounds: the value is where they meet.

    Args:
        m: The dialect.

        rule: The rule.

        low: The least answer.

        high: The greatest answer.

        after: Columns that have to be made first.

        gaps: The reasons for which the source may give no answer.

        answered: Where it gives one.

        maybe_gap: Where it may give none although it gives one for some of what is
            still possible; the value is null there.
    """
    own = prefix(rule)
    stage: Stage = {f"{own}__low": low, f"{own}__high": high}
    least, greatest = map(m.col, stage)
    if answered is not None:
        stage[f"{own}__answered"] = answered
        answered = m.col(f"{own}__answered")
    meet = least == greatest
    if maybe_gap is not None:
        meet = meet & ~maybe_gap
    value = m.case((meet, least))
    return Plan((*after, stage), least, greatest, value, gaps, answered)
