"""
The patient-derived mJOA (P-mJOA), 0 to 18, completed by the patient.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.forms import Band, Bands, People, Sum
from cervmyelo.models.patient_mjoa import (
    PMJOA_BANDS,
    PMJOA_ITEMS,
    PMJOA_SEVERITIES,
    PMJOA_SEVERITY,
    PMJOA_TOTAL,
)
from cervmyelo.populations import adults, degenerative, with_myelopathy
from cervmyelo.sources import (
    BOHM_POSTER,
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
    "WITH_CLINICIANS",
    "WITH_EMS",
    "pmjoa_severity",
    "pmjoa_total",
]

_WORDING = (
    "The wording of the form is under the publisher's copyright and is not part of "
    "this library. Use the published form and enter the scores."
)

WITH_CLINICIANS: Final = Statement(
    "The patient-completed form and the clinician-scored scale had the same mean and "
    "no mean difference, but the two scores of one person can differ. Most people "
    "preferred to complete it themselves.",
    PMJOA_STUDY.at("abstract, results"),
    (
        Figure("people scored both ways", 100, "people"),
        Figure("mean of either total", 14.7, "points"),
        Figure("mean difference", 0, "points"),
        Figure("standard deviation of the difference", 1.5, "points"),
        Figure("agreement of the totals", 0.83, "ICC"),
        Figure("rank correlation of the totals", 0.83, "rho"),
        Figure("agreement, lowest reported", 0.55, "weighted kappa"),
        Figure("agreement, highest reported", 0.66, "weighted kappa"),
        Figure("preferred to complete it themselves", 67, "%"),
    ),
)

WITH_EMS: Final = Statement(
    "P-mJOA and European Myelopathy Score totals are correlated, but their severity "
    "bands often place the same person in different groups. A band on one scale does "
    "not predict the band on the other.",
    DE_DIOS_2024.at("abstract, results"),
    (
        Figure("people", 714, "people"),
        Figure("paired questionnaires", 937, "pairs"),
        Figure("mean P-mJOA total", 13.9, "points"),
        Figure("standard deviation of the P-mJOA total", 3, "points"),
        Figure("mean EMS total", 14.5, "points"),
        Figure("standard deviation of the EMS total", 2.7, "points"),
        Figure("P-mJOA minus EMS, mean", -0.61, "points", -0.72, -0.51),
        Figure("rank correlation of the totals", 0.84, "rho"),
        Figure("agreement of the totals", 0.83, "ICC"),
        Figure("agreement of the bands", 0.22, "kappa"),
        Figure("agreement of the bands, weighted", 0.34, "weighted kappa"),
    ),
)

pmjoa_total: Final = Sum(
    name="pmjoa_total",
    recorded=PMJOA_TOTAL,
    label="P-mJOA total",
    summary="The total of the patient-derived mJOA (P-mJOA), 0 to 18 points; higher is "
    "better.",
    example={"pmjoa_motor_lower": 7, "pmjoa_sensory_upper": 3},
    items=PMJOA_ITEMS,
    people=People(
        says="Studied in people with cervical myelopathy; the abstract states no other "
        "condition. The total describes function, whatever its cause.",
    ),
    cite=PMJOA_STUDY.at("abstract, the same four items in lay language"),
    limits=(
        "Whole points only.",
        "Not the clinician-scored mJOA: the two agree on average, not for one person.",
    ),
    evidence=(WITH_CLINICIANS, WITH_EMS),
    wording=_WORDING,
)

_STUDIED = DE_DIOS_2024.at("abstract, methods: people included")

PMJOA_MILD_TOP: Final = Disagreement(
    name="pmjoa_mild_top",
    about="Whether a full P-mJOA score of 18 counts as mild",
    followed=Statement(
        "A study of the patient-derived form counts the full score as mild.",
        DE_DIOS_2024.at("bands compared"),
    ),
    others=(
        Statement(
            "On the clinician-scored scale mild ends at 17, one point below the full "
            "score, which has no band.",
            TETREAULT_2017.at("abstract, conclusions"),
        ),
    ),
)

pmjoa_severity: Final = Bands(
    name="pmjoa_severity",
    recorded=PMJOA_SEVERITY,
    label="P-mJOA severity",
    summary="The severity of impairment by P-mJOA: mild, moderate or severe.",
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
        Band(PMJOA_SEVERITIES.grade("mild"), *PMJOA_BANDS["mild"]),
        Band(PMJOA_SEVERITIES.grade("moderate"), *PMJOA_BANDS["moderate"]),
        Band(PMJOA_SEVERITIES.grade("severe"), *PMJOA_BANDS["severe"]),
    ),
    people=People(
        says="People in the Swedish Spine Register, before and after surgery for "
        "degenerative myelopathy. The abstract states no age; the same cut-offs of the "
        "clinician-scored mJOA were derived in adults.",
        conditions=(
            adults(
                BOHM_POSTER.at(
                    "inclusion criteria of the two cohorts in which the same cut-offs "
                    "were derived"
                )
            ),
            with_myelopathy(_STUDIED),
            degenerative(_STUDIED),
        ),
    ),
    cite=DE_DIOS_2024.at("bands compared"),
    limits=(
        "The bands are those used in a comparison with the European Myelopathy Score; "
        "no study that derived bands for this form was found.",
        "The full score has no separate grade.",
        "Do not apply these bands to the clinician-scored mJOA or to the European "
        "Myelopathy Score.",
    ),
    disagreements=(PMJOA_MILD_TOP,),
    evidence=(WITH_EMS,),
    wording=_WORDING,
)
