"""
What recovers after surgery, in series of operations.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.named import listed
from cervmyelo.sources import (
    JOA_SERIES_13,
    JOA_SERIES_35,
    KATO_2019,
    LAMINECTOMY_SERIES_110,
    MJOA_DOMAINS_SERIES_25,
    PANDITA_2019,
    XIAO_2025,
    Figure,
    Statement,
)

__all__ = ["AFTER_SURGERY"]

AFTER_SURGERY: Final = listed(
    Statement(
        "Of the four domains of the mJOA the hands improve most often and the bladder "
        "least often. The gain was not significant at 1 month and was largest by 3 "
        "months.",
        MJOA_DOMAINS_SERIES_25.at("abstract, results"),
        (
            Figure("people", 25, "people"),
            Figure("hands improved at 1 year", 65, "%"),
            Figure("legs improved at 1 year", 52, "%"),
            Figure("feeling improved at 1 year", 48, "%"),
            Figure("bladder improved at 1 year", 14.2, "%"),
            Figure("gain at 1 month", 0.051, "p"),
            Figure("peak of the gain by", 3, "months"),
        ),
    ),
    Statement(
        "After anterior surgery the mean mJOA still rises between 3 and 12 months.",
        PANDITA_2019.at("abstract, results"),
        (
            Figure("people", 30, "people"),
            Figure("mean mJOA at 3 months", 12.90, "points"),
            Figure("standard deviation at 3 months", 3.57, "points"),
            Figure("mean mJOA at 6 months", 14.63, "points"),
            Figure("standard deviation at 6 months", 3.62, "points"),
            Figure("mean mJOA at 12 months", 14.9, "points"),
            Figure("standard deviation at 12 months", 3.24, "points"),
            Figure("mean recovery rate at 3 months", 12.91, "%"),
            Figure("mean recovery rate at 4 months", 32.5, "%"),
        ),
    ),
    Statement(
        "Five years after laminectomy alone most people were better, but some had "
        "kyphosis or became worse late.",
        LAMINECTOMY_SERIES_110.at("abstract, results"),
        (
            Figure("people", 110, "people"),
            Figure("mean Nurick grade before", 3.23, "grade"),
            Figure("mean Nurick grade after", 1.92, "grade"),
            Figure("mean mJOA before", 6.32, "points"),
            Figure("standard deviation before", 0.87, "points"),
            Figure("mean mJOA after", 9.89, "points"),
            Figure("standard deviation after", 1.37, "points"),
            Figure("mean pain before, of 10", 5, "VAS"),
            Figure("mean pain after, of 10", 1.49, "VAS"),
            Figure("kyphosis", 15, "people"),
            Figure("kyphosis", 13, "%"),
            Figure("late neurological worsening", 11, "people"),
            Figure("late neurological worsening", 10, "%"),
        ),
    ),
    Statement(
        "After pedicle screws with laminoplasty the mean JOA rose and fell a little "
        "later.",
        JOA_SERIES_13.at("abstract, results"),
        (
            Figure("people", 13, "people"),
            Figure("mean JOA before", 9.1, "points"),
            Figure("mean JOA, best", 13.3, "points"),
            Figure("mean JOA, last", 12.6, "points"),
        ),
    ),
    Statement(
        "After laminoplasty the mean of the recovery rates differs from the rate of "
        "the mean scores.",
        JOA_SERIES_35.at("abstract, results"),
        (
            Figure("people", 35, "people"),
            Figure("mean JOA before", 7.08, "points"),
            Figure("standard deviation before", 2.7, "points"),
            Figure("mean JOA at 2 months", 13.00, "points"),
            Figure("standard deviation at 2 months", 2.30, "points"),
            Figure("mean recovery rate", 62.12, "%", 38.46, 100),
            Figure("standard deviation of the recovery rate", 17.39, "%"),
        ),
    ),
    Statement(
        "A study of the MCID of the JOA; its thresholds were not in the part that was "
        "read.",
        KATO_2019.at("abstract, results"),
        (
            Figure("people", 101, "people"),
            Figure("mean JOA before", 10.3, "points"),
            Figure("mean JOA after", 13.4, "points"),
            Figure("mean recovery rate", 44, "%"),
        ),
    ),
    Statement(
        "Blood tests were associated with a poor result of ACDF. The abstract gives "
        "neither their units nor an intercept, so no probability can be calculated.",
        XIAO_2025.at("abstract, results"),
        (
            Figure("people", 358, "people"),
            Figure("platelets", 1.005, "odds ratio", 1.001, 1.009),
            Figure("albumin", 0.891, "odds ratio", 0.818, 0.970),
            Figure("aspartate aminotransferase", 1.031, "odds ratio", 1.002, 1.061),
            Figure("alanine aminotransferase", 0.958, "odds ratio", 0.920, 0.998),
            Figure("fibrinogen", 0.654, "odds ratio", 0.464, 0.921),
        ),
    ),
)
"""Recovery in series of operations; no rule calculates from it."""
