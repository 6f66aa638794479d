"""
Rules, scales and quantities as tables for docs, notebooks and the terminal.
"""

from __future__ import annotations

import math
from typing import assert_never

import attrs

from cervmyelo.criteria import describe
from cervmyelo.findings import Gap
from cervmyelo.forms import (
    Bands,
    Crosswalk,
    Curve,
    Effect,
    FirstMatch,
    Form,
    Part,
    Point,
    PostTest,
    Quotient,
    Regression,
    Sum,
    Tally,
    Term,
)
from cervmyelo.quantity import Choice, Fact, Measure, Quantity
from cervmyelo.scale import Grade, Scale
from cervmyelo.sources import Citation

__all__ = [
    "Table",
    "dictionary",
    "scale_table",
    "table",
]


@attrs.frozen
class Table:
    """
    A table of text.

    Attributes:
        title: The title.

        head: The headings of its columns.

        body: Its rows, with one cell for each heading.

        cite: Where it is published; None for a table that no publication prints.
    """

    title: str
    head: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]
    cite: Citation | None = None


def table(form: Form) -> Table:
    """
    A rule as a table with its citation.

    >>> import cervmyelo as cm
    >>> shown = table(cm.rules["mjoa_severity"])
    >>> shown.head, shown.body[1]
    (('mJOA total', 'Grade', 'Meaning', 'Note'), ('15 to 17', 'mild', 'mild \
impairment', ''))
    """
    match form:
        case Sum(items=items):
            return Table(
                form.label,
                ("Item", "Points", "Meaning"),
                tuple(
                    (
                        item.label,
                        f"{item.low:g} to {item.high:g}",
                        "; ".join(
                            f"{value:g}: {text}" for value, text in item.meanings
                        ),
                    )
                    for item in items
                ),
                form.cite,
            )
        case Bands(bands=bands):
            return Table(
                form.label,
                (_score(form), "Grade", "Meaning", "Note"),
                tuple((str(b), str(b.grade), b.grade.meaning, b.note) for b in bands),
                form.cite,
            )
        case FirstMatch(rows=rows, otherwise=otherwise):
            named = [(str(r.then), describe(r.when), r.then.meaning) for r in rows]
            return Table(
                form.label,
                ("Grade", "The first of these that holds", "Meaning"),
                (*named, (str(otherwise), "none of these", otherwise.meaning)),
                form.cite,
            )
        case Tally(counted=counted):
            return Table(
                form.label,
                ("Counted", "When", "Source"),
                tuple((e.label, describe(e.when), str(e.cite)) for e in counted),
                form.cite,
            )
        case Regression(terms=terms, unused=unused, intercept=None):
            return Table(
                form.label,
                ("Factor", form.kind.capitalize(), "Reference", "Applied"),
                (
                    *((e.label, _ratio(e), _reference(e), "yes") for e in terms),
                    *((e.label, str(e), "", f"no: {e.why}") for e in unused),
                ),
                form.cite,
            )
        case Regression(terms=terms, intercept=intercept):
            lines = [
                (
                    f"{term.label}, per {term.per:g}",
                    f"{term.coefficient:g}",
                    f"{math.exp(term.coefficient):.3g}",
                )
                for term in terms
            ]
            return Table(
                form.label,
                ("Term", "Coefficient", "Ratio"),
                (("constant", f"{intercept:g}", ""), *lines),
                form.cite,
            )
        case Quotient(above=above, below=below):
            divisor = _weighted(below, form.under)
            return Table(
                form.label,
                ("Formula", "Unit"),
                (
                    (
                        f"{form.factor:g} x " * (form.factor != 1)
                        + f"({_weighted(above, form.over)})"
                        + f" / ({divisor})" * (divisor != "1"),
                        form.unit,
                    ),
                ),
                form.cite,
            )
        case PostTest(of=test):
            return Table(
                form.label,
                (test.label, "Likelihood ratio", "Interval", "Source"),
                tuple(
                    (str(grade), *_likelihood(form, grade)) for grade in test.outcomes
                ),
                form.cite,
            )
        case Crosswalk(rows=rows):
            return Table(
                form.label,
                (form.of.label, "Becomes"),
                tuple((f"{row.value:g}", str(row)) for row in rows),
                form.cite,
            )
        case Curve(strata=strata):
            return Table(
                form.label,
                (form.along.label, *(f"{e.label}, {form.unit}" for e in strata)),
                tuple(
                    (f"{time:g}", *(_figure(each.points[i]) for each in strata))
                    for i, time in enumerate(form.times)
                ),
                form.cite,
            )
        case _:
            assert_never(form)


def _score(form: Bands) -> str:
    """The score with its unit, unless it is stepped or its label has the unit."""
    label, unit = form.score.label, form.unit
    return label if form.stepped or unit in label else f"{label}, {unit}"


def _ratio(line: Term | Effect) -> str:
    if isinstance(line, Effect):
        return str(line)
    return f"{math.exp(line.coefficient):.3g} per {line.per:g}"


def _reference(line: Term | Effect) -> str:
    """The value of the reference person."""
    reference = line.reference if isinstance(line, Effect) else 0
    if isinstance(line.of, Measure):
        return f"{reference:g} {line.of.unit}"
    return "yes" if reference else "no"


def _weighted(parts: tuple[Part, ...], constant: float) -> str:
    total = f"{constant:g}" if constant or not parts else ""
    for part in parts:
        sign = "-" if part.weight < 0 else "+"
        times = "" if abs(part.weight) == 1 else f"{abs(part.weight):g} x "
        total += f" {sign} {times}{part.of.name}"
    return total.removeprefix(" + ").strip()


def _likelihood(form: PostTest, grade: Grade) -> tuple[str, str, str]:
    ratio = form.ratio(grade)
    if isinstance(ratio, Gap):
        return ("none published", "", "")
    interval = (
        ""
        if ratio.low is None or ratio.high is None
        else f"{ratio.low:g} to {ratio.high:g}"
    )
    return (f"{ratio.value:.4g}", interval, str(ratio.cite))


def _figure(point: Point) -> str:
    return f"{point.value:g} ({point.low:g} to {point.high:g})"


def scale_table(scale: Scale) -> Table:
    """A scale as a table, from the best level to the worst."""
    return Table(
        scale.label,
        ("Level", "Meaning"),
        tuple((str(level.code), level.meaning) for level in scale.levels),
    )


def dictionary(quantities: tuple[Quantity, ...]) -> Table:
    """
    Quantities as the table of a data dictionary, with their definitions.

    >>> import cervmyelo as cm
    >>> dictionary((cm.quantities["age_years"],)).body[0][:3]
    ('age_years', 'age', 'whole number, 0 to 120 years')
    """
    return Table(
        "Data dictionary",
        (
            "Name",
            "What it is",
            "Kind",
            "Question",
            "Not recorded (None) means",
            "Definition",
            "Note",
        ),
        tuple(
            (
                each.name,
                each.label,
                _kind(each),
                each.question,
                each.none,
                each.defined,
                each.note,
            )
            for each in quantities
        ),
    )


def _kind(quantity: Quantity) -> str:
    match quantity:
        case Fact():
            return "yes or no"
        case Choice(levels=levels, ordered=ordered):
            return (
                f"{'ordered' if ordered else 'unordered'} choice: {', '.join(levels)}"
            )
        case Measure():
            kind = (
                "number"
                if quantity.step is None
                else "whole number"
                if quantity.whole
                else f"number in steps of {quantity.step:g}"
            )
            return f"{kind}, {quantity.span}"
        case _:
            assert_never(quantity)
