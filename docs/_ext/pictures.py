"""A picture of every rule, drawn from the rule, for light and for dark pages."""

from __future__ import annotations

from pathlib import Path
from typing import Final, assert_never

import attrs
import matplotlib as mpl

mpl.use("Agg")

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from matplotlib.textpath import TextPath
from wording import headline

from cervmyelo.forms import Bands, FirstMatch, Form, Regression, Sum, Tally
from cervmyelo.quantities import Measure
from cervmyelo.scales import Grade

mpl.rcParams.update({"svg.fonttype": "path", "svg.hashsalt": "cervmyelo"})

WIDTH: Final = 7.6
_POINT: Final = 1 / 72
_MOST_CELLS: Final = 30


@attrs.frozen
class Theme:
    """The colours of a page."""

    name: str
    ink: str
    soft: str
    panel: str
    line: str
    accent: str
    on_accent: str


THEMES: Final = (
    Theme("light", "#1c2733", "#566472", "#f1f5f9", "#a9b8c6", "#2f6690", "#ffffff"),
    Theme("dark", "#e4e8ec", "#a3afba", "#22272e", "#52606d", "#8cc2e8", "#10202c"),
)

# From calm to grave; its lightness falls all the way, so that it can be read in grey
# and by people who do not tell red from green.
_CALM_TO_GRAVE: Final = LinearSegmentedColormap.from_list(
    "calm to grave", ["#fbe8c8", "#f3b573", "#dd7148", "#a63a45", "#642244"]
)


def draw(rule: Form, path: Path) -> str:
    """Draw a rule for each theme, and say in words what the picture shows."""
    for theme in THEMES:
        canvas = _drawn(rule, theme)
        canvas.save(path.with_name(f"{path.name}-{theme.name}.svg"))
    return f"{headline(rule.label)}: {_told(rule)}"


def _drawn(rule: Form, theme: Theme) -> Canvas:
    match rule:
        case Sum():
            return _sum(rule, theme)
        case Bands():
            return _bands(rule, theme)
        case FirstMatch():
            return _ladder(rule, theme)
        case Tally():
            return _strip(rule, theme)
        case Regression():
            return _coefficients(rule, theme)
        case _:
            assert_never(rule)


def _told(rule: Form) -> str:
    match rule:
        case Sum(items=items):
            ranges = (f"{each.label} {each.low:g} to {each.high:g}" for each in items)
            total = f"{rule.result.low:g} to {rule.result.high:g} {rule.result.unit}"
            return f"{'; '.join(ranges)}; end to end they make {total}."
        case Bands(bands=bands):
            ordered = sorted(bands, key=lambda band: band.low)
            named = "; ".join(f"{band} is {band.grade}" for band in ordered)
            return f"the bands of the {rule.score.label}: {named}."
        case FirstMatch(rows=rows):
            steps = "; ".join(f"{row.when}: {row.then}" for row in rows)
            return f"tried from the top: {steps}; none of these: {rule.otherwise}."
        case Tally(counted=counted):
            named = "; ".join(each.label for each in counted)
            return f"one for each of these that is present: {named}."
        case Regression(terms=terms):
            named = "; ".join(
                f"{each.of.label} {each.coefficient:+g}" for each in terms
            )
            return f"the coefficients of the model: {named}."
        case _:
            assert_never(rule)


