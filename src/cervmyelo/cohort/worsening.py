"""
What worsened between two visits: items, the bladder first, and severity bands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias, cast

import narwhals.stable.v2 as nw

from cervmyelo.follow_up.scales import Followed
from cervmyelo.forms import Bands
from cervmyelo.quantity import Measure

from .columns import OURS
from .dialects import Expression, NarwhalsDialect
from .visits import HIGH, ITEMS_WRONG, LOW, TIED, Worth

__all__ = [
    "NO_ITEM",
    "Items",
    "band_columns",
    "crossed",
    "item_worths",
    "items_of_visits",
    "rank_of",
    "worse_items",
]

NO_ITEM: Final = "none"
"""The cell of a visit at which no item is worse; null where none was compared."""

_SEPARATOR: Final = "; "


Items: TypeAlias = Mapping[Measure, tuple[str, str]]
"""
The columns with both bounds of each item, null where it was not recorded.

Both are one column unless another cause can explain the score of the item.
"""


def items_of_visits(items: Mapping[Measure, bool]) -> Items:
    """
    The columns of the items.

    Args:
        items: The items, and whether another cause can explain the score of each.
    """
    names = {each: f"{OURS}item_{each.name}" for each in items}
    return {
        each: (f"{name}_low", f"{name}_high") if items[each] else (name, name)
        for each, name in names.items()
    }


def band_columns(followed: Followed) -> dict[str, tuple[str, str]]:
    """
    The columns of the severity bands, each with the bounds of its score.

    Empty if the scale has no bands.
    """
    if followed.bands is None:
        return {}
    name = f"{followed.name}_band"
    return {
        name: (LOW, HIGH),
        f"{name}_baseline": (f"{OURS}baseline_low", f"{OURS}baseline_high"),
        f"{name}_last": (f"{OURS}last_low", f"{OURS}last_high"),
    }


def item_worths(followed: Followed, items: Items) -> list[Worth]:
    """The items, to be compared with the best before them."""
    unclear = nw.col(TIED) + nw.col(ITEMS_WRONG)
    worths: list[Worth] = []
    for item, columns in items.items():
        low, high = _ends(item, columns)
        worths.append(
            Worth.of(
                f"{OURS}declined_{item.name}",
                low,
                high,
                (item.low, item.high),
                unclear,
                higher_is_better=followed.higher_is_better,
            )
        )
    return worths


def _ends(item: Measure, columns: tuple[str, str]) -> tuple[nw.Expr, nw.Expr]:
    """Both bounds of an item; if it was not recorded, those of its scale."""
    low, high = map(nw.col, columns)
    return low.fill_null(float(item.low)), high.fill_null(float(item.high))


def worse_items(
    followed: Followed, since: str, items: Items
) -> tuple[nw.Expr, nw.Expr]:
    """
    The labels of the items that are certainly worse, and of those that may be.

    An item that was not recorded can have any score, so it may be worse unless the
    other visit excludes it.

    Args:
        followed: The scale.

        since: Compared with which visit: "baseline" or "last".

        items: The columns of the items.
    """
    surely: list[tuple[str, nw.Expr]] = []
    perhaps: list[tuple[str, nw.Expr]] = []
    for item, columns in items.items():
        low, high = _ends(item, columns)
        low_before, high_before = _ends(item, _earlier(columns, since))
        if followed.higher_is_better:
            worse, maybe = high < low_before, low < high_before
        else:
            worse, maybe = low > high_before, high > low_before
        surely.append((item.label, worse))
        perhaps.append((item.label, maybe & ~worse))
    return _joined(surely), _joined(perhaps)


def _earlier(columns: tuple[str, str], since: str) -> tuple[str, str]:
    low, high = (f"{OURS}{since}_{each.removeprefix(OURS)}" for each in columns)
    return low, high


def _joined(labels: Sequence[tuple[str, nw.Expr]]) -> nw.Expr:
    """The labels whose condition is true, or the word for none."""
    some = NarwhalsDialect().messages(
        cast("Mapping[str, Expression]", dict(labels)), _SEPARATOR
    )
    return nw.coalesce(cast("nw.Expr", some), nw.lit(NO_ITEM))


def rank_of(bands: Bands, score: nw.Expr) -> nw.Expr:
    """The rank of the band in which a score lies, 0 for the best."""
    lowest, *others = bands.ascending
    rank = nw.lit(lowest.grade.rank)
    for band in others:
        here = nw.when(score >= band.least).then(nw.lit(band.grade.rank))
        rank = here.otherwise(rank)
    return rank


def crossed(followed: Followed, since: str) -> nw.Expr:
    """
    The direction in which a band was crossed; null if it is not certain.

    It reads the ranks of the bounds of both scores.
    """
    ends = ("low", "high") if followed.higher_is_better else ("high", "low")
    worst, best = (nw.col(f"{OURS}rank_{end}") for end in ends)
    worst_before, best_before = (nw.col(f"{OURS}{since}_rank_{end}") for end in ends)
    # A greater rank is worse.
    unknown = nw.lit(None, nw.String)
    same = (worst == best_before) & (best == worst_before)
    cell = nw.when(same).then(nw.lit("no")).otherwise(unknown)
    cell = nw.when(worst < best_before).then(nw.lit("better")).otherwise(cell)
    return nw.when(best > worst_before).then(nw.lit("worse")).otherwise(cell)
