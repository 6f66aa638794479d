"""
Which question comes next when a person is asked, and which can still come.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from cervmyelo.consistency import described
from cervmyelo.findings import Finding, Outcome
from cervmyelo.forms import Form
from cervmyelo.models.symptoms import SYMPTOMS, SymptomQuantities

from .questions import Question, questions

__all__ = ["askable", "still_askable", "symptoms_of_same_group"]

_OWNER: Final[Mapping[str, str]] = described()


def askable(
    rules: Sequence[Form], values: Mapping[str, object], asked: Collection[str] = ()
) -> Iterator[tuple[Form, Question]]:
    """
    For each open rule, in their order, the question that narrows it most.

    The details of a symptom are asked only once the symptom is recorded as present.

    >>> import cervmyelo as cm
    >>> rule, question = next(askable([cm.article_urgency], {}))
    >>> question.quantity.name
    'inability_to_move'

    Args:
        rules: The rules to be decided, the most urgent first.

        values: What is recorded, by the names of the quantities.

        asked: The names of what was asked already, with or without an answer.
    """
    for rule in rules:
        for question in questions([rule], values):
            name = question.quantity.name
            missing = question.conflict is None and name in rule.input_names
            if missing and name not in asked:
                yield rule, question
                break


def still_askable(
    findings: Iterable[Finding[Outcome]],
    values: Mapping[str, object],
    asked: Collection[str] = (),
) -> frozenset[str]:
    """
    The names of everything that may still be asked.

    The details of a symptom are among them while the symptom may turn out to be
    present.

    Args:
        findings: What the rules to be decided find.

        values: What is recorded, by the names of the quantities.

        asked: The names of what was asked already, with or without an answer.
    """

    def possible(name: str) -> bool:
        owner = _OWNER.get(name)
        if name in asked:
            return False
        return owner is None or values.get(owner) is True or owner not in asked

    return frozenset(
        name for finding in findings for name in finding.missing if possible(name)
    )


def symptoms_of_same_group(
    name: str, askable_names: Collection[str], values: Mapping[str, object]
) -> tuple[SymptomQuantities, ...]:
    """
    The symptoms that a person can deny together with one that is asked about.

    They are those of the same group that may still be asked, without any recorded
    detail, the one that is asked about first. Empty if that one is no symptom.

    Args:
        name: The name of what is asked.

        askable_names: The names of everything that may still be asked.

        values: What is recorded, by the names of the quantities.
    """
    here = next((e for e in SYMPTOMS.values() if e.present.name == name), None)
    if here is None:
        return ()
    every = (here, *(each for each in SYMPTOMS.values() if each != here))
    return tuple(
        each
        for each in every
        if each.group == here.group
        and each.present.name in askable_names
        and all(values.get(detail.name) is None for detail in each.all)
    )
