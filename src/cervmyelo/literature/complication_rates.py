"""
Published rates of surgical complications.

Do not average rates of different studies: each applies to its own population.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from cervmyelo.errors import LevelError, kind_of
from cervmyelo.field_types import expect, typed
from cervmyelo.named import listed
from cervmyelo.names import nearest
from cervmyelo.notebook import Shown
from cervmyelo.sources import (
    ACDF_LATE_SERIES,
    ACDF_THREE_LEVELS,
    AJOKU_2023,
    C5_BY_OPERATION_2025,
    C5_REVIEW_2017,
    FEHLINGS_2012,
    GU_2014,
    KAYE_2015,
    MUTHU_2025,
    POORMAN_2018,
    SHOU_2015,
    TETREAULT_2016,
    YEE_2020,
    Citation,
    Disagreement,
    Figure,
    Statement,
)

from .complications import LARYNGEAL_PALSY

__all__ = [
    "C5_PALSY",
    "COMPLICATION_RATES",
    "COMPLICATION_STATEMENTS",
    "Rate",
    "rates_of",
]


@attrs.frozen(kw_only=True, field_transformer=typed, repr=False)
class Rate(Shown):
    """
    The published rate of a complication.

    Attributes:
        name: A short name, unique among the rates.

        label: The name of the complication for readers.

        of: The procedure after which it was counted.

        figure: The published rate, with its interval if one was found.

        numerator: How many people had it; None if the count was not available.

        denominator: Out of how many people; None if the count was not available.

        population: The population that was counted.

        cite: Where it is written.

        note: A note on the figure; empty if there is none.
    """

    name: str
    label: str
    of: str
    figure: Figure
    numerator: int | None = None
    denominator: int | None = None
    population: str
    cite: Citation
    note: str = ""

    def __str__(self) -> str:
        note = f" {self.note}" if self.note else ""
        return f"{self.figure}; {self.population}.{note} [{self.cite}]"


_ACDF = "ACDF"
_ANTERIOR = "anterior surgery"
_POSTERIOR = "posterior surgery"
_ANY = "any surgery"
_OPEN_DOOR = "open-door laminoplasty"
_DOUBLE_DOOR = "double-door laminoplasty"
_LAMINOPLASTY = "laminoplasty"
_LAMINECTOMY = "laminectomy"
_FUSION = "laminectomy with fusion"

_RLN = "recurrent laryngeal nerve palsy"
_C5 = "C5 palsy"

_SHOU = SHOU_2015.at("abstract, pooled rates")
_MUTHU = MUTHU_2025.at("abstract, pooled rates")
_GU = GU_2014.at("abstract, pooled rates")
_AJOKU = AJOKU_2023.at("abstract, results")
_FEHLINGS = FEHLINGS_2012.at("abstract, results")
_TETREAULT = TETREAULT_2016.at("abstract, results")


def _percent(  # noqa: PLR0913, PLR0917 -- what a rate is made of
    name: str,
    label: str,
    of: str,
    percent: float,
    population: str,
    cite: Citation,
    *,
    within: tuple[float | None, float | None] = (None, None),
    count: tuple[int | None, int | None] = (None, None),
    note: str = "",
) -> Rate:
    low, high = within
    numerator, denominator = count
    return Rate(
        name=name,
        label=label,
        of=of,
        figure=Figure(f"{label}, {of}", percent, "%", low, high),
        numerator=numerator,
        denominator=denominator,
        population=population,
        cite=cite,
        note=note,
    )


def _quoted(  # noqa: PLR0913 -- what a rate is made of
    name: str,
    of: str,
    figure: Figure,
    population: str,
    cite: Citation,
    *,
    count: tuple[int | None, int | None] = (None, None),
) -> Rate:
    """A rate whose figure is part of a statement elsewhere in the library."""
    numerator, denominator = count
    return Rate(
        name=name,
        label=_RLN,
        of=of,
        figure=figure,
        numerator=numerator,
        denominator=denominator,
        population=population,
        cite=cite,
    )


def _palsies() -> Iterator[Rate]:
    article, others = LARYNGEAL_PALSY.followed, LARYNGEAL_PALSY.others
    yee, registry, oh, laryngoscopy, _, series = others
    yield _quoted(
        "rln_palsy_article", _ACDF, article.figures[0], "not stated", article.cite
    )
    yield _quoted("rln_palsy_yee", _ANTERIOR, yee.figures[0], _YEE_PEOPLE, yee.cite)
    for name, which, kind in (
        ("rln_palsy_first", 0, "first"),
        ("rln_palsy_repeat", 1, "repeat"),
    ):
        yield _quoted(
            name,
            _ACDF,
            registry.figures[which],
            f"{kind} operations in a registry of 525 people; trouble that they "
            f"reported by telephone at 6 weeks",
            registry.cite,
            count=(None, int(registry.figures[which + 2].value)),
        )
    yield _quoted(
        "rln_palsy_oh",
        _ACDF,
        oh.figures[0],
        "meta-analysis of 5 studies",
        oh.cite,
        count=(None, int(oh.figures[1].value)),
    )
    for name, of, said, examined in (
        ("rln_palsy_huschbeck", _ACDF, laryngoscopy, "everyone had a laryngoscopy"),
        ("rln_palsy_series", _ANTERIOR, series, "palsy seen by laryngoscopy"),
    ):
        percent, numerator, denominator = said.figures[:3]
        yield _quoted(
            name,
            of,
            percent,
            examined,
            said.cite,
            count=(int(numerator.value), int(denominator.value)),
        )


_YEE_PEOPLE = "systematic review of anterior surgery"
_YEE = tuple(
    _percent(
        f"{name}_yee",
        label,
        _ANTERIOR,
        percent,
        _YEE_PEOPLE,
        YEE_2020.at("pooled complication rates"),
    )
    for name, label, percent in (
        ("dysphagia", "dysphagia", 5.3),
        ("oesophageal_perforation", "oesophageal perforation", 0.2),
        ("infection", "infection", 1.2),
        ("adjacent_segment", "adjacent segment disease", 8.1),
        ("pseudarthrosis", "pseudarthrosis", 2.0),
        ("hardware", "graft or hardware failure", 2.1),
        ("csf_leak", "cerebrospinal fluid leak", 0.5),
        ("haematoma", "haematoma", 1.0),
        ("horner", "Horner syndrome", 0.4),
        ("c5_palsy", _C5, 3.0),
        ("vertebral_artery", "vertebral artery injury", 0.4),
        ("new_deficit", "new or worse neurological deficit", 0.5),
    )
)

_FEHLINGS_PEOPLE = "302 surgical patients in North America, first 30 days"
_SHOU_PEOPLE = "meta-analysis of 79 studies"
_MUTHU_PEOPLE = "meta-analysis of 97 articles"
_GU_PEOPLE = "meta-analysis of posterior surgery"
_LATE_PEOPLE = "74 people seen more than 5 years after ACDF"
_LEVELS_PEOPLE = "155 operations on 3 or more levels"
_AGE_PEOPLE = "761 people, perioperative period"

_SHOU_OVERALL = _percent(
    "c5_palsy_shou",
    _C5,
    _ANY,
    5.3,
    _SHOU_PEOPLE,
    _SHOU,
    within=(4.6, 6.0),
    count=(704, 13621),
    note="A pooled rate, not the simple quotient of the counts.",
)
_C5_2025 = C5_BY_OPERATION_2025.at("abstract, rates by operation")
_C5_2025_PEOPLE = "review of 155 studies"
_KAYE = KAYE_2015.at("abstract, results")
_KAYE_PEOPLE = (
    "people over 25 operated on for spondylotic myelopathy in the USA, in hospital"
)
_KAYE_COUNT = 54348
_POORMAN = POORMAN_2018.at("abstract, results")
_POORMAN_PEOPLE = (
    "cervical operations for degenerative disease of all kinds in the USA, in hospital"
)
_DEATH = "death in hospital"
_C5_2017 = _percent(
    "c5_palsy_2017",
    _C5,
    _ANY,
    6.3,
    "review of 2017",
    C5_REVIEW_2017.at("abstract, results"),
    count=(721, 11481),
)
_MUTHU_OVERALL = _percent(
    "c5_palsy_muthu", _C5, _ANY, 7, _MUTHU_PEOPLE, _MUTHU, within=(4, 10)
)

COMPLICATION_RATES: Final = listed(
    *_palsies(),
    *_YEE,
    _percent(
        "perioperative_fehlings",
        "any perioperative complication",
        _ANY,
        15.6,
        _FEHLINGS_PEOPLE,
        _FEHLINGS,
        count=(47, 302),
    ),
    _percent(
        "cardiopulmonary_fehlings",
        "minor cardiopulmonary event",
        _ANY,
        3.0,
        _FEHLINGS_PEOPLE,
        _FEHLINGS,
        note="Not laryngeal nerve palsy, with which this figure is sometimes confused.",
    ),
    _percent(
        "dysphagia_fehlings",
        "dysphagia",
        _ANY,
        3.0,
        _FEHLINGS_PEOPLE,
        _FEHLINGS,
        note="Not laryngeal nerve palsy, with which this figure is sometimes confused.",
    ),
    _percent(
        "superficial_infection_fehlings",
        "superficial infection",
        _ANY,
        2.3,
        _FEHLINGS_PEOPLE,
        _FEHLINGS,
    ),
    _percent(
        "worse_myelopathy_fehlings",
        "worse myelopathy",
        _ANY,
        1.3,
        _FEHLINGS_PEOPLE,
        _FEHLINGS,
        count=(4, 302),
    ),
    _percent(
        "delayed_fehlings",
        "delayed complication",
        _ANY,
        4.4,
        "275 surgical patients in North America, after the first 30 days",
        _FEHLINGS,
        count=(12, 275),
    ),
    _percent(
        "perioperative_tetreault",
        "any perioperative complication",
        _ANY,
        16.25,
        "479 surgical patients in several countries",
        _TETREAULT,
        count=(78, 479),
        note="The printed counts give a slightly different percentage, 16.28 %.",
    ),
    _SHOU_OVERALL,
    *(
        _percent(f"c5_palsy_shou_{name}", _C5, of, percent, people, _SHOU)
        for name, of, percent, people in (
            ("posterior", _POSTERIOR, 5.8, _SHOU_PEOPLE),
            ("anterior", _ANTERIOR, 5.2, _SHOU_PEOPLE),
            ("fusion", _FUSION, 11.0, _SHOU_PEOPLE),
            ("accf", "ACCF", 7.5, _SHOU_PEOPLE),
            ("laminoplasty", _LAMINOPLASTY, 5.1, _SHOU_PEOPLE),
            (
                "laminoplasty_plus",
                _LAMINOPLASTY,
                6.5,
                f"{_SHOU_PEOPLE}, with an additional posterior procedure",
            ),
            ("acdf", _ACDF, 3.3, _SHOU_PEOPLE),
            ("opll", _ANY, 5.8, f"{_SHOU_PEOPLE}, hardened ligament"),
            ("spondylosis", _ANY, 4.5, f"{_SHOU_PEOPLE}, spondylotic myelopathy"),
            ("men", _ANY, 5.2, f"{_SHOU_PEOPLE}, men"),
            ("women", _ANY, 2.2, f"{_SHOU_PEOPLE}, women"),
        )
    ),
    _MUTHU_OVERALL,
    *(
        _percent(
            f"c5_palsy_muthu_{name}",
            _C5,
            of,
            percent,
            _MUTHU_PEOPLE,
            _MUTHU,
            within=within,
        )
        for name, of, percent, within in (
            ("circumferential", "circumferential surgery", 16, (8, 24)),
            ("fusion", _FUSION, 10, (8, 12)),
            ("laminoplasty", _LAMINOPLASTY, 6, (5, 7)),
            ("acdf", _ACDF, 4, (3, 5)),
        )
    ),
    _percent("c5_palsy_gu", _C5, _POSTERIOR, 5.8, _GU_PEOPLE, _GU, within=(4.4, 7.2)),
    *(
        _percent(f"c5_palsy_gu_{name}", _C5, of, percent, _GU_PEOPLE, _GU)
        for name, of, percent in (
            ("open_door", _OPEN_DOOR, 4.5),
            ("double_door", _DOUBLE_DOOR, 3.1),
            ("laminectomy", _LAMINECTOMY, 11.3),
        )
    ),
    *(
        _percent(
            f"{name}_late",
            name,
            _ACDF,
            percent,
            _LATE_PEOPLE,
            ACDF_LATE_SERIES.at("abstract, results"),
        )
        for name, percent in (("dysphagia", 35.1), ("dysphonia", 18.9))
    ),
    *(
        _percent(
            f"{name}_three_levels",
            label,
            _ACDF,
            percent,
            _LEVELS_PEOPLE,
            ACDF_THREE_LEVELS.at("abstract, results"),
        )
        for name, label, percent in (
            ("dysphagia", "dysphagia", 26.4),
            ("dysphonia", "dysphonia", 9.6),
            ("haematoma", "haematoma", 1.3),
            ("reintubation", "reintubation", 1.3),
            ("dural_tear", "dural tear", 0.6),
        )
    ),
    _percent(
        "perioperative_65_and_over",
        "any perioperative event",
        _ANY,
        26.1,
        f"{_AGE_PEOPLE}, aged 65 or over",
        _AJOKU,
    ),
    _percent(
        "perioperative_under_65",
        "any perioperative event",
        _ANY,
        11.2,
        f"{_AGE_PEOPLE}, aged under 65",
        _AJOKU,
    ),
    _C5_2017,
    *(
        _percent(f"c5_palsy_2025_{name}", _C5, of, percent, _C5_2025_PEOPLE, _C5_2025)
        for name, of, percent in (
            ("laminectomy", _LAMINECTOMY, 8),
            ("posterior_fusion", "posterior fusion", 7.03),
            ("laminoplasty", _LAMINOPLASTY, 5.11),
            ("corpectomy", "corpectomy", 4.16),
            ("acdf", _ACDF, 2.61),
        )
    ),
    _percent(
        "lasting_c5_palsy_2025",
        "lasting C5 palsy",
        _LAMINECTOMY,
        1.44,
        _C5_2025_PEOPLE,
        _C5_2025,
    ),
    _percent(
        "any_complication_kaye",
        "any complication of the procedure",
        _ANY,
        9.83,
        _KAYE_PEOPLE,
        _KAYE,
        count=(None, _KAYE_COUNT),
    ),
    _percent(
        "death_kaye",
        _DEATH,
        _ANY,
        0.43,
        _KAYE_PEOPLE,
        _KAYE,
        count=(None, _KAYE_COUNT),
    ),
    _percent(
        "death_poorman",
        _DEATH,
        _ANY,
        0.32,
        _POORMAN_PEOPLE,
        _POORMAN,
        count=(None, 342477),
    ),
    *(
        _percent(
            f"death_poorman_{name}", _DEATH, of, percent, _POORMAN_PEOPLE, _POORMAN
        )
        for name, of, percent in (
            ("simple", "simple fusion", 0.256),
            ("complex", "complex fusion", 0.534),
            ("decompression", "decompression without fusion", 0.424),
        )
    ),
)
"""Every published rate, with its procedure and population."""

C5_PALSY: Final = Disagreement(
    name="c5_palsy_overall",
    about="How often C5 palsy follows cervical surgery",
    followed=Statement(
        "The earlier meta-analysis.",
        _SHOU,
        (_SHOU_OVERALL.figure, Figure("pooled", 79, "studies")),
    ),
    others=(
        Statement(
            "The later meta-analysis finds a higher rate.",
            _MUTHU,
            (
                _MUTHU_OVERALL.figure,
                Figure("pooled", 97, "articles"),
                Figure("pooled", 21231, "people"),
            ),
        ),
        Statement(
            "A review between the two in time.", _C5_2017.cite, (_C5_2017.figure,)
        ),
    ),
)

COMPLICATION_STATEMENTS: Final = listed(
    Statement(
        "Major and minor complications in the 302 people.",
        _FEHLINGS,
        (
            Figure("events", 73, "events"),
            Figure("major events", 25, "events"),
            Figure("minor events", 48, "events"),
        ),
    ),
    Statement(
        "In the final model, diabetes is associated with more complications; the rest "
        "of the model was not available. Other studies report complication rates "
        "within this range.",
        _TETREAULT,
        (
            Figure("diabetes", 1.96, "odds ratio"),
            Figure("events", 89, "events"),
            Figure("any complication, lowest reported", 11, "%"),
            Figure("any complication, highest reported", 38, "%"),
        ),
    ),
    Statement(
        "Factors associated with more complications, each analysed alone.",
        _TETREAULT,
        (
            Figure("OPLL", 0.055, "p"),
            Figure("comorbidities", 0.002, "p"),
            Figure("comorbidity score", 0.006, "p"),
            Figure("diabetes", 0.001, "p"),
            Figure("gastrointestinal comorbidity", 0.039, "p"),
            Figure("cardiovascular comorbidity", 0.046, "p"),
            Figure("two-stage surgery", 0.002, "p"),
            Figure("longer operation", 0.001, "p"),
        ),
    ),
    Statement(
        "Factors associated with C5 palsy after posterior surgery.",
        _GU,
        (
            Figure("OPLL", 2.188, "odds ratio", 1.307, 3.665),
            Figure(
                "laminectomy compared with open-door laminoplasty",
                2.988,
                "odds ratio",
                1.298,
                6.876,
            ),
            Figure("men compared with women", 1.54, "odds ratio", 1.036, 2.301),
        ),
    ),
    Statement(
        "Age raises the odds of death in hospital after operations for spondylotic "
        "myelopathy.",
        _KAYE,
        (Figure("death, age over 65", 2.74, "odds ratio", 2.25, 3.34),),
    ),
    Statement(
        "Studies of C5 palsy by operation that were reviewed.",
        _C5_2025,
        (Figure("reviewed", 155, "studies"),),
    ),
    Statement(
        "Weakness remained in between a fifth and a third of people with C5 palsy.",
        _MUTHU,
        (
            Figure("residual weakness, lowest reported", 19.1, "%"),
            Figure("residual weakness, highest reported", 33, "%"),
        ),
    ),
)
"""Further published statements on complications."""


def _by_procedure() -> dict[str, tuple[Rate, ...]]:
    rates: dict[str, tuple[Rate, ...]] = {}
    for rate in COMPLICATION_RATES:
        rates[rate.of] = (*rates.get(rate.of, ()), rate)
    return rates


_RATES: Final[Mapping[str, tuple[Rate, ...]]] = MappingProxyType(_by_procedure())


def rates_of(of: str | None = None) -> tuple[Rate, ...]:
    """
    The published complication rates, for one procedure or for all.

    >>> import cervmyelo as cm
    >>> for rate in cm.literature.rates_of("circumferential surgery"):
    ...     print(rate)
    C5 palsy, circumferential surgery: 16% (8 to 24); meta-analysis of 97 articles. \
[Muthu et al. 2025, abstract, pooled rates]

    Args:
        of: The procedure as named in the rates, such as "ACDF"; None for all.

    Raises:
        KindError: If the name is no text.

        LevelError: If no rate is for that procedure; the closest name is suggested.

    Source:
        The publications cited with each rate.
    """
    if of is None:
        return COMPLICATION_RATES
    expect("of", of, str)
    if of in _RATES:
        return _RATES[of]
    given = f"{kind_of(of)} that names no procedure with a published rate"
    raise LevelError("of", given, ", ".join(_RATES), nearest(of, _RATES))
