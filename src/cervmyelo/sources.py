"""
The publications that rules and figures are taken from.

A `Citation` is a source *and the place in it*; there is no way to cite a whole
paper. A `Statement` is what one source says; a `Disagreement` sets it beside what
others say, and corrects none of them.
"""

from __future__ import annotations

from typing import Final

import attrs

__all__ = [
    "Citation",
    "Disagreement",
    "Figure",
    "Source",
    "Statement",
]


@attrs.frozen(cache_hash=True)
class Source:
    """
    A publication.

    Attributes:
        key: A short name, unique in the library.

        authors: Who wrote it, shortened.

        year: When it appeared; None if the copy that was read bears no date.

        title: Its title; None where the copy that was read did not show it.

        within: The journal with volume and pages, or the site.

        doi: Its DOI, where that was seen; None otherwise.

        url: Its address, where it is no journal article; None otherwise.
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

    def at(self, place: str) -> Citation:
        """
        Cite a place in this publication.

        >>> print(ARTICLE.at("Stages"))
        Cervical myelopathy article, Stages
        """
        return Citation(self, place)


@attrs.frozen(cache_hash=True)
class Citation:
    """
    Where a rule or a figure is written.

    Attributes:
        source: The publication.

        place: The section, table or sentence in it.
    """

    source: Source
    place: str

    def __str__(self) -> str:
        return f"{self.source}, {self.place}"


@attrs.frozen(cache_hash=True)
class Figure:
    """
    A published number, with its interval where one was published.

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
        unit = "%" if self.unit == "%" else f" {self.unit}"
        if self.low is None or self.high is None:
            return f"{self.what}: {self.value:g}{unit}"
        return f"{self.what}: {self.value:g}{unit} ({self.low:g} to {self.high:g})"


@attrs.frozen(cache_hash=True)
class Statement:
    """
    What one source says, in this library's words.

    Attributes:
        says: The statement.

        cite: Where it is written.

        figures: The numbers in it.
    """

    says: str
    cite: Citation
    figures: tuple[Figure, ...] = ()

    @property
    def told(self) -> str:
        """The statement with its figures."""
        numbers = "; ".join(map(str, self.figures))
        return f"{self.says} ({numbers})" if numbers else self.says

    def __str__(self) -> str:
        return f"{self.told} [{self.cite}]"


@attrs.frozen(cache_hash=True)
class Disagreement:
    """
    Where sources part; all of them are shown and none is corrected.

    Attributes:
        name: A short name, unique in the library.

        about: What they disagree about.

        said: What the source says that the rule follows.

        beside: What the other sources say.
    """

    name: str
    about: str
    said: Statement
    beside: tuple[Statement, ...]

    def __str__(self) -> str:
        others = "".join(f"\n  but also: {each}" for each in self.beside)
        return f"{self.about}\n  as used here: {self.said}{others}"


ARTICLE: Final = Source(
    key="article",
    authors="Cervical myelopathy article",
    year=None,
    title="Cervical myelopathy",
    within="Healthgrades",
    url="https://www.healthgrades.com/right-care/spine-conditions/cervical-myelopathy",
)

ANTERIOR_REGISTRY: Final = Source(
    key="anterior_registry",
    authors="Registry of 525 anterior cervical operations",
    year=None,
    title=None,
    within="Abstract, discovery.researcher.life record 810d8b23",
)

BARNES_1984: Final = Source(
    key="barnes1984",
    authors="Barnes and Saunders",
    year=1984,
    title=None,
    within="J Neurol Neurosurg Psychiatry 47:17-20",
    doi="10.1136/jnnp.47.1.17",
)

BENZEL_1991: Final = Source(
    key="benzel1991",
    authors="Benzel et al.",
    year=1991,
    title="Cervical laminectomy and dentate ligament section for cervical "
    "spondylotic myelopathy",
    within="J Spinal Disord 4(3):286-295",
)

COOK_2009: Final = Source(
    key="cook2009",
    authors="Cook et al.",
    year=2009,
    title=None,
    within="J Orthop Sports Phys Ther 39:172-178",
)

DE_DIOS_2024: Final = Source(
    key="dedios2024",
    authors="de Dios et al.",
    year=2024,
    title="Comparison of the patient-derived modified Japanese Orthopaedic "
    "Association scale and the European myelopathy score",
    within="Eur Spine J 33(3)",
)

NURICK_1972: Final = Source(
    key="nurick1972",
    authors="Nurick",
    year=1972,
    title="The pathogenesis of the spinal cord disorder associated with cervical "
    "spondylosis",
    within="Brain 95(1):87-100",
)

OPLL_REVIEW_2011: Final = Source(
    key="opll_review2011",
    authors="Neurosurgical Focus review",
    year=2011,
    title=None,
    within="Neurosurg Focus 30(3), as reviewed at Medscape 739292",
)

TETREAULT_2017: Final = Source(
    key="tetreault2017",
    authors="Tetreault et al.",
    year=2017,
    title="The modified Japanese Orthopaedic Association scale: establishing "
    "criteria for mild, moderate and severe impairment in patients with "
    "degenerative cervical myelopathy",
    within="Eur Spine J 26(1):78-84",
    doi="10.1007/s00586-016-4660-8",
)

YEE_2020: Final = Source(
    key="yee2020",
    authors="Yee et al.",
    year=2020,
    title=None,
    within="J Spine Surg 6:302-322",
)

ZHANG_2015: Final = Source(
    key="zhang2015",
    authors="Zhang and Pope",
    year=2015,
    title=None,
    within="Arthritis Res Ther 17",
    doi="10.1186/s13075-015-0643-0",
)
