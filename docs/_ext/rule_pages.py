"""A page for each rule, drawn from the rule."""

from __future__ import annotations

from collections.abc import Iterator
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
from cervmyelo.catalogue import scale_table, table
from cervmyelo.forms import Bands, FirstMatch, Form, Regression, Sum, Tally
from cervmyelo.quantities import Choice, Fact, Measure, Quantity
from cervmyelo.scales import Scale

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
        case _:
            assert_never(rule)


def scale_of(rule: Form) -> Scale | None:
    """The scale of a rule that grades; None for one that gives a number."""
    match rule:
        case Bands():
            return rule.bands[0].grade.scale
        case FirstMatch():
            return rule.otherwise.scale
        case Sum() | Tally() | Regression():
            return None
        case _:
            assert_never(rule)


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
    yield _answers(rule)
    yield "## What it looks at"
    yield (
        "A direction is a promise: as the input moves that way, the answer moves as "
        "told or stays where it is. It never turns back."
    )
    yield _inputs(rule)
    yield "## A worked example"
    yield worked(rule)
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
    cited = {str(rule.cite): where(rule.cite)}
    if isinstance(rule, Tally):
        cited |= {str(each.cite): where(each.cite) for each in rule.counted}
    return grid(
        [shown.head[i] for i in kept],
        ([cited.get(line[i]) or listed(line[i]) for i in kept] for line in shown.body),
        "rule",
    )


def _answers(rule: Form) -> str:
    """What the answer can be: grades with their meanings, or a number."""
    match rule:
        case Sum() | Tally():
            least, most = rule.outcomes[0], rule.outcomes[-1]
            unit = f" {rule.result.unit}" if isinstance(rule, Sum) else ""
            gaps = len(rule.outcomes) < len(rule.result.values)
            some = "; not every number between them occurs" if gaps else ""
            return f"The answer is a number from {least:g} to {most:g}{unit}{some}."
        case Regression(outcomes=(low, high), unit=unit):
            return f"The answer is a number from {low:.3g} to {high:.3g} ({unit})."
        case Bands() | FirstMatch():
            scale = rule.outcomes[0].scale
        case _:
            assert_never(rule)
    shown = scale_table(scale)
    told = (
        "from the best to the gravest"
        if scale.ordered
        else "which have no order, so that none is better or worse than another"
    )
    body = ((f"**{plain(level)}**", plain(meaning)) for level, meaning in shown.body)
    return f"## The grades\n\nThe grades, {told}:\n\n{grid(shown.head, body)}"


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


def rules_page() -> str:
    """The list of all rules."""
    lines = (
        (
            f"[{plain(headline(rule.label))}]({rule.name}.md)",
            f"`{rule.name}`",
            form_of(rule),
            where(rule.cite),
        )
        for rule in cm.RULES.values()
    )
    names = "\n".join(cm.RULES)
    return (
        "# Rules\n\nEverything the library can work out, the most urgent first. Each "
        "page is drawn from the rule itself, so it cannot say anything else than what "
        "the library does.\n\n"
        + grid(("Rule", "Name", "Form", "Written in"), lines)
        + f"\n\n```{{toctree}}\n:hidden:\n\n{names}\n```"
    )
