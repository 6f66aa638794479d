"""
Exchange records with clinical software: FHIR R4, without a dependency.

`to_fhir` writes an assessment as a Bundle of plain dictionaries, `from_fhir` reads
people from Bundles of any origin and reports what became of everything. `to_ndjson` and
`from_ndjson` do so for many people, one resource in a line. `questionnaire` makes the
forms, `terminology` the codes that they use, `views` tables over the resources.

Nothing here looks at the clock, draws a random number or reaches a network: the time,
the identifiers and the subject are the caller's.
"""

from .code_systems import terminology
from .forms import FORMS, questionnaire
from .ndjson import to_ndjson
from .reading import (
    Became,
    Codes,
    Export,
    Line,
    Person,
    ReadingReport,
    Received,
    Source,
    from_fhir,
    from_ndjson,
)
from .views import views
from .writing import stable_ids, to_fhir

__all__ = [
    "FORMS",
    "Became",
    "Codes",
    "Export",
    "Line",
    "Person",
    "ReadingReport",
    "Received",
    "Source",
    "from_fhir",
    "from_ndjson",
    "questionnaire",
    "stable_ids",
    "terminology",
    "to_fhir",
    "to_ndjson",
    "views",
]
