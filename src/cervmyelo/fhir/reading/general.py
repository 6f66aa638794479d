"""
What general records say: age and sex of a Patient, and Conditions.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final, Literal, TypeAlias

from cervmyelo.addresses import (
    BIRTH_SEX,
    CONDITION_CLINICAL,
    CONDITION_VERIFICATION,
)
from cervmyelo.errors import CervmyeloError
from cervmyelo.models.patient import AGE_YEARS, QUANTITIES, SEX_AT_BIRTH
from cervmyelo.partly import Partly, between
from cervmyelo.quantity import Fact, Value, checked
from cervmyelo.terminology.general_records import DIAGNOSED

from .json_values import objects, text
from .moments import ALWAYS, Moment, moment
from .observations import Read
from .readings import (
    MEANS_OTHERWISE,
    Codes,
    Content,
    Reading,
    codings,
    local_names,
    means_otherwise,
)
from .report import Line
from .walking import Resource

__all__ = ["SexFrom", "aged", "of_condition", "of_patient", "recorded_age"]

SexFrom: TypeAlias = Literal["birth_sex", "gender"]
"""From which element of a Patient the sex recorded at birth is read."""

_SEXES: Final[Mapping[str, str]] = {"M": "male", "F": "female"}
_PRESENT: Final = frozenset({"active", "recurrence", "relapse"})
_DOUBTED: Final[Mapping[str, str]] = {
    "refuted": "refuted",
    "entered-in-error": "entered in error",
    "unconfirmed": "not confirmed",
    "provisional": "not confirmed",
    "differential": "not confirmed",
}
_DAY: Final = dt.timedelta(days=1)


def of_patient(resource: Resource, on: dt.date, sex_from: SexFrom) -> Iterator[Read]:
    """The age and the sex of a Patient, as of a day."""
    today = moment(on.isoformat()) or ALWAYS
    if means_otherwise(resource.body):
        yield Line(resource.place, "not understood", why=MEANS_OTHERWISE)
        return
    yield _age(resource, on, today)
    yield from _sex(resource, today, sex_from)


def _age(resource: Resource, on: dt.date, today: Moment) -> Read:
    place, name = resource.place, AGE_YEARS.name
    written = text(resource.body.get("birthDate"))
    born = moment(written) if written else None
    if not written:
        return Line(place, "ignored", name, "no date of birth")
    if born is None or born.instant:
        return Line(place, "not understood", name, "a date of birth that is no date")
    last: tuple[dt.date, dt.date] = (on, on)
    died = text(resource.body.get("deceasedDateTime"))
    if died:
        ended = moment(died)
        if ended is None:
            why = "a date of death that is no date"
            return Line(place, "not understood", name, why)
        # The date where the person died is what counts, not the time zone.
        first, final = ended.day or ended.low.date(), ended.day or ended.high.date()
        last = (min(on, first), min(on, final))
    elif resource.body.get("deceasedBoolean") is True:
        why = "the person has died, and the date is not given"
        return Line(place, "not understood", name, why)
    age = aged((born.low.date(), born.high.date()), last)
    if age is None:
        return Line(place, "not understood", name, f"other than {AGE_YEARS.allowed}")
    return Reading(AGE_YEARS, Content(age), today, place)


def aged(
    born: tuple[dt.date, dt.date], last: tuple[dt.date, dt.date]
) -> Value | Partly | None:
    """
    The age in completed years, known in part if a date is.

    >>> import datetime as dt
    >>> aged((dt.date(1961, 1, 1), dt.date(1961, 12, 31)), (dt.date(2026, 3, 1),) * 2)
    one_of(64, 65)

    Args:
        born: The first and the last possible date of birth.

        last: The first and the last possible day at which the age counts.

    Returns:
        The age; None if it cannot be recorded.
    """
    low, high = _years(born[1], last[0]), _years(born[0], last[1])
    low = max(low, 0) if high >= 0 else low
    try:
        return AGE_YEARS.check(low) if low == high else _between(low, high)
    except CervmyeloError:
        return None


def _between(low: int, high: int) -> Value | Partly | None:
    return checked(AGE_YEARS, between(low, high))


def recorded_age(reading: Reading, on: dt.date) -> Reading | Line:
    """
    An age that was recorded on another day, as of a day.

    Args:
        reading: The age, recorded on the day or before.

        on: The day.
    """
    value, moment = reading.content.value, reading.moment
    if value is None or moment.day == on:
        return reading
    name, place = reading.quantity.name, reading.place
    why = "an age without the day on which it was recorded"
    if moment == ALWAYS:
        return Line(place, "not understood", name, why)
    low, high = (value.low, value.high) if isinstance(value, Partly) else (value, value)
    days = (moment.day or moment.low.date(), moment.day or moment.high.date())
    born = (_back(days[0], int(high) + 1) + _DAY, _back(days[1], int(low)))
    age = aged(born, (on, on))
    if age is None:
        return Line(place, "not understood", name, f"other than {AGE_YEARS.allowed}")
    return reading._replace(content=Content(age, reading.content.reason))


def _back(day: dt.date, years: int) -> dt.date:
    """The day so many years before, or the first of the calendar."""
    if day.year - years < dt.MINYEAR:
        return dt.date.min
    last = calendar.monthrange(day.year - years, day.month)[1]
    return day.replace(year=day.year - years, day=min(day.day, last))


def _years(born: dt.date, on: dt.date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _sex(resource: Resource, today: Moment, sex_from: SexFrom) -> Iterator[Read]:
    name = SEX_AT_BIRTH.name
    found = {
        text(each.get("valueCode"))
        for each in objects(resource.body.get("extension"))
        if each.get("url") == BIRTH_SEX
    }
    gender = text(resource.body.get("gender"))
    code = next(iter(found)) if len(found) == 1 else ""
    if code in _SEXES:
        yield Reading(SEX_AT_BIRTH, Content(_SEXES[code]), today, resource.place)
    elif found:
        why = "no sex recorded at birth that is read"
        yield Line(resource.place, "not understood", name, why)
    elif sex_from == "gender" and gender in SEX_AT_BIRTH.levels:
        yield Reading(SEX_AT_BIRTH, Content(gender), today, resource.place)
    elif gender:
        why = "gender is not the sex recorded at birth"
        yield Line(resource.place, "ignored", name, why)


def of_condition(resource: Resource, on: dt.date, codes: Codes) -> Iterator[Read]:
    """The fact that a Condition states, if it does."""
    body, place = resource.body, resource.place
    names = [
        each
        for each in local_names(body.get("code"), codes)
        if isinstance(QUANTITIES.get(each), Fact)
    ]
    pairs = codings(body.get("code"))
    names += [
        each.fact.name
        for each in DIAGNOSED
        if any(each.states(*pair) for pair in pairs) and each.fact.name not in names
    ]
    if not names:
        yield Line(place, "ignored", why="nothing that can be recorded")
        return
    name = names[0]
    if len(names) > 1:
        yield Line(place, "not understood", why="codes of several facts")
        return
    why, when = _not_present(body, on), _since(body)
    if means_otherwise(body):
        why, when = MEANS_OTHERWISE, None
    if why:
        yield Line(place, "ignored" if when else "not understood", name, why)
    elif when is None:
        yield Line(place, "not understood", name, "a time that is not clear")
    else:
        fact = QUANTITIES[name]
        yield Reading(fact, Content(value=True), when, place)


def _not_present(body: Mapping[str, object], on: dt.date) -> str:
    """Why a Condition does not state that something is present; empty if it does."""
    for system, code in codings(body.get("verificationStatus")):
        if system in {"", CONDITION_VERIFICATION} and code in _DOUBTED:
            return _DOUBTED[code]
    statuses = [
        code
        for system, code in codings(body.get("clinicalStatus"))
        if system in {"", CONDITION_CLINICAL}
    ]
    if "clinicalStatus" in body and not {*statuses} & _PRESENT:
        return "no longer active"
    if any(not {each} & _PRESENT for each in statuses):
        return "no longer active"
    if any(str(key).startswith("abatement") for key in body):
        return "no longer active"
    onset = moment(text(body.get("onsetDateTime")))
    if onset is not None and onset.is_beyond(on):
        return f"after {on.isoformat()}"
    return ""


def _since(body: Mapping[str, object]) -> Moment | None:
    """When a Condition was recorded, or else since when it is there."""
    for key in ("recordedDate", "onsetDateTime"):
        written = text(body.get(key))
        if written:
            return moment(written)
    return ALWAYS
