"""
How results, rules and records look: tables, and the HTML that notebooks show.

`html` gives the fragment that ``_repr_html_`` of every object asks for. `tables` needs
none of the views, so that they are loaded when something is shown.
"""

from __future__ import annotations

__all__ = ["html"]

_VIEWS = ("answers", "catalogue", "exchange", "people")
"""The modules that register the views of their objects."""


def html(shown: object) -> str:
    """
    An object as a fragment of HTML, as ``_repr_html_`` gives it to a notebook.

    >>> import cervmyelo as cm
    >>> fragment = html(cm.mjoa_total({"mjoa_total": 12}))
    >>> "<strong>12 points</strong>" in fragment, "<script" in fragment
    (True, False)

    Args:
        shown: Any object of this library.
    """
    from importlib import import_module

    from .page import written
    from .views import page_of

    for module in _VIEWS:
        import_module(f".{module}", __name__)

    return written(page_of(shown))
