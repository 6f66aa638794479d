"""Pages that are drawn from the rules, the dictionary and the sources themselves."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from pictures import draw
from sphinx.application import Sphinx

import cervmyelo as cm
from cervmyelo import records, sources
from cervmyelo.catalogue import Table, dictionary, scale_table, table
from cervmyelo.forms import Bands, FirstMatch, Form, Sum
from cervmyelo.guidance.treatments import SURGERY_AIM, TREATMENT_AIM
from cervmyelo.outlook.article import CAUTION
from cervmyelo.quantities import Quantity, Value
from cervmyelo.sources import Citation, Disagreement, Source, Statement

NUMBERED = {"rises": "raises it", "falls": "lowers it", "either": "moves it either way"}
GRADED = NUMBERED | {"rises": "worsens it", "falls": "betters it"}


def headline(label: str) -> str:
    """A label at the head of a page; mJOA keeps its small letter."""
    return label if label[1].isupper() else label[0].upper() + label[1:]


def cell(text: str) -> str:
    """Text that is safe in a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ") or " "


def rows(shown: Table) -> str:
    """A table in Markdown."""
    lines = [shown.head, ("---",) * len(shown.head), *shown.body]
    return "\n".join(f"| {' | '.join(map(cell, line))} |" for line in lines)


def where(cite: Citation) -> str:
    """A citation that leads to its source."""
    return f"[{cite}](sources.md#{cite.source.key.replace('_', '-')})"


def said(statement: Statement) -> str:
    """A statement with its figures and where it is written."""
    figures = "".join(f" {figure}." for figure in statement.figures)
    return f"{statement.says}{figures} ({where(statement.cite)})"


def bullets(lines: Iterable[str]) -> str:
    """Lines as a list."""
    return "\n".join(f"- {line}" for line in lines)


def shown(disagreement: Disagreement) -> str:
    """A disagreement, both sides."""
    beside = "".join(f"\n- But also: {said(each)}" for each in disagreement.beside)
    return f"- As used here: {said(disagreement.said)}{beside}\n"


def anchor(quantity: Quantity) -> str:
    """A link to a quantity in the dictionary."""
    return f"[`{quantity.name}`](dictionary.md#{quantity.name.replace('_', '-')})"


