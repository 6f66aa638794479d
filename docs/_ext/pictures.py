"""A picture of every rule, drawn from the rule, for light and for dark pages."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import assert_never

from canvas import THEMES, Canvas, Piece, Theme, stacked
from drawn_answers import crosswalk, ladder, number_line
from drawn_charts import course, forest, formula, link_curve, plane, updates
from drawn_scores import bands, coefficients, strip, total
from wording import headline

from cervmyelo.forms import (
    Bands,
    Crosswalk,
    Curve,
    FirstMatch,
    Form,
    PostTest,
    Quotient,
    Regression,
    Sum,
    Tally,
)

__all__ = ["THEMES", "draw", "save"]


def draw(rule: Form, path: Path) -> str:
    """
    Draw a rule for each theme.

    Returns:
        A description of the picture in words.

    Raises:
        ValueError: If words in the picture overlap.
    """
    save(path, functools.partial(drawn, rule))
    return f"{headline(rule.label)}: {_description(rule)}"


def save(path: Path, drawn_for: Callable[[Theme], Canvas]) -> None:
    """
    Save a picture for each theme.

    Raises:
        ValueError: If words in the picture overlap.
    """
    for theme in THEMES:
        canvas = drawn_for(theme)
        if theme is THEMES[0] and (clashes := canvas.clashes()):
            raise ValueError(f"{path.name}: {'; '.join(clashes)}")
        canvas.save(path.with_name(f"{path.name}-{theme.name}.svg"))


def drawn(rule: Form, theme: Theme) -> Canvas:
    """The picture of a rule."""
    match rule:
        case Sum():
            return total(rule, theme)
        case Bands() if rule.stepped:
            return bands(rule, theme)
        case FirstMatch():
            return ladder(rule, theme)
        case Tally():
            return strip(rule, theme)
        case Regression(intercept=None):
            return forest(rule, theme)
        case Regression():
            return coefficients(rule, theme)
        case Bands() | Quotient():
            return stacked(_pieces(rule, theme), theme)
        case PostTest():
            return updates(rule, theme)
        case Crosswalk():
            return crosswalk(rule, theme)
        case Curve():
            return course(rule, theme)
        case _:
            assert_never(rule)


def _pieces(rule: Bands | Quotient, theme: Theme) -> Iterator[Piece]:
    """The parts of the picture of a continuous score and its cut-offs."""
    cut = rule if isinstance(rule, Bands) else None
    score = rule if cut is None else cut.of
    if isinstance(score, Quotient):
        yield formula(score, theme)
        if len(score.inputs) == 2:
            yield plane(score, theme, cut)
    if cut is not None:
        if isinstance(score, Regression):
            yield link_curve(cut, score, theme)
        yield number_line(cut, theme)


def _description(rule: Form) -> str:
    match rule:
        case Sum(items=items):
            ranges = (f"{each.label} {each.low:g} to {each.high:g}" for each in items)
            whole = f"{rule.result.low:g} to {rule.result.high:g} {rule.result.unit}"
            return f"{'; '.join(ranges)}; end to end they make {whole}."
        case Bands(ascending=ascending):
            named = "; ".join(
                f"{rule.range_of(e)} is {e.grade.label}" for e in ascending
            )
            return f"the bands of the {rule.score.label}: {named}."
        case FirstMatch(rows=rows):
            steps = "; ".join(f"{row.when}: {row.then.label}" for row in rows)
            return (
                f"tried from the top: {steps}; none of these: {rule.otherwise.label}."
            )
        case Tally(counted=counted):
            named = "; ".join(each.label for each in counted)
            return f"one for each of these that is present: {named}."
        case Regression(terms=terms, intercept=None):
            named = "; ".join(f"{each.label} {each.effect(None)}" for each in terms)
            return f"each {rule.kind} with its interval: {named}."
        case Regression(terms=terms):
            named = "; ".join(f"{each.label} {each.coefficient:+g}" for each in terms)
            return f"the coefficients of the model: {named}."
        case Quotient(inputs=inputs):
            named = ", ".join(each.label for each in inputs)
            return f"the formula, written as a fraction of {named}."
        case PostTest(ratios=ratios):
            named = "; ".join(f"{each.grade.label}, {each}" for each in ratios)
            return f"the probability after the test against the one before: {named}."
        case Crosswalk(rows=rows):
            named = "; ".join(f"{row.value:g} leads to {row}" for row in rows)
            return f"arrows from each grade to what it can be: {named}."
        case Curve(strata=strata):
            named = "; ".join(
                f"{each.label} from {each.points[0].value:g} to "
                f"{each.points[-1].value:g} {rule.unit}"
                for each in strata
            )
            first, *_, last = rule.times
            about = f"{first:g} to {last:g} {rule.along.unit}"
            return f"points with their intervals at {about}: {named}."
        case _:
            assert_never(rule)
