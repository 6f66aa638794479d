"""
Which question comes next when a person is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from cervmyelo.forms import Form
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import Quantity
from cervmyelo.results.questions import questions

__all__ = ["askable"]

_OWNER: Final[Mapping[str, str]] = {
    detail.name: each.present.name
    for each in SYMPTOMS.values()
    for detail in each.all[1:]
}


def askable(
    rules: Sequence[Form], values: Mapping[str, object], asked: Collection[str] = ()
) -> Iterator[tuple[Form, Quantity]]:
    """
    For each open rule, in their order, the question that narrows it most.

    The details of a symptom are asked only once it is known to be there.

    >>> import cervmyelo as cm
    >>> rule, quantity = next(askable([cm.rules["article_urgency"]], {}))
    >>> quantity.name
    'arm_weakness'

    Args:
        rules: The rules to be settled, the most urgent first.

        values: What is known, by the names of the quantities.

        asked: What has been asked already, with or without an answer.
    """
    for rule in rules:
        for question in questions([rule], values):
            name = question.quantity.name
            described = name not in _OWNER or values.get(_OWNER[name]) is True
            if name not in asked and described:
                yield rule, question.quantity
                break
