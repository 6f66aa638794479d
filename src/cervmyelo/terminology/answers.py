"""
Codes of answers and grades.

A grade is coded by its scale, not by the rule that gives it: several rules can grade by
one scale, and a grade that was recorded is the same grade.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cervmyelo.codes import ANSWERS, GRADES, Code
from cervmyelo.errors import KindError
from cervmyelo.field_types import expect
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value
from cervmyelo.registry import RULES
from cervmyelo.scale import Grade, Scale

__all__ = ["answer_code", "answers_by_code", "grade_code", "is_coded", "scale_of"]

_MOST: Final = 12
_SEEN: Final = "cervmyelo"


def is_coded(quantity: Quantity) -> bool:
    """
    Whether each answer has a code: a word, or one of few numbers.

    >>> import cervmyelo as cm
    >>> [is_coded(cm.quantities[name]) for name in ("opll", "mjoa_sphincter", "smoker")]
    [True, True, False]

    Args:
        quantity: The quantity. A fact has no codes: it is true or false.

    Raises:
        KindError: If it is no quantity.
    """
    expect("quantity", quantity, Quantity)
    match quantity:
        case Fact():
            return False
        case Choice():
            return True
        case Measure():
            return 0 < len(quantity.values) <= _MOST


def scale_of(quantity: Quantity) -> Scale | None:
    """
    The scale whose grades a quantity records; None if it records no grade.

    >>> import cervmyelo as cm
    >>> scale_of(cm.quantities["mjoa_severity"]).name
    'mjoa_severity'
    >>> scale_of(cm.quantities["opll"]) is None
    True

    Args:
        quantity: The quantity.
    """
    rule = RULES.get(quantity.name) if quantity.answer else None
    return None if rule is None else rule.scale


def grade_code(grade: Grade) -> Code:
    """
    The code of a grade, by its scale.

    >>> import cervmyelo as cm
    >>> grade_code(cm.scales["mjoa_severity"].grade("moderate")).code
    'mjoa_severity:moderate'

    Args:
        grade: The grade.

    Raises:
        KindError: If it is no grade.
    """
    expect("grade", grade, Grade)
    return _graded(grade.scale, grade.code)


@functools.cache
def _graded(scale: Scale, code: str | int) -> Code:
    meaning = scale.levels[scale.codes.index(code)].meaning
    return Code(GRADES, f"{scale.name}:{code}", meaning, _SEEN)


def answer_code(quantity: Quantity, value: Value) -> Code:
    """
    The code of an answer.

    >>> import cervmyelo as cm
    >>> print(answer_code(cm.quantities["mjoa_sphincter"], 2))
    cervmyelo answers mjoa_sphincter:2 passing urine is somewhat difficult
    >>> answer_code(cm.quantities["mjoa_severity"], "mild").code
    'mjoa_severity:mild'

    Args:
        quantity: The quantity.

        value: The answer.

    Raises:
        KindError: If it is no quantity, its answers have no codes, or this is none of
            them.
    """
    expect("quantity", quantity, Quantity)
    try:
        return _codes(quantity)[value]
    except (KeyError, TypeError):
        allowed = "an answer that has a code"
        raise KindError(quantity.name, "another value", allowed) from None


@functools.cache
def _codes(quantity: Quantity) -> Mapping[Value, Code]:
    """The codes of the answers to a question, by the answer; empty without codes."""
    return MappingProxyType(
        {value: _coded(quantity, value) for value in quantity.values}
        if is_coded(quantity)
        else {}
    )


def _coded(quantity: Quantity, value: Value) -> Code:
    word = f"{value:g}" if isinstance(value, int | float) else value
    scale = scale_of(quantity)
    if scale is not None:
        code = next(each for each in scale.codes if str(each) == word)
        return _graded(scale, code)
    return Code(
        ANSWERS, f"{quantity.name}:{word}", _meaning(quantity, value, word), _SEEN
    )


def _meaning(quantity: Quantity, value: Value, word: str) -> str:
    """What an answer means, or the answer itself where the words are not included."""
    match quantity:
        case Choice(meanings=meanings, levels=levels) if meanings:
            return meanings[levels.index(word)]
        case Measure(meanings=pairs):
            return dict(pairs).get(float(value), word)
        case _:
            return word.replace("_", " ")


@functools.cache
def answers_by_code() -> Mapping[str, tuple[str, Value]]:
    """
    The quantity and the value of each answer, by its code.

    >>> answers_by_code()["mjoa_sphincter:2"]
    ('mjoa_sphincter', 2)

    Returns:
        A mapping of the codes in the system of answers. A grade is not among them: its
        scale can belong to several quantities.
    """
    return MappingProxyType(
        {
            code.code: (quantity.name, value)
            for quantity in QUANTITIES.values()
            for value, code in _codes(quantity).items()
            if code.system == ANSWERS
        }
    )
