"""
The parts that everything shown is made of: text, chips, an interval, a table.

They say what is shown. How it looks is the business of `cervmyelo.display.page`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias

import attrs

from cervmyelo.addresses import DOI
from cervmyelo.named import FEW
from cervmyelo.sources import Citation, Source

__all__ = [
    "Block",
    "Bullets",
    "Cell",
    "Chip",
    "Chips",
    "Details",
    "Grid",
    "Histogram",
    "Interval",
    "Link",
    "Mark",
    "Page",
    "Paragraph",
    "Part",
    "RowGroup",
    "Share",
    "facts",
    "grid",
    "link",
    "opened",
]

Mark: TypeAlias = Literal["answer", "possible", "excluded", "yes", "no", "open"]
"""
What a chip says: the answer, still possible, excluded; or yes, no, not known.
"""

_LOGARITHMIC: Final = 50
"""From this ratio of the greatest to the least number an axis is logarithmic."""


@attrs.frozen
class Link:
    """
    Words that lead to an address.

    Attributes:
        text: The words.

        to: The address; empty if there is none.
    """

    text: str
    to: str = ""


@attrs.frozen
class Chip:
    """
    One of several answers or factors.

    Attributes:
        text: What it is.

        mark: Its state.
    """

    text: str
    mark: Mark


@attrs.frozen
class Chips:
    """
    Answers or factors in order, each with its state.

    Attributes:
        chips: The chips.

        label: What they are, for people who cannot see them.

        legend: Whether the signs are explained next to them.
    """

    chips: tuple[Chip, ...]
    label: str
    legend: bool = True


@attrs.frozen(kw_only=True)
class Interval:
    """
    The numbers that are still possible, on an axis of all numbers there are.

    Attributes:
        low: The least that is possible.

        high: The greatest that is possible.

        least: The start of the axis.

        most: The end of the axis.

        text: What it shows, in words.

        published: The published confidence or credible interval; None if there is none.

        small: Whether it is drawn without numbers, in a line of a table.
    """

    low: float
    high: float
    least: float
    most: float
    text: str
    published: tuple[float, float] | None = None
    small: bool = False

    @property
    def logarithmic(self) -> bool:
        """Whether equal ratios are equal distances."""
        return self.least > 0 and self.most / self.least >= _LOGARITHMIC

    def place(self, number: float) -> float:
        """
        Where a number is on the axis, from 0 to 1.

        >>> Interval(low=5, high=9, least=0, most=18, text="5 to 9").place(9)
        0.5
        """
        least, most = self.least, self.most
        inside = min(max(number, least), most)
        if least == most:
            return 0.5
        if self.logarithmic:
            # A ratio of numbers is greater than any number more easily than its log.
            span = math.log(most) - math.log(least)
            return (math.log(inside) - math.log(least)) / span
        return (inside - least) / (most - least)


@attrs.frozen(kw_only=True)
class Share:
    """
    How many of some people there are, surely and at most.

    Attributes:
        number: How many there are.

        most: How many there could be.

        whole: How many people there are in all.

        text: What it shows, in words.

        open: Whether it is drawn as something that is not known.
    """

    number: int
    most: int
    whole: int
    text: str
    open: bool = False


@attrs.frozen(kw_only=True)
class Histogram:
    """
    How many people have each of some ascending numbers.

    Attributes:
        counts: The number of people for each number, in order.

        least: The first number.

        most: The last number.

        text: What it shows, in words.
    """

    counts: tuple[int, ...]
    least: float
    most: float
    text: str


@attrs.frozen
class Paragraph:
    """
    A paragraph.

    Attributes:
        text: Its text.

        tone: Its role: plain text, what matters most, an alarm, or small print.
    """

    text: str | Link
    tone: Literal["plain", "strong", "alarm", "quiet"] = "plain"


@attrs.frozen
class Bullets:
    """
    A list.

    Attributes:
        items: Its items.
    """

    items: tuple[str | Link, ...]


Cell: TypeAlias = "str | Link | Chips | Interval | Share | Histogram | Bullets"
"""What a cell of a table holds."""


@attrs.frozen
class RowGroup:
    """
    Rows of a table under a heading.

    Attributes:
        rows: The rows; the first cell of each is its heading.

        title: The heading of the group; empty if it has none.

        more: How many further rows there are that are not shown.
    """

    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    more: int = 0


@attrs.frozen
class Grid:
    """
    A table with headings for its columns and its rows.

    Attributes:
        head: The headings of the columns; empty for pairs of a heading and a value.

        groups: Its rows.

        caption: Its title; empty if it has none.
    """

    head: tuple[str, ...]
    groups: tuple[RowGroup, ...]
    caption: str = ""


@attrs.frozen
class Details:
    """
    Something to unfold.

    Attributes:
        summary: What it is.

        blocks: What it holds.

        unfolded: Whether it is unfolded from the start.
    """

    summary: str
    blocks: tuple[Block, ...]
    unfolded: bool = False


@attrs.frozen
class Part:
    """
    A part of a page under a heading.

    Attributes:
        title: The heading.

        blocks: What it holds.
    """

    title: str
    blocks: tuple[Block, ...]


Block: TypeAlias = (
    "Paragraph | Chips | Interval | Histogram | Bullets | Grid | Details | Part"
)
"""A part of a page."""


def opened(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """
    Parts of a page for paper, where nothing can be unfolded.

    >>> opened([Details("More", (Paragraph("text"),))])
    (Part(title='More', blocks=(Paragraph(text='text', tone='plain'),)),)

    Args:
        blocks: The parts.
    """
    return tuple(
        Part(each.summary, opened(each.blocks))
        if isinstance(each, Details)
        else Part(each.title, opened(each.blocks))
        if isinstance(each, Part)
        else each
        for each in blocks
    )


@attrs.frozen
class Page:
    """
    Everything that an object shows of itself.

    Attributes:
        title: What it is.

        lead: Its answer or its content in a few words; empty if there is none.

        blocks: The rest.

        note: A remark on the answer, such as its status; empty if there is none.
    """

    title: str
    lead: str
    blocks: tuple[Block, ...]
    note: str = ""


def link(of: Citation | Source, text: str = "") -> Link:
    """
    A citation or a publication with the address of the publication.

    >>> import cervmyelo as cm
    >>> link(cm.mjoa_severity.cite).text
    'Tetreault et al. 2017, abstract, conclusions'

    Args:
        of: The citation.

        text: The words; empty for those of the citation.
    """
    source = of.source if isinstance(of, Citation) else of
    to = f"{DOI}{source.doi}" if source.doi else source.url or ""
    return Link(text or str(of), to)


def facts(pairs: Iterable[tuple[str, Cell]]) -> tuple[Grid, ...]:
    """A table of headings and values, without those that are empty; none if all are."""
    rows = tuple((name, value) for name, value in pairs if value not in _EMPTY)
    return (Grid((), (RowGroup(rows),)),) if rows else ()


_EMPTY: Final = ("", Bullets(()), Link(""))


def grid(
    head: Sequence[str], rows: Iterable[Sequence[Cell]], caption: str = ""
) -> Grid:
    """
    A table of about thirty rows at most, without columns that are empty.

    Args:
        head: The headings of the columns.

        rows: The rows.

        caption: Its title.
    """
    every = tuple(map(tuple, rows))
    kept = [
        place
        for place in range(len(head))
        if not place or any(row[place] not in _EMPTY for row in every)
    ]
    shown = tuple(tuple(row[place] for place in kept) for row in every[:FEW])
    return Grid(
        tuple(head[place] for place in kept),
        (RowGroup(shown, more=len(every[FEW:])),),
        caption,
    )
