"""A check of the built pages: every link inside the site leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import attrs
from sphinx.application import Sphinx
from sphinx.errors import SphinxError

__all__ = ["BrokenSiteError", "faults"]

_ADDRESSES = {
    "a": "href",
    "img": "src",
    "link": "href",
    "script": "src",
    "source": "src",
    "iframe": "src",
}
_MOST_SHOWN = 20


class BrokenSiteError(SphinxError):
    """The built pages have broken links, or pictures without a description."""

    category = "Broken site"


@attrs.define
class _Page(HTMLParser):
    """The anchors, addresses and pictures of a page."""

    anchors: set[str] = attrs.field(factory=set[str])
    addresses: list[tuple[str, str]] = attrs.field(factory=list[tuple[str, str]])
    undescribed: list[str] = attrs.field(factory=list[str])

    def __attrs_pre_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        for name in ("id", "name"):
            if value := found.get(name):
                self.anchors.add(value)
        address = found.get(_ADDRESSES.get(tag, ""))
        if address:
            self.addresses.append((tag, address))
        if tag == "img" and not (found.get("alt") or "").strip():
            self.undescribed.append(address or "a picture without an address")


def faults(site: Path) -> Iterator[str]:
    """Every broken link inside a built site, and every picture without words."""
    pages = {path: _read(path) for path in sorted(site.rglob("*.html"))}
    for path, page in pages.items():
        name = path.relative_to(site)
        yield from (f"{name}: {each} has no alt text" for each in page.undescribed)
        for tag, address in page.addresses:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            to = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if to.is_dir():
                to /= "index.html"
            if not to.exists():
                yield f"{name}: <{tag}> leads to {address}, which does not exist"
            elif parts.fragment and to in pages:
                anchor = unquote(parts.fragment)
                if anchor not in pages[to].anchors:
                    yield f"{name}: {address} has no anchor {anchor}"


def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    return page


def check(app: Sphinx, failed: Exception | None) -> None:
    """
    Check the pages after a build.

    Raises:
        BrokenSiteError: If a link or a picture is broken, or a picture has no words.
    """
    if failed is not None or app.builder.name != "html":
        return
    found = list(dict.fromkeys(faults(Path(app.outdir).resolve())))
    if found:
        more = [f"and {len(found) - _MOST_SHOWN} more"] * (len(found) > _MOST_SHOWN)
        hint = "If a page was moved, build all pages anew: sphinx-build -E."
        raise BrokenSiteError("\n".join([*found[:_MOST_SHOWN], *more, hint]))


def setup(app: Sphinx) -> dict[str, bool]:
    """Check at the end of a build, after everything else has written its files."""
    app.connect("build-finished", check, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
