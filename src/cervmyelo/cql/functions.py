"""
The functions of both libraries, each written once.

What a record says, checked by itself, comes back as a tuple: the least and the greatest
of a measure, or the word of a choice, and the options where these do not say what is
possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cervmyelo.forms.recorded import NEAR, PLACES
from cervmyelo.quantity import Choice, Measure

from .expressions import NULL, chosen, listed, named, number, quoted
from .inputs import Read

__all__ = ["FUNCTIONS", "called", "number_record", "word_record"]

_NUMBERS: Final = "List<Decimal>"
_SCALE: Final = f"first Decimal, last Decimal, step Decimal, skipped {_NUMBERS}"
_RANGE: Final = "first, last, step, skipped"


def _valid(least: str, most: str, options: str = f"null as {_NUMBERS}") -> str:
    """What a valid record of a measure says."""
    ends = f"least: {least}, most: {most}, options: {options}"
    return f"Tuple {{ invalid: false, {ends} }}"


_NOTHING: Final = _valid("null as Decimal", "null as Decimal")
_INVALID: Final = _NOTHING.replace("false", "true")
_NO_WORD: Final = "word: null as String, options: null as List<String>"

_PLACES: Final = tuple(
    (
        f"(Abs(value) * {number(10.0**place)} + {number(NEAR / 2)}) mod 1.0 "
        f"< {number(NEAR)}",
        number(0.5 / 10**place),
    )
    for place in PLACES
)
_SLACK: Final = chosen(*_PLACES, otherwise=number(0.5 / 10 ** PLACES[-1]))
"""How far a recorded number can be from the calculated one that was rounded."""

FUNCTIONS: Final = f"""\
define function "is of the scale"(value Decimal, {_SCALE}):
  value >= first and value <= last and (step is null or value mod step = 0.0)
    and not exists (skipped S where S = value)

define function "steps"(first Decimal, last Decimal, step Decimal):
  (last - first) / step + 1.0

define function "numbers between"(least Decimal, most Decimal, {_SCALE}):
  if least > most then {_INVALID}
  else if least <= first and most >= last then {_NOTHING}
  else {_valid("least", "most")}

define function "next step"(value Decimal, up Boolean, step Decimal,
  skipped {_NUMBERS}):
  if not exists (skipped S where S = value) then value
  else if up then value + step else value - step

define function "numbers of ends"(low Decimal, high Decimal, {_SCALE}):
  if low < first or high > last then {_INVALID}
  else if step is null then "numbers between"(low, high, {_RANGE})
  else "numbers between"(
    "next step"(step * Ceiling(low / step), true, step, skipped),
    "next step"(step * Floor(high / step), false, step, skipped),
    {_RANGE})

define function "some numbers"(options {_NUMBERS}, {_SCALE}):
  if exists (options O where not "is of the scale"(O, {_RANGE})) then {_INVALID}
  else if Count(options) + Count(skipped) = "steps"(first, last, step) then {_NOTHING}
  else if Count(options) = "steps"(Min(options), Max(options), step)
    then {_valid("Min(options)", "Max(options)")}
  else {_valid("Min(options)", "Max(options)", "options")}

define function "record of a measure"(value Decimal, explained Boolean,
  options {_NUMBERS}, low Decimal, high Decimal, {_SCALE}):
  if value is not null then (
    if "is of the scale"(value, {_RANGE}) then {_valid("value", "value")}
    else {_INVALID})
  else if explained then {_INVALID}
  else if exists (options) then "some numbers"(distinct options, {_RANGE})
  else if low is null and high is null then {_NOTHING}
  else "numbers of ends"(Coalesce(low, first), Coalesce(high, last), {_RANGE})

define function "some words"(options List<String>, levels List<String>):
  if exists (options O where not exists (levels L where L = O))
    then Tuple {{ invalid: true, {_NO_WORD} }}
  else if Count(options) = Count(levels) then Tuple {{ invalid: false, {_NO_WORD} }}
  else if Count(options) = 1
    then Tuple {{ invalid: false, word: First(options), options: null as List<String> }}
  else Tuple {{ invalid: false, word: null as String, options: options }}

define function "record of a choice"(value String, options List<String>,
  levels List<String>):
  if value is null and not exists (options) then Tuple {{ invalid: false, {_NO_WORD} }}
  else if value is null then "some words"(distinct options, levels)
  else if exists (levels L where L = value)
    then Tuple {{ invalid: false, word: value, options: null as List<String> }}
  else Tuple {{ invalid: true, {_NO_WORD} }}

define function "is one of"(word String, options List<String>, words List<String>):
  if options is null
    then if word is null then null else exists (words W where W = word)
  else if not exists (options O where not exists (words W where W = O)) then true
  else if exists (options O where exists (words W where W = O)) then null
  else false

define function "may be one of"(word String, options List<String>,
  words List<String>):
  if options is null then word is null or exists (words W where W = word)
  else exists (options O where exists (words W where W = O))

define function "is at least"(least Decimal, most Decimal, bound Decimal):
  if least >= bound then true else if most < bound then false else null

define function "is above"(least Decimal, most Decimal, bound Decimal):
  if least > bound then true else if most <= bound then false else null

define function "may be between"(least Decimal, most Decimal, options {_NUMBERS},
  first Decimal, last Decimal):
  most >= first and least <= last
    and (options is null or exists (options O where O between first and last))

define function "ranks of words"(word String, options List<String>,
  codes List<String>):
  codes C where C = word or exists (options O where O = C) return IndexOf(codes, C)

define function "ranks of numbers"(least Decimal, most Decimal, options {_NUMBERS},
  codes {_NUMBERS}):
  codes C where C between least and most
    and (options is null or exists (options O where O = C)) return IndexOf(codes, C)

define function "every value"(least Decimal, most Decimal, options {_NUMBERS},
  values {_NUMBERS}):
  if options is not null then options else values V where V between least and most

define function "sums of"(some {_NUMBERS}, more {_NUMBERS}):
  distinct (from some S, more M return S + M)

define function "slack"(value Decimal):
  {_SLACK}
"""
"""The text of the functions."""


def called(function: str, *arguments: str) -> str:
    """The text that calls a function."""
    return f"{named(function)}({', '.join(arguments)})"


def number_record(measure: Measure, read: Read) -> str:
    """What a record says of a measure."""
    step = NULL if measure.step is None else number(measure.step)
    options = f"null as {_NUMBERS}" if read.options == NULL else read.options
    skipped = _listed(measure.excluded) if measure.excluded else f"null as {_NUMBERS}"
    step = "null as Decimal" if step == NULL else step
    parts = (read.value, read.explained, options, read.low, read.high)
    scale = (number(measure.low), number(measure.high), step, skipped)
    return called("record of a measure", *parts, *scale)


def _listed(values: Sequence[float]) -> str:
    return listed(map(number, values))


def word_record(choice: Choice, read: Read) -> str:
    """What a record says of a choice."""
    levels = listed(map(quoted, choice.levels))
    return called("record of a choice", read.value, read.options, levels)
