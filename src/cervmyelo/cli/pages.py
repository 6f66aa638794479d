"""
Pages of the command line: the rules, the article and the data dictionary.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from typing import assert_never

from rich.console import Console, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from cervmyelo.criteria import describe
from cervmyelo.diagnosis.causes import CAUSES
from cervmyelo.diagnosis.early_signs import article_early_signs
from cervmyelo.diagnosis.workup import article_workup
from cervmyelo.display.tables import (
    Table,
    dictionary,
    scale_table,
    table,
)
from cervmyelo.forms import (
    Crosswalk,
    FirstMatch,
    Form,
    GradingForm,
    PostTest,
    Regression,
)
from cervmyelo.guidance.urgency import article_urgency
from cervmyelo.instruments.stages import article_stage
from cervmyelo.io import Json
from cervmyelo.literature.complications import COMPLICATIONS
from cervmyelo.literature.treatments import SURGERY_AIM, TREATMENT_AIM, TREATMENTS
from cervmyelo.models.missing import HOW_RECORDED, MEANINGS
from cervmyelo.models.patient import QUANTITIES, SUFFIX
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.outlook.article import CAUTION, article_outlook_factors
from cervmyelo.quantity import Choice, Fact, Measure, Quantity
from cervmyelo.registry import DISAGREEMENTS, GROUPS, RULES
from cervmyelo.risk.article import article_risk_factors
from cervmyelo.sources import ARTICLE, Citation, Disagreement, Statement
from cervmyelo.terminology import local_code

from .terminal import bullet, heading, sources

__all__ = [
    "article",
    "columns",
    "columns_as_csv",
    "define",
    "explain",
    "rules",
    "rules_as_json",
]


def rules(console: Console) -> None:
    """Print one line for each rule, by subject."""
    grid = _grid("rule", "what it answers, its form and source")
    for subject, held in GROUPS.items():
        if held:
            grid.add_row()
            grid.add_row(heading(subject))
        for rule in held:
            about = f" ({rule.form}, {rule.cite.source})"
            grid.add_row(Text(rule.name), Text(rule.label).append(about, "dim"))
    console.print(grid)
    console.print()
    console.print(Text("`cervmyelo explain RULE` shows a rule in full."))


def rules_as_json() -> list[Json]:
    """Every rule as plain data."""
    return [
        {
            "name": rule.name,
            "subject": subject,
            "label": rule.label,
            "form": rule.form,
            "edition": rule.identity.edition,
            "fingerprint": rule.identity.fingerprint,
            "source": rule.cite.source.key,
            "place": rule.cite.place,
            "doi": rule.cite.source.doi,
            "url": rule.cite.source.url,
            "inputs": [each.name for each in rule.inputs],
            "directions": {each.name: rule.direction(each) for each in rule.inputs},
            "answers": _answers(rule),
            "no_answer": [each.why for each in rule.gaps],
            "limits": list(rule.limits),
            "disagreements": [each.name for each in rule.disagreements],
            "evidence": [str(each) for each in rule.evidence],
            "wording": rule.wording,
            "code": {"system": code.system, "code": code.code},
        }
        for subject, held in GROUPS.items()
        for rule in held
        for code in (local_code(rule.name),)
    ]


def _answers(rule: Form) -> Json:
    """The grades of a rule with their meanings, or the range of a number."""
    if isinstance(rule, GradingForm):
        return [
            {"code": each.code, "meaning": each.meaning, "ordered": rule.scale.ordered}
            for each in rule.outcomes
        ]
    low, high = rule.outcomes[0], rule.outcomes[-1]
    return {"low": low, "high": high, "unit": rule({}).unit}


def explain(console: Console, rule: Form) -> None:
    """Print a rule in full: its table, inputs, limits, source and identity."""
    console.print(Text(f"{rule.name}: {rule.label}", style="bold"))
    console.print()
    _print_table(console, table(rule))
    _parts(console, rule)
    if isinstance(rule, Crosswalk):
        # Other forms show the meanings of the grades in their own table.
        console.print()
        _print_table(console, scale_table(rule.scale))
    if isinstance(rule, Regression) and rule.outcome:
        _list(console, "Outcome", [rule.outcome])
    console.print()
    console.print(heading("Inputs"))
    grid = _grid("name", "what it is", "as it increases, the result")
    for each in rule.inputs:
        grid.add_row(*map(Text, (each.name, each.label, _direction(rule, each))))
    console.print(grid)
    console.print(bullet("`cervmyelo explain INPUT` shows the definition of an input."))
    if rule.people is not None:
        conditions = (f"Only: {e.label} [{e.cite}]" for e in rule.people.conditions)
        _list(console, "Whom it is for", [rule.people.says, *conditions])
    _list(console, "Where the source gives no answer", (e.why for e in rule.gaps))
    if isinstance(rule, Crosswalk):
        _list(console, "Information lost", [rule.lost])
    _list(console, "Evidence", map(str, rule.evidence))
    _list(console, "Limits", rule.limits)
    _disagreements(console, rule.disagreements)
    _list(console, "Wording", [rule.wording] * bool(rule.wording))
    console.print()
    console.print(heading("Source"))
    for cited in sources([rule.cite]):
        console.print(cited)
    identity = rule.identity
    console.print()
    console.print(
        Text(
            f"edition {identity.edition}, fingerprint {identity.fingerprint}",
            style="dim",
        )
    )


def define(console: Console, quantity: Quantity) -> None:
    """Print an entry of the data dictionary: its question, values and definition."""
    console.print(Text(f"{quantity.name}: {quantity.label}", style="bold"))
    console.print()
    console.print(Text(quantity.question))
    console.print(bullet(f"{quantity.allowed}; None: {quantity.none}"))
    _list(console, "Meaning of the values", _meanings(quantity))
    console.print()
    console.print(heading("Definition"))
    console.print(bullet(quantity.definition or quantity.defined))
    _list(console, "Note", [quantity.note] * bool(quantity.note))
    reading = [each for each in RULES.values() if quantity in each.inputs]
    _list(console, "Used by", (f"{each.name}: {each.label}" for each in reading))
    asking = [each for each in RULES.values() if _limits(each, quantity)]
    _list(console, "Limits the people of", (f"{e.name}: {e.label}" for e in asking))
    if quantity.defined_in is not None:
        console.print()
        console.print(heading("Source"))
        for cited in sources([quantity.defined_in]):
            console.print(cited)


def _limits(rule: Form, quantity: Quantity) -> bool:
    """Whether a condition on the people of a rule reads the quantity."""
    return rule.people is not None and quantity in rule.people.inputs


def _meanings(quantity: Quantity) -> Iterable[str]:
    match quantity:
        case Choice(levels=levels, meanings=meanings):
            return map(": ".join, zip(levels, meanings, strict=False))
        case Measure(meanings=pairs):
            return (f"{value:g}: {meaning}" for value, meaning in pairs)
        case Fact():
            return ()
        case _:
            assert_never(quantity)


def _parts(console: Console, rule: Form) -> None:
    """The rules that a rule is made of: their names, or all of them without one."""
    for part in rule.parts:
        console.print()
        if part.name in RULES:
            console.print(
                Text(f"{part.label} is a separate rule: ").append(part.name, "bold")
            )
        if part.name not in RULES or isinstance(rule, PostTest):
            _print_table(console, table(part))
            _parts(console, part)


def article(console: Console) -> None:
    """Print the library's content from the article, with the places in it."""
    console.print(Text("Cervical myelopathy, by the article", style="bold"))
    groups = dict.fromkeys(each.group for each in SYMPTOMS.values())
    console.print()
    console.print(heading("Symptoms"))
    for group in groups:
        members = [each for each in SYMPTOMS.values() if each.group == group]
        labels = "; ".join(each.present.label for each in members)
        console.print(
            bullet(
                Text(f"{group}: ", "bold")
                .append(labels, "")
                .append(f" [{_place(members[0].cite)}]", "dim")
            )
        )
    for title, tally in (
        ("Early signs of the degenerative form", article_early_signs),
        ("Risk factors", article_risk_factors),
        ("Diagnostic steps", article_workup),
        ("Factors for a less favourable outlook", article_outlook_factors),
    ):
        _cited_list(console, title, ((e.label, e.cite) for e in tally.counted))
    _statements(console, [CAUTION])
    _cited_list(
        console,
        "Causes",
        (
            (each.fact.label + ", degenerative" * each.degenerative, each.cite)
            for each in CAUSES
        ),
    )
    for rule in (article_urgency, article_stage):
        _grades(console, rule)
    _cited_list(
        console,
        "Treatments",
        ((f"{each.label}: {each.aim}", each.cite) for each in TREATMENTS),
    )
    _statements(console, [TREATMENT_AIM, SURGERY_AIM])
    console.print()
    console.print(heading("Complications"))
    for each in COMPLICATIONS:
        console.print(_line(f"{each.label} (of {each.of})", each.cite))
        _statements(console, each.says, indent=4)
    _disagreements(console, filter(_is_about_article, DISAGREEMENTS.values()))


