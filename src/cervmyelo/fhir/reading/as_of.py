"""
What resources record up to a day, and the person whom they describe.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Mapping
from typing import Final, cast

import attrs

from cervmyelo.case import Case
from cervmyelo.errors import CervmyeloError
from cervmyelo.fhir.forms import asked_by
from cervmyelo.follow_up.scales import FOLLOWED, Followed
from cervmyelo.forms import Sum
from cervmyelo.models import Patient
from cervmyelo.models.patient import AGE_YEARS, PLACES, QUANTITIES, SUFFIX
from cervmyelo.models.sheet import quantities_of
from cervmyelo.results.visits import Scored, Visit

from .general import SexFrom, of_condition, of_patient, recorded_age
from .observations import Read, of_observation, of_response
from .partial_sums import without_partial_sums
from .readings import Codes, Reading
from .received import Person
from .report import Line
from .sittings import newest, sittings
from .walking import Resource

__all__ = ["AsOf", "SexFrom", "in_order", "patient_of", "person_of"]

_KINDS: Final = frozenset(
    {"Condition", "Observation", "Patient", "QuestionnaireResponse"}
)
_NUMBERS: Final = re.compile("([0-9]+)")
_ORDER: Final = {name: at for at, name in enumerate(QUANTITIES)}
_FAILED: Final = "OperationOutcome"
_NOBODY: Final = Patient()


@attrs.frozen
class AsOf:
    """
    How resources are read: as of a day, by codes.

    Attributes:
        on: The day.

        codes: The caller's own codes.

        sex_from: From which element of a Patient the sex is read.
    """

    on: dt.date
    codes: Codes
    sex_from: SexFrom

    def aside(self, resource: Resource) -> Line | None:
        """Why a resource is not read, whomever it is about; None if it is."""
        if resource.kind in _KINDS:
            return None
        if resource.kind == _FAILED:
            why = "the server reports a problem in place of data"
            return Line(resource.place, "incomplete", why=why)
        return Line(
            resource.place, "ignored", why="a kind of resource that is not read"
        )

    def read(self, resource: Resource) -> list[Read]:
        """What a resource records up to the day, and lines for everything else."""
        return [
            each if isinstance(each, Line) else self._dated(each)
            for each in self._said_by(resource)
        ]

    def _said_by(self, resource: Resource) -> Iterable[Read]:
        match resource.kind:
            case "Observation":
                return of_observation(resource, self.codes)
            case "QuestionnaireResponse":
                return of_response(resource, self.codes, asked_by)
            case "Patient":
                return of_patient(resource, self.on, self.sex_from)
            case _:
                return of_condition(resource, self.on, self.codes)

    def _dated(self, reading: Reading) -> Read:
        """What was recorded up to the day, as of the day."""
        if reading.moment.is_beyond(self.on):
            why = f"after {self.on.isoformat()}"
            name = reading.quantity.name
            return Line(reading.place, "ignored", name, why, reading.moment.written)
        if reading.quantity is AGE_YEARS:
            return recorded_age(reading, self.on)
        return reading


def person_of(subject: str, readings: list[Reading]) -> tuple[Person, list[Line]]:
    """
    The person whom readings describe, and what became of each of them.

    Args:
        subject: The reference to the person.

        readings: What is recorded of the person, in any order.
    """
    patient, taken, lines = _described(readings)
    for conflict in Case.of(patient).conflicts:
        if conflict.by_definition:
            lines += [
                Line(taken[name].place, "contradicted", name, conflict.why)
                for name in conflict.fields
                if name in taken
            ]
    return Person(subject, patient, _visits(readings)), lines


def patient_of(readings: list[Reading]) -> tuple[Patient, list[Line]]:
    """
    What is known of the person whom readings describe, and what became of each.

    Args:
        readings: What is recorded of the person, in any order.
    """
    patient, _, lines = _described(readings)
    return patient, lines


def _described(
    readings: list[Reading],
) -> tuple[Patient, Mapping[str, Reading], list[Line]]:
    """What is known of a person, from which readings, and what became of each."""
    if not readings:
        return _NOBODY, {}, []
    blocks: dict[str, list[Reading]] = {}
    for each in readings:
        name = each.quantity.name
        blocks.setdefault(PLACES[name].record or name, []).append(each)
    taken: dict[str, Reading] = {}
    lines: list[Line] = []
    for block in blocks.values():
        known, own = newest(block)
        taken |= known
        lines += own
    taken, sums = without_partial_sums(taken)
    if sums:
        # What was used at first, and is not.
        left_out = {(line.place, line.about) for line in sums}
        lines = [each for each in lines if (each.place, each.about) not in left_out]
        lines += sums
    return Patient.from_values(_flat(taken.values())), taken, lines


def _visits(readings: list[Reading]) -> tuple[Visit, ...]:
    """The scores of each day; what contradicts itself is no visit."""
    found: list[Visit] = []
    of_scales = [each for each in readings if each.quantity.name in _on_scales()]
    recorded_names = {each.quantity.name for each in of_scales}
    for followed, fields, names in _scales():
        if recorded_names.isdisjoint(names):
            continue
        own = [each for each in of_scales if each.quantity.name in fields]
        days: dict[dt.date, list[Reading]] = {}
        for sitting in sittings(own):
            if sitting.moment.day is not None:
                days.setdefault(sitting.moment.day, []).extend(sitting.readings)
        for day, recorded in days.items():
            known, _ = without_partial_sums(newest(recorded)[0])
            values = {
                fields[name]: each.content.value
                for name, each in known.items()
                if each.content.value is not None
            }
            reasons = {
                name: each.content.reason
                for name, each in known.items()
                if each.content.reason is not None
            }
            try:
                case = cast("Scored", followed.recorded(**values))
                visit = Visit(
                    on=day,
                    case=case,
                    missing=cast("tuple[()]", reasons),
                    score=followed.score.name,
                )
            except CervmyeloError:
                # The report has a line for it if it is the newest.
                continue
            # A form with several scores makes a visit for each that is known.
            if names & {*known}:
                found.append(visit)
    return tuple(sorted(found, key=lambda each: each.on))


@functools.cache
def _scales() -> tuple[tuple[Followed, Mapping[str, str], frozenset[str]], ...]:
    """Each scale with the fields of its form, and the names that make a visit."""
    found: list[tuple[Followed, Mapping[str, str], frozenset[str]]] = []
    for followed in FOLLOWED.values():
        fields = {q.name: f for f, q in quantities_of(followed.recorded).items()}
        names = {followed.score.name, *(each.name for each in followed.items)}
        names |= {*fields} if isinstance(followed.score, Sum) else set()
        found.append((followed, fields, frozenset(names)))
    return tuple(found)


@functools.cache
def _on_scales() -> frozenset[str]:
    """The names of what the forms of the scales record."""
    return frozenset(name for _, fields, _ in _scales() for name in fields)


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines in the order of their places in the data."""
    return tuple(sorted(lines, key=lambda line: _turns(line.place)))


@functools.lru_cache(1024)
def _turns(place: str) -> tuple[str | int, ...]:
    """Text and digits in turns, so that numbers meet numbers."""
    parts = _NUMBERS.split(place)
    return tuple(int(part) if at % 2 else part for at, part in enumerate(parts))


def _flat(readings: Iterable[Reading]) -> dict[str, object]:
    """Readings as a flat record, in the order of the data dictionary."""
    record: dict[str, object] = {}
    # Symptoms keep the order of their record, which is not that of the data.
    for each in sorted(readings, key=lambda each: _ORDER[each.quantity.name]):
        name, content = each.quantity.name, each.content
        if content.value is not None:
            record[name] = content.value
        if content.reason is not None:
            record[f"{name}{SUFFIX}"] = content.reason
    return record
