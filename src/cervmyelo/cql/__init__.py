"""
The rules as a library of CQL, for engines that know nothing of this package.

`library` writes the text, over parameters or over records of FHIR; `resource` makes a
Library of FHIR of it. No engine is part of this package, and none is needed to write.
"""

from .libraries import OVER, library, resource

__all__ = ["OVER", "library", "resource"]
