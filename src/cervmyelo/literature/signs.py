"""
Signs of myelopathy and their diagnostic accuracy in each study.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from cervmyelo.errors import RuleError, UnknownFieldError
from cervmyelo.field_types import expect, typed
from cervmyelo.forms import LikelihoodRatio
from cervmyelo.models.examination import (
    ABNORMAL_GAIT,
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
from cervmyelo.named import listed
from cervmyelo.names import nearest, shown
from cervmyelo.notebook import Shown
from cervmyelo.quantity import Fact
from cervmyelo.scale import Grade
from cervmyelo.sources import (
    AAN_SIGNS_2023,
    ARTICLE,
    COOK_2009,
    COOK_2011,
    FINGER_ESCAPE_SLIDES,
    GIBSON_2018_QUOTED,
    GRIP_RELEASE_ACCURACY,
    HILTON_2018,
    JIANG_2024,
    JIANG_SYMPTOMS_2024,
    LAMINOPLASTY_SIGNS,
    ONO_1987_QUOTED,
    RHEE_2009,
    SHARMA_2025,
    SIGNS_REVIEW_2023,
    SOUFI_2025,
    Citation,
    Disagreement,
    Figure,
    Statement,
)

__all__ = [
    "ANY_SIGN_RHEE",
    "BABINSKI_COOK",
    "FINGER_ESCAPE_TIME",
    "GRIP_RELEASE_AT_CUT_OFF",
    "HOFFMANN_GIBSON",
    "HYPERREFLEXIA_GIBSON",
    "INVERTED_SUPINATOR_GIBSON",
    "LHERMITTE_FEELING",
    "NORMAL_EXAMINATION",
    "RHEE_PEOPLE",
    "SIGNS",
    "SIGN_CAVEATS",
    "Accuracy",
    "Sign",
    "sign",
]

_ALL: Final = 100
_UNIT: Final = "ratio"


@attrs.frozen(kw_only=True, field_transformer=typed, repr=False)
class Accuracy(Shown):
    """
    The diagnostic accuracy of a sign in one source.

    Attributes:
        population: The study population.

        cite: Where it is written.

        sensitivity: The share of people with myelopathy who have the sign; None if not
            available.

        specificity: The share of people without myelopathy who do not have the sign;
            None if not available.

        paired: Whether both come from the same people. If not, no likelihood ratio is
            calculated from them.

        lr_positive: The published likelihood ratio of a positive sign; None if there is
            none.

        lr_negative: The published likelihood ratio of a negative sign; None if there is
            none.
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
        The positive likelihood ratio, published or calculated.

        Calculated as sensitivity / (1 - specificity). None if sensitivity and
        specificity are not a pair, or if there were no false positives, because the
        ratio is then infinite.

        >>> print(sign("hoffmann_sign").studies[0].positive)
        positive likelihood ratio, calculated: 3.10526
        """
        match self.lr_positive, self._pair:
            case Figure() as published, _:
                return published
            case None, (sensitivity, specificity) if _ALL - specificity:
                what = "positive likelihood ratio, calculated"
                return Figure(what, sensitivity / (_ALL - specificity), _UNIT)
            case _:
                return None

    @property
    def negative(self) -> Figure | None:
        """
        The negative likelihood ratio, published or calculated.

        Calculated as (1 - sensitivity) / specificity. None if sensitivity and
        specificity are not a pair.

        >>> print(sign("hoffmann_sign").studies[0].negative)
        negative likelihood ratio, calculated: 0.506173
        """
        match self.lr_negative, self._pair:
            case Figure() as published, _:
                return published
            case None, (sensitivity, specificity) if specificity:
                what = "negative likelihood ratio, calculated"
                return Figure(what, (_ALL - sensitivity) / specificity, _UNIT)
            case _:
                return None

    @property
    def infinite(self) -> bool:
        """Whether the positive ratio is infinite: no false positive occurred."""
        match self.lr_positive, self._pair:
            case None, (_, specificity):
                return not _ALL - specificity
            case _:
                return False

    def ratios(
        self, positive: Grade, negative: Grade
    ) -> tuple[LikelihoodRatio, LikelihoodRatio]:
        """
        Both likelihood ratios, for the two results of a test.

        Raises:
            RuleError: If one of them is neither published nor calculable.
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
                raise RuleError(f"{self.cite}: no likelihood ratio for {grade}.")

    @property
    def _pair(self) -> tuple[float, float] | None:
        match self.sensitivity, self.specificity:
            case Figure(value=sensitivity), Figure(value=specificity) if self.paired:
                return sensitivity, specificity
            case _:
                return None

    def __str__(self) -> str:
        figures = (
            self.sensitivity,
            self.specificity,
            self.positive,
            self.negative,
        )
        parts = [str(each) for each in figures if each]
        if self.infinite:
            parts.append(
                "no false positives, so the positive likelihood ratio is infinite"
            )
        if self.sensitivity and self.specificity and not self.paired:
            parts.append(
                "not known to be from one study, so no likelihood ratio is calculated"
            )
        return f"{'; '.join(parts)}, in {self.population} [{self.cite}]"


