"""
Translations of the mJOA, and other forms under that name.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.named import listed
from cervmyelo.sources import (
    MJOA_BR17_STUDY,
    MJOA_BRAZIL,
    MJOA_DUTCH,
    MJOA_HINDI,
    MJOA_ITALIAN,
    PRATALI_2017,
    QOD_FORM,
    Figure,
    Statement,
)

__all__ = ["MJOA_BR17", "MJOA_FORMS", "QOD_DOMAINS"]

MJOA_BR17: Final = Statement(
    "A Brazilian form under the name of the mJOA has a full score of 17 and scores the "
    "feeling of legs and arms separately: it is a JOA, not the mJOA. Healthy people do "
    "not all reach the full score.",
    MJOA_BR17_STUDY.at("abstract, results"),
    (
        Figure("full score", 17, "points"),
        Figure("with myelopathy", 36, "people"),
        Figure("healthy", 34, "people"),
        Figure("mean total with myelopathy", 14.14, "points"),
        Figure("standard deviation with myelopathy", 2.92, "points"),
        Figure("mean total of healthy people", 16.68, "points"),
        Figure("standard deviation of healthy people", 0.59, "points"),
        Figure("mean of leg function with myelopathy", 3.25, "points"),
        Figure("mean of leg function of healthy people", 3.91, "points"),
        Figure("mean of arm feeling with myelopathy", 1.17, "points"),
        Figure("mean of arm feeling of healthy people", 1.86, "points"),
        Figure("mean of leg feeling with myelopathy", 1.62, "points"),
        Figure("mean of leg feeling of healthy people", 2.0, "points"),
        Figure("mean of bladder function with myelopathy", 2.69, "points"),
        Figure("mean of bladder function of healthy people", 2.97, "points"),
        Figure("area under the ROC curve", 0.81, "of 1"),
    ),
)
"""The Brazilian form of 17 points."""

QOD_DOMAINS: Final = Statement(
    "A registry in the USA describes its mJOA form with six domains, one of them "
    "numbness of the legs; the mJOA has four items.",
    QOD_FORM.at("abstract"),
    (Figure("domains of the form", 6, "domains"),),
)
"""The form of the Quality Outcomes Database."""

MJOA_FORMS: Final = listed(
    Statement(
        "Dutch: two raters agreed better once they no longer explained the items to "
        "the patient.",
        MJOA_DUTCH.at("abstract, results"),
        (
            Figure("people", 25, "people"),
            Figure("agreement at first", 0.56, "kappa"),
            Figure("standard error at first", 0.11, "kappa"),
            Figure("agreement later", 0.78, "kappa"),
            Figure("standard error later", 0.05, "kappa"),
            Figure("difference, less than", 0.001, "p"),
        ),
    ),
    Statement(
        "Italian: repeated scores and two raters agree well; it follows the Nurick "
        "grade, but not the NDI or the SF-36.",
        MJOA_ITALIAN.at("abstract, results"),
        (
            Figure("internal consistency", 0.60, "alpha"),
            Figure("agreement of repeated scores", 0.910, "of 1"),
            Figure("agreement of raters", 0.80, "of 1"),
            Figure("correlation with the Nurick grade", -0.615, "r"),
            Figure("effect size after surgery", 0.867, "SD"),
        ),
    ),
    Statement(
        "Brazilian: it falls as the NDI rises.",
        MJOA_BRAZIL.at("abstract, results"),
        (
            Figure("people", 60, "people"),
            Figure("correlation with the NDI", -0.75, "r"),
        ),
    ),
    Statement(
        "Brazilian, another translation; no figures were read.",
        PRATALI_2017.at("abstract"),
    ),
    MJOA_BR17,
    Statement("Hindi: it correlates with the English form.", MJOA_HINDI.at("abstract")),
    QOD_DOMAINS,
)
"""Translations of the mJOA and look-alikes; no rule scores them."""
