"""
A visit of one person: a date, and what was scored on it by one scale.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import attrs

from cervmyelo.case import Case
from cervmyelo.errors import (
    DuplicateVisitError,
    KindError,
    MixedScalesError,
    SurgeryDateError,
    UnknownFieldError,
    VisitOrderError,
    kind_of,
    nearest,
)
from cervmyelo.findings import Finding
from cervmyelo.follow_up.scales import FOLLOWED, Followed
from cervmyelo.models.ems import EMS
from cervmyelo.models.follow_up import Nurick0Normal, Nurick1972
from cervmyelo.models.joa import JOA, JOA1994
from cervmyelo.models.missing import faults_of
from cervmyelo.models.mjoa import MJOA
from cervmyelo.models.patient import SUFFIX, MissingReason, reason_pairs
from cervmyelo.models.patient_mjoa import PatientMJOA
from cervmyelo.models.record import Record
from cervmyelo.models.sheet import Sheet, quantities_of
from cervmyelo.public import public
from cervmyelo.quantity import Measure, Partly, Readings, Value
from cervmyelo.scale import Grade

__all__ = [
    "Scored",
    "Visit",
    "check_pair",
    "check_surgery",
    "followed_by",
    "is_day_or_none",
]

Scored: TypeAlias = (
    MJOA | PatientMJOA | JOA | JOA1994 | EMS | Nurick1972 | Nurick0Normal
)
"""What is recorded at a visit, for each scale that can be followed over time."""

_BY_RECORDED: Final[Mapping[type[Sheet], Followed]] = MappingProxyType(
    {each.recorded: each for each in FOLLOWED.values()}
)


def _is_day(instance: object, attribute: object, value: Any) -> None:  # noqa: ARG001
    # A moment with a time of day is a date too, but not a day.
    if type(value) is not dt.date:
        name = getattr(attribute, "name", "on")
        raise KindError(name, kind_of(value), "a date (datetime.date)")


def is_day_or_none(instance: object, attribute: object, value: Any) -> None:
    """
    Check that a value is a date or None.

    Raises:
        KindError: If it is anything else.
    """
    if value is not None:
        _is_day(instance, attribute, value)


def _is_flag_or_none(instance: object, attribute: object, value: Any) -> None:  # noqa: ARG001
    if value is not None and value is not True and value is not False:
        raise KindError("preoperative", kind_of(value), "True, False or None")


def _is_scored(instance: object, attribute: object, value: Any) -> None:  # noqa: ARG001
    if type(value) not in _BY_RECORDED:
        allowed = " or ".join(each.__name__ for each in _BY_RECORDED)
        raise KindError("case", kind_of(value), f"an object of the class {allowed}")


@public
@attrs.frozen(kw_only=True, getstate_setstate=False, repr=False)
class Visit(Record):
    """
    A date and what was scored on it.

    >>> import datetime as dt
    >>> day = dt.date(2024, 3, 1)
    >>> Visit(on=day, case=MJOA(motor_upper=4, motor_lower=5)).total.answer
    '9 to 15 points'

    A score that another cause explains is read both as scored and as unaffected:

    >>> hands = {"mjoa_motor_upper": "other_cause"}
    >>> items = MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3)
    >>> Visit(on=day, case=items, missing=hands).totals
    (13, 15)

    Attributes:
        on: The date.

        case: The items of the mJOA, the P-mJOA, the JOA (1976 or 1994) or the EMS, or
            a recorded total without them, such as ``MJOA(total=13)``; or a recorded
            Nurick grade. An item that was not scored leaves the total undecided.

        preoperative: Whether the scores of a visit on the day of surgery are from
            before surgery; None if it is not known, or if the date shows it.

        missing: Why scores were not recorded, as in `Patient`: a mapping from names of
            quantities to ``"not_asked"``, ``"not_testable"`` or ``"refused"``; or
            ``"other_cause"`` for a recorded score that another cause explains. It is
            kept as pairs.

    Raises:
        KindError: If the day is not a date, the items are not of one of these scales,
            *preoperative* is not a boolean, or *missing* is not a mapping.

        LevelError: If a reason does not go together with what is recorded.

        UnknownFieldError: If a reason is given for something that the scale does not
            have.

        ContradictionError: If the items do not add up to a recorded total.
    """

    on: dt.date = attrs.field(validator=_is_day)
    case: Scored = attrs.field(validator=_is_scored)
    preoperative: bool | None = attrs.field(default=None, validator=_is_flag_or_none)
    missing: tuple[tuple[str, MissingReason], ...] = attrs.field(
        default=(), converter=reason_pairs
    )

    def __attrs_post_init__(self) -> None:
        known = [each.name for each in quantities_of(type(self.case)).values()]
        for name, _ in self.missing:
            if name not in known:
                raise UnknownFieldError(
                    "missing",
                    "a reason for a quantity that the scale of the visit does not have",
                    ", ".join(known),
                    nearest(name, known),
                )
        for fault in faults_of(self.missing, self.case.flat()):
            raise fault
        for conflict in Case.of(self).conflicts:
            if conflict.by_definition and not {*known}.isdisjoint(conflict.fields):
                raise conflict.error

    def flat(self) -> dict[str, Value | Partly | None]:
        """
        What was scored, by the names of the quantities, and the reasons next to it.

        A visit can be given to any rule in place of a person.
        """
        reasons: dict[str, Value | Partly | None] = {
            f"{name}{SUFFIX}": reason for name, reason in self.missing
        }
        return {**self.case.flat(), **reasons}

    @property
    def readings(self) -> Readings:
        """
        What was scored, by the names of the quantities.

        A score that another cause explains has both of its readings.
        """
        return Case(self).readings

    @property
    def total(self) -> Finding[float]:
        """The total or grade, or everything that is still possible."""
        followed = followed_by(self)
        if not isinstance(followed.score, Measure):
            return followed.score(self)
        return _recorded_grade(followed, self.totals)

    @property
    def totals(self) -> tuple[float, ...]:
        """Every total or grade that is still possible, in ascending order."""
        return followed_by(self).scores(self.readings)

    @property
    def band(self) -> Finding[Grade] | None:
        """The severity band; None if the scale has none."""
        bands = followed_by(self).bands
        return None if bands is None else bands(self)

    def before(self, surgery_on: dt.date | None) -> bool | None:
        """
        Whether its scores are from before surgery.

        None if there is no date of surgery, or if the visit is on that day and nothing
        was recorded about it.
        """
        if surgery_on is None:
            return None
        if self.on == surgery_on:
            return self.preoperative
        return self.on < surgery_on


def followed_by(visit: Visit) -> Followed:
    """The scale by which a visit is scored."""
    return _BY_RECORDED[type(visit.case)]


def _recorded_grade(followed: Followed, grades: tuple[float, ...]) -> Finding[float]:
    """A recorded grade as a finding; no rule is needed for it."""
    value = grades[0] if len(grades) == 1 else None
    quantity, rule = followed.result, followed.graded_by or followed.change
    return Finding(
        rule=rule.identity,
        status="undecided" if value is None else "ok",
        value=value,
        possible=grades,
        low=grades[0],
        high=grades[-1],
        because=(),
        missing=(quantity.name,) if value is None else (),
        cite=rule.cite,
        label=quantity.label,
    )


def check_pair(one: Visit, other: Visit, places: tuple[int, int]) -> None:
    """
    Check that two visits follow each other.

    Raises:
        MixedScalesError: If they are scored by different scales.

        DuplicateVisitError: If they have the same date.

        VisitOrderError: If the second is dated before the first.
    """
    if type(one.case) is not type(other.case):
        raise MixedScalesError(
            places,
            f"one is scored by {type(one.case).__name__}, the other by "
            f"{type(other.case).__name__}",
            "Score every visit of a course by one scale; scores are not converted.",
        )
    if one.on == other.on:
        raise DuplicateVisitError(
            places,
            "both have the same date",
            "Keep one of them, or correct the wrong date.",
        )
    if other.on < one.on:
        raise VisitOrderError(
            places,
            "the second is dated before the first",
            "Put the visits in date order, or correct the wrong date.",
        )


def check_surgery(visits: tuple[Visit, ...], surgery_on: dt.date | None) -> None:
    """
    Check that what is recorded about surgery agrees with the date of surgery.

    Raises:
        SurgeryDateError: If a visit is marked as before or after surgery without a date
            of surgery, or against it.
    """
    for place, visit in enumerate(visits, start=1):
        if visit.preoperative is None:
            continue
        if surgery_on is None:
            raise SurgeryDateError(
                (place,),
                "preoperative is given without a date of surgery",
                "Give the date of surgery, or leave preoperative out.",
            )
        if visit.before(surgery_on) is not visit.preoperative:
            raise SurgeryDateError(
                (place,),
                "preoperative contradicts the date of surgery",
                "Correct the wrong date, or leave preoperative out.",
            )
