"""
Names from files, shown so that they are harmless in a message.
"""

from __future__ import annotations

from typing import Final

__all__ = ["shown"]

_LONGEST_NAME: Final = 60


def shown(name: str) -> str:
    r"""
    A name from a file, with look-alike letters and control characters as codes.

    >>> shown("\u0430ge_years")
    '\\u0430ge_years'

    Args:
        name: The name; of a long one the first 60 characters are shown.
    """
    return ascii(name)[1:-1][:_LONGEST_NAME]
