"""
Every resource in data: in a Bundle, a list, or alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from .json_values import is_array, is_object, objects, parts, sequence, text
from .report import Line

__all__ = ["DEEPEST", "MOST", "Resource", "resources"]

DEEPEST: Final = 8
"""How deep Bundles and lists can be nested in each other."""

MOST: Final = 100_000
"""How many resources are read at once."""

_OLD: Final = frozenset({"history"})


class Resource(NamedTuple):
    """
    A resource, and where it stands.

    Attributes:
        place: Where it is in the data.

        kind: Its type, such as ``"Observation"``; empty if it has none.

        body: The resource.

        url: The address of the entry that holds it; empty if there is none.
    """

    place: str
    kind: str
    body: Mapping[str, object]
    url: str = ""


def resources(data: object) -> Iterator[Resource | Line]:
    """
    Every resource in data, in order; a line for what is left out or says there is more.

    Args:
        data: A resource, a Bundle, or a list of them.
    """
    stack: list[tuple[str, object, str, int]] = [("", data, "", 0)]
    seen = 0
    while stack:
        place, each, url, depth = stack.pop()
        seen += 1
        if seen > MOST:
            yield Line(place, "incomplete", why=f"more than {MOST:,} resources")
            return
        body = parts(each)
        kind = text(body.get("resourceType"))
        if is_object(each) and kind != "Bundle":
            yield Resource(place, kind, body, url)
            continue
        inner: list[tuple[str, object, str, int]] = []
        if is_array(each):
            inner = [
                (f"{place}[{at}]", part, "", depth + 1)
                for at, part in enumerate(sequence(each))
            ]
        elif kind == "Bundle":
            yield from _said_by(place, body)
            if text(body.get("type")) in _OLD:
                continue
            within = f"{place}.entry" if place else "entry"
            inner = [
                (
                    f"{within}[{at}]",
                    entry.get("resource"),
                    text(entry.get("fullUrl")),
                    depth + 1,
                )
                for at, entry in enumerate(map(parts, sequence(body.get("entry"))))
            ]
        elif depth == 0 or each is not None:
            yield Line(place, "not understood", why="no resource")
        if inner and depth >= DEEPEST:
            yield Line(place, "not understood", why=f"nested more than {DEEPEST} deep")
        else:
            stack += reversed(inner)


def _said_by(place: str, bundle: Mapping[str, object]) -> Iterator[Line]:
    if any(link.get("relation") == "next" for link in objects(bundle.get("link"))):
        why = "this page is not the last: what is missing may be on the next"
        yield Line(place, "incomplete", why=why)
    if text(bundle.get("type")) in _OLD:
        yield Line(place, "ignored", why="a history of versions, not a record")
