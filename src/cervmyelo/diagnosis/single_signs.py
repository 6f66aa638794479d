"""
The post-test probability of myelopathy after a single sign or test.

Each rule takes its likelihood ratios from the catalogue of signs. A sign without any
false positive has an infinite ratio and therefore no rule here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cervmyelo.criteria import AnyOf, Criterion, Is
from cervmyelo.findings import Gap
from cervmyelo.forms import FirstMatch, PostTest, Row
from cervmyelo.instruments.grip_release import FALSE_POSITIVES_WITH_AGE, grip_release
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
    "You provide the pre-test probability; the rule has no default.",
    "Do not multiply by the ratio of another sign or of the Cook 2010 cluster: signs "
    "in one person are not independent.",
)
_RHEE_LIMITS: Final = (
    "The ratios are calculated from the sensitivity and specificity of one small "
    "study and have no confidence interval.",
    "The study population had surgery; milder disease was not studied.",
)
_NO_RATIO: Final = Gap(
    "no_published_ratio", "The source has no likelihood ratio for this result."
)


def _sign_test(name: str, label: str, when: Criterion, cite: Citation) -> FirstMatch:
    results = Scale(
        name=f"{name}_result",
        label=label,
        levels=(
            Level("negative", f"{label}: absent"),
            Level("positive", f"{label}: present"),
        ),
    )
    return FirstMatch(
        name=results.name,
        label=label,
        rows=(Row(when, results.grade("positive")),),
        otherwise=results.grade("negative"),
        cite=cite,
    )


def _after(  # noqa: PLR0913 -- what a rule is made of
    test: FirstMatch,
    accuracy: Accuracy,
    *limits: str,
    short: str = "",
    evidence: tuple[Statement, ...],
    summary: str,
    example: Mapping[str, Value],
) -> PostTest:
    positive, negative = map(test.scale.grade, ("positive", "negative"))
    return PostTest(
        name=f"{test.name.removesuffix('_result')}_probability",
        label=f"post-test probability, {short or test.label}",
        summary=summary,
        example=example,
        of=test,
        before=PRETEST_PROBABILITY,
        ratios=accuracy.ratios(positive, negative),
        unpublished=_NO_RATIO,
        cite=accuracy.cite,
        limits=(*_LIMITS, *limits),
        evidence=evidence,
        falls_with=test.falls_with,
    )


babinski_probability: Final = _after(
    _sign_test("babinski", "Babinski sign", Is(BABINSKI), BABINSKI_COOK.cite),
    BABINSKI_COOK,
    "Another small study had no false positives; its infinite ratio is not used.",
    evidence=(
        Statement(
            "The sign raised the probability of myelopathy in the study population.",
            COOK_2009.at("likelihood ratios of the Babinski sign"),
            (
                Figure("pre-test probability of myelopathy", 40, "%"),
                Figure("post-test probability with the sign", 73, "%"),
            ),
        ),
    ),
    short="Babinski",
    summary="The post-test probability of myelopathy by the Babinski sign.",
    example={"pretest_probability": 0.4, "babinski_sign": True},
)

hoffmann_probability: Final = _after(
    _sign_test("hoffmann", "Hoffmann sign", Is(HOFFMANN), HOFFMANN_RHEE.cite),
    HOFFMANN_RHEE,
    *_RHEE_LIMITS,
    "The figures come from a text that quotes the study; copies of that text differ "
    "in the specificity.",
    evidence=(RHEE_PEOPLE,),
    short="Hoffmann",
    summary="The post-test probability of myelopathy by the Hoffmann sign.",
    example={"pretest_probability": 0.5, "hoffmann_sign": True},
)

inverted_supinator_probability: Final = _after(
    _sign_test(
        "inverted_supinator",
        "inverted supinator sign",
        Is(INVERTED_SUPINATOR),
        INVERTED_SUPINATOR_RHEE.cite,
    ),
    INVERTED_SUPINATOR_RHEE,
    *_RHEE_LIMITS,
    "The figures come from a text that quotes the study.",
    evidence=(RHEE_PEOPLE,),
    short="inverted supinator",
    summary="The post-test probability of myelopathy by the inverted supinator sign.",
    example={"pretest_probability": 0.5, "inverted_supinator_sign": True},
)

hyperreflexia_probability: Final = _after(
    _sign_test(
        "hyperreflexia", "hyperreflexia", Is(HYPERREFLEXIA), HYPERREFLEXIA_RHEE.cite
    ),
    HYPERREFLEXIA_RHEE,
    *_RHEE_LIMITS,
    "The figures come from a text that quotes the study.",
    evidence=(RHEE_PEOPLE,),
    summary="The post-test probability of myelopathy by hyperreflexia.",
    example={"pretest_probability": 0.5, "hyperreflexia": True},
)

any_sign_probability: Final = _after(
    _sign_test(
        "any_sign",
        "any of five signs",
        AnyOf(
            (
                Is(HYPERREFLEXIA),
                Is(HOFFMANN),
                Is(INVERTED_SUPINATOR),
                Is(CLONUS),
                Is(BABINSKI),
            ),
            label="any of five signs",
        ),
        ANY_SIGN_RHEE.cite,
    ),
    ANY_SIGN_RHEE,
    *_RHEE_LIMITS,
    '"Any sign" means any of the five signs whose figures are quoted from the study; '
    "the study's own list was not read in full.",
    evidence=(RHEE_PEOPLE, NORMAL_EXAMINATION),
    short="any sign",
    summary="The post-test probability of myelopathy by five signs: positive if any "
    "is present, negative if all five are absent.",
    example={"pretest_probability": 0.5, "hoffmann_sign": True},
)

grip_release_probability: Final = _after(
    grip_release,
    GRIP_RELEASE_AT_CUT_OFF,
    "The ratios are calculated from the sensitivity and specificity of one study and "
    "have no confidence interval.",
    FALSE_POSITIVES_WITH_AGE,
    evidence=grip_release.evidence,
    short="grip test",
    summary="The post-test probability of myelopathy by the grip-and-release test.",
    example={"pretest_probability": 0.5, "grip_release_cycles": 19},
)
