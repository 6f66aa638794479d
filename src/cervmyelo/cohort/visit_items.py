"""
The items of visits next to a recorded total: what each can still have been.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import narwhals.stable.v2 as nw

from cervmyelo.consistency import TOTALS
from cervmyelo.follow_up.scales import Followed
from cervmyelo.quantity import Measure

from .dialects import Expression, NarwhalsDialect, Stage, any_of
from .plans.deductions import name_of
from .plans.item_scores import SIDES
from .plans.recorded_totals import ends_next_to_total
from .visits import WRONG
from .worsening import Items

__all__ = ["next_to_total"]


def next_to_total(
    followed: Followed,
    items: Items,
    twice: Mapping[Measure, nw.Expr],
    totals: tuple[tuple[nw.Expr, nw.Expr], tuple[nw.Expr, nw.Expr] | None],
) -> Stage:
    """
    The columns of the items, each as far as the total of its visit leaves it open.

    Args:
        followed: The scale.

        items: The columns of the items, which are there.

        twice: Where another cause explains the score of an item.

        totals: The ends of the total; and of the recorded one, which was scored like
            its items, if there is one.
    """
    of = next(each for each in TOTALS if each.answer is followed.result)
    scored: dict[Measure, tuple[Expression, Expression]] = {}
    for item, (least, most) in items.items():
        low = nw.col(least)
        high = nw.col(most)
        if item in twice:
            high = nw.when(twice[item]).then(low).otherwise(high)
        scored[item] = (
            cast("Expression", low.fill_null(float(item.low))),
            cast("Expression", high.fill_null(float(item.high))),
        )
    there = [~nw.col(low).is_null() for low, _ in items.values()]
    some = cast("nw.Expr", any_of(cast("list[Expression]", there)))
    compared = some & (nw.col(WRONG) == 0)
    (first, last), recorded = totals
    if twice:
        explained = cast("nw.Expr", any_of(cast("list[Expression]", [*twice.values()])))
        nothing = nw.lit(None, nw.Float64)
        low, high = (nothing, nothing) if recorded is None else recorded
        first = nw.when(explained).then(low).otherwise(first)
        last = nw.when(explained).then(high).otherwise(last)
    answer = nw.when(compared).then(first), nw.when(compared).then(last)
    between = cast("tuple[Expression, Expression]", answer)
    narrowed = ends_next_to_total(NarwhalsDialect(), of, between, scored, "next")
    made: Stage = {}
    for item, columns in items.items():
        for side, column in zip(SIDES, columns, strict=True):
            end = cast("nw.Expr", narrowed[name_of(item, f"next_{side}")])
            end = end.cast(nw.Float64)
            if item in twice:
                end = nw.when(twice[item]).then(nw.col(column)).otherwise(end)
            made[column] = cast("Expression", end)
    return made
