"""
Changes over time on one screen: what is worse first, a line for each person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cervmyelo.follow_up.scales import Followed
from cervmyelo.io.visit_tables import FAULTS, PERSON
from cervmyelo.names import printable
from cervmyelo.partly import between

from .terminal import bullet, dash, heading

if TYPE_CHECKING:
    import polars as pl

    from cervmyelo.forms import Bands

__all__ = ["alike", "flags", "lines", "summary"]

_Row = Mapping[str, Any]

_MOST_LINES: Final = 200
_MOST_FLAGGED: Final = 50
_UNKNOWN: Final = "?"
_WIDTHS: Final = {"person": 8, "worse": 12, "band": 10}
"""The least width of the columns that can be folded."""
_WORSE: Final[Mapping[bool | None, tuple[str, str]]] = {
    True: ("yes", "bold red"),
    None: ("possibly", "yellow"),
    False: ("no", ""),
}
_NUMBER: Final = re.compile(r"0*([0-9]+)(?:\.0+)?", re.ASCII)
_GAINS: Final = {"reached": "yes", "not_reached": "no"}


def lines(console: Console, people: pl.DataFrame, scale: Followed) -> None:
    """
    Print a line for each person, those who are worse first.

    Args:
        console: Where to print.

        people: The change of each person, as `last_changes_of` makes them.

        scale: The scale.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
    columns = ["person", "worse", "score"]
    columns += ["MCID"] if scale.mcid is not None else []
    columns += ["benefit"] if scale.benefit is not None else []
    columns += ["reduction"] if scale.reduction is not None else []
    columns += ["recovery"] if scale.recovery is not None else []
    columns += ["band"] if scale.bands is not None else []
    for name in columns:
        width = _WIDTHS.get(name)
        header = Text(name, style="bold")
        table.add_column(header, overflow="fold", no_wrap=not width, min_width=width)
    rows = sorted(_compared(people, scale), key=lambda row: _rank(row, scale))
    for row in rows[:_MOST_LINES]:
        cells = _cells(row, scale, console)
        table.add_row(*(cells[name] for name in columns))
    console.print(table)
    if len(rows) > _MOST_LINES:
        more = f"... and {len(rows) - _MOST_LINES:,} more; -o FILE writes all of them."
        console.print(Text(more))
    console.print()
    legend = (
        "From the baseline to the last visit. worse = an item or the score is worse "
        "than at any visit before; possibly = not enough recorded to exclude it. "
    )
    legend += "MCID = a gain that is noticeable. " if scale.mcid is not None else ""
    legend += "benefit = a substantial gain. " if scale.benefit is not None else ""
    legend += "? = not enough recorded, or no figure."
    console.print(Text(legend, style="dim"))


def summary(console: Console, people: pl.DataFrame, scale: Followed) -> None:
    """
    Print how many people are worse, and how many have a noticeable gain.

    Args:
        console: Where to print.

        people: The change of each person, as `last_changes_of` makes them.

        scale: The scale.
    """
    rows = _compared(people, scale)
    flagged = people[FAULTS].count()
    seen = people[PERSON].count()
    some = "1 person" if seen == 1 else f"{seen:,} people"
    faults = f"{flagged:,} flagged" if flagged else "none flagged"
    console.print(heading(f"{some}, {faults}"))
    worse = [row[scale.worsened] for row in rows]
    parts = [
        f"compared: {len(rows):,}",
        f"worse: {worse.count(True):,}",
        f"possibly worse: {worse.count(None):,}",
    ]
    for noun, rule in (("noticeable", scale.mcid), ("substantial", scale.benefit)):
        if rule is not None:
            gains = [row[f"{rule.name}_from_baseline"] for row in rows]
            parts.append(f"{noun} gain: {gains.count('reached'):,}")
    console.print(Text("  ".join(parts)))


def alike(people: pl.DataFrame) -> int:
    """
    How many names of people differ from another only in case, blanks or zeros.

    Args:
        people: The change of each person, as `last_changes_of` makes them.
    """
    names: list[str] = people[PERSON].drop_nulls().to_list()
    counts = Counter(map(_plain, names))
    return sum(count for count in counts.values() if count > 1)


def _plain(name: str) -> str:
    """A name without what spreadsheets and people change about it."""
    text = "".join(name.casefold().split())
    number = _NUMBER.fullmatch(text)
    return number[1] if number else text


