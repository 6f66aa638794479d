"""
FHIR as people, each as of one day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final, cast, get_args

from cervmyelo.errors import KindError, LevelError, kind_of
from cervmyelo.models.patient import QUANTITIES

from .as_of import AsOf, SexFrom, in_order, person_of
from .people import Subjects
from .readings import Codes, Reading
from .received import Person, Received
from .report import Line, ReadingReport
from .walking import Resource, resources

__all__ = [
    "ANOTHER_PERSON",
    "NOBODY",
    "NOBODY_CLEAR",
    "checked_codes",
    "expected",
    "from_fhir",
]

ANOTHER_PERSON: Final = "about another person"
"""Why a resource is left out if one person is asked for."""

NOBODY: Final = "it names nobody"
"""Why a resource belongs to no person."""

NOBODY_CLEAR: Final = "it is not clear whom it is about"
"""Why a resource cannot be given to one person."""


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
    reference = cast("object", subject)
    if not (reference is None or isinstance(reference, str)):
        raise KindError("subject", kind_of(reference), "a reference, or None")
    reader = _Reader(expected(on, codes, sex_from))
    reader.read(data)
    return reader.received(subject)


def expected(on: dt.date, codes: Codes | None, sex_from: SexFrom) -> AsOf:
    """
    What is read as of a day, once the caller's options are checked.

    Args:
        on: The day, as `from_fhir` takes it.

        codes: The caller's own codes, as `from_fhir` takes them.

        sex_from: From which element the sex is read.

    Raises:
        KindError: If an argument is of the wrong kind.

        LevelError: If *sex_from* is another word, or *codes* names no quantity.
    """
    day, word = cast("object", on), cast("object", sex_from)
    if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
        raise KindError("on", kind_of(day), "a date (datetime.date)")
    if not (isinstance(word, str) and word in get_args(SexFrom)):
        raise LevelError(
            "sex_from", "another word", " or ".join(map(repr, get_args(SexFrom)))
        )
    return AsOf(on, checked_codes(codes), sex_from)


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

    def __init__(self, as_of: AsOf) -> None:
        self._as_of = as_of
        self._subjects = Subjects()
        self._readings: dict[str, list[Reading]] = {}
        self._places: dict[str, list[str]] = {}
        self._lines: list[Line] = []

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
                continue
            aside = self._as_of.aside(each)
            if aside is None:
                self._take(each, keys.get(each.place))
            else:
                self._lines.append(aside)

    def _take(self, resource: Resource, key: str | None) -> None:
        if key is None:
            key = self._subjects.key(resource)
        if key is None:
            self._lines.append(Line(resource.place, "not understood", why=NOBODY_CLEAR))
            return
        self._places.setdefault(key, []).append(resource.place)
        own = self._readings.setdefault(key, [])
        for each in self._as_of.read(resource):
            if isinstance(each, Line):
                self._lines.append(each)
            else:
                own.append(each)

    def received(self, subject: str | None) -> Received:
        """The people that were read, or the one that was asked for."""
        same = self._subjects.one_server(self._readings)
        for address, key in same.items():
            self._readings[key] += self._readings.pop(address)
            self._places[key] += self._places.pop(address)
        wanted = None
        if subject is not None:
            wanted = self._subjects.resolved({"reference": subject}) or subject
            wanted = same.get(wanted, wanted)
        people: list[Person] = []
        if len(self._readings) > 1 and not self._readings.get("", True):
            # Nothing was read from what names nobody.
            del self._readings[""]
        for key, readings in self._readings.items():
            if wanted is None or key == wanted:
                person, lines = person_of(key, readings)
                people.append(person)
                self._lines += lines
                continue
            why = ANOTHER_PERSON if key else NOBODY
            places = self._places[key]
            self._lines += [Line(each, "ignored", why=why) for each in places]
        return Received(tuple(people), ReadingReport(in_order(self._lines)))
