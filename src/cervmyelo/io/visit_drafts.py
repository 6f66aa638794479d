"""
The visits of a wide file, drafted as comments of a column map.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cervmyelo.column_maps.toml import quoted
from cervmyelo.follow_up.scales import FOLLOWED

__all__ = ["drafted_visits"]

_SCORES: Final[Mapping[str, str]] = {
    name: score
    for score, scale in FOLLOWED.items()
    for name in (score, *(item.name for item in scale.items))
}
"""Each score that can be followed, for itself and for its items."""


def drafted_visits(person: str, alike: Mapping[str, str]) -> Iterator[str]:
    """
    The part of a map for visits side by side, as comments; nothing if there are none.

    Visits are named by what is different in the names of columns for one quantity, and
    are in the order of the columns.

    Args:
        person: The column that says who was seen; empty if it is not known.

        alike: For each column that looks like part of a score, the quantity, in the
            order of the file.
    """
    names: dict[str, list[str]] = {}
    for column, quantity in alike.items():
        if quantity in _SCORES:
            names.setdefault(quantity, []).append(column)
    different = {
        column: visit
        for columns in names.values()
        if len(columns) > 1
        for column, visit in zip(columns, _different(columns), strict=True)
    }
    if not different:
        return
    visits: dict[str, dict[str, str]] = {}
    for column in alike:
        if column in different:
            visits.setdefault(different[column], {})[column] = alike[column]
    score = next(_SCORES[alike[column]] for column in different)
    yield ""
    yield "# If these are visits side by side, `cervmyelo change` reads them by:"
    yield "# [visits]"
    yield f"# person = {quoted(person or '...')}"
    yield f"# score = {quoted(score)}"
    yield "# [visits.wide]  # in their order; choose a name for each"
    for visit, columns in visits.items():
        parts = (f"{quoted(name)} = {quoted(each)}" for name, each in columns.items())
        yield f"# {quoted(visit)} = {{ {', '.join(parts)} }}"


def _different(names: Sequence[str]) -> Iterator[str]:
    """The part of each name that is different; all of it, if that is empty."""
    lowered = [name.lower() for name in names]
    first = len(_common(lowered))
    last = 0 if first else len(_common([name[::-1] for name in lowered]))
    for name, low in zip(names, lowered, strict=True):
        yield low[first : len(low) - last].strip(" _-.") or name


def _common(names: Sequence[str]) -> str:
    """What all names begin with, up to the end of a word or of a number."""
    low, high = min(names), max(names)
    pairs = enumerate(zip(low, high, strict=False))
    prefix = low[: next((at for at, (a, b) in pairs if a != b), len(low))]
    while prefix and any(_goes_on(prefix[-1], n[len(prefix) :]) for n in names):
        prefix = prefix[:-1]
    return prefix


def _goes_on(last: str, rest: str) -> bool:
    both = last, rest[:1]
    return all(map(str.isalpha, both)) or all(map(str.isdigit, both))
