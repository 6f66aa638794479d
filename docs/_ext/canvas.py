"""The drawing surface: a sheet in inches, text that wraps, and scales."""

# Matplotlib's stubs do not type keyword arguments.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, Literal

import attrs
import matplotlib as mpl

mpl.use("Agg")

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.textpath import text_to_path
from matplotlib.ticker import MaxNLocator

from cervmyelo.findings import Gap
from cervmyelo.scale import Grade

mpl.rcParams.update({"svg.fonttype": "path", "svg.hashsalt": "cervmyelo"})

WIDTH: Final = 7.6
LINE: Final = 0.2
_HATCH: Final = 0.07
_POINT: Final = 1 / 72

Spot = tuple[float, float]
Ends = tuple[float, float]
Side = Literal["left", "center", "right"]


@attrs.frozen
class Theme:
    """
    The colours of a page.

    Attributes:
        paper: The page itself.

        series: The colours of curves; their marks differ too.
    """

    name: str
    ink: str
    soft: str
    panel: str
    line: str
    accent: str
    on_accent: str
    paper: str
    series: tuple[str, ...]


THEMES: Final = (
    Theme(
        "light",
        "#1c2733",
        "#566472",
        "#f1f5f9",
        "#a9b8c6",
        "#2f6690",
        "#ffffff",
        "#ffffff",
        ("#2f6690", "#b4531a", "#4d7a2a", "#7b4a99", "#806500"),
    ),
    Theme(
        "dark",
        "#e4e8ec",
        "#a3afba",
        "#22272e",
        "#52606d",
        "#8cc2e8",
        "#10202c",
        "#131416",
        ("#8cc2e8", "#f2a877", "#b3d68a", "#d0aeea", "#e6cf6b"),
    ),
)

# From mild to severe. Lightness falls throughout, so it can be read in grey and by
# people who cannot distinguish red from green.
_MILD_TO_SEVERE: Final = LinearSegmentedColormap.from_list(
    "mild to severe", ["#fbe8c8", "#f3b573", "#dd7148", "#a63a45", "#642244"]
)


