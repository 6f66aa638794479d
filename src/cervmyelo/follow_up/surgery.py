"""
Why two scores are certainly, or possibly, not from before and after surgery.

A recovery rate is from a score before surgery to one after it. One table of reasons for
the course of one person and for frames.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.findings import Gap
from cervmyelo.quantity import Fact

__all__ = [
    "MAYBE_NONE_AFTER",
    "MAYBE_NONE_BEFORE",
    "NONE_AFTER",
    "NONE_BEFORE",
    "NO_DATE",
    "PREOPERATIVE",
]

PREOPERATIVE: Final = Fact(
    name="preoperative",
    label="before surgery",
    question="Is the visit on the day of surgery from before it?",
)
"""Whether a visit on the day of surgery was before it."""

_ASK: Final = "Record whether it is preoperative."

NONE_BEFORE: Final = Gap(
    "no_score_before_surgery",
    "The earlier score is not from before surgery, so it cannot be the start of a "
    "recovery rate.",
)

MAYBE_NONE_BEFORE: Final = Gap(
    "no_score_before_surgery",
    "The earlier visit is on the day of surgery, and its score may be from after "
    f"surgery. {_ASK}",
)

NONE_AFTER: Final = Gap(
    "no_score_after_surgery",
    "The later score is not from after surgery, so it shows no recovery.",
)

MAYBE_NONE_AFTER: Final = Gap(
    "no_score_after_surgery",
    "The later visit is on the day of surgery, and its score may be from before "
    f"surgery. {_ASK}",
)

NO_DATE: Final = (
    "no date of surgery: the rate is from the earlier visit, which may not be from "
    "before surgery"
)
