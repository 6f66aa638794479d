"""
How often myelopathy worsens or begins, and how far two raters of it differ.

What stability means and who scored decide the figures; none is a prediction for one
person.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.named import listed
from cervmyelo.sources import (
    CONSENSUS_2013,
    JOA_RATERS_STUDY,
    KADANKA_TRIAL_3_YEARS,
    KADANKA_TRIAL_10_YEARS,
    MARTIN_117_2021,
    MARTIN_RATERS_2021,
    MILD_SURVEY_2024,
    Figure,
    Statement,
)

__all__ = [
    "COMPRESSION_TO_MYELOPATHY_2013",
    "DETERIORATION",
    "JOA_RATERS",
    "MARTIN_2021_DETERIORATION",
    "RADICULOPATHY_2013",
    "RATER_DIFFERENCES",
    "WORSE_WITHOUT_SURGERY_2013",
]

_CONSENSUS: Final = CONSENSUS_2013.at("abstract")

COMPRESSION_TO_MYELOPATHY_2013: Final = Statement(
    "Some people whose cord is compressed but who have no myelopathy develop it later.",
    _CONSENSUS,
    (
        Figure("myelopathy within 1 year, about", 8, "%"),
        Figure("myelopathy within 4 years, about", 23, "%"),
    ),
)
"""Compression without myelopathy: how many develop it (consensus of 2013)."""

RADICULOPATHY_2013: Final = Statement(
    "In people with compression but without myelopathy, radiculopathy (clinical or "
    "electrophysiological) predicts myelopathy; surgery should then be strongly "
    "considered.",
    _CONSENSUS,
)
"""Compression with radiculopathy: the advice of the consensus of 2013."""

WORSE_WITHOUT_SURGERY_2013: Final = Statement(
    "Without surgery, this share of people with symptoms worsens within 3 to 6 years; "
    "nothing about the person or the disease predicts it reliably.",
    _CONSENSUS,
    (
        Figure("got worse, lowest reported", 20, "%"),
        Figure("got worse, highest reported", 62, "%"),
    ),
)
"""Myelopathy with symptoms: how many worsen (consensus of 2013)."""

MARTIN_2021_DETERIORATION: Final = Statement(
    "Of people with a new diagnosis who were treated without surgery, most worsened "
    "within 2.5 years by a set of measurements, but few by the mJOA alone: the "
    "definition changes the rate more than fivefold.",
    MARTIN_117_2021.at("abstract, methods and results"),
    (
        Figure("followed without surgery", 117, "people"),
        Figure("got worse by any of the measurements", 57, "%", 46, 67),
        Figure("got worse by the mJOA alone", 10, "%"),
        Figure("fall of the mJOA that counted as worse", 2, "points"),
        Figure("time", 2.5, "years"),
    ),
)
"""Deterioration in 117 people, and the fall of the mJOA that counted as one."""

RATER_DIFFERENCES: Final = Statement(
    "Two raters who score the same person by the mJOA often differ, so a change of one "
    "point between visits can be a difference between raters.",
    MARTIN_RATERS_2021.at("abstract, results"),
    (
        Figure("people", 154, "people"),
        Figure("assessments", 322, "assessments"),
        Figure("pairs of assessments", 183, "pairs"),
        Figure("all four items scored alike", 25, "%"),
        Figure("totals 2 points or more apart", 19, "%"),
        Figure("mean difference", 0.93, "points"),
        Figure("mean difference, mild", 0.68, "points"),
        Figure("mean difference, moderate", 1.24, "points"),
        Figure("mean difference, severe", 0.87, "points"),
        Figure("agreement on the total (ICC)", 0.88, "of 1"),
        Figure("agreement on arm motor function (ICC)", 0.79, "of 1"),
        Figure("agreement on leg motor function (ICC)", 0.84, "of 1"),
        Figure("agreement on arm sensation (ICC)", 0.63, "of 1"),
        Figure("agreement on bladder function (ICC)", 0.78, "of 1"),
    ),
)
"""How far two raters of the mJOA differ (Martin 2021)."""

JOA_RATERS: Final = Statement(
    "Raters of the JOA differ systematically as well: some score higher than others.",
    JOA_RATERS_STUDY.at("abstract, results"),
    (
        Figure("difference between raters, lowest", 0.4, "points"),
        Figure("difference between raters, highest", 0.8, "points"),
    ),
)
"""How far raters of the JOA differ."""

DETERIORATION: Final = listed(
    COMPRESSION_TO_MYELOPATHY_2013,
    RADICULOPATHY_2013,
    WORSE_WITHOUT_SURGERY_2013,
    MARTIN_2021_DETERIORATION,
    RATER_DIFFERENCES,
    JOA_RATERS,
    Statement(
        "A randomised trial in mild and moderate disease that progressed slowly or not "
        "at all found no benefit of surgery over conservative treatment after 3 years.",
        KADANKA_TRIAL_3_YEARS.at("abstract, results"),
        (Figure("randomised", 68, "people"),),
    ),
    Statement(
        "The same trial found no difference after 10 years either.",
        KADANKA_TRIAL_10_YEARS.at("abstract, results"),
        (
            Figure("randomised", 64, "people"),
            Figure("evaluated, without surgery", 25, "people"),
            Figure("evaluated, with surgery", 22, "people"),
            Figure("mJOA at entry, at least", 12, "points"),
        ),
    ),
    Statement(
        "What would make surgeons advise surgery in mild myelopathy or in compression "
        "without symptoms, by their own answers.",
        MILD_SURVEY_2024.at("table 2"),
        (
            Figure("worse after a recent injury", 75.83, "%"),
            Figure("worse after a recent injury", 436, "answers"),
            Figure("instability on dynamic films", 64.2, "%"),
            Figure("instability on dynamic films", 369, "answers"),
            Figure("loss of about one mJOA or JOA point", 60.2, "%"),
            Figure("loss of about one mJOA or JOA point", 346, "answers"),
            Figure("progressing kyphosis", 57.9, "%"),
            Figure("progressing kyphosis", 333, "answers"),
            Figure("worse according to relatives", 53.0, "%"),
            Figure("worse according to relatives", 315, "answers"),
            Figure("feels worse, examination unchanged", 47.3, "%"),
            Figure("feels worse, examination unchanged", 272, "answers"),
            Figure("falls, examination unchanged", 39.5, "%"),
            Figure("falls, examination unchanged", 227, "answers"),
            Figure("improved, but still impaired", 4.5, "%"),
            Figure("improved, but still impaired", 26, "answers"),
        ),
    ),
)
"""Deterioration, its definition and its measurement; no rule calculates from it."""
