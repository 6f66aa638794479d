"""Pictures of formulas and of numbers that depend on numbers."""

# Matplotlib's stubs do not type keyword arguments.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias, assert_never, cast

import contourpy
import numpy as np
from canvas import (
    LINE,
    WIDTH,
    Canvas,
    Piece,
    Side,
    Span,
    Theme,
    axis_below,
    axis_left,
    lines,
    long,
    shade,
    spread,
    wrapped,
)
from drawn_scores import named
from matplotlib.ticker import MaxNLocator
from wording import headline

from cervmyelo.findings import Gap
from cervmyelo.forms import (
    Bands,
    Curve,
    Effect,
    LikelihoodRatio,
    Part,
    PostTest,
    Quotient,
    Regression,
    Stratum,
    Term,
    UnusedEffect,
)
from cervmyelo.forms.post_tests import updated
from cervmyelo.quantity import Measure

__all__ = ["course", "forest", "formula", "link_curve", "plane", "updates"]

_DASHES: tuple[tuple[float, ...], ...] = ((), (6, 2), (2, 1.5), (6, 2, 1.5, 2), (9, 3))
_SHAPES = ("o", "s", "^", "D", "v")
_HATCHES = ("/", "\\", "/\\")
_Grid: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

_KEY = 2.35
_FINE = 200


def formula(rule: Quotient, theme: Theme) -> Piece:
    """The formula as a fraction."""
    name = wrapped(f"{headline(rule.label)} ({rule.unit})", 10, 1.7, bold=True)
    times = f"= {rule.factor:g} \N{MULTIPLICATION SIGN}" if rule.factor != 1 else "="
    left = 0.15 + long(name, 10, bold=True) + 0.15
    start = left + long(times, 12) + 0.2
    room = WIDTH - 0.35 - start
    above = _rows(_terms(rule.above, rule.over), room)
    divided = bool(rule.below) or rule.under != 1
    below = _rows(_terms(rule.below, rule.under), room) if divided else []
    heights = [
        sum(max(tall for _, _, tall, _ in row) + 0.08 for row in part)
        for part in (above, below)
    ]
    widest = max(_wide(row) for row in (*above, *below))
    centre = start + 0.1 + widest / 2
    middle = 0.15 + heights[0] + 0.04 if divided else 0.11 + heights[0] / 2
    tall = max(0.3 + sum(heights) + 0.16 * divided, 0.2 + LINE * lines(name))
    lower = max(0.0, (0.2 + LINE * lines(name)) / 2 - middle)

    def draw(canvas: Canvas, top: float) -> None:
        line = top + middle + lower
        canvas.text((0.15, line), name, across="left", bold=True)
        canvas.text((left, line), times, 12, across="left")
        y = line - middle + 0.15
        for part in (above, below):
            for row in part:
                _row(canvas, row, (centre, y))
                y += max(height for _, _, height, _ in row) + 0.08
            y = line + 0.12
        if divided:
            ends = (start, start + widest + 0.2)
            canvas.axes.plot(ends, (line, line), color=theme.ink, lw=1.3)

    return Piece(tall + lower, draw)


# A word of a formula: its text, whether it is a measure, its height and its width.
_Word = tuple[str, bool, float, float]


def _terms(parts: Sequence[Part], constant: float) -> Iterator[tuple[str, str]]:
    """What is added up: each with its sign and perhaps a factor, and its measure."""
    ahead = ""
    if constant or not parts:
        yield f"{constant:g}".replace("-", "\N{MINUS SIGN}"), ""
        ahead = "+"
    # What is added stands before what is taken away.
    for part in sorted(parts, key=lambda part: part.weight < 0):
        sign = "\N{MINUS SIGN}" if part.weight < 0 else ahead
        weight = abs(part.weight)
        times = "" if weight == 1 else f"{weight:g} \N{MULTIPLICATION SIGN}"
        yield f"{sign} {times}".strip(), part.of.label
        ahead = "+"