def flags(console: Console, people: pl.DataFrame) -> None:
    """
    Print the people whose visits have a problem, with the reasons.

    Args:
        console: Where to print.

        people: The change of each person, as `last_changes_of` makes them.
    """
    faulty = people.filter(people[FAULTS].is_not_null())
    if not faulty.height:
        return
    console.print()
    console.print(heading("Flagged: what is invalid is not compared"))
    for row in faulty.head(_MOST_FLAGGED).rows(named=True):
        console.print(Text(_name(row), style="bold"))
        for message in dict.fromkeys(row[FAULTS].splitlines()):
            console.print(bullet(printable(message)))
    if faulty.height > _MOST_FLAGGED:
        more = faulty.height - _MOST_FLAGGED
        console.print(Text(f"... and {more:,} more; -o FILE writes all of them."))


def _compared(people: pl.DataFrame, scale: Followed) -> list[_Row]:
    """The people with a visit after the baseline."""
    rows = [row for row in people.rows(named=True) if row["visits"]]
    change = f"{scale.change.name}_from_baseline"
    return [
        row
        for row in rows
        if row["visits"] > 1
        or row[change] is not None
        or row[scale.worsened] is not False
    ]


def _rank(row: _Row, scale: Followed) -> int:
    return [True, None, False].index(row[scale.worsened])


def _name(row: _Row) -> str:
    return "nobody named" if row[PERSON] is None else printable(row[PERSON])


def _cells(row: _Row, scale: Followed, console: Console) -> dict[str, Text]:
    """The cells of a person, by the names of the columns."""
    result = scale.result
    own, joined = (result.low, result.high), dash(console)
    before, after = (
        _span(row, f"{scale.name}_{which}", own, joined)
        for which in ("baseline", "visit")
    )
    most = result.high - result.low
    change = f"{scale.change.name}_from_baseline"
    by = _span(row, change, (-most, most), " to ", sign=True)
    if _UNKNOWN in (before, after):
        # How far a score moves from or to anything at all says nothing.
        by = _UNKNOWN
    # A line of its own leaves room for the other columns.
    apart = "\n" if " to " in by else " "
    cells = {
        "person": Text(_name(row)),
        "worse": _worse(row, scale),
        "score": Text(f"{before} to {after}{apart}({by})"),
    }
    for name, judged in (("MCID", scale.mcid), ("benefit", scale.benefit)):
        if judged is not None:
            gain = row[f"{judged.name}_from_baseline"]
            cells[name] = Text(_GAINS.get(gain, _UNKNOWN))
    for name, rule in (("recovery", scale.recovery), ("reduction", scale.reduction)):
        if rule is not None:
            rate = row[f"{rule.name}_from_baseline"]
            cells[name] = Text(_UNKNOWN if rate is None else f"{rate:.3g} %")
    if scale.bands is not None:
        cells["band"] = _band(row, scale, scale.bands)
    return cells


def _worse(row: _Row, scale: Followed) -> Text:
    """The items that are worse than at the baseline, or whether anything is worse."""
    word, style = _WORSE[row[scale.worsened]]
    items = row[f"{scale.name}_items_worse_from_baseline"] or "none"
    if items == "none":
        return Text(word, style=style)
    for item in scale.items:
        # The scale is the same in every line.
        items = items.replace(item.label, item.label.partition(" ")[2])
    return Text(items, style=style)


def _band(row: _Row, scale: Followed, bands: Bands) -> Text:
    before, after = (
        _bands(row, f"{scale.name}_{which}", scale, bands)
        for which in ("baseline", "visit")
    )
    crossed = row[f"{scale.name}_band_crossed_from_baseline"]
    if crossed == "no" and row[f"{scale.name}_band"] is not None:
        return Text(f"{after} (same)")
    shown = f"{before} to {after}"
    if crossed in {None, "no"}:
        return Text(shown)
    return Text(
        f"{shown} ({crossed})", style="bold red" if crossed == "worse" else "green"
    )


def _bands(row: _Row, name: str, scale: Followed, bands: Bands) -> str:
    """The band of a score, or those that are possible where it is known in part."""
    ends = [row[f"{name}_{end}"] for end in ("low", "high")]
    if None in ends or ends == [scale.result.low, scale.result.high]:
        return _UNKNOWN
    possible = bands({scale.result.name: between(*ends)}).possible or ()
    return " or ".join(str(each).replace("_", " ") for each in possible) or _UNKNOWN


def _span(
    row: _Row, name: str, every: tuple[float, float], joined: str, *, sign: bool = False
) -> str:
    """A score or a change, or its ends where it is known in part."""
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    if None in (low, high) or (low, high) == every:
        return _UNKNOWN
    return joined.join(_number(each, sign=sign) for each in sorted({low, high}))


def _number(value: float, *, sign: bool) -> str:
    return f"{value:+g}" if sign and value else f"{value:g}"
