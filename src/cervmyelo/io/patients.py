"""
Flat records read as patients, and patients written as flat records.
"""

from __future__ import annotations

import contextlib
from collections.abc import (
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    Mapping,
    Sequence,
    ValuesView,
)
from typing import Final, Self, cast

import attrs

from cervmyelo.case import Case
from cervmyelo.consistency import Conflict
from cervmyelo.errors import (
    CervmyeloError,
    DocumentError,
    DuplicateFieldError,
    InvalidRecordError,
    KindError,
    kind_of,
)
from cervmyelo.field_types import expect
from cervmyelo.in_part import from_plain, to_plain
from cervmyelo.json_text import Json, Object, parse
from cervmyelo.models import Patient
from cervmyelo.models.ends import ENDS, as_ends
from cervmyelo.models.missing import RECORDABLE, checked_reason
from cervmyelo.models.patient import (
    PLACES,
    QUANTITIES,
    checked_reference,
    hints_at_quantities,
    reason_for,
    unknown_quantity,
    with_reference,
)
from cervmyelo.names import Hints, plain_text, shown
from cervmyelo.quantity import Measure, Partly, Value, checked

from .json_layouts import must_be_one_record, parsed
from .provenance import PROVENANCE, provenance

__all__ = [
    "MOST_OTHERS",
    "Reading",
    "RecordReader",
    "numbered",
    "patient_from_dict",
    "patient_from_json",
    "patient_to_dict",
    "patient_to_row",
    "patients_from_json",
    "read_record",
    "records_of",
    "valid_reference",
]

MOST_OTHERS: Final = 100
"""How much else than objects a list of records can hold, each flagged."""


_KEYS: Final = RECORDABLE.keys() | {"ref"}
_NOBODY: Final = Patient()

_SHORT: Final = 8
"""Up to so many keys, records are looked up among those that were read."""

_REMEMBERED: Final = 2**14


