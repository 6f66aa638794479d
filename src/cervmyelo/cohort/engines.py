"""
The frames that users hold, and what evaluates them.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol, cast

import attrs
import narwhals.stable.v2 as nw

from cervmyelo.errors import CervmyeloError

from .columns import Namespace

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


class _Handed(Mapping[str, Any]):
    """The columns of a pandas or PyArrow frame, handed to Polars when looked at."""

    def __init__(
        self, pl: Any, names: Iterable[str], hand: Callable[[str], Any]
    ) -> None:
        self._pl = pl
        self._names = dict.fromkeys(names)
        self._hand = hand
        self._handed: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The type of a column in Polars."""
        return self.series(name).dtype

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def series(self, name: str) -> Any:
        """A column."""
        if name not in self._handed:
            self._handed[name] = self._hand(name).alias(name)
        return self._handed[name]

    @property
    def handed(self) -> Any:
        """The columns that were looked at, as a Polars frame."""
        return self.frame(self._handed)

    def frame(self, names: Iterable[str]) -> Any:
        """Some columns as a Polars frame."""
        return self._pl.DataFrame([self.series(name) for name in [*names]])


@attrs.frozen
class _ByPolars:
    """A pandas or PyArrow frame, of which Polars gets what the rules look at."""

    frame: Any
    namespace: Namespace
    schema: _Handed

    @property
    def in_memory(self) -> Any:
        return self.schema.frame(self.schema)

    def with_columns(self, stages: list[dict[str, Any]], keep: list[str]) -> Any:
        made = _staged(self.schema.handed.lazy(), stages, keep).collect()
        if nw.get_native_namespace(self.frame).__name__ == "pyarrow":
            table = made.to_arrow()
            frame = self.frame
            for name in keep:
                frame = frame.append_column(name, table[name])
            return frame
        return self.frame.assign(**{name: _for_pandas(made[name]) for name in keep})

    def totals(self, read: dict[str, Any], sums: dict[str, Any]) -> dict[str, int]:
        return _Polars(self.schema.handed, lazy=False).totals(read, sums)


def _for_pandas(made: Any) -> Any:
    """A column of ours as pandas keeps what can be missing."""
    pd: Any = importlib.import_module("pandas")

    kinds = {
        "Boolean": (pd.arrays.BooleanArray, False),
        "Int64": (pd.arrays.IntegerArray, 0),
        "Float64": (pd.arrays.FloatingArray, 0.0),
    }
    kind = str(made.dtype)
    if kind in kinds:
        # Copying the bytes is much faster than going through Python's numbers.
        array, none = kinds[kind]
        return array(made.fill_null(none).to_numpy(), made.is_null().to_numpy())
    if kind == "String":
        return pd.array(made.to_arrow(), dtype=pd.StringDtype("pyarrow"))
    return pd.array(made.to_list(), dtype="object")


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
    """
    try:
        known = nw.from_native(frame)
    except TypeError:
        raise CervmyeloError(
            f"A cohort is a data frame, but a {type(frame).__name__} was given. Give a "
            f"pandas, Polars, PyArrow, DuckDB, Ibis, sqlframe or PySpark frame."
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
        names = frame.column_names
        return _ByPolars(
            frame, pl, _Handed(pl, names, lambda name: pl.from_arrow(frame[name]))
        )
    places = {str(name): place for place, name in enumerate(frame.columns)}
    return _ByPolars(
        frame,
        pl,
        _Handed(pl, places, lambda name: _series(pl, frame.iloc[:, places[name]])),
    )


def _series(pl: Any, cells: Any) -> Any:
    """A column of a pandas frame; of mixed kinds, as text."""
    try:
        return pl.from_pandas(cells, nan_to_null=True)
    except (TypeError, ValueError, pl.exceptions.PolarsError):
        # What Arrow raises for mixed kinds derives from the first two.
        texts = [
            None if gap else str(cell)
            for cell, gap in zip(cells, cells.isna(), strict=True)
        ]
        return pl.Series(values=texts, dtype=pl.String)
