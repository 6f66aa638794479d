"""
The sources of answers, as a bibliography.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from .display.tables import made_of
from .forms import (
    Bands,
    Crosswalk,
    Curve,
    Cutoffs,
    Effects,
    FirstMatch,
    Form,
    PostTest,
    Quotient,
    Regression,
    Sum,
    Tally,
)
from .public import public
from .registry import RULES
from .results.assessment import Assessment
from .sources import Citation, Source

__all__ = ["bibtex", "citations", "rests_on"]


@public
def citations(assessment: Assessment) -> str:
    """
    The sources of all answers in an assessment, as BibTeX.

    A rule whose answer is undecided or refused is not cited.

    >>> import cervmyelo as cm
    >>> items = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3)
    >>> text = cm.citations(cm.assess(cm.Patient(mjoa=items)))
    >>> [line for line in text.splitlines() if line.startswith("@")]
    ['@article{benzel1991,', '@article{tetreault2017,']

    Args:
        assessment: The assessment of one person.

    Returns:
        One entry for each source, sorted by key; empty if no rule has an answer.
    """
    answered = [
        RULES[finding.rule.name]
        for finding in assessment.findings
        if finding.value is not None
    ]
    return bibtex(answered)


def bibtex(rules: Iterable[Form]) -> str:
    """
    The sources of rules, as BibTeX.

    Args:
        rules: The rules.

    Returns:
        One entry for each source, sorted by key.
    """
    sources = {cite.source for rule in rules for cite in rests_on(rule)}
    ordered = sorted(sources, key=_key)
    return "\n\n".join(source.bibtex() for source in ordered)


def _key(source: Source) -> str:
    return source.key


def rests_on(rule: Form) -> tuple[Citation, ...]:
    """
    Every citation that the answers of a rule depend on, each once.

    Evidence and disagreements are not included, because no answer depends on them.

    >>> import cervmyelo as cm
    >>> [str(cite) for cite in rests_on(cm.rules["mjoa_severity"])]
    ... # doctest: +ELLIPSIS
    ['Tetreault et al. 2017, ...', 'Benzel et al. 1991, ...']
    """
    return tuple(dict.fromkeys(_rests_on(rule)))


def _rests_on(rule: Form) -> Iterator[Citation]:
    yield rule.cite
    match rule:
        case Tally(counted=counted):
            yield from (each.cite for each in counted)
        case PostTest(ratios=ratios):
            yield from (each.cite for each in ratios)
        case (
            Sum()
            | Bands()
            | FirstMatch()
            | Regression()
            | Cutoffs()
            | Quotient()
            | Crosswalk()
            | Effects()
            | Curve()
        ):
            pass
        case _:
            assert_never(rule)
    for part in made_of(rule):
        yield from _rests_on(part)
