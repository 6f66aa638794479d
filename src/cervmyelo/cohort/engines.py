"""
The frames that users hold, and the engine that evaluates each.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeVar, cast

import attrs
import narwhals
import narwhals.stable.v2 as nw
from narwhals.exceptions import DuplicateError

from cervmyelo.errors import CervmyeloError, kind_of
from cervmyelo.extras import library

from .columns import OURS
from .dialects import (
    Dialect,
    NarwhalsDialect,
    PolarsDialect,
    Stage,
    with_stages,
)
from .errors import CohortError
from .forks import use_threads
from .handover import Handed, OfPandas, OfPolars, OfPyArrow, no_groups
from .names import Names
from .own_query import own_query

__all__ = ["Engine", "engine_of", "in_memory", "names_of", "quoted", "takes_narwhals"]

_FRAMES: Final = "a pandas, Polars, PyArrow, DuckDB, Ibis, sqlframe or PySpark frame"

_F = TypeVar("_F", bound=Callable[..., Any])


def in_memory(frame: Any) -> Any:
    """
    A small frame of narwhals, collected if it is lazy.

    Raises:
        CohortError: If the query of a lazy frame fails.
    """
    if not isinstance(frame, nw.LazyFrame):
        return frame
    with own_query():
        return frame.collect("polars")


def takes_narwhals(function: _F) -> _F:
    """
    A function on frames that takes frames of narwhals too, and returns the same kind.

    Args:
        function: A function whose first argument is a frame, and which returns one.
    """

    @functools.wraps(function)
    def of_any_frame(frame: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            if not isinstance(frame, narwhals.DataFrame | narwhals.LazyFrame):
                return function(frame, *args, **kwargs)
            made = function(frame.to_native(), *args, **kwargs)
        except UnicodeEncodeError:
            # Only strings of Python hold such, in pandas or in an argument.
            raise CohortError(
                "frame: a name, a word or an argument holds half of a surrogate pair, "
                "which is not Unicode. Replace it, as in text.encode(errors="
                "'replace').decode()."
            ) from None
        # The stable releases of narwhals have classes of their own.
        home = type(cast("object", frame)).__module__
        stable = importlib.import_module(home if "stable" in home else "narwhals")
        return stable.from_native(made)

    return cast("_F", of_any_frame)


_NONE: Final[Mapping[str, str]] = MappingProxyType({})


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
    def schema(self) -> Names:
        """The types of the columns of the frame, by their names."""
        ...

    @property
    def in_memory(self) -> bool:
        """Whether the rows are in memory."""
        ...

    @property
    def is_duckdb(self) -> bool:
        """Whether the frame is a relation of DuckDB."""
        ...

    def rows(self) -> Any:
        """The columns whose type was looked up, as a Polars frame, if in memory."""
        ...

    def select(
        self, names: Mapping[str, str], groups: Mapping[str, str] = _NONE
    ) -> Any:
        """
        Some columns under other names, as a frame of Polars or of the engine.

        Args:
            names: For each new name, the column.

            groups: Likewise, the columns whose values only form groups.

        Raises:
            CohortError: If the values of a column cannot form groups.
        """
        ...

    def table(self, made: Any, groups: Mapping[str, str]) -> Any:
        """
        A table that was made of such a frame, as the kind of frame that was given.

        Args:
            made: The table.

            groups: For each of its columns that forms groups, the column of the frame.
        """
        ...

    def made(self, stages: Sequence[Mapping[str, Any]], keep: Sequence[str]) -> Any:
        """
        Columns made stage by stage, as a Polars frame, if the rows are in memory.

        Args:
            stages: The columns of each stage.

            keep: The names of the columns that are kept, in order.
        """
        ...

    def joined(self, made: Mapping[str, Any], unordered: Collection[str] = ()) -> Any:
        """
        The frame with series of Polars after its own columns, if it is in memory.

        Args:
            made: The series by their names, with the same rows.

            unordered: Those of them that hold words of grades without an order.
        """
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

    def totals(self, read: Sequence[Stage], sums: Stage) -> dict[str, int]:
        """Sums over the whole frame, after some columns are made."""
        ...


@attrs.frozen
class _Polars:
    """A Polars frame, eager or lazy, evaluated by Polars itself."""

    frame: Any
    schema: Names
    lazy: bool
    ranks: bool = False
    is_duckdb: bool = False

    @property
    def dialect(self) -> Dialect:
        return PolarsDialect()

    @property
    def in_memory(self) -> bool:
        return not self.lazy

    def rows(self) -> Any:
        return self.frame.rename(self.schema.aside)

    def select(
        self, names: Mapping[str, str], groups: Mapping[str, str] = _NONE
    ) -> Any:
        pl: Any = importlib.import_module("polars")
        for name in groups.values():
            if self.schema[name] == pl.Object:
                raise no_groups(name)
        return self.rows().select(
            pl.col(self.schema.place(name)).alias(now)
            for now, name in {**names, **groups}.items()
        )

    def table(self, made: Any, groups: Mapping[str, str]) -> Any:
        return made.rename({**groups})

    def with_columns(
        self,
        stages: Sequence[Mapping[str, Any]],
        keep: Sequence[str],
        unordered: Collection[str] = (),  # noqa: ARG002 -- an Enum is ordered
    ) -> Any:
        pl: Any = importlib.import_module("polars")
        frame = self.frame.lazy().rename(self.schema.aside)
        made = with_stages(frame, stages).select(_kept(pl.col, self.schema, keep))
        return made if self.lazy else made.collect()

    def made(self, stages: Sequence[Mapping[str, Any]], keep: Sequence[str]) -> Any:
        frame = self.frame.lazy().rename(self.schema.aside)
        return with_stages(frame, stages).select([*keep]).collect()

    def joined(
        self,
        made: Mapping[str, Any],
        unordered: Collection[str] = (),  # noqa: ARG002 -- an Enum is ordered
    ) -> Any:
        return self.frame.with_columns(**made)

    def totals(self, read: Sequence[Stage], sums: Stage) -> dict[str, int]:
        frame = with_stages(self.frame.lazy().rename(self.schema.aside), read)
        with own_query():
            found = frame.select(**sums).collect()
        return cast("dict[str, int]", found.row(0, named=True))


@attrs.frozen
class _ByPolars:
    """A frame that is not read by Polars; it gets the columns that rules read."""

    handed: Handed
    schema: Names
    ranks: bool
    in_memory: bool = True
    is_duckdb: bool = False

    @property
    def dialect(self) -> Dialect:
        return PolarsDialect()

    def rows(self) -> Any:
        # Without a column there would be no rows.
        looked_at = self.handed.looked_at or [*self.schema][:1]
        if not looked_at:
            pl: Any = importlib.import_module("polars")
            return pl.select(pl.repeat(None, self.handed.height).alias(f"{OURS}row"))
        return self.select({self.schema.place(name): name for name in looked_at})

    def select(
        self, names: Mapping[str, str], groups: Mapping[str, str] = _NONE
    ) -> Any:
        return self.handed.rows(names, groups)

    def table(self, made: Any, groups: Mapping[str, str]) -> Any:
        return self.handed.table(made, groups)

    def with_columns(
        self,
        stages: Sequence[Mapping[str, Any]],
        keep: Sequence[str],
        unordered: Collection[str] = (),
    ) -> Any:
        return self.handed.with_columns(self.made(stages, keep), unordered)

    def made(self, stages: Sequence[Mapping[str, Any]], keep: Sequence[str]) -> Any:
        return with_stages(self.rows().lazy(), stages).select([*keep]).collect()

    def joined(self, made: Mapping[str, Any], unordered: Collection[str] = ()) -> Any:
        pl: Any = importlib.import_module("polars")
        return self.handed.with_columns(pl.DataFrame({**made}), unordered)

    def totals(self, read: Sequence[Stage], sums: Stage) -> dict[str, int]:
        found = with_stages(self.rows().lazy(), read).select(**sums).collect()
        return cast("dict[str, int]", found.row(0, named=True))


@attrs.frozen
class _Lazy:
    """A frame of a database or a cluster, evaluated there, through narwhals."""

    frame: nw.LazyFrame[Any]
    schema: Names
    enums: bool
    # DuckDB sorts an ENUM by its levels but compares it with a string by the alphabet.
    ranks: bool = True
    in_memory: bool = False

    @property
    def is_duckdb(self) -> bool:
        return bool(self.frame.implementation.is_duckdb())

    @property
    def dialect(self) -> Dialect:
        return NarwhalsDialect(enums=self.enums)

    def rows(self) -> Any:
        return None

    def select(
        self, names: Mapping[str, str], groups: Mapping[str, str] = _NONE
    ) -> Any:
        held = (
            nw.col(self.schema.place(name)).alias(now)
            for now, name in {**names, **groups}.items()
        )
        return nw.to_native(self._safe.select(*held))

    def table(self, made: Any, groups: Mapping[str, str]) -> Any:
        known: Any = nw.from_native(made)
        own = (
            nw.col(name).alias(groups[name]) if name in groups else name
            for name in known.collect_schema()
        )
        return nw.to_native(known.select(*own))

    def with_columns(
        self,
        stages: Sequence[Mapping[str, Any]],
        keep: Sequence[str],
        unordered: Collection[str] = (),  # noqa: ARG002 -- an ENUM is ordered
    ) -> Any:
        made = with_stages(self._safe, stages)
        return nw.to_native(made.select(_kept(nw.col, self.schema, keep)))

    def made(
        self,
        stages: Sequence[Mapping[str, Any]],  # noqa: ARG002 -- rows are elsewhere
        keep: Sequence[str],  # noqa: ARG002 -- rows are elsewhere
    ) -> Any:
        return None

    def joined(
        self,
        made: Mapping[str, Any],  # noqa: ARG002 -- rows are elsewhere
        unordered: Collection[str] = (),  # noqa: ARG002 -- rows are elsewhere
    ) -> Any:
        return None

    def totals(self, read: Sequence[Stage], sums: Stage) -> dict[str, int]:
        library("polars", "cervmyelo[frames]")
        found = in_memory(with_stages(self._safe, read).select(**sums))
        (row,) = found.rows(named=True)
        return {name: int(value or 0) for name, value in row.items()}

    @property
    def _safe(self) -> nw.LazyFrame[Any]:
        """The frame, with the columns aside that have to be."""
        aside = self.schema.aside
        if not aside:
            return self.frame
        native: Any = nw.to_native(self.frame)
        kind = self.frame.implementation
        now = {name: aside.get(name, name) for name in self.schema}
        # narwhals would read a name such as "*" as a pattern.
        if kind.is_duckdb():
            named = (f"{quoted(name)} as {quoted(now[name])}" for name in now)
            native = native.project(", ".join(named))
        elif kind.is_ibis():
            native = native.rename({now: name for name, now in aside.items()})
        else:
            native = native.toDF(*now.values())
        return cast("nw.LazyFrame[Any]", nw.from_native(native))


def quoted(name: str) -> str:
    """
    A name as SQL writes one that may hold anything.

    Args:
        name: The name.
    """
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _kept(col: Callable[[str], Any], names: Names, keep: Iterable[str]) -> list[Any]:
    """The caller's columns under their own names, and some of ours."""
    own = (
        col(names.aside[name]).alias(name) if name in names.aside else name
        for name in names
    )
    return [*own, *keep]


