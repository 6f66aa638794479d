"""A page for each rule, drawn from the rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import assert_never

from people_page import whom
from pictures import THEMES, draw
from wording import (
    both_sides,
    bullets,
    grid,
    headline,
    link,
    listed,
    plain,
    reference,
    said,
    target,
    where,
)
from worked import worked

import cervmyelo as cm
from cervmyelo.display.tables import scale_table, table
from cervmyelo.forms import (
    Bands,
    Crosswalk,
    Curve,
    Form,
    GradingForm,
    PostTest,
    Quotient,
    Regression,
    Sum,
    Tally,
)
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import Choice, Fact, Measure, Quantity
from cervmyelo.registry import GROUPS

NumberForm = Sum | Tally | Regression | Quotient | PostTest | Curve

_LISTED = ("Rule", "Name", "Form", "Written in")
_SYMPTOM_OF = {
    quantity.name: symptom for symptom in SYMPTOMS.values() for quantity in symptom.all
}


def picture(name: str, alt: str, folder: str = "") -> str:
    """The picture of a rule, for whichever theme the reader has chosen."""
    images = "\n\n".join(
        f"```{{image}} {folder}{name}-{theme.name}.svg\n:alt: {alt}\n"
        f":class: rule-picture only-{theme.name}\n```"
        for theme in THEMES
    )
    return f"````{{container}} picture\n{images}\n````"


def rule_page(rule: Form, folder: Path) -> str:
    """The page of a rule; its pictures are drawn into the folder."""
    return "\n\n".join(_parts(rule, draw(rule, folder / rule.name)))


def _parts(rule: Form, alt: str) -> Iterator[str]:
    yield f"# {plain(headline(rule.label))}"
    yield (
        f"The rule `{rule.name}` ({rule.form}), as published in {where(rule.cite)}. "
        f"Edition {rule.edition}, fingerprint `{rule.identity.fingerprint}`."
    )
    yield picture(rule.name, alt)
    yield "## The rule"
    yield _table(rule)
    yield from _made_of(rule)
    yield from _notes(rule)
    yield _answers(rule)
    yield from whom(rule)
    if rule.gaps:
        yield "## Where the source gives no answer"
        yield bullets(plain(headline(each.why)) for each in rule.gaps)
    yield "## Inputs"
    yield (
        "Directions: as the input moves that way, the answer moves as shown or stays "
        "the same. It never moves back."
    )
    yield _inputs(rule)
    yield "## A worked example"
    yield worked(rule)
    if isinstance(rule, Crosswalk):
        yield "## What is lost"
        yield plain(rule.lost)
    if rule.evidence:
        yield "## Evidence"
        yield bullets(map(said, rule.evidence))
    if rule.limits:
        yield "## Limits"
        yield bullets(map(plain, rule.limits))
    if isinstance(rule, Tally) and any(each.says for each in rule.counted):
        yield "## Sources on each"
        for each in rule.counted:
            yield f"**{plain(headline(each.label))}**"
            yield bullets(map(said, each.says)) or where(each.cite)
    if rule.disagreements:
        yield "## Where sources differ"
        for differing in rule.disagreements:
            yield f"**{plain(differing.about)}**\n\n{both_sides(differing)}"
    if rule.wording:
        yield "## Wording"
        yield plain(rule.wording)
    yield "## Source"
    yield (
        f"{reference(rule.cite.source)} The place in it: {plain(rule.cite.place)}. "
        f"All sources are listed [here](#{target(rule.cite.source)})."
    )


def _table(rule: Form) -> str:
    shown = table(rule)
    # The meanings of the grades follow with the scale.
    kept = [
        i
        for i, title in enumerate(shown.head)
        if title != "Meaning" or rule.scale is None
    ]
    cited = {str(each): where(each) for each in rule.citations}
    return grid(
        [headline(shown.head[i]) for i in kept],
        ([cited.get(line[i]) or listed(line[i]) for i in kept] for line in shown.body),
        "rule",
    )


def _made_of(rule: Form) -> Iterator[str]:
    """The rules that a rule reads: links to their pages, or in full without a page."""
    for part in rule.parts:
        name = plain(headline(part.label))
        if part.name in cm.rules:
            yield f"It reads another rule: [{name}]({part.name}.md)."
        if part.name not in cm.rules or isinstance(rule, PostTest):
            yield f"**{name}** ({part.form}):"
            yield _table(part)
            yield from _made_of(part)


def _notes(rule: Form) -> Iterator[str]:
    """Notes on how to read the table."""
    match rule:
        case Bands(of=Quotient() | Regression()):
            yield (
                "A calculated score within one part in 1,000,000,000 of a cut-off is "
                "treated as equal to it, so that [binary rounding does not change the "
                "grade](../design.md)."
            )
        case PostTest():
            yield (
                "Odds after the test are odds before it times the likelihood ratio. "
                "You give the probability before the test; the library has no default."
            )
        case Regression(intercept=None, outcome=outcome):
            yield (
                f"The outcome is: {plain(outcome)}. No intercept is published, so "
                f"no probability can be given. The answer compares a person with a "
                f"reference person. That reference is a convention of this library and "
                f"cancels when two people are compared with each other."
            )
        case Curve():
            yield (
                "Between two published times the answer is the range between their "
                "figures. No curve is fitted."
            )
        case _:
            pass


def _answers(rule: Form) -> str:
    """The possible answers: grades with their meanings, or a range of numbers."""
    if not isinstance(rule, GradingForm):
        return _numbers(rule)
    shown = scale_table(rule.scale)
    order = "from best to worst" if rule.scale.ordered else "in no order"
    body = ((f"**{plain(level)}**", plain(meaning)) for level, meaning in shown.body)
    return f"## The grades\n\nThe grades, {order}:\n\n{grid(shown.head, body)}"


def _numbers(rule: NumberForm) -> str:
    low, high = rule.outcomes[0], rule.outcomes[-1]
    match rule:
        case Sum() | Tally():
            unit = f" {rule.result.unit}" if isinstance(rule, Sum) else ""
            some = (
                "; not every number between them occurs"
                if len(rule.outcomes) < len(rule.result.values)
                else ""
            )
            return f"The answer is a number from {low:g} to {high:g}{unit}{some}."
        case Regression(unit=unit, intercept=None):
            return (
                f"The answer is a multiple: {unit}. It is not a probability and may "
                f"exceed 1."
            )
        case Curve(unit=unit):
            unit = unit if unit == "%" else f" {unit}"
            return (
                f"The answer is a figure from {low:g}{unit} to {high:g}{unit}, or the "
                f"two figures between which it lies, with the widest limits of their "
                f"published intervals."
            )
        case _:
            return f"The answer is a number from {low:.3g} to {high:.3g} ({rule.unit})."


def _inputs(rule: Form) -> str:
    """The inputs; those that describe one symptom share a row."""
    lines: dict[str, list[Quantity]] = {}
    for quantity in rule.inputs:
        symptom = _SYMPTOM_OF.get(quantity.name)
        key = quantity.name if symptom is None else symptom.kind
        lines.setdefault(key, []).append(quantity)
    return grid(
        ("Input", "What it is", "The answer is"),
        (
            (
                " ".join([link(first), *(link(each, first.name) for each in rest)]),
                plain(first.label),
                _directions(rule, (first, *rest)),
            )
            for first, *rest in lines.values()
        ),
        "inputs",
    )


def _directions(rule: Form, quantities: tuple[Quantity, ...]) -> str:
    """How the answer moves, in words: "worse if yes, towards *sudden*"."""
    scale = rule.scale
    if scale is None:
        moved = "higher"
    else:
        moved = "worse" if scale.ordered else "further down the list of grades"
    ways = [_way(rule, each) for each in quantities]
    if None in ways:
        return ", ".join(
            "moved either way" if way is None else f"{moved} {way}" for way in ways
        )
    return f"{moved} {', '.join(filter(None, ways))}"


def _way(rule: Form, quantity: Quantity) -> str | None:
    """How the input moves when the answer grows; None if it has no direction."""
    way = rule.direction(quantity)
    if way == "either":
        return None
    match quantity:
        case Fact():
            return "if yes" if way == "rises" else "if no"
        case Choice(levels=levels):
            return f"towards *{plain(levels[-1 if way == 'rises' else 0])}*"
        case Measure():
            return f"as it {way}"
        case _:
            assert_never(quantity)


def rules_pages() -> dict[str, str]:
    """The list of all rules, and a page for each subject to find them under."""
    held = {subject: rules for subject, rules in GROUPS.items() if rules}
    names = {subject: f"rules_{'_'.join(subject.lower().split())}" for subject in held}
    parts = [
        "# Rules",
        "Everything the library can calculate, the most urgent first. Each page is "
        "generated from the rule itself, so it always agrees with the library.",
        "A rule answers only for people like those it was found in: see "
        "[whom each rule is for](people.md).",
    ]
    for subject, rules in held.items():
        parts += [f"## {subject}", _listed(rules)]
    pages = {"rules": "\n\n".join([*parts, _contents(names.values())])}
    for subject, rules in held.items():
        below = _contents(rule.name for rule in rules)
        pages[names[subject]] = "\n\n".join([f"# {subject}", _listed(rules), below])
    return pages


def _listed(rules: Iterable[Form]) -> str:
    lines = (
        (
            f"[{plain(headline(rule.label))}]({rule.name}.md)",
            f"`{rule.name}`",
            rule.form,
            where(rule.cite),
        )
        for rule in rules
    )
    return grid(("Rule", "Name", "Form", "Written in"), lines, "rules")


def _contents(names: Iterable[str]) -> str:
    """The hidden table of contents under a page."""
    return "\n".join(["```{toctree}", ":hidden:", "", *names, "```"])
