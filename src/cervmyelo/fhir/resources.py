"""
What was recorded, and what a rule found, as resources.

A record and a finding are kept apart: a finding names its rule as ``method``, with its
edition and fingerprint, and a record has none. So a reader takes a recorded total for
recorded, and never a calculated one.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from typing import Final, cast

from cervmyelo.addresses import CONDITION_CLINICAL, LOCAL, OBSERVATION_CATEGORY
from cervmyelo.codes import HIGHEST, LOWEST, POSSIBLE, SNOMED_CT
from cervmyelo.errors import OutOfRangeError
from cervmyelo.findings import Finding, Outcome, label_of, problem_in_words
from cervmyelo.forms import Form
from cervmyelo.models.missing import MEANINGS, OTHER_CAUSE
from cervmyelo.models.patient import MissingReason
from cervmyelo.quantity import Measure, Partly, Quantity, Value
from cervmyelo.terminology import CONCEPT_OF

from .elements import (
    POSSIBLE_LABELS,
    Element,
    absent,
    amount,
    coding,
    concept,
    narrative,
    not_recorded,
    outcome,
    own,
    recorded,
)

__all__ = [
    "component",
    "condition",
    "found",
    "observation",
    "of_a_record",
    "partly_recorded",
]

_DAYS: Final = 365.25
_MONTHS: Final = 12
_HUNDRED: Final = 100
_DECIMALS: Final = 10

Known = Value | Partly | None


def observation(
    code: Element,
    category: str,
    shared: Mapping[str, object],
    body: Mapping[str, object],
    text: str,
) -> Element:
    """
    An Observation.

    Args:
        code: What was observed.

        category: What kind of observation it is.

        shared: The subject and the time.

        body: Its value, or why there is none, and what else it has; a status here takes
            the place of "final".

        text: What it says to people.
    """
    return {
        "resourceType": "Observation",
        "text": narrative(text),
        "status": "final",
        "category": [concept(OBSERVATION_CATEGORY, category)],
        "code": code,
        **shared,
        **body,
    }


def of_a_record(
    quantity: Quantity, value: Known, reason: MissingReason | None
) -> Element:
    """What a record says of a quantity: its value, or why there is none."""
    if isinstance(value, Partly):
        return partly_recorded(quantity, value)
    if value is None:
        unknown = absent("unknown", quantity.none)
        return unknown if reason is None else not_recorded(reason)
    body = recorded(quantity, value)
    if reason == OTHER_CAUSE:
        body["interpretation"] = [own(OTHER_CAUSE, MEANINGS[OTHER_CAUSE])]
    return body


def component(
    quantity: Quantity, value: Value | None, reason: MissingReason | None
) -> Element:
    """What a record says of a quantity, as a component of an Observation."""
    named = own(quantity.name, quantity.label)
    return {"code": named, **of_a_record(quantity, value, reason)}


def partly_recorded(quantity: Quantity, value: Partly) -> Element:
    """A value that is known in part: absent, with what is still possible."""
    ends = _is_a_span(quantity, value)
    codes = zip((LOWEST, HIGHEST), (value.low, value.high), strict=True)
    options = ((POSSIBLE, each) for each in value.options)
    parts = [
        {"code": own(code, POSSIBLE_LABELS[code]), **recorded(quantity, each)}
        for code, each in (codes if ends else options)
    ]
    return {
        **absent("unknown", f"known in part: {value}"),
        "status": "preliminary",
        "component": parts,
    }


def _is_a_span(quantity: Quantity, value: Partly) -> bool:
    """Whether every value between the two ends is possible."""
    if value.range:
        return True
    between = (
        each for each in quantity.values if _between(each, value.low, value.high)
    )
    return isinstance(quantity, Measure) and tuple(between) == value.options


def _between(value: Value, low: Value, high: Value) -> bool:
    return not isinstance(value, str) and float(low) <= value <= float(high)


def condition(
    quantity: Quantity, shared: Mapping[str, object], at: str, *, snomed: bool
) -> Element:
    """
    A fact that is recorded as present, as a Condition.

    Only the first code of each system is given, which is the most general one, and none
    if the codes do not distinguish the fact.
    """
    of = CONCEPT_OF[quantity.name]
    firsts = {each.system: each for each in reversed(of.codes)}
    codes = [
        coding(each)
        for each in of.codes
        if not of.broader
        and firsts[each.system] is each
        and (snomed or each.system != SNOMED_CT)
    ]
    named = own(quantity.name, quantity.label)
    return {
        "resourceType": "Condition",
        "text": narrative(quantity.label),
        "clinicalStatus": concept(CONDITION_CLINICAL, "active"),
        "code": {**named, "coding": [*codes, *cast("list[object]", named["coding"])]},
        "subject": shared["subject"],
        "recordedDate": at,
    }


def found(  # noqa: PLR0913 -- what a finding is written with
    rule: Form,
    finding: Finding[Outcome],
    *,
    shared: Mapping[str, object],
    at: dt.date,
    seen: list[Element],
    ahead: float | None,
) -> Element:
    """
    The finding of a rule.

    Args:
        rule: The rule.

        finding: Its finding.

        shared: The subject and the time.

        at: The day of the record.

        seen: References to the records that it was found from.

        ahead: How far ahead the answer lies, in the unit of the horizon of the rule;
            None if that is not known, or if the rule has none.
    """
    horizon = rule.horizon
    # Whether an answer lies ahead is what a form knows of itself.
    if horizon is not None and ahead is not None and finding.low is not None:
        return _outlook(rule, finding, shared, _period(horizon, at, ahead), seen)
    body: Element = {**_answer(finding), "method": _method(rule, finding)}
    if finding.holds_for:
        body["note"] = [_assumed(finding)]
    if seen:
        body["derivedFrom"] = seen
    code = own(rule.name, rule.label)
    text = f"{finding.label}: {finding.answer}"
    return observation(code, "survey", shared, body, text)


def _assumed(finding: Finding[Outcome]) -> Element:
    return {"text": f"Holds for: {'; '.join(finding.holds_for)}"}


def _method(rule: Form, finding: Finding[Outcome]) -> Element:
    """Which rule, in which edition, and where it is published."""
    identity = finding.rule
    return {
        "coding": [
            {
                "system": LOCAL,
                "version": f"{identity.edition}-{identity.fingerprint}",
                "code": rule.name,
                "display": rule.label,
            }
        ],
        "text": str(finding.cite),
    }


def _answer(finding: Finding[Outcome]) -> Element:
    """
    The answer of a finding as ``value[x]``, or why there is none.

    What is still possible goes into components of their own, and never into one range:
    a reader that takes the lower end of a range would grade too severely.
    """
    if finding.value is not None:
        return outcome(finding.value, finding.unit)
    if finding.status == "refused":
        why = " ".join(map(problem_in_words, finding.problems))
        return absent("not-applicable", why)
    missing = "".join(
        f"; {how}: {', '.join(map(label_of, names))}"
        for how, names in finding.missing_by_kind.items()
    )
    if finding.low is not None and finding.high is not None:
        left = [(LOWEST, finding.low), (HIGHEST, finding.high)]
    else:
        left = [(POSSIBLE, each) for each in finding.possible or ()]
    return {
        **absent("unknown", f"still possible: {finding.answer}{missing}"),
        "status": "preliminary",
        "component": [
            {"code": own(code, POSSIBLE_LABELS[code]), **outcome(each, finding.unit)}
            for code, each in left
        ],
    }


def _outlook(
    rule: Form,
    finding: Finding[Outcome],
    shared: Mapping[str, object],
    period: Element,
    seen: list[Element],
) -> Element:
    """A figure for a time ahead. FHIR writes its probability in percent."""
    low, high = (_percent(each, finding.unit) for each in (finding.low, finding.high))
    chance: Element = (
        {"probabilityDecimal": low}
        if finding.value is not None
        else {"probabilityRange": {"low": amount(low, "%"), "high": amount(high, "%")}}
    )
    resource: Element = {
        "resourceType": "RiskAssessment",
        "text": narrative(f"{finding.label}: {finding.answer}"),
        "status": "final" if finding.value is not None else "preliminary",
        "method": _method(rule, finding),
        "subject": shared["subject"],
        "occurrenceDateTime": shared["effectiveDateTime"],
        "prediction": [
            {
                "outcome": own(rule.name, rule.label),
                **chance,
                "whenPeriod": period,
                "rationale": " ".join((f"{finding.answer}.", *rule.limits)),
            }
        ],
    }
    if finding.holds_for:
        resource["note"] = [_assumed(finding)]
    if seen:
        resource["basis"] = seen
    return resource


def _percent(value: Outcome | None, unit: str) -> float:
    number = value if isinstance(value, int | float) else 0
    return round(number * _HUNDRED, _DECIMALS) if unit == "probability" else number


def _period(horizon: Measure, at: dt.date, ahead: float) -> Element:
    """From the day of the record to the time ahead."""
    years = ahead / _MONTHS if horizon.ucum == "mo" else ahead
    whole = int(years)
    try:
        last = calendar.monthrange(at.year + whole, at.month)[1]
        end = at.replace(year=at.year + whole, day=min(at.day, last))
        end += dt.timedelta(days=round((years - whole) * _DAYS))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        raise OutOfRangeError(
            "at",
            "a day whose outlook ends after the last year of the calendar",
            "an earlier day",
        ) from None
    return {"start": at.isoformat(), "end": end.isoformat()}
