"""
Classes and functions that users know by their public names.
"""

from __future__ import annotations

from typing import TypeVar

__all__ = ["public"]

T = TypeVar("T")


def public(thing: T) -> T:
    """
    A class or function that calls itself ``cervmyelo.NAME``.

    Reprs, tracebacks and pickles then show the name that users import.

    Args:
        thing: The class or function; its ``__module__`` becomes ``cervmyelo``.
    """
    thing.__module__ = "cervmyelo"
    return thing
