"""Pictures of criteria, cut-offs and crosswalks: what leads to which answer."""

from __future__ import annotations

import itertools
import math
from collections.abc import Hashable, Sequence
from typing import TypeVar

import attrs
from canvas import (
    LINE,
    WIDTH,
    Canvas,
    Piece,
    Span,
    Theme,
    lines,
    long,
    shade,
    wrapped,
)
from drawn_scores import better_and_worse, staggered
from wording import headline

from cervmyelo.findings import Gap
from cervmyelo.forms import Bands, Crosswalk, Exclusive, FirstMatch
from cervmyelo.scale import Grade

__all__ = ["crosswalk", "ladder", "number_line"]

Held = TypeVar("Held", bound=Hashable)

_TALL = 0.42
_WIDEST_ANSWER = 2.0
_LEAST_BAND = 0.5


def ladder(rule: FirstMatch, theme: Theme) -> Canvas:
    """Criteria that are tried from the top, each with its answer."""
    answers = [*(row.then for row in rule.rows), rule.otherwise]
    named = [
        wrapped(
            each.label,
            11,
            _WIDEST_ANSWER - 0.3,
            bold=True,
        )
        for each in answers
    ]
    wide = max(0.75, max(long(name, 11, bold=True) for name in named) + 0.4)
    box = WIDTH - 0.3 - wide - 0.75
    asked = [wrapped(headline(str(row.when)), 10, box - 0.4) for row in rule.rows]
    asked.append("None of these")
    heights = [
        0.24 + LINE * max(lines(text), lines(name))
        for text, name in zip(asked, named, strict=True)
    ]
    gap = 0.3
    canvas = Canvas(sum(heights) + gap * (len(heights) - 1) + 0.3, theme)
    top = 0.15
    for row, (text, answer, name, tall) in enumerate(
        zip(asked, answers, named, heights, strict=True)
    ):
        last = row == len(rule.rows)
        middle = top + tall / 2
        canvas.box(
            (0.15, top), (box, tall), "none" if last else theme.panel, theme.line
        )
        canvas.text((0.32, middle), text, across="left")
        canvas.arrow((0.15 + box + 0.06, middle), (WIDTH - 0.2 - wide, middle))
        if not last:
            canvas.text(
                (0.15 + box + 0.36, middle - 0.12), "yes", 8.5, colour=theme.soft
            )
            canvas.arrow((0.5, top + tall + 0.03), (0.5, top + tall + gap - 0.03))
            canvas.text(
                (0.6, top + tall + gap / 2), "no", 8.5, colour=theme.soft, across="left"
            )
        canvas.answer((WIDTH - 0.15 - wide, top), (wide, tall), answer, name)
        top += tall + gap
    return canvas


def crosswalk(rule: Crosswalk, theme: Theme) -> Canvas:
    """What each grade of one scale corresponds to on another."""
    gap, left, right = 0.18, 1.45, WIDTH - 1.45
    grades = list(reversed([*rule.scale])) if _falls(rule) else [*rule.scale]
    names = {each: wrapped(each.label, 11, 1.9, bold=True) for each in grades}
    wide = max(0.75, max(long(each, 11, bold=True) for each in names.values()) + 0.35)
    tall = 0.16 + LINE * max(map(lines, names.values()))
    ends: list[Grade | Gap] = [*grades]
    if not all(row.leads_somewhere for row in rule.rows):
        ends.insert(0, rule.nowhere)
    heads = [
        wrapped(headline(each), 10, 2.7, bold=True)
        for each in (rule.of.label, rule.scale.label)
    ]
    start = 0.3 + LINE * max(map(lines, heads))
    most = max(len(rule.rows), len(ends))
    height = most * (tall + gap) - gap
    canvas = Canvas(start + height + 0.15, theme)
    for head, x in zip(heads, (left, right), strict=True):
        canvas.text((x, 0.12 + LINE * lines(head) / 2), head, bold=True)
    places = _column(ends, start, height, tall)
    for row, top in _column(rule.rows, start, height, tall).items():
        canvas.box((left - 0.4, top), (0.8, tall), theme.panel, theme.line)
        canvas.text((left, top + tall / 2), f"{row.value:g}", 11, bold=True)
        to = [*row.to, *(() if row.leads_somewhere else (rule.nowhere,))]
        for each in to:
            tip = (right - wide / 2 - 0.06, places[each] + tall / 2)
            colour = theme.accent if len(to) > 1 else theme.soft
            canvas.arrow((left + 0.46, top + tall / 2), tip, colour)
    for end, top in places.items():
        at, size = (right - wide / 2, top), (wide, tall)
        if isinstance(end, Gap):
            canvas.answer(at, size, end, "none")
        elif end in rule.outcomes:
            canvas.answer(at, size, end, names[end])
        else:
            canvas.box(at, size, "none", theme.line)
            canvas.text((right, top + tall / 2), names[end], 11, colour=theme.soft)
    return canvas


