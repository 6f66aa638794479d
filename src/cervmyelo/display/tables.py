"""
Rules and quantities as the tables that docs, notebooks and the terminal show.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import assert_never

import attrs

from cervmyelo.criteria import describe
from cervmyelo.findings import Gap
from cervmyelo.forms import (
    Bands,
    Crosswalk,
    Curve,
    Cutoffs,
    Effect,
    Effects,
    FirstMatch,
    Form,
    GradingForm,
    Part,
    Point,
    PostTest,
    Quotient,
    Regression,
    Sum,
    Tally,
)
from cervmyelo.quantity import Choice, Fact, Measure, Quantity
from cervmyelo.scale import Grade, Scale
from cervmyelo.sources import Citation

__all__ = [
    "Table",
    "dictionary",
    "gaps",
    "kind_of_answer",
    "made_of",
    "scale_table",
    "table",
]


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
                    f"{term.label}, per {term.per:g}",
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
        case Cutoffs(grades=grades):
            return Table(
                form.label,
                (_score(form), "Grade", "Meaning"),
                tuple(
                    (form.told(i), str(grade), grade.meaning)
                    for i, grade in enumerate(grades)
                ),
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
        case Effects(effects=effects, unused=unused):
            return Table(
                form.label,
                ("Factor", form.kind.capitalize(), "Reference", "Applied"),
                (
                    *((e.of.label, e.told, _reference(e), "yes") for e in effects),
                    *((e.label, e.told, "", f"no: {e.why}") for e in unused),
                ),
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


def _score(form: Cutoffs) -> str:
    told = form.unit and form.unit not in form.of.label
    return f"{form.of.label}, {form.unit}" if told else form.of.label


def _reference(effect: Effect) -> str:
    if isinstance(effect.of, Fact):
        return "yes" if effect.reference else "no"
    return f"{effect.reference:g} {effect.of.unit}"


def _weighted(parts: tuple[Part, ...], constant: float) -> str:
    said = f"{constant:g}" if constant or not parts else ""
    for part in parts:
        sign = "-" if part.weight < 0 else "+"
        times = "" if abs(part.weight) == 1 else f"{abs(part.weight):g} x "
        said += f" {sign} {times}{part.of.name}"
    return said.removeprefix(" + ").strip()


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
    """A scale as a table, from the best level to the gravest."""
    return Table(
        scale.label,
        ("Level", "Meaning"),
        tuple((str(level.code), level.meaning) for level in scale.levels),
    )


def gaps(form: Form) -> tuple[Gap, ...]:
    """
    Where the source of a rule gives no answer, each place once.

    >>> import cervmyelo as cm
    >>> gaps(cm.rules["mjoa_total"])
    ()
    """
    return tuple(dict.fromkeys(_gaps(form)))


def _gaps(form: Form) -> Iterator[Gap]:
    match form:
        case FirstMatch(rows=rows, otherwise=otherwise):
            answers = (*(row.then for row in rows), otherwise)
            yield from (each for each in answers if isinstance(each, Gap))
        case Quotient(undefined=undefined):
            yield from (undefined,) if undefined is not None else ()
        case PostTest(of=test):
            ratios = map(form.ratio, test.outcomes)
            yield from (each for each in ratios if isinstance(each, Gap))
            yield from _gaps(test)
        case Crosswalk(rows=rows, nowhere=nowhere):
            yield from () if all(row.leads_somewhere for row in rows) else (nowhere,)
        case Curve(of=bands, uncovered=uncovered, beyond=beyond):
            without = [each for each in bands.outcomes if form.stratum(each) is None]
            yield from (uncovered,) if without else ()
            yield beyond
        case Sum() | Bands() | Tally() | Regression() | Cutoffs() | Effects():
            return
        case _:
            assert_never(form)


def made_of(form: Form) -> tuple[Form, ...]:
    """
    The rules that a rule is made of: the total that it bands, the test that it reads.

    >>> import cervmyelo as cm
    >>> [each.name for each in made_of(cm.rules["mjoa_severity"])]
    ['mjoa_total']
    """
    match form:
        case Bands(of=score) | Cutoffs(of=score):
            return () if isinstance(score, Measure) else (score,)
        case FirstMatch(via=score):
            return () if score is None else (score,)
        case PostTest(of=graded) | Curve(of=graded):
            return (graded,)
        case Sum() | Tally() | Regression() | Quotient() | Crosswalk() | Effects():
            return ()
        case _:
            assert_never(form)


def kind_of_answer(form: Form) -> type[int | float | str]:
    """
    What the answers of a rule are in a table: whole numbers, fractions or words.

    >>> import cervmyelo as cm
    >>> kind_of_answer(cm.rules["mjoa_total"])
    <class 'int'>
    >>> kind_of_answer(cm.rules["mjoa_severity"])
    <class 'str'>
    """
    if isinstance(form, GradingForm):
        return type(form.scale.codes[0])
    if isinstance(form, Sum | Tally):
        return int if form.result.whole else float
    return float


def dictionary(quantities: tuple[Quantity, ...]) -> Table:
    """
    Quantities as the table of a data dictionary.

    >>> import cervmyelo as cm
    >>> dictionary((cm.quantities["age_years"],)).body[0][:3]
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
            less = " or ".join(f"{value:g}" for value in quantity.lacks)
            return (
                f"{kind}, {quantity.low:g} to {quantity.high:g} {quantity.unit}"
                f"{f' but not {less}' if less else ''}"
            )
        case _:
            assert_never(quantity)
