"""
How many people of a cohort have each grade, and how many are undecided or refused.
"""

# Matplotlib's stubs do not type keyword arguments.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from cervmyelo.cohort.applicable import find_all
from cervmyelo.cohort.maps import Columns, Meanings
from cervmyelo.cohort.summary import summarise
from cervmyelo.errors import CervmyeloError, KindError
from cervmyelo.forms import Form, GradingForm

from .drawing import axes_for, key, key_below, plain_frame
from .palette import (
    ACCENT,
    GROUPS,
    INK,
    POSSIBLE,
    REFUSED,
    SOFT,
    UNDECIDED,
    Fill,
    severities,
)
from .rows import rows_of
from .wording import count_of, literal, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from narwhals.stable.v2.typing import IntoFrame

__all__ = ["grades", "grading"]

_GAP: Final = 0.4
"""The room between the grades and the people without one, in bars."""

_NO_GRADE: Final[Mapping[str, tuple[str, Fill]]] = {
    "undecided": ("undecided: inputs are missing", UNDECIDED),
    "refused": ("refused: invalid, or no answer", REFUSED),
}


@attrs.frozen
class _Bar:
    """
    A bar of the picture, which one group has or each of several.

    Attributes:
        at: Where its middle is.

        label: What it counts.

        fill: How it is filled if there are no groups.

        key: The status and the code of the grade, as a summary has them.
    """

    at: float
    label: str
    fill: Fill
    key: tuple[str, str | None]


def grades(  # noqa: PLR0913 -- one for each way of asking
    frame: IntoFrame,
    rule: Form | str,
    *,
    by: str | Sequence[str] | None = None,
    columns: Columns | None = None,
    values: Meanings | None = None,
    ax: Axes | None = None,
) -> Axes:
    """
    How many people have each grade, from the best to the worst, and how many have none.

    A bar that is drawn further with hatches shows how many could have the grade at
    most, whatever the missing inputs are. People who are undecided, and people to whom
    the rule gives no answer, have bars of their own.

    >>> import matplotlib
    >>> matplotlib.use("Agg")
    >>> import polars as pl
    >>> axes = grades(pl.DataFrame({"mjoa_total": [9, 13, 13, None]}), "mjoa_severity")
    >>> axes.get_xlabel()
    'people (4 in all)'

    Args:
        frame: One row for each person, of any kind that `summarise` takes.

        rule: A rule that gives grades, or its name.

        by: The columns whose values form groups; null is a group of its own. Groups are
            compared by their shares.

        columns: A `ColumnMap`, or for each column that has another name, the name of
            its quantity.

        values: For each quantity, what the values of the frame mean.

        ax: The axes to draw on; None for a new figure.

    Returns:
        The axes.

    Raises:
        KindError: If the rule gives numbers and no grades.

        CervmyeloError: If there are more groups than can be distinguished; or as
            `summarise` raises it.
    """
    graded = grading(rule)
    lines = rows_of(summarise(frame, graded, by=by, columns=columns, values=values))
    names = [by] if isinstance(by, str) else [*(by or ())]
    groups: dict[str, dict[tuple[str, str | None], dict[str, Any]]] = {}
    for line in lines:
        if line["rule"] is None:
            continue
        group = ", ".join(_value(line[name]) for name in names)
        groups.setdefault(group, {})[line["status"], line["grade"]] = line
    if len(groups) > len(GROUPS):
        raise CervmyeloError(
            f"by: {len(groups)} groups are too many for one picture. Give a column "
            f"with at most {len(GROUPS)} values, or draw some groups at a time."
        )
    bars = _bars(graded)
    size = (7.2, 1.7 + max(0.42, 0.2 * len(groups)) * len(bars))
    ax = axes_for(ax, size)
    plain_frame(ax)
    whole = {
        name: sum(each["n"] for each in group.values())
        for name, group in groups.items()
    }
    most = 0.0
    for place, (name, lines_of) in enumerate(groups.items()):
        scale = 100 / whole[name] if names and whole[name] else 1
        for bar in bars:
            fill = GROUPS[place] if names else bar.fill
            at = bar.at + (place - (len(groups) - 1) / 2) * _height(groups)
            most = max(
                most, _bar(ax, lines_of[bar.key], at, scale, fill, _height(groups))
            )
    ax.set_yticks([bar.at for bar in bars], [wrapped(bar.label, 32) for bar in bars])
    ax.set_ylim(bars[-1].at + 0.6, -0.6)
    # The counts are written after the bars.
    ax.set_xlim(0, max(most, 1) * 1.22)
    people = sum(whole.values())
    ax.set_xlabel(
        "share of the group in percent" if names else f"people ({people:,} in all)"
    )
    ax.set_title(wrapped(graded.label, 60), color=INK)
    ax.grid(axis="x", color="#e3e7eb")
    possible = any(
        (e["at_most"] or 0) > e["n"] for g in groups.values() for e in g.values()
    )
    _legend(ax, groups if names else {}, whole, possible=possible)
    return ax


