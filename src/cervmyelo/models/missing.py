"""
Why a value was not recorded, and whether another cause explains the one that was.

A reason is recorded next to the quantity, under its name with ``_missing`` at the end.
It is not in the data dictionary, because no rule reads it: a value that was not
recorded stays open whatever the reason. A value that another cause explains can be
read in two ways, and rules give the answers of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, cast

from cervmyelo.errors import CervmyeloError, KindError, LevelError
from cervmyelo.quantity import (
    Choice,
    Fact,
    Partly,
    Quantity,
    Readings,
    Value,
    checked,
)

from .ems import EMS
from .ends import ENDS, IN_PART
from .examination import AMBULATORY, Examination
from .joa import JOA, JOA1994
from .mjoa import MJOA
from .patient import (
    CORD_SIGNS,
    DAILY_TASKS_AFFECTED,
    MOBILITY_LIMITS_WORK,
    NERVE_ROOT_INVOLVEMENT,
    QUALITY_OF_LIFE_AFFECTED,
    QUANTITIES,
    SUFFIX,
    WHEELCHAIR_OR_IMMOBILE,
    MissingReason,
    unknown_quantity,
)
from .patient_mjoa import PatientMJOA
from .sheet import items_of, quantities_of
from .symptoms import SYMPTOMS
from .walking import Walking

__all__ = [
    "BOTH_READINGS",
    "COLUMNS",
    "COMPANIONS",
    "HOW_RECORDED",
    "MEANINGS",
    "OTHER_CAUSE",
    "RECORDABLE",
    "UNAFFECTED",
    "checked_cell",
    "checked_reason",
    "faults_of",
    "with_readings",
]

OTHER_CAUSE: Final = "other_cause"
"""The reason that goes next to a recorded value."""

MEANINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "not_asked": "not asked",
        "not_testable": "not testable",
        "refused": "refused",
        OTHER_CAUSE: "explained by another cause",
    }
)
"""What each reason is called."""

HOW_RECORDED: Final = (
    f'Next to a quantity, under its name with "{SUFFIX}" at the end. "{OTHER_CAUSE}" '
    "goes next to a recorded value that another cause explains; the others go in place "
    "of a value."
)
"""Where a reason is recorded."""

BOTH_READINGS: Final = f"{MEANINGS[OTHER_CAUSE]}: as scored, or as if unaffected"
"""How a value with two readings is shown."""


def _facts() -> Iterator[Fact]:
    yield from (symptom.present for symptom in SYMPTOMS.values())
    for sheet in (Examination, Walking):
        for each in quantities_of(sheet).values():
            if isinstance(each, Fact) and each is not AMBULATORY:
                yield each
    yield from (
        DAILY_TASKS_AFFECTED,
        QUALITY_OF_LIFE_AFFECTED,
        NERVE_ROOT_INVOLVEMENT,
        CORD_SIGNS,
        MOBILITY_LIMITS_WORK,
        WHEELCHAIR_OR_IMMOBILE,
    )


UNAFFECTED: Final[Mapping[str, Value]] = MappingProxyType(
    {
        **{
            item.name: item.high
            for sheet in (MJOA, PatientMJOA, JOA, JOA1994, EMS)
            for item in items_of(sheet)
        },
        **{fact.name: False for fact in _facts()},
        AMBULATORY.name: True,
    }
)
"""
The value of a person without impairment, for what another cause can explain.

