"""
How often operations have complications, as published.

Rates of different studies are not to be averaged: each stands with its own people.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from cervmyelo.errors import LevelError, kind_of, nearest
from cervmyelo.sources import (
    ACDF_LATE_SERIES,
    ACDF_THREE_LEVELS,
    AJOKU_2023,
    FEHLINGS_2012,
    GU_2014,
    MUTHU_2025,
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


@attrs.frozen(kw_only=True)
class Rate:
    """
    How often a complication was seen.

    Attributes:
        name: A short name, unique among the rates.

        label: What a reader calls the complication.

        of: The procedure after which it was counted.

        figure: The published rate, with its interval where one was seen.

        numerator: How many had it; None where the count was not seen.

        denominator: Of how many; None where the count was not seen.

        population: Who was counted.

        cite: Where it is written.

        note: What to know about the figure; empty if nothing.
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


def _quoted(
    name: str, of: str, statement: Statement, which: int, population: str
) -> Rate:
    """A rate of which another part of the library already holds the figure."""
    return Rate(
        name=name,
        label=_RLN,
        of=of,
        figure=statement.figures[which],
        population=population,
        cite=statement.cite,
    )


_YEE_PEOPLE = "systematic review of anterior operations"
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
        ("oesophageal_perforation", "perforation of the oesophagus", 0.2),
        ("infection", "infection", 1.2),
        ("adjacent_segment", "disease of the adjacent segment", 8.1),
        ("pseudarthrosis", "pseudarthrosis", 2.0),
        ("hardware", "failure of graft or hardware", 2.1),
        ("csf_leak", "leak of cerebrospinal fluid", 0.5),
        ("haematoma", "haematoma", 1.0),
        ("horner", "Horner syndrome", 0.4),
        ("c5_palsy", _C5, 3.0),
        ("vertebral_artery", "injury of the vertebral artery", 0.4),
        ("new_deficit", "new or worse neurological deficit", 0.5),
    )
)

_FEHLINGS_PEOPLE = "302 people operated on in North America, first 30 days"
_SHOU_PEOPLE = "meta-analysis of 79 studies"
_MUTHU_PEOPLE = "meta-analysis of 97 articles"
_GU_PEOPLE = "meta-analysis of posterior operations"
_LATE_PEOPLE = "74 people who came back more than 5 years after ACDF"
_LEVELS_PEOPLE = "155 operations on 3 or more levels"
_AGE_PEOPLE = "761 people, around the operation"

_SHOU_OVERALL = _percent(
    "c5_palsy_shou",
    _C5,
    _ANY,
    5.3,
    _SHOU_PEOPLE,
    _SHOU,
    within=(4.6, 6.0),
    count=(704, 13621),
    note="Pooled, so not the plain quotient of the counts.",
)
_MUTHU_OVERALL = _percent(
    "c5_palsy_muthu", _C5, _ANY, 7, _MUTHU_PEOPLE, _MUTHU, within=(4, 10)
)

COMPLICATION_RATES: Final = (
    _quoted("rln_palsy_article", _ACDF, LARYNGEAL_PALSY.said, 0, "not stated"),
    _quoted("rln_palsy_yee", _ANTERIOR, LARYNGEAL_PALSY.beside[0], 0, _YEE_PEOPLE),
    _quoted(
        "rln_palsy_first",
        _ANTERIOR,
        LARYNGEAL_PALSY.beside[1],
        0,
        "first operations, registry of 525",
    ),
    _quoted(
        "rln_palsy_repeat",
        _ANTERIOR,
        LARYNGEAL_PALSY.beside[1],
        1,
        "repeat operations, registry of 525",
    ),
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
        note="Not a palsy of the laryngeal nerve, for which this figure is mistaken.",
    ),
    _percent(
        "dysphagia_fehlings",
        "dysphagia",
        _ANY,
        3.0,
        _FEHLINGS_PEOPLE,
        _FEHLINGS,
        note="Not a palsy of the laryngeal nerve, for which this figure is mistaken.",
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
        "275 people operated on in North America, later on",
        _FEHLINGS,
        count=(12, 275),
    ),
    _percent(
        "perioperative_tetreault",
        "any perioperative complication",
        _ANY,
        16.25,
        "479 people operated on in several countries",
        _TETREAULT,
        count=(78, 479),
        note="The printed percentage is not quite that of the printed counts, 16.28 %.",
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
                f"{_SHOU_PEOPLE}, further posterior work added",
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
            ("reintubation", "intubation once more", 1.3),
            ("dural_tear", "tear of the dura", 0.6),
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
)
"""Every published rate, by its procedure and its people."""

