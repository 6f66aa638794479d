"""
Relative predictors of a good outcome after surgery.

No intercept of these models was found, so they compare two people and give no
probability.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import AtLeast, Not
from cervmyelo.forms import Condition, Effect, People, Regression, UnusedEffect
from cervmyelo.models.examination import ABNORMAL_GAIT
from cervmyelo.models.follow_up import MJOA_BEFORE
from cervmyelo.models.patient import AGE_YEARS, SMOKER
from cervmyelo.named import listed
from cervmyelo.populations import AO_SPINE_COHORTS, PREGNANCY
from cervmyelo.sources import (
    BOHM_POSTER,
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
    "CSM_NORTH_AMERICA",
    "GAIT_CODING",
    "SURGICAL_PREDICTORS",
    "tetreault_743_odds",
    "tetreault_2015",
]

_TABLE_757 = TETREAULT_2015.at("table of relative risks")
_TABLE_743 = TETREAULT_POOLED.at("table of odds ratios")
_TABLE_2013 = TETREAULT_2013.at("univariate odds ratios")

_GOOD_RESULT: Final = "an mJOA total of at least 16"
_AFTER_A_YEAR: Final = f"{_GOOD_RESULT}, one year after surgery"

# The reference person is our own convention; it cancels out when two people are
# compared.
_SCORE: Final = 15
_AGE: Final = 60
_CONVENTION: Final = (
    f"The reference person is a convention of this library (mJOA {_SCORE}, age {_AGE}, "
    f"normal gait, non-smoker); it cancels out when two people are compared."
)
_RELATIVE: Final = (
    "Relative only: no intercept was found, so there is no probability, and the "
    "result can exceed 1."
)

_BELOW_FULL: Final = Condition(
    label=f"an mJOA total before surgery below the full score of {MJOA_BEFORE.high:g}",
    when=Not(AtLeast(MJOA_BEFORE, MJOA_BEFORE.high)),
    cite=BOHM_POSTER.at("inclusion criteria of the two cohorts: symptoms"),
)

_BROAD_2013 = Figure("no broad-based, unstable gait", 2.72, "odds ratio", 1.47, 5.06)
_OTHER_2013 = Figure("no other gait impairment", 3.56, "odds ratio", 1.75, 7.22)

_GAIT = Effect(of=ABNORMAL_GAIT, ratio=0.76, low=0.66, high=0.88)
_GAIT_743 = UnusedEffect(
    label="no gait impairment",
    ratio=1.94,
    why="coded as absence, and the available text does not separate it from a "
    "broad-based gait; inverting it would be our own assumption",
)
_BROAD_743 = UnusedEffect(
    label="no broad-based, unstable gait",
    ratio=1.75,
    why="coded as absence, and the available text does not separate it from other "
    "gait impairment; inverting it would be our own assumption",
)

CSM_NORTH_AMERICA: Final = Statement(
    "The North American study, each factor analysed alone; do not combine them. Gait "
    "is coded as the absence of impairment, so a ratio above 1 favours normal gait.",
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
    about="Whether the ratio for gait is below or above 1",
    followed=Statement(
        "Below 1: it is the ratio for people with impaired gait.",
        _TABLE_757,
        (Figure("impaired gait", _GAIT.ratio, "relative risk", _GAIT.low, _GAIT.high),),
    ),
    others=(
        Statement(
            "Above 1: it is the odds ratio for people without gait impairment.",
            _TABLE_2013,
            (_BROAD_2013, _OTHER_2013),
        ),
        Statement(
            "Also above 1, with the same coding.",
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
    label="surgical outcome, Tetreault 2015",
    summary="The relative chance of a good outcome after surgery, compared with a "
    "reference person; a ratio, not a probability.",
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
            why="the score is not defined in the available text",
        ),
        UnusedEffect(
            label="duration of symptoms, per category",
            ratio=0.95,
            low=0.90,
            high=0.99,
            why="the limits of the categories were not available",
        ),
    ),
    falls_with=(ABNORMAL_GAIT, AGE_YEARS, SMOKER),
    people=People(
        says="The people of the two AO Spine cohorts before their operation: adults "
        "with symptomatic degenerative myelopathy and compression on MRI, not operated "
        "on for it before, and without symptomatic lumbar stenosis.",
        conditions=(*AO_SPINE_COHORTS.conditions, _BELOW_FULL),
    ),
    cite=_TABLE_757,
    limits=(
        _RELATIVE,
        _CONVENTION,
        "The comparison assumes equal comorbidity and equal symptom duration.",
        "It reads the recorded mJOA total before surgery, not the items.",
        "Derived in people who had surgery; it does not apply to treatment without "
        "surgery.",
        "The effects are multiplied, as in the model; no interval for the product is "
        "published.",
        PREGNANCY,
    ),
    disagreements=(GAIT_CODING,),
    evidence=(
        Statement(
            f"Pooled data of people who had surgery for cervical myelopathy; the "
            f"outcome is {_AFTER_A_YEAR}. Neither discrimination nor validation of "
            f"this model was found.",
            TETREAULT_2015.at("abstract"),
            (Figure("pooled", 757, "people"),),
        ),
    ),
)

tetreault_743_odds: Final = Regression(
    name="tetreault_743_odds",
    label="surgical outcome, 743 people",
    summary="The relative odds of a good outcome after surgery, compared with a "
    "reference person; a ratio, not a probability.",
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
            why="the limits of the categories were not available",
        ),
        UnusedEffect(
            label="comorbidity score",
            ratio=0.84,
            why="the score is not defined in the available text",
        ),
    ),
    falls_with=(AGE_YEARS, SMOKER),
    people=People(
        says="People before surgery for cervical myelopathy. They are as many as the "
        "people of the two AO Spine cohorts in the validation study, so the inclusion "
        "criteria of those cohorts are used; the abstract itself states none.",
        conditions=(*AO_SPINE_COHORTS.conditions, _BELOW_FULL),
    ),
    cite=_TABLE_743,
    limits=(
        _RELATIVE,
        _CONVENTION,
        "An odds ratio, not a ratio of probabilities; do not mix it with relative "
        "risks.",
        "The comparison assumes equal gait, comorbidity and symptom duration.",
        "Derived in people who had surgery; it does not apply to treatment without "
        "surgery.",
        "A congress abstract; no confidence intervals were found.",
        PREGNANCY,
    ),
    evidence=(
        Statement(
            f"Pooled data of people who had surgery for cervical myelopathy; the "
            f"outcome is {_GOOD_RESULT}, at a time not stated in the available text. "
            f"Neither discrimination nor validation of this model was found.",
            _TABLE_743,
            (Figure("pooled", 743, "people"),),
        ),
    ),
)

SURGICAL_PREDICTORS: Final = listed(
    CSM_NORTH_AMERICA,
    Statement(
        "A model with six factors was developed in North America and tested on people "
        "from other countries.",
        TETREAULT_VALIDATION_2015.at("abstract"),
        (
            Figure("development sample", 272, "people"),
            Figure("test sample", 471, "people"),
            Figure("factors", 6, "factors"),
        ),
    ),
    Statement(
        "A random forest predicts a clinically important gain in quality of life "
        "(SF-6D); it has no coefficients to publish.",
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
        "A nomogram of the preoperative JOA and of canal and cord compression (MCC, "
        "MSCC); its coefficients were not available.",
        WANG_2022.at("abstract, results"),
        (
            Figure("people", 680, "people"),
            Figure("development sample", 476, "people"),
            Figure("test sample", 204, "people"),
            Figure(
                "discrimination, development sample (AUC)", 0.892, "AUC", 0.861, 0.924
            ),
            Figure("discrimination, test sample (AUC)", 0.885, "AUC", 0.835, 0.936),
        ),
    ),
    Statement(
        "A nomogram of haemoglobin, lymphocytes and albumin; the units of its odds "
        "ratios were not available, so none is given.",
        NOMOGRAM_2024.at("abstract"),
    ),
    Statement(
        "People two years after surgery for mild myelopathy.",
        MILD_SURGERY_SERIES.at("abstract, results"),
        (
            Figure("people", 193, "people"),
            Figure("women", 67, "people"),
            Figure("mean age", 52.4, "years"),
            Figure("mean change of the mJOA", 0.87, "points"),
            Figure("mean change of the Nurick grade", -1.13, "grades"),
        ),
    ),
)
"""Other publications on the outcome of surgery; no rule uses them."""
