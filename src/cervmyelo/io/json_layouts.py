"""
JSON that holds records in another way than the readers expect, and what it is.
"""

from __future__ import annotations

from typing import Final, cast

from cervmyelo.errors import DocumentError
from cervmyelo.in_part import KEYS
from cervmyelo.json_text import Object, parse
from cervmyelo.models.missing import RECORDABLE

__all__ = ["FHIR", "OF_FHIR", "must_be_one_record", "parsed"]

FHIR: Final = "resourceType"
"""The key that every resource of FHIR has, and no record."""

OF_FHIR: Final = (
    "The file holds FHIR. `cervmyelo from-fhir` makes a table of a bulk export, which "
    "has one resource in each line; in Python, cm.fhir.from_fhir reads a Bundle."
)

_SPLIT: Final = frozenset({"columns", "data", "index", "schema"})


def parsed(text: str | bytes) -> object:
    """
    The value of a JSON text.

    Args:
        text: The text.

    Raises:
        DocumentError: If it is not JSON; the message says so if it is JSON Lines.
    """
    try:
        return parse(text)
    except DocumentError as error:
        start = text if isinstance(text, str) else text.decode(errors="replace")
        first, _, rest = start.lstrip("\ufeff \t\r\n").partition("\n")
        if not (first.startswith("{") and rest.lstrip().startswith("{")):
            raise
        raise DocumentError(
            f"{error} If each line is an object, it is JSON Lines: a table, which is "
            f"read if the name of the file ends in .jsonl."
        ) from None


def must_be_one_record(document: Object) -> None:
    """
    Check that an object is a record, and does not hold records in another way.

    Args:
        document: The object.

    Raises:
        DocumentError: If it is FHIR, or a table by columns or by row numbers, or holds
            records by names that are no quantities.
    """
    if FHIR in document:
        raise DocumentError(OF_FHIR)
    values = [*document.values()]
    objects = [each for each in values if isinstance(each, Object)]
    rows = len(objects) == len(values) and (
        _are_numbers(document) or all(map(_are_numbers, objects))
    )
    split = "data" in document and {*document} <= _SPLIT
    # A single field with a list is rather a mistake in a record.
    lists = len(values) > 1 and all(isinstance(each, list) for each in values)
    if values and (rows or split or lists):
        raise DocumentError(
            "The text is a table that is written by columns or by row numbers, and no "
            "record. Write a list of records, as to_json(orient='records') of pandas "
            "does, or a CSV file."
        )
    if not RECORDABLE.keys() & document and any(map(_holds_records, values)):
        raise DocumentError(
            "No key is the name of a quantity, and the values hold objects. Write one "
            "object for each patient, with a key for each quantity, and several as a "
            'list or as {"patients": [...]}.'
        )


def _holds_records(value: object) -> bool:
    """Whether an object that is no value known in part is here, or in a list."""
    each = cast("list[object]", value) if isinstance(value, list) else [value]
    return any(isinstance(one, Object) and not one.keys() <= KEYS for one in each)


def _are_numbers(keys: Object) -> bool:
    return bool(keys) and all(map(str.isdigit, keys))
