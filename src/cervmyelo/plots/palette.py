"""
Colours, hatches and marks of every picture, in one place.

The colours can be distinguished by people who do not see red or green, and none of them
carries a meaning alone: each comes with a hatch, a mark or a word.
"""

from __future__ import annotations

from typing import Final

import attrs

__all__ = [
    "ACCENT",
    "BETTER",
    "GROUPS",
    "INK",
    "LINE",
    "MISSING",
    "NOTICEABLE",
    "PAPER",
    "POSSIBLE",
    "REFUSED",
    "SAME",
    "SOFT",
    "UNDECIDED",
    "WORSE",
    "Fill",
    "severities",
]


@attrs.frozen
class Fill:
    """
    How an area is filled.

    Attributes:
        colour: The colour of its face.

        hatch: The hatch over it; empty if there is none.
    """

    colour: str
    hatch: str = ""


INK: Final = "#1c2733"
SOFT: Final = "#566472"
LINE: Final = "#a9b8c6"
PAPER: Final = "#ffffff"
ACCENT: Final = "#0072b2"
"""The colour of what is known."""

POSSIBLE: Final = Fill("#cfe3f1", "////")
"""What is still possible."""

UNDECIDED: Final = Fill("#e3e7eb", "////")
"""People without a decided answer, because inputs are missing."""

REFUSED: Final = Fill(PAPER, "xxxx")
"""People to whom a rule gives no answer."""

BETTER: Final = Fill("#0072b2")
WORSE: Final = Fill("#d55e00")
SAME: Final = Fill("#7f8a94")

NOTICEABLE: Final = "#009e73"
"""The colour of a noticeable gain."""

GROUPS: Final = (
    Fill("#0072b2"),
    Fill("#e69f00", "//"),
    Fill("#009e73", ".."),
    Fill("#cc79a7", "xx"),
    Fill("#56b4e9", "\\\\"),
    Fill("#d55e00", "++"),
)
"""The groups of a cohort: the palette of Okabe and Ito, each with its hatch."""

MISSING: Final = (
    Fill("#e69f00"),
    Fill("#56b4e9", ".."),
    Fill("#f0e442", "\\\\"),
    Fill("#cc79a7", "xx"),
    Fill("#009e73", "++"),
)
"""Why values are missing; the first one without a reason."""

_MILD: Final = (255, 243, 209)
_SEVERE: Final = (196, 88, 10)


def severities(count: int) -> tuple[str, ...]:
    """
    Colours from the best level of a scale to the worst, from light to dark.

    >>> severities(2)
    ('#fff3d1', '#c4580a')

    Args:
        count: The number of levels, 2 or more.
    """
    shares = (place / (count - 1) for place in range(count))
    return tuple(
        "#"
        + "".join(
            f"{round(a + share * (b - a)):02x}"
            for a, b in zip(_MILD, _SEVERE, strict=True)
        )
        for share in shares
    )