def _is_about_article(each: Disagreement) -> bool:
    return any(side.cite.source == ARTICLE for side in (each.followed, *each.others))


def _grades(console: Console, rule: FirstMatch) -> None:
    """The criterion for each grade of a rule, in short."""
    console.print()
    console.print(heading(rule.label[0].upper() + rule.label[1:]))
    for row in rule.rows:
        why = getattr(row.when, "label", "") or describe(row.when)
        text = f"{row.then}: {row.then.meaning} (when: {why})"
        console.print(_line(text, rule.cite))
    text = f"{rule.otherwise}: {rule.otherwise.meaning} (when: none of these)"
    console.print(_line(text, rule.cite))


def columns(console: Console) -> None:
    """Print the data dictionary, including ``ref``, the caller's own reference."""
    console.print(Text("The columns that a table can have"))
    console.print()
    console.print(Text("ref", "bold").append(": any printable text", ""))
    console.print(bullet("Your own pseudonymous reference; never a name."))
    reason = Text(f"NAME{SUFFIX}", "bold").append(f": {', '.join(MEANINGS)}", "")
    console.print(reason)
    console.print(bullet(f"Why a value is missing. {HOW_RECORDED}"))
    for name, _, kind, question, *_ in dictionary(tuple(QUANTITIES.values())).body:
        console.print(Text(name, "bold").append(f": {kind}", ""))
        console.print(bullet(question))
    console.print()
    console.print(
        Text(
            "`cervmyelo explain COLUMN` shows its definition; --csv shows all of them."
        )
    )


