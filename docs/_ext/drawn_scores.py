"""Pictures of totals, counts, bands on a stepped score and coefficients."""

from __future__ import annotations

from canvas import WIDTH, Canvas, Side, Theme, lines, long, shade, wrapped
from wording import headline

from cervmyelo.criteria import OneOf
from cervmyelo.forms import Bands, Effect, Regression, Sum, Tally, Term
from cervmyelo.quantity import Measure

__all__ = [
    "bands",
    "better_and_worse",
    "coefficients",
    "named",
    "staggered",
    "strip",
    "total",
]

_MOST_CELLS = 30


def bands(rule: Bands, theme: Theme) -> Canvas:
    """The steps of a score in the colours of their grades."""
    left, right, tall = 0.15, WIDTH - 0.15, 0.5
    score = rule.score
    step = score.step or 1
    cells = round((score.high - score.low) / step) + 1
    wide = (right - left) / cells

    def edge(value: float) -> float:
        return left + (value - score.low) / step * wide

    ordered = rule.ascending
    spans = [(edge(band.least), edge(band.most + step)) for band in ordered]
    names = staggered([band.grade.label for band in ordered], spans)
    top = 0.48 + 0.27 * max(level for _, level in names)
    about = wrapped(f"{score.label} ({score.unit})", 10, 3.6)
    canvas = Canvas(top + tall + 0.5 + 0.2 * (lines(about) - 1), theme)
    for band, (start, end), (middle, level) in zip(ordered, spans, names, strict=True):
        colour, ink = shade(band.grade, theme)
        canvas.box((start + 0.015, top), (end - start - 0.03, tall), colour)
        shown = {band.least, band.most}
        if cells <= _MOST_CELLS:
            values = (score.low + i * step for i in range(cells))
            shown = {value for value in values if band.least <= value <= band.most}
        for value in shown:
            # A narrow cell must not push its value into the next band.
            half = long(f"{value:g}", 10) / 2 + 0.08
            at = min(max(edge(value) + wide / 2, start + half), end - half)
            canvas.text((at, top + tall / 2), f"{value:g}", colour=ink)
        height = top - 0.2 - 0.27 * level
        canvas.text((middle, height), band.grade.label, 11, bold=True)
        if level:
            canvas.line((middle, middle), (height + 0.12, top - 0.03))
    below = top + tall + 0.27 + 0.1 * (lines(about) - 1)
    canvas.text((WIDTH / 2, below), about)
    if rule.scale.ordered:
        better_and_worse(canvas, (left, right), below, rises=rule.score_rises)
    return canvas


def better_and_worse(
    canvas: Canvas, ends: tuple[float, float], y: float, *, rises: bool
) -> None:
    """Arrows that point outward to the better and the worse end."""
    words = ("better", "worse") if rises else ("worse", "better")
    for word, end, outward in zip(words, ends, (-1, 1), strict=True):
        tip = end - outward * (long(word, 10) + 0.12)
        canvas.text(
            (end, y),
            word,
            colour=canvas.theme.soft,
            across="right" if outward > 0 else "left",
        )
        canvas.arrow((tip - outward * 0.75, y), (tip, y))


def staggered(
    names: list[str], spans: list[tuple[float, float]], width: float = WIDTH
) -> list[tuple[float, int]]:
    """The position of each name, and its line if neighbouring names need the space."""
    ends = [0.0]
    placed: list[tuple[float, int]] = []
    for name, (start, end) in zip(names, spans, strict=True):
        half = long(name, 11, bold=True) / 2
        middle = min(max((start + end) / 2, half + 0.02), width - half - 0.02)
        free = (i for i, taken in enumerate(ends) if middle - half > taken + 0.06)
        level = next(free, len(ends))
        ends[level : level + 1] = [middle + half]
        placed.append((middle, level))
    return placed


def total(rule: Sum, theme: Theme) -> Canvas:
    """The items of a sum, end to end."""
    names = [wrapped(item.label, 10, 2.0) for item in rule.items]
    left = 0.25 + max(long(name, 10) for name in [*names, "total"])
    right, tall, gap = WIDTH - 0.25, 0.34, 0.5
    canvas = Canvas(gap * (len(names) + 1) + 0.75, theme)
    result = rule.result

    def x(value: float) -> float:
        return left + (value - result.low) / (result.high - result.low) * (right - left)

    start = result.low
    for row, (item, name) in enumerate(zip(rule.items, names, strict=True)):
        top = 0.15 + gap * row
        end = start + item.high - item.low
        canvas.text((left - 0.15, top + tall / 2), name, across="right")
        canvas.line((left, right), (top + tall / 2, top + tall / 2))
        canvas.box((x(start), top), (x(end) - x(start), tall), theme.accent)
        scores = f"{item.low:g} to {item.high:g}"
        if long(scores, 10) < x(end) - x(start) - 0.08:
            canvas.text(
                (x((start + end) / 2), top + tall / 2), scores, colour=theme.on_accent
            )
        start = end
    top = 0.15 + gap * len(names)
    canvas.text((left - 0.15, top + tall / 2), "total", across="right", bold=True)
    canvas.box((left, top), (right - left, tall), theme.panel, theme.accent)
    scores = f"{result.low:g} to {result.high:g}"
    canvas.text(((left + right) / 2, top + tall / 2), scores, bold=True)
    for value in _ticks(result):
        canvas.line((x(value), x(value)), (top + tall, top + tall + 0.07))
        canvas.text((x(value), top + tall + 0.2), f"{value:g}", 9, colour=theme.soft)
    caption = f"{rule.label} ({result.unit})"
    canvas.text(((left + right) / 2, top + tall + 0.47), caption, colour=theme.soft)
    return canvas


