"""
The forms that published rules take.

A rule is an instance of a form: data, checked when it is built. A form knows its parts,
its gaps, its citations and the kind of its answers. Three readers match over the closed
union `Form` and end in ``assert_never``: columns (`cervmyelo.cohort`), tables
(`cervmyelo.display.tables`) and pictures (``docs/_ext``). So a new form is one class
and three readers, and a forgotten reader does not type-check.
"""

from .bands import Band as Band
from .bands import Bands as Bands
from .bands import Exclusive as Exclusive
from .crosswalks import Crosswalk as Crosswalk
from .crosswalks import Mapped as Mapped
from .curves import Curve as Curve
from .curves import Point as Point
from .curves import Stratum as Stratum
from .first_match import FirstMatch as FirstMatch
from .first_match import Row as Row
from .people import Condition as Condition
from .people import People as People
from .post_tests import LikelihoodRatio as LikelihoodRatio
from .post_tests import PostTest as PostTest
from .quotients import Part as Part
from .quotients import Quotient as Quotient
from .regressions import Effect as Effect
from .regressions import Regression as Regression
from .regressions import Term as Term
from .regressions import UnusedEffect as UnusedEffect
from .rule import Direction as Direction
from .rule import Rule as Rule
from .sums import Sum as Sum
from .tallies import Counted as Counted
from .tallies import Tally as Tally
from .union import Form as Form
from .union import GradingForm as GradingForm

__all__ = [
    "Band",
    "Bands",
    "Condition",
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
    "People",
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
    "UnusedEffect"
]
