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

from .assessment import Assessment, assess
from .diagnosis.background import BACKGROUND
from .diagnosis.causes import CAUSE_KINDS, CAUSES, Cause, cause
from .diagnosis.early_signs import early_signs
from .diagnosis.workup import workup
from .errors import CervmyeloError
from .findings import Finding, Problem, Reason
from .guidance.complications import COMPLICATIONS, Complication
from .guidance.treatments import TREATMENTS, Treatment
from .guidance.urgency import URGENCIES, triage
from .instruments.mjoa import SEVERITIES, mjoa_severity, mjoa_total
from .instruments.stages import STAGES, grade
from .models import (
    MJOA,
    Factor,
    Outlook,
    Patient,
    RiskProfile,
    Symptom,
    Urgency,
    Workup,
)
from .models.patient import QUANTITIES
from .models.symptoms import SYMPTOMS
from .outlook.article import estimate_outlook
from .questions import Question, next_question
from .registry import DISAGREEMENTS, RULES
from .risk.article import score_risk
from .scales import Grade, Scale

__all__ = [
    "BACKGROUND",
    "CAUSES",
    "CAUSE_KINDS",
    "COMPLICATIONS",
    "DISAGREEMENTS",
    "MJOA",
    "QUANTITIES",
    "RULES",
    "SEVERITIES",
    "STAGES",
    "SYMPTOMS",
    "TREATMENTS",
    "URGENCIES",
    "Assessment",
    "Cause",
    "CervmyeloError",
    "Complication",
    "Factor",
    "Finding",
    "Grade",
    "Outlook",
    "Patient",
    "Problem",
    "Question",
    "Reason",
    "RiskProfile",
    "Scale",
    "Symptom",
    "Treatment",
    "Urgency",
    "Workup",
    "assess",
    "cause",
    "early_signs",
    "estimate_outlook",
    "grade",
    "mjoa_severity",
    "mjoa_total",
    "next_question",
    "score_risk",
    "triage",
    "workup",
]


def __getattr__(name: str) -> str:
    if name == "__version__":
        # This import alone would cost a quarter of all the others.
        import importlib.metadata

        return importlib.metadata.version("cervmyelo")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
