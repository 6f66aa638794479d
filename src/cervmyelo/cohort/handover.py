"""
Columns of pandas and PyArrow frames: handed to Polars, and answers handed back.

Only the columns that rules read are handed over. Where both sides have the same layout
the bytes are shared, and no cell of a typed column goes through Python.
"""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from .errors import CohortError

__all__ = ["Handed", "OfPandas", "OfPyArrow"]

_MASKED: Final = ("BooleanArray", "IntegerArray", "FloatingArray")


class Handed(Mapping[str, Any]):
    """
    The types of the columns in Polars, and the columns whose type was looked up.

    Attributes:
        looked_at: The columns whose type was looked up.
    """

    def __init__(self, frame: Any, pl: Any, names: Iterable[str]) -> None:
        self._frame = frame
        self._pl = pl
        self._names = dict.fromkeys(names)
        self._types: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The type of a column in Polars."""
        if name not in self._types:
            self._types[name] = self._type(name)
        return self._types[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    @property
    def looked_at(self) -> tuple[str, ...]:
        """The columns whose type was looked up."""
        return tuple(self._types)

    def rows(self, names: Iterable[str]) -> Any:
        """Some columns as a Polars frame."""
        raise NotImplementedError

    def with_columns(self, made: Any, unordered: Collection[str] = ()) -> Any:
        """
        The caller's frame with the columns of a Polars frame after its own.

        Args:
            made: The Polars frame.

            unordered: Its enumerations without an order.
        """
        raise NotImplementedError

    def _type(self, name: str) -> Any:
        raise NotImplementedError


class OfPyArrow(Handed):
    """The columns of a PyArrow table."""

    def rows(self, names: Iterable[str]) -> Any:
        """Some columns as a Polars frame, handed over at once."""
        return self._pl.from_arrow(self._frame.select([*names]))

    def with_columns(self, made: Any, unordered: Collection[str] = ()) -> Any:
        """The table with the columns of a Polars frame after its own."""
        pa: Any = importlib.import_module("pyarrow")

        table = made.to_arrow()
        frame = self._frame
        for name in made.columns:
            field, cells = table.schema.field(name), table[name]
            if pa.types.is_dictionary(field.type):
                kind = field.type
                wanted = pa.dictionary(
                    kind.index_type, kind.value_type, name not in unordered
                )
                # The metadata gives Polars the levels back, but in an order.
                field = pa.field(
                    name, wanted, metadata=field.metadata if wanted.ordered else None
                )
                cells = _with_order(pa, cells, wanted)
            frame = frame.append_column(field, cells)
        return frame

    def _type(self, name: str) -> Any:
        column = self._frame[name]
        try:
            return self._pl.from_arrow(column.slice(0, 0)).dtype
        except self._pl.exceptions.PolarsError:
            raise CohortError(
                f"{name}: columns of the type {column.type} are not supported. Cast it "
                f"to numbers, booleans or strings."
            ) from None


class OfPandas(Handed):
    """The columns of a pandas frame."""

    def __init__(self, frame: Any, pl: Any) -> None:
        self._places = {str(name): place for place, name in enumerate(frame.columns)}
        self._handed: dict[str, Any] = {}
        super().__init__(frame, pl, self._places)

    def rows(self, names: Iterable[str]) -> Any:
        """Some columns as a Polars frame; Arrow columns are handed over at once."""
        names = [*names]
        held = [name for name in names if _is_arrow(self._cells(name))]
        given = self._frame.iloc[:, [self._places[name] for name in held]]
        at_once = self._pl.from_pandas(given, nan_to_null=True) if held else ()
        handed = dict(zip(held, at_once, strict=True))
        rest = {name: self._series(name) for name in names if name not in handed}
        return self._pl.DataFrame([(handed | rest)[name].alias(name) for name in names])

    def with_columns(self, made: Any, unordered: Collection[str] = ()) -> Any:
        """The frame with the columns of a Polars frame after its own."""
        pd: Any = importlib.import_module("pandas")

        # A series with this very index is not copied.
        return self._frame.assign(
            **{
                name: pd.Series(array, index=self._frame.index, copy=False)
                for name, array in _pandas_arrays(self._pl, pd, made, unordered)
            }
        )

    def _type(self, name: str) -> Any:
        cells = self._cells(name)
        if _is_arrow(cells):
            return _series(self._pl, cells.iloc[:0]).dtype
        # An object column has no usable dtype: inspect the cells.
        return self._series(name).dtype

    def _cells(self, name: str) -> Any:
        return self._frame.iloc[:, self._places[name]]

    def _series(self, name: str) -> Any:
        if name not in self._handed:
            self._handed[name] = _series(self._pl, self._cells(name))
        return self._handed[name]


def _is_arrow(cells: Any) -> bool:
    """Whether a column of a pandas frame is stored as Arrow arrays."""
    return hasattr(cells.array, "_pa_array")


def _series(pl: Any, cells: Any) -> Any:
    """A column of a pandas frame; of mixed kinds, as strings."""
    if type(cells.array).__name__ in _MASKED:
        # Six times as fast as the public methods, which fill a copy.
        value, gap = cells.array._data, cells.array._mask  # noqa: SLF001
        both = pl.DataFrame({"value": value, "gap": gap})
        return both.select(pl.when(~pl.col("gap")).then("value")).to_series()
    try:
        return pl.from_pandas(cells, nan_to_null=True)
    except (TypeError, ValueError, NotImplementedError, pl.exceptions.PolarsError):
        # Arrow's errors for mixed or unsupported kinds derive from the first three.
        strings = [
            None if gap else str(cell)
            for cell, gap in zip(cells, cells.isna(), strict=True)
        ]
        return pl.Series(values=strings, dtype=pl.String)


def _with_order(pa: Any, cells: Any, kind: Any) -> Any:
    """A dictionary column whose type says whether its words have an order."""
    if cells.type == kind:
        return cells
    chunks = [
        pa.DictionaryArray.from_arrays(
            chunk.indices, chunk.dictionary, ordered=kind.ordered
        )
        for chunk in cells.chunks
    ]
    return pa.chunked_array(chunks, kind)


def _pandas_arrays(
    pl: Any, pd: Any, made: Any, unordered: Collection[str]
) -> Iterator[tuple[str, Any]]:
    """Columns of a Polars frame as pandas arrays with a missing value of their own."""
    kinds = {
        pl.Boolean: (pd.arrays.BooleanArray, False),
        pl.Int64: (pd.arrays.IntegerArray, 0),
        pl.Float64: (pd.arrays.FloatingArray, 0.0),
    }
    strings = made.select(pl.col(pl.String)).to_arrow()
    for name, kind in made.schema.items():
        cells = made[name]
        if kind in kinds:
            array, none = kinds[kind]
            yield (
                name,
                array(
                    cells.fill_null(none).to_numpy(writable=True),
                    cells.is_null().to_numpy(writable=True),
                ),
            )
        elif isinstance(kind, pl.Enum):
            levels = pd.CategoricalDtype(
                kind.categories.to_list(), ordered=name not in unordered
            )
            codes = cells.to_physical().cast(pl.Int16).fill_null(-1).to_numpy()
            yield name, pd.Categorical.from_codes(codes, dtype=levels)
        elif kind == pl.String:
            yield name, pd.array(strings[name], dtype=pd.StringDtype("pyarrow"))
        else:
            yield name, pd.array(cells.to_list(), dtype="object")