def engine_of(frame: Any) -> Engine:
    """
    The engine that evaluates a frame.

    Raises:
        CervmyeloError: If it is not a frame, if Polars or PyArrow is needed and not
            installed, or if Polars cannot be used in this process.

        CohortError: If two columns have the same name.
    """
    home = type(frame).__module__.partition(".")[0]
    if home in _FIXES:
        raise _unsupported(home)
    try:
        known = nw.from_native(nw.to_native(frame, pass_through=True))
    except TypeError:
        raise CervmyeloError(
            f"frame: expected a data frame, got {_kind_of(frame)}. {_fix(frame)}"
        ) from None
    except DuplicateError:
        raise CohortError(
            "frame: some columns have the same name, so it is unclear which one is "
            "meant. Rename or drop all but one of each."
        ) from None
    frame = known.to_native()
    kind = known.implementation
    if kind.is_polars():
        use_threads()
        lazy = isinstance(known, nw.LazyFrame)
        types = _schema_of(frame)
        pl: Any = importlib.import_module("polars")
        if pl.Object in types.dtypes() and not lazy:
            handed: Handed = OfPolars(frame, pl, types)
            return _ByPolars(handed, Names(handed), ranks=False)
        return _Polars(frame, Names(types), lazy=lazy)
    if kind.is_duckdb() or kind.is_ibis() or kind.is_spark_like():
        rows = cast("nw.LazyFrame[Any]", known)
        return _Lazy(rows, names_of(rows), enums=kind.is_duckdb())
    if not (kind.is_pandas() or kind.is_pyarrow()):
        raise _unsupported(kind.value)
    pl = library("polars", "cervmyelo[frames]")
    library("pyarrow", "cervmyelo[frames]")
    use_threads()
    if kind.is_pyarrow():
        # The comparisons of PyArrow ignore the order of a dictionary.
        handed = OfPyArrow(frame, pl, frame.column_names)
    else:
        handed = OfPandas(frame, pl)
    return _ByPolars(handed, Names(handed), ranks=kind.is_pyarrow())


