"""
Views of what there is: rules, quantities, collections of them, and the literature.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import attrs

from cervmyelo.diagnosis.causes import Cause
from cervmyelo.findings import Gap, Problem, Reason, figure
from cervmyelo.forms import Form, Rule
from cervmyelo.guidance.ao_spine_2017 import Recommendation
from cervmyelo.instruments.crosswalks import RefusedCrosswalk
from cervmyelo.literature.complication_rates import Rate
from cervmyelo.literature.complications import Complication
from cervmyelo.literature.not_included import NotIncluded
from cervmyelo.literature.signs import Accuracy, Sign
from cervmyelo.literature.timed_walks import TimedTest
from cervmyelo.literature.treatments import Treatment
from cervmyelo.named import Listing, Named, few
from cervmyelo.quantity import Choice, Entry, Fact, Measure
from cervmyelo.results.profiles import Factor
from cervmyelo.sources import Citation, Disagreement, Figure, Source, Statement
from cervmyelo.terminology import Concept

from .blocks import (
    Block,
    Bullets,
    Cell,
    Details,
    Grid,
    Link,
    Page,
    Paragraph,
    RowGroup,
    facts,
    grid,
    link,
)
from .tables import Table, table
from .views import page_of

__all__ = ["grid_of"]


def grid_of(shown: Table) -> Grid:
    """A table of text as a part of a page."""
    return grid(shown.head, shown.body)


@page_of.register
def _table(shown: Table) -> Page:
    source = facts((("Source", link(shown.cite)),)) if shown.cite else ()
    return Page(shown.title, "", (grid_of(shown), *source))


@page_of.register(Rule)
def _rule(shown: Form) -> Page:
    edition = f"edition {shown.edition}"
    blocks: list[Block] = [Paragraph(shown.summary)] if shown.summary else []
    blocks += facts(
        (
            ("Name", shown.name),
            ("Form", shown.form),
            ("For", "" if shown.people is None else str(shown.people)),
            ("Limits", Bullets(shown.limits)),
            ("Source", link(shown.cite)),
        )
    )
    blocks.append(
        Details("The rule as a table", (grid_of(table(shown)),), unfolded=True)
    )
    inputs = ((each.label, each.name, each.allowed) for each in shown.inputs)
    blocks.append(
        Details(
            f"{len(shown.inputs)} input{'s' * (len(shown.inputs) != 1)}",
            (
                grid(("Input", "Name", "Can be recorded"), inputs),
                *facts(
                    (
                        (
                            "Can be recorded in place of inputs",
                            ", ".join(each.name for each in shown.recordable),
                        ),
                    )
                ),
            ),
        )
    )
    if shown.evidence:
        blocks.append(Details("Evidence", (_statements(shown.evidence),)))
    if shown.disagreements:
        blocks.append(
            Details(
                "Where sources differ",
                tuple(e for each in shown.disagreements for e in _differing(each)),
            )
        )
    if shown.example:
        given = dict(shown.example)
        answer = shown(given).answer
        example = facts((("Recorded", _call(given)), ("Answer", answer)))
        blocks.append(Details("Example", example))
    return Page(shown.label, "", tuple(blocks), edition)


def _call(given: Mapping[str, object]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in given.items())


def _statements(some: tuple[Statement, ...]) -> Grid:
    return grid(
        ("What is reported", "Source"), ((each.text, link(each.cite)) for each in some)
    )


def _differing(shown: Disagreement) -> Iterator[Block]:
    followed = (shown.followed.text, link(shown.followed.cite), "used here")
    others = ((e.text, link(e.cite), "another source") for e in shown.others)
    yield grid(("What is reported", "Source", "Role"), (followed, *others), shown.about)


@page_of.register
def _disagreement(shown: Disagreement) -> Page:
    return Page("Sources differ", shown.name, tuple(_differing(shown)))


@page_of.register
def _quantity(shown: Entry) -> Page:
    meanings: list[tuple[str, str]] = []
    match shown:
        case Measure():
            meanings = [(f"{value:g}", text) for value, text in shown.meanings]
        case Choice() if shown.meanings:
            meanings = [*zip(shown.levels, shown.meanings, strict=True)]
        case _:
            pass
    defined = shown.defined if shown.defined_in is None else Link(shown.definition)
    blocks = [
        *facts(
            (
                ("Name", shown.name),
                ("Question", shown.question),
                ("Can be recorded", shown.allowed),
                ("None means", shown.none),
                ("Definition", defined),
                ("Defined in", link(shown.defined_in) if shown.defined_in else ""),
                ("Note", shown.note),
            )
        )
    ]
    if meanings:
        blocks.append(grid(("Value", "Meaning"), meanings))
    return Page(shown.label, "", tuple(blocks))


@page_of.register(Named)
def _named(named: Named[Any]) -> Page:
    head, *rows = named.table
    by_name = {row[0]: row for row in rows}
    by_subject = named.by_subject
    groups = tuple(
        RowGroup(
            tuple(by_name[name] for name in names),
            subject,
            len(by_subject[subject]) - len(names),
        )
        for subject, names in few(by_subject).items()
    )
    blocks: list[Block] = [Grid(tuple(each.capitalize() for each in head), groups)]
    if any(group.more for group in groups):
        subjects = ", by(subject=...)" if hasattr(named, "by") else ""
        narrower = f"Narrower: search(words){subjects}. All of them: print()."
        blocks.append(Paragraph(narrower, "quiet"))
    return Page(named.amount, "", tuple(blocks))


@page_of.register(Listing)
def _listing(listing: Listing[Any]) -> Page:
    rows = [_item(each) for each in listing]
    first = "Name"
    if not any(name for name, *_ in rows):
        # Statements have no name; their place is how to get them.
        first, rows = "Place", [(f"{i}", *rest) for i, (_, *rest) in enumerate(rows)]
    head = (first, "What is reported", "Source")
    return Page(listing.amount, "", (grid(head, rows),))


def _item(each: object) -> Sequence[Cell]:
    """The name, what is reported, and the source of an item of a list."""
    match each:
        case Statement():
            return "", each.text, link(each.cite)
        case Cause():
            kind = "degenerative" if each.degenerative else "not degenerative"
            return each.fact.label, kind, link(each.cite)
        case Complication():
            says = Bullets((f"of {each.of}", *(e.text for e in each.says)))
            return each.label, says, link(each.cite)
        case Rate():
            text = f"{each.figure}; {each.population}. {each.note}".strip()
            return f"{each.label}, {each.of}", text, link(each.cite)
        case Treatment():
            return each.label, each.aim, link(each.cite)
        case Sign():
            cites = Bullets(
                tuple({study.cite: link(study.cite) for study in each.studies}.values())
            )
            return each.label, each.how, cites
        case TimedTest():
            cites = Bullets(tuple(link(e.cite) for e in each.says))
            return each.label, each.how, cites
        case NotIncluded():
            return each.label, each.why, ""
        case RefusedCrosswalk():
            between = f"{' or '.join(each.one)} and {' or '.join(each.other)}"
            return between, f"{each.why} {each.says.text}", link(each.says.cite)
        case Recommendation():
            return each.label, each.says, link(each.cite)
        case _:
            return str(each), "", ""


def _field(value: object) -> str | Link | Bullets:
    """A field of a publication as the cell of a table."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Citation():
            return link(value)
        case Statement() | Accuracy():
            return link(value.cite, str(value))
        case Fact() | Measure():
            return f"{value.label} ({value.name})"
        case tuple():
            items = map(_field, cast("tuple[object, ...]", value))
            return Bullets(tuple(e for e in items if not isinstance(e, Bullets)))
        case _:
            return str(value)


