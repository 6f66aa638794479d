"""
Columns of pandas and PyArrow frames, handed to Polars and taken back.

Only what is looked at is handed over. Where the bytes of both are laid out alike they
are shared, and nowhere does a cell of a typed column go through Python.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from .errors import CohortError

__all__ = ["Handed", "OfPandas", "OfPyArrow"]

_MASKED: Final = ("BooleanArray", "IntegerArray", "FloatingArray")


class Handed(Mapping[str, Any]):
    """
    The types that columns have in Polars, which has those that were looked at.

    Attributes:
        looked_at: The columns whose type was asked for.
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
        """The columns whose types were asked for."""
        return tuple(self._types)

    def rows(self, names: Iterable[str]) -> Any:
        """Some columns as a Polars frame."""
        raise NotImplementedError

    def with_columns(self, made: Any) -> Any:
        """The caller's frame with the columns of a Polars frame beside its own."""
        raise NotImplementedError

    def _type(self, name: str) -> Any:
        raise NotImplementedError


class OfPyArrow(Handed):
    """The columns of a PyArrow table."""

    def rows(self, names: Iterable[str]) -> Any:
        """Some columns as a Polars frame, handed over at once."""
        return self._pl.from_arrow(self._frame.select([*names]))

    def with_columns(self, made: Any) -> Any:
        """The table with the columns of a Polars frame beside its own."""
        table = made.to_arrow()
        frame = self._frame
        for name in made.columns:
            frame = frame.append_column(name, table[name])
        return frame

    def _type(self, name: str) -> Any:
        column = self._frame[name]
        try:
            return self._pl.from_arrow(column.slice(0, 0)).dtype
        except self._pl.exceptions.PolarsError:
            raise CohortError(
                f"{name}: a column of the type {column.type} cannot be read. Cast it "
                f"to numbers, booleans or texts."
            ) from None


class OfPandas(Handed):
    """The columns of a pandas frame."""

    def __init__(self, frame: Any, pl: Any) -> None:
        self._places = {str(name): place for place, name in enumerate(frame.columns)}
        self._handed: dict[str, Any] = {}
        super().__init__(frame, pl, self._places)

    def rows(self, names: Iterable[str]) -> Any:
        """Some columns as a Polars frame; those that Arrow holds are handed at once."""
        names = [*names]
        held = [name for name in names if _is_held_by_arrow(self._cells(name))]
        given = self._frame.iloc[:, [self._places[name] for name in held]]
        at_once = self._pl.from_pandas(given, nan_to_null=True) if held else ()
        handed = dict(zip(held, at_once, strict=True))
        rest = {name: self._series(name) for name in names if name not in handed}
        return self._pl.DataFrame([(handed | rest)[name].alias(name) for name in names])

    def with_columns(self, made: Any) -> Any:
        """The frame with the columns of a Polars frame beside its own."""
        pd: Any = importlib.import_module("pandas")

        # What is a series of the same index already is not copied.
        return self._frame.assign(
            **{
                name: pd.Series(array, index=self._frame.index, copy=False)
                for name, array in _pandas_arrays(self._pl, pd, made)
            }
        )

    def _type(self, name: str) -> Any:
        cells = self._cells(name)
        if _is_held_by_arrow(cells):
            return _series(self._pl, cells.iloc[:0]).dtype
        # Of what is no typed column, only the cells tell.
        return self._series(name).dtype

    def _cells(self, name: str) -> Any:
        return self._frame.iloc[:, self._places[name]]

    def _series(self, name: str) -> Any:
        if name not in self._handed:
            self._handed[name] = _series(self._pl, self._cells(name))
        return self._handed[name]


def _is_held_by_arrow(cells: Any) -> bool:
    return hasattr(cells.array, "_pa_array")


def _series(pl: Any, cells: Any) -> Any:
    """A column of a pandas frame; of mixed kinds, as text."""
    if type(cells.array).__name__ in _MASKED:
        # Six times as fast as through the public ways, which fill a copy.
        value, gap = cells.array._data, cells.array._mask  # noqa: SLF001
        both = pl.DataFrame({"value": value, "gap": gap})
        return both.select(pl.when(~pl.col("gap")).then("value")).to_series()
    try:
        return pl.from_pandas(cells, nan_to_null=True)
    except (TypeError, ValueError, NotImplementedError, pl.exceptions.PolarsError):
        # What Arrow raises for mixed or strange kinds derives from the first three.
        texts = [
            None if gap else str(cell)
            for cell, gap in zip(cells, cells.isna(), strict=True)
        ]
        return pl.Series(values=texts, dtype=pl.String)


def _pandas_arrays(pl: Any, pd: Any, made: Any) -> Iterator[tuple[str, Any]]:
    """Columns of ours as pandas keeps what can be missing."""
    kinds = {
        pl.Boolean: (pd.arrays.BooleanArray, False),
        pl.Int64: (pd.arrays.IntegerArray, 0),
        pl.Float64: (pd.arrays.FloatingArray, 0.0),
    }
    texts = made.select(pl.col(pl.String)).to_arrow()
    for name, kind in made.schema.items():
        if kind in kinds:
            array, none = kinds[kind]
            cells = made[name]
            yield (
                name,
                array(
                    cells.fill_null(none).to_numpy(writable=True),
                    cells.is_null().to_numpy(writable=True),
                ),
            )
        elif kind == pl.String:
            yield name, pd.array(texts[name], dtype=pd.StringDtype("pyarrow"))
        else:
            yield name, pd.array(made[name].to_list(), dtype="object")
