"""
What a single sign or test does to the probability of myelopathy.

Each rule takes its likelihood ratios from the catalogue of signs. A sign of which no
false positive was seen has an infinite ratio, so it has no rule here.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import AnyOf, Criterion, Is
from cervmyelo.findings import Finding, Gap
from cervmyelo.forms import Case, FirstMatch, PostTest, Row
from cervmyelo.instruments.grip_release import FLAGS_THE_OLD, GRIP_RELEASE
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
from cervmyelo.scales import Level, Scale
from cervmyelo.sources import COOK_2009, Citation, Figure, Statement

__all__ = [
    "ANY_SIGN_PROBABILITY",
    "BABINSKI_PROBABILITY",
    "GRIP_RELEASE_PROBABILITY",
    "HOFFMANN_PROBABILITY",
    "HYPERREFLEXIA_PROBABILITY",
    "INVERTED_SUPINATOR_PROBABILITY",
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
) -> PostTest:
    positive, negative = map(test.scale.grade, ("positive", "negative"))
    return PostTest(
        name=f"{test.name.removesuffix('_result')}_probability",
        label=f"probability of myelopathy after {test.label}",
        of=test,
        before=PRETEST_PROBABILITY,
        ratios=accuracy.ratios(positive, negative),
        unpublished=_UNREACHED,
        cite=accuracy.cite,
        limits=(*_LIMITS, *limits),
        evidence=evidence,
        falls_with=test.falls_with,
    )


BABINSKI_PROBABILITY: Final = _after(
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
)

HOFFMANN_PROBABILITY: Final = _after(
    _looked_for("hoffmann", "the Hoffmann sign", Is(HOFFMANN), HOFFMANN_RHEE.cite),
    HOFFMANN_RHEE,
    *_OF_RHEE,
    "The figures were seen in a text that quotes the study; copies of it differ in the "
    "specificity.",
    evidence=(RHEE_PEOPLE,),
)

INVERTED_SUPINATOR_PROBABILITY: Final = _after(
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
)

HYPERREFLEXIA_PROBABILITY: Final = _after(
    _looked_for(
        "hyperreflexia", "hyperreflexia", Is(HYPERREFLEXIA), HYPERREFLEXIA_RHEE.cite
    ),
    HYPERREFLEXIA_RHEE,
    *_OF_RHEE,
    "The figures were seen in a text that quotes the study.",
    evidence=(RHEE_PEOPLE,),
)

ANY_SIGN_PROBABILITY: Final = _after(
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
)

GRIP_RELEASE_PROBABILITY: Final = _after(
    GRIP_RELEASE,
    GRIP_RELEASE_AT_CUT_OFF,
    "The ratios are computed from the sensitivity and the specificity of one study and "
    "have no interval.",
    FLAGS_THE_OLD,
    evidence=GRIP_RELEASE.evidence,
)


def babinski_probability(case: Case) -> Finding[float]:
    """
    The probability of myelopathy once the Babinski sign was looked for.

    As published: from 40 to 73 percent.

    >>> import cervmyelo as cm
    >>> found = cm.babinski_probability({"pretest_probability": 0.4,
    ...                                  "babinski_sign": True})
    >>> print(f"{found.value:.4f}, {found.interval[0]:.2f} to {found.interval[1]:.2f}")
    0.7273, 0.42 to 0.92

    Args:
        case: A patient, or values by the names of the quantities, with the caller's
            own probability before the test.

    Source:
        Cook et al. 2009.
    """
    return BABINSKI_PROBABILITY.explain(case)


def hoffmann_probability(case: Case) -> Finding[float]:
    """
    The probability of myelopathy once the Hoffmann sign was looked for.

    >>> import cervmyelo as cm
    >>> found = cm.hoffmann_probability({"pretest_probability": 0.5,
    ...                                  "hoffmann_sign": True})
    >>> round(found.value, 3)
    0.756

    Args:
        case: A patient, or values by the names of the quantities, with the caller's
            own probability before the test.

    Source:
        Rhee et al. 2009, as quoted; the ratios are computed.
    """
    return HOFFMANN_PROBABILITY.explain(case)


def inverted_supinator_probability(case: Case) -> Finding[float]:
    """
    The probability of myelopathy once the inverted supinator sign was looked for.

    >>> import cervmyelo as cm
    >>> found = cm.inverted_supinator_probability({"pretest_probability": 0.5,
    ...                                            "inverted_supinator_sign": True})
    >>> round(found.value, 3)
    0.729

    Args:
        case: A patient, or values by the names of the quantities, with the caller's
            own probability before the test.

    Source:
        Rhee et al. 2009, as quoted; the ratios are computed.
    """
    return INVERTED_SUPINATOR_PROBABILITY.explain(case)


def hyperreflexia_probability(case: Case) -> Finding[float]:
    """
    The probability of myelopathy once hyperreflexia was looked for.

    >>> import cervmyelo as cm
    >>> found = cm.hyperreflexia_probability({"pretest_probability": 0.5,
    ...                                       "hyperreflexia": True})
    >>> round(found.value, 3)
    0.558

    Args:
        case: A patient, or values by the names of the quantities, with the caller's
            own probability before the test.

    Source:
        Rhee et al. 2009, as quoted; the ratios are computed.
    """
    return HYPERREFLEXIA_PROBABILITY.explain(case)


def any_sign_probability(case: Case) -> Finding[float]:
    """
    The probability of myelopathy once five signs were looked for.

    One sign is enough to be positive; only all five absent are negative.

    >>> import cervmyelo as cm
    >>> found = cm.any_sign_probability({"pretest_probability": 0.5,
    ...                                  "hoffmann_sign": True})
    >>> round(found.value, 3)
    0.581

    Args:
        case: A patient, or values by the names of the quantities, with the caller's
            own probability before the test.

    Source:
        Rhee et al. 2009; the ratios are computed.
    """
    return ANY_SIGN_PROBABILITY.explain(case)


def grip_release_probability(case: Case) -> Finding[float]:
    """
    The probability of myelopathy after the grip-and-release test.

    >>> import cervmyelo as cm
    >>> found = cm.grip_release_probability({"pretest_probability": 0.5,
    ...                                      "grip_release_cycles": 19})
    >>> round(found.value, 3)
    0.757

    Args:
        case: A patient, or values by the names of the quantities, with the caller's
            own probability before the test.

    Source:
        A study in Neurospine; the ratios are computed.
    """
    return GRIP_RELEASE_PROBABILITY.explain(case)
