"""
Visits next to each other in one row, or below each other: from one to the other.

In a wide frame each person has a row, with columns for each visit. In a long frame each
visit has a row, as `change_over_time` reads it.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import narwhals.stable.v2 as nw

from cervmyelo.errors import kind_of
from cervmyelo.field_types import expect
from cervmyelo.public import public

from .columns import OURS
from .engines import engine_of, in_memory, takes_narwhals
from .errors import CohortError, MissingColumnError
from .names import expect_columns
from .objects import Objects
from .visit_order import who

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrameT

__all__ = [
    "VisitColumns",
    "VisitName",
    "columns_of_visits",
    "long_to_wide",
    "wide_to_long",
]

VisitName: TypeAlias = str | int | float
"""What a visit is called: the name of an event, or a number such as its month."""

VisitColumns: TypeAlias = Mapping[VisitName, "Mapping[str, str] | str"]
"""
The columns of each visit in a wide frame, the visits in their order.

For each column its name in the long frame; or what the names of the columns end with.
"""

_ROW: Final = f"{OURS}row"
_PLACE: Final = f"{OURS}place"
_TWICE: Final = f"{OURS}twice"


@public
@takes_narwhals
def wide_to_long(
    frame: IntoFrameT,
    visits: VisitColumns,
    *,
    on: str = "visit",
    keep_empty: bool = False,
) -> IntoFrameT:
    """
    One row for each visit, from one row for each person.

    >>> import polars as pl
    >>> wide = pl.DataFrame(
    ...     {"id": ["a", "b"], "total_mjoa_BL": [12, 14], "total_mjoa_6mth": [15, None]}
    ... )
    >>> long = wide_to_long(wide, {"baseline": "_BL", "6 months": "_6mth"})
    >>> long.rows()
    [('a', 'baseline', 12), ('a', '6 months', 15), ('b', 'baseline', 14)]
    >>> from cervmyelo import change_over_time
    >>> changed = change_over_time(
    ...     long, person="id", on="visit", columns={"total_mjoa": "mjoa_total"}
    ... )
    >>> changed["mjoa_change_from_baseline"].to_list()
    [None, 3.0, None]

    Args:
        frame: One row for each person: a frame of any kind that `assess_cohort` takes.

        visits: The visits in their order, each with its columns: a map from the columns
            of the frame to their names in the result, such as ``{"total_mjoa_BL":
            "mjoa_total"}``; or what the names of the columns end with, such as
            ``"_BL"``. With ``""``, a visit has the columns that another visit has with
            an ending. The visits are named by words, or by numbers such as
            the month.

        on: The name of the column that says which visit it is.

        keep_empty: Whether to keep visits with a null in every column. They are left
            out otherwise: there was no such visit.

    Returns:
        The same kind of frame, lazy if it was lazy, with the columns that belong to no
        visit first, then *on*, then the columns of the visits. In a frame in memory the
        visits of a person follow each other, and in pandas keep the index of its row.

        Names of visits are an ordered category, which `change_over_time` can order, in
        pandas, Polars, PyArrow and DuckDB. In Spark, Ibis and sqlframe they are
        strings: pass ``order=[*visits]`` to `change_over_time`.

    Raises:
        MissingColumnError: If a column is not there, or no column has an ending.

        CohortError: If the visits are no such map, if a column is given for two visits,
            if two columns get one name, or if the columns of a name are of different
            kinds.
    """
    expect("on", on, str)
    expect("keep_empty", keep_empty, bool)
    engine_of(frame)
    known: Any = nw.from_native(frame)
    schema = known.collect_schema()
    places = columns_of_visits(visits, [*schema])
    used = {column for columns in places.values() for column in columns}
    kept = [name for name in schema if name not in used]
    names = [*dict.fromkeys(n for each in places.values() for n in each.values())]
    clash = [name for name in (on, *names) if name in kept]
    if clash or on in names:
        raise CohortError(
            f"{', '.join(clash) or on}: two columns of the result would have this "
            f"name. Rename one, or choose another name for the visit with on=..."
        )
    kinds = {name: _kind(name, places, schema) for name in names}
    native_order = _ordered(known, [*places])
    eager = isinstance(known, nw.DataFrame)
    if eager:
        known = cast("Any", known).with_row_index(_ROW)
    one_of = {n: column for each in places.values() for column, n in each.items()}
    # Always null, of the right type: not every engine has such a constant.
    absent = {
        name: nw.when(nw.col(one_of[name]).is_null()).then(
            nw.col(one_of[name]).cast(kind)
        )
        for name, kind in kinds.items()
    }
    parts: list[Any] = []
    for place, (visit, columns) in enumerate(places.items()):
        own = {name: column for column, name in columns.items()}
        cells = {
            name: nw.col(own[name]).cast(kind) if name in own else absent[name]
            for name, kind in kinds.items()
        }
        part = known.with_columns(**{_PLACE: nw.lit(place)})
        if not keep_empty:
            # A filter first: in some engines the names of both frames clash.
            some = [~nw.col(column).is_null() for column in columns]
            part = part.filter(nw.any_horizontal(*some, ignore_nulls=False))
        which = nw.lit(visit, native_order) if native_order else nw.lit(visit)
        ours = [_ROW, _PLACE] if eager else []
        parts.append(
            part.select(
                *(nw.col(name) for name in kept),
                which.alias(on),
                *(cell.alias(name) for name, cell in cells.items()),
                *ours,
            )
        )
    made = nw.concat(parts)
    if eager:
        made = made.sort(_ROW, _PLACE).drop(_ROW, _PLACE)
    return cast("IntoFrameT", _with_order(nw.to_native(made), made, on, [*places]))


@public
@takes_narwhals
def long_to_wide(
    frame: IntoFrameT,
    visits: VisitColumns,
    *,
    person: str,
    on: str = "visit",
    keep: Sequence[str] = (),
) -> IntoFrameT:
    """
    One row for each person, from one row for each visit: what `wide_to_long` undoes.

    >>> import polars as pl
    >>> long = pl.DataFrame(
    ...     {"id": ["a", "a", "b"], "visit": [0, 6, 0], "mjoa_total": [12, 15, 14]}
    ... )
    >>> long_to_wide(long, {0: "_BL", 6: "_6mth"}, person="id").rows()
    [('a', 12, 15), ('b', 14, None)]

    Args:
        frame: One row for each person and visit: a frame of any kind that
            `assess_cohort` takes.

        visits: The visits, as for `wide_to_long`. With an ending, all columns but
            *person*, *on* and *keep* are columns of the visit.

        person: The column that says who was seen. Rows without it, or with a
            blank, are left out.

        on: The column that says which visit it is. Rows of other visits are left out.

        keep: Columns that are the same at all visits of a person, and are kept once.

    Returns:
        The same kind of frame, lazy if it was lazy, with *person*, *keep*, and the
        columns of each visit; null where a person has no such visit. In a frame in
        memory, people are in the order in which they come first.

    Raises:
        MissingColumnError: If a column is not there.

        CohortError: If the visits are no such map, if a person has a visit twice, or if
            a column of *keep* differs between the visits of a person. A frame that is
            not in memory is evaluated once to find this out.
    """
    engine_of(frame)
    known: Any = nw.from_native(frame)
    schema = known.collect_schema()
    expect("keep", keep, list[str] | tuple[str, ...])
    expect_columns((person, on, *keep), schema)
    if schema[on] == nw.Object and known.implementation.is_polars():
        raise CohortError(
            f"{on}: expected the names of visits as strings or numbers, got objects of "
            f"Python. Convert the column."
        )
    rest = [name for name in schema if name not in {person, on, *keep}]
    wide: dict[str, tuple[VisitName, str]] = {}
    for visit, given in _checked(visits).items():
        columns = (
            {f"{name}{given}": name for name in rest}
            if isinstance(given, str)
            else given
        )
        expect_columns(columns.values(), schema)
        for name, column in columns.items():
            if name in wide or name in {person, *keep}:
                raise CohortError(
                    f"{name}: two columns of the result would have this name."
                )
            wide[name] = (visit, column)
    objects = Objects.of(known, dict.fromkeys([*rest, *keep]))
    known = objects.frame
    eager = isinstance(known, nw.DataFrame)
    known = known.filter(~who(person, schema[person]).is_null())
    if eager:
        known = known.with_row_index(_ROW)
    names = {name: f"{OURS}wide_{place}" for place, name in enumerate(wide)}
    ones = {visit: f"{OURS}seen_{place}" for place, visit in enumerate(visits)}
    sure = {column: f"{OURS}keep_{place}" for place, column in enumerate(keep)}
    here = {
        visit: (nw.col(on).cast(nw.String) if isinstance(visit, str) else nw.col(on))
        == visit
        for visit in visits
    }
    known = known.with_columns(
        **{
            now: nw.when(here[wide[name][0]]).then(_orderable(wide[name][1], schema))
            for name, now in names.items()
        },
        **{
            now: nw.when(here[visit]).then(nw.lit(1)).otherwise(nw.lit(0))
            for visit, now in ones.items()
        },
        **{now: _orderable(column, schema) for column, now in sure.items()},
    )
    made = known.group_by(person).agg(
        *(nw.col(now).max() for now in names.values()),
        *(nw.col(now).sum() for now in ones.values()),
        *(nw.col(now).max() for now in sure.values()),
        *(nw.col(now).min().alias(f"{now}_least") for now in sure.values()),
        *([nw.col(_ROW).min()] if eager else []),
    )
    _once(made, [*ones.values()], sure)
    if eager:
        made = made.sort(_ROW)
    result = made.select(
        nw.col(person),
        *(nw.col(now).alias(column) for column, now in sure.items()),
        *(nw.col(now).alias(name) for name, now in names.items()),
    )
    source = {name: column for name, (_, column) in wide.items()}
    result = objects.back(result, {**source, **{name: name for name in keep}})
    return cast("IntoFrameT", nw.to_native(result))


def columns_of_visits(
    visits: VisitColumns, present: Iterable[str]
) -> dict[VisitName, dict[str, str]]:
    """
    The columns of each visit, with their names in a long frame.

    Args:
        visits: The visits, with their columns or the endings of them.

        present: The columns of the wide frame.

    Raises:
        MissingColumnError: If a column is not there, or no column has an ending.

        CohortError: If it is no such map, or if a column belongs to two visits.
    """
    present = [*present]
    checked = _checked(visits)
    named = {c for each in checked.values() if not isinstance(each, str) for c in each}
    endings = [each for each in checked.values() if isinstance(each, str)]
    places: dict[VisitName, dict[str, str]] = {}
    for visit, given in checked.items():
        if isinstance(given, str):
            # The longest ending counts: "x_12mth" does not end with "_2mth".
            longer = [e for e in endings if len(e) > len(given) and e.endswith(given)]
            places[visit] = {
                column: column.removesuffix(given)
                for column in present
                if given
                and column.endswith(given)
                and column != given
                and column not in named
                and not any(column.endswith(each) for each in longer)
            }
        else:
            expect_columns(given, present)
            places[visit] = {**given}
    bases = {name for each in places.values() for name in each.values()}
    for visit, given in checked.items():
        if given == "":
            places[visit] = {name: name for name in present if name in bases}
        if not places[visit]:
            raise MissingColumnError(
                "visits: no column belongs to one of the visits. An ending is read as "
                "it is, with its underscore or space. Correct it."
            )
    _each_once(places)
    return places


def _checked(visits: object) -> VisitColumns:
    what = (
        "a map from visits to their columns, or to what the names of these end with, "
        'as in {"baseline": "_BL", "6 months": "_6mth"}'
    )
    given = cast("Mapping[object, object]", visits)
    if not isinstance(visits, Mapping) or not given:
        raise CohortError(f"visits: expected {what}, got {kind_of(given)}.")
    for visit, columns in given.items():
        if isinstance(visit, bool) or not isinstance(visit, str | int | float):
            raise CohortError(
                f"visits: expected names or numbers of visits, got {kind_of(visit)}."
            )
        if isinstance(visit, float) and not math.isfinite(visit):
            raise CohortError(f"visits: {kind_of(visit)} is no number of a visit.")
        pairs: Any = (
            cast("Any", columns).items() if isinstance(columns, Mapping) else ()
        )
        texts = [each for pair in pairs for each in pair]
        if not (isinstance(columns, str) or texts) or not all(
            isinstance(each, str) for each in texts
        ):
            raise CohortError(f"visits: expected {what}.")
    if len({isinstance(visit, str) for visit in given}) > 1:
        raise CohortError("visits: name all visits by words, or all by numbers.")
    return cast("VisitColumns", visits)


def _each_once(places: Mapping[VisitName, Mapping[str, str]]) -> None:
    owners: set[str] = set()
    for columns in places.values():
        twice = owners & {*columns}
        if twice:
            raise CohortError(
                f"visits: {min(twice)} is given for two visits. Keep one."
            )
        owners |= {*columns}
        names = [*columns.values()]
        for name in names:
            if names.count(name) > 1:
                raise CohortError(
                    f"visits: two columns of one visit are named {name}. Keep one."
                )


def _kind(
    name: str,
    places: Mapping[VisitName, Mapping[str, str]],
    schema: Mapping[str, Any],
) -> Any:
    """The type that the columns of a name have in common."""
    kinds = {
        schema[column]
        for columns in places.values()
        for column, now in columns.items()
        if now == name
    }
    # A column without a value has no type in some engines.
    known = [kind for kind in kinds if kind != nw.Unknown]
    if not known:
        return nw.String
    if all(kind in (nw.String, nw.Categorical, nw.Enum) for kind in known):
        return known[0] if len(known) == 1 and known[0] != nw.Categorical else nw.String
    if len(known) == 1:
        return known[0]
    if all(kind.is_integer() for kind in known):
        return nw.Int64
    if all(kind.is_numeric() for kind in known):
        return nw.Float64
    if all(kind in (nw.Date, nw.Datetime) for kind in known):
        return nw.Datetime
    raise CohortError(
        f"{name}: its columns are of different kinds at different visits. Convert them "
        f"to one."
    )


def _ordered(known: Any, visits: list[VisitName]) -> Any:
    """The type of ordered words of an engine; None if it has none, or for numbers."""
    kind = known.implementation
    has_one = kind.is_polars() or kind.is_duckdb() or kind.is_pandas()
    words = [each for each in visits if isinstance(each, str)]
    return nw.Enum(words) if has_one and words else None


def _with_order(native: Any, made: Any, on: str, visits: list[VisitName]) -> Any:
    """A PyArrow table with its visits as an ordered dictionary."""
    if not (made.implementation.is_pyarrow() and isinstance(visits[0], str)):
        return native
    pa: Any = importlib.import_module("pyarrow")
    words = native[on].to_pylist()
    cells = pa.DictionaryArray.from_arrays(
        pa.array([visits.index(each) for each in words], pa.int32()),
        pa.array(visits, pa.string()),
        ordered=True,
    )
    return native.set_column(native.column_names.index(on), on, cells)


def _orderable(column: str, schema: Mapping[str, Any]) -> nw.Expr:
    """A column whose greatest value every engine can find."""
    cell = nw.col(column)
    return cell.cast(nw.String) if schema[column] == nw.Categorical else cell


def _differ(most: nw.Expr, least: nw.Expr) -> nw.Expr:
    """1 where two cells differ, 0 elsewhere."""
    # In pandas what is missing differs from itself.
    return ((most != least) & ~most.is_null()).cast(nw.Int64)


def _once(made: Any, ones: list[str], sure: Mapping[str, str]) -> None:
    """
    Refuse visits that a person has twice, and people who differ from themselves.

    Raises:
        CohortError: If there are any.
    """
    twice = [(nw.col(each) > 1).cast(nw.Int64) for each in ones]
    found = made.select(
        nw.max_horizontal(nw.lit(0, nw.Int64), *twice).alias(_TWICE),
        *(
            _differ(nw.col(now), nw.col(f"{now}_least")).alias(now)
            for now in sure.values()
        ),
    ).select(nw.all().max())
    (row,) = in_memory(found).rows(named=True)
    # Without a row there is no greatest: pandas gives a NaN.
    if row[_TWICE] == 1:
        raise CohortError(
            "visits: a person has a visit more than once, so it is not clear which of "
            "them counts. Keep one."
        )
    for column, now in sure.items():
        if row[now] == 1:
            raise CohortError(
                f"{column}: differs between the visits of a person. Take it out of "
                f"keep, or correct it."
            )