@attrs.frozen(kw_only=True)
class Reading:
    """
    One record of a file: a patient, or the reasons why the record is invalid.

    Attributes:
        number: Its position in the file, from 1.

        ref: Its reference; None if there is none.

        patient: The patient; None if the record is invalid.

        values: What was recorded, by the names of the quantities. An invalid value is
            replaced by its error, so that the rules that need it are refused and all
            others answer.

        problems: Every problem of the record.
    """

    number: int
    ref: str | None = attrs.field(default=None, repr=False)
    patient: Patient | None
    values: Mapping[str, object] = attrs.field(repr=False)
    problems: tuple[CervmyeloError, ...] = ()

    @classmethod
    def unreadable(cls, number: int, problem: CervmyeloError) -> Self:
        """
        A record without anything that can be read: every rule is refused.

        No rule may answer as if nothing had been recorded.

        Args:
            number: Its position in the file, from 1.

            problem: Why it cannot be read.
        """
        return cls(
            number=number, patient=None, values=_All(problem), problems=(problem,)
        )

    def at(self, number: int) -> Self:
        """
        The same record at another place in a file.

        Args:
            number: Its position in the file, from 1.
        """
        return type(self)(
            number=number,
            ref=self.ref,
            patient=self.patient,
            values=self.values,
            problems=self.problems,
        )

    def named(self, ref: str | None, number: int) -> Self:
        """
        The record of another person with the same values.

        Args:
            ref: The reference, which is valid; None if there is none.

            number: The position in the file, from 1.
        """
        patient = self.patient and with_reference(self.patient, ref)
        return type(self)(
            number=number,
            ref=ref,
            patient=patient,
            values=self.values,
            problems=self.problems,
        )

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Recorded facts that contradict each other, or are unlikely together."""
        return self.case.conflicts

    @property
    def case(self) -> Case:
        """
        What was recorded as a case; that of a patient is the patient's own.

        The rules that answer for the patient look at the same case, so that its values
        are checked against each other once.
        """
        if self.patient is None:
            return Case(self.values, extra=True)
        return Case.of(self.patient)


class _Values(Mapping[str, object]):
    """Values that cannot be changed: records that are alike share them."""

    __slots__ = ("_values",)

    def __init__(self, values: dict[str, object]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> object:
        return self._values[name]

    # Those of the mixin go through __getitem__ for each value of each record.
    def keys(self) -> KeysView[str]:
        return self._values.keys()

    def values(self) -> ValuesView[object]:
        return self._values.values()

    def items(self) -> ItemsView[str, object]:
        return self._values.items()

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(self._values)


@attrs.frozen
class _All(Mapping[str, object]):
    """Every quantity with the same problem; a file can hold many such records."""

    problem: CervmyeloError

    def __getitem__(self, name: str) -> object:
        if name not in QUANTITIES:
            raise KeyError(name)
        return self.problem

    def __iter__(self) -> Iterator[str]:
        return iter(QUANTITIES)

    def __len__(self) -> int:
        return len(QUANTITIES)


def valid_reference(reading: Reading) -> str | None:
    """
    The reference of a record; None if there is none or it is invalid.

    Args:
        reading: The record.
    """
    at_fault = any(getattr(each, "field", "") == "ref" for each in reading.problems)
    return None if at_fault else reading.ref


def patient_to_dict(patient: Patient) -> dict[str, Json]:
    """
    A patient as a flat record.

    >>> from cervmyelo import MJOA, Patient
    >>> patient_to_dict(Patient(age_years=61, mjoa=MJOA(motor_upper=3)))
    ... # doctest: +NORMALIZE_WHITESPACE
    {'age_years': 61, 'mjoa_motor_upper': 3, 'mjoa_motor_lower': None,
     'mjoa_sensory_upper': None, 'mjoa_sphincter': None, 'mjoa_total': None,
     'mjoa_severity': None}

    Returns:
        A key for each recorded value. A symptom or an instrument has all its keys if
        one is recorded, with None for the others, so that reading the record gives
        an equal patient.

    Raises:
        KindError: If what was given is no patient.
    """
    expect("patient", patient, Patient)
    record: dict[str, Json] = {}
    if patient.ref is not None:
        record["ref"] = patient.ref
    return record | {
        name: to_plain(value)
        for name, value in patient.flat().items()
        if value is not None or (name in PLACES and PLACES[name].record)
    }


def patient_to_row(patient: Patient) -> dict[str, Value]:
    """
    A patient as a row of a table: a cell for each value that is recorded.

    What is known in part is in the columns of its ends, and why something is missing in
    a column of its own, so that `assess_cohort` and `read_table` read a table of such
    rows. Of several values with others between them, the ends say less.

    >>> from cervmyelo import MJOA, Patient, between
    >>> patient_to_row(Patient(age_years=61, mjoa=MJOA(motor_upper=between(2, 3))))
    {'age_years': 61, 'mjoa_motor_upper_low': 2, 'mjoa_motor_upper_high': 3}

    Returns:
        The cells by the names of columns, without those of what is not recorded. A
        frame of such rows has a column for each name in any of them.

    Raises:
        KindError: If what was given is no patient.
    """
    expect("patient", patient, Patient)
    row: dict[str, Value] = {} if patient.ref is None else {"ref": patient.ref}
    for name, value in patient.flat().items():
        if isinstance(value, Partly):
            _, low, high = as_ends(QUANTITIES[name], value)
            ends = zip(ENDS[name], (low, high), strict=True)
            row |= {end.name: cell for end, cell in ends if cell is not None}
        elif value is not None:
            row[name] = value
    return row


def patient_from_dict(record: Mapping[str, object]) -> Patient:
    """
    The patient in a flat record.

    >>> patient_from_dict({"age_years": 61, "neck_pain": True}).symptoms[0].kind
    'neck_pain'

    Raises:
        InvalidRecordError: If the record is invalid; all problems are listed.
    """
    reading = read_record(record)
    if reading.patient is None:
        raise InvalidRecordError(reading.problems)
    return reading.patient


def patient_from_json(text: str | bytes) -> Patient:
    """
    The patient in a JSON text with one flat record.

    >>> patient_from_json('{"age_years": 61, "age_years": 16}')
    Traceback (most recent call last):
        ...
    cervmyelo.errors.InvalidRecordError: age_years: expected each field once, got \
