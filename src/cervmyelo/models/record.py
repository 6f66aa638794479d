"""
What all models share: one constructor, comparison, representation, documentation.

A field is declared once. What its documentation says comes from the declaration (a
function under `ABOUT` in the metadata of the field), so that ``help()``, IPython and
Sphinx show it without a second text.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, Self, TypeAlias, cast

import attrs

from cervmyelo.errors import (
    CervmyeloError,
    MissingFieldError,
    UnknownFieldError,
    nearest,
)
from cervmyelo.frozen import Frozen
from cervmyelo.names import shown
from cervmyelo.notebook import LIMIT, cut

__all__ = ["ABOUT", "CHECK", "RAISES", "REQUIRED", "Check", "Record"]

Check: TypeAlias = Callable[[object, str, object], None]
"""Raises an error if a value cannot be in a field; takes record, field and value."""

CHECK: Final = "check"
"""
The metadata of a field: the check of a value that is given.

A default is valid, so it is not checked. A validator of attrs would be called for every
field of every object, and most fields of a patient are not recorded.
"""

ABOUT: Final = "about"
"""The metadata of a field: a function that returns its documentation."""

RAISES: Final = "raises"
"""The metadata of a field: the errors of its check, and when they are raised."""

REQUIRED: Final = "required"
"""The metadata of a field without default: what to write if it is missing."""

_FEW: Final = 8
_ROOM: Final = LIMIT - 30
_WIDTH: Final = 88


class Record(Frozen):
    """
    Base class whose copies and unpickled instances are rebuilt by the constructor.

    attrs restores the slots of a pickled or copied object one by one and skips every
    validator. Rebuilding through the constructor prevents that: an object that was
    tampered with is refused when it is copied or unpickled.

    A record is compared by its fields, and shows those that differ from their defaults.
    """

    # What a reader calculated for this record, which never changes.
    __slots__ = ("_cached",)

    _cached: object

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        super().__attrs_init_subclass__()
        if any(ABOUT in field.metadata for field in _fields(cls)):
            # type.__doc__ asks a descriptor, so that nothing is written at import.
            cls.__doc__ = cast("str", _Documentation(cls.__doc__))
        type.__setattr__(cls, "__init__", _by_name(cls))

    def __repr__(self) -> str:
        fields = [f"{name}={value!r}" for name, value in self._given()]
        text = f"{type(self).__name__}({', '.join(fields)})"
        if len(text) <= LIMIT:
            return text
        # Half a value would be read as another one, so whole fields are left out.
        kept: list[str] = []
        for field in fields:
            if len(type(self).__name__) + len(", ".join([*kept, field])) > _ROOM:
                break
            kept.append(field)
        more = len(fields) - len(kept)
        kept.append(f"... {more} more field{'s' * (more > 1)}")
        return cut(f"{type(self).__name__}({', '.join(kept)})")

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        yield from self._given()

    def _given(self) -> Iterator[tuple[str, object]]:
        """The fields that are shown: those that differ from their defaults."""
        for field in _fields(type(self)):
            if field.repr and (value := getattr(self, field.name)) != field.default:
                yield field.name, value

    def __reduce__(
        self,
    ) -> tuple[Callable[..., Record], tuple[type[Self], dict[str, object]]]:
        return _rebuild, (type(self), _arguments(self))

    def _check_together(self) -> None:
        """Raise an error if valid fields do not go together."""

    @classmethod
    def correction(cls, name: str) -> str:
        """
        What to write in place of an argument that the constructor does not have.

        Returns:
            A sentence; empty if there is nothing to suggest.
        """
        return nearest(name, (field.name for field in _fields(cls) if field.init))


def _fields(model: type[Record]) -> tuple[attrs.Attribute[Any], ...]:
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(
        cast("type[attrs.AttrsInstance]", model)
    )
    return fields


def _arguments(record: Record) -> dict[str, object]:
    return {
        field.name: getattr(record, field.name)
        for field in _fields(type(record))
        if field.init
    }


def _rebuild(model: Callable[..., Record], fields: dict[str, object]) -> Record:
    return model(**fields)


def _by_name(model: type[Record]) -> Callable[..., None]:
    """The constructor of a model, with errors that name the right argument."""
    build = cast("Callable[..., None]", model.__init__)
    checks: Mapping[str, Check] = {
        field.name: field.metadata[CHECK]
        for field in _fields(model)
        if CHECK in field.metadata
    }
    places = {name: place for place, name in enumerate(checks)}
    together = model._check_together  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]

    @functools.wraps(build)
    def __init__(*unnamed: Any, **fields: object) -> None:  # noqa: N807
        # The object is the first of them, so that all are passed on as they are.
        try:
            build(*unnamed, **fields)
        except TypeError:
            fault = _wrong_arguments(model, unnamed[1:], fields)
            if fault is None:
                raise
        else:
            (record,) = unnamed
            # Of several faults, the first in the order of the model is reported.
            for name in sorted(checks.keys() & fields.keys(), key=places.__getitem__):
                checks[name](record, name, getattr(record, name))
            together(record)
            return
        raise fault

    return __init__


def _wrong_arguments(
    model: type[Record], unnamed: tuple[object, ...], given: Mapping[str, object]
) -> CervmyeloError | None:
    known = {field.name: field for field in _fields(model) if field.init}
    if unnamed:
        first = next(iter(known))
        return MissingFieldError(
            model.__name__,
            "a value without a field name",
            "values by field name",
            f"Write {model.__name__}({first}=...).",
        )
    for name in given:
        if name not in known:
            allowed = (
                ", ".join(known)
                if len(known) <= _FEW
                else f"a field of {model.__name__}"
            )
            return UnknownFieldError(
                shown(name), "unknown field", allowed, model.correction(name)
            )
    for name, field in known.items():
        if field.default is attrs.NOTHING and name not in given:
            fix = field.metadata.get(REQUIRED, "")
            return MissingFieldError(name, "nothing", f"a value for {name}", fix)
    return None


class _Documentation:
    """The documentation of a model, written when it is read."""

    __slots__ = ("_own",)

    def __init__(self, own: str | None) -> None:
        self._own = own

    def __get__(self, instance: object, model: type[Record]) -> str | None:
        # python -OO removes docstrings.
        if self._own is None:
            return None
        import inspect

        head, _, raises = inspect.cleandoc(self._own).partition("\n\nRaises:\n")
        return "\n\n".join(
            (
                head,
                "Every field without a value is None: not recorded, which never means "
                "no, none or zero.",
                _section("Attributes", _attributes(model)),
                _section("Raises", _raises(model), raises),
            )
        )


def _attributes(model: type[Record]) -> Iterator[str]:
    for field in _fields(model):
        yield f"{field.name}: {field.metadata[ABOUT]()}"


def _raises(model: type[Record]) -> Iterator[str]:
    when: dict[str, str] = {}
    for field in _fields(model):
        when |= field.metadata.get(RAISES, {})
    when["UnknownFieldError"] = "If an argument is not a field."
    return (f"{error}: {text}" for error, text in when.items())


def _section(title: str, entries: Iterable[str], own: str = "") -> str:
    import textwrap

    texts = [
        textwrap.fill(
            entry,
            _WIDTH - 4,
            initial_indent="    ",
            subsequent_indent="        ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for entry in entries
    ]
    if own:
        texts.append(own)
    return f"{title}:\n" + "\n\n".join(texts)
