"""
Cervical myelopathy: published grades, scores, risks and outlooks, with reasons.

>>> import cervmyelo as cm
>>> found = cm.mjoa_total(cm.MJOA(motor_lower=5, sensory_upper=2, sphincter=2))
>>> found.low, found.high, found.missing
(9, 14, ('mjoa_motor_upper',))

Unknown is not absent: ``None`` always means *not recorded*, a missing item is
never scored zero, and every answer says what is still possible, why, by which
source, and which inputs are missing.
"""

from __future__ import annotations

from .bibliography import citations
from .codes import Code
from .diagnosis.causes import CAUSE_KINDS, CAUSES, Cause, cause
from .diagnosis.cook2010 import cook_cluster, cook_probability, cook_result
from .diagnosis.early_signs import early_signs
from .diagnosis.probabilities import update_probability
from .diagnosis.single_signs import (
    any_sign_probability,
    babinski_probability,
    grip_release_probability,
    hoffmann_probability,
    hyperreflexia_probability,
    inverted_supinator_probability,
)
from .errors import CervmyeloError
from .findings import Finding, Problem, Reason
from .follow_up.recovery import (
    joa1994_change,
    joa1994_recovery_rate,
    joa_change,
    joa_mcid,
    joa_recovery_rate,
    mjoa_change,
    mjoa_mcid,
    mjoa_recovery_rate,
)
from .guidance.ao_spine_2017 import RECOMMENDATIONS, Recommendation, recommend
from .guidance.urgency import URGENCIES
from .imaging.canal import canal_stenosis
from .imaging.cord_compression import (
    compression_ratio_low,
    cord_area_small,
    cord_compression_ratio,
    mcc,
    mscc,
)
from .imaging.kang import kang_grade
from .imaging.opll import k_line, opll_occupying_ratio
from .imaging.slice_compression import slice_compression, slice_compression_probability
from .imaging.torg_pavlov import torg_pavlov, torg_pavlov_ratio
from .instruments.crosswalks import NO_CROSSWALKS, NoCrosswalk, crosswalk
from .instruments.ems import ems_grade, ems_total
from .instruments.grip_release import grip_release
from .instruments.grip_strength import grip_strength_screen
from .instruments.joa import joa1994_mild, joa1994_total, joa_total
from .instruments.mjoa import SEVERITIES, mjoa_severity, mjoa_total
from .instruments.nurick import nurick_1972, nurick_or_normal
from .instruments.nurick_crosswalks import (
    article_to_nurick_1972,
    article_to_or_normal,
    nurick_1972_to_article,
    nurick_1972_to_or_normal,
    or_normal_to_article,
    or_normal_to_nurick_1972,
)
from .instruments.patient_mjoa import pmjoa_severity, pmjoa_total
from .instruments.ranawat import ranawat
from .instruments.stages import STAGES, grade
from .literature.background import BACKGROUND
from .literature.complication_rates import (
    COMPLICATION_RATES,
    MORE_ON_COMPLICATIONS,
    Rate,
    complication_rates,
)
from .literature.complications import COMPLICATIONS, Complication
from .literature.frequency import FREQUENCY
from .literature.guidance_since_2017 import LATER
from .literature.left_out import LEFT_OUT, LeftOut
from .literature.pathways import PATHWAYS
from .literature.signs import ON_SIGNS, SIGNS, Accuracy, Sign, sign
from .literature.timed_walks import TIMED_TESTS, TimedTest
from .literature.treatments import TREATMENTS, Treatment
from .models import (
    EMS,
    JOA,
    JOA1994,
    MJOA,
    Examination,
    Patient,
    PatientMJOA,
    Symptom,
    Walking,
)
from .models.follow_up import FollowUp
from .models.imaging import Imaging
from .models.patient import QUANTITIES
from .models.symptoms import SYMPTOMS
from .outlook.after_surgery import (
    AFTER_SURGERY,
    compare_after_surgery,
    tetreault_2015,
    tetreault_pooled_743,
)
from .outlook.natural_history import NATURAL_HISTORY, stability_without_surgery
from .registry import DISAGREEMENTS, RULES
from .results.assessment import Assessment, assess
from .results.course import Change, Course, Visit, course
from .results.profiles import (
    Factor,
    Outlook,
    RiskProfile,
    Workup,
    estimate_outlook,
    score_risk,
    workup,
)
from .results.questions import Question, next_question
from .results.urgency import Urgency, triage
from .risk.conversion import bednarik_early_predictors, conversion_factors
from .scales import Grade, Scale
from .terminology import CONCEPTS, Concept, codes_of, local_code

