"""
Timed walking and stepping tests without a published cut-off.

They can be recorded and their published figures shown; no rule grades them.
"""

from __future__ import annotations

from typing import Final

import attrs

from cervmyelo.models.examination import STEP_TEST, WALK_STEPS, WALK_TIME
from cervmyelo.quantity import Measure
from cervmyelo.sources import (
    SINGH_1999,
    TEN_SECOND_TESTS_2013,
    Figure,
    Statement,
)

__all__ = ["TIMED_WALKS", "TimedTest"]


@attrs.frozen(kw_only=True)
class TimedTest:
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


TIMED_WALKS: Final = (
    TimedTest(
        name="walk_30m",
        label="30-metre walk",
        quantities=(WALK_TIME, WALK_STEPS),
        how="walk 30 metres; record the time and the number of steps",
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
        ),
    ),
    TimedTest(
        name="step_test",
        label="10-second step test",
        quantities=(STEP_TEST,),
        how="count the steps on the spot in 10 seconds",
        says=(
            Statement(
                "The mean in people without myelopathy.",
                TEN_SECOND_TESTS_2013.at("norms of the step test"),
                (
                    Figure("mean", 19.7, "steps"),
                    Figure("standard deviation", 3.4, "steps"),
                ),
            ),
        ),
    ),
)
"""Timed walking and stepping tests."""
