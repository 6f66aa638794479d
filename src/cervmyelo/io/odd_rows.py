"""
Rows of a table that look like no person: units, labels, a second header, totals.

They are reported, never left out: only the reader of a file knows what a row is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

import attrs

from cervmyelo.quantity import MISSING_WORDS

from .tallies import MISSING_CODES
from .text_tables import Cells

__all__ = ["OddRows"]

_SHOWN: Final = 5
_FEWEST: Final = 2
_MISSING: Final = MISSING_WORDS | MISSING_CODES
_SUMMARY: Final = re.compile(
    r"\s*(average|count|max|maximum|mean|median|min|minimum|n|sd|std|sum|totals?"
    r"|anzahl|gesamt|mittelwert|summe|media|moyenne|promedio|somme|suma|totale)\b",
    re.IGNORECASE,
)


@attrs.define
class OddRows:
    """
    Finds rows that look like no person.

    Attributes:
        header: The names of the columns.

        measures: The places of the columns that look like numbers.

        seen: How many rows were looked at.

        without_numbers: The numbers of rows with words in all columns of numbers.

        headers: The numbers of rows that repeat the header.

        summaries: The numbers of rows whose first cell is a word for a sum or a mean.
    """

    header: tuple[str, ...]
    measures: Collection[int]
    seen: int = 0
    without_numbers: list[int] = attrs.field(factory=list[int])
    headers: list[int] = attrs.field(factory=list[int])
    summaries: list[int] = attrs.field(factory=list[int])

    def look(self, rows: Sequence[Cells]) -> list[Sequence[object]]:
        """
        Look at the next rows.

        Args:
            rows: The rows, with the reason why a row cannot be trusted.

        Returns:
            The cells of the rows that can be trusted and look like a person.
        """
        found: list[Sequence[object]] = []
        place = next(iter(self.measures), None)
        for number, (cells, problem) in enumerate(rows, self.seen + 1):
            if problem is not None:
                continue
            first, cell = cells[0], None if place is None else cells[place]
            # So are most rows, and more need not be looked at.
            usual = (
                type(cell) is str
                and type(first) is str
                and cell[:1].isdigit()
                and first != ""
                and _SUMMARY.match(first) is None
            )
            odd = None if usual else self._list_for(cells)
            if odd is None:
                found.append(cells)
            else:
                odd.append(number)
        self.seen += len(rows)
        return found

    def _list_for(self, cells: Sequence[object]) -> list[int] | None:
        first = next((each for each in cells if each is not None and each != ""), None)
        if not isinstance(first, str):
            return None
        if first == self.header[0] and tuple(cells) == self.header:
            return self.headers
        if _SUMMARY.match(first):
            return self.summaries
        return self.without_numbers if self._is_without_numbers(cells) else None

    @property
    def remarks(self) -> Iterator[str]:
        """What looks wrong, a sentence each."""
        for rows, remark in (
            (self.headers, "repeats the header: remove it from the file"),
            (self.summaries, "looks like a sum or a mean: remove it from the file"),
            (
                self.without_numbers,
                "has words in all columns of numbers, such as units or labels: remove "
                "it from the file if it is no person",
            ),
        ):
            for row in rows[:_SHOWN]:
                yield f"row {row} {remark}"
            if len(rows) > _SHOWN:
                yield f"and {len(rows) - _SHOWN} more such rows"

    def _is_without_numbers(self, cells: Sequence[object]) -> bool:
        filled = 0
        for place in self.measures:
            cell = cells[place] if place < len(cells) else None
            if cell is None or cell == "":
                continue
            # Most rows end here: the first character of a number is a digit.
            if not isinstance(cell, str) or cell[:1].isdigit():
                return False
            text = cell.strip().lower()
            if text.lstrip("+-")[:1].isdigit():
                return False
            filled += text not in _MISSING
        return filled >= _FEWEST