def _rows(terms: Iterable[tuple[str, str]], room: float) -> list[list[_Word]]:
    """The terms on as many rows as they need."""
    rows: list[list[_Word]] = [[]]
    for sign, label in terms:
        name = wrapped(label, 10, 1.9) if label else ""
        words: list[_Word] = []
        if sign:
            words.append((sign, False, 0.34, long(sign, 12)))
        if name:
            words.append((name, True, 0.14 + LINE * lines(name), long(name, 10) + 0.24))
        if rows[-1] and _wide([*rows[-1], *words]) > room:
            rows.append([])
        rows[-1] += words
    return rows


def _wide(row: Sequence[_Word]) -> float:
    return sum(wide for *_, wide in row) + 0.1 * (len(row) - 1)


def _row(canvas: Canvas, row: Sequence[_Word], at: tuple[float, float]) -> None:
    tall = max(height for _, _, height, _ in row)
    x, middle = at[0] - _wide(row) / 2, at[1] + tall / 2
    for text, measured, height, wide in row:
        if measured:
            corner = (x, middle - height / 2)
            canvas.box(corner, (wide, height), canvas.theme.panel, canvas.theme.line)
        canvas.text((x + wide / 2, middle), text, 10 if measured else 12)
        x += wide + 0.1


def plane(score: Quotient, theme: Theme, cut: Bands | None = None) -> Piece:
    """A formula of two measures as contour lines of its result."""
    up, across = score.inputs
    caption = wrapped(_with_unit(up), 9.5, 2.5)
    left, tall = 1.0 + 0.17 * (lines(caption) - 1), 2.7
    x = Span((across.low, across.high), (left, WIDTH - 2.0))
    xs, ys, results = _grid(score)
    levels = _levels(results) if cut is None else list(cut.cuts)
    made = contourpy.contour_generator(xs, ys, np.ma.masked_invalid(results))

    def draw(canvas: Canvas, top: float) -> None:
        y = Span((up.low, up.high), (top + 0.2 + tall, top + 0.2))
        side = x.inches[1] + 0.35
        if cut is not None:
            floors = [-1e9, *levels, 1e9]
            at = np.meshgrid([x(each) for each in xs], [y(each) for each in ys])
            inside = np.clip(results, -1e8, 1e8)
            for band, *ends in zip(cut.ascending, floors, floors[1:], strict=False):
                colour, _ = shade(band.grade, theme)
                canvas.axes.contourf(
                    *at, inside, levels=ends, colors=[colour], zorder=0.2
                )
            _grades_beside(canvas, cut, side + 0.3, top + 0.3)
        else:
            about = f"Along a line the {score.label} is constant ({score.unit})."
            about = wrapped(about, 9, WIDTH - 0.1 - side)
            at_side = (side, top + 0.2 + tall / 2)
            canvas.text(at_side, about, 9, colour=theme.soft, across="left")
        axis_left(canvas, y, x.inches, caption)
        axis_below(canvas, x, top + 0.2 + tall, _with_unit(across))
        taken: list[tuple[float, float]] = []
        for level in levels:
            # By default contourpy returns one array of points for each line.
            for piece in cast("list[_Grid]", made.lines(level)):
                spots = [(x(float(a)), y(float(b))) for a, b in piece]
                canvas.curve(spots, theme.accent if cut is None else theme.ink)
                name = f"{level:g}"
                place = _free(spots, taken, long(name, 9) / 2 + 0.1)
                if place is not None:
                    canvas.tag(place, name)
                    taken.append(place)

    return Piece(tall + 0.75, draw)


@functools.cache
def _grid(score: Quotient) -> tuple[_Grid, _Grid, _Grid]:
    """The values of both measures and all results, once for the pictures of a rule."""
    up, across = score.inputs
    xs = np.linspace(across.low, across.high, _FINE)
    ys = np.linspace(up.low, up.high, _FINE)
    results = [[_result(score, {across.name: a, up.name: b}) for a in xs] for b in ys]
    return xs, ys, np.array(results)