class Canvas:
    """A sheet, as wide as a page if not otherwise; in inches from the top left."""

    def __init__(self, height: float, theme: Theme, width: float = WIDTH) -> None:
        self.theme = theme
        self.height = height
        self.figure = Figure(figsize=(width, height))
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(height, 0)
        self.axes.set_axis_off()

    def save(self, path: Path) -> None:
        """Write it to a file, byte for byte the same each time."""
        self.figure.savefig(path, transparent=True, metadata={"Date": None})

    def clashes(self) -> list[str]:
        """Words that overlap or leave the sheet; there should be none."""
        renderer = FigureCanvasAgg(self.figure).get_renderer()  # type: ignore[no-untyped-call]
        texts = [each for each in self.axes.texts if each.get_text().strip()]
        boxes = [(repr(e.get_text()), e.get_window_extent(renderer)) for e in texts]
        sheet = self.figure.bbox
        found = [
            f"{text} leaves the sheet"
            for text, box in boxes
            if box.x0 < 0 or box.y0 < 0 or box.x1 > sheet.x1 or box.y1 > sheet.y1
        ]
        for (one, a), (two, b) in itertools.combinations(boxes, 2):
            wide = min(a.x1, b.x1) - max(a.x0, b.x0)
            tall = min(a.y1, b.y1) - max(a.y0, b.y0)
            if min(wide, tall) > 1:
                found.append(f"{one} lies on {two}")
        return found

    def box(  # noqa: PLR0913 -- the rest is what a box can look like
        self,
        at: Spot,
        size: tuple[float, float],
        fill: str,
        edge: str = "none",
        corner: float = 0.06,
        *,
        dashed: bool = False,
    ) -> None:
        """A box with round corners, by its upper left corner."""
        patch = FancyBboxPatch(
            at,
            *size,
            boxstyle=f"round,pad=0,rounding_size={corner}",
            facecolor=fill,
            edgecolor=edge,
            linewidth=0.9,
            linestyle=(0, (4, 3)) if dashed else "solid",
        )
        self.axes.add_patch(patch)

    def answer(
        self,
        at: Spot,
        size: tuple[float, float],
        answer: Grade | Gap,
        text: str | None = None,
    ) -> None:
        """A box with a grade, or with the words for no answer."""
        middle = (at[0] + size[0] / 2, at[1] + size[1] / 2)
        words = answer.label if text is None else text
        if isinstance(answer, Gap):
            self.box(at, size, "none", self.theme.soft, dashed=True)
            self.text(middle, words, colour=self.theme.soft)
        else:
            colour, ink = shade(answer, self.theme)
            self.box(at, size, colour)
            self.text(middle, words, 11, colour=ink, bold=True)

    def text(  # noqa: PLR0913 -- the rest is what text can look like
        self,
        at: Spot,
        text: str,
        size: float = 10,
        *,
        colour: str = "",
        across: Side = "center",
        bold: bool = False,
        turned: bool = False,
    ) -> None:
        """Text around a point, or from it or up to it."""
        # Letters without tails look best a little above the middle.
        self.axes.text(
            at[0],
            at[1] - 0.012 * (not turned),
            text,
            fontsize=size,
            color=colour or self.theme.ink,
            ha=across,
            va="center_baseline" if "\n" not in text and not turned else "center",
            linespacing=1.3,
            weight="bold" if bold else "normal",
            rotation=90 if turned else 0,
            parse_math=False,
        )

    def arrow(self, start: Spot, end: Spot, colour: str = "") -> None:
        """An arrow from one point to another."""
        self.axes.annotate(
            "",
            end,
            start,
            arrowprops={
                "arrowstyle": "-|>,head_width=0.22,head_length=0.42",
                "color": colour or self.theme.soft,
                "lw": 1.1,
                "shrinkA": 0,
                "shrinkB": 0,
            },
        )

    def line(
        self, xs: Ends, ys: Ends, colour: str = "", *, dashed: bool = False
    ) -> None:
        """A thin line."""
        self.axes.plot(
            xs,
            ys,
            color=colour or self.theme.line,
            lw=0.9,
            ls=(0, (4, 3)) if dashed else "solid",
            solid_capstyle="butt",
            zorder=0.5,
        )

    def curve(
        self, spots: Iterable[Spot], colour: str, *, dashes: tuple[float, ...] = ()
    ) -> None:
        """A line through many points."""
        xs, ys = zip(*spots, strict=True)
        self.axes.plot(
            xs,
            ys,
            color=colour,
            lw=1.8,
            ls=(0, dashes) if dashes else "solid",
            zorder=3,
        )

    def mark(
        self, at: Spot, colour: str, shape: str = "o", *, hollow: bool = False
    ) -> None:
        """A small mark at a point."""
        self.axes.plot(
            [at[0]],
            [at[1]],
            marker=shape,
            markersize=5.5,
            markerfacecolor=self.theme.paper if hollow else colour,
            markeredgecolor=colour,
            markeredgewidth=1.3,
            zorder=4,
        )

    def tag(self, at: Spot, text: str) -> None:
        """A short name on a line, which it interrupts."""
        wide = long(text, 9) + 0.1
        patch = Rectangle(
            (at[0] - wide / 2, at[1] - 0.09),
            wide,
            0.18,
            facecolor=self.theme.paper,
            linewidth=0,
            zorder=3.5,
        )
        self.axes.add_patch(patch)
        self.axes.text(
            at[0],
            at[1] - 0.012,
            text,
            fontsize=9,
            color=self.theme.ink,
            ha="center",
            va="center_baseline",
            zorder=4,
        )

    def area(
        self,
        xs: Sequence[float],
        lows: Sequence[float],
        highs: Sequence[float],
        fill: str,
    ) -> None:
        """A pale area between two lines."""
        self.axes.fill_between(xs, lows, highs, color=fill, alpha=0.2, lw=0, zorder=1)

    def hatched(
        self, at: Spot, size: tuple[float, float], colour: str, way: str
    ) -> None:
        """A box filled with slanted lines that rise ("/") or fall ("\\"), or both."""
        (left, top), (wide, tall) = at, size
        self.axes.add_patch(
            Rectangle(at, wide, tall, facecolor=colour, alpha=0.1, lw=0)
        )
        strokes: list[list[Spot]] = []
        for turn in way:
            # Each line is where x + y is the same, in a box that is mirrored for "\\".
            shift = _HATCH
            while shift < wide + tall:
                ends = (max(0.0, shift - tall), min(shift, wide))
                xs = ends if turn == "/" else tuple(wide - x for x in ends)
                strokes.append(
                    [
                        (left + x, top + shift - end)
                        for x, end in zip(xs, ends, strict=True)
                    ]
                )
                shift += _HATCH
        self.axes.add_collection(
            LineCollection(strokes, colors=colour, lw=0.7, zorder=1)
        )


