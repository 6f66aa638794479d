"""
Read what is recorded from FHIR, with a report of what became of everything.
"""

from .reader import from_fhir
from .readings import Codes
from .received import Person, Received
from .report import Became, Line, ReadingReport

__all__ = [
    "Became",
    "Codes",
    "Line",
    "Person",
    "ReadingReport",
    "Received",
    "from_fhir",
]
