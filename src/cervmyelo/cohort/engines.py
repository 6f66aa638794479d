"""
The frames that users hold, and the engine that evaluates each.
"""

from __future__ import annotations

import importlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol, cast

import attrs
import narwhals.stable.v2 as nw
from narwhals.exceptions import DuplicateError

from cervmyelo.errors import CervmyeloError, kind_of

from .dialects import Dialect, NarwhalsDialect, PolarsDialect, Stage
from .errors import CohortError
from .handover import Handed, OfPandas, OfPyArrow

__all__ = ["Engine", "engine_of"]

_FRAMES = "a pandas, Polars, PyArrow, DuckDB, Ibis, sqlframe or PySpark frame"


class Engine(Protocol):
    """What evaluates expressions over a frame."""

    @property
    def dialect(self) -> Dialect:
        """The dialect its expressions are written in."""
        ...

    @property
    def ranks(self) -> bool:
        """Whether its users need ranks to order the words of grades."""
        ...

    @property
    def schema(self) -> Mapping[str, Any]:
        """The types of the columns of the frame."""
        ...

    @property
    def in_memory(self) -> Any:
        """The rows as a Polars frame; None if they are not in memory."""
        ...

    def with_columns(
        self,
        stages: Sequence[Mapping[str, Any]],
        keep: Sequence[str],
        unordered: Collection[str] = (),
    ) -> Any:
        """
        The frame with columns made stage by stage.

        Args:
            stages: The columns of each stage.

            keep: The names of the columns that are kept, in order.

            unordered: Those of them that hold words of grades without an order.
        """
        ...

    def totals(self, read: Stage, sums: Stage) -> dict[str, int]:
        """Sums over the whole frame, after some columns are made."""
        ...


@attrs.frozen
class _Polars:
    """A Polars frame, eager or lazy, evaluated by Polars itself."""

    frame: Any
    lazy: bool
    ranks: bool = False

    @property
    def dialect(self) -> Dialect:
        return PolarsDialect()

    @property
    def schema(self) -> Mapping[str, Any]:
        return cast("Mapping[str, Any]", self.frame.collect_schema())

    @property
    def in_memory(self) -> Any:
        return None if self.lazy else self.frame

    def with_columns(
        self,
        stages: Sequence[Mapping[str, Any]],
        keep: Sequence[str],
        unordered: Collection[str] = (),  # noqa: ARG002 -- an Enum is ordered
    ) -> Any:
        made = _staged(self.frame.lazy(), stages, [*self.schema, *keep])
        return made if self.lazy else made.collect()

    def totals(self, read: Stage, sums: Stage) -> dict[str, int]:
        found = self.frame.lazy().with_columns(**read).select(**sums).collect()
        return cast("dict[str, int]", found.row(0, named=True))


@attrs.frozen
class _ByPolars:
    """A pandas or PyArrow frame; Polars gets the columns that rules read."""

    schema: Handed
    ranks: bool

    @property
    def dialect(self) -> Dialect:
        return PolarsDialect()

    @property
    def in_memory(self) -> Any:
        return self.schema.rows(self.schema)

    def with_columns(
        self,
        stages: Sequence[Mapping[str, Any]],
        keep: Sequence[str],
        unordered: Collection[str] = (),
    ) -> Any:
        made = _staged(self._read.lazy(), stages, keep).collect()
        return self.schema.with_columns(made, unordered)

    def totals(self, read: Stage, sums: Stage) -> dict[str, int]:
        return _Polars(self._read, lazy=False).totals(read, sums)

    @property
    def _read(self) -> Any:
        return self.schema.rows(self.schema.looked_at)


@attrs.frozen
class _Lazy:
    """A frame of a database or a cluster, evaluated there, through narwhals."""

    frame: nw.LazyFrame[Any]
    enums: bool
    # DuckDB sorts an ENUM by its levels but compares it with a string by the alphabet.
    ranks: bool = True

    @property
    def dialect(self) -> Dialect:
        return NarwhalsDialect(enums=self.enums)

    @property
    def schema(self) -> Mapping[str, Any]:
        return self.frame.collect_schema()

    @property
    def in_memory(self) -> Any:
        return None

    def with_columns(
        self,
        stages: Sequence[Mapping[str, Any]],
        keep: Sequence[str],
        unordered: Collection[str] = (),  # noqa: ARG002 -- an ENUM is ordered
    ) -> Any:
        return nw.to_native(_staged(self.frame, stages, [*self.schema, *keep]))

    def totals(self, read: Stage, sums: Stage) -> dict[str, int]:
        _needed("polars", 'on_error="raise" counts the invalid cells in')
        frame: Any = self.frame
        found = frame.with_columns(**read).select(**sums).collect("polars")
        (row,) = found.rows(named=True)
        return {name: int(value or 0) for name, value in row.items()}


def _staged(
    frame: Any, stages: Sequence[Mapping[str, Any]], kept: Sequence[str]
) -> Any:
    for stage in stages:
        frame = frame.with_columns(**stage)
    return frame.select(kept)


def engine_of(frame: Any) -> Engine:
    """
    The engine that evaluates a frame.

    Raises:
        CervmyeloError: If it is not a frame, or if Polars or PyArrow is needed and
            not installed.

        CohortError: If two columns have the same name.
    """
    try:
        known = nw.from_native(frame)
    except TypeError:
        raise CervmyeloError(
            f"frame: expected a data frame, got {_kind_of(frame)}. Give {_FRAMES}."
        ) from None
    except DuplicateError:
        raise CohortError(
            "frame: some columns have the same name, so it is unclear which one is "
            "meant. Rename or drop all but one of each."
        ) from None
    kind = known.implementation
    if kind.is_polars():
        return _Polars(frame, lazy=isinstance(known, nw.LazyFrame))
    if isinstance(known, nw.LazyFrame):
        return _Lazy(known, enums=kind.is_duckdb())  # pyright: ignore[reportUnknownArgumentType]
    if not (kind.is_pandas() or kind.is_pyarrow()):
        raise CervmyeloError(
            f"frame: frames of {kind.value} are not supported. Give {_FRAMES}."
        )
    pl = _needed("polars", "pandas and PyArrow frames are evaluated by")
    _needed("pyarrow", "pandas and PyArrow frames are converted by")
    if kind.is_pyarrow():
        # The comparisons of PyArrow ignore the order of a dictionary.
        return _ByPolars(OfPyArrow(frame, pl, frame.column_names), ranks=True)
    return _ByPolars(OfPandas(frame, pl), ranks=False)


def _kind_of(value: object) -> str:
    """The kind of a value that is not a frame, in the words of a program."""
    plain = isinstance(value, bool | int | float | str) or value is None
    return kind_of(value) if plain else f"a {type(value).__name__}"


def _needed(module: str, what: str) -> Any:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError:
        raise CervmyeloError(
            f"{what} {module}, which is not installed. Run: python -m pip install "
            f"'cervmyelo[frames]'"
        ) from None
