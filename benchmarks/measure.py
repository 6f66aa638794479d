"""
Ways to the same end, timed in turns, and what is told of them.

Times differ from hour to hour, ratios of neighbours much less. Other processes share
the processors, so the time that ours had them tells more than the clock does.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import attrs

__all__ = [
    "HEAD",
    "Table",
    "Took",
    "against",
    "compared",
    "compiled",
    "machine",
    "median",
    "timed",
    "told",
    "turns",
]

HEAD = ("", "ours", "theirs", "wall", "CPU", "goal")


@attrs.frozen
class Table:
    """
    What is told of some measurements.

    Attributes:
        title: What was measured.

        head: The heads of its columns.

        rows: Its rows, in words.

        rates: Seconds for each row of a cohort, by what worked them out.
    """

    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]
    rates: Mapping[str, float] = attrs.field(factory=dict)

    def __str__(self) -> str:
        lines = [self.head, ("---", *("---:" for _ in self.head[1:])), *self.rows]
        return "\n".join([self.title, "", *(f"| {' | '.join(row)} |" for row in lines)])


@attrs.frozen
class Took:
    """
    What a call took.

    Attributes:
        wall: Seconds by the clock.

        user: Seconds that processors worked for it.
    """

    wall: float
    user: float

    def __truediv__(self, other: Took) -> Took:
        return Took(self.wall / other.wall, self.user / max(other.user, 1e-9))


def compiled() -> dict[str, str]:
    """The environment of a process that finds what Python compiled at an earlier start.

    That is how an installed package runs, wherever its own folder cannot be written.
    """
    kept = {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "compiled")}
    return {**os.environ, **kept, "PYTHONDONTWRITEBYTECODE": ""}


def timed(call: Callable[[], object], loops: int = 1) -> Took:
    """What one call takes, of as many as are made."""
    user, wall = _user(), time.perf_counter()
    for _ in range(loops):
        call()
    wall = time.perf_counter() - wall
    return Took(wall / loops, (_user() - user) / loops)


def turns(
    rounds: int, *calls: Callable[[], object], loops: int = 1
) -> list[tuple[Took, ...]]:
    """All calls in turns, after one turn that does not count."""
    for call in calls:
        call()
    return [tuple(timed(call, loops) for call in calls) for _ in range(rounds)]


def against(  # noqa: PLR0913
    what: str,
    ours: Callable[[], object],
    theirs: Callable[[], object],
    goal: str = "",
    *,
    rounds: int = 9,
    loops: int = 1,
) -> tuple[str, ...]:
    """A row of a table: one way against another, by the ratios of neighbours."""
    return compared(what, turns(rounds, ours, theirs, loops=loops), goal)


def compared(
    what: str, took: list[tuple[Took, ...]], goal: str = ""
) -> tuple[str, ...]:
    """A row of a table, of what was taken in turns."""
    one, other = (median([each[side] for each in took]) for side in (0, 1))
    ratio = median([each[0] / each[1] for each in took])
    times = told(one.wall), told(other.wall)
    return what, *times, f"{ratio.wall:.2f}", f"{ratio.user:.2f}", goal


def median(took: list[Took]) -> Took:
    """The median by the clock and the median of work."""
    return Took(
        statistics.median(each.wall for each in took),
        statistics.median(each.user for each in took),
    )


def machine(*packages: str) -> str:
    """The machine and the versions."""
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in packages
    )
    return (
        f"{platform.machine()}, {os.cpu_count()} processors, {platform.system()}, "
        f"Python {platform.python_version()}, {versions}"
    )


def told(seconds: float) -> str:
    """A time in words."""
    for unit, least in (("s", 1), ("ms", 1e-3), ("us", 1e-6)):
        if seconds >= least:
            return f"{seconds / least:,.3g} {unit}"
    return f"{seconds * 1e9:,.3g} ns"


def _user() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime
