"""
Signs of myelopathy and what each study found of their accuracy.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from cervmyelo.errors import RuleError, UnknownFieldError, nearest
from cervmyelo.forms import LikelihoodRatio
from cervmyelo.models.examination import (
    BABINSKI,
    CLONUS,
    FINGER_ESCAPE,
    HOFFMANN,
    HYPERREFLEXIA,
    INVERTED_SUPINATOR,
    ROMBERG,
    TROMNER,
)
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import Fact
from cervmyelo.scale import Grade
from cervmyelo.sources import (
    AAN_SIGNS_2023,
    COOK_2009,
    COOK_2011,
    GRIP_RELEASE_ACCURACY,
    JIANG_2024,
    LAMINOPLASTY_SIGNS,
    RHEE_2009,
    RHEE_QUOTED,
    Citation,
    Figure,
    Statement,
)

__all__ = [
    "ANY_SIGN_RHEE",
    "BABINSKI_COOK",
    "GRIP_RELEASE_AT_CUT_OFF",
    "HOFFMANN_RHEE",
    "HYPERREFLEXIA_RHEE",
    "INVERTED_SUPINATOR_RHEE",
    "NORMAL_EXAMINATION",
    "SIGN_CAVEATS",
    "RHEE_PEOPLE",
    "SIGNS",
    "Accuracy",
    "Sign",
    "sign",
]

_ALL: Final = 100
_UNIT: Final = "ratio"


@attrs.frozen(kw_only=True)
class Accuracy:
    """
    What one source says of how well a sign tells who has myelopathy.

    Attributes:
        population: In whom it was studied.

        cite: Where it is written.

        sensitivity: How many with myelopathy have the sign; None if not seen.

        specificity: How many without myelopathy lack the sign; None if not seen.

        paired: Whether both were found in the same people. If not, no likelihood
            ratio is formed of them.

        lr_positive: The likelihood ratio of the sign as published; None if none is.

        lr_negative: The likelihood ratio of its absence as published; None if none is.
    """

    population: str
    cite: Citation
    sensitivity: Figure | None = None
    specificity: Figure | None = None
    paired: bool = False
    lr_positive: Figure | None = None
    lr_negative: Figure | None = None

    @property
    def positive(self) -> Figure | None:
        """
        The likelihood ratio of the sign, published or else computed.

        Computed it is the sensitivity over what lacks to a full specificity. None if
        there is no pair to compute it from, or if no false positive was seen: it is
        infinite then.

        >>> print(sign("hoffmann_sign").studies[0].positive)
        likelihood ratio of the sign, computed: 3.10526 ratio
        """
        match self.lr_positive, self._pair:
            case Figure() as published, _:
                return published
            case None, (found, spared) if _ALL - spared:
                what = "likelihood ratio of the sign, computed"
                return Figure(what, found / (_ALL - spared), _UNIT)
            case _:
                return None

    @property
    def negative(self) -> Figure | None:
        """
        The likelihood ratio of the absence of the sign, published or else computed.

        Computed it is what lacks to a full sensitivity over the specificity. None if
        there is no pair to compute it from.

        >>> print(sign("hoffmann_sign").studies[0].negative)
        likelihood ratio of its absence, computed: 0.506173 ratio
        """
        match self.lr_negative, self._pair:
            case Figure() as published, _:
                return published
            case None, (found, spared) if spared:
                what = "likelihood ratio of its absence, computed"
                return Figure(what, (_ALL - found) / spared, _UNIT)
            case _:
                return None

    @property
    def infinite(self) -> bool:
        """Whether no false positive was seen, so that the ratio has no upper bound."""
        match self.lr_positive, self._pair:
            case None, (_, spared):
                return not _ALL - spared
            case _:
                return False

    def ratios(
        self, positive: Grade, negative: Grade
    ) -> tuple[LikelihoodRatio, LikelihoodRatio]:
        """
        Both likelihood ratios, of the results of a test.

        Raises:
            RuleError: If one of them can neither be found nor computed.
        """
        return (
            self._ratio(self.positive, positive),
            self._ratio(self.negative, negative),
        )

    def _ratio(self, figure: Figure | None, grade: Grade) -> LikelihoodRatio:
        match figure:
            case Figure(value=value, low=low, high=high):
                return LikelihoodRatio(
                    grade=grade, value=value, low=low, high=high, cite=self.cite
                )
            case None:
                raise RuleError(f"{self.cite}: it gives no ratio of {grade}.")

    @property
    def _pair(self) -> tuple[float, float] | None:
        match self.sensitivity, self.specificity:
            case Figure(value=found), Figure(value=spared) if self.paired:
                return found, spared
            case _:
                return None

    def __str__(self) -> str:
        held = (self.sensitivity, self.specificity, self.positive, self.negative)
        told = [str(each) for each in held if each]
        if self.infinite:
            told.append("no false positive was seen, so the ratio is infinite")
        if self.sensitivity and self.specificity and not self.paired:
            told.append("not shown to be of one study, so no ratio is formed")
        return f"{'; '.join(told)}, in {self.population} [{self.cite}]"


@attrs.frozen(kw_only=True)
class Sign:
    """
    A sign of myelopathy that an examination can find.

    Attributes:
        name: A short name; that of the fact that is recorded, if there is one.

        label: What a reader calls it.

        fact: The fact that is recorded; None for a sign that is made of others or
            read from a count.

        how: How it is found; empty where no source that was read tells.

        studies: What is published of its accuracy; empty if nothing was seen.
    """

    name: str
    label: str
    fact: Fact | None = None
    how: str = ""
    studies: tuple[Accuracy, ...] = ()

    def __str__(self) -> str:
        head = f"{self.label}: {self.how}" if self.how else self.label
        if not self.studies:
            return f"{head}\n  no figures on its accuracy were seen"
        return "\n".join([head, *(f"  {each}" for each in self.studies)])


def _sensitivity(percent: float, of: str) -> Figure:
    return Figure(f"sensitivity of {of}", percent, "%")


def _specificity(percent: float, of: str) -> Figure:
    return Figure(f"specificity of {of}", percent, "%")


_RHEE_IN: Final = "people operated on for myelopathy, and controls"
_QUOTED: Final = RHEE_QUOTED.at("figures of the signs")
_REVIEW: Final = AAN_SIGNS_2023.at("ranges of the signs")
_REVIEW_IN: Final = "studies of a review"
_SERIES: Final = LAMINOPLASTY_SIGNS.at("frequency of the signs")
_SERIES_IN: Final = (
    "120 people before laminoplasty whose cord was changed on T2; no controls"
)

RHEE_PEOPLE: Final = Statement(
    "People who were operated on for myelopathy were compared with controls.",
    RHEE_2009.at("abstract, methods"),
    (
        Figure("people with myelopathy", 39, "people"),
        Figure("controls", 37, "people"),
    ),
)

_HAD_A_SIGN: Final = _sensitivity(79, "any sign")

ANY_SIGN_RHEE: Final = Accuracy(
    population=_RHEE_IN,
    cite=RHEE_2009.at("abstract, results"),
    sensitivity=_HAD_A_SIGN,
    specificity=_specificity(43, "any sign"),
    paired=True,
)

HYPERREFLEXIA_RHEE: Final = Accuracy(
    population=_RHEE_IN,
    cite=_QUOTED,
    sensitivity=_sensitivity(72, "hyperreflexia"),
    specificity=_specificity(43, "hyperreflexia"),
    paired=True,
)

HOFFMANN_RHEE: Final = Accuracy(
    population=_RHEE_IN,
    cite=_QUOTED,
    sensitivity=_sensitivity(59, "the Hoffmann sign"),
    specificity=_specificity(81, "the Hoffmann sign"),
    paired=True,
)

INVERTED_SUPINATOR_RHEE: Final = Accuracy(
    population=_RHEE_IN,
    cite=_QUOTED,
    sensitivity=_sensitivity(51, "the inverted supinator sign"),
    specificity=_specificity(81, "the inverted supinator sign"),
    paired=True,
)

BABINSKI_COOK: Final = Accuracy(
    population="people of whom two in five had myelopathy",
    cite=COOK_2009.at("likelihood ratios of the Babinski sign"),
    lr_positive=Figure("likelihood ratio of the Babinski sign", 4.0, _UNIT, 1.1, 16.6),
    lr_negative=Figure("likelihood ratio of its absence", 0.7, _UNIT, 0.6, 0.9),
)

GRIP_RELEASE_AT_CUT_OFF: Final = Accuracy(
    population="508 people with degenerative myelopathy and 1194 controls",
    cite=GRIP_RELEASE_ACCURACY.at("accuracy at the customary cut-off"),
    sensitivity=_sensitivity(80.12, "slow grip and release"),
    specificity=_specificity(74.29, "slow grip and release"),
    paired=True,
)


def _recorded(fact: Fact, *studies: Accuracy, how: str = "") -> Sign:
    return Sign(name=fact.name, label=fact.label, fact=fact, how=how, studies=studies)


def _in_series(percent: float, of: str) -> Accuracy:
    return Accuracy(
        population=_SERIES_IN, cite=_SERIES, sensitivity=_sensitivity(percent, of)
    )


SIGNS: Final = (
    Sign(
        name="any_sign",
        label="any sign of myelopathy",
        studies=(ANY_SIGN_RHEE,),
    ),
    _recorded(
        HOFFMANN,
        HOFFMANN_RHEE,
        _in_series(81, "the Hoffmann sign"),
    ),
    _recorded(
        INVERTED_SUPINATOR,
        INVERTED_SUPINATOR_RHEE,
        Accuracy(
            population=_REVIEW_IN,
            cite=_REVIEW,
            specificity=_specificity(93, "the inverted supinator sign"),
        ),
        how="an inverted reflex of the brachioradialis",
    ),
    _recorded(
        BABINSKI,
        BABINSKI_COOK,
        Accuracy(
            population=_RHEE_IN,
            cite=_QUOTED,
            sensitivity=_sensitivity(13, "the Babinski sign"),
            specificity=_specificity(100, "the Babinski sign"),
            paired=True,
        ),
        Accuracy(
            population=_REVIEW_IN,
            cite=_REVIEW,
            specificity=_specificity(99, "the Babinski sign"),
        ),
        _in_series(53, "the Babinski sign"),
    ),
    _recorded(
        CLONUS,
        Accuracy(
            population=_RHEE_IN,
            cite=_QUOTED,
            sensitivity=_sensitivity(13, "clonus"),
            specificity=_specificity(100, "clonus"),
            paired=True,
        ),
        Accuracy(
            population=_REVIEW_IN, cite=_REVIEW, specificity=_specificity(99, "clonus")
        ),
        _in_series(35, "clonus"),
    ),
    _recorded(
        HYPERREFLEXIA,
        HYPERREFLEXIA_RHEE,
        Accuracy(
            population=_RHEE_IN,
            cite=_QUOTED,
            sensitivity=_sensitivity(62, "hyperreflexia of the biceps"),
        ),
        Accuracy(
            population=_RHEE_IN,
            cite=_QUOTED,
            specificity=_specificity(89, "hyperreflexia of the brachioradialis"),
        ),
        Accuracy(
            population=_REVIEW_IN,
            cite=_REVIEW,
            sensitivity=_sensitivity(79, "hyperreflexia"),
        ),
        _in_series(94, "hyperreflexia of the knee"),
    ),
    _recorded(
        TROMNER,
        Accuracy(
            population=f"{_REVIEW_IN}; the highest figures that it names",
            cite=_REVIEW,
            sensitivity=_sensitivity(94, "the Trömner sign"),
            specificity=_specificity(93, "the Trömner sign"),
        ),
    ),
    Sign(
        name="grip_release",
        label="slow grip and release",
        how="the hand closes and opens as often as it can in 10 seconds; fewer cycles "
        "than the customary cut-off count as slow",
        studies=(GRIP_RELEASE_AT_CUT_OFF,),
    ),
    _recorded(FINGER_ESCAPE),
    _recorded(ROMBERG),
    _recorded(
        SYMPTOMS["lhermitte_sign"].present,
        how="bending the neck forward is felt like an electric shock",
    ),
)
"""Every sign with the accuracy that was seen; a sign without figures has none."""

NORMAL_EXAMINATION: Final = Statement(
    "A normal examination does not exclude myelopathy: of those who were operated on "
    "for it, some had none of the signs.",
    RHEE_2009.at("abstract, results"),
    (
        Figure(
            "operated on without any sign: what lacks to the sensitivity of any sign",
            _ALL - _HAD_A_SIGN.value,
            "%",
        ),
    ),
)

SIGN_CAVEATS: Final = (
    NORMAL_EXAMINATION,
    Statement(
        "Nearly all of the tests that were reviewed are specific, and not sensitive.",
        COOK_2011.at("conclusions"),
        (Figure("tests reviewed", 18, "tests"),),
    ),
    Statement(
        "Few studies of the signs have controls; most only tell how often a sign is "
        "there.",
        JIANG_2024.at("studies included"),
        (
            Figure("studies with controls", 11, "studies"),
            Figure("studies of frequency", 61, "studies"),
        ),
    ),
)
"""What is published of the signs as a whole."""

_BY_NAME: Final[Mapping[str, Sign]] = MappingProxyType(
    {each.name: each for each in SIGNS}
)


def sign(name: str) -> Sign:
    """
    The sign with this name, with what is published of its accuracy.

    >>> print(sign("sustained_clonus").studies[0])  # doctest: +NORMALIZE_WHITESPACE
    sensitivity of clonus: 13%; specificity of clonus: 100%; likelihood ratio of its
    absence, computed: 0.87 ratio; no false positive was seen, so the ratio is
    infinite, in people operated on for myelopathy, and controls [Rhee et al. 2009, as
    quoted, figures of the signs]
    >>> print(sign("romberg_sign"))
    Romberg sign
      no figures on its accuracy were seen

    Args:
        name: Its name, as in `SIGNS`.

    Raises:
        UnknownFieldError: If there is none; the nearest name is suggested.

    Source:
        Cook et al. 2009, Rhee et al. 2009 and others, cited with each figure.
    """
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownFieldError(
            ascii(name)[1:-1][:60],
            "the name of no sign",
            ", ".join(_BY_NAME),
            nearest(name, _BY_NAME),
        ) from None
