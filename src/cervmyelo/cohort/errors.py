"""
What can be wrong with a cohort, and what is worth a warning.
"""

from __future__ import annotations

from cervmyelo.errors import CervmyeloError

__all__ = ["CohortError", "CohortWarning", "MissingColumnError"]


class CohortError(CervmyeloError):
    """A cohort cannot be assessed as asked."""

    code = "cohort"


class MissingColumnError(CohortError):
    """A rule looks at a column that the cohort lacks."""

    code = "missing_column"


class CohortWarning(UserWarning):
    """A cohort is assessed, though perhaps not as fully as was meant."""