def _schema_of(frame: Any) -> Any:
    """The types of the columns of a Polars frame, which a lazy one has to look up."""
    pl: Any = importlib.import_module("polars")
    try:
        return frame.collect_schema()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise CohortError(
            f"frame: its own query fails before any rule is applied, with "
            f"{type(error).__name__}. Check it with frame.collect_schema()."
        ) from error


def _unsupported(package: str) -> CervmyeloError:
    fix = _FIXES.get(package, f"Give {_FRAMES}.")
    return CervmyeloError(f"frame: frames of {package} are not supported. {fix}")


_FIXES: Final = {
    "dask": "Apply the function to each partition, as in frame.map_partitions("
    'assess_cohort, "mjoa_total"), or give frame.compute().',
    "modin": "Give the frame as one of pandas.",
    "cudf": "Give frame.to_pandas().",
}
"""What to do about frames that are not supported."""


def names_of(frame: nw.LazyFrame[Any] | nw.DataFrame[Any]) -> Names:
    """
    The columns of a frame, with their types in narwhals.

    Args:
        frame: The frame.

    Raises:
        CohortError: If two columns have the same name for the engine.
    """
    native: Any = frame.to_native()
    kind = frame.implementation
    types = {**frame.collect_schema()}
    if kind.is_polars():
        return Names(types)
    unknown = [name for name, dtype in types.items() if dtype == nw.Unknown]
    if unknown:
        # narwhals knows neither the type of nothing nor those that few engines have.
        own = _own_types(native, kind)
        types |= {name: nw.Object() for name in unknown if own[name] not in _NOTHING}
    # Spark can be set to look at the case.
    exact = kind.is_pyspark() and native.sparkSession.conf.get(_CASE) == "true"
    return Names(types, ignore_case=not exact)


_NOTHING: Final = frozenset({'"null"', "null", "void"})
"""What engines call the type of a column without a value."""

_CASE: Final = "spark.sql.caseSensitive"


def _own_types(native: Any, kind: Any) -> dict[str, str]:
    """What an engine itself calls the types of the columns of a frame."""
    if kind.is_duckdb():
        pairs = zip(native.columns, native.types, strict=True)
    elif kind.is_ibis():
        pairs = native.schema().items()
    else:
        pairs = native.dtypes
    return {name: str(dtype).lower() for name, dtype in pairs}


def _fix(value: object) -> str:
    """How to make a frame of a value that is none."""
    if hasattr(value, "__arrow_c_stream__") or hasattr(value, "__arrow_c_array__"):
        return "Convert it, as in pyarrow.table(frame)."
    return f"Give {_FRAMES}."


def _kind_of(value: object) -> str:
    """The kind of a value that is not a frame, in the words of a program."""
    plain = isinstance(value, bool | int | float | str) or value is None
    return kind_of(value) if plain else f"a {type(value).__name__}"
