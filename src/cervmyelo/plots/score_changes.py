"""
The change of a cohort since the baseline, against recovery rates and noticeable gain.
"""

# Matplotlib's stubs do not type keyword arguments.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from cervmyelo.cohort.errors import CohortError
from cervmyelo.errors import nearest
from cervmyelo.field_types import expect
from cervmyelo.findings import Gap
from cervmyelo.follow_up.scales import FOLLOWED, Followed
from cervmyelo.quantity import Measure

from .drawing import axes_for, key, key_below, plain_frame, step_of
from .palette import BETTER, INK, LINE, NOTICEABLE, SAME, SOFT, UNDECIDED, WORSE, Fill
from .rows import counted, present_in
from .wording import count_of, gain_of, literal, wrapped

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from narwhals.stable.v2.typing import IntoFrame

__all__ = ["change"]

_FIX: Final = (
    "Give a frame that change_over_time(frame, person=..., on=...) made, with the same "
    "score."
)
_LINES: Final = (25, 50, 75, 100)
"""The recovery rates in percent that lines are drawn for: quarters, not cut-offs."""

_POINTS: Final = 100
"""How many steps the line of a gain has on a continuous scale."""

_MOST_TICKS: Final = 21
"""With more scores below the picture, only round ones are written."""

_ROUND: Final = 5

_MARKS: Final[Mapping[int, tuple[str, Fill, str]]] = {
    1: ("^", BETTER, "better"),
    0: ("o", SAME, "same"),
    -1: ("v", WORSE, "worse"),
}
"""The marks of people who are better, the same and worse."""

_Spot: TypeAlias = "tuple[float | None, float | None]"


@attrs.frozen
class _People:
    """
    The people of a frame, counted.

    Attributes:
        at: How many have each baseline and change; None for what is not known.

        worse: How many of them have an item that is worse.

        gain: How many have each answer of the rule on noticeable gain; None for those
            for whom it is not known.
    """

    at: Counter[_Spot]
    worse: Counter[_Spot]
    gain: Counter[str | None]


def change(
    frame: IntoFrame, score: str = "mjoa_total", *, ax: Axes | None = None
) -> Axes:
    """
    The change of each person since the baseline, over the score at the baseline.

    Better is up. The number of people is written next to each mark that is for several.
    Thin lines are recovery rates, and the thick stepped line is the least change that
    is noticeable, by the published minimum clinically important difference (MCID) of
    the scale. A ring is a person with an item that is worse, whatever the total. People
    whose change is not known are in the hatched row, or in the hatched corner if their
    baseline is not known either.

    >>> import matplotlib
    >>> matplotlib.use("Agg")
    >>> import polars as pl, cervmyelo as cm
    >>> visits = pl.DataFrame(
    ...     [["a", 0, 12], ["a", 6, 15], ["b", 0, 14], ["b", 6, None]],
    ...     ["who", "month", "mjoa_total"], orient="row",
    ... )
    >>> made = cm.change_over_time(visits, person="who", on="month")
    >>> axes = cm.plots.change(made.filter(pl.col("month") == 6))
    >>> axes.get_title()
    'mJOA change since the baseline: 2 people'

    Args:
        frame: A frame of `change_over_time`, of any kind, with the rows of the visit to
            draw: one row for each person. A row of the baseline itself, or of an
            earlier visit, is left out, because nothing is compared in it.

        score: The score that was followed, as in `change_over_time`.

        ax: The axes to draw on; None for a new figure.

    Returns:
        The axes.

    Raises:
        MissingColumnError: If a column of `change_over_time` is not there.

        KindError: If the score is no text.

        CohortError: If it cannot be followed.
    """
    expect("score", score, str)
    if score not in FOLLOWED:
        hint = nearest(score, FOLLOWED)
        raise CohortError(
            f"score: expected one of {', '.join(FOLLOWED)}. {hint}".strip()
        )
    followed = FOLLOWED[score]
    people = _people(frame, followed)
    ax = axes_for(ax, (8, 6))
    plain_frame(ax)
    area = _area(ax, people, followed)
    _limits(ax, followed)
    entries = [*_marks(ax, people, followed), *_gain(ax, people, followed)]
    entries += _recovery(ax, followed, area)
    entries += _unknown(ax, people, area)
    whole = sum(people.at.values())
    unit = followed.change.unit
    better = "higher" if followed.higher_is_better else "lower"
    ax.set_xlabel(
        f"{literal(followed.result.label)} at the baseline, {followed.result.unit}"
    )
    ax.set_ylabel(f"change since the baseline, {unit} ({better} is better)")
    ax.set_title(
        f"{literal(followed.change.label)} since the baseline: {count_of(whole)}",
        color=INK,
    )
    key_below(ax, entries, columns=2, lines=2)
    return ax


