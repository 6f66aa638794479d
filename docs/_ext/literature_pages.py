"""Pages on what publications report without a rule: signs, rates, guidance, codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Final

import attrs
from wording import bullets, grid, headline, link, plain, said, where

import cervmyelo as cm
from cervmyelo import literature
from cervmyelo.codes import SYSTEMS
from cervmyelo.instruments.crosswalks import INSTRUMENTS
from cervmyelo.sources import Figure, Statement

_NONE_SEEN = "*not found*"


@attrs.frozen
class Page:
    """
    A page on what publications report.

    Attributes:
        title: Its title.

        holds: The parts of the library that it shows.
    """

    title: str
    holds: tuple[object, ...]


PAGES: Final[Mapping[str, Page]] = MappingProxyType(
    {
        "signs": Page(
            "Bedside signs",
            (*literature.SIGNS, *literature.SIGN_CAVEATS, *literature.TIMED_WALKS),
        ),
        "complication_rates": Page(
            "Complication rates",
            (*literature.COMPLICATION_RATES, *literature.COMPLICATION_STATEMENTS),
        ),
        "guidance": Page(
            "Guidance",
            (
                *literature.RECOMMENDATIONS.values(),
                *literature.GUIDANCE_SINCE_2017,
                *literature.PATHWAYS,
            ),
        ),
        "literature": Page(
            "How common it is, and how it ends",
            (
                *literature.EPIDEMIOLOGY,
                *literature.NATURAL_HISTORY,
                *literature.DETERIORATION,
                *literature.SURGICAL_PREDICTORS,
                *literature.AFTER_SURGERY,
                *literature.MJOA_FORMS,
                *literature.ARTICLE_SOURCES,
            ),
        ),
        "left_out": Page(
            "What is not included, and why",
            (*literature.NOT_INCLUDED, *literature.REFUSED_CROSSWALKS),
        ),
        "codes": Page("Codes", cm.terminology.CONCEPTS),
    }
)


def literature_pages() -> dict[str, str]:
    """The text of each page, by its name."""
    written = {
        "signs": _signs,
        "complication_rates": _rates,
        "guidance": _guidance,
        "literature": _literature,
        "left_out": _left_out,
        "codes": _codes,
    }
    return {
        name: "\n\n".join([f"# {page.title}", *written[name]()])
        for name, page in PAGES.items()
    }


def _signs() -> Iterator[str]:
    yield (
        "The accuracy of each sign for myelopathy, study by study. Studies are not "
        "pooled. A likelihood ratio is calculated only where sensitivity and "
        "specificity come from the same people; *calculated* marks these."
    )
    head = ("Sign", "Sensitivity", "Specificity", "If present", "If absent", "In whom")
    yield grid(
        head, (line for sign in literature.SIGNS for line in _accuracies(sign)), "signs"
    )
    yield "*If present* and *if absent* are the likelihood ratios of the two results."
    yield "## Signs in general"
    yield bullets(map(said, literature.SIGN_CAVEATS))
    yield "## Timed tests without a cut-off"
    yield (
        "They can be recorded, but no rule grades them, because we found no published "
        "cut-off."
    )
    for test in literature.TIMED_WALKS:
        names = ", ".join(map(link, test.quantities))
        yield f"**{plain(headline(test.label))}** ({names}): {plain(test.how)}."
        yield bullets(map(said, test.says))


def _accuracies(sign: literature.Sign) -> Iterator[tuple[str, ...]]:
    recorded = "" if sign.fact is None else f"\n\n{link(sign.fact)}"
    if not sign.studies:
        name = f"{plain(headline(sign.label))}{recorded}"
        yield (name, "", "", "", "", "no published figures found")
    for later, study in enumerate(sign.studies):
        infinite = "infinite (no false positives)" if study.infinite else ""
        yield (
            plain(_of(study)) + ("" if later else recorded),
            _number(study.sensitivity) or _NONE_SEEN,
            _number(study.specificity) or _NONE_SEEN,
            infinite or _number(study.positive),
            _number(study.negative),
            f"{plain(headline(study.population))}\n\n{where(study.cite)}",
        )


def _of(study: literature.Accuracy) -> str:
    """The sign as the study names it: "hyperreflexia of the knee"."""
    figures = (study.sensitivity, study.specificity, study.lr_positive)
    first = next(figure for figure in figures if figure is not None)
    return headline(first.what.partition(" of ")[2].removeprefix("the "))


def _number(figure: Figure | None) -> str:
    """A figure without its description, which the heading of the column gives."""
    if figure is None:
        return ""
    unit = "%" if figure.unit == "%" else ""
    value = f"{figure.value:.3g}{unit}"
    if figure.low is not None and figure.high is not None:
        value += f" ({figure.low:g} to {figure.high:g})"
    return f"{value}, calculated" if "calculated" in figure.what else value


def _rates() -> Iterator[str]:
    yield (
        "How often an operation led to a complication, study by study. Different "
        "studies are about different people, so their rates are not averaged. For the "
        "article's own statements see [the article](article.md)."
    )
    for of, rates in groupby(
        sorted(literature.COMPLICATION_RATES, key=lambda rate: rate.of.casefold()),
        key=lambda rate: rate.of,
    ):
        yield f"## {plain(headline(of))}"
        yield grid(
            ("Complication", "Rate", "People", "In whom", "Note"),
            (
                (
                    plain(headline(rate.label)),
                    _number(rate.figure),
                    _counted(rate),
                    f"{plain(headline(rate.population))}\n\n{where(rate.cite)}",
                    plain(rate.note),
                )
                for rate in rates
            ),
        )
    yield "## More on complications"
    yield bullets(map(said, literature.COMPLICATION_STATEMENTS))


def _counted(rate: literature.Rate) -> str:
    if rate.denominator is None:
        return ""
    of = f"of {rate.denominator:,}"
    return of if rate.numerator is None else f"{rate.numerator:,} {of}"


def _guidance() -> Iterator[str]:
    yield "## AO Spine and CSRS, 2017"
    yield "The same as a rule: [the recommendation for one person](ao_spine_2017.md)."
    yield grid(
        ("Recommendation", "Strength", "Evidence", "Source"),
        (
            (
                f"{plain(each.says)}\n\n`{each.code}`",
                plain(each.strength),
                plain(each.quality),
                where(each.cite),
            )
            for each in literature.RECOMMENDATIONS.values()
        ),
    )
    yield "## Other guidance, and guidance since 2017"
    yield "No rule uses any of this."
    yield bullets(map(said, literature.GUIDANCE_SINCE_2017))
    yield "## How soon to refer"
    yield bullets(map(said, literature.PATHWAYS))


def _literature() -> Iterator[str]:
    yield "What publications report without a rule. No answer uses any of this."
    sections: Iterable[tuple[str, tuple[Statement, ...]]] = (
        ("How common it is", literature.EPIDEMIOLOGY),
        ("Without surgery", literature.NATURAL_HISTORY),
        ("Deterioration, and how it is measured", literature.DETERIORATION),
        ("After surgery", literature.SURGICAL_PREDICTORS),
        ("What recovers after surgery", literature.AFTER_SURGERY),
        (
            "Translations of the mJOA, and look-alikes",
            literature.MJOA_FORMS,
        ),
        ("Where the article's figures come from", literature.ARTICLE_SOURCES),
    )
    for title, statements in sections:
        yield f"## {title}"
        yield bullets(map(said, statements))


def _left_out() -> Iterator[str]:
    yield (
        "The library includes only what we have read in a publication, however well "
        "known the rest may be."
    )
    yield grid(
        ("What", "Why it is not included"),
        (
            (plain(headline(each.label)), plain(each.why))
            for each in literature.NOT_INCLUDED
        ),
    )
    yield "## Crosswalks that are refused"
    yield (
        "Points on one instrument are not points on another, even where the two look "
        "alike. [Crosswalks](rules.md) exist where the descriptions of the grades "
        "agree. Between the following scales there is none."
    )
    yield grid(
        ("From or to", "To or from", "Why", "What a publication found"),
        (
            (_scales(each.one), _scales(each.other), plain(each.why), said(each.says))
            for each in literature.REFUSED_CROSSWALKS
        ),
    )


def _scales(names: tuple[str, ...]) -> str:
    return "\n\n".join(plain(headline(INSTRUMENTS[name])) for name in names)


def _codes() -> Iterator[str]:
    yield (
        "Codes in standard systems for what can be recorded. Each code was seen in the "
        "list that it names. Where we found no code, use the library's own: the name "
        "of the quantity or of the rule."
    )
    yield grid(
        ("What", "Codes", "Note"),
        (
            (
                "\n\n".join(
                    (
                        plain(headline(each.label)),
                        *(link(cm.quantities[name]) for name in each.quantities),
                    )
                ),
                bullets(plain(str(code)) for code in each.codes),
                plain(each.note),
            )
            for each in cm.terminology.CONCEPTS
        ),
        "codes",
    )
    yield "## Code systems"
    seen: dict[str, dict[str, None]] = {}
    for concept in cm.terminology.CONCEPTS:
        for code in concept.codes:
            seen.setdefault(code.system, {})[code.seen] = None
    yield grid(
        ("System", "URI", "Seen in", "Terms"),
        (
            (
                plain(str(each)),
                f"`{each.url}`",
                "\n\n".join(map(plain, seen.get(each.url, {}))),
                plain(each.terms),
            )
            for each in SYSTEMS.values()
        ),
    )
