"""
What a rule can still answer: numbers between two ends, or some grades.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import attrs

from cervmyelo.findings import Gap
from cervmyelo.scale import Grade

from .expressions import FALSE, NULL, Definitions, Ends, chosen, listed, quoted

__all__ = ["Answer", "Numbers", "Ranks", "ranks", "written"]


@attrs.frozen
class Numbers:
    """
    The numbers that are still possible.

    Attributes:
        least: The least; null if there is none.

        most: The greatest; null if there is none.

        gap: Whether the source may give no answer.

        options: A list of the numbers, where the two ends do not say them; else null.

        open: Whether an input is not known that can change the number, also where an
            engine finds the least and the greatest alike.
    """

    least: str
    most: str
    gap: str = FALSE
    options: str = NULL
    open: str = FALSE

    @property
    def ends(self) -> Ends:
        """The numbers as those of a measure."""
        return Ends(self.least, self.most, self.options)


@attrs.frozen
class Ranks:
    """
    The grades that are still possible, by their ranks.

    Attributes:
        all: A list of ranks.

        gap: Whether the source may give no answer.
    """

    all: str
    gap: str = FALSE

    def holds(self, rank: int) -> str:
        """Whether a grade is still possible."""
        return f"({rank} in {self.all})"


Answer: TypeAlias = Numbers | Ranks


def ranks(
    definitions: Definitions, name: str, possible: Iterable[tuple[str, str]]
) -> str:
    """
    The list of the grades that a rule finds possible.

    Args:
        definitions: Where it is defined.

        name: The name of the rule.

        possible: For each grade, whether it is possible, and its rank.
    """
    some = listed(chosen((can, rank), otherwise=NULL) for can, rank in possible)
    return definitions.put(f"{name} ranks found", f"({some}) R where R is not null")


def written(answer: Grade | Gap) -> str:
    """A grade as it is written down; null where the source gives none."""
    if isinstance(answer, Gap):
        return NULL
    code = answer.code
    return quoted(code) if isinstance(code, str) else str(code)
