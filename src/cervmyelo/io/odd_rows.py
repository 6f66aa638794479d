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

__all__ = ["OddRows"]

_SHOWN: Final = 5
_FEWEST: Final = 2
_MISSING: Final = MISSING_WORDS | MISSING_CODES
_SUMMARY: Final = re.compile(
    # More can follow these words, but the others are also names and parts of them.
    r"\s*(?:(?:average|mean|median|totals?"
    r"|gesamt|mittelwert|moyenne|promedio|summe|totale)(?![\w-])"
    r"|(?:count|max|maximum|min|minimum|n|sd|std|sum|anzahl|media|suma)"
    r"\s*(?:[:=(]|$))",
    re.IGNORECASE,
)


@attrs.define
class OddRows:
    """
    Finds rows that look like no person.

    Attributes:
        header: The names of the columns.

        measures: The places of the columns that look like numbers.

        without_numbers: The numbers of rows with words in all columns of numbers.

        headers: The numbers of rows that repeat the header.

        summaries: The numbers of rows whose first cell is a word for a sum or a mean.
    """

    header: tuple[str, ...]
    measures: Collection[int]
    without_numbers: list[int] = attrs.field(factory=list[int])
    headers: list[int] = attrs.field(factory=list[int])
    summaries: list[int] = attrs.field(factory=list[int])
    looked_at: int = attrs.field(default=0, init=False)

    def look(
        self, columns: Sequence[Sequence[object]], numbers: Sequence[int]
    ) -> frozenset[int]:
        """
        Look at some rows.

        Args:
            columns: Their cells, column by column.

            numbers: The number of each row.

        Returns:
            The places among them of rows that look like no person.
        """
        found: dict[int, list[int]] = {}
        for place in self._unusual(columns):
            odd = self._list_for([column[place] for column in columns])
            if odd is not None:
                found[place] = odd
        self.looked_at += len(numbers)
        guessed = [place for place, odd in found.items() if odd is not self.headers]
        if not self._are_few(len(guessed)):
            for place in guessed:
                del found[place]
        for place, odd in found.items():
            odd.append(numbers[place])
        return frozenset(found)

    def _are_few(self, more: int) -> bool:
        """Whether rows that only look odd are the exception: else they are people."""
        many = len(self.summaries) + len(self.without_numbers) + more
        return many * 2 <= self.looked_at and many <= max(_SHOWN, self.looked_at // 10)

    def _unusual(self, columns: Sequence[Sequence[object]]) -> list[int]:
        """The few rows that are to be looked at cell by cell."""
        if not columns:
            return []
        found = [
            place
            for place, cell in enumerate(columns[0])
            if cell is None
            or (isinstance(cell, str) and (not cell or _SUMMARY.match(cell)))
        ]
        first = next(iter(self.measures), None)
        if first is not None:
            found += [n for n, cell in enumerate(columns[first]) if _is_no_number(cell)]
        return sorted({*found})

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


def _is_no_number(cell: object) -> bool:
    return isinstance(cell, str) and not cell[:1].isdigit()
