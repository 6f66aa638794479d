"""Links from source code back to the API, for names that are public elsewhere."""

from __future__ import annotations

import re
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

__all__ = ["correct"]

_BACK: Final = re.compile(
    r'(<div class="viewcode-block" id="(?P<name>[^"]+)">\s*'
    r'<a class="viewcode-back" href="(?P<page>[^"#]+)#)(?P<anchor>[^"]+)(?=")'
)


def correct(
    app: Sphinx,
    page: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """
    Let each link lead to the name under which an object is documented.

    Sphinx takes the name of the first object of a module for all of them. Here some
    objects of a module are documented as ``cervmyelo.NAME`` and others in their module.
    """
    if not page.startswith("_modules/") or "body" not in context:
        return
    by_page: dict[tuple[str, str], str] = {}
    for name, found in app.env.domains.python_domain.objects.items():
        uri = app.builder.get_relative_uri(page, found.docname)
        parts = name.split(".")
        for i in range(1, len(parts)):
            by_page.setdefault((uri, ".".join(parts[i:])), found.node_id)

    def link(found: re.Match[str]) -> str:
        anchor = by_page.get((found["page"], found["name"]), found["anchor"])
        return found[1] + anchor

    context["body"] = _BACK.sub(link, context["body"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Correct the pages of source code."""
    app.connect("html-page-context", correct)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
