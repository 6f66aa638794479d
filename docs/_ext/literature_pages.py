"""What publications say beside the rules: signs, rates, guidance, codes, and gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Final

import attrs
from wording import bullets, grid, headline, link, plain, said, where

import cervmyelo as cm
from cervmyelo.codes import SYSTEMS
from cervmyelo.instruments.crosswalks import INSTRUMENTS
from cervmyelo.sources import Figure, Statement

_NONE_SEEN = "*not seen*"


@attrs.frozen
class Page:
    """
    A page on what publications say.

    Attributes:
        title: Its headline.

        holds: What of the library is shown on it.
    """

    title: str
    holds: tuple[object, ...]


PAGES: Final[Mapping[str, Page]] = MappingProxyType(
    {
        "signs": Page(
            "Bedside signs",
            (
                *cm.literature.SIGNS,
                *cm.literature.SIGN_CAVEATS,
                *cm.literature.TIMED_WALKS,
            ),
        ),
        "complication_rates": Page(
            "Complication rates",
            (*cm.literature.COMPLICATION_RATES, *cm.literature.COMPLICATION_STATEMENTS),
        ),
        "guidance": Page(
            "Guidance",
            (
                *cm.literature.RECOMMENDATIONS.values(),
                *cm.literature.GUIDANCE_SINCE_2017,
                *cm.literature.PATHWAYS,
            ),
        ),
        "literature": Page(
            "How common, and how it ends",
            (
                *cm.literature.EPIDEMIOLOGY,
                *cm.literature.NATURAL_HISTORY,
                *cm.literature.SURGICAL_PREDICTORS,
            ),
        ),
        "left_out": Page(
            "What was left out, and why",
            (*cm.literature.NOT_INCLUDED, *cm.literature.REFUSED_CROSSWALKS),
        ),
        "codes": Page("Codes", cm.terminology.CONCEPTS),
    }
)


def literature_pages() -> dict[str, str]:
    """Each page by its name."""
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
        "How well a sign tells who has myelopathy, study by study. Studies are not "
        "pooled. A likelihood ratio is formed only where sensitivity and specificity "
        "were found in the same people; what was computed here is marked so."
    )
    head = ("Sign", "Sensitivity", "Specificity", "If present", "If absent", "In whom")
    yield grid(
        head,
        (line for sign in cm.literature.SIGNS for line in _accuracies(sign)),
        "signs",
    )
    yield "*If present* and *if absent* are the likelihood ratios of the two results."
    yield "## Of the signs as a whole"
    yield bullets(map(said, cm.literature.SIGN_CAVEATS))
    yield "## Timed tests without a cut-off"
    yield (
        "They can be recorded, and no rule grades them, because no cut-off was seen in "
        "a publication."
    )
    for test in cm.literature.TIMED_WALKS:
        names = ", ".join(map(link, test.quantities))
        yield f"**{plain(headline(test.label))}** ({names}): {plain(test.how)}."
        yield bullets(map(said, test.says))


def _accuracies(sign: cm.literature.Sign) -> Iterator[tuple[str, ...]]:
    recorded = "" if sign.fact is None else f"\n\n{link(sign.fact)}"
    if not sign.studies:
        name = f"{plain(headline(sign.label))}{recorded}"
        yield (name, "", "", "", "", "no figures were seen")
    for later, study in enumerate(sign.studies):
        infinite = "infinite: no false positive was seen" if study.infinite else ""
        yield (
            plain(_of(study)) + ("" if later else recorded),
            _number(study.sensitivity) or _NONE_SEEN,
            _number(study.specificity) or _NONE_SEEN,
            infinite or _number(study.positive),
            _number(study.negative),
            f"{plain(headline(study.population))}\n\n{where(study.cite)}",
        )


def _of(study: cm.literature.Accuracy) -> str:
    """The sign as the figures of a study name it: "hyperreflexia of the knee"."""
    figures = (study.sensitivity, study.specificity, study.lr_positive)
    first = next(figure for figure in figures if figure is not None)
    return headline(first.what.partition(" of ")[2].removeprefix("the "))


def _number(figure: Figure | None) -> str:
    """A figure without what it counts, which the column tells."""
    if figure is None:
        return ""
    unit = "%" if figure.unit == "%" else ""
    value = f"{figure.value:.3g}{unit}"
    if figure.low is not None and figure.high is not None:
        value += f" ({figure.low:g} to {figure.high:g})"
    return f"{value}, computed" if "computed" in figure.what else value


def _rates() -> Iterator[str]:
    yield (
        "How often operations were followed by a complication, study by study. Rates "
        "of different studies are about different people and are not averaged. What "
        "the article for patients says stands on [its own page](article.md)."
    )
    for of, rates in groupby(
        sorted(cm.literature.COMPLICATION_RATES, key=lambda rate: rate.of.casefold()),
        key=lambda rate: rate.of,
    ):
        yield f"## {plain(headline(of))}"
        yield grid(
            ("Complication", "Rate", "Counted", "In whom", "Note"),
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
    yield bullets(map(said, cm.literature.COMPLICATION_STATEMENTS))


def _counted(rate: cm.literature.Rate) -> str:
    if rate.denominator is None:
        return ""
    of = f"of {rate.denominator:,}"
    return of if rate.numerator is None else f"{rate.numerator:,} {of}"


def _guidance() -> Iterator[str]:
    yield "## AO Spine and CSRS, 2017"
    yield "As a rule: [the advice for one person](ao_spine_2017.md)."
    yield grid(
        ("What is said", "Strength", "Evidence", "Written in"),
        (
            (
                f"{plain(each.says)}\n\n`{each.code}`",
                plain(each.strength),
                plain(each.quality),
                where(each.cite),
            )
            for each in cm.literature.RECOMMENDATIONS.values()
        ),
    )
    yield "## Beside it and after it"
    yield "None of this enters a rule."
    yield bullets(map(said, cm.literature.GUIDANCE_SINCE_2017))
    yield "## How soon to refer"
    yield bullets(map(said, cm.literature.PATHWAYS))


def _literature() -> Iterator[str]:
    yield "What publications say beside the rules. None of it enters an answer."
    sections: Iterable[tuple[str, tuple[Statement, ...]]] = (
        ("How common it is", cm.literature.EPIDEMIOLOGY),
        ("Without surgery", cm.literature.NATURAL_HISTORY),
        ("After surgery", cm.literature.SURGICAL_PREDICTORS),
    )
    for title, statements in sections:
        yield f"## {title}"
        yield bullets(map(said, statements))


def _left_out() -> Iterator[str]:
    yield (
        "Nothing that was not read in a publication is part of the library, however "
        "well known it is."
    )
    yield grid(
        ("What", "Why it is not here"),
        (
            (plain(headline(each.label)), plain(each.why))
            for each in cm.literature.NOT_INCLUDED
        ),
    )
    yield "## Translations that are refused"
    yield (
        "Where two instruments look alike, their points are not those of each other. "
        "[Crosswalks](rules.md) lead from grade to grade where the descriptions agree; "
        "between these there is none."
    )
    yield grid(
        ("Between", "And", "Why", "What a publication found"),
        (
            (_scales(each.one), _scales(each.other), plain(each.why), said(each.says))
            for each in cm.literature.REFUSED_CROSSWALKS
        ),
    )


def _scales(names: tuple[str, ...]) -> str:
    return "\n\n".join(plain(headline(INSTRUMENTS[name])) for name in names)


def _codes() -> Iterator[str]:
    yield (
        "What standard code systems call the things that can be recorded. Only codes "
        "that were seen in a list are carried, and each says in which. Where none was "
        "seen, there is none, and the library's own code stands in: the name of the "
        "quantity or of the rule."
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
        ("System", "Address", "Seen in", "Terms"),
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
