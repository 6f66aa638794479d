"""
Columns of frames that Polars does not read itself: handed over, and answers back.

Only the columns that rules read are handed over. Where both sides have the same layout
the bytes are shared, and no cell of a typed column goes through Python. A column that
Polars has no type for, such as one of mixed kinds, is read cell by cell.
"""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from cervmyelo.plain_cells import is_gap

from .errors import CohortError
from .mixed import mixed, not_null

__all__ = ["Handed", "OfPandas", "OfPolars", "OfPyArrow"]

_MASKED: Final = ("BooleanArray", "IntegerArray", "FloatingArray")


_NONE: Final[Mapping[str, str]] = MappingProxyType({})


def no_groups(name: str) -> CohortError:
    """
    The error for a column whose values cannot form groups.

    Args:
        name: The name of the column.
    """
    return CohortError(
        f"{name}: the values of this column cannot form groups, as strings, numbers, "
        f"booleans and dates of one kind can. Convert the column."
    )


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

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self._frame)

    def rows(self, names: Mapping[str, str], groups: Mapping[str, str] = _NONE) -> Any:
        """
        Some columns as a Polars frame.

        Args:
            names: For each name in the Polars frame, the column.

            groups: Likewise, the columns whose values only form groups.

        Raises:
            CohortError: If the values of a column cannot form groups.
        """
        raise NotImplementedError

    def table(self, made: Any, groups: Mapping[str, str]) -> Any:
        """
        A small Polars frame that was made of such rows, as the caller's kind of frame.

        Args:
            made: The Polars frame.

            groups: For each of its columns that forms groups, the column of the frame.
        """
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

    def __init__(self, frame: Any, pl: Any, names: Iterable[str]) -> None:
        self._odd: dict[str, Any] = {}
        super().__init__(frame, pl, names)

    def rows(self, names: Mapping[str, str], groups: Mapping[str, str] = _NONE) -> Any:
        """Some columns as a Polars frame, handed over at once."""
        every = {**names, **groups}
        types = {name: self[name] for name in every.values()}
        for name in groups.values():
            if name in self._odd:
                raise no_groups(name)
        plain = [name for name in types if name not in self._odd]
        at_once = self._pl.from_arrow(self._frame.select(plain)) if plain else ()
        handed = dict(zip(plain, at_once, strict=True)) | self._odd
        return self._pl.DataFrame(
            [handed[name].alias(now) for now, name in every.items()]
        )

    def table(self, made: Any, groups: Mapping[str, str]) -> Any:
        """A small Polars frame as a table."""
        return made.rename({**groups}).to_arrow()

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
        cells = self._frame[name]
        pa: Any = importlib.import_module("pyarrow")

        if _is_plain(pa, cells.type):
            return self._pl.from_arrow(cells.slice(0, 0)).dtype
        # Of most other types, Polars stops with an error or even the process.
        if pa.types.is_run_end_encoded(cells.type):
            pc: Any = importlib.import_module("pyarrow.compute")
            cells = pc.run_end_decode(cells)
        if _is_plain(pa, cells.type):
            self._odd[name] = self._pl.from_arrow(cells)
        elif pa.types.is_nested(cells.type) and not pa.types.is_union(cells.type):
            self._odd[name] = not_null(self._pl, cells.is_valid().to_pylist())
        else:
            self._odd[name] = mixed(self._pl, cells.to_pylist())
        return self._odd[name].dtype


class OfPolars(Handed):
    """The columns of a Polars frame with objects of Python in some."""

    def rows(self, names: Mapping[str, str], groups: Mapping[str, str] = _NONE) -> Any:
        """Some columns as a Polars frame; objects as mixed columns."""
        for name in groups.values():
            if self._cells(name).dtype.is_nested():
                raise no_groups(name)
        return self._pl.DataFrame(
            [self._cells(name).alias(now) for now, name in {**names, **groups}.items()]
        )

    def table(self, made: Any, groups: Mapping[str, str]) -> Any:
        """A small Polars frame with the names of the caller."""
        return made.rename({**groups})

    def with_columns(
        self,
        made: Any,
        unordered: Collection[str] = (),  # noqa: ARG002 -- an Enum is ordered
    ) -> Any:
        """The frame with the columns of another one after its own."""
        return self._frame.with_columns(made.get_columns())

    def _type(self, name: str) -> Any:
        return self._cells(name).dtype

    def _cells(self, name: str) -> Any:
        cells = self._frame[name]
        if cells.dtype != self._pl.Object:
            return cells
        every: list[object] = [
            None if is_gap(cell) else cell for cell in cells.to_list()
        ]
        kinds = {type(cell) for cell in every if cell is not None}
        if len(kinds) <= 1 and kinds < _TYPED:
            try:
                return self._pl.Series(every)
            except (
                OverflowError,
                TypeError,
                ValueError,
                self._pl.exceptions.PolarsError,
            ):
                pass
        return mixed(self._pl, every)