def grading(rule: Form | str) -> GradingForm:
    """
    A rule that gives grades.

    Args:
        rule: The rule, or its name.

    Raises:
        KindError: If the rule gives numbers.
    """
    (found,) = find_all([rule])
    if not isinstance(found, GradingForm):
        raise KindError(
            "rule",
            f"{found.name}, which gives numbers",
            "a rule that gives grades, such as mjoa_severity",
        )
    return found


def _bars(rule: GradingForm) -> list[_Bar]:
    scale = rule.scale
    colours = severities(len(scale)) if scale.ordered else [ACCENT] * len(scale)
    bars = [
        _Bar(place, grade.label, Fill(colour), ("ok", str(grade.code)))
        for place, (grade, colour) in enumerate(zip(scale, colours, strict=True))
    ]
    for place, (status, (label, fill)) in enumerate(_NO_GRADE.items(), len(bars)):
        bars.append(_Bar(place + _GAP, label, fill, (status, None)))
    return bars


def _height(groups: Mapping[str, object]) -> float:
    return 0.76 / max(len(groups), 1)


def _bar(  # noqa: PLR0913, PLR0917 -- what a bar is made of
    ax: Axes,
    line: Mapping[str, Any],
    at: float,
    scale: float,
    fill: Fill,
    height: float,
) -> float:
    """Draw a bar with its count; return how far it reaches."""
    number: int = line["n"]
    possible: int = line["at_most"] or number
    ax.barh(
        at,
        number * scale,
        height * 0.92,
        color=fill.colour,
        hatch=fill.hatch,
        edgecolor=SOFT,
        linewidth=0.6,
    )
    if possible > number:
        ax.barh(
            at,
            (possible - number) * scale,
            height * 0.5,
            left=number * scale,
            color=POSSIBLE.colour,
            hatch=POSSIBLE.hatch,
            edgecolor=SOFT,
            linewidth=0.4,
        )
    end = possible * scale
    text = f"{number:,}"
    if possible > number:
        text += f" to {possible:,}"
    ax.annotate(
        text,
        (end, at),
        xytext=(4, 0),
        textcoords="offset points",
        va="center",
        color=INK,
        fontsize="small",
    )
    return end


def _legend(
    ax: Axes, groups: Mapping[str, object], whole: Mapping[str, int], *, possible: bool
) -> None:
    entries = [
        key(f"{literal(name)}: {count_of(whole[name])}", fill)
        for name, fill in zip(groups, GROUPS, strict=False)
    ]
    if possible:
        entries.append(key("could also have this grade: not enough recorded", POSSIBLE))
    key_below(ax, entries, columns=2 if groups else 1)


def _value(value: object) -> str:
    """The value of a group in words."""
    if value is None or value != value:  # noqa: PLR0124 -- NaN is unequal to itself
        return "not recorded"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
