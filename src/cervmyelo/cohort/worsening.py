"""
What worsened between two visits: items, the bladder first, and severity bands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

import narwhals.stable.v2 as nw

from cervmyelo.follow_up.scales import Followed
from cervmyelo.forms import Bands
from cervmyelo.quantity import Measure

from .columns import OURS
from .dialects import Expression, NarwhalsDialect
from .visits import HIGH, LOW

__all__ = [
    "NO_ITEM",
    "band_columns",
    "crossed",
    "item_column",
    "rank_of",
    "worse_items",
]

NO_ITEM: Final = "none"
"""The cell of a visit at which no item is worse; null where none was compared."""

_SEPARATOR: Final = "; "


def item_column(item: Measure) -> str:
    """The temporary column of an item."""
    return f"{OURS}item_{item.name}"


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


def worse_items(followed: Followed, since: str) -> tuple[nw.Expr, nw.Expr]:
    """
    The labels of the items that are certainly worse, and of those that may be.

    An item that was not recorded can have any score, so it may be worse unless the
    other visit excludes it.

    Args:
        followed: The scale.

        since: Compared with which visit: "baseline" or "last".
    """
    surely: list[tuple[str, nw.Expr]] = []
    perhaps: list[tuple[str, nw.Expr]] = []
    for item in followed.items:
        name = item_column(item)
        after = nw.col(name)
        before = nw.col(f"{OURS}{since}_{name.removeprefix(OURS)}")
        low, high = float(item.low), float(item.high)
        if followed.higher_is_better:
            worse = after.fill_null(high) < before.fill_null(low)
            maybe = after.fill_null(low) < before.fill_null(high)
        else:
            worse = after.fill_null(low) > before.fill_null(high)
            maybe = after.fill_null(high) > before.fill_null(low)
        surely.append((item.label, worse))
        perhaps.append((item.label, maybe & ~worse))
    return _joined(surely), _joined(perhaps)


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
