"""
Which version of the library and of the rules wrote a record.
"""

from __future__ import annotations

import functools
import importlib.metadata
from typing import Final, cast

from cervmyelo.errors import KindError
from cervmyelo.registry import rules_fingerprint

__all__ = ["PROVENANCE", "provenance", "written_by"]

PROVENANCE: Final = "cervmyelo"
"""The key under which a record names the versions that wrote it."""


def written_by() -> dict[str, str]:
    """
    The version of this library and the fingerprint of its rules.

    >>> sorted(written_by())
    ['rules', 'version']
    """
    return {"version": _version(), "rules": rules_fingerprint()}


@functools.cache
def _version() -> str:
    # Looking it up reads the file system, which takes longer than a finding.
    return importlib.metadata.version("cervmyelo")


def provenance(value: object) -> dict[str, str]:
    """
    Check the versions that a record names.

    Args:
        value: The value under the key `PROVENANCE`.

    Raises:
        KindError: If it is not an object with the strings "version" and "rules".
    """
    versions = cast("dict[str, str]", value if isinstance(value, dict) else {})
    if set(versions) != {"version", "rules"} or not all(
        isinstance(each, str)  # pyright: ignore[reportUnnecessaryIsInstance]
        for each in versions.values()
    ):
        raise KindError(
            PROVENANCE,
            "something else",
            'an object with the strings "version" and "rules"',
        )
    return versions
