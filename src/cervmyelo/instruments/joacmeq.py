"""
The JOA Cervical Myelopathy Evaluation Questionnaire (JOACMEQ): five domains, 0 to 100.

The formulae were read in a secondary copy, not in the manual of the Japanese
Orthopaedic Association.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cervmyelo.forms import Part, Quotient
from cervmyelo.models.joacmeq import (
    JOACMEQ_BLADDER,
    JOACMEQ_LOWER_LIMB,
    JOACMEQ_NECK,
    JOACMEQ_Q1_1,
    JOACMEQ_Q1_2,
    JOACMEQ_Q1_3,
    JOACMEQ_Q1_4,
    JOACMEQ_Q2_1,
    JOACMEQ_Q2_2,
    JOACMEQ_Q2_3,
    JOACMEQ_Q3_1,
    JOACMEQ_Q3_2,
    JOACMEQ_Q3_3,
    JOACMEQ_Q3_4,
    JOACMEQ_Q3_5,
    JOACMEQ_Q4_1,
    JOACMEQ_Q4_2,
    JOACMEQ_Q4_3,
    JOACMEQ_Q4_4,
    JOACMEQ_Q5_1,
    JOACMEQ_Q5_2,
    JOACMEQ_Q5_3,
    JOACMEQ_Q5_4,
    JOACMEQ_Q5_5,
    JOACMEQ_Q5_6,
    JOACMEQ_Q5_7,
    JOACMEQ_Q5_8,
    JOACMEQ_QUALITY_OF_LIFE,
    JOACMEQ_UPPER_LIMB,
)
from cervmyelo.populations import not_stated
from cervmyelo.quantity import Measure
from cervmyelo.sources import (
    JOACMEQ_CODE,
    JOACMEQ_PART_1,
    JOACMEQ_SCREENING,
    Figure,
    Statement,
)

__all__ = [
    "joacmeq_bladder",
    "joacmeq_lower_limb",
    "joacmeq_neck",
    "joacmeq_quality_of_life",
    "joacmeq_upper_limb",
]

_WORDING = (
    "The words of the questions are not part of this library, and some of them come "
    "from a licensed form. Use the published form and enter the answers by the numbers "
    "of the questions."
)

_EVIDENCE: Final = (
    Statement(
        "The questionnaire was developed in people with and without disease.",
        JOACMEQ_PART_1.at("abstract"),
        (
            Figure("men with disease", 164, "people"),
            Figure("women with disease", 86, "people"),
            Figure("men without disease", 96, "people"),
            Figure("women without disease", 120, "people"),
        ),
    ),
    Statement(
        "A screening form of eight questions was made from it; how many points each "
        "answer gives was not read.",
        JOACMEQ_SCREENING.at("abstract"),
        (
            Figure("questions", 8, "questions"),
            Figure("positive from", 6, "points"),
            Figure("sensitivity", 93.5, "%"),
            Figure("specificity", 67.3, "%"),
            Figure("patients", 62, "people"),
            Figure("others", 49, "people"),
        ),
    ),
)


def _domain(
    recorded: Measure,
    what: str,
    worst: float,
    weighted: float,
    weights: Mapping[Measure, float],
) -> Quotient:
    """
    A domain: its weighted answers above the worst sum, in percent of their range.

    Args:
        recorded: The domain as it can be recorded.

        what: What it measures.

        worst: The constant that the formula subtracts.

        weighted: The divisor of the formula.

        weights: The weight of each question.
    """
    return Quotient(
        name=recorded.name,
        recorded=recorded,
        label=recorded.label,
        summary=f"The domain {what} of the JOACMEQ, 0 to 100 points; higher is better.",
        example={question.name: question.high - 1 for question in weights},
        above=tuple(Part(question, weight) for question, weight in weights.items()),
        over=-worst,
        under=weighted,
        factor=100,
        unit="points",
        people=not_stated("the copy that was read"),
        cite=JOACMEQ_CODE.at(
            f"app.py at commit 76e7281, {what} (a secondary copy; the manual of the "
            f"JOA was not read)"
        ),
        limits=(
            "The formula was read in a secondary copy only.",
            "The copy gives no score for a domain with an unanswered question; here "
            "such a domain has the bounds that the other answers leave.",
            "The copy does not add the five domains up.",
            "Not the JOA and not the mJOA, which clinicians score.",
        ),
        evidence=_EVIDENCE,
        wording=_WORDING,
    )


joacmeq_neck: Final = _domain(
    JOACMEQ_NECK,
    "neck function",
    50,
    100,
    {JOACMEQ_Q1_1: 20, JOACMEQ_Q1_2: 10, JOACMEQ_Q1_3: 15, JOACMEQ_Q1_4: 5},
)

joacmeq_upper_limb: Final = _domain(
    JOACMEQ_UPPER_LIMB,
    "upper limb function",
    40,
    95,
    {
        JOACMEQ_Q1_4: 5,
        JOACMEQ_Q2_1: 10,
        JOACMEQ_Q2_2: 15,
        JOACMEQ_Q2_3: 5,
        JOACMEQ_Q3_1: 5,
    },
)

joacmeq_lower_limb: Final = _domain(
    JOACMEQ_LOWER_LIMB,
    "lower limb function",
    45,
    110,
    {
        JOACMEQ_Q3_1: 10,
        JOACMEQ_Q3_2: 10,
        JOACMEQ_Q3_3: 15,
        JOACMEQ_Q3_4: 5,
        JOACMEQ_Q3_5: 5,
    },
)

joacmeq_bladder: Final = _domain(
    JOACMEQ_BLADDER,
    "bladder function",
    30,
    80,
    {JOACMEQ_Q4_1: 10, JOACMEQ_Q4_2: 5, JOACMEQ_Q4_3: 10, JOACMEQ_Q4_4: 5},
)

joacmeq_quality_of_life: Final = _domain(
    JOACMEQ_QUALITY_OF_LIFE,
    "quality of life",
    24,
    96,
    {
        JOACMEQ_Q5_1: 3,
        JOACMEQ_Q5_2: 2,
        JOACMEQ_Q5_3: 2,
        JOACMEQ_Q5_4: 5,
        JOACMEQ_Q5_5: 4,
        JOACMEQ_Q5_6: 3,
        JOACMEQ_Q5_7: 2,
        JOACMEQ_Q5_8: 3,
    },
)
