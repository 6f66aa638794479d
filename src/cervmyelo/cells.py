"""
Cells: the finite set of value ranges that a rule can distinguish in a quantity.

The cut-offs of a rule divide each of its inputs into cells; within a cell the answer
cannot change. One example per cell therefore represents every value, so checking all
cells is a proof, not a sample.
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Iterable

import attrs

from .criteria import Above, AtLeast, Criterion, leaves
from .frozen import Frozen
from .quantity import Measure, Quantity, Value

__all__ = ["Cells", "cells"]


@attrs.frozen(eq=False, repr=False)
class Cells(Frozen):
    """
    The cells of one quantity.

    Attributes:
        quantity: The quantity.

        examples: One value from each cell, in ascending order for a measure.

        cuts: For a measure, the points between its cells: (bound, 0) where the
            bound belongs to the cell above it, (bound, 1) where it does not.
    """

    quantity: Quantity
    examples: tuple[Value, ...]
    cuts: tuple[tuple[float, int], ...] = ()

    def index(self, value: Value) -> int:
        """The index of the cell that contains a value."""
        if isinstance(self.quantity, Measure):
            return bisect.bisect_right(self.cuts, (float(value), 0.5))
        return self.examples.index(value)


def cells(quantity: Quantity, criteria: Iterable[Criterion]) -> Cells:
    """
    The cells into which criteria divide a quantity.

    >>> from cervmyelo.models.patient import AGE_YEARS
    >>> cells(AGE_YEARS, [Above(AGE_YEARS, 55)]).examples
    (0, 56)
    """
    if not isinstance(quantity, Measure):
        return Cells(quantity, quantity.values)
    wanted = sorted(
        {
            (float(leaf.bound), isinstance(leaf, Above))
            for criterion in criteria
            for leaf in leaves(criterion)
            if isinstance(leaf, AtLeast | Above) and leaf.quantity == quantity
        }
    )
    edges = [(quantity.low, 0), *((bound, int(above)) for bound, above in wanted)]
    edges.append((quantity.high, 1))
    examples: list[float] = []
    cuts: list[tuple[float, int]] = []
    for edge, upper in itertools.pairwise(edges):
        example = _first_between(quantity, edge, upper)
        if example is not None:
            if examples:
                cuts.append(edge)
            examples.append(example)
    return Cells(quantity, tuple(examples), tuple(cuts))


def _first_between(
    measure: Measure, edge: tuple[float, int], upper: tuple[float, int]
) -> float | None:
    """A value in the cell from *edge* to *upper*; None if the cell is empty."""
    (low, beyond), (high, included) = edge, upper
    if measure.step is None:
        value = (low + high) / 2 if beyond else low
    else:
        count = (low - measure.low) / measure.step
        count = math.floor(count) + 1 if beyond else math.ceil(count)
        value = measure.low + count * measure.step
    inside = value < high or (included and value == high)
    return value if inside and (value > low or not beyond) else None