@page_of.register(Accuracy)
@page_of.register(Cause)
@page_of.register(Complication)
@page_of.register(Concept)
@page_of.register(Factor)
@page_of.register(NotIncluded)
@page_of.register(Rate)
@page_of.register(Recommendation)
@page_of.register(RefusedCrosswalk)
@page_of.register(TimedTest)
@page_of.register(Treatment)
@page_of.register(Statement)
@page_of.register(Figure)
@page_of.register(Citation)
@page_of.register(Source)
@page_of.register(Gap)
@page_of.register(Problem)
@page_of.register(Reason)
def _by_fields(shown: attrs.AttrsInstance) -> Page:
    """What was published, field by field."""
    lead = str(getattr(shown, "label", "")) or str(shown).splitlines()[0]
    pairs = (
        (_words(field.name), _field(getattr(shown, field.name)))
        for field in attrs.fields(type(shown))
        if field.name != "label"
    )
    return Page(_words(type(shown).__name__), lead, facts(pairs))


@page_of.register
def _sign(shown: Sign) -> Page:
    recorded = "" if shown.fact is None else shown.fact.name
    head = (
        "Studied in",
        "Sensitivity",
        "Specificity",
        "Positive likelihood ratio",
        "Negative likelihood ratio",
        "From the same people",
        "Source",
    )
    rows = (
        (
            each.population,
            _number(each.sensitivity),
            _number(each.specificity),
            "infinite" if each.infinite else _ratio(each.positive, each.lr_positive),
            _ratio(each.negative, each.lr_negative),
            "yes" if each.paired else "not known",
            link(each.cite),
        )
        for each in shown.studies
    )
    found = (
        grid(head, rows)
        if shown.studies
        else Paragraph("No published accuracy was found.")
    )
    about = facts((("Name", recorded), ("How it is tested", shown.how)))
    return Page("Sign", shown.label, (*about, found))


def _ratio(shown: Figure | None, published: Figure | None) -> str:
    calculated = " (calculated)" * (shown is not None and published is None)
    return f"{_number(shown)}{calculated}"


def _number(shown: Figure | None) -> str:
    """A figure without what it is of, which the heading says."""
    if shown is None:
        return ""
    unit = {"ratio": "", "%": "%"}.get(shown.unit, f" {shown.unit}")
    ends = ""
    if shown.low is not None and shown.high is not None:
        ends = f" ({figure(shown.low)} to {figure(shown.high)})"
    return f"{figure(shown.value)}{unit}{ends}"


def _words(name: str) -> str:
    """The name of a class or a field as words."""
    spaced = "".join(f" {each.lower()}" if each.isupper() else each for each in name)
    return spaced.replace("_", " ").strip().capitalize()
