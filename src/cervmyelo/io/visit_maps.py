"""
The part of a column map that says which rows or columns are which visit.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias, cast

import attrs

from cervmyelo.errors import (
    CervmyeloError,
    InvalidRecordError,
    KindError,
    LevelError,
    MissingFieldError,
    UnknownFieldError,
    kind_of,
    nearest,
)
from cervmyelo.field_types import Rebuilt, expect, read_only, tupled
from cervmyelo.follow_up.scales import FOLLOWED, Followed
from cervmyelo.models.ends import ENDS
from cervmyelo.models.missing import COLUMNS, COMPANIONS
from cervmyelo.names import alike, shown

__all__ = ["VisitMap"]

_Columns: TypeAlias = "Mapping[str, str] | str"

_DAYS: Final = (dt.date(2019, 11, 23), dt.date(2021, 2, 4))
"""Two days that differ in every part."""


@attrs.frozen(kw_only=True)
class VisitMap(Rebuilt):
    """
    Who was seen when, and which columns of a wide file belong to which visit.

    >>> visits = VisitMap.of({
    ...     "person": "record_id",
    ...     "wide": {"baseline": "_BL", "6 months": {"mjoa_6": "mjoa_total"}},
    ... })
    >>> visits.person, visits.words
    ('record_id', ('baseline', '6 months'))

    Attributes:
        person: The column that says who was seen.

        on: The column that says when. In a wide file, the name under which the visits
            have their dates; without it, visits are in the order of *wide*.

        order: The names of the events in their order, if *on* holds names.

        dates: The format of dates that are not written as 2024-03-01, such as
            ``"%d.%m.%Y"``.

        score: The score to follow.

        surgery_on: The column that says when surgery was, or the day itself.

        preoperative: The column that says whether a visit on that day was before it.

        wide: For each visit its columns, each with the name of its quantity, or what
            their names end with; empty for a file with a row for each visit.

    Raises:
        InvalidRecordError: If the map is invalid; all problems are listed.
    """

    person: str = ""
    on: str | None = None
    order: tuple[str, ...] = attrs.field(default=(), converter=tupled)
    dates: str | None = None
    score: str = "mjoa_total"
    surgery_on: str | dt.date | float | None = None
    preoperative: str | None = None
    wide: Mapping[str, _Columns] = attrs.field(
        factory=dict[str, _Columns], converter=read_only
    )

    def __hash__(self) -> int:
        return super().__hash__()

    def __attrs_post_init__(self) -> None:
        problems = tuple(self._shapes()) or tuple(self._problems())
        if problems:
            raise InvalidRecordError(problems)

    @classmethod
    def of(cls, part: Mapping[str, object], **instead: object) -> VisitMap:
        """
        The map of visits in the part of a column map.

        Args:
            part: The part.

            instead: What replaces values of the part, unless it is None.

        Raises:
            KindError: If the part is no mapping.

            InvalidRecordError: If the map is invalid; all problems are listed.
        """
        expect("visits", part, Mapping)
        known = [field.name for field in attrs.fields(cls)]
        unknown = [
            UnknownFieldError(
                f"visits.{shown(name)}",
                "unknown part of the map of visits",
                ", ".join(known),
                nearest(name, known),
            )
            for name in part
            if name not in known
        ]
        if unknown:
            raise InvalidRecordError(unknown)
        given = {name: value for name, value in instead.items() if value is not None}
        return cls(**cast("Any", {**part, **given}))

    @property
    def scale(self) -> Followed:
        """The scale of the score."""
        return FOLLOWED[self.score]

    @property
    def words(self) -> tuple[str, ...]:
        """The names of the visits or events in their order; empty if there are none."""
        return self.order or (() if self.on else tuple(self.wide))

    @functools.cached_property
    def quantities(self) -> frozenset[str]:
        """What is read of a visit: the score and its items, their ends, and reasons."""
        items = [each.name for each in self.scale.items]
        reasons = [COMPANIONS[name].name for name in items if name in COMPANIONS]
        ends = (each.name for n in (self.score, *items) for each in ENDS.get(n, ()))
        return frozenset((self.score, *items, *reasons, *ends))

    def _shapes(self) -> Iterator[CervmyeloError]:
        texts = ("person", "score", "on", "dates", "preoperative")
        for name in texts:
            value = getattr(self, name)
            if not isinstance(value, str) and (value is not None or name in texts[:2]):
                yield KindError(f"visits.{name}", kind_of(value), "text")
        surgery = self.surgery_on
        is_day = isinstance(surgery, dt.date | str | int | float)
        if surgery is not None and (not is_day or isinstance(surgery, bool)):
            yield KindError(
                "visits.surgery_on", kind_of(surgery), "a column, a date or a number"
            )
        order: Any = self.order
        if not isinstance(order, tuple) or not all(
            isinstance(word, str) for word in cast("tuple[object, ...]", order)
        ):
            of_others = isinstance(order, tuple)
            kind = "another list" if of_others else kind_of(cast("object", order))
            yield KindError("visits.order", kind, "a list of names of events")
        yield from _no_visits(self.wide)

    def _problems(self) -> Iterator[CervmyeloError]:
        if not self.person:
            yield MissingFieldError(
                "visits.person",
                "nothing",
                "the column that says who was seen",
                'Write person = "record_id" under [visits], or give --person.',
            )
        if not self.on and not self.wide:
            yield MissingFieldError(
                "visits.on",
                "nothing",
                "the column that says when, or the columns of each visit",
                'Write on = "seen" under [visits] or give --on; for a wide file write '
                "the columns of each visit under [visits.wide].",
            )
        if self.dates is not None and not _names_a_day(self.dates):
            yield LevelError(
                "visits.dates",
                "a format that does not give the day, the month and the year",
                'such as "%d.%m.%Y"',
            )
        if len({*self.order}) < len(self.order):
            yield LevelError(
                "visits.order",
                "a name that is there twice",
                "the name of each event once",
            )
        for part, names in (("order", self.order), ("wide", self.wide)):
            if pair := alike(names):
                yield LevelError(
                    f"visits.{part}",
                    f"{pair}, which differ only in case or blanks",
                    "one spelling of each event, as in the file",
                )
        if self.score not in FOLLOWED:
            yield LevelError(
                "visits.score",
                "a score that cannot be followed",
                ", ".join(FOLLOWED),
                nearest(self.score, FOLLOWED),
            )
            return
        # One map can name the columns of several scales; the score says which is read.
        allowed = {*COLUMNS, *([self.on] if self.on else [])}
        for visit, columns in self.wide.items():
            if isinstance(columns, str):
                continue
            for column, name in columns.items():
                if name not in allowed:
                    yield UnknownFieldError(
                        f"visits.wide.{shown(visit)}.{shown(column)}",
                        f"unknown name {shown(name)}",
                        "the names in the data dictionary, and the name that visits.on "
                        "gives to dates",
                        nearest(name, allowed),
                    )


def _names_a_day(written: str) -> bool:
    """Whether a format gives all of a day; a year that is missing would be 1900."""
    try:
        return all(
            dt.datetime.strptime(day.strftime(written), written).date() == day  # noqa: DTZ007
            for day in _DAYS
        )
    except ValueError:
        return False


def _no_visits(wide: object) -> Iterator[CervmyeloError]:
    what = "a table of visits, each with its columns or with their ending"
    if not isinstance(wide, Mapping):
        yield KindError("visits.wide", kind_of(wide), what)
        return
    for visit, columns in cast("Mapping[object, object]", wide).items():
        place = f"visits.wide.{shown(str(visit))}"
        if isinstance(columns, str) and columns:
            continue
        named = cast("Mapping[object, object]", columns)
        if not isinstance(columns, Mapping) or not named:
            yield KindError(place, kind_of(named), what)
            continue
        for name in named.values():
            if not isinstance(name, str):
                yield KindError(place, kind_of(name), "the name of a quantity")
