"""
Published evidence on the article's risk factors.

Each figure is shown with its factor; none is used as a weight, because no source
combines the factors.
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
        "Cord compression on MRI is common in volunteers over 40 and more common with "
        "age; it is not myelopathy.",
        KOVALOVA_2016.at("prevalence by decade"),
        (
            Figure("volunteers over 40", 183, "people"),
            Figure("with compression, all", 59.0, "%", 51.5, 66.2),
            Figure("with compression, fifth decade", 31.6, "%"),
            Figure("with compression, decade with the highest share", 66.8, "%"),
        ),
    ),
    Statement(
        "In pooled studies of healthy people, compression is less common, and again "
        "more common in older people.",
        NOURI_2022.at("pooled prevalence of compression"),
        (
            Figure("with compression, healthy people", 24.2, "%"),
            Figure("with compression, over 60", 35.3, "%"),
        ),
    ),
    Statement(
        "Most people without symptoms have a bulging disc.",
        NAKASHIMA_2015.at("prevalence of bulging discs"),
        (
            Figure("people without symptoms", 1211, "people"),
            Figure("with a bulging disc", 87.6, "%"),
        ),
    ),
)
"""MRI findings by age."""

ON_CANAL: Final = (
    Statement(
        "In a cohort with compression, the canal-to-body ratio did not predict who "
        "would develop myelopathy.",
        BEDNARIK_66.at("predictors of myelopathy"),
    ),
)
"""Published evidence on the width of the canal, other than its cut-offs."""

_PRINTED_1980: Final = Figure(
    "prevalence on radiographs in Japan, as printed", 2.06, "%"
)
_WITH_1980: Final = Figure("with OPLL on radiographs in Japan", 143, "people")
_FILMED_1980: Final = Figure("radiographed in Japan", 6994, "people")
_SHARE_1980: Final = Figure(
    "prevalence on radiographs in Japan, calculated here",
    round(100 * _WITH_1980.value / _FILMED_1980.value, 2),
    "%",
)
_ON_1980: Final = Statement(
    "A study of neck radiographs found OPLL more often in Japan than in Korea.",
    OPLL_JAPAN_1980_STUDY.at("prevalence"),
    (
        _PRINTED_1980,
        Figure("prevalence on radiographs in Korea", 0.95, "%"),
    ),
)

OPLL_JAPAN_1980: Final = Disagreement(
    name="opll_japan_1980",
    about="How common OPLL was on radiographs in Japan in 1980",
    followed=_ON_1980,
    others=(
        Statement(
            "The counts printed in the same study give a slightly lower prevalence.",
            OPLL_JAPAN_1980_STUDY.at("counts"),
            (_WITH_1980, _FILMED_1980, _SHARE_1980),
        ),
    ),
)

ON_LIGAMENT: Final = (
    Statement(
        "CT in China shows OPLL in a few percent of people.",
        LIANG_2019.at("prevalence in the neck"),
        (
            Figure("people in China with CT", 2000, "people"),
            Figure("with cervical OPLL", 4.1, "%"),
        ),
    ),
    Statement(
        "PET-CT in Korea, which covers every level of the spine, finds a higher share.",
        OPLL_KOREA.at("prevalence"),
        (
            Figure("people in Korea with PET-CT", 1934, "people"),
            Figure("with OPLL at any level", 173, "people"),
            Figure("share with OPLL at any level", 8.9, "%"),
        ),
    ),
    _ON_1980,
    Statement(
        "Hospital admissions in Taiwan count only people admitted for OPLL.",
        OPLL_TAIWAN_2011.at("incidence and prevalence of admissions"),
        (
            Figure("admitted", 6.1, "per million people a year"),
            Figure("prevalence by admissions", 7.7, "per 100 000 people"),
        ),
    ),
    Statement(
        "According to an author cited in the review, up to a quarter of North "
        "Americans and Japanese with myelopathy have OPLL.",
        OPLL_REVIEW_2011.at("share of myelopathy, attributed to Epstein"),
        (Figure("with OPLL, of people with myelopathy, up to", 25, "%"),),
    ),
    Statement(
        "Incidental OPLL can grow, and some people develop myelopathy; the share "
        "differs widely between studies.",
        NOURI_2022.at("incidental OPLL"),
        (
            Figure("growth on imaging", 18.3, "%"),
            Figure("time to growth", 81, "months"),
            Figure("myelopathy, lowest share", 0, "%"),
            Figure("myelopathy, highest share", 61.5, "%"),
            Figure("follow-up, shortest", 40, "months"),
            Figure("follow-up, longest", 124, "months"),
        ),
    ),
)
"""Prevalence and course of OPLL."""

ON_RHEUMATOID: Final = (
    Statement(
        "After a cervical subluxation is known, myelopathy develops or worsens in a "
        "few people per year.",
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
        "Cervical instability is common in rheumatoid arthritis; its anterior "
        "atlantoaxial form has become less common over the decades.",
        ZHANG_2015.at("pooled prevalence"),
        (
            Figure("anterior atlantoaxial, before the 1980s", 36, "%", 30, 42),
            Figure("anterior atlantoaxial, in the 2000s", 24, "%", 13, 36),
            Figure("vertical", 11, "%", 10, 19),
            Figure("subaxial", 13, "%", 12, 20),
        ),
    ),
    Statement(
        "The reported share of people with rheumatoid arthritis and cervical "
        "instability who have neural compromise varies widely.",
        RA_INSTABILITY_1998.at("neural compromise with instability"),
        (
            Figure("with neural compromise, lowest share", 11, "%"),
            Figure("with neural compromise, highest share", 58, "%"),
        ),
    ),
)
"""Published evidence on the neck in rheumatoid arthritis."""
