"""
What ends every report: whom the rules hold for, limits, sources, and what made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from cervmyelo.display.blocks import (
    Block,
    Bullets,
    Grid,
    Paragraph,
    Part,
    RowGroup,
    link,
)
from cervmyelo.display.reports import titled
from cervmyelo.forms import Form
from cervmyelo.io.provenance import written_by
from cervmyelo.sources import Citation, Source

__all__ = ["CAUTION", "cautions", "origins", "people_of", "sources"]

CAUTION: Final = (
    "Not a medical device and no medical advice. Published rules are applied to what "
    "was recorded, for people who can check the basis of each answer. What was not "
    "recorded never counts as no."
)


_NAMED: Final = 3


def people_of(rules: Sequence[Form]) -> Part:
    """
    In which people each rule was found, and for whom it is.

    Args:
        rules: The rules.
    """
    groups: dict[str, list[str]] = {}
    for rule in rules:
        says = "not stated" if rule.people is None else rule.people.says
        groups.setdefault(says, []).append(titled(rule.label))
    rows = tuple((_listed(rules), says) for says, rules in groups.items())
    table = Grid(("Rule", "People"), (RowGroup(rows),))
    return Part("Whom the rules hold for", (table,))


def cautions(rules: Sequence[Form]) -> Part:
    """
    What the rules do not cover.

    Args:
        rules: The rules.
    """
    groups: dict[str, list[str]] = {}
    for rule in rules:
        for limit in rule.limits:
            groups.setdefault(limit, []).append(titled(rule.label))
    by_rules: dict[tuple[str, ...], list[str]] = {}
    for limit, labels in groups.items():
        by_rules.setdefault(tuple(labels), []).append(limit)
    rows = tuple(
        (_listed(labels), Bullets(tuple(limits))) for labels, limits in by_rules.items()
    )
    table = Grid(("Rule", "Limits"), (RowGroup(rows),))
    return Part("Cautions", (Paragraph(CAUTION, "strong"), table))


def _listed(labels: Sequence[str]) -> str:
    """Some rules in one line of a table."""
    more = len(labels) - _NAMED
    return "; ".join(labels[:_NAMED]) + (f"; {more} more" if more > 0 else "")


def sources(cites: Iterable[Citation]) -> Part:
    """
    The publications, each once, with the places that answers rest on.

    Args:
        cites: The citations.
    """
    places: dict[Source, list[str]] = {}
    for cite in dict.fromkeys(cites):
        places.setdefault(cite.source, []).append(cite.place)
    rows = tuple(
        (
            link(source),
            f"{source.title}. {source.within}" if source.title else source.within,
            Bullets(tuple(dict.fromkeys(cited))),
            link(source, source.doi or source.url or "not known"),
        )
        for source, cited in places.items()
    )
    head = ("Source", "Publication", "Places in it", "DOI or address")
    return Part("Sources", (Grid(head, (RowGroup(rows),)),))


def origins(rules: Sequence[Form]) -> Part:
    """
    Which version of the library and of each rule answered.

    Args:
        rules: The rules.
    """
    writer = written_by()
    blocks: list[Block] = [
        Paragraph(
            f"cervmyelo {writer['version']}; all rules together have the fingerprint "
            f"{writer['rules']}."
        )
    ]
    rows = tuple(
        (titled(rule.label), rule.name, each.edition, each.fingerprint)
        for rule in rules
        for each in (rule.identity,)
    )
    head = ("Rule", "Name", "Edition", "Fingerprint")
    blocks.append(Grid(head, (RowGroup(rows),)))
    return Part("Versions", tuple(blocks))
