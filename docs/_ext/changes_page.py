"""Reference pages on change and evidence: clinical changes, and what was validated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from people_page import people_of
from wording import bullets, grid, headline, plain, said

import cervmyelo as cm
from cervmyelo.editions import Edition, releases
from cervmyelo.forms import Bands, Curve, Form, PostTest, Regression

__all__ = ["changes_page", "validation_part"]

_CHANGELOG: Final = Path(__file__).parents[2] / "CHANGELOG.md"
_PART: Final = re.compile(r"(?m)^## (.+)\n((?:(?!^## ).*\n?)*)")
_CLINICAL: Final = re.compile(r"(?m)^### Clinical\n((?:(?!^###? ).*\n?)*)")
_ABOUT_VALIDATION: Final = re.compile(r"validation|discrimination|ROC", re.IGNORECASE)


def changes_page() -> str:
    """What changed in the answers, release by release."""
    return "\n\n".join(_changes())


def _changes() -> Iterator[str]:
    yield "# Clinical changes"
    yield (
        "What rules answer, release by release. Everything else that changed is in "
        "`CHANGELOG.md`. A correction of a released rule is a new *edition*; the old "
        "one [stays callable](../howto/archives.md#rules-as-they-were)."
    )
    for title, body in _PART.findall(_CHANGELOG.read_text(encoding="utf-8")):
        if clinical := _CLINICAL.search(body):
            yield f"## {title.replace('[', '').replace(']', '')}"
            yield clinical[1].strip()
    yield "## Editions of each rule"
    yield (
        "The edition and the fingerprint of each rule in each release. A fingerprint "
        "covers everything that can change an answer, so an equal fingerprint means "
        "equal answers."
    )
    known: dict[str, Edition] = {}
    for release in releases():
        when = "not released yet" if release.on is None else release.on.isoformat()
        new = {n: e for n, e in release.rules.items() if known.get(n) != e}
        yield f"**{release.version}** ({when}): {len(new)} rules are new or changed."
        yield _editions(new)
        known = {**release.rules}


def _editions(rules: Mapping[str, Edition]) -> str:
    return grid(
        ("Rule", "Edition", "Fingerprint"),
        (
            (
                f"[`{name}`]({name}.md)" if name in cm.rules else f"`{name}`",
                each.edition,
                f"`{each.fingerprint}`",
            )
            for name, each in rules.items()
        ),
    )


def validation_part() -> str:
    """A table of the models: in whom they were found, and what is known of them."""
    return grid(
        ("Rule", "Found in", "Evidence, and what was found on validation"),
        (
            (
                f"[{plain(headline(rule.label))}](generated/{rule.name}.md)",
                plain(str(people_of(rule))),
                _found(rule),
            )
            for rule in cm.rules.values()
            if _is_model(rule)
        ),
        "people validation",
    )


def _is_model(rule: Form) -> bool:
    found = rule.of if isinstance(rule, Bands) else rule
    return isinstance(found, Regression | PostTest | Curve)


def _found(rule: Form) -> str:
    limits = [plain(each) for each in rule.limits if _ABOUT_VALIDATION.search(each)]
    nothing = "No report of a validation was found in the sources that were read."
    lines = [*map(said, rule.evidence), *limits]
    about = any(_ABOUT_VALIDATION.search(each) for each in lines)
    return bullets(lines if about else [*lines, nothing])
