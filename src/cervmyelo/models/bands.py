"""
The totals that each word of a grade stands for.

A total that was recorded as a word only, such as "moderate", is known in part. The rule
that gives the grade builds its bands from here, and cites them.
"""

from __future__ import annotations

import attrs

from cervmyelo.frozen import Frozen
from cervmyelo.quantity import Choice, Measure, Quantity

__all__ = ["ScoreBands", "score_bands"]


@attrs.frozen(eq=False, repr=False)
class ScoreBands(Frozen):
    """
    Bands of a total.

    Attributes:
        grade: The word, as it is recorded.

        total: The total.

        scores: The lowest and the highest total of each word, in the order of the
            scale.
    """

    grade: Choice
    total: Measure
    scores: tuple[tuple[float, float], ...]

    def __getitem__(self, word: str) -> tuple[float, float]:
        return self.scores[self.grade.levels.index(word)]

    @property
    def why(self) -> str:
        """The reason, as a clause."""
        return f"the {self.grade.label} is a band of the {self.total.label}"


def score_bands(
    grade: Quantity, total: Measure, **scores: tuple[float, float]
) -> ScoreBands:
    """
    The bands of a total, in the order of the scale.

    >>> from cervmyelo.models.mjoa import MJOA_BANDS
    >>> MJOA_BANDS["moderate"]
    (12, 14)

    Args:
        grade: The word, as it is recorded.

        total: The total.

        scores: The lowest and the highest total, by word.
    """
    if not isinstance(grade, Choice):
        raise TypeError(grade.name)  # pragma: no cover -- the grades of a scale
    return ScoreBands(grade, total, tuple(scores[word] for word in grade.levels))
