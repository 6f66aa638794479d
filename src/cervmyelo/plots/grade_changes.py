"""
Grades before and after: how many people went from each grade to each other.
"""

# Matplotlib's stubs do not type keyword arguments.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import attrs

from cervmyelo.errors import KindError
from cervmyelo.forms import Form, GradingForm

from .distributions import grading
from .drawing import axes_for, key, key_below, plain_frame
from .palette import BETTER, INK, PAPER, SAME, SOFT, UNDECIDED, WORSE, Fill
from .rows import counted, present_in
from .wording import count_of, literal, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from narwhals.stable.v2.typing import IntoFrame

__all__ = ["transitions"]

_UNKNOWN: Final = "not known"
_REFUSED: Final = "refused"
_FIX: Final = (
    "Add grades with assess_cohort(frame, rule, suffix=...) for each visit, or with "
    "change_over_time(frame, ...), and name two of their columns."
)
_LUMA: Final = (0.299, 0.587, 0.114)
"""How bright red, green and blue are to the eye."""

_DARK: Final = 0.5
"""The brightness below which words on a colour are white."""


@attrs.frozen
class _Places:
    """
    The rows or the columns of the picture.

    Attributes:
        codes: The codes of the grades, then what people without a grade are.

        labels: What they are called.

        graded: The number of grades.
    """

    codes: tuple[str | int, ...]
    labels: tuple[str, ...]
    graded: int


def transitions(
    frame: IntoFrame,
    rule: Form | str,
    *,
    before: str,
    after: str,
    ax: Axes | None = None,
) -> Axes:
    """
    How many people went from each grade to each other, as a table with colours.

    Each row is a grade before, each column a grade after, from the best to the worst.
    The darker a cell, the greater is its share of the row. People without a grade at
    one of the two visits are in a row or a column of their own.

    >>> import matplotlib
    >>> matplotlib.use("Agg")
    >>> import polars as pl
    >>> visits = pl.DataFrame({"then": ["mild", "severe", None], "now": ["mild"] * 3})
    >>> axes = transitions(visits, "mjoa_severity", before="then", after="now")
    >>> [text.get_text() for text in axes.get_yticklabels()][-1]
    'not known (1)'

    Args:
        frame: One row for each person, of any kind that `assess_cohort` takes, with the
            grades of two visits: what ``assess_cohort(..., suffix=...)`` added for each
            visit, or the bands of `change_over_time` in the rows of one visit.

        rule: The rule that gave the grades, or its name; its grades have an order.

        before: The column with the grades before, such as ``"mjoa_severity_BL"`` or
            ``"mjoa_band_baseline"``. If there is a column with its status, as
            ``bounds=True`` adds it, people to whom the rule gives no answer are
            distinguished from the undecided.

        after: The column with the grades after.

        ax: The axes to draw on; None for a new figure.

    Returns:
        The axes.

    Raises:
        MissingColumnError: If a column is not there.

        KindError: If the rule gives numbers, or grades without an order.

        LevelError: If a column holds something else than grades of the rule.
    """
    graded = grading(rule)
    if not graded.scale.ordered:
        raise KindError(
            "rule", f"{graded.name}, whose grades have no order", "ordered grades"
        )
    counts, sides = _pairs(frame, graded, before, after)
    rows, columns = sides
    size = (2.6 + 0.95 * len(columns.codes), 1.9 + 0.66 * len(rows.codes))
    ax = axes_for(ax, size)
    plain_frame(ax, sides=())
    for (y, row), (x, column) in itertools.product(
        enumerate(rows.codes), enumerate(columns.codes)
    ):
        whole = sum(counts[row, each] for each in columns.codes)
        known = x < columns.graded and y < rows.graded
        fill = _fill(known, x - y)
        _cell(ax, (x, y), counts[row, column], whole, fill)
    _axis(ax, rows, columns, counts)
    ax.set_xlabel(f"after: {literal(after)}")
    ax.set_ylabel(f"before: {literal(before)}", labelpad=10)
    ax.set_title(
        f"{wrapped(graded.label, 50)}: {count_of(sum(counts.values()))}", color=INK
    )
    key_below(
        ax,
        [
            key("better", BETTER),
            key("worse", WORSE),
            key("same grade", SAME),
            key("not known", UNDECIDED),
        ],
        columns=4,
    )
    return ax


