"""
Columns whose cells are of several kinds, as spreadsheets make them.

Such a column becomes a structure with a field for each kind, so that each cell is read
as what it is: one bad cell does not change the others. Values that are known in part
are an enumeration of those of the column, as text, so that its type holds them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from cervmyelo.partly import Partly, any_in_part
from cervmyelo.plain_cells import nearest_float, plain_cell

__all__ = [
    "FIELDS",
    "NUMBER",
    "PART",
    "TEXT",
    "TRUTH",
    "mixed",
    "not_null",
    "part_of",
]

NUMBER: Final = "cervmyelo__number"
TEXT: Final = "cervmyelo__text"
TRUTH: Final = "cervmyelo__truth"
FIELDS: Final = (NUMBER, TEXT, TRUTH)
"""The fields of a mixed column: a cell fills one of them, or none if it is odd."""

PART: Final = "cervmyelo__part"
"""One more field, if a cell holds a value that is known in part."""


def mixed(pl: Any, cells: Sequence[object]) -> Any:
    """
    Cells of several kinds as a mixed column of Polars.

    Args:
        pl: The module ``polars``.

        cells: The cells; None where nothing was recorded.
    """
    found = [_fields(cell) for cell in cells]
    fields: dict[str, Any] = {
        NUMBER: ([each[0] for each in found], pl.Float64),
        TEXT: ([each[1] for each in found], pl.String),
        TRUTH: ([each[2] for each in found], pl.Boolean),
    }
    if any_in_part(cells):
        parts = [_text_of(c) if isinstance(c, Partly) else None for c in cells]
        every = dict.fromkeys(each for each in parts if each is not None)
        fields[PART] = (parts, pl.Enum([*every]))
    return _column(pl, fields, [cell is not None for cell in cells])


def part_of(text: str) -> Partly:
    """
    The value known in part that a category of a mixed column is.

    Args:
        text: The category.
    """
    options, is_range = json.loads(text)
    return Partly(tuple(options), range=is_range)


def _text_of(known: Partly) -> str:
    # JSON has no more digits than a float for a number that no quantity can be.
    options = [
        nearest_float(each) if type(each) is int and abs(each) > _LONG else each
        for each in known.options
    ]
    return json.dumps([options, known.range])


_LONG: Final = 2**53


def not_null(pl: Any, filled: Iterable[bool]) -> Any:
    """
    A mixed column of cells that are neither numbers, strings nor booleans.

    Args:
        pl: The module ``polars``.

        filled: Whether there is something in each cell.
    """
    filled = [*filled]
    kinds = zip(FIELDS, (pl.Float64, pl.String, pl.Boolean), strict=True)
    empty = [None] * len(filled)
    return _column(pl, {name: (empty, kind) for name, kind in kinds}, filled)


def _column(pl: Any, fields: Any, filled: list[bool]) -> Any:
    made = [pl.Series(name, cells, kind) for name, (cells, kind) in fields.items()]
    frame = pl.DataFrame([*made, pl.Series("filled", filled, pl.Boolean)])
    return frame.select(pl.when("filled").then(pl.struct([*fields]))).to_series()


def _fields(cell: object) -> tuple[float | None, str | None, bool | None]:
    """A cell as a number, a text or a boolean; all None if it is none of these."""
    plain = plain_cell(cell)
    if isinstance(plain, str):
        # Half of a surrogate pair, which Polars cannot hold, becomes its code.
        return None, plain.encode(errors="backslashreplace").decode(), None
    if isinstance(plain, bool):
        return None, None, plain
    if isinstance(plain, int | float):
        return nearest_float(plain), None, None
    return None, None, None
