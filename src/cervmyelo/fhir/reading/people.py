"""
Whose record a resource is.

A resource names its subject by a reference. References are compared as FHIR resolves
them in a Bundle; two that may be two people are never taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from .json_values import parts, text
from .walking import Resource

__all__ = ["Subjects", "identifies", "own_reference"]

_RESTFUL: Final = re.compile(r"(?P<base>https?://\S+/)[A-Za-z]+/[A-Za-z0-9.-]{1,64}")
_RELATIVE: Final = re.compile(r"(?P<kind>[A-Za-z]+)/[A-Za-z0-9.-]{1,64}")
_VERSION: Final = re.compile(r"/_history/[^/]*$")
_PATIENT: Final = "Patient"


class Subjects:
    """The people in data, by the references to them."""

    def __init__(self) -> None:
        self._by_id: dict[str, set[str]] = {}
        self._known: set[str] = set()
        self._resolved: dict[tuple[str, str], str | None] = {}

    def learn(self, patient: Resource) -> str:
        """
        The key of the person whom a Patient describes.

        References in the same data can then name it by its address or its identifier.
        """
        by_id = own_reference(patient)
        key = patient.url or by_id
        self._known.add(key)
        if by_id:
            self._by_id.setdefault(by_id, set()).add(key)
        return key

    def key(self, resource: Resource) -> str | None:
        """
        The key of the person whom a resource is about.

        Returns:
            The key; empty if it names nobody, and None if it is not about one person
            that can be distinguished from others.
        """
        subject = resource.body.get("subject")
        return "" if subject is None else self.resolved(parts(subject), resource.url)

    def resolved(self, subject: Mapping[str, object], url: str = "") -> str | None:
        """The key of the person that a reference names; None if it names none."""
        reference = text(subject.get("reference"))
        if not reference:
            return identifies(subject)
        asked = (reference, _server(url))
        # Most records of a person name the same subject.
        if asked not in self._resolved:
            self._resolved[asked] = self._named(*asked)
        return self._resolved[asked]

    def one_server(self, keys: Collection[str]) -> Mapping[str, str]:
        """
        The keys that name a person who has another key, with that key.

        An absolute reference that ends in ``/Patient/1`` is ``Patient/1`` if that has
        no address of its own and everything that was resolved names one server. With
        two servers they may be two people.

        Args:
            keys: The keys of all people.
        """
        known = (*self._known, *(name for name, _ in self._resolved))
        servers = {base for _, base in self._resolved} | {*map(_server, known)}
        bases = [base for base in servers if base]
        if len(bases) != 1:
            return {}
        return {
            f"{bases[0]}{bare}": bare
            for bare in keys
            if f"{bases[0]}{bare}" in keys and self._by_id.get(bare, {bare}) == {bare}
        }

    def _named(self, reference: str, base: str) -> str | None:
        reference = _VERSION.sub("", reference)
        if reference.startswith("#"):
            return None
        relative = _RELATIVE.fullmatch(reference)
        if relative is not None:
            if relative["kind"] != _PATIENT:
                return None
            return self._of_relative(reference, base)
        absolute = _RESTFUL.fullmatch(reference)
        if absolute is not None and f"/{_PATIENT}/" not in reference:
            return None
        return reference

    def _of_relative(self, reference: str, base: str) -> str | None:
        if base + reference in self._known:
            return base + reference
        keys = self._by_id.get(reference, {reference})
        return next(iter(keys)) if len(keys) == 1 else None


def _server(url: str) -> str:
    """The address of the server that an entry comes from; empty if it names none."""
    # Most entries of Bundles have the address of none.
    url = _VERSION.sub("", url)
    found = _RESTFUL.fullmatch(url) if url.startswith("http") else None
    return found["base"] if found else ""


def own_reference(patient: Resource) -> str:
    """The reference to a Patient by its id; empty if it has none."""
    own = text(patient.body.get("id"))
    return f"{_PATIENT}/{own}" if own else ""


def identifies(subject: Mapping[str, object]) -> str | None:
    """The key of a person who is named by an identifier alone; None without one."""
    identifier = parts(subject.get("identifier"))
    system, value = text(identifier.get("system")), text(identifier.get("value"))
    return f"{system}|{value}" if system and value else None
