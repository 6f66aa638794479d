"""The library's data in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from cervmyelo.quantity import Quantity
from cervmyelo.sources import ARTICLE, Citation, Disagreement, Source, Statement

_MARKS = re.compile(r"([\\`*_\[\]<>|])")
_LISTLIKE = re.compile(r"^([-+#]|\d+[.)])(?=\s)")


def headline(label: str) -> str:
    """A label as a title. "mJOA" keeps its small letter."""
    if len(label) > 1 and label[1].isupper():
        return label
    return label[:1].upper() + label[1:]


def plain(text: str) -> str:
    """Text escaped for Markdown."""
    return _LISTLIKE.sub(r"\\\1", _MARKS.sub(r"\\\1", text))


def bullets(lines: Iterable[str]) -> str:
    """Lines as a list; indented parts of a line stay under it."""
    return "\n".join(f"- {line}" for line in lines)


def listed(text: str) -> str:
    """The text of a cell; parts separated by semicolons become a list."""
    parts = _parts(text)
    if len(parts) == 1:
        return plain(text)
    head, within, first = _opening(parts[0])
    opening = f"{plain(head)}\n\n" if within else ""
    return opening + bullets(plain(part) for part in (first, *parts[1:]))


def _opening(part: str) -> tuple[str, str, str]:
    """The words before the first part of a list, such as "label: any of"."""
    found = re.match(r"(.*?\b(?:any|all) of) (.*)", part)
    return (found[1], found[0], found[2]) if found else ("", "", part)


def _parts(text: str) -> list[str]:
    """The text split at semicolons outside brackets."""
    parts = [""]
    depth = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == ";" and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def grid(head: Sequence[str], body: Iterable[Sequence[str]], kind: str = "") -> str:
    """A table in Markdown, without its empty columns."""
    lines = [tuple(line) for line in body]
    kept = [i for i in range(len(head)) if any(line[i] for line in lines)]
    text = [
        "```{list-table}",
        ":header-rows: 1",
        f":class: library {kind}".rstrip(),
        "",
    ]
    for line in (tuple(map(plain, head)), *lines):
        for position, i in enumerate(kept):
            mark = "  -" if position else "* -"
            inner = line[i].replace("\n", "\n    ")
            text.append(f"{mark} {inner}".rstrip())
    return re.sub(r"(?m)^ +$", "", "\n".join([*text, "```"]))


def target(source: Source) -> str:
    """The anchor of a source in the list of sources."""
    return f"source-{source.key.replace('_', '-')}"


def where(cite: Citation) -> str:
    """A citation that links to its source."""
    return f"[{plain(str(cite))}](#{target(cite.source)})"


def place(cite: Citation) -> str:
    """A citation on the page about the article, without the name of the article."""
    if cite.source != ARTICLE:
        return where(cite)
    return f"[{plain(cite.place)}](#{target(cite.source)})"


def reference(source: Source) -> str:
    """A source in full, with an external link."""
    title = f" *{plain(source.title)}*." if source.title else ""
    doi = f" [doi:{source.doi}](https://doi.org/{source.doi})." if source.doi else ""
    url = f" <{source.url}>." if source.url else ""
    written = plain(f"{source}".rstrip("."))
    return f"{written}.{title} {plain(source.within)}.{doi}{url}"


def said(statement: Statement) -> str:
    """A statement with its citation, and its figures in a list under it."""
    figures = "".join(f"\n  - {plain(str(each))}" for each in statement.figures)
    return f"{plain(statement.says)} ({where(statement.cite)}){figures}"


def both_sides(disagreement: Disagreement) -> str:
    """The source that the library follows, and the sources that disagree."""
    return bullets(
        [
            f"**Followed here:** {said(disagreement.followed)}",
            *(f"**Other sources:** {said(each)}" for each in disagreement.others),
        ]
    )


def entry(quantity: Quantity) -> str:
    """The name of a quantity, as an anchor in the data dictionary."""
    return f"[`{quantity.name}`]{{#quantity-{quantity.name}}}"


def link(quantity: Quantity, within: str = "") -> str:
    """A link into the data dictionary, without the prefix already shown."""
    return f"[`{quantity.name.removeprefix(within)}`](#quantity-{quantity.name})"


def links(pages: Mapping[str, str]) -> str:
    """Links to pages in the same folder: labels by page names."""
    return ", ".join(f"[{plain(label)}]({page}.md)" for page, label in pages.items())
