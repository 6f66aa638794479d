"""
The post-test probability of myelopathy after a single sign or test.

Each rule takes its likelihood ratios from the catalogue of signs. A sign without any
false positive has an infinite ratio and therefore no rule here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cervmyelo.criteria import AnyOf, AtLeast, Criterion, Is, Not
from cervmyelo.findings import Gap
from cervmyelo.forms import Condition, FirstMatch, People, PostTest, Row
from cervmyelo.instruments.grip_release import FALSE_POSITIVES_WITH_AGE, grip_release
from cervmyelo.literature.signs import (
    ANY_SIGN_RHEE,
    BABINSKI_COOK,
    GRIP_RELEASE_AT_CUT_OFF,
    HOFFMANN_GIBSON,
    HYPERREFLEXIA_GIBSON,
    INVERTED_SUPINATOR_GIBSON,
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
from cervmyelo.models.patient import AGE_YEARS, PRETEST_PROBABILITY
from cervmyelo.populations import not_stated
from cervmyelo.quantity import Value
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import (
    COOK_2009,
    TEN_SECOND_TESTS_2013,
    Citation,
    Figure,
    Statement,
)

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
_CALCULATED: Final = (
    "The ratios are calculated from a sensitivity and a specificity and have no "
    "confidence interval."
)
_RHEE_LIMITS: Final = (
    _CALCULATED,
    "One small study of people who had surgery and improved by at least one Nurick "
    "grade after it: the disease was certain and often advanced, so in practice the "
    "signs are probably less accurate (spectrum bias).",
)
_QUOTED_LIMITS: Final = (
    _CALCULATED,
    "The figures are read in a teaching text that credits a review (Gibson et al. "
    "2018) and does not describe the people. They agree with what Rhee et al. 2009 "
    "examined, but that they come from that study is an inference.",
    "If so, the people had surgery and improved after it: the disease was certain and "
    "often advanced, so in practice the sign is probably less accurate (spectrum "
    "bias).",
)
_RHEE_PEOPLE: Final = People(
    says="39 people who had surgery for myelopathy and improved after it, and 37 "
    "controls."
)
_QUOTED_PEOPLE: Final = not_stated("the text that quotes the figures")
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
    people: People,
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
        people=people,
        cite=accuracy.cite,
        limits=(*_LIMITS, *limits),
        evidence=evidence,
        falls_with=test.falls_with,
    )


babinski_probability: Final = _after(
    _sign_test("babinski", "Babinski sign", Is(BABINSKI), BABINSKI_COOK.cite),
    BABINSKI_COOK,
    "Other figures have no false positives; their infinite ratio is not used.",
    people=People(says="A group in which 40 percent had myelopathy."),
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
    _sign_test("hoffmann", "Hoffmann sign", Is(HOFFMANN), HOFFMANN_GIBSON.cite),
    HOFFMANN_GIBSON,
    *_QUOTED_LIMITS,
    "Copies of the text differ in the specificity.",
    people=_QUOTED_PEOPLE,
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
        INVERTED_SUPINATOR_GIBSON.cite,
    ),
    INVERTED_SUPINATOR_GIBSON,
    *_QUOTED_LIMITS,
    people=_QUOTED_PEOPLE,
    evidence=(RHEE_PEOPLE,),
    short="inverted supinator",
    summary="The post-test probability of myelopathy by the inverted supinator sign.",
    example={"pretest_probability": 0.5, "inverted_supinator_sign": True},
)

hyperreflexia_probability: Final = _after(
    _sign_test(
        "hyperreflexia", "hyperreflexia", Is(HYPERREFLEXIA), HYPERREFLEXIA_GIBSON.cite
    ),
    HYPERREFLEXIA_GIBSON,
    *_QUOTED_LIMITS,
    people=_QUOTED_PEOPLE,
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
    '"Any sign" means any of the five signs that a later review lists for the study; '
    "the study examined hyperreflexia at five places.",
    people=_RHEE_PEOPLE,
    evidence=(RHEE_PEOPLE, NORMAL_EXAMINATION),
    short="any sign",
    summary="The post-test probability of myelopathy by five signs: positive if any "
    "is present, negative if all five are absent.",
    example={"pretest_probability": 0.5, "hoffmann_sign": True},
)

grip_release_probability: Final = _after(
    grip_release,
    GRIP_RELEASE_AT_CUT_OFF,
    _CALCULATED,
    "The controls were not matched for age and sex.",
    FALSE_POSITIVES_WITH_AGE
    + " The ratios are therefore not used from 60 years; use the rules with cut-offs "
    "for the age.",
    people=People(
        says="508 people with degenerative myelopathy and 1194 controls; used here "
        "below 60 years only, because the cut-off does not suit older people.",
        conditions=(
            Condition(
                label="age under 60, where the mean of healthy people is above the "
                "cut-off",
                when=Not(AtLeast(AGE_YEARS, 60)),
                cite=TEN_SECOND_TESTS_2013.at("abstract, means by decade"),
            ),
        ),
    ),
    evidence=grip_release.evidence,
    short="grip test",
    summary="The post-test probability of myelopathy by the grip-and-release test.",
    example={"pretest_probability": 0.5, "grip_release_cycles": 19},
)
