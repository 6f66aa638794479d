"""The tree of pages in the sidebar, made without the sections of every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx


def use_titles(
    app: Sphinx,
    _page: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """
    Let a page make its tree of titles from titles alone.

    The theme asks for titles only. For each page Sphinx copies the sections of all
    pages and then throws them away, which was half of the time of a build.
    """
    whole: Callable[..., str] | None = context.get("toctree")
    if whole is None:
        return
    env = app.builder.env
    titles = _titles(env.tocs)

    def toctree(**options: Any) -> str:
        if not options.get("titles_only"):
            return whole(**options)
        sections, env.tocs = env.tocs, titles
        try:
            return whole(**options)
        finally:
            env.tocs = sections

    context["toctree"] = toctree


_made: dict[int, dict[str, nodes.bullet_list]] = {}


def _titles(tocs: dict[str, nodes.bullet_list]) -> dict[str, nodes.bullet_list]:
    """The tables of contents of all pages, without sections; once for a build."""
    if id(tocs) not in _made:
        _made.clear()
        _made[id(tocs)] = {name: _without_sections(toc) for name, toc in tocs.items()}
    return _made[id(tocs)]


def _without_sections(toc: nodes.bullet_list) -> nodes.bullet_list:
    """The title of a page and the tables of contents in it."""
    short = toc.copy()
    for item in toc.children:
        if not isinstance(item, nodes.list_item):
            short += item.deepcopy()
            continue
        title, *_ = item.children
        kept = item.copy()
        kept += title.deepcopy()
        if found := [each.copy() for each in item.findall(addnodes.toctree)]:
            kept += nodes.bullet_list("", *found)
        short += kept
    return short


def setup(app: Sphinx) -> dict[str, bool]:
    """Run before the theme makes its tree."""
    app.connect("html-page-context", use_titles, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
