"""
Pieces of an explanation: reasons that a few of the inputs decide by themselves.

A rule that has them is explained for many people at once: the words of each piece are
made for the few values of its inputs, and put together for each person.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import attrs

from cervmyelo.criteria import Criterion
from cervmyelo.findings import Reason
from cervmyelo.quantity import Quantity, Values

__all__ = ["Piece", "ReasonsOf"]

ReasonsOf: TypeAlias = Callable[[Values], tuple[Reason, ...]]
"""How reasons are made of what is known."""


@attrs.frozen
class Piece:
    """
    Reasons that some of the inputs decide, whatever else is recorded.

    Attributes:
        reads: The inputs.

        reasons: The reasons, as a function of what is known of these inputs.

        criteria: What divides the measures among them: values between which no
            criterion divides have the same reasons. Without criteria a measure shows
            its number, as the one reason of its piece.

        adds: What the number adds to a sum, which its reason shows: a coefficient, and
            the step that it belongs to; None if it shows no such thing.
    """

    reads: tuple[Quantity, ...]
    reasons: ReasonsOf
    criteria: tuple[Criterion, ...] = ()
    adds: tuple[float, float] | None = None

    @property
    def is_alone(self) -> bool:
        """Whether it reads one input, and each value has its own reasons."""
        return len(self.reads) == 1 and not self.criteria
