"""
Fields that hold a quantity, and models that hold nothing else.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, ClassVar, Final, Literal, TypeAlias, cast, overload

import attrs

from cervmyelo.errors import RuleError
from cervmyelo.quantity import Choice, Fact, Measure, Partly, Quantity, Value, checked

from .record import ABOUT, CHECK, RAISES, Check, Record

__all__ = [
    "LEVEL",
    "Category",
    "Sheet",
    "errors_of",
    "items_of",
    "keep",
    "quantities_of",
    "recorded",
    "sentence",
]

Category: TypeAlias = Literal["survey", "exam", "imaging"]
"""A kind of observations: scored or asked, found on examination, or measured."""

_QUANTITY: Final = "quantity"

_KIND: Final = {"KindError": "If a value is of the wrong kind."}
LEVEL: Final = _KIND | {"LevelError": "If a word is not one of those allowed."}
"""The errors of a choice, and when they are raised."""

_RANGE: Final = _KIND | {
    "OutOfRangeError": "If a number is out of its range or between two steps."
}


@overload
def recorded(quantity: Fact) -> bool | None: ...
@overload
def recorded(quantity: Measure) -> int | Partly | None: ...
@overload
def recorded(quantity: Choice) -> Any: ...
def recorded(quantity: Quantity) -> Any:
    """
    A field that holds a quantity: optional, validated and documented by it.

    The static type is written at the field, because only Python's own syntax can say
    it to a type checker.

    Args:
        quantity: The quantity; its name is the name of the field, after the prefix of
            the sheet if it has one.
    """
    return attrs.field(
        default=None,
        metadata={
            _QUANTITY: quantity,
            CHECK: _check(quantity),
            ABOUT: functools.partial(_about, quantity),
            RAISES: errors_of(quantity),
        },
    )


def _check(quantity: Quantity) -> Check:
    """The check of a quantity that is recorded in a field."""
    check = quantity.check

    def check_value(record: object, field: str, value: object) -> None:
        if isinstance(value, Partly):
            checked(quantity, value)
        elif value is not None:
            keep(record, field, value, check(value))

    return check_value


def keep(record: object, field: str, given: object, checked: object) -> None:
    """
    Keep in a field what its check returned, where it is not the very object given.

    A converter would do the same, but take the type of the field out of the signature.
    """
    if checked is not given:
        object.__setattr__(record, field, checked)


def errors_of(quantity: Quantity) -> Mapping[str, str]:
    """The errors of a check of the quantity, and when they are raised."""
    match quantity:
        case Fact():
            return _KIND
        case Choice():
            return LEVEL
        case Measure():
            return _RANGE


def _about(quantity: Quantity) -> str:
    """What the documentation of a field says."""
    meanings: Mapping[Any, str] = {}
    match quantity:
        case Choice(levels=levels, meanings=texts) if texts:
            meanings = dict(zip(levels, texts, strict=True))
        case Measure(meanings=pairs):
            meanings = {f"{value:g}": text for value, text in pairs}
        case Choice() | Fact():
            pass
    # The class says once for all fields that None means not recorded.
    more = quantity.none.partition("recorded: ")[2]
    return " ".join(
        (
            f"{quantity.question} {sentence(quantity.accepted)}.",
            *(
                [f"{'; '.join(f'{k} = {v}' for k, v in meanings.items())}."]
                if meanings
                else []
            ),
            *([f"None: not recorded, {more}."] if more else []),
        )
    )


def sentence(words: str) -> str:
    """The words with a capital letter at the beginning."""
    return words[:1].upper() + words[1:]


class Sheet(Record):
    """
    A record whose fields are quantities, and nothing else.

    Every field is ``None`` unless it was recorded.
    """

    __slots__ = ()

    category: ClassVar[Category] = "survey"
    """What kind of observations it holds."""

    _names: ClassVar[tuple[str, ...]]

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        super().__attrs_init_subclass__()
        cls._names = tuple(each.name for each in quantities_of(cls).values())

    def flat(self) -> dict[str, Value | Partly | None]:
        """
        Its values by the names of the quantities.

        >>> from cervmyelo import MJOA
        >>> MJOA(motor_upper=3).flat()["mjoa_motor_upper"]
        3
        """
        values = self._contents(self)
        # The getter of a single field gives its value, not a tuple.
        each = values if len(self._names) > 1 else (values,)
        return dict(zip(self._names, each, strict=True))

    @classmethod
    def correction(cls, name: str) -> str:
        """What to write in place of an argument that the constructor does not have."""
        from .patient import PLACES, SHEETS

        place = PLACES.get(name)
        if place is None:
            return super().correction(name)
        record, field = place
        if SHEETS.get(record) is cls:
            return f"Use {field}."
        owner = SHEETS[record].__name__ if record in SHEETS else "Symptom"
        return f"It is a field of {owner if record else 'Patient'}."


def quantities_of(model: type[Record]) -> dict[str, Quantity]:
    """
    The quantities that a model holds, by its fields, in their order.

    >>> from cervmyelo import MJOA
    >>> quantities_of(MJOA)["sphincter"].name
    'mjoa_sphincter'
    """
    return {
        field.name: field.metadata[_QUANTITY]
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", model))
        if _QUANTITY in field.metadata
    }


def items_of(sheet: type[Sheet]) -> tuple[Measure, ...]:
    """
    The items of an instrument, in the order of its form, without recorded answers.

    Raises:
        RuleError: If a field of the sheet is no number.
    """
    items: list[Measure] = []
    for quantity in quantities_of(sheet).values():
        if quantity.answer:
            continue
        if not isinstance(quantity, Measure):
            raise RuleError(f"{quantity.name}: the items of an instrument are numbers.")
        items.append(quantity)
    return tuple(items)
