"""
Counts over the cells of one column, in memory that does not grow with the file.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final, cast

import attrs

from cervmyelo.column_maps.cells import (
    NOT_RECORDED,
    NUMBERED,
    UNKNOWN_LABEL,
    as_word,
)
from cervmyelo.column_maps.ranges import in_range
from cervmyelo.errors import CervmyeloError
from cervmyelo.partly import Partly
from cervmyelo.quantity import (
    MISSING_WORDS,
    PLAIN_NUMBER,
    Measure,
    Quantity,
    Value,
    plain_word,
)

from .decimal_marks import with_point
from .misfits import Misfit, misfit_of

__all__ = [
    "FACTORS",
    "MISSING_CODES",
    "SHORT",
    "Tally",
    "as_recorded",
    "is_missing_code",
]

MISSING_CODES: Final = frozenset(
    {
        "-1",
        "-7",
        "-8",
        "-9",
        "-77",
        "-88",
        "-99",
        "-777",
        "-888",
        "-999",
        "-7777",
        "-8888",
        "-9999",
    }
    | {"7", "8", "9", "77", "88", "99", "777", "888", "999", "7777", "8888", "9999"}
    | {".", "-", "--", "?", "#n/a", "#null!"}
    | NOT_RECORDED
)
"""Words and numbers, in lower case, that often mean *not recorded* in other files."""

SHORT: Final = re.compile(r"-?[0-9]{1,3}|-?([789])\1{3}", re.ASCII)
"""The pattern of a code that is shown: so few digits identify no one."""

FACTORS: Final = (10.0, 100.0, 0.1, 0.01)
"""What a number in another unit may have to be multiplied by."""

_PLAIN: Final = frozenset({type(None), str, bool, int, float})
_INVALID: Final = object()
"""What stands for a cell that is not allowed."""

_MOST_DIFFERENT: Final = 1000
_MOST_KNOWN: Final = 10_000
_MOST_REFERENCES: Final = 10**6


@attrs.define
class Tally:
    """
    What the cells of a column hold.

    Attributes:
        read: Reads a cell as the quantity that the column looks like.

        quantity: The quantity; None if the column looks like none, or is the reference.

        commas: Whether the file has decimal commas.

        filled: How many cells hold something.

        missing: How many cells are empty or hold a word for *not recorded*.

        invalid: How many cells the quantity does not allow.

        numbers: How many cells are numbers, allowed or not.

        low: The least number that is allowed; infinity if there is none.

        high: The greatest number that is allowed.

        values: How often each value is found that is allowed; not all of very many.

        words: How often each word is found, for a yes or no or a choice.

        codes: How often each short number is found that is not allowed, and each word
            for *not recorded* of other files.

        fitting: For each factor, how many numbers that are not allowed would be.

        ranges: How many cells that are not allowed hold a range.

        misfits: What the other cells that are not allowed look like, and how many.

        tried: How many numbers that are not allowed were multiplied by the factors;
            not all of very many.

        references: The references that were found, as hashes; not all of very many.
            None for any other column.

        repeated: How many cells hold a reference that an earlier cell holds.
    """

    read: Callable[[object], object]
    quantity: Quantity | None = None
    commas: bool = False
    filled: int = 0
    missing: int = 0
    invalid: int = 0
    numbers: int = 0
    low: float = math.inf
    high: float = -math.inf
    values: Counter[Value] = attrs.field(factory=Counter[Value])
    words: Counter[str] = attrs.field(factory=Counter[str])
    codes: Counter[str] = attrs.field(factory=Counter[str])
    ranges: int = 0
    misfits: Counter[Misfit] = attrs.field(factory=Counter[Misfit])
    tried: int = 0
    fitting: Counter[float] = attrs.field(factory=Counter[float])
    references: set[int] | None = None
    repeated: int = 0
    _different: int = 0
    _known: dict[tuple[type, object], object] = attrs.field(
        factory=dict[tuple[type, object], object]
    )

    def add(self, cells: Iterable[object]) -> None:
        """
        Count some cells.

        Args:
            cells: The cells, text or typed.
        """
        cells = [*cells]
        if {*map(type, cells)} - _PLAIN:
            # No message and no count needs what is in a list or an object.
            cells = [each if type(each) in _PLAIN else type(each) for each in cells]
        self.count(Counter(cells).items())

    def count(self, counts: Iterable[tuple[object, int]]) -> None:
        """
        Count cells that are known to come so often.

        Args:
            counts: Each cell, and how often it comes.
        """
        for cell, count in counts:
            self._add(with_point(cell) if self.commas else cell, count)

    def _add(self, cell: object, count: int) -> None:
        found = self._read(cell)
        if found is None:
            self.missing += count
            return
        self.filled += count
        if self.references is not None:
            self._add_reference(self.references, found, count)
        if self.quantity is None:
            return
        fraction = isinstance(cell, float) and not cell.is_integer()
        word = None if fraction else as_word(cell)
        word = None if isinstance(found, Partly) else word
        if not isinstance(self.quantity, Measure) and word is not None:
            self._count(self.words, word, count)
        if found is _INVALID:
            self.invalid += count
            self._add_invalid(cell, word and word.lower(), count)
        elif isinstance(found, bool | int | float | str):
            self._count(self.values, found, count)
            if isinstance(self.quantity, Measure) and isinstance(found, int | float):
                self.numbers += count
                self.low = min(self.low, found)
                self.high = max(self.high, found)
        elif isinstance(found, Partly) and isinstance(self.quantity, Measure):
            low, high = (cast("float", each) for each in (found.low, found.high))
            self.low, self.high = min(self.low, low), max(self.high, high)

    def _add_reference(self, known: set[int], found: object, count: int) -> None:
        reference = hash(found)
        self.repeated += count - (reference not in known)
        if len(known) < _MOST_REFERENCES:
            known.add(reference)

    def _add_invalid(self, cell: object, word: str | None, count: int) -> None:
        # Programs write 9.0 for 9, and column maps read both as the same word.
        code = None if word is None else plain_word(word)
        if code is not None and (SHORT.fullmatch(code) or is_missing_code(code)):
            self._count(self.codes, code, count)
        elif word is not None and self._is_range(word):
            self.ranges += count
        elif self.quantity is not None:
            self.misfits[misfit_of(self.quantity, cell)] += count
        if not isinstance(self.quantity, Measure):
            return
        number = _number(cell)
        if number is None:
            return
        self.numbers += count
        if code in MISSING_CODES or self._different > _MOST_DIFFERENT:
            return
        self._different += 1
        self.tried += count
        for factor in FACTORS:
            if self.quantity.holds(round(number * factor, 6)):
                self.fitting[factor] += count

    def _is_range(self, word: str) -> bool:
        """Whether a word would be a range, if the column map allowed ranges."""
        # The words of a range have blanks between them.
        if self.quantity is None:
            return False
        if isinstance(self.quantity, Measure):
            if PLAIN_NUMBER.fullmatch(word):
                return False
        elif word.isalnum():
            return False
        try:
            return in_range(self.quantity, word, self.quantity.parse) is not None
        except CervmyeloError:
            return False

    def _read(self, cell: object) -> object:
        """The value of a cell, None, or `_INVALID`."""
        key = (type(cell), cell)
        if key not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            try:
                found = self.read(cell)
            except CervmyeloError:
                found = _INVALID
            self._known[key] = found
        return self._known[key]

    @staticmethod
    def _count(
        counts: Counter[Value] | Counter[str],
        key: Value,
        count: int,
    ) -> None:
        if key in counts or len(counts) < _MOST_DIFFERENT:
            counts[key] += count  # type: ignore[index]


def is_missing_code(code: str) -> bool:
    """
    Whether a word looks like *not recorded*, alone or after a short number.

    >>> [is_missing_code(code) for code in ("99", "n.d.", "9 = unknown", "3 = mild")]
    [True, True, True, False]

    Args:
        code: The word, in lower case.
    """
    number = NUMBERED.fullmatch(code) if UNKNOWN_LABEL.fullmatch(code) else None
    labelled = number is not None and SHORT.fullmatch(number[1]) is not None
    return labelled or code in MISSING_CODES


def as_recorded(cell: object) -> object:
    """
    A cell of a column that looks like no quantity; None if it is not recorded.

    Args:
        cell: The cell, text or typed.
    """
    if isinstance(cell, str):
        return None if cell.strip().lower() in MISSING_WORDS else cell
    return None if isinstance(cell, float) and math.isnan(cell) else cell


def _number(cell: object) -> float | None:
    """The number that a cell holds, if it is one."""
    match cell:
        case bool():
            return None
        case int() | float():
            return float(cell)
        case str() if PLAIN_NUMBER.fullmatch(cell.strip()):
            return float(cell.strip())
        case _:
            return None
