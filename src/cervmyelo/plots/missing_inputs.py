"""
What a cohort is missing: each input of a rule, and the people still decided.
"""

# Matplotlib's stubs do not type keyword arguments.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from cervmyelo.cohort.applicable import find_all
from cervmyelo.cohort.maps import Columns, Meanings, held_by
from cervmyelo.cohort.summary import summarise
from cervmyelo.forms import Form
from cervmyelo.models.missing import COMPANIONS, OTHER_CAUSE

from .drawing import axes_for, key, key_below, plain_frame
from .palette import ACCENT, INK, LINE, MISSING, REFUSED, SOFT, UNDECIDED, Fill
from .rows import present_in, rows_of
from .wording import count_of, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from narwhals.stable.v2.typing import IntoFrame

__all__ = ["missingness"]

_STATES: Final[Mapping[str, tuple[str, Fill]]] = {
    "ok": ("with an answer", Fill(ACCENT)),
    "undecided": ("undecided", UNDECIDED),
    "refused": ("refused: invalid, or no answer", REFUSED),
}
_GAP: Final = 0.5
"""The room between the answers and the inputs, in bars."""


def missingness(
    frame: IntoFrame,
    rule: Form | str,
    *,
    columns: Columns | None = None,
    values: Meanings | None = None,
    ax: Axes | None = None,
) -> Axes:
    """
    How much is missing of each input of a rule, and how many people get an answer.

    The bar at the top is the cohort: people with an answer, the undecided, and the
    refused. Below it is a bar for each input: the people for whom it was not recorded,
    by the reasons in its column ``<input>_missing``, if the frame has one.

    >>> import matplotlib
    >>> matplotlib.use("Agg")
    >>> import polars as pl, cervmyelo as cm
    >>> names = cm.cohort_schema("mjoa_total").names
    >>> cohort = pl.DataFrame([[3, 5, 2, 3], [None, 5, 2, 2]], names, orient="row")
    >>> axes = cm.plots.missingness(cohort, "mjoa_severity")
    >>> [text.get_text() for text in axes.get_yticklabels()][:2]
    ['mJOA severity', 'mJOA hand motor function']

    Args:
        frame: One row for each person, of any kind that `summarise` takes. An input
            without a column is not recorded for anyone if another column has the
            recorded answer in its place.

        rule: The rule, or its name.

        columns: A `ColumnMap`, or for each column that has another name, the name of
            its quantity.

        values: For each quantity, what the values of the frame mean.

        ax: The axes to draw on; None for a new figure.

    Returns:
        The axes.

    Raises:
        CervmyeloError: As `summarise` raises it.
    """
    (asked,) = find_all([rule])
    whole = _with_reasons(frame, asked, columns, values)
    lines = rows_of(summarise(whole, asked, columns=columns, values=values))
    states = dict.fromkeys(_STATES, 0)
    missing: dict[str, dict[str | None, int]] = {each.name: {} for each in asked.inputs}
    for line in lines:
        if line["rule"] is not None:
            states[line["status"]] += line["n"]
        elif line["reason"] != OTHER_CAUSE:
            missing[line["input"]][line["reason"]] = line["n"]
    people = sum(states.values())
    inputs = asked.inputs
    ax = axes_for(ax, (8, 2 + 0.42 * (len(inputs) + 1)))
    plain_frame(ax)
    _stacked(
        ax, 0, [(states[name], fill) for name, (_, fill) in _STATES.items()], people
    )
    text = f"{states['ok']:,} ({states['ok'] / people:.0%})" if people else "no rows"
    _note(ax, 0, f"{text} with an answer")
    reasons = _reasons(missing)
    places = [place + 1 + _GAP for place in range(len(inputs))]
    for place, each in zip(places, inputs, strict=True):
        found = missing[each.name]
        parts = [(found.get(reason, 0), fill) for reason, (_, fill) in reasons.items()]
        _stacked(ax, place, parts, people)
        _note(ax, place, f"{sum(found.values()):,} missing")
    labels = [asked.label, *(each.label for each in inputs)]
    ax.set_yticks([0, *places], [wrapped(label, 36, 2) for label in labels])
    ax.get_yticklabels()[0].set_fontweight("bold")
    ax.set_ylim(places[-1] + 0.6, -0.6)
    ax.set_xlim(0, 100)
    ax.set_xlabel(f"percent of {count_of(people)}")
    ax.set_title(wrapped(f"{asked.label}: what is missing", 70), color=INK)
    entries = [key(label, fill) for label, fill in _STATES.values()]
    entries += [
        key(label, fill)
        for reason, (label, fill) in reasons.items()
        if reason is None or any(each.get(reason) for each in missing.values())
    ]
    key_below(ax, entries, columns=2)
    return ax


def _with_reasons(
    frame: Any, rule: Form, columns: Columns | None, values: Meanings | None
) -> Any:
    """
    The frame with a column of reasons for each input.

    A summary counts what is missing of inputs with such a column. In a new one there
    is no reason in any row.
    """
    held = held_by(columns, values, present_in(frame))
    wanted = [COMPANIONS[each.name].name for each in rule.inputs]
    new = [nw.lit(None, nw.String).alias(name) for name in wanted if name not in held]
    known: Any = nw.from_native(nw.to_native(frame, pass_through=True))
    return nw.to_native(known.with_columns(*new)) if new else frame


def _reasons(
    missing: Mapping[str, Mapping[str | None, int]],
) -> dict[str | None, tuple[str, Fill]]:
    """How each reason is drawn, missing values without a reason first."""
    named = dict.fromkeys(
        reason for each in missing.values() for reason in each if reason is not None
    )
    labels: dict[str | None, str] = {None: "not recorded, no reason given"}
    labels |= {reason: f"not recorded: {reason.replace('_', ' ')}" for reason in named}
    return dict(zip(labels, zip(labels.values(), MISSING, strict=False), strict=False))


def _stacked(ax: Axes, at: float, parts: list[tuple[int, Fill]], people: int) -> None:
    """Draw parts of the cohort one after the other, in percent."""
    start = 0.0
    ax.barh(at, 100, 0.62, color="none", edgecolor=LINE, linewidth=0.6, clip_on=False)
    for number, fill in parts:
        if not number:
            continue
        width = 100 * number / people
        ax.barh(
            at,
            width,
            0.62,
            left=start,
            color=fill.colour,
            hatch=fill.hatch,
            edgecolor=SOFT,
            linewidth=0.6,
        )
        start += width


def _note(ax: Axes, at: float, text: str) -> None:
    ax.annotate(
        text,
        (100, at),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        color=INK,
        fontsize="small",
        annotation_clip=False,
    )
