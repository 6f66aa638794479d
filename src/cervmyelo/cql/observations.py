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
from cervmyelo.models.missing import OTHER_CAUSE
from cervmyelo.quantity import Choice, Fact, Measure, Quantity
from cervmyelo.terminology.answers import answer_code, is_coded

from .expressions import chosen, listed, named, quoted

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
    # A number known to a bound only, and one that another cause explains, is unknown.
    number = f"(if {quantity}.comparator is null then {quantity}.value.value else null)"
    parts = {
        "name": f"First({_is_own(f'{element}.code')} "
        "return D.system.value + '|' + D.code.value)",
        "on": on,
        "yes": f"({value} as FHIR.boolean).value",
        "token": codes,
        "number": number,
        "unit": f"{quantity}.code.value",
    }
    inside = ", ".join(f"{name}: {text}" for name, text in parts.items())
    return f"Tuple {{ {inside} }}"


def _counts(element: str) -> str:
    """Whether an element says what it seems to say."""
    other = (
        f"exists ((flatten ({element}.interpretation I return I.coding)) D "
        f"where D.system.value = {quoted(LOCAL)} "
        f"and D.code.value = {quoted(OTHER_CAUSE)})"
    )
    return f"{element}.dataAbsentReason is null and not {other}"


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
        f"{named('observations')} O where {_counts('O')} return {_answer('O', day)}",
    )
    yield (
        "answers of components",
        # Engines differ on what a null among lists does.
        f"flatten ({named('observations')} O where exists (O.component) "
        f"return (O.component C "
        f"where {_counts('C')} return {_answer('C', day)}))",
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
    yield (
        "answers",
        f"{named('answers of any day')} A where A.on = {named('day')}",
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
    made += [f"define {named(each.name)}:\n  {_lookup(each)}\n" for each in some]
    return "\n".join(made)


def _lookup(quantity: Quantity) -> str:
    name = quantity.name
    asked = f"{named(f'answers {name[0]}')} A where A.name = {quoted(_code(name))}"

    def only(kind: str, expression: str, when: str) -> str:
        return f"{named(f'the only {kind}')}({asked} and {when} return {expression})"

    match quantity:
        case Fact():
            return only("Boolean", "A.yes", "A.yes is not null")
        case Choice():
            start = _start(quantity)
            coded = f"StartsWith(A.token, {quoted(start)})"
            return only("String", f"Substring(A.token, {len(start)})", coded)
        case Measure():
            unit = f"A.unit = {quoted(quantity.ucum)}"
            if quantity.ucum == _POINTS:
                unit = f"({unit} or A.unit is null)"
            plain = f"(A.number is not null and {unit})"
            if not is_coded(quantity):
                return only("Decimal", "A.number", plain)
            start = _start(quantity)
            coded = f"StartsWith(A.token, {quoted(start)})"
            digits = f"ToDecimal(Substring(A.token, {len(start)}))"
            value = chosen(("A.number is not null", "A.number"), otherwise=digits)
            return only("Decimal", value, f"({plain} or {coded})")
        case _:
            assert_never(quantity)


def _code(name: str) -> str:
    """A code of this library with its system, as one text."""
    return f"{LOCAL}|{name}"


def _start(quantity: Choice | Measure) -> str:
    """What the codes of its answers begin with."""
    code = answer_code(quantity, quantity.values[0])
    return f"{code.system}|{code.code.partition(':')[0]}:"
