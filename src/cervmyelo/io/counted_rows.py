"""
What a screen shows of some graded rows: counts, first rows, and rows with messages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import attrs

from .pieces import FAULTS, NUMBER, REFERENCE_TEXT, SHIFTED, value_column

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FLAGGED", "MANY", "Counted"]

MANY: Final = "cervmyelo__many"
"""The column of how many rows one row is counted for."""

FLAGGED: Final = "cervmyelo__flagged"
"""The column that holds whether there are messages on a row."""


@attrs.frozen(kw_only=True)
class Counted:
    """
    What is shown of some rows.

    Attributes:
        rows: How many there are.

        flagged: How many of them have messages.

        people: One of all rows that are alike, with its answers and `MANY`.

        head: The rows that get a line, with their answers and `FLAGGED`.

        faulty: The number, the reference and the messages of the first rows that have
            any.
    """

    rows: int
    flagged: int
    people: pl.DataFrame
    head: pl.DataFrame
    faulty: Sequence[tuple[int, str | None, str]]

    @classmethod
    def of(cls, piece: pl.DataFrame, *, lines: int, flagged: int) -> Counted:
        """
        What is shown of rows that are graded.

        Args:
            piece: The rows, as `cervmyelo.io.grading` makes them.

            lines: Of how many rows at the start of the file there is a line.

            flagged: Of how many rows with messages these are shown.
        """
        import polars as pl

        values = [each for each in piece.columns if each.startswith(value_column(""))]
        with_messages = piece.select(NUMBER, REFERENCE_TEXT, FAULTS).drop_nulls(FAULTS)
        return cls(
            rows=piece.height,
            flagged=with_messages.height,
            people=piece.group_by(SHIFTED, *values).agg(
                pl.exclude(SHIFTED, *values).first(), pl.len().alias(MANY)
            ),
            head=piece.filter(pl.col(NUMBER) < lines).with_columns(
                pl.col(FAULTS).is_not_null().alias(FLAGGED)
            ),
            faulty=with_messages.head(flagged).rows(),
        )