C5_PALSY: Final = Disagreement(
    name="c5_palsy_overall",
    about="How often C5 palsy follows an operation on the neck",
    said=Statement(
        "The earlier meta-analysis.",
        _SHOU,
        (_SHOU_OVERALL.figure, Figure("pooled", 79, "studies")),
    ),
    beside=(
        Statement(
            "The later meta-analysis finds more.",
            _MUTHU,
            (
                _MUTHU_OVERALL.figure,
                Figure("pooled", 97, "articles"),
                Figure("pooled", 21231, "people"),
            ),
        ),
    ),
)

COMPLICATION_STATEMENTS: Final = (
    Statement(
        "The complications of the 302 people, major and minor.",
        _FEHLINGS,
        (
            Figure("events", 73, "events"),
            Figure("major events", 25, "events"),
            Figure("minor events", 48, "events"),
        ),
    ),
    Statement(
        "Diabetes goes with more complications in the final model, of which the rest "
        "was not seen; other studies report complications between these rates.",
        _TETREAULT,
        (
            Figure("diabetes", 1.96, "odds ratio"),
            Figure("events", 89, "events"),
            Figure("any complication, least reported", 11, "%"),
            Figure("any complication, most reported", 38, "%"),
        ),
    ),
    Statement(
        "What goes with more complications, each by itself.",
        _TETREAULT,
        (
            Figure("hardened ligament", 0.055, "p"),
            Figure("comorbidities", 0.002, "p"),
            Figure("comorbidity score", 0.006, "p"),
            Figure("diabetes", 0.001, "p"),
            Figure("gastrointestinal comorbidity", 0.039, "p"),
            Figure("cardiovascular comorbidity", 0.046, "p"),
            Figure("operation in two stages", 0.002, "p"),
            Figure("longer operation", 0.001, "p"),
        ),
    ),
    Statement(
        "What goes with more C5 palsy after posterior surgery.",
        _GU,
        (
            Figure("hardened ligament", 2.188, "odds ratio", 1.307, 3.665),
            Figure(
                "laminectomy against open-door laminoplasty",
                2.988,
                "odds ratio",
                1.298,
                6.876,
            ),
            Figure("men against women", 1.54, "odds ratio", 1.036, 2.301),
        ),
    ),
    Statement(
        "Weakness remained in between a fifth and a third of those with C5 palsy.",
        _MUTHU,
        (
            Figure("weakness remains, least reported", 19.1, "%"),
            Figure("weakness remains, most reported", 33, "%"),
        ),
    ),
)
"""What else is published on complications."""


def _by_procedure() -> dict[str, tuple[Rate, ...]]:
    found: dict[str, tuple[Rate, ...]] = {}
    for rate in COMPLICATION_RATES:
        found[rate.of] = (*found.get(rate.of, ()), rate)
    return found


_OF: Final[Mapping[str, tuple[Rate, ...]]] = MappingProxyType(_by_procedure())


def rates_of(of: str | None = None) -> tuple[Rate, ...]:
    """
    The published rates of complications, of one procedure or of all.

    >>> import cervmyelo as cm
    >>> for rate in cm.literature.rates_of("circumferential surgery"):
    ...     print(rate)
    C5 palsy, circumferential surgery: 16% (8 to 24); meta-analysis of 97 articles. \
[Muthu et al. 2025, abstract, pooled rates]

    Args:
        of: The procedure as the rates name it, such as "ACDF"; None for all.

    Raises:
        LevelError: If no rate is of that procedure; the nearest is suggested.

    Source:
        The publications that each rate cites.
    """
    match of:
        case None:
            return COMPLICATION_RATES
        case _ if found := _OF.get(of):
            return found
        case _:
            given = f"{kind_of(of)} that names none of them"
            raise LevelError("of", given, ", ".join(_OF), nearest(f"{of}", _OF))
