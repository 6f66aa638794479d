"""
Where a record of FHIR holds what a library of CQL reads.

An Observation counts if its status is believed, and no rule found it. Of several days
one is read, so that no item of an instrument comes from another sitting. Two different
answers to one question leave it not recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from cervmyelo.addresses import ANSWERS, GRADES, LOCAL
from cervmyelo.fhir.elements import HIGHEST, LOWEST, POSSIBLE
from cervmyelo.models.missing import OTHER_CAUSE
from cervmyelo.quantity import Choice, Fact, Measure, Quantity
from cervmyelo.terminology.answers import answer_code, is_coded

from .expressions import FALSE, NULL, chosen, listed, named, quoted
from .inputs import read_of

__all__ = ["DAY", "lookups"]

DAY: Final = "day of the record"
"""The parameter for the day that is read."""

_BELIEVED: Final = ("final", "amended", "corrected", "preliminary")
_POINTS: Final = "{score}"


def _is_own(concept: str, alias: str = "D") -> str:
    """The codings of this library in a concept."""
    return f"(({concept}).coding) {alias} where {alias}.system.value = {quoted(LOCAL)}"


def _answer(element: str, on: str) -> str:
    """What an Observation or a component says, as a tuple."""
    value = f"{element}.value"
    quantity = f"({value} as FHIR.Quantity)"
    token = listed(map(quoted, (ANSWERS, GRADES)))
    codes = (
        f"First((({value} as FHIR.CodeableConcept).coding) D "
        f"where D.system.value in {token} "
        f"return D.system.value + '|' + D.code.value)"
    )
    # A number with a comparator is not read.
    number = f"(if {quantity}.comparator is null then {quantity}.value.value else null)"
    parts = {
        "name": f"First({_is_own(f'{element}.code')} "
        "return D.system.value + '|' + D.code.value)",
        "on": on,
        "yes": f"({value} as FHIR.boolean).value",
        "token": codes,
        "number": number,
        "unit": f"{quantity}.code.value",
        "explained": _is_explained(element),
    }
    inside = ", ".join(f"{name}: {text}" for name, text in parts.items())
    return f"Tuple {{ {inside} }}"


def _is_explained(element: str) -> str:
    """Whether another cause explains a value."""
    return (
        f"exists ((flatten ({element}.interpretation I return I.coding)) D "
        f"where D.system.value = {quoted(LOCAL)} "
        f"and D.code.value = {quoted(OTHER_CAUSE)})"
    )


def _has_value(element: str) -> str:
    """Whether an element has no reason why it has no value."""
    return f"{element}.dataAbsentReason is null"


def _part(element: str) -> str:
    """Which part of a value that is known in part a component is; null if none."""
    codes = listed(map(quoted, (LOWEST, HIGHEST, POSSIBLE)))
    return f"First({_is_own(f'{element}.code')} and D.code.value in {codes} return D.code.value)"


def _common() -> Iterator[tuple[str, str]]:
    """The definitions that all lookups share."""
    statuses = listed(map(quoted, _BELIEVED))
    found = f"exists ({_is_own('O.method')})"
    yield (
        "observations",
        f"[Observation] O where O.status.value in {statuses} "
        f"and not exists (O.modifierExtension) and not {found}",
    )
    day = "date from (O.effective as FHIR.dateTime).value"
    yield (
        "answers of observations",
        f"{named('observations')} O where {_has_value('O')} "
        f"return {_answer('O', day)}",
    )
    yield (
        "answers of components",
        # Engines differ on what a null among lists does.
        f"flatten ({named('observations')} O where exists (O.component) "
        f"return (O.component C "
        f"where {_has_value('C')} return {_answer('C', day)}))",
    )
    yield (
        "answers of any day",
        f"({named('answers of observations')} union {named('answers of components')}) "
        "A where A.name is not null",
    )
    yield (
        "day",
        f"Coalesce({named(DAY)}, Max({named('answers of any day')} A return A.on))",
    )
    part = _part("C")
    yield (
        "answers in part",
        # Its components say what is possible of what the Observation is about.
        f"distinct ({named('observations')} O where not ({_has_value('O')}) "
        f"and {day} = {named('day')} "
        f"and exists (O.component C where {part} is not null) "
        f"and not exists (O.component C where {part} is not null "
        f"and not ({_has_value('C')})) "
        f"return Tuple {{ name: First({_is_own('O.code')} "
        "return D.system.value + '|' + D.code.value), "
        f"parts: (O.component C where {part} is not null "
        f"return Tuple {{ part: {part}, said: {_answer('C', day)} }}) }})",
    )
    yield (
        "answers that differ",
        f"{named('answers of any day')} A where A.on = {named('day')}",
    )
    yield (
        "answers",
        # Two records that differ are both left out.
        f"{named('answers that differ')} A where not exists "
        f"({named('answers in part')} B where B.name = A.name)",
    )
    yield (
        "parts",
        f"flatten ({named('answers in part')} A "
        f"where Count({named('answers in part')} B where B.name = A.name) = 1 "
        f"and not exists ({named('answers that differ')} B where B.name = A.name) "
        "return (A.parts P return Tuple { name: A.name, part: P.part, "
        "token: P.said.token, number: P.said.number, unit: P.said.unit }))",
    )


def _function(kind: str) -> str:
    return (
        f"define function {named(f'the only {kind}')}(given List<{kind}>):\n"
        "  if Count(distinct given) = 1 then First(given) else null\n"
    )


def lookups(quantities: Iterable[Quantity]) -> str:
    """
    The definitions of quantities that look for their values in a record of FHIR.

    Args:
        quantities: The quantities.
    """
    some = tuple(quantities)
    made = [f"define {named(name)}:\n  {text}\n" for name, text in _common()]
    made += [_function(kind) for kind in ("Boolean", "String", "Decimal")]
    # A list for each initial: no engine has to walk all answers for each question.
    for initial in sorted({each.name[0] for each in some}):
        alike = f"StartsWith(A.name, {quoted(_code(initial))})"
        name = named(f"answers {initial}")
        made.append(f"define {name}:\n  {named('answers')} A where {alike}\n")
    for each in some:
        made += [f"define {name}:\n  {text}\n" for name, text in _lookup(each)]
    return "\n".join(made)


def _lookup(quantity: Quantity) -> Iterator[tuple[str, str]]:
    """The definitions that look for what is recorded of a quantity."""
    name, read = quantity.name, read_of(quantity)
    kind, when, value = _said(quantity)
    asked = f"{named(f'answers {name[0]}')} A where A.name = {quoted(_code(name))}"
    plain = when if read.explained != FALSE else f"{when} and not A.explained"
    only = named(f"the only {kind}")
    yield read.value, f"{only}({asked} and {plain} return {value})"
    if read.explained != FALSE:
        some = f"exists ({asked} and A.explained)"
        yield read.explained, f"{read.value} is not null and {some}"
    inside = f"{named('parts')} A where A.name = {quoted(_code(name))}"
    for end, part in ((read.low, LOWEST), (read.high, HIGHEST)):
        if end != NULL:
            there = f"A.part = {quoted(part)} and {when}"
            yield end, f"{only}({inside} and {there} return {value})"
    if read.options != NULL:
        there = f"A.part = {quoted(POSSIBLE)} and {when}"
        yield read.options, f"{inside} and {there} return {value}"


def _said(quantity: Quantity) -> tuple[str, str, str]:
    """The type of a quantity, when an answer has a value of it, and that value."""
    match quantity:
        case Fact():
            return "Boolean", "A.yes is not null", "A.yes"
        case Choice():
            start = _start(quantity)
            coded = f"StartsWith(A.token, {quoted(start)})"
            return "String", coded, f"Substring(A.token, {len(start)})"
        case Measure():
            unit = f"A.unit = {quoted(quantity.ucum)}"
            if quantity.ucum == _POINTS:
                unit = f"({unit} or A.unit is null)"
            plain = f"(A.number is not null and {unit})"
            if not is_coded(quantity):
                return "Decimal", plain, "A.number"
            start = _start(quantity)
            coded = f"StartsWith(A.token, {quoted(start)})"
            digits = f"ToDecimal(Substring(A.token, {len(start)}))"
            value = chosen(("A.number is not null", "A.number"), otherwise=digits)
            return "Decimal", f"({plain} or {coded})", value
        case _:
            assert_never(quantity)


def _code(name: str) -> str:
    """A code of this library with its system, as one text."""
    return f"{LOCAL}|{name}"


def _start(quantity: Choice | Measure) -> str:
    """What the codes of its answers begin with."""
    code = answer_code(quantity, quantity.values[0])
    return f"{code.system}|{code.code.partition(':')[0]}:"
