"""
Which of several records counts: one sitting, and the newest.

What belongs together, such as the items of one score, is taken from one sitting: one
resource, or resources of one day that do not repeat each other. Values of two sittings
are never mixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from .moments import Moment
from .readings import Content, Reading
from .report import Line

__all__ = ["Sitting", "newest", "sittings"]

_OLDER: Final = "something newer was used"


@attrs.frozen
class Sitting:
    """
    What was recorded at one time.

    Attributes:
        moment: The time.

        readings: What was recorded.
    """

    moment: Moment
    readings: tuple[Reading, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names of the quantities that were recorded."""
        return frozenset(each.quantity.name for each in self.readings)

    def settled(self) -> tuple[dict[str, Reading], list[Line]]:
        """
        What it says of each quantity, and lines for what contradicts itself.

        Two records that differ are both left out.
        """
        by_name: dict[str, list[Reading]] = {}
        for each in self.readings:
            by_name.setdefault(each.quantity.name, []).append(each)
        settled: dict[str, Reading] = {}
        lines: list[Line] = []
        for name, readings in by_name.items():
            # A reason why there is none says less than a value.
            valued = [e for e in readings if e.content.value is not None] or readings
            if len({_compared(each.content) for each in valued}) == 1:
                settled[name] = valued[0]
                continue
            why = "another record of the same time says otherwise"
            lines += [
                Line(each.place, "contradicted", name, why, each.moment.written)
                for each in valued
            ]
        return settled, lines


def _compared(content: Content) -> tuple[object, ...]:
    # 1 and True are equal, and not the same answer.
    return type(content.value) is bool, content.value, content.reason


def sittings(readings: Iterable[Reading]) -> list[Sitting]:
    """Readings by the sittings that they come from."""
    by_moment: dict[Moment, list[Reading]] = {}
    for each in readings:
        by_moment.setdefault(each.moment, []).append(each)
    found = [Sitting(moment, tuple(each)) for moment, each in by_moment.items()]
    of_days: dict[object, list[Sitting]] = {}
    for sitting in found:
        of_days.setdefault(sitting.moment.day or sitting.moment, []).append(sitting)
    return [each for day in of_days.values() for each in _of_a_day(day)]


def _of_a_day(day: list[Sitting]) -> list[Sitting]:
    """The sittings of one day: one, unless something was recorded again."""
    names = [name for each in day for name in each.names]
    if len(day) == 1 or len(set(names)) != len(names):
        return day
    moment = day[0].moment
    for each in day[1:]:
        moment = moment.with_(each.moment)
    return [Sitting(moment, tuple(r for each in day for r in each.readings))]


def newest(readings: Iterable[Reading]) -> tuple[Mapping[str, Reading], list[Line]]:
    """
    What the newest sitting says, and what became of everything else.

    Nothing is taken if it is not certain which sitting is the newest, unless all that
    may be say the same.
    """
    readings = tuple(readings)
    if len(readings) == 1:
        # Most facts of most records.
        (only,) = readings
        name = only.quantity.name
        return {name: only}, [_used(only)]
    all_sittings = sittings(readings)
    last = [
        each
        for each in all_sittings
        if not any(other.moment.is_after(each.moment) for other in all_sittings)
    ]
    lines = [
        Line(each.place, "older", each.quantity.name, _OLDER, each.moment.written)
        for sitting in all_sittings
        if sitting not in last
        for each in sitting.readings
    ]
    settled = [each.settled() for each in last]
    lines += [line for _, own in settled for line in own]
    values = [known for known, _ in settled]
    if len(values) > 1 and not _agree(values):
        why = "it is not known which of several records is the newest"
        lines += [
            Line(each.place, "contradicted", name, why, each.moment.written)
            for known in values
            for name, each in known.items()
        ]
        return {}, lines
    taken = values[0] if values else {}
    lines += [
        _used(each)
        for sitting in last
        for each in sitting.readings
        if each.quantity.name in taken
    ]
    return taken, lines


def _used(reading: Reading) -> Line:
    name, when = reading.quantity.name, reading.moment.written
    return Line(reading.place, "used", name, when=when)


def _agree(values: list[dict[str, Reading]]) -> bool:
    stated = [
        {name: _compared(each.content) for name, each in v.items()} for v in values
    ]
    return all(each == stated[0] for each in stated)