def columns_as_csv() -> None:
    """Write the data dictionary to standard output as CSV."""
    entries = dictionary(tuple(QUANTITIES.values()))
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(entries.head)
    rows.writerows(entries.body)


def _grid(*heads: str, whole: bool = True) -> Grid:
    """A table whose first column is not wrapped if *whole* is true."""
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
    for place, head in enumerate(heads):
        grid.add_column(
            Text(head, style="bold"), no_wrap=whole and place == 0, overflow="fold"
        )
    return grid


def _print_table(console: Console, shown: Table) -> None:
    console.print(heading(shown.title))
    filled = [any(row[at] for row in shown.body) for at in range(len(shown.head))]
    heads = (h for h, kept in zip(shown.head, filled, strict=True) if kept)
    grid = _grid(*heads, whole=False)
    for row in shown.body:
        cells = (c for c, kept in zip(row, filled, strict=True) if kept)
        grid.add_row(*map(Text, cells))
    console.print(grid)
    if shown.cite is not None:
        console.print(Text(f"[{shown.cite}]", style="dim"))


def _list(console: Console, title: str, lines: Iterable[str]) -> None:
    lines = tuple(lines)
    if lines:
        console.print()
        console.print(heading(title))
        for line in lines:
            console.print(bullet(line))


def _cited_list(
    console: Console, title: str, lines: Iterable[tuple[str, Citation]]
) -> None:
    console.print()
    console.print(heading(title))
    for text, cite in lines:
        console.print(_line(text, cite))


def _line(text: str, cite: Citation) -> RenderableType:
    return bullet(Text(f"{text} ").append(f"[{_place(cite)}]", "dim"))


def _place(cite: Citation) -> str:
    """The place of a citation; without the source if it is the article."""
    return cite.place if cite.source == ARTICLE else str(cite)


def _statements(
    console: Console, statements: Iterable[Statement], indent: int = 2
) -> None:
    for each in statements:
        console.print(bullet(str(each), indent=indent))


def _disagreements(console: Console, disagreements: Iterable[Disagreement]) -> None:
    disagreements = tuple(disagreements)
    if not disagreements:
        return
    console.print()
    console.print(heading("Where sources differ"))
    for each in disagreements:
        console.print(bullet(f"{each.about}."))
        console.print(bullet(f"used here: {each.followed}", indent=4))
        for other in each.others:
            console.print(bullet(f"other sources: {other}", indent=4))


def _direction(rule: Form, quantity: Quantity) -> str:
    graded = isinstance(rule, GradingForm)
    match rule.direction(quantity):
        case "rises":
            return "never gets better" if graded else "never falls"
        case "falls":
            return "never gets worse" if graded else "never rises"
        case "either":
            return "can go either way"