def _column(
    boxes: Sequence[Held], start: float, height: float, tall: float
) -> dict[Held, float]:
    """The top of each box in a column."""
    every = (height - tall) / max(1, len(boxes) - 1)
    return {each: start + i * every for i, each in enumerate(boxes)}


def _falls(rule: Crosswalk) -> bool:
    """Whether the scales run in opposite directions, so that arrows would cross."""
    found = [(row.value, to.rank) for row in rule.rows for to in row.to]
    pairs = [(a, b) for a in found for b in found if a[0] < b[0]]
    up = sum(a[1] < b[1] for a, b in pairs)
    return up < sum(a[1] > b[1] for a, b in pairs)


@attrs.frozen
class _Bar:
    """A score laid out as bands, measured in inches from the top."""

    rule: Bands
    x: Span
    torn: tuple[bool, bool]
    edges: tuple[float, ...]
    names: list[str]
    places: list[tuple[float, int]]
    rows: list[float]

    @property
    def top(self) -> float:
        """Where the bands begin, under their names."""
        return self.rows[-1] + 0.22

    @property
    def spans(self) -> list[tuple[float, float]]:
        """Where each band begins and ends."""
        return list(itertools.pairwise(map(self.x, self.edges)))


def number_line(rule: Bands, theme: Theme) -> Piece:
    """A continuous score in bands, with the band that each cut-off belongs to."""
    bar = _laid_out(rule)
    about = wrapped(f"{rule.score.label} ({rule.unit})", 10, 3.6)
    below = bar.top + _TALL + 0.62
    height = below + 0.62 + LINE * lines(about)

    def draw(canvas: Canvas, start: float) -> None:
        for i in range(len(rule.bands)):
            _band(canvas, bar, i, start)
            _reach(canvas, bar, i, start)
        for at in bar.edges[1:-1]:
            foot = start + below - 0.13
            canvas.line((bar.x(at), bar.x(at)), (start + bar.top + _TALL, foot))
        for at, value, bold in _labelled(bar):
            size, ink = (10, theme.ink) if bold else (9, theme.soft)
            canvas.text((at, start + below), value, size, colour=ink, bold=bold)
        y = start + below + 0.2 + LINE * lines(about) / 2
        canvas.text((WIDTH / 2, y), about)
        if rule.scale.ordered:
            ends = (0.2, WIDTH - 0.2)
            better_and_worse(canvas, ends, y, rises=rule.score_rises)
        y = start + height - 0.17
        for caption, hollow, at in (
            ("belongs to the band", False, WIDTH / 2 - 1.9),
            ("does not belong to it", True, WIDTH / 2 + 0.25),
        ):
            canvas.mark((at, y), theme.soft, hollow=hollow)
            canvas.text((at + 0.12, y), caption, 9, colour=theme.soft, across="left")

    return Piece(height, draw)


