"""
Archives: stored assessments read as they were answered then, and compared with today.

`stored` and `archive` read what `cervmyelo.io.assessment_to_dict` and the command line
wrote, whatever rules came since; `compare` says what rules of today find differently.
To check a stored assessment and go on with it, see
`cervmyelo.io.assessment_from_json`.

>>> import cervmyelo as cm
>>> text = cm.io.to_json(cm.io.assessment_to_dict(cm.assess(cm.Patient(age_years=61))))
>>> kept = cm.records.stored(text)
>>> kept["article_risk_factors"].answer
'1 to 4 of 4'
>>> cm.records.compare(kept).changed
()
"""

from .io.archives import archive, stored
from .io.comparison import Comparison, Difference, compare
from .io.stored_assessments import StoredAssessment
from .io.stored_findings import (
    StoredCitation,
    StoredConflict,
    StoredFinding,
    StoredReason,
)

__all__ = [
    "Comparison",
    "Difference",
    "StoredAssessment",
    "StoredCitation",
    "StoredConflict",
    "StoredFinding",
    "StoredReason",
    "archive",
    "compare",
    "stored",
]
