"""
One person's facts, flat and checked once, for as many rules as want to read them.
"""

import functools
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Protocol,
    TypeAlias,
    cast,
    runtime_checkable,
)

from .consistency import (
    Conflict,
    Consistent,
    Deduction,
    conflicts_in,
    consistent,
    has_total,
)
from .errors import CervmyeloError, KindError, kind_of
from .field_types import expect
from .frozen import ReadOnly
from .models.record import Record
from .names import plain_text
from .notebook import Shown, cut
from .partly import any_in_part
from .plain_cells import is_gap
from .public import public
from .quantity import (
    Fact,
    Partly,
    Quantity,
    Readings,
    Value,
    Values,
    checked,
    typed_value,
)

if TYPE_CHECKING:
    from .models.patient import MissingReason

__all__ = ["Case", "CaseLike", "Row"]

_REFERENCE: Final = "ref"
_SUFFIX: Final = "_missing"
_ALLOWED: Final = (
    "a Patient, another model such as MJOA, or a mapping from the names of quantities "
    "to values"
)

_TABLE: Final = "For a table use assess_cohort(frame, rule)."


@runtime_checkable
class Row(Protocol):
    """A row that is no mapping but becomes one, such as a row of pandas."""

    def to_dict(self) -> object:
        """Its cells by the names of their columns."""
        ...


@public
class Case(ReadOnly, Shown):
    """
    One person's facts by the names of the quantities, each checked once.

    >>> import cervmyelo as cm
    >>> case = cm.Case({"mjoa_motor_lower": 5, "mjoa_sphincter": 9})
    >>> dict(case.values), list(case.problems)
    ({'mjoa_motor_lower': 5}, ['mjoa_sphincter'])
    >>> cm.Case({"mjoa_motor_uper": 3})
    Traceback (most recent call last):
        ...
    cervmyelo.errors.UnknownFieldError: mjoa_motor_uper: unknown field. Did you mean \
mjoa_motor_upper?

    Args:
        given: A model, a mapping, a row of pandas, or another case.

        extra: Whether keys that are no quantities are meant, as in a row of a wider
            table. They are ignored.

    Attributes:
        values: What was recorded and is valid, known or known in part; a quantity that
            is not here was not recorded, or has a problem.

        problems: Why a value is invalid, by the name of its quantity.

        missing: Why a value was not recorded, or that another cause explains it, by
            the name of its quantity.

        readings: The values, with both readings of those that another cause explains.

        known: What was recorded without contradiction, and what follows from it by
            definition: legs that do not move cannot walk.

        conflicts: What contradicts each other, and what is unlikely together.

    Raises:
        KindError: If what was given is no person.

        UnknownFieldError: If a key is no quantity, unless *extra*.
    """

    __slots__ = ("_consistent", "missing", "problems", "values")

    values: Mapping[str, Value | Partly]
    problems: Mapping[str, CervmyeloError]
    missing: "Mapping[str, MissingReason]"
    _consistent: Consistent | None

    def __init__(self, given: "CaseLike", *, extra: bool = False) -> None:
        expect("extra", extra, bool)
        made = given if isinstance(given, Case) else _of(given, None, extra=extra)
        self.__setstate__((made.values, made.problems, made.missing))

    def __getstate__(self) -> tuple[dict[str, Any], ...]:
        return dict(self.values), dict(self.problems), dict(self.missing)

    def __setstate__(self, state: tuple[Mapping[str, Any], ...]) -> None:
        # A patient keeps its case, which nobody who asks for it can change.
        values, problems, missing = state
        set_field = object.__setattr__
        set_field(self, "values", MappingProxyType(values))
        set_field(self, "problems", MappingProxyType(problems))
        set_field(self, "missing", MappingProxyType(missing))
        set_field(self, "_consistent", None)

    @classmethod
    def of(
        cls, given: "CaseLike", quantities: Mapping[str, Quantity] | None = None
    ) -> "Case":
        """
        The case of whatever stands for a person.

        Args:
            given: A model, a mapping, a row of pandas, or a case.

            quantities: The only quantities that will be looked at, by their names;
                None for all.
        """
        return given if isinstance(given, Case) else _of(given, quantities)

    @property
    def _checked(self) -> Consistent:
        made = self._consistent
        if made is None:
            made = consistent(self.readings)
            object.__setattr__(self, "_consistent", made)
        return made

    @property
    def readings(self) -> Readings:
        """The values, with both readings of those that another cause explains."""
        if not self.missing:
            return self.values
        from .models.missing import with_readings

        return with_readings(self.values, self.missing)

    @property
    def silent(self) -> AbstractSet[str]:
        """The names of what was refused, is not testable, or has another cause."""
        return {name for name, word in self.missing.items() if word != "not_asked"}

    @property
    def record(self) -> dict[str, Value | Partly]:
        """The values, and the reasons under keys of their own, as in a flat record."""
        reasons = {f"{name}{_SUFFIX}": word for name, word in self.missing.items()}
        return {**self.values, **reasons}

    @property
    def known(self) -> Values:
        """What was recorded without contradiction, and what follows from it."""
        return self._checked.known

    @property
    def deductions(self) -> Mapping[str, Deduction]:
        """What follows from what was recorded, by the name of the quantity."""
        return self._checked.deductions

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What contradicts each other, and what is unlikely together."""
        if self._consistent is None and not has_total(self.readings):
            # What follows from the rest is not needed yet, and takes longer.
            return conflicts_in(self.readings)
        return self._checked.conflicts

    def __repr__(self) -> str:
        problems = f", problems in {', '.join(self.problems)}" if self.problems else ""
        return cut(f"<Case: {len(self.values)} values recorded{problems}>")

    def __str__(self) -> str:
        lines = [f"{len(self.values)} values recorded"]
        lines += [f"  {name}: {value}" for name, value in self.record.items()]
        lines += [f"  {fault}" for fault in self.problems.values()]
        return "\n".join((*lines, *(f"  {each}" for each in self.conflicts)))


CaseLike: TypeAlias = Case | Record | Mapping[str, object] | Row
"""
What a rule accepts as one person.

