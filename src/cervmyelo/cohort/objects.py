"""
Columns of Python objects, which no engine can group: as numbers in the meantime.

Each different object gets the number of the row that it is first in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from cervmyelo.plain_cells import is_gap

__all__ = ["Objects"]


@attrs.frozen(eq=False)
class Objects:
    """
    The objects of some columns of a frame in memory.

    Attributes:
        frame: The frame, with numbers in place of the objects; null for a gap.

        cells: For each of the columns, its cells.
    """

    frame: Any
    cells: Mapping[str, list[object]]

    @classmethod
    def of(cls, known: Any, names: Iterable[str]) -> Objects:
        """
        Put numbers in place of the objects in some columns, where there are any.

        Args:
            known: A frame of narwhals.

            names: The columns.
        """
        if isinstance(known, nw.LazyFrame):
            return cls(known, {})
        some = [name for name in names if known[name].dtype == nw.Object]
        cells = {name: known[name].to_list() for name in some}
        numbers = [_numbered(known, name, each) for name, each in cells.items()]
        return cls(known.with_columns(*numbers) if numbers else known, cells)

    def back(self, made: Any, names: Mapping[str, str]) -> Any:
        """
        Put the objects in place of their numbers again.

        Args:
            made: A frame of narwhals.

            names: For each column of it, the column whose cells it has.
        """
        series = [
            _series(made, now, [_at(self.cells[name], at) for at in made[now]])
            for now, name in names.items()
            if name in self.cells
        ]
        return made.with_columns(*series) if series else made


def _numbered(known: Any, name: str, cells: Iterable[object]) -> Any:
    first: dict[object, float] = {}
    numbers: list[float | None] = []
    for at, cell in enumerate(cells):
        number: float | None = None
        if not is_gap(cell):
            try:
                # In Python a boolean is a number too.
                number = first.setdefault((type(cell), cell), float(at))
            except TypeError:  # what is like nothing else
                number = float(at)
        numbers.append(number)
    return nw.new_series(name, numbers, nw.Float64, backend=known.implementation)


def _at(cells: list[object], number: float | None) -> object:
    return None if is_gap(number) or number is None else cells[int(number)]


def _series(made: Any, name: str, cells: list[object]) -> Any:
    return nw.new_series(name, cells, nw.Object, backend=made.implementation)
