"""
The tables of the OMOP common data model, and which rows belong together.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, cast

from cervmyelo.forms import Sum
from cervmyelo.registry import RULES

__all__ = ["OMOP", "OmopRow", "OmopTable", "tie_items", "totals_of"]

OmopTable: TypeAlias = Literal["measurement", "observation"]
"""A table of the common data model."""

OmopRow: TypeAlias = "dict[str, int | float | str | dt.date | None]"
"""A row of such a table: every column of it, None if it is empty."""

_Kind: TypeAlias = Literal["Int64", "Float64", "String", "Date", "Datetime"]

_SHARED_LAST: Final[Mapping[str, _Kind]] = {
    "provider_id": "Int64",
    "visit_occurrence_id": "Int64",
    "visit_detail_id": "Int64",
}

OMOP: Final[Mapping[OmopTable, Mapping[str, _Kind]]] = MappingProxyType(
    {
        "measurement": {
            "measurement_id": "Int64",
            "person_id": "Int64",
            "measurement_concept_id": "Int64",
            "measurement_date": "Date",
            "measurement_datetime": "Datetime",
            "measurement_time": "String",
            "measurement_type_concept_id": "Int64",
            "operator_concept_id": "Int64",
            "value_as_number": "Float64",
            "value_as_concept_id": "Int64",
            "unit_concept_id": "Int64",
            "range_low": "Float64",
            "range_high": "Float64",
            **_SHARED_LAST,
            "measurement_source_value": "String",
            "measurement_source_concept_id": "Int64",
            "unit_source_value": "String",
            "unit_source_concept_id": "Int64",
            "value_source_value": "String",
            "measurement_event_id": "Int64",
            "meas_event_field_concept_id": "Int64",
        },
        "observation": {
            "observation_id": "Int64",
            "person_id": "Int64",
            "observation_concept_id": "Int64",
            "observation_date": "Date",
            "observation_datetime": "Datetime",
            "observation_type_concept_id": "Int64",
            "value_as_number": "Float64",
            "value_as_string": "String",
            "value_as_concept_id": "Int64",
            "qualifier_concept_id": "Int64",
            "unit_concept_id": "Int64",
            **_SHARED_LAST,
            "observation_source_value": "String",
            "observation_source_concept_id": "Int64",
            "unit_source_value": "String",
            "qualifier_source_value": "String",
            "value_source_value": "String",
            "observation_event_id": "Int64",
            "obs_event_field_concept_id": "Int64",
        },
    }
)
"""The columns of the tables in version 5.4 of the model, with their types in Polars."""

_EVENT: Final[Mapping[OmopTable, tuple[str, str]]] = MappingProxyType(
    {
        "measurement": ("measurement_event_id", "meas_event_field_concept_id"),
        "observation": ("observation_event_id", "obs_event_field_concept_id"),
    }
)
"""The columns that say to what row of another a row belongs."""


@functools.cache
def totals_of() -> Mapping[str, tuple[str, ...]]:
    """The totals to which each item belongs, by the name of the item."""
    totals: dict[str, list[str]] = {}
    for name, rule in RULES.items():
        for item in rule.items if isinstance(rule, Sum) else ():
            totals.setdefault(item.name, []).append(name)
    return {item: tuple(names) for item, names in totals.items()}


def tie_items(
    made: Mapping[OmopTable, list[OmopRow]], fields: Mapping[OmopTable, int]
) -> None:
    """
    Say in the rows of items to which row of a total they belong.

    A total belongs to the items of the same person and time.

    Args:
        made: The rows, by table.

        fields: The concept of the field with the ids of a table, by the table.
    """
    if not fields:
        return
    names = {name for totals in totals_of().values() for name in totals}
    totals: dict[tuple[object, ...], tuple[OmopTable, object]] = {
        key: (table, row[f"{table}_id"])
        for table in fields
        for row in made[table]
        if (key := _key(row, table, row[f"{table}_source_value"]))[-1] in names
    }
    for table, rows in made.items():
        columns = _EVENT[table]
        for row in rows:
            for name in totals_of().get(str(row[f"{table}_source_value"]), ()):
                found = totals.get(_key(row, table, name))
                if found is not None:
                    row.update(
                        zip(
                            columns,
                            (cast("int", found[1]), fields[found[0]]),
                            strict=True,
                        )
                    )
                    break


def _key(row: OmopRow, table: OmopTable, name: object) -> tuple[object, ...]:
    """The person, the time and a name of something recorded then."""
    return row["person_id"], row[f"{table}_date"], row[f"{table}_datetime"], name
