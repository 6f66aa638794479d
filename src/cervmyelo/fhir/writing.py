"""
An assessment as a Bundle of FHIR.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, cast

from cervmyelo.addresses import LOCAL
from cervmyelo.case import Case
from cervmyelo.errors import KindError, OutOfRangeError, kind_of
from cervmyelo.field_types import expect
from cervmyelo.findings import Finding, Outcome
from cervmyelo.models.patient import PLACES, QUANTITIES, SHEET_TITLES, SHEETS
from cervmyelo.quantity import Fact, Partly, Quantity
from cervmyelo.registry import RULES, rules_named
from cervmyelo.results.assessment import Assessment, is_informative
from cervmyelo.terminology import CONCEPT_OF

from .elements import Element, own
from .resources import (
    component,
    condition,
    found,
    observation,
    of_a_record,
    partly_recorded,
)

__all__ = ["blocks", "stable_ids", "to_fhir"]

_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_REFERENCE: Final = re.compile(r"\S+")
_MINUTE: Final = dt.timedelta(minutes=1)


def stable_ids(subject: str, at: dt.date | dt.datetime) -> Callable[[str], str]:
    """
    Identifiers of resources that are the same whenever they are made again.

    Each is a UUID of version 5 of the subject, the time and the name of the resource.
    It can be recalculated from these, so use it only where they may be known.

    >>> import datetime as dt
    >>> ids = stable_ids("Patient/1", dt.date(2026, 3, 14))
    >>> ids("found/mjoa_total").split(":")[-1]
    '071ed1a2-6ea9-53f4-ad73-3d894eec663b'

    Args:
        subject: The reference to the person, as for `to_fhir`.

        at: The time of the record, as for `to_fhir`.

    Returns:
        A function from the name of a resource to its identifier, for `to_fhir`.

    Raises:
        KindError: If the reference is no text, or the time has no time zone.
    """
    start = f"{LOCAL}|{_subject(subject)}|{_moment(at)}|"

    def made(name: str) -> str:
        import uuid

        return uuid.uuid5(uuid.NAMESPACE_URL, f"{start}{name}").urn

    return made


def to_fhir(  # noqa: PLR0913 -- the caller says all that is not recorded
    assessment: Assessment,
    *,
    subject: str,
    at: dt.date | dt.datetime,
    ids: Callable[[str], str],
    rules: Iterable[str] | None = None,
    snomed: bool = False,
) -> Element:
    """
    An assessment as a transaction Bundle of FHIR R4, also valid as R4B and R5.

    What was recorded becomes one Observation for each sheet, symptom and further fact,
    with a component for each value. A fact that is present and has codes of diagnoses
    becomes a Condition as well; one that is absent never does. What the rules found
    becomes an Observation with its rule as ``method``, or a RiskAssessment if it is a
    figure for a time ahead.

    An undecided answer is ``preliminary`` and has no value: the reason says what is
    still possible and what is missing, and so do components. A refusal is
    ``not-applicable``, with the reason.

    >>> import datetime as dt
    >>> import cervmyelo as cm
    >>> found = cm.assess(cm.MJOA(motor_lower=5, sensory_upper=2, sphincter=3))
    >>> day = dt.date(2026, 3, 14)
    >>> bundle = cm.fhir.to_fhir(
    ...     found,
    ...     subject="Patient/1",
    ...     at=day,
    ...     ids=cm.fhir.stable_ids("Patient/1", day),
    ...     rules=["mjoa_total"],
    ... )
    >>> total = bundle["entry"][-1]["resource"]
    >>> total["status"], total["dataAbsentReason"]["text"]
    ('preliminary', 'still possible: 10 to 15 points; not recorded: mJOA hand motor \
function')

    Args:
        assessment: The assessment.

        subject: The reference to the person, such as ``"Patient/1"`` or the
            address of an entry with a Patient. No Patient is written: identity is the
            caller's.

        at: When it was recorded: a date, or a time with a time zone.

        ids: A function from the name of a resource in the Bundle to its identifier, a
            URI. `stable_ids` makes one.

        rules: The names of the rules whose findings are written; None for all that
            look at what was recorded, and answer, refuse or exclude an answer.

        snomed: Whether codes of SNOMED CT are written, which need a licence in many
            countries.

    Returns:
        The Bundle as a plain dictionary, for ``json.dumps``; without ``entry`` if
        nothing is recorded. The caller's own reference of the patient is not in it.

    Raises:
        KindError: If an argument is of the wrong kind, the time has no time zone, or an
            identifier is no URI or given twice.

        OutOfRangeError: If an outlook ends after the last year of the calendar.

        UnknownNameError: If there is no rule of a name.
    """
    expect("snomed", snomed, bool)
    expect("assessment", assessment, Assessment)
    moment = _moment(at)
    shared = {
        "subject": {"reference": _subject(subject)},
        "effectiveDateTime": moment,
    }
    identified = _Identified(ids)
    resources = _recorded(assessment.case, shared, moment, identified, snomed=snomed)
    day = at.date() if isinstance(at, dt.datetime) else at
    for name, finding in _findings(assessment, rules):
        rule = RULES[name]
        seen: list[Element] = [
            {"reference": identified[key]}
            for key in _records_of(name)
            if key in resources
        ]
        horizon = rule.horizon
        ahead = None if horizon is None else assessment.case.values.get(horizon.name)
        resources[f"found/{name}"] = found(
            rule,
            finding,
            shared=shared,
            at=day,
            seen=seen,
            ahead=None if isinstance(ahead, Partly | str) else ahead,
        )
    entries = [
        {
            "fullUrl": identified[key],
            "resource": resource,
            "request": {"method": "POST", "url": resource["resourceType"]},
        }
        for key, resource in resources.items()
    ]
    # FHIR has no empty arrays.
    bundle: Element = {"resourceType": "Bundle", "type": "transaction"}
    return {**bundle, "entry": entries} if entries else bundle


class _Identified(dict[str, str]):
    """The identifiers of resources by their names, each checked once."""

    def __init__(self, ids: Callable[[str], str]) -> None:
        super().__init__()
        if not callable(ids):
            raise KindError("ids", kind_of(ids), "a function from a name to a URI")
        self._ids = ids
        self._made: set[str] = set()

    def __missing__(self, name: str) -> str:
        made = cast("object", self._ids(name))
        if not (isinstance(made, str) and _URI.fullmatch(made)):
            raise KindError("ids", kind_of(made), "a URI, such as the URN of a UUID")
        if made in self._made:
            raise KindError("ids", "one URI twice", "a URI for each resource")
        self._made.add(made)
        self[name] = made
        return made


def _subject(subject: object) -> str:
    if not (isinstance(subject, str) and _REFERENCE.fullmatch(subject)):
        raise KindError("subject", kind_of(subject), "a reference without blanks")
    return subject


def _moment(at: object) -> str:
    """A time as FHIR writes it."""
    if not isinstance(at, dt.date):
        raise KindError("at", kind_of(at), "a date, or a time with a time zone")
    if not isinstance(at, dt.datetime):
        return at.isoformat()
    zone = at.utcoffset()
    if zone is None:
        raise KindError(
            "at",
            "a time without a time zone",
            "a date, or a time with a time zone",
            "Write datetime(..., tzinfo=...).",
        )
    try:
        # FHIR has no seconds in a time zone.
        return (at.astimezone(dt.UTC) if zone % _MINUTE else at).isoformat()
    except OverflowError:
        raise OutOfRangeError(
            "at", "a time beyond the calendar", "a time within the calendar"
        ) from None


def _findings(
    assessment: Assessment, rules: Iterable[str] | None
) -> Iterator[tuple[str, Finding[Outcome]]]:
    """The findings that are written, by the names of their rules."""
    if rules is not None:
        for rule in rules_named("rules", rules):
            yield rule.name, assessment[rule.name]
        return
    recorded = assessment.case.values.keys()
    for finding in assessment.informed:
        rule = RULES[finding.rule.name]
        # What only follows from the record of another scale says too little.
        if not rule.record_names.isdisjoint(recorded) and is_informative(rule, finding):
            yield rule.name, finding


@functools.cache
def blocks() -> Mapping[str, tuple[Quantity, ...]]:
    """The quantities that are recorded together, by the name of the whole."""
    blocks: dict[str, list[Quantity]] = {}
    for name, quantity in QUANTITIES.items():
        blocks.setdefault(PLACES[name].record or name, []).append(quantity)
    return {name: tuple(each) for name, each in blocks.items()}


@functools.cache
def _records_of(rule: str) -> tuple[str, ...]:
    """The names of the records that a rule looks at."""
    reads = (*RULES[rule].reads, *RULES[rule].recordable)
    places = ((each.name, PLACES[each.name].record) for each in reads)
    return tuple(dict.fromkeys(f"recorded/{record or name}" for name, record in places))


def _recorded(
    case: Case,
    shared: Mapping[str, object],
    moment: str,
    identified: _Identified,
    *,
    snomed: bool,
) -> dict[str, Element]:
    """The resources of what was recorded, by their names in the Bundle."""
    values, missing = case.values, case.missing
    there = values.keys() | missing.keys()
    resources: dict[str, Element] = {}
    for block, quantities in blocks().items():
        known = [each for each in quantities if each.name in there]
        if not known:
            continue
        category = SHEETS[block].category if block in SHEETS else "survey"
        body: Element = {}
        label = SHEET_TITLES.get(block, "")
        head = quantities[0] if block not in SHEETS else None
        if head is not None:
            label = head.label
            value = values.get(head.name)
            body = of_a_record(head, value, missing.get(head.name))
        parts: list[Element] = []
        members: list[Element] = []
        for each in known:
            value = values.get(each.name)
            if each is head:
                continue
            if isinstance(value, Partly):
                # Components have no components: it needs a resource of its own.
                key = f"recorded/{each.name}/partly"
                text = f"{each.label}: {value}"
                resources[key] = observation(
                    own(each.name, each.label),
                    category,
                    shared,
                    partly_recorded(each, value),
                    text,
                )
                members.append({"reference": identified[key]})
            else:
                parts.append(component(each, value, missing.get(each.name)))
        if parts:
            body["component"] = [*_components(body), *parts]
        if members:
            body["hasMember"] = members
        resources[f"recorded/{block}"] = observation(
            own(block, label), category, shared, body, _in_words(known, case)
        )
        if head is not None and _is_diagnosis(head) and values.get(head.name) is True:
            resources[f"condition/{block}"] = condition(
                head, shared, moment, snomed=snomed
            )
    return resources


def _components(body: Element) -> list[object]:
    return cast("list[object]", body.get("component", []))


def _is_diagnosis(quantity: Quantity) -> bool:
    """Whether a fact is a condition, and not a symptom or a finding."""
    own_fact = isinstance(quantity, Fact) and not PLACES[quantity.name].record
    return own_fact and quantity.name in CONCEPT_OF


def _in_words(quantities: Iterable[Quantity], case: Case) -> str:
    return "; ".join(_one_in_words(each, case) for each in quantities)


def _one_in_words(quantity: Quantity, case: Case) -> str:
    value = case.values.get(quantity.name)
    reason = case.missing.get(quantity.name)
    if isinstance(value, bool):
        said = "yes" if value else "no"
    elif value is None:
        said = "not recorded"
    else:
        said = f"{value:g}" if isinstance(value, float) else str(value)
    why = f" ({reason.replace('_', ' ')})" if reason else ""
    return f"{quantity.label}: {said}{why}"
