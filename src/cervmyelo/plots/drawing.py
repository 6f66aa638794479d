"""
The axes of a picture, whether the caller gives them or not, and its common parts.
"""

# Matplotlib's stubs do not type keyword arguments.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, cast

from cervmyelo.errors import KindError, kind_of
from cervmyelo.extras import library
from cervmyelo.quantity import Measure

from .palette import INK, LINE, SOFT, Fill

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

__all__ = ["axes_for", "key", "key_below", "note_beside", "plain_frame", "step_of"]

_PARTS: Final = 25
"""How many marks a scale has room for."""


def axes_for(ax: Axes | None, size: tuple[float, float]) -> Axes:
    """
    The axes to draw on: those that were given, or the only ones of a new figure.

    Args:
        ax: The axes that were given, if any.

        size: The width and the height of a new figure in inches.

    Raises:
        NotInstalledError: If Matplotlib is not installed.

        KindError: If something else than axes was given.
    """
    library("matplotlib.pyplot", "cervmyelo[plot]")
    import matplotlib.pyplot as plt
    from matplotlib.axes import Axes as Drawable

    if ax is None:
        return plt.subplots(figsize=size, layout="constrained")[1]
    if not isinstance(cast("object", ax), Drawable):
        raise KindError("ax", kind_of(ax), "axes of Matplotlib, or None")
    return ax


def plain_frame(ax: Axes, *, sides: Iterable[str] = ("left", "bottom")) -> None:
    """
    Draw only some sides of the frame, and all words in one colour.

    Args:
        ax: The axes.

        sides: The sides of the frame that are drawn.
    """
    kept = {*sides}
    for side in ("left", "right", "top", "bottom"):
        ax.spines[side].set_visible(side in kept)
        ax.spines[side].set_color(LINE)
    ax.tick_params(colors=INK, which="both")
    ax.set_axisbelow(True)


def note_beside(ax: Axes, y: float, text: str, size: str | float = "small") -> None:
    """
    Write a note to the right of the axes.

    Args:
        ax: The axes.

        y: How high it stands, in the units of the axis.

        text: The note.

        size: The size of its letters.
    """
    ax.annotate(
        text,
        (1, y),
        xycoords=("axes fraction", "data"),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        color=INK,
        fontsize=size,
        annotation_clip=False,
    )


def key(label: str, fill: Fill) -> Patch:
    """
    An entry of the legend for a filled area.

    Args:
        label: What it means.

        fill: How the area is filled.
    """
    from matplotlib.patches import Patch

    return Patch(
        facecolor=fill.colour, hatch=fill.hatch, edgecolor=SOFT, label=label, lw=0.6
    )


def key_below(
    ax: Axes, entries: Iterable[Artist], columns: int = 1, *, lines: int = 1
) -> None:
    """
    Put the legend below the axes, where it covers nothing that is drawn.

    Args:
        ax: The axes.

        entries: Its entries, each with a label.

        columns: The number of columns.

        lines: The number of lines of the labels of the axis above it.
    """
    from matplotlib.transforms import ScaledTranslation

    handles = [*entries]
    if not handles:
        return
    # A distance in inches is right for axes of any height.
    below = ax.transAxes + ScaledTranslation(
        0, -0.4 - 0.16 * lines, ax.figure.dpi_scale_trans
    )
    ax.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=below,
        borderaxespad=0,
        frameon=False,
        ncols=columns,
        fontsize="small",
        labelcolor=INK,
        handlelength=1.8,
    )


def step_of(measure: Measure) -> float:
    """The room that one mark gets next to a scale: a step, or more on a long scale."""
    return max(measure.step or 0, (measure.high - measure.low) // _PARTS)