def _laid_out(rule: Bands) -> _Bar:
    shown = _window(rule)
    torn = (shown[0] != rule.range[0], shown[1] != rule.range[1])
    x = Span(shown, (0.2 + 0.45 * torn[0], WIDTH - 0.2 - 0.45 * torn[1]))
    edges = (shown[0], *rule.cuts, shown[1])
    names = [wrapped(band.grade.label, 11, 2.2, bold=True) for band in rule.ascending]
    places = staggered(names, list(itertools.pairwise(map(x, edges))))
    rows = [0.0]
    for level in range(1 + max(level for _, level in places)):
        here = [
            lines(n) for n, (_, at) in zip(names, places, strict=True) if at == level
        ]
        rows.append(rows[-1] + 0.08 + LINE * max(here))
    return _Bar(rule, x, torn, edges, names, places, rows)


def _band(canvas: Canvas, bar: _Bar, i: int, start: float) -> None:
    """A band with its name, on a higher line if the neighbouring names need space."""
    (a, b), name, (middle, level) = bar.spans[i], bar.names[i], bar.places[i]
    colour, _ = shade(bar.rule.ascending[i].grade, canvas.theme)
    top = start + bar.top
    canvas.box((a + 0.01, top), (b - a - 0.02, _TALL), colour)
    half = LINE * lines(name) / 2
    y = top - 0.1 - bar.rows[level] - half
    canvas.text((middle, y), name, 11, bold=True)
    if level:
        canvas.line((middle, middle), (y + half, top - 0.03))


def _reach(canvas: Canvas, bar: _Bar, i: int, start: float) -> None:
    """The range of a band, and whether its ends belong to it."""
    # Neighbours are on different lines, so that the marks at a cut-off do not overlap.
    y = start + bar.top + _TALL + 0.17 + 0.17 * (i % 2)
    ink, band = canvas.theme.ink, bar.rule.ascending[i]
    canvas.curve([(at, y) for at in bar.spans[i]], ink)
    for upper, at in enumerate(bar.spans[i]):
        end = band.high if upper else band.low
        if isinstance(end, Exclusive) or math.isfinite(end):
            canvas.mark((at, y), ink, hollow=isinstance(end, Exclusive))
        elif bar.torn[upper]:
            canvas.arrow((at, y), (at + (0.38 if upper else -0.38), y), ink)
        else:
            canvas.mark((at, y), ink)


def _short(value: float, around: tuple[float, float]) -> str:
    """An end or a cut-off in words; an end of a calculated score is rounded."""
    if value in around:
        value = float(f"{value:.3g}")
        value *= abs(value) > (around[1] - around[0]) / 1e6
    return f"{value:g}"


def _window(rule: Bands) -> tuple[float, float]:
    """The range of scores to draw: all of it, unless a band would be too narrow."""
    low, high = rule.range
    at = rule.cuts
    shortest = min(b - a for a, b in zip([low, *at], [*at, high], strict=True))
    if shortest / (high - low) * WIDTH >= _LEAST_BAND:
        return low, high
    room = max(at[-1] - at[0], abs(at[0]) / 2 if at[0] else (high - low) / 20)
    return max(low, at[0] - room), min(high, at[-1] + room)


def _labelled(bar: _Bar) -> list[tuple[float, str, bool]]:
    """The labels under the line; an end without space next to a cut-off is left out."""
    first, *cuts, last = (_short(each, bar.rule.range) for each in bar.edges)
    found = [
        (bar.x(cut), value, True)
        for cut, value in zip(bar.rule.cuts, cuts, strict=True)
    ]
    for value, end, beside in (
        (first, 0, found[0]),
        (last, 1, found[-1]),
    ):
        half = long(value, 9) / 2
        at = min(max(bar.x(bar.edges[-end]), half + 0.05), WIDTH - half - 0.05)
        room = half + long(beside[1], 10, bold=True) / 2 + 0.1
        if abs(beside[0] - at) > room and not bar.torn[end]:
            found.append((at, value, False))
    return found
