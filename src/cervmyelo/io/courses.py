"""
Courses and changes over time as JSON; what is worse comes first.
"""

from __future__ import annotations

from collections.abc import Iterable

from cervmyelo.field_types import expect
from cervmyelo.in_part import to_plain
from cervmyelo.json_text import Json
from cervmyelo.quantity import Partly
from cervmyelo.results.change import Change, ItemChange
from cervmyelo.results.course import Course
from cervmyelo.results.visits import Visit, followed_by

from .assessments import finding_to_dict
from .provenance import PROVENANCE, written_by

__all__ = ["change_to_dict", "course_to_dict"]


def change_to_dict(change: Change) -> dict[str, Json]:
    """
    A change between two visits as plain data, ready for JSON.

    >>> import datetime as dt, cervmyelo as cm
    >>> one = cm.Visit(on=dt.date(2024, 1, 1), case=cm.MJOA(sphincter=3))
    >>> two = cm.Visit(on=dt.date(2024, 5, 1), case=cm.MJOA(sphincter=1))
    >>> plain = change_to_dict(cm.Change(earlier=one, later=two))
    >>> plain["worse"]
    ['mjoa_sphincter']
    >>> plain["possibly_worse"]
    ['mjoa_motor_upper', 'mjoa_motor_lower', 'mjoa_sensory_upper']

    Args:
        change: The change.

    Returns:
        The dates; the names of the items that are worse and that may be worse, the
        bladder first; every item; the bands; and the findings by the names of their
        rules. True, false and null mean yes, no and not known.

    Raises:
        KindError: If what was given is no change.
    """
    expect("change", change, Change)
    crossed: dict[str, Json] = {}
    if change.band_before is not None and change.band_after is not None:
        crossed = {
            "band_before": finding_to_dict(change.band_before),
            "band_after": finding_to_dict(change.band_after),
            "band_crossed": change.band_crossed,
            "possible_crossings": list(change.crossings),
        }
    gains = (change.recovery, change.reduction, change.mcid, change.benefit)
    findings = (change.points, *gains, *change.losses)
    return {
        "earlier": change.earlier.on.isoformat(),
        "later": change.later.on.isoformat(),
        "days": change.days,
        "worse": _names(change.worse),
        "possibly_worse": _names(change.possibly_worse),
        "worsened": change.worsened,
        "improved": change.improved,
        "items": {each.item.name: _item(each) for each in change.items},
        **crossed,
        "findings": {
            each.rule.name: finding_to_dict(each)
            for each in findings
            if each is not None
        },
    }


def course_to_dict(course: Course) -> dict[str, Json]:
    """
    A course as plain data, ready for JSON.

    >>> import datetime as dt, cervmyelo as cm
    >>> visits = [
    ...     cm.Visit(on=dt.date(2024, month, 1), case=cm.Nurick1972(grade=grade))
    ...     for month, grade in ((1, 2), (6, 3))
    ... ]
    >>> plain = course_to_dict(cm.course(visits))
    >>> plain["scale"], plain["deterioration"], plain["offered"]
    ('nurick_1972', '2024-06-01', {'neurology_worsened': True})

    Args:
        course: The course.

    Returns:
        The versions of the library and of its rules, the scale, the visits, the
        changes since the baseline and from visit to visit (see `change_to_dict`), the
        dates of the events, whether the last visit is worse, and what can be passed on
        to a record of the person.

    Raises:
        KindError: If what was given is no course.
    """
    expect("course", course, Course)
    surgery_on = course.surgery_on
    return {
        PROVENANCE: written_by(),
        "scale": followed_by(course.baseline).name,
        "surgery_on": None if surgery_on is None else surgery_on.isoformat(),
        "visits": [_visit(each) for each in course.visits],
        "baseline": _day(course.baseline),
        "since_baseline": [change_to_dict(each) for each in course.since_baseline],
        "steps": [change_to_dict(each) for each in course.steps],
        "improvement": _day(course.improvement),
        "possible_improvement": _day(course.possible_improvement),
        "deterioration": _day(course.deterioration),
        "possible_deterioration": _day(course.possible_deterioration),
        "worsened": course.worsened,
        "offered": course.offered(),
        "worsened_because": [str(each) for each in course.worsened_because],
        "offered_because": [str(each) for each in course.neurology_because],
    }


def _visit(visit: Visit) -> dict[str, Json]:
    band = visit.band
    return {
        "on": visit.on.isoformat(),
        "preoperative": visit.preoperative,
        "recorded": {
            name: to_plain(value)
            for name, value in visit.flat().items()
            if value is not None
        },
        "total": finding_to_dict(visit.total),
        "band": None if band is None else finding_to_dict(band),
    }


def _day(visit: Visit | None) -> str | None:
    return None if visit is None else visit.on.isoformat()


def _names(items: Iterable[ItemChange]) -> list[Json]:
    return [each.item.name for each in items]


def _as_scored(score: float | Partly | None) -> Json:
    """A score as it was recorded, also where another cause explains it."""
    if isinstance(score, Partly) and score.as_scored is not None:
        return score.as_scored
    return to_plain(score)


def _item(item: ItemChange) -> dict[str, Json]:
    return {
        "label": item.item.label,
        "before": _as_scored(item.before),
        "after": _as_scored(item.after),
        "possible_before": list(item.possible_before),
        "possible_after": list(item.possible_after),
        "worsened": item.worsened,
        "improved": item.improved,
    }
