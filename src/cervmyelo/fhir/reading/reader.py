"""
FHIR as people, each as of one day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast, get_args

from cervmyelo.case import Case
from cervmyelo.errors import CervmyeloError, KindError, LevelError, kind_of
from cervmyelo.fhir.forms import asked_by
from cervmyelo.follow_up.scales import FOLLOWED
from cervmyelo.models import Patient
from cervmyelo.models.patient import AGE_YEARS, PLACES, QUANTITIES, SUFFIX
from cervmyelo.models.sheet import quantities_of
from cervmyelo.results.visits import Scored, Visit

from .general import SexFrom, of_condition, of_patient, recorded_age
from .observations import Read, of_observation, of_response
from .partial_sums import without_partial_sums
from .people import Subjects
from .readings import Codes, Reading
from .received import Person, Received
from .report import Line, ReadingReport
from .sittings import newest, sittings
from .walking import Resource, resources

__all__ = ["ANOTHER_PERSON", "checked_codes", "from_fhir"]

_KINDS: Final = frozenset(
    {"Condition", "Observation", "Patient", "QuestionnaireResponse"}
)
_NUMBERS: Final = re.compile("[0-9]+")
_FAILED: Final = "OperationOutcome"

ANOTHER_PERSON: Final = "about another person"
"""Why a resource is left out if one person is asked for."""


def from_fhir(
    data: object,
    *,
    on: dt.date,
    subject: str | None = None,
    codes: Codes | None = None,
    sex_from: SexFrom = "birth_sex",
) -> Received:
    """
    People as FHIR records them, as of one day.

    Observations and answers to forms are read by the codes of this library, or by those
    of the caller; age and sex from a Patient; smoking and rheumatoid arthritis also as
    general records write them. Everything else is left out, and the report says why.
    What one sheet or symptom holds comes from one sitting, the newest; what a rule
    found is not read, because rules find it again.

    >>> import datetime as dt
    >>> import cervmyelo as cm
    >>> total = {
    ...     "resourceType": "Observation",
    ...     "status": "final",
    ...     "code": {
    ...         "coding": [{"system": "urn:cervmyelo:codes", "code": "mjoa_total"}]
    ...     },
    ...     "effectiveDateTime": "2026-03-14",
    ...     "valueQuantity": {"value": 13},
    ... }
    >>> received = cm.fhir.from_fhir(total, on=dt.date(2026, 3, 20))
    >>> print(received.report)
    data: used mjoa_total of 2026-03-14
    >>> cm.mjoa_severity(received.patient).answer
    'moderate'

    Args:
        data: A resource, a Bundle, or a list of them, as ``json.loads`` gives them. At
            most 100,000 resources are read, nested up to 8 deep.

        on: The day. What is dated after it is ignored, and the age is as of this day,
            or of the day of death.

        subject: The reference to the one person to read; None for everyone, each as a
            person of their own.

        codes: The caller's own codes: a mapping from (system, code) to the name of a
            quantity, or to its name and the value that an answer means. For answers to
            a form, the system is the address of the form without its version, and the
            code the link of an item.

        sex_from: ``"birth_sex"`` for the extension of US Core for the sex recorded at
            birth; ``"gender"`` to take the gender where that is missing.

    Returns:
        The people, and the report. Data of any shape give a report, never an error.

    Raises:
        KindError: If an argument other than *data* is of the wrong kind.

        LevelError: If *sex_from* is another word, or *codes* names no quantity.
    """
    day, reference = cast("object", on), cast("object", subject)
    if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
        raise KindError("on", kind_of(day), "a date (datetime.date)")
    if not (reference is None or isinstance(reference, str)):
        raise KindError("subject", kind_of(reference), "a reference, or None")
    word = cast("object", sex_from)
    if not (isinstance(word, str) and word in get_args(SexFrom)):
        raise LevelError(
            "sex_from", "another word", " or ".join(map(repr, get_args(SexFrom)))
        )
    reader = _Reader(on, checked_codes(codes), sex_from)
    reader.read(data)
    return reader.received(subject)


def checked_codes(codes: Codes | None) -> Codes:
    """
    The caller's codes; none for None.

    Args:
        codes: The codes, as `from_fhir` takes them.

    Raises:
        KindError: If they are no mapping, or a key is no pair of text.

        LevelError: If one names no quantity.
    """
    if codes is None:
        return {}
    held = cast("object", codes)
    if not isinstance(held, Mapping):
        raise KindError("codes", kind_of(held), "a mapping from (system, code)")
    for key, meant in cast("Mapping[object, object]", codes).items():
        system, code = _pair("codes", key, "(system, code) as a key")
        if not (isinstance(system, str) and isinstance(code, str)):
            raise KindError("codes", "a key of another kind", "(system, code) as text")
        name = meant
        if isinstance(meant, tuple):
            name, value = _pair("codes", cast("object", meant), "(name, value)")
            if isinstance(name, str) and name in QUANTITIES:
                QUANTITIES[name].check(value)
        if not (isinstance(name, str) and name in QUANTITIES):
            raise LevelError("codes", kind_of(name), "the name of a quantity")
    return dict(codes)


def _pair(name: str, given: object, allowed: str) -> tuple[object, object]:
    """A pair, if it is one."""
    pair = tuple(cast("Iterable[object]", given)) if _is_tuple(given) else ()
    if len(pair) != 2:  # noqa: PLR2004
        raise KindError(name, kind_of(given), allowed)
    return pair[0], pair[1]


def _is_tuple(given: object) -> bool:
    return isinstance(given, tuple)


class _Reader:
    """What is read of each person, and what became of everything else."""

    def __init__(self, on: dt.date, codes: Codes, sex_from: SexFrom) -> None:
        self._on = on
        self._codes = codes
        self._sex_from: SexFrom = sex_from
        self._subjects = Subjects()
        self._readings: dict[str, list[Reading]] = {}
        self._places: dict[str, list[str]] = {}
        self._lines: list[Line] = []
        self._left_out: set[tuple[str, str]] = set()
        self._at_last: list[Line] = []

    def read(self, data: object) -> None:
        """Read all resources in data."""
        found = [*resources(data)]
        keys = {
            each.place: self._subjects.learn(each)
            for each in found
            if isinstance(each, Resource) and each.kind == "Patient"
        }
        for each in found:
            if isinstance(each, Line):
                self._lines.append(each)
            elif each.kind == _FAILED:
                why = "the server reports a problem in place of data"
                self._lines.append(Line(each.place, "incomplete", why=why))
            elif each.kind not in _KINDS:
                why = "a kind of resource that is not read"
                self._lines.append(Line(each.place, "ignored", why=why))
            else:
                self._take(each, keys.get(each.place))

    def _take(self, resource: Resource, key: str | None) -> None:
        if key is None:
            key = self._subjects.key(resource)
        if key is None:
            why = "it is not clear whom it is about"
            self._lines.append(Line(resource.place, "not understood", why=why))
            return
        self._places.setdefault(key, []).append(resource.place)
        own = self._readings.setdefault(key, [])
        for each in self._said_by(resource):
            if isinstance(each, Line):
                self._lines.append(each)
                continue
            dated = self._dated(each)
            if isinstance(dated, Line):
                self._lines.append(dated)
            else:
                own.append(dated)

    def _said_by(self, resource: Resource) -> Iterator[Read]:
        match resource.kind:
            case "Observation":
                return of_observation(resource, self._codes)
            case "QuestionnaireResponse":
                return of_response(resource, self._codes, asked_by)
            case "Patient":
                return of_patient(resource, self._on, self._sex_from)
            case _:
                return of_condition(resource, self._on, self._codes)

    def _dated(self, reading: Reading) -> Read:
        """What was recorded up to the day, as of the day."""
        if reading.moment.is_beyond(self._on):
            why = f"after {self._on.isoformat()}"
            name = reading.quantity.name
            return Line(reading.place, "ignored", name, why, reading.moment.written)
        if reading.quantity is AGE_YEARS:
            return recorded_age(reading, self._on)
        return reading

    def received(self, subject: str | None) -> Received:
        """The people that were read, or the one that was asked for."""
        wanted = None
        if subject is not None:
            wanted = self._subjects.resolved({"reference": subject}) or subject
        people: list[Person] = []
        if len(self._readings) > 1 and not self._readings.get("", True):
            # Nothing was read from what names nobody.
            del self._readings[""]
        for key, readings in self._readings.items():
            if wanted is None or key == wanted:
                people.append(self._person(key, readings))
                continue
            why = ANOTHER_PERSON if key else "it names nobody"
            places = self._places[key]
            self._lines += [Line(each, "ignored", why=why) for each in places]
        left_out = self._left_out
        lines = [e for e in self._lines if (e.place, e.about) not in left_out]
        lines += self._at_last
        return Received(tuple(people), ReadingReport(tuple(sorted(lines, key=_order))))

    def _person(self, key: str, readings: list[Reading]) -> Person:
        blocks: dict[str, list[Reading]] = {}
        for each in readings:
            name = each.quantity.name
            blocks.setdefault(PLACES[name].record or name, []).append(each)
        taken: dict[str, Reading] = {}
        for block in blocks.values():
            known, lines = newest(block)
            taken |= known
            self._lines += lines
        taken, lines = without_partial_sums(taken)
        # What was used at first, and is not.
        self._left_out |= {(line.place, line.about) for line in lines}
        self._at_last += lines
        patient = Patient.from_values(_flat(taken.values()))
        for conflict in Case.of(patient).conflicts:
            if conflict.by_definition:
                self._at_last += [
                    Line(taken[name].place, "contradicted", name, conflict.why)
                    for name in conflict.fields
                    if name in taken
                ]
        return Person(key, patient, tuple(self._visits(readings)))

    def _visits(self, readings: list[Reading]) -> Iterator[Visit]:
        """The scores of each day; what contradicts itself is no visit."""
        found: list[Visit] = []
        for followed in FOLLOWED.values():
            fields = {q.name: f for f, q in quantities_of(followed.recorded).items()}
            own = [each for each in readings if each.quantity.name in fields]
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
                    visit = Visit(on=day, case=case, missing=cast("tuple[()]", reasons))
                except CervmyeloError:
                    # The report has a line for it if it is the newest.
                    continue
                if values or reasons:
                    found.append(visit)
        return iter(sorted(found, key=lambda each: each.on))


def _order(line: Line) -> tuple[int, ...]:
    """The order of places in the data."""
    return tuple(map(int, _NUMBERS.findall(line.place)))


def _flat(readings: Iterable[Reading]) -> dict[str, object]:
    """Readings as a flat record."""
    record: dict[str, object] = {}
    for each in readings:
        name, content = each.quantity.name, each.content
        if content.value is not None:
            record[name] = content.value
        if content.reason is not None:
            record[f"{name}{SUFFIX}"] = content.reason
    return record
