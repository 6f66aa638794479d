"""
What the parts of a stored record must be: checks of plain data, each with its path.

A check gets a value and the path to it, and returns the value frozen. A message names
the path and the kind of the value, never the value.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias, TypeVar, cast, get_args

import attrs

from cervmyelo.errors import DocumentError, KindError, LevelError, kind_of
from cervmyelo.findings import Identity, Problem, Status
from cervmyelo.json_text import Json, Object
from cervmyelo.names import shown

__all__ = [
    "Code",
    "Scalar",
    "any_value",
    "checked",
    "code",
    "codes_or_none",
    "each_of",
    "frozen",
    "identity",
    "interval",
    "keys",
    "name",
    "names",
    "once",
    "one_of",
    "plain",
    "problem",
    "status",
    "text",
    "text_or_none",
]

Code: TypeAlias = str | int | float
"""An answer as it is stored: the code of a grade, or a number."""

Scalar: TypeAlias = str | int | float | bool
"""A value of JSON that is neither a list nor an object."""

_DEEPEST: Final = 16
_LISTS: Final = (list, tuple)
_SCALARS: Final = (str, int, float)
_ENDS: Final = 2
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,99}")

T = TypeVar("T")


def checked(check: Callable[[Any, str], T]) -> T:
    """
    A field of a model that is checked and frozen, whoever makes the model.

    Args:
        check: The check; its path is the name of the field.
    """

    def convert(value: object, field: attrs.Attribute[Any]) -> T:
        return check(value, field.name)

    converter: Any = attrs.Converter(convert, takes_field=True)
    return cast("T", attrs.field(converter=converter))


def text(value: object, path: str) -> str:
    """Text."""
    if not isinstance(value, str):
        raise KindError(path, kind_of(value), "text")
    return value


def text_or_none(value: object, path: str) -> str | None:
    """Text, or null."""
    return None if value is None else text(value, path)


def number(value: object, path: str) -> int | float:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise KindError(path, kind_of(value), "a number")
    # isfinite() would have to convert a long integer to a float.
    if not abs(value) <= sys.float_info.max:
        digits = "a number with too many digits"
        kind = kind_of(value) if isinstance(value, float) else digits
        raise KindError(path, kind, "a finite number")
    return value


def code(value: object, path: str) -> Code | None:
    """The code of a grade, a number or null."""
    return value if value is None or isinstance(value, str) else number(value, path)


def any_value(value: object, path: str) -> Scalar | None:
    """A boolean, a number, text or null."""
    return value if isinstance(value, bool) else code(value, path)


def one_of(words: tuple[T, ...], value: object, path: str) -> T:
    """One of some words."""
    for word in words:
        if type(value) is str and value == word:
            return word
    kind = "another word" if isinstance(value, str) else kind_of(value)
    raise LevelError(path, kind, ", ".join(map(str, words)))


def status(value: object, path: str) -> Status:
    """The status of a finding."""
    return one_of(cast("tuple[Status, ...]", get_args(Status)), value, path)


def name(value: object, path: str) -> str:
    """The name of a rule or a quantity, of any version."""
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        kind = "other text" if isinstance(value, str) else kind_of(value)
        raise KindError(path, kind, "a name of lower-case letters, digits and _")
    return value


def each_of(
    check: Callable[[object, str], T],
) -> Callable[[object, str], tuple[T, ...]]:
    """A check of a list, each element by a check."""

    def every(value: object, path: str) -> tuple[T, ...]:
        if not isinstance(value, list | tuple):
            raise KindError(path, kind_of(value), "a list")
        parts = cast("list[object]", value)
        return tuple(check(part, f"{path}[{at}]") for at, part in enumerate(parts))

    return every


names: Final = each_of(name)
"""A list of names."""


def codes_or_none(value: object, path: str) -> tuple[Code, ...] | None:
    """A list of codes, or null."""
    if value is None:
        return None
    codes = each_of(code)(value, path)
    if None in codes:
        raise KindError(path, "nothing", "grades or numbers")
    return cast("tuple[Code, ...]", codes)


def interval(value: object, path: str) -> tuple[float, float] | None:
    """A list of two numbers, or null."""
    if value is None:
        return None
    ends = each_of(number)(value, path)
    if len(ends) != _ENDS:
        raise KindError(path, "another list", "a list of two numbers, or null")
    return ends[0], ends[1]


def once(given: object, path: str) -> None:
    """
    Refuse an object with a repeated key.

    Raises:
        DocumentError: If a key of the object is given twice.
    """
    if isinstance(given, Object) and given.repeated:
        raise DocumentError(f"{path}: a key is given twice. Keep the right one.")


def keys(value: object, path: str, wanted: tuple[str, ...]) -> Mapping[str, object]:
    """An object that has exactly these keys, each once."""
    given = _object(value, path)
    if {*given} != {*wanted}:
        missing = [each for each in wanted if each not in given]
        kind = (
            f"no {missing[0]}" if missing else "a key that this version does not know"
        )
        raise KindError(path, kind, f"an object with the keys {', '.join(wanted)}")
    return cast("Mapping[str, object]", given)


def _object(value: object, path: str) -> Mapping[object, object]:
    if not isinstance(value, Mapping):
        raise KindError(path, kind_of(value), "an object")
    once(cast("object", value), path)
    return cast("Mapping[object, object]", value)


def _of_texts(
    kind: Callable[[str, str, str], T], wanted: tuple[str, str, str]
) -> Callable[[object, str], T]:
    """A check of an object that is made of three strings."""

    def made(value: object, path: str) -> T:
        if isinstance(value, cast("type[T]", kind)):
            return value
        given = keys(value, path, wanted)
        one, two, three = (text(given[each], f"{path}.{each}") for each in wanted)
        return kind(one, two, three)

    return made


identity: Final = _of_texts(Identity, ("name", "edition", "fingerprint"))
"""The identity of a rule."""

problem: Final = _of_texts(Problem, ("code", "field", "message"))
"""A reason for refusing."""


def frozen(value: object, path: str, depth: int = _DEEPEST) -> Json:
    """A value of any shape, frozen as it is."""
    if value is None or isinstance(value, _SCALARS):
        return any_value(value, path)
    if depth == 0:
        raise KindError(path, "a value that is nested too deeply", "a value")
    if isinstance(value, _LISTS):
        parts = cast("list[object]", value)
        return tuple(frozen(part, path, depth - 1) for part in parts)
    if not isinstance(value, Mapping):
        raise KindError(path, kind_of(value), "a value of JSON")
    given = _object(cast("object", value), path)
    top = depth == _DEEPEST
    return MappingProxyType(
        {
            text(key, f"{path}: a key"): frozen(
                part, f"{path}.{shown(str(key))}" if top else path, depth - 1
            )
            for key, part in given.items()
        }
    )


def plain(value: object) -> Json:
    """A frozen value as plain data, ready for JSON."""
    match value:
        case Mapping():
            parts = cast("Mapping[str, object]", value)
            return {key: plain(part) for key, part in parts.items()}
        case tuple() | list():
            return [plain(part) for part in cast("list[object]", value)]
        case Identity():
            return {
                "name": value.name,
                "edition": value.edition,
                "fingerprint": value.fingerprint,
            }
        case None | bool() | int() | float() | str():
            return value
        case _:
            fields = attrs.fields(type(cast("attrs.AttrsInstance", value)))
            return {each.name: plain(getattr(value, each.name)) for each in fields}
