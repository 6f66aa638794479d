"""A picture of every rule, drawn from the rule."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import assert_never

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from cervmyelo.forms import Bands, FirstMatch, Form, Regression, Sum, Tally

mpl.rcParams.update(
    {"font.family": "DejaVu Sans", "svg.fonttype": "path", "svg.hashsalt": "cervmyelo"}
)

INK = "#22303c"
# From calm to grave, told apart in grey and by people who see red and green alike.
RAMP = mpl.colormaps["cividis_r"]
STEP = "#3b6ea5"


def draw(rule: Form, path: Path) -> str:
    """Draw a rule into a file, and say in words what the picture shows."""
    match rule:
        case Sum():
            figure, said = _sum(rule)
        case Bands():
            figure, said = _bands(rule)
        case FirstMatch():
            figure, said = _ladder(rule)
        case Tally():
            figure, said = _tally(rule)
        case Regression():
            figure, said = _regression(rule)
        case _:
            assert_never(rule)
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)
    return said


def _blank(height: float) -> tuple[plt.Figure, Axes]:
    figure, axes = plt.subplots(figsize=(8, height))
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0, colors=INK)
    return figure, axes


def _shade(rank: int, size: int) -> tuple[tuple[float, ...], str]:
    colour = RAMP(0.08 + 0.84 * rank / max(1, size - 1))
    bright = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]
    return colour, INK if bright > 0.5 else "white"


def _sum(rule: Sum) -> tuple[plt.Figure, str]:
    figure, axes = _blank(0.62 * len(rule.items) + 0.9)
    start = 0.0
    for row, item in enumerate(rule.items):
        width = item.high - item.low
        axes.barh(row, width, left=start, color=STEP, height=0.6)
        axes.text(
            start + width / 2,
            row,
            f"{item.low:g} to {item.high:g}",
            ha="center",
            va="center",
            color="white",
            fontsize=10,
        )
        start += width
    axes.set_yticks(range(len(rule.items)), [item.label for item in rule.items])
    axes.invert_yaxis()
    low, high = rule.result.low, rule.result.high
    axes.set_xlim(low, high)
    axes.set_xticks(np.arange(low, high + 1, 2))
    axes.set_xlabel(f"{rule.label} ({rule.result.unit})", color=INK)
    return (
        figure,
        f"The items of the {rule.label}, end to end from {low:g} to {high:g}.",
    )


def _bands(rule: Bands) -> tuple[plt.Figure, str]:
    figure, axes = _blank(1.5)
    step = rule.score.step or 1
    ordered = sorted(rule.bands, key=lambda band: band.low)
    for band in ordered:
        colour, ink = _shade(band.grade.rank, len(ordered))
        left, width = band.low - step / 2, band.high - band.low + step
        axes.barh(0, width, left=left, color=colour, height=0.9, edgecolor="white")
        tall = width < 2
        axes.text(
            left + width / 2,
            0,
            str(band.grade),
            ha="center",
            va="center",
            color=ink,
            rotation=90 if tall else 0,
            fontsize=9 if tall else 11,
        )
    axes.set_ylim(-0.5, 0.5)
    axes.set_yticks([])
    ends = sorted({edge for band in ordered for edge in (band.low, band.high)})
    axes.set_xticks(ends, [f"{edge:g}" for edge in ends])
    axes.set_xlabel(f"{rule.score.label} ({rule.score.unit})", color=INK)
    said = "; ".join(f"{band} is {band.grade}" for band in ordered)
    return figure, f"Bands of the {rule.score.label}: {said}."


def _ladder(rule: FirstMatch) -> tuple[plt.Figure, str]:
    steps = [(str(row.when), row.then) for row in rule.rows]
    steps.append(("none of these", rule.otherwise))
    figure, axes = _blank(0.72 * len(steps) + 0.3)
    for row, (when, then) in enumerate(steps):
        colour, ink = _shade(then.rank, len(steps))
        y = -row
        axes.add_patch(
            mpl.patches.FancyBboxPatch(
                (0, y - 0.32), 6, 0.64, boxstyle="round,pad=0.03", fc="#eef2f6", ec=STEP
            )
        )
        axes.text(
            0.15,
            y,
            "\n".join(textwrap.wrap(when, 62)),
            va="center",
            fontsize=9,
            color=INK,
        )
        axes.annotate(
            "",
            (7.0, y),
            (6.1, y),
            arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.2},
        )
        axes.text(
            6.5, y + 0.1, "yes" if row < len(rule.rows) else "", ha="center", fontsize=8
        )
        axes.add_patch(
            mpl.patches.FancyBboxPatch(
                (7.1, y - 0.32),
                1.6,
                0.64,
                boxstyle="round,pad=0.03",
                fc=colour,
                ec=colour,
            )
        )
        axes.text(7.9, y, str(then), ha="center", va="center", color=ink, fontsize=11)
        if row < len(rule.rows):
            axes.annotate(
                "",
                (0.6, y - 0.66),
                (0.6, y - 0.36),
                arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.2},
            )
            axes.text(0.75, y - 0.5, "no", fontsize=8, va="center")
    axes.set_xlim(-0.1, 8.8)
    axes.set_ylim(-len(steps) + 0.5, 0.5)
    axes.set_xticks([])
    axes.set_yticks([])
    said = "; ".join(f"{when}: {then}" for when, then in steps)
    return figure, f"The rows of the {rule.label}, tried from the top: {said}."


def _tally(rule: Tally) -> tuple[plt.Figure, str]:
    labels = ["\n".join(textwrap.wrap(each.label, 60)) for each in rule.counted]
    figure, axes = _blank(0.5 * len(labels) + 0.3)
    for row, label in enumerate(labels):
        axes.scatter(0, -row, s=190, color="white", edgecolor=STEP, linewidth=2)
        axes.text(0, -row, "+1", ha="center", va="center", fontsize=7.5, color=STEP)
        axes.text(0.35, -row, label, va="center", fontsize=10, color=INK)
    axes.set_xlim(-0.3, 8)
    axes.set_ylim(-len(labels) + 0.4, 0.6)
    axes.set_xticks([])
    axes.set_yticks([])
    said = "; ".join(each.label for each in rule.counted)
    return figure, f"What is counted, one for each that is present: {said}."


def _regression(rule: Regression) -> tuple[plt.Figure, str]:
    figure, axes = _blank(0.5 * len(rule.terms) + 0.9)
    for row, term in enumerate(rule.terms):
        axes.barh(-row, term.coefficient / term.per, color=STEP, height=0.6)
    axes.set_yticks(
        [-row for row in range(len(rule.terms))], [t.of.label for t in rule.terms]
    )
    axes.axvline(0, color=INK, lw=1)
    axes.set_xlabel("coefficient for a step of one", color=INK)
    return figure, f"The coefficients of the {rule.label}."
