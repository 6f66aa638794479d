"""
What is recorded of a person, and what is found.

All models are frozen, slotted, keyword-only and checked as they are built; none
can be copied, evolved or unpickled into a state its constructor would refuse.
"""

from .ems import EMS
from .examination import Examination
from .follow_up import FollowUp
from .imaging import Imaging
from .joa import JOA, JOA1994
from .mjoa import MJOA
from .patient import Patient
from .patient_mjoa import PatientMJOA
from .symptoms import Onset, Symptom, SymptomKind, SymptomSeverity
from .walking import Walking

__all__ = [
    "EMS",
    "JOA",
    "JOA1994",
    "MJOA",
    "Examination",
    "FollowUp",
    "Imaging",
    "Onset",
    "Patient",
    "PatientMJOA",
    "Symptom",
    "SymptomKind",
    "SymptomSeverity",
    "Walking",
]
