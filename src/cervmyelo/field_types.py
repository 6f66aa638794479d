"""
Fields that check by their annotations what they are given.

A class that is declared with ``field_transformer=typed`` refuses a value of another
type than its annotation names, in a field without a validator of its own.
"""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal, TypeAlias, TypeGuard, TypeVar, cast

import attrs

from .errors import KindError, kind_of

__all__ = ["Rebuilt", "expect", "has_elements", "read_only", "tupled", "typed"]

_Test: TypeAlias = Callable[[object], bool]

_WORDS: Final[Mapping[object, str]] = {
    str: "text",
    bool: "True or False",
    int: "a whole number",
    float: "a number",
    types.NoneType: "None",
}


def typed(
    model: type,  # noqa: ARG001 -- as attrs calls it
    fields: list[attrs.Attribute[Any]],
) -> list[attrs.Attribute[Any]]:
    """The fields of a class, with a check of each that has none."""
    return [
        field if field.validator else field.evolve(validator=_check())
        for field in fields
    ]


def has_elements(given: object) -> TypeGuard[Iterable[object]]:
    """
    Whether an argument can be iterated over.

    An array without a dimension only looks as if it could.

    >>> has_elements([]), has_elements(5)
    (True, False)

    Args:
        given: The argument.
    """
    if not isinstance(given, Iterable):
        return False
    try:
        iter(cast("Iterable[object]", given))
    except TypeError:
        return False
    return True


def expect(name: str, given: object, kind: Any) -> None:
    """
    Check that an argument is of a type.

    >>> expect("name", 5, str)
    Traceback (most recent call last):
        ...
    cervmyelo.errors.KindError: name: expected text, got a whole number.

    Args:
        name: The name of the argument.

        given: What was given for it.

        kind: The type, as in an annotation.

    Raises:
        KindError: If it is of another type.
    """
    if not _test(kind)(given):
        raise KindError(name, kind_of(given), _words(kind))


class Rebuilt:
    """
    A frozen value with mappings: copied and pickled by its constructor, and hashable.

    Read-only mappings cannot be pickled and have no hash. Each subclass has a method
    ``__hash__`` that calls this one, because attrs would make one that fails.
    """

    __slots__ = ()

    def __hash__(self) -> int:
        fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(self)))
        values = (_hashable(getattr(self, field.name)) for field in fields)
        return hash((type(self), *values))

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(self)))
        given = {
            field.alias: _writable(getattr(self, field.name))
            for field in fields
            if field.init
        }
        return _rebuild, (type(self), given)


def _hashable(value: object) -> object:
    """What is equal for equal values, and has a hash."""
    if isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value).items()
        # The order of a mapping makes no difference.
        return frozenset((key, _hashable(each)) for key, each in items)
    if isinstance(value, list | tuple):
        return tuple(map(_hashable, cast("Iterable[object]", value)))
    return value


def _writable(value: object) -> object:
    """A value with plain dictionaries in place of read-only mappings."""
    if not isinstance(value, types.MappingProxyType):
        return value
    items = cast("Mapping[object, object]", value).items()
    return {key: _writable(each) for key, each in items}


def _rebuild(kind: Callable[..., object], fields: dict[str, object]) -> object:
    return kind(**fields)


def read_only(mapping: object) -> Any:
    """A read-only copy of a mapping; anything else is left to the check of its type."""
    if not isinstance(mapping, Mapping):
        return mapping
    return types.MappingProxyType({**cast("Mapping[object, object]", mapping)})


def tupled(values: object) -> Any:
    """A list as a tuple; anything else is left to the check of its type."""
    if not isinstance(values, list | tuple):
        return values
    return tuple(cast("list[object]", values))


def _check() -> Callable[[object, attrs.Attribute[Any], object], None]:
    """The check of one field; its type is looked up once, when it is needed."""
    test: _Test | None = None
    exact: Any = None

    def check(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        nonlocal exact, test
        if type(value) is exact:
            return
        model: Any = type(instance)
        if test is None:
            test, exact = _tests(model)[attribute.name]
        if not test(value):
            _, kind = _tests(model)[attribute.name]
            raise KindError(attribute.name, kind_of(value), _words(kind))

    return check


@functools.cache
def _tests(model: Any) -> Mapping[str, tuple[_Test, object]]:
    return {
        name: (_test(kind), kind) for name, kind in typing.get_type_hints(model).items()
    }


@functools.cache
def _test(kind: Any) -> _Test:
    """Whether a value is of the type that an annotation names."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, TypeVar):
        return _test(kind.__bound__ or Any)
    if kind in {Any, object}:
        return lambda _: True
    if origin in {typing.Union, types.UnionType}:
        return _test_of_union(arguments)
    if origin is Literal:
        return lambda value: type(value) is str and value in arguments
    if origin is tuple:
        return _test_of_tuple(arguments)
    if kind in {int, float}:
        # A boolean is an int to Python.
        numbers = int if kind is int else (int, float)
        return lambda v: isinstance(v, numbers) and not isinstance(v, bool)
    held = origin or kind
    return lambda value: isinstance(value, held)


def _test_of_union(arguments: tuple[Any, ...]) -> _Test:
    # A tuple can hold hundreds of values, so their exact types are looked at first.
    exact = frozenset(each for each in arguments if isinstance(each, type))
    tests = tuple(map(_test, arguments))
    return lambda value: type(value) in exact or any(test(value) for test in tests)


def _test_of_tuple(arguments: tuple[Any, ...]) -> _Test:
    tests = tuple(_test(each) for each in arguments if each is not ...)

    def test_of_any_length(value: object) -> bool:
        return isinstance(value, tuple) and all(
            map(tests[0], cast("tuple[object, ...]", value))
        )

    def test(value: object) -> bool:
        if not isinstance(value, tuple):
            return False
        parts = cast("tuple[object, ...]", value)
        if len(parts) != len(tests):
            return False
        return all(map(_holds, tests, parts))

    return test_of_any_length if ... in arguments else test


def _holds(test: _Test, value: object) -> bool:
    return test(value)


def _words(kind: Any) -> str:
    """The type that an annotation names, for people."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, TypeVar):
        return _words(kind.__bound__)
    if origin in {typing.Union, types.UnionType}:
        return " or ".join(dict.fromkeys(map(_words, arguments)))
    if origin is Literal:
        return " or ".join(map(str, arguments))
    if origin is tuple:
        inner = dict.fromkeys(_words(each) for each in arguments if each is not ...)
        return f"a tuple that holds {' and '.join(inner)} only"
    name: str = getattr(origin or kind, "__name__", "a value")
    return _WORDS.get(kind, f"{'an' if name[0] in 'AEIOU' else 'a'} {name}")
