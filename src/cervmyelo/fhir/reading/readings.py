"""
What one element of FHIR says of one quantity.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias, cast

from cervmyelo.addresses import ANSWERS, DATA_ABSENT_REASON, LOCAL, UCUM, YES_OR_NO
from cervmyelo.codes import GRADES, HIGHEST, LOWEST, POSSIBLE
from cervmyelo.errors import CervmyeloError
from cervmyelo.fhir.elements import ABSENT_CODES
from cervmyelo.models.missing import MEANINGS, OTHER_CAUSE, checked_reason
from cervmyelo.models.patient import MissingReason
from cervmyelo.partly import Partly, between, one_of
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value, checked
from cervmyelo.terminology.answers import answer_code, answers_by_code, is_coded
from cervmyelo.units import MOST, factor_of_ucum, is_annotation, scaled

from .json_values import number, objects, parts, text
from .moments import Moment

__all__ = [
    "MEANS_OTHERWISE",
    "Codes",
    "Content",
    "NotUnderstoodError",
    "Reading",
    "codings",
    "content_of",
    "local_names",
    "means_otherwise",
    "named",
]

MEANS_OTHERWISE: Final = "an extension that changes its meaning"


def means_otherwise(body: Mapping[str, object]) -> bool:
    """Whether a resource says that its elements do not have their usual meaning."""
    return "modifierExtension" in body or "implicitRules" in body


Codes: TypeAlias = Mapping[tuple[str, str], str | tuple[str, Value]]
"""
The caller's own codes: for each system and code the name of a quantity, or an answer.

An answer is the name of the quantity and its value.
"""

_REASONS: Final[Mapping[str, MissingReason]] = MappingProxyType(
    {code: reason for reason, code in ABSENT_CODES.items() if reason != "not_testable"}
)
"""Why there is no value, by the code of FHIR; not performed may have many causes."""

_SCORES: Final = frozenset({"1", "{score}", "{points}", "{point}", "{grade}"})


class NotUnderstoodError(Exception):
    """Why an element says nothing; it never leaves the reader."""


class Content(NamedTuple):
    """
    What an element says of a quantity.

    Attributes:
        value: The value; None if there is none.

        reason: Why there is none, or that another cause explains it.
    """

    value: Value | Partly | None = None
    reason: MissingReason | None = None


class Reading(NamedTuple):
    """
    What a record says of a quantity.

    Attributes:
        quantity: The quantity.

        content: What it says.

        moment: When it was recorded.

        place: Where it is.
    """

    quantity: Quantity
    content: Content
    moment: Moment
    place: str


def codings(concept: object) -> list[tuple[str, str]]:
    """The systems and codes of a CodeableConcept."""
    if concept is None:
        return []
    return [
        (text(each.get("system")), text(each.get("code")))
        for each in objects(parts(concept).get("coding"))
    ]


def local_names(concept: object, codes: Codes) -> list[str]:
    """The names in this library of a CodeableConcept, each once."""
    return named(codings(concept), codes)


def named(pairs: Iterable[tuple[str, str]], codes: Codes) -> list[str]:
    """The names in this library of systems and codes, each once."""
    found: list[str] = []
    for pair in pairs:
        if pair[0] == LOCAL:
            found.append(pair[1])
        mapped = codes.get(pair)
        if isinstance(mapped, str):
            found.append(mapped)
    return found if len(found) < 2 else [*dict.fromkeys(found)]  # noqa: PLR2004


def content_of(
    quantity: Quantity, element: Mapping[str, object], codes: Codes
) -> Content:
    """
    What an Observation, a component or an answer says of a quantity.

    Args:
        quantity: The quantity.

        element: The element with ``value[x]``.

        codes: The caller's own codes.

    Raises:
        NotUnderstoodError: If it says something in a form that is not read.
    """
    if "modifierExtension" in element:
        raise NotUnderstoodError(MEANS_OTHERWISE)
    given = _values_among((*element,))
    absent = "dataAbsentReason" in element
    if len(given) + absent > 1:
        raise NotUnderstoodError(
            "a value next to the reason why there is none"
            if absent
            else "several values"
        )
    if absent:
        in_part = _in_part(quantity, element, codes)
        if in_part is not None:
            return Content(in_part)
        return Content(None, _reason(quantity, element["dataAbsentReason"]))
    if not given:
        return Content()
    value = _value(quantity, given[0], element[given[0]], codes)
    return Content(value, _other_cause(quantity, element, value))


@functools.lru_cache(1024)
def _values_among(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The names that hold a value; a program writes few kinds of elements."""
    return tuple(key for key in keys if str(key).startswith("value"))


def _reason(quantity: Quantity, concept: object) -> MissingReason | None:
    pairs = codings(concept)
    own = [code for system, code in pairs if system == LOCAL and code in MEANINGS]
    others = [
        _REASONS[code]
        for system, code in pairs
        if system == DATA_ABSENT_REASON and code in _REASONS
    ]
    for reason in (*own, *others):
        try:
            return checked_reason(quantity.name, reason, None)
        except CervmyeloError:
            continue
    return None


