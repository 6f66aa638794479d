"""
What is recorded of a person, and what is found.

All models are frozen, slotted, keyword-only and checked as they are built; none
can be copied, evolved or unpickled into a state its constructor would refuse.
"""

from .factors import Factor, Outlook, RiskProfile, Workup
from .mjoa import MJOA
from .patient import Patient
from .symptoms import Onset, Symptom, SymptomKind, SymptomSeverity
from .urgency import Urgency

__all__ = [
    "MJOA",
    "Factor",
    "Onset",
    "Outlook",
    "Patient",
    "RiskProfile",
    "Symptom",
    "SymptomKind",
    "SymptomSeverity",
    "Urgency",
    "Workup",
]