def _people(frame: IntoFrame, followed: Followed) -> _People:
    name = followed.name
    baseline = f"{name}_baseline"
    points = f"{followed.change.name}_from_baseline"
    items = f"{name}_items_worse_from_baseline"
    problems = "visit_problems"
    asked = [baseline, points, items, problems]
    gains = [f"{rule.name}_from_baseline" for rule in followed.gains]
    gained = gains[0] if gains else ""
    score = followed.result.name
    asked += [gained] if gained else []
    asked += [score] if score in present_in(frame) else []
    people = _People(Counter(), Counter(), Counter())
    for cells, number in counted(frame, asked, _FIX).items():
        held = {name: _none(cell) for name, cell in zip(asked, cells, strict=True)}
        both = held[baseline] is not None and held.get(score) is not None
        if held[points] is None and both and held[problems] is None:
            # The baseline, or a visit before it.
            continue
        spot = (_number(held[baseline]), _number(held[points]))
        people.at[spot] += number
        if held[items] not in {None, "none"}:
            people.worse[spot] += number
        if gained:
            code = held[gained]
            people.gain[None if code is None else str(code)] += number
    return people


def _none(cell: Any) -> Any:
    return None if isinstance(cell, float) and math.isnan(cell) else cell


def _number(cell: Any) -> float | None:
    return None if cell is None else float(cell)


@attrs.frozen
class _Area:
    """
    The part of the axes with known changes, and where the unknown ones are.

    Attributes:
        x: The ends of the baselines.

        y: The ends of the changes, the least first.

        aside: The middle of the column for unknown baselines.

        below: The middle of the row for unknown changes.
    """

    x: tuple[float, float]
    y: tuple[float, float]
    aside: float
    below: float


def _area(ax: Axes, people: _People, followed: Followed) -> _Area:
    measure, up = followed.result, followed.higher_is_better
    step = step_of(measure)
    known = [change for _, change in people.at if change is not None]
    bases = [base for base, _ in people.at if base is not None]
    low, high = min([0, *known]) - 1.5 * step, max([0, *known]) + 1.5 * step
    if up:
        high = max(high, 4 * step)
    else:
        low = min(low, -2 * step)
    left = min(bases, default=measure.low) - 1.5 * step
    right = max(bases, default=measure.high) + 1.5 * step
    left, right = max(left, measure.low - step), min(right, measure.high + step)
    row = 0.11 * (high - low)
    column = 0.09 * (right - left)
    worst = low if up else high
    below = worst - row / 2 if up else worst + row / 2
    area = _Area((left, right), (low, high), left - column / 2, below)
    bottom = worst - row if up else worst + row
    top = high if up else low
    ax.set_xlim(left - column, right)
    ax.set_ylim(bottom, top)
    # They cover the lines, which say nothing about unknown changes.
    ax.axhspan(
        bottom,
        worst,
        facecolor=UNDECIDED.colour,
        hatch=UNDECIDED.hatch,
        edgecolor="#c3ccd4",
        lw=0,
        zorder=3,
    )
    # The column beyond the row below is empty: without a baseline there is no change.
    ax.axvspan(left - column, left, facecolor="#f4f6f8", lw=0, zorder=2.9)
    ax.axhline(0, color=SOFT, lw=1, zorder=1)
    steps = [measure.low + n for n in range(int(measure.high - measure.low) + 1)]
    ticks = [float(each) for each in steps if left <= each <= right]
    if len(ticks) > _MOST_TICKS:
        ticks = [each for each in ticks if each % _ROUND == 0]
    ax.set_xticks(
        [area.aside, *ticks], ["not\nknown", *(f"{each:g}" for each in ticks)]
    )
    every = max(1, math.ceil((high - low) / 12))
    changes = [n for n in range(math.ceil(low), math.floor(high) + 1) if n % every == 0]
    ax.set_yticks(
        [below, *map(float, changes)],
        ["not\nknown", *(f"{each:+d}" if each else "0" for each in changes)],
    )
    return area


def _limits(ax: Axes, followed: Followed) -> None:
    """Where no change can be: beyond the ends of the scale."""
    measure = followed.result
    ends = (float(measure.low), float(measure.high))
    for end in ends:
        ax.plot(ends, [end - each for each in ends], "-", color=LINE, lw=1, zorder=1)


def _recovery(ax: Axes, followed: Followed, area: _Area) -> Iterable[Artist]:
    """A line for each recovery rate, which is straight over the baseline."""
    from matplotlib.lines import Line2D

    if followed.recovery is None:
        return
    yield Line2D([], [], color=SOFT, lw=0.8, label="recovery rate, in percent")
    for rate in _LINES:
        points = [
            (float(before), each)
            for before in followed.result.values
            if (each := _change_at(followed, float(before), rate)) is not None
        ]
        ax.plot(
            [x for x, _ in points],
            [y for _, y in points],
            "-",
            color=SOFT,
            lw=0.8,
            zorder=1,
            label=f"recovery rate {rate}",
        )
        inside = [p for p in points if area.x[0] <= p[0] and p[1] <= area.y[1] * 0.97]
        if inside:
            x, y = inside[0]
            ax.annotate(
                f"{rate} %",
                (x, y),
                xytext=(-2, 2),
                textcoords="offset points",
                color=SOFT,
                fontsize="x-small",
                va="bottom",
            )


