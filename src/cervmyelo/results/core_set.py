"""
The core measurement set of RECODE-DCM: what the record of a study has, and what not.

This is about a record, not about a person: a measure that was not recorded is missing,
which is known.
"""

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

import attrs

from cervmyelo.case import Case, CaseLike
from cervmyelo.errors import InvalidRecordError
from cervmyelo.field_types import typed
from cervmyelo.models.follow_up import MJOA_AFTER, MJOA_BEFORE
from cervmyelo.models.mjoa import MJOA_ITEMS
from cervmyelo.models.ndi import NDI_ITEMS
from cervmyelo.models.outcome_measures import (
    ADVERSE_EVENTS_RECORDED,
    NDI_AFTER,
    NDI_BEFORE,
    SF36_MCS_AFTER,
    SF36_MCS_BEFORE,
    SF36_PCS_AFTER,
    SF36_PCS_BEFORE,
)
from cervmyelo.models.record import Record
from cervmyelo.public import public
from cervmyelo.quantity import Quantity
from cervmyelo.sources import RECODE_DCM, Statement

__all__ = ["CoreMeasure", "CoreMeasurementSet", "Recorded", "core_measurement_set"]

Recorded: TypeAlias = Literal["complete", "partly", "not_recorded"]
"""How much of a measure is recorded."""

_SAYS: Final = Statement(
    "The core measurement set has four measures: mJOA, SF-36v2, NDI, and the Spinal "
    "Adverse Events Severity System.",
    RECODE_DCM.at("myelopathy.org, core measurement set"),
)

_WORDS: Final = {
    "complete": "recorded",
    "partly": "recorded in part",
    "not_recorded": "not recorded",
}


@attrs.frozen(kw_only=True)
class _Measure:
    """A measure of the set; any one of its ways to be recorded is enough."""

    name: str
    label: str
    ways: tuple[tuple[Quantity, ...], ...]


_MEASURES: Final = (
    _Measure(
        name="mjoa",
        label="mJOA",
        ways=(MJOA_ITEMS, (MJOA_BEFORE,), (MJOA_AFTER,)),
    ),
    _Measure(
        name="sf36",
        label="SF-36v2",
        ways=(
            (SF36_PCS_BEFORE, SF36_MCS_BEFORE),
            (SF36_PCS_AFTER, SF36_MCS_AFTER),
        ),
    ),
    _Measure(name="ndi", label="NDI", ways=(NDI_ITEMS, (NDI_BEFORE,), (NDI_AFTER,))),
    _Measure(
        name="adverse_events",
        label="Spinal Adverse Events Severity System",
        ways=((ADVERSE_EVENTS_RECORDED,),),
    ),
)


@public
@attrs.frozen(
    kw_only=True, field_transformer=typed, getstate_setstate=False, repr=False
)
class CoreMeasure(Record):
    """
    One measure of the core set, and how much of it is recorded.

    Attributes:
        name: A short name.

        label: Its name for readers.

        recorded: ``"complete"``, ``"partly"`` or ``"not_recorded"``.

        missing: The quantities that would complete it, by name: those of the way of
            recording it that is closest to complete. Empty if it is complete.
    """

    name: str
    label: str
    recorded: Recorded
    missing: tuple[str, ...] = ()

    def __str__(self) -> str:
        line = f"{self.label}: {_WORDS[self.recorded]}"
        if self.recorded == "partly":
            return f"{line}; missing: {', '.join(self.missing)}"
        return line


@public
@attrs.frozen(
    kw_only=True, field_transformer=typed, getstate_setstate=False, repr=False
)
class CoreMeasurementSet(Record):
    """
    The core measurement set of one record; a sequence of its measures.

    Attributes:
        measures: The four measures, in the order of the source.

        says: What the source says.
    """

    measures: tuple[CoreMeasure, ...]
    says: Statement = _SAYS

    @property
    def complete(self) -> tuple[CoreMeasure, ...]:
        """The measures that are recorded completely."""
        return tuple(each for each in self.measures if each.recorded == "complete")

    @property
    def incomplete(self) -> tuple[CoreMeasure, ...]:
        """The measures that are recorded in part or not at all."""
        return tuple(each for each in self.measures if each.recorded != "complete")

    @property
    def missing(self) -> tuple[str, ...]:
        """The quantities that would complete the set, by name."""
        return tuple(name for each in self.measures for name in each.missing)

    def __iter__(self) -> Iterator[CoreMeasure]:
        return iter(self.measures)

    def __len__(self) -> int:
        return len(self.measures)

    def __repr__(self) -> str:
        count = f"{len(self.complete)} of {len(self)}"
        return f"<CoreMeasurementSet: {count} measures are recorded>"

    def __str__(self) -> str:
        lines = [
            f"core measurement set: {len(self.complete)} of {len(self)} measures "
            f"recorded",
            *(f"  {each}" for each in self.measures),
            f"  source: {self.says.cite}",
        ]
        return "\n".join(lines)


@public
def core_measurement_set(case: CaseLike) -> CoreMeasurementSet:
    """
    Which measures of the RECODE-DCM core set a record has, and which are missing.

    >>> import cervmyelo as cm
    >>> items = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2)
    >>> scores = cm.OutcomeMeasures(ndi_before=24, adverse_events_recorded=False)
    >>> person = cm.Patient(mjoa=items, outcome_measures=scores)
    >>> print(cm.core_measurement_set(person))
    core measurement set: 1 of 4 measures recorded
      mJOA: recorded in part; missing: mjoa_sphincter
      SF-36v2: not recorded
      NDI: recorded
      Spinal Adverse Events Severity System: not recorded
      source: RECODE-DCM, myelopathy.org, core measurement set

    Args:
        case: A patient, or values by the names of the quantities. A measure counts if
            its items, its score before or its score after are recorded.

    Raises:
        InvalidRecordError: If a value of a measure is invalid.

    Source:
        RECODE-DCM, core measurement set. The set does not say how often to measure.
    """
    read = {
        each.name: each for measure in _MEASURES for way in measure.ways for each in way
    }
    checked = Case.of(case, read)
    faults = [fault for name, fault in checked.problems.items() if name in read]
    if faults:
        raise InvalidRecordError(faults)
    return CoreMeasurementSet(
        measures=tuple(_found(measure, checked) for measure in _MEASURES)
    )


def _found(measure: _Measure, case: Case) -> CoreMeasure:
    absent = [
        tuple(each.name for each in way if not _is_recorded(case, each))
        for way in measure.ways
    ]
    started = [
        names
        for names, way in zip(absent, measure.ways, strict=True)
        if len(names) < len(way)
    ]
    if not started:
        return CoreMeasure(
            name=measure.name,
            label=measure.label,
            recorded="not_recorded",
            missing=absent[0],
        )
    fewest = min(started, key=len)
    return CoreMeasure(
        name=measure.name,
        label=measure.label,
        recorded="partly" if fewest else "complete",
        missing=fewest,
    )


def _is_recorded(case: Case, quantity: Quantity) -> bool:
    value = case.values.get(quantity.name)
    # "No" to the question whether adverse events were recorded is not a record.
    return value is not None and value is not False
