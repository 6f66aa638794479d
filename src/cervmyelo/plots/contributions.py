"""
What each term adds to the answer of a rule for one person.
"""

# Matplotlib's stubs do not type keyword arguments.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import attrs

from cervmyelo.case import Case, CaseLike
from cervmyelo.cohort.applicable import find_all
from cervmyelo.errors import KindError
from cervmyelo.forms import Bands, Form, PostTest, Regression, Sum, Tally
from cervmyelo.forms.rule import ends
from cervmyelo.quantity import Fact, Measure, Values

from .drawing import axes_for, key, key_below, note_beside, plain_frame
from .palette import ACCENT, INK, LINE, POSSIBLE, REFUSED, SOFT, Fill
from .wording import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["terms"]

_Additive: TypeAlias = Sum | Tally | Regression

_WORDS: Final = {True: "yes", False: "no"}


@attrs.frozen
class _Term:
    """
    What one term adds.

    Attributes:
        label: What the term is.

        low: The least that it can add.

        high: The most that it can add.

        least: The least that it adds for any person.

        most: The most that it adds for any person.

        recorded: What was recorded, in words.
    """

    label: str
    low: float
    high: float
    least: float
    most: float
    recorded: str

    @property
    def known(self) -> bool:
        """Whether it is known what the term adds."""
        return self.low == self.high


def terms(rule: Form | str, case: CaseLike, *, ax: Axes | None = None) -> Axes:
    """
    What each term adds to a total, a count or a regression.

    A filled bar is what a recorded term adds. A hatched bar is all that a term can add
    that was not recorded, or only in part. The thin line is what it adds for any person
    at least and at most. For a regression the terms are logarithms of ratios, and the
    words next to each give the ratio.

    >>> import matplotlib
    >>> matplotlib.use("Agg")
    >>> import cervmyelo as cm
    >>> axes = cm.plots.terms(cm.tetreault_2015, {"age_years": 70, "mjoa_before": 12})
    >>> axes.get_xlabel()
    'adds to the logarithm of the risk, compared with the reference'

    Args:
        rule: A total, a count, a regression, or its name; or a rule that bands one, or
            reads one as a test.

        case: The person, as any rule takes it.

        ax: The axes to draw on; None for a new figure.

    Returns:
        The axes.

    Raises:
        KindError: If the rule does not add up terms; or *case* is no person.

        UnknownFieldError: If a key of a mapping is no quantity.
    """
    (asked,) = find_all([rule])
    summed = _additive(asked)
    if summed is None:
        raise KindError(
            "rule",
            f"{asked.name}, a {asked.form}",
            "a sum, a count or a regression, or a rule that bands one",
        )
    person = Case.of(case)
    finding = summed(person)
    refused = finding.status == "refused"
    ax = axes_for(ax, (8, 1.9 + 0.42 * _length(summed)))
    from matplotlib.ticker import MaxNLocator

    drawn = [*_terms(summed, {} if refused else person.known)]
    plain_frame(ax)
    for y, term in enumerate(drawn):
        _draw(ax, y, term, refused=refused)
    ax.axvline(0, color=SOFT, lw=1, zorder=1)
    ax.set_yticks(range(len(drawn)), [wrapped(term.label, 40, 2) for term in drawn])
    ax.set_ylim(len(drawn) - 0.4, -0.6)
    ax.margins(x=0.04)
    if not isinstance(summed, Regression):
        ax.xaxis.set_major_locator(MaxNLocator(integer=not _has_halves(summed)))
    ax.set_xlabel(_adds(summed))
    ax.set_title(wrapped(f"{summed.label}: {finding.answer}", 76), color=INK)
    if refused:
        why = wrapped(" ".join(map(str, finding.problems)), 70, 6)
        key_below(ax, [key(f"no answer: {why}", REFUSED)])
    else:
        key_below(
            ax,
            [
                *_recorded(),
                key("not recorded, or in part: all that it can add", POSSIBLE),
            ],
            columns=2,
        )
    return ax


def _additive(rule: Form) -> _Additive | None:
    match rule:
        case Sum() | Tally() | Regression():
            return rule
        case Bands(of=of) if isinstance(of, Sum | Tally | Regression):
            return of
        case PostTest(of=of):
            return _additive(of)
        case _:
            return None