@attrs.frozen
class Span:
    """
    A scale: values from one to another, laid out between two points of a sheet.

    Attributes:
        values: The first and the last value.

        inches: Where they are.

        log: Whether equal ratios are equally far apart.
    """

    values: Ends
    inches: Ends
    log: bool = False

    def __call__(self, value: float) -> float:
        """Where a value is."""
        first, last, value = map(math.log if self.log else float, (*self.values, value))
        start, end = self.inches
        return start + (value - first) / (last - first) * (end - start)

    @property
    def length(self) -> float:
        """Its length in inches."""
        return abs(self.inches[1] - self.inches[0])

    def ticks(self) -> list[float]:
        """Round values on it, with space between their labels."""
        room = 0.36 if self.log else 0.5
        low, high = sorted(self.values)
        if not self.log:
            count = max(2, min(10, int(self.length / room)))
            found = MaxNLocator(count, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
            slack = (high - low) * 1e-9
            return [
                float(each) + 0.0
                for each in found
                if low - slack <= each <= high + slack
            ]
        for per_decade in (
            (1, 1.1, 1.2, 1.3, 1.5, 2, 3, 4, 5, 6, 7, 8, 9),
            (1, 1.2, 1.5, 2, 3, 4, 5, 6, 7, 8, 9),
            (1, 1.5, 2, 3, 5, 7),
            (1, 2, 5),
            (1, 3),
        ):
            decades = range(
                math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1
            )
            found = [
                float(f"{head * 10.0**decade:.6g}")
                for decade in decades
                for head in per_decade
                if low <= head * 10.0**decade <= high
            ]
            ends = [self(each) for each in found]
            gaps = [abs(b - a) for a, b in itertools.pairwise(ends)]
            if not gaps or min(gaps) >= room:
                return found
        return [10.0**decade for decade in decades if low <= 10.0**decade <= high]


def axis_below(
    canvas: Canvas,
    x: Span,
    y: float,
    caption: str,
    ticks: Iterable[float] | None = None,
) -> None:
    """A horizontal scale with its values and its caption, under a chart."""
    canvas.line(x.inches, (y, y))
    for value in x.ticks() if ticks is None else ticks:
        canvas.line((x(value), x(value)), (y, y + 0.06))
        canvas.text((x(value), y + 0.18), f"{value:g}", 9, colour=canvas.theme.soft)
    middle = (sum(x.inches) / 2, y + 0.42)
    canvas.text(middle, caption, 9.5, colour=canvas.theme.soft)


def axis_left(canvas: Canvas, y: Span, x: Ends, caption: str) -> None:
    """A vertical scale with faint lines across the chart."""
    ticks = y.ticks()
    for value in ticks:
        canvas.line(x, (y(value), y(value)))
        at = (x[0] - 0.1, y(value))
        canvas.text(at, f"{value:g}", 9, colour=canvas.theme.soft, across="right")
    widest = max(long(f"{value:g}", 9) for value in ticks)
    at = (x[0] - widest - 0.3 - 0.07 * (lines(caption) - 1), sum(y.inches) / 2)
    canvas.text(at, caption, 9.5, colour=canvas.theme.soft, turned=True)


@functools.cache
def long(text: str, size: float, *, bold: bool = False) -> float:
    """The length of the longest line of a text, in inches."""
    font = FontProperties(weight="bold" if bold else "normal", size=size)
    return max(
        (
            text_to_path.get_text_width_height_descent(line, font, ismath=False)[0]
            * _POINT
            for line in text.split("\n")
            if line.strip()
        ),
        default=0,
    )


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text broken into lines; a code may break after an underscore."""
    found: list[str] = []
    for word in text.split():
        fits = long(word, size, bold=bold) <= room
        glue = " "
        for piece in [word] if fits else re.findall(r"[^_]+_?|_", word):
            longer = f"{found[-1]}{glue}{piece}" if found else piece
            if found and long(longer, size, bold=bold) <= room:
                found[-1] = longer
            else:
                found.append(piece)
            glue = ""
    return "\n".join(found)


def lines(text: str) -> int:
    """The number of lines of a text."""
    return text.count("\n") + 1


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Ascending positions near those wanted, at least a gap apart."""
    found: list[float] = []
    for i, each in enumerate(wanted):
        least = low if not i else found[-1] + gap
        found.append(max(each, least))
    for i in reversed(range(len(found))):
        most = high if i == len(found) - 1 else found[i + 1] - gap
        found[i] = min(found[i], most)
    return found


def _bright(colour: str) -> float:
    parts = [
        c / 12.92 if c <= 0.04 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)
    ]
    return sum(
        share * part
        for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True)
    )


def shade(grade: Grade, theme: Theme) -> tuple[str, str]:
    """The colours of a grade and of text on it; all alike on a scale without order."""
    if not grade.scale.ordered:
        return theme.accent, theme.on_accent
    share = grade.rank / (len(grade.scale) - 1)
    colour = to_hex(_MILD_TO_SEVERE(share))
    dark, light = THEMES[0].ink, "#ffffff"
    bright = _bright(colour)
    on_light = 1.05 / (bright + 0.05)
    on_dark = (bright + 0.05) / (_bright(dark) + 0.05)
    return colour, light if on_light > on_dark else dark


@attrs.frozen
class Piece:
    """
    A part of a picture that can be stacked with others.

    Attributes:
        height: Its height in inches.

        draw: Draws it, starting at a distance below the top of a sheet.
    """

    height: float
    draw: Callable[[Canvas, float], None]


def stacked(pieces: Iterable[Piece], theme: Theme, gap: float = 0.12) -> Canvas:
    """A sheet with pieces one below the other."""
    pieces = list(pieces)
    space = gap * (len(pieces) - 1)
    canvas = Canvas(sum(each.height for each in pieces) + space, theme)
    top = 0.0
    for each in pieces:
        each.draw(canvas, top)
        top += each.height + gap
    return canvas
