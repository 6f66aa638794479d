"""The data dictionary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs
from wording import bullets, entry, grid, headline, link, links, plain, where

import cervmyelo as cm
from cervmyelo.diagnosis.workup import article_workup
from cervmyelo.display.tables import dictionary
from cervmyelo.models.missing import (
    COMPANIONS,
    HOW_RECORDED,
    MEANINGS,
    OTHER_CAUSE,
    UNAFFECTED,
)
from cervmyelo.models.patient import SHEET_TITLES, SHEETS
from cervmyelo.models.sheet import Sheet, items_of, quantities_of
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

_MOST_SHOWN = 3
_HEAD = ("Name and what it is", "Kind", "Question and definition", "Used by")


def dictionary_pages() -> dict[str, str]:
    """Everything that can be recorded, each with an anchor; a page for each section."""
    sections = _sections()
    pages = {
        f"dictionary_{name}": "\n\n".join(_section(name, *section))
        for name, section in sections.items()
    }
    return {"dictionary": "\n\n".join(_overview(sections)), **pages}


def _sections() -> dict[str, tuple[str, list[Quantity]]]:
    """The title of each section and what is recorded in it."""
    apart: dict[str, tuple[str, list[Quantity]]] = {
        "causes": ("Causes", [each.fact for each in cm.literature.CAUSES]),
        "workup": ("Steps to the diagnosis", list(article_workup.inputs)),
    }
    sheets = {
        name: (SHEET_TITLES[name], [*quantities_of(sheet).values()])
        for name, sheet in SHEETS.items()
    }
    present: list[Quantity] = [each.present for each in SYMPTOMS.values()]
    placed = {each.name for _, held in (apart | sheets).values() for each in held}
    placed |= {each.name for symptom in SYMPTOMS.values() for each in symptom.all}
    rest = [each for name, each in cm.quantities.items() if name not in placed]
    return {
        "person": ("The person and the condition", rest),
        "symptoms": ("Symptoms", present),
        **apart,
        **sheets,
    }


def _overview(sections: Mapping[str, tuple[str, list[Quantity]]]) -> Iterator[str]:
    yield "# Data dictionary"
    yield (
        "Everything that can be recorded. A name is at once the attribute of a model, "
        "the column of a table and the key in JSON."
    )
    yield (
        "`None` in Python, `null` in JSON and an empty cell in a table all mean **not "
        "recorded**. They never mean *no*, *none* or zero."
    )
    yield (
        "A definition says what counts, what does not and how it is examined, with the "
        "place where it was read. Where the source that was read gives none, that is "
        "shown instead: agree on one before two hospitals pool their data. A note is "
        "this library's own."
    )
    yield "## Sections"
    yield grid(
        ("Section", "Names"),
        (
            (f"[{plain(title)}](dictionary_{name}.md)", " ".join(map(link, held)))
            for name, (title, held) in sections.items()
        ),
        "sections",
    )
    yield from _reasons(dict(sections.values()))
    below = (f"{title} <dictionary_{name}>" for name, (title, _) in sections.items())
    yield "\n".join(["```{toctree}", ":hidden:", "", *below, "```"])


def _section(name: str, title: str, held: Sequence[Quantity]) -> Iterator[str]:
    yield f"# Data dictionary: {plain(title)}"
    yield (
        "A name is at once the attribute of a model, the column of a table and the key "
        "in JSON. `None`, `null` or an empty cell means *not recorded*."
    )
    if name in SHEETS:
        yield _about(name, SHEETS[name])
    if name != "symptoms":
        yield _table(held)
        return
    yield (
        "Four things can be recorded of each symptom. Its own name says whether it is "
        "there; the others describe it, and are refused for a symptom that is recorded "
        "as absent. In Python they are attributes of {py:class}`~cervmyelo.Symptom`."
    )
    yield _described()
    yield grid(
        ("Name", "What it is", "Question and definition", "Used by"),
        (
            (
                "\n\n".join(map(entry, symptom.all)),
                plain(headline(symptom.present.label)),
                plain(symptom.present.question) + _definition(symptom.present),
                _folded(_used(symptom.all)),
            )
            for symptom in SYMPTOMS.values()
        ),
        "dictionary",
    )


def _reasons(by_title: Mapping[str, Sequence[Quantity]]) -> Iterator[str]:
    """How the reason of a missing value is recorded, and where another cause can be."""
    yield "## Why a value is missing"
    yield (
        f"Every quantity can have a reason. {plain(HOW_RECORDED)} See [what a reason "
        "does to an answer](../unknown.md#why-a-value-is-missing)."
    )
    yield grid(
        ("Word", "Meaning", "Example"),
        (
            (f"`{word}`", plain(headline(meaning)), f"`{_example(word)}`")
            for word, meaning in MEANINGS.items()
        ),
    )
    yield (
        f"`{OTHER_CAUSE}` is allowed for these only. The value is then read in two "
        "ways, as recorded and as if the person were unaffected:"
    )
    yield grid(
        ("Section", "Which", "Unaffected is"),
        (
            (plain(title), which, unaffected)
            for title, held in by_title.items()
            for which, unaffected in _explainable(held)
        ),
    )


def _example(word: str) -> str:
    """A record with a reason, as JSON."""
    item, *_ = items_of(cm.MJOA)
    value = {item.name: item.low} if word == OTHER_CAUSE else {}
    return json.dumps({**value, COMPANIONS[item.name].name: word})


def _explainable(held: Sequence[Quantity]) -> Iterator[tuple[str, str]]:
    """What another cause can explain in a section, and what unaffected is there."""
    by_reading: dict[str, list[Quantity]] = {}
    for each in held:
        if each.name in UNAFFECTED:
            value = UNAFFECTED[each.name]
            words = {True: "yes", False: "no"}
            shown = "the full mark" if isinstance(each, Measure) else words[bool(value)]
            by_reading.setdefault(shown, []).append(each)
    for shown, some in by_reading.items():
        every = len(some) == len(held)
        yield ("all" if every else ", ".join(map(link, some))), shown


def _about(name: str, sheet: type[Sheet]) -> str:
    """What a sheet is, and where it is in Python."""
    first, *_ = (sheet.__doc__ or "").strip().split("\n\n")
    fields = quantities_of(sheet)
    less = any(field != each.name for field, each in fields.items())
    shorter = ", without the prefix" if less else ""
    return (
        f"{plain(' '.join(first.split()))} In Python they are attributes of "
        f"{{py:class}}`~cervmyelo.{sheet.__name__}`{shorter}, which is `{name}` of a "
        f"patient."
    )


def _table(held: Iterable[Quantity]) -> str:
    held = tuple(held)
    lines = (
        (
            f"{entry(quantity)}\n\n{plain(headline(label))}",
            _kind(quantity, kind),
            plain(question) + _unlike(quantity, none) + _definition(quantity),
            _folded(_used((quantity,))),
        )
        for quantity, (_, label, kind, question, none, *_) in zip(
            held, dictionary(held).body, strict=True
        )
    )
    return grid(_HEAD, lines, "dictionary")


def _definition(quantity: Quantity) -> str:
    """The definition with a link to its source, and the note."""
    if quantity.defined_in is None:
        shown = f"*{plain(quantity.defined)}*"
    else:
        text = plain(quantity.definition)
        shown = f"**Definition:** {text} ({where(quantity.defined_in)})"
    note = f"\n\n**Note:** {plain(quantity.note)}" if quantity.note else ""
    return f"\n\n{shown}{note}"


def _unlike(quantity: Quantity, none: str) -> str:
    """What None means for this quantity, if it is more than *not recorded*."""
    usual = attrs.fields(type(quantity)).none.default
    return "" if none == usual else f"\n\n`None`: {plain(none)}."


def _described() -> str:
    """The four parts of a symptom, which are alike for all of them."""
    first = next(iter(SYMPTOMS.values()))
    parts = dictionary(first.all).body
    return grid(
        ("Name", "Kind", "None means", "Definition"),
        (
            (
                f"*symptom*{quantity.name.removeprefix(first.kind)}",
                _kind(quantity, kind),
                plain(headline(none)),
                # Whether it is there is defined for each symptom on its own.
                "" if quantity == first.present else _definition(quantity).strip(),
            )
            for quantity, (_, _, kind, _, none, *_) in zip(
                first.all, parts, strict=True
            )
        ),
        "dictionary",
    )


def _kind(quantity: Quantity, kind: str) -> str:
    meanings: list[str] = []
    match quantity:
        case Choice(levels=levels, meanings=told) if told:
            meanings = [
                f"*{plain(level)}*: {plain(meaning)}"
                for level, meaning in zip(levels, told, strict=True)
            ]
        case Measure(meanings=told):
            meanings = [f"*{value:g}*: {plain(meaning)}" for value, meaning in told]
        case Choice() | Fact():
            pass
    return "\n\n".join(filter(None, (plain(headline(kind)), bullets(meanings))))


def _folded(pages: Mapping[str, str]) -> str:
    """Links to pages; more than a few are shown on request."""
    if len(pages) <= _MOST_SHOWN:
        return links(pages)
    return (
        f"<details><summary>{len(pages)} rules</summary>\n\n{links(pages)}\n\n"
        "</details>"
    )


def _used(quantities: Iterable[Quantity]) -> dict[str, str]:
    names = {each.name for each in quantities}
    return {
        rule.name: rule.label
        for rule in cm.rules.values()
        if any(each.name in names for each in rule.inputs)
    }
