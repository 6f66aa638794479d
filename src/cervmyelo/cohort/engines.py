"""
The frames that users hold, and what evaluates them.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any, Protocol, cast

import attrs
import narwhals.stable.v2 as nw
from narwhals.exceptions import DuplicateError

from cervmyelo.errors import CervmyeloError

from .columns import Namespace
from .errors import CohortError
from .handover import Handed, OfPandas, OfPyArrow

__all__ = ["Engine", "engine_of"]


class Engine(Protocol):
    """What evaluates the expressions over a frame."""

    @property
    def namespace(self) -> Namespace:
        """What the expressions are built with."""
        ...

    @property
    def schema(self) -> Mapping[str, Any]:
        """The types of the columns of the frame."""
        ...

    @property
    def in_memory(self) -> Any:
        """The rows as Polars has them; None if they are not in memory."""
        ...

    def with_columns(self, stages: list[dict[str, Any]], keep: list[str]) -> Any:
        """The frame with columns made stage by stage, of which some are kept."""
        ...

    def totals(self, read: dict[str, Any], sums: dict[str, Any]) -> dict[str, int]:
        """Sums over the whole frame, after some columns are made."""
        ...


@attrs.frozen
class _Polars:
    """A Polars frame, eager or lazy, evaluated by Polars itself."""

    frame: Any
    lazy: bool

    @property
    def namespace(self) -> Namespace:
        pl: Any = importlib.import_module("polars")

        return pl

    @property
    def schema(self) -> Mapping[str, Any]:
        return cast("Mapping[str, Any]", self.frame.collect_schema())

    @property
    def in_memory(self) -> Any:
        return None if self.lazy else self.frame

    def with_columns(self, stages: list[dict[str, Any]], keep: list[str]) -> Any:
        made = _staged(self.frame.lazy(), stages, [*self.schema, *keep])
        return made if self.lazy else made.collect()

    def totals(self, read: dict[str, Any], sums: dict[str, Any]) -> dict[str, int]:
        found = self.frame.lazy().with_columns(**read).select(**sums).collect()
        return cast("dict[str, int]", found.row(0, named=True))


@attrs.frozen
class _ByPolars:
    """A pandas or PyArrow frame, of which Polars gets what the rules look at."""

    schema: Handed
    namespace: Namespace

    @property
    def in_memory(self) -> Any:
        return self.schema.rows(self.schema)

    def with_columns(self, stages: list[dict[str, Any]], keep: list[str]) -> Any:
        made = _staged(self._looked_at.lazy(), stages, keep).collect()
        return self.schema.with_columns(made)

    def totals(self, read: dict[str, Any], sums: dict[str, Any]) -> dict[str, int]:
        return _Polars(self._looked_at, lazy=False).totals(read, sums)

    @property
    def _looked_at(self) -> Any:
        return self.schema.rows(self.schema.looked_at)


@attrs.frozen
class _Lazy:
    """A frame of a database or a cluster, evaluated there, through narwhals."""

    frame: nw.LazyFrame[Any]

    @property
    def namespace(self) -> Namespace:
        return nw

    @property
    def schema(self) -> Mapping[str, Any]:
        return self.frame.collect_schema()

    @property
    def in_memory(self) -> Any:
        return None

    def with_columns(self, stages: list[dict[str, Any]], keep: list[str]) -> Any:
        return nw.to_native(_staged(self.frame, stages, [*self.schema, *keep]))

    def totals(self, read: dict[str, Any], sums: dict[str, Any]) -> dict[str, int]:
        found = self.frame.with_columns(**read).select(**sums).collect("polars")
        (row,) = found.rows(named=True)
        return {name: int(value or 0) for name, value in row.items()}


def _staged(frame: Any, stages: list[dict[str, Any]], kept: list[str]) -> Any:
    for stage in stages:
        frame = frame.with_columns(**stage)
    return frame.select(kept)


def engine_of(frame: Any) -> Engine:
    """
    What evaluates a frame.

    Raises:
        CervmyeloError: If it is no frame, or if it takes Polars and that is not
            installed.

        CohortError: If two columns have the same name.
    """
    try:
        known = nw.from_native(frame)
    except TypeError:
        raise CervmyeloError(
            f"A cohort is a data frame, but a {type(frame).__name__} was given. Give a "
            f"pandas, Polars, PyArrow, DuckDB, Ibis, sqlframe or PySpark frame."
        ) from None
    except DuplicateError:
        raise CohortError(
            "Some columns of the frame have the same name, so it cannot be told which "
            "one is meant. Rename or drop all but one of each."
        ) from None
    kind = known.implementation
    if kind.is_polars():
        return _Polars(frame, lazy=isinstance(known, nw.LazyFrame))
    if isinstance(known, nw.LazyFrame):
        return _Lazy(known)  # pyright: ignore[reportUnknownArgumentType]
    if not (kind.is_pandas() or kind.is_pyarrow()):
        raise CervmyeloError(
            f"Frames of {kind.value} are not supported. Give a pandas, Polars, "
            f"PyArrow, DuckDB, Ibis, sqlframe or PySpark frame."
        )
    try:
        pl: Any = importlib.import_module("polars")
    except ModuleNotFoundError:
        raise CervmyeloError(
            "pandas and PyArrow frames are evaluated by Polars, which is not "
            "installed. Run: python -m pip install 'cervmyelo[frames]'"
        ) from None
    if kind.is_pyarrow():
        return _ByPolars(OfPyArrow(frame, pl, frame.column_names), pl)
    return _ByPolars(OfPandas(frame, pl), pl)