def _change_at(followed: Followed, before: float, rate: float) -> float | None:
    """The change from a baseline that has a recovery rate; None if none has."""
    rule, measure = followed.recovery, followed.result
    if rule is None:
        return None
    ends = (float(measure.low), float(measure.high))
    rates = [
        rule.result_of({followed.before.name: before, followed.after.name: after})
        for after in ends
    ]
    first, last = rates
    if isinstance(first, Gap) or isinstance(last, Gap):
        return None
    # The rate is linear in the score after.
    share = (rate - first) / (last - first)
    return ends[0] + share * (ends[1] - ends[0]) - before


def _gain(ax: Axes, people: _People, followed: Followed) -> Iterable[Artist]:
    """The least noticeable change at each baseline."""
    from matplotlib.lines import Line2D

    if not followed.gains:
        yield Line2D([], [], ls="", label="noticeable gain: no published figure")
        return
    rule, *_ = followed.gains
    measure = followed.result
    xs: list[float] = []
    ys: list[float] = []
    for before in measure.values or _along(measure):
        after = followed.gain_from(before)
        if after is not None:
            xs.append(float(before))
            ys.append(float(after) - float(before))
    half = (measure.step or 0) / 2
    edges = [x + side for x in xs for side in (-half, half)]
    levels = [y for y in ys for _ in range(2)]
    style: dict[str, Any] = {"color": NOTICEABLE, "lw": 2.2}
    ax.plot(edges, levels, "-", zorder=2, label="noticeable gain", **style)
    reached = str(rule.scale.codes[0])
    counts = people.gain
    text = (
        f"{gain_of(followed)} ({rule.label}): {counts[reached]:,} of "
        f"{sum(counts.values()):,}"
    )
    if counts[None]:
        text += f", not known for {counts[None]:,}"
    yield Line2D([], [], label=wrapped(text, 44), **style)


def _along(measure: Measure) -> list[float]:
    """Points along a continuous score, close enough for a line through them."""
    width = measure.high - measure.low
    return [measure.low + width * place / _POINTS for place in range(_POINTS + 1)]


def _marks(ax: Axes, people: _People, followed: Followed) -> Iterable[Artist]:
    from matplotlib.lines import Line2D

    sign = 1 if followed.higher_is_better else -1
    for side, (mark, fill, word) in _MARKS.items():
        spots = {
            (base, points): number
            for (base, points), number in people.at.items()
            if base is not None
            and points is not None
            and (points * sign > 0) - (points * sign < 0) == side
        }
        number = sum(spots.values())
        style: dict[str, Any] = {"marker": mark, "color": fill.colour, "ls": ""}
        label = f"{word}: {count_of(number)}"
        if spots:
            ax.plot(
                [base for base, _ in spots],
                [points for _, points in spots],
                ms=8,
                mec="white",
                mew=0.8,
                zorder=4,
                label=word,
                **style,
            )
            _numbers(ax, spots)
        yield Line2D([], [], ms=8, label=label, **style)
    known = [spot for spot in people.worse if None not in spot]
    if known:
        ring: dict[str, Any] = {
            "mec": WORSE.colour,
            "mfc": "none",
            "mew": 1.4,
        }
        xs, ys = zip(*known, strict=True)
        ax.plot(xs, ys, "o", zorder=3.5, ms=14, label="an item is worse", **ring)
        number = sum(people.worse.values())
        yield Line2D(
            [],
            [],
            ls="",
            marker="o",
            label=f"an item is worse for {count_of(number)} in all",
            ms=10,
            **ring,
        )


def _numbers(ax: Axes, spots: Mapping[tuple[float, float], int]) -> None:
    for spot, number in spots.items():
        if number > 1:
            ax.annotate(
                f"{number:,}",
                spot,
                xytext=(5, 4),
                textcoords="offset points",
                color=INK,
                fontsize="small",
                zorder=6,
            )


def _unknown(ax: Axes, people: _People, area: _Area) -> Iterable[Artist]:
    spots: Counter[tuple[float, float]] = Counter()
    for (base, points), number in people.at.items():
        if points is None:
            spots[area.aside if base is None else base, area.below] += number
    if not spots:
        return
    ax.plot(
        [x for x, _ in spots],
        [y for _, y in spots],
        "s",
        mfc="white",
        mec=INK,
        ms=7,
        zorder=4,
        label="not known",
    )
    _numbers(ax, spots)
    number = sum(spots.values())
    yield key(f"change not known: {count_of(number)}", UNDECIDED)