the same field twice. Keep the right one.

    Raises:
        DocumentError: If the text is not JSON.

        InvalidRecordError: If the record is invalid; all problems are listed.
    """
    document = parse(text)
    if not isinstance(document, Object):
        raise DocumentError(
            f"One patient is one JSON object, but {kind_of(document)} was given. Use "
            f"patients_from_json for several patients in a list."
        )
    return patient_from_dict(document)


def patients_from_json(text: str | bytes) -> tuple[Reading, ...]:
    """
    The records of a JSON text: one object, a list of them, or {"patients": [...]}.

    >>> readings = patients_from_json('[{"age_years": 61}, {"age_years": "61"}]')
    >>> [reading.patient is None for reading in readings]
    [False, True]

    Raises:
        DocumentError: If the text is not JSON, or has no records.
    """
    reader = RecordReader()
    return tuple(reader.read(each, at) for at, each in enumerate(records_of(text), 1))


def records_of(text: str | bytes) -> Sequence[object]:
    """
    The records of a JSON text as they are, most of them objects.

    Args:
        text: One object, a list of them, or {"patients": [...]}.

    Raises:
        DocumentError: If the text is not JSON, or has no records.
    """
    document = parsed(text)
    if isinstance(document, Object) and "patients" in document:
        extra = set(document) - {"patients", PROVENANCE}
        if extra or document.repeated:
            raise DocumentError(
                'Next to "patients" there is an unknown key, or a key is given twice. '
                "Put every field into the record of its patient."
            )
        document = document["patients"]
        if not isinstance(document, list):
            raise DocumentError('"patients" must be a list of objects.')
    if isinstance(document, list):
        records = cast("list[object]", document)
    elif isinstance(document, Object):
        must_be_one_record(document)
        records = [document]
    else:
        raise DocumentError(
            f"The text holds {kind_of(document)}, but records are JSON objects."
        )
    others = len(records) - [*map(type, records)].count(Object)
    if records and others == len(records):
        raise DocumentError(
            f"The list holds no record: its first element is {kind_of(records[0])}, "
            f"but records are JSON objects."
        )
    # A list with much else than objects is no list of records, however it came.
    if others > MOST_OTHERS:
        raise DocumentError(
            f"The list has more than {MOST_OTHERS} elements that are not objects, so "
            f"it is not a list of records. A record is an object with a key for each "
            f"field."
        )
    return records


def numbered(readings: Iterable[Reading]) -> Iterator[Reading]:
    """
    Records of a file in their order, each with its position from 1.

    Args:
        readings: The records; those that are alike can be one and the same.
    """
    for number, each in enumerate(readings, 1):
        yield each if each.number == number else each.at(number)


def read_record(record: object, number: int = 1) -> Reading:
    """
    Read a flat record and report everything that is invalid in it.

    >>> read_record({"age_years": 61}).patient.age_years
    61
    >>> reading = read_record({"age_years": -1, "sex_at_birth": "f"})
    >>> [each.field for each in reading.problems]
    ['age_years', 'sex_at_birth']

    Args:
        record: A mapping of names to values.

        number: Its position in the file, from 1.
    """
    return RecordReader().read(record, number)


@attrs.define
class RecordReader:
    """
    Reads the records of one input; what repeats in them is looked at once.

    Attributes:
        hints: The hints at names, for all records.

        suspects: The names with a fault in an earlier record. Their values are looked
            at first, so that no model is built in vain.

        known: Short records that were read, by their keys and values.
    """

    hints: Hints = attrs.field(factory=hints_at_quantities)
    suspects: set[str] = attrs.field(factory=set[str])
    known: dict[object, Reading] = attrs.field(factory=dict[object, Reading])

    def read(self, record: object, number: int) -> Reading:
        """
        A record.

        Args:
            record: A mapping of names to values.

            number: Its position, from 1.
        """
        found = self.read_alike(record, number)
        same = type(number) is int and found.number == number
        return found if same else found.at(number)

    def read_alike(self, record: object, number: int) -> Reading:
        """
        A record, or a record that was read before and is alike, with its number.

        Args:
            record: A mapping of names to values.

            number: Its position, from 1.
        """
        if type(record) is not Object or len(record) > _SHORT or record.repeated:
            return _read(record, number, self.hints, self.suspects)
        # People who differ only in their reference are one person to every rule.
        ref, facts = _apart(record)
        values = facts.values()
        key: tuple[object, ...] = (*facts, *values, *map(type, values))
        try:
            known = self.known.get(key)
        except TypeError:
            # An object or a list is in it.
            try:
                key = (*facts, *map(_key, values))
                known = self.known.get(key)
            except (RecursionError, TypeError):
                return _read(record, number, self.hints, self.suspects)
        if known is None:
            known = _read(record, number, self.hints, self.suspects)
            if len(self.known) < _REMEMBERED:
                self.known[key] = known
        elif "ref" not in facts and known.ref != ref:
            return known.named(ref, number)
        return known


def _apart(record: Object) -> tuple[str | None, Mapping[str, object]]:
    """The reference of a record, and the rest; an invalid one is with the rest."""
    ref = record.get("ref")
    if not isinstance(ref, str):
        return None, record
    try:
        checked_reference(ref)
    except CervmyeloError:
        return None, record
    facts = dict(record)
    del facts["ref"]
    return ref, facts


def _read(record: object, number: int, hints: Hints, suspects: set[str]) -> Reading:
    if not isinstance(record, Mapping):
        fault = KindError(
            f"record {number}", kind_of(record), "an object with a key for each field"
        )
        return Reading.unreadable(number, fault)
    given = cast("Mapping[object, object]", record)
    named: Mapping[str, object] = (
        # The keys of JSON are plain text.
        given
        if type(given) is Object
        else {_named(key): value for key, value in given.items()}
    )
    repeated = frozenset(given.repeated if isinstance(given, Object) else ())
    if suspects.isdisjoint(named) and named.keys() <= _KEYS and not repeated:
        # The constructors check each value once; only a fault is looked for again.
        with contextlib.suppress(CervmyeloError):
            plain = {name: from_plain(name, value) for name, value in named.items()}
            whole = Patient.from_values(plain) if plain else _NOBODY
            known = {k: value for k, value in plain.items() if k in RECORDABLE}
            return Reading(
                number=number, ref=whole.ref, patient=whole, values=_Values(known)
            )
    values: dict[str, object] = {}
    problems: list[CervmyeloError] = []
    invalid: set[str] = set()
    for name, cell in named.items():
        try:
            if name in repeated:
                raise DuplicateFieldError(
                    shown(name),
                    "the same field twice",
                    "each field once",
                    "Keep the right one.",
                )
            value = _checked(name, cell, named, hints)
        except CervmyeloError as error:
            # The frames of a traceback hold all that was read, for every single fault.
            value = error.with_traceback(None)
            problems.append(value)
            invalid.add(name)
        if name in RECORDABLE:
            values[name] = value
    suspects.update(invalid)
    ref = named.get("ref")
    ref = ref if isinstance(ref, str) else None
    patient = None
    valid = {
        name: value
        for name, value in values.items()
        # The reason next to an invalid value was checked already.
        if name not in invalid and reason_for(name) not in invalid
    }
    if valid or not problems:
        try:
            built = Patient.from_values({"ref": None if problems else ref, **valid})
        except InvalidRecordError as error:
            problems += (each.with_traceback(None) for each in error.problems)
        else:
            patient = None if problems else built
    return Reading(
        number=number,
        ref=ref,
        patient=patient,
        values=_Values(values),
        problems=tuple(problems),
    )


def _key(value: object) -> object:
    """What is the same for equal values of the same kind, and for no others."""
    if isinstance(value, Object):
        return Object, repr(value), value.repeated
    kind = type(value)
    return kind, repr(value) if kind is list else value


def _named(key: object) -> str:
    return plain_text(key) if isinstance(key, str) else f"key that is {kind_of(key)}"


def _checked(
    name: str, value: object, record: Mapping[str, object], hints: Hints
) -> object:
    if isinstance(value, CervmyeloError):
        raise value
    if name == PROVENANCE:
        return provenance(value)
    if name == "ref":
        return checked_reference(value)
    if quantity := reason_for(name):
        beside = record.get(quantity)
        return None if value is None else checked_reason(quantity, value, beside)
    if name not in PLACES:
        raise unknown_quantity(name, hints)
    value = from_plain(name, value)
    known = QUANTITIES[name]
    if isinstance(value, Partly):
        checked(known, value)
        return value
    whole = isinstance(known, Measure) and known.whole
    if whole and isinstance(value, float) and value.is_integer():
        # To JSON Schema, 61.0 is a whole number as well.
        value = int(value)
    return None if value is None else known.check(value)
