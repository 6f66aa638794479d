"""
What is recorded about a person.

All models are frozen, slotted, keyword-only and checked as they are built; none
can be copied, evolved or unpickled into a state its constructor would refuse.
"""

from .cooper import Cooper as Cooper
from .ems import EMS as EMS
from .examination import Examination as Examination
from .follow_up import FollowUp as FollowUp
from .follow_up import Nurick0Normal as Nurick0Normal
from .follow_up import Nurick1972 as Nurick1972
from .imaging import Imaging as Imaging
from .joa import JOA as JOA
from .joa import JOA1994 as JOA1994
from .joacmeq import JOACMEQ as JOACMEQ
from .mdi import MDI as MDI
from .mjoa import MJOA as MJOA
from .ndi import NDI as NDI
from .outcome_measures import OutcomeMeasures as OutcomeMeasures
from .outcome_measures import SF36 as SF36
from .patient import Patient as Patient
from .patient_mjoa import PatientMJOA as PatientMJOA
from .symptoms import Onset as Onset
from .symptoms import Symptom as Symptom
from .symptoms import SymptomKind as SymptomKind
from .symptoms import SymptomSeverity as SymptomSeverity
from .walking import Walking as Walking

__all__ = [
    "Cooper",
    "EMS",
    "Examination",
    "FollowUp",
    "Imaging",
    "JOA",
    "JOA1994",
    "JOACMEQ",
    "MDI",
    "MJOA",
    "NDI",
    "Nurick0Normal",
    "Nurick1972",
    "Onset",
    "OutcomeMeasures",
    "Patient",
    "PatientMJOA",
    "SF36",
    "Symptom",
    "SymptomKind",
    "SymptomSeverity",
    "Walking"
]
