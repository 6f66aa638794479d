"""A page for each rule, drawn from the rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import assert_never

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
from cervmyelo.display.tables import gaps, made_of, scale_table, table
from cervmyelo.forms import (
    Bands,
    Crosswalk,
    Curve,
    Cutoffs,
    Effects,
    FirstMatch,
    Form,
    GradingForm,
    PostTest,
    Quotient,
    Regression,
    Sum,
    Tally,
)
from cervmyelo.quantity import Choice, Fact, Measure, Quantity
from cervmyelo.registry import GROUPS
from cervmyelo.scale import Scale
from cervmyelo.sources import Citation

NumberForm = Sum | Tally | Regression | Quotient | PostTest | Effects | Curve

_LISTED = ("Rule", "Name", "Form", "Written in")
_SYMPTOM_OF = {
    quantity.name: symptom
    for symptom in cm.SYMPTOMS.values()
    for quantity in symptom.all
}


def picture(name: str, alt: str, folder: str = "") -> str:
    """The picture of a rule, for whichever theme the reader has chosen."""
    return "\n\n".join(
        f"```{{image}} {folder}{name}-{theme.name}.svg\n:alt: {alt}\n"
        f":class: rule-picture only-{theme.name}\n```"
        for theme in THEMES
    )


def form_of(rule: Form) -> str:
    """The form of a rule in words."""
    match rule:
        case Sum():
            return "a sum of items"
        case Bands():
            return "bands on a score"
        case FirstMatch():
            return "the first criterion that holds"
        case Tally():
            return "a count of findings"
        case Regression():
            return "a regression"
        case Cutoffs():
            return "cut-offs on a continuous score"
        case Quotient():
            return "a formula of measures"
        case PostTest():
            return "a probability after a test"
        case Crosswalk():
            return "a crosswalk between scales"
        case Effects():
            return "relative effects"
        case Curve():
            return "figures over time"
        case _:
            assert_never(rule)


def scale_of(rule: Form) -> Scale | None:
    """The scale of a rule that grades; None for one that gives a number."""
    return rule.scale if isinstance(rule, GradingForm) else None


def rule_page(rule: Form, folder: Path) -> str:
    """The page of a rule; its pictures are drawn into the folder."""
    return "\n\n".join(_parts(rule, draw(rule, folder / rule.name)))


def _parts(rule: Form, alt: str) -> Iterator[str]:
    yield f"# {plain(headline(rule.label))}"
    yield (
        f"The rule `{rule.name}`: {form_of(rule)}, as written in {where(rule.cite)}. "
        f"Edition {rule.edition}, fingerprint `{rule.identity.fingerprint}`."
    )
    yield picture(rule.name, alt)
    yield "## The rule"
    yield _table(rule)
    yield from _made_of(rule)
    yield from _notes(rule)
    yield _answers(rule)
    if gaps(rule):
        yield "## Where the source gives no answer"
        yield bullets(plain(headline(each.why)) for each in gaps(rule))
    yield "## What it looks at"
    yield (
        "A direction is a promise: as the input moves that way, the answer moves as "
        "told or stays where it is. It never turns back."
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
        yield "## What is said of each"
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
    # What the grades mean stands below, with the scale.
    kept = [
        i
        for i, title in enumerate(shown.head)
        if title != "Meaning" or scale_of(rule) is None
    ]
    cited = {str(each): where(each) for each in _cited(rule)}
    return grid(
        [headline(shown.head[i]) for i in kept],
        ([cited.get(line[i]) or listed(line[i]) for i in kept] for line in shown.body),
        "rule",
    )


def _cited(rule: Form) -> Iterator[Citation]:
    yield rule.cite
    match rule:
        case Tally(counted=counted):
            yield from (each.cite for each in counted)
        case PostTest(ratios=ratios):
            yield from (each.cite for each in ratios)
        case _:
            pass


def _made_of(rule: Form) -> Iterator[str]:
    """The rules that a rule is made of: by their pages, or in full without one."""
    for part in made_of(rule):
        name = plain(headline(part.label))
        if part.name in cm.rules:
            yield f"It looks at another rule: [{name}]({part.name}.md)."
        if part.name not in cm.rules or isinstance(rule, PostTest):
            yield f"**{name}**, {form_of(part)}:"
            yield _table(part)
            yield from _made_of(part)


def _notes(rule: Form) -> Iterator[str]:
    """What has to be known to read the table."""
    match rule:
        case Cutoffs(of=Quotient() | Regression()):
            yield (
                "A worked-out score counts as at a cut-off when it differs from it by "
                "less than a thousand-millionth, so that what is equal on paper is "
                "[equal here](../design.md)."
            )
        case PostTest():
            yield (
                "Odds after the test are odds before it times the likelihood ratio. "
                "The probability before the test is yours: the library brings none "
                "along."
            )
        case Effects(outcome=outcome):
            yield (
                f"The outcome is: {plain(outcome)}. No intercept is published, so "
                f"that no probability follows. The answer compares a person with one "
                f"of reference; that reference is a convention of this library and "
                f"cancels when two people are compared with each other."
            )
        case Curve():
            yield (
                "Between two published times the answer is the space between their "
                "figures. No curve is fitted."
            )
        case _:
            pass


def _answers(rule: Form) -> str:
    """What the answer can be: grades with their meanings, or a number."""
    if not isinstance(rule, GradingForm):
        return _numbers(rule)
    shown = scale_table(rule.scale)
    told = (
        "from the best to the gravest"
        if rule.scale.ordered
        else "which have no order, so that none is better or worse than another"
    )
    body = ((f"**{plain(level)}**", plain(meaning)) for level, meaning in shown.body)
    return f"## The grades\n\nThe grades, {told}:\n\n{grid(shown.head, body)}"


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
        case Regression(unit=unit) | Quotient(unit=unit) | PostTest(unit=unit):
            return f"The answer is a number from {low:.3g} to {high:.3g} ({unit})."
        case Effects(unit=unit):
            return (
                f"The answer is a multiple, {unit}. It is no probability and may "
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
            assert_never(rule)


def _inputs(rule: Form) -> str:
    """The inputs; those that describe one symptom share its line."""
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
    scale = scale_of(rule)
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
    """The way of an input along which the answer grows; None if it has none."""
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
        "Everything the library can work out, the most urgent first. Each page is "
        "drawn from the rule itself, so it cannot say anything else than what the "
        "library does.",
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
            form_of(rule),
            where(rule.cite),
        )
        for rule in rules
    )
    return grid(("Rule", "Name", "Form", "Written in"), lines, "rules")


def _contents(names: Iterable[str]) -> str:
    """What stands below a page in the list of pages."""
    return "\n".join(["```{toctree}", ":hidden:", "", *names, "```"])