def _levels(results: _Grid) -> list[float]:
    """Round results that divide the chart into areas of similar size."""
    low, middle, high = np.nanpercentile(results, [8, 50, 92])
    if 1 / 3 < (high - middle) / (middle - low) < 3:
        found = MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        return [float(each) for each in found if low <= each <= high]
    parts = np.nanpercentile(results, [10, 30, 50, 70, 90])
    rounded = {float(f"{each:.1g}") for each in parts}
    if min(rounded) < 0 < max(rounded):
        rounded = {each for each in rounded if abs(each) > max(rounded) / 10} | {0.0}
    return sorted(rounded)


def _free(
    spots: Sequence[tuple[float, float]],
    taken: Sequence[tuple[float, float]],
    half: float,
) -> tuple[float, float] | None:
    """A position on a line for its label, away from the labels of other lines."""
    ways = [math.dist(a, b) for a, b in itertools.pairwise(spots)]
    run = [0.0, *itertools.accumulate(ways)]
    for share in (0.5, 0.35, 0.65, 0.2, 0.8):
        at = min(range(len(spots)), key=lambda i: abs(run[i] - share * run[-1]))
        inside = min(run[at], run[-1] - run[at]) > half
        clear = all(
            abs(spots[at][0] - a) > 2 * half or abs(spots[at][1] - b) > 0.24
            for a, b in taken
        )
        if inside and clear:
            return spots[at]
    return None


def _result(score: Quotient, values: dict[str, float]) -> float:
    found = score.result_of(values)
    return math.nan if isinstance(found, Gap) else float(found)


def _grades_beside(canvas: Canvas, cut: Bands, left: float, top: float) -> None:
    """The colours of the grades with their names."""
    for band in reversed(cut.ascending):
        colour, _ = shade(band.grade, canvas.theme)
        name = wrapped(band.grade.label, 10, WIDTH - left - 0.4)
        canvas.box((left, top), (0.2, 0.2), colour, corner=0.03)
        y = top + 0.1 + LINE * (lines(name) - 1) / 2
        canvas.text((left + 0.3, y), name, across="left")
        top += 0.14 + LINE * lines(name)


def link_curve(rule: Bands, model: Regression, theme: Theme) -> Piece:
    """The weighted sum of a regression against its result, with the cut-offs."""
    tall = 2.3
    logit = model.link == "logit"
    cuts = rule.cuts
    low, high = (0.0, 1.0) if logit else (0.0, max(cuts) * 1.6)
    at = [math.log(c / (1 - c)) if logit else math.log(c) for c in cuts]
    ends = (
        (min(-4.5, at[0] - 1.5), max(4.5, at[-1] + 1.5))
        if logit
        else (at[0] - 2.5, math.log(high))
    )
    names = [wrapped(band.grade.label, 10, 1.2) for band in rule.ascending]
    right = WIDTH - 0.55 - max(long(name, 10) for name in names)
    x = Span(ends, (0.95, right))

    def draw(canvas: Canvas, top: float) -> None:
        y = Span((low, high), (top + 0.15 + tall, top + 0.15))
        axis_left(canvas, y, x.inches, model.unit)
        edges = [low, *cuts, high]
        middles = [(y(a) + y(b)) / 2 for a, b in itertools.pairwise(edges)]
        room = (y(high) + 0.1, y(low) - 0.1)
        beside = reversed(spread(middles[::-1], 0.22, *room))
        for band, name, a, b, spot in zip(
            rule.ascending, names, edges, edges[1:], beside, strict=False
        ):
            colour, _ = shade(band.grade, theme)
            canvas.box((right + 0.08, y(b)), (0.2, y(a) - y(b)), colour, corner=0)
            canvas.text((right + 0.38, spot), name, across="left")
        for cut, total in zip(cuts, at, strict=True):
            across, along = y(cut), x(total)
            canvas.line((x.inches[0], right), (across, across), theme.ink, dashed=True)
            canvas.line((along, along), (across, y(low)), theme.ink, dashed=True)
            canvas.mark((along, across), theme.accent)
        steps = (ends[0] + i * (ends[1] - ends[0]) / _FINE for i in range(_FINE + 1))
        canvas.curve(
            (
                (x(e), y(1 / (1 + math.exp(-e)) if logit else math.exp(e)))
                for e in steps
            ),
            theme.accent,
        )
        about = f"constant and terms added up ({model.link} link)"
        axis_below(canvas, x, y(low), about)

    return Piece(tall + 0.75, draw)