def _other_cause(
    quantity: Quantity, element: Mapping[str, object], value: Value
) -> MissingReason | None:
    if "interpretation" not in element:
        return None
    notes = objects(element["interpretation"])
    marks = [pair for each in notes for pair in codings(each)]
    if (LOCAL, OTHER_CAUSE) not in marks:
        return None
    try:
        return checked_reason(quantity.name, OTHER_CAUSE, value)
    except CervmyeloError:
        raise NotUnderstoodError("another cause, which it cannot have") from None


def _in_part(
    quantity: Quantity, element: Mapping[str, object], codes: Codes
) -> Value | Partly | None:
    """A value that is known in part, from what its components say is possible."""
    found: dict[str, list[Value]] = {}
    for each in objects(element.get("component")):
        for name in local_names(each.get("code"), {}):
            if name in {LOWEST, HIGHEST, POSSIBLE}:
                if "component" in each or "dataAbsentReason" in each:
                    raise NotUnderstoodError("a possible value that is none")
                value = content_of(quantity, each, codes).value
                if value is None or isinstance(value, Partly):
                    raise NotUnderstoodError("a possible value that is none")
                found.setdefault(name, []).append(value)
    if not found:
        return None
    low, high = found.get(LOWEST, []), found.get(HIGHEST, [])
    options = found.get(POSSIBLE, [])
    try:
        if len(low) == len(high) == 1 and not options:
            ends = cast("list[float]", [*low, *high])
            return checked(quantity, between(*ends))
        if options and not (low or high):
            return checked(quantity, one_of(*options))
    except (CervmyeloError, TypeError):
        pass
    raise NotUnderstoodError("possible values that do not go together")


def _value(quantity: Quantity, kind: str, value: object, codes: Codes) -> Value:
    if kind == "valueCodeableConcept":
        return _coded(quantity, codings(value), codes)
    if kind == "valueCoding":
        return _coded(quantity, codings({"coding": [value]}), codes)
    match quantity:
        case Fact():
            if kind == "valueBoolean" and isinstance(value, bool):
                return value
        case Choice():
            if kind == "valueString" and text(value) in quantity.levels:
                return text(value)
        case Measure():
            if kind == "valueQuantity":
                return _amount(quantity, parts(value))
            if kind in {"valueInteger", "valueDecimal"}:
                return _number(quantity, value)
    raise NotUnderstoodError("a value of another type")


def _amount(quantity: Measure, amount: Mapping[str, object]) -> float:
    """A number with its unit, in the unit of the quantity."""
    factor = _factor(quantity, amount)
    given = amount.get("value")
    value = number(given)
    if factor == 1 or value is None:
        return _number(quantity, given)
    if not -MOST < value < MOST:
        raise NotUnderstoodError(f"a number other than {quantity.allowed}")
    return _number(quantity, scaled(value, factor))


def _factor(quantity: Measure, amount: Mapping[str, object]) -> float:
    """What a number is multiplied by to be in the unit of the quantity."""
    if "comparator" in amount:
        raise NotUnderstoodError("a limit, which is no value")
    system, code = text(amount.get("system")), text(amount.get("code"))
    if is_annotation(quantity.ucum):
        # A score has no unit: programs leave it out or call it 1.
        fits = not code or code == quantity.ucum or code in _SCORES
        if not fits or system not in {"", UCUM}:
            raise NotUnderstoodError("a number in another unit")
    elif code:
        factor = factor_of_ucum(code, quantity.unit) if system == UCUM else None
        if factor is None:
            raise NotUnderstoodError("a number in another unit")
        return factor
    elif "system" in amount or text(amount.get("unit")) not in {
        quantity.unit,
        quantity.ucum,
    }:
        raise NotUnderstoodError("a number without its unit")
    return 1


def _number(quantity: Measure, given: object) -> float:
    value = number(given)
    if value is None:
        raise NotUnderstoodError("no number")
    try:
        return quantity.check(value)
    except CervmyeloError:
        raise NotUnderstoodError(f"a number other than {quantity.allowed}") from None


def _coded(quantity: Quantity, given: list[tuple[str, str]], codes: Codes) -> Value:
    """The answer that codes name; all that are known must name the same."""
    found: list[Value] = []
    for pair in given:
        value = _answer(quantity, pair, codes)
        if value is not None:
            found.append(value)
    if not found:
        raise NotUnderstoodError("no code that is known as an answer")
    if len(set(found)) > 1:
        raise NotUnderstoodError("codes of different answers")
    return found[0]


def _answer(quantity: Quantity, pair: tuple[str, str], codes: Codes) -> Value | None:
    system, code = pair
    if system == ANSWERS:
        name, value = answers_by_code().get(code, ("", None))
        if name != quantity.name:
            raise NotUnderstoodError("the answer to another question")
        return value
    if system == GRADES and is_coded(quantity):
        return _graded(quantity).get(code)
    if system == YES_OR_NO and isinstance(quantity, Fact):
        return {"Y": True, "N": False}.get(code)
    mapped = codes.get(pair)
    if isinstance(mapped, tuple):
        name, value = mapped
        if name == quantity.name:
            return _checked(quantity, value)
    return None


def _checked(quantity: Quantity, value: Value) -> Value:
    try:
        return quantity.check(value)
    except CervmyeloError:
        raise NotUnderstoodError("a code with an invalid answer") from None


@functools.cache
def _graded(quantity: Quantity) -> Mapping[str, Value]:
    return {
        code.code: value
        for value in quantity.values
        if (code := answer_code(quantity, value)).system == GRADES
    }