__all__ = [
    "AFTER_SURGERY",
    "BACKGROUND",
    "CAUSES",
    "CAUSE_KINDS",
    "COMPLICATIONS",
    "COMPLICATION_RATES",
    "CONCEPTS",
    "DISAGREEMENTS",
    "EMS",
    "FREQUENCY",
    "JOA",
    "JOA1994",
    "LATER",
    "LEFT_OUT",
    "MJOA",
    "MORE_ON_COMPLICATIONS",
    "NATURAL_HISTORY",
    "NO_CROSSWALKS",
    "ON_SIGNS",
    "PATHWAYS",
    "QUANTITIES",
    "RECOMMENDATIONS",
    "RULES",
    "SEVERITIES",
    "SIGNS",
    "STAGES",
    "SYMPTOMS",
    "TIMED_TESTS",
    "TREATMENTS",
    "URGENCIES",
    "Accuracy",
    "Assessment",
    "Cause",
    "CervmyeloError",
    "Change",
    "Code",
    "Complication",
    "Concept",
    "Course",
    "Examination",
    "Factor",
    "Finding",
    "FollowUp",
    "Grade",
    "Imaging",
    "LeftOut",
    "NoCrosswalk",
    "Outlook",
    "Patient",
    "PatientMJOA",
    "Problem",
    "Question",
    "Rate",
    "Reason",
    "Recommendation",
    "RiskProfile",
    "Scale",
    "Sign",
    "Symptom",
    "TimedTest",
    "Treatment",
    "Urgency",
    "Visit",
    "Walking",
    "Workup",
    "any_sign_probability",
    "article_to_nurick_1972",
    "article_to_or_normal",
    "assess",
    "babinski_probability",
    "bednarik_early_predictors",
    "canal_stenosis",
    "cause",
    "citations",
    "codes_of",
    "compare_after_surgery",
    "complication_rates",
    "compression_ratio_low",
    "conversion_factors",
    "cook_cluster",
    "cook_probability",
    "cook_result",
    "cord_area_small",
    "cord_compression_ratio",
    "course",
    "crosswalk",
    "early_signs",
    "ems_grade",
    "ems_total",
    "estimate_outlook",
    "grade",
    "grip_release",
    "grip_release_probability",
    "grip_strength_screen",
    "hoffmann_probability",
    "hyperreflexia_probability",
    "inverted_supinator_probability",
    "joa1994_change",
    "joa1994_mild",
    "joa1994_recovery_rate",
    "joa1994_total",
    "joa_change",
    "joa_mcid",
    "joa_recovery_rate",
    "joa_total",
    "k_line",
    "kang_grade",
    "local_code",
    "mcc",
    "mjoa_change",
    "mjoa_mcid",
    "mjoa_recovery_rate",
    "mjoa_severity",
    "mjoa_total",
    "mscc",
    "next_question",
    "nurick_1972",
    "nurick_1972_to_article",
    "nurick_1972_to_or_normal",
    "nurick_or_normal",
    "opll_occupying_ratio",
    "or_normal_to_article",
    "or_normal_to_nurick_1972",
    "pmjoa_severity",
    "pmjoa_total",
    "ranawat",
    "recommend",
    "score_risk",
    "sign",
    "slice_compression",
    "slice_compression_probability",
    "stability_without_surgery",
    "tetreault_2015",
    "tetreault_pooled_743",
    "torg_pavlov",
    "torg_pavlov_ratio",
    "triage",
    "update_probability",
    "workup",
]


def __getattr__(name: str) -> str:
    if name == "__version__":
        # This import alone would cost a quarter of all the others.
        import importlib.metadata

        return importlib.metadata.version("cervmyelo")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
