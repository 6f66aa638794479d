"""
The ends of a value that is known in part, as columns of their own.

A table that holds "between 50 and 59" has it in two columns: the least and the greatest
value, under the name of the quantity with ``_low`` and ``_high`` at the end. No rule
reads them: they are put together to what is known of the quantity.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, cast

import attrs

from cervmyelo.errors import CervmyeloError, KindError, OutOfRangeError
from cervmyelo.partly import Partly, Value
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, checked

from .patient import HIGH, LOW, QUANTITIES

IN_PART: Final = "a value known in part"
"""What is no end of a range, and no reason."""

__all__ = [
    "ENDS",
    "END_OF",
    "IN_PART",
    "as_ends",
    "ends_of",
    "of_end",
    "say_less",
    "unfit",
    "with_ends",
    "within_ends",
]


@functools.lru_cache(1024)
def ends_of(quantity: Quantity) -> tuple[Quantity, ...]:
    """The least and the greatest value as quantities; none of a yes or no."""
    if isinstance(quantity, Fact):
        return ()
    return _end(quantity, LOW, "least"), _end(quantity, HIGH, "most")


def _end(quantity: Choice | Measure, ending: str, what: str) -> Choice | Measure:
    return attrs.evolve(
        quantity,
        name=f"{quantity.name}{ending}",
        label=f"{quantity.label}, {what}",
        question=f"{quantity.question} At {what}",
        none=f"not known to be at {what} anything",
        answer=False,
    )


ENDS: Final[Mapping[str, tuple[Quantity, ...]]] = MappingProxyType(
    {name: ends_of(each) for name, each in QUANTITIES.items() if ends_of(each)}
)
"""
The least and the greatest value as something that can be recorded, by quantity.

A choice is in the order of its words. A yes or no has no ends.
"""

END_OF: Final[Mapping[str, str]] = MappingProxyType(
    {each.name: name for name, pair in ENDS.items() for each in pair}
)
"""The quantity of each end."""


def of_end(name: str) -> str:
    """The name of the quantity that an end would belong to; empty for other names."""
    for ending in (LOW, HIGH):
        if name.endswith(ending):
            return name.removesuffix(ending)
    return ""


def within_ends(
    quantity: Quantity,
    value: Value | Partly | None,
    low: Value | None,
    high: Value | None,
) -> Value | Partly | None:
    """
    What is known of a quantity whose ends were recorded, next to its value or alone.

    >>> from cervmyelo.models.patient import QUANTITIES
    >>> within_ends(QUANTITIES["mjoa_motor_upper"], None, 3, None)
    one_of(3, 4, 5)

    Args:
        quantity: The quantity.

        value: What was recorded for it.

        low: The least that it can be; None if that was not recorded.

        high: The most that it can be.

    Raises:
        OutOfRangeError: If the least is above the most, or the value is not between.
    """
    if low is None and high is None:
        return value
    every = quantity.values
    if isinstance(quantity, Measure) and quantity.step is None:
        return _of_numbers(quantity, value, cast("float", low), cast("float", high))
    first = 0 if low is None else every.index(low)
    last = len(every) - 1 if high is None else every.index(high)
    within = every[first : last + 1]
    recorded: tuple[object, ...] = every
    if value is not None:
        recorded = value.options if isinstance(value, Partly) else (value,)
    left = tuple(each for each in within if each in recorded)
    if not left:
        raise unfit(ends_of(quantity)[low is None])
    return checked(quantity, left[0] if len(left) == 1 else Partly(left))


def as_ends(
    quantity: Quantity, value: Value | Partly | None
) -> tuple[Value | None, Value | None, Value | None]:
    """
    A value and the two ends of one that is known in part, as three cells of a table.

    Of several values with others between them, the ends say less.

    >>> from cervmyelo.models.patient import QUANTITIES
    >>> from cervmyelo.partly import between
    >>> as_ends(QUANTITIES["age_years"], between(50, 59))
    (None, 50, 59)

    Args:
        quantity: The quantity.

        value: What is known of it.
    """
    known = value if value is None else checked(quantity, value)
    if isinstance(known, Partly):
        return None, known.low, known.high
    return known, None, None


def say_less(quantity: Quantity, value: object) -> bool:
    """
    Whether the two ends of a value say less than the value.

    >>> from cervmyelo.models.patient import QUANTITIES
    >>> from cervmyelo.partly import one_of
    >>> age = QUANTITIES["age_years"]
    >>> say_less(age, one_of(50, 52)), say_less(age, one_of(50, 51)), say_less(age, 50)
    (True, False, False)

    Args:
        quantity: The quantity.

        value: What is recorded of it, valid or an error.
    """
    if not isinstance(value, Partly) or value.range:
        return False
    places = [quantity.values.index(each) for each in value.options]
    return max(places) - min(places) >= len(places)


def _of_numbers(
    measure: Measure,
    value: Value | Partly | None,
    low: float | None,
    high: float | None,
) -> Value | Partly | None:
    least = measure.low if low is None else low
    most = measure.high if high is None else high
    if value is not None:
        options = value.options if isinstance(value, Partly) else (value,)
        least = max(least, cast("float", options[0]))
        most = min(most, cast("float", options[-1]))
    if least > most:
        raise unfit(ends_of(measure)[low is None])
    return checked(measure, Partly((least, most), range=True))


def unfit(end: Quantity) -> OutOfRangeError:
    """The error on an end that does not fit the other one or the value."""
    return OutOfRangeError(
        end.name,
        "an end that does not fit the other one or the value",
        f"{end.allowed}, the least first and the value between both",
    )


def with_ends(
    values: Mapping[str, object], own: Mapping[str, Quantity] = QUANTITIES
) -> Mapping[str, object]:
    """
    Values with those that were recorded as ends put together.

    Args:
        values: Checked values by the names of quantities and of ends; an error stands
            in place of what is invalid.

        own: The quantities; those of the data dictionary, or of a caller's rule.

    Returns:
        The values without ends. An error in an end is that of the quantity.
    """
    if own is QUANTITIES and END_OF.keys().isdisjoint(values):
        return values
    pairs = {
        name: tuple(each.name for each in ends_of(own[name]))
        for key in values
        if (name := of_end(key)) in own and key not in own
    }
    pairs = {name: pair for name, pair in pairs.items() if pair}
    if not pairs:
        return values
    ends = {each for pair in pairs.values() for each in pair}
    found: dict[str, object] = {k: v for k, v in values.items() if k not in ends}
    for name, pair in pairs.items():
        parts: list[Any] = [found.get(name), *map(values.get, pair)]
        for place, end in enumerate(ends_of(own[name]), 1):
            if isinstance(parts[place], Partly):
                parts[place] = KindError(end.name, IN_PART, end.allowed)
        known: Any = next((e for e in parts if isinstance(e, CervmyeloError)), None)
        if known is None:
            try:
                known = within_ends(own[name], *parts)
            except CervmyeloError as fault:
                known = fault
        if known is not None:
            found[name] = known
        else:
            found.pop(name, None)
    return found
