"""
What is recorded about a person.

All models are frozen, slotted, keyword-only and checked as they are built; none
can be copied, evolved or unpickled into a state its constructor would refuse.
"""

from cervmyelo.face import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        ".cooper": "Cooper",
        ".ems": "EMS",
        ".examination": "Examination",
        ".follow_up": "FollowUp Nurick0Normal Nurick1972",
        ".imaging": "Imaging",
        ".joa": "JOA JOA1994",
        ".joacmeq": "JOACMEQ",
        ".mdi": "MDI",
        ".mjoa": "MJOA",
        ".ndi": "NDI",
        ".patient": "Patient",
        ".patient_mjoa": "PatientMJOA",
        ".outcome_measures": "OutcomeMeasures SF36",
        ".symptoms": "Onset Symptom SymptomKind SymptomSeverity",
        ".walking": "Walking",
    },
)
