"""
The course of one person over visits, with severity bands, surgery and noticeable gain.
"""

# Matplotlib's stubs do not type keyword arguments.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from cervmyelo.errors import KindError, kind_of
from cervmyelo.follow_up.scales import Followed
from cervmyelo.results.change import Change, ItemChange
from cervmyelo.results.course import Course
from cervmyelo.results.visits import Visit, followed_by

from .drawing import (
    axes_for,
    key,
    key_below,
    note_beside,
    plain_frame,
    step_of,
)
from .palette import ACCENT, INK, NOTICEABLE, POSSIBLE, SOFT, WORSE, Fill, severities
from .wording import gain_of, literal, wrapped

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["course"]

_BAND: Final = 0.45
"""How strongly the bands are drawn, so that marks on them are easy to see."""

_WIDTH: Final = 50
"""The greatest number of characters in a line next to the axis."""

_LINES: Final = 4
"""The greatest number of lines of an entry about one visit."""


def course(course: Course, *, ax: Axes | None = None) -> Axes:
    """
    The course of one person: the total or grade of every visit, with what it means.

    The severity bands are shaded, better is up, and a dashed line is the day of
    surgery. A visit with an unknown total is a range from the least to the greatest
    that is possible. A triangle is a visit at which an item is worse than at the visit
    before, and the legend names the items; a hollow triangle is one at which an item
    may be worse, because a score was not recorded. A dotted line is the least total
    that is a noticeable gain since the baseline, if the scale has a published minimum
    clinically important difference (MCID).

    >>> import matplotlib
    >>> matplotlib.use("Agg")
    >>> import datetime as dt, cervmyelo as cm
    >>> visits = [
    ...     cm.Visit(on=dt.date(2024, month, 1), case=cm.MJOA(total=total))
    ...     for month, total in ((1, 12), (7, 15))
    ... ]
    >>> axes = cm.plots.course(cm.course(visits, surgery_on=dt.date(2024, 1, 15)))
    >>> axes.get_ylabel()
    'mJOA total, points (higher is better)'

    Args:
        course: The course, as `cervmyelo.course` makes it; its visits are scored by
            any scale that can be followed.

        ax: The axes to draw on; None for a new figure.

    Returns:
        The axes.

    Raises:
        KindError: If *course* is no `Course`.
    """
    if not isinstance(cast("object", course), Course):
        raise KindError("course", kind_of(course), "a course, as cm.course() makes it")
    followed = followed_by(course.visits[0])
    worse = sum(bool(e.worse) + bool(_possibly(e)) for e in course.steps)
    ax = axes_for(ax, (8, 5.4 + 0.24 * worse))
    plain_frame(ax)
    measure = followed.result
    step = step_of(measure)
    entries = [*_visits(ax, course)]
    days = [_day(visit.on) for visit in course.visits]
    if course.surgery_on is not None:
        days.append(_day(course.surgery_on))
    room = max((max(days) - min(days)) * 0.06, 3)
    ax.set_xlim(min(days) - room, max(days) + room)
    # Room below the scale for the triangles.
    if followed.higher_is_better:
        ax.set_ylim(measure.low - 2 * step, measure.high + 0.7 * step)
    else:
        ax.set_ylim(measure.high + 2 * step, measure.low - 0.7 * step)
    _bands(ax, followed)
    entries += _noticeable(ax, course, followed)
    entries += _surgery(ax, course)
    entries += _worse(ax, course, followed)
    _axes(ax, followed)
    key_below(ax, entries)
    return ax


