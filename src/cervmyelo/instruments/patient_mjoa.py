"""
The patient-derived mJOA (P-mJOA), 0 to 18, which the person fills in.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.forms import Band, Bands, Sum
from cervmyelo.models.patient_mjoa import PMJOA_ITEMS
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import (
    DE_DIOS_2024,
    PMJOA_STUDY,
    TETREAULT_2017,
    Disagreement,
    Figure,
    Statement,
)

__all__ = [
    "PMJOA_MILD_TOP",
    "PMJOA_SEVERITIES",
    "pmjoa_severity",
    "pmjoa_total",
    "WITH_CLINICIANS",
    "WITH_EMS",
]

_WORDING = (
    "The wording of the form is copyright of its publisher and is not part of this "
    "library; take the form from the publication, and enter the scores."
)

WITH_CLINICIANS: Final = Statement(
    "The form that people fill in themselves and the scale that clinicians score gave "
    "the same mean and no mean difference, yet the two scores of one person differ; "
    "most people would rather fill it in by themselves.",
    PMJOA_STUDY.at("abstract, results"),
    (
        Figure("people scored both ways", 100, "people"),
        Figure("mean of either total", 14.7, "points"),
        Figure("mean difference", 0, "points"),
        Figure("standard deviation of the difference", 1.5, "points"),
        Figure("agreement of the totals", 0.83, "ICC"),
        Figure("rank correlation of the totals", 0.83, "rho"),
        Figure("agreement, least reported", 0.55, "weighted kappa"),
        Figure("agreement, most reported", 0.66, "weighted kappa"),
        Figure("would rather fill it in themselves", 67, "%"),
    ),
)

WITH_EMS: Final = Statement(
    "The totals of the P-mJOA and of the European Myelopathy Score go together, but "
    "their bands of severity put the same person into different groups; a band of one "
    "says nothing of the band of the other.",
    DE_DIOS_2024.at("abstract, results"),
    (
        Figure("people", 714, "people"),
        Figure("times that both were filled in", 937, "pairs"),
        Figure("mean P-mJOA total", 13.9, "points"),
        Figure("standard deviation of the P-mJOA total", 3, "points"),
        Figure("mean EMS total", 14.5, "points"),
        Figure("standard deviation of the EMS total", 2.7, "points"),
        Figure("P-mJOA less EMS, mean", -0.61, "points", -0.72, -0.51),
        Figure("rank correlation of the totals", 0.84, "rho"),
        Figure("agreement of the totals", 0.83, "ICC"),
        Figure("agreement of the bands", 0.22, "kappa"),
        Figure("agreement of the bands, weighted", 0.34, "weighted kappa"),
    ),
)

pmjoa_total: Final = Sum(
    name="pmjoa_total",
    label="P-mJOA total",
    summary="The total of the patient-derived mJOA (P-mJOA), 0 to 18 points; higher is better.",
    example={"pmjoa_motor_lower": 7, "pmjoa_sensory_upper": 3},
    items=PMJOA_ITEMS,
    cite=PMJOA_STUDY.at("abstract, the same four items in lay wording"),
    limits=(
        "Whole points only.",
        "Not the mJOA that a clinician scores: alike on average, not in one person.",
    ),
    evidence=(WITH_CLINICIANS, WITH_EMS),
    wording=_WORDING,
)

PMJOA_SEVERITIES: Final = Scale(
    name="pmjoa_severity",
    label="severity by P-mJOA",
    levels=(
        Level("mild", "mild impairment, or none at all"),
        Level("moderate", "moderate impairment"),
        Level("severe", "severe impairment"),
    ),
)

PMJOA_MILD_TOP: Final = Disagreement(
    name="pmjoa_mild_top",
    about="Whether the full P-mJOA score of 18 is mild",
    said=Statement(
        "Work on the patient-derived form counts the full score as mild.",
        DE_DIOS_2024.at("bands compared"),
    ),
    beside=(
        Statement(
            "On the scale that clinicians score, mild ends one point below the full "
            "score, which stands apart.",
            TETREAULT_2017.at("abstract, conclusions"),
        ),
    ),
)

pmjoa_severity: Final = Bands(
    name="pmjoa_severity",
    label="severity by P-mJOA",
    summary="The severity of impairment by the P-mJOA: mild, moderate or severe.",
    example={
        "pmjoa_motor_upper": 5,
        "pmjoa_motor_lower": 7,
        "pmjoa_sensory_upper": 3,
        "pmjoa_sphincter": 3,
    },
    of=pmjoa_total,
    score_rises=False,
    falls_with=PMJOA_ITEMS,
    bands=(
        Band(PMJOA_SEVERITIES.grade("mild"), 15, 18),
        Band(PMJOA_SEVERITIES.grade("moderate"), 12, 14),
        Band(PMJOA_SEVERITIES.grade("severe"), 0, 11),
    ),
    cite=DE_DIOS_2024.at("bands compared"),
    limits=(
        "The bands are those that a comparison with the European Myelopathy Score "
        "used; no study that derived bands for this form was read.",
        "No grade of its own for the full score.",
        "Not for the mJOA that a clinician scores, nor for the bands of the European "
        "Myelopathy Score.",
    ),
    disagreements=(PMJOA_MILD_TOP,),
    evidence=(WITH_EMS,),
    wording=_WORDING,
)
