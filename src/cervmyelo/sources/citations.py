"""
The publications behind the rules and figures.

A `Citation` is a source *and a place in it*; a whole paper cannot be cited. A
`Statement` is what one source says. A `Disagreement` shows the source that a rule
follows together with the others, and corrects none of them.
"""

from __future__ import annotations

import re
from typing import Final

import attrs

from cervmyelo.frozen import Frozen

__all__ = [
    "Citation",
    "Disagreement",
    "Figure",
    "Source",
    "Statement",
]

# For example "Brain 95(1):87-100", optionally with a note on the copy that was read.
_IN_JOURNAL: Final = re.compile(
    r"(?P<journal>[^,:]+?) (?P<volume>[0-9]{1,3})(?:\((?P<number>[^)]+)\))?"
    r"(?::(?P<pages>[\w-]+))?(?:, (?P<note>.+))?"
)
_JOURNAL: Final = re.compile(r"[^0-9,]+")
_PEOPLE: Final = re.compile(r"(?P<first>\w+(?: \w+)?) et al\.|\w+(?: and \w+)?")
_LATEX: Final = {
    **{letter: f"\\{letter}" for letter in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@attrs.frozen(eq=False, repr=False)
class Source(Frozen):
    """
    A publication.

    Attributes:
        key: A short name, unique in the library.

        authors: Its authors, shortened.

        year: The year of publication; None if the copy that was read has no date.

        title: Its title; None if the copy that was read does not show it.

        within: The journal with volume and pages, or the site.

        doi: Its DOI; None if it was not found.

        url: Its URL if it is not a journal article; None otherwise.
    """

    key: str
    authors: str
    year: int | None
    title: str | None
    within: str
    doi: str | None = None
    url: str | None = None

    def __str__(self) -> str:
        return self.authors if self.year is None else f"{self.authors} {self.year}"

    def bibtex(self) -> str:
        """
        The publication as a BibTeX or BibLaTeX entry, in UTF-8.

        Unknown fields are left out. A group author is put in extra braces, so that
        BibTeX does not split it like a personal name.

        >>> from cervmyelo.sources import BARNES_1984
        >>> print(BARNES_1984.bibtex())
        @article{barnes1984,
          author = {Barnes and Saunders},
          year = {1984},
          journal = {J Neurol Neurosurg Psychiatry},
          volume = {47},
          pages = {17--20},
          doi = {10.1136/jnnp.47.1.17},
        }
        """
        match = _IN_JOURNAL.fullmatch(self.within)
        if match and (match["pages"] or match["number"] or self.doi):
            kind, where = "article", match.groupdict()
            where["pages"] = (where["pages"] or "").replace("-", "--")
        elif self.doi and _JOURNAL.fullmatch(self.within):
            kind, where = "article", {"journal": self.within}
        else:
            kind, where = "misc", {"howpublished": self.within}
        fields = {
            "author": _authors(self.authors),
            "year": "" if self.year is None else f"{self.year}",
            "title": f"{{{_latex(self.title)}}}" if self.title else "",
            **{name: _latex(value or "") for name, value in where.items()},
            "doi": self.doi or "",
            "url": self.url or "",
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@{kind}{{{self.key},", *lines, "}"])

    def at(self, place: str) -> Citation:
        """
        Cite a place in this publication.

        >>> from cervmyelo.sources import ARTICLE
        >>> print(ARTICLE.at("Stages"))
        Cervical myelopathy article, Stages
        """
        return Citation(self, place)


def _authors(authors: str) -> str:
    people = _PEOPLE.fullmatch(authors)
    if people is None:
        return f"{{{_latex(authors)}}}"
    return f"{people['first']} and others" if people["first"] else authors


def _latex(text: str) -> str:
    return "".join(_LATEX.get(letter, letter) for letter in text)


@attrs.frozen(eq=False, repr=False)
class Citation(Frozen):
    """
    Where a rule or a figure is published.

    Attributes:
        source: The publication.

        place: The section, table or sentence in it.
    """

    source: Source
    place: str

    def __str__(self) -> str:
        return f"{self.source}, {self.place}"


# A percent sign follows its number directly; a ratio needs no unit.
_AFTER_NUMBER: Final = {"%": "%", "ratio": ""}


@attrs.frozen(eq=False, repr=False)
class Figure(Frozen):
    """
    A published number, with its interval if one was published.

    Attributes:
        what: What was counted or measured, and in whom.

        value: The published number, in *unit*.

        unit: The unit; a percentage is ``"%"`` and never a ratio.

        low: Lower end of the published interval; None if none was published.

        high: Upper end of the published interval; None if none was published.
    """

    what: str
    value: float
    unit: str
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        unit = _AFTER_NUMBER.get(self.unit, f" {self.unit}")
        if self.low is None or self.high is None:
            return f"{self.what}: {self.value:g}{unit}"
        return f"{self.what}: {self.value:g}{unit} ({self.low:g} to {self.high:g})"


@attrs.frozen(eq=False, repr=False)
class Statement(Frozen):
    """
    What one source says, in this library's words.

    Attributes:
        says: The statement.

        cite: Where it is published.

        figures: The numbers in it.
    """

    says: str
    cite: Citation
    figures: tuple[Figure, ...] = ()

    @property
    def text(self) -> str:
        """The statement with its figures."""
        numbers = "; ".join(map(str, self.figures))
        return f"{self.says} ({numbers})" if numbers else self.says

    def __str__(self) -> str:
        return f"{self.text} [{self.cite}]"


@attrs.frozen(eq=False, repr=False)
class Disagreement(Frozen):
    """
    A point on which sources differ; all are shown and none is corrected.

    Attributes:
        name: A short name, unique in the library.

        about: What they differ on.

        followed: The statement of the source that the rule follows.

        others: The statements of the other sources.
    """

    name: str
    about: str
    followed: Statement
    others: tuple[Statement, ...]

    def __str__(self) -> str:
        others = "".join(f"\n  other sources: {each}" for each in self.others)
        return f"{self.about}\n  used here: {self.followed}{others}"
