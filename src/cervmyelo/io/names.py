"""
Names and text from files, shown so that they are harmless.
"""

from __future__ import annotations

from typing import Final

__all__ = ["printable", "shown"]

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


def printable(text: str) -> str:
    r"""
    The text with control characters escaped, so that they have no effect.

    >>> printable("red \x1b[31m")
    'red \\x1b[31m'

    Args:
        text: Text of one line.
    """
    return text if text.isprintable() else ascii(text)[1:-1]
