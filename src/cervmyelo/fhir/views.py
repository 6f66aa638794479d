"""
The resources that `to_fhir` writes as tables: ViewDefinitions of SQL on FHIR.

Every path keeps to the functions that all runners of shared views have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, cast

from cervmyelo.addresses import ANSWERS, DATA_ABSENT_REASON, GRADES, LOCAL, view_urn
from cervmyelo.codes import HIGHEST, LOWEST
from cervmyelo.field_types import expect
from cervmyelo.models.missing import OTHER_CAUSE
from cervmyelo.models.patient import QUANTITIES, SHEET_TITLES
from cervmyelo.quantity import Choice, Fact, Measure, Quantity
from cervmyelo.terminology.answers import answer_code, scale_of

from .elements import Element
from .writing import blocks

__all__ = ["views"]

_BELIEVED: Final = ("final", "amended", "corrected", "preliminary")
_WHO: Final = (
    ("subject", "subject.reference", "string", "The reference to the person."),
    ("date", "effective.ofType(dateTime)", "dateTime", "When it was recorded."),
)
_OCCURRED: Final = ("date", "occurrence.ofType(dateTime)", *_WHO[1][2:])
_OURS: Final = f"coding.where(system = '{LOCAL}')"
_EXPLAINED: Final = (
    f"interpretation.coding.where(system = '{LOCAL}' and code = '{OTHER_CAUSE}')"
)
_NUMBER: Final = "value.ofType(Quantity).value"
_UNIT: Final = "value.ofType(Quantity).code"
_HAS_A_VALUE: Final = (
    (f"code.{_OURS}.exists()", "A quantity of cervmyelo."),
    # Not every runner knows the types that a value can have.
    (
        " or ".join(
            f"value.ofType({each}).exists()"
            for each in ("boolean", "Quantity", "CodeableConcept")
        ),
        "A value that is known.",
    ),
    (f"{_EXPLAINED}.empty()", "No other cause explains it."),
)
_GRADE: Final = f"value.ofType(CodeableConcept).coding.where(system = '{GRADES}').code"

_ANSWERED: Final = f"system = '{ANSWERS}' or system = '{GRADES}'"

Column = tuple[str, str, str, str]
"""The name of a column, its path, its type of FHIR, and what it holds."""


def views(*, version: str = "1") -> tuple[Element, ...]:
    """
    Tables over what `to_fhir` writes, as ViewDefinitions of SQL on FHIR 2.

    There is one for each sheet and each symptom, with a row for each record and a
    column for each value; ``recorded``, with a row for each other value; ``findings``,
    with a row for each answer of a rule; and ``outlooks``, for figures ahead.

    A coded answer is a code, ``QUANTITY:ANSWER`` or ``SCALE:GRADE``. A value that is
    known in part, or that another cause explains, is null in a view: `from_ndjson`
    reads it.

    >>> sheets = {view["name"]: view for view in views()}
    >>> sheets["mjoa"]["resource"]
    'Observation'
    >>> [each["name"] for each in sheets["mjoa"]["select"][0]["column"]][:3]
    ['subject', 'date', 'mjoa_motor_upper']

    Args:
        version: The version that they say they have.

    Raises:
        KindError: If *version* is no text.
    """
    expect("version", version, str)
    return tuple(_views(version))


def _views(version: str) -> Iterator[Element]:
    for name, quantities in blocks().items():
        if len(quantities) > 1:
            head = _view(
                name, SHEET_TITLES.get(name) or QUANTITIES[name].label, version
            )
            record = (f"code.{_coded(name)}.exists()", "The record.")
            columns = (_column(each, name) for each in quantities)
            yield head | _of("Observation", [*_records(), record], [*_WHO, *columns])
    yield _view("recorded", "Values", version) | _of(
        "Observation", [*_records(), *_HAS_A_VALUE], [*_WHO, *_RECORDED]
    )
    found = [*_believed(), (f"method.{_OURS}.exists()", "A rule of cervmyelo.")]
    yield _view("findings", "Answers of rules", version) | _of(
        "Observation", found, [*_WHO, *_FINDINGS]
    )
    outlook = _view("outlooks", "Figures for a time ahead", version)
    outlook |= _of("RiskAssessment", found, [_WHO[0], _OCCURRED])
    select = cast("list[Element]", outlook["select"])
    select.append({"forEach": "prediction", "column": [*map(_element, _OUTLOOKS)]})
    yield outlook


def _view(name: str, title: str, version: str) -> Element:
    return {
        "resourceType": "ViewDefinition",
        "url": view_urn(name),
        "version": version,
        "name": name,
        "title": title,
        "status": "active",
        "fhirVersion": ["4.0", "4.3", "5.0"],
    }


def _of(
    resource: str, where: Iterable[tuple[str, str]], columns: Iterable[Column]
) -> Element:
    return {
        "resource": resource,
        "where": [{"path": path, "description": why} for path, why in where],
        "select": [{"column": [*map(_element, columns)]}],
    }


def _element(column: Column) -> Element:
    name, path, kind, text = column
    return {"name": name, "path": path, "type": kind, "description": text}


def _believed() -> Iterator[tuple[str, str]]:
    status = " or ".join(f"status = '{each}'" for each in _BELIEVED)
    yield status, "Not entered in error, and not cancelled."
    yield "modifierExtension.empty()", "Nothing changes the meaning."
    yield "implicitRules.empty()", "Nothing changes the meaning."


def _records() -> Iterator[tuple[str, str]]:
    yield from _believed()
    yield f"method.{_OURS}.empty()", "Recorded, and not found by a rule."


def _coded(name: str) -> str:
    """The coding of a name of this library."""
    return f"coding.where(system = '{LOCAL}' and code = '{name}')"


def _column(quantity: Quantity, block: str) -> Column:
    """The column of a quantity, that of the record itself or of a component."""
    kind, path = _value(quantity)
    of = f"where({_EXPLAINED}.empty())"
    if quantity.name != block:
        of = (
            f"component.where(code.{_coded(quantity.name)}.exists() and "
            f"{_EXPLAINED}.empty() and modifierExtension.empty())"
        )
    return quantity.name, f"{of}.{path}", kind, quantity.label


def _value(quantity: Quantity) -> tuple[str, str]:
    """The type of a value, and its path from the element that holds it."""
    match quantity:
        case Fact():
            return "boolean", "value.ofType(boolean)"
        case Measure() if scale_of(quantity) is None:
            return "decimal", _NUMBER
        case Choice() | Measure():
            system = answer_code(quantity, quantity.values[0]).system
            coding = f"coding.where(system = '{system}')"
            return "code", f"value.ofType(CodeableConcept).{coding}.code"


def _end(name: str) -> str:
    return f"component.where(code.{_coded(name)}.exists())"


_RECORDED: Final[tuple[Column, ...]] = (
    ("quantity", f"code.{_OURS}.code", "code", "The name of the quantity."),
    ("truth", "value.ofType(boolean)", "boolean", "Yes or no."),
    ("number", _NUMBER, "decimal", "A number."),
    ("unit", _UNIT, "code", "The unit of the number, in UCUM."),
    (
        "answer",
        f"value.ofType(CodeableConcept).coding.where({_ANSWERED}).code",
        "code",
        "An answer or a grade.",
    ),
)

_FINDINGS: Final[tuple[Column, ...]] = (
    ("rule", f"method.{_OURS}.code", "code", "The name of the rule."),
    ("version", f"method.{_OURS}.version", "string", "Its edition and fingerprint."),
    ("status", "status", "code", "final, or preliminary while undecided."),
    ("grade", _GRADE, "code", "The grade."),
    ("number", _NUMBER, "decimal", "The number."),
    ("unit", _UNIT, "code", "The unit of the number, in UCUM."),
    ("lowest_grade", f"{_end(LOWEST)}.{_GRADE}", "code", "The best that is possible."),
    ("highest_grade", f"{_end(HIGHEST)}.{_GRADE}", "code", "The worst possible."),
    ("lowest", f"{_end(LOWEST)}.{_NUMBER}", "decimal", "The least that is possible."),
    ("highest", f"{_end(HIGHEST)}.{_NUMBER}", "decimal", "The most that is possible."),
    (
        "no_answer",
        f"dataAbsentReason.coding.where(system = '{DATA_ABSENT_REASON}').code",
        "code",
        "unknown if it is undecided, not-applicable if the rule refuses.",
    ),
)

_OUTLOOKS: Final[tuple[Column, ...]] = (
    ("rule", f"outcome.{_OURS}.code", "code", "The name of the rule."),
    ("percent", "probability.ofType(decimal)", "decimal", "The probability."),
    ("lowest", "probability.ofType(Range).low.value", "decimal", "The least."),
    ("highest", "probability.ofType(Range).high.value", "decimal", "The most."),
    ("starts", "when.ofType(Period).start", "dateTime", "The day of the record."),
    ("ends", "when.ofType(Period).end", "dateTime", "The day that it is about."),
)