def _pairs(
    frame: IntoFrame, rule: GradingForm, before: str, after: str
) -> tuple[Counter[tuple[str | int, str | int]], tuple[_Places, _Places]]:
    """How many people have each pair of grades, and the rows and columns for them."""
    present = present_in(frame)
    names = [before, after]
    statuses = {
        name: found for name in names if (found := _status_of(name, rule)) in present
    }
    asked = list(dict.fromkeys([*names, *statuses.values()]))
    counts: Counter[tuple[str | int, str | int]] = Counter()
    for cells, number in counted(frame, asked, _FIX).items():
        held = dict(zip(asked, cells, strict=True))
        one, other = (
            _code(rule, held[name], held.get(statuses.get(name, ""))) for name in names
        )
        counts[one, other] += number
    seen = ({one for one, _ in counts}, {other for _, other in counts})
    rows, columns = (_places(rule, each) for each in seen)
    return counts, (rows, columns)


def _status_of(name: str, rule: GradingForm) -> str:
    """The column with the status of the grades in another column."""
    if name.startswith(rule.name):
        return f"{rule.name}_status{name.removeprefix(rule.name)}"
    return f"{name}_status"


def _code(rule: GradingForm, cell: Any, status: object) -> str | int:
    if cell is None or cell != cell:  # noqa: PLR0124 -- NaN is unequal to itself
        return _REFUSED if status == "refused" else _UNKNOWN
    return rule.scale.grade(cell).code


def _places(rule: GradingForm, seen: set[str | int]) -> _Places:
    codes = rule.scale.codes
    others = [_UNKNOWN, *([_REFUSED] if _REFUSED in seen else [])]
    labels = [grade.label for grade in rule.scale]
    return _Places((*codes, *others), (*labels, *others), len(codes))


def _fill(known: bool, steps: int) -> Fill:
    if not known:
        return UNDECIDED
    return WORSE if steps > 0 else BETTER if steps < 0 else SAME


def _cell(ax: Axes, at: tuple[int, int], number: int, whole: int, fill: Fill) -> None:
    from matplotlib.patches import Rectangle

    share = number / whole if whole else 0
    known = fill is not UNDECIDED
    ax.add_patch(
        Rectangle(
            (at[0] - 0.5, at[1] - 0.5),
            1,
            1,
            facecolor=_over_paper(fill.colour, share) if known else fill.colour,
            hatch=fill.hatch if number or not known else "",
            edgecolor=PAPER if known else "#c3ccd4",
            linewidth=1.5,
        )
    )
    if not number:
        ax.text(*at, "0", ha="center", va="center", color=SOFT, fontsize="small")
        return
    face = _over_paper(fill.colour, share)
    ax.text(
        at[0],
        at[1],
        f"{number:,}\n{share:.0%}",
        ha="center",
        va="center",
        color=PAPER if known and _is_dark(face) else INK,
        linespacing=1.15,
        bbox=None if known else {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5},
    )


def _is_dark(colour: str) -> bool:
    from matplotlib.colors import to_rgb

    return sum(a * b for a, b in zip(_LUMA, to_rgb(colour), strict=True)) < _DARK


def _over_paper(colour: str, share: float) -> str:
    from matplotlib.colors import to_hex, to_rgb

    rgb, paper = to_rgb(colour), to_rgb(PAPER)
    weight = 0.08 + 0.92 * share
    red, green, blue = (
        weight * a + (1 - weight) * b for a, b in zip(rgb, paper, strict=True)
    )
    return to_hex((red, green, blue))


def _axis(
    ax: Axes,
    rows: _Places,
    columns: _Places,
    counts: Counter[tuple[str | int, str | int]],
) -> None:
    before: Counter[str | int] = Counter()
    after: Counter[str | int] = Counter()
    for (one, other), number in counts.items():
        before[one] += number
        after[other] += number
    ax.set_xticks(
        range(len(columns.codes)),
        [
            f"{wrapped(label, 12)} ({after[code]:,})"
            for label, code in zip(columns.labels, columns.codes, strict=True)
        ],
    )
    ax.set_yticks(
        range(len(rows.codes)),
        [
            f"{wrapped(label, 24)} ({before[code]:,})"
            for label, code in zip(rows.labels, rows.codes, strict=True)
        ],
    )
    ax.set_xlim(-0.5, len(columns.codes) - 0.5)
    ax.set_ylim(len(rows.codes) - 0.5, -0.5)
    ax.tick_params(length=0)
    # A line sets people without a grade apart.
    ax.axvline(columns.graded - 0.5, color=INK, lw=1)
    ax.axhline(rows.graded - 0.5, color=INK, lw=1)
