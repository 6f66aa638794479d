"""
The cluster of five findings of Cook et al. 2010.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import Above, Is
from cervmyelo.findings import Gap
from cervmyelo.forms import (
    Band,
    Bands,
    Counted,
    LikelihoodRatio,
    PostTest,
    Tally,
)
from cervmyelo.literature.signs import NORMAL_EXAMINATION
from cervmyelo.models.examination import (
    ABNORMAL_GAIT,
    BABINSKI,
    HOFFMANN,
    INVERTED_SUPINATOR,
)
from cervmyelo.models.patient import AGE_YEARS, PRETEST_PROBABILITY
from cervmyelo.quantity import Fact
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import (
    COOK_2010,
    COOK_2010_REVIEWED,
    MODERN_MANUAL_THERAPY,
    PHYSIOTUTORS,
    Disagreement,
    Figure,
    Statement,
)

__all__ = [
    "cook_cluster",
    "cook_probability",
    "cook_result",
    "COOK_RESULTS",
    "RULED_OUT_AT",
]

_FIVE: Final = COOK_2010.at("abstract, the five findings")
_RATIOS: Final = COOK_2010.at("abstract, likelihood ratios of the clusters")
_PEOPLE: Final = COOK_2010_REVIEWED.at("table 4")

RULED_OUT_AT: Final = Disagreement(
    name="cook_ruled_out_at",
    about="With how many of the five findings the cluster rules myelopathy out",
    said=Statement(
        "The abstract ties ruling out to one finding of the five. Here its ratio is "
        "read as that of failing the rule of one or more, so it holds of people who "
        "have none: the cautious reading.",
        _RATIOS,
    ),
    beside=(
        Statement(
            "A teaching page gives the same ratio to people with one finding or none.",
            PHYSIOTUTORS.at("page on the cluster"),
        ),
        Statement(
            "Another page lets one finding or none lower the odds to less than half.",
            MODERN_MANUAL_THERAPY.at("page on the cluster"),
            (
                Figure(
                    "likelihood ratio of one finding or none, less than", 0.5, "ratio"
                ),
            ),
        ),
    ),
)

_EVIDENCE: Final = (
    Statement(
        "Derived in one sample of people with myelopathy and controls; a review rates "
        "the risk of bias as moderate.",
        _PEOPLE,
        (
            Figure("people", 249, "people"),
            Figure("with myelopathy", 88, "people"),
            Figure("controls", 161, "people"),
            Figure("mean age with myelopathy", 56.9, "years"),
            Figure("standard deviation of the age with myelopathy", 12.5, "years"),
            Figure("mean age of controls", 53.3, "years"),
            Figure("standard deviation of the age of controls", 15.6, "years"),
            Figure("men, of those with myelopathy", 54.5, "%"),
            Figure("men, of the controls", 46.6, "%"),
        ),
    ),
    Statement(
        "In a sample like that of the study, three findings or more make myelopathy "
        "nearly sure.",
        MODERN_MANUAL_THERAPY.at("page on the cluster"),
        (Figure("with myelopathy after three findings or more", 94, "%"),),
    ),
    NORMAL_EXAMINATION,
)

_LIMITS: Final = (
    "Nobody is known to have validated the cluster in other people.",
    "The ratios are those of thresholds (three or more, none), not of each count. They "
    "are not to be multiplied with the ratios of single signs: the signs are the same.",
    "Age counts as a finding, so that most people at a spine clinic have one of five "
    "by age alone.",
    "Age is in completed years, so the finding begins at 46.",
)


def _found(fact: Fact) -> Counted:
    return Counted(name=fact.name, label=fact.label, when=Is(fact), cite=_FIVE)


cook_cluster: Final = Tally(
    name="cook_cluster",
    label="findings of the cluster of Cook 2010",
    summary="How many of the five findings of Cook 2010 are present, 0 to 5.",
    example={
        "age_years": 53,
        "hoffmann_sign": True,
        "babinski_sign": True,
        "abnormal_gait": True,
    },
    counted=(
        _found(ABNORMAL_GAIT),
        _found(HOFFMANN),
        _found(INVERTED_SUPINATOR),
        _found(BABINSKI),
        Counted(
            name="over_45",
            label="over the age of 45",
            when=Above(AGE_YEARS, 45),
            cite=_FIVE,
        ),
    ),
    cite=_FIVE,
    limits=_LIMITS,
    disagreements=(RULED_OUT_AT,),
    evidence=_EVIDENCE,
)

COOK_RESULTS: Final = Scale(
    name="cook_result",
    label="result of the cluster of Cook 2010",
    levels=(
        Level("ruled_out", "none of the findings: the cluster speaks against it"),
        Level("indeterminate", "the cluster neither speaks for it nor against it"),
        Level("ruled_in", "enough findings: the cluster speaks for it"),
    ),
)

cook_result: Final = Bands(
    name="cook_result",
    label="result of the cluster of Cook 2010",
    summary="The result of the cluster of Cook 2010: ruled out, indeterminate or ruled in.",
    example={
        "age_years": 53,
        "hoffmann_sign": True,
        "babinski_sign": True,
        "abnormal_gait": True,
    },
    of=cook_cluster,
    score_rises=True,
    bands=(
        Band(
            COOK_RESULTS.grade("ruled_out"),
            0,
            0,
            note="some sources let one finding rule out as well",
        ),
        Band(COOK_RESULTS.grade("indeterminate"), 1, 2),
        Band(COOK_RESULTS.grade("ruled_in"), 3, 5),
    ),
    cite=_RATIOS,
    limits=(
        "Ruled out and ruled in are words of the rule, not certainties; a normal "
        "examination does not exclude myelopathy.",
        *_LIMITS,
    ),
    disagreements=(RULED_OUT_AT,),
    evidence=_EVIDENCE,
)

cook_probability: Final = PostTest(
    name="cook_probability",
    label="probability of myelopathy after the cluster of Cook 2010",
    summary="The probability of myelopathy after the cluster of Cook 2010.",
    example={
        "pretest_probability": 0.353,
        "age_years": 53,
        "hoffmann_sign": True,
        "babinski_sign": True,
        "abnormal_gait": True,
    },
    of=cook_result,
    before=PRETEST_PROBABILITY,
    ratios=(
        LikelihoodRatio(
            grade=COOK_RESULTS.grade("ruled_in"),
            value=30.9,
            low=5.5,
            high=181.8,
            cite=_RATIOS,
        ),
        LikelihoodRatio(
            grade=COOK_RESULTS.grade("ruled_out"),
            value=0.18,
            low=0.12,
            high=0.42,
            cite=_RATIOS,
        ),
    ),
    unpublished=Gap(
        "no_published_ratio",
        "No likelihood ratio that may be used was seen for one or two findings; judge "
        "by the probability from before and by other evidence.",
    ),
    cite=_RATIOS,
    limits=(
        "The probability before the test is the caller's own; the rule supplies none.",
        *_LIMITS,
    ),
    disagreements=(RULED_OUT_AT,),
    evidence=_EVIDENCE,
)
