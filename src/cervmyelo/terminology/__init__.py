"""
What standard code systems call the things that are recorded here.

Only codes with a list in which they were seen are carried. Where none was seen there
is none; the library's own code stands in.
"""

from .concepts import Concept
from .lookup import CONCEPT_OF, CONCEPTS, NO_STANDARD_CODE, codes_of, local_code

__all__ = [
    "CONCEPTS",
    "CONCEPT_OF",
    "NO_STANDARD_CODE",
    "Concept",
    "codes_of",
    "local_code",
]
