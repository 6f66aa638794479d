"""
What makes a good result of surgery likelier, one person compared with another.

No intercept of these models is published in what was seen, so that no probability
follows from them: they compare people.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.forms import Effect, Regression, UnusedEffect
from cervmyelo.models.examination import ABNORMAL_GAIT
from cervmyelo.models.follow_up import MJOA_BEFORE
from cervmyelo.models.patient import AGE_YEARS, SMOKER
from cervmyelo.sources import (
    MERALI_2019,
    MILD_SURGERY_SERIES,
    NOMOGRAM_2024,
    TETREAULT_2013,
    TETREAULT_2015,
    TETREAULT_POOLED,
    TETREAULT_VALIDATION_2015,
    WANG_2022,
    Disagreement,
    Figure,
    Statement,
)

__all__ = [
    "SURGICAL_PREDICTORS",
    "CSM_NORTH_AMERICA",
    "GAIT_CODING",
    "tetreault_743_odds",
    "tetreault_2015",
]

_TABLE_757 = TETREAULT_2015.at("table of relative risks")
_TABLE_743 = TETREAULT_POOLED.at("table of odds ratios")
_TABLE_2013 = TETREAULT_2013.at("univariate odds ratios")

_GOOD_RESULT: Final = "an mJOA total of at least 16"
_AFTER_A_YEAR: Final = f"{_GOOD_RESULT}, one year after surgery"

# The person to whom others stand in relation: our convention, which cancels.
_SCORE: Final = 15
_AGE: Final = 60
_CONVENTION: Final = (
    f"The reference is a convention of this library (mJOA {_SCORE}, age {_AGE}, normal "
    f"gait, no smoking); it cancels when two people are compared."
)
_RELATIVE: Final = (
    "Relative only: no intercept was seen, so there is no probability, and the result "
    "is not bounded by 1."
)

_BROAD_2013 = Figure("no broad-based, unstable gait", 2.72, "odds ratio", 1.47, 5.06)
_OTHER_2013 = Figure("no other impairment of gait", 3.56, "odds ratio", 1.75, 7.22)

_GAIT = Effect(of=ABNORMAL_GAIT, ratio=0.76, low=0.66, high=0.88)
_GAIT_743 = UnusedEffect(
    label="no impairment of gait",
    ratio=1.94,
    why="coded for its absence, and not told apart from a broad-based gait in what was "
    "seen; turning it round would be a step of our own",
)
_BROAD_743 = UnusedEffect(
    label="no broad-based, unstable gait",
    ratio=1.75,
    why="coded for its absence, and not told apart from other impairment of gait in "
    "what was seen; turning it round would be a step of our own",
)

CSM_NORTH_AMERICA: Final = Statement(
    "The study in North America, each factor by itself; not to be combined. Disturbed "
    "gait is coded there for its absence, so that a ratio above 1 is in favour of a "
    "normal gait.",
    _TABLE_2013,
    (
        Figure("people", 278, "people"),
        Figure("duration of symptoms", 0.80, "odds ratio", 0.65, 0.98),
        Figure("mJOA before, per point lower", 0.74, "odds ratio", 0.65, 0.84),
        Figure("psychological comorbidity", 0.51, "odds ratio", 0.29, 0.92),
        _BROAD_2013,
        _OTHER_2013,
        Figure("age, per year", 0.96, "odds ratio", 0.93, 0.98),
    ),
)

GAIT_CODING: Final = Disagreement(
    name="gait_coding",
    about="Whether the ratio of gait to a good result is below or above 1",
    said=Statement(
        "Below 1: it is the ratio of those whose gait is impaired.",
        _TABLE_757,
        (Figure("impaired gait", _GAIT.ratio, "relative risk", _GAIT.low, _GAIT.high),),
    ),
    beside=(
        Statement(
            "Above 1: it is the odds ratio of those whose gait is not impaired.",
            _TABLE_2013,
            (_BROAD_2013, _OTHER_2013),
        ),
        Statement(
            "Above 1 as well, and coded alike.",
            _TABLE_743,
            tuple(
                Figure(each.label, each.ratio, "odds ratio")
                for each in (_GAIT_743, _BROAD_743)
            ),
        ),
    ),
)

tetreault_2015: Final = Regression(
    name="tetreault_2015",
    label="good result of surgery, relative (757 people)",
    summary="The relative chance of a good surgical result, compared with a stated reference person; a ratio, never a probability.",
    example={"mjoa_before": 15, "age_years": 60, "abnormal_gait": True, "smoker": True},
    link="log",
    intercept=None,
    outcome=_AFTER_A_YEAR,
    terms=(
        Effect(of=MJOA_BEFORE, ratio=1.11, low=1.07, high=1.15, reference=_SCORE),
        _GAIT,
        Effect(of=AGE_YEARS, ratio=0.91, low=0.85, high=0.96, per=10, reference=_AGE),
        Effect(of=SMOKER, ratio=0.78, low=0.65, high=0.93),
    ),
    unused=(
        UnusedEffect(
            label="comorbidity score, per point",
            ratio=0.93,
            low=0.88,
            high=0.98,
            why="the score is not defined in what was seen",
        ),
        UnusedEffect(
            label="duration of symptoms, per category",
            ratio=0.95,
            low=0.90,
            high=0.99,
            why="the limits of the categories were not seen",
        ),
    ),
    falls_with=(ABNORMAL_GAIT, AGE_YEARS, SMOKER),
    cite=_TABLE_757,
    limits=(
        _RELATIVE,
        _CONVENTION,
        "Two people are compared as if alike in comorbidity and in the duration of "
        "their symptoms.",
        "It takes the mJOA total before surgery as recorded, not the items.",
        "Of people who were operated on; it says nothing of treatment without surgery.",
        "The effects are multiplied as the model does; no interval of the product is "
        "published.",
    ),
    disagreements=(GAIT_CODING,),
    evidence=(
        Statement(
            f"Pooled people operated on for cervical myelopathy; the outcome is "
            f"{_AFTER_A_YEAR}. Neither discrimination nor validation of this model was "
            f"seen.",
            TETREAULT_2015.at("abstract"),
            (Figure("pooled", 757, "people"),),
        ),
    ),
)

tetreault_743_odds: Final = Regression(
    name="tetreault_743_odds",
    label="good result of surgery, relative (743 people)",
    summary="The relative odds of a good surgical result, compared with a stated reference person; a ratio, never a probability.",
    example={"mjoa_before": 15, "age_years": 60, "smoker": True},
    link="logit",
    intercept=None,
    outcome=_GOOD_RESULT,
    terms=(
        Effect(of=AGE_YEARS, ratio=0.97, reference=_AGE),
        Effect(of=SMOKER, ratio=0.51),
        Effect(of=MJOA_BEFORE, ratio=1.23, reference=_SCORE),
    ),
    unused=(
        _GAIT_743,
        _BROAD_743,
        UnusedEffect(
            label="duration of symptoms, per category",
            ratio=0.88,
            why="the limits of the categories were not seen",
        ),
        UnusedEffect(
            label="comorbidity score",
            ratio=0.84,
            why="the score is not defined in what was seen",
        ),
    ),
    falls_with=(AGE_YEARS, SMOKER),
    cite=_TABLE_743,
    limits=(
        _RELATIVE,
        _CONVENTION,
        "A ratio of odds, which is not a ratio of probabilities; not to be mixed with "
        "relative risks.",
        "Two people are compared as if alike in gait, comorbidity and the duration of "
        "their symptoms.",
        "Of people who were operated on; it says nothing of treatment without surgery.",
        "A congress abstract; no intervals were seen.",
    ),
    evidence=(
        Statement(
            f"Pooled people operated on for cervical myelopathy; the outcome is "
            f"{_GOOD_RESULT}, at a time that was not seen. Neither discrimination nor "
            f"validation of this model was seen.",
            _TABLE_743,
            (Figure("pooled", 743, "people"),),
        ),
    ),
)

SURGICAL_PREDICTORS: Final = (
    CSM_NORTH_AMERICA,
    Statement(
        "A model of six factors was built on people in North America and tested on "
        "others from abroad.",
        TETREAULT_VALIDATION_2015.at("abstract"),
        (
            Figure("built on", 272, "people"),
            Figure("tested on", 471, "people"),
            Figure("factors", 6, "factors"),
        ),
    ),
    Statement(
        "A random forest foretells a noticeable gain in quality of life (SF-6D); it "
        "has no coefficients that could be printed.",
        MERALI_2019.at("abstract, results"),
        (
            Figure("discrimination (AUC)", 0.70, "AUC"),
            Figure("accuracy", 77, "%"),
            Figure("sensitivity", 78, "%"),
            Figure("people at 6 months", 605, "people"),
            Figure("people at 12 months", 583, "people"),
            Figure("people at 24 months", 539, "people"),
        ),
    ),
    Statement(
        "A nomogram of the JOA before surgery and of the compression of canal and cord "
        "(MCC, MSCC); its coefficients were not seen.",
        WANG_2022.at("abstract, results"),
        (
            Figure("people", 680, "people"),
            Figure("built on", 476, "people"),
            Figure("tested on", 204, "people"),
            Figure("discrimination where built (AUC)", 0.892, "AUC", 0.861, 0.924),
            Figure("discrimination where tested (AUC)", 0.885, "AUC", 0.835, 0.936),
        ),
    ),
    Statement(
        "A nomogram of haemoglobin, lymphocytes and albumin; the units of its ratios "
        "were not seen, so none is given.",
        NOMOGRAM_2024.at("abstract"),
    ),
    Statement(
        "People operated on for mild myelopathy, two years later.",
        MILD_SURGERY_SERIES.at("abstract, results"),
        (
            Figure("people", 193, "people"),
            Figure("women among them", 67, "people"),
            Figure("mean age", 52.4, "years"),
            Figure("mean change of the mJOA", 0.87, "points"),
            Figure("mean change of the Nurick grade", -1.13, "grades"),
        ),
    ),
)
"""What else is published on the result of surgery; it enters no rule."""
