"""
A report as a document of HTML: for screens of any width, light and dark, and for A4.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from cervmyelo.display.page import STYLE, escaped, fragment

from .cohort import cohort
from .members import Member
from .person import person

__all__ = ["document"]

_PAGE: Final = """
:root { color-scheme: light dark; }
@page {
  size: A4; margin: 16mm 15mm 18mm;
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: #fff; color: #16202b;
  font-family: system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
  font-size: 16px; line-height: 1.45; overflow-wrap: anywhere;
}
body > .cervmyelo {
  max-width: 62rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; font-size: 1rem;
  overflow-x: visible;
}
.cervmyelo.cervmyelo h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .3rem; }
.cervmyelo.cervmyelo h2 {
  font-size: 1.2rem; margin: 2rem 0 .5rem; padding-bottom: .2rem;
  border-bottom: 2px solid var(--line);
}
.cervmyelo.cervmyelo h3 { font-size: 1.02rem; margin: 1.2rem 0 .3rem; }
.cervmyelo .of { margin: 0 0 1rem; opacity: .85; }
.cervmyelo.cervmyelo table { width: 100%; font-size: .93rem; }
.cervmyelo.cervmyelo th, .cervmyelo.cervmyelo td { max-width: none; min-width: 0; }
.cervmyelo.cervmyelo :is(td, a) { overflow-wrap: anywhere; }
.cervmyelo.cervmyelo td:has(> .chips) { overflow-wrap: break-word; }
.cervmyelo.cervmyelo thead th { font-size: .85rem; opacity: .85; }
.cervmyelo.cervmyelo tbody th { min-width: 0; width: 26%; }
.cervmyelo.cervmyelo tr { break-inside: avoid; }
.cervmyelo svg.small { width: 11rem; max-width: 100%; }
.cervmyelo svg.share { width: 100%; min-width: 7rem; max-width: 20rem; }
.cervmyelo svg.histogram { width: 15rem; max-width: 100%; }
.cervmyelo svg.interval { max-width: 24rem; }
.cervmyelo td > ul.chips { font-size: .82rem; }
@media (prefers-color-scheme: dark) {
  body { background: #12161b; color: #e7ebf0; }
}
@media screen and (max-width: 50rem) {
  body > .cervmyelo { padding: 1rem .9rem 2rem; }
  .cervmyelo.cervmyelo thead { display: none; }
  .cervmyelo.cervmyelo :is(table, tbody, tbody tr, tbody th) {
    display: block; width: auto;
  }
  .cervmyelo.cervmyelo tbody td {
    display: inline-block; max-width: calc(100% - 1.1em); margin-right: 1.1em;
  }
  .cervmyelo.cervmyelo tbody td:has(> :is(svg, ul)) { display: block; margin: 0; }
  .cervmyelo.cervmyelo tbody tr {
    border-bottom: 1px solid var(--line); padding: .45rem 0;
  }
  .cervmyelo.cervmyelo :is(tbody th, td) { border: 0; padding: .08rem 0; }
  .cervmyelo.cervmyelo td:empty { display: none; }
  .cervmyelo.cervmyelo td[data-label]:not(:empty, :has(> svg, > .chips))::before {
    content: attr(data-label) ": "; opacity: .75; font-size: .88em;
  }
  .cervmyelo.cervmyelo td > ul.chips { margin: .2rem 0; }
}
@media print {
  :root { color-scheme: light; }
  body { background: #fff; color: #000; font-size: 10pt; }
  body > .cervmyelo {
    max-width: none; padding: 0; font-size: 10pt; --line: rgba(0, 0, 0, .35);
    --fill: rgba(0, 0, 0, .1); --mark: #000;
  }
  .cervmyelo.cervmyelo h1 { font-size: 16pt; }
  .cervmyelo.cervmyelo h2 { font-size: 12.5pt; margin-top: 14pt; }
  .cervmyelo.cervmyelo h3 { font-size: 10.5pt; }
  .cervmyelo.cervmyelo table { font-size: 9pt; }
  .cervmyelo.cervmyelo :is(h1, h2, h3) { break-after: avoid; }
  .cervmyelo.cervmyelo thead { display: table-header-group; }
  .cervmyelo.cervmyelo tr:has(> th[scope=rowgroup]) { break-after: avoid; }
  .cervmyelo :is(svg, section section) { break-inside: avoid; }
  .cervmyelo.cervmyelo a { text-decoration: none; }
}
"""

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""What the page may load: its own style, and nothing else."""


def document(
    members: Iterable[Member], title: str, on: dt.date | None, *, alone: bool
) -> str:
    """
    A report as a document.

    Args:
        members: The people.

        title: The title; empty for the usual one.

        on: The day of the report; None for none.

        alone: Whether it is a report on one person.
    """
    if alone:
        (member,) = members
        usual, blocks = person(member)
        named = [f"Record: {member.name}"] if member.name else []
    else:
        usual, blocks = cohort(members)
        named = []
    if on is not None:
        named.append(f"Report of {on.isoformat()}")
    of = f'<p class="of">{escaped("; ".join(named))}</p>' if named else ""
    heading = escaped(title or usual)
    return (
        "<!doctype html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{heading}</title>\n<style>{STYLE}{_PAGE}</style>\n</head>\n"
        f'<body>\n<main class="cervmyelo">\n<h1>{heading}</h1>\n{of}'
        f"{fragment(blocks, 2)}\n</main>\n</body>\n</html>\n"
    )
