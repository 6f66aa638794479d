"""
Update a probability by a likelihood ratio that the caller provides.
"""

from __future__ import annotations

import sys
from typing import Final

from cervmyelo.errors import FieldError, OutOfRangeError
from cervmyelo.forms.post_tests import updated
from cervmyelo.models.patient import PRETEST_PROBABILITY
from cervmyelo.public import public
from cervmyelo.quantity import Measure

__all__ = ["update_probability"]

_RATIO: Final = Measure(
    name="ratio",
    label="likelihood ratio",
    question="What is the likelihood ratio of the result?",
    low=0,
    high=sys.float_info.max,
    unit="ratio",
    step=None,
)
_PROBABLE: Final = "a number from 0 to 1"
_POSITIVE: Final = "a finite number above 0"


@public
def update_probability(before: float, ratio: float) -> float:
    """
    The post-test probability for a pre-test probability and a likelihood ratio.

    The post-test odds are the pre-test odds times the likelihood ratio.

    >>> round(update_probability(0.40, 4.0), 4)
    0.7273
    >>> update_probability(40, 4.0)
    Traceback (most recent call last):
        ...
    cervmyelo.errors.OutOfRangeError: before: expected a number from 0 to 1, got a \
number above the range.

    Args:
        before: The pre-test probability, from 0 to 1.

        ratio: The likelihood ratio of the result.

    Raises:
        KindError: If an argument is not a number, or is a boolean, NaN or infinite.

        OutOfRangeError: If the probability is outside 0 to 1, or the ratio is not above
            0.

    Source:
        The definition of odds; Cook et al. 2009 give a worked example, 40 to 73
        percent.
    """
    probability = _checked(PRETEST_PROBABILITY, before, "before", _PROBABLE)
    likelihood_ratio = _checked(_RATIO, ratio, "ratio", _POSITIVE)
    if not likelihood_ratio:
        raise OutOfRangeError("ratio", "zero", _POSITIVE)
    return updated(probability, likelihood_ratio)


def _checked(measure: Measure, value: object, name: str, allowed: str) -> float:
    try:
        return measure.check(value)
    except FieldError as error:
        raise type(error)(name, error.given, allowed) from None
