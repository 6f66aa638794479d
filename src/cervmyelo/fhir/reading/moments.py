"""
Times in records: instants, days, and dates with no more than a month or a year.

Two instants are compared as instants, whatever their time zones. A date is the interval
of all that it can mean, and two times that overlap have no order.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from collections.abc import Mapping
from typing import Final

import attrs

from .json_values import parts, text

__all__ = ["ALWAYS", "Moment", "effective", "moment"]

_DATE: Final = re.compile(
    r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?)?", re.ASCII
)
_INSTANT: Final = re.compile(
    r"(?P<start>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})"
    r"(\.(?P<fraction>[0-9]{1,9}))?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)
_DAY: Final = dt.timedelta(days=1)
# A day begins first at +14:00 and ends last at -12:00.
_EAST, _WEST = dt.timedelta(hours=14), dt.timedelta(hours=12)
_FIRST: Final = dt.datetime.min  # noqa: DTZ901 -- before every time zone
_LAST: Final = dt.datetime.max  # noqa: DTZ901
_MICROSECONDS: Final = 6
_EFFECTIVE: Final = (
    "effectiveDateTime",
    "effectivePeriod",
    "effectiveInstant",
    "effectiveTiming",
)


@attrs.frozen
class Moment:
    """
    When something was recorded, as far as it is known.

    Attributes:
        low: The first time that it can be. For an instant in UTC; otherwise as clocks
            show it where it was recorded.

        high: The last time that it can be.

        instant: Whether it is known to the second, with its time zone.

        day: The day where it was recorded; None if no single day is known.

        written: The time as it is written, for people; empty if there is none.
    """

    low: dt.datetime
    high: dt.datetime
    instant: bool
    day: dt.date | None = attrs.field(eq=False)
    written: str = attrs.field(default="", eq=False)

    def is_after(self, other: Moment) -> bool:
        """Whether it is certainly later than another."""
        if self.instant == other.instant:
            return self.low > other.high
        return self._widest[0] > other._widest[1]

    @property
    def _widest(self) -> tuple[dt.datetime, dt.datetime]:
        """The first and the last time that it can be, in UTC."""
        if self.instant:
            return self.low, self.high
        early = self.low - _EAST if self.low - _FIRST > _EAST else _FIRST
        late = self.high + _WEST if _LAST - self.high > _WEST else _LAST
        return early, late

    def is_beyond(self, day: dt.date) -> bool:
        """Whether it is certainly after a day."""
        if self.day is not None:
            return self.day > day
        return self.low.date() > day

    def with_(self, other: Moment) -> Moment:
        """Both as one, where both are of the same day."""
        if self == other:
            return self
        start, end = self._widest, other._widest
        return Moment(
            low=min(start[0], end[0]),
            high=max(start[1], end[1]),
            instant=True,
            day=self.day,
            written=self.written,
        )


ALWAYS: Final = Moment(_FIRST, _LAST, instant=False, day=None)
"""A time that is not known at all."""


@functools.lru_cache(1024)
def moment(written: str) -> Moment | None:
    """
    A date, a time, or a part of a date; None if it is none.

    >>> moment("2026-01-01T23:30:00-05:00").is_after(moment("2026-01-02T01:00:00Z"))
    True
    >>> moment("2026").is_after(moment("2026-03-14"))
    False
    >>> moment("02/05/1961") is None
    True

    Args:
        written: The text, as FHIR writes a dateTime.
    """
    try:
        date = _DATE.fullmatch(written)
        if date is not None:
            return _of_a_date(date, written)
        time = _INSTANT.fullmatch(written)
        return None if time is None else _of_an_instant(time, written)
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def _of_a_date(date: re.Match[str], written: str) -> Moment:
    year = int(date["year"])
    months = [int(date["month"])] if date["month"] else [1, 12]
    last = calendar.monthrange(year, months[-1])[1]
    days = [int(date["day"])] if date["day"] else [1, last]
    low = dt.datetime(year, months[0], days[0])  # noqa: DTZ001 -- no zone is known
    high = dt.datetime(year, months[-1], days[-1])  # noqa: DTZ001
    return Moment(
        low,
        high + (_DAY - dt.timedelta.resolution),
        instant=False,
        day=low.date() if date["day"] else None,
        written=written,
    )


def _of_an_instant(time: re.Match[str], written: str) -> Moment:
    fraction = (time["fraction"] or "0")[:_MICROSECONDS].ljust(_MICROSECONDS, "0")
    zone = time["zone"].replace("Z", "+00:00")
    local = dt.datetime.fromisoformat(f"{time['start']}.{fraction}{zone}")
    utc = local.astimezone(dt.UTC).replace(tzinfo=None)
    return Moment(utc, utc, instant=True, day=local.date(), written=written)


def effective(resource: Mapping[str, object]) -> Moment | None:
    """
    When an Observation was made; `ALWAYS` if it does not say, None if it is not clear.

    Args:
        resource: The Observation.
    """
    given = [key for key in _EFFECTIVE if key in resource]
    if not given:
        return ALWAYS
    if len(given) > 1:
        return None
    key = given[0]
    if key in {"effectiveDateTime", "effectiveInstant"}:
        return moment(text(resource[key]))
    return _of_a_period(resource[key]) if key == "effectivePeriod" else None


def _of_a_period(period: object) -> Moment | None:
    ends = [moment(text(parts(period).get(end))) for end in ("start", "end")]
    start, end = ends
    if start is None or end is None or start.instant is not end.instant:
        return None
    if start.low > end.high:
        return None
    day = start.day if start.day == end.day else None
    return Moment(
        low=start.low,
        high=end.high,
        instant=start.instant,
        day=day,
        written=start.written,
    )