That is a `Patient` or another model, a mapping from the names of quantities to values,
a row of a pandas table, or a `Case`.

A quantity that is None or absent was not recorded, and so is a NaN, which pandas writes
for what is missing. A whole number may be a float, and a yes or no may be 1 or 0 or a
word, as in a table. A mapping or a row can also have a quantity in two ends, such as
``age_years_low`` and ``age_years_high``. In a mapping an error object may
stand in place of a value that could not be read; the rules that look at it are then
refused for that reason.
"""


@functools.cache
def _dictionary() -> Mapping[str, Quantity]:
    # The dictionary needs every model, and one rule alone does not.
    from .models.patient import QUANTITIES

    return dict(QUANTITIES)


def _of(
    given: object, quantities: Mapping[str, Quantity] | None, *, extra: bool = False
) -> Case:
    if isinstance(given, Record):
        return _of_record(given)
    if isinstance(given, Mapping):
        row = cast("Mapping[object, object]", given)
    elif isinstance(given, Row) and not isinstance(given, type):
        row = _cells(given)
    else:
        raise KindError("case", kind_of(given), _ALLOWED)
    values, problems, reasons = _checked(row, quantities, extra=extra)
    missing: Mapping[str, object] = {}
    if reasons:
        missing = _explained(values, problems, reasons)
    case = object.__new__(Case)
    case.__setstate__((values, problems, missing))
    return case


def _explained(
    values: dict[str, Value | Partly],
    problems: dict[str, CervmyeloError],
    reasons: Mapping[str, object],
) -> "Mapping[str, MissingReason]":
    """The valid reasons; a value with an invalid one has that problem."""
    from .models.missing import checked_reason

    valid: dict[str, MissingReason] = {}
    for name, reason in reasons.items():
        if name in problems:
            continue
        try:
            if isinstance(reason, CervmyeloError):
                raise reason
            valid[name] = checked_reason(name, reason, values.get(name))
        except CervmyeloError as error:
            problems[name] = error
            values.pop(name, None)
    return valid


def _of_record(given: Record) -> Case:
    made = getattr(given, "_cached", None)
    if isinstance(made, Case):
        return made
    flat = getattr(given, "flat", None)
    if flat is None:
        raise KindError("case", kind_of(given), _ALLOWED)
    # The constructors of models have checked what they hold.
    values = {k: v for k, v in flat().items() if v is not None}
    in_part = (
        [k for k, v in values.items() if isinstance(v, Partly)]
        if any_in_part(values.values())
        else ()
    )
    for name in in_part:
        known = checked(_dictionary()[name], values.pop(name))
        if known is not None:
            values[name] = known
    missing: dict[str, object] = dict(getattr(given, "missing", ()))
    for name in missing:
        del values[f"{name}{_SUFFIX}"]
    case = object.__new__(Case)
    case.__setstate__((values, {}, missing))
    object.__setattr__(given, "_cached", case)
    return case


def _checked(
    row: Mapping[object, object],
    quantities: Mapping[str, Quantity] | None,
    *,
    extra: bool,
) -> tuple[dict[str, Value | Partly], dict[str, CervmyeloError], dict[str, object]]:
    named = _dictionary() if quantities is None else quantities
    read = cast("Mapping[object, Quantity]", named)
    values: dict[str, Value | Partly] = {}
    problems: dict[str, CervmyeloError] = {}
    reasons: dict[str, object] = {}
    with_ends = False
    for given, value in row.items():
        key = plain_text(given) if isinstance(given, str) else given
        quantity = read.get(key)
        if quantity is None:
            if isinstance(key, str) and key in _keys():
                continue
            end = _end(key, named or _dictionary())
            # A rule with quantities of the caller has a dictionary of its own.
            if named.keys() <= _dictionary().keys():
                name = _reason_for(key)
                if not (name or end or extra):
                    raise _unknown(key)
                if name and quantities is None and not is_gap(value):
                    reasons[name] = value
            if end is not None:
                with_ends = True
                _put_end(end, value, values, problems)
            continue
        if value is not None:
            _put(quantity, value, values, problems)
    if with_ends:
        values, problems = _within_ends(values, problems, named or _dictionary())
    return values, problems, reasons


@functools.cache
def _keys() -> frozenset[str]:
    return frozenset((_REFERENCE, *_dictionary()))


def _put(
    quantity: Quantity,
    value: object,
    values: dict[str, Value | Partly],
    problems: dict[str, CervmyeloError],
) -> None:
    """Put a value where it belongs: among the values, or the problems."""
    try:
        known = _read(quantity, value)
    except CervmyeloError as error:
        problems[quantity.name] = error
    else:
        if known is not None:
            values[quantity.name] = known


def _put_end(
    end: Quantity,
    value: object,
    values: dict[str, Value | Partly],
    problems: dict[str, CervmyeloError],
) -> None:
    """Put an end where it belongs; none is known in part."""
    if value is not None:
        _put(end, value, values, problems)


def _within_ends(
    values: dict[str, Value | Partly],
    problems: dict[str, CervmyeloError],
    own: Mapping[str, Quantity],
) -> tuple[dict[str, Value | Partly], dict[str, CervmyeloError]]:
    """Values and problems, where ends of values known in part are put together."""
    from .models.ends import with_ends

    known = with_ends({**values, **problems}, own)
    faults = {k: v for k, v in known.items() if isinstance(v, CervmyeloError)}
    sure = cast("dict[str, Value | Partly]", known)
    return {k: v for k, v in sure.items() if k not in faults}, faults


def _end(key: object, own: Mapping[Any, Quantity]) -> Quantity | None:
    """The end of a value known in part as a quantity; None for other keys."""
    if not (isinstance(key, str) and key.endswith(("_low", "_high"))):
        return None
    from .models.ends import ends_of, of_end

    quantity = own.get(of_end(key))
    ends = () if quantity is None else ends_of(quantity)
    return next((each for each in ends if each.name == key), None)


_OF_TABLES: Final = frozenset((int, str))
"""What a yes or no can be in a table."""


def _read(quantity: Quantity, value: object) -> Value | Partly | None:
    if isinstance(value, CervmyeloError):
        raise value
    if isinstance(value, Partly):
        return checked(quantity, value)
    if type(value) is float or (type(value) in _OF_TABLES and type(quantity) is Fact):
        # Whole columns can be of such cells, and an exception for each takes longer.
        return typed_value(quantity, value)
    try:
        # Nearly every value is one of the quantity.
        return quantity.check(value)
    except CervmyeloError:
        return typed_value(quantity, value)


def _cells(given: Row) -> Mapping[object, object]:
    if hasattr(given, "columns"):
        raise KindError("case", kind_of(given), _ALLOWED, _TABLE)
    try:
        cells = given.to_dict()
    except TypeError:
        # A method of the same name that asks for more is no row's.
        cells = None
    if not isinstance(cells, Mapping):
        raise KindError("case", kind_of(given), _ALLOWED)
    return cast("Mapping[object, object]", cells)


def _reason_for(key: object) -> str:
    from .models.patient import reason_for

    return reason_for(key)


def _unknown(key: object) -> CervmyeloError:
    from .models.patient import unknown_quantity

    return unknown_quantity(key)
