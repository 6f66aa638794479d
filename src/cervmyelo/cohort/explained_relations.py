"""
Reasons for the rows of a DuckDB relation.

DuckDB finds the different states of what rules read; only these come into memory, where
their reasons are made, and DuckDB joins the reasons to its rows.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from .columns import OURS
from .engines import quoted
from .errors import CohortError
from .own_query import own_query

__all__ = ["states_in", "with_words"]

_STATES: Final = f"{OURS}states"
_FREE: Final = f"{OURS}words"


def states_in(relation: Any, columns: Mapping[str, str]) -> Any:
    """
    The different states of the rows of a relation, as a Polars frame.

    Args:
        relation: The relation.

        columns: For each column of the frame, the column of the relation.

    Raises:
        CohortError: If they cannot be collected.
    """
    pl: Any = importlib.import_module("polars")
    if not columns:
        return pl.DataFrame({f"{OURS}row": [0]})
    named = (f"{quoted(name)} as {quoted(now)}" for now, name in columns.items())
    found = relation.project(", ".join(named)).distinct()
    try:
        with own_query():
            rows = found.to_arrow_table()
        states = pl.from_arrow(rows)
    except pl.exceptions.PolarsError:
        raise CohortError(
            "explain: the columns that rules read have a type that cannot be "
            "collected. Cast them to numbers, booleans or text."
        ) from None
    # Different values of the relation can be the same one in memory.
    return states.unique(maintain_order=True)


def with_words(
    relation: Any,
    states: Any,
    columns: Mapping[str, str],
    words: Mapping[str, Any],
    keep: Sequence[str],
) -> Any:
    """
    A relation with the words for the state of each row.

    Args:
        relation: The relation.

        states: The states, as `states_in` found them.

        columns: For each of their columns, the column of the relation.

        words: The columns of words, a word for each state.

        keep: The names of all columns of the result, in order.
    """
    free = _free(keep)
    places = {now: f"{free}place_{at}" for at, now in enumerate(columns)}
    fields = {name: f"{free}_{at}" for at, name in enumerate(words)}
    made = {places[now]: states[now] for now in columns}
    made |= {fields[name]: each for name, each in words.items()}
    alike = [
        f"{quoted(columns[now])} is not distinct from {free}.{place}"
        for now, place in places.items()
    ]
    every = ", ".join(f"{each}: {free}.{each}" for each in fields.values())
    one = (
        f"(select {{{every}}} from {_STATES} as {free} "  # noqa: S608 -- of quoted names
        f"where {' and '.join(alike) or 'true'}) as {free}"
    )
    kept = [
        f"{free}.{fields[name]} as {quoted(name)}" if name in fields else quoted(name)
        for name in keep
    ]
    pl: Any = importlib.import_module("polars")
    table = pl.DataFrame(made).to_arrow()
    return _looked_up(relation, table, one).project(", ".join(kept))


def _free(names: Sequence[str]) -> str:
    """What no name of a column begins with."""
    free = _FREE
    while any(each.lower().startswith(free) for each in names):
        free = f"{free}_"
    return free


def _looked_up(relation: Any, table: Any, words: str) -> Any:
    """A relation with one more column, which is looked up in a table."""
    duckdb: Any = importlib.import_module("duckdb")
    # DuckDB finds the table as a variable of this name, and keeps it alive. It then
    # belongs to the connection of the relation, whichever that is.
    find: Callable[..., Any] = relation.project
    cervmyelo__states = table
    try:
        found = find(f"*, {words}")
    except duckdb.CatalogException:
        raise CohortError(
            "explain: the connection does not look at the variables of Python. Set "
            "python_enable_replacements to true, or collect the relation first."
        ) from None
    del cervmyelo__states
    return found
