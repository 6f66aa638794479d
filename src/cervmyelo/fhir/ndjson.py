"""
Bundles as NDJSON: one resource in each line, as bulk exports of FHIR are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

from cervmyelo.errors import KindError, kind_of
from cervmyelo.field_types import has_elements
from cervmyelo.json_text import Json, to_json

from .elements import ID, Element

__all__ = ["to_ndjson"]

_LAST: Final = re.compile(r"[:/]")
_BUNDLES: Final = "Bundles that to_fhir made"


def to_ndjson(bundles: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """
    The resources of Bundles as lines of JSON, each with an ``id``.

    In a Bundle, an entry has an address, and other entries refer to it. In NDJSON there
    are no entries: a resource gets the end of its address as its ``id``, and references
    to it become ``TYPE/ID``. Each Bundle is written as it comes, so any number of
    people needs the memory of one.

    >>> import datetime as dt
    >>> import cervmyelo as cm
    >>> day = dt.date(2026, 3, 14)
    >>> scores = {"Patient/1": 13, "Patient/2": 17}
    >>> bundles = (
    ...     cm.fhir.to_fhir(
    ...         cm.assess({"mjoa_total": score}),
    ...         subject=subject,
    ...         at=day,
    ...         ids=cm.fhir.stable_ids(subject, day),
    ...         rules=[],
    ...     )
    ...     for subject, score in scores.items()
    ... )
    >>> lines = [*cm.fhir.to_ndjson(bundles)]
    >>> [line.partition(",")[0] for line in lines]
    ['{"resourceType":"Observation"', '{"resourceType":"Observation"']
    >>> [each.patient.mjoa.total for each in cm.fhir.from_ndjson(lines, on=day)]
    [13, 17]

    Args:
        bundles: Bundles, as `to_fhir` makes them.

    Returns:
        The lines, made one by one. They have no ends; write each with a line feed.

    Raises:
        KindError: If a Bundle is none, or the end of an address is no ``id`` of FHIR:
            1 to 64 letters of English, digits, ``-`` and ``.``.
    """
    given = cast("object", bundles)
    if isinstance(given, str | Mapping) or not has_elements(given):
        raise KindError("bundles", kind_of(bundles), f"an iterable of {_BUNDLES}")
    return _lines(bundles)


def _lines(bundles: Iterable[Mapping[str, object]]) -> Iterator[str]:
    for bundle in bundles:
        entries = _entries(bundle)
        ids = {address: _id(address) for address, _ in entries}
        if len({*ids.values()}) < len(entries):
            raise KindError("bundles", "one with one id twice", _BUNDLES)
        references = {
            address: f"{resource['resourceType']}/{ids[address]}"
            for address, resource in entries
        }
        for address, resource in entries:
            kind, rest = {"resourceType": resource["resourceType"]}, {**resource}
            del rest["resourceType"]
            line = {**kind, "id": ids[address], **rest}
            yield to_json(cast("Json", _referring(line, references)))


def _entries(bundle: object) -> list[tuple[str, Element]]:
    """The addresses and resources of a Bundle."""
    try:
        made = cast("Mapping[str, list[Mapping[str, object]]]", bundle)
        entries = [(e["fullUrl"], e["resource"]) for e in made.get("entry", ())]
    except (AttributeError, KeyError, TypeError):
        raise KindError("bundles", kind_of(bundle), _BUNDLES) from None
    for address, resource in entries:
        kind = cast("Element", resource).get("resourceType") if _is(resource) else None
        if not (isinstance(address, str) and isinstance(kind, str)):
            raise KindError("bundles", "one with an entry without a type", _BUNDLES)
    return cast("list[tuple[str, Element]]", entries)


def _is(resource: object) -> bool:
    return isinstance(resource, dict)


def _id(address: str) -> str:
    made = _LAST.split(address)[-1]
    if not ID.fullmatch(made):
        raise KindError(
            "bundles",
            "one with an address that does not end in an id of FHIR",
            _BUNDLES,
            "Let ids of to_fhir be such URIs; those of stable_ids are.",
        )
    return made


def _referring(part: object, references: Mapping[str, str]) -> object:
    """A part of a resource with references to resources of the same Bundle."""
    if isinstance(part, dict):
        found = cast("Element", part)
        return {
            key: references.get(value, value)
            if key == "reference" and isinstance(value, str)
            else _referring(value, references)
            for key, value in found.items()
        }
    if isinstance(part, list):
        return [_referring(each, references) for each in cast("list[object]", part)]
    return part
