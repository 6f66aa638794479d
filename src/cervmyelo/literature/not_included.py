"""
What this library does not include, and why.

The library contains only what was read in a publication, however well known something
else is. This module lists what is therefore missing.
"""

from __future__ import annotations

from typing import Final

import attrs

from cervmyelo.field_types import typed
from cervmyelo.named import listed
from cervmyelo.notebook import Shown

__all__ = ["NOT_INCLUDED", "NotIncluded"]


@attrs.frozen(kw_only=True, field_transformer=typed, repr=False)
class NotIncluded(Shown):
    """
    Something that the library does not include.

    Attributes:
        name: A short name.

        label: Its name for readers.

        why: Why it is not included.
    """

    name: str
    label: str
    why: str

    def __str__(self) -> str:
        return f"{self.label}: {self.why}"


NOT_INCLUDED: Final = listed(
    NotIncluded(
        name="joa_severity",
        label="JOA severity bands (mild, moderate, severe)",
        why="No paper that defines all three was read; the one cut-off for mild that "
        "was read is a rule.",
    ),
    NotIncluded(
        name="pro_joa",
        label="patient-reported JOA (PRO-JOA)",
        why="Its agreement with the JOA was read, but not its items.",
    ),
    NotIncluded(
        name="mdi_questions",
        label="questions of the Myelopathy Disability Index (MDI)",
        why="Only the bands of its total were read; the total is recorded as a number.",
    ),
    NotIncluded(
        name="joacmeq_effect",
        label="JOACMEQ judgement of a treatment as effective",
        why="The manual, which defines it, was not read; the published substantial "
        "clinical benefit is a rule.",
    ),
    NotIncluded(
        name="joacmeq_screening",
        label="screening form made from the JOACMEQ",
        why="Its cut-off and accuracy were read, but not the points of its answers.",
    ),
    NotIncluded(
        name="ndi_two_unanswered",
        label="Neck Disability Index with two or more unanswered sections",
        why="Only the practice for one unanswered section was read.",
    ),
    NotIncluded(
        name="grassp_m",
        label="GRASSP-M test of the hands",
        why="The parts of the test were read, but not how they are combined into a "
        "score.",
    ),
    NotIncluded(
        name="finger_escape_grades",
        label="grades of the finger escape sign",
        why="No publication that defines grades was read; the sign is recorded as "
        "present or absent. Sources also differ on how long the fingers are held.",
    ),
    NotIncluded(
        name="gait_index",
        label="enhanced gait variability index (eGVI)",
        why="That it differs between severity bands was read, but not how it is "
        "calculated.",
    ),
    NotIncluded(
        name="nurick_recovery_rate",
        label="recovery rate by Nurick grade",
        why="That it was used together with the mJOA recovery rate was read, but not "
        "its formula.",
    ),
    NotIncluded(
        name="recovery_rate_grades",
        label="verbal grades of recovery",
        why="No paper that defines grades of the recovery rate was read.",
    ),
    NotIncluded(
        name="cook_other_counts",
        label="likelihood ratios for two, and for four or five, positive findings of "
        "the Cook 2010 cluster",
        why="Only the ratios for none and for three or more were read; the other "
        "ratios on web pages have no cited source.",
    ),
    NotIncluded(
        name="tetreault_probability",
        label="probability of a good outcome after surgery by the Tetreault models",
        why="No intercept of these models was read, so only comparisons between "
        "people are possible; coefficients missing from the available abstracts are "
        "not included either.",
    ),
    NotIncluded(
        name="machine_learning",
        label="outlook after surgery by machine learning",
        why="The publication that was read reports the model's performance, but "
        "nothing from which the model could be reproduced.",
    ),
    NotIncluded(
        name="nomograms",
        label="nomograms of cord signal change and of blood tests",
        why="For the first, the coefficients were not read; for those of blood tests, "
        "the units of the odds ratios and the intercept.",
    ),
    NotIncluded(
        name="sarraj_formulae",
        label="stability without surgery at any time point",
        why="The formulae of the review were not read; the tabulated times are "
        "included, and no curve is fitted between them.",
    ),
    NotIncluded(
        name="bednarik_kadanka_models",
        label="probability that asymptomatic compression progresses to myelopathy",
        why="The studies name their predictors; their coefficients were not read.",
    ),
    NotIncluded(
        name="risk_score",
        label="a combined risk in percent",
        why="No publication combines the risk factors; they are only counted.",
    ),
    NotIncluded(
        name="followed_patients",
        label="individual patients' scores before and after surgery",
        why="Only group means and rates were read.",
    ),
    NotIncluded(
        name="article_reviews",
        label="the 2022 overview that the article cites",
        why="It was not found. A textbook chapter has the same figure, and a review of "
        "2020 has the article's figure for rheumatoid arthritis; both are in the "
        "statements on the article's sources.",
    ),
    NotIncluded(
        name="nice_cks",
        label="the British primary care guidance (NICE CKS)",
        why="The page was not read.",
    ),
    NotIncluded(
        name="icd11",
        label="ICD-11 codes other than three",
        why="Three were read in WHO tables and are included; no others were read.",
    ),
    NotIncluded(
        name="snomed_signs",
        label="SNOMED CT codes for the signs and scales",
        why="None was found in an official or maintained list.",
    ),
    NotIncluded(
        name="loinc_scores",
        label="LOINC codes for the mJOA, the JOA, Nurick and Ranawat",
        why="None was found; if a code is needed, this library's own is used.",
    ),
    NotIncluded(
        name="cpt",
        label="CPT codes for operations",
        why="They are the property of the American Medical Association.",
    ),
)
"""The scales, models, figures and codes known to be missing."""
