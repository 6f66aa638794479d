"""
The state of every rule for one person, each on its own scale.
"""

# Matplotlib's stubs do not type keyword arguments.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from cervmyelo.errors import KindError, kind_of
from cervmyelo.findings import Finding, Outcome, figure
from cervmyelo.forms import Form, Regression
from cervmyelo.registry import GROUPS as SUBJECTS
from cervmyelo.results.assessment import Assessment, is_informative
from cervmyelo.scale import Grade

from .drawing import axes_for, key, key_below, note_beside, plain_frame
from .palette import ACCENT, INK, LINE, POSSIBLE, REFUSED, SOFT
from .wording import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["assessment"]

_ROW: Final = 0.42
"""The height of a row in inches."""


@attrs.frozen
class _Row:
    """
    A row of the picture: a subject, or a rule and what it says.

    Attributes:
        label: The subject, or the label of the rule.

        rule: The rule; None for a subject.

        finding: What it says; None for a subject.
    """

    label: str
    rule: Form | None = None
    finding: Finding[Outcome] | None = None


def assessment(assessment: Assessment, *, ax: Axes | None = None) -> Axes:
    """
    The state of every rule that has something to say about one person.

    Each row is a rule on its own scale: from the best grade to the worst, or from the
    lowest number to the highest. A mark is an answer, a hatched bar is all that is
    still possible, and a crossed bar is a rule that gives no answer. Rules that cannot
    exclude anything yet are counted below.

    >>> import matplotlib
    >>> matplotlib.use("Agg")
    >>> import cervmyelo as cm
    >>> axes = cm.plots.assessment(cm.assess({"mjoa_total": 13}))
    >>> [text.get_text() for text in axes.get_yticklabels()][1:3]
    ['mJOA total', 'mJOA severity']

    Args:
        assessment: The assessment, as `cervmyelo.assess` makes it.

        ax: The axes to draw on; None for a new figure as high as it needs to be.

    Returns:
        The axes.

    Raises:
        KindError: If *assessment* is no `Assessment`.
    """
    if not isinstance(cast("object", assessment), Assessment):
        raise KindError(
            "assessment", kind_of(assessment), "an assessment, as cm.assess() makes it"
        )
    rows = [*_rows(assessment)]
    ax = axes_for(ax, (9.5, 1.5 + _ROW * max(len(rows), 2)))
    plain_frame(ax, sides=())
    for place, row in enumerate(rows):
        if row.rule is not None and row.finding is not None:
            _draw(ax, place, row.rule, row.finding)
    ax.set_yticks(
        range(len(rows)),
        [wrapped(row.label, 44, 1) for row in rows],
    )
    for text, row in zip(ax.get_yticklabels(), rows, strict=True):
        if row.rule is None:
            text.set_fontweight("bold")
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(-0.03, 1.03)
    ax.set_xticks([])
    ax.tick_params(length=0)
    ax.set_xlabel("each rule on its own scale: lowest to highest, or best to worst")
    silent = sum(row.rule is not None for row in rows)
    silent = len(assessment.informed) - silent
    more = f"; {silent} more cannot exclude any answer yet" if silent else ""
    ax.set_title(f"Rules with something to say{more}", color=INK)
    _legend(ax)
    return ax


def _rows(assessment: Assessment) -> Iterator[_Row]:
    found = {each.rule.name: each for each in assessment.informed}
    for subject, rules in SUBJECTS.items():
        shown = [
            _Row(rule.label, rule, found[rule.name])
            for rule in rules
            if rule.name in found and is_informative(rule, found[rule.name])
        ]
        if shown:
            yield _Row(subject)
            yield from shown


