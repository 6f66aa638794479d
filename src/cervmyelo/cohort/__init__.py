"""
Every rule as a column, on the frame the user already has.

Polars frames, eager or lazy, are evaluated by Polars; pandas and PyArrow frames are
handed to Polars and back; DuckDB, Ibis, sqlframe and PySpark frames stay lazy and
are evaluated by their own engine, through narwhals. Each rule is the same data as for
one person, and a cell equals the answer for that person: it is null exactly where the
value is None, and its bounds and status are the same.
"""

from .applicable import Applicable, rules_for
from .assess import assess_cohort
from .change import change_over_time
from .difference import diff
from .errors import CohortError, CohortWarning, MissingColumnError
from .schema import AnswerSchema, CohortSchema, cohort_schema
from .summary import summarise
from .tidy import recorded_answers, tidy_cohort
from .wide import long_to_wide, wide_to_long

__all__ = [
    "AnswerSchema",
    "Applicable",
    "CohortError",
    "CohortSchema",
    "CohortWarning",
    "MissingColumnError",
    "assess_cohort",
    "change_over_time",
    "cohort_schema",
    "diff",
    "long_to_wide",
    "recorded_answers",
    "rules_for",
    "summarise",
    "tidy_cohort",
    "wide_to_long",
]
