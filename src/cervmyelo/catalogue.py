"""
Rules and quantities as the tables that docs, notebooks and the terminal show.
"""

from __future__ import annotations

import math
from typing import assert_never

import attrs

from .criteria import describe
from .forms import Bands, FirstMatch, Form, Regression, Sum, Tally
from .quantities import Choice, Fact, Measure, Quantity
from .scales import Scale
from .sources import Citation

__all__ = ["Table", "dictionary", "scale_table", "table"]


@attrs.frozen
class Table:
    """
    A rule on paper.

    Attributes:
        title: What it is.

        head: The headings of its columns.

        body: Its rows, as many cells each as there are headings.

        cite: Where it is written; None for a table that no publication prints.
    """

    title: str
    head: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]
    cite: Citation | None = None


def table(form: Form) -> Table:
    """
    A rule as a table with its citation.

    >>> import cervmyelo as cm
    >>> shown = table(cm.RULES["mjoa_severity"])
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
                (form.score.label, "Grade", "Meaning", "Note"),
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
        case Regression(terms=terms):
            lines = [
                (
                    f"{term.of.label}, per {term.per:g}",
                    f"{term.coefficient:g}",
                    f"{math.exp(term.coefficient):.3g}",
                )
                for term in terms
            ]
            return Table(
                form.label,
                ("Term", "Coefficient", "Ratio"),
                (("constant", f"{form.intercept:g}", ""), *lines),
                form.cite,
            )
        case _:
            assert_never(form)


def scale_table(scale: Scale) -> Table:
    """A scale as a table, from the best level to the gravest."""
    return Table(
        scale.label,
        ("Level", "Meaning"),
        tuple((str(level.code), level.meaning) for level in scale.levels),
    )


def dictionary(quantities: tuple[Quantity, ...]) -> Table:
    """
    Quantities as the table of a data dictionary.

    >>> import cervmyelo as cm
    >>> dictionary((cm.QUANTITIES["age_years"],)).body[0][:3]
    ('age_years', 'age', 'whole number, 0 to 120 years')
    """
    return Table(
        "Data dictionary",
        ("Name", "What it is", "Kind", "Question", "Not recorded (None) means"),
        tuple(
            (each.name, each.label, _kind(each), each.question, each.none)
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
            return f"{kind}, {quantity.low:g} to {quantity.high:g} {quantity.unit}"
        case _:
            assert_never(quantity)
