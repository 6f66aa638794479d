"""
Codes of quantities and rules in standard code systems.

Only codes that were found in a published list are included. Where none was found, the
library's own code is used. Answers and grades have codes of this
library only.
"""

from .answers import answer_code, grade_code, is_coded
from .concepts import Concept
from .lookup import CONCEPT_OF, CONCEPTS, NO_STANDARD_CODE, codes_of, local_code

__all__ = [
    "CONCEPTS",
    "CONCEPT_OF",
    "NO_STANDARD_CODE",
    "Concept",
    "answer_code",
    "codes_of",
    "grade_code",
    "is_coded",
    "local_code",
]
