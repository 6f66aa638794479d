"""
Values and reasons as data types of FHIR.

Every element is a new dictionary: the caller may change what was handed out.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final, TypeAlias, cast

from cervmyelo.addresses import DATA_ABSENT_REASON, LOCAL, UCUM, XHTML
from cervmyelo.codes import HIGHEST, LOWEST, POSSIBLE, Code
from cervmyelo.findings import Outcome
from cervmyelo.models.missing import MEANINGS
from cervmyelo.models.patient import MissingReason
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value
from cervmyelo.scale import Grade
from cervmyelo.terminology.answers import answer_code, grade_code, scale_of
from cervmyelo.units import ucum

__all__ = [
    "ABSENT_CODES",
    "ID",
    "POSSIBLE_LABELS",
    "Element",
    "absent",
    "amount",
    "coding",
    "computer_name",
    "concept",
    "narrative",
    "not_recorded",
    "outcome",
    "own",
    "recorded",
]

Element: TypeAlias = dict[str, object]
"""A resource or an element of one, as a plain dictionary that JSON can hold."""

ID: Final = re.compile(r"[A-Za-z0-9.-]{1,64}", re.ASCII)
"""What an id of a resource looks like."""

POSSIBLE_LABELS: Final = {
    LOWEST: "lowest value that is still possible",
    HIGHEST: "highest value that is still possible",
    POSSIBLE: "still possible",
}
"""What the components are called that say what is still possible."""

ABSENT_CODES: Final[dict[MissingReason, str]] = {
    "not_asked": "not-asked",
    "not_testable": "not-performed",
    "refused": "asked-declined",
}
"""The codes of FHIR for the reasons why nothing was recorded."""


def computer_name(name: str) -> str:
    """
    The name of a definition as programs take it: one word of letters and digits.

    >>> computer_name("mjoa_severity")
    'MjoaSeverity'
    """
    return "".join(each.capitalize() for each in name.split("_"))


def coding(code: Code) -> Element:
    """A code as a Coding."""
    named: Element = {"system": code.system, "code": code.code}
    return {**named, "display": code.display} if code.display else named


def own(code: str, label: str) -> Element:
    """A code of this library as a CodeableConcept."""
    return {
        "coding": [{"system": LOCAL, "code": code, "display": label}],
        "text": label,
    }


def concept(system: str, code: str) -> Element:
    """A code of FHIR itself as a CodeableConcept, without words."""
    return {"coding": [{"system": system, "code": code}]}


def amount(value: float, unit: str) -> Element:
    """A number with its unit as a Quantity."""
    return {"value": value, "unit": unit, "system": UCUM, "code": ucum(unit)}


def recorded(quantity: Quantity, value: Value) -> Element:
    """The ``value[x]`` of what was recorded."""
    match quantity:
        case Fact():
            return {"valueBoolean": value}
        case Measure() if scale_of(quantity) is None:
            # The check of the quantity allows nothing but numbers.
            number = cast("float", value)
            return {"valueQuantity": amount(number, quantity.unit)}
        case Choice() | Measure():
            return {"valueCodeableConcept": _answer(answer_code(quantity, value))}


def outcome(value: Outcome, unit: str) -> Element:
    """The ``value[x]`` of the answer of a rule."""
    if isinstance(value, Grade):
        return {"valueCodeableConcept": _answer(grade_code(value))}
    return {"valueQuantity": amount(value, unit)}


def _answer(code: Code) -> Element:
    return {"coding": [coding(code)], "text": code.display}


def absent(code: str, text: str) -> Element:
    """The reason why there is no value, in the words of FHIR and of people."""
    return {"dataAbsentReason": {**concept(DATA_ABSENT_REASON, code), "text": text}}


def not_recorded(reason: MissingReason) -> Element:
    """The recorded reason why there is no value."""
    code, meaning = ABSENT_CODES[reason], MEANINGS[reason]
    codings = [
        {"system": DATA_ABSENT_REASON, "code": code},
        {"system": LOCAL, "code": reason, "display": meaning},
    ]
    return {"dataAbsentReason": {"coding": codings, "text": meaning}}


def narrative(text: str) -> Element:
    """
    A text for people who read the resource.

    >>> narrative("a < b")["div"].partition(">")[2]
    '<p>a &lt; b</p></div>'
    """
    div = f'<div xmlns="{XHTML}"><p>{escape(text, quote=False)}</p></div>'
    return {"status": "generated", "div": div}