def _axes(ax: Axes, followed: Followed) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    measure = followed.result
    # Matplotlib has no types for its dates.
    locate, write = cast("Any", AutoDateLocator), cast("Any", ConciseDateFormatter)
    locator = locate(minticks=3, maxticks=8)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(write(locator))
    ticks = measure.values
    every = max(1, len(ticks) // 9)
    if ticks:
        ax.set_yticks([float(each) for each in ticks[::every]])
    better = "higher" if followed.higher_is_better else "lower"
    ax.set_xlabel("date of the visit")
    unit = "" if measure.unit in measure.label else f", {measure.unit}"
    label = f"{measure.label}{unit} ({better} is better)"
    ax.set_ylabel(wrapped(label, _WIDTH))
    ax.set_title(literal(measure.label), color=INK)


def _day(day: dt.date) -> float:
    from matplotlib import dates

    return float(cast("Any", dates).date2num(day))


def _visits(ax: Axes, course: Course) -> Iterator[Artist]:
    """The totals: points, lines between them, and ranges of what is possible."""
    from matplotlib.lines import Line2D

    yield Line2D([], [], color=ACCENT, marker="o", label="recorded at a visit")
    known = [visit.total.value is not None for visit in course.visits]
    points = [
        (_day(v.on), _score(v))
        for v, is_known in zip(course.visits, known, strict=True)
        if is_known
    ]
    ax.plot(
        [at for at, _ in points],
        [score for _, score in points],
        "o",
        color=ACCENT,
        ms=7,
        zorder=5,
        label="totals",
    )
    for one, other in zip(course.visits, course.visits[1:], strict=False):
        if one.total.value is not None and other.total.value is not None:
            at, scores = [_day(one.on), _day(other.on)], [_score(one), _score(other)]
            ax.plot(at, scores, "-", color=ACCENT, lw=1.8, zorder=4)
        else:
            _between(ax, one, other)
    if all(known):
        return
    for visit in course.visits:
        if visit.total.value is None:
            totals = visit.totals
            day = _day(visit.on)
            ax.plot(
                [day, day], [totals[0], totals[-1]], "-", color=ACCENT, lw=2, zorder=5
            )
            ax.plot(
                [day] * len(totals),
                totals,
                "_",
                color=ACCENT,
                ms=11,
                mew=1.6,
                zorder=5,
                label="possible totals",
            )
    yield Line2D(
        [],
        [],
        color=ACCENT,
        marker="|",
        ms=9,
        mew=1.6,
        label="not fully recorded: every total that is still possible",
    )
    yield key("between visits, at least one not fully recorded", POSSIBLE)


def _score(visit: Visit) -> float:
    return visit.total.value or 0


def _between(ax: Axes, one: Visit, other: Visit) -> None:
    """Where the total can be between two visits."""
    ends = [one.totals, other.totals]
    ax.fill_between(
        [_day(one.on), _day(other.on)],
        [each[0] for each in ends],
        [each[-1] for each in ends],
        facecolor=POSSIBLE.colour,
        edgecolor=ACCENT,
        hatch=POSSIBLE.hatch,
        alpha=0.45,
        linewidth=0,
        zorder=3,
    )


def _bands(ax: Axes, followed: Followed) -> None:
    """The severity bands, each with its name at the right end."""
    bands = followed.bands
    if bands is None:
        return
    half = (followed.result.step or 0) / 2
    colours = severities(len(bands.scale))
    for band in bands.ascending:
        low, high = band.least - half, band.most + half
        colour = colours[band.grade.rank]
        ax.axhspan(low, high, color=colour, alpha=_BAND, lw=0, zorder=0)
        if band is not bands.ascending[0]:
            ax.axhline(low, color=SOFT, lw=0.5, zorder=1)
        text = f"{literal(band.grade.label)} ({band})"
        note_beside(ax, (low + high) / 2, text)


def _noticeable(ax: Axes, course: Course, followed: Followed) -> Iterator[Artist]:
    """The least total after the baseline that reaches the MCID."""
    from matplotlib.lines import Line2D

    if not followed.gains:
        return
    rule, *_ = followed.gains
    least = [followed.gain_from(before) for before in course.baseline.totals]
    reached = sorted({each for each in least if each is not None})
    gain = gain_of(followed)
    if not reached:
        label = f"no room for a {gain} ({rule.label}) at the baseline"
        yield Line2D([], [], ls="", label=literal(label))
        return
    end = ax.get_xlim()[1]
    start = _day(course.baseline.on)
    style: dict[str, Any] = {"color": NOTICEABLE, "lw": 2, "ls": ":"}
    for each in dict.fromkeys((reached[0], reached[-1])):
        ax.plot([start, end], [each, each], zorder=2, label="noticeable gain", **style)
    if len(reached) > 1:
        ax.fill_between(
            [start, end],
            reached[0],
            reached[-1],
            color=NOTICEABLE,
            alpha=0.15,
            lw=0,
            zorder=1,
        )
    lowest, highest = f"{reached[0]:g}", f"{reached[-1]:g}"
    at = lowest if lowest == highest else f"{lowest} to {highest}, not fully recorded"
    yield Line2D(
        [],
        [],
        label=literal(f"{gain} since the baseline ({rule.label}): from {at}"),
        **style,
    )


def _surgery(ax: Axes, course: Course) -> Iterator[Artist]:
    from matplotlib.lines import Line2D

    if course.surgery_on is None:
        return
    ax.axvline(_day(course.surgery_on), color=INK, lw=1.4, ls="--", zorder=2)
    yield Line2D([], [], color=INK, ls="--", label=f"surgery, {course.surgery_on}")


def _worse(ax: Axes, course: Course, followed: Followed) -> Iterator[Artist]:
    """The visits at which an item is worse, or may be, than at the visit before."""
    from matplotlib.lines import Line2D

    measure = followed.result
    step = step_of(measure)
    y = measure.low - step if followed.higher_is_better else measure.high + step
    for change in course.steps:
        for items, filled, word in (
            (change.worse, True, "worse"),
            (_possibly(change), False, "possibly worse"),
        ):
            if not items:
                continue
            fill = Fill(WORSE.colour if filled else "none")
            style: dict[str, Any] = {
                "marker": "v",
                "ls": "",
                "ms": 8,
                "mec": WORSE.colour,
                "mfc": fill.colour,
                "mew": 1.4,
            }
            at = _day(change.later.on)
            # Both can be at one visit: the hollow one is wider.
            if not filled:
                style["ms"] = 12
            ax.plot([at], [y], label=word, zorder=5, **style)
            names = wrapped("; ".join(map(str, items)), 78, _LINES)
            yield Line2D([], [], label=f"{word} on {change.later.on}: {names}", **style)


def _possibly(change: Change) -> Sequence[ItemChange]:
    """
    The items that may be worse.

    A total that was recorded without its items has nothing to say on them.
    """
    return [
        each
        for each in change.possibly_worse
        if each.before is not None or each.after is not None
    ]