def _draw(ax: Axes, y: int, rule: Form, finding: Finding[Outcome]) -> None:
    outcomes = rule.outcomes
    ax.plot([0, 1], [y, y], "-", color=LINE, lw=1, zorder=1)
    ordered = rule.scale is None or rule.scale.ordered
    if rule.scale is not None:
        places = [_place(rule, each) for each in outcomes]
        ax.plot(places, [y] * len(places), "|", color=LINE, ms=7, zorder=1)
    if finding.status == "refused":
        _bar(ax, y, 0, 1, REFUSED.colour, REFUSED.hatch, "no answer")
    elif finding.value is not None:
        at = _place(rule, finding.value)
        ax.plot([at], [y], "D", color=ACCENT, ms=7, zorder=4, label=rule.name)
    else:
        if ordered and finding.low is not None and finding.high is not None:
            low, high = _place(rule, finding.low), _place(rule, finding.high)
            _bar(ax, y, low, high, POSSIBLE.colour, POSSIBLE.hatch, rule.name)
        if finding.possible is not None and not _all_between(rule, finding):
            some = [_place(rule, each) for each in finding.possible]
            ax.plot(some, [y] * len(some), "o", mec=ACCENT, mfc="white", ms=5, zorder=4)
    if finding.interval is not None:
        _interval(ax, y, rule, finding.interval)
    _words(ax, y, rule, finding)


def _interval(ax: Axes, y: int, rule: Form, interval: tuple[float, float]) -> None:
    """Draw a published interval; an arrow is an end beyond the scale of answers."""
    ends = [_place(rule, each) for each in interval]
    inside = [min(max(each, 0), 1) for each in ends]
    ax.plot(inside, [y, y], "-", color=ACCENT, lw=1.2, zorder=3, label="interval")
    for end, shown, arrow in zip(ends, inside, "<>", strict=True):
        mark = "|" if end == shown else arrow
        ax.plot([shown], [y], mark, color=ACCENT, ms=7, zorder=3, clip_on=False)


def _all_between(rule: Form, finding: Finding[Outcome]) -> bool:
    """Whether a bar shows all: every number between the two ends is possible."""
    if rule.scale is not None:
        return False
    numbers = cast("tuple[float, ...]", finding.possible)
    every = [e for e in map(_number, rule.outcomes) if numbers[0] <= e <= numbers[-1]]
    return len(every) == len(numbers)


def _number(outcome: Outcome) -> float:
    return outcome.rank if isinstance(outcome, Grade) else float(outcome)


def _bar(  # noqa: PLR0913, PLR0917 -- what a bar is made of
    ax: Axes, y: float, low: float, high: float, colour: str, hatch: str, label: str
) -> None:
    ax.barh(
        y,
        max(high - low, 0.004),
        0.5,
        left=low,
        color=colour,
        hatch=hatch,
        edgecolor=SOFT,
        linewidth=0.6,
        zorder=2,
        label=label,
    )


def _place(rule: Form, outcome: Any) -> float:
    """Where an answer is between the first and the last of its scale, from 0 to 1."""
    if isinstance(outcome, Grade):
        return outcome.rank / (len(outcome.scale) - 1)
    low, high = cast("tuple[float, float]", (rule.outcomes[0], rule.outcomes[-1]))
    at = float(outcome)
    # A ratio of odds or risks is as far from 1 upwards as its inverse downwards.
    if isinstance(rule, Regression) and rule.exponential:
        low, high, at = math.log(low), math.log(high), math.log(at)
    return (at - low) / (high - low) if high > low else 0.5


def _words(ax: Axes, y: int, rule: Form, finding: Finding[Outcome]) -> None:
    """The two ends of the scale, and the answer at the right."""
    ends = (rule.outcomes[0], rule.outcomes[-1])
    if rule.scale is None or rule.scale.ordered:
        for x, end, side in ((0, ends[0], "left"), (1, ends[1], "right")):
            text = end.label if isinstance(end, Grade) else figure(end)
            ax.annotate(
                wrapped(text, 30, 1),
                (x, y),
                xytext=(0, -9),
                textcoords="offset points",
                ha=side,
                va="top",
                color=SOFT,
                fontsize=7,
            )
    note_beside(ax, y, wrapped(finding.answer, 52, 2), size=8)


def _legend(ax: Axes) -> None:
    from matplotlib.lines import Line2D

    mark = Line2D([], [], ls="", color=ACCENT, marker="D", label="the answer")
    some = Line2D(
        [],
        [],
        ls="",
        mec=ACCENT,
        mfc="white",
        marker="o",
        label="an answer still possible",
    )
    entries = [
        mark,
        some,
        key("the range still possible", POSSIBLE),
        Line2D([], [], color=ACCENT, marker="|", lw=1.2, label="published interval"),
        key("no answer: see the reasons", REFUSED),
    ]
    key_below(ax, entries, columns=3)
