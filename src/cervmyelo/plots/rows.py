"""
Frames of any kind, and of any engine, as plain rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import narwhals.stable.v2 as nw

from cervmyelo.cohort.engines import engine_of, in_memory
from cervmyelo.cohort.errors import MissingColumnError
from cervmyelo.cohort.names import Names
from cervmyelo.errors import nearest

__all__ = ["columns_of", "counted", "present_in", "rows_of"]


def rows_of(frame: Any) -> list[dict[str, Any]]:
    """
    All rows of a small table, such as a summary.

    Args:
        frame: The table, of any kind that `assess_cohort` takes.
    """
    return cast("list[dict[str, Any]]", _in_memory(frame, None).rows(named=True))


def present_in(frame: Any) -> Names:
    """The columns of a frame, found as its engine finds them."""
    return engine_of(frame).schema


def columns_of(frame: Any, names: Sequence[str], fix: str) -> dict[str, list[Any]]:
    """
    Some columns of a frame as lists; missing values are None.

    Args:
        frame: The frame.

        names: The names of the columns.

        fix: What to do if one is not there.

    Raises:
        MissingColumnError: If one is not there.
    """
    held = _in_memory(frame, _checked(frame, names, fix))
    return {
        name: held.get_column(f"column_{place}").to_list()
        for place, name in enumerate(names)
    }


def counted(
    frame: Any, names: Sequence[str], fix: str
) -> Mapping[tuple[Any, ...], int]:
    """
    How many rows have each combination of values in some columns.

    Args:
        frame: The frame. Its engine counts.

        names: The names of the columns.

        fix: What to do if one is not there.

    Raises:
        MissingColumnError: If one is not there.
    """
    selected = _checked(frame, names, fix)
    called = [f"column_{place}" for place in range(len(names))]
    known: Any = nw.from_native(selected)
    if isinstance(known, nw.LazyFrame):
        found: Any = in_memory(known.group_by(*called).agg(count=nw.len()))
    else:
        found = nw.from_native(known.to_polars()).group_by(*called).agg(count=nw.len())
    return {tuple(row[:-1]): row[-1] for row in found.rows()}


def _checked(frame: Any, names: Sequence[str], fix: str) -> Any:
    """Some columns of a frame, by their places."""
    engine = engine_of(frame)
    for name in names:
        if name not in engine.schema:
            hint = nearest(name, engine.schema)
            raise MissingColumnError(
                f"frame: it has no column {name}. {hint} {fix}".replace("  ", " ")
            )
    return engine.select({f"column_{place}": name for place, name in enumerate(names)})


def _in_memory(frame: Any, selected: Any) -> Any:
    known: Any = nw.from_native(frame if selected is None else selected)
    if isinstance(known, nw.LazyFrame):
        return in_memory(known)
    return nw.from_native(known.to_polars())