def updates(rule: PostTest, theme: Theme) -> Canvas:
    """The probability after a test against the one before it, for every result."""
    left, right, tall = 0.95, WIDTH - 0.35 - _KEY, 3.6
    x = Span((0, 100), (left, right))
    room = _KEY - 0.5
    ratios = [rule.ratio(grade) for grade in rule.of.outcomes]
    names = [wrapped(grade.label, 10, room, bold=True) for grade in rule.of.outcomes]
    abouts = [
        "no ratio published"
        if isinstance(ratio, Gap)
        else str(ratio).replace(" (", "\n(")
        for ratio in ratios
    ]
    test = wrapped(headline(rule.of.label), 10, _KEY)
    key = 0.15 + LINE * lines(test)
    high = [
        0.12 + LINE * lines(name) + 0.18 * lines(about)
        for name, about in zip(names, abouts, strict=True)
    ]
    canvas = Canvas(max(tall + 0.75, 0.3 + key + sum(high) + 0.5), theme)
    y = Span((0, 100), (0.15 + tall, 0.15))
    axis_left(canvas, y, x.inches, "% after the test")
    axis_below(canvas, x, y(0), wrapped(f"{rule.before.label}, %", 9.5, tall + 0.6))
    canvas.line(x.inches, y.inches, theme.soft, dashed=True)
    grid = [i / _FINE for i in range(_FINE + 1)]
    xs = [x(100 * p) for p in grid]
    top = 0.15
    canvas.text((right + 0.3, top + LINE * lines(test) / 2), test, across="left")
    top += key
    count = 0
    for name, about, ratio, space in zip(names, abouts, ratios, high, strict=True):
        half = LINE * lines(name) / 2
        start = right + 0.3
        if isinstance(ratio, LikelihoodRatio):
            colour = theme.series[count % len(theme.series)]
            dashes = _DASHES[count % len(_DASHES)]
            count += 1
            if ratio.low is not None and ratio.high is not None:
                ends = [
                    [y(100 * updated(p, e)) for p in grid]
                    for e in (ratio.low, ratio.high)
                ]
                canvas.area(xs, ends[0], ends[1], colour)
            after = [y(100 * updated(p, ratio.value)) for p in grid]
            canvas.curve(zip(xs, after, strict=True), colour, dashes=dashes)
            spots = ((start, top + half), (start + 0.32, top + half))
            canvas.curve(spots, colour, dashes=dashes)
        else:
            canvas.box(
                (start, top + half - 0.09),
                (0.32, 0.18),
                "none",
                theme.soft,
                0.03,
                dashed=True,
            )
        canvas.text((start + 0.42, top + half), name, across="left", bold=True)
        at = (start + 0.42, top + 2 * half + 0.09 * lines(about))
        canvas.text(at, about, 9, colour=theme.soft, across="left")
        top += space
    half = 0.1
    middle = top + half
    canvas.line((right + 0.3, right + 0.62), (middle, middle), theme.soft, dashed=True)
    canvas.text(
        (right + 0.72, top + half), "as before", 9, colour=theme.soft, across="left"
    )
    return canvas


