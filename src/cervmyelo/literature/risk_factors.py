"""
What the literature adds to the article's risk factors.

Each figure stands beside a factor; none weighs it, because no source combines them.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.sources import (
    BEDNARIK_66,
    KOVALOVA_2016,
    LIANG_2019,
    NAKASHIMA_2015,
    NOURI_2022,
    OPLL_JAPAN_1980_STUDY,
    OPLL_KOREA,
    OPLL_REVIEW_2011,
    OPLL_TAIWAN_2011,
    RA_INSTABILITY_1998,
    ZHANG_2015,
    Disagreement,
    Figure,
    Statement,
)

__all__ = ["ON_AGE", "ON_CANAL", "ON_LIGAMENT", "ON_RHEUMATOID", "OPLL_JAPAN_1980"]

ON_AGE: Final = (
    Statement(
        "Compression of the cord on MRI is common in volunteers over 40 and more so "
        "with age; it is not myelopathy.",
        KOVALOVA_2016.at("prevalence by decade"),
        (
            Figure("volunteers over 40", 183, "people"),
            Figure("with compression, of all", 59.0, "%", 51.5, 66.2),
            Figure("with compression, of the fifth decade", 31.6, "%"),
            Figure("with compression, of the decade with most", 66.8, "%"),
        ),
    ),
    Statement(
        "Pooled over studies, compression in healthy people is rarer, and again more "
        "common in the old.",
        NOURI_2022.at("pooled prevalence of compression"),
        (
            Figure("with compression, of the healthy", 24.2, "%"),
            Figure("with compression, of those over 60", 35.3, "%"),
        ),
    ),
    Statement(
        "A bulging disc is nearly the rule in people without symptoms.",
        NAKASHIMA_2015.at("prevalence of bulging discs"),
        (
            Figure("people without symptoms", 1211, "people"),
            Figure("with a bulging disc", 87.6, "%"),
        ),
    ),
)
"""What MRI shows in people of all ages."""

ON_CANAL: Final = (
    Statement(
        "In a cohort with compression the ratio of canal to vertebral body did not "
        "tell who would develop myelopathy.",
        BEDNARIK_66.at("predictors of myelopathy"),
    ),
)
"""What is published of the width of the canal, beside its cut-offs."""

_PRINTED_1980: Final = Figure(
    "prevalence on radiographs in Japan, as printed", 2.06, "%"
)
_WITH_1980: Final = Figure("with it on radiographs in Japan", 143, "people")
_FILMED_1980: Final = Figure("radiographed in Japan", 6994, "people")
_SHARE_1980: Final = Figure(
    "prevalence on radiographs in Japan, divided here",
    round(100 * _WITH_1980.value / _FILMED_1980.value, 2),
    "%",
)
_ON_1980: Final = Statement(
    "A study of radiographs of the neck finds the hardened ligament more often in "
    "Japan than in Korea.",
    OPLL_JAPAN_1980_STUDY.at("prevalence"),
    (
        _PRINTED_1980,
        Figure("prevalence on radiographs in Korea", 0.95, "%"),
    ),
)

OPLL_JAPAN_1980: Final = Disagreement(
    name="opll_japan_1980",
    about="How common the hardened ligament was on radiographs in Japan in 1980",
    followed=_ON_1980,
    others=(
        Statement(
            "The counts that the same study prints divide to slightly less.",
            OPLL_JAPAN_1980_STUDY.at("counts"),
            (_WITH_1980, _FILMED_1980, _SHARE_1980),
        ),
    ),
)

ON_LIGAMENT: Final = (
    Statement(
        "CT in China shows the hardened ligament in a few people of every hundred.",
        LIANG_2019.at("prevalence in the neck"),
        (
            Figure("people in China with CT", 2000, "people"),
            Figure("with it in the neck", 4.1, "%"),
        ),
    ),
    Statement(
        "PET-CT in Korea, which looks at every level of the spine, finds it in more.",
        OPLL_KOREA.at("prevalence"),
        (
            Figure("people in Korea with PET-CT", 1934, "people"),
            Figure("with it at any level", 173, "people"),
            Figure("share with it at any level", 8.9, "%"),
        ),
    ),
    _ON_1980,
    Statement(
        "Admissions in Taiwan count only those whom it brought to a hospital.",
        OPLL_TAIWAN_2011.at("incidence and prevalence of admissions"),
        (
            Figure("admitted", 6.1, "per million people a year"),
            Figure("prevalence by admissions", 7.7, "per 100 000 people"),
        ),
    ),
    Statement(
        "Of North Americans and Japanese with myelopathy up to a quarter have it, by "
        "an author whom the review names.",
        OPLL_REVIEW_2011.at("share of myelopathy, credited to Epstein"),
        (Figure("with it, of those with myelopathy, up to", 25, "%"),),
    ),
    Statement(
        "Found by chance it can grow, and some develop myelopathy; how many differs "
        "widely between studies.",
        NOURI_2022.at("incidental hardening of the ligament"),
        (
            Figure("grown on imaging", 18.3, "%"),
            Figure("time until then", 81, "months"),
            Figure("myelopathy, fewest", 0, "%"),
            Figure("myelopathy, most", 61.5, "%"),
            Figure("follow-up, shortest", 40, "months"),
            Figure("follow-up, longest", 124, "months"),
        ),
    ),
)
"""How common the hardened ligament is, and what becomes of it."""

ON_RHEUMATOID: Final = (
    Statement(
        "Once a subluxation of the neck is known, myelopathy begins or worsens in a "
        "few people each year.",
        ZHANG_2015.at("new or worse myelopathy"),
        (
            Figure(
                "new or worse myelopathy with known subluxation",
                2,
                "per 100 people a year",
            ),
        ),
    ),
    Statement(
        "Instability of the neck is common in RA; its anterior atlantoaxial form has "
        "become rarer over the decades.",
        ZHANG_2015.at("pooled prevalence"),
        (
            Figure("anterior atlantoaxial, before the 1980s", 36, "%", 30, 42),
            Figure("anterior atlantoaxial, in the 2000s", 24, "%", 13, 36),
            Figure("vertical", 11, "%", 10, 19),
            Figure("subaxial", 13, "%", 12, 20),
        ),
    ),
    Statement(
        "Of people with RA and an unstable neck, very different shares are said to "
        "have nerves or cord compromised.",
        RA_INSTABILITY_1998.at("neural compromise with instability"),
        (
            Figure("with neural compromise, least", 11, "%"),
            Figure("with neural compromise, most", 58, "%"),
        ),
    ),
)
"""What is published of the neck in rheumatoid arthritis."""
