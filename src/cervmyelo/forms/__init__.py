"""
The few forms that published rules take.

A rule is an instance of a form: data, checked as it is built. Call it with a person for
the finding: the answer with its bounds, reasons and source. Readers of rules (tables, frames, documents) match over the closed union `Form` and end in
``assert_never``, so a new form does not type-check until every reader knows it.
"""

from typing import TypeAlias

from .bands import Band, Bands
from .crosswalks import Crosswalk, Mapped
from .curves import Curve, Point, Stratum
from .cutoffs import Cut, Cutoffs
from .effects import Effect, Effects, UnusedEffect
from .first_match import FirstMatch, Row
from .post_tests import LikelihoodRatio, PostTest
from .quotients import Part, Quotient
from .regressions import Regression, Term
from .rule import Direction, Rule
from .sums import Sum
from .tallies import Counted, Tally

__all__ = [
    "Band",
    "Bands",
    "Counted",
    "Crosswalk",
    "Curve",
    "Cut",
    "Cutoffs",
    "Direction",
    "Effect",
    "Effects",
    "FirstMatch",
    "Form",
    "GradingForm",
    "LikelihoodRatio",
    "Mapped",
    "Part",
    "Point",
    "PostTest",
    "Quotient",
    "Regression",
    "Row",
    "Rule",
    "Stratum",
    "Sum",
    "Tally",
    "Term",
    "UnusedEffect",
]

GradingForm: TypeAlias = Bands | FirstMatch | Cutoffs | Crosswalk
"""The forms whose answers are grades; all others answer with a number."""

Form: TypeAlias = (
    GradingForm | Sum | Tally | Regression | Quotient | PostTest | Effects | Curve
)
"""Every form a rule can take."""
