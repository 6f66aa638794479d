"""The page on what recorded facts say about each other."""

from __future__ import annotations

from collections.abc import Iterator

from wording import bullets, grid, link, plain, where

from cervmyelo.consistency import (
    CONTRADICTIONS,
    DOUBTS,
    ENTAILMENTS,
    LIMITS,
    Entailment,
    TotalAtMost,
    quantity_of,
)
from cervmyelo.consistency.facts import Described, Literal
from cervmyelo.criteria import Is, Not


def consistency_page() -> str:
    """Every statement about recorded facts."""
    parts = [
        "# What facts say about each other",
        "Facts on record are checked against each other before any rule reads them, "
        "the same for one person, a row of a file and every kind of frame. The "
        "statements below are data; each holds by the definition of the quantities "
        "unless a source is given.",
        bullets(
            [
                "**What follows** is filled in where nothing was recorded, and the "
                "reasons of an answer say so. It narrows what is possible, exactly.",
                "**What contradicts** refuses every rule that reads one of the fields, "
                "with the code `contradiction` and both names. Contested facts say "
                "nothing about others.",
                "**What is unlikely** is pointed out and asked about. It fills in "
                "nothing; where the table says so, it refuses the rules that read a "
                "field in doubt.",
            ]
        ),
        "## What follows by definition",
        grid(("Recorded", "Also means", "Because"), _entailments()),
        "A symptom with a recorded onset, severity or duration is there.",
        "## What cannot be together",
        "Whatever contradicts a line above, and:",
        grid(("Recorded", "Together with", "Because"), _contradictions()),
        grid(("Measure", "Cannot be above", "Because"), _limits()),
        "A number that breaks a limit contradicts the other; a limit fills in nothing, "
        "because a measured number is seldom exact.",
        "## What is unlikely together",
        grid(("Recorded together", "Because", "Refuses rules that read"), _doubts()),
    ]
    return "\n\n".join(parts)


def _entailments() -> Iterator[tuple[str, str, str]]:
    for each in ENTAILMENTS:
        if not isinstance(each.when, Described) or not _is_detail(each):
            yield _words(each.when), _words(each.then), _why(each.why, each)


def _is_detail(entailment: Entailment) -> bool:
    """Whether it is about how a symptom is."""
    when, then = quantity_of(entailment.when), quantity_of(entailment.then)
    return when.name.startswith(f"{then.name}_")


def _contradictions() -> Iterator[tuple[str, str, str]]:
    for each in CONTRADICTIONS:
        yield _words(each.one), _words(each.other), plain(each.why)


def _limits() -> Iterator[tuple[str, str, str]]:
    seen: set[tuple[str, str]] = set()
    for each in LIMITS:
        kind = (each.why, each.most.name)
        if kind in seen:
            continue
        seen.add(kind)
        times = "" if each.factor == 1 else f"{each.factor:g} x "
        more = "" if each.plus == 0 else f" + {each.plus:g}"
        alike = sum((e.why, e.most.name) == kind for e in LIMITS) - 1
        others = f" (and {alike} more)" if alike else ""
        yield (
            link(each.measure) + others,
            f"{times}{link(each.most)}{more}",
            plain(each.why),
        )


def _doubts() -> Iterator[tuple[str, str, str]]:
    for each in DOUBTS:
        together = bullets(
            f"mJOA total of at most {part.most:g}"
            if isinstance(part, TotalAtMost)
            else _words(part)
            for part in each.parts
        )
        yield together, plain(each.why), ", ".join(map(link, each.refuses))


def _words(literal: Literal) -> str:
    if isinstance(literal, Described):
        return f"{link(literal.quantity)}: recorded"
    if isinstance(literal, Is):
        return f"{link(literal.quantity)}: yes"
    if isinstance(literal, Not) and isinstance(literal.part, Is):
        return f"{link(literal.part.quantity)}: no"
    return plain(str(literal))


def _why(why: str, entailment: Entailment) -> str:
    cited = "" if entailment.cite is None else f" ({where(entailment.cite)})"
    return f"{plain(why)}{cited}"