@attrs.frozen(kw_only=True, field_transformer=typed, repr=False)
class Sign(Shown):
    """
    A sign of myelopathy that an examination can find.

    Attributes:
        name: A short name; the name of the recorded fact, if there is one.

        label: Its name for readers.

        fact: The fact that records it; None for a sign that combines others or is read
            from a count.

        how: How it is tested; empty if no source that was read describes it.

        studies: The published accuracy; empty if none was found.
    """

    name: str
    label: str
    fact: Fact | None = None
    how: str = ""
    studies: tuple[Accuracy, ...] = ()

    def __str__(self) -> str:
        head = f"{self.label}: {self.how}" if self.how else self.label
        if not self.studies:
            return f"{head}\n  no published accuracy was found"
        return "\n".join([head, *(f"  {each}" for each in self.studies)])


def _sensitivity(percent: float, of: str) -> Figure:
    return Figure(f"sensitivity of {of}", percent, "%")


def _specificity(percent: float, of: str) -> Figure:
    return Figure(f"specificity of {of}", percent, "%")


def _range(what: str, low: float, high: float) -> tuple[Figure, Figure]:
    return (
        Figure(f"{what}, lowest reported", low, "%"),
        Figure(f"{what}, highest reported", high, "%"),
    )


_RHEE_IN: Final = "people who had surgery for myelopathy, and controls"
_QUOTED: Final = GIBSON_2018_QUOTED.at("figures of the signs")
_QUOTED_IN: Final = (
    "people who are not described where the figures are quoted; probably those of "
    "Rhee et al. 2009"
)
_TABLE: Final = SIGNS_REVIEW_2023.at("table 2")
_TABLE_IN: Final = "studies quoted in a review"
_REVIEW: Final = AAN_SIGNS_2023.at("ranges of the signs")
_REVIEW_IN: Final = "studies of a review"
_SERIES: Final = LAMINOPLASTY_SIGNS.at("frequency of the signs")
_SERIES_IN: Final = "120 people with T2 cord changes before laminoplasty; no controls"