def people(rule: Form) -> Iterable[dict[str, Value]]:
    """People to show a rule on: in the middle of every input, or with few findings."""
    answers = {each.name: rule.answers(each) for each in rule.inputs}
    if len(answers) <= 4:
        yield {name: each[len(each) // 2] for name, each in answers.items()}
    facts = {q.name for q in rule.inputs if q.values == (False, True)}
    least = {
        name: each[0]
        for name, each in answers.items()
        # What describes a symptom is not recorded of one that is absent.
        if name in facts or len(answers) <= 12
    }
    names = [*answers]
    for one, other in itertools.pairwise([*names[2:], *names]):
        yield {**least, one: answers[one][-1], other: answers[other][-1]}


def example(rule: Form) -> str:
    """A worked example of a rule, complete and with an input missing."""
    values, gap = next(
        (values, name)
        for values in people(rule)
        for name in values
        if rule.explain(values).status == "ok"
        and rule.explain({**values, name: None}).status == "undecided"
    )
    there = {name: value for name, value in values.items() if value is not False}
    rest = " and nothing else present" if len(there) < len(values) else ""
    given = ", ".join(f"`{name}` {value}" for name, value in there.items())
    return (
        f"With {given}{rest}:\n\n```text\n{rule.explain(values)}\n```\n\n"
        f"The same with `{gap}` not recorded:\n\n"
        f"```text\n{rule.explain({**values, gap: None})}\n```\n"
    )


def rule_page(rule: Form, out: Path) -> str:
    """The page of a rule."""
    words = GRADED if isinstance(rule, Bands | FirstMatch) else NUMBERED
    picture = f"{rule.name}.svg"
    alt = draw(rule, out / picture)
    parts = [
        f"# {headline(rule.label)}",
        f"`{rule.name}`, edition {rule.edition}, fingerprint "
        f"`{rule.identity.fingerprint}`. Source: {where(rule.cite)}.",
        f"```{{image}} {picture}\n:alt: {alt}\n:class: rule-picture\n```",
        "## The rule",
        rows(table(rule)),
    ]
    if isinstance(rule, Sum):
        parts += [
            f"Every total from {rule.outcomes[0]:g} to {rule.outcomes[-1]:g} occurs."
        ]
    parts += [
        "## What it looks at",
        rows(
            Table(
                "",
                ("Input", "What it is", "As it grows, it"),
                tuple(
                    (anchor(each), each.label, words[rule.direction(each)])
                    for each in rule.inputs
                ),
            )
        ),
        "## A worked example",
        example(rule),
        "## Limits",
        bullets(rule.limits),
    ]
    if rule.disagreements:
        parts.append("## Where sources differ")
        parts += [f"**{each.about}**\n\n{shown(each)}" for each in rule.disagreements]
    return "\n\n".join(parts)


def dictionary_page() -> str:
    """The data dictionary, with an anchor for each quantity."""
    parts = [
        "# Data dictionary",
        "Everything that can be recorded. The name is the attribute of a model, the "
        "column of a table and the key in JSON. `None`, null and an empty cell mean "
        "*not recorded*, and never *no*, *none* or zero.",
    ]
    symptoms = {q.name for each in cm.SYMPTOMS.values() for q in each.all}
    groups: dict[str, list[Quantity]] = {"Person, signs, causes and work-up": []}
    groups["mJOA"] = []
    groups["Symptoms"] = []
    for name, quantity in cm.QUANTITIES.items():
        if name in symptoms:
            groups["Symptoms"].append(quantity)
        elif name.startswith("mjoa_"):
            groups["mJOA"].append(quantity)
        else:
            groups["Person, signs, causes and work-up"].append(quantity)
    for title, held in groups.items():
        parts.append(f"## {title}")
        for quantity in held:
            ((_, label, kind, question, none),) = dictionary((quantity,)).body
            meanings = getattr(quantity, "meanings", ())
            if meanings and isinstance(meanings[0], str):
                meanings = tuple(zip(quantity.levels, meanings, strict=True))
            told = "".join(f"\n  - {value}: {text}" for value, text in meanings)
            parts.append(
                f"### {quantity.name}\n\n- {headline(label)}; {kind}.\n"
                f"- Asked as: {question}\n- None means: {none}."
                + (f"\n- Values:{told}" if told else "")
            )
    return "\n\n".join(parts)


def article_page() -> str:
    """What the library holds of the article."""
    groups: dict[str, list[str]] = {}
    for symptom in cm.SYMPTOMS.values():
        line = f"{symptom.present.label} ({anchor(symptom.present)})"
        groups.setdefault(symptom.group, []).append(line)
    titles = {
        "general": "Symptoms",
        "fine motor": "Difficulty with fine motor tasks",
        "lower body": "In the lower body",
        "urgent": "Named as urgent",
        "early": "Named among the early signs",
    }
    parts = [
        "# What the article says",
        "The library began with one article for patients. All of it is held as data, in "
        f"this library's words; the article itself is at "
        f"[{sources.ARTICLE.within}]({sources.ARTICLE.url}).",
        bullets(said(each) for each in cm.BACKGROUND),
        "## Symptoms",
    ]
    parts += [
        f"**{titles[group]}**\n\n{bullets(held)}" for group, held in groups.items()
    ]
    linked = [
        ("## Stages", "article_stage"),
        ("## When to contact a doctor", "article_urgency"),
        ("## Early signs of the degenerative form", "article_early_signs"),
        ("## Risk factors", "article_risk_factors"),
        ("## The way to the diagnosis", "article_workup"),
        ("## Causes", "article_cause"),
        ("## Outlook", "article_outlook_factors"),
    ]
    for title, name in linked:
        rule = cm.RULES[name]
        brief = (
            rows(scale_table(rule.outcomes[0].scale))
            if isinstance(rule, FirstMatch)
            else bullets(each.label for each in rule.counted)
        )
        parts += [title, brief, f"The rule: [{rule.label}]({name}.md)."]
    parts.append(f"{said(CAUTION)}")
    for rule in (cm.RULES["article_risk_factors"], cm.RULES["article_outlook_factors"]):
        parts += [f"## What is said of the {rule.label}"]
        parts += [
            f"**{headline(each.label)}**\n\n{bullets(said(s) for s in each.says)}"
            for each in rule.counted
        ]
    parts += [
        "## Causes, one by one",
        bullets(
            f"{each.fact.label} ({'wear and tear' if each.degenerative else 'other'}; "
            f"{where(each.cite)})"
            for each in cm.CAUSES
        ),
        "## Treatments",
        bullets([said(TREATMENT_AIM), said(SURGERY_AIM)]),
        rows(
            Table(
                "",
                ("Treatment", "Aim", "Source"),
                tuple((t.label, t.aim, where(t.cite)) for t in cm.TREATMENTS),
            )
        ),
        "## Complications",
        rows(
            Table(
                "",
                ("Complication", "Of", "What is said of it"),
                tuple(
                    (c.label, c.of, " ".join(map(said, c.says)) or where(c.cite))
                    for c in cm.COMPLICATIONS
                ),
            )
        ),
    ]
    return "\n\n".join(parts)


def disagreements_page() -> str:
    """Where sources differ."""
    parts = [
        "# Where sources differ",
        "Nothing is silently corrected: a rule follows the source that it cites, and "
        "what others say stands beside it.",
    ]
    for each in cm.DISAGREEMENTS.values():
        parts += [f"## {each.about}", shown(each)]
    return "\n\n".join(parts)


def sources_page() -> str:
    """The bibliography."""
    held = [each for each in vars(sources).values() if isinstance(each, Source)]
    parts = ["# Sources", "Every publication that a rule or a figure is taken from."]
    for each in sorted(held, key=str):
        title = f" *{each.title}.*" if each.title else ""
        doi = f" [doi:{each.doi}](https://doi.org/{each.doi})" if each.doi else ""
        url = f" <{each.url}>" if each.url else ""
        parts += [f"## {each.key}", f"{each}.{title} {each.within}.{doi}{url}"]
    return "\n\n".join(parts)


def generate(app: Sphinx) -> None:
    """Write every generated page anew."""
    out = Path(app.srcdir) / "generated"
    shutil.rmtree(out, ignore_errors=True)
    published = out / "extra" / "schema"
    published.mkdir(parents=True)
    for schema in resources.files(records).joinpath("schemas").iterdir():
        (published / schema.name).write_bytes(schema.read_bytes())
    pages = {rule.name: rule_page(rule, out) for rule in cm.RULES.values()}
    listing = "\n".join(pages)
    lines = [
        (f"[{r.label}]({r.name}.md)", type(r).__name__, where(r.cite))
        for r in cm.RULES.values()
    ]
    pages["rules"] = (
        "# Rules\n\nEvery rule the library holds, drawn from the rules themselves.\n\n"
        + rows(Table("", ("Rule", "Form", "Source"), tuple(lines)))
        + f"\n\n```{{toctree}}\n:hidden:\n\n{listing}\n```\n"
    )
    pages["dictionary"] = dictionary_page()
    pages["article"] = article_page()
    pages["disagreements"] = disagreements_page()
    pages["sources"] = sources_page()
    for name, text in pages.items():
        (out / f"{name}.md").write_text(text + "\n", encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the pages before they are read."""
    # Sphinx looks for the extra files before anything is generated.
    (Path(app.srcdir) / "generated" / "extra").mkdir(parents=True, exist_ok=True)
    app.connect("builder-inited", generate)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