def forest(rule: Regression, theme: Theme) -> Canvas:
    """Each effect with its interval, on a scale of ratios."""
    rows = [
        *((named(each), *_interval(each), "") for each in rule.terms),
        *(
            (each.label, *_interval(each), f"not applied: {each.why}")
            for each in rule.unused
        ),
    ]
    names = [wrapped(headline(label), 10, 2.3) for label, *_ in rows]
    whys = [wrapped(why, 8.5, 2.3) for *_, why in rows]
    figures = [
        f"{ratio:g}"
        if low is None or high is None
        else f"{ratio:g} ({low:g} to {high:g})"
        for _, ratio, low, high, _ in rows
    ]
    left = 0.35 + max(*(long(n, 10) for n in names), *(long(w, 8.5) for w in whys))
    right = WIDTH - 0.35 - max(long(each, 10) for each in figures)
    heights = [
        0.2 + LINE * lines(name) + (0.17 * lines(why) if why else 0)
        for name, why in zip(names, whys, strict=True)
    ]
    numbers = [1.0, *(n for _, r, a, b, _ in rows for n in (r, a or r, b or r))]
    x = Span((min(numbers) / 1.08, max(numbers) * 1.08), (left, right), log=True)
    about = wrapped(f"Outcome: {rule.outcome}", 9.5, WIDTH - 0.6)
    bottom = 0.12 + sum(heights)
    canvas = Canvas(bottom + 0.62 + 0.5 + LINE * lines(about), theme)
    canvas.line((x(1), x(1)), (0.12, bottom), theme.soft)
    top = 0.12
    for (_, ratio, low, high, why), name, small, figure, tall in zip(
        rows, names, whys, figures, heights, strict=True
    ):
        colour = theme.soft if why else theme.accent
        ink = theme.soft if why else theme.ink
        head = top + 0.1 + LINE * lines(name) / 2
        middle = top + tall / 2
        canvas.text((left - 0.2, head), name, across="right", colour=ink)
        if small:
            at = (left - 0.2, head + LINE * lines(name) / 2 + 0.085 * lines(small))
            canvas.text(at, small, 8.5, across="right", colour=theme.soft)
        if low is not None and high is not None:
            canvas.curve(((x(low), middle), (x(high), middle)), colour)
            for end in (low, high):
                canvas.curve(((x(end), middle - 0.06), (x(end), middle + 0.06)), colour)
        canvas.mark((x(ratio), middle), colour, "s", hollow=bool(why))
        canvas.text((right + 0.2, middle), figure, across="left", colour=ink)
        top += tall
    axis_below(canvas, x, bottom, f"{rule.kind}, on a scale of ratios")
    for word, way in (("less likely", -1), ("more likely", 1)):
        y = bottom + 0.72
        begin = x(1) + way * 0.08
        canvas.arrow((begin, y), (begin + way * 0.42, y))
        side: Side = "left" if way > 0 else "right"
        canvas.text((begin + way * 0.5, y), word, 9, colour=theme.soft, across=side)
    y = bottom + 0.95 + LINE * lines(about) / 2
    canvas.text((WIDTH / 2, y), about, 9.5, colour=theme.soft)
    return canvas


def _interval(
    effect: Term | Effect | UnusedEffect,
) -> tuple[float, float | None, float | None]:
    """A ratio with the ends of its interval."""
    if isinstance(effect, Term):
        return math.exp(effect.coefficient), None, None
    return effect.ratio, effect.low, effect.high


def course(rule: Curve, theme: Theme) -> Canvas:
    """Published figures over time, and the range between neighbours."""
    left, right, tall = 0.85, WIDTH - 0.25, 3.1
    times = rule.times
    points = [point for each in rule.strata for point in each.points]
    percent = rule.unit == "%"
    low = 0.0 if percent else min(0.0, *(point.low for point in points))
    high = 100.0 if percent else max(point.high for point in points) * 1.05
    beyond = (times[-1] - times[0]) / 15
    ends = (
        max(rule.along.low, times[0] - beyond),
        min(rule.along.high, times[-1] + beyond),
    )
    x = Span(ends, (left, right))
    key = list(_key(rule))
    rows = _flow([long(text, 9.5) + 0.75 for text, *_ in key], right - left + 0.3)
    canvas = Canvas(tall + 0.75 + 0.26 * len(rows), theme)
    y = Span((low, high), (0.15 + tall, 0.15))
    for a, b in ((ends[0], times[0]), (times[-1], ends[1])):
        if b > a:
            canvas.box((x(a), 0.15), (x(b) - x(a), tall), theme.panel, corner=0)
    axis_left(canvas, y, x.inches, rule.unit)
    for i, each in enumerate(rule.strata):
        _stratum(canvas, each, x, y, i, aside=(i - (len(rule.strata) - 1) / 2) * 0.07)
    ticks = [times[-1]]
    for time in reversed(times[:-1]):
        if x(ticks[-1]) - x(time) > 0.2:
            ticks.append(time)
    caption = f"{rule.along.label} ({rule.along.unit})"
    axis_below(canvas, x, y(low), caption, ticks)
    for row, entries in enumerate(rows):
        at = left - 0.3
        for i, wide in entries:
            _explained(canvas, key[i], (at, tall + 0.82 + 0.26 * row))
            at += wide
    return canvas