class Canvas:
    """A sheet of the width of a page, measured in inches from the top left."""

    def __init__(self, height: float, theme: Theme) -> None:
        self.theme = theme
        self.figure = Figure(figsize=(WIDTH, height))
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, WIDTH)
        self.axes.set_ylim(height, 0)
        self.axes.set_axis_off()

    def save(self, path: Path) -> None:
        """Write it as a file that is the same each time."""
        self.figure.savefig(path, transparent=True, metadata={"Date": None})

    def box(
        self,
        at: tuple[float, float],
        size: tuple[float, float],
        fill: str,
        edge: str = "none",
        corner: float = 0.06,
    ) -> None:
        """A box with round corners, by its upper left corner."""
        patch = FancyBboxPatch(
            at,
            *size,
            boxstyle=f"round,pad=0,rounding_size={corner}",
            facecolor=fill,
            edgecolor=edge,
            linewidth=0.9,
        )
        self.axes.add_patch(patch)

    def text(  # noqa: PLR0913 -- the rest is what text can look like
        self,
        at: tuple[float, float],
        text: str,
        size: float = 10,
        *,
        colour: str = "",
        across: str = "center",
        bold: bool = False,
    ) -> None:
        """Text around a point, or from it or up to it."""
        # Letters without tails look best a little above the middle.
        self.axes.text(
            at[0],
            at[1] - 0.012,
            text,
            fontsize=size,
            color=colour or self.theme.ink,
            ha=across,
            va="center_baseline" if "\n" not in text else "center",
            linespacing=1.3,
            weight="bold" if bold else "normal",
            parse_math=False,
        )

    def arrow(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """An arrow from one point to another."""
        self.axes.annotate(
            "",
            end,
            start,
            arrowprops={
                "arrowstyle": "-|>,head_width=0.22,head_length=0.42",
                "color": self.theme.soft,
                "lw": 1.1,
                "shrinkA": 0,
                "shrinkB": 0,
            },
        )

    def line(self, xs: tuple[float, float], ys: tuple[float, float]) -> None:
        """A thin line."""
        self.axes.plot(
            xs, ys, color=self.theme.line, lw=0.9, solid_capstyle="butt", zorder=0.5
        )


def _long(text: str, size: float, *, bold: bool = False) -> float:
    """How long a text is, in inches."""
    if not text.strip():
        return 0
    weight = "bold" if bold else "normal"
    font = mpl.font_manager.FontProperties(weight=weight)
    path = TextPath((0, 0), text.replace("$", "S"), size=size, prop=font)
    return float(path.get_extents().width) * _POINT


def _wrapped(text: str, size: float, room: float) -> str:
    """The text on as many lines as it needs."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _long(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def _lines(text: str) -> int:
    return text.count("\n") + 1


def _bright(colour: str) -> float:
    parts = [
        c / 12.92 if c <= 0.04 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)
    ]
    return sum(
        share * part
        for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True)
    )


def _shade(grade: Grade, theme: Theme) -> tuple[str, str]:
    """The colour of a grade and of text on it; it ranks nothing that has no rank."""
    if not grade.scale.ordered:
        return theme.accent, theme.on_accent
    share = grade.rank / (len(grade.scale) - 1)
    colour = mpl.colors.to_hex(_CALM_TO_GRAVE(share))
    dark, light = THEMES[0].ink, "#ffffff"
    bright = _bright(colour)
    on_light = 1.05 / (bright + 0.05)
    on_dark = (bright + 0.05) / (_bright(dark) + 0.05)
    return colour, light if on_light > on_dark else dark


def _bands(rule: Bands, theme: Theme) -> Canvas:
    left, right, tall = 0.15, WIDTH - 0.15, 0.5
    score = rule.score
    step = score.step or 1
    cells = round((score.high - score.low) / step) + 1
    wide = (right - left) / cells

    def edge(value: float) -> float:
        return left + (value - score.low) / step * wide

    ordered = sorted(rule.bands, key=lambda band: band.low)
    spans = [(edge(band.low), edge(band.high + step)) for band in ordered]
    names = _staggered([str(band.grade) for band in ordered], spans)
    top = 0.48 + 0.27 * max(level for _, level in names)
    canvas = Canvas(top + tall + 0.5, theme)
    for band, (start, end), (middle, level) in zip(ordered, spans, names, strict=True):
        colour, ink = _shade(band.grade, theme)
        canvas.box((start + 0.015, top), (end - start - 0.03, tall), colour)
        told = {band.low, band.high}
        if cells <= _MOST_CELLS:
            values = (score.low + i * step for i in range(cells))
            told = {value for value in values if band.low <= value <= band.high}
        for value in told:
            at = (edge(value) + wide / 2, top + tall / 2)
            canvas.text(at, f"{value:g}", colour=ink)
        height = top - 0.2 - 0.27 * level
        canvas.text((middle, height), str(band.grade), 11, bold=True)
        if level:
            canvas.line((middle, middle), (height + 0.12, top - 0.03))
    below = top + tall + 0.27
    canvas.text((WIDTH / 2, below), f"{score.label} ({score.unit})")
    if rule.bands[0].grade.scale.ordered:
        words = ("better", "worse") if rule.score_rises else ("worse", "better")
        for word, end, outward in zip(words, (left, right), (-1, 1), strict=True):
            side = "right" if outward > 0 else "left"
            tip = end - outward * (_long(word, 10) + 0.12)
            canvas.text((end, below), word, colour=theme.soft, across=side)
            canvas.arrow((tip - outward * 0.75, below), (tip, below))
    return canvas


def _staggered(
    names: list[str], spans: list[tuple[float, float]]
) -> list[tuple[float, int]]:
    """Where to put each name, and how many lines up if its neighbours leave no room."""
    ends = [0.0]
    placed: list[tuple[float, int]] = []
    for name, (start, end) in zip(names, spans, strict=True):
        half = _long(name, 11, bold=True) / 2
        middle = min(max((start + end) / 2, half + 0.02), WIDTH - half - 0.02)
        free = (i for i, taken in enumerate(ends) if middle - half > taken + 0.06)
        level = next(free, len(ends))
        ends[level : level + 1] = [middle + half]
        placed.append((middle, level))
    return placed


def _sum(rule: Sum, theme: Theme) -> Canvas:
    names = [_wrapped(item.label, 10, 2.0) for item in rule.items]
    left = 0.25 + max(_long(line, 10) for name in names for line in name.split("\n"))
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
        canvas.line((left, right), (top + tall / 2,) * 2)
        canvas.box((x(start), top), (x(end) - x(start), tall), theme.accent)
        told = f"{item.low:g} to {item.high:g}"
        if _long(told, 10) < x(end) - x(start) - 0.08:
            canvas.text(
                (x((start + end) / 2), top + tall / 2), told, colour=theme.on_accent
            )
        start = end
    top = 0.15 + gap * len(names)
    canvas.text((left - 0.15, top + tall / 2), "total", across="right", bold=True)
    canvas.box((left, top), (right - left, tall), theme.panel, theme.accent)
    told = f"{result.low:g} to {result.high:g}"
    canvas.text(((left + right) / 2, top + tall / 2), told, bold=True)
    for value in _ticks(result):
        canvas.line((x(value),) * 2, (top + tall, top + tall + 0.07))
        canvas.text((x(value), top + tall + 0.2), f"{value:g}", 9, colour=theme.soft)
    caption = f"{rule.label} ({result.unit})"
    canvas.text(((left + right) / 2, top + tall + 0.47), caption, colour=theme.soft)
    return canvas


def _ticks(measure: Measure) -> list[float]:
    """Some whole steps of a measure, its ends among them."""
    count = round((measure.high - measure.low) / (measure.step or 1))
    every = next(
        (n for n in (1, 2, 3, 5, 10, 20) if not count % n and count <= 20 * n), count
    )
    return [measure.low + i * (measure.step or 1) for i in range(0, count + 1, every)]


def _ladder(rule: FirstMatch, theme: Theme) -> Canvas:
    grades = [*(row.then for row in rule.rows), rule.otherwise]
    widest = max(_long(str(grade), 11, bold=True) for grade in grades)
    answer = max(0.75, widest + 0.4)
    box = WIDTH - 0.3 - answer - 0.75
    asked = [_wrapped(headline(str(row.when)), 10, box - 0.4) for row in rule.rows]
    asked.append("None of these")
    heights = [0.24 + 0.2 * _lines(text) for text in asked]
    gap = 0.3
    canvas = Canvas(sum(heights) + gap * (len(heights) - 1) + 0.3, theme)
    top = 0.15
    for row, (text, grade, tall) in enumerate(zip(asked, grades, heights, strict=True)):
        colour, ink = _shade(grade, theme)
        last = row == len(rule.rows)
        middle = top + tall / 2
        canvas.box(
            (0.15, top), (box, tall), "none" if last else theme.panel, theme.line
        )
        canvas.text((0.32, middle), text, across="left")
        canvas.arrow((0.15 + box + 0.06, middle), (WIDTH - 0.2 - answer, middle))
        if not last:
            canvas.text(
                (0.15 + box + 0.36, middle - 0.12), "yes", 8.5, colour=theme.soft
            )
            canvas.arrow((0.5, top + tall + 0.03), (0.5, top + tall + gap - 0.03))
            canvas.text(
                (0.6, top + tall + gap / 2), "no", 8.5, colour=theme.soft, across="left"
            )
        canvas.box((WIDTH - 0.15 - answer, top), (answer, tall), colour)
        canvas.text(
            (WIDTH - 0.15 - answer / 2, middle), str(grade), 11, colour=ink, bold=True
        )
        top += tall + gap
    return canvas


def _strip(rule: Tally, theme: Theme) -> Canvas:
    names = [_wrapped(headline(each.label), 10, WIDTH - 1.3) for each in rule.counted]
    heights = [0.22 + 0.2 * _lines(name) for name in names]
    gap = 0.1
    total = sum(heights) + gap * len(heights)
    canvas = Canvas(total + 1.0, theme)
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
        "each counts alike; none is weighted",
        9,
        colour=theme.soft,
    )
    return canvas


def _coefficients(rule: Regression, theme: Theme) -> Canvas:
    names = [_wrapped(_per(term.of, term.per), 10, 2.6) for term in rule.terms]
    left = 0.35 + max(_long(line, 10) for name in names for line in name.split("\n"))
    heights = [0.26 + 0.2 * _lines(name) for name in names]
    canvas = Canvas(sum(heights) + 0.75, theme)
    ends = [0.0, *(term.coefficient for term in rule.terms)]
    least, most = min(ends), max(ends)
    start, end = left + 0.6 * (least < 0), WIDTH - 0.15 - 0.6 * (most > 0)

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
        side, away = ("left", 0.08) if value >= 0 else ("right", -0.08)
        canvas.text((x(value) + away, top + tall / 2), f"{value:+g}", across=side)
        top += tall
    about = f"coefficients ({rule.link} link); constant {rule.intercept:g}"
    canvas.text(((left + WIDTH) / 2, top + 0.25), about, colour=theme.soft)
    return canvas


def _per(quantity: object, per: float) -> str:
    if isinstance(quantity, Measure):
        return f"{quantity.label}, per {per:g} {quantity.unit}"
    return str(getattr(quantity, "label", ""))
