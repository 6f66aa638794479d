"""
Decimal commas: cells of a file as the data dictionary writes numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

__all__ = ["with_point", "with_points"]

_MARK: Final = re.compile(r"(?<=[0-9])[.,](?=[0-9])", re.ASCII)
_OTHER: Final = {".": ",", ",": "."}


def with_point(cell: object) -> object:
    """
    A cell of a file with decimal commas, with decimal points instead.

    A point between digits becomes a comma, so that no cell is read by both marks.

    >>> with_point("2,5"), with_point("2.5"), with_point("severe, both sides")
    ('2.5', '2,5', 'severe, both sides')

    Args:
        cell: The cell; what is no text comes back as it is.
    """
    if not isinstance(cell, str):
        return cell
    return _MARK.sub(lambda found: _OTHER[found[0]], cell)


def with_points(cells: pl.Series) -> pl.Series:
    """
    A column of a file with decimal commas, with decimal points instead.

    Args:
        cells: The column, of strings.
    """
    words = [word for word in cells.unique().to_list() if _MARK.search(word or "")]
    return cells.replace(words, [*map(with_point, words)]) if words else cells