RHEE_PEOPLE: Final = Statement(
    "People who had surgery for myelopathy were compared with controls who had neck or "
    "arm pain. Only people whose Nurick grade improved after surgery were included.",
    RHEE_2009.at("abstract, methods"),
    (
        Figure("people with myelopathy", 39, "people"),
        Figure("controls", 37, "people"),
        Figure("improvement of the Nurick grade, at least", 1, "grade"),
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

HYPERREFLEXIA_GIBSON: Final = Accuracy(
    population=_QUOTED_IN,
    cite=_QUOTED,
    sensitivity=_sensitivity(72, "hyperreflexia"),
    specificity=_specificity(43, "hyperreflexia"),
    paired=True,
)

HOFFMANN_GIBSON: Final = Accuracy(
    population=_QUOTED_IN,
    cite=_QUOTED,
    sensitivity=_sensitivity(59, "the Hoffmann sign"),
    specificity=_specificity(81, "the Hoffmann sign"),
    paired=True,
)

INVERTED_SUPINATOR_GIBSON: Final = Accuracy(
    population=_QUOTED_IN,
    cite=_QUOTED,
    sensitivity=_sensitivity(51, "the inverted supinator sign"),
    specificity=_specificity(81, "the inverted supinator sign"),
    paired=True,
)

BABINSKI_COOK: Final = Accuracy(
    population="people with a 40 percent prevalence of myelopathy",
    cite=COOK_2009.at("likelihood ratios of the Babinski sign"),
    lr_positive=Figure(
        "positive likelihood ratio of the Babinski sign", 4.0, _UNIT, 1.1, 16.6
    ),
    lr_negative=Figure(
        "negative likelihood ratio of the Babinski sign", 0.7, _UNIT, 0.6, 0.9
    ),
)

GRIP_RELEASE_AT_CUT_OFF: Final = Accuracy(
    population="508 people with degenerative myelopathy and 1194 controls",
    cite=GRIP_RELEASE_ACCURACY.at("abstract, results before matching"),
    sensitivity=_sensitivity(80.12, "slow grip and release"),
    specificity=_specificity(74.29, "slow grip and release"),
    paired=True,
)


def _recorded(fact: Fact, *studies: Accuracy, how: str = "") -> Sign:
    return Sign(name=fact.name, label=fact.label, fact=fact, how=how, studies=studies)


def _in_table(of: str, sensitivity: float, specificity: float) -> Accuracy:
    # The review quotes several studies, so the two figures need not be from one.
    return Accuracy(
        population=_TABLE_IN,
        cite=_TABLE,
        sensitivity=_sensitivity(sensitivity, of),
        specificity=_specificity(specificity, of),
    )


def _in_series(percent: float, of: str) -> Accuracy:
    return Accuracy(
        population=_SERIES_IN, cite=_SERIES, sensitivity=_sensitivity(percent, of)
    )


SIGNS: Final = listed(
    Sign(
        name="any_sign",
        label="any sign of myelopathy",
        studies=(ANY_SIGN_RHEE,),
    ),
    _recorded(
        HOFFMANN,
        HOFFMANN_GIBSON,
        _in_series(81, "the Hoffmann sign"),
        _in_table("the Hoffmann sign", 44, 75),
    ),
    _recorded(
        INVERTED_SUPINATOR,
        INVERTED_SUPINATOR_GIBSON,
        Accuracy(
            population=_REVIEW_IN,
            cite=_REVIEW,
            specificity=_specificity(93, "the inverted supinator sign"),
        ),
        _in_table("the inverted supinator sign", 61, 78),
        how="an inverted brachioradialis reflex",
    ),
    _recorded(
        BABINSKI,
        BABINSKI_COOK,
        Accuracy(
            population=_QUOTED_IN,
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
        _in_table("the Babinski sign", 33, 92),
    ),
    _recorded(
        CLONUS,
        Accuracy(
            population=_QUOTED_IN,
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
        HYPERREFLEXIA_GIBSON,
        Accuracy(
            population=_QUOTED_IN,
            cite=_QUOTED,
            sensitivity=_sensitivity(62, "hyperreflexia of the biceps"),
        ),
        Accuracy(
            population=_QUOTED_IN,
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
            population=f"{_REVIEW_IN}; the highest figures in the review",
            cite=_REVIEW,
            sensitivity=_sensitivity(94, "the Trömner sign"),
            specificity=_specificity(93, "the Trömner sign"),
        ),
        _in_table("the Trömner sign", 45, 95),
    ),
    Sign(
        name="grip_release",
        label="slow grip and release",
        how="the hand opens and closes as often as possible in 10 seconds; fewer "
        "cycles than the usual cut-off count as slow",
        studies=(GRIP_RELEASE_AT_CUT_OFF,),
    ),
    _recorded(FINGER_ESCAPE, _in_table("finger escape", 55, 100)),
    _recorded(ROMBERG),
    _recorded(ABNORMAL_GAIT, _in_table("abnormal gait", 19, 94)),
    Sign(
        name="crossed_radial_reflex",
        label="crossed radial reflex",
        studies=(_in_table("the crossed radial reflex", 44, 71),),
    ),
    _recorded(
        SYMPTOMS["lhermitte_sign"].present,
        _in_table("the Lhermitte sign", 3, 97),
        how="neck flexion causes a feeling like an electric shock",
    ),
)
"""Every sign, with its published accuracy if any was found."""

NORMAL_EXAMINATION: Final = Statement(
    "A normal examination does not exclude myelopathy: some people who had surgery "
    "for it had none of the signs.",
    RHEE_2009.at("abstract, results"),
    (
        Figure(
            "had surgery but no sign: 100 % minus the sensitivity of any sign",
            _ALL - _HAD_A_SIGN.value,
            "%",
        ),
    ),
)

LHERMITTE_FEELING: Final = Disagreement(
    name="lhermitte_feeling",
    about="What is felt in the Lhermitte sign",
    followed=Statement(
        "A feeling of pain when the neck is moved to certain positions.",
        ARTICLE.at("Symptoms, list"),
    ),
    others=(
        Statement(
            "An electric feeling that shoots down the spine when the neck is flexed.",
            _TABLE,
        ),
    ),
)

FINGER_ESCAPE_TIME: Final = Disagreement(
    name="finger_escape_time",
    about="How long the fingers are held straight and together to test for the finger "
    "escape sign",
    followed=Statement(
        "One minute.", _TABLE, (Figure("time to hold the fingers", 60, "seconds"),)
    ),
    others=(
        Statement(
            "Half a minute.",
            FINGER_ESCAPE_SLIDES.at("finger escape sign"),
            (Figure("time to hold the fingers", 30, "seconds"),),
        ),
    ),
)

SIGN_CAVEATS: Final = listed(
    NORMAL_EXAMINATION,
    Statement(
        "Nearly all reviewed tests are specific but not sensitive.",
        COOK_2011.at("conclusions"),
        (Figure("tests reviewed", 18, "tests"),),
    ),
    Statement(
        "Few studies of the signs have controls; most report only how often a sign is "
        "present.",
        JIANG_2024.at("studies included"),
        (
            Figure("studies with controls", 11, "studies"),
            Figure("studies of frequency", 61, "studies"),
        ),
    ),
    Statement(
        "Ranges of sensitivity and specificity differ widely between studies.",
        SHARMA_2025.at("abstract, results"),
        (
            *_range("sensitivity of the Trömner sign", 93, 97),
            *_range("specificity of the Trömner sign", 79, 100),
            *_range("sensitivity of hyperreflexia", 15, 85),
            *_range("specificity of the Babinski sign", 93, 100),
            *_range("specificity of clonus", 96, 99),
            *_range("specificity of the inverted supinator sign", 78, 99),
            *_range("sensitivity of gait imbalance", 56, 63),
            *_range("specificity of gait imbalance", 52, 95),
            _sensitivity(52, "hand clumsiness"),
            _specificity(92, "hand clumsiness"),
            _sensitivity(76, "altered feeling in the hand"),
            _specificity(90, "altered feeling in the hand"),
        ),
    ),
    Statement(
        "Weakness when making a tight fist, as a sign.",
        _TABLE,
        (
            *_range("sensitivity of a weak fist", 38, 56),
            *_range("specificity of a weak fist", 80, 92),
        ),
    ),
    Statement(
        "How well scores and complaints separate people with myelopathy from others: "
        "sensitivity plus specificity minus 100 (Youden index).",
        SOUFI_2025.at("abstract, Youden indices"),
        (
            Figure("with myelopathy", 139, "people"),
            Figure("without", 108, "people"),
            Figure("Youden index, mJOA", 72, "%"),
            Figure("Youden index, neck pain", 63, "%"),
            Figure("Youden index, Neck Disability Index (NDI)", 63, "%"),
            Figure("Youden index, arm numbness", 57, "%"),
            Figure("Youden index, clumsiness", 50, "%"),
            Figure("Youden index, imbalance", 50, "%"),
            Figure("Youden index, arm weakness", 46, "%"),
        ),
    ),
    Statement(
        "How often people with myelopathy complain of what at diagnosis, in studies "
        "without controls.",
        JIANG_SYMPTOMS_2024.at("abstract, results"),
        (
            Figure("paraesthesia", 86, "%"),
            Figure("hand numbness", 82, "%"),
            Figure("hand paraesthesia", 79, "%"),
            Figure("difficulty in walking", 72, "%"),
            Figure("difficulty in climbing stairs", 70, "%"),
            Figure("neck or shoulder pain", 51, "%"),
            Figure("bladder complaints", 38, "%"),
            Figure("bowel complaints", 23, "%"),
            Figure("back pain", 19, "%"),
            Figure("leg pain", 10, "%"),
            Figure("sexual complaints", 4, "%"),
        ),
    ),
    Statement(
        "In a British centre, few of a year's cervical MRIs showed degenerative "
        "myelopathy; the most frequent symptom at every stage of care was paraesthesia "
        "of the arms, the least frequent a bladder complaint.",
        HILTON_2018.at("abstract, results"),
        (
            Figure("MRIs", 1123, "MRIs"),
            Figure("people with myelopathy", 43, "people"),
        ),
    ),
    Statement(
        "The finger escape sign was first described in people with and without "
        "myelopathy.",
        ONO_1987_QUOTED.at("people examined"),
        (
            Figure("examined", 127, "people"),
            Figure("with myelopathy", 79, "people"),
            Figure("with root disease", 48, "people"),
        ),
    ),
)
"""Published statements on the signs as a group."""

_BY_NAME: Final[Mapping[str, Sign]] = MappingProxyType(
    {each.name: each for each in SIGNS}
)


def sign(name: str) -> Sign:
    """
    The sign with this name, with its published accuracy.

    >>> print(sign("sustained_clonus").studies[0])  # doctest: +NORMALIZE_WHITESPACE
    sensitivity of clonus: 13%; specificity of clonus: 100%; negative likelihood ratio,
    calculated: 0.87; no false positives, so the positive likelihood ratio is infinite,
    in people who are not described where the figures are quoted; probably those of
    Rhee et al. 2009 [Gibson et al. 2018, as quoted, figures of the signs]
    >>> print(sign("romberg_sign"))
    Romberg sign
      no published accuracy was found

    Args:
        name: Its name, as in `SIGNS`.

    Raises:
        KindError: If the name is no text.

        UnknownFieldError: If there is no such sign; the closest name is suggested.

    Source:
        Cook et al. 2009, Rhee et al. 2009 and others, cited with each figure.
    """
    expect("name", name, str)
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownFieldError(
            shown(name),
            "an unknown sign name",
            ", ".join(_BY_NAME),
            nearest(name, _BY_NAME),
        ) from None