For an item it is the full mark, for a symptom or a sign no. A cause of myelopathy, an
image or a measurement has none.
"""


def _companion(quantity: Quantity) -> Choice:
    words, question = [*MEANINGS], "Why was it not recorded"
    if quantity.name in UNAFFECTED:
        question += ", or does another cause explain it"
    else:
        words.remove(OTHER_CAUSE)
    return Choice(
        name=f"{quantity.name}{SUFFIX}",
        label=f"{quantity.label}, reason",
        question=f"{question}?",
        levels=tuple(words),
        meanings=tuple(MEANINGS[word] for word in words),
        none="no reason recorded",
    )


COMPANIONS: Final[Mapping[str, Choice]] = MappingProxyType(
    {name: _companion(quantity) for name, quantity in QUANTITIES.items()}
)
"""The reason as something that can be recorded, by the name of its quantity."""

RECORDABLE: Final[Mapping[str, Quantity]] = MappingProxyType(
    {**QUANTITIES, **{each.name: each for each in COMPANIONS.values()}}
)
"""Every key of a record: the quantities, and the reasons next to them."""

COLUMNS: Final[Mapping[str, Quantity]] = MappingProxyType(
    {**RECORDABLE, **{each.name: each for pair in ENDS.values() for each in pair}}
)
"""Every column of a table: what a record has, and the ends of values known in part."""

_NO_VALUE: Final = "not_asked, not_testable or refused"


def checked_cell(
    quantity: Quantity, value: object, name: str = ""
) -> Value | Partly | None:
    """
    A value of a column, known or known in part, if it can be recorded.

    Args:
        quantity: One of `COLUMNS`, or of a caller.

        value: The value.

        name: The name for errors; empty for that of the quantity.

    Raises:
        CervmyeloError: If it is invalid; for a reason or an end also if it is known in
            part.
    """
    beside = quantity.name in COLUMNS and quantity.name not in QUANTITIES
    if beside and isinstance(value, Partly):
        raise KindError(name or quantity.name, IN_PART, quantity.allowed)
    return checked(quantity, value, name)


def checked_reason(name: object, reason: object, value: object) -> MissingReason:
    """
    A reason, if it can be recorded.

    >>> checked_reason("mjoa_motor_upper", "not_testable", None)
    'not_testable'

    Args:
        name: The name of the quantity.

        reason: The reason.

        value: What is recorded for the quantity; None if nothing is.

    Raises:
        UnknownFieldError: If there is no such quantity.

        KindError: If the reason is not text.

        LevelError: If it is no reason, one that the quantity cannot have, or one that
            does not go together with what is recorded.
    """
    if not isinstance(name, str):
        raise unknown_quantity(name)
    if name not in COMPANIONS:
        raise unknown_quantity(f"{name}{SUFFIX}")
    companion = COMPANIONS[name]
    # Some objects cannot be compared with a word.
    other = isinstance(reason, str) and reason == OTHER_CAUSE
    if other and name not in UNAFFECTED:
        raise LevelError(
            companion.name,
            "a reason that it cannot have",
            _NO_VALUE,
            "Another cause can explain an item of a score, a symptom or a sign.",
        )
    word = cast("MissingReason", companion.check(reason))
    if word != OTHER_CAUSE:
        if value is not None:
            raise LevelError(
                companion.name,
                "a reason why there is none",
                f"{OTHER_CAUSE} next to a recorded value",
                "Remove the value or the reason, whichever is wrong.",
            )
    elif value is None or isinstance(value, Partly):
        raise LevelError(
            companion.name,
            "a reason that needs a value",
            f"{_NO_VALUE} where no value is recorded, or one in part",
            "Record the value as it was scored.",
        )
    return word


def faults_of(
    reasons: Iterable[tuple[str, object]], values: Mapping[str, object]
) -> Iterator[CervmyeloError]:
    """
    What is wrong with reasons next to some values.

    Args:
        reasons: The reasons, as pairs of the name of a quantity and a word.

        values: What is recorded.
    """
    for name, reason in reasons:
        try:
            checked_reason(name, reason, values.get(name))
        except CervmyeloError as fault:
            yield fault


def with_readings(values: Readings, reasons: Mapping[str, MissingReason]) -> Readings:
    """
    Recorded values, and both readings of those that another cause explains.

    >>> print(with_readings(
    ...     {"mjoa_motor_upper": 3}, {"mjoa_motor_upper": "other_cause"}
    ... )["mjoa_motor_upper"])
    3 or 5

    Args:
        values: What was recorded.

        reasons: The reasons, by the name of the quantity.

    Returns:
        The values; of two readings the one as scored is marked.
    """
    twice = {
        name: Partly((value, UNAFFECTED[name]), as_scored=value)
        for name, reason in reasons.items()
        if reason == OTHER_CAUSE
        and not isinstance(value := values[name], Partly)
        and value != UNAFFECTED[name]
    }
    return {**values, **twice} if twice else values
