"""
The forms that published rules take.

A rule is an instance of a form: data, checked when it is built. A form knows its parts,
its gaps, its citations and the kind of its answers. Three readers match over the closed
union `Form` and end in ``assert_never``: columns (`cervmyelo.cohort`), tables
(`cervmyelo.display.tables`) and pictures (``docs/_ext``). So a new form is one class
and three readers, and a forgotten reader does not type-check.
"""

from typing import TypeAlias

from .bands import Band, Bands, Exclusive
from .crosswalks import Crosswalk, Mapped
from .curves import Curve, Point, Stratum
from .first_match import FirstMatch, Row
from .post_tests import LikelihoodRatio, PostTest
from .quotients import Part, Quotient
from .regressions import Effect, Regression, Term, UnusedEffect
from .rule import Direction, Rule
from .sums import Sum
from .tallies import Counted, Tally

__all__ = [
    "Band",
    "Bands",
    "Counted",
    "Crosswalk",
    "Curve",
    "Direction",
    "Effect",
    "Exclusive",
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

GradingForm: TypeAlias = Bands | FirstMatch | Crosswalk
"""The forms whose answers are grades; all others answer with a number."""

Form: TypeAlias = GradingForm | Sum | Tally | Regression | Quotient | PostTest | Curve
"""Every form a rule can take."""
