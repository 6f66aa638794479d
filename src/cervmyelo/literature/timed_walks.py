"""
Timed walking tests without a published cut-off.

They can be recorded and their published figures shown; no rule grades them.
"""

from __future__ import annotations

from typing import Final

import attrs

from cervmyelo.field_types import typed
from cervmyelo.models.examination import WALK_STEPS, WALK_TIME
from cervmyelo.named import listed
from cervmyelo.notebook import Shown
from cervmyelo.quantity import Measure
from cervmyelo.sources import (
    BOHM_WALK,
    SINGH_1999,
    Figure,
    Statement,
)

__all__ = ["TIMED_WALKS", "TimedTest"]


@attrs.frozen(kw_only=True, field_transformer=typed, repr=False)
class TimedTest(Shown):
    """
    A timed test that is recorded but not graded.

    Attributes:
        name: A short name.

        label: Its name for readers.

        quantities: The quantities that record it.

        how: How it is performed, as far as the sources that were read describe it.

        says: What is published about it.
    """

    name: str
    label: str
    quantities: tuple[Measure, ...]
    how: str
    says: tuple[Statement, ...]

    def __str__(self) -> str:
        lines = [f"{self.label}: {self.how}", *(f"  {each}" for each in self.says)]
        return "\n".join(
            [*lines, "  no published cut-off was found, so it is not graded"]
        )


TIMED_WALKS: Final = listed(
    TimedTest(
        name="walk_30m",
        label="30-metre walk",
        quantities=(WALK_TIME, WALK_STEPS),
        how="walk 30 metres as fast as is comfortable, with aids if needed; record "
        "the time and the number of steps; three times at a visit",
        says=(
            Statement(
                "Time and number of steps changed after surgery; few people got worse.",
                SINGH_1999.at("results before and after surgery"),
                (
                    Figure("people", 41, "people"),
                    Figure("time, before compared with after", 0.0018, "p"),
                    Figure("steps, before compared with after", 5.87e-6, "p"),
                    Figure("people who got worse", 2, "people"),
                ),
            ),
            Statement(
                "Not everyone with myelopathy can do the test; repeated trials agree "
                "well.",
                BOHM_WALK.at("abstract, results"),
                (
                    Figure("in the cohorts", 757, "people"),
                    Figure("attempted it", 682, "people"),
                    Figure("could not do it", 81, "people"),
                    Figure("could not do it, of those who attempted", 11.88, "%"),
                    Figure("correlation between trials, lowest", 0.957, "r"),
                    Figure("correlation between trials, highest", 0.992, "r"),
                ),
            ),
        ),
    ),
)
"""Timed walking tests."""
