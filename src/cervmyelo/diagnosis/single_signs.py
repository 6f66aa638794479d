"""
What a single sign or test does to the probability of myelopathy.

Each rule takes its likelihood ratios from the catalogue of signs. A sign of which no
false positive was seen has an infinite ratio, so it has no rule here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cervmyelo.criteria import AnyOf, Criterion, Is
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, PostTest, Row
from cervmyelo.instruments.grip_release import FLAGS_THE_OLD, grip_release
from cervmyelo.literature.signs import (
    ANY_SIGN_RHEE,
    BABINSKI_COOK,
    GRIP_RELEASE_AT_CUT_OFF,
    HOFFMANN_RHEE,
    HYPERREFLEXIA_RHEE,
    INVERTED_SUPINATOR_RHEE,
    NORMAL_EXAMINATION,
    RHEE_PEOPLE,
    Accuracy,
)
from cervmyelo.models.examination import (
    BABINSKI,
    CLONUS,
    HOFFMANN,
    HYPERREFLEXIA,
    INVERTED_SUPINATOR,
)
from cervmyelo.models.patient import PRETEST_PROBABILITY
from cervmyelo.quantity import Value
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import COOK_2009, Citation, Figure, Statement

__all__ = [
    "any_sign_probability",
    "babinski_probability",
    "grip_release_probability",
    "hoffmann_probability",
    "hyperreflexia_probability",
    "inverted_supinator_probability",
]

_LIMITS: Final = (
    "The probability before the test is the caller's own; the rule supplies none.",
    "Not to be multiplied with another sign or with the cluster of Cook 2010: signs "
    "of one person are not independent.",
)
_OF_RHEE: Final = (
    "The ratios are computed from the sensitivity and the specificity of one small "
    "study and have no interval.",
    "The people of the study were operated on; nothing is said of milder disease.",
)
_UNREACHED: Final = Gap(
    "no_published_ratio", "The source gives no likelihood ratio of this result."
)


def _looked_for(name: str, label: str, when: Criterion, cite: Citation) -> FirstMatch:
    results = Scale(
        name=f"{name}_result",
        label=label,
        levels=(
            Level("negative", f"not there: {label}"),
            Level("positive", f"there: {label}"),
        ),
    )
    return FirstMatch(
        name=results.name,
        label=label,
        rows=(Row(when, results.grade("positive")),),
        otherwise=results.grade("negative"),
        cite=cite,
    )


def _after(
    test: FirstMatch,
    accuracy: Accuracy,
    *limits: str,
    evidence: tuple[Statement, ...],
    summary: str,
    example: Mapping[str, Value],
) -> PostTest:
    positive, negative = map(test.scale.grade, ("positive", "negative"))
    return PostTest(
        name=f"{test.name.removesuffix('_result')}_probability",
        label=f"probability of myelopathy after {test.label}",
        summary=summary,
        example=example,
        of=test,
        before=PRETEST_PROBABILITY,
        ratios=accuracy.ratios(positive, negative),
        unpublished=_UNREACHED,
        cite=accuracy.cite,
        limits=(*_LIMITS, *limits),
        evidence=evidence,
        falls_with=test.falls_with,
    )


babinski_probability: Final = _after(
    _looked_for("babinski", "the Babinski sign", Is(BABINSKI), BABINSKI_COOK.cite),
    BABINSKI_COOK,
    "Another small study saw no false positive at all; an infinite ratio is not used.",
    evidence=(
        Statement(
            "The sign raised the probability of myelopathy in the people of the study.",
            COOK_2009.at("likelihood ratios of the Babinski sign"),
            (
                Figure("with myelopathy, before the test", 40, "%"),
                Figure("with myelopathy, of those with the sign", 73, "%"),
            ),
        ),
    ),
    summary="The probability of myelopathy after testing for the Babinski sign.",
    example={"pretest_probability": 0.4, "babinski_sign": True},
)

hoffmann_probability: Final = _after(
    _looked_for("hoffmann", "the Hoffmann sign", Is(HOFFMANN), HOFFMANN_RHEE.cite),
    HOFFMANN_RHEE,
    *_OF_RHEE,
    "The figures were seen in a text that quotes the study; copies of it differ in the "
    "specificity.",
    evidence=(RHEE_PEOPLE,),
    summary="The probability of myelopathy after testing for the Hoffmann sign.",
    example={"pretest_probability": 0.5, "hoffmann_sign": True},
)

inverted_supinator_probability: Final = _after(
    _looked_for(
        "inverted_supinator",
        "the inverted supinator sign",
        Is(INVERTED_SUPINATOR),
        INVERTED_SUPINATOR_RHEE.cite,
    ),
    INVERTED_SUPINATOR_RHEE,
    *_OF_RHEE,
    "The figures were seen in a text that quotes the study.",
    evidence=(RHEE_PEOPLE,),
    summary="The probability of myelopathy after testing for the inverted supinator sign.",
    example={"pretest_probability": 0.5, "inverted_supinator_sign": True},
)

hyperreflexia_probability: Final = _after(
    _looked_for(
        "hyperreflexia", "hyperreflexia", Is(HYPERREFLEXIA), HYPERREFLEXIA_RHEE.cite
    ),
    HYPERREFLEXIA_RHEE,
    *_OF_RHEE,
    "The figures were seen in a text that quotes the study.",
    evidence=(RHEE_PEOPLE,),
    summary="The probability of myelopathy after testing for hyperreflexia.",
    example={"pretest_probability": 0.5, "hyperreflexia": True},
)

any_sign_probability: Final = _after(
    _looked_for(
        "any_sign",
        "any sign of myelopathy",
        AnyOf(
            (
                Is(HYPERREFLEXIA),
                Is(HOFFMANN),
                Is(INVERTED_SUPINATOR),
                Is(CLONUS),
                Is(BABINSKI),
            ),
            label="any sign of myelopathy",
        ),
        ANY_SIGN_RHEE.cite,
    ),
    ANY_SIGN_RHEE,
    *_OF_RHEE,
    "Any sign is taken to be one of the five whose figures are quoted from the study; "
    "its own list was not seen in full.",
    evidence=(RHEE_PEOPLE, NORMAL_EXAMINATION),
    summary="The probability of myelopathy after testing for five signs: any one is positive, only all five absent are negative.",
    example={"pretest_probability": 0.5, "hoffmann_sign": True},
)

grip_release_probability: Final = _after(
    grip_release,
    GRIP_RELEASE_AT_CUT_OFF,
    "The ratios are computed from the sensitivity and the specificity of one study and "
    "have no interval.",
    FLAGS_THE_OLD,
    evidence=grip_release.evidence,
    summary="The probability of myelopathy after the grip-and-release test.",
    example={"pretest_probability": 0.5, "grip_release_cycles": 19},
)
