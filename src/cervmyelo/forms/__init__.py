"""
The few forms that published rules take.

A rule is an instance of a form: data, checked as it is built. Call it for the
plain answer, or `explain` for the answer with its reasons and bounds. Readers of
rules (tables, frames, documents) match over the closed union `Form` and end in
``assert_never``, so a new form does not type-check until every reader knows it.
"""

from typing import TypeAlias

from .bands import Band, Bands
from .first_match import FirstMatch, Row
from .regressions import Regression, Term
from .rule import Case, Direction, Recorded, Rule
from .sums import Sum
from .tallies import Counted, Tally

__all__ = [
    "Band",
    "Bands",
    "Case",
    "Counted",
    "Direction",
    "FirstMatch",
    "Form",
    "Recorded",
    "Regression",
    "Row",
    "Rule",
    "Sum",
    "Tally",
    "Term",
]

Form: TypeAlias = Sum | Bands | FirstMatch | Tally | Regression
"""Every form a rule can take."""
