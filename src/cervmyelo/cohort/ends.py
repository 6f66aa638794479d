"""
Values known in part in columns: the least and the greatest value that is possible.

A frame has them in two columns next to the quantity, or in text such as ``89+``. As for
one person they are put together to what is known of the quantity.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import cast

import attrs

from cervmyelo.models.ends import ends_of
from cervmyelo.quantity import Choice, Measure, Quantity

from .columns import OURS, Column, Steps, column_kind, made_before, outer, settled
from .dialects import Dialect, Expression, Stage, any_of

__all__ = ["columns_in_part", "ends_in", "part_between", "put_together", "whole"]


def ends_in(
    quantities: Iterable[Quantity], held: Container[str]
) -> dict[str, Quantity]:
    """
    The ends, as quantities, that a frame has columns for.

    Args:
        quantities: The quantities that are read.

        held: The names of what the frame has columns for.
    """
    pairs = map(ends_of, quantities)
    return {each.name: each for pair in pairs for each in pair if each.name in held}


def part_between(
    m: Dialect,
    quantity: Choice | Measure,
    ends: tuple[Expression, Expression],
    where: Expression,
) -> tuple[Expression, Expression]:
    """
    The ends of what is known in part, null where they leave one value, or all.

    Args:
        m: The dialect.

        quantity: The quantity.

        ends: The least and the greatest value.

        where: Where they hold.
    """
    low, high = ends
    least, most = outer(quantity)
    part = where & (low < high) & ~((low == least) & (high == most))
    return m.case((part, low)), m.case((part, high))


def put_together(m: Dialect, read: Iterable[Column]) -> list[Column]:
    """
    Columns, each with the ends that were recorded next to it.

    Where an end is invalid, or does not fit, there is no value and the end is invalid.

    Args:
        m: The dialect.

        read: The columns, those of ends among them.
    """
    columns = {each.quantity.name: each for each in read}
    for name in [*columns]:
        pair = [columns.get(each.name) for each in ends_of(columns[name].quantity)]
        ends = [each for each in pair if each is not None]
        if ends:
            ends = [*map(whole, ends)]
            own, *ends = (settled(m, each, "read") for each in (columns[name], *ends))
            made = _within(m, own, ends)
            columns |= {each.quantity.name: each for each in made}
    return [*columns.values()]


def _within(m: Dialect, own: Column, ends: list[Column]) -> Iterable[Column]:
    quantity = cast("Choice | Measure", own.quantity)
    kind = column_kind(quantity)
    extremes = outer(quantity)
    low_name = ends_of(quantity)[0].name

    def end(*, greatest: bool) -> Expression:
        last = extremes[greatest]
        said = [e.value for e in ends if (e.quantity.name == low_name) is not greatest]
        said.append(own.value)
        if own.part is not None:
            said.append(own.part[greatest])
        filled = [m.filled(each, last, kind) for each in said]
        if len(filled) == 1:
            return filled[0]
        return m.least(*filled) if greatest else m.greatest(*filled)

    steps = Steps(m, f"{OURS}{quantity.name}__within", [*made_before([own, *ends])])
    low, high = steps.made(least=end(greatest=False), most=end(greatest=True))
    misfit = low > high
    faults = [misfit, *(each.invalid for each in ends if each.invalid is not None)]
    fault = any_of(faults)
    wrong = fault if own.invalid is None else fault | own.invalid
    alone = m.case((~wrong & (low == high), low))
    recorded = ~alone.is_null()
    if own.invalid is not None:
        recorded = recorded | (own.invalid & ~fault)
    yield attrs.evolve(
        own,
        value=alone,
        recorded=recorded,
        part=part_between(m, quantity, (low, high), ~wrong),
        before=tuple(steps.stages),
    )
    for each in ends:
        there = ~each.value.is_null() if each.recorded is None else each.recorded
        value = m.case((~misfit, each.value))
        yield attrs.evolve(each, value=value, recorded=there)


def whole(read: Column) -> Column:
    """
    A column of what cannot be known in part: an end, or a reason. Such a cell is wrong.

    Args:
        read: The column.
    """
    if read.in_part is None:
        return read
    recorded = read.in_part if read.recorded is None else read.recorded | read.in_part
    return attrs.evolve(read, recorded=recorded, part=None)


def columns_in_part(
    m: Dialect, read: Iterable[Column]
) -> tuple[dict[Quantity, tuple[str, str]], Stage]:
    """
    The ends of what can be known in part, as columns that are null where nothing is.

    Args:
        m: The dialect.

        read: The columns of quantities.

    Returns:
        For each quantity that can be known in part, the names of two columns; and the
        columns.
    """
    names: dict[Quantity, tuple[str, str]] = {}
    made: Stage = {}
    for each in read:
        if each.part is not None:
            own = f"{OURS}{each.quantity.name}"
            names[each.quantity] = (f"{own}__from", f"{own}__to")
            here = ~each.part[0].is_null()
            for name, end in zip(names[each.quantity], each.part, strict=True):
                made[name] = m.case((here, end), otherwise=each.value)
    return names, made
