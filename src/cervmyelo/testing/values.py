"""
Values of one quantity, known or known in part, and reasons why there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast, get_args

from hypothesis import strategies as st

from cervmyelo.errors import KindError, kind_of
from cervmyelo.models.missing import OTHER_CAUSE, UNAFFECTED
from cervmyelo.models.patient import QUANTITIES, MissingReason, unknown_quantity
from cervmyelo.partly import Partly, between, one_of
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value

__all__ = ["partly_known", "quantity_named", "reasons", "values"]

_WHY_NONE: Final = tuple(
    word for word in get_args(MissingReason) if word != OTHER_CAUSE
)


def quantity_named(quantity: str | Quantity) -> Quantity:
    """
    A quantity by its name; a quantity is itself.

    Raises:
        KindError: If it is neither.

        UnknownFieldError: If there is no quantity of the name.
    """
    if isinstance(quantity, Fact | Choice | Measure):
        return quantity
    name = cast("object", quantity)
    if not isinstance(name, str):
        raise KindError("quantity", kind_of(name), "a quantity or its name")
    if name not in QUANTITIES:
        raise unknown_quantity(name)
    return QUANTITIES[name]


def values(quantity: str | Quantity) -> st.SearchStrategy[Value]:
    """
    Every value of a quantity that can be recorded.

    >>> from hypothesis import find
    >>> find(values("mjoa_motor_lower"), lambda score: score > 4)
    5

    Args:
        quantity: The quantity or its name.

    Returns:
        A strategy for booleans, words, whole numbers or floats, in the unit of the
        quantity; None is never drawn.

    Raises:
        KindError: If *quantity* is no quantity and no name.

        UnknownFieldError: If there is no quantity of the name.
    """
    kind = quantity_named(quantity)
    if isinstance(kind, Measure) and kind.step is None:
        return st.floats(kind.low, kind.high)
    return st.sampled_from(cast("Sequence[Value]", kind.values))


def partly_known(quantity: str | Quantity) -> st.SearchStrategy[Partly]:
    """
    Values of a quantity that are known in part: a range, or one of several.

    >>> from hypothesis import find
    >>> find(partly_known("mjoa_sphincter"), lambda value: value.range)
    between(0, 1)

    Args:
        quantity: The quantity or its name.

    Returns:
        A strategy for what `cervmyelo.between` and `cervmyelo.one_of` make. It is empty
        for a yes or no, which is known or not.

    Raises:
        KindError: If *quantity* is no quantity and no name.

        UnknownFieldError: If there is no quantity of the name.
    """
    kind = quantity_named(quantity)
    if isinstance(kind, Fact):
        return st.nothing()
    ranges: st.SearchStrategy[Partly] = st.nothing()
    if isinstance(kind, Measure):
        numbers = cast("st.SearchStrategy[float]", values(kind))
        ranges = (
            st.lists(numbers, min_size=2, max_size=2, unique=True)
            .map(sorted)
            .map(lambda ends: between(*ends))
        )
        if kind.step is None:
            return ranges
    several = st.lists(values(kind), min_size=2, max_size=4, unique=True)
    return ranges | several.map(lambda options: one_of(*options))


def reasons(
    quantity: Quantity, value: Value | Partly | None
) -> st.SearchStrategy[MissingReason | None]:
    """
    The reasons that can be recorded next to a value, or in place of one.

    Args:
        quantity: The quantity.

        value: What is recorded for it; None if nothing is.

    Returns:
        A strategy for the words that fit, and None for no reason.
    """
    if value is None:
        return _NO_VALUE
    if quantity.name in UNAFFECTED and not isinstance(value, Partly):
        return _EXPLAINED
    return st.none()


_NO_VALUE: Final[st.SearchStrategy[MissingReason | None]] = st.sampled_from(
    (None, *_WHY_NONE)
)
_EXPLAINED: Final[st.SearchStrategy[MissingReason | None]] = st.sampled_from(
    (None, OTHER_CAUSE)
)
