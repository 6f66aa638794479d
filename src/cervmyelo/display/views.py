"""
The page of an object: what it shows of itself in a notebook.

A kind of object has its view in the module of its subject, which registers it here.
"""

from __future__ import annotations

import functools

from .blocks import Bullets, Page

__all__ = ["page_of"]


@functools.singledispatch
def page_of(shown: object) -> Page:
    """
    The page of an object; of one without a view, what is printed of it.

    Args:
        shown: The object.
    """
    first, *rest = str(shown).splitlines() or [""]
    return Page(type(shown).__name__, first, (Bullets(tuple(rest)),) if rest else ())
