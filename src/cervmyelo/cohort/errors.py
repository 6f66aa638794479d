"""
Errors and warnings about cohorts.
"""

from __future__ import annotations

from cervmyelo.errors import CervmyeloError

__all__ = ["CohortError", "CohortWarning", "MissingColumnError"]


class CohortError(CervmyeloError):
    """A cohort cannot be assessed with these arguments."""

    code = "cohort"


class MissingColumnError(CohortError):
    """A rule reads a column that the frame does not have."""

    code = "missing_column"


class CohortWarning(UserWarning):
    """A cohort is assessed, though perhaps with fewer rules than intended."""
