"""
Columns as a frame with the types of the data dictionary.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from cervmyelo.extras import library
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Fact, Measure, Value

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

__all__ = ["Backend", "Columns", "frame_of"]

Backend: TypeAlias = Literal["polars", "pandas", "pyarrow", "duckdb"]
"""The kind of frame to make."""

Columns: TypeAlias = "dict[str, list[Value | dt.date | None]]"
"""A column for each name, all of one length."""


def frame_of(columns: Columns, backend: Backend) -> IntoFrame:
    """
    The columns as a frame.

    Args:
        columns: Values by the names of their columns.

        backend: The kind of frame.

    Raises:
        NotInstalledError: If its library is not installed.
    """
    import narwhals.stable.v2 as nw

    kinds = {name: _dtype(name) for name in columns}
    arrow = "polars" if backend == "polars" else "pyarrow"
    engine = library(arrow)
    made = nw.from_dict(columns, kinds, backend=engine).to_native()
    match backend:
        case "pandas":
            made = made.to_pandas(types_mapper=_nullable(engine).get)
        case "duckdb":
            made = library("duckdb").from_arrow(made)
        case "polars" | "pyarrow":
            pass
    return cast("IntoFrame", made)


def _nullable(arrow: Any) -> dict[object, object]:
    """The types of pandas that can hold what is missing, by those of Arrow."""
    pd = library("pandas")
    return {
        arrow.int64(): pd.Int64Dtype(),
        arrow.float64(): pd.Float64Dtype(),
        arrow.bool_(): pd.BooleanDtype(),
        arrow.string(): pd.StringDtype(),
        arrow.large_string(): pd.StringDtype(),
    }


def _dtype(name: str) -> Any:
    import narwhals.stable.v2 as nw

    if name in {"seen_on", "surgery_on"}:
        return nw.Date()
    if name == "synthetic":
        return nw.Boolean()
    if name in {"visit", "months"}:
        return nw.Int64()
    match QUANTITIES.get(name):
        case Fact():
            return nw.Boolean()
        case Measure(whole=whole):
            return nw.Int64() if whole else nw.Float64()
        case _:
            return nw.String()
