"""
HTML for notebooks and pages: the one place where it is made.

Everything from outside is escaped here. There is no script and nothing that a browser
would fetch. Colours are those of the notebook, so that it is readable in the light and
in the dark; no meaning is carried by a colour alone. Without its style, as where a
notebook is not trusted, it is still tables, lists and words.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Final, assert_never
from urllib.parse import urlsplit

from cervmyelo.findings import figure
from cervmyelo.names import printable

from .blocks import (
    Block,
    Bullets,
    Cell,
    Chip,
    Chips,
    Details,
    Grid,
    Histogram,
    Interval,
    Link,
    Mark,
    Page,
    Paragraph,
    Part,
    RowGroup,
    Share,
)

__all__ = ["STYLE", "escaped", "fragment", "written"]

STYLE: Final = """
.cervmyelo {
  --line: rgba(128, 128, 128, .45); --fill: rgba(128, 128, 128, .14); --mark: #1a66b3;
  max-width: 56em; font-size: .95em; line-height: 1.45; overflow-x: auto;
}
@media (prefers-color-scheme: dark) {
  .cervmyelo { --fill: rgba(160, 160, 160, .2); --mark: #6cb2ff; }
}
.cervmyelo.cervmyelo p, .cervmyelo.cervmyelo ul { margin: .35em 0; padding: 0; }
.cervmyelo.cervmyelo ul { padding-left: 1.2em; }
.cervmyelo.cervmyelo table {
  border-collapse: collapse; margin: .5em 0; border: 0; table-layout: auto;
  font-size: inherit; color: inherit;
}
.cervmyelo.cervmyelo caption {
  text-align: left; caption-side: top; opacity: .8; padding: .2em 0; color: inherit;
}
.cervmyelo.cervmyelo th, .cervmyelo.cervmyelo td {
  text-align: left; vertical-align: top; padding: .25em .9em .25em 0; border: 0;
  border-bottom: 1px solid var(--line); white-space: normal; max-width: 34em;
  background: none; color: inherit; overflow-wrap: break-word; line-height: inherit;
}
.cervmyelo.cervmyelo tr { background: none; }
.cervmyelo.cervmyelo tbody th {
  font-weight: 600; min-width: 6em;
}
.cervmyelo.cervmyelo td { min-width: 4em; }
.cervmyelo.cervmyelo th[scope=rowgroup] { padding-top: .9em; opacity: .8; }
.cervmyelo.cervmyelo td > ul { margin: 0; }
.cervmyelo.cervmyelo a { color: inherit; text-decoration: underline; }
.cervmyelo.cervmyelo .alarm { border-left: .3em solid #d03a3a; padding-left: .6em; }
.cervmyelo .quiet, .cervmyelo .note { opacity: .8; }
.cervmyelo.cervmyelo ul.chips {
  list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3em;
}
.cervmyelo ul.chips > li {
  border: 1px solid var(--line); border-radius: 1em; padding: .05em .7em; margin: 0;
}
.cervmyelo ul.chips > li.answer, .cervmyelo ul.chips > li.yes {
  border: 2px solid var(--mark); font-weight: 700;
}
.cervmyelo ul.chips > li.possible {
  background: var(--fill); border: 1px solid var(--mark);
}
.cervmyelo ul.chips > li.open { border-style: dashed; }
.cervmyelo ul.chips > li.excluded { border-color: transparent; opacity: .7; }
.cervmyelo svg {
  display: block; width: 100%; max-width: 24em; height: auto; margin: .4em 0;
}
.cervmyelo svg.small { min-width: 7em; max-width: 9em; }
.cervmyelo svg.share { min-width: 8em; max-width: 18em; }
.cervmyelo.cervmyelo :is(h2, h3, h4, h5) {
  font-size: 1em; font-weight: 700; margin: .9em 0 .3em;
}
.cervmyelo details { margin: .4em 0; }
.cervmyelo summary { cursor: pointer; }
.cervmyelo .more { opacity: .8; font-style: italic; }
"""

_SIGNS: Final[dict[Mark, tuple[str, str]]] = {
    "answer": ("●", "the answer"),
    "possible": ("○", "still possible"),
    "excluded": ("-", "excluded"),
    "yes": ("✓", "yes"),
    "no": ("✕", "no"),
    "open": ("?", "not known"),
}
"""The sign of each state, which is never shown by colour alone, and its meaning."""

_WIDTH: Final = 320
_IN_NOTEBOOKS: Final = 4
"""The level of headings within the document that a notebook is."""
_EDGE: Final = 10
_NARROWEST: Final = 16


def written(page: Page) -> str:
    """
    A page as a fragment of HTML.

    >>> written(Page("<b>", "1 & 2", ())).rpartition("</style>")[2]
    '<p>&lt;b&gt;: <strong>1 &amp; 2</strong></p></div>'
    """
    lead = f"<strong>{_text(page.lead)}</strong>" if page.lead else ""
    title = _text(page.title)
    head = f"{title}: {lead}" if lead else f"<strong>{title}</strong>"
    note = f' <span class="note">({_text(page.note)})</span>' if page.note else ""
    return (
        f'<div class="cervmyelo"><style>{STYLE}</style>'
        f"<p>{head}{note}</p>{fragment(page.blocks, _IN_NOTEBOOKS)}</div>"
    )


def escaped(text: str) -> str:
    """
    A text that shows itself in HTML, whatever it holds.

    >>> escaped("<b> & more")
    '&lt;b&gt; &amp; more'

    Args:
        text: The text.
    """
    return html.escape(printable(text))


_text = escaped


def fragment(blocks: Iterable[Block], level: int) -> str:
    """
    Parts of a page as HTML.

    Args:
        blocks: The parts.

        level: The level of their headings, 2 right below the title of a document.
    """
    return "".join(_block(each, level) for each in blocks)


def _block(block: Block, level: int) -> str:
    match block:
        case Paragraph(text=text, tone=tone):
            sign = "<strong>⚠</strong> " if tone == "alarm" else ""
            words = _cell(text)
            if tone in {"alarm", "strong"}:
                words = f"<strong>{words}</strong>"
            return f'<p class="{tone}">{sign}{words}</p>'
        case Grid():
            return _grid(block)
        case Details(summary=summary, blocks=blocks, unfolded=unfolded):
            state = " open" if unfolded else ""
            return (
                f"<details{state}><summary>{_text(summary)}</summary>"
                f"{fragment(blocks, level)}</details>"
            )
        case Part(title=title, blocks=blocks):
            return (
                f"<section><h{level}>{_text(title)}</h{level}>"
                f"{fragment(blocks, min(level + 1, 6))}</section>"
            )
        case Chips() | Interval() | Histogram() | Bullets():
            return _cell(block)
        case _:
            assert_never(block)


def _cell(cell: Cell) -> str:
    match cell:
        case str():
            return _text(cell)
        case Link(text=text, to=to):
            # An address of another kind could run a script.
            if urlsplit(to).scheme not in {"https", "http"}:
                return _text(text)
            return f'<a href="{_text(to)}" rel="noopener">{_text(text)}</a>'
        case Chips():
            return _chips(cell)
        case Interval():
            return _interval(cell)
        case Share():
            return _share(cell)
        case Histogram():
            return _histogram(cell)
        case Bullets(items=items):
            if len(items) < 2:  # noqa: PLR2004 -- one item is no list
                return "".join(map(_cell, items))
            return f"<ul>{''.join(f'<li>{_cell(each)}</li>' for each in items)}</ul>"
        case _:
            assert_never(cell)


def _chips(shown: Chips) -> str:
    chips = shown.chips
    items = "".join(
        f'<li class="{each.mark}" title="{_SIGNS[each.mark][1]}">'
        f"{_SIGNS[each.mark][0]} {_struck(each)}</li>"
        for each in chips
    )
    drawn = f'<ul class="chips" aria-label="{_text(shown.label)}">{items}</ul>'
    if not shown.legend:
        return drawn
    marks: dict[Mark, None] = {each.mark: None for each in chips}
    legend = "; ".join(" ".join(_SIGNS[mark]) for mark in marks)
    return f'{drawn}<p class="quiet"><small>{legend}</small></p>'


def _struck(chip: Chip) -> str:
    text = _text(chip.text)
    return f"<s>{text}</s>" if chip.mark == "excluded" else text


def _grid(grid: Grid) -> str:
    columns = max(
        [len(grid.head), *(len(row) for group in grid.groups for row in group.rows)]
    )
    caption = f"<caption>{_text(grid.caption)}</caption>" if grid.caption else ""
    heads = "".join(f'<th scope="col">{_text(each)}</th>' for each in grid.head)
    head = f"<thead><tr>{heads}</tr></thead>" if heads else ""
    names = [*grid.head, *[""] * columns][:columns]
    body = "".join(_group(each, names) for each in grid.groups)
    return f"<table>{caption}{head}{body}</table>"


def _group(group: RowGroup, names: Sequence[str]) -> str:
    columns = len(names)
    title = (
        f'<tr><th scope="rowgroup" colspan="{columns}">{_text(group.title)}</th></tr>'
        if group.title
        else ""
    )
    rows = "".join(
        f'<tr><th scope="row">{_heading(first)}</th>'
        f"{''.join(map(_data, names[1:], rest))}</tr>"
        for first, *rest in group.rows
    )
    more = (
        f'<tr><td class="more" colspan="{columns}">... and {group.more} more</td></tr>'
        if group.more
        else ""
    )
    return f"<tbody>{title}{rows}{more}</tbody>"


def _data(name: str, cell: Cell) -> str:
    """A cell; a narrow page shows the heading of its column next to it."""
    label = f' data-label="{_text(name)}"' if name else ""
    return f"<td{label}>{_cell(cell)}</td>"


def _heading(cell: Cell) -> str:
    """The heading of a row; a name can be broken after an underscore."""
    shown = _cell(cell)
    return shown.replace("_", "_<wbr>") if isinstance(cell, str) else shown


def _interval(drawn: Interval) -> str:
    """The interval as a picture whose words say the same."""
    low, high = _at(drawn, drawn.low), _at(drawn, drawn.high)
    height = 16 if drawn.small else 40
    parts = [
        f'<line x1="{_EDGE}" x2="{_WIDTH - _EDGE}" y1="8" y2="8" stroke="currentColor" '
        f'stroke-opacity="0.45"/>'
    ]
    if drawn.published is not None:
        start, end = (_at(drawn, each) for each in drawn.published)
        parts += [
            f'<line x1="{start:.1f}" x2="{end:.1f}" y1="8" y2="8" '
            f'stroke="currentColor" stroke-width="2"/>',
            *(
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="3" y2="13" '
                f'stroke="currentColor" stroke-width="2"/>'
                for x in (start, end)
            ),
        ]
    # A point is an answer; what is still open is never drawn as narrow as one.
    if drawn.low == drawn.high:
        parts.append(f'<circle cx="{low:.1f}" cy="8" r="6" fill="currentColor"/>')
    else:
        width = max(high - low, _NARROWEST)
        start = min(low, _WIDTH - _EDGE - width)
        parts.append(
            f'<rect x="{start:.1f}" y="3" width="{width:.1f}" height="10" rx="3" '
            f'fill="currentColor" fill-opacity="0.55"/>'
        )
    if not drawn.small:
        axis = " (logarithmic)" if drawn.logarithmic else ""
        parts += [
            _number(_EDGE, "start", f"least {figure(drawn.least)}"),
            _number(_WIDTH - _EDGE, "end", f"most {figure(drawn.most)}{axis}"),
        ]
    scale = f"{figure(drawn.least)} to {figure(drawn.most)}"
    kind = "small" if drawn.small else "interval"
    return _picture(kind, height, f"{drawn.text}, on a scale from {scale}", parts)


def _share(drawn: Share) -> str:
    """A bar in a frame: solid for those who are counted, dashed for who may be."""
    width = _WIDTH - 2
    whole = max(drawn.whole, 1)
    sure, possible = (
        width * each / whole for each in (drawn.number, max(drawn.most, drawn.number))
    )
    opacity = "0.18" if drawn.open else "0.75"
    parts = [
        f'<rect x="1" y="1" width="{width}" height="14" rx="2" fill="none" '
        f'stroke="currentColor" stroke-opacity="0.3"/>'
    ]
    if sure:
        dashes = ' stroke="currentColor" stroke-dasharray="3 2"' if drawn.open else ""
        parts.append(
            f'<rect x="1" y="1" width="{sure:.1f}" height="14" rx="2" '
            f'fill="currentColor" fill-opacity="{opacity}"{dashes}/>'
        )
    if possible > sure:
        parts.append(
            f'<rect x="{1 + sure:.1f}" y="4" width="{possible - sure:.1f}" height="8" '
            f'fill="currentColor" fill-opacity="0.18" stroke="currentColor" '
            f'stroke-dasharray="3 2" stroke-opacity="0.7"/>'
        )
    return _picture("share", 16, drawn.text, parts)


def _histogram(drawn: Histogram) -> str:
    """A bar for each number; the axis names the ends, and the words the counts."""
    places = max(len(drawn.counts), 1)
    step = (_WIDTH - 2 * _EDGE) / places
    tallest = max(*drawn.counts, 1)
    base = 60
    parts = [
        f'<line x1="{_EDGE}" x2="{_WIDTH - _EDGE}" y1="{base}" y2="{base}" '
        f'stroke="currentColor" stroke-opacity="0.45"/>'
    ]
    for place, count in enumerate(drawn.counts):
        if count:
            height = (base - 6) * count / tallest
            parts.append(
                f'<rect x="{_EDGE + place * step + step * 0.1:.1f}" '
                f'y="{base - height:.1f}" width="{step * 0.8:.1f}" '
                f'height="{height:.1f}" fill="currentColor" fill-opacity="0.75"/>'
            )
    parts += [
        _number(_EDGE, "start", figure(drawn.least), base + 17),
        _number(_WIDTH - _EDGE, "end", figure(drawn.most), base + 17),
    ]
    return _picture("histogram", base + 22, drawn.text, parts)


def _picture(kind: str, height: float, text: str, parts: Iterable[str]) -> str:
    words = _text(text)
    return (
        f'<svg class="{kind}" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{words}"><title>{words}</title>{"".join(parts)}</svg>'
    )


def _at(drawn: Interval, number: float) -> float:
    return _EDGE + drawn.place(number) * (_WIDTH - 2 * _EDGE)


def _number(x: float, anchor: str, text: str, y: int = 33) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="14" text-anchor="{anchor}" '
        f'fill="currentColor">{_text(text)}</text>'
    )
