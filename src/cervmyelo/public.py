"""
Mark classes and functions as public names of the package.
"""

from __future__ import annotations

from typing import TypeVar

__all__ = ["public"]

T = TypeVar("T")


def public(thing: T) -> T:
    """
    Mark a class or function as public under ``cervmyelo.NAME``.

    Reprs, tracebacks and pickles then show the name that users import.

    Args:
        thing: The class or function; its ``__module__`` becomes ``cervmyelo``.
    """
    thing.__module__ = "cervmyelo"
    return thing
