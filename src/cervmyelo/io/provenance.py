"""
Which version of the library and of the rules wrote a record.
"""

from __future__ import annotations

import importlib.metadata
from typing import Final, cast

from cervmyelo.errors import KindError
from cervmyelo.registry import rules_fingerprint

__all__ = ["PROVENANCE", "provenance", "written_by"]

PROVENANCE: Final = "cervmyelo"
"""The key under which a record says what wrote it."""


def written_by() -> dict[str, str]:
    """
    The version of this library and the fingerprint of its rules.

    >>> sorted(written_by())
    ['rules', 'version']
    """
    return {
        "version": importlib.metadata.version("cervmyelo"),
        "rules": rules_fingerprint(),
    }


def provenance(value: object) -> dict[str, str]:
    """
    What a record says wrote it.

    Raises:
        KindError: If it is not an object with the texts "version" and "rules".
    """
    said = cast("dict[str, str]", value if isinstance(value, dict) else {})
    if set(said) != {"version", "rules"} or not all(
        isinstance(each, str)  # pyright: ignore[reportUnnecessaryIsInstance]
        for each in said.values()
    ):
        raise KindError(
            PROVENANCE,
            "something else",
            'an object with the texts "version" and "rules"',
        )
    return said
