"""
The closed union of forms, over which readers of rules match.
"""

from typing import TypeAlias

from .bands import Bands
from .crosswalks import Crosswalk
from .curves import Curve
from .first_match import FirstMatch
from .post_tests import PostTest
from .quotients import Quotient
from .regressions import Regression
from .sums import Sum
from .tallies import Tally

__all__ = ["Form", "GradingForm"]

GradingForm: TypeAlias = Bands | FirstMatch | Crosswalk
"""The forms whose answers are grades; all others answer with a number."""

Form: TypeAlias = GradingForm | Sum | Tally | Regression | Quotient | PostTest | Curve
"""Every form a rule can take."""