def _ticks(measure: Measure) -> list[float]:
    """Round steps of a measure, with both ends."""
    count = round((measure.high - measure.low) / (measure.step or 1))
    every = next(
        (n for n in (1, 2, 3, 5, 10, 20) if not count % n and count <= 20 * n), count
    )
    return [measure.low + i * (measure.step or 1) for i in range(0, count + 1, every)]


def strip(rule: Tally, theme: Theme) -> Canvas:
    """The findings that are counted, and every possible count."""
    names = [wrapped(headline(each.label), 10, WIDTH - 1.3) for each in rule.counted]
    heights = [0.22 + 0.2 * lines(name) for name in names]
    gap = 0.1
    space = sum(heights) + gap * len(heights)
    canvas = Canvas(space + 1.0, theme)
    top = 0.12
    for name, tall in zip(names, heights, strict=True):
        canvas.box((0.15, top), (WIDTH - 0.3, tall), theme.panel, theme.line)
        canvas.box(
            (0.24, top + tall / 2 - 0.14), (0.5, 0.28), theme.accent, corner=0.14
        )
        canvas.text(
            (0.49, top + tall / 2), "+1", 9.5, colour=theme.on_accent, bold=True
        )
        canvas.text((0.9, top + tall / 2), name, across="left")
        top += tall + gap
    top += 0.12
    count = len(names)
    canvas.text((0.15, top + 0.18), "count", across="left", bold=True)
    left = 0.9
    wide = (WIDTH - 0.15 - left) / (count + 1)
    for value in range(count + 1):
        canvas.box(
            (left + value * wide + 0.02, top),
            (wide - 0.04, 0.36),
            theme.panel,
            theme.accent,
        )
        canvas.text((left + (value + 0.5) * wide, top + 0.18), f"{value}")
    canvas.text(
        ((left + WIDTH - 0.15) / 2, top + 0.56),
        "each counts 1; none has a weight",
        9,
        colour=theme.soft,
    )
    return canvas


def coefficients(rule: Regression, theme: Theme) -> Canvas:
    """The coefficients of a regression as bars from zero."""
    names = [wrapped(named(term), 10, 2.6) for term in rule.terms]
    left = 0.35 + max(long(name, 10) for name in names)
    heights = [0.26 + 0.2 * lines(name) for name in names]
    canvas = Canvas(sum(heights) + 0.75, theme)
    ends = [0.0, *(term.coefficient for term in rule.terms)]
    least, most = min(ends), max(ends)
    room = 0.1 + max(long(f"{end:+g}", 10) for end in ends)
    start, end = left + room * (least < 0), WIDTH - 0.15 - room * (most > 0)

    def x(value: float) -> float:
        return start + (value - least) / ((most - least) or 1) * (end - start)

    top = 0.12
    canvas.line((x(0), x(0)), (top, top + sum(heights)))
    for term, name, tall in zip(rule.terms, names, heights, strict=True):
        value = term.coefficient
        canvas.text((left - 0.15, top + tall / 2), name, across="right")
        low, high = sorted((x(0), x(value)))
        canvas.box(
            (low, top + tall / 2 - 0.13), (high - low, 0.26), theme.accent, corner=0
        )
        side: Side = "left" if value >= 0 else "right"
        away = 0.08 if value >= 0 else -0.08
        canvas.text((x(value) + away, top + tall / 2), f"{value:+g}", across=side)
        top += tall
    about = f"coefficients ({rule.link} link); constant {rule.constant:g}"
    canvas.text((WIDTH / 2, top + 0.25), about, colour=theme.soft)
    return canvas


def named(term: Term | Effect) -> str:
    """The label of a term with its step: "age, per 10 years"."""
    of, per = term.of, term.per
    if isinstance(of, OneOf):
        return term.label.replace("_", " ")
    if not isinstance(of, Measure):
        return of.label
    if per != 1:
        return f"{of.label}, per {per:g} {of.unit}"
    return f"{of.label}, per {'1' if of.unit == 'ratio' else of.unit.removesuffix('s')}"
