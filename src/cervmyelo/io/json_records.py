"""
The records of a JSON text as rows, with or without their cells.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Self

import attrs

from cervmyelo.json_text import Object

from .json_lines import text_of
from .patients import Reading, RecordReader, numbered, records_of
from .tables import Row

__all__ = ["Records"]


@attrs.frozen(kw_only=True)
class Records:
    """
    The records of a JSON text; iterate over them for rows.

    Attributes:
        people: What was read of each; records that are alike can share it.

        header: The name of every key in them, if they will be written as a table.

        cells: The cells of each for such a table: of an object one for each key.
    """

    people: Sequence[Reading] = attrs.field(repr=False)
    header: tuple[str, ...] = ()
    cells: Sequence[tuple[str, ...]] = attrs.field(default=(), repr=False)

    @classmethod
    def of(cls, text: bytes, *, tabulate: bool) -> Self:
        """
        The records of a JSON text.

        Args:
            text: One object, a list of them, or {"patients": [...]}.

            tabulate: Whether the records will be written as a table.

        Raises:
            DocumentError: If the text is not JSON, or has no records.
        """
        records = records_of(text)
        reader = RecordReader()
        people = [reader.read_alike(each, at) for at, each in enumerate(records, 1)]
        if not tabulate:
            return cls(people=people)
        objects = (each for each in records if isinstance(each, Object))
        keys = dict.fromkeys(itertools.chain.from_iterable(objects))
        cells = [
            tuple(text_of(each.get(key)) for key in keys)
            if isinstance(each, Object)
            else (text_of(each),)
            for each in records
        ]
        return cls(people=people, header=tuple(map(text_of, keys)), cells=cells)

    def __iter__(self) -> Iterator[Row]:
        """The records, numbered from 1."""
        cells = self.cells or itertools.repeat(())
        for reading, each in zip(numbered(self.people), cells, strict=False):
            yield Row(reading=reading, cells=each)