def _length(rule: _Additive) -> int:
    """The number of terms."""
    match rule:
        case Sum(items=items):
            return len(items)
        case Tally(counted=counted):
            return len(counted)
        case Regression(terms=lines):
            return len(lines) + (rule.intercept is not None)


def _has_halves(rule: Sum | Tally) -> bool:
    return not rule.result.whole


def _adds(rule: _Additive) -> str:
    match rule:
        case Sum():
            return f"adds to the total, in {rule.result.unit}"
        case Tally():
            return "adds to the count"
        case Regression(link=link, intercept=intercept):
            of = "odds" if link == "logit" else "risk"
            unit = "" if intercept is not None else ", compared with the reference"
            return f"adds to the logarithm of the {of}{unit}"


def _terms(rule: _Additive, values: Values) -> Iterator[_Term]:
    match rule:
        case Sum(items=items):
            for item in items:
                low, high = _range(ends(item, values, all_steps=False))
                recorded = f"{_span(low, high)} {item.unit}"
                yield _Term(item.label, low, high, item.low, item.high, recorded)
        case Tally(counted=counted):
            for each, held in zip(counted, rule.states(values), strict=True):
                low, high = (0, 1) if held is None else (int(held), int(held))
                word = "not known" if held is None else _WORDS[held]
                yield _Term(each.label, low, high, 0, 1, word)
        case Regression():
            yield from _shares(rule, values)


def _shares(rule: Regression, values: Values) -> Iterator[_Term]:
    if rule.intercept is not None:
        constant = rule.intercept
        yield _Term("constant", constant, constant, constant, constant, "")
    for term in rule.terms:
        known = ends(term.quantity, values, all_steps=False)
        every = ends(term.quantity, {}, all_steps=False)
        low, high = _range(term.share(each) - term.at_reference for each in known)
        least, most = _range(term.share(each) - term.at_reference for each in every)
        ratio = _span(math.exp(low), math.exp(high))
        recorded = _value(term.quantity, known)
        yield _Term(term.label, low, high, least, most, f"{recorded}: x {ratio}")


def _range(numbers: Iterable[Any]) -> tuple[float, float]:
    every = [float(each) for each in numbers]
    return min(every), max(every)


def _span(low: float, high: float) -> str:
    return f"{low:.3g}" if low == high else f"{low:.3g} to {high:.3g}"


def _value(quantity: object, known: Sequence[Any]) -> str:
    """What was recorded, in words; for what was not, that it was not."""
    if len(known) > 1:
        return "not known"
    if isinstance(quantity, Fact):
        return _WORDS[known[0]]
    if isinstance(quantity, Measure):
        return f"{cast('float', known[0]):g} {quantity.unit}"
    return str(known[0])


def _draw(ax: Axes, y: int, term: _Term, *, refused: bool) -> None:
    ax.plot([term.least, term.most], [y, y], "-", color=LINE, lw=1.2, zorder=1)
    ax.plot([term.least, term.most], [y, y], "|", color=LINE, ms=8, zorder=1)
    if refused:
        fill = REFUSED
        start, width = term.least, term.most - term.least
    elif term.known:
        fill, start, width = Fill(ACCENT), 0.0, term.low
    else:
        fill = POSSIBLE
        start, width = term.low, term.high - term.low
    ax.barh(
        y,
        width,
        0.56,
        left=start,
        color=fill.colour,
        hatch=fill.hatch,
        edgecolor=SOFT,
        linewidth=0.6,
        zorder=2,
    )
    if term.known and not refused:
        # A term that adds nothing is seen as well.
        ax.plot(
            [term.low],
            [y],
            "D",
            color=ACCENT,
            mec="white",
            ms=7,
            zorder=3,
            clip_on=False,
        )
    note_beside(ax, y, wrapped("" if refused else term.recorded, 40, 1))


def _recorded() -> list[Any]:
    from matplotlib.lines import Line2D

    label = "recorded: what it adds"
    return [
        Line2D([], [], color=ACCENT, marker="D", lw=7, mec="white", ms=7, label=label)
    ]