class OfPandas(Handed):
    """The columns of a pandas frame."""

    def __init__(self, frame: Any, pl: Any) -> None:
        self._places = {str(name): place for place, name in enumerate(frame.columns)}
        self._handed: dict[str, Any] = {}
        self._groups: dict[str, Any] = {}
        super().__init__(frame, pl, self._places)

    def rows(self, names: Mapping[str, str], groups: Mapping[str, str] = _NONE) -> Any:
        """Some columns as a Polars frame; Arrow columns are handed over at once."""
        every = dict.fromkeys(names.values())
        held = [name for name in every if _is_arrow(self._cells(name))]
        given = self._frame.iloc[:, [self._places[name] for name in held]]
        at_once = self._pl.from_pandas(given, nan_to_null=True) if held else ()
        handed = dict(zip(held, at_once, strict=True))
        handed |= {name: self._series(name) for name in every if name not in handed}
        columns = [handed[name].alias(now) for now, name in names.items()]
        columns += [self._codes(name).alias(now) for now, name in groups.items()]
        return self._pl.DataFrame(columns)

    def table(self, made: Any, groups: Mapping[str, str]) -> Any:
        """A small Polars frame as one of pandas; groups have their own types."""
        pd: Any = importlib.import_module("pandas")

        columns: dict[str, Any] = {}
        for cells in made.get_columns():
            name = cells.name
            if name in groups:
                own = self._groups[groups[name]].reindex(cells.fill_null(-1).to_list())
                columns[groups[name]] = own.reset_index(drop=True)
            else:
                kind = str(cells.dtype)
                dtype = kind if kind in {"Int64", "Float64"} else "object"
                columns[name] = pd.array(cells.to_list(), dtype=dtype)
        return pd.DataFrame(columns)

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

    def _codes(self, name: str) -> Any:
        """The place of each cell among the values of a column; null if it has none."""
        pd: Any = importlib.import_module("pandas")

        cells = self._cells(name)
        try:
            places, values = pd.factorize(cells, sort=True)
        except TypeError:
            try:
                # Values of several kinds have no order.
                places, values = pd.factorize(cells)
            except TypeError:
                raise no_groups(name) from None
        self._groups[name] = pd.Series(values)
        known = self._pl.Series(places, dtype=self._pl.Int64)
        return known.replace(-1, None)

    def _series(self, name: str) -> Any:
        if name not in self._handed:
            self._handed[name] = _series(self._pl, self._cells(name))
        return self._handed[name]


def _is_arrow(cells: Any) -> bool:
    """Whether a column of a pandas frame is an Arrow array of a type Polars has."""
    held = getattr(cells.array, "_pa_array", None)
    return held is not None and _is_plain(importlib.import_module("pyarrow"), held.type)


def _is_plain(pa: Any, kind: Any) -> bool:
    """Whether a type of Arrow is one of Polars, and has one value in a cell."""
    types = pa.types
    if types.is_dictionary(kind):
        return _is_plain(pa, kind.value_type)
    return bool(
        types.is_null(kind)
        or types.is_boolean(kind)
        or types.is_integer(kind)
        or types.is_floating(kind)
        or (types.is_decimal(kind) and kind.byte_width <= _DECIMAL_BYTES)
        or types.is_string(kind)
        or types.is_large_string(kind)
        or (hasattr(types, "is_string_view") and types.is_string_view(kind))
        or types.is_binary(kind)
        or types.is_large_binary(kind)
        or types.is_date(kind)
        or types.is_time(kind)
        or types.is_timestamp(kind)
        or types.is_duration(kind)
    )


_TYPED: Final = frozenset({bool, int, float, str, dt.date, dt.datetime, dt.timedelta})
"""The classes of objects that Polars has a type for."""

_DECIMAL_BYTES: Final = 16
"""The width of the widest decimals that Polars has."""


_ONE_KIND: Final = frozenset(
    {
        "boolean",
        "date",
        "datetime",
        "datetime64",
        "decimal",
        "empty",
        "floating",
        "integer",
        "mixed-integer-float",
        "string",
        "timedelta",
    }
)
"""What pandas calls objects that Arrow reads without turning one kind into another."""


def _is_of_one_kind(cells: Any) -> bool:
    """Whether a column of a pandas frame is typed, or its objects are of one kind."""
    if cells.dtype != "object":
        return True
    pd: Any = importlib.import_module("pandas")

    try:
        return pd.api.types.infer_dtype(cells, skipna=True) in _ONE_KIND
    except ArithmeticError:  # a decimal that signals
        return False


def _series(pl: Any, cells: Any) -> Any:
    """A column of a pandas frame; what Polars has no type for, as a mixed column."""
    kind = type(cells.array).__name__
    if kind in _MASKED:
        # Six times as fast as the public methods, which fill a copy.
        value, gap = cells.array._data, cells.array._mask  # noqa: SLF001
        both = pl.DataFrame({"value": value, "gap": gap})
        return both.select(pl.when(~pl.col("gap")).then("value")).to_series()
    if kind == "SparseArray":
        cells = cells.sparse.to_dense()
    if _is_arrow(cells) or (
        not hasattr(cells.array, "_pa_array") and _is_of_one_kind(cells)
    ):
        try:
            made = pl.from_pandas(cells, nan_to_null=True)
        except (
            TypeError,
            ValueError,
            ArithmeticError,
            NotImplementedError,
            pl.exceptions.PolarsError,
        ):
            # Arrow's errors for mixed or unsupported kinds derive from these.
            pass
        else:
            if not made.dtype.is_nested() and made.dtype != pl.Object:
                return made
    held = getattr(cells.array, "_pa_array", None)
    if held is not None:
        return mixed(pl, held.to_pylist())
    return mixed(pl, [None if is_gap(cell) else cell for cell in cells])


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
