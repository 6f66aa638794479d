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
from cervmyelo.codes import HIGHEST, LOWEST, POSSIBLE
from cervmyelo.models.missing import OTHER_CAUSE
from cervmyelo.quantity import Choice, Fact, Measure, Quantity
from cervmyelo.terminology.answers import answer_code, is_coded

from .expressions import FALSE, NULL, TRUE, listed, named, quoted
from .functions import called
from .inputs import Read, read_of, type_of

__all__ = ["DAY", "found", "lookups"]

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
    own = f"{_is_own(f'{element}.code')} and D.code.value in {codes}"
    return f"First({own} return D.code.value)"


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
        f"{named('observations')} O where {_has_value('O')} return {_answer('O', day)}",
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
        f"return Tuple {{ part: {part}, answer: {_answer('C', day)} }}) }})",
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
        "return (A.parts P "
        "return Tuple { name: A.name, part: P.part, answer: P.answer }))",
    )


_GIVEN: Final = (
    "List<Tuple { name String, on Date, yes Boolean, token String, number Decimal, "
    "unit String, explained Boolean }>"
)

_FUNCTIONS: Final = f"""\
define function "numbers of answers"(given {_GIVEN}, unit String, free Boolean,
  start String):
  given A where (A.number is not null and (A.unit = unit or (free and A.unit is null)))
      or StartsWith(A.token, start)
    return if A.number is not null then A.number
      else ToDecimal(Substring(A.token, Length(start)))

define function "words of answers"(given {_GIVEN}, start String):
  given A where StartsWith(A.token, start) return Substring(A.token, Length(start))

define function "yes or no"(given {_GIVEN}):
  given A where A.yes is not null return A.yes

define function "parts of"(name String, part String):
  "parts" P where P.name = name and P.part = part return P.answer

define function "ends or options"(lows List<Decimal>, highs List<Decimal>,
  options List<Decimal>, count Integer):
  if Count(lows) = 1 and Count(highs) = 1 and count = 2
    then Tuple {{
      options: null as List<Decimal>, low: First(lows), high: First(highs)
    }}
  else if Count(options) = count
    then Tuple {{ options: options, low: null as Decimal, high: null as Decimal }}
  else null

define function "numbers in part"(name String, unit String, free Boolean,
  start String):
  if not exists ("parts" P where P.name = name) then null
  else "ends or options"(
    "numbers of answers"("parts of"(name, {quoted(LOWEST)}), unit, free, start),
    "numbers of answers"("parts of"(name, {quoted(HIGHEST)}), unit, free, start),
    "numbers of answers"("parts of"(name, {quoted(POSSIBLE)}), unit, free, start),
    Count("parts" P where P.name = name))

define function "words in part"(name String, start String):
  "all words"(
    "words of answers"("parts of"(name, {quoted(POSSIBLE)}), start),
    Count("parts" P where P.name = name))

define function "all words"(options List<String>, count Integer):
  if Count(options) = count then options else null
"""


def _only(kind: str) -> str:
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
    made += [_only(kind) for kind in ("Boolean", "String", "Decimal")]
    made.append(_FUNCTIONS)
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
    code = quoted(_code(name))
    asked = f"{named(f'answers {name[0]}')} A where A.name = {code}"
    if read.explained == FALSE:
        asked += " and not A.explained"
    only = f"the only {type_of(quantity)}"
    yield read.value, called(only, _values(quantity, f"({asked})"))
    if read.explained != FALSE:
        some = f"exists ({asked} and A.explained)"
        yield read.explained, f"{read.value} is not null and {some}"
    if not isinstance(quantity, Fact):
        kind = "numbers" if isinstance(quantity, Measure) else "words"
        yield _in_part(name), called(f"{kind} in part", code, *_ways(quantity))


def _in_part(name: str) -> str:
    """The reference to what says that a quantity is known in part."""
    return named(f"{name} in part")


def found(quantity: Quantity) -> Read:
    """What records say of a quantity, by the names of the lookups."""
    read, given = read_of(quantity), _in_part(quantity.name)
    if isinstance(quantity, Fact):
        return read
    if isinstance(quantity, Choice):
        return read._replace(options=given)
    options = NULL if read.options == NULL else f"{given}.options"
    return read._replace(options=options, low=f"{given}.low", high=f"{given}.high")


def _values(quantity: Quantity, given: str) -> str:
    """The values of a quantity that answers have."""
    kinds = {
        "Boolean": "yes or no",
        "String": "words of answers",
        "Decimal": "numbers of answers",
    }
    return called(kinds[type_of(quantity)], given, *_ways(quantity))


def _ways(quantity: Quantity) -> tuple[str, ...]:
    """How the values of a quantity are written: units, and what codes begin with."""
    match quantity:
        case Fact():
            return ()
        case Choice():
            return (quoted(_start(quantity)),)
        case Measure():
            free = TRUE if quantity.ucum == _POINTS else FALSE
            start = quoted(_start(quantity)) if is_coded(quantity) else NULL
            return quoted(quantity.ucum), free, start
        case _:
            assert_never(quantity)


def _code(name: str) -> str:
    """A code of this library with its system, as one text."""
    return f"{LOCAL}|{name}"


def _start(quantity: Choice | Measure) -> str:
    """What the codes of its answers begin with."""
    code = answer_code(quantity, quantity.values[0])
    return f"{code.system}|{code.code.partition(':')[0]}:"
