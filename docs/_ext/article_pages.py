"""The pages on the article, on disagreements between sources, and on the sources."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import cast

import attrs
from literature_pages import PAGES
from wording import (
    both_sides,
    bullets,
    grid,
    headline,
    link,
    links,
    place,
    plain,
    reference,
    target,
)

import cervmyelo as cm
from cervmyelo import sources
from cervmyelo.display.tables import scale_table
from cervmyelo.forms import Counted, GradingForm, Tally
from cervmyelo.literature.treatments import SURGERY_AIM, TREATMENT_AIM
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.outlook.article import CAUTION
from cervmyelo.quantity import Entry
from cervmyelo.sources import ARTICLE, Source, Statement

_GROUPS = {
    "general": "In general",
    "fine motor": "Trouble with fine movements",
    "lower body": "In the lower body",
    "urgent": "Named as urgent",
    "early": "Named among the early signs",
}


def article_page() -> str:
    """Everything that the library takes from the article."""
    return "\n\n".join(_article())


def _article() -> Iterator[str]:
    article = sources.ARTICLE
    yield "# What the article says"
    yield (
        f"The library began with one article for patients, at "
        f"[{article.within}]({article.url}). This page lists everything that the "
        f"library takes from it, in its own words. Brackets give the place in the "
        f"article, or another publication and the place in it."
    )
    yield "## The condition"
    yield bullets(map(_statement, cm.literature.BACKGROUND))
    yield "## Symptoms"
    by_group = groupby(
        sorted(SYMPTOMS.values(), key=lambda each: [*_GROUPS].index(each.group)),
        key=lambda each: (each.group, each.cite),
    )
    for (group, cite), held in by_group:
        yield f"**{_GROUPS[group]}** ({place(cite)})"
        yield bullets(
            f"{plain(headline(each.present.label))}: {link(each.present)}"
            for each in held
        )
    yield from _rule("Early signs of the degenerative form", "article_early_signs")
    yield from _rule("Stages", "article_stage")
    yield from _rule("When to contact a doctor", "article_urgency")
    yield from _rule("Causes", "article_cause")
    yield grid(
        ("Cause", "Recorded as", "Kind", "Place"),
        (
            (
                plain(headline(each.fact.label)),
                link(each.fact),
                "wear and tear" if each.degenerative else "other",
                place(each.cite),
            )
            for each in cm.literature.CAUSES
        ),
    )
    yield from _rule("Risk factors", "article_risk_factors")
    yield from _rule("Diagnosis", "article_workup")
    yield "## Treatments"
    yield bullets([_statement(TREATMENT_AIM), _statement(SURGERY_AIM)])
    yield grid(
        ("Treatment", "Operation", "Aim", "Place"),
        (
            (
                plain(headline(each.label)),
                "yes" if each.surgical else "no",
                plain(each.aim),
                place(each.cite),
            )
            for each in cm.literature.TREATMENTS
        ),
    )
    yield "## Complications"
    yield grid(
        ("Complication", "Of", "What the sources say", "Place"),
        (
            (
                plain(headline(each.label)),
                plain(each.of),
                bullets(map(_statement, each.says)),
                place(each.cite),
            )
            for each in cm.literature.COMPLICATIONS
        ),
    )
    yield from _rule("Outlook", "article_outlook_factors")
    yield f"```{{admonition}} The article's own caution\n{_statement(CAUTION)}\n```"


def _statement(statement: Statement, depth: int = 2) -> str:
    """A statement with its place, and its figures in a list indented under it."""
    start = f"\n{' ' * depth}- "
    figures = "".join(f"{start}{plain(str(each))}" for each in statement.figures)
    return f"{plain(statement.says)} ({place(statement.cite)}){figures}"


def _named(each: Counted, rule: Tally) -> str:
    """A counted finding, with its place if it differs from that of the rule."""
    other = "" if each.cite == rule.cite else f" ({place(each.cite)})"
    return f"{plain(headline(each.label))}{other}"


def _rule(title: str, name: str) -> Iterator[str]:
    """The findings or grades of a rule of the article, with a link to the rule."""
    rule = cm.rules[name]
    yield f"## {title}"
    if isinstance(rule, Tally):
        yield bullets(
            "\n  - ".join([_named(each, rule), *(_statement(s, 4) for s in each.says)])
            for each in rule.counted
        )
    elif isinstance(rule, GradingForm):
        shown = scale_table(rule.scale)
        yield grid(shown.head, (tuple(map(plain, line)) for line in shown.body))
    yield (f"Source: {place(rule.cite)}. The rule: [{plain(rule.label)}]({name}.md).")


def disagreements_page() -> str:
    """Where sources differ."""
    parts = [
        "# Where sources differ",
        "Nothing is corrected silently. A rule follows the source that it cites. Where "
        "other sources disagree, this page shows both.",
    ]
    for each in cm.literature.DISAGREEMENTS.values():
        rules = {
            rule.name: rule.label
            for rule in cm.rules.values()
            if each in rule.disagreements
        }
        pages = (
            {"article": "the article"} if each.followed.cite.source == ARTICLE else {}
        )
        concerned = (
            f"Rules concerned: {links(rules)}."
            if rules
            else f"No rule depends on it; see {links(pages)}."
            if pages
            else "No rule depends on it."
        )
        parts += [f"## {plain(each.about)}", both_sides(each), concerned]
    return "\n\n".join(parts)


def sources_page() -> str:
    """The bibliography."""
    held = [each for each in vars(sources).values() if isinstance(each, Source)]
    parts = [
        "# Sources",
        "Every publication that a rule, a statement or a figure comes from. Where a "
        "title or a date is missing, the copy that we read did not show it.",
    ]
    definitions = (each.defined_in for each in cm.quantities.values())
    cited_by = {rule.name: _sources_in(rule) for rule in cm.rules.values()}
    defining = {cite.source for cite in definitions if cite is not None}
    for each in sorted(held, key=lambda source: str(source).casefold()):
        citing = {
            rule.name: rule.label
            for rule in cm.rules.values()
            if each in cited_by[rule.name]
        }
        in_the_article = (
            cm.literature.BACKGROUND,
            cm.literature.CAUSES,
            cm.literature.TREATMENTS,
            cm.literature.COMPLICATIONS,
        )
        if each in _sources_in(in_the_article):
            citing["article"] = "the article"
        for name, page in PAGES.items():
            if each in _sources_in(page.holds):
                citing[name] = page.title
        if each in _sources_in(tuple(cm.literature.DISAGREEMENTS.values())):
            citing["disagreements"] = "where sources differ"
        if each in defining:
            citing["dictionary"] = "the data dictionary"
        parts += [f"({target(each)})=", f"## {plain(str(each))}", reference(each)]
        if citing:
            parts.append(f"Cited by: {links(citing)}.")
    return "\n\n".join(parts)


def _sources_in(part: object) -> set[Source]:
    """Every source cited in a rule, a statement or another part of the library."""
    if isinstance(part, Source):
        return {part}
    if isinstance(part, Entry):
        return set()  # its definition is on the page of the data dictionary
    if isinstance(part, tuple):
        parts = cast("tuple[object, ...]", part)
        return {source for each in parts for source in _sources_in(each)}
    kind = type(part)
    if attrs.has(kind):
        held = (getattr(part, field.name) for field in attrs.fields(kind))
        return {source for each in held for source in _sources_in(each)}
    return set()
