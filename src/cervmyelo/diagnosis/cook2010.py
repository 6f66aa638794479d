"""
The cluster of five clinical findings by Cook et al. 2010.
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
    People,
    PostTest,
    Tally,
)
from cervmyelo.literature.signs import NORMAL_EXAMINATION
from cervmyelo.models.examination import (
    ABNORMAL_GAIT,
    BABINSKI,
    COOK_RESULT,
    COOK_RESULTS,
    HOFFMANN,
    INVERTED_SUPINATOR,
)
from cervmyelo.models.patient import AGE_YEARS, PRETEST_PROBABILITY
from cervmyelo.quantity import Fact
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
    "COOK_RESULTS",
    "RULED_OUT_AT",
    "cook_cluster",
    "cook_probability",
    "cook_result",
]

_FIVE: Final = COOK_2010.at("abstract, the five findings")
_RATIOS: Final = COOK_2010.at("abstract, likelihood ratios of the clusters")
_PEOPLE: Final = COOK_2010_REVIEWED.at("table 4")

RULED_OUT_AT: Final = Disagreement(
    name="cook_ruled_out_at",
    about="At how many of the five findings the cluster rules out myelopathy",
    followed=Statement(
        "The abstract links ruling out to one of five positive findings. Here its "
        'likelihood ratio is read as that of a negative "one or more" test, so it '
        "applies only to people with no positive finding. This is the cautious "
        "reading.",
        _RATIOS,
    ),
    others=(
        Statement(
            "A teaching page applies the same ratio to people with one finding or "
            "none.",
            PHYSIOTUTORS.at("page on the cluster"),
        ),
        Statement(
            "Another page says that one finding or none lowers the odds to less than "
            "half.",
            MODERN_MANUAL_THERAPY.at("page on the cluster"),
            (
                Figure(
                    "likelihood ratio of one finding or none, less than", 0.5, "ratio"
                ),
            ),
        ),
    ),
)

_WHOM: Final = People(
    says="The people of the study: with myelopathy, or with other disorders of the "
    "cervical spine. The abstract and the review that were read state no age limit and "
    "no other condition.",
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
        "In a sample like that of the study, myelopathy is very likely with three or "
        "more findings.",
        MODERN_MANUAL_THERAPY.at("page on the cluster"),
        (Figure("with myelopathy after three findings or more", 94, "%"),),
    ),
    NORMAL_EXAMINATION,
)

_LIMITS: Final = (
    "No external validation of the cluster is known.",
    "The ratios apply to thresholds (three or more, none), not to each count. Do not "
    "multiply them by the ratios of single signs: the signs are the same.",
    "Age is one of the five findings, so most people in a spine clinic have one by "
    "age alone.",
    "Age is in completed years, so the age finding starts at 46.",
    "Whether children were studied is not known.",
)


def _finding(fact: Fact) -> Counted:
    return Counted(name=fact.name, label=fact.label, when=Is(fact), cite=_FIVE)


cook_cluster: Final = Tally(
    name="cook_cluster",
    label="Cook 2010 cluster, findings",
    summary="How many of the five findings of Cook 2010 are present, 0 to 5.",
    example={
        "age_years": 53,
        "hoffmann_sign": True,
        "babinski_sign": True,
        "abnormal_gait": True,
    },
    counted=(
        _finding(ABNORMAL_GAIT),
        _finding(HOFFMANN),
        _finding(INVERTED_SUPINATOR),
        _finding(BABINSKI),
        Counted(
            name="over_45",
            label="age over 45",
            when=Above(AGE_YEARS, 45),
            cite=_FIVE,
        ),
    ),
    people=_WHOM,
    cite=_FIVE,
    limits=_LIMITS,
    disagreements=(RULED_OUT_AT,),
    evidence=_EVIDENCE,
)

cook_result: Final = Bands(
    name="cook_result",
    recorded=COOK_RESULT,
    label="Cook 2010 cluster, result",
    summary="The result of the Cook 2010 cluster: ruled out, indeterminate or ruled "
    "in.",
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
            note="some sources also rule out at one finding",
        ),
        Band(COOK_RESULTS.grade("indeterminate"), 1, 2),
        Band(COOK_RESULTS.grade("ruled_in"), 3, 5),
    ),
    people=_WHOM,
    cite=_RATIOS,
    limits=(
        '"Ruled out" and "ruled in" are the terms of the rule, not certainties; a '
        "normal examination does not exclude myelopathy.",
        *_LIMITS,
    ),
    disagreements=(RULED_OUT_AT,),
    evidence=_EVIDENCE,
)

cook_probability: Final = PostTest(
    name="cook_probability",
    label="post-test probability, Cook 2010",
    summary="The post-test probability of myelopathy by the Cook 2010 cluster.",
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
        "No usable likelihood ratio was found for one or two findings; use the "
        "pre-test probability and other evidence.",
    ),
    people=_WHOM,
    cite=_RATIOS,
    limits=(
        "You provide the pre-test probability; the rule has no default.",
        *_LIMITS,
    ),
    disagreements=(RULED_OUT_AT,),
    evidence=_EVIDENCE,
)
