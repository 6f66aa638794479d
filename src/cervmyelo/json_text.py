"""
JSON text: strict reading and exact writing.
"""

from __future__ import annotations

import collections
import json
import math
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from cervmyelo.errors import DocumentError, KindError, kind_of
from cervmyelo.field_types import expect

__all__ = ["MOST_BYTES", "Json", "Object", "parse", "to_json"]

Json: TypeAlias = (
    "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
)
"""A value that JSON can hold."""

MOST_BYTES: Final = 256 * 2**20
"""The length limit of a JSON text, in bytes; use a table for more records."""

_LONGEST_NUMBER: Final = 32
_PLAIN: Final = (
    "objects, lists, text, finite numbers, booleans and None, which JSON can hold"
)


class Object(dict[str, object]):
    """
    A JSON object that keeps the keys that were given twice.

    Attributes:
        repeated: These keys, in the order of the text.
    """

    __slots__ = ("repeated",)

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.repeated: tuple[str, ...] = ()
        if len(self) < len(pairs):
            counts = collections.Counter(key for key, _ in pairs)
            self.repeated = tuple(key for key, count in counts.items() if count > 1)


def parse(text: str | bytes, *, unique: bool = False) -> object:
    """
    Parse a JSON text; repeated keys are kept.

    NaN, infinities and numbers that are too long become floats that are not finite,
    so that the check of a field can name the field.

    Args:
        text: The text, or its bytes in UTF-8.

        unique: Whether an object that has a key twice is an error, at any depth.

    Raises:
        KindError: If it is neither text nor bytes.

        DocumentError: If it is not JSON, not UTF-8, too long or nested too deeply, or
            has a key twice that must be unique.
    """
    if not isinstance(text, str | bytes):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise KindError("text", kind_of(text), "JSON text, or its bytes in UTF-8")
    if len(text) > MOST_BYTES:
        raise DocumentError(
            f"The text is longer than {MOST_BYTES} bytes. Write the records as CSV or "
            f"Parquet, which are read row by row."
        )
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise DocumentError(
                f"The text is not UTF-8: byte {error.start} cannot be read. Save it as "
                f"UTF-8."
            ) from None
    try:
        decoder = _STRICT if unique else _DECODER
        return decoder.decode(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise DocumentError(
            f"The text is not JSON: line {error.lineno}, column {error.colno}."
        ) from None
    except RecursionError:
        raise DocumentError("The text is nested too deeply to be a record.") from None


def to_json(value: Json, *, indent: int | None = None) -> str:
    """
    JSON text that reads back exactly, with the keys in the order given.

    >>> to_json({"age_years": 61})
    '{"age_years":61}'

    Args:
        value: Plain data.

        indent: By how many blanks to indent each level; None writes one line without
            blanks, which is several times faster and shorter.

    Raises:
        KindError: If JSON cannot hold the value, such as a date or NaN.
    """
    expect("indent", indent, int | None)
    try:
        return json.dumps(
            value,
            allow_nan=False,
            ensure_ascii=False,
            indent=indent,
            separators=(",", ":") if indent is None else None,
        )
    except (TypeError, ValueError, OverflowError, RecursionError):
        # The messages of the module repeat values.
        raise KindError("value", "something else", _PLAIN) from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise DocumentError("An object has a key twice, so it has two meanings.")
    return made


def _integer(digits: str) -> float:
    # int() rejects thousands of digits with an error that names no field.
    return int(digits) if len(digits) <= _LONGEST_NUMBER else math.inf


# A decoder is made once: making it takes longer than a short text.
_DECODER: Final = json.JSONDecoder(object_pairs_hook=Object, parse_int=_integer)
_STRICT: Final = json.JSONDecoder(object_pairs_hook=_unique, parse_int=_integer)
