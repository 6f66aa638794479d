"""
A visit of one person: a date, and what was scored on it by one scale.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias, cast

import attrs

from cervmyelo.case import Case
from cervmyelo.errors import (
    ContradictionError,
    DuplicateVisitError,
    KindError,
    LevelError,
    MissingFieldError,
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
from cervmyelo.models.joacmeq import JOACMEQ
from cervmyelo.models.missing import faults_of
from cervmyelo.models.mjoa import MJOA
from cervmyelo.models.ndi import NDI
from cervmyelo.models.outcome_measures import SF36
from cervmyelo.models.patient import SUFFIX, MissingReason, reason_pairs
from cervmyelo.models.patient_mjoa import PatientMJOA
from cervmyelo.models.record import Record
from cervmyelo.models.sheet import Sheet, keep, quantities_of
from cervmyelo.public import public
from cervmyelo.quantity import Measure, Partly, Readings, Value, Values
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
    MJOA
    | PatientMJOA
    | JOA
    | JOA1994
    | EMS
    | Nurick1972
    | Nurick0Normal
    | NDI
    | JOACMEQ
    | SF36
)
"""What is recorded at a visit, for each scale that can be followed over time."""

_SCORES: Final[Mapping[type[Sheet], tuple[str, ...]]] = MappingProxyType(
    {
        recorded: tuple(n for n, each in FOLLOWED.items() if each.recorded is recorded)
        for recorded in dict.fromkeys(each.recorded for each in FOLLOWED.values())
    }
)
"""The scores of each form that can be followed; most have one."""


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
    if type(value) not in _SCORES:
        allowed = " or ".join(each.__name__ for each in _SCORES)
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

        case: The items of the mJOA, the P-mJOA, the JOA (1976 or 1994), the EMS or the
            NDI, or a recorded total without them, such as ``MJOA(total=13)``; a
            recorded Nurick grade; the answers or domains of the JOACMEQ; or the
            component scores of the SF-36v2. An item that was not scored leaves the
            total undecided.

        score: Which score is followed, by its name, such as ``"joacmeq_bladder"``. A
            form with one score needs no name; it is filled in.

        preoperative: Whether the scores of a visit on the day of surgery are from
            before surgery; None if it is not known, or if the date shows it.

        missing: Why scores were not recorded, as in `Patient`: a mapping from names of
            quantities to ``"not_asked"``, ``"not_testable"`` or ``"refused"``; or
            ``"other_cause"`` for a recorded score that another cause explains. It is
            kept as pairs.

    Raises:
        KindError: If the day is not a date, the items are not of one of these scales,
            *preoperative* is not a boolean, or *missing* is not a mapping.

        MissingFieldError: If the form has several scores, and *score* names none.

        LevelError: If a reason does not go together with what is recorded, or the form
            does not have this score.

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
    score: str | None = attrs.field(default=None)

    def __attrs_post_init__(self) -> None:
        self._check_score()
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
        if not self.totals:
            followed = followed_by(self)
            names = (followed.score.name, *(each.name for each in followed.items))
            recorded = self.case.flat()
            raise ContradictionError(
                tuple(name for name in names if recorded[name] is not None),
                "the answers do not give the recorded score",
            )

    def _check_score(self) -> None:
        scores = _SCORES[type(self.case)]
        first, *others = scores
        if self.score is None and others:
            raise MissingFieldError(
                "score",
                "nothing",
                " or ".join(scores),
                f'Write score="{first}", for example: the form has several.',
            )
        given = cast("object", self.score)
        if given is not None and given not in scores:
            raise LevelError(
                "score",
                "no score of this form",
                " or ".join(scores),
                nearest(given, scores) if isinstance(given, str) else "",
            )
        keep(self, "score", self.score, self.score or first)

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
    def scores(self) -> Values:
        """
        What is known of each item, by name; of a total, what it says about its items.

        A total without any item says nothing here: a course compares only items of
        which some were scored.

        >>> import datetime as dt
        >>> items = MJOA(motor_upper=4, motor_lower=5, sensory_upper=2, total=12)
        >>> Visit(on=dt.date(2024, 3, 1), case=items).scores["mjoa_sphincter"]
        1
        """
        case = Case(self)
        names = (each.name for each in followed_by(self).items)
        scored = not case.values.keys().isdisjoint(names)
        return case.known if scored else case.readings

    @property
    def total(self) -> Finding[float]:
        """The total or grade, or everything that is still possible."""
        followed = followed_by(self)
        if not isinstance(followed.score, Measure):
            return followed.score(self)
        return _recorded_grade(followed, self.totals)

    @property
    def totals(self) -> tuple[float, ...]:
        """
        Every total or grade that is still possible, in ascending order.

        Of a continuous score the least and the greatest.
        """
        return followed_by(self).scores(Case(self).known)

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
    return FOLLOWED[cast("str", visit.score)]


def _recorded_grade(followed: Followed, grades: tuple[float, ...]) -> Finding[float]:
    """A recorded grade or score as a finding; no rule is needed for it."""
    value = grades[0] if len(grades) == 1 else None
    listed = value is not None or followed.result.step is not None
    quantity, rule = followed.result, followed.graded_by or followed.change
    return Finding(
        rule=rule.identity,
        status="undecided" if value is None else "ok",
        value=value,
        possible=grades if listed else None,
        low=grades[0],
        high=grades[-1],
        because=(),
        missing=(quantity.name,) if value is None else (),
        cite=rule.cite,
        label=quantity.label,
        unit="" if followed.graded_by else quantity.unit,
    )


def _scale(visit: Visit) -> str:
    several = len(_SCORES[type(visit.case)]) > 1
    return f"{visit.score}" if several else type(visit.case).__name__


def check_pair(one: Visit, other: Visit, places: tuple[int, int]) -> None:
    """
    Check that two visits follow each other.

    Raises:
        MixedScalesError: If they are scored by different scales.

        DuplicateVisitError: If they have the same date.

        VisitOrderError: If the second is dated before the first.
    """
    if followed_by(one) is not followed_by(other):
        scales = [_scale(each) for each in (one, other)]
        raise MixedScalesError(
            places,
            f"one is scored by {scales[0]}, the other by {scales[1]}",
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
