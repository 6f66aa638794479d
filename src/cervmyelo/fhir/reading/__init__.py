"""
Read what is recorded from FHIR, with a report of what became of everything.
"""

from .export import Export, Source, from_ndjson
from .reader import from_fhir
from .readings import Codes
from .received import Person, Received
from .report import Became, Line, ReadingReport

__all__ = [
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
]