# A line of the key: its words, the number of its group, and the symbol it explains.
_Key = tuple[str, int, Literal["group", "interval", "between", "beyond", "words"]]


def _key(rule: Curve) -> Iterator[_Key]:
    for i, each in enumerate(rule.strata):
        yield each.label, i, "group"
    yield "published interval", 0, "interval"
    yield "range between two figures", 0, "between"
    yield "times without figures", 0, "beyond"
    without = [str(g) for g in rule.of.outcomes if rule.stratum(g) is None]
    if without:
        named = '" and "'.join(without)
        yield f'no figures for "{named}"', 0, "words"


def _explained(canvas: Canvas, key: _Key, at: tuple[float, float]) -> None:
    (words, group, kind), (x, y), theme = key, at, canvas.theme
    match kind:
        case "group":
            canvas.curve(((x, y), (x + 0.35, y)), theme.series[group % 5])
            canvas.mark((x + 0.175, y), theme.series[group % 5], _SHAPES[group % 5])
        case "interval":
            _bar(canvas, x + 0.175, (y - 0.09, y + 0.09), theme.soft)
        case "between":
            canvas.hatched((x, y - 0.09), (0.35, 0.18), theme.soft, _HATCHES[0])
        case "beyond":
            canvas.box((x, y - 0.09), (0.35, 0.18), theme.panel, theme.line, 0)
        case "words":
            x -= 0.43
        case _:
            assert_never(kind)
    colour = theme.ink if kind == "group" else theme.soft
    canvas.text((x + 0.43, y), words, 9.5, colour=colour, across="left")


def _flow(widths: Sequence[float], room: float) -> list[list[tuple[int, float]]]:
    """Items broken into lines, as words are."""
    rows: list[list[tuple[int, float]]] = [[]]
    for i, wide in enumerate(widths):
        if rows[-1] and sum(w for _, w in rows[-1]) + wide > room:
            rows.append([])
        rows[-1].append((i, wide))
    return rows


def _stratum(  # noqa: PLR0913, PLR0917 -- what it draws, where and how
    canvas: Canvas, each: Stratum, x: Span, y: Span, group: int, aside: float
) -> None:
    colour = canvas.theme.series[group % 5]
    for one, two in itertools.pairwise(each.points):
        at = (x(one.at), y(one.value))
        size = (x(two.at) - x(one.at), max(y(two.value) - y(one.value), 0.012))
        canvas.hatched(at, size, colour, _HATCHES[group % 3])
    for point in each.points:
        place = x(point.at) + aside
        _bar(canvas, place, (y(point.low), y(point.high)), colour)
        canvas.mark((place, y(point.value)), colour, _SHAPES[group % 5])


def _bar(canvas: Canvas, x: float, ys: tuple[float, float], colour: str) -> None:
    """An upright interval with its ends."""
    canvas.curve(((x, ys[0]), (x, ys[1])), colour)
    for end in ys:
        canvas.curve(((x - 0.04, end), (x + 0.04, end)), colour)


def _with_unit(measure: Measure) -> str:
    return f"{measure.label} ({measure.unit})"
