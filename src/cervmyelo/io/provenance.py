"""
Which version of the library and of the rules wrote a record.
"""

from __future__ import annotations

import re
from typing import Final, cast

from cervmyelo.errors import KindError
from cervmyelo.registry import rules_fingerprint
from cervmyelo.version import VERSION

__all__ = ["PROVENANCE", "in_words", "provenance", "written_by"]

PROVENANCE: Final = "cervmyelo"
"""The key under which a record names the versions that wrote it."""

_VERSION: Final = re.compile(r"\d{1,4}(\.\d{1,5}){1,3}[a-z0-9.+]{0,20}")
_RULES: Final = re.compile("[0-9a-f]{12}")


def written_by() -> dict[str, str]:
    """
    The version of this library and the fingerprint of its rules.

    >>> sorted(written_by())
    ['rules', 'version']
    """
    return {"version": VERSION, "rules": rules_fingerprint()}


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


def in_words(version: str | None, rules: str | None) -> str:
    """
    The versions that a record names, for a message.

    >>> in_words("1.2.0", "0123456789ab")
    'version 1.2.0 (rules 0123456789ab)'
    >>> in_words("Jane Doe", "0123456789ab")
    'an unknown version (rules 0123456789ab)'

    Args:
        version: The version of the library. Text that is no version is not shown,
            because it may be anything.

        rules: The fingerprint of its rules, likewise.
    """
    known = version is not None and _VERSION.fullmatch(version)
    text = f"version {version}" if known else "an unknown version"
    if rules is None or not _RULES.fullmatch(rules):
        return text
    return f"{text} (rules {rules})"
