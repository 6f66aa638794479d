"""The page on whom each rule is for, and the same for the page of one rule."""

from __future__ import annotations

from collections.abc import Iterator

from wording import bullets, grid, headline, link, links, plain, where

import cervmyelo as cm
from cervmyelo.criteria import looks_at
from cervmyelo.forms import Condition, Form, People
from cervmyelo.forms.people import OUTSIDE_POPULATION
from cervmyelo.populations import not_stated
from cervmyelo.registry import GROUPS


def whom(rule: Form) -> Iterator[str]:
    """Whom a rule is for, as a section of its page."""
    people = people_of(rule)
    yield "## Whom it is for"
    yield plain(str(people))
    if people.conditions:
        yield bullets(map(_condition, people.conditions))
        yield (
            "A person who is recorded as not meeting a condition gets no answer. What "
            "was not recorded is [assumed, and shown with the answer](people.md)."
        )


def people_page() -> str:
    """Every rule with its people."""
    parts = [
        "# Whom each rule is for",
        "A published rule was found in some people, and nothing shows that it is right "
        "for others. This page lists for each rule whom its source studied or "
        "describes, as far as the source was read. Some of it can be checked in a "
        "record; these are the conditions.",
        bullets(
            [
                "**Recorded as not met**: the rule gives no answer. The finding is "
                f"`refused` with the code `{OUTSIDE_POPULATION}`, and names the "
                "condition and its source.",
                "**Not recorded**: the answer is given, together with the conditions "
                "that it assumes.",
                "**No condition**: the source states none that a record could show, so "
                "no one is refused. Read the sentence and decide.",
            ]
        ),
        "A rule that reads another rule has people of its own.",
        "## Conditions, and the facts that decide them",
        grid(
            ("Condition", "Recorded as", "Rules"),
            (
                (
                    plain(headline(label)),
                    ", ".join(map(link, dict.fromkeys(looks_at(condition.when)))),
                    links({rule.name: rule.label for rule in rules}),
                )
                for label, (condition, rules) in _conditions().items()
            ),
        ),
    ]
    for subject, rules in GROUPS.items():
        parts += [
            f"## {subject}",
            grid(
                ("Rule", "People", "Conditions"),
                (
                    (
                        f"[{plain(headline(rule.label))}]({rule.name}.md)",
                        plain(str(people_of(rule))),
                        bullets(map(_condition, people_of(rule).conditions)),
                    )
                    for rule in rules
                ),
                "people",
            ),
        ]
    return "\n\n".join(parts)


def people_of(rule: Form) -> People:
    """Whom a rule is for."""
    return rule.people or not_stated("the source")


def _condition(condition: Condition) -> str:
    return f"{plain(condition.label)} ({where(condition.cite)})"


def _conditions() -> dict[str, tuple[Condition, list[Form]]]:
    """Each condition by its label, with the rules that have it."""
    found: dict[str, tuple[Condition, list[Form]]] = {}
    for rule in cm.rules.values():
        for condition in people_of(rule).conditions:
            found.setdefault(condition.label, (condition, []))[1].append(rule)
    return found
