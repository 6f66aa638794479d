"""
Timed tests of walking and stepping for which no cut-off was seen.

They are recorded, and what is published of them can be shown; no rule grades them.
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
    A timed test that is recorded and not graded.

    Attributes:
        name: A short name.

        label: What a reader calls it.

        quantities: What is recorded of it.

        how: How it is done, as far as a source that was read tells.

        says: What is published of it.
    """

    name: str
    label: str
    quantities: tuple[Measure, ...]
    how: str
    says: tuple[Statement, ...]

    def __str__(self) -> str:
        lines = [f"{self.label}: {self.how}", *(f"  {each}" for each in self.says)]
        return "\n".join([*lines, "  no cut-off was seen, so it is not graded"])


TIMED_WALKS: Final = (
    TimedTest(
        name="walk_30m",
        label="30-metre walk",
        quantities=(WALK_TIME, WALK_STEPS),
        how="30 metres are walked; the time and the number of steps are taken",
        says=(
            Statement(
                "Time and steps differ before and after an operation; few people did "
                "worse.",
                SINGH_1999.at("results before and after the operation"),
                (
                    Figure("people", 41, "people"),
                    Figure("time before against after", 0.0018, "p"),
                    Figure("steps before against after", 5.87e-6, "p"),
                    Figure("people who did worse", 2, "people"),
                ),
            ),
        ),
    ),
    TimedTest(
        name="step_test",
        label="10-second step test",
        quantities=(STEP_TEST,),
        how="steps on the spot are counted for 10 seconds",
        says=(
            Statement(
                "The mean of people without myelopathy.",
                TEN_SECOND_TESTS_2013.at("norms of the step test"),
                (
                    Figure("mean", 19.7, "steps"),
                    Figure("standard deviation", 3.4, "steps"),
                ),
            ),
        ),
    ),
)
"""Timed tests of walking and stepping."""
